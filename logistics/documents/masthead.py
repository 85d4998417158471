"""What stands at the head and the foot of a document for staff: the event’s days, its venues and its revision."""

from __future__ import annotations

from logistics.documents.wording import Wording
from logistics.model import Event
from logistics.model.clocks import instant_of_revision
from logistics.moments import letters
from logistics.plan.words import date_words, time_words


def dates(event: Event) -> str:
    """``Thursday, December 14, 2017``; the first and the last day where there are several."""
    first = date_words(event.date.date)
    return first if event.last_date is None else f"{first}–{date_words(event.last_date.date)}"


def venues(event: Event) -> str:
    """Every venue with its city."""
    return "; ".join(", ".join(filter(None, (venue.name, venue.city))) for venue in event.venues)


def revision(event: Event, words: Wording) -> str:
    """``Revision 3, December 13, 2017, 6:40 p.m. EST``, by the keys ``revision`` and ``revision.time``."""
    issued = event.revision
    date = words.date(issued.date.date)
    if issued.time is None or not issued.time.clocks:
        return words("revision", number=issued.number, date=date)
    clock = issued.time.clock
    zone = clock.letters or letters(instant_of_revision(issued, event.zone), event.zone)
    time = f"{time_words(clock.time)} {zone}"
    return words("revision.time", number=issued.number, date=date, time=time)
