"""Invitations by mail (RFC 5546, RFC 6047): one entry, one person who is asked, and one who asks.

A message is about one UID. Its SEQUENCE rises with every message about that UID, so that a reader takes the later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from icalendar import Calendar, vCalAddress
from icalendar import Event as Component

from logistics.calendars.workarounds import clean, text
from logistics.calendars.writing import times_of, utc, zones_of
from logistics.moments import Instant

PRODUCT: Final = "-//press-logistics//invitation 1//EN"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody at one end of an invitation. ``address`` is a bare mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody is asked to. ``stamp`` is when it is asked, ``accepted`` whether they have said yes already."""

    uid: str
    sequence: int
    stamp: Instant
    organizer: Party
    attendee: Party
    summary: str
    place: str
    description: str
    zone: str
    starts: Instant
    ends: Instant | None
    accepted: bool = False


def request(asked: Invitation) -> bytes:
    """The invitation, new or again with what changed (RFC 5546 §3.2.2)."""
    entry = _entry(asked)
    entry.add("status", "CONFIRMED")
    entry.add("description", text(asked.description))
    entry.add("transp", "OPAQUE")
    entry.add("attendee", _attendee(asked), encode=False)
    return _written(asked, "REQUEST", entry)


def cancel(asked: Invitation) -> bytes:
    """That it is called off for this person (RFC 5546 §3.2.5); without alarms and without a question."""
    entry = _entry(asked)
    entry.add("status", "CANCELLED")
    entry.add("attendee", vCalAddress(f"mailto:{asked.attendee.address}"), encode=False)
    return _written(asked, "CANCEL", entry)


def _entry(asked: Invitation) -> Component:
    made = Component()
    made.add("uid", asked.uid)
    made.add("dtstamp", utc(asked.stamp))
    made.add("sequence", asked.sequence)
    in_zone = asked.zone in zones_of([asked])
    for name, value in zip(("dtstart", "dtend"), times_of(asked, in_zone=in_zone), strict=True):
        if value is not None:
            made.add(name, value)
    made.add("summary", text(asked.summary))
    if asked.place:
        made.add("location", text(asked.place))
    made.add("class", "CONFIDENTIAL")
    made.add("organizer", _party(asked.organizer), encode=False)
    return made


def _party(party: Party) -> vCalAddress:
    made = vCalAddress(f"mailto:{party.address}")
    if party.name:
        made.params["CN"] = _parameter(party.name)
    return made


def _attendee(asked: Invitation) -> vCalAddress:
    made = _party(asked.attendee)
    made.params["CUTYPE"] = "INDIVIDUAL"
    made.params["ROLE"] = "REQ-PARTICIPANT"
    made.params["PARTSTAT"] = "ACCEPTED" if asked.accepted else "NEEDS-ACTION"
    made.params["RSVP"] = "FALSE" if asked.accepted else "TRUE"
    return made


def _parameter(name: str) -> str:
    """A name as a parameter may hold it: on one line and without quotation marks (RFC 5545 §3.2)."""
    return " ".join(clean(name).replace('"', "’").split())


def _written(asked: Invitation, method: str, entry: Component) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for zone in zones_of([asked]).values():
        calendar.add_component(zone)
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


__all__ = ["Invitation", "Party", "cancel", "request"]
