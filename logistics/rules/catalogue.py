"""All rules, the checks of a plan and of its staffing, and their page: ``python -m logistics.rules.catalogue``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Any, Final

from logistics.model import Event, Waiver
from logistics.plan import PROFILES, STATE, Parameter, Plan
from logistics.roster.staffed import Staffed
from logistics.rules import dates, livestream, principals, publication, rooms, staffing
from logistics.rules.access import coverage, entrances, telling
from logistics.rules.base import Finding, Rule, Severity, Subject, Unchecked, rule, said_at
from logistics.rules.ordering import arrivals, cancelled, sessions

_UNUSED: Final = "WVR001"


@dataclass(frozen=True, slots=True)
class Report:
    """What the rules say: the findings, what could not be checked, and what was waived, with the reason."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    waived: tuple[tuple[Finding, str], ...]


def check(plan: Plan) -> Report:
    """Every rule of a plan on it. Findings are sorted by severity, then code, then place in the file."""
    said = _all_said(plan)
    return _reported(plan, said, _unused_waivers(plan, said.findings))


def check_staffing(staffed: Staffed) -> Report:
    """Every rule of staffing on an event with its staff, sorted likewise. What it says is for staff only."""
    said = _said(STAFFING_RULES.values(), staffed)
    return _reported(staffed.plan, said, _unused_waivers(staffed.plan, said.findings, of_staffing=True))


def _reported(plan: Plan, said: _Said, unused: Iterable[Finding]) -> Report:
    waived = [(found, waiver) for found in said.findings if (waiver := _waiver_for(found, plan.event))]
    accepted = [found for found, _ in waived]
    left = [found for found in said.findings if found not in accepted]
    reasons = [(found, waiver.reason) for found, waiver in waived]
    return Report(
        tuple(sorted([*left, *unused], key=_place)),
        said.unchecked,
        tuple(sorted(reasons, key=lambda pair: _place(pair[0]))),
    )


