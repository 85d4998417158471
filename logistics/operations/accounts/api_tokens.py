"""API tokens: what a program shows in place of a person, with less power than that person and for a limited time."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from logistics.errors import Problem, UnusableInput
from logistics.moments import HOUR, MINUTE, Instant
from logistics.operations.accounts.keys import digest, new_key
from logistics.operations.accounts.people import Person, known, person_of
from logistics.operations.accounts.refusals import NoSuchToken
from logistics.operations.accounts.roles import Role, Scope
from logistics.store import Database, accounts, tokens
from logistics.store.errors import StoreBusy, StoreFull
from logistics.store.guarding import Connection
from logistics.store.journal import note
from logistics.store.tokens import Token

MOST_DAYS: Final = 366
USED_AGAIN: Final = 5 * MINUTE
_PREFIX: Final = "press_"  # whoever finds one in a file or a log knows what it is
_LONGEST_LABEL: Final = 100


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An API token as its owner may see it in a list."""

    id: str
    label: str
    scopes: frozenset[Scope]
    made_at: Instant
    expires_at: Instant
    revoked_at: Instant | None
    used_at: Instant | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """On whose behalf a program calls, and what it may do now."""

    person: Person
    scopes: frozenset[Scope]

    @property
    def name(self) -> str:
        """The name of the account, as the journal has it."""
        return self.person.name

    @property
    def role(self) -> Role:
        """What the owner may do at present; the program may do what its scopes say, and no more."""
        return self.person.role


def make_token(
    database: Database, by: str, label: str, scopes: Collection[str], days: int, now: Instant
) -> str:
    """Make an API token of the account ``by``, told this once. Raises UnusableInput with all problems, NoSuchPerson."""
    said = " ".join(label.split())
    with database.writing() as connection:
        user = known(connection, by)
        if problems := _problems(said, scopes, days, Role(user.role)):
            raise UnusableInput(problems)
        token = _PREFIX + new_key()
        made = Token(
            token_hash=digest(token),
            id=secrets.token_hex(8),
            label=said,
            user_name=user.name,
            scopes=" ".join(sorted(set(scopes))),
            made_at=now,
            expires_at=now + days * 24 * HOUR,
            revoked_at=None,
            used_at=None,
        )
        tokens.add_token(connection, made)
        detail = {"token": made.id, "for": said, "scopes": made.scopes, "days": days}
        note(connection, at=now, by=user.name, did="made an API token", detail=detail)
    return token


def api_tokens(database: Database, name: str) -> tuple[ApiToken, ...]:
    """All API tokens of an account, the newest first. Raises NoSuchPerson."""
    with database.reading() as connection:
        found = tokens.tokens_of(connection, known(connection, name).name)
    shown = (
        ApiToken(
            item.id, item.label, _scopes(item), item.made_at, item.expires_at, item.revoked_at, item.used_at
        )
        for item in found
    )
    return tuple(sorted(shown, key=lambda item: (-item.made_at, item.id)))


def revoke_token(database: Database, by: str, name: str, token_id: str, now: Instant) -> None:
    """Kill an API token of the account ``name``; nothing where it is dead already.

    Raises NoSuchToken, also where it is somebody else's, NoSuchPerson.
    """
    with database.writing() as connection:
        user = known(connection, name)
        found = next((item for item in tokens.tokens_of(connection, user.name) if item.id == token_id), None)
        if found is None:
            raise NoSuchToken
        if found.revoked_at is None:
            tokens.revoke_token(connection, token_id, now)
            detail = {"account": user.name, "token": token_id}
            note(connection, at=now, by=by, did="revoked an API token", detail=detail)


def bearer(database: Database, token: str, now: Instant) -> Bearer | None:
    """On whose behalf a program calls; None for a token that opens nothing. Writes at most every five minutes.

    A scope that the owner's present role may not give is not there.
    """
    with database.reading() as connection:
        found = tokens.token_by_hash(connection, digest(token))
        person = _owner(connection, found, now)
    if found is None or person is None:
        return None
    if found.used_at is None or now - found.used_at >= USED_AGAIN:
        # Reading goes on where nothing can be written; only the list then shows an older use.
        with suppress(StoreFull, StoreBusy), database.writing() as connection:
            tokens.mark_used(connection, found.token_hash, now)
    return Bearer(
        person, frozenset(scope for scope in _scopes(found) if person.role.includes(scope.least_role))
    )


def _owner(connection: Connection, token: Token | None, now: Instant) -> Person | None:
    if token is None or token.revoked_at is not None or now >= token.expires_at:
        return None
    user = accounts.user(connection, token.user_name)
    return None if user is None or user.disabled_at is not None else person_of(user)


def _scopes(token: Token) -> frozenset[Scope]:
    return frozenset(Scope(scope) for scope in token.scopes.split())


def _problems(label: str, scopes: Collection[str], days: int, role: Role) -> tuple[Problem, ...]:
    found = []
    if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
        found.append(Problem(f"Say in at most {_LONGEST_LABEL} characters what will use the token.", "label"))
    if not scopes or not set(scopes) <= set(Scope):
        found.append(Problem(f"Choose what the token is for: {', '.join(Scope)}.", "scopes"))
    too_much = (Scope(scope) for scope in sorted(set(scopes) & set(Scope)))
    found.extend(
        Problem(f"Your role ({role}) does not allow {scope}; it takes {scope.least_role}.", "scopes")
        for scope in too_much
        if not role.includes(scope.least_role)
    )
    if not 1 <= days <= MOST_DAYS:
        found.append(Problem(f"A token lasts from 1 to {MOST_DAYS} days. Make a new one after that.", "days"))
    return tuple(found)
