"""Somebody else's calendar becomes the draft of an event, and a second import updates what came from it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.calendars.entries import identity
from logistics.calendars.foreign import UnreadableCalendar
from logistics.cli.importing import import_calendar
from logistics.disclosure import PRESS, PUBLIC, STAFF
from logistics.errors import UnusableInput
from logistics.eventfile import parse
from logistics.model import Kind, Level, Status
from logistics.moments import start_of
from logistics.operations.importing import (
    ISSUER,
    UNTITLED,
    Imported,
    NothingToImport,
    draft_of,
    event_file,
    update,
)
from logistics.plan import build, points
from logistics.rules.base import Severity
from logistics.rules.catalogue import check
from tests.calendars.reading import SAMPLES, entries, event, feed, sample
from tests.calendars.test_busy import APPLE, GOOGLE, OUTLOOK
from tests.calendars.test_foreign import BROKEN, calendar

NOW = start_of(dt.date(2026, 5, 28), "America/New_York") + 12 * 3600
JUNE_3 = dt.date(2026, 6, 3)

OPENING = """\
UID:opening@protocol.example
SUMMARY:Opening, in the hall
LOCATION:Great Hall
DESCRIPTION:Dial +1 202 555 0100\\nCode 4711
ORGANIZER;CN=Jo Doe:mailto:jo@protocol.example
STATUS:CONFIRMED
DTSTART;TZID=Eastern Standard Time:20260603T090000
DTEND;TZID=Eastern Standard Time:20260603T101500"""
LUNCH = """\
UID:lunch@protocol.example
SUMMARY:Lunch
LOCATION:River Room
STATUS:TENTATIVE
DTSTART;TZID=Eastern Standard Time:20260603T120000"""
DINNER = """\
UID:dinner@protocol.example
SUMMARY:Canceled: Dinner
LOCATION:Great Hall
STATUS:CANCELED
DTSTART;TZID=Eastern Standard Time:20260604T193000
DURATION:PT2H"""
NAME = "X-WR-CALNAME:Ministerial in Washington\n"
TALKS = calendar(OPENING, LUNCH, DINNER, head=NAME)


def draft(data: bytes = TALKS, day: dt.date | None = None) -> Imported:
    return draft_of(data, "talks.ics", NOW, day=day)


def again(text: str, data: bytes, day: dt.date | None = None) -> Imported:
    return update(parse(text.encode(), "talks.yaml"), data, day=day)


def changes(made: Imported) -> list[str]:
    return [f"{change.label}: {change.before} → {change.after}" for change in made.changes]


# ---- a draft ------------------------------------------------------------------------------------------------------


def test_a_draft_says_what_the_calendar_says_and_nothing_else() -> None:
    made = draft()
    assert (
        made.text
        == """\
id: ministerial-in-washington-2026-06-03
title: Ministerial in Washington
date: Wednesday, June 3, 2026
last_date: Thursday, June 4, 2026
zone: America/New_York
issuer:
  name: (issuer to be named)
revision:
  number: 1
  date: Thursday, May 28, 2026
venues:
  - id: great-hall
    name: Great Hall
  - id: river-room
    name: River Room
sessions:
  - id: opening-in-the-hall
    kind: meeting
    title: Opening, in the hall
    start: 9:00 a.m.
    end: 10:15 a.m.
    venue: great-hall
    planning: >-
      Dial +1 202 555 0100

      Code 4711
    imported_from: opening@protocol.example
    audience: staff
  - id: lunch
    kind: meeting
    title: Lunch
    status: to be confirmed
    start: noon
    venue: river-room
    imported_from: lunch@protocol.example
    audience: staff
  - id: dinner
    kind: meeting
    title: Dinner
    status: cancelled
    start: June 4, 2026, 7:30 p.m.
    end: June 4, 2026, 9:30 p.m.
    venue: great-hall
    imported_from: dinner@protocol.example
    audience: staff
