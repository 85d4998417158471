"""The versions of the schema. What is here needs no Alembic; ``running`` does."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, column, inspect, select, table

VERSIONS: Final = ("0001", "0002", "0003", "0004", "0005")
"""All versions, oldest first: one file each in ``versions``."""

HEAD: Final = VERSIONS[-1]
TABLE: Final = "alembic_version"


def version(connection: Connection) -> str | None:
    """The version that a store is of; None where it has not been set up."""
    if not inspect(connection).has_table(TABLE):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(TABLE)))
