"""What an import makes of one entry of somebody else's calendar: its name, its days, its status, its title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final
from unicodedata import normalize

from logistics.calendars.foreign import Foreign
from logistics.calendars.foreigntexts import one_line, short
from logistics.model import Category, Kind, Status, Step
from logistics.model.base import SHORT
from logistics.moments import HOUR, Instant, start_of, wall
from logistics.operations.telling import instant_words
from logistics.plan.words import press_words, step_words

Days = tuple[dt.date, dt.date]

_STATUSES: Final = {
    "CONFIRMED": Status.PLANNED,
    "TENTATIVE": Status.TO_BE_CONFIRMED,
    "CANCELLED": Status.CANCELLED,
}
_PREFIX: Final = re.compile(r"(cancell?ed|postponed|tentative|to be confirmed)\s*:\s*(?=\S)", re.IGNORECASE)
_PREFIXES: Final = {"c": Status.CANCELLED, "p": Status.POSTPONED, "t": Status.TO_BE_CONFIRMED}
_STEP: Final = re.compile(
    rf"(?:{'|'.join(re.escape(step_words(step)) for step in Step)})(?:, [^:]*(?::[0-9]{{2}}[^:]*)?)?: (.+?) – ",
    re.IGNORECASE,
)
"""How the title of an access time of ours begins, as ``Pick-up, no later than 8:30 a.m. EST: all press – ``."""
_PRESS: Final = frozenset((press_words(Category), *(press_words([one]) for one in Category)))
_DASH: Final = re.compile(r"\s*[–—]\s*|\s+-\s+")
_KINDS: Final = {kind.value: kind for kind in Kind}
_FIRMNESS: Final = (None, Status.PLANNED, Status.TO_BE_CONFIRMED, Status.POSTPONED, Status.CANCELLED)


def remembered(entry: Foreign) -> str:
    """What a session keeps of an entry to be known by: its UID, or a digest where that cannot be kept, or is none."""
    uid = normalize("NFC", one_line(entry.uid))
    if not uid:
        return f"no-uid:{sha256(f'{entry.summary}/{entry.starts}'.encode()).hexdigest()}"
    return uid if len(uid) <= SHORT else f"sha256:{sha256(uid.encode()).hexdigest()}"


def begins(entry: Foreign, zone: str) -> Instant:
    """When an entry begins; of a whole day its first instant there."""
    return entry.starts if isinstance(entry.starts, Instant) else start_of(entry.starts, zone)


def meet(one: Days, other: Days) -> bool:
    """Whether two spans of days have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def without_status(summary: str) -> str:
    """A title without the status that Outlook, and our own feeds, write before it."""
    return _PREFIX.sub("", summary, count=1) if _PREFIX.match(summary) else summary


def status_of(entry: Foreign) -> Status | None:
    """How firm an entry is, by its status and by the word before its title; None where neither says so."""
    found = _PREFIX.match(entry.summary)
    by_title = _PREFIXES[found[1][0].lower()] if found else None
    return max(_STATUSES.get(entry.status), by_title, key=_FIRMNESS.index)


def kind_of(summary: str) -> Kind:
    """What a title says that a session is, in the model's own words and before a dash; a meeting where it does not."""
    return _KINDS.get(_DASH.split(without_status(summary), maxsplit=1)[0].strip().lower(), Kind.MEETING)


def is_step(entry: Foreign) -> bool:
    """Whether an entry of a feed of ours is an access time: it belongs to a session's entry, or is called as one."""
    found = _STEP.match(without_status(entry.summary))
    return entry.related or (found is not None and set(re.split(", | and ", found[1])) <= _PRESS)


def when(entry: Foreign, zone: str) -> str:
    """``10:45 a.m. EST, Thursday, December 14, 2017``; of whole days those."""
    if isinstance(entry.starts, Instant):
        return instant_words(entry.starts, zone)
    return days_words(days_of(entry, zone))


def called(entry: Foreign) -> str:
    """An entry within a sentence."""
    return f"“{short(entry.summary)}”" if entry.summary else "An entry without a title"


def span(entries: Sequence[Foreign], zone: str) -> Days:
    """The first day of some entries, at least one, and the last."""
    days = [day for entry in entries for day in days_of(entry, zone)]
    return min(days), max(days)


def days_of(entry: Foreign, zone: str) -> Days:
    """The first day of an entry and its last; what ends in the night belongs to the day on which it began."""
    starts, ends = entry.starts, entry.ends
    if not isinstance(starts, Instant):
        last = ends - dt.timedelta(days=1) if isinstance(ends, dt.date) else starts
        return starts, max(starts, last)
    first = wall(starts, zone).date()
    is_long = isinstance(ends, Instant) and ends - starts >= 24 * HOUR
    return first, wall(ends - 1, zone).date() if is_long and isinstance(ends, Instant) else first


def days_words(days: Days) -> str:
    """``2026-06-03``, ``2026-06-03 to 2026-06-04``."""
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
