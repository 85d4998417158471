"""Engines: how the connections to a database are made, begun and watched."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection

from logistics.store.addresses import Address
from logistics.store.driver_errors import READ_ONLY, is_held_by_others, told
from logistics.store.errors import StoreError
from logistics.store.storable import check_parameters

PATIENCE: Final = 10
"""Seconds to wait for another who holds the store."""

# Connections that are kept, and further ones for a rush.
_POOL: Final = {"pool_size": 5, "max_overflow": 25, "pool_timeout": PATIENCE}

# The execution option of a connection on which each question stands alone.
_ALONE: Final = "alone"


def reader_and_writer(place: Address) -> tuple[Engine, Engine]:
    """Two engines for a database. Transactions of the first see one state of it from end to end, and cannot write."""
    if place.file is None:
        engine = _postgresql(place)
        _watch(engine, place)
        # The same connections; how a transaction is begun on them differs.
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True, READ_ONLY: True}
        return engine.execution_options(**options), engine
    reader = _sqlite(place.file, "BEGIN", "query_only = ON", read_only=True)
    # A plain BEGIN would be refused where it reads first and another writes before it does.
    writer = _sqlite(place.file, "BEGIN IMMEDIATE", "synchronous = FULL")
    _watch(reader, place)
    _watch(writer, place)
    return reader, writer


def asker(reader: Engine, writer: Engine, place: Address) -> Engine:
    """Their connections, without a transaction around a question: for one that is asked very often."""
    if place.file is None:  # not of the reader, whose own way of beginning would hold
        return writer.execution_options(isolation_level="AUTOCOMMIT")
    return reader.execution_options(**{_ALONE: True})


def _sqlite(file: Path, begin: str, *pragmas: str, read_only: bool = False) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=_connector(file, pragmas, read_only=read_only),
        poolclass=QueuePool,
        execution_options={READ_ONLY: read_only},
        hide_parameters=True,
        **_POOL,
    )

    def begin_transaction(connection: Connection) -> None:
        if not connection.get_execution_options().get(_ALONE):
            connection.exec_driver_sql(begin)

    def roll_back(connection: DBAPIConnection, _record: object, _error: object) -> None:
        # Only closed, it would live on, with its lock, as long as anything refers to a statement of it.
        with suppress(sqlite3.Error):
            connection.rollback()

    event.listen(engine, "begin", begin_transaction)
    event.listen(engine, "invalidate", roll_back)
    return engine


def _connector(file: Path, pragmas: tuple[str, ...], *, read_only: bool) -> Callable[[], sqlite3.Connection]:
    uri = f"{file.as_uri()}?mode=rw"  # not rwc: a mistyped path is not to become an empty store

    def connect() -> sqlite3.Connection:
        # isolation_level None: sqlite3 begins nothing by itself.
        connection = sqlite3.connect(
            uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            for pragma in ("foreign_keys = ON", "trusted_schema = OFF", *pragmas):
                connection.execute(f"PRAGMA {pragma}")
            if not read_only:
                _log_ahead(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Have the file written through a log (WAL), as it stays from then on: so nobody who reads waits for a writer.

    Several who ask for it at once in a new file may all wait for each other. So each waits but shortly, and asks again.
    """
    until = time.monotonic() + PATIENCE
    connection.execute("PRAGMA busy_timeout = 50")
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if not is_held_by_others(error) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0, 0.05))
    connection.execute(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")


def _postgresql(place: Address) -> Engine:
    engine = create_engine(
        place.url,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": PATIENCE},
        pool_pre_ping=True,
        hide_parameters=True,
        **_POOL,
    )

    def limit_waiting(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
        cursor.close()
        connection.commit()

    event.listen(engine, "connect", limit_waiting)
    return engine


def _watch(engine: Engine, place: Address) -> None:
    def tell(context: ExceptionContext) -> StoreError | None:
        if context.is_pre_ping:  # the pool itself makes a new connection
            return None
        error = told(context, place)
        if error is not None:
            # SQLite may have rolled back by itself, and would save each further statement on its own. So the
            # connection is given up, and whatever is asked of it next is refused.
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = False
        return error

    def check(
        _connection: Connection,
        _cursor: object,
        _statement: str,
        parameters: Any,
        _context: object,
        many: bool,
    ) -> None:
        for each in parameters if many else (parameters,):
            check_parameters(each)

    event.listen(engine, "handle_error", tell)
    event.listen(engine, "before_cursor_execute", check)
