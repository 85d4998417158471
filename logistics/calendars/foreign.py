"""Somebody else's calendar (RFC 5545), read into plain values, with a sentence for all that was dropped or bent.

Its lines are taken apart as for the times alone (``timesonly``): one broken entry loses no other. What programs write
wrong is read as they mean it, where that can be known: CANCELED, an entry without its end, bare line feeds, zones
that only Windows knows, or nobody. Whoever reads is never left to guess: what was bent is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any, Final

from logistics.calendars.busy import MOST_BYTES, MOST_ENTRIES
from logistics.calendars.foreignlines import mended
from logistics.calendars.foreigntexts import counted, one_line, short, usable
from logistics.calendars.timesonly import (
    ENTRY,
    FREE_BUSY,
    ZONE,
    Line,
    Part,
    UnknownZone,
    UnreadableCalendar,
    Zones,
    is_whole,
    length_of,
    property_of,
    taken_apart,
    time_of,
    unfolded,
)
from logistics.calendars.writing import PRODUCT
from logistics.errors import NoSuchZone
from logistics.model.base import first_unusable
from logistics.moments import FIRST_YEAR, LAST_YEAR, Instant, zone

_WANTED: Final = re.compile(
    "(?:UID|SEQUENCE|STATUS|DTSTART|DTEND|DURATION|RRULE|RDATE|RECURRENCE-ID|SUMMARY|LOCATION|DESCRIPTION|URL"
    "|RELATED-TO|ATTENDEE|ORGANIZER|ATTACH|X-MICROSOFT-CDO-ALLDAYEVENT)(?=[:;])",
    re.IGNORECASE,
)
_HEAD: Final = re.compile("(?:NAME|X-WR-CALNAME|X-WR-TIMEZONE|PRODID|METHOD)(?=[:;])", re.IGNORECASE)
_PEOPLE_AND_FILES: Final = {"ATTENDEE": "attendee", "ORGANIZER": "organizer", "ATTACH": "attached file"}
_OTHERS: Final = {"VTODO": "task", "VJOURNAL": "journal entry", FREE_BUSY: "list of free and busy times"}
_STATUSES: Final = {
    "CONFIRMED": "CONFIRMED",
    "TENTATIVE": "TENTATIVE",
    "CANCELLED": "CANCELLED",
    "CANCELED": "CANCELLED",
}
_UNQUOTED: Final = re.compile(r'^(DT(?:START|END));TZID=([^";]*:[^"]*):(\d{8}(?:T\d{6}Z?)?)$', re.IGNORECASE)
"""Outlook's ``TZID=(UTC-05:00) Eastern Time (US & Canada)`` without the quotation marks that its colon needs."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """One entry. ``uid`` is empty where it has none; of one time of a series it is the series' with that time.

    Days for ``starts`` and ``ends`` mean whole days, ``ends`` the day after the last. None for ``ends``: unsaid.
    ``zone`` is the IANA name in which its time was written; empty where that is UTC, or a zone of nobody's list.
    ``status`` is one of RFC 5545 §3.8.1.11 or empty, ``related`` whether it belongs to another entry.
    """

    uid: str
    summary: str
    place: str
    description: str
    starts: Instant | dt.date
    ends: Instant | dt.date | None
    zone: str
    status: str
    url: str
    sequence: int
    related: bool


@dataclass(frozen=True, slots=True)
class ForeignCalendar:
    """A calendar. ``name`` and ``zone`` are empty where it has none; ``zone`` is that of its times without a zone.

    ``floating`` is how many times say no zone, ``told`` what was dropped or bent, ``ours`` whether we wrote it.
    """

    name: str
    zone: str
    ours: bool
    floating: int
    entries: tuple[Foreign, ...]
    told: tuple[str, ...]


def read(data: bytes, otherwise: str = "UTC") -> ForeignCalendar:
    """Read a calendar; ``otherwise`` is the zone of times that name none, where the calendar names none either.

    Raises UnreadableCalendar for what is no calendar, or too large; NoSuchZone for ``otherwise``.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableCalendar(
            f"This calendar is larger than {MOST_BYTES:,} bytes. Export only the days of the event."
        )
    reading = _Reading()
    lines = mended(unfolded(reading.decoded(data)), reading.tell)
    if not is_whole(lines):
        reading.tell(
            "The file stops before the calendar’s end: what came after is lost. Export it once more."
        )
    parts = list(taken_apart(lines, _WANTED))
    if sum(part.kind == ENTRY for part in parts) > MOST_ENTRIES:
        raise UnreadableCalendar(
            f"This calendar has more than {MOST_ENTRIES:,} entries. Export only the days of the event."
        )
    reading.left_out["alarm"] += sum(line.strip().upper() == "BEGIN:VALARM" for line in lines)
    return reading.whole(_head(lines), parts, otherwise)


