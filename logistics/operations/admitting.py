"""Letting the first administrator in, or one who is locked out: for whoever runs the machine itself.

Whoever can read the office's files can do this, and nobody else; the journal tells of it.
"""

from __future__ import annotations

from logistics.moments import Instant
from logistics.operations import accounts
from logistics.operations.accounts import Person, Role
from logistics.operations.accounts.people import NOBODY
from logistics.operations.office import Office, Refused


def first_path(office: Office, now: Instant) -> str | None:
    """The path that makes the first administrator, for 15 minutes; None as soon as anybody has an account."""
    token = accounts.first_link(office.database, now)
    return f"/first/{token}" if token else None


def reset_path(office: Office, name: str, now: Instant, *, lost_second_factor: bool = False) -> str:
    """The path by which an administrator sets a new password, good for three days.

    Where the second factor is lost too it is taken away; it is set up anew at the next sign-in. Raises Refused.
    """
    found = _administrator(office, name)
    if lost_second_factor:
        accounts.forget_second_factor(office.database, NOBODY, found.name, now)
    return f"/invited/{accounts.reset(office.database, NOBODY, found.name, now)}"


def administrators(office: Office) -> tuple[str, ...]:
    """The names of those who administer the office, as far as their accounts are open."""
    people = accounts.people(office.database)
    return tuple(one.name for one in people if one.role is Role.ADMINISTRATOR and one.enabled)


def _administrator(office: Office, name: str) -> Person:
    known = administrators(office)
    try:
        found = accounts.person(office.database, name)
    except accounts.NoSuchPerson as error:
        raise Refused(f"Nobody has an account called “{name}”. {_told(known)}") from error
    if found.name not in known:
        why = "is not an administrator’s" if found.enabled else "is closed"
        raise Refused(
            f"The account “{found.name}” {why}. An administrator sees to it in the list of people. {_told(known)}"
        )
    return found


def _told(known: tuple[str, ...]) -> str:
    return f"The administrators are: {', '.join(known)}." if known else "There is no administrator yet."
