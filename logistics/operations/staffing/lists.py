"""The list of the staff, and the personal links by which each of them answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from logistics.changes import stated
from logistics.errors import Problem, UnusableInput
from logistics.eventfile import write
from logistics.eventfile.staff import parse_staff
from logistics.model.staff import Colleague, StaffList
from logistics.moments import MINUTE, Instant
from logistics.operations.accounts.keys import digest, new_key
from logistics.operations.office import Office, Refused
from logistics.store import staff as kept
from logistics.store.errors import ListChangedMeanwhile, StoreBusy, StoreFull
from logistics.store.journal import note
from logistics.store.staff import KeptList, StaffLink

NOBODY: Final = "There is nobody of that name on the staff list. Load the page anew."
_SOURCE: Final = "the staff list"
OPENED_AGAIN: Final = 5 * MINUTE
"""Seconds after which it is noted again that a personal link was opened."""
_DEAD: Final = "This link opens nothing. Ask whoever coordinates the staff for a new one."


class NoStaffYet(Refused):
    """An office that has no staff list."""

    def __init__(self) -> None:
        super().__init__(
            "There is no staff list yet. Take one in first; docs/staff-file.md says how it is written."
        )


class NoSuchStaffLink(Refused):
    """A personal link that was never given out or was revoked: both answered alike."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the staff with how they can be asked and what was read of their own calendar."""

    person: Colleague
    link: StaffLink | None
    reading: kept.Reading | None


def staff_list(office: Office) -> tuple[KeptList, StaffList]:
    """The staff list as it stands. Raises NoStaffYet, and UnusableInput where this version cannot read it."""
    with office.database.reading() as connection:
        last = kept.last_list(connection)
    if last is None:
        raise NoStaffYet
    return last, parse_staff(last.text.encode(), _SOURCE)


def list_as_text(office: Office) -> tuple[int, str]:
    """The number and the text of the staff list, also where this version cannot read it; 0 and nothing without one."""
    with office.database.reading() as connection:
        last = kept.last_list(connection)
    return (last.number, last.text) if last else (0, "")


def has_staff(office: Office) -> bool:
    """Whether the office has a staff list."""
    with office.database.reading() as connection:
        return kept.last_list(connection) is not None


def everybody(office: Office) -> tuple[Listed, ...]:
    """The whole staff as the list has them. Raises NoStaffYet, UnusableInput."""
    _, staff = staff_list(office)
    with office.database.reading() as connection:
        links = {link.person: link for link in reversed(kept.links(connection))}
        readings = {one.person: one for one in kept.readings(connection)}
    return tuple(Listed(one, links.get(one.id), readings.get(one.id)) for one in staff.people)


def take_staff_in(office: Office, base: int, text: str, by: str, now: Instant) -> KeptList:
    """Make a text the staff list, where ``base`` is the last (0 for the first). Raises UnusableInput, Refused."""
    staff = parse_staff(text.encode(), _SOURCE)
    summary = f"{len(staff.people)} {'person' if len(staff.people) == 1 else 'people'}"
    try:
        with office.database.writing() as connection:
            made = kept.add_list(connection, base, text, at=now, by=by, summary=summary)
            there = {person.id for person in staff.people}
            for person in {link.person for link in kept.links(connection)} - there:
                kept.revoke_links(
                    connection, person, now
                )  # or whoever is called so next would be let in by it
            note(connection, at=now, by=by, did="changed the staff list", detail={"number": made.number})
    except ListChangedMeanwhile as error:
        raise Refused(str(error)) from error
    return made


def person_as_stated(office: Office, person: str) -> tuple[int, dict[str, Any]]:
    """The number of the staff list, and what it states of somebody; nothing of a new person (empty). Raises Refused."""
    number, _ = list_as_text(office)
    if not person:
        return number, {}
    return number, stated(colleague(staff_list(office)[1], person))


