"""Addresses of calendar feeds: each is a secret that opens one event for one audience, until it is revoked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, bindparam, func, select

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


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to see behind an address: what was published last, and whose eyes it is made for.

    ``publication``, ``revision`` and ``published_at`` are None where the event never was public, ``revision`` also
    where it was taken back. ``profile`` is the house's, None where nobody chose one.
    """

    event_id: str
    audience: str
    publication: int | None
    revision: int | None
    published_at: Instant | None
    profile: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An address as it stands at this moment: until when it opened something, when it was asked for, what it shows."""

    revoked_at: Instant | None
    read_at: Instant | None
    shown: Shown


def _standing() -> Select[Any]:
    """All of it in one question, since every calendar of every reader asks it every few minutes."""
    feeds, published = tables.feeds.c, tables.publications.c
    last = (
        select(func.max(published.number))
        .where(published.event_id == feeds.event_id)
        .scalar_subquery()
        .correlate(tables.feeds)
    )
    profile = select(tables.settings.c.value).where(tables.settings.c.name == "profile").scalar_subquery()
    joined = tables.feeds.outerjoin(
        tables.publications, (published.event_id == feeds.event_id) & (published.number == last)
    )
    shown = (feeds.event_id, feeds.audience, published.number, published.revision, published.at, profile)
    return (
        select(feeds.revoked_at, feeds.read_at, *shown)
        .select_from(joined)
        .where(feeds.token_hash == bindparam("token_hash"))
    )


_STANDING: Final = _standing()  # made once: putting it together takes longer than answering it


def add_feed(c: Connection, feed: Feed) -> None:
    """Add an address. Raises Unstorable."""
    add(c, tables.feeds, **asdict(feed))


def standing(c: Connection, token_hash: str) -> Standing | None:
    """What an address opens now; None where no such address was ever given out."""
    row = c.execute(_STANDING, {"token_hash": token_hash}).first()
    return None if row is None else Standing(row[0], row[1], Shown(*row[2:]))


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
