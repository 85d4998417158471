"""Moments in words, for pages: when something was done, and how long ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from logistics.model import Event
from logistics.moments import MINUTE, Instant, end_of, letters, offset_minutes, start_of, wall
from logistics.plan import Fact, Known, Moment
from logistics.plan.words import clock_words, date_words, short_date_words

_HOUR: Final = 60 * MINUTE
_DAY: Final = 24 * _HOUR
_COUNTED: Final = 60


def instant_words(moment: Instant, zone: str) -> str:
    """``10:45 a.m. EST, Thursday, December 14, 2017``."""
    clock = clock_words(moment - moment % MINUTE, zone)
    return f"{clock} {letters(moment, zone)}, {date_words(wall(moment, zone).date())}"


def ago(moment: Instant, now: Instant) -> str:
    """``3 minutes ago``, ``2 hours ago``, ``5 days ago``."""
    passed = max(0, now - moment)
    if passed < MINUTE:
        return "just now"
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (MINUTE, "minute")):
        if passed >= unit:
            count = passed // unit
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"


@dataclass(frozen=True, slots=True)
class ZoneNote:
    """By which clock an event's times are told: its days, the place, the letters on that day, and noon of it.

    ``only`` says that no time of the event is told by another.
    """

    date: str
    place: str
    letters: str
    noon: Instant
    only: bool = True

    @property
    def words(self) -> str:
        """``All times New York (EST)``; ``Times in Chicago (CDT) unless another zone is written``."""
        named = f"{self.place} ({self.letters})"
        return f"All times {named}" if self.only else f"Times in {named} unless another zone is written"


def zone_note(event: Event) -> ZoneNote:
    """The clock of an event: ``Thursday, December 14, 2017``, ``New York``, ``EST``."""
    noon = _noon(event)
    place = event.zone.rsplit("/", 1)[-1].replace("_", " ")
    return ZoneNote(days_words(event), place, letters(noon, event.zone), noon, _has_one_clock(event))


def days_words(event: Event) -> str:
    """``Thursday, December 14, 2017``; the first and the last where there are several."""
    first = date_words(event.date.date)
    return f"{first} to {date_words(event.last_date.date)}" if event.last_date else first


def _noon(event: Event) -> Instant:
    return start_of(event.date.date, event.zone) + 12 * _HOUR


def _has_one_clock(event: Event) -> bool:
    """Whether every time of its sessions has the same letters, from the first day's start to the last day's end."""
    last = (event.last_date or event.date).date
    edges = (start_of(event.date.date, event.zone), _noon(event), end_of(last, event.zone) - 1)
    zones = {event.zone, *(event.zone_of(session) for session in event.sessions)}
    return len({_on_the_clock(at, zone) for at in edges for zone in zones}) == 1


def _on_the_clock(at: Instant, zone: str) -> tuple[str, int]:
    """The letters may mean several zones (CST), so the minutes from UTC stand beside them."""
    return letters(at, zone), offset_minutes(at, zone)


def today_at(zone: str, now: Instant) -> dt.date:
    """The calendar day there now."""
    return wall(now, zone).date()


def is_past(event: Event, now: Instant) -> bool:
    """Whether the last day of an event is over there."""
    return (event.last_date or event.date).date < today_at(event.zone, now)


def days_away(event: Event, now: Instant) -> str:
    """``today``, ``tomorrow``, ``in 10 days``, ``5 days ago``; nothing where nobody would count the days any more."""
    days = (event.date.date - today_at(event.zone, now)).days
    last = event.last_date or event.date
    if days <= 0 <= (last.date - today_at(event.zone, now)).days:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days == 1 else "yesterday"
    if abs(days) > _COUNTED:
        return ""
    return f"in {days} days" if days > 0 else f"{-days} days ago"


@dataclass(frozen=True, slots=True)
class Clock:
    """How pages tell the times of an event: with a zone's letters where they are not the event's own, with the day
    where the reader does not see it above. ``day`` is what stands above; None where nothing does.
    """

    own: tuple[str, int]
    day: dt.date | None

    @classmethod
    def of(cls, event: Event) -> Clock:
        """The clock of an event. Of one with several days none is taken for granted."""
        own = _on_the_clock(_noon(event), event.zone)
        return cls(own, None if event.last_date else event.date.date)

    def under(self, day: dt.date | None) -> Clock:
        """The same clock below a heading with a day."""
        return self if day is None else replace(self, day=day)

    def at(self, moment: Instant, zone: str) -> str:
        """``9:00 a.m.``, ``4:35 p.m. CST``, ``Jun 12, 8:00 a.m. CST``."""
        return f"{self._dated(moment, zone)}{clock_words(moment, zone)}{self._lettered(moment, zone)}"

    def moment(self, moment: Moment | None) -> str:
        """What is known of a moment of the plan: ``9:00 a.m.``, ``some time between 8:38 and 8:55 a.m.``; empty where
        nothing is, or only that it lies on the event's days."""
        if moment is None or moment.known in (Known.UNKNOWN, Known.TO_BE_DETERMINED):
            return ""
        if moment.exact is not None:
            return self.at(moment.exact, moment.zone)
        if moment.known is Known.INFERRED:
            return self._inferred(moment)
        if moment.meant is not None:
            return f"about {self.at(moment.meant, moment.zone)}"
        if moment.known is Known.WINDOW and moment.said and moment.said.first is not None:
            return self._window(moment, moment.said.first, moment.said.last)
        return moment.when.text if moment.when is not None else ""

    def _window(self, moment: Moment, first: Instant, last: Instant | None) -> str:
        return self.at(first, moment.zone) if last is None else self.span(first, last, moment.zone, "to")

    def _inferred(self, moment: Moment) -> str:
        first, last = bounds(moment)
        if first is None:
            return "" if last is None else f"not later than {self.at(last, moment.zone)}"
        if last is None:
            return f"not earlier than {self.at(first, moment.zone)}"
        if first == last:
            return self.at(first, moment.zone)
        return f"some time between {self.span(first, last, moment.zone, 'and')}"

    def span(self, first: Instant, last: Instant, zone: str, joiner: str) -> str:
        """Two times; what both have in common is said once."""
        same_day = wall(first, zone).date() == wall(last, zone).date()
        closes = self.under(wall(first, zone).date()).at(last, zone)
        opens = clock_words(first, zone)
        if self._lettered(first, zone) != self._lettered(last, zone) or not same_day:
            return f"{self.at(first, zone)} {joiner} {closes}"
        half = opens.rpartition(" ")[2]
        if half in ("a.m.", "p.m.") and clock_words(last, zone).endswith(half):
            opens = opens.removesuffix(f" {half}")
        return f"{self._dated(first, zone)}{opens} {joiner} {closes}"

    def _dated(self, moment: Instant, zone: str) -> str:
        on = wall(moment, zone).date()
        return "" if on == self.day else f"{short_date_words(on)}, "

    def _lettered(self, moment: Instant, zone: str) -> str:
        found = _on_the_clock(moment, zone)
        return "" if found == self.own else f" {found[0]}"


def bounds(moment: Moment) -> tuple[Instant | None, Instant | None]:
    """Between which instants a moment lies; None for an end that is only the edge of the event's days."""
    first = None if _is_the_days_edge(moment.why_earliest) else moment.earliest
    last = None if _is_the_days_edge(moment.why_latest) else moment.latest
    return first, last


def _is_the_days_edge(why: tuple[Fact, ...]) -> bool:
    return any(fact.rule == "ORD019" for fact in why)