def save_person(
    office: Office, base: int, person: str, said: Mapping[str, Any], by: str, now: Instant
) -> None:
    """Put what is said of somebody in the place of what the list states; a new person (empty) is added.

    What somebody else changed about others since the list ``base`` stays. Raises UnusableInput, each problem with its
    path within the person, and Refused where somebody else changed this person.
    """
    number, text = list_as_text(office)
    if base != number and person and _stated_in(office, base, person) != _stated_in(office, number, person):
        raise Refused("Somebody else changed this person meanwhile. Look at them again before you save.")
    tree = stated(parse_staff(text.encode(), _SOURCE)) if number else {"people": []}
    people = tree["people"]
    place = next((at for at, one in enumerate(people) if one["id"] == person), len(people))
    if person and place == len(people):
        raise Refused(NOBODY, "person")
    people[place : place + 1] = [dict(said)]
    path = f"people[{place}]"
    try:
        staff = parse_staff(json.dumps(tree).encode(), _SOURCE)
    except UnusableInput as unusable:
        problems = tuple(
            Problem(one.message, one.path.removeprefix(path).removeprefix(".")) for one in unusable.problems
        )
        raise UnusableInput(problems, _SOURCE) from unusable
    take_staff_in(office, number, write(staff), by, now)


def _stated_in(office: Office, number: int, person: str) -> object:
    """What one state of the list stated of somebody; None where it did not have them."""
    with office.database.reading() as connection:
        found = kept.list_of(connection, number)
    people = parse_staff(found.text.encode(), _SOURCE).people if found else ()
    return next((one for one in people if one.id == person), None)


def remove_person(office: Office, person: str, by: str, now: Instant) -> None:
    """Take somebody off the list; their personal links open nothing any more. Raises Refused."""
    last, staff = staff_list(office)
    colleague(staff, person)
    people = tuple(one for one in staff.people if one.id != person)
    pinned = tuple(one for one in staff.pinned if one.person != person)
    left = staff.model_copy(update={"people": people, **({"pinned": pinned} if staff.pinned else {})})
    take_staff_in(office, last.number, write(left), by, now)


def give_link(office: Office, person: str, by: str, now: Instant) -> str:
    """Make somebody's personal link anew and tell its token this once; the ones before are dead. Raises Refused."""
    _, staff = staff_list(office)
    colleague(staff, person)
    token = new_key()
    with office.database.writing() as connection:
        kept.revoke_links(connection, person, now)
        kept.add_link(connection, StaffLink(digest(token), digest(new_key())[:16], person, now, by))
        note(connection, at=now, by=by, did="made a personal link", detail={"for": person})
    return token


def revoke_link(office: Office, person: str, by: str, now: Instant) -> None:
    """Make somebody's personal link open nothing from now on."""
    with office.database.writing() as connection:
        if kept.revoke_links(connection, person, now):
            note(connection, at=now, by=by, did="revoked a personal link", detail={"for": person})


def whose_link(office: Office, token: str) -> Colleague:
    """Whose personal link a token is. Raises NoSuchStaffLink, the same for all that open nothing."""
    return _opened(office, token)[1]


def open_link(office: Office, token: str, now: Instant) -> Colleague:
    """The same, noting now and then that it was opened. Raises NoSuchStaffLink."""
    link, person = _opened(office, token)
    if link.used_at is None or now - link.used_at >= OPENED_AGAIN:
        with suppress(StoreBusy, StoreFull), office.database.writing() as connection:
            kept.mark_used(connection, link.token_hash, now)
    return person


def _opened(office: Office, token: str) -> tuple[StaffLink, Colleague]:
    with office.database.reading() as connection:
        found = kept.link_of(connection, digest(token))
    if found is None or found.revoked_at is not None:
        raise NoSuchStaffLink(_DEAD)
    person = next((one for one in staff_list(office)[1].people if one.id == found.person), None)
    if person is None:
        raise NoSuchStaffLink(_DEAD)
    return found, person


def colleague(staff: StaffList, person: str) -> Colleague:
    """Somebody of a staff list by id. Raises Refused."""
    found = next((one for one in staff.people if one.id == person), None)
    if found is None:
        raise Refused(NOBODY, "person")
    return found
