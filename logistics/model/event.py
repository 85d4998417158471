"""The event: everything that the office knows of it, in one frozen value."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import Field

from logistics.model.base import Audience, Language, Level, Line, Noun, Prose, Refers, Slug, shown_to
from logistics.model.people import Delegation, Person
from logistics.model.places import Entrance, Room, Venue
from logistics.model.press import AccessTime, Account, Contact, Registration
from logistics.model.releases import Release
from logistics.model.sessions import Session, SessionRef, Status
from logistics.model.times import Day, When


class Issuer(Noun):
    """Who sends the papers out."""

    name: Line = shown_to(Level.PUBLIC, "The institution, such as U.S. Department of State.")
    office: Line | None = shown_to(Level.PUBLIC, "The office in it.", None)
    place: Line | None = shown_to(Level.PUBLIC, "The place of the dateline.", None)


class Revision(Noun):
    """Which state of the event this is. Every output takes its identity and its time from here, never from now."""

    number: Annotated[int, Field(ge=1, le=1_000_000)] = shown_to(
        Level.PUBLIC, "1 for the first, then 2, 3 and so on."
    )
    date: Day = shown_to(Level.PUBLIC, "The day it was issued.")
    time: When | None = shown_to(Level.PUBLIC, "The time it was issued, where known.", None)


class Series(Noun):
    """The series that the event belongs to."""

    name: Line = shown_to(Level.PUBLIC, "What each meeting of the series is called.")
    ordinal: Annotated[int, Field(ge=1, le=1000)] | None = shown_to(Level.PUBLIC, "Which one this is.", None)
    previous: Day | None = shown_to(Level.PUBLIC, "The day of the one before.", None)
    background: Prose | None = shown_to(Level.PUBLIC, "What the earlier ones led to.", None)


class PlanningNote(Noun):
    """Something that only the office may read."""

    text: Prose = shown_to(Level.STAFF, "The note.")
    about: Annotated[Line, Refers("session")] | None = shown_to(Level.STAFF, "The session it is about.", None)
    audience: Audience = shown_to(Level.STAFF, "staff, or close hold.", Level.STAFF)


class Waiver(Noun):
    """A finding that the office has looked at and accepts, with its reason."""

    rule: Annotated[str, Field(pattern=r"^[A-Z]{3}\d{3}$")] = shown_to(
        Level.STAFF, "The rule's code, such as ACC006."
    )
    reason: Line = shown_to(Level.STAFF, "Why it is accepted.")
    about: SessionRef | None = shown_to(
        Level.STAFF, "The session it is about, where not the whole event.", None
    )


class Event(Noun):
    """An event as one file or form says it. See docs/event-file.md."""

    id: Slug = shown_to(Level.PUBLIC, "Short name that identifies the event for ever.")
    title: Line = shown_to(Level.PUBLIC, "The headline of the notice.")
    name: Line | None = shown_to(
        Level.PUBLIC, "What the event is called, where the headline says more.", None
    )
    invented: Line | None = shown_to(
        Level.PUBLIC, "Said of an event that is not real, with what it is for.", None
    )
    status: Status = shown_to(
        Level.PUBLIC, "planned, to be confirmed, postponed or cancelled.", Status.PLANNED
    )
    date: Day = shown_to(Level.PUBLIC, "The day, or the first of several.")
    last_date: Day | None = shown_to(Level.PUBLIC, "The last day, where there are several.", None)
    zone: Line = shown_to(Level.PUBLIC, "The time zone of all its times, such as America/New_York.")
    language: Language = shown_to(Level.PUBLIC, "The language this file is written in.", "en")
    issuer: Issuer = shown_to(Level.PUBLIC, "Who sends the papers out.")
    revision: Revision = shown_to(Level.PUBLIC, "Which state of the event this is.")
    series: Series | None = shown_to(Level.PUBLIC, "The series it belongs to.", None)
    lead: Prose | None = shown_to(Level.PUBLIC, "What it is about, in a paragraph or two.", None)
    delegations: tuple[Delegation, ...] = shown_to(Level.PUBLIC, "Who meets.", ())
    venues: tuple[Venue, ...] = shown_to(Level.PUBLIC, "Where.", ())
    sessions: Annotated[tuple[Session, ...], Field(max_length=500)] = shown_to(
        Level.PUBLIC, "What happens; the order in the file does not matter."
    )
    accounts: tuple[Account, ...] = shown_to(Level.PUBLIC, "Accounts to follow.", ())
    registration: Registration | None = shown_to(Level.PRESS, "How press register.", None)
    credentials: Prose | None = shown_to(Level.PRESS, "What press must show at the door.", None)
    contacts: tuple[Contact, ...] = shown_to(Level.PUBLIC, "Whom to ask; each has its own audience.", ())
    releases: tuple[Release, ...] = shown_to(
        Level.PUBLIC, "Documents about the event; each has its own audience.", ()
    )
    ground_rules: Prose | None = shown_to(Level.PRESS, "How what is said may be used.", None)
    planning: tuple[PlanningNote, ...] = shown_to(Level.STAFF, "Notes for the office only.", ())
    waivers: tuple[Waiver, ...] = shown_to(Level.STAFF, "Findings that are accepted, with reasons.", ())
    sources: tuple[Line, ...] = shown_to(Level.STAFF, "Where the facts of this file come from.", ())

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody of every delegation, in order."""
        return tuple(person for delegation in self.delegations for person in delegation.people)

    def session(self, session_id: str) -> Session:
        """The session of an id. Raises KeyError."""
        return _by_id(self.sessions, session_id)

    def person(self, person_id: str) -> Person | None:
        """The person of an id."""
        return next((person for person in self.people if person.id == person_id), None)

    def person_named(self, words: str) -> Person | None:
        """Whom a name of the file means: by id, by full name, by a family name that one bears, by another spelling.

        In this order, so that a spelling which only staff may see never takes a name from whom it belongs to.
        """
        wanted = words.casefold()
        if (by_id := self.person(wanted)) is not None:
            return by_id
        bearers = (
            [person for person in self.people if person.name.casefold() == wanted],
            [person for person in self.people if person.family.casefold() == wanted],
            [person for person in self.people if wanted in (name.casefold() for name in person.also_written)],
        )
        found_by = next(filter(None, bearers), [])
        return found_by[0] if len(found_by) == 1 else None

    def room(self, words: str, venue: str | None = None) -> Room | None:
        """The room of an id, a name or an alias: of the venue of an id if that has it, else of any."""
        return _called(words, [place.rooms for place in self._venues_from(venue)])

    def entrance(self, words: str, venue: str | None = None) -> Entrance | None:
        """The entrance of an id, a name or an alias: of the venue of an id if that has it, else of any."""
        return _called(words, [place.entrances for place in self._venues_from(venue)])

    def _venues_from(self, first: str | None) -> tuple[Venue, ...]:
        return tuple(sorted(self.venues, key=lambda venue: venue.id != first))

    def room_of(self, session: Session) -> Room | None:
        """The room of a session; of two that are called alike, that of its venue."""
        return self.room(session.room, session.venue) if session.room else None

    def entrance_of(self, session: Session, access: AccessTime) -> Entrance | None:
        """The entrance of an access time; of two that are called alike, that of the session's venue."""
        venue = self.venue_of(session)
        return self.entrance(access.entrance, venue.id if venue else None) if access.entrance else None

    def venue_of(self, session: Session) -> Venue | None:
        """Where a session takes place: the venue that it states, else its room's, else the only one there is."""
        if session.venue is not None:
            return next((venue for venue in self.venues if venue.id == session.venue), None)
        room = self.room_of(session)
        if room is not None:
            return next(venue for venue in self.venues if any(room is each for each in venue.rooms))
        return self.venues[0] if len(self.venues) == 1 else None

    def zone_of(self, session: Session) -> str:
        """The zone of a session's times: its venue's, else the event's."""
        venue = self.venue_of(session)
        return venue.zone if venue and venue.zone else self.zone


def _by_id(sessions: tuple[Session, ...], session_id: str) -> Session:
    for session in sessions:
        if session.id == session_id:
            return session
    raise KeyError(session_id)


Place = TypeVar("Place", Room, Entrance)


def _called(words: str, venues: Sequence[tuple[Place, ...]]) -> Place | None:
    """What is called so: in the first venue by id, name or alias, then in the others by id, by name, by alias."""
    wanted = words.casefold()
    for group in (venues[:1], venues[1:]):
        for is_called in (_has_id, _has_name, _has_alias):
            for of_one in group:
                for place in of_one:
                    if is_called(place, wanted):
                        return place
    return None


def _has_id(place: Room | Entrance, wanted: str) -> bool:
    return place.id == wanted


def _has_name(place: Room | Entrance, wanted: str) -> bool:
    return place.name.casefold() == wanted


def _has_alias(place: Room | Entrance, wanted: str) -> bool:
    return wanted in (alias.casefold() for alias in place.aliases)
