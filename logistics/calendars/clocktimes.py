"""When a thing goes into a calendar: at what it states, over the window that is inferred, or nowhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from logistics.disclosure import Known, Moment, Programme
from logistics.moments import HOUR, Instant

WIDEST_WINDOW = 12 * HOUR
"""An inferred window wider than this tells nobody anything, and gets no entry."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an entry stands. ``ends`` None: not said. ``starts`` None: on the event's days, its time not told."""

    starts: Instant | None
    ends: Instant | None
    firm: bool


ON_THE_DAYS: Final = Placed(None, None, firm=False)


def placed(moment: Moment | None) -> Placed | None:
    """Where a moment stands in a calendar; None where there is nothing to show."""
    if moment is None or moment.known is Known.UNKNOWN:
        return None
    if moment.known is Known.TO_BE_DETERMINED:
        return ON_THE_DAYS
    if moment.known is Known.INFERRED:
        return _inferred(moment)
    if moment.known is Known.WINDOW and moment.said and moment.said.first is not None:
        return Placed(moment.said.first, moment.said.last, firm=True)
    return None if moment.meant is None else Placed(moment.meant, None, firm=True)


def _inferred(moment: Moment) -> Placed | None:
    earliest, latest = moment.earliest, moment.latest
    if earliest is None or latest is None or not 0 <= latest - earliest <= WIDEST_WINDOW:
        return None
    return Placed(earliest, latest, firm=False)


def meant(moment: Moment | None) -> Instant | None:
    """The one instant that a moment names, or that follows exactly; of an approximate time the time that is said."""
    return moment.meant if moment else None


def days(programme: Programme) -> tuple[dt.date, dt.date]:
    """The event's first day and its last."""
    event = programme.event
    return event.date.date, max(event.date.date, (event.last_date or event.date).date)
