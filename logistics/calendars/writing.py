"""From the entries of a calendar to its bytes (RFC 5545, RFC 7986): the same entries, the same bytes.

It is a plain calendar object: without METHOD, ORGANIZER and ATTENDEE, because nobody is invited and nobody answers.
Nothing in it depends on now: times of change come from what is written.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from icalendar import Alarm, Calendar, Timezone
from icalendar import Event as Component

from logistics.calendars.entries import Entry
from logistics.calendars.workarounds import clean, conference, leads_to, refresh_interval, text
from logistics.calendars.zones import is_second_time, vtimezone
from logistics.errors import LogisticsError
from logistics.moments import Instant, wall
from logistics.plan.words import listed

PRODUCT: Final = "-//press-logistics//calendar feed 1//EN"
REFRESH: Final = dt.timedelta(hours=1)
_END: Final = b"END:VCALENDAR\r\n"


class NoSuchFeed(LogisticsError):
    """A feed that cannot be made: of no event, of one event twice, or for two audiences at once."""


def check_events(ids: Sequence[str]) -> None:
    """Raises NoSuchFeed where a calendar would be of no event, or of one twice."""
    if not ids:
        raise NoSuchFeed("A calendar needs at least one event. Name an event.")
    if twice := sorted({event_id for event_id in ids if ids.count(event_id) > 1}):
        raise NoSuchFeed(f"{listed(twice)} would stand in the calendar twice. Give each event once.")


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may ask for besides: an alarm some minutes before they must be somewhere, colours by kind, and
    what leads to what (RFC 9253), which older programs take for something else."""

    alarm: int | None = None
    colours: bool = False
    links: bool = False


PLAIN: Final = Options()
LONGEST_ALARM: Final = 24 * 60
_COLOURS: Final = {  # names of CSS3, as RFC 7986 §5.9 wants them
    "Pick-up": "goldenrod",
    "Pre-set": "darkorange",
    "Final access": "firebrick",
    "Session": "steelblue",
    "Press": "seagreen",
    "Technical": "slategray",
}


def written(
    found: Sequence[Entry], uid: str, name: str, zone: str, *, confidential: bool, options: Options = PLAIN
) -> bytes:
    """A calendar of these entries, at least one; ``name`` is what a reader's list of calendars shows, and ``zone`` the
    one that it is shown in.

    The bytes of each entry are kept: of a calendar in which little has changed only that is made anew.
    """
    ordered = sorted(found, key=lambda entry: entry.order)
    zones = zones_of(ordered)
    head = _head(uid, name, zone)
    for made in zones.values():
        head.add_component(made)
    opening = bytes(head.to_ical()).removesuffix(_END)
    parts = (_bytes(entry, entry.zone in zones, confidential, options) for entry in ordered)
    return b"".join((opening, *parts, _END))


def _head(uid: str, name: str, zone: str) -> Calendar:
    calendar, shown = Calendar(), _plain(name)
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("uid", uid)
    calendar.add("name", text(shown))
    calendar.add("x-wr-calname", text(shown))
    calendar.add("x-wr-timezone", text(zone))
    calendar.add("refresh-interval", refresh_interval(REFRESH))
    calendar.add("x-published-ttl", text("PT1H"))
    return calendar


def _plain(name: str) -> str:
    """A name on one line without what must be escaped: ical.js shows the backslashes of a NAME."""
    return re.sub(r"\s+", " ", re.sub(r"[,;\\]", " ", clean(name))).strip()


@lru_cache(maxsize=16_384)
def _bytes(entry: Entry, in_zone: bool, confidential: bool, options: Options) -> bytes:
    return bytes(component(entry, in_zone=in_zone, confidential=confidential, options=options).to_ical())


def component(entry: Entry, *, in_zone: bool, confidential: bool, options: Options = PLAIN) -> Component:
    """An entry as a VEVENT (RFC 5545 §3.6.1); ``in_zone`` says that its calendar has a VTIMEZONE for it."""
    told, changed = entry.told, entry.changed
    made = Component()
    made.add("uid", told.uid)
    made.add("dtstamp", utc(changed.at))
    made.add("last-modified", utc(changed.at))
    made.add("sequence", changed.sequence)
    for name, value in zip(("dtstart", "dtend"), times_of(entry, in_zone=in_zone), strict=True):
        if value is not None:
            made.add(name, value)
    made.add("summary", text(told.summary))
    if told.place:
        made.add("location", text(told.place))
    made.add("description", text("\n".join(filter(None, (told.description, changed.words)))))
    made.add("status", entry.status)
    made.add("transp", "OPAQUE" if entry.takes_time else "TRANSPARENT")
    if confidential:
        made.add("class", "CONFIDENTIAL")
    if told.belongs_to:
        made.add("related-to", text(told.belongs_to))
    if told.streams:
        made.add("url", told.streams[0][0])
    for address, label in told.streams:
        made.add("conference", conference(address, label))
    _add_options(made, entry, options)
    return made


def _add_options(made: Component, entry: Entry, options: Options) -> None:
    if options.links:
        for one in entry.leads:
            made.add("related-to", leads_to(one.uid, one.how, one.gap))
    if options.colours and entry.kind:
        made.add("categories", [entry.kind])
        if entry.kind in _COLOURS:
            made.add("color", _COLOURS[entry.kind])
    if options.alarm is not None and entry.rings:
        made.add_component(_alarm(entry, options.alarm))


def _alarm(entry: Entry, minutes: int) -> Alarm:
    """RFC 5545 §3.6.6. The UID keeps an alarm that was put off from ringing again (RFC 9074 §4)."""
    made = Alarm()
    made.add("uid", str(uuid.uuid5(uuid.UUID(entry.told.uid), "alarm")))
    made.add("action", "DISPLAY")
    made.add("trigger", -dt.timedelta(minutes=minutes))
    made.add("description", text(entry.told.summary))
    return made


class Timed(Protocol):
    """What has a begin and an end by a clock; a day for both of what lasts whole days."""

    @property
    def zone(self) -> str:
        """The zone by whose clock it is told."""

    @property
    def starts(self) -> Instant | dt.date:
        """When it begins."""

    @property
    def ends(self) -> Instant | dt.date | None:
        """When it ends."""


def zones_of(found: Sequence[Timed]) -> dict[str, Timezone]:
    """A VTIMEZONE for each zone that one can be made for, by name."""
    moments: dict[str, list[Instant]] = {}
    for entry in found:
        for value in (entry.starts, entry.ends):
            if isinstance(value, Instant) and not _in_utc(entry):
                moments.setdefault(entry.zone, []).append(value)
    made = ((zone, vtimezone(zone, moments[zone])) for zone in sorted(moments))
    return {zone: component for zone, component in made if component is not None}


def times_of(entry: Timed, *, in_zone: bool) -> tuple[dt.date | None, ...]:
    """Start and end: days, or wall time in the zone, or UTC where the zone cannot say them."""
    zone = entry.zone if in_zone and not _in_utc(entry) else "UTC"
    return tuple(wall(at, zone) if isinstance(at, Instant) else at for at in (entry.starts, entry.ends))


def _in_utc(entry: Timed) -> bool:
    """Whether wall time would not say which instant is meant."""
    values = (entry.starts, entry.ends)
    return any(isinstance(value, Instant) and is_second_time(value, entry.zone) for value in values)


def utc(moment: Instant) -> dt.datetime:
    """An instant as icalendar writes it in UTC."""
    return dt.datetime.fromtimestamp(moment, dt.UTC)
