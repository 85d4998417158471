"""Entries as calendar objects of their own, as a calendar server keeps them: one UID, no METHOD (RFC 4791 §4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from icalendar import Calendar

from logistics.calendars.entries import Entry
from logistics.calendars.writing import PLAIN, PRODUCT, Options, component, zones_of


@dataclass(frozen=True, slots=True)
class Object:
    """One calendar object: its UID, and its bytes."""

    uid: str
    data: bytes


def objects(found: Sequence[Entry], *, confidential: bool, options: Options = PLAIN) -> tuple[Object, ...]:
    """Each entry by itself, in their order; ``confidential`` as in a feed for staff.

    The revision in which it changed is not in its words: the server, and not this file, knows what it told before.
    """
    silent = [replace(entry, changed=replace(entry.changed, words="")) for entry in found]
    return tuple(_objects(silent, confidential, options))


def _objects(found: Sequence[Entry], confidential: bool, options: Options) -> Iterator[Object]:
    for entry in found:
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", PRODUCT)
        calendar.add("calscale", "GREGORIAN")
        zones = zones_of([entry])
        for zone in zones.values():
            calendar.add_component(zone)
        in_zone = entry.zone in zones
        calendar.add_component(component(entry, in_zone=in_zone, confidential=confidential, options=options))
        yield Object(entry.told.uid, bytes(calendar.to_ical()))


__all__ = ["Object", "objects"]
