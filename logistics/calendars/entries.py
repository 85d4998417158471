"""From a programme to the entries of its calendar: which there are, when each stands, and what identifies it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from logistics.calendars import descriptions, naming
from logistics.calendars.addresses import uri
from logistics.calendars.clocktimes import ON_THE_DAYS, Placed, days, meant, placed
from logistics.calendars.firmness import status_of
from logistics.calendars.pages import Page
from logistics.calendars.surroundings import Surroundings, surroundings
from logistics.disclosure import Known, Programme
from logistics.model import AccessTime, Category, Event, Level, Session, Status
from logistics.model.clocks import instant_of_revision
from logistics.moments import Instant, start_of
from logistics.plan import points
from logistics.plan.words import capital, date_words, language_words, step_words

CANCELLED: Final = "CANCELLED"
_NAMESPACE: Final = uuid.UUID("5b0f6c1e-94a5-4c3e-9d0e-6a1f0b7d2c48")
"""Drawn once at random. Changing it would make every entry in every reader's calendar a new one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says, and what identifies it.

    ``streams`` are addresses with labels, ``belongs_to`` is a UID. ``for_what`` says of an access time which session
    it is for, where and when that is.
    """

    uid: str
    summary: str
    place: str
    description: str
    streams: tuple[tuple[str, str], ...] = ()
    belongs_to: str = ""
    for_what: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """When an entry changed last: its SEQUENCE since then, at what instant, and in which revision, in words.

    A revision that is seen by itself has changed all of its entries; ``history.over_editions`` knows better.
    """

    sequence: int
    at: Instant
    words: str = ""


@dataclass(frozen=True, slots=True)
class Leads:
    """That an entry comes before another (RFC 9253 §4): how, the UID of the other, and the seconds between them."""

    how: str
    uid: str
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar. A day for ``starts`` makes it an all-day entry, whose ``ends`` is the day after.

    ``kind`` is what it is, such as ``Pre-set``; ``rings`` says that its reader has to be somewhere by its start,
    ``about`` that this is only said to be about then, and ``postponed`` that its time does not stand any more.
    """

    told: Told
    zone: str
    starts: Instant | dt.date
    ends: Instant | dt.date | None
    status: str
    takes_time: bool
    changed: Changed
    kind: str = ""
    rings: bool = False
    about: bool = False
    postponed: bool = False
    leads: tuple[Leads, ...] = ()

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        return self.status == CANCELLED

    @property
    def order(self) -> tuple[Instant, str]:
        """By start, then by UID."""
        start = self.starts
        return start_of(start, self.zone) if isinstance(start, dt.date) else start, self.told.uid


def identity(*names: str) -> str:
    """The UID of a thing by its names (RFC 7986 §5.3: a UUID): the same for ever, and it tells nothing."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(names)))


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition of an event tells: its entries, and by UID what is off and has no time any more.

    These stand on the event's days, with what may be told of them now; where they stood is for whoever was told.
    """

    entries: tuple[Entry, ...]
    off: Mapping[str, Entry]


def edition(programme: Programme) -> Edition:
    """What one edition of an event tells its audience."""
    event, found = programme.event, entries(programme)
    timed = {entry.told.uid for entry in found if isinstance(entry.starts, Instant)}
    making = _Making(programme, surroundings(programme))
    lost = (
        entry
        for session in event.sessions
        if status_of(event, session).is_off
        for entry in (
            making.session_entry(session, ON_THE_DAYS),
            *(making.access_entry(session, access, name, ON_THE_DAYS) for access, name in _named(session)),
        )
    )
    return Edition(found, {entry.told.uid: entry for entry in lost if entry.told.uid not in timed})


def entries(programme: Programme) -> tuple[Entry, ...]:
    """The entries of one event for its audience, at least one, by start and UID.

    Where no session can be placed, the event stands on its day with its name: RFC 5545 §3.6 allows no calendar
    without an entry, and name and day are open to everybody who may have the programme.
    """
    making = _Making(programme, surroundings(programme))
    of_sessions = [entry for session in programme.event.sessions for entry in making.of_session(session)]
    of_access = [entry for session in programme.event.sessions for entry in making.of_access(session)]
    found = [*(of_sessions or [making.of_event()]), *of_access]
    return tuple(sorted(found, key=lambda entry: entry.order))


