"""Staffing an event in the office: who holds what is checked for everybody, and what was said stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from logistics.errors import UnusableInput
from logistics.operations import staffing
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.office import Refused
from logistics.operations.staffing import Move, NoStaffYet, NoSuchStaffLink, NotFit, Proposal
from logistics.operations.staffing.holding import as_seen
from logistics.roster.reasons import Kind
from logistics.store import staff as kept
from tests.web.offices import DIALOGUE, DOOR, NOW, THERE, TWELVE, Rig, furnished


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """An office with the dialogue and the twelve."""
    made = furnished(f"sqlite:///{tmp_path / 'office.db'}")
    made.take_in()
    staffing.take_staff_in(made.office, 0, TWELVE, "ada", NOW)
    yield made
    made.office.database.dispose()


def assign(rig: Rig, post: str, was: str | None, now: str | None, reason: str = "") -> None:
    """Somebody coordinates."""
    staffing.assign(rig.office, DIALOGUE, Move(post, was, now, reason), "ada", NOW)


def propose(rig: Rig) -> Proposal:
    """A roster that was looked for until it was proven."""
    return staffing.proposal(rig.office, DIALOGUE, rig.proposed(), NOW)


def held(rig: Rig) -> dict[str, str]:
    """Who holds what."""
    return dict(staffing.situation(rig.office, DIALOGUE).held)


def test_an_office_without_a_list_says_what_is_missing(tmp_path: Path) -> None:
    rig = furnished(f"sqlite:///{tmp_path / 'office.db'}")
    rig.take_in()
    with pytest.raises(NoStaffYet, match="Take one in first"):
        staffing.situation(rig.office, DIALOGUE)
    rig.office.database.dispose()


def test_a_list_that_cannot_be_used_is_not_taken_in_and_neither_is_one_begun_from_an_old_one(
    rig: Rig,
) -> None:
    with pytest.raises(UnusableInput):
        staffing.take_staff_in(rig.office, 1, TWELVE.replace("[AV]", "[juggler]"), "ada", NOW)
    with pytest.raises(Refused, match="Somebody else changed the staff list"):
        staffing.take_staff_in(rig.office, 0, TWELVE, "ada", NOW)
    assert staffing.staff_list(rig.office)[0].number == 1


def test_a_post_is_given_to_whoever_can_take_it(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    assert held(rig) == {DOOR: "brandt"}
    assign(rig, DOOR, "brandt", None)
    assert held(rig) == {}


def test_a_rule_is_only_set_aside_with_a_reason(rig: Rig) -> None:
    with pytest.raises(NotFit) as refused:
        assign(rig, DOOR, None, "castellan")
    assert [reason.kind for reason in refused.value.reasons] == [Kind.FUNCTION]
    assign(rig, DOOR, None, "castellan", "He knows the guards.")
    assert held(rig) == {DOOR: "castellan"}
    made = staffing.situation(rig.office, DIALOGUE).assigned[DOOR]
    assert made.reason == "He knows the guards. (although: Serves in other functions, not as door)"


def test_nobody_is_in_two_places_coordinators_included(rig: Rig) -> None:
    assign(rig, DOOR, None, "abara")
    with pytest.raises(NotFit) as refused:
        assign(rig, THERE, None, "abara")
    assert Kind.OTHER_POST in {reason.kind for reason in refused.value.reasons}


def test_what_somebody_else_took_meanwhile_is_not_taken_from_them(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    with pytest.raises(Refused, match="Somebody else has taken this post"):
        assign(rig, DOOR, None, "vance")
    assert held(rig) == {DOOR: "brandt"}


def test_an_answer_counts_before_what_the_list_says_and_can_be_taken_back(rig: Rig) -> None:
    staffing.answer(rig.office, DIALOGUE, "brandt", {DOOR: ("cannot", "a train")}, NOW)
    with pytest.raises(NotFit) as refused:
        assign(rig, DOOR, None, "brandt")
    assert [reason.kind for reason in refused.value.reasons] == [Kind.SAID]
    staffing.answer(rig.office, DIALOGUE, "brandt", {DOOR: ("", "")}, NOW)
    assign(rig, DOOR, None, "brandt")
    with pytest.raises(Refused, match="can, if needed or cannot"):
        staffing.answer(rig.office, DIALOGUE, "brandt", {DOOR: ("maybe", "")}, NOW)


def test_who_declines_says_why_and_is_not_asked_again(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    staffing.accept(rig.office, DIALOGUE, DOOR, "brandt", NOW)
    assert staffing.situation(rig.office, DIALOGUE).state(DOOR) == "accepted"
    with pytest.raises(Refused, match="Say why"):
        staffing.decline(rig.office, DIALOGUE, DOOR, "brandt", " ", NOW)
    staffing.decline(rig.office, DIALOGUE, DOOR, "brandt", "ill", NOW)
    assert held(rig) == {}
    with pytest.raises(NotFit):
        assign(rig, DOOR, None, "brandt")
    with pytest.raises(Refused, match="not yours any more"):
        staffing.accept(rig.office, DIALOGUE, DOOR, "brandt", NOW)


def test_a_proposal_changes_nothing_until_it_is_applied_and_then_all_of_it(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    proposal = propose(rig)
    assert proposal.run.optimal
    assert len(proposal.moves) == 14
    assert held(rig) == {DOOR: "brandt"}
    staffing.apply(rig.office, DIALOGUE, proposal.moves, "ada", NOW)
    assert held(rig) == proposal.run.held
    assert propose(rig).moves == ()


def test_a_proposal_that_somebody_overtook_is_not_applied_in_part(rig: Rig) -> None:
    moves = propose(rig).moves
    taken = moves[-1]
    assign(rig, taken.post, None, taken.now)
    with pytest.raises(Refused, match="Somebody else has taken this post"):
        staffing.apply(rig.office, DIALOGUE, moves, "ada", NOW)
    assert held(rig) == {taken.post: taken.now}


def test_a_personal_link_is_of_one_person_until_the_next_is_made(rig: Rig) -> None:
    first = staffing.give_link(rig.office, "brandt", "ada", NOW)
    assert staffing.whose_link(rig.office, first).name == "Hanne Brandt"
    second = staffing.give_link(rig.office, "brandt", "ada", NOW)
    for dead in (first, "never"):
        with pytest.raises(NoSuchStaffLink, match="opens nothing"):
            staffing.whose_link(rig.office, dead)
    assert staffing.whose_link(rig.office, second).id == "brandt"
    staffing.revoke_link(rig.office, "brandt", "ada", NOW)
    with pytest.raises(NoSuchStaffLink):
        staffing.whose_link(rig.office, second)
    with rig.office.database.reading() as connection:
        assert second not in repr(kept.links(connection))


def test_what_was_assigned_for_a_post_that_is_gone_is_told_and_holds_nothing(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    item = draft(rig.office, DIALOGUE)
    tree = tree_of(item)
    sessions = tree["sessions"]
    assert isinstance(sessions, list)
    tree["sessions"] = [one for one in sessions if one["id"] != "spray"]
    revise(rig.office, DIALOGUE, item.number, tree, "ada", NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert [one.post for one in here.left_over] == [DOOR]
    assert dict(here.held) == {}


def test_who_is_pinned_stays_whatever_a_roster_would_gain(rig: Rig) -> None:
    move = Move(DOOR, None, "castellan", "He knows the guards.", pinned=True)
    staffing.assign(rig.office, DIALOGUE, move, "ada", NOW)
    proposal = propose(rig)
    assert proposal.run.held[DOOR] == "castellan"
    assert DOOR not in {one.post for one in proposal.moves}


def test_whoever_is_taken_off_the_list_holds_nothing_and_the_coordinator_is_told(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    staffing.remove_person(rig.office, "brandt", "ada", NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert dict(here.held) == {}
    assert [(one.kind, one.post, one.person) for one in staffing.concerns(here)] == [
        ("off the list", DOOR, "brandt")
    ]
    assign(rig, DOOR, None, "vance")
    assert held(rig) == {DOOR: "vance"}
    assert staffing.concerns(staffing.situation(rig.office, DIALOGUE)) == ()


def test_what_was_given_back_was_given_back_by_whoever_did_also_after_an_undo(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    staffing.decline(rig.office, DIALOGUE, DOOR, "brandt", "ill", NOW)
    batch = staffing.apply(rig.office, DIALOGUE, (Move(DOOR, None, "vance"),), "ada", NOW)
    staffing.undo(rig.office, DIALOGUE, batch, "ada", NOW)
    (concern,) = staffing.concerns(staffing.situation(rig.office, DIALOGUE))
    assert (concern.kind, concern.person) == ("given back", "Hanne Brandt")


def test_who_takes_an_offer_has_accepted_the_post_once_it_is_approved(rig: Rig) -> None:
    assign(rig, THERE, None, "romero")
    staffing.offer(rig.office, DIALOGUE, THERE, "romero", "", NOW)
    staffing.take(rig.office, DIALOGUE, THERE, "whitfield", "", NOW)
    staffing.untake(rig.office, DIALOGUE, THERE, "whitfield", NOW)
    with pytest.raises(Refused, match="Nobody has taken this offer"):
        staffing.settle(rig.office, DIALOGUE, THERE, approve=True, by="ada", now=NOW)
    staffing.take(rig.office, DIALOGUE, THERE, "whitfield", "", NOW)
    staffing.settle(rig.office, DIALOGUE, THERE, approve=True, by="ada", now=NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert (here.held[THERE], here.state(THERE)) == ("whitfield", "accepted")


def test_whoever_was_told_of_a_post_that_is_gone_stands_there_no_more(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    staffing.change_post(rig.office, DIALOGUE, {"post": DOOR, "dropped": True}, "ada", NOW)
    assert [one.kind for one in staffing.concerns(staffing.situation(rig.office, DIALOGUE))] == ["left over"]
    staffing.let_go(rig.office, DIALOGUE, DOOR, "ada", NOW)
    assert staffing.concerns(staffing.situation(rig.office, DIALOGUE)) == ()
    with pytest.raises(Refused, match="Nobody holds such a post"):
        staffing.let_go(rig.office, DIALOGUE, DOOR, "ada", NOW)


def test_nobody_is_asked_about_what_is_over_or_until_after_it(rig: Rig) -> None:
    with pytest.raises(Refused, match="not after the event"):
        staffing.ask_staff(rig.office, DIALOGUE, "December 20, 2017", "ada", NOW)
    with pytest.raises(Refused, match="is over"):
        staffing.ask_staff(rig.office, DIALOGUE, "", "ada", NOW + 10 * 24 * 3600)


def test_a_time_by_hand_is_read_as_people_type_it_and_asked_back_where_it_may_be_either(rig: Rig) -> None:
    said = {"post": DOOR, "time": "730a to 8:20a"}
    staffing.change_post(rig.office, DIALOGUE, said, "ada", NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert here.staffed.hours(here.duty(DOOR)) == "7:30 a.m. to 8:20 a.m."
    with pytest.raises(UnusableInput, match="Add a or p"):
        staffing.change_post(rig.office, DIALOGUE, {"post": DOOR, "time": "1:00 to 2:00"}, "ada", NOW)


# ---- what somebody else did meanwhile --------------------------------------------------------------------------------


def test_a_proposal_takes_nothing_from_whoever_got_it_since(rig: Rig) -> None:
    proposal = propose(rig)
    assert proposal.run.held[DOOR] == "brandt"
    staffing.sign_up(rig.office, DIALOGUE, DOOR, "vance", NOW)
    search = proposal.run.id
    again = staffing.proposal(rig.office, DIALOGUE, search, NOW)
    with pytest.raises(Refused):
        staffing.apply(rig.office, DIALOGUE, again.moves, "ada", NOW)
    assert held(rig) == {DOOR: "vance"}


def test_a_roster_takes_no_post_that_is_pinned(rig: Rig) -> None:
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, None, "vance", pinned=True), "ada", NOW)
    with pytest.raises(Refused, match="does not fit any more"):
        staffing.apply(rig.office, DIALOGUE, (Move(DOOR, "vance", "brandt"),), "ada", NOW)


def test_of_one_event_one_roster_is_looked_for_at_a_time(rig: Rig) -> None:
    first = staffing.look(rig.office, DIALOGUE, 20, "ada", NOW)
    assert staffing.look(rig.office, DIALOGUE, 20, "bob", NOW) == first
    rig.proposed()


def test_what_was_pinned_since_is_not_undone(rig: Rig) -> None:
    batch = staffing.apply(rig.office, DIALOGUE, (Move(DOOR, None, "brandt"),), "ada", NOW)
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, "brandt", "brandt", pinned=True), "ada", NOW)
    with pytest.raises(Refused, match="changed since"):
        staffing.undo(rig.office, DIALOGUE, batch, "ada", NOW)


def test_nothing_is_undone_into_two_places_at_once(rig: Rig) -> None:
    assign(rig, DOOR, None, "abara")
    batch = staffing.apply(rig.office, DIALOGUE, (Move(DOOR, "abara", "brandt"),), "ada", NOW)
    assign(rig, THERE, None, "abara")
    with pytest.raises(Refused, match="cannot be undone"):
        staffing.undo(rig.office, DIALOGUE, batch, "ada", NOW)
    assert held(rig) == {DOOR: "brandt", THERE: "abara"}


def test_nobody_agrees_to_a_time_that_they_did_not_see(rig: Rig) -> None:
    assign(rig, DOOR, None, "brandt")
    here = staffing.situation(rig.office, DIALOGUE)
    seen = as_seen(here.duty(DOOR))
    staffing.change_post(rig.office, DIALOGUE, {"post": DOOR, "time": "8:00 to 8:40 a.m."}, "ada", NOW)
    with pytest.raises(Refused, match="moved since you opened"):
        staffing.accept(rig.office, DIALOGUE, DOOR, "brandt", NOW, seen)
    assign(rig, DOOR, "brandt", None)
    with pytest.raises(Refused, match="moved since you opened"):
        staffing.sign_up(rig.office, DIALOGUE, DOOR, "brandt", NOW, seen)
    staffing.sign_up(
        rig.office,
        DIALOGUE,
        DOOR,
        "brandt",
        NOW,
        as_seen(staffing.situation(rig.office, DIALOGUE).duty(DOOR)),
    )


def test_who_accepts_loses_neither_the_pin_nor_why_a_rule_was_set_aside(rig: Rig) -> None:
    move = Move(DOOR, None, "castellan", "He knows the guards.", pinned=True)
    staffing.assign(rig.office, DIALOGUE, move, "ada", NOW)
    staffing.accept(rig.office, DIALOGUE, DOOR, "castellan", NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert here.assigned[DOOR].pinned
    assert here.assigned[DOOR].reason.startswith("He knows the guards.")
    assert staffing.concerns(here) == ()


def test_an_offer_ends_with_the_hands_that_made_it(rig: Rig) -> None:
    assign(rig, THERE, None, "romero")
    staffing.offer(rig.office, DIALOGUE, THERE, "romero", "", NOW)
    assign(rig, THERE, "romero", "whitfield")
    assign(rig, THERE, "whitfield", "romero")
    assert staffing.situation(rig.office, DIALOGUE).offer(THERE) is None


def test_what_keeps_a_colleague_from_a_swap_is_not_told(rig: Rig) -> None:
    assign(rig, THERE, None, "romero")
    assign(rig, "escort.spray.back", None, "whitfield")
    staffing.answer(rig.office, DIALOGUE, "romero", {"escort.spray.back": ("cannot", "private")}, NOW)
    staffing.offer(rig.office, DIALOGUE, THERE, "romero", "", NOW)
    with pytest.raises(Refused, match="Your colleague cannot take that post for it") as refused:
        staffing.take(rig.office, DIALOGUE, THERE, "whitfield", "escort.spray.back", NOW)
    assert not isinstance(refused.value, NotFit)


def test_a_post_that_was_added_can_be_changed_and_no_other_is_ever_called_so(rig: Rig) -> None:
    van = {"id": "van", "function": "runner", "title": "Van", "time": "9 to 10 a.m."}
    staffing.add_post(rig.office, DIALOGUE, van, "ada", NOW)
    staffing.change_post(rig.office, DIALOGUE, {"post": "van", "time": "10 to 11 a.m."}, "ada", NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert (here.duty("van").title, here.staffed.hours(here.duty("van"))) == (
        "Van",
        "10:00 a.m. to 11:00 a.m.",
    )
    staffing.change_post(rig.office, DIALOGUE, {"post": "van", "dropped": True}, "ada", NOW)
    here = staffing.situation(rig.office, DIALOGUE)
    assert "van" not in here.staffed.by_post
    assert "van" in here.by_hand
    for stated in ({**van, "id": "all"}, {**van, "time": "10 to 10 a.m."}):
        with pytest.raises(UnusableInput):
            staffing.add_post(rig.office, DIALOGUE, stated, "ada", NOW)


def test_whoever_is_called_like_somebody_who_left_is_not_let_in_by_their_link(rig: Rig) -> None:
    token = staffing.give_link(rig.office, "brandt", "ada", NOW)
    staffing.remove_person(rig.office, "brandt", "ada", NOW)
    staffing.take_staff_in(rig.office, 2, TWELVE, "ada", NOW)
    with pytest.raises(NoSuchStaffLink):
        staffing.whose_link(rig.office, token)


def test_whoever_held_a_post_of_an_event_that_is_called_off_reads_so(rig: Rig) -> None:
    staffing.ask_staff(rig.office, DIALOGUE, "", "ada", NOW)
    assign(rig, DOOR, None, "brandt")
    item = draft(rig.office, DIALOGUE)
    revise(rig.office, DIALOGUE, item.number, {**tree_of(item), "status": "cancelled"}, "ada", NOW)
    (event,) = staffing.own_events(rig.office, "brandt", NOW)
    assert event.called_off == "cancelled"
    assert event.lost == ("Door, 23rd street, spray, 8:15 a.m. to 8:40 a.m., 23rd Street Entrance",)
