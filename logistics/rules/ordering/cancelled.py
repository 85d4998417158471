"""Times and orders that hang on a session which does not go ahead: ORD024."""

from __future__ import annotations

from collections.abc import Iterator

from logistics.model import Session, Shape, When
from logistics.plan import Fact, Plan
from logistics.plan.relations import RELATION_WORDS
from logistics.plan.words import access_words, capital, status_words
from logistics.rules.base import Finding, Severity, Unchecked, going_ahead, rule, said_at


@rule("ORD024", "Hangs on what does not go ahead", Severity.WARNING)
def hangs_on_the_cancelled(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: A session that goes ahead, or an access time of it, is told by its relation to one that is cancelled or
    postponed.

    Why: With the other session its time is gone too, and press who know of the cancellation do not know when to come.

    Bad: The lunch is cancelled, and the family photo is still “after the lunch”.

    Good: The family photo at 1:15 p.m.

    Source: House practice: a notice of a cancellation says what becomes of the rest.
    """
    off = {item.id: item for item in plan.event.sessions if item.status.is_off}
    names = plan.names
    for path, session in going_ahead(plan):
        for what, fact, other in _hangs_on(path, session, names[session.id]):
            if other in off:
                status = status_words(off[other].status).lower()
                yield Finding(
                    "ORD024",
                    Severity.WARNING,
                    f"{capital(what)} {names[other]}, which is {status}. Say the time or the order in another way.",
                    (fact, said_at(f"{names[other]} is {status}", _status_path(plan, other))),
                )


def _hangs_on(path: str, session: Session, name: str) -> Iterator[tuple[str, Fact, str]]:
    """What hangs on which other session: in words, with its place, and the other's id."""
    for relation, other in session.relations:
        what = f"{name} is {RELATION_WORDS[relation]}"
        yield what, said_at(what, f"{path}.{relation}"), other
    for what, place, when in _times(path, session, name):
        if when is not None and when.shape is Shape.RELATIVE and "." in when.anchor:
            said = f"{what} is told from the {when.anchor.rpartition('.')[2]} of"
            yield said, said_at(f"{what} is “{when.text}”", place), when.anchor.partition(".")[0]


def _times(path: str, session: Session, name: str) -> Iterator[tuple[str, str, When | None]]:
    yield f"the start of {name}", f"{path}.start", session.start
    yield f"the end of {name}", f"{path}.end", session.end
    for number, entry in enumerate(session.access):
        for key, when in (
            ("at", entry.at),
            ("by", entry.by),
            ("from", entry.from_),
            ("between", entry.between),
        ):
            yield access_words(entry), f"{path}.access[{number}].{key}", when


def _status_path(plan: Plan, session_id: str) -> str:
    number = next(number for number, item in enumerate(plan.event.sessions) if item.id == session_id)
    return f"sessions[{number}].status"
