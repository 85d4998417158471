"""An event in the office's own calendar server: Radicale, with people at work in the same calendar."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from caldav.collection import Principal
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from logistics.calendars import entries
from logistics.calendars.entries import identity
from logistics.calendars.objects import objects
from logistics.calendars.standing import UnreadableEntry, read, to_stand
from logistics.calendars.workarounds import clean
from logistics.cli.publishing import publish as command
from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience
from logistics.eventfile import read as read_file
from logistics.model import Event
from logistics.operations import calendarserver
from logistics.operations.calendarserver import (
    Address,
    Asked,
    Owner,
    Server,
    ServerTrouble,
    Told,
    UnusableAddress,
    address,
    bring,
)
from logistics.plan import build, points
from tests.calendars.reading import SAMPLES, SEED, event, programme
from tests.calendars.test_hostile_text import NASTY, everywhere
from tests.calendarservers import (
    PASSWORD,
    QUOTED,
    USER,
    CalendarServer,
    Door,
    Somebody,
    door_before,
    radicale,
)

THEIRS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//somebody//else//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260501T080000Z
DTSTART:20260603T120000Z
SUMMARY:Lunch with Ana
END:VEVENT
END:VCALENDAR
"""
SIGNING = {"id": "signing", "kind": "signing ceremony", "start": "11:00 a.m.", "room": "hall"}
IN_HALL = {"id": "talk", "kind": "dialogue", "start": "10:00 a.m.", "room": "hall"}


def uid_of(session: str, of: str = "talks") -> str:
    return identity(of, "session", session)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@dataclass
class Desk:
    """The press office before its calendar, and somebody else who works in it too."""

    calendar: str
    door: Door
    somebody: Somebody

    @property
    def address(self) -> Address:
        return Address(self.door.through(self.calendar), USER, PASSWORD)

    def publish(self, of: Event, audience: Audience = PRESS, **asked: Any) -> Told:
        return calendarserver.publish(build(of), audience, Asked(self.address, **asked))

    def written(self, of: Event, audience: Audience = PRESS, **asked: Any) -> list[str]:
        """What a run writes, by method."""
        before = len(self.door.written)
        self.publish(of, audience, **asked)
        return self.door.written[before:]


@pytest.fixture(scope="module")
def door(server: CalendarServer) -> Iterator[Door]:
    with door_before(server) as door:
        yield door


def new_desk(server: CalendarServer, door: Door) -> Desk:
    calendar = server.new_calendar()
    return Desk(calendar, door, Somebody(server, calendar))


@pytest.fixture
def desk(server: CalendarServer, door: Door) -> Iterator[Desk]:
    yield new_desk(server, door)
    assert not any(door.answers.values()), "a test left answers at the door"


# What stands there


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_event_stands_there_and_a_second_run_writes_nothing(desk: Desk, path: Path) -> None:
    of = read_file(path).event
    told = desk.publish(of, STAFF)
    assert told.undone == ()
    found = entries(programme(of, STAFF))
    assert set(desk.somebody.entries()) == {entry.told.uid for entry in found}
    tags = desk.somebody.tags()
    assert desk.written(of, STAFF) == []
    assert desk.somebody.tags() == tags
    assert desk.publish(of, STAFF).done == (
        f"{len(found)} {'entry' if len(found) == 1 else 'entries'} unchanged",
    )


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_whatever_people_type_is_taken_by_the_server_and_read_back_as_written(desk: Desk, text: str) -> None:
    of = everywhere(text)
    assert desk.publish(of, STAFF).undone == ()
    assert desk.written(of, STAFF) == []
    found = entries(programme(of, STAFF))
    there = desk.somebody.entries()
    assert {uid: str(entry["SUMMARY"]).strip() for uid, entry in there.items()} == {
        entry.told.uid: clean(entry.told.summary).strip() for entry in found
    }


def test_a_calendar_program_reads_the_very_instants_of_the_plan(desk: Desk) -> None:
    of = read_file(SEED).event
    plan = build(of)
    desk.publish(of, STAFF)
    there = desk.somebody.entries()
    stated = [one for one in of.sessions if plan.moments[points.start(one)].exact is not None]
    assert stated
    for session in stated:
        entry = there[uid_of(session.id, of.id)]
        assert entry["DTSTART"].dt.timestamp() == plan.moments[points.start(session)].exact


def test_an_entry_has_no_method_and_tells_nothing_of_who_made_it(desk: Desk) -> None:
    desk.publish(event(), PRESS)
    raw = desk.somebody.raw(f"{uid_of('talk')}.ics").decode()
    assert "METHOD" not in raw
    (mark,) = [line for line in raw.splitlines() if line.startswith("X-PRESS-LOGISTICS")]
    assert "talks" not in mark
    assert "press" not in mark.partition(":")[2]


def test_the_staffs_entries_are_marked_confidential_and_no_others(desk: Desk) -> None:
    desk.publish(event(), STAFF)
    assert desk.somebody.entries()[uid_of("talk")]["CLASS"] == "CONFIDENTIAL"
    desk.publish(event(id="open-talks"), PRESS)
    assert "CLASS" not in desk.somebody.entries()[uid_of("talk", "open-talks")]


