"""The calendars that people of the staff keep elsewhere, read as busy times. Nothing else of them is ever kept."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from logistics.calendars.busy import PartlyUnreadable, UnreadableCalendar, busy_times
from logistics.model.staff import Colleague
from logistics.moments import HOUR, Instant
from logistics.operations.office import Office
from logistics.operations.staffing.fetching import CannotFetch, fetch
from logistics.operations.staffing.lists import staff_list
from logistics.store.staff import Reading, keep_reading, readings

BEFORE: Final = 24 * HOUR
AHEAD: Final = 400 * 24 * HOUR
_AT_ONCE: Final = 8
"""How many calendars are fetched at the same time: most of it is waiting."""


def read_own_calendars(office: Office, now: Instant, *, may_be_inside: bool = False) -> tuple[Reading, ...]:
    """Read the calendar of everybody on the staff list who gave its address, from a day ago to 400 days ahead.

    What is read replaces what was read before. Where a calendar cannot be read, those times stay, with the problem;
    where some of its entries cannot, the times of the others are kept, with the problem too. Of whoever gives no
    address any more nothing is kept. ``may_be_inside`` as for ``fetch`` (LOGISTICS_INSIDE_CALENDARS).

    Gives what is kept now of those who have an address, in the order of the list. Raises NoStaffYet, UnusableInput.
    """
    people = [person for person in staff_list(office)[1].people if person.calendar]
    zone = office.house().zone
    with office.database.reading() as connection:
        before = {one.person: one for one in readings(connection)}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        made = tuple(pool.map(lambda person: _read(person, before, zone, now, may_be_inside), people))
    given_up = before.keys() - {one.person for one in made}
    with office.database.writing() as connection:
        for reading in (*made, *(Reading(person, 0, ()) for person in sorted(given_up))):
            if reading != before.get(reading.person):
                keep_reading(connection, reading)
    return made


def _read(
    person: Colleague, before: Mapping[str, Reading], zone: str, now: Instant, may_be_inside: bool
) -> Reading:
    last = before.get(person.id, Reading(person.id, 0, ()))
    try:
        data = fetch(person.calendar or "", may_be_inside=may_be_inside)
        return Reading(person.id, now, busy_times(data, now - BEFORE, now + AHEAD, zone))
    except PartlyUnreadable as problem:
        return Reading(person.id, now, problem.times, str(problem))
    except (CannotFetch, UnreadableCalendar) as problem:
        return replace(last, problem=str(problem))


__all__ = ["AHEAD", "BEFORE", "read_own_calendars"]