@dataclass(frozen=True, slots=True)
class _Making:
    """The making of one programme's entries."""

    programme: Programme
    surroundings: Surroundings

    def of_session(self, session: Session) -> Iterator[Entry]:
        place = self.place_of(session)
        if place is not None:
            yield self.session_entry(session, place)

    def session_entry(self, session: Session, place: Placed) -> Entry:
        event = self.programme.event
        page = self.page(place, event.zone_of(session))
        told = Told(
            uid=session_identity(event, session),
            summary=naming.session_summary(page, session),
            place=naming.session_place(event, session),
            description=descriptions.session_description(page, session),
            streams=() if status_of(event, session).is_off else _streams(session),
        )
        kind = _KINDS[session.kind.is_press_opportunity, session.kind.is_technical]
        made = self.entry(told, page.zone, _with_end(self.programme, session, place), session, kind)
        return made if self.programme.audience.level is Level.PRESS else self.ringing(made, session, place)

    def of_access(self, session: Session) -> Iterator[Entry]:
        for access, name in _named(session):
            place = placed(self.programme.moment(points.access(session, access)))
            if place is not None:
                yield self.access_entry(session, access, name, place)

    def access_entry(self, session: Session, access: AccessTime, name: str, place: Placed) -> Entry:
        event, moment = self.programme.event, self.programme.moment(points.access(session, access))
        page = self.page(place, event.zone_of(session))
        told = Told(
            uid=identity(event.id, "access", session.id, name),
            summary=naming.access_summary(page, session, access),
            place=naming.access_place(event, session, access),
            description=descriptions.access_description(page, session, access),
            belongs_to=session_identity(event, session) if self.place_of(session) else "",
            for_what=descriptions.for_what(page, session),
        )
        when = _with_close(self.programme, session, access, place)
        made = self.entry(told, page.zone, when, session, capital(step_words(access.step)))
        about = moment is not None and moment.known is Known.ABOUT
        return replace(self.ringing(made, session, place), about=about)

    def of_event(self) -> Entry:
        event, place = self.programme.event, ON_THE_DAYS
        description = descriptions.event_description(self.page(place, event.zone))
        told = Told(identity(event.id), naming.event_summary(event), "", description)
        return self.entry(told, event.zone, place, None, "Event")

    def place_of(self, session: Session) -> Placed | None:
        return self.surroundings.places.get(session.id)

    def page(self, place: Placed, zone: str) -> Page:
        at = place.starts if place.starts is not None else start_of(self.programme.event.date.date, zone)
        return Page(self.programme, self.surroundings, at, zone)

    def entry(self, told: Told, zone: str, when: Placed, session: Session | None, kind: str) -> Entry:
        event = self.programme.event
        starts, ends = _span(self.programme, when)
        takes_time = _takes_time(self.programme, session, when)
        status = _status(event, session, when)
        postponed = status_of(event, session) is Status.POSTPONED
        return Entry(
            told, zone, starts, ends, status, takes_time, _issued(event), kind=kind, postponed=postponed
        )

    def ringing(self, entry: Entry, session: Session, when: Placed) -> Entry:
        """An entry by whose start its reader has to be there, if it goes ahead and its time is known.

        Of the press nobody has to be at a session itself: they come in by their access times, or not at all.
        """
        rings = when.firm and when.starts is not None and _goes_ahead(self.programme.event, session)
        return replace(entry, rings=rings)


_KINDS: Final = {(True, False): "Press", (False, True): "Technical", (False, False): "Session"}
"""Of a session, by whether it is for the press and whether it is technical."""


def _issued(event: Event) -> Changed:
    revision = event.revision
    words = f"Last changed: revision {revision.number}, {date_words(revision.date.date)}."
    return Changed(revision.number - 1, instant_of_revision(revision, event.zone), words)


def session_identity(event: Event, session: Session) -> str:
    """The UID of a session's entry."""
    return identity(event.id, "session", session.id)


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
    end = meant(programme.moment(points.end(session)))
    return Placed(place.starts, end if end is not None and end > place.starts else None, firm=True)


def _with_close(programme: Programme, session: Session, access: AccessTime, place: Placed) -> Placed:
    """The close of an access window, where it is told."""
    closes = meant(programme.moment(points.access_close(session, access)))
    if not place.firm or place.starts is None or closes is None or closes <= place.starts:
        return place
    return Placed(place.starts, closes, firm=True)


def _span(programme: Programme, place: Placed) -> tuple[Instant | dt.date, Instant | dt.date | None]:
    if place.starts is None:
        first, last = days(programme)
        return first, last + dt.timedelta(days=1)
    later = place.ends is not None and place.ends > place.starts
    return place.starts, place.ends if later else None


def _status(event: Event, session: Session | None, place: Placed) -> str:
    """RFC 5545 §3.8.1.11."""
    status = status_of(event, session)
    if status is Status.CANCELLED:
        return CANCELLED
    return "CONFIRMED" if place.firm and status is Status.PLANNED else "TENTATIVE"


def _takes_time(programme: Programme, session: Session | None, place: Placed) -> bool:
    """Whether the reader is busy then: those who work there are, unless it does not go ahead or the time is open."""
    return place.firm and _goes_ahead(programme.event, session) and programme.audience.level > Level.PUBLIC


def _goes_ahead(event: Event, session: Session | None) -> bool:
    return status_of(event, session) in (Status.PLANNED, Status.TO_BE_CONFIRMED)


def _streams(session: Session) -> tuple[tuple[str, str], ...]:
    """The addresses that can be linked, each with its label."""
    return tuple(
        (address, f"Livestream, {language_words(stream.language)}" if stream.language else "Livestream")
        for stream in session.livestreams
        if (address := uri(stream.address))
    )
