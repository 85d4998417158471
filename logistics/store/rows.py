"""Adding and changing rows, with the same checks on every database."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Executable, Table, insert, update
from sqlalchemy.dialects import sqlite

from logistics.store.storable import check_values


def add(connection: Connection, table: Table, **values: object) -> None:
    """Add a row. Raises Unstorable."""
    check_values(table, values)
    connection.execute(insert(table).values(values))


def add_if_new(connection: Connection, table: Table, **values: object) -> bool:
    """Add a row if its key is free, else leave all as it is. Of several at once, one gets True. Raises Unstorable."""
    check_values(table, values)
    if connection.dialect.name == "postgresql":
        # Its engine has imported it already; with SQLite it would be a tenth of a second for nothing.
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - see above

        statement: Executable = postgresql.insert(table).values(values).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).values(values).on_conflict_do_nothing()
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1


def change(connection: Connection, table: Table, *which: ColumnElement[bool], **values: object) -> int:
    """Change the rows for which all of ``which`` holds; gives how many they were. Raises Unstorable."""
    check_values(table, values)
    return connection.execute(update(table).where(*which).values(values)).rowcount
