"""Coverage, pools, kinds of press, credentials and entrances."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.model import Event
from logistics.rules.base import Severity
from tests.rules.building import access, event, findings, plan_of, session, unchecked

Noun = dict[str, Any]


def lunch(**changes: Any) -> Noun:
    return session("lunch", kind="working lunch", **changes)


def found(code: str, what: Event) -> list[str]:
    """The messages of a rule's findings."""
    return [finding.message for finding in findings(plan_of(what), code)]


def paths(code: str, what: Event) -> list[list[str]]:
    return [[fact.path for fact in finding.facts] for finding in findings(plan_of(what), code)]


@pytest.mark.parametrize("code", [f"ACC{number:03}" for number in range(1, 9)])
def test_a_sound_day_is_silent(code: str) -> None:
    plan = plan_of(event())
    assert (findings(plan, code), unchecked(plan, code)) == ((), ())


def test_acc001_fires_for_a_lunch_without_coverage() -> None:
    assert paths("ACC001", event(lunch())) == [["sessions[0]"]]


def test_acc001_is_silent_with_coverage_or_with_parts_that_have_it() -> None:
    parts = [{"id": "toast", "title": "Toast", "coverage": "pooled"}]
    assert found("ACC001", event(lunch(coverage="closed"), session("dinner", parts=parts))) == []


def test_acc001_is_silent_for_a_meeting_whose_spray_says_who_may_come() -> None:
    spray = session("spray", kind="camera spray", coverage="open", before="lunch")
    assert found("ACC001", event(lunch(), spray)) == []
    unsaid = session("spray", kind="camera spray", before="lunch")
    assert paths("ACC001", event(lunch(), unsaid)) == [["sessions[0]"], ["sessions[1]"]]


def test_acc001_is_silent_for_a_set_up_and_for_what_is_cancelled() -> None:
    assert found("ACC001", event(session("rig", kind="set-up"), lunch(status="cancelled"))) == []


@pytest.mark.parametrize(
    "given",
    [
        {"access": [access("gather", "11:30 a.m.", "pool")]},
        {"pool": {"name": "travel pool"}},
        {"livestreams": [{"address": "norland.example"}]},
    ],
)
def test_acc002_fires_for_a_closed_session_with(given: Noun) -> None:
    (key,) = given
    assert paths("ACC002", event(lunch(coverage="closed", **given))) == [
        ["sessions[0].coverage", f"sessions[0].{key}"]
    ]


def test_acc002_is_silent_where_a_part_is_open() -> None:
    parts = [{"id": "toast", "title": "Toast", "coverage": "open"}]
    stream = [{"address": "norland.example", "covers": "Toast"}]
    assert found("ACC002", event(lunch(coverage="closed", parts=parts, livestreams=stream))) == []
    assert found("ACC002", event(lunch(coverage="closed"))) == []


def test_acc003_fires_for_a_pool_without_a_name_or_a_condition() -> None:
    assert paths("ACC003", event(lunch(coverage="pooled"))) == [["sessions[0].coverage"]]
    assert paths("ACC003", event(lunch(coverage="pooled", pool={"name": "travel pool"}))) == [
        ["sessions[0].pool"]
    ]


def test_acc003_is_silent_where_the_pool_shares_with_all() -> None:
    pool = {"name": "travel pool", "sharing": "shares with all who ask"}
    assert found("ACC003", event(lunch(coverage="pooled spray at top", pool=pool))) == []
    assert found("ACC003", event(lunch(coverage="open"))) == []


def test_acc004_fires_where_nothing_is_said_of_radio() -> None:
    entry = access("final access", "10:20 a.m.", "video", "stills", "writers")
    assert "radio" in found("ACC004", event(session(access=[entry])))[0]
    assert paths("ACC004", event(session(access=[entry]))) == [["sessions[0].access[0].press"]]


@pytest.mark.parametrize("line", ["radio", "Radio crews", "audio recorders"])
def test_acc004_is_silent_where_radio_is_excluded_by_name(line: str) -> None:
    entry = access("final access", "10:20 a.m.", "video", "stills", "writers")
    assert found("ACC004", event(session(access=[entry], no_access_for=[line]))) == []


