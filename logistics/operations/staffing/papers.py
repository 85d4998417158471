"""What leaves the coordinator's desk on paper or as a calendar: for the whole staff, or for one person alone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from logistics import calendars
from logistics.calendars import PLAIN, Changed, Entry, Mark, Options
from logistics.documents import callsheet, pdf
from logistics.model.staff import Colleague
from logistics.moments import Instant
from logistics.operations import rosterkit
from logistics.operations.office import Office, StoreBusy, StoreFull
from logistics.operations.staffing.situations import asked_about, situation
from logistics.store import told as kept

PAPERS: Final[Mapping[str, str]] = MappingProxyType({item.name: item.what for item, _ in rosterkit.PAPERS})
"""What each paper of a roster is, by its name."""


def paper(office: Office, event_id: str, name: str, now: Instant) -> bytes:
    """A paper of an event's roster as it stands, by its name in ``PAPERS``. Raises NoStaffYet, NotPrintable."""
    make = next(make for item, make in rosterkit.PAPERS if item.name == name)
    return make(situation(office, event_id).staffed, now)


def own_card(office: Office, person: Colleague, event_id: str, now: Instant) -> bytes | None:
    """The posts of one person at an event as a card; None where they hold none that they may know of."""
    here = next((one for one in asked_about(office) if one.draft.event.id == event_id), None)
    if here is None or not here.staffed.of(person.id):
        return None
    return pdf.post_cards(callsheet.own(here.staffed, person.id, now), now)


def own_calendar(office: Office, person: Colleague, options: Options = PLAIN) -> bytes | None:
    """The posts of one person at all events that the staff are asked about, those of the past among them.

    None where they are asked about none, as no calendar is without an event.
    """
    asked = [one for one in asked_about(office) if person.id in one.staffed.members]
    if not asked:
        return None
    changed = {
        (one.draft.event.id, post): max(decided.at, one.draft.kept.at)
        for one in asked
        for post, decided in one.assigned.items()
    }
    found = calendars.own_entries(person, [one.staffed for one in asked], changed)
    return calendars.own_posts(person, _as_told(office, person.id, found), options)


def _as_told(office: Office, person: str, found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries as their reader has to take them after what they were told before; that is noted for next time."""
    with office.database.reading() as connection:
        before = {
            one.uid: Mark(one.content, one.matter, Changed(one.sequence, one.at))
            for one in kept.told(connection, person)
        }
    told = calendars.settled(found, before)
    new = [(one.told.uid, mark) for one in told if (mark := calendars.mark(one)) != before.get(one.told.uid)]
    # Nobody goes without their calendar because the disk is full or the store is busy with something else.
    with suppress(StoreBusy, StoreFull):
        if new:
            with office.database.writing() as connection:
                for uid, mark in new:
                    was = mark.changed
                    kept.keep_told(
                        connection,
                        kept.ToldEntry(person, uid, mark.content, mark.matter, was.sequence, was.at),
                    )
    return told
