"""The staff in the store: what was said last counts, what was said before stays, and one post has one holder."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from logistics.store import Database, staff
from logistics.store.errors import ListChangedMeanwhile, Taken
from logistics.store.events import add_event
from logistics.store.staff import Answered, Assignment, KeptList, StaffLink
from tests.store.furnishing import NOON

EVENT = "dialogue"
DOOR = Assignment(EVENT, "door.north.talks", "brandt", "assigned", False, "", NOON, "dee")
CAN = Answered(EVENT, "brandt", "door.north.talks", "can", "", NOON, "brandt")


@pytest.fixture(autouse=True)
def _begun(database: Database) -> None:
    with database.writing() as c:
        add_event(c, EVENT, "v1", at=NOON, by="dee", summary="")


def test_the_last_list_counts_and_the_others_stay(database: Database) -> None:
    with database.writing() as c:
        assert staff.last_list(c) is None
        first = staff.add_list(c, 0, "people: []\n", at=NOON, by="dee", summary="first")
        second = staff.add_list(c, 1, "people: [] # none\n", at=NOON + 1, by="eli", summary="second")
    with database.reading() as c:
        assert staff.last_list(c) == second == KeptList(2, "people: [] # none\n", NOON + 1, "eli", "second")
        assert [staff.list_of(c, number) for number in (1, 2, 3)] == [first, second, None]


@pytest.mark.parametrize("base", [0, 2])
def test_a_list_begun_from_another_than_the_last_is_refused(database: Database, base: int) -> None:
    with database.writing() as c:
        staff.add_list(c, 0, "a", at=NOON, by="dee", summary="")
    with pytest.raises(ListChangedMeanwhile), database.writing() as c:
        staff.add_list(c, base, "b", at=NOON, by="dee", summary="")


def test_the_last_answer_counts_and_can_be_taken_back(database: Database) -> None:
    with database.writing() as c:
        staff.answer(c, CAN)
        staff.answer(c, replace(CAN, answer="cannot", note="a train"))
        staff.answer(c, replace(CAN, person="vance"))
        assert [(one.person, one.answer, one.note) for one in staff.answers(c, EVENT)] == [
            ("brandt", "cannot", "a train"),
            ("vance", "can", ""),
        ]
        staff.answer(c, replace(CAN, answer=None))
        assert [one.person for one in staff.answers(c, EVENT)] == ["vance"]


def test_a_post_goes_from_one_to_another_and_all_of_it_stays_to_be_read(database: Database) -> None:
    with database.writing() as c:
        staff.assign(c, DOOR, instead_of=None)
        staff.assign(c, replace(DOOR, person="vance", pinned=True), instead_of="brandt")
        assert staff.holder(c, EVENT, DOOR.post) == "vance"
        staff.assign(c, replace(DOOR, person=None, state="declined", reason="ill"), instead_of="vance")
        assert [(one.person, one.state) for one in staff.last_assigned(c, EVENT)] == [(None, "declined")]
        assert [one.person for one in staff.assigned_before(c, EVENT)] == [None, "vance", "brandt"]


def test_a_post_that_somebody_else_holds_is_not_given_away_unseen(database: Database) -> None:
    with database.writing() as c:
        staff.assign(c, DOOR, instead_of=None)
    with pytest.raises(Taken) as taken, database.writing() as c:
        staff.assign(c, replace(DOOR, person="vance"), instead_of=None)
    assert taken.value.holder == "brandt"


def test_of_fifty_who_sign_up_at_once_for_one_place_one_gets_it(database: Database) -> None:
    barrier = Barrier(50)

    def sign_up(number: int) -> str:
        barrier.wait()
        try:
            with database.writing() as c:
                staff.assign(c, replace(DOOR, person=f"person-{number}"), instead_of=None)
        except Taken as taken:
            return f"told of {taken.holder}"
        return "got it"

    with ThreadPoolExecutor(50) as threads:
        told = Counter(threads.map(sign_up, range(50)))
    assert told["got it"] == 1
    with database.reading() as c:
        (only,) = staff.last_assigned(c, EVENT)
    assert told[f"told of {only.person}"] == 49


def test_a_link_opens_until_it_is_revoked(database: Database) -> None:
    link = StaffLink("f" * 64, "link-1", "brandt", NOON, "dee")
    with database.writing() as c:
        staff.add_link(c, link)
        staff.add_link(c, replace(link, token_hash="e" * 64, id="link-2", person="vance"))
        staff.mark_used(c, link.token_hash, NOON + 5)
        assert staff.link_of(c, link.token_hash) == replace(link, used_at=NOON + 5)
        assert staff.revoke_links(c, "brandt", NOON + 9) == 1
        assert staff.revoke_links(c, "brandt", NOON + 10) == 0
        found = staff.link_of(c, link.token_hash)
        assert found is not None
        assert found.revoked_at == NOON + 9
        assert [one.person for one in staff.links(c)] == ["vance"]
        assert staff.link_of(c, "0" * 64) is None
