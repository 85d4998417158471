"""Checks: what the rules say of an event, and when each thing is by the plan."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from logistics.operations.accounts import Scope
from logistics.operations.checking import Checked, check_as_json, plan_as_json
from logistics.operations.drafts import checked_text, draft, judged
from web.api import bodies
from web.api.contract import Answer, Call, Group, Terms
from web.api.examples import EVENT
from web.api.shapes import At, Counts, Shape
from web.api.trees import as_a_file

group = Group("Checks", "What the rules find, what they could not check, and when each thing is by the plan.")


class Fact(Shape):
    """One thing that takes part: what it says and where it stands."""

    what: str
    path: str = Field(description="Its place in the event; profile.… is an assumption of the house.")
    line: int | None = Field(description="Its line in the event file, counted from 1.")


class Finding(Shape):
    """What a rule found. An error must not go out, a warning is to be looked at, a note is good to know."""

    rule: str
    severity: Literal["error", "warning", "note"]
    message: str
    facts: list[Fact]


class Unchecked(Shape):
    """A rule that could not be checked, and for want of what. It never means that all is well."""

    rule: str
    why: str


class Findings(Shape):
    """All that the rules say of an event."""

    event: str
    findings: list[Finding]
    unchecked: list[Unchecked]
    summary: Counts

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """The findings of a checked event."""
        return cls.model_validate(check_as_json(checked))


class Point(Shape):
    """A moment of the plan: the time that was stated, and the earliest and latest that it can be."""

    point: str
    stated: At | None
    earliest: At | None
    latest: At | None
    because: list[str] = Field(description="The reasons, in words.")


class Conflict(Shape):
    """Times that cannot all be true."""

    message: str
    facts: list[Fact]


class Plan(Shape):
    """When each thing is: all moments, the earliest first."""

    event: str
    consistent: bool
    points: list[Point]
    conflicts: list[Conflict]

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """The plan of an event."""
        return cls.model_validate(plan_as_json(checked))


class CheckedState(Findings):
    """What the rules would say of an event, and its plan."""

    plan: Plan


@group.offers(
    "POST",
    "/check",
    Terms(
        Scope.READ,
        "editor.check",
        saves=False,
        refuses={422: "It is no event: each problem with its path."},
        example={"event": EVENT},
    ),
)
def check_event(call: Call, body: bodies.EventOrFile) -> Answer[CheckedState]:
    """Check an event or an event file without saving it."""
    profile = call.office.house().profile
    if isinstance(body, bodies.EventText):
        checked = checked_text(body.file, "the file", profile)
    else:
        checked = judged(as_a_file(body.event), profile)
    return Answer(CheckedState(plan=Plan.of(checked), **dict(Findings.of(checked))))


@group.offers("GET", "/events/{event_id}/findings", Terms(Scope.READ, "events.file", headers=("ETag",)))
def read_findings(call: Call, event_id: str) -> Answer[Findings]:
    """Read what the rules find in an event as it stands."""
    item = draft(call.office, event_id)
    return Answer(Findings.of(item.checked), item.number)


@group.offers("GET", "/events/{event_id}/plan", Terms(Scope.READ, "events.file", headers=("ETag",)))
def read_plan(call: Call, event_id: str) -> Answer[Plan]:
    """Read when each thing is by the plan, with the reasons."""
    item = draft(call.office, event_id)
    return Answer(Plan.of(item.checked), item.number)
