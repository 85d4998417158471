"""The calendar of one's own posts: all that whoever holds them needs, and nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from logistics import calendars
from logistics.calendars import NoSuchFeed
from logistics.model import Event, Noun, Status
from logistics.model.staff import Colleague, OwnPost, StaffList
from logistics.operations.checking import checked
from logistics.operations.rostering import rostered
from logistics.plan import build
from logistics.roster.asking import asked
from logistics.roster.staffed import Staffed
from tests.calendars.reading import ROOT, SEED, entries, event
from tests.goldens import assert_as_read
from tests.hiding import CANARY

TWELVE = ROOT / "events" / "invented" / "staff-of-twelve.yml"
VALIDATOR = os.environ.get("ICAL_VALIDATOR", "")
ROMERO = "romero"
MOVED = int(dt.datetime(2017, 12, 13, 20, 30, tzinfo=dt.UTC).timestamp())
BACK = ("us-mexico-strategic-dialogue-2017-12-14", "escort.spray.back")


@cache
def december_14() -> Staffed:
    """The dialogue with the twelve, all posts held that can be."""
    return rostered(checked(SEED), TWELVE, 20).staffed


def posts(
    *staffed: Staffed, person: str = ROMERO, changed: dict[tuple[str, str], int] | None = None
) -> bytes:
    """The calendar of somebody's own posts."""
    someone = staffed[0].people[person]
    return calendars.own_posts(someone, calendars.own_entries(someone, staffed, changed or {}))


def again(of: Staffed, *, event: Event | None = None, staff: StaffList | None = None) -> Staffed:
    """The same people on the same posts, with another event or another staff list."""
    plan, people = build(event or of.event), staff or of.staff
    return Staffed(plan, people, asked(plan, people), of.held)


def invented(*own: dict[str, Any], **keys: Any) -> Staffed:
    """An invented event on June 3, 2026, whose posts by hand are all held by one person."""
    person = {"id": ROMERO, "name": "Lucía Romero", "functions": ["runner"]}
    staff = StaffList.model_validate(
        {"people": [person], "posts": [{"function": "runner", **post} for post in own]}
    )
    plan = build(event(**keys))
    return Staffed(plan, staff, asked(plan, staff), {post.id: ROMERO for post in staff.posts})


VAN = {"id": "van", "title": "Driver of the pool van", "time": "7:30 to 8:20 a.m.", "place": "gate"}


def test_the_posts_of_december_14_are_the_golden_ones() -> None:
    assert_as_read("2017-12-14-posts-romero.ics", posts(december_14(), changed={BACK: MOVED}))


def test_each_post_stands_from_report_time_to_release_as_the_roster_has_it() -> None:
    of = december_14()
    for person in {who for who in of.people if of.of(who)}:
        found = [(item.start.timestamp(), item.end.timestamp()) for item in entries(posts(of, person=person))]
        assert found == [(duty.post.begins, duty.post.ends) for duty in of.of(person)]


def test_a_post_says_where_until_when_what_for_and_what_comes_next() -> None:
    there, back, moderating = entries(posts(december_14()))
    assert there["SUMMARY"] == (
        "Escort, pick-up for all press, camera spray – Second U.S.-Mexico Strategic Dialogue"
    )
    assert there["LOCATION"] == "23rd Street Entrance, U.S. Department of State, Washington, DC"
    said = str(there["DESCRIPTION"]).splitlines()
    assert said[:2] == ["Report: 8:15 a.m. EST.", "Until: 8:40 a.m. EST."]
    assert "Ends at: Benjamin Franklin Room, U.S. Department of State, Washington, DC." in said
    assert "For: pick-up for all press, camera spray." in said
    assert any(line.startswith("Next: Escort, way back, camera spray – ") for line in said)
    assert "Begins between 8:43 a.m. and 9:00 a.m. EST (inferred)." in str(back["DESCRIPTION"])
    assert "Until: 11:30 a.m. EST (end assumed: nobody has said it)." in str(moderating["DESCRIPTION"])
    assert "Next: nothing after this." in str(moderating["DESCRIPTION"])
    assert "Begins between" not in str(there["DESCRIPTION"])


