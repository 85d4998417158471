"""Asking the staff about an event: until the coordinator does, nobody sees anything of it by a personal link."""

from __future__ import annotations

from logistics.errors import MomentError
from logistics.model import Day
from logistics.moments import Instant
from logistics.operations.drafts import draft
from logistics.operations.office import Office, Refused
from logistics.operations.telling import is_past, today_at
from logistics.operations.timeentry.days import read_day
from logistics.store import staff as kept
from logistics.store.journal import note
from logistics.store.staff import Asking


def ask_staff(office: Office, event_id: str, until: str, by: str, now: Instant) -> None:
    """Let the staff see an event and answer for it, best by the day ``until`` (empty for none). Raises Refused."""
    event = draft(office, event_id).event
    if is_past(event, now):
        raise Refused("This event is over, so nobody is asked about it any more.")
    day, today = "", today_at(event.zone, now)
    if until.strip():
        try:
            said = Day.read(read_day(until, today).text).date
        except MomentError as error:
            raise Refused(str(error), "until") from error
        if not today <= said <= (event.last_date or event.date).date:
            raise Refused("Choose a day from today on, not after the event.", "until")
        day = said.isoformat()
    _keep(office, Asking(event_id, True, day, now, by))


def stop_asking(office: Office, event_id: str, by: str, now: Instant) -> None:
    """Hide an event from all personal links again."""
    _keep(office, Asking(event_id, False, "", now, by))


def _keep(office: Office, made: Asking) -> None:
    with office.database.writing() as connection:
        kept.ask(connection, made)
        did = "asked the staff" if made.open else "stopped asking the staff"
        note(connection, at=made.at, by=made.by, did=did, event_id=made.event_id)
