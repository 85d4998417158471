"""Events judged for the tests of mends, and what is offered for their findings."""

from dataclasses import dataclass

from logistics.model import Event
from logistics.operations.mending import mends
from logistics.plan import STATE, Plan, Profile, build
from logistics.rules.base import Finding
from logistics.rules.catalogue import Report, check


@dataclass(frozen=True)
class Judged:
    plan: Plan
    report: Report


def judged(what: Event, profile: Profile = STATE) -> Judged:
    plan = build(what, profile)
    return Judged(plan, check(plan))


def one(result: Judged, rule: str) -> Finding:
    found = [finding for finding in result.report.findings if finding.rule == rule]
    assert len(found) == 1, f"{rule} is found {len(found)} times"
    return found[0]


def offered(what: Event, rule: str) -> list[tuple[str, str, str]]:
    result = judged(what)
    return [(mend.says, mend.path, mend.value) for mend in mends(result, one(result, rule))]