def test_acc004_asks_a_pooled_session_for_its_pool_alone() -> None:
    pooled = lunch(coverage="pooled", access=[access("gather", "11:30 a.m.", "pool")])
    assert found("ACC004", event(pooled)) == []
    without = lunch(coverage="pooled", access=[access("gather", "11:30 a.m.", "video")])
    assert len(found("ACC004", event(without))) == 1


def test_acc004_does_not_count_the_way_out() -> None:
    entries = [
        access("final access", "10:20 a.m.", "video", "stills", "writers"),
        access("clear", "11:20 a.m."),
    ]
    assert len(found("ACC004", event(session(access=entries)))) == 1


def test_acc004_is_silent_without_access_times() -> None:
    assert found("ACC004", event(session(access=None))) == []


@pytest.mark.parametrize("light", ["writers", "stills"])
def test_acc005_fires_where_cameras_come_last(light: str) -> None:
    entries = [access("final access", "10:00 a.m.", light), access("final access", "10:20 a.m.", "video")]
    places = [["sessions[0].access[1].at", "sessions[0].access[0].at"]]
    assert paths("ACC005", event(session(access=entries))) == places


def test_acc005_is_silent_where_all_come_at_once() -> None:
    assert found("ACC005", event(session(access=[access("final access", "10:20 a.m.")]))) == []


def test_acc005_leaves_an_error_about_the_same_times_alone() -> None:
    entries = [access("final access", "10:00 a.m.", "writers"), access("pre-set", "10:10 a.m.", "video")]
    plan = plan_of(event(session(access=entries)))
    assert (len(findings(plan, "ORD003")), findings(plan, "ACC005")) == (1, ())


def test_acc005_is_not_checked_while_a_time_is_to_be_determined() -> None:
    entries = [
        access("pre-set", "to be determined", "video"),
        access("final access", "10:20 a.m.", "writers"),
    ]
    plan = plan_of(event(session(access=entries)))
    (why,) = unchecked(plan, "ACC005")
    assert why.why.startswith("not stated: who of video cameras and writers come first")


def test_acc006_fires_once_where_no_credentials_are_stated() -> None:
    assert paths("ACC006", event(session(), lunch(coverage="open"), credentials=None)) == [
        ["sessions[0].access"]
    ]


def test_acc006_is_silent_where_nobody_is_let_in() -> None:
    assert found("ACC006", event(lunch(coverage="closed"), credentials=None)) == []


def at_the_door(at: str, days: str = "Monday to Friday", opens: str = "8:00", closes: str = "16:00") -> Event:
    """The event of a Tuesday with one access time at the North Gate, which has these hours."""
    hours = [{"days": days, "opens": opens, "closes": closes}] if days else []
    doors = [{"id": "north-gate", "name": "North Gate", "hours": hours}]
    venues = [{"id": "ministry", "name": "Foreign Ministry", "entrances": doors, "rooms": []}]
    entries = [access("final access", at)]
    return event(session(start=None, end=None, room=None, access=entries), venues=venues)


@pytest.mark.parametrize("at", ["5:15 p.m.", "7:59 a.m."])
def test_acc007_fires_outside_the_hours_of_the_entrance(at: str) -> None:
    (where,) = paths("ACC007", at_the_door(at))
    assert where == ["sessions[0].access[0].at", "venues[0].entrances[0].hours"]
    assert at in found("ACC007", at_the_door(at))[0]


@pytest.mark.parametrize("days", ["Saturday", "Sat. and Sun.", "Wednesday to Monday", "weekends", "Mondays"])
def test_acc007_fires_on_a_day_on_which_it_is_closed(days: str) -> None:
    assert len(found("ACC007", at_the_door("10:20 a.m.", days))) == 1


OPEN_ON_TUESDAYS = [
    "Monday to Friday", "Mon-Fri", "daily", "weekdays", "Tuesday", "Monday, Tuesday and Friday", "Friday to Tuesday",
]  # fmt: skip


