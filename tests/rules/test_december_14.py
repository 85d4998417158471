"""The first event, December 14, 2017: what the rules say of its notice, and what the plan infers from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from logistics.eventfile import read
from logistics.moments import wall
from logistics.plan import Basis, Known, Plan, build
from logistics.rules.base import Severity
from logistics.rules.catalogue import Report, check

FILE = Path(__file__).resolve().parents[2] / "events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return build(read(FILE).event)


@pytest.fixture(scope="module")
def report(plan: Plan) -> Report:
    return check(plan)


def changed(tmp_path: Path, before: str, after: str) -> Report:
    """What the rules say of the same file with one text changed."""
    text = FILE.read_text()
    assert text.count(before) == 1
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(before, after))
    return check(build(read(path).event))


def codes(report: Report) -> Mapping[Severity, list[str]]:
    return {level: [found.rule for found in report.findings if found.severity is level] for level in Severity}


def test_the_notice_is_consistent_and_has_no_errors(plan: Plan, report: Report) -> None:
    assert plan.consistent
    assert (plan.doubts, report.waived) == ((), ())
    assert codes(report)[Severity.ERROR] == []


def test_its_warnings_and_notes_are_these(report: Report) -> None:
    assert codes(report)[Severity.WARNING] == ["ACC004", "ACC006", "PRN004", "PRN006", "PUB013", "PUB018"]
    assert codes(report)[Severity.NOTE] == ["LIV002", "PUB017", "PUB027"]


@pytest.mark.parametrize(
    "code, words",
    [
        ("ACC004", "radio"),
        ("ACC006", "credentials"),
        ("PRN004", "joint press availability"),
        ("PRN006", "Elias Beltran"),
        ("PUB013", "10:45 a.m. EST"),
        ("PUB018", "contact"),
        ("LIV002", "10:45 a.m. EST"),
        ("PUB017", "second high-level dialogue"),
        ("PUB027", "Notice to the Press Office of the Spokesperson"),
    ],
)
def test_each_names_what_it_is_about(report: Report, code: str, words: str) -> None:
    (found,) = [found for found in report.findings if found.rule == code]
    assert words in found.message
    assert all(fact.path for fact in found.facts)


@pytest.mark.parametrize(
    "code, unknown",
    [
        ("ORD001", "the start of the camera spray"),
        ("ORD009", "from 23rd Street Entrance to Benjamin Franklin Room"),
        ("ORD010", "the start of the camera spray"),
        ("ORD011", "how long the camera spray lasts"),
        ("ORD012", "when press are out of the camera spray"),
        ("ORD013", "the end of the dialogue"),
        ("ORD022", "the end of the camera spray and the end of the dialogue"),
        ("ACC007", "the hours of 23rd Street Entrance"),
        ("ROM003", "the room of the dialogue"),
        ("PRN001", "who takes part in the sessions"),
    ],
)
def test_what_the_notice_leaves_unsaid_is_not_checked(report: Report, code: str, unknown: str) -> None:
    (entry,) = [entry for entry in report.unchecked if entry.rule == code]
    assert unknown in entry.why


def test_nothing_else_is_left_unchecked(report: Report) -> None:
    assert [entry.rule for entry in report.unchecked] == [
        "ORD001", "ORD009", "ORD010", "ORD011", "ORD012", "ORD013", "ORD022", "ACC007", "ROM003", "PRN001",
    ]  # fmt: skip


def times(plan: Plan, point: str) -> tuple[str | None, str | None]:
    """A window as its two wall times in Washington."""
    moment = plan.moments[point]
    ends = (moment.earliest, moment.latest)
    first, last = (None if end is None else f"{wall(end, moment.zone):%H:%M}" for end in ends)
    return first, last


def test_the_spray_can_start_between_8_38_and_8_55(plan: Plan) -> None:
    assert times(plan, "spray.start") == ("08:38", "08:55")
    spray = plan.moments["spray.start"]
    assert spray.known is Known.INFERRED
    assert {fact.parameter for fact in spray.why_earliest if fact.basis is Basis.ASSUMED} == {"walk"}
    assert {fact.parameter for fact in spray.why_latest if fact.basis is Basis.ASSUMED} == {"spray_planned"}


def test_the_dialogue_must_end_by_10_35(plan: Plan) -> None:
    end = plan.moments["dialogue.end"]
    assert times(plan, "dialogue.end") == ("09:00", "10:35")
    assert [fact.parameter for fact in end.why_latest if fact.basis is Basis.ASSUMED] == [
        "availability_after_meeting"
    ]
    assert [fact.path for fact in end.why_latest if fact.basis is Basis.STATED] == [
        "sessions[2].livestreams[0].at"
    ]


def test_the_availability_starts_with_its_stream(plan: Plan) -> None:
    assert times(plan, "availability.start") == ("10:45", "10:45")
    assert plan.moments["availability.start"].known is Known.DERIVED


def test_final_access_at_10_50_is_one_error_and_nothing_more(tmp_path: Path, report: Report) -> None:
    late = changed(tmp_path, "at: 10:20 a.m.", "at: 10:50 a.m.")
    errors = [found for found in late.findings if found.severity is Severity.ERROR]
    assert [found.rule for found in errors] == ["ORD001"]
    assert {fact.path for fact in errors[0].facts} == {
        "sessions[2].access[1].at",
        "sessions[2].livestreams[0].at",
    }
    assert "final access" in errors[0].message.lower()
    assert re.search(r"10:50 a\.m\..*10:45 a\.m\. EST.*5 minutes", errors[0].message)
    others = [found.rule for found in late.findings if found is not errors[0]]
    assert others == [found.rule for found in report.findings]


@pytest.mark.parametrize(
    "before, after, code, severity",
    [
        ("at: 10:20 a.m.", "at: 10:40 a.m.", "ORD002", Severity.WARNING),
        ("at: 10:00 a.m.", "at: 10:15 a.m.", "ORD004", Severity.WARNING),
        ("at: 8:30 a.m.", "at: 8:40 a.m.", "ORD010", Severity.WARNING),
        ("10:45 a.m. EST", "10:45 a.m. EDT", "CAL001", Severity.ERROR),
        ("date: December 14, 2017", "date: Friday, December 14, 2017", "CAL002", Severity.ERROR),
    ],
)
def test_one_slip_is_one_finding_more(
    tmp_path: Path, report: Report, before: str, after: str, code: str, severity: Severity
) -> None:
    slipped = changed(tmp_path, before, after)
    before_it = [found.rule for found in report.findings]
    more = [found for found in slipped.findings if found.rule not in before_it]
    assert [(found.rule, found.severity) for found in more] == [(code, severity)]
    assert len(slipped.findings) == len(report.findings) + 1


def test_a_pick_up_too_late_for_walk_and_spray_is_doubted_without_being_an_error(tmp_path: Path) -> None:
    late = changed(tmp_path, "at: 8:30 a.m.", "at: 8:50 a.m.")
    assert codes(late)[Severity.ERROR] == []
    (doubt,) = [found for found in late.findings if found.rule == "ORD023"]
    assert {fact.parameter for fact in doubt.facts if fact.basis is Basis.ASSUMED} == {
        "walk",
        "spray_planned",
    }
