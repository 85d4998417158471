"""The people of the office: who they are, what they may do, and whether they still may.

An account is never deleted and its name never given again, since the journal names people by it. Who may call these
is for the caller to settle; ``by`` is who did it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from logistics.errors import Problem
from logistics.moments import Instant
from logistics.operations.accounts.refusals import LastAdministrator, NoSuchPerson
from logistics.operations.accounts.roles import Role
from logistics.store import Database, accounts, tokens
from logistics.store.accounts import User
from logistics.store.guarding import Connection, end_links_of, lock_users
from logistics.store.journal import note

NOBODY: Final = "nobody"
"""Who did it, in the journal, where no account did: a stranger at the door, or the program itself."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,99}")
_LONGEST_FULL_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, without anything secret. Those without a password have not used their link yet."""

    name: str
    full_name: str
    role: Role
    has_password: bool
    has_second_factor: bool
    made_at: Instant
    disabled_at: Instant | None

    @property
    def enabled(self) -> bool:
        """Whether this person may sign in at all."""
        return self.disabled_at is None

    @property
    def is_asked_for_code(self) -> bool:
        """Whether a password alone is too little: by the role, or because a second factor was set up."""
        return self.has_second_factor or self.role.needs_second_factor


def person_of(user: User) -> Person:
    """What may be shown of an account. A second factor whose code was never given is none yet."""
    return Person(
        name=user.name,
        full_name=user.full_name,
        role=Role(user.role),
        has_password=user.password_hash is not None,
        has_second_factor=user.second_factor is not None and user.second_factor_step is not None,
        made_at=user.made_at,
        disabled_at=user.disabled_at,
    )


def people(database: Database) -> tuple[Person, ...]:
    """Everybody who has or had an account, by name."""
    with database.reading() as connection:
        found = accounts.users(connection)
    return tuple(sorted(map(person_of, found), key=lambda person: person.name))


def person(database: Database, name: str) -> Person:
    """The person of a name, however it is written. Raises NoSuchPerson."""
    with database.reading() as connection:
        return person_of(known(connection, name))


def known(connection: Connection, name: str) -> User:
    """The account of a name. Raises NoSuchPerson."""
    found = account(connection, name)
    if found is None:
        raise NoSuchPerson
    return found


def account(connection: Connection, name: str) -> User | None:
    """The account of a name as somebody typed it; None where there is none, or there can be none."""
    written = tidy_name(name)
    return accounts.user(connection, written) if _NAME.fullmatch(written) else None


def change_role(database: Database, by: str, name: str, role: Role, now: Instant) -> None:
    """Give somebody another role; all their visits end. Raises NoSuchPerson, LastAdministrator."""

    def change(connection: Connection, user: User) -> None:
        if role == user.role:
            return
        if role is not Role.ADMINISTRATOR:
            _leave_an_administrator(connection, user)
        accounts.change_user(connection, user.name, role=role.value)
        accounts.end_visits_of(connection, user.name, but=None)
        detail = {"account": user.name, "role": [user.role, role.value]}
        note(connection, at=now, by=by, did="changed a role", detail=detail)

    _with_account(database, name, change)


def disable(database: Database, by: str, name: str, now: Instant) -> None:
    """Close an account: its visits end and its API tokens are revoked for good. Nothing where it is closed already.

    Raises NoSuchPerson, LastAdministrator.
    """

    def close(connection: Connection, user: User) -> None:
        if user.disabled_at is not None:
            return
        _leave_an_administrator(connection, user)
        accounts.change_user(connection, user.name, disabled_at=now)
        accounts.end_visits_of(connection, user.name, but=None)
        end_links_of(connection, user.name, now)
        for token in tokens.tokens_of(connection, user.name):
            if token.revoked_at is None:
                tokens.revoke_token(connection, token.id, now)
        note(connection, at=now, by=by, did="disabled an account", detail={"account": user.name})

    _with_account(database, name, close)


def enable(database: Database, by: str, name: str, now: Instant) -> None:
    """Open a closed account again, with the password it had. Raises NoSuchPerson."""

    def reopen(connection: Connection, user: User) -> None:
        if user.disabled_at is None:
            return
        accounts.change_user(connection, user.name, disabled_at=None)
        note(connection, at=now, by=by, did="enabled an account", detail={"account": user.name})

    _with_account(database, name, reopen)


def tidy_name(name: str) -> str:
    """A name as accounts are found by it: capitals and blanks around it do not count."""
    return unicodedata.normalize("NFC", name[:200]).strip().lower()


def tidy_full_name(full_name: str) -> str:
    """A full name with one blank between its words."""
    return " ".join(unicodedata.normalize("NFC", full_name).split())


def problems_of_names(name: str, full_name: str) -> tuple[Problem, ...]:
    """All that is wrong with the names of a new account."""
    found = []
    if not _NAME.fullmatch(tidy_name(name)) or tidy_name(name) == NOBODY:
        found.append(
            Problem(
                "The name to sign in with has 2 to 100 letters from a to z, figures and . _ - @ +, and begins with "
                f"a letter or a figure; “{NOBODY}” is taken. Write it as “anna.berg” is written.",
                "name",
            )
        )
    said = tidy_full_name(full_name)
    if not said or len(said) > _LONGEST_FULL_NAME or not said.isprintable():
        found.append(Problem(f"Write the full name in at most {_LONGEST_FULL_NAME} characters.", "full_name"))
    return tuple(found)


def _with_account(database: Database, name: str, act: Callable[[Connection, User], None]) -> None:
    """Do something to one account while nobody else changes any account, so that one administrator stays."""
    with database.writing() as connection:
        lock_users(connection)
        act(connection, known(connection, name))


def _leave_an_administrator(connection: Connection, leaving: User) -> None:
    if not _can_administer(leaving):
        return
    if not any(_can_administer(user) for user in accounts.users(connection) if user.name != leaving.name):
        raise LastAdministrator


def _can_administer(user: User) -> bool:
    """Somebody invited who never came cannot let anybody in."""
    return user.role == Role.ADMINISTRATOR and user.disabled_at is None and user.password_hash is not None