def _head(lines: list[str]) -> dict[str, str]:
    """What a calendar says of itself, before its first component."""
    found: dict[str, str] = {}
    for line in takewhile(lambda line: not re.match("BEGIN:(?!VCALENDAR)", line, re.IGNORECASE), lines):
        if _HEAD.match(line) and (said := _taken(line)):
            found.setdefault(said[0], usable(said[2]))
    return found


def _taken(line: str) -> Line | None:
    """A line, taken apart; None where that cannot be done."""
    try:
        if found := _UNQUOTED.match(line):
            return found[1].upper(), {"TZID": found[2]}, found[3]
        return property_of(line)
    except Exception:  # whatever the library makes of a broken line, it says nothing
        return None


def _zone_name(at: object) -> str:
    """The IANA name of a time's zone; nothing for UTC and for zones that a calendar made up."""
    name = str(getattr(getattr(at, "tzinfo", None), "key", ""))
    return "" if name in ("UTC", "Etc/UTC", "Z") else name


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry with what tells it from the others of its UID."""

    entry: Foreign
    begins: str
    instead_of: str
    repeats: bool


@dataclass(slots=True)
class _Reading:
    """The reading of one calendar."""

    told: dict[str, None] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    floating: int = 0

    def tell(self, sentence: str) -> None:
        self.told[sentence] = None

    def decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError:
            self.tell(
                "The file is not UTF-8 text; it was read as Western European (Windows-1252). Look at accents."
            )
            return data.decode("cp1252", errors="replace")

    def whole(self, head: dict[str, str], parts: list[Part], otherwise: str) -> ForeignCalendar:
        zones = Zones(otherwise, [part for part in parts if part.kind == ZONE])
        known = self.zone_of(head, parts, zones)
        zones.floating = zone(known or otherwise)
        self.left_out.update(_OTHERS[part.kind] for part in parts if part.kind in _OTHERS)
        called_off = head.get("METHOD", "").upper() == "CANCEL"
        found = [
            entry
            for number, part in enumerate((part for part in parts if part.kind == ENTRY), 1)
            if (entry := self.entry(part, number, zones, called_off=called_off))
        ]
        entries = tuple(self.each_once(found))
        self.tell_the_rest(known or otherwise)
        return ForeignCalendar(
            one_line(head.get("NAME") or head.get("X-WR-CALNAME", "")),
            known,
            head.get("PRODID") == PRODUCT,
            self.floating,
            entries,
            tuple(self.told),
        )

    def zone_of(self, head: dict[str, str], parts: list[Part], zones: Zones) -> str:
        """The zone that the calendar names, else the one that most of its entries begin in; nothing where none is."""
        if said := head.get("X-WR-TIMEZONE"):
            if name := _named(said, zones):
                return name
            self.tell(f"The calendar says that its zone is “{short(said)}”, and no zone is called so.")
        used: Counter[str] = Counter()
        for part in parts:
            for line in part.lines if part.kind == ENTRY else ():
                taken = _taken(line) if line[:7].upper() == "DTSTART" else None
                if taken and "TZID" in taken[1] and (name := _named(str(taken[1]["TZID"]), zones)):
                    used[name] += 1
        return max(used, key=lambda name: (used[name], name), default="")

    def entry(self, part: Part, number: int, zones: Zones, *, called_off: bool) -> _Read | None:
        """An entry; None, and a sentence, where nothing says when it is."""
        said: dict[str, Line] = {}
        for line in part.lines:
            taken = _taken(line)
            name = (taken[0] if taken else re.split("[:;]", line, maxsplit=1)[0]).upper()
            if name in _PEOPLE_AND_FILES:
                self.left_out[_PEOPLE_AND_FILES[name]] += 1
            elif taken is None:
                self.tell(f"Entry {number}: its {name} cannot be read and was left out.")
            else:
                said.setdefault(name, taken)
        texts = {
            name: self.text(value, number, name)
            for name, (_, _, value) in said.items()
            if not name.startswith("DT")
        }
        called = f"“{short(texts.get('SUMMARY', ''))}”" if texts.get("SUMMARY") else f"Entry {number}"
        if not part.whole:
            self.tell(f"{called} was left out: it has no end mark, so that some of it may be missing.")
            return None
        starts = self.time(said.get("DTSTART"), called, "begin", zones)
        if starts is None:
            self.tell(f"{called} was left out: nothing that can be read says when it begins.")
            return None
        ends = self.end(said, starts, called, zones)
        entry = Foreign(
            uid=texts.get("UID", ""),
            summary=one_line(texts.get("SUMMARY", "")),
            place=one_line(texts.get("LOCATION", ""), ", "),
            description=texts.get("DESCRIPTION", ""),
            starts=_plain(starts),
            ends=_plain(ends) if ends is not None else None,
            zone=_zone_name(starts),
            status="CANCELLED" if called_off else self.status(texts.get("STATUS", ""), called),
            url=one_line(texts.get("URL", "")),
            sequence=_number(texts.get("SEQUENCE", "")),
            related="RELATED-TO" in said and said["RELATED-TO"][1].get("RELTYPE", "PARENT") == "PARENT",
        )
        if texts.get("X-MICROSOFT-CDO-ALLDAYEVENT", "").upper() == "TRUE":
            entry = _of_whole_days(entry, starts, ends)
        begins, instead_of = (
            one_line(usable(said[name][2])) if name in said else "" for name in ("DTSTART", "RECURRENCE-ID")
        )
        return _Read(entry, begins, instead_of, "RRULE" in said or "RDATE" in said)

    def text(self, value: str, number: int, name: str) -> str:
        clean = usable(value)
        if first_unusable(value) and re.sub(r"\s", "", clean) != re.sub(r"\s", "", value):
            self.tell(f"Entry {number}: invisible or control characters were taken out of its {name}.")
        return clean

    def status(self, said: str, called: str) -> str:
        status = _STATUSES.get(said.upper(), "")
        if said and not status:
            self.tell(f"{called}: “{short(said)}” is no status; it was taken as tentative.")
            return "TENTATIVE"
        if said.upper() == "CANCELED":
            self.tell(f"{called}: CANCELED was read as CANCELLED.")
        return status

    def time(self, line: Line | None, called: str, which: str, zones: Zones) -> dt.date | None:
        """A day, or a time with its zone; None where there is none, or none that can be read."""
        if line is None:
            return None
        _, params, value = line
        try:
            found: Any = time_of(value)
            if isinstance(found, dt.datetime) and found.tzinfo is None and "TZID" not in params:
                self.floating += 1
            try:
                at = zones.settled(found, params)
            except UnknownZone:
                self.unknown[short(str(params["TZID"]))] += 1
                at = zones.settled(found, {})
            if not FIRST_YEAR < at.year < LAST_YEAR:
                raise ValueError(value)
            return self.that_there_is(at, called, which)
        except Exception:  # whatever the library makes of a broken time, it is no time
            self.tell(f"{called}: its {which}, “{short(value)}”, cannot be read.")
            return None

    def that_there_is(self, at: dt.date, called: str, which: str) -> dt.date:
        """The same time; where the clocks skip it, as RFC 5545 §3.3.5 counts it: by what they showed before."""
        if not isinstance(at, dt.datetime):
            return at
        real = at.astimezone(dt.UTC).astimezone(at.tzinfo)
        if real.replace(tzinfo=None) != at.replace(tzinfo=None):
            self.tell(
                f"{called}: the clocks skip its {which}, {at:%H:%M}, on {at:%Y-%m-%d}; "
                f"it was taken as {real:%H:%M}."
            )
        return real

    def end(self, said: dict[str, Line], starts: dt.date, called: str, zones: Zones) -> dt.date | None:
        """When an entry ends, where it says so and that is after its begin."""
        ends = self.time(said.get("DTEND"), called, "end", zones)
        if ends is None and "DURATION" in said:
            ends = self.lasting(starts, said["DURATION"][2], called)
        if ends is None or ends == starts:
            return None
        if isinstance(ends, dt.datetime) != isinstance(starts, dt.datetime):
            self.tell(
                f"{called}: one of begin and end is a whole day and the other a time; its end was left out."
            )
            return None
        if ends < starts:
            self.tell(f"{called}: it ends before it begins; its end was left out.")
            return None
        return ends

    def lasting(self, starts: dt.date, value: str, called: str) -> dt.date | None:
        """The end after a length (§3.3.6): its days by the calendar, its hours by the clock."""
        try:
            length = length_of(value)
            if not isinstance(starts, dt.datetime):
                return starts + length
            later = starts + dt.timedelta(days=length.days)
            return (later.astimezone(dt.UTC) + dt.timedelta(seconds=length.seconds)).astimezone(starts.tzinfo)
        except Exception:  # likewise
            self.tell(f"{called}: its length, “{short(value)}”, cannot be read.")
            return None

    def each_once(self, found: list[_Read]) -> Iterator[Foreign]:
        """Every UID once: the newest by SEQUENCE, the first time of a series, and those of its times that differ."""
        newest: dict[tuple[str, str], _Read] = {}
        for number, one in enumerate(found):
            key = (one.entry.uid or f"\n{number}", one.instead_of)
            if key in newest:
                self.tell(
                    f"“{short(one.entry.summary)}” stands there more than once; the newest of them was taken."
                )
            if key not in newest or one.entry.sequence >= newest[key].entry.sequence:
                newest[key] = one
        for (uid, instead_of), one in newest.items():
            first = newest.get((uid, one.begins))
            if one.repeats:
                self.tell(
                    f"“{short(one.entry.summary)}” repeats; only its first time was taken. Write the others by hand."
                )
            if not instead_of and first is not None and first is not one:
                continue
            series = newest.get((uid, ""))
            stands_for_it = series is not None and series.begins == instead_of
            of_its_own = instead_of and one.entry.uid and not stands_for_it
            yield replace(one.entry, uid=f"{uid}#{instead_of}") if of_its_own else one.entry

    def tell_the_rest(self, taken_for: str) -> None:
        if self.floating:
            self.tell(f"{counted(self.floating, 'time')} without a zone: taken as {taken_for}.")
        for name, count in self.unknown.items():
            self.tell(f"No zone is called “{name}”: {counted(count, 'time')} taken as {taken_for}.")
        parts = [counted(count, noun) for noun, count in self.left_out.items() if count]
        if parts:
            self.tell(f"Left out: {', '.join(parts)}.")


def _named(said: str, zones: Zones) -> str:
    """The IANA name of a zone as a calendar calls it; nothing where there is none."""
    try:
        return _zone_name(zones.settled(dt.datetime(2000, 1, 1), {"TZID": said}))  # noqa: DTZ001 - asked for its zone
    except (UnknownZone, NoSuchZone):
        return ""


def _plain(at: dt.date) -> Instant | dt.date:
    return int(at.timestamp()) if isinstance(at, dt.datetime) else at


def _of_whole_days(entry: Foreign, starts: dt.date, ends: dt.date | None) -> Foreign:
    """Outlook's whole days, which it writes from midnight to midnight."""
    if not isinstance(starts, dt.datetime) or starts.time() != dt.time():
        return entry
    last = ends.date() if isinstance(ends, dt.datetime) and ends.time() == dt.time() else None
    return replace(entry, starts=starts.date(), ends=last)


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


__all__ = ["Foreign", "ForeignCalendar", "UnreadableCalendar", "read"]
