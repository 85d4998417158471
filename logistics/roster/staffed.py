"""An event with its staff: its posts, who holds which, and how all of them are called.

Everything that the office says about its staff is said from this one value. All of it stays in the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from logistics.model import Event
from logistics.model.staff import Colleague, StaffList
from logistics.moments import Instant, letters, wall
from logistics.plan import Plan
from logistics.plan.words import clock_words, language_words, short_date_words
from logistics.roster.asking import Asked
from logistics.roster.posts import Duty
from logistics.roster.problem import Member, Problem
from logistics.roster.reasons import Names

_SEVERAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "escort": "escorts",
        "door": "serve at doors",
        "room lead": "room leads",
        "press lead": "press leads",
        "AV": "do AV",
        "livestream operator": "livestream operators",
        "moderator": "moderators",
        "interpreter": "interpreters",
        "security contact": "security contacts",
        "runner": "runners",
    }
)


@dataclass(frozen=True)
class Staffed:
    """The staffing of an event as it stands; ``held`` is the person of each post, by ids, of posts that it has."""

    plan: Plan
    staff: StaffList
    asked: Asked
    held: Mapping[str, str]

    @property
    def event(self) -> Event:
        """The event."""
        return self.plan.event

    @property
    def duties(self) -> tuple[Duty, ...]:
        """All posts in the order of the day."""
        return self.asked.duties

    @property
    def question(self) -> Problem:
        """The posts and the people as a roster is asked about them."""
        return self.asked.problem

    @cached_property
    def people(self) -> Mapping[str, Colleague]:
        """The staff by id."""
        return {person.id: person for person in self.staff.people}

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """The staff by id, as a roster is asked about them."""
        return {member.id: member for member in self.question.members}

    @cached_property
    def by_post(self) -> Mapping[str, Duty]:
        """The posts by id."""
        return {duty.post.id: duty for duty in self.duties}

    @cached_property
    def spans_days(self) -> bool:
        """Whether the posts are on several days, so that a time needs its day."""
        return len({duty.post.day for duty in self.duties}) > 1

    def holder(self, duty: Duty) -> Colleague | None:
        """Who holds a post; None where it is open."""
        return self.people.get(self.held.get(duty.post.id, ""))

    def of(self, person: str) -> tuple[Duty, ...]:
        """The posts that somebody holds, in the order of the day."""
        return tuple(duty for duty in self.duties if self.held.get(duty.post.id) == person)

    @property
    def open(self) -> tuple[Duty, ...]:
        """The posts that nobody holds, in the order of the day."""
        return tuple(duty for duty in self.duties if duty.post.id not in self.held)

    def holding(self, held: Mapping[str, str]) -> Staffed:
        """The same event with other people on its posts."""
        return replace(self, held=held)

    @cached_property
    def spans_zones(self) -> bool:
        """Whether the posts are by clocks that differ, so that a time needs its letters."""
        return len({letters(duty.post.begins, duty.zone) for duty in self.duties}) > 1

    def clock(self, at: Instant, zone: str = "") -> str:
        """An instant as a clock shows it, the event's if no other: "10:35 a.m.", with letters where clocks differ."""
        said = clock_words(at, zone or self.event.zone)
        return f"{said} {letters(at, zone or self.event.zone)}" if self.spans_zones else said

    def day(self, duty: Duty) -> str:
        """The day of a post, where the event has posts on several; else nothing."""
        return short_date_words(wall(duty.post.begins, duty.zone).date()) if self.spans_days else ""

    def hours(self, duty: Duty) -> str:
        """From when to when a post is by the clock where it is, without its day."""
        return f"{clock_words(duty.post.begins, duty.zone)} to {self.clock(duty.post.ends, duty.zone)}"

    def when(self, duty: Duty) -> str:
        """From when to when a post is, with its day where that is not clear."""
        day = self.day(duty)
        return f"{day}, {self.hours(duty)}" if day else self.hours(duty)

    @cached_property
    def names(self) -> Names:
        """How posts, places, people and what they need are called."""
        tags = {tag for person in self.staff.people for tag in person.languages}
        tags |= {tag for duty in self.duties for tag in duty.post.languages}
        ends = (
            (key, name)
            for duty in self.duties
            for key, name in ((duty.post.place, duty.place), (duty.post.place_after, duty.place_after))
        )
        return Names(
            self.clock,
            {duty.post.id: duty.title for duty in self.duties},
            dict(ends),
            {person.id: person.name for person in self.staff.people},
            {tag: language_words(tag) for tag in tags},
            _SEVERAL,
        )


__all__ = ["Staffed"]
