"""Times that readers are not told, as these hang on a session that they may not know: ACC020."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from logistics.model import Coverage, Level, Livestream, Session, Shape, When
from logistics.plan import Fact, Plan
from logistics.plan.relations import RELATION_WORDS
from logistics.plan.words import access_words, capital, listed
from logistics.rules.base import Finding, Severity, Unchecked, going_ahead, rule, said_at

_READERS: Final = (Level.PUBLIC, Level.PRESS)
_START: Final = "a start"
_TIME: Final = "a time of its own"


@rule("ACC020", "Time told to nobody", Severity.WARNING)
def told_to_nobody(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: The press or the public may read of a session, an access time or a livestream, and are told no time for it:
    it hangs on a session that they may not know, such as closed talks.

    Why: Their papers give no time, although the office knows one, and nobody comes.

    Bad: Closed talks at 1:30 p.m. for 45 minutes, and the availability “immediately after” them, without a start.

    Good: The same with a start for the availability, or with the talks announced (audience: public).

    Source: House practice: a hidden session moves no time that others are told.
    """
    names = plan.names
    readers = [_Reader(plan, level) for level in _READERS]
    for path, session in going_ahead(plan):
        untold = [one for reader in readers for one in reader.untold(path, session)]
        for hidden in dict.fromkeys(one.behind.session for one in untold):
            yield _finding(names[hidden], [one for one in untold if one.behind.session == hidden])


class _Behind(NamedTuple):
    """The hidden session that a time hangs on, and what the file says that leads there."""

    session: str
    facts: tuple[Fact, ...]


class _Untold(NamedTuple):
    """A thing that a reader may know of, without its time."""

    what: str
    lacks: str
    level: Level
    behind: _Behind


class _Reader:
    """What readers of one level may know of the sessions and their times, by what the file states."""

    def __init__(self, plan: Plan, level: Level) -> None:
        self._level = level
        self._names = plan.names
        self._sessions = {
            session.id: (f"sessions[{number}]", session) for number, session in enumerate(plan.event.sessions)
        }

    def untold(self, path: str, session: Session) -> Iterator[_Untold]:
        """The start, the access times and the livestreams of a session that this reader is told no time for."""
        if session.shown_to > self._level:
            return
        name = self._names[session.id]
        if behind := self._behind_moment(session.id, "start", frozenset()):
            yield _Untold(name, _START, self._level, behind)
        for number, entry in enumerate(session.access):
            ways = (("at", entry.at), ("by", entry.by), ("from", entry.from_), ("between", entry.between))
            for key, when in ways if entry.audience <= self._level else ():
                what = f"{access_words(entry)} at {name}"
                if behind := self._behind_time(session, when, what, f"{path}.access[{number}].{key}"):
                    yield _Untold(what, _TIME, self._level, behind)
        for number, stream in enumerate(session.livestreams):
            what = f"the livestream of {name}"
            if stream.audience <= self._level and (
                behind := self._behind_time(session, stream.at, what, f"{path}.livestreams[{number}].at")
            ):
                yield _Untold(what, _TIME, self._level, behind)

    def _behind_time(
        self, own: Session, when: When | None, what: str, path: str, seen: frozenset[str] = frozenset()
    ) -> _Behind | None:
        """What hides a stated time; nothing where it is a time of the clock, or none is stated."""
        if when is None or when.shape is not Shape.RELATIVE:
            return None
        other, _, end = when.anchor.rpartition(".")
        behind = self._behind_moment(other or own.id, end, seen)
        return behind and _Behind(behind.session, (said_at(f"{what} is {when.text}", path), *behind.facts))

    def _behind_moment(self, session_id: str, end: str, seen: frozenset[str]) -> _Behind | None:
        """What hides the start or the end of a session; nothing where it is told, or is not known for other reasons."""
        point = f"{session_id}.{end}"
        if session_id not in self._sessions or point in seen:
            return None
        path, session = self._sessions[session_id]
        if session.shown_to > self._level:
            return _Behind(session_id, (self._why_hidden(path, session),))
        seen |= {point}
        stated, other = (session.start, "end") if end == "start" else (session.end, "start")
        if stated is not None:
            what = f"the {end} of {self._names[session_id]}"
            return self._behind_time(session, stated, what, f"{path}.{end}", seen)
        if session.duration is not None and (end == "end" or session.end is not None):
            return self._behind_moment(session_id, other, seen)
        return self._behind_unstated_start(path, session, seen) if end == "start" else None

    def _behind_unstated_start(self, path: str, session: Session, seen: frozenset[str]) -> _Behind | None:
        if stream := self._stream_for_the_start(session):
            number, live = stream
            what = f"the livestream of {self._names[session.id]}"
            return self._behind_time(session, live.at, what, f"{path}.livestreams[{number}].at", seen)
        return self._behind_order(path, session)

    def _stream_for_the_start(self, session: Session) -> tuple[int, Livestream] | None:
        """The livestream whose time stands for the start of an availability (rule LIV002)."""
        if not session.kind.takes_questions:
            return None
        streams = ((n, one) for n, one in enumerate(session.livestreams) if one.audience <= self._level)
        return next(((n, one) for n, one in streams if one.at is not None and one.covers is None), None)

    def _behind_order(self, path: str, session: Session) -> _Behind | None:
        """The hidden session by whose order alone a session without a start is placed in the day."""
        placed = [*self._relations_of(path, session), *self._relations_to(session)]
        hidden = [(other, fact) for other, fact in placed if self._sessions[other][1].shown_to > self._level]
        if not hidden or len(hidden) < len(placed):
            return None
        other, fact = hidden[0]
        return _Behind(other, (fact, self._why_hidden(*self._sessions[other])))

    def _relations_of(self, path: str, session: Session) -> Iterator[tuple[str, Fact]]:
        for key, other in session.relations:
            if other in self._sessions:
                words = f"{self._names[session.id]} is {RELATION_WORDS[key]} {self._names[other]}"
                yield other, said_at(words, f"{path}.{key}")

    def _relations_to(self, session: Session) -> Iterator[tuple[str, Fact]]:
        """What other sessions say of their order with this one; the work of staff around it places nothing."""
        for path, other in self._sessions.values():
            for related, fact in () if other.kind.is_technical else self._relations_of(path, other):
                if related == session.id:
                    yield other.id, fact

    def _why_hidden(self, path: str, session: Session) -> Fact:
        name = self._names[session.id]
        if session.audience is not None:
            return said_at(f"{name} has the audience {session.audience.words}", f"{path}.audience")
        key = "coverage" if session.coverage is Coverage.CLOSED else "kind"
        said = "closed" if key == "coverage" else "the work of staff"
        return said_at(f"{name} is {said}, and nothing says that it is announced", f"{path}.{key}")


def _finding(hidden: str, untold: list[_Untold]) -> Finding:
    things = tuple(dict.fromkeys(one.what for one in untold))
    levels = {one.level for one in untold}
    lacks = _START if any(one.lacks == _START for one in untold) else _TIME
    readers = listed([words for level, words in _READER_WORDS if level in levels])
    hang = "it hangs" if len(things) == 1 else "these hang"
    message = (
        f"{capital(readers)} are told no time for {listed(things)}: {hang} on {hidden}, which they may not know. "
        f"State {lacks}, or announce that session with audience: {min(levels).words}."
    )
    facts = tuple(dict.fromkeys(fact for one in untold for fact in one.behind.facts))
    return Finding("ACC020", Severity.WARNING, message, facts)


_READER_WORDS: Final = ((Level.PRESS, "the press"), (Level.PUBLIC, "the public"))
