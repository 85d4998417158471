"""The cues of a run of show: every moment that staff wait for, named, placed, and with how it is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from logistics.disclosure import Moment, Programme
from logistics.documents.runofshow.telling import bounds
from logistics.documents.sessions import Names
from logistics.documents.wording import Wording
from logistics.model import AccessTime, Event, Livestream, Session, Status, Venue
from logistics.plan import points
from logistics.plan.words import access_words, capital, coverage_words


class Rank(IntEnum):
    """What comes first at one instant: an end, then access, then a stream, then a beginning."""

    END = 0
    ACCESS = 1
    STREAM = 2
    BEGINNING = 3
    EMBARGO = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A moment of the day with its name; ``before`` stands before its time (by, from). ``wanted``: it is told even
    where nothing is known of it."""

    moment: Moment | None
    name: str
    where: str
    rank: Rank
    detail: str = ""
    before: str = ""
    cancelled: bool = False
    wanted: bool = True


@dataclass(frozen=True)
class Places:
    """Where things are, in words."""

    event: Event
    words: Wording

    def venue(self, session: Session) -> Venue | None:
        """The venue of a session, if the file says it."""
        return self.event.venue_of(session)

    def room(self, session: Session) -> str:
        """``Dean Acheson Auditorium``; ``U.S. Department of State, room not stated``."""
        if session.room:
            room = self.event.room(session.room)
            return room.name if room else session.room
        venue = self.venue(session)
        return self.words("place.no.room", venue=venue.name) if venue else self.words("place.no.venue")

    def entrance(self, session: Session, entry: AccessTime) -> str:
        """``23rd Street Entrance``; ``U.S. Department of State, entrance not stated``."""
        if entry.entrance:
            entrance = self.event.entrance(entry.entrance)
            return entrance.name if entrance else entry.entrance
        venue = self.venue(session)
        if venue is None:
            return self.words("place.no.entrance.no.venue")
        return self.words("place.no.entrance", venue=venue.name)

    def stream(self, stream: Livestream) -> str:
        """``Livestream, state.gov``."""
        return self.words("place.stream", address=stream.address)


def status_after(session: Session, words: Wording) -> str:
    """`` (cancelled)``; empty for a session that goes ahead."""
    planned = session.status is Status.PLANNED
    return "" if planned else words("status.after", status=session.status.value)


def coverage(session: Session, words: Wording) -> str:
    """``open press``, ``staff and technical``, ``coverage not stated``."""
    if session.coverage is not None:
        return coverage_words(session.coverage)
    return words("coverage.staff" if session.kind.is_technical else "coverage.unsaid")


@dataclass(frozen=True)
class Cues:
    """Walks a programme for its moments."""

    programme: Programme
    words: Wording
    names: Names
    places: Places

    def all(self) -> Iterator[Found]:
        """Every moment of every session, and the embargoes."""
        for session in self.programme.event.sessions:
            yield from self._session(session)
            for entry in session.access:
                yield from self._access(session, entry)
            for number, stream in enumerate(session.livestreams):
                yield from self._stream(session, number, stream)
        for item in self.programme.event.releases:
            if item.embargo is not None:
                moment = self.programme.moment(points.embargo(item))
                yield Found(moment, self.words("cue.embargo", name=capital(item.title)), "", Rank.EMBARGO)

    def _name(self, session: Session) -> str:
        return self.names.heading(session) + status_after(session, self.words)

    def _session(self, session: Session) -> Iterator[Found]:
        start, end = (self.programme.moment(point) for point in (points.start(session), points.end(session)))
        name, where, off = self._name(session), self.places.room(session), session.status is Status.CANCELLED
        detail = coverage(session, self.words)
        if not bounds(end).both:
            detail = self.words("cue.end.not.stated", detail=detail)
        yield Found(start, name, where, Rank.BEGINNING, detail, cancelled=off)
        ends = self.words("cue.ends", name=name)
        yield Found(end, ends, where, Rank.END, cancelled=off, wanted=not off)
        for part in session.parts:
            title = self.words("cue.part", part=part.title, name=name)
            opens = self.programme.moment(points.part_start(session, part))
            closes = self.programme.moment(points.part_end(session, part))
            says = coverage_words(part.coverage)
            yield Found(opens, title, where, Rank.BEGINNING, says, cancelled=off)
            ends = self.words("cue.ends", name=title)
            yield Found(closes, ends, where, Rank.END, cancelled=off, wanted=False)

    def _access(self, session: Session, entry: AccessTime) -> Iterator[Found]:
        where = self.places.entrance(session, entry)
        if entry.place:
            where = self.words("place.spot", entrance=where, spot=entry.place)
        opens = self.programme.moment(points.access(session, entry))
        off, what = session.status is Status.CANCELLED, capital(access_words(entry))
        windowed = points.has_window(entry)
        key = "cue.access.opens" if windowed else "cue.access"
        before = (
            "time.by" if entry.by and not entry.from_ else "time.from" if entry.from_ and not entry.by else ""
        )
        name = self._name(session)
        yield Found(
            opens,
            self.words(key, access=what, name=name),
            where,
            Rank.ACCESS,
            entry.reason or "",
            before,
            off,
        )
        if windowed:
            closes = self.programme.moment(points.access_close(session, entry))
            closing = self.words("cue.access.closes", access=what, name=name)
            yield Found(closes, closing, where, Rank.ACCESS, cancelled=off)

    def _stream(self, session: Session, number: int, stream: Livestream) -> Iterator[Found]:
        name, where, off = self._name(session), self.places.stream(stream), session.status is Status.CANCELLED
        live = self.programme.moment(points.stream_start(session, number))
        over = self.programme.moment(points.stream_end(session, number))
        covers = stream.covers or ""
        yield Found(live, self.words("cue.stream", name=name), where, Rank.STREAM, covers, cancelled=off)
        over_known = bounds(over).both
        ends = self.words("cue.stream.ends", name=name)
        yield Found(over, ends, where, Rank.END, covers, cancelled=off, wanted=over_known)
