"""What leaves the office in writing: notices, schedules, fact sheets, readouts, transcripts."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from logistics.model.base import Audience, Language, Level, Line, Noun, Prose, Refers, Slug, shown_to
from logistics.model.sessions import SessionRef
from logistics.model.times import Day, Stamp, When

ReleaseRef = Annotated[Line, Refers("release")]


class ReleaseKind(StrEnum):
    """Kinds of release (glossary 78 to 82)."""

    NOTICE = "notice"
    ADVISORY = "advisory"
    SCHEDULE = "schedule"
    MEDIA_NOTE = "media note"
    FACT_SHEET = "fact sheet"
    JOINT_STATEMENT = "joint statement"
    READOUT = "readout"
    REMARKS = "remarks"
    TRANSCRIPT = "transcript"


class ReleaseStatus(StrEnum):
    """How far a release is."""

    DRAFT = "draft"
    IN_CLEARANCE = "in clearance"
    CLEARED = "cleared"
    RELEASED = "released"
    SUPERSEDED = "superseded"


class Statement(Noun):
    """A time that a release states; it is compared with the plan (rule PUB010)."""

    point: Annotated[Line, Refers("point")] = shown_to(
        Level.PUBLIC, "The moment, such as availability.start."
    )
    when: When = shown_to(Level.PUBLIC, "What the release says of it.")


class Section(Noun):
    """A headed part of a release."""

    title: Line = shown_to(Level.PUBLIC, "Its heading.")
    number: Annotated[int, Field(ge=1, le=999)] | None = shown_to(
        Level.PUBLIC, "Its number, where it has one.", None
    )
    sections: tuple[Line, ...] = shown_to(Level.PUBLIC, "Headings below it, in order.", ())


class Release(Noun):
    """One document about the event."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the release in this file.")
    kind: ReleaseKind = shown_to(
        Level.PUBLIC, "notice, schedule, fact sheet, readout, transcript and the like."
    )
    title: Line = shown_to(Level.PUBLIC, "Its title.")
    status: ReleaseStatus = shown_to(
        Level.STAFF, "draft, in clearance, cleared, released or superseded.", ReleaseStatus.RELEASED
    )
    issuer: Line | None = shown_to(Level.PUBLIC, "Who issues it, where not the event's issuer.", None)
    office: Line | None = shown_to(Level.PUBLIC, "The office that issues it.", None)
    heading: Line | None = shown_to(Level.PUBLIC, "The line over the text as it was issued.", None)
    opening: Prose | None = shown_to(
        Level.PUBLIC, "Its opening words, which are checked for tense and “today”.", None
    )
    date: Day | None = shown_to(Level.PUBLIC, "The day it carries.", None)
    published: Stamp | None = shown_to(
        Level.PUBLIC, "When it was published, with the offset from UTC if known.", None
    )
    embargo: When | None = shown_to(Level.PRESS, "Until when it may not be used; it may be relative.", None)
    language: Language | None = shown_to(Level.PUBLIC, "Its language.", None)
    about: tuple[SessionRef, ...] = shown_to(
        Level.PUBLIC, "The sessions it is about; all where none is named.", ()
    )
    supersedes: ReleaseRef | None = shown_to(Level.PUBLIC, "The release that it replaces.", None)
    states: tuple[Statement, ...] = shown_to(
        Level.PUBLIC, "Times it states, to be compared with the plan.", ()
    )
    sections: tuple[Section, ...] = shown_to(Level.PUBLIC, "Its headed parts, in order.", ())
    source: Line | None = shown_to(Level.STAFF, "Where it was found.", None)
    audience: Audience = shown_to(Level.PUBLIC, "Who may read of it.", Level.PUBLIC)
