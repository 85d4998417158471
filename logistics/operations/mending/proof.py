"""Whether an edit mends a finding: it is made, the event planned and checked anew, and the findings are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

from pydantic import ValidationError

from logistics.changes import stated
from logistics.errors import MomentError
from logistics.model import Event
from logistics.operations.mending.trees import Mend, apply
from logistics.plan import Plan, build
from logistics.rules.base import Finding, Severity
from logistics.rules.catalogue import RULES, Report, check


class Judged(Protocol):
    """A plan with what the rules say of it, such as `Checked`."""

    @property
    def plan(self) -> Plan:
        """The plan."""

    @property
    def report(self) -> Report:
        """The findings of the plan."""


@dataclass(frozen=True)
class Tried:
    """What an edit did: whether the finding is gone, and which errors and warnings are new."""

    plan: Plan
    gone: bool
    new: tuple[Finding, ...]

    @property
    def mends(self) -> bool:
        """Whether it is a mend."""
        return self.gone and not self.new


class Proof:
    """A finding, and the event that it is about, to try edits on."""

    def __init__(self, result: Judged, finding: Finding) -> None:
        self.plan, self.finding = result.plan, finding
        self._report = result.report

    @cached_property
    def tree(self) -> Mapping[str, Any]:
        """What the event states."""
        return stated(self.plan.event)

    def of(self, mend: Mend) -> bool:
        """Whether an edit mends the finding."""
        tried = self.tried(mend)
        return tried is not None and tried.mends

    def tried(self, mend: Mend) -> Tried | None:
        """What comes of an edit; None where the event cannot be planned with it.

        Where the finding stays, the other rules are not asked, and what is new is the finding as it then is.
        """
        plan = self.planned(mend)
        if plan is None:
            return None
        place = _place_after(mend, self.finding)
        now = (one for one in RULES[self.finding.rule].check(plan) if isinstance(one, Finding))
        if still := tuple(one for one in now if _place(one) == place):
            return Tried(plan, gone=False, new=still)
        return Tried(plan, gone=True, new=self._new(mend, plan))

    def planned(self, mend: Mend) -> Plan | None:
        """The plan of the event with an edit; None where there is none."""
        try:
            return build(Event.model_validate(apply(self.tree, mend)), self.plan.profile)
        except (MomentError, ValidationError):
            return None

    def _new(self, mend: Mend, plan: Plan) -> tuple[Finding, ...]:
        """The errors and warnings that the event has not had, of the first rule that has any: that is enough."""
        known = Counter((one.rule, one.severity, _place_after(mend, one)) for one in self._report.findings)
        for found in _by_rule(plan):
            worse = [one for one in found if one.severity is not Severity.NOTE]
            now = Counter((one.rule, one.severity, _place(one)) for one in worse) - known
            if now:
                return tuple(one for one in worse if (one.rule, one.severity, _place(one)) in now)
        return ()


def _by_rule(plan: Plan) -> Iterator[Iterable[Finding]]:
    """The findings of a plan, rule by rule, so that one may stop; all at once where some are waived."""
    if plan.event.waivers:
        yield check(plan).findings
        return
    for rule in RULES.values():
        yield [found for found in rule.check(plan) if isinstance(found, Finding)]


def _place(found: Finding) -> frozenset[str]:
    """Where in the file a finding is."""
    return frozenset(fact.path for fact in found.facts if fact.path)


def _place_after(mend: Mend, found: Finding) -> frozenset[str]:
    """Where a finding is after an edit: entries behind one that is taken out move up."""
    taken = _ENTRY.fullmatch(mend.path) if not mend.value else None
    return frozenset(_moved_up(path, taken[1], int(taken[2])) if taken else path for path in _place(found))


_ENTRY: Final = re.compile(r"(.*)\[(\d+)\]", re.ASCII)


def _moved_up(path: str, entries: str, taken: int) -> str:
    found = re.match(rf"{re.escape(entries)}\[(\d+)\](.*)", path, re.ASCII)
    if found is None or int(found[1]) < taken:
        return path
    return f"{entries}[{int(found[1]) - 1}]{found[2]}" if int(found[1]) > taken else ""
