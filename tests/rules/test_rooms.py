"""ROM: two sessions in one room, and rooms whose names do not tell which."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.plan import Plan
from logistics.rules.base import Severity
from tests.rules.building import event, findings, plan_of, session, unchecked


def rooms(*named: tuple[str, str, str]) -> list[dict[str, Any]]:
    """One venue with rooms of (id, name, alias)."""
    listed = [{"id": i, "name": name, "aliases": [alias]} for i, name, alias in named]
    return [{"id": "ministry", "name": "Foreign Ministry", "rooms": listed}]


def meeting(session_id: str, start: str | None, end: str | None, **rest: Any) -> dict[str, Any]:
    return session(session_id, start=start, end=end, **{"room": "hall", **rest})


def plan(*sessions: dict[str, Any], **changes: Any) -> Plan:
    return plan_of(event(*sessions, **changes))


def test_two_sessions_in_one_room_at_one_time_clash() -> None:
    both = plan(
        meeting("plenary", "9:00 a.m.", "11:00 a.m.", kind="plenary"),
        meeting("signing", "10:30 a.m.", "10:45 a.m.", kind="signing ceremony", room="Great Hall"),
    )
    (found,) = findings(both, "ROM003")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "The signing ceremony from 10:30 a.m. to 10:45 a.m. and the plenary from 9:00 a.m. to 11:00 a.m. are in the "
        "same room, “Great Hall”. They overlap by 15 minutes. "
        "Move one of them, or say how they belong together (at the top of, before, after)."
    )
    assert [(fact.path, fact.says) for fact in found.facts] == [
        (
            "sessions[1].room",
            "the signing ceremony is in “Great Hall” (they overlap by 15 minutes)",
        ),
        ("sessions[1].start", "the signing ceremony starts at 10:30 a.m."),
        ("sessions[1].end", "the signing ceremony ends at 10:45 a.m."),
        ("sessions[0].room", "the plenary is in “Great Hall”"),
        ("sessions[0].start", "the plenary starts at 9:00 a.m."),
        ("sessions[0].end", "the plenary ends at 11:00 a.m."),
    ]


@pytest.mark.parametrize(
    "first, second, words",
    [
        (
            {"start": "9:00 a.m.", "duration": "1 hour"},
            {"start": "9:40 a.m.", "end": "10:30 a.m."},
            "one) from 9:00 a.m. to 10:00 a.m. are in the same room, “Great Hall”. They overlap by 20 minutes.",
        ),
        (
            {"start": "9:00 a.m.", "end": "10:00 a.m."},
            {"start": "9:40 a.m.", "duration": "5 to 30 minutes"},
            "They overlap by at least 5 minutes.",
        ),
        (
            {"start": "9:00 a.m.", "end": "10:00 a.m."},
            {"start": "9:40 a.m."},
            "The meeting (two) from 9:40 a.m. and the meeting (one) from 9:00 a.m. to 10:00 a.m. are in the same room, "
            "“Great Hall”. They are on at one time.",
        ),
    ],
    ids=["an end that follows from the length", "a length that is not exact", "no end"],
)
def test_a_clash_names_the_times_and_by_how_long_the_two_surely_overlap(
    first: dict[str, Any], second: dict[str, Any], words: str
) -> None:
    (found,) = findings(
        plan(session("one", room="hall", **first), session("two", room="hall", **second)), "ROM003"
    )
    assert words in found.message


def test_a_clash_with_several_names_the_shortest_and_the_longest_overlap() -> None:
    third = meeting("third", "9:30 a.m.", "10:00 a.m.")
    rows = [meeting("one", "9:00 a.m.", "9:40 a.m."), meeting("two", "9:10 a.m.", "9:50 a.m."), third]
    assert "They overlap by 10 minutes to 20 minutes." in findings(plan(*rows), "ROM003")[-1].message


@pytest.mark.parametrize(
    "second",
    [
        meeting("second", "11:00 a.m.", "11:30 a.m."),
        meeting("second", "10:30 a.m.", "10:45 a.m.", room="map-room"),
        meeting("second", "10:30 a.m.", "10:45 a.m.", status="cancelled"),
        meeting("second", "10:30 a.m.", "10:45 a.m.", status="postponed"),
    ],
    ids=["when the first is over", "in another room", "cancelled", "postponed"],
)
def test_no_clash(second: dict[str, Any]) -> None:
    both = plan(meeting("first", "9:00 a.m.", "11:00 a.m."), second)
    assert not findings(both, "ROM003")
    assert not unchecked(both, "ROM003")


@pytest.mark.parametrize("relation", ["at_top_of", "at_bottom_of", "before", "on_arrival_at"])
def test_a_spray_may_be_in_the_room_of_its_meeting(relation: str) -> None:
    spray = session("spray", kind="camera spray", room="hall", **{relation: "talks"})
    both = plan(meeting("talks", "9:00 a.m.", None), spray)
    assert not findings(both, "ROM003")
    assert not unchecked(both, "ROM003")


def test_sprays_at_the_top_and_at_the_bottom_of_one_meeting_do_not_clash() -> None:
    top = session("first-spray", kind="camera spray", room="hall", at_top_of="talks")
    bottom = session("second-spray", kind="camera spray", room="hall", at_bottom_of="talks")
    assert not unchecked(plan(meeting("talks", "9:00 a.m.", None), top, bottom), "ROM003")


def test_what_is_in_order_over_several_steps_does_not_clash() -> None:
    rows = [
        meeting("one", "9:00 a.m.", None, before="two"),
        meeting("two", None, None, before="three"),
        meeting("three", None, None),
        meeting("four", "20 minutes after three.end", None),
    ]
    assert not unchecked(plan(*rows), "ROM003")
    assert not unchecked(plan(*reversed(rows)), "ROM003")


def test_two_that_begin_at_one_moment_clash_whatever_their_ends() -> None:
    both = plan(meeting("one", "9:00 a.m.", None), meeting("two", "9:00 a.m.", None))
    assert findings(both, "ROM003")
    assert not unchecked(both, "ROM003")


def test_an_unstated_end_leaves_it_open() -> None:
    both = plan(meeting("one", "9:00 a.m.", None), meeting("two", "11:00 a.m.", "11:30 a.m."))
    assert not findings(both, "ROM003")
    (open_question,) = unchecked(both, "ROM003")
    assert open_question.why == "not stated: the end of the meeting (one)"


def test_no_error_rests_on_an_assumption_of_the_house() -> None:
    """That a spray lasts five minutes is assumed; the meeting two minutes later is then no certain clash."""
    spray = session("spray", kind="camera spray", room="hall", start="9:00 a.m.")
    both = plan(spray, meeting("talks", "9:02 a.m.", "10:00 a.m."))
    assert not findings(both, "ROM003")
    assert unchecked(both, "ROM003")


def test_a_session_without_a_room_is_told() -> None:
    both = plan(meeting("one", "9:00 a.m.", "10:00 a.m."), session("two", start="9:00 a.m.", end="9:30 a.m."))
    assert [one.why for one in unchecked(both, "ROM003")] == ["not stated: the room of the meeting (two)"]


def test_many_sessions_are_told_in_one_entry_each() -> None:
    rows = [
        meeting(f"s{n}", f"{n // 60}:{n % 60:02}", f"{(n + 2) // 60}:{(n + 2) % 60:02}") for n in range(300)
    ]
    crowded = plan(*rows)
    assert len(findings(crowded, "ROM003")) == 299
    bare = plan(*[meeting(f"s{n}", None, None) for n in range(300)])
    (open_question,) = unchecked(bare, "ROM003")
    assert len(open_question.why) < 400


def test_one_name_for_two_rooms_is_unclear() -> None:
    both = plan(
        venues=rooms(("franklin", "Franklin Room", "Salón  Azul"), ("dining", "Dining Room", "salon azul"))
    )
    found = [one for one in findings(both, "ROM010") if "can mean" in one.message]
    assert [one.message for one in found] == [
        "“Salón  Azul” can mean “Franklin Room” or “Dining Room”: nobody can tell which room is meant. "
        "Leave the name to one of them, or add what tells them apart."
    ]
    assert [fact.path for fact in found[0].facts] == [
        "venues[0].rooms[0].aliases[0]",
        "venues[0].rooms[1].aliases[0]",
    ]


def test_one_room_may_have_several_names() -> None:
    register = rooms(
        ("franklin", "Benjamin Franklin Room", "Ben Franklin Room"), ("hall", "Great Hall", "Main Hall")
    )
    assert not findings(plan(venues=register), "ROM010")


def test_two_buildings_may_each_have_a_press_room_until_a_session_names_it() -> None:
    houses = [
        {"id": i, "name": i, "rooms": [{"id": f"{i}-press", "name": "Press Room"}]} for i in ("east", "west")
    ]
    assert not findings(plan(session("talks", room="east-press"), venues=houses), "ROM010")
    assert findings(plan(session("talks", room="press room"), venues=houses), "ROM010")


def test_a_room_that_is_not_listed() -> None:
    (found,) = findings(plan(session("talks", room="Great  Háll")), "ROM010")
    assert found.message.endswith("is no room of this event. Did you mean “Great Hall”?")
    (found,) = findings(plan(session("talks", room="Attic")), "ROM010")
    assert found.message == (
        "“Attic”, the room of the meeting, is no room of this event. Add it to its venue’s rooms, or name one of them."
    )
    assert found.facts[0].path == "sessions[0].room"
