"""Moments in words, for pages: when something was done, and how long ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from logistics.model import Event
from logistics.moments import MINUTE, Instant, letters, start_of, wall
from logistics.plan import Known, Moment
from logistics.plan.words import clock_words, date_words

_HOUR: Final = 60 * MINUTE
_DAY: Final = 24 * _HOUR


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
    """By which clock an event's times are told: its days, the place, the letters on that day, and noon of it."""

    date: str
    place: str
    letters: str
    noon: Instant


def zone_note(event: Event) -> ZoneNote:
    """The clock of an event: ``Thursday, December 14, 2017``, ``New York``, ``EST``."""
    days = date_words(event.date.date)
    if event.last_date:
        days = f"{days} to {date_words(event.last_date.date)}"
    noon = start_of(event.date.date, event.zone) + 12 * _HOUR
    place = event.zone.rsplit("/", 1)[-1].replace("_", " ")
    return ZoneNote(days, place, letters(noon, event.zone), noon)


def today_at(zone: str, now: Instant) -> dt.date:
    """The calendar day there now."""
    return wall(now, zone).date()


def days_away(event: Event, now: Instant) -> str:
    """``today``, ``tomorrow``, ``in 10 days``, ``3,264 days ago``."""
    days = (event.date.date - today_at(event.zone, now)).days
    last = event.last_date or event.date
    if days <= 0 <= (last.date - today_at(event.zone, now)).days:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days == 1 else "yesterday"
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def moment_words(moment: Moment | None) -> str:
    """What is known of a moment of the plan: ``9:00 a.m.``, ``8:38 to 8:55 a.m.``; empty where nothing is."""
    if moment is None or moment.known in (Known.UNKNOWN, Known.TO_BE_DETERMINED):
        return ""
    if moment.exact is not None:
        return clock_words(moment.exact, moment.zone)
    if moment.when is not None and moment.known is not Known.INFERRED:
        return moment.when.text
    ends = [clock_words(end, moment.zone) for end in (moment.earliest, moment.latest) if end is not None]
    if len(ends) == 2:
        return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return "" if not ends else f"{'from' if moment.earliest is not None else 'by'} {ends[0]}"
