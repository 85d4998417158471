"""Delegations and the people in them."""

from enum import StrEnum

from logistics.model.base import Audience, Language, Level, Line, Noun, Slug, shown_to


class Side(StrEnum):
    """Which side of the table a delegation sits on."""

    HOST = "host"
    GUEST = "guest"
    OTHER = "other"


class Person(Noun):
    """Somebody who takes part. The family name is required; a given name that no source states stays unsaid."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the person in this file.")
    given: Line | None = shown_to(Level.PUBLIC, "Given names as written, with initials.", None)
    family: Line = shown_to(Level.PUBLIC, "Family name or names as written.")
    title: Line | None = shown_to(Level.PUBLIC, "Office held on that day, such as Secretary of State.", None)
    also_written: tuple[Line, ...] = shown_to(Level.STAFF, "Other spellings met in documents.", ())
    planning: Line | None = shown_to(Level.STAFF, "Anything about this person that staff should know.", None)
    audience: Audience = shown_to(Level.PUBLIC, "Who may read this person's name.", Level.PUBLIC)

    @property
    def name(self) -> str:
        """Given and family name, as first mentioned in a text."""
        return f"{self.given} {self.family}" if self.given else self.family


class Delegation(Noun):
    """One side of a meeting, in its order of precedence."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the delegation in this file.")
    name: Line = shown_to(Level.PUBLIC, "What the delegation is called, such as Mexico.")
    side: Side = shown_to(Level.PUBLIC, "host, guest or other.", Side.OTHER)
    languages: tuple[Language, ...] = shown_to(Level.PUBLIC, "Languages it speaks, by tag.", ())
    members: tuple[Person, ...] = shown_to(Level.PUBLIC, "Its principals, in order.", ())
    also_participating: tuple[Person, ...] = shown_to(Level.PUBLIC, "Others named as taking part.", ())

    @property
    def people(self) -> tuple[Person, ...]:
        """Principals, then those also participating."""
        return self.members + self.also_participating
