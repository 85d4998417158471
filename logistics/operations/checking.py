"""Read, plan and check: the operations that need no document and no calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from logistics.errors import MomentError, Problem, UnusableInput
from logistics.eventfile import EventFile, read
from logistics.moments import Instant, iso, letters, wall
from logistics.plan import PROFILES, Contradiction, Fact, Known, Moment, Plan, build
from logistics.plan.words import clock_words, short_date_words
from logistics.roster.staffed import Staffed
from logistics.rules.base import Finding, Rule, Severity
from logistics.rules.catalogue import CATALOGUE, Report, check

Json = dict[str, object]


@dataclass(frozen=True)
class Planned:
    """An event file with its plan."""

    file: EventFile
    plan: Plan


@dataclass(frozen=True)
class Checked(Planned):
    """An event file with its plan and what the rules say of it."""

    report: Report

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(finding.severity is severity for finding in self.report.findings)


def planned(path: Path, profile: str = "state") -> Planned:
    """Read and plan the event file at ``path``. Raises UnusableInput."""
    file = read(path)
    try:
        return Planned(file, build(file.event, PROFILES[profile]))
    except MomentError as error:
        raise UnusableInput((Problem(str(error)),), file.source) from error


def checked(path: Path, profile: str = "state") -> Checked:
    """Read, plan and check the event file at ``path``. Raises UnusableInput."""
    ready = planned(path, profile)
    return Checked(ready.file, ready.plan, check(ready.plan))


def check_as_json(result: Checked) -> Json:
    """The findings as ``logistics check --format json`` prints them."""
    return {
        "event": result.file.event.id,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "facts": facts_as_json(result.file, finding.facts),
            }
            for finding in result.report.findings
        ],
        "unchecked": [{"rule": item.rule, "why": item.why} for item in result.report.unchecked],
        "summary": {
            "errors": result.count(Severity.ERROR),
            "warnings": result.count(Severity.WARNING),
            "notes": result.count(Severity.NOTE),
            "unchecked": len(result.report.unchecked),
        },
    }


def facts_as_json(file: EventFile, facts: tuple[Fact, ...]) -> list[Json]:
    """Each fact in words with its place; an assumption of the house has a path that is none of the file's."""
    return [{"what": fact.says, "path": place_of(fact), "line": line_of(file, fact)} for fact in facts]


def place_of(fact: Fact) -> str:
    """Where a fact comes from: its path in the file, or the parameter that it assumes."""
    return fact.path or (f"profile.{fact.parameter}" if fact.parameter else "")


def line_of(file: EventFile, fact: Fact) -> int | None:
    """The line of a fact of the file; None for an assumption."""
    return file.line(fact.path) if fact.path else None


def problems_as_json(unusable: UnusableInput) -> Json:
    """What is wrong with an input that is no event, as ``logistics check --format json`` prints it."""
    problems: list[Json] = [
        {"message": item.message, "path": item.path, "line": item.line} for item in unusable.problems
    ]
    return {"event": None, "source": unusable.source, "problems": problems}


def plan_as_json(result: Planned) -> Json:
    """The plan as ``logistics plan --format json`` prints it."""
    return {
        "event": result.file.event.id,
        "consistent": result.plan.consistent,
        "points": [_point_as_json(moment) for moment in in_time_order(result.plan)],
        "conflicts": [
            {"message": item.message, "facts": facts_as_json(result.file, item.stated + item.assumed)}
            for item in result.plan.contradictions + result.plan.doubts
        ],
    }


def in_time_order(plan: Plan) -> list[Moment]:
    """All moments, the earliest first; those of which nothing is known come last."""
    return sorted(plan.moments.values(), key=_when_it_may_be)


def _when_it_may_be(moment: Moment) -> tuple[bool, Instant, str]:
    known = moment.earliest if moment.earliest is not None else moment.latest
    return (known is None, known or 0, moment.point)


def _point_as_json(moment: Moment) -> Json:
    return {
        "point": moment.point,
        "stated": _iso(moment.earliest, moment) if moment.known is Known.STATED else None,
        "earliest": _iso(moment.earliest, moment),
        "latest": _iso(moment.latest, moment),
        "because": because(moment),
    }


def because(moment: Moment) -> list[str]:
    """The reasons for both ends of a moment, each once."""
    facts = (*moment.why_earliest, *moment.why_latest)
    return list(dict.fromkeys(fact.says for fact in facts))


def plan_as_text(result: Planned) -> Iterator[str]:
    """The plan for a terminal: a line a moment, its reasons under it, then what does not fit.

    A day stands with a time wherever it is not the event's only day, the zone's letters wherever there are several.
    """
    moments = in_time_order(result.plan)
    width = max((len(moment.point) for moment in moments), default=0)
    clock = _Clock(result.plan)
    for moment in moments:
        yield f"{moment.point:<{width}}  {clock.span(moment):<28}  {moment.known.value}"
        if moment.known is Known.INFERRED:
            yield from (f"{'':<{width}}    because {reason}" for reason in because(moment))
    for item in result.plan.contradictions:
        yield f"Cannot be: {item.message}"
    for item in result.plan.doubts:
        yield f"Does not fit what the house assumes: {item.message}"


class _Clock:
    """How the plan tells times: with the day and the zone's letters where the reader cannot know them."""

    def __init__(self, plan: Plan) -> None:
        event = plan.event
        self.day = None if event.last_date else event.date.date
        self.zoned = len({moment.zone for moment in plan.moments.values()}) > 1

    def span(self, moment: Moment) -> str:
        earliest, latest = moment.earliest, moment.latest
        if earliest is None or latest is None:
            known = latest if earliest is None else earliest
            return (
                "not known"
                if known is None
                else f"{'by' if earliest is None else 'from'} {self._at(known, moment)}"
            )
        if earliest == latest:
            return self._at(earliest, moment)
        return f"{self._at(earliest, moment)} to {self._until(latest, moment)}"

    def _until(self, instant: Instant, moment: Moment) -> str:
        """Midnight as an end is the end of the day before."""
        if wall(instant, moment.zone).time() != dt.time():
            return self._at(instant, moment)
        day = wall(instant - 1, moment.zone).date()
        return f"the end of {short_date_words(day)}"

    def _at(self, instant: Instant, moment: Moment) -> str:
        day = wall(instant, moment.zone).date()
        shown = "" if day == self.day else f"{short_date_words(day)}, "
        return f"{shown}{clock_words(instant, moment.zone)}{f' {letters(instant, moment.zone)}' if self.zoned else ''}"


def _iso(instant: Instant | None, moment: Moment) -> str | None:
    return None if instant is None else iso(instant, moment.zone)


def rule_named(code: str) -> Rule[Plan] | Rule[Staffed] | None:
    """The rule of a code, whichever case it is written in."""
    return CATALOGUE.get(code.upper())


__all__ = [
    "CATALOGUE",
    "PROFILES",
    "Checked",
    "Contradiction",
    "Finding",
    "Planned",
    "Rule",
    "Severity",
    "because",
    "check_as_json",
    "checked",
    "in_time_order",
    "line_of",
    "place_of",
    "plan_as_json",
    "plan_as_text",
    "planned",
    "problems_as_json",
    "rule_named",
]
