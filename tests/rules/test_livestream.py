"""LIV: livestreams and their times."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.plan import Plan
from logistics.rules.base import Severity
from tests.rules.building import event, findings, plan_of, session, unchecked


def plan(*sessions: dict[str, Any], **changes: Any) -> Plan:
    return plan_of(event(*sessions, **changes))


def streamed(at: str | None, until: str | None = None, **rest: Any) -> dict[str, Any]:
    stream = {"at": at, "until": until, "address": "norland.example", **rest}
    return {key: value for key, value in stream.items() if value}


def test_a_stream_goes_live_by_the_start() -> None:
    (found,) = findings(plan(session(start="10:30 a.m.", livestreams=[streamed("10:45 a.m.")])), "LIV001")
    assert found.severity is Severity.ERROR
    assert {fact.path for fact in found.facts} == {"sessions[0].start", "sessions[0].livestreams[0].at"}
    assert not findings(plan(session(livestreams=[streamed("10:45 a.m.")])), "LIV001")
    assert not findings(plan(session(livestreams=[streamed("10:30 a.m.")])), "LIV001")


def test_a_stream_that_alone_has_a_time_is_told() -> None:
    only = session(start=None, end=None, livestreams=[streamed(None), streamed("10:45 a.m. EST")])
    (found,) = findings(plan(only), "LIV002")
    assert found.severity is Severity.NOTE
    assert found.message == (
        "Only the livestream’s time (10:45 a.m. EST) is stated for the joint press availability: "
        "it is taken as the start. State the start, if it is another."
    )
    assert found.facts[0].path == "sessions[0].livestreams[1].at"


@pytest.mark.parametrize(
    "one",
    [
        session(livestreams=[streamed("10:45 a.m.")]),
        session(start=None, end=None, livestreams=[streamed(None)]),
        session(start=None, end=None, livestreams=[streamed("10:45 a.m.", covers="the opening")]),
        session("talks", livestreams=[streamed("10:45 a.m.")]),
    ],
    ids=["the start is stated", "no time at all", "a part only", "nobody takes questions"],
)
def test_no_start_is_taken_from_a_stream(one: dict[str, Any]) -> None:
    assert not findings(plan(one), "LIV002")


def opened(*streams: dict[str, Any], closed_from: str | None = "10:40 a.m.") -> Plan:
    """A meeting from 10:30 whose opening is open and whose rest is closed."""
    rest = {"id": "rest", "title": "The rest", "coverage": "closed", "start": closed_from}
    parts = [
        {"id": "opening", "title": "Opening", "coverage": "open"},
        {key: value for key, value in rest.items() if value},
    ]
    return plan(session("talks", start="10:30 a.m.", parts=parts, livestreams=list(streams)))


def test_a_stream_ends_before_the_closed_part() -> None:
    (found,) = findings(opened(streamed("10:30 a.m.", "10:50 a.m.")), "LIV005")
    assert found.severity is Severity.ERROR
    good = opened(streamed("10:30 a.m.", "10:40 a.m."))
    assert not findings(good, "LIV005")
    assert not unchecked(good, "LIV005")


@pytest.mark.parametrize(
    "open_in_part, missing",
    [
        (opened(streamed("10:30 a.m.")), "the end of the livestream of the meeting"),
        (
            opened(streamed("10:30 a.m.", "10:40 a.m."), closed_from=None),
            "when the press part of the meeting ends",
        ),
        (
            plan(session("talks", coverage="spray at top", livestreams=[streamed("10:30 a.m.")])),
            "the end of the livestream of the meeting",
        ),
    ],
)
def test_without_its_end_a_stream_cannot_be_checked(open_in_part: Plan, missing: str) -> None:
    assert [one.why for one in unchecked(open_in_part, "LIV005")] == [f"not stated: {missing}"]


def test_a_stream_of_the_opening_alone_ends_with_it() -> None:
    assert not unchecked(opened(streamed("10:30 a.m.", covers="opening")), "LIV005")
    assert not unchecked(plan(session(livestreams=[streamed("10:45 a.m.")])), "LIV005")


@pytest.mark.parametrize(
    "note",
    [
        "The availability will be streamed live at 10:45 a.m.",
        "Webcast at 13:30 on our page.",
        "It goes live at noon.",
    ],
)
def test_the_streams_time_in_a_text_has_its_zone(note: str) -> None:
    (found,) = findings(plan(session(note=note)), "LIV014")
    assert found.severity is Severity.ERROR
    assert found.facts[0].path == "sessions[0].note"


@pytest.mark.parametrize(
    "note",
    [
        "The availability will be streamed live at 10:45 a.m. EST.",
        "It is streamed. Final access is at 10:20 a.m.",
        "The stream begins at noon Eastern time.",
        "Livestream at 10:45 a.m. (UTC), final access at 10:20 a.m.",
        "A stream of visitors comes in the morning.",
    ],
)
def test_a_text_that_leaves_nobody_guessing(note: str) -> None:
    assert not findings(plan(session(note=note)), "LIV014")


def test_the_streams_own_field_needs_no_letters() -> None:
    assert not findings(plan(session(livestreams=[streamed("10:45 a.m.")])), "LIV014")


def test_only_english_is_read() -> None:
    assert unchecked(plan(language="es"), "LIV014")
    assert not unchecked(plan(), "LIV014")
