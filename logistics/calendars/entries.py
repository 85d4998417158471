"""From a programme to the entries of its calendar: which there are, when each stands, and what identifies it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from logistics.calendars import descriptions, naming
from logistics.calendars.addresses import uri
from logistics.calendars.clocktimes import Page, Placed, days, placed, stated
from logistics.disclosure import Programme
from logistics.model import AccessTime, Category, Event, Level, Session, Status
from logistics.moments import Instant, start_of
from logistics.plan import points
from logistics.plan.words import language_words

_NAMESPACE: Final = uuid.UUID("5b0f6c1e-94a5-4c3e-9d0e-6a1f0b7d2c48")
"""Drawn once at random. Changing it would make every entry in every reader's calendar a new one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar. A day for ``starts`` makes it an all-day entry, whose ``ends`` is the day after."""

    uid: str
    event: Event
    summary: str
    place: str
    description: str
    zone: str
    starts: Instant | dt.date
    ends: Instant | dt.date | None
    status: str
    takes_time: bool
    streams: tuple[tuple[str, str], ...] = ()
    belongs_to: str = ""

    @property
    def order(self) -> tuple[Instant, str]:
        """By start, then by UID."""
        start = self.starts
        return start_of(start, self.zone) if isinstance(start, dt.date) else start, self.uid


def identity(*names: str) -> str:
    """The UID of a thing by its names (RFC 7986 §5.3: a UUID): the same for ever, and it tells nothing."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(names)))


def entries(programme: Programme) -> tuple[Entry, ...]:
    """The entries of one event for its audience, at least one, by start and UID.

    Where no session can be placed, the event stands on its day with its name: RFC 5545 §3.6 allows no calendar
    without an entry, and name and day are open to everybody who may have the programme.
    """
    sessions = [entry for session in programme.event.sessions for entry in _of_session(programme, session)]
    accesses = [entry for session in programme.event.sessions for entry in _of_accesses(programme, session)]
    found = [*(sessions or [_of_event(programme)]), *accesses]
    return tuple(sorted(found, key=lambda entry: entry.order))


def _of_session(programme: Programme, session: Session) -> Iterator[Entry]:
    event, zone = programme.event, programme.event.zone_of(session)
    place = placed(programme, programme.moment(points.start(session)))
    if place is not None:
        place = _with_end(programme, session, place)
        page = _page(programme, place, zone)
        starts, ends = _span(programme, place)
        yield Entry(
            uid=_session_identity(event, session),
            event=event,
            summary=naming.session_summary(page, session),
            place=naming.session_place(event, session),
            description=descriptions.session_description(page, session),
            zone=zone,
            starts=starts,
            ends=ends,
            status=_status(event, session, place),
            takes_time=_takes_time(programme, session, place),
            streams=_streams(session),
        )


def _of_accesses(programme: Programme, session: Session) -> Iterator[Entry]:
    has_entry = placed(programme, programme.moment(points.start(session))) is not None
    belongs_to = _session_identity(programme.event, session) if has_entry else ""
    for access, name in _named(session):
        yield from _of_access(programme, session, access, (name, belongs_to))


def _session_identity(event: Event, session: Session) -> str:
    return identity(event.id, "session", session.id)


def _of_access(
    programme: Programme, session: Session, access: AccessTime, names: tuple[str, str]
) -> Iterator[Entry]:
    event, zone = programme.event, programme.event.zone_of(session)
    place = placed(programme, programme.moment(points.access(session, access)))
    if place is None:
        return
    closes = stated(programme, programme.moment(points.access_close(session, access)))
    if place.firm and place.starts is not None and closes is not None and closes > place.starts:
        place = Placed(place.starts, closes, firm=True)
    starts, ends = _span(programme, place)
    name, belongs_to = names
    page = _page(programme, place, zone)
    yield Entry(
        uid=identity(event.id, "access", session.id, name),
        event=event,
        summary=naming.access_summary(page, session, access),
        place=naming.access_place(event, session, access),
        description=descriptions.access_description(page, session, access),
        zone=zone,
        starts=starts,
        ends=ends,
        status=_status(event, session, place),
        takes_time=_takes_time(programme, session, place),
        belongs_to=belongs_to,
    )


def _of_event(programme: Programme) -> Entry:
    event = programme.event
    place = Placed(None, None, firm=False)
    starts, ends = _span(programme, place)
    return Entry(
        uid=identity(event.id),
        event=event,
        summary=naming.event_summary(event),
        place="",
        description=descriptions.event_description(_page(programme, place, event.zone)),
        zone=event.zone,
        starts=starts,
        ends=ends,
        status=_status(event, None, place),
        takes_time=False,
    )


def _named(session: Session) -> Iterator[tuple[AccessTime, str]]:
    """Each access time with what identifies it: its own id, or its step and press, in whatever order those stand."""
    seen: dict[str, int] = {}
    for access in session.access:
        press = "+".join(category for category in Category if category in access.press)
        name = access.id or f"{access.step.value} {press}"
        seen[name] = seen.get(name, 0) + 1
        yield access, name if seen[name] == 1 else f"{name} {seen[name]}"


def _with_end(programme: Programme, session: Session, place: Placed) -> Placed:
    """The session's own end, where it is told; a window of its start is not how long it lasts."""
    if not place.firm or place.starts is None:
        return place
    end = stated(programme, programme.moment(points.end(session)))
    return Placed(place.starts, end if end is not None and end > place.starts else None, firm=True)


def _span(programme: Programme, place: Placed) -> tuple[Instant | dt.date, Instant | dt.date | None]:
    if place.starts is None:
        first, last = days(programme)
        return first, last + dt.timedelta(days=1)
    later = place.ends is not None and place.ends > place.starts
    return place.starts, place.ends if later else None


def _page(programme: Programme, place: Placed, zone: str) -> Page:
    at = place.starts if place.starts is not None else start_of(programme.event.date.date, zone)
    return Page(programme, at, zone)


def _status(event: Event, session: Session | None, place: Placed) -> str:
    """RFC 5545 §3.8.1.11."""
    status = naming.status_of(event, session)
    if status is Status.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if place.firm and status is Status.PLANNED else "TENTATIVE"


def _takes_time(programme: Programme, session: Session, place: Placed) -> bool:
    """Whether the reader is busy then: those who work there are, unless it does not go ahead or the time is open."""
    going_ahead = naming.status_of(programme.event, session) in (Status.PLANNED, Status.TO_BE_CONFIRMED)
    return place.firm and going_ahead and programme.audience.level > Level.PUBLIC


def _streams(session: Session) -> tuple[tuple[str, str], ...]:
    """The addresses that can be linked, each with its label."""
    return tuple(
        (address, f"Livestream, {language_words(stream.language)}" if stream.language else "Livestream")
        for stream in session.livestreams
        if (address := uri(stream.address))
    )
