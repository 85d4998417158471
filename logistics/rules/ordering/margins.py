"""Two moments and the margin between them: how all rules on order compare, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from logistics.model import AccessTime, Session
from logistics.plan import Known, Moment, Parameter, Plan, points
from logistics.plan.words import access_words, capital, length_words
from logistics.rules.base import (
    Finding,
    Gap,
    Margin,
    Severity,
    Unchecked,
    contested,
    facts_of,
    gap,
    not_checked,
)

Findings = Iterator[Finding | Unchecked]


class Time(NamedTuple):
    """A moment of the plan with the words for it."""

    moment: Moment
    words: str


Pair = tuple[Time, Time]


class Times:
    """The moments of a plan by what they are of, each with its words."""

    def __init__(self, plan: Plan) -> None:
        self._moments = plan.moments
        self.names = plan.names

    def start(self, session: Session) -> Time:
        """When a session starts."""
        return Time(self._moments[points.start(session)], f"the start of {self.names[session.id]}")

    def end(self, session: Session) -> Time:
        """When a session ends."""
        return Time(self._moments[points.end(session)], f"the end of {self.names[session.id]}")

    def opening(self, session: Session, entry: AccessTime) -> Time:
        """The one time of an access time, or the opening of its window."""
        opens = "the opening of " if points.has_window(entry) else ""
        return Time(self._moments[points.access(session, entry)], f"{opens}{access_words(entry)}")

    def closing(self, session: Session, entry: AccessTime) -> Time:
        """The one time of an access time, or the close of its window."""
        if not points.has_window(entry):
            return self.opening(session, entry)
        return Time(self._moments[points.access_close(session, entry)], f"the close of {access_words(entry)}")


class Mend(NamedTuple):
    """What to do about a margin that is too short, and about one that is too long, if it has a longest.

    ``of_second`` tells that the second time is to be spoken of, as that which can be changed.
    """

    too_short: str
    too_long: str = ""
    of_second: bool = False


def advice(plan: Plan, code: str, pairs: Iterable[Pair], usual: Parameter, mend: Mend) -> Findings:
    """A warning for each pair that cannot lie within the usual margin, and what is missing to know of the others."""
    pairs = list(pairs)
    for first, second in pairs:
        known = gap(plan, first.moment, second.moment)
        off = known.fits(usual.least, usual.most) is False
        if off and not contested(plan, first.moment, second.moment):
            is_short = known.fits(usual.least, None) is False
            what = _apart(first.words, second.words, known, of_second=mend.of_second)
            message = f"{what} {usual_words(usual)} {mend.too_short if is_short else mend.too_long}"
            margin = Margin(first.moment.point, second.moment.point, usual.least, usual.most)
            facts = facts_of(first.moment, second.moment)
            yield Finding(code, Severity.WARNING, message, facts, margin)
    yield from not_checked(code, missing(plan, pairs, usual.least, usual.most))


def unsettled(plan: Plan, code: str, pairs: Iterable[Pair]) -> Iterator[Unchecked]:
    """What is missing to know whether the second of each pair comes no earlier than the first."""
    yield from not_checked(code, missing(plan, pairs, 0, None))


def missing(plan: Plan, pairs: Iterable[Pair], least: int | None, most: int | None) -> Iterator[str]:
    """What would have to be stated to know whether the pairs lie in a range, in seconds."""
    for pair in pairs:
        if gap(plan, pair[0].moment, pair[1].moment).fits(least, most) is None:
            yield from (_wanted(time) for time in pair if time.moment.exact is None)


def _wanted(time: Time) -> str:
    return f"{time.words}, exactly" if time.moment.known in (Known.ABOUT, Known.WINDOW) else time.words


def _apart(first: str, second: str, known: Gap, *, of_second: bool) -> str:
    if known == Gap(0, 0):
        return f"{capital(first)} comes at the same time as {second}."
    in_order = known.most is None or known.most >= 0
    apart = lengths(known if in_order else Gap(-(known.most or 0), _least_before(known)))
    subject, other = (second, first) if of_second else (first, second)
    side = "before" if in_order != of_second else "after"
    return f"{capital(subject)} comes {apart} {side} {other}."


def _least_before(known: Gap) -> int | None:
    return None if known.least is None else -known.least


def lengths(known: Gap) -> str:
    """``25 minutes``, ``at most 25 minutes``, ``5 to 25 minutes``."""
    if known.least is not None and known.least == known.most:
        return length_words(known.least)
    if known.least is None or known.least < 0:
        return f"at most {length_words(known.most or 0)}"
    if known.most is None:
        return f"at least {length_words(known.least)}"
    return f"{length_words(known.least)} to {length_words(known.most)}"


def usual_words(usual: Parameter) -> str:
    """The usual margin, with its source."""
    return f"{capital(usual.meaning)}: usually {usual.words()} ({usual.source})."
