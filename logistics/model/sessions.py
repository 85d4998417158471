"""Sessions: what happens in the day, in which room, in which order."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from logistics.errors import MomentError
from logistics.model.base import Audience, Level, Line, Noun, Prose, Refers, Slug, shown_to
from logistics.model.places import RoomRef, VenueRef
from logistics.model.press import (
    AccessTime,
    Coverage,
    Interpretation,
    Livestream,
    Part,
    Pool,
    level_unless_said,
    what_tells_apart,
)
from logistics.model.times import Span, When

SessionRef = Annotated[Line, Refers("session")]


class Kind(StrEnum):
    """What a session is (glossary §1.1, and the meetings that press opportunities hang on)."""

    CAMERA_SPRAY = "camera spray"
    PRESS_AVAILABILITY = "press availability"
    JOINT_PRESS_AVAILABILITY = "joint press availability"
    PRESS_CONFERENCE = "press conference"
    STATEMENTS = "statements"
    TWO_AND_TWO = "two-and-two"
    STAKEOUT = "stakeout"
    PRESS_ENCOUNTER = "press encounter"
    DOORSTEP = "doorstep"
    TOUR_DE_TABLE = "tour de table"
    FAMILY_PHOTO = "family photo"
    GAGGLE = "gaggle"
    BACKGROUND_BRIEFING = "background briefing"
    PRESS_BRIEFING = "press briefing"
    OPENING_REMARKS = "opening remarks"
    PHOTO_OPPORTUNITY = "photo opportunity"
    REMARKS = "remarks"
    DIALOGUE = "dialogue"
    BILATERAL_MEETING = "bilateral meeting"
    MINISTERIAL_SESSION = "ministerial session"
    PLENARY = "plenary"
    ROUND_TABLE = "round table"
    WORKING_BREAKFAST = "working breakfast"
    WORKING_LUNCH = "working lunch"
    WORKING_DINNER = "working dinner"
    RECEPTION = "reception"
    SIGNING_CEREMONY = "signing ceremony"
    ARRIVAL_CEREMONY = "arrival ceremony"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    TOUR = "tour"
    MEETING = "meeting"
    HOLD = "hold"
    SWEEP = "sweep"
    SET_UP = "set-up"
    WALK_THROUGH = "walk-through"

    @property
    def is_press_opportunity(self) -> bool:
        """Whether the session exists for the press."""
        return self in _PRESS_OPPORTUNITIES

    @property
    def is_spray(self) -> bool:
        """Whether press only look and take pictures."""
        return self in (Kind.CAMERA_SPRAY, Kind.PHOTO_OPPORTUNITY, Kind.TOUR_DE_TABLE, Kind.FAMILY_PHOTO)

    @property
    def takes_questions(self) -> bool:
        """Whether principals make statements to the press there or answer it."""
        return self in _AVAILABILITIES

    @property
    def is_technical(self) -> bool:
        """Whether it concerns staff alone."""
        return self in (Kind.HOLD, Kind.SWEEP, Kind.SET_UP, Kind.WALK_THROUGH)


_AVAILABILITIES = frozenset(
    {
        Kind.PRESS_AVAILABILITY,
        Kind.JOINT_PRESS_AVAILABILITY,
        Kind.PRESS_CONFERENCE,
        Kind.STATEMENTS,
        Kind.TWO_AND_TWO,
    }
)
_PRESS_OPPORTUNITIES = _AVAILABILITIES | {
    Kind.CAMERA_SPRAY,
    Kind.STAKEOUT,
    Kind.PRESS_ENCOUNTER,
    Kind.DOORSTEP,
    Kind.TOUR_DE_TABLE,
    Kind.FAMILY_PHOTO,
    Kind.GAGGLE,
    Kind.BACKGROUND_BRIEFING,
    Kind.PRESS_BRIEFING,
    Kind.PHOTO_OPPORTUNITY,
}


class Status(StrEnum):
    """How firm a session or an event is. A cancelled one stays in the file, so that calendars can say so."""

    PLANNED = "planned"
    TO_BE_CONFIRMED = "to be confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def is_off(self) -> bool:
        """Whether it does not take place when it was to: nobody is sent anywhere for it."""
        return self in (Status.POSTPONED, Status.CANCELLED)


class Session(Noun):
    """One item of the day. What is not known is left out: the plan infers or says that it is unknown."""

    id: Slug = shown_to(Level.PUBLIC, "Short name that identifies the session for ever.")
    kind: Kind = shown_to(Level.PUBLIC, "What it is, such as camera spray or working lunch.")
    title: Line | None = shown_to(Level.PUBLIC, "What it is called, where the kind does not say it.", None)
    status: Status = shown_to(
        Level.PUBLIC, "planned, to be confirmed, postponed or cancelled.", Status.PLANNED
    )
    start: When | None = shown_to(Level.PUBLIC, "When it starts.", None)
    end: When | None = shown_to(Level.PUBLIC, "When it ends.", None)
    duration: Span | None = shown_to(Level.PUBLIC, "How long it lasts, or a range.", None)
    before: SessionRef | None = shown_to(Level.PUBLIC, "The session that it precedes.", None)
    at_top_of: SessionRef | None = shown_to(Level.PUBLIC, "The session at whose opening it happens.", None)
    at_bottom_of: SessionRef | None = shown_to(Level.PUBLIC, "The session at whose end it happens.", None)
    after: SessionRef | None = shown_to(Level.PUBLIC, "The session that it follows.", None)
    immediately_after: SessionRef | None = shown_to(
        Level.PUBLIC, "The session that it follows at once.", None
    )
    on_arrival_at: SessionRef | None = shown_to(
        Level.PUBLIC, "The session for which people arrive then.", None
    )
    venue: VenueRef | None = shown_to(
        Level.PUBLIC, "The venue, where the file has several and no room is named.", None
    )
    room: RoomRef | None = shown_to(Level.PUBLIC, "The room.", None)
    coverage: Coverage | None = shown_to(Level.PUBLIC, "Who may cover it.", None)
    pool: Pool | None = shown_to(Level.PRESS, "The pool, where it is pooled.", None)
    parts: tuple[Part, ...] = shown_to(Level.PUBLIC, "Parts with coverage of their own, in order.", ())
    access: Annotated[tuple[AccessTime, ...], Field(max_length=100)] = shown_to(
        Level.PUBLIC, "Access times; each has its own audience.", ()
    )
    no_access_for: tuple[Line, ...] = shown_to(
        Level.PRESS, "Kinds of press that are not admitted: video, stills, writers or radio.", ()
    )
    speakers: tuple[Line, ...] = shown_to(
        Level.PUBLIC, "Who speaks or is seen, each by full name, family name or short name.", ()
    )
    interpretation: tuple[Interpretation, ...] = shown_to(
        Level.PRESS, "Interpretation, where it is said.", ()
    )
    livestreams: tuple[Livestream, ...] = shown_to(Level.PUBLIC, "Live pictures of it.", ())
    questions: Annotated[int, Field(ge=0, le=100)] | None = shown_to(
        Level.PRESS, "Questions to be taken from each side.", None
    )
    note: Prose | None = shown_to(Level.PUBLIC, "A remark for everybody who may see the session.", None)
    planning: Prose | None = shown_to(Level.STAFF, "Planning notes; they never leave the office.", None)
    imported_from: Line | None = shown_to(
        Level.STAFF,
        "The UID of the entry of somebody else's calendar that it was made from; by it the next import updates it.",
        None,
    )
    audience: Audience | None = shown_to(
        Level.PUBLIC, "Who may read of it; a closed session is for staff unless said.", None
    )

    @property
    def shown_to(self) -> Level:
        """The level from which on this session is shown."""
        if self.kind.is_technical and self.audience is None:
            return Level.STAFF
        return level_unless_said(self.audience, self.coverage)

    @property
    def relations(self) -> tuple[tuple[str, str], ...]:
        """Its relations to other sessions as (field, id): ``("before", "dialogue")``."""
        return tuple((name, other) for name in RELATIONS if (other := getattr(self, name)))

    @classmethod
    def contradictions(cls, stated: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """A session stands in no relation to itself, nor a time of it, and its access times can be told apart."""
        if stated.get("id") == "event":
            yield "id", "must not be “event”, which is the name of the whole; choose another"
        for name in RELATIONS:
            if name in stated and stated[name] == stated.get("id"):
                yield name, "names the session itself; name the other session"
        for end in ("start", "end"):
            if end in stated and _anchor(stated[end]) in (end, f"{stated.get('id')}.{end}"):
                yield end, f"is told from the session’s own {end}; write the time, or name another moment"
        access = stated.get("access", ())
        known = [what_tells_apart(entry) for entry in access] if isinstance(access, Sequence) else []
        told = [entry for entry in known if entry]
        if len(told) > len(set(told)):
            yield (
                "access",
                "has two times for the same step and the same press; give each a short name (id) of its own",
            )


def _anchor(time: object) -> str:
    """The moment that a time, or what a file states for one, is relative to; nothing where it is not."""
    try:
        when = When.read(time) if isinstance(time, str) else time
    except MomentError:
        return ""
    return when.anchor if isinstance(when, When) else ""


RELATIONS = ("before", "at_top_of", "at_bottom_of", "after", "immediately_after", "on_arrival_at")
