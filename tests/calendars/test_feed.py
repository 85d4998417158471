"""What each audience finds in its calendar, and that the same revision always makes the same bytes."""

import datetime as dt
import uuid
from typing import Any

import pytest
from icalendar import Calendar

from logistics import calendars
from logistics.disclosure import AUDIENCES, PRESS, PUBLIC, STAFF, Audience
from logistics.model import Category, Event, Level
from logistics.plan import build
from tests.calendars.reading import (
    SAMPLES,
    entries,
    entry,
    event,
    feed,
    programme,
    sample,
    starts,
    summaries,
)
from tests.goldens import assert_as_read

VIDEO = Audience(Level.PRESS, Category.VIDEO)


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, VIDEO, STAFF], ids=lambda audience: audience.name)
def test_the_feed_of_december_14_is_the_golden_one(audience: Audience) -> None:
    assert_as_read(f"2017-12-14-{audience.name}.ics", feed(sample(), audience))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_same_revision_twice_gives_the_same_bytes(path: Any) -> None:
    of = sample(path)
    for audience in (PRESS, STAFF):
        assert feed(of, audience) == feed(sample(path), audience)


def test_the_public_sees_the_dialogue_and_the_availability() -> None:
    assert starts(feed(sample(), PUBLIC)) == {
        "Dialogue – Second U.S.-Mexico Strategic Dialogue": "20171214T090000",
        "Joint press availability – Second U.S.-Mexico Strategic Dialogue": "20171214T104500",
    }


def test_a_crew_sees_its_own_access_times_and_no_others() -> None:
    assert starts(feed(sample(), VIDEO)) == {
        "Pick-up: all press – Camera spray": "20171214T083000",
        "Dialogue – Second U.S.-Mexico Strategic Dialogue": "20171214T090000",
        "Pre-set: video cameras – Joint press availability": "20171214T100000",
        "Joint press availability – Second U.S.-Mexico Strategic Dialogue": "20171214T104500",
    }
    assert "writers" not in feed(sample(), VIDEO).decode()


def test_an_access_time_says_where_for_what_and_in_whose_time() -> None:
    pre_set = entry(feed(sample(), PRESS), "Pre-set")
    assert pre_set["LOCATION"] == "23rd Street Entrance, U.S. Department of State, Washington, DC"
    said = str(pre_set["DESCRIPTION"])
    assert "For: joint press availability, Dean Acheson Auditorium; streamed live from 10:45 a.m. EST" in said
    assert "Coverage: open press." in said
    assert "Times are Eastern Standard Time (EST)." in said
    assert "DTEND" not in pre_set  # nobody said how long it takes


def test_an_access_time_belongs_to_its_session_where_that_has_an_entry() -> None:
    raw = feed(sample(), PRESS)
    assert entry(raw, "Pre-set")["RELATED-TO"] == entry(raw, "Joint press availability – ")["UID"]
    assert "RELATED-TO" not in entry(raw, "Pick-up")
    staff = feed(sample(), STAFF)
    assert entry(staff, "Pick-up")["RELATED-TO"] == entry(staff, "Camera spray – ")["UID"]


def test_a_start_known_from_the_stream_alone_says_so() -> None:
    availability = entry(feed(sample(), PUBLIC), "Joint press availability")
    said = str(availability["DESCRIPTION"])
    assert "streamed live from 10:45 a.m. EST; the start itself is not stated" in said
    assert availability["URL"] == "https://state.gov"
    assert availability["CONFERENCE"] == "https://state.gov"
    assert b"CONFERENCE;FEATURE=VIDEO,AUDIO;LABEL=Livestream;VALUE=URI:" in feed(sample(), PUBLIC)


def test_outside_the_office_a_session_without_a_stated_time_is_told_but_not_placed() -> None:
    for audience in (PUBLIC, PRESS):
        raw = feed(sample(), audience)
        assert not [words for words in summaries(raw) if words.startswith("Camera spray")]
        said = str(entry(raw, "Dialogue – ")["DESCRIPTION"])
        assert (
            "Preceded by: camera spray, Benjamin Franklin Room, open press; its time is not stated." in said
        )
    pick_up = str(entry(feed(sample(), PRESS), "Pick-up")["DESCRIPTION"])
    assert "For: camera spray, Benjamin Franklin Room; its time is not stated." in pick_up


