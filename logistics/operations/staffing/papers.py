"""What leaves the coordinator's desk on paper or as a calendar: for the whole staff, or for one person alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from logistics import calendars
from logistics.documents import callsheet, pdf
from logistics.model.staff import Colleague
from logistics.moments import Instant
from logistics.operations import rosterkit
from logistics.operations.office import Office
from logistics.operations.staffing.situations import asked_about, situation

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


def own_calendar(office: Office, person: Colleague) -> bytes | None:
    """The posts of one person at all events that the staff are asked about, those of the past among them.

    None where they are asked about none, as no calendar is without an event.
    """
    asked = [one for one in asked_about(office) if person.id in one.staffed.members]
    if not asked:
        return None
    changed = {
        (one.draft.event.id, post): decided.at for one in asked for post, decided in one.assigned.items()
    }
    return calendars.own_posts(person, [one.staffed for one in asked], changed)
