"""Links that open an account once: the first administrator's, an invitation, a new password for somebody.

Only the digest of a link is kept. Setting a password by a link ends all visits of that account and kills its other
links, so that an older message in a mailbox opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from logistics.errors import Problem, UnusableInput
from logistics.moments import HOUR, MINUTE, Instant
from logistics.operations.accounts import delays, passwords
from logistics.operations.accounts.keys import digest, new_key
from logistics.operations.accounts.passwords import HASHER
from logistics.operations.accounts.people import (
    NOBODY,
    Person,
    known,
    person_of,
    problems_of_names,
    tidy_full_name,
    tidy_name,
)
from logistics.operations.accounts.refusals import LinkExpired, LinkUsed, NoSuchLink
from logistics.operations.accounts.roles import Role
from logistics.operations.office import Refused
from logistics.store import Database, accounts
from logistics.store.accounts import Link, User
from logistics.store.errors import AlreadyThere
from logistics.store.guarding import Connection, end_links_of, lock_users
from logistics.store.journal import note

FIRST_LASTS: Final = 15 * MINUTE
LASTS: Final = 3 * 24 * HOUR


class Purpose(StrEnum):
    """What a link is for."""

    FIRST = "first"
    INVITE = "invite"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that still serves. ``person`` is whose password it sets; nobody's yet for the first."""

    purpose: Purpose
    person: Person | None


def first_link(database: Database, now: Instant) -> str | None:
    """A link for making the first administrator, good for 15 minutes; None as soon as anybody has an account."""
    with database.writing() as connection:
        if accounts.users(connection):
            return None
        token = _add(connection, Purpose.FIRST, None, now + FIRST_LASTS)
        note(connection, at=now, by=NOBODY, did="made the first link")
        return token


def accept_first(
    database: Database, token: str, name: str, full_name: str, password: str, now: Instant
) -> Person:
    """Make the first administrator. The link serves on although what was typed cannot be used.

    Raises UnusableInput with all problems, LinkUsed, LinkExpired, NoSuchLink.
    """
    _look(database, token, now, Purpose.FIRST)
    problems = [*problems_of_names(name, full_name), *_password_problems(password, name, full_name)]
    if problems:
        raise UnusableInput(tuple(problems))
    made = _new_user(name, full_name, Role.ADMINISTRATOR, HASHER.hash(password), now)
    with database.writing() as connection:
        lock_users(connection)
        if accounts.users(connection):  # another link made somebody meanwhile
            raise LinkUsed
        _use(connection, token, now)
        accounts.add_user(connection, made)
        note(connection, at=now, by=made.name, did="made the first account", detail=_told(made))
    return person_of(made)


def invite(database: Database, by: str, name: str, full_name: str, role: Role, now: Instant) -> str:
    """Make an account for somebody. The link's token, which sets its password, is told this once.

    Raises UnusableInput with all problems, one of which may be that the name is taken.
    """
    if problems := problems_of_names(name, full_name):
        raise UnusableInput(problems)
    made = _new_user(name, full_name, role, None, now)
    try:
        with database.writing() as connection:
            accounts.add_user(connection, made)
            token = _add(connection, Purpose.INVITE, made.name, now + LASTS)
            note(connection, at=now, by=by, did="invited somebody", detail=_told(made))
    except AlreadyThere as error:
        taken = (
            f"“{made.name}” is taken, now or in the past. Take another name, or look it up among the people."
        )
        raise UnusableInput((Problem(taken, "name"),)) from error
    return token


def reset(database: Database, by: str, name: str, now: Instant) -> str:
    """A link for a new password of somebody; the old one serves until then. The token is told this once.

    Raises NoSuchPerson, Refused for an account that is closed.
    """
    with database.writing() as connection:
        user = known(connection, name)
        if user.disabled_at is not None:
            raise Refused("This account is closed. Open it again first, then make the link.")
        token = _add(connection, Purpose.RESET, user.name, now + LASTS)
        note(connection, at=now, by=by, did="made a link for a new password", detail={"account": user.name})
    return token


def look_at_link(database: Database, token: str, now: Instant) -> OpenLink:
    """What a link is for, without using it. Raises LinkUsed, LinkExpired, NoSuchLink."""
    return _look(database, token, now, *Purpose)


def accept_invite(database: Database, token: str, password: str, now: Instant) -> Person:
    """Set the password of the account that an invitation or a link for a new password is for.

    Raises UnusableInput with all problems, LinkUsed, LinkExpired, NoSuchLink.
    """
    person = _look(database, token, now, Purpose.INVITE, Purpose.RESET).person
    if person is None:
        raise NoSuchLink
    if problems := _password_problems(password, person.name, person.full_name):
        raise UnusableInput(problems)
    kept = HASHER.hash(password)
    with database.writing() as connection:
        link = _use(connection, token, now)
        set_password(connection, person.name, kept, now, but=None)
        delays.forget(connection, delays.by_password(person.name))
        user = known(connection, person.name)
        if user.disabled_at is not None:
            raise LinkExpired
        did = "set a password by a link"
        note(connection, at=now, by=user.name, did=did, detail={"link": link.purpose})
    return person_of(user)


def set_password(connection: Connection, name: str, kept: str, now: Instant, *, but: str | None) -> None:
    """Keep a new password hash; every visit ends except the one of the digest ``but``, and every open link dies."""
    accounts.change_user(connection, name, password_hash=kept)
    accounts.end_visits_of(connection, name, but=but)
    end_links_of(connection, name, now)


def _look(database: Database, token: str, now: Instant, *purposes: Purpose) -> OpenLink:
    with database.reading() as connection:
        link = _alive(connection, token, now)
        if link.purpose not in purposes:
            raise NoSuchLink
        if link.user_name is None:
            if accounts.users(connection):
                raise LinkUsed
            return OpenLink(Purpose(link.purpose), None)
        user = known(connection, link.user_name)
    if user.disabled_at is not None:
        raise LinkExpired
    return OpenLink(Purpose(link.purpose), person_of(user))


def _alive(connection: Connection, token: str, now: Instant) -> Link:
    link = accounts.link(connection, digest(token))
    if link is None:
        raise NoSuchLink
    if link.used_at is not None:
        raise LinkUsed
    if now >= link.expires_at:
        raise LinkExpired
    return link


def _use(connection: Connection, token: str, now: Instant) -> Link:
    purpose = _alive(connection, token, now).purpose
    used = accounts.use_link(connection, digest(token), purpose, now)
    if used is None:  # somebody else was quicker
        raise LinkUsed
    return used


def _add(connection: Connection, purpose: Purpose, name: str | None, expires_at: Instant) -> str:
    token = new_key()
    accounts.add_link(connection, digest(token), purpose.value, name, expires_at)
    return token


def _new_user(name: str, full_name: str, role: Role, kept: str | None, now: Instant) -> User:
    return User(
        name=tidy_name(name),
        full_name=tidy_full_name(full_name),
        role=role.value,
        password_hash=kept,
        second_factor=None,
        second_factor_step=None,
        made_at=now,
        disabled_at=None,
    )


def _told(user: User) -> dict[str, object]:
    return {"account": user.name, "full name": user.full_name, "role": user.role}


def _password_problems(password: str, *own_words: str) -> tuple[Problem, ...]:
    return tuple(Problem(message, "password") for message in passwords.problems(password, *own_words))