def test_in_the_office_an_inferred_window_stands_with_its_reasons() -> None:
    spray = entry(feed(sample(), STAFF), "Camera spray – ")
    assert spray["SUMMARY"].endswith("(inferred window)")
    assert (spray.start.hour, spray.start.minute) == (8, 38)
    assert (spray.end.hour, spray.end.minute) == (8, 55)
    assert (spray["STATUS"], spray["TRANSP"], spray["CLASS"]) == ("TENTATIVE", "TRANSPARENT", "CONFIDENTIAL")
    said = str(spray["DESCRIPTION"])
    assert "Not before 8:38 a.m. EST: pick-up for all press is at 8:30 a.m." in said
    assert "Not after 8:55 a.m. EST: the dialogue starts at 9:00 a.m." in said


def test_an_inferred_window_of_half_a_day_is_told_but_not_placed() -> None:
    wide = event({"id": "later", "kind": "press availability", "after": "talk", "venue": "house"})
    raw = feed(wide, STAFF)
    assert summaries(raw) == ["Dialogue – Invented Talks"]
    assert "Followed by: press availability; between " in str(entries(raw)[0]["DESCRIPTION"])


# ---- the ways of saying a time ------------------------------------------------------------------------------------


def _of_session(**keys: Any) -> Event:
    return event({"id": "item", "kind": "remarks", "title": "Item", "venue": "house", **keys})


def test_an_approximate_time_stands_at_what_is_said_and_says_about() -> None:
    item = entry(feed(_of_session(start="about 10:30 a.m."), PUBLIC), "Item")
    assert (item.start.hour, item.start.minute) == (10, 30)
    assert item["SUMMARY"] == "Item (about 10:30 a.m. EDT)"
    assert "DTEND" not in item


def test_a_window_stands_at_its_first_end_and_tells_both() -> None:
    item = entry(feed(_of_session(start="10:00 to 10:20 a.m.", end="11:00 a.m."), PUBLIC), "Item")
    assert (item.start.hour, item.start.minute, item.end.hour) == (10, 0, 11)
    assert "Start: 10:00 a.m. to 10:20 a.m. EDT." in str(item["DESCRIPTION"])


