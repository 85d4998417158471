"""VTIMEZONE (RFC 5545 §3.6.5) from the zone's own transitions, or nothing where one yearly rule cannot say them.

icalendar can make a VTIMEZONE, but gets the hour of the spring change wrong and lists the changes one by one, which
Outlook and ical.js read wrongly. A zone here is at most one DAYLIGHT and one STANDARD, each with a yearly rule: the
only shape that every reader takes (MS-OXCICAL 2.1.3.1.1.19.2). The rule is not taken from a table of today's rules:
it is found in the transitions of the years that the feed covers, and taken only if it gives all of these and no
others. Mexico City so has its summer time of 2017, and none in 2024. Where no such rule exists (Morocco's Ramadan, a
year in which the law changed), the events go out in UTC, which is never wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from logistics.moments import Instant, wall, zone

DAY = 86_400
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1


@dataclass(frozen=True, slots=True)
class _Change:
    """The clocks change: ``local`` is what they show until then (RFC 5545 wants the onset so), in a fixed offset."""

    moment: Instant
    before: dt.timedelta
    after: dt.timedelta
    letters: str

    @property
    def local(self) -> dt.datetime:
        utc = dt.datetime.fromtimestamp(self.moment, dt.UTC)
        return (utc + self.before).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class _Yearly:
    """Each year on the nth (or last) such weekday of a month, at one local time."""

    month: int
    nth: int
    weekday: int
    time: dt.time

    def onset(self, year: int) -> dt.datetime:
        first = dt.date(year, self.month, 1)
        if self.nth == _LAST:
            next_month = (first + dt.timedelta(days=31)).replace(day=1)
            day = next_month - dt.timedelta(days=1 + (next_month.weekday() - 1 - self.weekday) % 7)
        else:
            day = first + dt.timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        return dt.datetime.combine(day, self.time)


def vtimezone(zone_name: str, moments: Iterable[Instant]) -> Timezone | None:
    """The VTIMEZONE of a zone that is right from the year before the first of ``moments`` to the year after the last.

    None: write these moments in UTC.
    """
    years = [dt.datetime.fromtimestamp(moment, dt.UTC).year for moment in moments]
    found = _observances(zone_name, min(years) - 1, max(years) + 1)
    if found is None:
        return None
    made = Timezone()
    made.add("tzid", zone_name)
    for change, rule in found:
        part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
        part.add("dtstart", change.local)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.letters)
        if rule:
            nth = f"{rule.nth}{_WEEKDAYS[rule.weekday]}"
            part.add("rrule", {"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": nth})
        made.add_component(part)
    return made


def is_second_time(moment: Instant, zone_name: str) -> bool:
    """Whether the wall time there comes for the second time; with a TZID it would mean the first (§3.3.5)."""
    return wall(moment, zone_name).fold == 1


@lru_cache(maxsize=1024)
def _observances(
    zone_name: str, first_year: int, last_year: int
) -> tuple[tuple[_Change, _Yearly | None], ...] | None:
    """The observances that are right in all of these years, by onset; None where no yearly rule is."""
    begin, end = _new_year(first_year), _new_year(last_year + 1)
    changes = tuple(_changes(zone_name, begin, end)) or (_standing(zone_name, first_year),)
    if any(change.after.seconds % 60 for change in changes):
        return None  # clocks before 1972: a reader may refuse seconds in an offset
    kinds = sorted({(change.before, change.after, change.letters) for change in changes})
    if len(changes) == 1 and changes[0].before == changes[0].after:
        return ((changes[0], None),)
    if len(kinds) != 2 or kinds[0][0] == kinds[0][1]:
        return None
    found = []
    for kind in kinds:
        same = [change for change in changes if (change.before, change.after, change.letters) == kind]
        rule = _rule(same, first_year, last_year)
        if rule is None:
            return None
        found.append((same[0], rule))
    return tuple(sorted(found, key=lambda pair: pair[0].moment))


def _rule(changes: Sequence[_Change], first_year: int, last_year: int) -> _Yearly | None:
    """The yearly rule that gives exactly these changes in these years. Laws say "last", hardly ever "fourth"."""
    onset = changes[0].local
    for nth in (_LAST, (onset.day + 6) // 7):
        rule = _Yearly(onset.month, nth, onset.weekday(), onset.time())
        if nth != 5 and [rule.onset(year) for year in range(first_year, last_year + 1)] == [
            change.local for change in changes
        ]:
            return rule
    return None


def _standing(zone_name: str, year: int) -> _Change:
    """The one offset of a zone whose clocks do not change, as of New Year."""
    now = wall(_new_year(year), zone_name)
    offset = now.utcoffset() or dt.timedelta()
    midnight = _new_year(year) - int(offset.total_seconds())
    return _Change(midnight, offset, offset, now.tzname() or "")


def _changes(zone_name: str, begin: Instant, end: Instant) -> Iterator[_Change]:
    """Every change of offset or letters in [begin, end): looked for day by day, then found to the second."""
    clock = zone(zone_name)

    def shown(moment: Instant) -> tuple[dt.timedelta, str]:
        now = dt.datetime.fromtimestamp(moment, clock)
        return now.utcoffset() or dt.timedelta(), now.tzname() or ""

    last = shown(begin)
    for day in range(begin, end, DAY):
        then = shown(day + DAY)
        if then != last:
            early, late = day, day + DAY
            while late - early > 1:
                middle = (early + late) // 2
                early, late = (middle, late) if shown(middle) == last else (early, middle)
            yield _Change(late, last[0], then[0], then[1])
            last = then


def _new_year(year: int) -> Instant:
    return int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp())
