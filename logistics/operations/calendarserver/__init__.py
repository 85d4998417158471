"""An event in an office's own calendar server (CalDAV, RFC 4791): what the file says stands there, and nothing else
of ours; whatever anybody else has in that calendar stays as it is.

The server is the memory: each entry of ours says there that it is ours, so a second run changes nothing, and a run that
was broken off is finished by the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from logistics import calendars
from logistics.calendars import Entry
from logistics.calendars.objects import objects
from logistics.calendars.standing import Standing
from logistics.disclosure import Audience, disclose
from logistics.model import Level
from logistics.operations.calendarserver.addresses import NAMED, Address, UnusableAddress, address
from logistics.operations.calendarserver.finding import calendar_at
from logistics.operations.calendarserver.publishing import Outcome, Owner, bring
from logistics.operations.calendarserver.server import Server, ServerTrouble
from logistics.operations.calendarserver.words import Reader
from logistics.operations.telling import Clock
from logistics.plan import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of a server. ``calendar`` is a name; empty where the address is a calendar itself."""

    address: Address
    calendar: str = ""
    dry_run: bool = False
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What became of it in words: what was done, and what was left undone; none of that where it is complete."""

    done: tuple[str, ...]
    undone: tuple[str, ...]


def publish(plan: Plan, audience: Audience, asked: Asked) -> Told:
    """Bring a calendar to what an audience may see of an event, or take all of that away. Raises ServerTrouble."""
    programme = disclose(plan, audience)
    edition, confidential = calendars.edition(programme), audience.level >= Level.STAFF
    found = (*edition.entries, *edition.off.values())

    def stays(entry: Entry, there: Standing) -> bytes:
        return objects([_where(there, entry)], confidential=confidential)[0].data

    lost = {} if asked.withdraw else {uid: partial(stays, entry) for uid, entry in edition.off.items()}
    wanted = () if asked.withdraw else objects(edition.entries, confidential=confidential)
    owner = Owner(plan.event.id, audience.name)
    with Server(asked.address) as server:
        calendar = calendar_at(server, asked.calendar, make=not asked.dry_run and not asked.withdraw)
        outcome = bring(
            server, calendar, [one.data for one in wanted], owner, lost=lost, dry_run=asked.dry_run
        )
    reader = Reader(
        Clock.of(programme.event), programme.event.zone, {one.told.uid: one.zone for one in found}
    )
    return Told(tuple(_done(reader, outcome, asked, new=not calendar)), tuple(reader.undone(outcome)))


def _where(there: Standing, entry: Entry) -> Entry:
    """An entry with what may be told of it now, at the time at which it stands; a time without a zone is nobody's."""
    starts, ends = there.starts, there.ends
    if starts is None or isinstance(starts, dt.datetime):
        return entry
    return replace(entry, starts=starts, ends=ends if isinstance(ends, type(starts)) else None)


def _done(reader: Reader, outcome: Outcome, asked: Asked, *, new: bool) -> Iterator[str]:
    if new and asked.withdraw:
        yield f"There is no calendar called “{asked.calendar}”: nothing is to be withdrawn."
        return
    if asked.dry_run:
        yield "Nothing has been written. This is what would be done:"
    if new:
        yield f"created: the calendar “{asked.calendar}”"
    yield from reader.lines(outcome)


__all__ = [
    "NAMED",
    "Address",
    "Asked",
    "Outcome",
    "Owner",
    "Server",
    "ServerTrouble",
    "Told",
    "UnusableAddress",
    "address",
    "bring",
    "calendar_at",
    "publish",
]
