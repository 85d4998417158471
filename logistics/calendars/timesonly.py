"""Of somebody else's calendar the times, and nothing besides: what its entries are called is not even looked at.

A calendar is taken apart line by line, so that one broken entry does not lose the others, and so that an alarm or a
field of a program's own cannot be mistaken for a time. icalendar reads the values. It would take a whole
calendar apart as well, but remembers the zones that one calendar defines for all that are read later.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from zoneinfo import available_timezones

from icalendar import Event as Component
from icalendar import Timezone
from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes, vDuration, vRecur
from icalendar.timezone.tzp import TZP
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from logistics.calendars.repeating import cost
from logistics.errors import LogisticsError
from logistics.moments import zone

ENTRY, FREE_BUSY, ZONE = "VEVENT", "VFREEBUSY", "VTIMEZONE"
_KINDS: Final = frozenset((ENTRY, FREE_BUSY, ZONE, "VTODO", "VJOURNAL", "VAVAILABILITY"))
_WANTED: Final = re.compile(
    "(?:UID|SEQUENCE|STATUS|TRANSP|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|FREEBUSY)(?=[:;])",
    re.IGNORECASE,
)
_SEVERAL: Final = frozenset(("RRULE", "RDATE", "EXDATE", "FREEBUSY"))
_FOLD: Final = re.compile("(?:\r\n|\r|\n)[ \t]")
_BREAK: Final = re.compile("\r\n|\r|\n")
_MOST_ZONES, _MOST_RULES, _MOST_OBSERVANCES = 5, 6, 100
"""What a calendar may define of its own; more is not looked at. Programs write one or two zones of two rules each."""

_LONG_AGO: Final = re.compile("^(DTSTART[^:]*:)(?:1[0-8][0-9]{2}|19[0-8][0-9])", re.IGNORECASE)
"""Outlook's zones begin in 1601, and dateutil goes through all years since then at each look."""
_TZID: Final = re.compile("TZID(?=[:;])", re.IGNORECASE)
_line: Final[Callable[[str], Any]] = Contentline
time_of: Final[Callable[[str], Any]] = vDDDTypes.from_ical
length_of: Final[Callable[[str], dt.timedelta]] = vDuration.from_ical
"""The readers of icalendar, which have no types."""

Line = tuple[str, dict[str, Any], str]
"""A property: its name, its parameters, its value."""


class UnreadableCalendar(LogisticsError):
    """Something that is no calendar, or is one that cannot be read whole; the text says which."""


class Unclear(ValueError):
    """An entry that does not say clearly when it is."""


class UnknownZone(Unclear):
    """A time in a zone that neither anybody else nor its own calendar knows."""


@dataclass(slots=True)
class Part:
    """One component of a calendar with the lines that say when it is; ``whole`` is false where its end is missing."""

    kind: str
    lines: list[str] = field(default_factory=list)
    whole: bool = True

    def properties(self) -> Iterator[Line]:
        """Its lines, taken apart. Raises ValueError."""
        for line in self.lines:
            yield property_of(line)


def property_of(line: str) -> Line:
    """A content line, taken apart. Raises ValueError."""
    name, params, value = _line(line).parts()
    return name.upper(), params, value.strip()


def parts(data: bytes) -> list[Part]:
    """The components of a calendar, without what is inside of them (but all of a zone). Raises UnreadableCalendar."""
    lines = unfolded(data.decode("utf-8-sig", errors="replace"))
    if not is_whole(lines):
        raise UnreadableCalendar("This calendar stops before its end: END:VCALENDAR is missing.")
    return list(taken_apart(lines))


def unfolded(text: str) -> list[str]:
    """The content lines of a calendar. Raises UnreadableCalendar where it is none."""
    lines = _BREAK.split(_FOLD.sub("", text))
    if next((line.strip().upper() for line in lines if line.strip()), "") != "BEGIN:VCALENDAR":
        raise UnreadableCalendar("This is no calendar: it does not begin with BEGIN:VCALENDAR.")
    return lines


def is_whole(lines: list[str]) -> bool:
    """Whether a calendar has its end."""
    return next((line.strip().upper() for line in reversed(lines) if line.strip()), "") == "END:VCALENDAR"


def taken_apart(lines: list[str], wanted: re.Pattern[str] = _WANTED) -> Iterator[Part]:
    """The components of a calendar, each with the lines whose beginning is ``wanted``; of a zone all lines."""
    part, inside = None, 0
    for line in lines:
        mark, _, name = line.partition(":")
        mark, name = (mark.upper(), name.strip().upper()) if len(mark) < 6 else ("", "")
        if mark == "BEGIN" and (part is None or name in _KINDS or name == "VCALENDAR"):
            if part:
                yield _broken(part)
            part, inside = (None if name == "VCALENDAR" else Part(name)), 0
        elif mark == "END" and part and name in (part.kind, "VCALENDAR"):
            yield part if name == part.kind else _broken(part)
            part = None
        elif part and mark in ("BEGIN", "END"):
            inside += 1 if mark == "BEGIN" else -1
            part.lines += [line] if part.kind == ZONE else []
        elif part and (part.kind == ZONE or (inside == 0 and wanted.match(line))):
            part.lines.append(line)


def _broken(part: Part) -> Part:
    part.whole = False
    return part