def test_it_is_confidential_takes_time_and_invites_nobody() -> None:
    raw = posts(december_14())
    for item in entries(raw):
        assert (item["CLASS"], item["TRANSP"], item["STATUS"]) == ("CONFIDENTIAL", "OPAQUE", "CONFIRMED")
    for name in (b"METHOD", b"ORGANIZER", b"ATTENDEE", b"VALARM"):
        assert name not in raw


def test_a_post_keeps_its_identity_with_its_person_and_gets_another_with_another() -> None:
    of = december_14()
    uids = {str(item["UID"]) for item in entries(posts(of))}
    later = of.event.revision.model_copy(update={"number": 2})
    revised = again(of, event=of.event.model_copy(update={"revision": later}))
    assert {str(item["UID"]) for item in entries(posts(revised))} == uids
    assert {item["SEQUENCE"] for item in entries(posts(revised))} == {0}, "a revision alone moves no post"
    given = of.holding({post: "dupont" for post, who in of.held.items() if who == ROMERO})
    assert not uids & {str(item["UID"]) for item in entries(posts(given, person="dupont"))}


def test_the_clock_is_the_later_of_the_events_revision_and_the_posts_own_change() -> None:
    raw = posts(december_14(), changed={BACK: MOVED, (BACK[0], "escort.spray.pick-up.all"): MOVED - 999_999})
    revised = dt.datetime(2017, 12, 13, 5, tzinfo=dt.UTC)
    moved = dt.datetime.fromtimestamp(MOVED, dt.UTC)
    assert [item["DTSTAMP"].dt for item in entries(raw)] == [revised, moved, revised]
    assert [item["LAST-MODIFIED"].dt for item in entries(raw)] == [revised, moved, revised]


def test_posts_of_several_events_are_one_calendar_and_each_event_ends_by_itself() -> None:
    early = invented(VAN, id="early", name="Early")
    late = invented({**VAN, "time": "9:00 to 9:30 p.m."}, id="late", name="Late", date="2026-06-04")
    first, second = entries(posts(late, early))
    assert first["SUMMARY"] == "Driver of the pool van – Early"
    assert first["UID"] != second["UID"]
    said = str(first["DESCRIPTION"])
    assert "Next: nothing after this." in said


def test_a_post_past_midnight_names_the_day_of_its_end() -> None:
    night = {**VAN, "time": "June 3, 2026 at 11:00 p.m. to June 4, 2026 at 1:00 a.m."}
    (item,) = entries(posts(invented(night)))
    assert "Until: 1:00 a.m. EDT, Thursday, June 4, 2026." in str(item["DESCRIPTION"])


def test_an_event_that_is_not_firm_makes_its_posts_tentative() -> None:
    (item,) = entries(posts(invented(VAN, status="to be confirmed")))
    assert item["STATUS"] == "TENTATIVE"
    assert str(item["DESCRIPTION"]).startswith("To be confirmed.\nReport: 7:30 a.m. EDT.")


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_the_posts_of_an_event_that_is_called_off_are_gone(status: str) -> None:
    assert Status(status)
    off, on = invented(VAN, id="off", status=status), invented(VAN, id="on")
    assert [item["SUMMARY"] for item in entries(posts(off, on))] == [
        "Driver of the pool van – Invented Talks"
    ]
    assert [item["SUMMARY"] for item in entries(posts(off))] == ["No posts yet"]


def test_without_a_post_the_first_day_says_so_and_takes_no_time() -> None:
    later = invented(id="later", date="2026-06-05")
    (item,) = entries(posts(later, invented(id="first")))
    assert (item["SUMMARY"], item["TRANSP"], item.start) == (
        "No posts yet",
        "TRANSPARENT",
        dt.date(2026, 6, 3),
    )
    assert item["UID"] not in {each["UID"] for each in entries(posts(december_14()))}


def test_without_an_event_or_with_one_twice_there_is_no_calendar() -> None:
    person = december_14().people[ROMERO]
    with pytest.raises(NoSuchFeed, match="at least one event"):
        calendars.own_entries(person, [], {})
    with pytest.raises(NoSuchFeed, match="twice"):
        posts(december_14(), december_14())


# ---- nothing of anybody else ----------------------------------------------------------------------------------------