def test_a_session_that_is_the_staffs_from_now_on_leaves_the_calendar_of_the_press(desk: Desk) -> None:
    desk.publish(event(SIGNING), PRESS)
    told = desk.publish(event({**SIGNING, "audience": "staff"}), PRESS)
    assert "removed: Signing ceremony – Invented Talks, Jun 3, 11:00 a.m. EDT" in told.done
    assert set(desk.somebody.entries()) == {uid_of("talk")}


# What changes


def test_a_moved_time_raises_the_number_of_that_entry_alone(desk: Desk) -> None:
    """The author did not raise the file's revision: what stands on the server says that it has changed."""
    desk.publish(event(SIGNING))
    before, tags = desk.somebody.entries(), desk.somebody.tags()
    told = desk.publish(event({**SIGNING, "start": "11:30 a.m."}))
    after, moved = desk.somebody.entries(), uid_of("signing")
    assert [name for name, tag in desk.somebody.tags().items() if tag != tags[name]] == [f"{moved}.ics"]
    assert after[moved]["SEQUENCE"] == before[moved]["SEQUENCE"] + 1
    assert after[moved]["DTSTAMP"].dt > before[moved]["DTSTAMP"].dt
    assert after[moved]["LAST-MODIFIED"].dt > before[moved]["LAST-MODIFIED"].dt
    assert after[uid_of("talk")]["SEQUENCE"] == before[uid_of("talk")]["SEQUENCE"]
    assert "  time: 11:00 a.m. -> 11:30 a.m." in told.done


@pytest.mark.parametrize(
    "change, line",
    [
        ({"room": None}, "  place: Great Hall, The House, Washington, DC -> The House, Washington, DC"),
        ({"status": "cancelled"}, "  status: confirmed -> cancelled"),
        (
            {"title": "Signing of the Accord"},
            "  title: Signing ceremony – Invented Talks -> Signing of the Accord",
        ),
    ],
)
def test_place_status_and_title_count_as_time_does(desk: Desk, change: dict[str, str], line: str) -> None:
    desk.publish(event(SIGNING))
    told = desk.publish(event({name: value for name, value in {**SIGNING, **change}.items() if value}))
    assert line in told.done
    assert desk.somebody.entries()[uid_of("signing")]["SEQUENCE"] == 1


def test_a_change_of_the_details_alone_raises_no_number(desk: Desk) -> None:
    later = {"number": 4, "date": "2026-06-02"}
    desk.publish(event())
    assert desk.publish(event(revision=later)).done == ("1 entry unchanged",), (
        "a revision alone is nobody’s news"
    )
    told = desk.publish(event(revision=later, lead="They will speak of chairs."))
    entry = desk.somebody.entries()[uid_of("talk")]
    assert told.done[:2] == ("changed: Dialogue – Invented Talks", "  its details")
    assert entry["SEQUENCE"] == 0
    assert "They will speak of chairs." in entry["DESCRIPTION"]


def test_a_cancelled_session_stays_and_one_that_is_gone_is_removed(desk: Desk) -> None:
    desk.publish(event(SIGNING))
    desk.publish(event({**SIGNING, "status": "cancelled"}))
    assert desk.somebody.entries()[uid_of("signing")]["STATUS"] == "CANCELLED"
    told = desk.publish(event())
    assert "removed: Cancelled: Signing ceremony – Invented Talks, Jun 3, 11:00 a.m. EDT" in told.done
    assert set(desk.somebody.entries()) == {uid_of("talk")}


OFF = {"kind": "signing ceremony", "id": "signing", "room": "hall"}
FINAL = {"step": "final access", "press": ["video"], "at": "10:30 a.m.", "entrance": "north"}