@rule(_UNUSED, "Waiver of nothing", Severity.WARNING)
def unused_waiver(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: The file waives a rule that finds nothing, or that does not exist. Of a rule of staff (STF) that is told
    with the roster.

    Why: A waiver that is left behind hides the next finding of that rule, which nobody has looked at.

    Bad: ACC006 is waived, and the credentials are stated.

    Good: The waiver is taken out with the fault that it was for.

    Source: House practice, as linters have it.
    """
    if plan.event.waivers:
        yield from _unused_waivers(plan, _all_said(plan).findings)


def _of(*families: tuple[ModuleType, ...]) -> Iterator[Rule[Any]]:
    """The rules of families, by their codes; what they judge is said where they are gathered."""
    for family in families:
        found = {value for module in family for value in vars(module).values() if isinstance(value, Rule)}
        yield from sorted(found, key=lambda rule: rule.code)


_FAMILIES: Final = (
    (arrivals, cancelled, sessions),
    (coverage, entrances, telling),
    (rooms,),
    (principals,),
    (livestream,),
    (publication,),
    (dates,),
)
RULES: Mapping[str, Rule[Plan]] = MappingProxyType(
    {rule.code: rule for rule in (*_of(*_FAMILIES), unused_waiver)}
)
"""The rules that judge a plan."""
STAFFING_RULES: Mapping[str, Rule[Staffed]] = MappingProxyType({rule.code: rule for rule in _of((staffing,))})
"""The rules that judge who holds the posts of an event."""
CATALOGUE: Mapping[str, Rule[Plan] | Rule[Staffed]] = MappingProxyType({**RULES, **STAFFING_RULES})
"""All rules."""


@dataclass(frozen=True, slots=True)
class _Said:
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]


def _all_said(plan: Plan) -> _Said:
    """What all rules of a plan but the one on waivers say."""
    return _said((rule for code, rule in RULES.items() if code != _UNUSED), plan)


def _said(rules: Iterable[Rule[Subject]], subject: Subject) -> _Said:
    """What rules say of what they judge, in their order."""
    said = [found for rule in rules for found in rule.check(subject)]
    return _Said(
        tuple(found for found in said if isinstance(found, Finding)),
        tuple(found for found in said if isinstance(found, Unchecked)),
    )


def _waiver_for(found: Finding, event: Event) -> Waiver | None:
    return next((waiver for waiver in event.waivers if _waives(waiver, found, event)), None)


def _waives(waiver: Waiver, found: Finding, event: Event) -> bool:
    """Whether a waiver means a finding: by its rule, and by its session where it names one."""
    if waiver.rule != found.rule:
        return False
    if waiver.about is None:
        return True
    places = [f"sessions[{n}]" for n, session in enumerate(event.sessions) if session.id == waiver.about]
    return any(re.match(re.escape(place) + r"(\.|$)", fact.path) for place in places for fact in found.facts)


def _unused_waivers(
    plan: Plan, findings: Iterable[Finding], *, of_staffing: bool = False
) -> Iterator[Finding]:
    """The waivers that none of the findings needs: of the rules of staffing, or of all others."""
    found, names = tuple(findings), plan.names
    for number, waiver in enumerate(plan.event.waivers):
        if (waiver.rule in STAFFING_RULES) != of_staffing or any(
            _waives(waiver, one, plan.event) for one in found
        ):
            continue
        about = f" about {names.get(waiver.about, waiver.about)}" if waiver.about else ""
        why = f"finds nothing{about}" if waiver.rule in CATALOGUE else "is no rule of the catalogue"
        yield Finding(
            _UNUSED,
            Severity.WARNING,
            f"{waiver.rule} is waived, but {why}. Take the waiver out, or correct its rule.",
            (said_at(f"{waiver.rule} is waived{about}", f"waivers[{number}]"),),
        )


def _place(found: Finding) -> tuple[int, int, list[tuple[str, int]]]:
    """Severity, rule, and the first place in the file, with its numbers as numbers."""
    first = min((_path_key(fact.path) for fact in found.facts), default=[])
    return list(Severity).index(found.severity), list(CATALOGUE).index(found.rule), first


def _path_key(path: str) -> list[tuple[str, int]]:
    return [(name, int(number or 0)) for name, number in re.findall(r"([^.\[\]]+)(?:\[(\d+)\])?", path)]


_FAMILY_NAMES: Final = {
    "ORD": "Times and their order",
    "ACC": "Access and coverage",
    "ROM": "Rooms",
    "PRN": "Principals and delegations",
    "LIV": "Livestreams",
    "PUB": "Publication and wording",
    "CAL": "Days, zones and clocks",
    "WVR": "Waivers",
    "STF": "Staff and interpreters",
}


_HEAD: Final = """\
# Rules

What `logistics check` looks at. What a rule cannot check for want of facts is listed as not checked, never as passed.
The rules STF judge who holds the posts of an event: `logistics roster` tells what they find. It stays in the office.

This page is made of the rules’ docstrings by `python -m logistics.rules.catalogue > docs/rules.md`.

## How to read a finding

- An **error** must not go out: somebody would come at a wrong time, to a wrong door, or be told what is not so.
- A **warning** is to be looked at: it is usual to do otherwise, something is missing, or an assumption does not fit.
- A **note** is good to know. Nothing need be done.

A letter after a source says how far to trust it:

| Grade | The source is |
|---|---|
| (A) | an official page, or a verbatim copy of an official notice |
| (B) | press or a trade source of good standing |
| (C) | one blog, or a vendor’s page |
| (U) | none that was found: our own choice |

## How to waive a rule

A finding that the office has looked at and accepts is waived in the event file, with the reason. It is then listed as
waived. `about` names one session; without it the rule is waived for the whole event. A waiver that finds nothing any
more is itself a finding (WVR001).

```yaml
waivers:
  - rule: ACC006
    about: availability
    reason: The credentials were sent to the desks with the invitation.
```

## Profiles

What is usual depends on the house. `logistics check --profile presidential` takes the margins of a visit with a
President; without it they are the State Department’s (`state`). All are in the [table at the end](#parameters).
"""


def page() -> str:
    """The catalogue as one page of Markdown: docs/rules.md."""
    lines = [_HEAD.rstrip()]
    family = ""
    for code, one in CATALOGUE.items():
        if code[:3] != family:
            family = code[:3]
            lines += ["", f"## {_FAMILY_NAMES[family]}"]
        lines += ["", f"### {code} {one.name}", "", f"*{one.severity.value}*. {one.what}", ""]
        lines += [
            f"- **Why** {one.why}",
            f"- **Bad** {one.bad}",
            f"- **Good** {one.good}",
            f"- **Source** {one.source}",
        ]
    return "\n".join([*lines, "", *_parameters()]) + "\n"


def _parameters() -> Iterator[str]:
    """Every parameter of every profile as a table: one row, or one for each value where the profiles differ."""
    yield from (
        "## Parameters",
        "",
        "What the rules hold for usual, and what the plan assumes where the file is silent.",
        "",
        "| Parameter | Meaning | Profile | Value | Source | Grade |",
        "|---|---|---|---|---|---|",
    )
    for name in PROFILES[STATE.name].parameters:
        values: dict[Parameter, list[str]] = {}
        for profile in PROFILES.values():
            values.setdefault(profile[name], []).append(profile.name)
        for one, profiles in values.items():
            named = "all" if len(profiles) == len(PROFILES) else ", ".join(f"`{each}`" for each in profiles)
            row = (f"`{name}`", one.meaning, named, one.words(), one.source, one.grade)
            yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    print(page(), end="")
