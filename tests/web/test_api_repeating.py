"""Requests that come twice: carried out once, and answered alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from logistics.operations.accounts import Role
from logistics.operations.drafts import create_stated, drafts, history
from logistics.operations.feeding import addresses
from logistics.operations.office import Office
from logistics.operations.repeating import REMEMBERED, Asked, Given, OtherRequest, once
from logistics.store import journal
from logistics.store.journal import entries
from tests.web.offices import Rig
from tests.web.programs import AT, EVENTS, ID, Program, example, program, told, with_the_example

MANY = 20
FEED = {"audience": "press", "label": "Example Wire"}


def test_the_same_request_twice_is_carried_out_once(rig: Rig) -> None:
    caller = program(rig)
    first, second = (caller.post(EVENTS, {"event": example()}, Idempotency_Key="one") for _ in range(2))
    assert told(first, 201) == told(second, 201)
    assert {name: first.headers[name] for name in ("ETag", "Location")} == {
        name: second.headers[name] for name in ("ETag", "Location")
    }
    assert len(history(rig.office, ID)) == 1


def test_without_a_key_it_is_another_request(rig: Rig) -> None:
    caller = program(rig)
    told(caller.post(EVENTS, {"event": example()}), 201)
    told(caller.post(EVENTS, {"event": example()}), 409)


def test_another_request_under_the_same_key_is_refused(rig: Rig) -> None:
    caller = program(with_the_example(rig))
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    others = [
        caller.post(f"{AT}/feeds", {**FEED, "label": "Another Wire"}, Idempotency_Key="one"),
        caller.post(f"{AT}/observations", {"point": "spray.start", "time": "9:04a"}, Idempotency_Key="one"),
        caller.post(f"{AT}/revisions/1/restore", If_Match='"1"', Idempotency_Key="one"),
    ]
    assert ["Idempotency-Key" in told(answer, 422)["detail"] for answer in others] == [True] * 3
    assert len(addresses(rig.office, ID)) == 1


def test_if_match_belongs_to_the_request(rig: Rig) -> None:
    caller = program(with_the_example(rig))
    told(caller.post(f"{AT}/revisions/1/restore", If_Match='"1"', Idempotency_Key="one"))
    told(caller.post(f"{AT}/revisions/1/restore", If_Match='"2"', Idempotency_Key="one"), 422)


def test_of_many_at_once_one_is_carried_out_and_the_others_get_its_answer(rig: Rig) -> None:
    caller, together = program(rig), Barrier(MANY)

    def send(_: int) -> tuple[int, str]:
        together.wait()
        answer = caller.post(EVENTS, {"event": example()}, Idempotency_Key="one")
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(MANY) as several:
        answers = set(several.map(send, range(MANY)))
    ((status, _),) = answers
    assert status == 201
    with rig.office.database.reading() as connection:
        assert [one.did for one in entries(connection, event_id=ID)] == ["made an event"]


def test_of_many_feed_addresses_at_once_one_is_made_and_told_once(rig: Rig) -> None:
    caller = program(with_the_example(rig))
    with ThreadPoolExecutor(MANY) as several:
        answers = list(
            several.map(lambda _: caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), range(MANY))
        )
    given = [told(answer, 201) for answer in answers]
    assert {one["feed"]["id"] for one in given} == {one.id for one in addresses(rig.office, ID)}
    assert sum(one["address"] is not None for one in given) == 1


def test_what_was_refused_may_be_sent_again(rig: Rig) -> None:
    caller = program(rig)
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 404)
    with_the_example(rig)
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)


def test_an_address_is_never_kept_with_the_answer(rig: Rig) -> None:
    caller = program(with_the_example(rig))
    made = told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    secret = made["address"].rpartition("/")[2].removesuffix(".ics")
    with rig.office.database.reading() as connection:
        kept = journal.answer(connection, "one", "approver")
    assert kept is not None
    assert len(secret) > 40
    assert secret.encode() not in kept.body
    again = told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    assert again == {**made, "address": None}


def test_two_people_choose_their_keys_by_themselves(rig: Rig) -> None:
    with_the_example(rig)
    ann, ben = program(rig, name="ann"), program(rig, Role.PRESS_OFFICER, name="ben")
    first, second = (told(one.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201) for one in (ann, ben))
    assert first["feed"]["id"] != second["feed"]["id"]


def test_a_key_is_free_again_after_a_day(rig: Rig) -> None:
    caller = program(with_the_example(rig))
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    rig.moment += REMEMBERED
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    assert len(addresses(rig.office, ID)) == 1
    rig.moment += 1
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    assert len(addresses(rig.office, ID)) == 2


def test_a_key_has_a_form(rig: Rig) -> None:
    caller = program(with_the_example(rig))
    for key in ("", "x" * 201, "a b", "a\tb", "\xe9"):
        told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key=key), 400)
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="x" * 200), 201)


def test_a_key_opens_nothing_to_whoever_may_no_more(rig: Rig) -> None:
    """What was answered is told again only to somebody who might still ask for it."""
    caller = program(with_the_example(rig))
    told(caller.post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 201)
    told(Program(rig).post(f"{AT}/feeds", FEED, Idempotency_Key="one"), 401)


def test_change_and_answer_are_saved_together_or_neither(rig: Rig) -> None:
    asked = Asked("one", "ann", "digest")

    def act_and_fail(office: Office) -> Given:
        create_stated(office, example(), "ann", rig.moment)
        assert [one.event.id for one in drafts(office)] == [ID]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        once(rig.office, asked, act_and_fail, rig.moment)
    assert drafts(rig.office) == ()
    assert once(rig.office, asked, lambda _: Given(200, b"done"), rig.moment).body == b"done"
    assert once(rig.office, asked, act_and_fail, rig.moment).body == b"done"
    with pytest.raises(OtherRequest):
        once(rig.office, Asked("one", "ann", "another"), act_and_fail, rig.moment)


def test_requests_with_a_key_and_without_do_not_wait_for_each_other_in_a_circle(rig: Rig) -> None:
    caller = program(with_the_example(rig))

    def save(number: int) -> int:
        change = {"base": 1, "event": example(lead=f"Change {number}")}
        key = {"Idempotency_Key": f"key-{number}"} if number % 2 else {}
        return caller.post(f"{AT}/revisions", change, **key).status_code

    with ThreadPoolExecutor(MANY) as several:
        assert sorted(several.map(save, range(MANY))) == [201, *[409] * (MANY - 1)]
