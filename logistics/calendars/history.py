"""What a calendar told before: which of its entries have changed since, when, and how often for their readers.

SEQUENCE rises for an entry whose time, place, status or title changed, and for no other (RFC 5546 §2.1.4 wants it for
time and status; calendar programs keep the old place and title otherwise). Any other change of an entry moves its
DTSTAMP and LAST-MODIFIED only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from logistics.calendars.entries import Changed, Edition, Entry
from logistics.moments import HOUR, Instant, start_of

KEPT: Final = 14 * 24 * HOUR
"""So long a calendar goes on telling of what was called off, after it was and after it would have been over."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader was told by an entry: all of it and what matters of it, each as a hash, and when it changed."""

    content: str
    matter: str
    changed: Changed


def mark(entry: Entry) -> Mark:
    """What an entry tells."""
    told = entry.told
    times = (entry.zone, entry.starts, entry.ends)
    matter = (*times, entry.status, told.place, told.summary)
    rest = (told, entry.takes_time, entry.kind, entry.rings, entry.about, entry.postponed, entry.leads)
    return Mark(_hash(matter, rest), _hash(matter), entry.changed)


def _hash(*values: object) -> str:
    return hashlib.sha256(repr(values).encode(errors="surrogatepass")).hexdigest()[:32]


def settled(found: Sequence[Entry], before: Mapping[str, Mark]) -> tuple[Entry, ...]:
    """The entries as their readers have to take them who were told ``before``, by UID."""
    return tuple(_settled(entry, before.get(entry.told.uid)) for entry in found)


def _settled(entry: Entry, before: Mark | None) -> Entry:
    if before is None:
        return entry
    now, was = mark(entry), before.changed
    if now.content == before.content:
        return replace(entry, changed=was)
    later = max(entry.changed.at, was.at + 1)
    if now.matter == before.matter:
        return replace(entry, changed=Changed(was.sequence, later, entry.changed.words))
    number = max(entry.changed.sequence, was.sequence + 1)
    return replace(entry, changed=Changed(number, later, entry.changed.words))


def over_editions(editions: Iterable[Edition]) -> tuple[Entry, ...]:
    """The entries of the last of an event's editions, each as it has changed over them; the oldest edition first.

    What is off and has lost its time with that stays where it was, so that whoever has it sees that it is off.
    """
    told: tuple[Entry, ...] = ()
    marks: dict[str, Mark] = {}
    for each in editions:
        stood = {entry.told.uid: entry for entry in told}
        lost = {uid: _where(stood[uid], entry) for uid, entry in each.off.items() if uid in stood}
        there = (entry for entry in each.entries if entry.told.uid not in lost)
        told = settled((*there, *lost.values()), marks)
        marks |= {entry.told.uid: mark(entry) for entry in told}
    return tuple(sorted(told, key=lambda entry: entry.order))


def _where(stood: Entry, entry: Entry) -> Entry:
    """An entry with what may be told of it now, where its reader has it."""
    return replace(entry, zone=stood.zone, starts=stood.starts, ends=stood.ends)


def still_told(found: Sequence[Entry], now: Instant) -> tuple[Entry, ...]:
    """The entries without what was called off too long ago to be told; all where nothing else would be left.

    Whoever looks up the day sees that it is off; nobody collects what was off last month.
    """
    left = tuple(
        entry for entry in found if not (entry.is_off or entry.postponed) or now < _off_since(entry) + KEPT
    )
    return left or tuple(found)


def _off_since(entry: Entry) -> Instant:
    end = entry.ends if entry.ends is not None else entry.starts
    return max(entry.changed.at, start_of(end, entry.zone) if isinstance(end, dt.date) else end)


__all__ = ["KEPT", "Mark", "mark", "over_editions", "settled", "still_told"]
