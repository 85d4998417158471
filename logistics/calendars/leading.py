"""What leads to what among the entries of a calendar (RFC 9253 §4): a pre-set to its session, a spray to the meeting.

The link stands in the entry that comes first and names the one that follows, with the time between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from logistics.calendars.entries import Entry, Leads, session_identity
from logistics.model import Event

_FIRST = frozenset({"before"})
_SECOND = frozenset({"after", "immediately_after"})


def with_links(event: Event, found: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of an event, each with what it leads to."""
    by_uid = {entry.told.uid: entry for entry in found}
    follows: dict[str, list[str]] = {}
    for first, second in (*_of_access(found), *_of_sessions(event)):
        if first in by_uid and second in by_uid:
            follows.setdefault(first, []).append(second)
    return tuple(
        replace(entry, leads=tuple(_leads(entry, by_uid[uid]) for uid in sorted(set(after))))
        if (after := follows.get(entry.told.uid))
        else entry
        for entry in found
    )


def _of_access(found: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for entry in found:
        if entry.told.belongs_to:
            yield entry.told.uid, entry.told.belongs_to


def _of_sessions(event: Event) -> Iterator[tuple[str, str]]:
    uids = {session.id: session_identity(event, session) for session in event.sessions}
    for session in event.sessions:
        for name, other in session.relations:
            if other in uids and name in _FIRST:
                yield uids[session.id], uids[other]
            if other in uids and name in _SECOND:
                yield uids[other], uids[session.id]


def _leads(first: Entry, second: Entry) -> Leads:
    """From its end where that is told before the other begins, else from its start."""
    begins, start, end = second.starts, first.starts, first.ends
    if not isinstance(begins, int) or not isinstance(start, int):
        return Leads("STARTTOSTART", second.told.uid)
    if isinstance(end, int) and end <= begins:
        return Leads("FINISHTOSTART", second.told.uid, begins - end)
    return Leads("STARTTOSTART", second.told.uid, begins - start)
