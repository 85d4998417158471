"""The one way out: what an audience may see of a plan.

``disclose`` makes a Programme by an allow-list: each field of the model names the level from which on it is shown,
and a field that nobody classified is for staff. The Programme's times are those of a plan made anew from what is
left, so nothing that is hidden can move them; and below staff no inferred time is in it at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from logistics.errors import LogisticsError
from logistics.model import (
    RELATIONS,
    AccessTime,
    Category,
    Event,
    Level,
    Noun,
    Registration,
    Release,
    Session,
    Shape,
    Venue,
    When,
    level_of,
)
from logistics.plan import Known, Moment, Plan, build

__all__ = [
    "AUDIENCES",
    "NOT_STATED",
    "PRESS",
    "PUBLIC",
    "STAFF",
    "Audience",
    "Known",
    "Moment",
    "NoSuchAudience",
    "Programme",
    "disclose",
]

N = TypeVar("N", bound=Noun)


class NoSuchAudience(LogisticsError):
    """An audience that does not exist, such as a press category of the public."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads: a level, and within press a category (None: all press)."""

    level: Level
    category: Category | None = None

    def __post_init__(self) -> None:
        if self.category is not None and self.level is not Level.PRESS:
            raise NoSuchAudience(
                "Only the press has categories. Leave the category out, or choose the audience press."
            )

    @property
    def name(self) -> str:
        """``public``, ``press``, ``press-video``, ``staff``: used in file names and identifiers."""
        level = self.level.name.lower().replace("_", "-")
        return f"{level}-{self.category.value}" if self.category else level


PUBLIC, PRESS, STAFF = Audience(Level.PUBLIC), Audience(Level.PRESS), Audience(Level.STAFF)
AUDIENCES: tuple[Audience, ...] = (
    PUBLIC,
    PRESS,
    *(Audience(Level.PRESS, category) for category in Category),
    STAFF,
)


NOT_STATED: Final = When("not stated", shape=Shape.TO_BE_DETERMINED)
"""In place of a time that an audience may not know, where there must be one: of an access time, a deadline, an embargo.

No programme has a moment for it, except that staff may have an inferred one.
"""


@dataclass(frozen=True)
class Programme:
    """What one audience may see of an event; every output is made from this and from nothing else.

    ``event`` holds only what may be shown. ``moments`` are named as in the plan; below staff they are only those
    that are stated or follow exactly from what is stated, and carry no reasons.
    """

    audience: Audience
    event: Event
    moments: Mapping[str, Moment]

    def moment(self, point: str) -> Moment | None:
        """The moment of a name, if this audience may know it."""
        return self.moments.get(point)


def disclose(plan: Plan, audience: Audience) -> Programme:
    """The programme of a plan for an audience."""
    event = _event_for(plan.event, audience)
    moments = {point: _as_told(moment) for point, moment in build(event, plan.profile).moments.items()}
    if audience.level < Level.STAFF:
        moments = {
            point: _without_inference(moment) for point, moment in moments.items() if _may_be_told(moment)
        }
    return Programme(audience, event, moments)


def _as_told(moment: Moment) -> Moment:
    """Not to be determined, where it is determined and only not stated to this audience."""
    if moment.known is not Known.TO_BE_DETERMINED or moment.when != NOT_STATED:
        return moment
    unbounded = moment.earliest is None and moment.latest is None
    return replace(moment, known=Known.UNKNOWN if unbounded else Known.INFERRED)


def _may_be_told(moment: Moment) -> bool:
    return moment.known not in (Known.INFERRED, Known.UNKNOWN)


def _without_inference(moment: Moment) -> Moment:
    if moment.known is Known.TO_BE_DETERMINED:
        return replace(moment, earliest=None, latest=None, why_earliest=(), why_latest=())
    if moment.said is not None and moment.said.first is not None:
        return replace(
            moment, earliest=moment.said.first, latest=moment.said.last, why_earliest=(), why_latest=()
        )
    return replace(moment, why_earliest=(), why_latest=())


def _event_for(event: Event, audience: Audience) -> Event:
    named = _with_ids_for_names(event)
    visible = {session.id for session in named.sessions if session.shown_to <= audience.level}
    shown = _redact(named, audience.level)
    sessions = tuple(
        _session_for(session, audience, visible, named) for session in shown.sessions if session.id in visible
    )
    releases = tuple(kept for item in shown.releases if (kept := _release_for(item, visible)) is not None)
    return shown.model_copy(
        update={
            "sessions": sessions,
            "venues": tuple(
                _venue_for(venue, sessions) for venue in shown.venues if _is_used(venue, sessions)
            ),
            "releases": releases,
            "registration": _registration_for(shown.registration, visible),
            "planning": tuple(note for note in shown.planning if _may_be_named(note.about, visible)),
            "waivers": tuple(waiver for waiver in shown.waivers if _may_be_named(waiver.about, visible)),
        }
    )


def _may_be_named(session: str | None, visible: set[str]) -> bool:
    return session is None or session in visible