def changes_of(noun: Noun) -> Iterator[tuple[str, Noun]]:
    """Each field of a person or of what they answered, changed."""
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Noun):
            for where, changed in changes_of(value[0]):
                yield f"{name}[0].{where}", noun.model_copy(update={name: (changed, *value[1:])})
        other: object = CANARY
        if isinstance(value, (int, tuple)):
            other = value + 1 if isinstance(value, int) else () if value else (CANARY,)
        yield name, noun.model_copy(update={name: other})


def changed_people(staff: StaffList, own: str) -> Iterator[tuple[str, StaffList]]:
    """A staff list for each change of a field of a colleague, and for a colleague who is not there."""
    for number, person in enumerate(staff.people):
        if person.id == own:
            continue
        rest = (*staff.people[:number], *staff.people[number + 1 :])
        yield f"{person.id} away", staff.model_copy(update={"people": rest})
        for where, changed in changes_of(person):
            people = (*rest[:number], changed, *rest[number:])
            yield f"{person.id}.{where}", staff.model_copy(update={"people": people})


def full(person: Colleague) -> Colleague:
    """A colleague of whom everything is known that can be."""
    filled = {
        "skills": ("sound",),
        "clearances": ("secret",),
        "calendar": "https://x.example/k",
        "email": "a@b.example",
    }
    return person.model_copy(
        update={name: value for name, value in filled.items() if not getattr(person, name)}
    )


def test_no_field_of_a_colleague_moves_a_byte() -> None:
    """Said of the people as they are; whether somebody could hold a post is another question, asked elsewhere."""
    of = december_14()
    known = of.staff.model_copy(update={"people": tuple(full(person) for person in of.staff.people)})
    shown = posts(of)
    found = list(changed_people(known, ROMERO))
    assert len(found) > 100
    leaked = [where for where, staff in found if posts(replace(of, staff=staff)) != shown]
    assert leaked == []


def test_who_holds_the_other_posts_moves_no_byte() -> None:
    of = december_14()
    own = {post: who for post, who in of.held.items() if who == ROMERO}
    assert (
        posts(of.holding(own))
        == posts(of.holding({**dict.fromkeys(of.by_post, "dupont"), **own}))
        == posts(of)
    )


def planning(noun: Noun) -> Iterator[tuple[str, Noun]]:
    """A noun for each note of the office in it, changed, or made where there is none."""
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        if name in ("planning", "note") and (value is None or isinstance(value, str)):
            yield name, noun.model_copy(update={name: CANARY})
        for number, item in enumerate(value if isinstance(value, tuple) else ()):
            for where, changed in planning(item) if isinstance(item, Noun) else ():
                items = (*value[:number], changed, *value[number + 1 :])
                yield f"{name}[{number}].{where}", noun.model_copy(update={name: items})


def test_no_note_of_the_office_moves_a_byte() -> None:
    of, shown = december_14(), posts(december_14())
    events = [(where, changed) for where, changed in planning(of.event) if isinstance(changed, Event)]
    lists = [(where, changed) for where, changed in planning(of.staff) if isinstance(changed, StaffList)]
    assert {"sessions[0].planning", "venues[0].rooms[0].planning"} <= {where for where, _ in events}
    assert {"note", "people[3].answers[0].note"} <= {where for where, _ in lists}
    assert [where for where, changed in events if posts(again(of, event=changed)) != shown] == []
    assert [where for where, changed in lists if posts(again(of, staff=changed)) != shown] == []


def test_what_is_ones_own_does_move_it() -> None:
    of = december_14()
    titled = OwnPost.model_validate({"function": "runner", **VAN})
    staff = of.staff.model_copy(update={"posts": (titled,)})
    with_van = again(of, staff=staff)
    assert posts(with_van.holding({**of.held, "van": ROMERO})) != posts(of)
    assert posts(with_van.holding({**of.held, "van": "vance"})) == posts(of)


# ---- other readers --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not VALIDATOR, reason="ICAL_VALIDATOR is not set: no other reader has judged these calendars"
)
def test_the_strict_readers_accept_it(tmp_path: Path) -> None:
    written = tmp_path / "posts.ics"
    zoned = invented(VAN, zone="Africa/Casablanca", status="to be confirmed")
    for raw in (posts(december_14(), changed={BACK: MOVED}), posts(zoned), posts(invented())):
        written.write_bytes(raw)
        done = subprocess.run(
            [VALIDATOR, "--only", "own-octets,libical,ruby,icalendar", str(written)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
