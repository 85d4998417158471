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

from logistics.calendars.entries import CANCELLED, Changed, Edition, Entry
from logistics.model import Status
from logistics.moments import HOUR, Instant, start_of
from logistics.plan.words import status_words

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
    rest = (told, entry.takes_time, entry.kind, entry.rings, entry.postponed, entry.leads)
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
        there = {entry.told.uid for entry in each.entries}
        lost = (entry for entry in told if entry.told.uid in each.off and entry.told.uid not in there)
        found = (*each.entries, *(_off(entry, each) for entry in lost))
        told = settled(found, marks)
        marks |= {entry.told.uid: mark(entry) for entry in told}
    return tuple(sorted(told, key=lambda entry: entry.order))


def _off(entry: Entry, now: Edition) -> Entry:
    """An entry as it was told, and that it is off."""
    status = now.off[entry.told.uid]
    cancelled = status is Status.CANCELLED
    if entry.is_off if cancelled else entry.postponed:
        return replace(entry, changed=now.changed)
    words = status_words(status)
    told = replace(
        entry.told,
        summary=f"{words}: {entry.told.summary}",
        description=f"{words}.\n{entry.told.description}",
    )
    return replace(
        entry,
        told=told,
        status=CANCELLED if cancelled else "TENTATIVE",
        takes_time=False,
        changed=now.changed,
        rings=False,
        postponed=not cancelled,
    )


def still_told(found: Sequence[Entry], now: Instant) -> tuple[Entry, ...]:
    """The entries without what was called off too long ago to be told; all where nothing else would be left.

    Whoever looks up the day sees that it is off; nobody collects what was off last month.
    """
    left = tuple(entry for entry in found if not entry.is_off or now < _off_since(entry) + KEPT)
    return left or tuple(found)


def _off_since(entry: Entry) -> Instant:
    end = entry.ends if entry.ends is not None else entry.starts
    return max(entry.changed.at, start_of(end, entry.zone) if isinstance(end, dt.date) else end)


__all__ = ["KEPT", "Mark", "mark", "over_editions", "settled", "still_told"]
