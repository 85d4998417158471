"""Files of SQLite: made, looked through, copied and put back, by SQLite's own means.

A file that is in use is never copied as a file: what was saved last may stand in the file beside it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from logistics.store import migrations
from logistics.store.addresses import Address
from logistics.store.driver_errors import busy, told_of_sqlite
from logistics.store.engines import PATIENCE
from logistics.store.errors import Damaged, NotBackedUp, NotRestored, StoreUnusable


def make(place: Address, file: Path) -> None:
    """An empty file, which to SQLite is an empty database, if there is none. Raises StoreUnusable."""
    if file.exists():
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)  # it will hold names and secrets: for this account only
    except OSError as error:
        raise StoreUnusable(
            f"The store in {place.words} could not be made: {error.strerror}. See that this account may write there."
        ) from error


def copy(place: Address, file: Path, to: Path) -> None:
    """Copy a store that may be in use, as it is at one moment, to a file. Raises NotBackedUp, StoreUnusable."""
    with _opened(file, place) as store:
        try:
            with _open(to, "rw") as made:
                # All pages in one step: in several, each write of another process would begin it anew.
                store.backup(made, pages=-1)
                made.execute("PRAGMA journal_mode = DELETE")  # all in one file, none beside it
        except sqlite3.Error as error:
            raise NotBackedUp(
                f"The backup could not be written: {error}. See that its disk has room."
            ) from error


def version_of(backup: Path) -> str | None:
    """The version of a backup, which is looked through; None where it is of no store. Raises Damaged."""
    with _looked_through(backup) as connection:
        return _version(connection)


def put(backup: Path, place: Address, file: Path) -> None:
    """Put the rows of a backup in the place of all of a store's, as one transaction of SQLite.

    Raises NotRestored, StoreBusy, StoreFull and StoreUnusable; then the store is as it was.
    """
    make(place, file)
    try:
        with _open(backup, "ro") as source, _open(file, "rw") as store:
            source.backup(store, pages=-1, progress=_patience(place))
    except sqlite3.Error as error:
        raise told_of_sqlite(error, place) or NotRestored(f"Nothing was restored: {error}.") from error


def _patience(place: Address) -> Callable[[int, int, int], None]:
    """Gives up where others hold the store too long; SQLite by itself would try for ever. Raises StoreBusy."""
    until = time.monotonic() + PATIENCE

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise busy(place)

    return look


def look_through(file: Path) -> None:
    """Have SQLite look for damage in a file. Raises Damaged."""
    with _looked_through(file):
        pass


@contextmanager
def _looked_through(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with _open(file, "ro") as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
            lost = sorted({str(row[0]) for row in connection.execute("PRAGMA foreign_key_check")})
            if found != ["ok"]:
                raise Damaged(f"{'; '.join(found)}.")
            if lost:
                raise Damaged(f"rows of {', '.join(lost)} belong to rows that are missing.")
            yield connection
    except sqlite3.Error as error:
        raise Damaged(f"{error}.") from error


def _version(connection: sqlite3.Connection) -> str | None:
    named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    if not connection.execute(named, (migrations.TABLE,)).fetchone():
        return None
    row = connection.execute(f"SELECT version_num FROM {migrations.TABLE}").fetchone()
    return None if row is None else str(row[0])


@contextmanager
def _opened(file: Path, place: Address) -> Iterator[sqlite3.Connection]:
    """The store itself, with its errors told as those of the store."""
    try:
        with _open(file, "ro") as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            yield connection
    except sqlite3.Error as error:
        told = told_of_sqlite(error, place)
        if told is None:
            raise
        raise told from error


@contextmanager
def _open(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
