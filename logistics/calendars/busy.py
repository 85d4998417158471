"""When somebody's own calendar (RFC 5545) makes its owner busy: begin and end of these times, and nothing else.

An entry takes time unless it says that it does not (TRANSP, §3.8.2.7) or is cancelled; a VFREEBUSY says so for each of
its periods (§3.2.9). What cannot be understood is never passed over in silence: the times of all other entries come
with the error that counts it, for its owner may be busy then.

The work is bounded, whoever wrote the calendar: by its length, by the number of entries that may matter, and by what
its repetitions cost together (``repeating.cost``). Entries beyond that count as not understood.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped] # it carries no type information
from icalendar import Calendar
from icalendar.prop import vRecur

from logistics.calendars import timesonly
from logistics.calendars.repeating import OCCURRENCE, cost
from logistics.calendars.timesonly import ENTRY, FREE_BUSY, ZONE, Part, Unclear, UnreadableCalendar, Zones
from logistics.moments import Instant, start_of

Span = tuple[Instant, Instant]
Component: TypeAlias = Any
"""An entry as icalendar has it, which types each value as one of thirty classes."""

MOST_BYTES: Final = 2_000_000
MOST_ENTRIES: Final = 5_000
MOST_WORK: Final = 400_000
"""What all repetitions of a calendar may cost together: some 150 weekly meetings without an end, or a second."""
_SERIES: Final = 300
"""What it costs to begin with a series."""
_OWN_ZONE: Final = 3
"""How many times dearer it is to count in a zone that the calendar defines itself."""
_MARGIN: Final = dt.timedelta(days=2)
"""More than any two zones are apart, so that days may be compared without their zone."""
_DAY: Final = re.compile(r"^(?:DTSTART|DTEND)[^:]*:(\d{8})", re.IGNORECASE)
_REPEATS: Final = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION")
_FREE: Final = re.compile("(?:TRANSP[^:]*:TRANSPARENT|STATUS[^:]*:CANCELLED)[ \t]*", re.IGNORECASE)


class PartlyUnreadable(UnreadableCalendar):
    """A calendar of which ``unread`` entries cannot be understood; ``times`` are those of all others."""

    def __init__(self, times: tuple[Span, ...], unread: int) -> None:
        self.times = times
        self.unread = unread
        what = "1 entry was" if unread == 1 else f"{unread:,} entries were"
        super().__init__(f"{what} not understood and may take time as well; the others were read.")


def busy_times(data: bytes, first: Instant, last: Instant, zone: str) -> tuple[Span, ...]:
    """The times between ``first`` and ``last`` at which the owner of a calendar is busy.

    They are in order, clipped, and joined where they touch. Days, and times that name no zone (§3.3.5), are in
    ``zone``. An entry without an end takes no time, or its whole day.

    Raises UnreadableCalendar for what is no calendar or too much of one, PartlyUnreadable (which is one, and has the
    other times) where entries are not understood, and NoSuchZone.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableCalendar(f"This calendar is longer than {MOST_BYTES:,} bytes, and is not read.")
    found = timesonly.parts(data)
    reading = _Reading(first, last, zone, Zones(zone, [part for part in found if part.kind == ZONE]))
    reading.take([part for part in found if part.kind in (ENTRY, FREE_BUSY)])
    times = _joined(reading.spans, first, last)
    if reading.unread:
        raise PartlyUnreadable(times, reading.unread)
    return times


def _joined(spans: Iterable[Span], first: Instant, last: Instant) -> tuple[Span, ...]:
    joined: list[Span] = []
    for begins, ends in sorted(spans):
        begin, end = max(begins, first), min(ends, last)
        if begin < end and joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif begin < end:
            joined.append((begin, end))
    return tuple(joined)


