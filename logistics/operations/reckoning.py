"""How each time of an event was understood, and what follows for those that nobody stated: for the places of a form."""

from __future__ import annotations

from collections.abc import Iterator

from logistics.model import Session
from logistics.moments import letters, wall
from logistics.operations.telling import Clock
from logistics.plan import Known, Moment, Plan, points
from logistics.plan.words import clock_words, date_words


def times_in_words(plan: Plan) -> dict[str, str]:
    """By the path of each time: how it was read, or what follows for it where the file does not state it."""
    read = {moment.path: _as_read(moment) for moment in plan.moments.values() if moment.path}
    return {**dict(_inferred(plan)), **{path: words for path, words in read.items() if words}}


def _as_read(moment: Moment) -> str:
    if moment.exact is not None:
        day = wall(moment.exact, moment.zone).date()
        return f"{clock_words(moment.exact, moment.zone)} {letters(moment.exact, moment.zone)}, {date_words(day)}"
    return ""


def _inferred(plan: Plan) -> Iterator[tuple[str, str]]:
    clock = Clock.of(plan.event)
    for number, session in enumerate(plan.event.sessions):
        for key, point in (("start", points.start(session)), ("end", points.end(session))):
            moment = plan.moments.get(point)
            if _says_nothing(session, key) and moment is not None and (words := _follows(moment, clock)):
                yield f"sessions[{number}].{key}", words


def _says_nothing(session: Session, key: str) -> bool:
    return getattr(session, key) is None


def _follows(moment: Moment, clock: Clock) -> str:
    words = clock.moment(moment)
    if not words or moment.known not in (Known.INFERRED, Known.DERIVED):
        return ""
    return f"Not stated. It follows: {words.rstrip(chr(46))}."
