"""The database: opened, brought up to date, read and written to. SQLite by default, PostgreSQL by URL.

Whatever is written in one ``writing`` is saved as a whole at its end, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from logistics.store import migrations, sqlite_files
from logistics.store.addresses import Address, address
from logistics.store.driver_errors import busy
from logistics.store.engines import PATIENCE, asker, reader_and_writer
from logistics.store.errors import StoreUnusable

# Any number will do, as long as all versions of this program take the same.
_UPGRADE_LOCK: Final = 6_210_417
_UPGRADE_PATIENCE: Final = 120


def open_database(url: str) -> Database:
    """The database of a URL: ``sqlite:///office.db``, ``postgresql://user:password@host/name``.

    Nothing is connected yet. Raises StoreUnusable where the URL is not one of these.
    """
    return Database(address(url))


class Database:
    """A database that is open. Threads may share it; a process that was forked must open its own.

    Each use may raise StoreUnusable (cannot be opened or reached, not set up), StoreBusy (others held it for ten
    seconds) and, when writing, StoreFull.
    """

    def __init__(self, place: Address) -> None:
        self.place = place
        self._reader, self._writer = reader_and_writer(place)
        self._asker = asker(self._reader, self._writer, place)
        self._one_writer = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store from its first question to its end, and writes nothing."""
        with self._transaction(self._reader) as connection:
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """For one question that is asked very often: it sees one state of the store, and takes half the time."""
        with self._connection(self._asker) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is saved at its end, or not at all where an error leaves it. Not inside another.

        SQLite has one writer at a time: in this process they queue here, among processes in SQLite.
        """
        if self.place.file is None:
            with self._transaction(self._writer) as connection:
                yield connection
            return
        # SQLite's own waiting is by chance; with many threads some would wait for seconds.
        if not self._one_writer.acquire(timeout=PATIENCE):
            raise busy(self.place)
        try:
            with self._transaction(self._writer) as connection:
                yield connection
        finally:
            self._one_writer.release()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        with self._connection(engine) as connection, connection.begin():
            yield connection

    def _connection(self, engine: Engine) -> Connection:
        try:
            return engine.connect()
        except NoConnectionLeft as error:
            raise busy(self.place) from error

    def upgrade(self) -> None:
        """Make the store if it is not there, and bring it up to date. Several processes may do so at once.

        All steps are taken or none. Raises StoreUnusable where the store was made by a newer version.
        """
        if self.place.file is not None:
            sqlite_files.make(self.place, self.place.file)
        with self.writing() as connection:
            version = migrations.version(connection)
            if version == migrations.HEAD:
                return
            if version is not None and version not in migrations.VERSIONS:
                raise StoreUnusable(
                    f"The store in {self.place.words} was made by a newer version of this program. "
                    "Install that version."
                )
            if self.place.file is None:
                _queue(connection, self.place)
            # Alembic takes longer to import than the rest of the store, and is needed once a version.
            from logistics.store.migrations.running import upgrade  # noqa: PLC0415 - heavy, see above

            upgrade(connection)

    def dispose(self) -> None:
        """Close all connections. The database may be used again, with new ones."""
        self._reader.dispose()
        self._writer.dispose()


def _queue(connection: Connection, place: Address) -> None:
    """Wait until no other process upgrades this database."""
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StoreUnusable(
            f"The store in {place.words} keeps text as {encoding}, which lacks letters. Make the database anew "
            "with the encoding UTF8."
        )
    connection.execute(text(f"SET LOCAL lock_timeout = '{_UPGRADE_PATIENCE}s'"))
    connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