@dataclass(slots=True)
class _Reading:
    """The reading of one calendar, with the times that were found and how many entries were not understood."""

    first: Instant
    last: Instant
    zone: str
    zones: Zones
    spans: list[Span] = field(default_factory=list)
    unread: int = 0
    work: int = MOST_WORK

    @property
    def window(self) -> tuple[dt.datetime, dt.datetime]:
        """From when to when entries matter, with a margin."""
        first, last = (dt.datetime.fromtimestamp(at, dt.UTC) for at in (self.first, self.last))
        return first - _MARGIN, last + _MARGIN

    def take(self, parts: list[Part]) -> None:
        """Read what may matter. Raises UnreadableCalendar where that is too much."""
        days = tuple(f"{at:%Y%m%d}" for at in self.window)
        near = [part for part in parts if not _is_far(part, *days)]
        if len(near) > MOST_ENTRIES:
            raise UnreadableCalendar(
                f"This calendar has more than {MOST_ENTRIES:,} entries that may matter, and is not read."
            )
        entries: dict[str, list[Component]] = {}
        for number, part in enumerate(near):
            try:
                if part.kind == FREE_BUSY:
                    self.spans += [self.span(*period) for period in timesonly.periods(part, self.zones)]
                    continue
                made = timesonly.component(part, self.zones)
            except (
                Exception
            ):  # whatever the libraries make of it, a broken entry is one that is not understood
                self.unread += not any(_FREE.fullmatch(line) for line in part.lines)
                continue
            entries.setdefault(str(made.get("UID", "")) or f"\n{number}", []).append(made)
        for group in entries.values():
            self.take_group(group)

    def take_group(self, group: list[Component]) -> None:
        """Entries of one UID: those that stand for themselves, and series with what is otherwise about some of it."""
        others = [entry for entry in group if "RECURRENCE-ID" in entry]
        series = [entry for entry in group if "RECURRENCE-ID" not in entry]
        for entry in series:
            repeats = others or {"RRULE", "RDATE", "EXDATE"} & set(entry)
            if not self.understood(entry, others if repeats else None):
                self.unread += 1
                series = []
        for entry in others if not series else ():
            self.unread += not self.understood(entry, None)

    def understood(self, entry: Component, others: list[Component] | None) -> bool:
        """Keep the times of an entry, or of a series with what is otherwise; whether that could be done."""
        if not any(_takes_time(one) for one in (entry, *(others or ()))):
            return True
        try:
            self.spans += [self.of(entry)] if others is None else self.of_series(entry, others)
        except Exception:  # likewise: a rule that the libraries cannot follow is not understood
            return False
        return True

    def of_series(self, entry: Component, others: list[Component]) -> list[Span]:
        """The times of what repeats. Raises whatever the library raises, and Unclear where it is too much work."""
        window, start = self.window, entry["DTSTART"].dt
        rules = [_settled(rule, start, self.zones.floating) for rule in _several(entry, "RRULE")]
        listed = sum(len(one.dts) for name in ("RDATE", "EXDATE") for one in _several(entry, name))
        began, first, last = (dt.date(at.year, at.month, at.day) for at in (start, *window))
        work = _SERIES + sum(cost(rule, began, first, last) for rule in rules)
        work += (listed + 2 * len(others)) * OCCURRENCE
        if isinstance(start, dt.datetime) and not isinstance(start.tzinfo, ZoneInfo):
            work *= _OWN_ZONE
        if work > self.work:
            raise Unclear("it repeats too often")
        self.work -= work
        calendar = Calendar()
        for each in (entry, *others):
            calendar.add_component(each)
        found = recurring_ical_events.of(calendar).between(*window)
        return [self.of(one) for one in found if _takes_time(one)]

    def of(self, entry: Component) -> Span:
        """When an entry is. Raises Unclear where it ends before it begins."""
        begins = entry["DTSTART"].dt
        if "DTEND" in entry:
            return self.span(begins, entry["DTEND"].dt)
        if "DURATION" in entry:
            return self.span(begins, begins + entry["DURATION"].dt)
        return self.span(begins, begins)

    def span(self, begins: dt.date, ends: dt.date) -> Span:
        """From an instant to another; of days the whole of them, at least one (§3.6.1). Raises Unclear."""
        if not isinstance(begins, dt.datetime) and not isinstance(ends, dt.datetime):
            ends = max(ends, begins + dt.timedelta(days=1))
        first, last = (
            int(at.timestamp()) if isinstance(at, dt.datetime) else start_of(at, self.zone)
            for at in (begins, ends)
        )
        if first > last:
            raise Unclear("it ends before it begins")
        return first, last


def _takes_time(entry: Component) -> bool:
    return bool(entry.get("STATUS") != "CANCELLED" and entry.get("TRANSP") != "TRANSPARENT")


def _is_far(part: Part, first: str, last: str) -> bool:
    """Whether an entry that stands for itself is on days outside of those that are asked for."""
    if part.kind != ENTRY or not part.whole or any(line.upper().startswith(_REPEATS) for line in part.lines):
        return False
    days = [found[1] for line in part.lines if (found := _DAY.match(line))]
    return bool(days) and (max(days) < first or min(days) > last)


def _several(entry: Component, name: str) -> Iterator[Any]:
    """The properties of a name; icalendar has a list of them only where there are several."""
    found = entry.get(name, [])
    yield from found if isinstance(found, list) else [found]


def _settled(rule: vRecur, start: dt.date, floating: dt.tzinfo) -> vRecur:
    """The rule with UNTIL as it must be beside its beginning: a day, or UTC (§3.3.10).

    Programs write one for the other. The last day counts whole then: rather busy once too often than free.
    """
    if "UNTIL" not in rule:
        return rule
    (until,) = rule["UNTIL"]
    if not isinstance(start, dt.datetime):
        until = (
            until.astimezone(floating).date() if isinstance(until, dt.datetime) and until.tzinfo else until
        )
        until = dt.date(until.year, until.month, until.day)
    else:
        if not isinstance(until, dt.datetime):
            until = dt.datetime.combine(until, dt.time(23, 59, 59))
        until = (until if until.tzinfo else until.replace(tzinfo=start.tzinfo)).astimezone(dt.UTC)
    rule["UNTIL"] = [until]
    return rule


__all__ = ["MOST_BYTES", "MOST_ENTRIES", "MOST_WORK", "PartlyUnreadable", "UnreadableCalendar", "busy_times"]
