"""A calendar feed (RFC 5545, RFC 7986) of one or several events for one audience: the same input, the same bytes.

It is a plain calendar object: without METHOD, ORGANIZER and ATTENDEE, because nobody is invited and nobody answers.
Nothing in it depends on now: times of change come from the event's revision.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from icalendar import Calendar, Timezone
from icalendar import Event as Component

from logistics.calendars.entries import Entry, entries, identity
from logistics.calendars.workarounds import clean, conference, refresh_interval, text
from logistics.calendars.zones import is_second_time, vtimezone
from logistics.disclosure import Programme
from logistics.errors import LogisticsError
from logistics.model import Level
from logistics.model.clocks import instant_of_revision
from logistics.moments import Instant, wall
from logistics.plan.words import listed, press_words

PRODUCT: Final = "-//press-logistics//calendar feed 1//EN"
REFRESH: Final = dt.timedelta(hours=1)


class NoSuchFeed(LogisticsError):
    """A feed that cannot be made: of no event, of one event twice, or for two audiences at once."""


def write(programmes: Sequence[Programme], name: str | None = None) -> bytes:
    """The feed of these programmes, all for one audience; ``name`` is what a reader's list of calendars shows.

    Raises NoSuchFeed.
    """
    _check(programmes)
    ordered = sorted(programmes, key=lambda programme: programme.event.id)
    found = sorted((entry for programme in ordered for entry in entries(programme)), key=lambda e: e.order)
    zones = _zones(found)
    calendar = _head(ordered, found, name)
    for zone in zones.values():
        calendar.add_component(zone)
    confidential = ordered[0].audience.level >= Level.STAFF
    for entry in found:
        calendar.add_component(_component(entry, entry.zone in zones, confidential=confidential))
    return bytes(calendar.to_ical())


def _check(programmes: Sequence[Programme]) -> None:
    audiences = {programme.audience for programme in programmes}
    if not programmes:
        raise NoSuchFeed("A calendar needs at least one event. Name an event.")
    if len(audiences) > 1:
        names = listed(sorted(audience.name for audience in audiences))
        raise NoSuchFeed(f"One calendar is for one audience, and these are {names}. Make one calendar each.")
    ids = [programme.event.id for programme in programmes]
    if twice := sorted({event_id for event_id in ids if ids.count(event_id) > 1}):
        raise NoSuchFeed(f"{listed(twice)} would stand in the calendar twice. Give each event once.")


def _head(programmes: Sequence[Programme], found: Sequence[Entry], name: str | None) -> Calendar:
    calendar = Calendar()
    shown = _plain(name or _name_for(programmes))
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add(
        "uid", identity(*(programme.event.id for programme in programmes), programmes[0].audience.name)
    )
    calendar.add(
        "last-modified",
        _utc(
            max(
                instant_of_revision(programme.event.revision, programme.event.zone)
                for programme in programmes
            )
        ),
    )
    calendar.add("name", text(shown))
    calendar.add("x-wr-calname", text(shown))
    calendar.add("x-wr-timezone", text(found[0].zone))
    calendar.add("refresh-interval", refresh_interval(REFRESH))
    calendar.add("x-published-ttl", text("PT1H"))
    return calendar


def _name_for(programmes: Sequence[Programme]) -> str:
    audience = programmes[0].audience
    whom = press_words((audience.category,)) if audience.category else audience.level.name.lower()
    events = [programme.event for programme in programmes]
    if len(events) == 1:
        return f"{events[0].name or events[0].title} – {whom}"
    issuers = sorted({event.issuer.name for event in events})
    return f"{issuers[0] if len(issuers) == 1 else 'Press events'} – {whom}"


def _plain(name: str) -> str:
    """A name on one line without what must be escaped: ical.js shows the backslashes of a NAME."""
    return re.sub(r"\s+", " ", re.sub(r"[,;\\]", " ", clean(name))).strip()


def _component(entry: Entry, in_zone: bool, *, confidential: bool) -> Component:
    event, told = entry.event, entry.told
    made = Component()
    made.add("uid", told.uid)
    revised = _utc(instant_of_revision(event.revision, event.zone))
    made.add("dtstamp", revised)
    made.add("last-modified", revised)
    made.add("sequence", event.revision.number - 1)
    for name, value in zip(("dtstart", "dtend"), _times(entry, in_zone), strict=True):
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


def _zones(found: Sequence[Entry]) -> dict[str, Timezone]:
    """A VTIMEZONE for each zone that one can be made for, by name."""
    moments: dict[str, list[Instant]] = {}
    for entry in found:
        for value in (entry.starts, entry.ends):
            if isinstance(value, Instant) and not _in_utc(entry):
                moments.setdefault(entry.zone, []).append(value)
    made = ((zone, vtimezone(zone, moments[zone])) for zone in sorted(moments))
    return {zone: component for zone, component in made if component is not None}


def _times(entry: Entry, in_zone: bool) -> tuple[dt.date | None, ...]:
    """Start and end: days, or wall time in the zone, or UTC where the zone cannot say them."""
    zone = entry.zone if in_zone and not _in_utc(entry) else "UTC"
    return tuple(wall(at, zone) if isinstance(at, Instant) else at for at in (entry.starts, entry.ends))


def _in_utc(entry: Entry) -> bool:
    """Whether wall time would not say which instant is meant."""
    values = (entry.starts, entry.ends)
    return any(isinstance(value, Instant) and is_second_time(value, entry.zone) for value in values)


def _utc(moment: Instant) -> dt.datetime:
    return dt.datetime.fromtimestamp(moment, dt.UTC)
