"""What a rule is: a small documented function from a plan, or from an event with its staff, to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from logistics.model import AccessTime, Coverage, Session, Shape, Step
from logistics.moments import wall
from logistics.plan import Basis, Contradiction, Fact, Moment, Plan
from logistics.plan.words import listed


class Severity(StrEnum):
    """How bad: an error must not go out, a warning is to be looked at, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Margin:
    """How long one moment of the plan is to come after another, in seconds (None: no bound)."""

    first: str
    second: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a sentence, and the facts of the file that cause it; of two times, what they were to keep."""

    rule: str
    severity: Severity
    message: str
    facts: tuple[Fact, ...] = ()
    margin: Margin | None = None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """That a rule could not be checked, and for want of what. It is never reported as passed."""

    rule: str
    why: str


Subject = TypeVar("Subject")
"""What a rule judges: a `Plan`, or who holds the posts of an event (`Staffed`)."""
Check = Callable[[Subject], Iterator[Finding | Unchecked]]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One rule of the catalogue, with the text of its page."""

    code: str
    name: str
    severity: Severity
    check: Check[Subject]
    what: str
    why: str
    bad: str
    good: str
    source: str


_PARTS = ("What", "Why", "Bad", "Good", "Source")


def rule(code: str, name: str, severity: Severity) -> Callable[[Check[Subject]], Rule[Subject]]:
    """Make a rule of a function whose docstring has the parts What, Why, Bad, Good and Source.

    ``name`` states the fault, never the remedy. Raises ValueError for a docstring that lacks a part.
    """

    def make(check: Check[Subject]) -> Rule[Subject]:
        parts = dict(_parts_of(check.__doc__ or ""))
        missing = [part for part in _PARTS if not parts.get(part)]
        if missing:
            raise ValueError(f"{code} lacks {', '.join(missing)} in its docstring")
        return Rule(code, name, severity, check, *(parts[part] for part in _PARTS))

    return make