def _with_ids_for_names(event: Event) -> Event:
    """The event with every room, entrance, venue and speaker named by id: other names may be hidden."""
    return event.model_copy(update={"sessions": tuple(_by_ids(event, session) for session in event.sessions)})


def _by_ids(event: Event, session: Session) -> Session:
    room, venue = event.room_of(session), event.venue_of(session)
    entries = []
    for entry in session.access:
        entrance = event.entrance_of(session, entry)
        entries.append(entry.model_copy(update={"entrance": entrance.id if entrance else entry.entrance}))
    speakers = tuple(person.id if (person := event.person_named(name)) else name for name in session.speakers)
    return session.model_copy(
        update={
            "room": room.id if room else session.room,
            "venue": venue.id if venue else session.venue,
            "access": tuple(entries),
            "speakers": speakers,
        }
    )


def _redact(noun: N, level: Level) -> N:
    """The noun with every field above ``level`` left out, and of its lists what is above ``level``."""
    update: dict[str, object] = {}
    for name, field in type(noun).model_fields.items():
        value = getattr(noun, name)
        if level_of(field) > level:
            update[name] = field.get_default(call_default_factory=True)
        elif isinstance(value, Noun):
            update[name] = _redact(value, level)
        elif isinstance(value, tuple):
            update[name] = tuple(
                _redact(item, level) if isinstance(item, Noun) else item
                for item in value
                if _for(item, level)
            )
    return noun.model_copy(update=update)


def _for(item: object, level: Level) -> bool:
    shown_from = getattr(item, "shown_to", None)
    if shown_from is None:
        shown_from = getattr(item, "audience", None)
    return shown_from is None or shown_from <= level


def _session_for(session: Session, audience: Audience, visible: set[str], whole: Event) -> Session:
    hidden_people = {person.id for person in whole.people if person.audience > audience.level}
    update: dict[str, object] = {name: None for name in RELATIONS if getattr(session, name) not in visible}
    update["speakers"] = tuple(name for name in session.speakers if name not in hidden_people)
    update["start"] = _told(session.start, visible)
    update["end"] = _told(session.end, visible)
    update["parts"] = tuple(
        part.model_copy(update={"start": _told(part.start, visible), "end": _told(part.end, visible)})
        for part in session.parts
    )
    update["access"] = tuple(
        _access_for(entry, visible) for entry in session.access if _concerns(entry, audience.category)
    )
    update["livestreams"] = tuple(
        stream.model_copy(update={"at": _told(stream.at, visible), "until": _told(stream.until, visible)})
        for stream in session.livestreams
    )
    return session.model_copy(update=update)


def _concerns(entry: AccessTime, category: Category | None) -> bool:
    return category is None or category in entry.press


def _access_for(entry: AccessTime, visible: set[str]) -> AccessTime:
    """The entry with those of its times that may be told; where none may, its time is not stated."""
    ways = ("at", "by", "from_", "between")
    told: dict[str, object] = {way: _told(getattr(entry, way), visible) for way in ways}
    if not any(told.values()):
        told["at"] = NOT_STATED
    return entry.model_copy(update=told)


def _told(when: When | None, visible: set[str]) -> When | None:
    """The time; None if it hangs on a session which this audience may not know, as if nobody had said it."""
    if when is None or when.shape is not Shape.RELATIVE or when.anchor in ("start", "end"):
        return when
    return when if when.anchor.split(".", 1)[0] in visible else None


def _is_used(venue: Venue, sessions: tuple[Session, ...]) -> bool:
    """Whether a session takes place there, or press for one come in there."""
    doors = {door.id for door in venue.entrances}
    return any(
        session.venue == venue.id or any(entry.entrance in doors for entry in session.access)
        for session in sessions
    )


def _venue_for(venue: Venue, sessions: tuple[Session, ...]) -> Venue:
    rooms = {session.room for session in sessions}
    entrances = {entry.entrance for session in sessions for entry in session.access}
    return venue.model_copy(
        update={
            "rooms": tuple(room for room in venue.rooms if room.id in rooms),
            "entrances": tuple(door for door in venue.entrances if door.id in entrances),
            "routes": tuple(
                route for route in venue.routes if route.room in rooms and route.entrance in entrances
            ),
        }
    )


def _release_for(item: Release, visible: set[str]) -> Release | None:
    """The release without what it says of hidden sessions; None if it is about hidden sessions only."""
    about = tuple(session for session in item.about if session in visible)
    if item.about and not about:
        return None
    states = tuple(
        said
        for said in item.states
        if said.point.split(".", 1)[0] in visible and _told(said.when, visible) is not None
    )
    embargo = item.embargo and (_told(item.embargo, visible) or NOT_STATED)
    return item.model_copy(update={"about": about, "states": states, "embargo": embargo})


def _registration_for(registration: Registration | None, visible: set[str]) -> Registration | None:
    if registration is None:
        return None
    deadlines = tuple(
        item.model_copy(update={"by": _told(item.by, visible) or NOT_STATED})
        for item in registration.deadlines
    )
    return registration.model_copy(update={"deadlines": deadlines})
