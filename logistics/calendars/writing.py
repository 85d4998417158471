"""From the entries of a calendar to its bytes (RFC 5545, RFC 7986): the same entries, the same bytes.

It is a plain calendar object: without METHOD, ORGANIZER and ATTENDEE, because nobody is invited and nobody answers.
Nothing in it depends on now: times of change come from what is written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, Protocol

from icalendar import Calendar, Timezone
from icalendar import Event as Component

from logistics.calendars.entries import Entry
from logistics.calendars.workarounds import clean, conference, refresh_interval, text
from logistics.calendars.zones import is_second_time, vtimezone
from logistics.errors import LogisticsError
from logistics.model.clocks import instant_of_revision
from logistics.moments import Instant, wall
from logistics.plan.words import listed

PRODUCT: Final = "-//press-logistics//calendar feed 1//EN"
REFRESH: Final = dt.timedelta(hours=1)


class NoSuchFeed(LogisticsError):
    """A feed that cannot be made: of no event, of one event twice, or for two audiences at once."""


def check_events(ids: Sequence[str]) -> None:
    """Raises NoSuchFeed where a calendar would be of no event, or of one twice."""
    if not ids:
        raise NoSuchFeed("A calendar needs at least one event. Name an event.")
    if twice := sorted({event_id for event_id in ids if ids.count(event_id) > 1}):
        raise NoSuchFeed(f"{listed(twice)} would stand in the calendar twice. Give each event once.")


def written(found: Sequence[Entry], uid: str, name: str, *, confidential: bool) -> bytes:
    """A calendar of these entries, at least one; ``name`` is what a reader's list of calendars shows."""
    ordered = sorted(found, key=lambda entry: entry.order)
    zones = zones_of(ordered)
    calendar = _head(ordered, uid, name)
    for zone in zones.values():
        calendar.add_component(zone)
    for entry in ordered:
        calendar.add_component(_component(entry, entry.zone in zones, confidential=confidential))
    return bytes(calendar.to_ical())


def _head(found: Sequence[Entry], uid: str, name: str) -> Calendar:
    calendar, shown = Calendar(), _plain(name)
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("uid", uid)
    calendar.add("last-modified", utc(max(_revised(entry) for entry in found)))
    calendar.add("name", text(shown))
    calendar.add("x-wr-calname", text(shown))
    calendar.add("x-wr-timezone", text(found[0].zone))
    calendar.add("refresh-interval", refresh_interval(REFRESH))
    calendar.add("x-published-ttl", text("PT1H"))
    return calendar


def _plain(name: str) -> str:
    """A name on one line without what must be escaped: ical.js shows the backslashes of a NAME."""
    return re.sub(r"\s+", " ", re.sub(r"[,;\\]", " ", clean(name))).strip()


def _component(entry: Entry, in_zone: bool, *, confidential: bool) -> Component:
    event, told = entry.event, entry.told
    made = Component()
    made.add("uid", told.uid)
    revised = utc(_revised(entry))
    made.add("dtstamp", revised)
    made.add("last-modified", revised)
    made.add("sequence", event.revision.number - 1)
    for name, value in zip(("dtstart", "dtend"), times_of(entry, in_zone=in_zone), strict=True):
        if value is not None:
            made.add(name, value)
    made.add("summary", text(told.summary))
    if told.place:
        made.add("location", text(told.place))
    made.add("description", text(told.description))
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
    return made


def _revised(entry: Entry) -> Instant:
    """When an entry was last changed: with its event, or by itself after that."""
    of_event = instant_of_revision(entry.event.revision, entry.event.zone)
    return of_event if entry.changed is None else max(of_event, entry.changed)


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