@pytest.mark.parametrize("status, said", [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE")])
def test_what_is_off_and_lost_its_time_with_that_stays_where_it_was(
    desk: Desk, status: str, said: str
) -> None:
    """The author takes the times out of the file, and the access times stand with the session no more."""
    before = event({**SIGNING, "end": "11:40 a.m.", "access": [FINAL]})
    after = event({**OFF, "status": status, "access": [{**FINAL, "at": "TBD"}]})
    desk.publish(before, PRESS)
    stood = desk.somebody.entries()
    assert len(stood) == 3
    told = desk.publish(after, PRESS)
    there = desk.somebody.entries()
    assert told.undone == ()
    assert set(there) == set(stood)
    for uid in set(stood) - {uid_of("talk")}:
        assert there[uid]["STATUS"] == said
        assert there[uid]["SUMMARY"].startswith(status.capitalize())
        assert there[uid]["SEQUENCE"] == 1
        assert [there[uid][name].dt for name in ("DTSTART", "DTEND") if name in stood[uid]] == [
            stood[uid][name].dt for name in ("DTSTART", "DTEND") if name in stood[uid]
        ]
    assert not any("time:" in line for line in told.done)
    assert desk.written(after, PRESS) == []
    desk.publish(after, PRESS, withdraw=True)
    assert desk.somebody.entries() == {}


def test_what_was_off_before_anybody_was_told_of_it_is_not_made(desk: Desk) -> None:
    closed = {**OFF, "kind": "meeting", "coverage": "closed", "status": "cancelled"}
    desk.publish(event(closed), PRESS)
    assert set(desk.somebody.entries()) == {uid_of("talk")}


def test_another_room_of_what_one_comes_in_for_is_told(desk: Desk) -> None:
    rooms = [{"id": "hall", "name": "Great Hall"}, {"id": "parlor", "name": "Parlor"}]
    gate = {"id": "north", "name": "North Gate"}
    house = {"id": "house", "name": "The House", "entrances": [gate], "rooms": rooms}
    desk.publish(event({**SIGNING, "access": [FINAL]}, venues=[house]), PRESS)
    told = desk.publish(event({**SIGNING, "room": "parlor", "access": [FINAL]}, venues=[house]), PRESS)
    assert "  for: signing ceremony, Great Hall -> signing ceremony, Parlor" in told.done


# What others have there


def test_what_others_have_there_stays_byte_for_byte(desk: Desk) -> None:
    desk.somebody.put("lunch.ics", THEIRS.format(uid="lunch"))
    desk.publish(event(id="other-talks"))
    names = ["lunch.ics", f"{uid_of('talk', 'other-talks')}.ics"]
    before = [desk.somebody.raw(name) for name in names]
    desk.publish(event(SIGNING))
    desk.publish(event())
    desk.publish(event(), withdraw=True)
    assert [desk.somebody.raw(name) for name in names] == before
    assert len(desk.somebody.entries()) == 2


def test_a_copy_that_somebody_makes_of_ours_is_theirs(desk: Desk) -> None:
    desk.publish(event())
    ours = desk.somebody.raw(f"{uid_of('talk')}.ics").decode()
    assert desk.somebody.put("copy.ics", ours.replace(uid_of("talk"), "a-copy")) == 201
    copy = desk.somebody.raw("copy.ics")
    desk.publish(event(sessions=[SIGNING]))
    desk.publish(event(), withdraw=True)
    assert desk.somebody.raw("copy.ics") == copy


def test_ours_is_known_wherever_the_server_keeps_it(desk: Desk) -> None:
    desk.publish(event())
    ours = desk.somebody.raw(f"{uid_of('talk')}.ics").decode()
    desk.somebody.delete(uid_of("talk"))
    assert desk.somebody.put("elsewhere.ics", ours) == 201
    assert desk.written(event()) == []
    assert desk.publish(event(sessions=[IN_HALL])).undone == ()
    assert b"Great Hall" in desk.somebody.raw("elsewhere.ics")
    assert desk.written(event(), withdraw=True, dry_run=True) == []
    assert desk.written(event(), withdraw=True) == ["DELETE"]


def test_somebody_elses_entry_in_our_place_is_left_and_told(desk: Desk) -> None:
    desk.somebody.put(f"{uid_of('talk')}.ics", THEIRS.format(uid="lunch"))
    before = desk.somebody.raw(f"{uid_of('talk')}.ics")
    (undone,) = desk.publish(event(SIGNING)).undone
    assert undone.startswith(
        "not done: Dialogue – Invented Talks: something of somebody else’s is in its place: http"
    )
    assert desk.somebody.raw(f"{uid_of('talk')}.ics") == before
    assert set(desk.somebody.entries()) == {"lunch", uid_of("signing")}


@pytest.mark.parametrize("kind", ["VEVENT", "VTODO"])
def test_an_entry_that_somebody_imported_from_a_feed_is_left_and_told(desk: Desk, kind: str) -> None:
    """Radicale keeps one entry with one UID in a calendar (RFC 4791 §5.3.2.1), a task included, which is no entry."""
    theirs = THEIRS.format(uid=uid_of("talk")).replace("VEVENT", kind)
    assert desk.somebody.put("imported.ics", theirs) == 201
    before = desk.somebody.raw("imported.ics")
    (undone,) = desk.publish(event()).undone
    assert "the same identity (UID)" in undone
    assert desk.somebody.raw("imported.ics") == before


def test_the_staffs_entries_never_get_into_the_calendar_of_the_press(desk: Desk) -> None:
    desk.publish(event(SIGNING), PRESS)
    tags = desk.somebody.tags()
    with pytest.raises(ServerTrouble, match=r"already, for all press\. Nothing was written for staff\."):
        desk.publish(event(SIGNING, {"id": "inner", "kind": "meeting", "start": "1:00 p.m."}), STAFF)
    assert desk.somebody.tags() == tags
    assert desk.written(event(), STAFF, withdraw=True) == []


# What people do to ours


def test_an_entry_of_ours_that_somebody_edited_is_set_right_and_told(desk: Desk) -> None:
    desk.publish(event(SIGNING))
    desk.somebody.edit(uid_of("signing"), "T110000", "T150000")
    told = desk.publish(event(SIGNING))
    assert told.done == (
        "set right: Signing ceremony – Invented Talks (somebody had changed it on the server)",
        "  time: 3:00 p.m. -> 11:00 a.m.",
        "1 entry unchanged",
    )
    assert desk.somebody.entries()[uid_of("signing")]["SEQUENCE"] == 1
    assert desk.written(event(SIGNING)) == []


@pytest.mark.parametrize(
    "start, words, now",
    [
        (";TZID=Europe/Madrid:20260604T173000", "Jun 4, 11:30 a.m. EDT", "Jun 3, 9:00 a.m. EDT"),
        (":20260603T113000", "Jun 3, 11:30 a.m. on any clock", "Jun 3, 9:00 a.m. EDT"),
        (";VALUE=DATE:20260603", "Jun 3, all day", "Jun 3, 9:00 a.m. EDT"),
        (";TZID=America/New_York:20260603T113000\r\nDURATION:PT1H", "11:30 a.m. to 12:30 p.m.", "9:00 a.m."),
    ],
)
def test_whatever_time_somebody_wrote_is_told_by_the_events_clock(
    desk: Desk, start: str, words: str, now: str
) -> None:
    desk.publish(event())
    desk.somebody.edit(uid_of("talk"), "DTSTART;TZID[^\r\n]*", f"DTSTART{start}")
    assert desk.publish(event()).done[1] == f"  time: {words} -> {now}"


@pytest.mark.parametrize(
    "pattern, new",
    [
        ("SEQUENCE:0", "SEQUENCE:2147483647"),
        ("DTSTAMP:[0-9TZ]*", "DTSTAMP:99991231T235959Z"),
        ("SEQUENCE:0", "SEQUENCE:7\r\nCREATED:20260501T080000Z\r\nX-MOZ-GENERATION:2"),
        ("SEQUENCE:0", "SEQUENCE:0\r\nCLASS:PUBLIC\r\nPRIORITY:0"),
        ("TRANSP:OPAQUE\r?\n", ""),
    ],
)
def test_what_programs_note_for_themselves_is_no_edit(desk: Desk, pattern: str, new: str) -> None:
    desk.publish(event())
    desk.somebody.edit(uid_of("talk"), pattern, new)
    assert desk.written(event()) == []
    assert desk.written(event(sessions=[{"id": "talk", "kind": "dialogue", "start": "10:00 a.m."}])) == [
        "PUT"
    ]
    entry = desk.somebody.entries()[uid_of("talk")]
    assert entry["DTSTART"].dt.hour == 10
    assert entry["SEQUENCE"] in (1, 8, 2147483647)


@pytest.mark.parametrize(
    "pattern, new",
    [
        ("STATUS:CONFIRMED\r?\n", "STATUS:CONFIRMED\r\nRRULE:FREQ=DAILY\r\n"),
        ("STATUS:CONFIRMED\r?\n", "STATUS:CONFIRMED\r\nATTENDEE:mailto:ana@example.org\r\n"),
        ("STATUS:CONFIRMED\r?\n", ""),
        ("END:VEVENT", "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT"),
        ("TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
    ],
)
def test_everything_else_that_somebody_adds_or_takes_out_is_an_edit(
    desk: Desk, pattern: str, new: str
) -> None:
    desk.publish(event())
    before = desk.somebody.entries()[uid_of("talk")]
    desk.somebody.edit(uid_of("talk"), pattern, new)
    assert desk.written(event()) == ["PUT"]
    after = desk.somebody.entries()[uid_of("talk")]
    assert read(as_calendar(after)).sense == read(as_calendar(before)).sense
    assert after["SEQUENCE"] == before["SEQUENCE"] + (1 if pattern.startswith("STATUS") and not new else 0)


def as_calendar(entry: Any) -> bytes:
    calendar = Calendar()
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def test_an_entry_of_ours_that_somebody_deleted_is_made_again(desk: Desk) -> None:
    """The calendar holds what the file says. Whoever wants it gone cancels it there, or withdraws the event."""
    desk.publish(event(SIGNING))
    desk.somebody.delete(uid_of("signing"))
    assert (
        desk.publish(event(SIGNING)).done[0]
        == "created: Signing ceremony – Invented Talks, Jun 3, 11:00 a.m. EDT"
    )
    assert uid_of("signing") in desk.somebody.entries()


# Two at once


class Racing(Server):
    """A server at which somebody else is quicker: before each of our writes one of theirs, while there are some."""

    quicker: list[Callable[[], object]]

    def put(self, url: str, data: bytes, etag: str = "") -> None:
        self.overtaken()
        super().put(url, data, etag)

    def delete(self, url: str, etag: str) -> None:
        self.overtaken()
        super().delete(url, etag)

    def overtaken(self) -> None:
        if self.quicker:
            self.quicker.pop(0)()


def race(desk: Desk, of: Event | None, *quicker: Callable[[], object]) -> calendarserver.Outcome:
    """A run in which somebody else is quicker; without an event it withdraws."""
    made = objects(entries(programme(of, PRESS)), confidential=False) if of else ()
    with Racing(desk.address) as server:
        server.quicker = list(quicker)
        return bring(server, desk.address.url, [one.data for one in made], Owner("talks", "press"))


def renamed(desk: Desk, name: str) -> Callable[[], object]:
    return lambda: desk.somebody.edit(uid_of("talk"), "SUMMARY:[^\r\n]*", f"SUMMARY:{name}")


def test_who_is_overtaken_once_looks_again_and_wins(desk: Desk) -> None:
    desk.publish(event())
    assert race(desk, event(sessions=[IN_HALL]), renamed(desk, "Changed")).complete
    entry = desk.somebody.entries()[uid_of("talk")]
    assert (entry["SUMMARY"], entry["DTSTART"].dt.hour) == ("Dialogue – Invented Talks", 10)
    assert entry["SEQUENCE"] == 1


def test_who_is_overtaken_twice_leaves_it_and_says_so(desk: Desk) -> None:
    desk.publish(event())
    outcome = race(desk, event(sessions=[IN_HALL]), renamed(desk, "Changed"), renamed(desk, "Changed again"))
    assert [(title, why.partition(",")[0]) for title, why in outcome.left] == [
        ("Dialogue – Invented Talks", "somebody changed it meanwhile")
    ]
    assert desk.somebody.entries()[uid_of("talk")]["SUMMARY"] == "Changed again"
    assert desk.publish(event(sessions=[IN_HALL])).undone == ()


def test_two_runs_at_once_end_as_one(desk: Desk) -> None:
    outcome = race(desk, event(SIGNING), lambda: desk.publish(event(SIGNING)))
    assert (outcome.complete, outcome.steps, outcome.unchanged) == (True, (), 2)
    assert desk.written(event(SIGNING)) == []


def test_what_somebody_puts_into_our_place_at_that_moment_stays_theirs(desk: Desk) -> None:
    name = f"{uid_of('talk')}.ics"
    outcome = race(desk, event(), lambda: desk.somebody.put(name, THEIRS.format(uid="lunch")))
    assert not outcome.complete
    assert set(desk.somebody.entries()) == {"lunch"}


def test_what_somebody_makes_theirs_at_that_moment_is_not_removed(desk: Desk) -> None:
    desk.publish(event())
    outcome = race(
        desk, None, lambda: desk.somebody.edit(uid_of("talk"), "X-PRESS-LOGISTICS:[^\r\n]*\r?\n", "")
    )
    assert (outcome.complete, outcome.steps) == (True, ())
    assert set(desk.somebody.entries()) == {uid_of("talk")}


def test_an_entry_that_is_removed_by_two_at_once_is_removed(desk: Desk) -> None:
    desk.publish(event())
    desk.door.answers["DELETE"] = [404]
    told = desk.publish(event(), withdraw=True)
    assert told.undone == ()
    assert desk.somebody.entries() == {}


# What goes wrong


def test_a_server_that_goes_down_in_the_middle_is_finished_by_the_next_run(desk: Desk) -> None:
    of = event(SIGNING, {"id": "end", "kind": "press conference", "start": "noon"})
    desk.door.answers["PUT"] = [0, -1]
    told = desk.publish(of)
    assert len(told.done) == 1
    assert told.undone == (
        f"{desk.address.host} broke off in the middle. Run it again later. "
        "What is told above is done; the next run does the rest.",
    )
    again = desk.publish(of)
    assert again.undone == ()
    assert (len(again.done), again.done[-1]) == (3, "1 entry unchanged")
    assert len(desk.somebody.entries()) == 3


@pytest.mark.parametrize(
    "status, words",
    [
        (403, "does not let us write this calendar"),
        (507, "has no room left"),
        (503, "is busy or down (503)"),
        (500, "has a fault of its own (500)"),
    ],
)
def test_what_would_be_the_same_for_every_entry_stops_the_run(desk: Desk, status: int, words: str) -> None:
    desk.door.answers["PUT"] = [status]
    (undone,) = desk.publish(event(SIGNING)).undone
    assert words in undone
    assert desk.somebody.entries() == {}


@pytest.mark.parametrize("status", [400, 409, 413, 415])
def test_an_entry_that_the_server_does_not_take_stops_no_other(desk: Desk, status: int) -> None:
    desk.door.answers["PUT"] = [status]
    assert desk.publish(event(SIGNING)).undone == (
        f"not done: Dialogue – Invented Talks: the server answers {status} to it",
    )
    assert set(desk.somebody.entries()) == {uid_of("signing")}


def test_a_change_that_is_sent_on_to_another_address_is_not_taken_for_written(desk: Desk) -> None:
    """Whoever follows asks with GET (RFC 9110 §15.4.3), and gets the entry as it was, with 200."""
    desk.publish(event())
    desk.door.answers["PUT"] = [302]
    (undone,) = desk.publish(event(sessions=[IN_HALL])).undone
    assert "sends on to another address" in undone


def test_a_calendar_that_is_shown_in_part_is_left_alone(desk: Desk) -> None:
    desk.door.answers["REPORT"] = [
        "<response><href>/press/</href><status>HTTP/1.1 507 Enough</status></response>"
    ]
    assert "shows only a part of this calendar" in trouble(desk.address)
    assert desk.somebody.entries() == {}


def test_nothing_is_sent_without_tls_wherever_a_server_says_its_calendars_are(desk: Desk) -> None:
    asked = len(desk.door.asked)
    cloud = Server(Address("https://cloud.example/", USER, PASSWORD))
    with cloud, pytest.raises(ServerTrouble, match="an address without TLS"):
        cloud.entries(desk.address.url)
    assert len(desk.door.asked) == asked


def test_a_calendar_that_may_only_be_read(server: CalendarServer) -> None:
    """A real one: Radicale lets us read it and answers 403 to writing."""
    made = server.folder / "collections" / "collection-root" / USER / "read-only"
    made.mkdir(parents=True, exist_ok=True)
    (made / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    asked = Asked(Address(f"{server.account}read-only/", USER, PASSWORD))
    told = calendarserver.publish(build(event()), PRESS, asked)
    assert told.undone[0].startswith(f"127.0.0.1:{server.port} does not let us write this calendar.")


def trouble(at: Address, calendar: str = "") -> str:
    with pytest.raises(ServerTrouble) as raised:
        calendarserver.publish(build(event()), PRESS, Asked(at, calendar))
    return str(raised.value)


def test_each_trouble_is_a_sentence_and_nothing_is_logged(
    server: CalendarServer, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    here = f"127.0.0.1:{server.port}"
    assert (
        trouble(Address(desk.calendar, USER, "wrong"))
        == f"{here} does not let us in. Look at name and password."
    )
    assert "Say name and password in LOGISTICS_CALDAV" in trouble(Address(desk.calendar))
    assert trouble(Address(f"{desk.calendar}none/", USER, PASSWORD)).startswith("There is no calendar at ")
    assert "(TLS)" in trouble(Address(desk.calendar.replace("http:", "https:"), USER, PASSWORD))
    assert trouble(Address("http://127.0.0.1:1/x/", USER, PASSWORD)).startswith(
        "Nobody answers at 127.0.0.1:1"
    )
    assert "Leave --calendar out" in trouble(desk.address, "Press")
    for status in (200, 204, 405):
        desk.door.answers["PROPFIND"] = [status]
        assert "is not the address of a calendar (CalDAV)" in trouble(desk.address)
    says_nothing = (
        "<response><href>/</href><propstat><prop/><status>HTTP/1.1 200 OK</status></propstat></response>"
    )
    desk.door.answers["PROPFIND"] = [says_nothing] * 3
    assert "is no calendar, but an account" in trouble(desk.address)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_the_password_is_in_no_message_and_in_no_log(
    desk: Desk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said = [trouble(Address(desk.calendar, USER, "wr0ng!")), repr(Address(desk.calendar, USER, "wr0ng!"))]
    desk.publish(event())
    desk.door.answers["PROPFIND"] = [200]
    said += [trouble(desk.address), caplog.text, *capfd.readouterr()]
    for secret in ("wr0ng!", PASSWORD, QUOTED):
        assert secret not in "\n".join(said)


# Which calendar


def test_a_calendar_of_an_account_is_found_by_its_name_and_made_once(server: CalendarServer) -> None:
    name = f"Press {uuid.uuid4()}"
    at = Address(server.account, USER, PASSWORD)
    rehearsed = calendarserver.publish(build(event()), PRESS, Asked(at, name, dry_run=True))
    assert f"created: the calendar “{name}”" in rehearsed.done
    withdrawn = calendarserver.publish(build(event()), PRESS, Asked(at, name, withdraw=True))
    assert withdrawn.done == (f"There is no calendar called “{name}”: nothing is to be withdrawn.",)
    assert name not in trouble(at), "neither made it"
    done = [calendarserver.publish(build(event()), PRESS, Asked(at, name)).done for _ in range(2)]
    assert [lines[-1] for lines in done] == [
        "created: Dialogue – Invented Talks, Jun 3, 9:00 a.m. EDT",
        "1 entry unchanged",
    ]
    root = Address(f"http://127.0.0.1:{server.port}/", USER, PASSWORD)
    again = calendarserver.publish(build(event()), PRESS, Asked(root, name))
    assert again.done == ("1 entry unchanged",)
    assert name in trouble(at)


@pytest.mark.parametrize(
    "status, words",
    [(403, "does not let us make this calendar"), (405, "cannot be made there. Make it by hand")],
)
def test_a_calendar_that_cannot_be_made_is_told(
    server: CalendarServer, desk: Desk, status: int, words: str
) -> None:
    desk.door.answers["MKCALENDAR"] = [status]
    assert words in trouble(Address(desk.door.through(server.account), USER, PASSWORD), "Unmade")


def test_an_account_that_keeps_its_calendars_elsewhere_says_where(server: CalendarServer, desk: Desk) -> None:
    """As Nextcloud does: ``/principals/users/press/`` has its calendars at ``/calendars/press/``."""
    home = f'<c:calendar-home-set xmlns:c="urn:ietf:params:xml:ns:caldav"><href>/{USER}/</href></c:calendar-home-set>'
    desk.door.answers["PROPFIND"] = [
        f"<response><href>/principals/press/</href><propstat><prop>{home}</prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    ]
    at = Address(desk.door.through(f"http://127.0.0.1:{server.port}/principals/press/"), USER, PASSWORD)
    name = desk.calendar.removeprefix(f"http://127.0.0.1:{server.port}/").rstrip(
        "/"
    )  # what Radicale calls it
    told = calendarserver.publish(build(event()), PRESS, Asked(at, name))
    assert told.undone == ()
    assert set(desk.somebody.entries()) == {uid_of("talk")}


def test_a_calendar_of_two_is_not_guessed(server: CalendarServer) -> None:
    name = f"Press {uuid.uuid4()}"
    with server.client() as client:
        for _ in range(2):
            Principal(client).make_calendar(name, uuid.uuid4().hex)
    assert trouble(Address(server.account, USER, PASSWORD), name).startswith(
        f"There are several calendars called “{name}”"
    )


@pytest.mark.parametrize(
    "said, named, expected",
    [
        ("", "https://a:b%2Fc@h.example/x", Address("https://h.example/x/", "a", "b/c")),
        ("https://h.example/y/?export", "https://a:b@h.example/x", Address("https://h.example/y/", "a", "b")),
        ("https://h.example:443/y", "https://a:b@h.example/x", Address("https://h.example:443/y/", "a", "b")),
        ("https://c:d@h.example/y", "https://a:b@h.example/x", Address("https://h.example/y/", "c", "d")),
        ("https://other.example/y", "https://a:b@h.example/x", Address("https://other.example/y/")),
        ("https://h.example:8443/y", "https://a:b@h.example/x", Address("https://h.example:8443/y/")),
        ("http://[::1]:5232/y", "", Address("http://[::1]:5232/y/")),
    ],
)
def test_name_and_password_come_from_the_address_or_from_that_of_the_same_server(
    said: str, named: str, expected: Address
) -> None:
    assert address(said, {"LOGISTICS_CALDAV": named}) == expected


@pytest.mark.parametrize(
    "said", ["", "calendar", "ftp://h.example/", "https://", "https://h:port/", "http://a:s3cret@h.example/x"]
)
def test_an_address_that_cannot_be_or_is_open_to_everybody_on_the_way_is_refused(said: str) -> None:
    with pytest.raises(UnusableAddress) as raised:
        address(said, {})
    assert "s3cret" not in str(raised.value)


# The command


def logistics(*arguments: object, named: str = "") -> Result:
    environment = {"LOGISTICS_CALDAV": named}
    return CliRunner().invoke(
        command, [str(one) for one in arguments], env=environment, catch_exceptions=False
    )


def test_the_command_rehearses_publishes_and_withdraws(desk: Desk) -> None:
    named = desk.calendar.replace("http://", f"http://{USER}:{QUOTED}@")
    rehearsed = logistics(SEED, "--audience", "press", "--category", "video", "--dry-run", named=named)
    assert desk.somebody.entries() == {}
    done = logistics(SEED, "--audience", "press", "--category", "video", named=named)
    assert (done.exit_code, done.stderr) == (0, "")
    first, *rest = rehearsed.stdout.splitlines()
    assert (first, rest) == (
        "Nothing has been written. This is what would be done:",
        done.stdout.splitlines(),
    )
    assert "created: Pre-set: video cameras – Joint press availability, Dec 14, 10:00 a.m. EST" in rest
    gone = logistics(SEED, "--audience", "press", "--category", "video", "--withdraw", named=named)
    assert [line.replace("removed", "created") for line in gone.stdout.splitlines()] == rest
    assert desk.somebody.entries() == {}
    again = logistics(SEED, "--audience", "press", "--category", "video", "--withdraw", named=named)
    assert (again.exit_code, again.stdout) == (0, "Nothing of this event was there.\n")


def test_the_command_exits_with_1_where_something_is_left_to_do(desk: Desk) -> None:
    desk.somebody.put("imported.ics", THEIRS.format(uid=uid_of("dialogue", read_file(SEED).event.id)))
    named = desk.calendar.replace("http://", f"http://{USER}:{QUOTED}@")
    result = logistics(SEED, "--audience", "press", named=named)
    assert result.exit_code == 1
    assert "the same identity" in result.stderr


def test_an_event_with_errors_is_not_published(desk: Desk, tmp_path: Path) -> None:
    late = tmp_path / "late.yaml"
    late.write_text(SEED.read_text().replace("10:20 a.m.", "10:50 a.m."))
    named = desk.calendar.replace("http://", f"http://{USER}:{QUOTED}@")
    result = logistics(late, "--audience", "press", named=named)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "1 error in" in result.stderr
    assert "Look at it with logistics check." in result.stderr
    assert desk.somebody.entries() == {}
    assert logistics(late, "--audience", "press", "--withdraw", named=named).exit_code == 0


def test_a_file_that_is_no_event_is_told_with_its_line(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("id: [\n")
    result = logistics(file, "--audience", "press", "--caldav", desk.calendar)
    assert result.exit_code == 2
    assert str(file) in result.stderr


# Any order of things

_STARTS = ("9:30 a.m.", "11:00 a.m.", "2:00 p.m.")
_SESSIONS = st.fixed_dictionaries(
    {"start": st.sampled_from(_STARTS), "status": st.sampled_from(["planned", "cancelled"])}
)
_REVISIONS = st.dictionaries(st.sampled_from(["one", "two", "three"]), _SESSIONS).map(
    lambda chosen: event(
        *({"id": name, "kind": "meeting", "title": name, **rest} for name, rest in chosen.items())
    )
)
_EDITS = st.sampled_from(
    [
        ("SUMMARY:[^\r\n]*", "SUMMARY:Renamed"),
        ("DTSTART;TZID[^\r\n]*", "DTSTART;TZID=Europe/Madrid:20260603T233000"),
        ("SEQUENCE:", "SEQUENCE:1"),
        ("END:VEVENT", "ATTENDEE:mailto:ana@example.org\r\nEND:VEVENT"),
    ]
)
_WHICH = st.sampled_from(["talk", "one", "two", "three"])
_ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), _REVISIONS),
        st.tuples(st.just("edit"), _WHICH, _EDITS),
        st.tuples(st.just("delete"), _WHICH),
        st.tuples(st.just("add"), st.uuids()),
        st.tuples(st.just("copy"), _WHICH, st.uuids()),
    ),
    max_size=7,
)


def wanted_of(of: Event) -> dict[str, tuple[object, ...]]:
    made = objects(entries(programme(of, PUBLIC)), confidential=False)
    return {one.uid: essence(Calendar.from_ical(one.data).walk("VEVENT")[0]) for one in made}


def essence(entry: Any) -> tuple[object, ...]:
    said = [
        str(entry.get(name))
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "TRANSP", "ATTENDEE")
    ]
    return entry["DTSTART"].dt.timestamp(), *said


@settings(max_examples=15)
@given(_ACTIONS, _REVISIONS)
def test_after_whatever_people_did_a_run_leaves_exactly_ours_and_theirs(
    server: CalendarServer, door: Door, actions: list[tuple[Any, ...]], last: Event
) -> None:
    desk = new_desk(server, door)
    theirs: dict[str, bytes] = {}
    for what, *how in [*actions, ("publish", last)]:
        there = desk.somebody.entries()
        if what == "publish":
            assert desk.publish(how[0], PUBLIC).undone == ()
            numbers = {uid: entry.get("SEQUENCE") for uid, entry in desk.somebody.entries().items()}
            assert all(numbers[uid] >= there[uid]["SEQUENCE"] for uid in wanted_of(how[0]) if uid in there)
            assert desk.written(how[0], PUBLIC) == []
        elif what == "add":
            assert desk.somebody.put(f"{how[0]}.ics", THEIRS.format(uid=how[0])) == 201
            theirs[f"{how[0]}.ics"] = desk.somebody.raw(f"{how[0]}.ics")
        elif uid_of(how[0]) in there:
            if what == "edit":
                desk.somebody.edit(uid_of(how[0]), *how[1])
            elif what == "delete":
                desk.somebody.delete(uid_of(how[0]))
            else:
                ours = desk.somebody.raw(f"{uid_of(how[0])}.ics").decode()
                desk.somebody.put(f"{how[1]}.ics", ours.replace(uid_of(how[0]), str(how[1])))
                theirs[f"{how[1]}.ics"] = desk.somebody.raw(f"{how[1]}.ics")
    assert {name: desk.somebody.raw(name) for name in theirs} == theirs
    left = {
        uid: essence(entry) for uid, entry in desk.somebody.entries().items() if f"{uid}.ics" not in theirs
    }
    assert left == wanted_of(last)


# What is read of an entry


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda text: THEIRS.replace("Ana", text).encode())
    )
)
def test_whatever_a_server_sends_is_read_or_left(data: bytes) -> None:
    with suppress(UnreadableEntry):
        assert read(data).mark == ""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_our_entry_goes_to_the_server_as_it_was_made_but_for_its_mark_and_counters(path: Path) -> None:
    for one in objects(entries(programme(read_file(path).event, STAFF)), confidential=True):
        there = read(one.data)
        put = to_stand(one.data, there, Owner("e", "staff").of(one.uid), there)
        counters = (b"SEQUENCE:", b"DTSTAMP:", b"LAST-MODIFIED:", b"X-PRESS-LOGISTICS:")
        kept = [line for line in put.splitlines() if not line.startswith(counters)]
        assert kept == [line for line in one.data.splitlines() if not line.startswith(counters)]
        assert max(len(line) for line in put.splitlines()) <= 75
        assert read(put).sense == there.sense
        assert read(put).stamp == there.stamp + 1