@pytest.mark.parametrize("days", OPEN_ON_TUESDAYS)
@pytest.mark.parametrize("at", ["8:00 a.m.", "4:00 p.m."])
def test_acc007_is_silent_while_it_is_open(days: str, at: str) -> None:
    assert found("ACC007", at_the_door(at, days)) == []


@pytest.mark.parametrize("at", ["11:00 p.m.", "1:30 a.m."])
def test_acc007_knows_hours_that_run_past_midnight(at: str) -> None:
    assert found("ACC007", at_the_door(at, "daily", "18:00", "2:00")) == []
    assert len(found("ACC007", at_the_door(at, "Saturday", "18:00", "2:00"))) == 1


@pytest.mark.parametrize(
    "days, why",
    [
        ("", "not known: the hours of North Gate"),
        (
            "whenever",
            "the hours of North Gate cannot be read: “whenever”; write Monday to Friday, daily, or Saturday",
        ),
    ],
)
def test_acc007_is_not_checked_where_the_hours_are_unsaid_or_cannot_be_read(days: str, why: str) -> None:
    plan = plan_of(at_the_door("10:20 a.m.", days))
    assert findings(plan, "ACC007") == ()
    assert [one.why for one in unchecked(plan, "ACC007")] == [why]


def test_acc007_is_not_checked_where_the_time_is_vague() -> None:
    plan = plan_of(at_the_door("about 4:00 p.m."))
    assert findings(plan, "ACC007") == ()
    assert "the time of final access" in unchecked(plan, "ACC007")[0].why


def test_acc007_is_told_once_for_a_session() -> None:
    entries = [access("pre-set", "5:15 a.m.", "video"), access("final access", "5:30 a.m.", "writers")]
    (message,) = found("ACC007", event(session(access=entries)))
    assert "5:15 a.m. and 5:30 a.m." in message


def test_acc008_fires_where_no_entrance_is_named() -> None:
    nowhere = [access("pre-set", "10:00 a.m.", entrance=None)]
    assert paths("ACC008", event(session(access=nowhere))) == [["sessions[0].access[0]"]]


def test_acc008_fires_where_one_kind_of_press_is_sent_to_two() -> None:
    entries = [
        access("pre-set", "10:00 a.m.", "video", "stills"),
        access("pre-set", "10:05 a.m.", "stills", entrance="south-gate"),
    ]
    (message,) = found("ACC008", event(session(access=entries)))
    assert "still photographers is at two entrances: North Gate and South Gate" in message


def test_acc008_is_silent_for_two_steps_and_for_a_pool_that_gathers_inside() -> None:
    entries = [
        access("pre-set", "10:00 a.m.", "video"),
        access("final access", "10:20 a.m.", "video", entrance="south-gate"),
        access("gather", "10:15 a.m.", "pool", entrance=None, place="press room"),
        access("clear", "11:20 a.m.", entrance=None),
    ]
    assert found("ACC008", event(session(access=entries))) == []


@pytest.mark.parametrize(
    "code, severity",
    [
        ("ACC001", Severity.ERROR),
        ("ACC004", Severity.WARNING),
        ("ACC006", Severity.WARNING),
        ("ACC008", Severity.ERROR),
    ],
)
def test_how_bad_each_is(code: str, severity: Severity) -> None:
    nothing_said = session(
        coverage=None if code == "ACC001" else "open",
        access=[access("call", "9:00 a.m.", "video", entrance=None)],
    )
    found = findings(plan_of(event(nothing_said, credentials=None)), code)
    assert {finding.severity for finding in found} == {severity}


def test_who_is_left_out_is_to_be_admitted_or_said_not_to_be() -> None:
    for press, words in (
        (("video", "stills", "writers"), "or say that radio is not admitted."),
        (("video",), "or say that still photographers, writers, and radio are not admitted."),
    ):
        (message,) = found("ACC004", event(session(access=[access("final access", "10:20 a.m.", *press)])))
        assert message.endswith(f"Give an access time, {words}")
