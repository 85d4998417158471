"""Settings of the office: names and texts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from logistics.store import tables
from logistics.store.rows import add_if_new, change


def setting(c: Connection, name: str) -> str | None:
    """The value of a setting; None where it was never set."""
    return c.scalar(select(tables.settings.c.value).where(tables.settings.c.name == name))


def all_settings(c: Connection) -> dict[str, str]:
    """All settings that were set."""
    rows = c.execute(select(tables.settings.c.name, tables.settings.c.value))
    return {row.name: row.value for row in rows}


def set_setting(c: Connection, name: str, value: str) -> None:
    """Set a setting. Of several at once the last one holds. Raises Unstorable."""
    if not add_if_new(c, tables.settings, name=name, value=value):
        change(c, tables.settings, tables.settings.c.name == name, value=value)
