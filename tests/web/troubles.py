"""A roster in which everything is the matter at once, for tests that look at what the coordinator and the staff see."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from logistics.operations import mailing, staffing
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.office import furnish
from logistics.operations.staffing import Move
from logistics.store import letters as kept
from logistics.store.guests import GuestAnswer, keep_guest_answer
from tests.web.offices import DIALOGUE, DOOR, NOW, THERE, Rig

BACK: Final = "escort.spray.back"
LEAD: Final = "press-lead.2017-12-14"
MODERATOR: Final = "moderator.availability"


def give_all_kinds_of_trouble(rig: Rig) -> None:
    """Posts that are open, accepted, moved since, offered, taken over and given back, and one that nobody can take."""
    office, now = rig.office, rig.moment

    def assign(post: str, person: str, reason: str = "", *, pinned: bool = False) -> None:
        staffing.assign(office, DIALOGUE, Move(post, None, person, reason, pinned), "ada", now)

    assign(DOOR, "brandt")
    staffing.accept(office, DIALOGUE, DOOR, "brandt", now)
    assign(THERE, "romero")
    staffing.offer(office, DIALOGUE, THERE, "romero", "a dentist", now)
    staffing.take(office, DIALOGUE, THERE, "whitfield", "", now)
    assign(MODERATOR, "okafor")
    staffing.offer(office, DIALOGUE, MODERATOR, "okafor", "", now)
    assign("av.availability", "castellan", pinned=True)
    assign("livestream-operator.availability.1", "castellan", "The operator is ill; he has done it before.")
    assign(BACK, "abara")
    staffing.answer(office, DIALOGUE, "abara", {BACK: ("cannot", "a doctor’s call")}, now + 1)
    assign("runner.2017-12-14", "lindqvist")
    staffing.decline(office, DIALOGUE, "runner.2017-12-14", "lindqvist", "a train", now)
    staffing.answer(office, DIALOGUE, "ortega", {LEAD: ("cannot", "")}, now)
    _move_the_spray(rig)


def _move_the_spray(rig: Rig) -> None:
    item = draft(rig.office, DIALOGUE)
    tree = tree_of(item)
    sessions = tree["sessions"]
    assert isinstance(sessions, list)
    moved = [
        {**one, "access": [{**each, "at": "8:20 a.m."} for each in one["access"]]}
        if one["id"] == "spray"
        else one
        for one in sessions
    ]
    revise(rig.office, DIALOGUE, item.number, {**tree, "sessions": moved}, "somebody", rig.moment)


def write_all_kinds_of_letters(rig: Rig) -> None:
    """Letters that are due, wait, left, failed, and of which nobody knows whether they arrived."""
    house = replace(rig.office.house(), mail="press@office.example")
    furnish(rig.office, house, "ada", rig.moment)
    text = staffing.list_as_text(rig.office)[1]
    for number in range(101, 113):
        phone = f"+1 202 555 0{number}"
        text = text.replace(phone, f"{phone}\n    email: staff-{number}@office.example")
    staffing.take_staff_in(rig.office, 1, text, "ada", rig.moment)
    found = mailing.due(rig.office, mailing.sender_of(rig.office), rig.moment)
    written = [one.letter.kept(rig.moment) if one.letter else None for one in found]
    with rig.office.database.writing() as connection:
        for letter, state in zip(written, ("waiting", "sent", "failed", "sending"), strict=False):
            if letter is not None:
                problem = "The mail server said 550: nobody of that name" if state == "failed" else ""
                long_ago = letter.next_at - 600
                kept.add_letter(connection, replace(letter, state=state, problem=problem, next_at=long_ago))


def invite_all_kinds_of_guests(rig: Rig) -> None:
    """Guests who were told and answered, who were not told yet, and with a long name."""
    for name, address, audience in (
        ("Example Wire", "desk@wire.example", "press-video"),
        (
            "The Example Daily and Sunday Morning Courier of the Three Cities",
            "news@daily.example",
            "press-writers",
        ),
        ("Example Radio", "radio@radio.example", "press-radio"),
    ):
        mailing.invite(rig.office, DIALOGUE, mailing.Whom(name, address, audience), "ada", rig.moment)
    sender = mailing.sender_of(rig.office)
    first = mailing.invited(rig.office, DIALOGUE)[0].guest
    found = mailing.due(rig.office, sender, rig.moment, DIALOGUE)
    written = [one.letter.kept(rig.moment) for one in found if one.letter]
    with rig.office.database.writing() as connection:
        for letter in written:
            if letter.person == first.id:
                kept.add_letter(connection, replace(letter, state="sent"))
                said = GuestAnswer(
                    first.id, letter.uid, "declined", "Two crews elsewhere", letter.sequence, NOW, NOW
                )
                keep_guest_answer(connection, said)