class Zones:
    """The zones that a calendar names: those of the IANA list, those of Windows, and its own."""

    def __init__(self, floating: str, own: list[Part]) -> None:
        """``floating`` is the zone of times that name none. Raises NoSuchZone."""
        self.floating: dt.tzinfo = zone(floating)
        self._own = [(_name_of(part), part) for part in own[:_MOST_ZONES]]
        self._known: dict[str, dt.tzinfo | None] = {}

    def settled(self, value: Any, params: dict[str, Any]) -> dt.date:
        """A day, or a time with its zone. Raises Unclear."""
        if not isinstance(value, dt.date):
            raise Unclear("no day and no time")
        if not isinstance(value, dt.datetime) or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=self._named(str(params["TZID"])) if "TZID" in params else self.floating)

    def _named(self, name: str) -> dt.tzinfo:
        if name not in self._known:
            self._known[name] = self._found(name)
        found = self._known[name]
        if found is None:
            raise UnknownZone(f"no zone is called {name}")
        return found

    def _found(self, name: str) -> dt.tzinfo | None:
        clean = name.strip("/")
        below = clean.split("/") if name.startswith("/") else []
        tails = ("/".join(below[number:]) for number in range(1, min(len(below), 5)))
        for each in (clean, WINDOWS_TO_OLSON.get(clean, ""), *tails):
            if each in _iana():
                return zone(each)
        return next((made for own, part in self._own if own == name and (made := _own_zone(part))), None)


@lru_cache(maxsize=1)
def _iana() -> frozenset[str]:
    return frozenset(available_timezones())


def _name_of(part: Part) -> str:
    """The name of the zone that a calendar defines itself; nothing where it has none that can be read."""
    line = next((line for line in part.lines if _TZID.match(line)), "")
    try:
        return property_of(line)[2]
    except ValueError:
        return ""


def _own_zone(part: Part) -> dt.tzinfo | None:
    """The zone that a calendar defines itself, if it has only what such zones need."""
    try:
        rules = [vRecur.from_ical(value) for one, _, value in part.properties() if one == "RRULE"]
        yearly = all(rule["FREQ"] == ["YEARLY"] and cost(rule, *[dt.date(1970, 1, 1)] * 3) for rule in rules)
        dates = sum(line.count(",") + 1 for line in part.lines if line.upper().startswith("RDATE"))
        begun = sum(line.upper().startswith("BEGIN:") for line in part.lines)
        if not yearly or len(rules) > _MOST_RULES or max(begun, dates) > _MOST_OBSERVANCES:
            return None
        lines = (_LONG_AGO.sub(r"\g<1>1990", line) for line in part.lines)
        text = "\r\n".join([f"BEGIN:{ZONE}", *lines, f"END:{ZONE}", ""])
        defined = Timezone.from_ical(text)
        made = defined.to_tz(TZP(), lookup_tzid=False) if isinstance(defined, Timezone) else None
        if isinstance(made, dt.tzinfo):
            made.utcoffset(dt.datetime(2000, 1, 1))  # noqa: DTZ001 - a zone is asked in its own wall time
            return made
    except Exception:  # whatever the two libraries make of a broken zone, it is no zone
        pass
    return None


def component(part: Part, zones: Zones) -> Component:
    """An entry as icalendar has it, with its times alone, each in its zone. Raises Unclear, ValueError."""
    made = Component()
    seen: set[str] = set()
    for name, params, value in part.properties():
        if name in seen - _SEVERAL:
            raise Unclear(f"{name} is said twice")
        seen.add(name)
        if name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
            said = {"RANGE": str(params["RANGE"])} if "RANGE" in params else {}
            made.add(name, zones.settled(time_of(value), params), parameters=said)
        elif name in ("RDATE", "EXDATE") and value:
            made.add(name, [_listed(each, params, zones) for each in value.split(",")])
        elif name == "RRULE":
            made.add(name, vRecur.from_ical(value))
        elif name == "DURATION":
            made.add(name, length_of(value))
        elif name in ("UID", "STATUS", "TRANSP"):
            made.add(name, value if name == "UID" else value.upper())
        elif name == "SEQUENCE":
            made.add(name, int(value) if value.isdecimal() else 0)
    if "DTSTART" not in seen or not part.whole:
        raise Unclear("nothing says when it begins, or it has no end mark")
    return made


def _listed(value: str, params: dict[str, Any], zones: Zones) -> Any:
    """One value of a list of times, which may be a period. Raises Unclear."""
    first, slash, second = value.strip().partition("/")
    begins = zones.settled(time_of(first), params)
    if not slash:
        return begins
    ends = time_of(second)
    return begins, begins + ends if isinstance(ends, dt.timedelta) else zones.settled(ends, params)


def periods(part: Part, zones: Zones) -> Iterator[tuple[dt.date, dt.date]]:
    """The times at which a VFREEBUSY (§3.6.4) says that somebody is not free. Raises Unclear, ValueError."""
    for name, params, value in part.properties():
        if name == "FREEBUSY" and str(params.get("FBTYPE", "BUSY")).upper() != "FREE":
            for each in value.split(","):
                found = _listed(each, params, zones)
                if not isinstance(found, tuple):
                    raise Unclear("no period")
                yield found


__all__ = [
    "ENTRY",
    "FREE_BUSY",
    "ZONE",
    "Part",
    "Unclear",
    "UnknownZone",
    "UnreadableCalendar",
    "Zones",
    "component",
    "is_whole",
    "length_of",
    "parts",
    "periods",
    "property_of",
    "taken_apart",
    "time_of",
    "unfolded",
]
