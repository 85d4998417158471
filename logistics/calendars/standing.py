"""An entry as it stands on somebody's calendar server: what it says, who made it, and how ours takes its place.

Servers and people's programs write an entry anew: in another order, folded elsewhere, with properties of their own. So
two entries are compared by what they say, never by their bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from icalendar import Calendar, Component

from logistics.calendars.workarounds import clean
from logistics.errors import LogisticsError
from logistics.moments import Instant

MARK: Final = "X-PRESS-LOGISTICS"
"""Who made an entry, and what it said then. A property of our own is kept by every server and program that we know."""

_COUNTERS: Final = frozenset(("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED"))
"""What tells of an entry's history, not of what it is about."""

_DEFAULTS: Final = {"CLASS": "PUBLIC", "TRANSP": "OPAQUE", "PRIORITY": "0"}
"""What an entry says where it says nothing (RFC 5545 §3.8.1.3, §3.8.2.7, §3.8.1.9); some programs write it out."""

_TIMES: Final = frozenset(("DTSTART", "DTEND", "DURATION"))
_HIGHEST: Final = 2**31 - 1  # RFC 5545 §3.3.8
_LATEST: Final = int(dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC).timestamp())
_LONGEST: Final = 200


class UnreadableEntry(LogisticsError):
    """Something on a server that cannot be read as one entry of a calendar."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry says. A time without a zone (RFC 5545 §3.3.5) is a ``datetime`` of its own, a whole day a ``date``.

    ``stamp`` is when it was last changed, ``for_what`` what one comes in for at an access time of ours. ``sense`` is
    the same for two entries that say the same; ``mark`` is empty where the entry is none of ours.
    """

    uid: str
    mark: str
    sequence: int
    stamp: Instant
    starts: Instant | dt.date | None
    ends: Instant | dt.date | None
    title: str
    place: str
    status: str
    for_what: str
    sense: str

    @property
    def shown(self) -> tuple[object, ...]:
        """What a reader is told when it changes (RFC 5546 §2.1.4): time, place, title and status."""
        return self.starts, self.ends, self.place, self.title, self.status


def read(data: bytes) -> Standing:
    """What an entry says. Raises UnreadableEntry."""
    try:
        events = list(Calendar.from_ical(data).walk("VEVENT"))
        first = next((event for event in events if "RECURRENCE-ID" not in event), events[0])
        return _standing(first, events)
    except Exception as error:  # whatever somebody else's program wrote, it is left alone
        raise UnreadableEntry("This is no entry of a calendar.") from error


def _standing(event: Component, events: list[Component]) -> Standing:
    starts, ends = _span(event)
    return Standing(
        uid=str(event["UID"]),
        mark=str(event.get(MARK, "")),
        sequence=int(event.get("SEQUENCE", 0)),
        stamp=max(_stamp(event, name) for name in ("DTSTAMP", "LAST-MODIFIED")),
        starts=starts,
        ends=ends,
        title=_line(event, "SUMMARY"),
        place=_line(event, "LOCATION"),
        status=_line(event, "STATUS").upper(),
        for_what=_for_what(event),
        sense=hashlib.sha256(repr([_sense(one) for one in events]).encode()).hexdigest(),
    )


def _line(event: Component, name: str) -> str:
    """A text on one line, as a person may be shown it."""
    return " ".join(clean(str(event.get(name, ""))).split())[:_LONGEST]


def _for_what(event: Component) -> str:
    """What our descriptions say after ``For:``, without the time, which is told by itself."""
    lines = clean(str(event.get("DESCRIPTION", ""))).splitlines()
    said = next((line for line in lines if line.startswith("For: ")), "")
    return " ".join(said.removeprefix("For: ").partition(";")[0].split())[:_LONGEST]


def _stamp(event: Component, name: str) -> Instant:
    at = getattr(event.get(name), "dt", None)
    if not isinstance(at, dt.datetime):
        return 0
    return int((at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp())


def _span(event: Component) -> tuple[Instant | dt.date | None, Instant | dt.date | None]:
    """Begin and end; an end may be told as a length (§3.6.1)."""
    starts, ends = (getattr(event.get(name), "dt", None) for name in ("DTSTART", "DTEND"))
    length = getattr(event.get("DURATION"), "dt", None)
    if ends is None and isinstance(starts, dt.date) and isinstance(length, dt.timedelta):
        ends = starts + length
    return _at(starts), _at(ends)


def _at(value: dt.date | None) -> Instant | dt.date | None:
    zoned = isinstance(value, dt.datetime) and value.tzinfo is not None
    return int(value.timestamp()) if zoned and isinstance(value, dt.datetime) else value


def _sense(component: Component) -> tuple[object, ...]:
    """All that it says, in one order: times as instants, texts unescaped, without counters and without what programs
    note for themselves in X- properties."""
    said = sorted(_properties(component))
    inside = sorted(repr(_sense(one)) for one in component.subcomponents)
    return component.name, repr(_span(component)), said, inside


def _properties(component: Component) -> Iterator[tuple[str, list[str]]]:
    for name, value in component.items():
        if name in _COUNTERS or name in _TIMES or name.startswith("X-") or str(value) == _DEFAULTS.get(name):
            continue
        yield name, sorted(_value(one) for one in (value if isinstance(value, list) else [value]))


def _value(value: Any) -> str:
    params = getattr(value, "params", {})
    told = sorted((name, _listed(said)) for name, said in params.items() if name not in ("VALUE", "TZID"))
    return repr((told, clean(str(value) if isinstance(value, str) else value.to_ical().decode())))


def _listed(value: str | list[str]) -> list[str]:
    return sorted(value) if isinstance(value, list) else [value]


def to_stand(data: bytes, ours: Standing, owner: str, there: Standing | None = None) -> bytes:
    """Our entry, which says ``ours``, as it is to stand on a server: with the mark of ``owner``, and newer than what
    stands ``there``.

    SEQUENCE rises above theirs if time, place, title or status differ, and stays theirs if not (RFC 5546 §2.1.4). All
    else stays byte for byte.
    """
    values = {MARK: f"{owner} {ours.sense[:16]}"}
    if there is not None:
        same = there.shown == ours.shown
        sequence = there.sequence if same else max(ours.sequence, there.sequence + 1)
        stamp = dt.datetime.fromtimestamp(min(max(ours.stamp, there.stamp + 1), _LATEST), dt.UTC)
        values["SEQUENCE"] = str(min(sequence, _HIGHEST))
        values["DTSTAMP"] = values["LAST-MODIFIED"] = f"{stamp:%Y%m%dT%H%M%SZ}"
    return _with(data, values)


def _with(data: bytes, values: dict[str, str]) -> bytes:
    """The entry's own properties, each on one line as we write them, in the place of those that it has."""
    head, begin, rest = data.partition(b"BEGIN:VEVENT\r\n")
    body, end, tail = rest.partition(b"END:VEVENT\r\n")
    lines = [
        line
        for line in body.splitlines(keepends=True)
        if line.partition(b":")[0].decode(errors="replace") not in values
    ]
    added = [f"{name}:{value}\r\n".encode() for name, value in values.items()]
    return b"".join((head, begin, *added, *lines, end, tail))


def made_by(there: Standing) -> tuple[str, str]:
    """Who made an entry, and the beginning of its sense as it was made; both empty where the entry is none of ours."""
    owner, _, sense = there.mark.partition(" ")
    return owner, sense


__all__ = ["MARK", "Standing", "UnreadableEntry", "made_by", "read", "to_stand"]
