"""Days, zones and clocks."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.errors import NoSuchHour, TwiceTheHour
from logistics.plan import Plan
from logistics.rules.base import Finding, Severity
from tests.rules.building import event, findings, plan_of, session, unchecked

Noun = dict[str, Any]
JULY = {"date": "July 10, 2018"}


def at(start: str, **changes: Any) -> tuple[Noun, Noun]:
    """One session with this start, and no end to contradict it."""
    return session(start=start, end=None, access=None), changes


def messages(code: str, *sessions: Noun, **changes: Any) -> list[str]:
    return [found.message for found in findings(plan_of(event(*sessions, **changes)), code)]


@pytest.mark.parametrize(
    "code", ["CAL001", "CAL002", "CAL003", "CAL004", "CAL007", "CAL008", "CAL009", "CAL010"]
)
def test_a_sound_day_is_silent(code: str) -> None:
    plan = plan_of(event())
    assert (findings(plan, code), unchecked(plan, code)) == ((), ())


def starting(start: str) -> Noun:
    return session(start=start, end=None, access=None)


@pytest.mark.parametrize("letters", ["EST", "CDT", "CET", "UTC", "CT"])
def test_cal001_fires_for_letters_that_no_clock_there_shows_in_july(letters: str) -> None:
    (message,) = messages("CAL001", starting(f"1:00 p.m. {letters}"), **JULY)
    assert letters in message
    assert "EDT" in message


@pytest.mark.parametrize("letters", ["EDT", "ET", ""])
def test_cal001_is_silent_for_the_right_letters(letters: str) -> None:
    assert messages("CAL001", starting(f"1:00 p.m. {letters}".strip()), **JULY) == []


@pytest.mark.parametrize("letters", ["GMT", "UTC", "Z"])
def test_cal001_takes_utc_for_gmt(letters: str) -> None:
    assert messages("CAL001", starting(f"1:00 p.m. {letters}"), zone="Europe/London") == []
    assert len(messages("CAL001", starting(f"1:00 p.m. {letters}"), zone="Europe/London", **JULY)) == 1


def test_cal001_goes_by_the_zone_of_the_venue() -> None:
    venues = [
        {"id": "house", "name": "House", "zone": "America/Chicago", "rooms": [{"id": "hall", "name": "Hall"}]}
    ]
    assert messages("CAL001", starting("1:00 p.m. CST"), venues=venues) == []
    assert len(messages("CAL001", starting("1:00 p.m. EST"), venues=venues)) == 1


def test_cal001_goes_by_the_day_that_is_written_with_the_time() -> None:
    registration = {"deadlines": [{"what": "RSVP", "by": "March 10, 2018, 5:00 p.m. EST"}]}
    assert (
        messages("CAL001", starting("1:00 p.m. EDT"), date="March 12, 2018", registration=registration) == []
    )


def test_cal001_is_not_checked_in_a_zone_without_letters() -> None:
    plan = plan_of(event(starting("1:00 p.m. BRT"), zone="America/Sao_Paulo"))
    assert findings(plan, "CAL001") == ()
    assert "BRT" in unchecked(plan, "CAL001")[0].why


@pytest.mark.parametrize(
    "changes, path",
    [
        ({"date": "Wednesday, March 6, 2018"}, "date"),
        ({"revision": {"number": 1, "date": "Tuesday, March 5, 2018"}}, "revision.date"),
        ({"series": {"name": "Ports Dialogue", "previous": "Monday, March 8, 2017"}}, "series.previous"),
        (
            {"releases": [{"id": "n", "kind": "notice", "title": "N", "date": "Friday, March 5, 2018"}]},
            "releases[0].date",
        ),
        (
            {"registration": {"deadlines": [{"what": "RSVP", "by": "Friday, March 5, 2018, 5:00 p.m. EST"}]}},
            "registration.deadlines[0].by",
        ),
    ],
)
def test_cal002_fires_for_a_wrong_weekday(changes: Noun, path: str) -> None:
    (found,) = findings(plan_of(event(**changes)), "CAL002")
    assert [fact.path for fact in found.facts] == [path]


def test_cal002_is_silent_for_the_right_weekday_whatever_its_case() -> None:
    assert messages("CAL002", date="TUESDAY, March 6, 2018") == []


@pytest.mark.parametrize(
    "text", ["4:00 p.m. CT / 4:00 p.m. ET", "9:00 a.m. CST / 9:30 a.m. EST", "9:00 a.m. / 4:00 p.m. CET"]
)
def test_cal003_fires_where_two_readings_differ(text: str) -> None:
    (found,) = findings(plan_of(event(starting(text), **JULY if "CT" in text else {})), "CAL003")
    assert [fact.path for fact in found.facts] == ["sessions[0].start"]


@pytest.mark.parametrize(
    "text",
    [
        "4:00 p.m. CT / 5:00 p.m. ET",
        "9:00 a.m. CST / 10:00 a.m. EST",
        "10:00 a.m. / 15:00 UTC",
        "9:00 a.m. EST (14:00 GMT)",
    ],
)
def test_cal003_is_silent_where_they_agree(text: str) -> None:
    plan = plan_of(event(starting(text)))
    assert (findings(plan, "CAL003"), findings(plan, "CAL001"), unchecked(plan, "CAL003")) == ((), (), ())


def test_cal003_knows_that_mexico_keeps_standard_time_in_summer() -> None:
    summer = {"date": "July 10, 2024"}
    for code in ("CAL001", "CAL003"):
        assert messages(code, starting("10:00 a.m. EDT / 8:00 a.m. CST"), **summer) == []
        assert messages(code, starting("10:00 a.m. EDT / 9:00 a.m. CDT"), **summer) == []


def test_cal003_is_not_checked_for_letters_of_which_the_zone_is_not_known() -> None:
    plan = plan_of(event(starting("10:00 a.m. EST / 8:30 p.m. IST")))
    assert findings(plan, "CAL003") == ()
    assert "IST" in unchecked(plan, "CAL003")[0].why


WEST = [
    {"id": "east", "name": "East House", "rooms": [{"id": "hall", "name": "Hall"}]},
    {
        "id": "west",
        "name": "West House",
        "zone": "America/Los_Angeles",
        "rooms": [{"id": "den", "name": "Den"}],
    },
]


def call_before_meeting(call_ends: str, west: bool) -> list[Noun]:
    call = session(
        "call",
        kind="remarks",
        coverage="closed",
        end=call_ends,
        before="meeting",
        room="den" if west else "hall",
    )
    return [call, session("meeting", coverage="closed", start="11:00 a.m.", room="hall")]


def test_cal004_fires_where_only_the_wall_clocks_are_in_order() -> None:
    plan = plan_of(event(*call_before_meeting("10:00 a.m.", west=True), venues=WEST))
    (found,) = findings(plan, "CAL004")
    assert found.severity is Severity.ERROR
    assert {fact.path for fact in found.facts} >= {"sessions[0].end", "sessions[1].start"}
    assert findings(plan, "ORD022") == ()


def test_cal004_leaves_a_plain_disorder_to_the_rule_on_order() -> None:
    for sessions in (
        call_before_meeting("11:30 a.m.", west=False),
        call_before_meeting("11:30 a.m.", west=True),
    ):
        plan = plan_of(event(*sessions, venues=WEST))
        assert (findings(plan, "CAL004"), len(findings(plan, "ORD022"))) == ((), 1)


def test_cal004_is_silent_where_the_instants_are_in_order_too() -> None:
    plan = plan_of(event(*call_before_meeting("7:00 a.m.", west=True), venues=WEST))
    assert findings(plan, "CAL004") == ()


def test_cal007_an_hour_of_the_plan_that_cannot_be_is_refused() -> None:
    with pytest.raises(NoSuchHour):
        plan_of(event(starting("2:30 a.m."), date="March 11, 2018"))
    with pytest.raises(TwiceTheHour):
        plan_of(event(starting("1:30 a.m."), date="November 4, 2018"))


def published(stamp: str) -> Noun:
    return {"releases": [{"id": "n", "kind": "notice", "title": "N", "published": stamp}]}


@pytest.mark.parametrize("stamp", ["2018-11-04 01:30", "2018-03-11 02:30"])
def test_cal007_fires_for_a_stamp_at_such_an_hour(stamp: str) -> None:
    (found,) = findings(plan_of(event(date="November 6, 2018", **published(stamp))), "CAL007")
    assert [fact.path for fact in found.facts] == ["releases[0].published"]


def test_cal007_fires_for_a_revision_at_such_an_hour() -> None:
    revision = {"number": 1, "date": "November 4, 2018", "time": "November 4, 2018, 1:30 a.m."}
    assert len(messages("CAL007", date="November 6, 2018", revision=revision)) == 1


@pytest.mark.parametrize("stamp", ["2018-11-04 01:30-05:00", "2018-11-04 03:30"])
def test_cal007_is_silent_where_the_offset_or_the_hour_is_clear(stamp: str) -> None:
    assert messages("CAL007", date="November 6, 2018", **published(stamp)) == []


def test_cal007_is_silent_where_letters_tell_which_hour_is_meant() -> None:
    assert messages("CAL007", starting("1:30 a.m. EST"), date="November 4, 2018") == []


def test_cal008_fires_for_the_offset_of_the_other_half_of_the_year() -> None:
    (message,) = messages("CAL008", date="October 13, 2022", **published("2022-10-13 19:52:45-05:00"))
    assert "-04:00" in message


@pytest.mark.parametrize(
    "stamp", ["2022-10-13 19:52:45-04:00", "2022-10-13 23:52:45Z", "2022-10-13 19:52:45"]
)
def test_cal008_is_silent_for_the_right_offset_for_utc_and_for_none(stamp: str) -> None:
    assert messages("CAL008", date="October 13, 2022", **published(stamp)) == []


def deadline(by: str, **notice: Any) -> Noun:
    whole = {"id": "n", "kind": "notice", "title": "N", "date": "March 2, 2018", **notice}
    return {"registration": {"deadlines": [{"what": "RSVP", "by": by}]}, "releases": [whole]}


@pytest.mark.parametrize("by", ["March 6, 2018, 5:00 p.m. EST", "March 1, 2018, 5:00 p.m. EST"])
def test_cal009_is_an_error_for_a_deadline_after_the_event_or_before_the_notice(by: str) -> None:
    found = findings(plan_of(event(starting("10:45 a.m."), **deadline(by))), "CAL009")
    assert [finding.severity for finding in found] == [Severity.ERROR]


@pytest.mark.parametrize(
    "by", ["March 5, 2018, 5:00 p.m. EST", "March 5, 2018, 5:00 p.m.", "24 hours before availability.start"]
)
def test_cal009_is_silent_for_a_deadline_between_the_two(by: str) -> None:
    plan = plan_of(event(**deadline(by)))
    assert (findings(plan, "CAL009"), unchecked(plan, "CAL009")) == ((), ())


def without_a_notice(by: str, revision: int) -> Plan:
    revised = {"number": revision, "date": "Monday, March 5, 2018"}
    return plan_of(event(**{**deadline(by), "releases": [], "revision": revised}))


def test_cal009_is_not_checked_without_a_notice_of_a_later_revision() -> None:
    plan = without_a_notice("March 5, 2018, 5:00 p.m.", revision=2)
    assert unchecked(plan, "CAL009")[0].why == "not stated: the day of the notice"
    assert not findings(plan, "CAL009")


@pytest.mark.parametrize(
    "by, fires", [("March 4, 2018, 5:00 p.m.", True), ("March 5, 2018, 5:00 p.m.", False)]
)
def test_cal009_takes_the_first_revision_for_the_notice(by: str, fires: bool) -> None:
    plan = without_a_notice(by, revision=1)
    assert bool(findings(plan, "CAL009")) is fires
    assert not unchecked(plan, "CAL009")


UNCLEAR = [
    "Final access is 10:20 from the North Gate.",
    "Doors open at 6:15, and the talk begins at 7 p.m.",
    "Gather between 9:00 and 9:20, please.",
]
CLEAR = [
    "Final access is 10:20 a.m. from the North Gate.",
    "Gather between 9:00 and 9:20 a.m., please.",
    "Gather from 9:00-9:20 a.m.",
    "Final access is 10:20, the availability 13:30.",
    "Come at 09:15.",
    "Lunch is at 12:00 noon.",
    "Entrada a las 10:20 horas.",
    "By 24:00 the ratio was 2:1, and John 3:16:4 was read.",
    "See https://norland.example:8080/10:20 for more.",
]


@pytest.mark.parametrize("text", UNCLEAR)
@pytest.mark.parametrize("field", ["lead", "credentials"])
def test_cal010_fires_where_a_text_leaves_the_half_of_the_day_open(field: str, text: str) -> None:
    (found,) = findings(plan_of(event(**{field: text})), "CAL010")
    assert [fact.path for fact in found.facts] == [field]


@pytest.mark.parametrize("text", CLEAR)
def test_cal010_is_silent_where_it_is_clear(text: str) -> None:
    assert messages("CAL010", lead=text) == []


def at_times(start: str, end: str, final_access: str, **changes: Any) -> list[Finding]:
    """What CAL010 finds of an availability with these three times."""
    entry = {"step": "final access", "press": "all", "at": final_access, "entrance": "north-gate"}
    plan = plan_of(event(session(start=start, end=end, access=[entry]), **changes))
    return list(findings(plan, "CAL010"))


def test_cal010_notes_a_bare_time_among_those_with_their_half_of_the_day() -> None:
    (found,) = at_times("9:00 a.m.", "6:15", "8:30 a.m.")
    assert found.severity is Severity.NOTE
    assert found.message == (
        "6:15 is read as 6:15 in the morning, as other times of this file have a.m. or p.m. and this has none. "
        "Write 6:15 p.m. if the afternoon or evening is meant, else 6:15 a.m."
    )
    assert [fact.path for fact in found.facts] == ["sessions[0].end"]


def test_cal010_names_all_bare_times_in_one_note() -> None:
    (found,) = at_times("9:00", "March 6, 2018, 6:15", "8:30 a.m.")
    assert found.message.startswith("9:00 and 6:15 are read as 9:00 and 6:15 in the morning")
    assert [fact.path for fact in found.facts] == ["sessions[0].start", "sessions[0].end"]


@pytest.mark.parametrize(
    "start, end, final_access",
    [
        ("10:45", "18:15", "9:30"),
        ("10:45 a.m.", "18:15", "9:30 a.m."),
        ("10:45 a.m.", "6:15 p.m.", "08:30"),
        ("10:45 a.m.", "12:15", "10:00 to 10:20 a.m."),
        ("10:45", "about 11:15", "30 minutes before start"),
    ],
    ids=[
        "the 24-hour clock alone",
        "18:15 is clear",
        "08:30 is clear",
        "one a.m. for a window",
        "bare alone",
    ],
)
def test_cal010_is_silent_where_the_times_of_the_plan_are_clear(
    start: str, end: str, final_access: str
) -> None:
    assert at_times(start, end, final_access) == []


def test_cal010_leaves_the_hours_of_doors_alone() -> None:
    hours = {"days": "daily", "opens": "6:00", "closes": "22:00"}
    door = {"id": "north-gate", "name": "North Gate", "hours": [hours]}
    venue = {"id": "house", "name": "House", "entrances": [door], "rooms": [{"id": "hall", "name": "Hall"}]}
    assert at_times("9:00 a.m.", "10:00 a.m.", "8:30 a.m.", venues=[venue]) == []