def _parts_of(docstring: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\s*\n", docstring.strip()):
        name, _, text = block.partition(":")
        yield name.strip(), " ".join(text.split())


def contradictions_of(plan: Plan, code: str) -> Iterator[Finding]:
    """The plan's contradictions that belong to a rule: errors, or warnings where an assumption takes part."""
    for group, severity in ((plan.contradictions, Severity.ERROR), (plan.doubts, Severity.WARNING)):
        for contradiction in group:
            if rule_of(plan, contradiction) == code:
                mend = "" if contradiction.circle else _MENDS.get(code, "")
                message = f"{contradiction.message} {mend}".rstrip()
                yield Finding(code, severity, message, contradiction.stated + contradiction.assumed)


# What may mend a contradiction of these rules besides changing one of its times.
_MENDS = {
    "ORD009": "If the walk is shorter, state the route and how long it takes.",
    "ORD011": "Press must be out before the closed part begins.",
    "ORD019": "If the event lasts longer, give its last day.",
    "ORD022": "If the order is another, correct that instead.",
    "LIV005": "If the stream shows the open part alone, say which part it covers.",
    "CAL004": "The two are in different zones, and only their wall clocks look in order.",
}
CONTRADICTION = "ORD023"
WALL_CLOCKS = "CAL004"
# These say how a moment came to be known or bounded; another law in the same contradiction is the broken one.
_BACKGROUND = ("LIV002", "ORD019", "ORD022")


def code_of(contradiction: Contradiction) -> str:
    """The one rule that a contradiction breaks; ORD023 where it takes several, or none of the catalogue.

    Where an assumption takes part, it is the assumption's rule.
    """
    assumed = tuple(dict.fromkeys(fact.rule for fact in contradiction.assumed if fact.rule))
    if assumed:
        return assumed[0] if len(assumed) == 1 else CONTRADICTION
    codes = contradiction.rules
    laws = [code for code in codes if code not in _BACKGROUND] or [code for code in codes if code != "LIV002"]
    return laws[0] if len(laws) == 1 else CONTRADICTION


def rule_of(plan: Plan, contradiction: Contradiction) -> str:
    """The one rule that reports a contradiction: CAL004 where only the wall clocks agree, else `code_of` it."""
    return WALL_CLOCKS if _hidden_by_wall_clocks(plan, contradiction) else code_of(contradiction)


def _hidden_by_wall_clocks(plan: Plan, contradiction: Contradiction) -> bool:
    """Whether its two times are in different zones, and the earlier by the wall clock is the later in truth."""
    paths = dict.fromkeys(fact.path for fact in contradiction.stated)
    moments = [moment for path in paths for moment in plan.by_path.get(path, ())]
    times = [
        (moment.said.first, wall(moment.said.first, moment.zone).replace(tzinfo=None))
        for moment in moments
        if moment.said and moment.said.first is not None
    ]
    zones = {moment.zone for moment in moments}
    if len(times) != 2 or len(zones) != 2:
        return False
    earlier, later = sorted(times)
    return earlier[1] > later[1]


@dataclass(frozen=True, slots=True)
class Gap:
    """How long after one moment another one comes, in seconds, as far as that is sure (None: no bound)."""

    least: int | None
    most: int | None

    def fits(self, least: int | None, most: int | None) -> bool | None:
        """Whether it lies in a range; None where that is not known."""
        too_short = _compared(self.least, self.most, least)
        too_long = _compared(_negative(self.most), _negative(self.least), _negative(most))
        if too_short is True or too_long is True:
            return False
        return None if too_short is None or too_long is None else True


def _compared(low: int | None, high: int | None, limit: int | None) -> bool | None:
    """Whether a value between ``low`` and ``high`` lies under ``limit``."""
    if limit is None or (low is not None and low >= limit):
        return False
    return True if high is not None and high < limit else None


def _negative(value: int | None) -> int | None:
    return None if value is None else -value


def gap(plan: Plan, first: Moment, second: Moment) -> Gap:
    """How long ``second`` comes after ``first``, by what is stated alone: no assumption of the house counts."""
    for one, other, sign in ((first, second, -1), (second, first, 1)):
        if one.when and one.when.shape is Shape.RELATIVE and _anchor(one) == other.point:
            seconds = sign * one.when.offset_seconds
            return Gap(seconds, seconds)
    (first_low, first_high), (second_low, second_high) = (
        _sure(plan, first, second),
        _sure(plan, second, first),
    )
    return Gap(_difference(second_low, first_high), _difference(second_high, first_low))


def _anchor(moment: Moment) -> str:
    anchor = moment.when.anchor if moment.when else ""
    return f"{moment.point.split('.')[0]}.{anchor}" if anchor in ("start", "end") else anchor


def _sure(plan: Plan, moment: Moment, other: Moment) -> tuple[int | None, int | None]:
    """The ends of a moment's window that rest neither on an assumption nor on what is said of ``other``."""
    if moment.exact is not None:
        return moment.exact, moment.exact
    sure, others = plan.surely(moment.point), {fact.path for fact in facts_of(other)}
    low, high = (sure.said.first, sure.said.last) if sure.said else (None, None)
    if sure.why_earliest and not others.intersection(fact.path for fact in sure.why_earliest):
        low = sure.earliest
    if sure.why_latest and not others.intersection(fact.path for fact in sure.why_latest):
        high = sure.latest
    return low, high


def _difference(second: int | None, first: int | None) -> int | None:
    return None if second is None or first is None else second - first


def facts_of(*moments: Moment) -> tuple[Fact, ...]:
    """What the file says of these moments; of one that follows exactly from other times, those times."""
    found: list[Fact] = []
    for moment in moments:
        reasons = [fact for fact in moment.why_earliest + moment.why_latest if fact.basis is Basis.STATED]
        if moment.said and moment.said.when is not None:
            own = said_at(f"{moment.said.what} {moment.said.when.text}", moment.said.path)
            found.append(next((fact for fact in reasons if fact.path == moment.said.path), own))
        elif moment.exact is not None:
            found += reasons
    return tuple(dict.fromkeys(found))


def contested(plan: Plan, *moments: Moment) -> bool:
    """Whether these moments already stand together in a contradiction, so that advice on them can wait."""
    wanted = [{fact.path for fact in facts_of(moment)} for moment in moments]
    return any(
        all(paths & {fact.path for fact in contradiction.stated} for paths in wanted)
        for contradiction in plan.contradictions + plan.doubts
    )


def going_ahead(plan: Plan) -> Iterator[tuple[str, Session]]:
    """The sessions that are to take place, each with its place in the file: ``sessions[1]``.

    What is cancelled or postponed is left out of all advice: nobody is sent anywhere for it.
    """
    for number, session in enumerate(plan.event.sessions):
        if not (session.status.is_off or plan.event.status.is_off):
            yield f"sessions[{number}]", session


def coming_in(session: Session, *steps: Step) -> Iterator[tuple[int, AccessTime]]:
    """The access times by which press come in, with their numbers; of these steps only, if any are named."""
    for number, entry in enumerate(session.access):
        if entry.step is not Step.CLEAR and (not steps or entry.step in steps):
            yield number, entry


def admitting(session: Session) -> Coverage | None:
    """The coverage by which the office lets press in to a session, or to a part; None where it does not."""
    not_ours = (Coverage.CLOSED, Coverage.HOST_DECIDES, Coverage.VIRTUAL_OPEN)
    stated = (session.coverage, *(part.coverage for part in session.parts))
    return next((coverage for coverage in stated if coverage and coverage not in not_ours), None)


def not_checked(code: str, missing: Iterable[str], why: str = "not stated") -> Iterator[Unchecked]:
    """One entry for all that a rule lacks: ``not stated: the start of the camera spray``; none if nothing lacks."""
    names = list(dict.fromkeys(missing))
    if names:
        yield Unchecked(code, f"{why}: {listed(names)}")


def said_at(what: str, path: str) -> Fact:
    """A fact of the file, for a finding."""
    return Fact(Basis.STATED, what, path)
