"""Addresses of calendar feeds: each is a secret that opens one event for one audience, until it is revoked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from logistics.store import tables
from logistics.store.rows import add, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Feed:
    """An address of a feed. ``id`` names it to staff; ``read_at`` is when a calendar last asked for it."""

    token_hash: str
    id: str
    event_id: str
    audience: str
    label: str
    made_at: Instant
    made_by: str
    revoked_at: Instant | None = None
    read_at: Instant | None = None


_FEED = tuple(tables.feeds.c[name] for name in Feed.__dataclass_fields__)


def add_feed(c: Connection, feed: Feed) -> None:
    """Add an address. Raises Unstorable."""
    add(c, tables.feeds, **asdict(feed))


def feed_by_hash(c: Connection, token_hash: str) -> Feed | None:
    """The feed of an address, also a revoked one."""
    row = c.execute(select(*_FEED).where(tables.feeds.c.token_hash == token_hash)).first()
    return None if row is None else Feed(*row)


def feed_by_id(c: Connection, feed_id: str) -> Feed | None:
    """The feed that staff know by an id, also a revoked one."""
    row = c.execute(select(*_FEED).where(tables.feeds.c.id == feed_id)).first()
    return None if row is None else Feed(*row)


def feeds_of(c: Connection, event_id: str) -> tuple[Feed, ...]:
    """The feeds of an event, also revoked ones, the one made last first."""
    feeds = tables.feeds.c
    rows = c.execute(
        select(*_FEED).where(feeds.event_id == event_id).order_by(feeds.made_at.desc(), feeds.id)
    )
    return tuple(Feed(*row) for row in rows)


def revoke_feed(c: Connection, feed_id: str, at: Instant) -> bool:
    """Make an address open nothing from here on. False where it was revoked before or does not exist."""
    feeds = tables.feeds.c
    return change(c, tables.feeds, feeds.id == feed_id, feeds.revoked_at.is_(None), revoked_at=at) == 1


def mark_read(c: Connection, token_hash: str, at: Instant) -> None:
    """Note that a calendar has asked for a feed."""
    change(c, tables.feeds, tables.feeds.c.token_hash == token_hash, read_at=at)
