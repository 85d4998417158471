"""What to call each session in a message, and times that are told by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from logistics.model import Event, Session, When
from logistics.plan.words import kind_words, length_words

MOST_SHOWN = 5
LONGEST_NAME = 40


def names_of(event: Event) -> Mapping[str, str]:
    """What to call each session so that it is told from the others: ``the dialogue``, ``“Opening plenary”``.

    A long title is no name: its kind is. Of several called alike, each has its id beside: ``the camera spray
    (pooled-spray)``.
    """
    names = {session.id: _name_of(session) for session in event.sessions}
    count = Counter(names.values())
    return {key: f"{name} ({key})" if count[name] > 1 else name for key, name in names.items()}


def _name_of(session: Session) -> str:
    if session.title and len(session.title) <= LONGEST_NAME:
        return f"“{session.title}”"
    return f"the {kind_words(session.kind)}"


def relative_words(when: When, names: Mapping[str, str], own: str | None = None) -> str:
    """A relative time in words: ``30 minutes before the start of the dialogue``, ``at the end of the plenary``.

    ``own`` is the id of the session that the time belongs to; without one, a bare ``start`` is the event's.
    """
    session, _, edge = when.anchor.rpartition(".")
    of = names.get(session or own or "", "the event")
    if not when.offset_seconds:
        return f"at the {edge} of {of}"
    side = "before" if when.offset_seconds < 0 else "after"
    return f"{length_words(abs(when.offset_seconds))} {side} the {edge} of {of}"


def the_first(names: Sequence[str]) -> tuple[str, ...]:
    """The first few of many names, and how many more there are."""
    if len(names) <= MOST_SHOWN + 1:
        return tuple(names)
    return (*names[:MOST_SHOWN], f"{len(names) - MOST_SHOWN} more")
