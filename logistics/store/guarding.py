"""What guards accounts against what happens at the same time, and against what was left lying about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, text

from logistics.store import tables
from logistics.store.rows import change

if TYPE_CHECKING:
    from logistics.moments import Instant

__all__ = ["Connection", "end_links_of", "forget_failures_before", "lock_users"]


def lock_users(c: Connection) -> None:
    """Until the end of this transaction nobody else adds or changes a user; all may still read.

    Call it before the first change of a user, else two that wait for each other end as StoreBusy.
    """
    if c.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        c.execute(text(f"LOCK TABLE {tables.users.name} IN SHARE ROW EXCLUSIVE MODE"))


def end_links_of(c: Connection, user_name: str, at: Instant) -> int:
    """Mark all links of a user that nobody used yet as used; gives how many."""
    links = tables.links.c
    return change(c, tables.links, links.user_name == user_name, links.used_at.is_(None), used_at=at)


def forget_failures_before(c: Connection, before: Instant) -> int:
    """Forget the failed attempts before a moment; gives how many."""
    return c.execute(delete(tables.failures).where(tables.failures.c.at < before)).rowcount
