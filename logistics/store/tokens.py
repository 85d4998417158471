"""Tokens of the API: each is a secret that lets a program do some of what a user may, until it ends or is revoked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from logistics.store import tables
from logistics.store.rows import add, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the API. ``id`` names it to people; ``scopes`` says what it is for."""

    token_hash: str
    id: str
    label: str
    user_name: str
    scopes: str
    made_at: Instant
    expires_at: Instant
    revoked_at: Instant | None = None
    used_at: Instant | None = None


_TOKEN = tuple(tables.tokens.c[name] for name in Token.__dataclass_fields__)


def add_token(c: Connection, token: Token) -> None:
    """Add a token. Raises Unstorable."""
    add(c, tables.tokens, **asdict(token))


def token_by_hash(c: Connection, token_hash: str) -> Token | None:
    """The token of a secret, also one that has ended or was revoked."""
    row = c.execute(select(*_TOKEN).where(tables.tokens.c.token_hash == token_hash)).first()
    return None if row is None else Token(*row)


def token_by_id(c: Connection, token_id: str) -> Token | None:
    """The token that people know by an id, also one that has ended or was revoked."""
    row = c.execute(select(*_TOKEN).where(tables.tokens.c.id == token_id)).first()
    return None if row is None else Token(*row)


def tokens_of(c: Connection, user_name: str) -> tuple[Token, ...]:
    """The tokens of a user, also those that have ended or were revoked, the one made last first."""
    tokens = tables.tokens.c
    rows = c.execute(
        select(*_TOKEN).where(tokens.user_name == user_name).order_by(tokens.made_at.desc(), tokens.id)
    )
    return tuple(Token(*row) for row in rows)


def revoke_token(c: Connection, token_id: str, at: Instant) -> bool:
    """Make a token open nothing from here on. False where it was revoked before or does not exist."""
    tokens = tables.tokens.c
    return change(c, tables.tokens, tokens.id == token_id, tokens.revoked_at.is_(None), revoked_at=at) == 1


def mark_used(c: Connection, token_hash: str, at: Instant) -> None:
    """Note that a token was used."""
    change(c, tables.tokens, tables.tokens.c.token_hash == token_hash, used_at=at)
