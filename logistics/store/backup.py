"""Backups: made while the office goes on working, whole or not at all, and put back in one step.

A backup of SQLite is a database file; one of PostgreSQL is an archive of ``pg_dump``.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, inspect, select, text

from logistics.store import migrations, postgresql_programs, sqlite_files, tables
from logistics.store.addresses import Address, address
from logistics.store.database import Database
from logistics.store.errors import Damaged, NotBackedUp, NotRestored, StoreUnusable

_SQLITE: Final = b"SQLite format 3\0"
_POSTGRESQL: Final = b"PGDMP"


def back_up(url: str, to: Path) -> None:
    """Write the store as it is at one moment to a new file ``to``, and see that it can be read again.

    Raises NotBackedUp where that is impossible or a file is there already, and StoreUnusable.
    """
    place, to = address(url), to.absolute()
    if to.exists():
        raise NotBackedUp(f"There is a file {to} already. Give the backup another name.")
    beside = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)  # it will hold all that the store holds
        if place.file is None:
            postgresql_programs.copy(place, beside)
        else:
            sqlite_files.copy(place, place.file, beside)
        _refuse_useless(place, beside)
        beside.rename(to)
        _settle(to.parent)
    except OSError as error:
        raise NotBackedUp(
            f"The backup {to} could not be written: {error.strerror}. See that its folder can be written to."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse_useless(place: Address, copy: Path) -> None:
    try:
        version = _version_of(place, copy)
    except Damaged as error:
        raise NotBackedUp(
            f"The store in {place.words} is damaged, or its copy: {error} Try again, else restore an earlier backup."
        ) from error
    if version is None:
        raise NotBackedUp(f"There is nothing to back up: the store in {place.words} has not been set up.")


def _version_of(place: Address, backup: Path) -> str | None:
    return postgresql_programs.version_of(backup) if place.file is None else sqlite_files.version_of(backup)


def _settle(folder: Path) -> None:
    """See that the names in a folder are on the disk, so that a loss of power does not take the new one away."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restore(from_: Path, url: str, *, replace: bool = False) -> None:
    """Put a backup in the place of the store, and bring it up to date. Stop the office before.

    A store that holds events is only replaced where ``replace`` says so. The backup is looked through before, the
    store after. Raises NotRestored (the store is as it was, if the message does not say otherwise), StoreUnusable,
    StoreBusy and StoreFull.
    """
    place = address(url)
    _refuse_unfit(from_, place)
    database = Database(place)
    try:
        if not replace:
            _refuse_to_lose_events(database)
        if place.file is None:
            _wait_for_others(database)
            postgresql_programs.put(from_, place)
        else:
            sqlite_files.put(from_, place, place.file)
        database.upgrade()
        _look_through(database)
    finally:
        database.dispose()


def _refuse_unfit(from_: Path, place: Address) -> None:
    try:
        with from_.open("rb") as file:
            beginning = file.read(len(_SQLITE))
    except OSError as error:
        raise NotRestored(f"The backup {from_} cannot be read: {error.strerror}.") from error
    is_file, is_archive = beginning == _SQLITE, beginning.startswith(_POSTGRESQL)
    if not is_file and not is_archive:
        raise NotRestored(f"{from_} is not a backup, or its beginning is damaged. Take another one.")
    if is_file != (place.file is not None):
        kinds = ("SQLite", "PostgreSQL") if is_file else ("PostgreSQL", "SQLite")
        raise NotRestored(
            f"{from_} is a backup of {kinds[0]}; the store is {kinds[1]}. Give the other address."
        )
    try:
        version = _version_of(place, from_)
    except Damaged as error:
        raise NotRestored(f"The backup {from_} is damaged: {error} Take another one.") from error
    if version is None:
        raise NotRestored(f"{from_} is not a backup of this program. Take another one.")
    if version not in migrations.VERSIONS:
        raise NotRestored(f"{from_} is of a newer version of this program. Install that version.")


def _refuse_to_lose_events(database: Database) -> None:
    if database.place.file is not None and not database.place.file.exists():
        return
    with database.reading() as connection:
        if migrations.version(connection) is None:
            _refuse_to_lose_others(connection, database.place)
            return
        count = connection.scalar(select(func.count()).select_from(tables.events))
    if count:
        raise NotRestored(
            f"The store in {database.place.words} holds {count} event{'' if count == 1 else 's'}, and restoring "
            "replaces everything in it. Back it up first, then say that it may be replaced."
        )


def _refuse_to_lose_others(connection: Connection, place: Address) -> None:
    if inspect(connection).get_table_names():
        raise NotRestored(
            f"In {place.words} are tables of another program. Give the address of a database that is empty."
        )


def _wait_for_others(database: Database) -> None:
    """See that nobody is in the middle of something, for whom pg_restore would wait for ever. Raises StoreBusy."""
    names = ", ".join(tables.metadata.tables)
    with database.writing() as connection:
        if migrations.version(connection) is not None:
            connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


def _look_through(database: Database) -> None:
    """Read everything once, and have SQLite look at its own file."""
    try:
        with database.reading() as connection:
            for table in tables.metadata.sorted_tables:
                connection.scalar(select(func.count()).select_from(table))
        if database.place.file is not None:
            sqlite_files.look_through(database.place.file)
    except (StoreUnusable, Damaged) as error:
        raise NotRestored(
            f"The backup was put in {database.place.words}, but the store is not sound now: {error} "
            "Restore another backup."
        ) from error