def test_a_time_to_be_determined_is_the_whole_day_and_takes_none_of_it() -> None:
    item = entry(feed(_of_session(start="to be determined"), PRESS), "Item")
    assert item["SUMMARY"] == "Item (time to be determined)"
    assert item.start == dt.date(2026, 6, 3)
    assert item.end == dt.date(2026, 6, 4)
    assert (item["STATUS"], item["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_an_end_stands_where_it_is_stated_or_follows() -> None:
    stated = entry(feed(_of_session(start="10:00 a.m.", end="10:45 a.m."), PUBLIC), "Item")
    follows = entry(feed(_of_session(start="10:00 a.m.", duration="45 minutes"), PUBLIC), "Item")
    assert stated.end == follows.end
    a_range = entry(feed(_of_session(start="10:00 a.m.", duration="30 to 45 minutes"), PUBLIC), "Item")
    assert "DTEND" not in a_range
    assert "Length: 30 to 45 minutes." in str(a_range["DESCRIPTION"])


def _of_access(**keys: Any) -> Event:
    access = {"step": "pre-set", "press": "video", "entrance": "gate", **keys}
    return event(
        {
            "id": "item",
            "kind": "remarks",
            "title": "Item",
            "start": "noon",
            "room": "hall",
            "access": [access],
        }
    )


def test_no_later_than_is_said_where_the_time_is_the_latest() -> None:
    item = entry(feed(_of_access(by="11:30 a.m."), PRESS), "Pre-set")
    assert item["SUMMARY"] == "Pre-set, no later than 11:30 a.m. EDT: video cameras – Item"
    assert "Pre-set for video cameras: no later than 11:30 a.m. EDT, North Gate" in str(item["DESCRIPTION"])
    plain = entry(feed(_of_access(at="11:30 a.m."), PRESS), "Pre-set")
    assert "later" not in plain["SUMMARY"] + plain["DESCRIPTION"]


@pytest.mark.parametrize(
    "keys", [{"between": "11:00 to 11:20 a.m."}, {"from": "11:00 a.m.", "by": "11:20 a.m."}]
)
def test_an_access_window_lasts_from_its_opening_to_its_close(keys: dict[str, str]) -> None:
    item = entry(feed(_of_access(**keys), PRESS), "Pre-set")
    assert item.end - item.start == dt.timedelta(minutes=20)
    assert "from 11:00 a.m. to 11:20 a.m. EDT" in str(item["DESCRIPTION"])


def test_an_opening_alone_has_no_end() -> None:
    item = entry(feed(_of_access(**{"from": "11:00 a.m."}), PRESS), "Pre-set")
    assert "DTEND" not in item
    assert "from 11:00 a.m. EDT on" in str(item["DESCRIPTION"])


def test_an_access_time_that_hangs_on_what_is_not_known_is_told_with_its_session() -> None:
    of = event(
        {
            "id": "item",
            "kind": "remarks",
            "title": "Item",
            "start": "to be determined",
            "venue": "house",
            "access": [
                {"step": "pre-set", "press": "video", "at": "30 minutes before start", "entrance": "gate"}
            ],
        }
    )
    raw = feed(of, PRESS)
    assert not [words for words in summaries(raw) if words.startswith("Pre-set")]
    assert "Pre-set for video cameras: time not stated, North Gate" in str(entry(raw, "Item")["DESCRIPTION"])


def test_the_day_of_a_time_is_named_where_it_is_not_the_entrys() -> None:
    of = event(
        {
            "id": "item",
            "kind": "remarks",
            "start": "June 4, 2026 at 10:00 a.m.",
            "end": "June 5, 2026 at 11:00 a.m.",
        },
        last_date="2026-06-05",
    )
    said = str(entry(feed(of, PUBLIC), "Remarks")["DESCRIPTION"])
    assert "Start: 10:00 a.m. EDT.\n" in said
    assert "End: 11:00 a.m. EDT, Friday, June 5, 2026." in said


def test_a_line_break_parts_paragraphs() -> None:
    said = str(entry(feed(event(lead="One.\nTwo."), PUBLIC), "Dialogue")["DESCRIPTION"])
    assert "\nOne.\nTwo.\n" in said


def test_a_deadline_and_an_embargo_that_hang_on_a_hidden_session_are_not_stated() -> None:
    closed = {"id": "inner", "kind": "meeting", "start": "8:00 a.m.", "coverage": "closed"}
    of = event(
        closed,
        registration={"deadlines": [{"what": "RSVP", "by": "1 hour before inner.start"}]},
        releases=[{"id": "sheet", "kind": "fact sheet", "title": "Sheet", "embargo": "at inner.end"}],
    )
    said = str(entry(feed(of, PRESS), "Dialogue")["DESCRIPTION"])
    assert "RSVP: time not stated." in said
    assert "Document: fact sheet, “Sheet”, under embargo until a time that is not stated." in said


def test_what_is_under_embargo_and_how_to_register_is_for_the_press() -> None:
    of = event(
        releases=[
            {"id": "old", "kind": "schedule", "title": "Old schedule", "date": "2026-06-01"},
            {
                "id": "new",
                "kind": "schedule",
                "title": "New schedule",
                "date": "2026-06-02",
                "supersedes": "old",
            },
            {"id": "speech", "kind": "remarks", "title": "Speech", "embargo": "9:30 a.m."},
            {"id": "later", "kind": "readout", "title": "Readout to come"},
        ],
        registration={
            "address": "press@example.org",
            "deadlines": [{"what": "RSVP", "by": "June 2, 2026 at noon"}],
        },
        contacts=[{"name": "Press desk", "phone": "+1 202 555 0100"}],
    )
    press, public = (str(entries(feed(of, audience))[0]["DESCRIPTION"]) for audience in (PRESS, PUBLIC))
    assert "Document: remarks, “Speech”, under embargo until 9:30 a.m. EDT." in press
    assert "RSVP: by noon EDT, Tuesday, June 2, 2026." in press
    assert "Contact: Press desk, +1 202 555 0100" in press
    assert "Document: schedule, “New schedule”, Tuesday, June 2, 2026." in public
    for words in ("Old schedule", "Readout to come"):
        assert words not in press
    for words in ("embargo", "RSVP", "555"):
        assert words not in public


# ---- what does not go ahead as planned ------------------------------------------------------------------------------


def _with_status(status: str) -> bytes:
    access = [{"step": "pre-set", "press": "video", "at": "9:30 a.m.", "entrance": "gate"}]
    session = {"kind": "remarks", "title": "Item", "start": "10:00 a.m.", "status": status, "access": access}
    return feed(event({"id": "item", **session}), PRESS)


def test_a_cancelled_session_stays_with_its_access_times_and_says_so() -> None:
    planned, cancelled = _with_status("planned"), _with_status("cancelled")
    assert summaries(cancelled)[1:] == ["Cancelled: Pre-set: video cameras – Item", "Cancelled: Item"]
    assert [item["STATUS"] for item in entries(cancelled)] == ["CONFIRMED", "CANCELLED", "CANCELLED"]
    assert [item["TRANSP"] for item in entries(cancelled)] == ["OPAQUE", "TRANSPARENT", "TRANSPARENT"]
    assert [item["UID"] for item in entries(cancelled)] == [item["UID"] for item in entries(planned)]
    assert [item["STATUS"] for item in entries(planned)] == ["CONFIRMED"] * 3
    assert b"ancelled" not in planned


def test_a_cancelled_event_cancels_all_of_it() -> None:
    raw = feed(event(status="cancelled"), PUBLIC)
    assert [(item["SUMMARY"], item["STATUS"]) for item in entries(raw)] == [
        ("Cancelled: Dialogue – Invented Talks", "CANCELLED")
    ]


@pytest.mark.parametrize("status", ["postponed", "to be confirmed"])
def test_what_is_not_firm_is_tentative_and_says_why(status: str) -> None:
    item = entry(_with_status(status), f"{status.capitalize()}: Item")
    assert item["STATUS"] == "TENTATIVE"
    assert str(item["DESCRIPTION"]).startswith(f"{status.capitalize()}.")


# ---- the calendar itself ------------------------------------------------------------------------------------------


def test_a_feed_invites_nobody() -> None:
    for audience in AUDIENCES:
        raw = feed(sample(), audience)
        for name in (b"METHOD", b"ORGANIZER", b"ATTENDEE", b"VALARM"):
            assert name not in raw


def test_a_feed_has_a_name_and_says_how_often_to_look() -> None:
    calendar = Calendar.from_ical(calendars.write([programme(sample(), PUBLIC)], "Talks, one; two \\ three"))
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == "Talks one two three"
    raw = feed(sample(), VIDEO).decode()
    assert "X-WR-CALNAME:Second U.S.-Mexico Strategic Dialogue – video cameras\r\n" in raw
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in raw
    assert "X-WR-TIMEZONE:America/New_York\r\n" in raw


def test_each_audience_has_a_calendar_of_its_own_and_keeps_it() -> None:
    names = {str(Calendar.from_ical(feed(sample(), audience))["UID"]) for audience in AUDIENCES}
    assert len(names) == len(AUDIENCES)
    assert str(Calendar.from_ical(feed(sample(), PUBLIC))["UID"]) == "f0320d74-06c9-5912-a7fe-82020fbe00cd"


def test_the_revision_is_the_clock() -> None:
    revised = event(revision={"number": 3, "date": "2026-06-02", "time": "4:05 p.m. EDT"})
    item = entries(feed(revised, PUBLIC))[0]
    assert item["SEQUENCE"] == 2
    assert item["DTSTAMP"].dt == item["LAST-MODIFIED"].dt == dt.datetime(2026, 6, 2, 20, 5, tzinfo=dt.UTC)
    whole_day = event(revision={"number": 1, "date": "2026-06-02"})
    assert entries(feed(whole_day, PUBLIC))[0]["DTSTAMP"].dt == dt.datetime(2026, 6, 2, 4, tzinfo=dt.UTC)


def test_an_audience_to_whom_nothing_can_be_placed_finds_the_name_on_the_day() -> None:
    hidden = event(last_date="2026-06-04")
    secret = hidden.sessions[0].model_copy(update={"audience": Level.STAFF, "title": "Secret talk"})
    items = entries(feed(hidden.model_copy(update={"sessions": (secret,)}), PUBLIC))
    assert [(item["SUMMARY"], item.start, item.end) for item in items] == [
        ("Invented Talks", dt.date(2026, 6, 3), dt.date(2026, 6, 5))
    ]
    assert items[0]["TRANSP"] == "TRANSPARENT"
    assert "Secret" not in items[0].to_ical().decode()


def test_a_feed_of_nothing_of_two_audiences_or_of_one_event_twice_is_refused() -> None:
    once = programme(sample(), PUBLIC)
    with pytest.raises(calendars.NoSuchFeed, match="at least one event"):
        calendars.write([])
    with pytest.raises(calendars.NoSuchFeed, match="press and public"):
        calendars.write([once, programme(event(), PRESS)])
    with pytest.raises(calendars.NoSuchFeed, match="Give each event once"):
        calendars.write([once, once])


def test_events_of_several_years_and_zones_share_a_calendar_in_whatever_order() -> None:
    chicago = event(id="chicago", date="2031-01-08", zone="America/Chicago")
    tokyo = event(id="tokyo", date="2019-11-03", zone="Asia/Tokyo")
    all_of = [programme(of, PUBLIC) for of in (chicago, sample(), tokyo)]
    raw = calendars.write(all_of)
    assert raw == calendars.write(all_of[::-1])
    found = entries(raw)
    assert [item.start for item in found] == sorted(item.start for item in found)
    zones = [str(zone["TZID"]) for zone in Calendar.from_ical(raw).walk("VTIMEZONE")]
    assert zones == ["America/Chicago", "America/New_York", "Asia/Tokyo"]


# ---- identity -----------------------------------------------------------------------------------------------------


def _identities(of: Event) -> dict[str, str]:
    return {str(item["SUMMARY"]).split(" (")[0]: str(item["UID"]) for item in entries(feed(of, STAFF))}


def test_an_entry_keeps_its_identity_whatever_moves() -> None:
    of = sample()
    spray, dialogue, availability = of.sessions
    moved = availability.model_copy(
        update={
            "room": "franklin",
            "access": tuple(
                access.model_copy(update={"press": access.press[::-1], "entrance": None})
                for access in availability.access[::-1]
            ),
        }
    )
    other = of.model_copy(update={"sessions": (moved, dialogue, spray)})
    before, after = _identities(of), _identities(other)
    assert sorted(before.values()) == sorted(after.values())
    assert len(set(before.values())) == len(before) == 6
    assert all(uuid.UUID(uid).version == 5 for uid in before.values())


def test_an_entry_has_one_identity_for_every_audience() -> None:
    public, staff = (entry(feed(sample(), audience), "Dialogue – ") for audience in (PUBLIC, STAFF))
    assert public["UID"] == staff["UID"]


def test_nothing_of_the_feed_needs_a_consistent_plan() -> None:
    access = [{"step": "pre-set", "press": "video", "at": "2:00 p.m.", "entrance": "gate"}]
    of = event({"id": "item", "kind": "remarks", "start": "noon", "end": "11:00 a.m.", "access": access})
    assert not build(of).consistent
    raw = feed(of, STAFF)
    assert "DTEND" not in entry(raw, "Remarks – ")
    assert starts(raw)["Pre-set: video cameras – Remarks"] == "20260603T140000"


# ---- sessions whose time this audience does not know ---------------------------------------------------------------

INNER = {"id": "inner", "kind": "meeting", "coverage": "closed", "start": "2:00 p.m."}
HANGING = {
    "id": "later",
    "kind": "press availability",
    "coverage": "open",
    "start": "at inner.end",
    "access": [
        {"step": "final access", "press": "all", "at": "10 minutes before inner.end", "entrance": "gate"}
    ],
}


def test_what_nothing_else_tells_of_stands_on_the_day_without_a_time() -> None:
    item = entry(feed(event(INNER, HANGING), PRESS), "Press availability")
    assert item["SUMMARY"] == "Press availability – Invented Talks (time not stated)"
    assert (item.start, item.end) == (dt.date(2026, 6, 3), dt.date(2026, 6, 4))
    assert (item["STATUS"], item["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert "Final access for all press: time not stated, North Gate" in str(item["DESCRIPTION"])
    assert "to be determined" not in feed(event(INNER, HANGING), PRESS).decode()


@pytest.mark.parametrize(
    "keys",
    [
        {"before": "talk"},
        {"access": [{"step": "pick-up", "press": "all", "at": "8:30 a.m.", "entrance": "gate"}]},
        {"kind": "remarks", "coverage": None, "access": []},
    ],
    ids=["beside a related session", "with its pick-up", "not for the press"],
)
def test_what_another_entry_of_the_day_tells_of_has_no_entry_of_its_own(keys: dict[str, Any]) -> None:
    raw = feed(event(INNER, {**HANGING, **keys}), PRESS)
    assert not [words for words in summaries(raw) if "not stated" in words]
    assert any("its time is not stated" in str(item["DESCRIPTION"]) for item in entries(raw))


def test_over_several_days_what_no_day_tells_of_stands_on_all_of_them() -> None:
    departure = {"id": "departure", "kind": "departure", "start": "June 4, 2026, 9:00 a.m."}
    several = event(INNER, {**HANGING, "before": "departure"}, departure, last_date="2026-06-04")
    item = entry(feed(several, PRESS), "Press availability")
    assert str(item["SUMMARY"]).endswith("(day and time not stated)")
    assert (item.start, item.end) == (dt.date(2026, 6, 3), dt.date(2026, 6, 5))
    at_once = event(INNER, {**HANGING, "immediately_after": "talk"}, departure, last_date="2026-06-04")
    assert not [words for words in summaries(feed(at_once, PRESS)) if "not stated" in words]