sources: [Calendar talks.ics]
"""
    )
    assert made.told == ("“Canceled: Dinner”: CANCELED was read as CANCELLED.", "Left out: 1 organizer.")
    assert made.asks == (
        f"Write the issuer: the calendar does not say who sends the papers out, and “{ISSUER}” stands for it.",
        "Write of each new session what it is, who may cover it and who may read of it: "
        "each has no coverage and is for staff alone, and is a meeting unless its title begins with what it is.",
    )


def test_a_draft_can_be_read_back_and_lacks_nothing_but_its_coverage() -> None:
    made = draft()
    event = parse(made.text.encode(), "draft").event
    assert event == made.event
    errors = [found.rule for found in check(build(event)).findings if found.severity is Severity.ERROR]
    assert set(errors) == {"ACC001"}


def test_nothing_of_a_draft_but_its_own_title_leaves_the_office_before_somebody_says_so() -> None:
    made = draft()
    for audience in (PUBLIC, PRESS):
        shown = feed(made.event, audience).decode()
        assert "Opening" not in shown
        assert "Great Hall" not in shown
        assert "4711" not in shown
    assert "Opening" in feed(made.event, STAFF).decode()


def test_a_description_stays_with_the_office_also_when_its_session_is_announced() -> None:
    announced = draft().text.replace("audience: staff", "audience: public")
    shown = feed(parse(announced.encode(), "draft").event, PRESS).decode()
    assert "Opening" in shown
    assert "4711" not in shown
    assert "protocol.example" not in shown


def test_how_to_join_a_call_is_no_place_where_anybody_meets() -> None:
    for place in ("https://talks.example/j/1?pwd=4711", "call +1 (202) 555-0100", "jo@protocol.example"):
        made = draft(calendar(OPENING.replace("Great Hall", place), head=NAME))
        (session,) = made.event.sessions
        assert made.event.venues == ()
        assert (session.planning or "").startswith(f"Place in the calendar: {place}")
        assert any("its place is an address or a number" in sentence for sentence in made.told)


def test_whole_days_leave_the_times_unsaid_and_are_noted_for_the_office() -> None:
    made = draft(calendar("UID:a\nSUMMARY:Summit\nDTSTART;VALUE=DATE:20260603\nDTEND;VALUE=DATE:20260605"))
    (session,) = made.event.sessions
    assert (session.start, session.end) == (None, None)
    assert session.planning == "In the calendar it is on 2026-06-03 to 2026-06-04, without a time."
    assert (made.event.date.date, made.event.last_date and made.event.last_date.date) == (
        JUNE_3,
        dt.date(2026, 6, 4),
    )
    assert "“Summit” lasts whole days (2026-06-03 to 2026-06-04): its times stay unsaid." in made.told


@pytest.mark.parametrize(
    "head, others, title",
    [
        ("NAME:Talks\n", 0, "Talks"),
        ("X-WR-CALNAME:jo@protocol.example\n", 0, "Lunch"),
        ("", 0, "Lunch"),
        ("", 1, UNTITLED),
    ],
)
def test_the_title_is_the_calendars_name_or_its_only_entrys_but_nobodys_address(
    head: str, others: int, title: str
) -> None:
    made = draft(calendar(LUNCH, *[OPENING] * others, head=head))
    assert made.event.title == title
    assert any("Write the title" in sentence for sentence in made.asks) == (title == UNTITLED)
    assert ("@" in head) == any("called by somebody’s address" in sentence for sentence in made.told)


def test_a_telephone_number_is_never_made_the_headline() -> None:
    made = draft(calendar(LUNCH.replace("SUMMARY:Lunch", "SUMMARY:Call Jo +1 202 555 0100")))
    assert made.event.title == UNTITLED
    assert "0100" not in made.event.id


def test_a_calendar_that_names_no_zone_is_asked_about() -> None:
    in_utc = draft(calendar("UID:a\nSUMMARY:A\nDTSTART:20260603T130000Z"))
    assert (in_utc.event.zone, in_utc.event.sessions[0].start and in_utc.event.sessions[0].start.text) == (
        "UTC",
        "1:00 p.m.",
    )
    assert "the calendar names none. Its times are in UTC." in " ".join(in_utc.asks)
    floating = draft(calendar("UID:a\nSUMMARY:A\nDTSTART:20260603T090000"))
    assert "Times without a zone stand as they are." in " ".join(floating.asks)
    assert "names none" not in " ".join(draft().asks)


def test_an_hour_that_comes_twice_is_told_with_its_letters() -> None:
    late = "UID:a\nSUMMARY:Night\nDTSTART:20261101T063000Z\nDTEND:20261101T070000Z"
    made = draft(calendar(late, head="X-WR-TIMEZONE:America/New_York\n"))
    (session,) = made.event.sessions
    assert session.start is not None
    assert session.start.text == "1:30 a.m. EST"


def test_a_day_takes_its_entries_alone_and_tells_how_many_are_on_others() -> None:
    made = draft(day=JUNE_3)
    assert [session.id for session in made.event.sessions] == ["opening-in-the-hall", "lunch"]
    assert made.event.last_date is None
    assert "Left out: 1 entry on other days than 2026-06-03." in made.told


def test_what_ends_in_the_night_belongs_to_its_first_day_and_what_lasts_longer_to_all_of_its_days() -> None:
    dinner = "UID:a\nSUMMARY:Dinner\nDTSTART:20260603T233000Z\nDURATION:PT6H"
    assert draft(calendar(dinner, head="X-WR-TIMEZONE:America/New_York\n")).event.last_date is None
    retreat = draft(calendar(dinner.replace("PT6H", "P2D"), head="X-WR-TIMEZONE:America/New_York\n")).event
    assert retreat.last_date is not None
    assert retreat.last_date.date == dt.date(2026, 6, 5)


def test_a_year_of_entries_asks_for_the_day() -> None:
    year = calendar(OPENING, DINNER.replace("20260604", "20270604"))
    with pytest.raises(NothingToImport, match=r"2026-06-03 to 2027-06-04.*at most 31 days.*--day 2026-06-03"):
        draft(year)
    assert len(draft(year, JUNE_3).event.sessions) == 1


@pytest.mark.parametrize(
    "data, why",
    [
        (calendar(), "no entry that can be taken over"),
        (calendar("UID:a\nDTSTART:soon"), "Entry 1: its begin, “soon”, cannot be read."),
        (calendar(*[OPENING.replace("opening@", f"{n}@") for n in range(501)]), "at most 500 sessions"),
    ],
)
def test_a_calendar_of_which_no_event_can_be_made_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(NothingToImport, match=why):
        draft(data)


def test_what_is_too_long_is_cut_and_told() -> None:
    made = draft(calendar(f"{LUNCH}\nDESCRIPTION:{'y' * 5000}".replace("Lunch", "x" * 100_000)))
    (session,) = made.event.sessions
    assert len(session.title or "") == 300
    assert len(session.planning or "") == 4000
    assert any("its title is 100,000 characters long and was cut after 300" in one for one in made.told)
    assert any("its description is 5,000 characters long and was cut after 4,000" in one for one in made.told)


def test_sessions_of_one_title_and_of_no_latin_letters_have_short_names_of_their_own() -> None:
    made = draft(calendar(OPENING, OPENING.replace("UID:o", "UID:p"), LUNCH.replace("Lunch", "午餐会")))
    assert [session.id for session in made.event.sessions] == [
        "opening-in-the-hall",
        "opening-in-the-hall-2",
        "meeting",
    ]


def test_a_short_name_may_be_given_and_must_be_one() -> None:
    assert draft_of(TALKS, "talks.ics", NOW, event_id="talks").event.id == "talks"
    with pytest.raises(UnusableInput, match="is not a short name"):
        draft_of(TALKS, "talks.ics", NOW, event_id="Talks!")


@pytest.mark.parametrize(
    "title, said, status, left",
    [
        ("Cancelled: Lunch", "STATUS:CONFIRMED", Status.CANCELLED, "Lunch"),
        ("Postponed: Lunch", "STATUS:TENTATIVE", Status.POSTPONED, "Lunch"),
        ("Lunch", "STATUS:CONFIRMED", Status.PLANNED, "Lunch"),
        ("Lunch", "X-NONE:1", Status.PLANNED, "Lunch"),
        ("Tentative: Lunch", "X-NONE:1", Status.TO_BE_CONFIRMED, "Lunch"),
        ("Cancelled flights: a talk", "X-NONE:1", Status.PLANNED, "Cancelled flights: a talk"),
    ],
)
def test_a_status_before_a_title_is_a_status(title: str, said: str, status: Status, left: str) -> None:
    made = draft(
        calendar(LUNCH.replace("SUMMARY:Lunch", f"SUMMARY:{title}").replace("STATUS:TENTATIVE", said))
    )
    (session,) = made.event.sessions
    assert (session.status, session.title) == (status, left)


@pytest.mark.parametrize(
    "title, kind",
    [
        ("Press conference", Kind.PRESS_CONFERENCE),
        ("Canceled: Bilateral Meeting – Norway", Kind.BILATERAL_MEETING),
        ("Joint press availability - with the Secretary", Kind.JOINT_PRESS_AVAILABILITY),
        ("Walk-through", Kind.WALK_THROUGH),
        ("Press conference of the two ministers", Kind.MEETING),
        ("The press conference", Kind.MEETING),
        ("Lunch – press conference", Kind.MEETING),
    ],
)
def test_a_title_that_begins_with_what_it_is_says_so_and_nothing_else_is_guessed(
    title: str, kind: Kind
) -> None:
    (session,) = draft(calendar(LUNCH.replace("SUMMARY:Lunch", f"SUMMARY:{title}"))).event.sessions
    assert (session.kind, session.coverage, session.audience) == (kind, None, Level.STAFF)


def test_a_draft_without_a_title_asks_for_a_short_name() -> None:
    untitled = calendar(LUNCH.replace("Lunch", ""))
    asked = draft(untitled).asks
    assert (
        "Give the event a short name with --id: it keeps it for good, "
        "and “title-to-be-written-2026-06-03” tells nothing."
    ) in asked
    named = draft_of(untitled, "talks.ics", NOW, event_id="talks").asks
    assert not any("--id" in sentence for sentence in (*named, *draft().asks))


def test_sessions_with_long_titles_are_told_apart_by_these() -> None:
    long = [
        LUNCH.replace("lunch@", f"{who}@").replace(
            "Lunch", f"Lunch of {who} with all of the ministers of the house"
        )
        for who in ("Ana", "Ben")
    ]
    off = [long[0], long[1].replace("TENTATIVE", "CANCELLED")]
    assert changes(again(draft(calendar(*long)).text, calendar(*off))) == [
        "Lunch of Ben with all of the ministers of the house: status: to be confirmed → cancelled"
    ]


# ---- a second import ----------------------------------------------------------------------------------------------

MOVED = (
    TALKS.replace(b"20260603T090000", b"20260603T093000")
    .replace(b"LOCATION:River Room", b"LOCATION:Terrace")
    .replace(b"STATUS:TENTATIVE", b"STATUS:CONFIRMED")
    .replace(b"Canceled: Dinner", b"Canceled: State dinner")
)


def test_a_second_import_of_the_same_changes_nothing() -> None:
    made = draft()
    same = again(made.text, TALKS)
    assert (same.text, same.changes, same.asks) == (made.text, (), ())


def test_what_the_calendar_changed_is_changed_and_told_old_and_new() -> None:
    made = again(draft().text, MOVED)
    assert changes(made) == [
        "Terrace:  → venue “Terrace”",
        "Opening, in the hall: start: 9:00 a.m. → 9:30 a.m.",
        "Lunch: status: to be confirmed → planned",
        "Lunch: venue: River Room → Terrace",
        "Dinner: title: Dinner → State dinner",
    ]
    assert parse(made.text.encode(), "made").event == made.event


WRITTEN_BY_A_PERSON = (
    "# Keep this at the top: naïve readers.\n"
    + draft()
    .text.replace(f"name: {ISSUER}", "name: U.S. Department of State  # as on the notice")
    .replace("kind: meeting\n    title: Opening", "kind: plenary  # they say so\n    title: Opening")
    .replace("    start: noon\n", "    start: noon   # or a little later\n    speakers: [Jo Doe]\n\n")
    .replace("    audience: staff\n  - id: lunch", "    audience: public\n  # Then they eat.\n  - id: lunch")
    + "# The end.\n"
)


def test_what_a_person_wrote_stays_to_the_letter_with_its_comments() -> None:
    made = again(WRITTEN_BY_A_PERSON, MOVED)
    old, new = WRITTEN_BY_A_PERSON.splitlines(), made.text.splitlines()
    assert [line for line in old if line not in new] == [
        "    start: 9:00 a.m.",
        "    status: to be confirmed",
        "    venue: river-room",
        "    title: Dinner",
    ]
    assert [line for line in new if line not in old] == [
        "  - id: terrace",
        "    name: Terrace",
        "    start: 9:30 a.m.",
        "    status: planned",
        "    venue: terrace",
        "    title: State dinner",
    ]
    assert not any("written anew" in sentence for sentence in made.told)
    assert made.event.sessions[0].audience is Level.PUBLIC


def test_an_entry_that_is_new_is_added_behind_the_others_for_staff_alone() -> None:
    new = "UID:tea\nSUMMARY:Tea\nDTSTART:20260603T200000Z\nDESCRIPTION:In the garden"
    made = again(WRITTEN_BY_A_PERSON, calendar(OPENING, LUNCH, DINNER, new))
    assert changes(made) == ["Tea:  → session “Tea” at 4:00 p.m."]
    assert (
        made.text.replace(
            "  - id: tea\n    kind: meeting\n    title: Tea\n    start: 4:00 p.m.\n    planning: In the garden\n"
            "    imported_from: tea\n    audience: staff\n",
            "",
        )
        == WRITTEN_BY_A_PERSON
    )
    assert "Write of each new session" in made.asks[0]


def test_an_entry_on_other_days_than_the_events_is_not_added_but_one_that_moved_there_is_followed() -> None:
    far = "UID:tea\nSUMMARY:Tea\nDTSTART:20260703T200000Z"
    made = again(draft().text, calendar(OPENING, LUNCH.replace("20260603", "20260703"), DINNER, far))
    assert changes(made) == ["Lunch: start: noon → July 3, 2026, noon"]
    assert "Left out: 1 entry on other days than 2026-06-03 to 2026-06-04." in made.told


def test_a_session_that_the_calendar_has_no_more_is_left_and_told() -> None:
    made = again(draft().text, calendar(OPENING, LUNCH))
    assert made.changes == ()
    assert made.told[-1] == (
        "“Dinner” was imported, and is not in this calendar. "
        "It was left as it is; say yourself whether it is cancelled."
    )


def test_what_says_the_same_in_other_words_is_left_as_a_person_wrote_it() -> None:
    text = (
        draft()
        .text.replace("start: noon", "start: about 12:00")
        .replace("    end: 10:15 a.m.\n", "    duration: 75 minutes\n")
        .replace("    venue: great-hall\n    planning", "    room: the-hall\n    planning")
        .replace(
            "    name: Great Hall\n", "    name: The House\n    rooms: [{id: the-hall, name: Great Hall}]\n"
        )
    )
    same = again(text, calendar(OPENING, LUNCH))
    assert changes(same) == []
    assert same.text == text


IN_A_ROOM = (
    draft()
    .text.replace(
        "    name: Great Hall\n", "    name: Great Hall\n    rooms: [{id: stage, name: The Stage}]\n"
    )
    .replace("    venue: great-hall\n    planning", "    room: stage\n    planning")
)


def test_a_room_that_a_person_named_in_the_same_building_stays() -> None:
    assert "room: stage" in IN_A_ROOM
    assert again(IN_A_ROOM, TALKS).changes == ()


def test_a_room_goes_where_the_calendar_names_another_place() -> None:
    made = again(IN_A_ROOM, TALKS.replace(b"hall\nLOCATION:Great Hall", b"hall\nLOCATION:Terrace"))
    assert changes(made)[1:] == [
        "Opening, in the hall: venue:  → Terrace",
        "Opening, in the hall: room: The Stage → ",
    ]


def test_what_the_calendar_says_no_more_is_left_alone() -> None:
    silent = OPENING.replace("LOCATION:Great Hall\n", "").replace("STATUS:CONFIRMED\n", "")
    silent = silent.replace("\nDTEND;TZID=Eastern Standard Time:20260603T101500", "")
    assert again(draft().text, calendar(silent, LUNCH, DINNER)).changes == ()


def test_a_new_end_takes_the_place_of_a_length() -> None:
    text = draft().text.replace("    end: 10:15 a.m.\n", "    duration: 60 minutes\n")
    made = again(text, TALKS)
    assert changes(made) == [
        "Opening, in the hall: end:  → 10:15 a.m.",
        "Opening, in the hall: duration: 60 minutes → ",
    ]
    assert made.event.sessions[0].duration is None


def test_a_uid_too_long_to_keep_and_an_entry_without_one_are_known_again() -> None:
    data = calendar(
        OPENING.replace("UID:", f"UID:{'a' * 400}"), LUNCH.replace("UID:lunch@protocol.example\n", "")
    )
    made = draft(data)
    assert [(session.imported_from or "").split(":")[0] for session in made.event.sessions] == [
        "sha256",
        "no-uid",
    ]
    assert "“Lunch” has no UID: the next import knows it only by the same title and begin." in made.told
    assert again(made.text, data).changes == ()


def test_a_file_that_cannot_be_changed_in_place_is_written_anew_and_that_is_told() -> None:
    text = re.sub(r"sessions:\n(?s:.*)sources", "sessions: [{id: x, kind: tour}]\nsources", draft().text)
    made = again(text, TALKS)
    assert made.told[-1] == "The file was written anew: its comments and the order of its keys were not kept."
    assert parse(made.text.encode(), "made").event == made.event
    assert [session.id for session in made.event.sessions][:2] == ["x", "opening-in-the-hall"]


# ---- our own feeds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_our_own_feeds_come_back_with_the_same_titles_at_the_same_instants(path: Path) -> None:
    of = sample(path)
    sent = feed(of, STAFF)
    made = draft_of(sent, path.name, NOW)
    uids = {identity(of.id), *(identity(of.id, "session", one.id) for one in of.sessions)}
    sessions = [one for one in entries(sent) if str(one["UID"]) in uids]
    steps = len(entries(sent)) - len(sessions)
    expected = {
        str(one["UID"]): (
            re.sub("^(Cancelled|Postponed|To be confirmed): ", "", str(one["SUMMARY"])),
            *(
                int(one[name].dt.timestamp())
                if name in one and isinstance(one[name].dt, dt.datetime)
                else None
                for name in ("DTSTART", "DTEND")
            ),
        )
        for one in sessions
    }
    moments = build(made.event).moments
    assert {
        session.imported_from: (
            session.title,
            moments[points.start(session)].exact,
            moments[points.end(session)].exact if session.end else None,
        )
        for session in made.event.sessions
    } == expected
    assert steps == sum("of a feed of ours" in sentence for sentence in made.told)
    assert again(made.text, sent).changes == ()


def test_each_access_time_of_our_own_feed_is_told_with_its_time_whether_its_session_has_an_entry_or_not() -> (
    None
):
    """A spray whose time nobody stated has no entry, so that its pick-up belongs to none."""
    access = [{"step": "pick-up", "by": "8:30 a.m.", "press": ["stills", "video"], "entrance": "gate"}]
    final = [{"step": "final access", "at": "9:40 a.m.", "press": "all", "entrance": "gate"}]
    spray = {"id": "spray", "kind": "camera spray", "access": access}
    sent = feed(event(spray, {"id": "end", "kind": "remarks", "start": "10:00 a.m.", "access": final}), STAFF)
    assert sum("RELATED-TO" in one for one in entries(sent)) == 1
    made = draft_of(sent, "ours.ics", NOW)
    assert [session.kind.value for session in made.event.sessions] == ["dialogue", "remarks"]
    assert made.told == (
        "Left out: “Pick-up, no later than 8:30 a.m. EDT: still photographers a…”, "
        "8:30 a.m. EDT, Wednesday, June 3, 2026: an access time of a feed of ours. Write it to its session.",
        "Left out: “Final access: all press – Remarks”, "
        "9:40 a.m. EDT, Wednesday, June 3, 2026: an access time of a feed of ours. Write it to its session.",
    )
    theirs = sent.replace(b"PRODID:", b"PRODID:-//Somebody")
    assert len(draft_of(theirs, "theirs.ics", NOW).event.sessions) == 4


def test_a_session_of_our_own_feed_that_only_leads_to_another_is_no_access_time() -> None:
    sent = feed(event(), STAFF).replace(b"SUMMARY:", b"RELATED-TO;RELTYPE=FINISHTOSTART:other\r\nSUMMARY:")
    assert len(draft_of(sent, "ours.ics", NOW).event.sessions) == 1


# ---- whatever stands there ----------------------------------------------------------------------------------------


def _imported(data: bytes, day: dt.date | None = JUNE_3) -> Imported | None:
    try:
        return draft_of(data, "x.ics", NOW, day=day)
    except (NothingToImport, UnreadableCalendar):
        return None


def _check_second_import(made: Imported, data: bytes, day: dt.date | None = JUNE_3) -> None:
    file = parse(made.text.encode(), "x.yaml")
    assert file.event == made.event
    assert update(file, data, day=day).changes == ()


@given(BROKEN)
def test_a_broken_calendar_makes_a_sound_file_or_a_sentence_and_is_known_again(data: bytes) -> None:
    if made := _imported(data):
        _check_second_import(made, data)


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text(
    "ab:#'\"-\\[]{},.é́\U0001d49c \u202e\x00", max_size=400
)


@settings(max_examples=60)
@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
def test_whatever_texts_there_are_the_file_is_sound(title: str, place: str, words: str, name: str) -> None:
    values = [
        value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "")
        for value in (title, place, words, name)
    ]
    lines = f"UID:u{values[0]}\nSUMMARY:{values[0]}\nLOCATION:{values[1]}\nDESCRIPTION:{values[2]}"
    data = calendar(f"{lines}\nDTSTART:20260603T130000Z", head=f"X-WR-CALNAME:{values[3]}\n")
    if made := _imported(data):
        _check_second_import(made, data)
        renamed = calendar(LUNCH, f"{lines}!\nDTSTART:20260603T140000Z")
        after = again(made.text, renamed)
        assert parse(after.text.encode(), "after").event == after.event


_NOVEMBER_25 = dt.date(2026, 11, 25)


@given(
    st.binary(max_size=100),
    st.integers(0, 3000),
    st.sampled_from([(GOOGLE, _NOVEMBER_25), (OUTLOOK, None), (APPLE, _NOVEMBER_25)]),
)
def test_bytes_anywhere_in_a_real_calendar_make_a_sound_file_or_a_sentence(
    raw: bytes, at: int, real: tuple[str, dt.date | None]
) -> None:
    data, day = real[0].encode(), real[1]
    data = data[:at] + raw + data[at:]
    if made := _imported(data, day):
        _check_second_import(made, data, day)


# ---- the command --------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(
        import_calendar, [str(argument) for argument in arguments], catch_exceptions=False
    )


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "talks.ics"
    path.write_bytes(TALKS)
    return path


def test_the_draft_is_printed_and_what_was_bent_is_told_beside_it_with_exit_1(talks: Path) -> None:
    result = run(talks)
    assert result.exit_code == 1
    assert parse(result.stdout.encode(), "printed").event.title == "Ministerial in Washington"
    assert "CANCELED was read as CANCELLED." in result.stderr
    assert "Write the issuer" in result.stderr


def test_a_clean_calendar_exits_with_0(talks: Path, tmp_path: Path) -> None:
    talks.write_bytes(calendar(LUNCH, head=NAME))
    written = tmp_path / "event.yaml"
    result = run(talks, "-o", written, "--id", "talks", "--day", "2026-06-03")
    assert (result.exit_code, result.stdout) == (0, "")
    assert event_file(written).event.id == "talks"


def test_an_event_is_brought_up_to_date_in_its_own_file(talks: Path, tmp_path: Path) -> None:
    written = tmp_path / "event.yaml"
    run(talks, "-o", written)
    talks.write_bytes(MOVED)
    before = written.read_text()
    assert "start: 9:30 a.m." in run(talks, "--into", written).stdout
    assert written.read_text() == before
    result = run(talks, "--into", written, "-o", written)
    assert "Opening, in the hall: start: 9:00 a.m. -> 9:30 a.m." in result.stderr
    assert "Terrace: not stated -> venue “Terrace”" in result.stderr
    assert "start: 9:30 a.m." in written.read_text()
    assert "says all of it already" in run(talks, "--into", written).stderr


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["missing.ics"], "There is no such file."),
        (["{talks}", "--into", "missing.yaml"], "There is no such file."),
        (["{talks}", "--into", "{talks}"], "talks.ics: This is a calendar"),
        (["{talks}", "-o", "{talks}"], "is there already. Name a new file"),
        (["{talks}", "-o", "{folder}"], "is a folder"),
        (["{talks}", "--into", "x.yaml", "--id", "x"], "keeps its short name"),
        (["{talks}", "--id", "Not a name"], "is not a short name"),
        (["{talks}", "--day", "2030-01-01"], "nothing on 2030-01-01"),
        (["{folder}"], "This is a folder"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_exit_2(
    talks: Path, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    result = run(*(each.format(talks=talks, folder=tmp_path) for each in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_what_is_no_calendar_is_a_sentence_and_exit_2(talks: Path) -> None:
    talks.write_bytes(b"id: talks\n")
    result = run(talks)
    assert (result.exit_code, result.stderr) == (
        2,
        "This is no calendar: it does not begin with BEGIN:VCALENDAR.\n",
    )


def test_a_crowd_of_sentences_is_cut(talks: Path) -> None:
    bent = [OPENING.replace("opening@", f"{n}@").replace("Opening", f"Talk {n}") for n in range(150)]
    talks.write_bytes(calendar(*(entry.replace("CONFIRMED", "CANCELED") for entry in bent)))
    told = run(talks).stderr
    assert told.count("CANCELED was read") == 100
    assert "And 51 sentences more of the kind." in told
