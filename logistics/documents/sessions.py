"""The sessions of a programme for readers: in which order, and what each is called beside the others."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from logistics.disclosure import Programme
from logistics.documents.wording import Wording
from logistics.model import Coverage, Session
from logistics.moments import Instant, end_of, wall
from logistics.plan import points
from logistics.plan.words import capital, session_words

_BEFORE = ("before", "on_arrival_at")
Key = tuple[float, ...]


def first_told(programme: Programme, point: str) -> Instant | None:
    """The earliest instant of a moment, where this audience was told a time of it."""
    moment = programme.moment(point)
    return (
        moment.said.first
        if moment and moment.said and moment.said.first is not None
        else _exact(programme, point)
    )


def _exact(programme: Programme, point: str) -> Instant | None:
    moment = programme.moment(point)
    return moment.exact if moment else None


def in_order(programme: Programme) -> tuple[Session, ...]:
    """By time; a session without one stands beside the session that it is said to precede or to follow.

    One that neither has a time nor a relation is placed by its first access time or stream, else at the end: of
    the event's first day, where it has several.
    """
    sessions = programme.event.sessions
    keys = _Keys(programme)
    return tuple(sorted(sessions, key=lambda session: (keys.of(session), sessions.index(session))))


def days(programme: Programme) -> Mapping[str, dt.date | None]:
    """The day of each session by id: its own, else that of what it stands beside; None where nothing says it."""
    event, keys = programme.event, _Keys(programme)
    if event.last_date is None:
        return {session.id: event.date.date for session in event.sessions}
    return {session.id: keys.day_of(session) for session in event.sessions}


class _Keys:
    """Sort keys: ``(instant, 0)`` for a time; around it, one step (-1 before, 1 after) and the number in the file."""

    def __init__(self, programme: Programme) -> None:
        event = programme.event
        self._programme = programme
        self._by_id = {session.id: session for session in event.sessions}
        self._number = {session.id: number for number, session in enumerate(event.sessions)}
        self._last = (math.inf if event.last_date is None else end_of(event.date.date, event.zone), -2)

    def of(self, session: Session) -> Key:
        """The key of a session."""
        return self._told(session) or self._last

    def day_of(self, session: Session) -> dt.date | None:
        """The day of the time by which a session is put in order; None where there is none."""
        key = self._told(session)
        return wall(int(key[0]), self._programme.event.zone_of(session)).date() if key else None

    def _told(self, session: Session, on_the_way: frozenset[str] = frozenset()) -> Key:
        """Empty where no time is told by which the session could be placed."""
        start = first_told(self._programme, points.start(session))
        if start is not None:
            return (start, 0)
        for side, other in self._neighbours(session):
            if other.id not in on_the_way:
                anchor = self._told(other, on_the_way | {session.id})
                if anchor:
                    return (*anchor[:-1], side, self._number[session.id], 0)
        sign = self._first_sign(session)
        return () if sign is None else (sign, 0)

    def _neighbours(self, session: Session) -> list[tuple[int, Session]]:
        """Own relations, then those that others have to this one, seen from here."""
        own = [
            (-1 if name in _BEFORE else 1, self._by_id[other])
            for name, other in session.relations
            if other in self._by_id
        ]
        others = [
            (1 if name in _BEFORE else -1, other)
            for other in self._programme.event.sessions
            for name, meant in other.relations
            if meant == session.id
        ]
        return own + others

    def _first_sign(self, session: Session) -> Instant | None:
        names = [points.access(session, entry) for entry in session.access]
        names += [points.stream_start(session, number) for number, _ in enumerate(session.livestreams)]
        return min(
            (told for name in names if (told := first_told(self._programme, name)) is not None),
            default=None,
        )


@dataclass(frozen=True)
class Names:
    """What each session is called: ``heading`` by itself, ``reference`` inside a sentence."""

    headings: Mapping[str, str]
    references: Mapping[str, str]

    def heading(self, session: Session) -> str:
        """``Joint press availability``; told apart from others of the same name."""
        return self.headings[session.id]

    def reference(self, session_id: str) -> str:
        """``the joint press availability``."""
        return self.references[session_id]


def names(sessions: tuple[Session, ...], words: Wording) -> Names:
    """The names of sessions in their order."""
    titles = _told_apart({session.id: session_words(session) for session in sessions}, sessions, words)
    kinds = {session.id: session_words(session.model_copy(update={"title": None})) for session in sessions}
    count = Counter(kinds.values())
    references = {
        session.id: words("session.title", title=_quotable(session.title))
        if session.title
        and not (count[kinds[session.id]] == 1 and kinds[session.id] in session.title.casefold())
        else words(
            "session.the", name=kinds[session.id] if count[kinds[session.id]] == 1 else titles[session.id]
        )
        for session in sessions
    }
    return Names({session_id: capital(title) for session_id, title in titles.items()}, references)


def _quotable(title: str) -> str:
    """The title as it stands inside quotation marks: its own become single ones."""
    return title.replace("“", "‘").replace("”", "’")


def _told_apart(called: Mapping[str, str], sessions: tuple[Session, ...], words: Wording) -> dict[str, str]:
    """Sessions of one name are told apart by who may come, where that differs, else by their number."""
    result = dict(called)
    for name in {name for name, count in Counter(called.values()).items() if count > 1}:
        alike = [session for session in sessions if called[session.id] == name]
        kinds = [_open_or_pooled(session) for session in alike]
        by_coverage = "" not in kinds and len(set(kinds)) == len(kinds) and not alike[0].title
        for number, (session, kind) in enumerate(zip(alike, kinds, strict=True), 1):
            result[session.id] = (
                words(f"session.{kind}", name=name)
                if by_coverage
                else words("session.numbered", ordinal=words.ordinal(number), name=name)
            )
    return result


def _open_or_pooled(session: Session) -> str:
    if session.coverage is Coverage.OPEN:
        return "open"
    return "pooled" if session.coverage and session.coverage.is_pooled else ""
