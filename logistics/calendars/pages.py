"""The page that an entry is written on, and how a time is said there: stated, about, a window, inferred, not told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logistics.calendars.clocktimes import meant
from logistics.calendars.surroundings import Surroundings
from logistics.disclosure import Known, Moment, Programme
from logistics.model import Event
from logistics.moments import Instant, letters, wall
from logistics.plan.words import clock_words, date_words


@dataclass(frozen=True, slots=True)
class Page:
    """What an entry tells: to whom, at which instant it stands, in whose time. Its reader sees its day already."""

    programme: Programme
    surroundings: Surroundings
    at: Instant
    zone: str

    @property
    def event(self) -> Event:
        """The event as the audience may see it."""
        return self.programme.event

    @property
    def day(self) -> dt.date:
        """The day on which the entry stands."""
        return wall(self.at, self.zone).date()

    @property
    def not_stated(self) -> str:
        """What is said of a session that stands on the event's days because nobody told its time."""
        return "time not stated" if self.event.last_date is None else "day and time not stated"

    def moment(self, point: str) -> Moment | None:
        """The moment of a name, if the audience may know it."""
        return self.programme.moment(point)


def time_words(page: Page, moment: Moment | None) -> str:
    """``9:00 a.m. EST``, ``about 10:30 a.m. EST``, ``10:00 to 10:20 a.m. EST``; empty where nothing is known."""
    if moment is None or moment.known is Known.UNKNOWN:
        return ""
    if moment.known is Known.TO_BE_DETERMINED:
        return "to be determined"
    if moment.known is Known.INFERRED:
        return f"{_window_words(page, moment)} (inferred)"
    if moment.known is Known.WINDOW and moment.said and moment.said.first is not None:
        return from_to(page.day, moment.said.first, moment.said.last, moment.zone)
    start = meant(moment)
    if start is None:
        return ""
    about = "about " if moment.known is Known.ABOUT else ""
    return about + instant_words(page, start, moment.zone)


def _window_words(page: Page, moment: Moment) -> str:
    earliest, latest, zone = moment.earliest, moment.latest, moment.zone
    if earliest is not None and latest is not None:
        return f"between {from_to(page.day, earliest, latest, zone, 'and')}"
    if earliest is not None:
        return f"not before {instant_words(page, earliest, zone)}"
    return f"not after {instant_words(page, latest or 0, zone)}"


def instant_words(page: Page, moment: Instant, zone: str) -> str:
    """``9:00 a.m. EST``, with the day where it is not the entry's."""
    return at_words(page.day, moment, zone)


def from_to(day: dt.date, first: Instant, last: Instant | None, zone: str, joiner: str = "to") -> str:
    """``10:00 to 10:20 a.m. EST``, with days where they are not ``day``; one time where the two are the same."""
    if last is None or last == first:
        return at_words(day, first, zone)
    if wall(first, zone).date() == wall(last, zone).date() and letters(first, zone) == letters(last, zone):
        return f"{clock_words(first, zone)} {joiner} {at_words(day, last, zone)}"
    return f"{at_words(day, first, zone)} {joiner} {at_words(day, last, zone)}"


def at_words(day: dt.date, moment: Instant, zone: str) -> str:
    """``9:00 a.m. EST``, with the day where it is not ``day``."""
    of_moment = wall(moment, zone).date()
    words = f"{clock_words(moment, zone)} {letters(moment, zone)}"
    return words if of_moment == day else f"{words}, {date_words(of_moment)}"
