"""From what a database driver says to what a person can act on."""

from __future__ import annotations

import shutil
import sqlite3
from typing import Final

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from logistics.store.addresses import Address
from logistics.store.errors import StoreBusy, StoreError, StoreFull, StoreUnusable

READ_ONLY: Final = "read_only"
"""The execution option of connections that may only read."""

_NOT_SET_UP: Final = "It has not been set up, or by an older version of this program: bring it up to date."
_TRY_AGAIN: Final = "Nothing was saved. Try again in a moment."

# https://www.sqlite.org/rescode.html; an extended code has the plain one in its lowest eight bits.
_PLAIN: Final = 0xFF
_NO_ROOM_PERHAPS: Final = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_LITTLE_ROOM: Final = 64 * 1024
_UNUSABLE: Final = {
    sqlite3.SQLITE_CANTOPEN: "See that the file is there and that this account may read and write it and its folder.",
    sqlite3.SQLITE_READONLY: "See that this account may write the file and its folder.",
    sqlite3.SQLITE_PERM: "See that this account may read and write the file and its folder.",
    sqlite3.SQLITE_NOTADB: "It is not a database of this program. See that the address names the right file.",
    sqlite3.SQLITE_CORRUPT: "The file is damaged. Put it aside and restore the last backup.",
    sqlite3.SQLITE_IOERR: "The disk does not read or write it. See that the disk is in order.",
    sqlite3.SQLITE_PROTOCOL: "Its locks do not work. Put it on a disk of this machine, not on a shared folder.",
    sqlite3.SQLITE_NOMEM: "There is no memory left. End other programs.",
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html, by the beginning of the code.
_BUSY_STATES: Final = ("40001", "40P01", "55P03", "53300", "57P03", "57014")
_READ_ONLY_STATE: Final = "25006"
_UNUSABLE_STATES: Final = {
    "42P01": _NOT_SET_UP,
    "42501": "Its user may not do this. Give it the rights of the owner of the database.",
    "25006": "It can only be read. See that the address names the main server.",
    "58": "Its server has trouble with its own files. See its log.",
    "XX": "Its server has trouble with its own files. See its log.",
    "53": "Its server has nothing left to work with. See its log.",
}


def told(context: ExceptionContext, place: Address) -> StoreError | None:
    """The error to raise in place of the driver's; None where the driver's own is meant to be met."""
    error = context.original_exception
    if not isinstance(context.sqlalchemy_exception, DBAPIError) or _is_ours(context, error):
        return None
    if isinstance(error, sqlite3.Error):
        return told_of_sqlite(error, place)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _told_of_postgresql(state, error, place)
    if context.connection is None or context.is_disconnect:
        return StoreUnusable(
            f"{_subject(place)} could not be reached: {_first_line(error)}. See that the server runs, and "
            "that the address has the right host, name, user and password."
        )
    return None


def _is_ours(context: ExceptionContext, error: BaseException) -> bool:
    """Whether a transaction that was begun for reading tried to write: a mistake of this program."""
    if context.connection is None or not context.connection.get_execution_options().get(READ_ONLY):
        return False
    refused = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY
    return refused or getattr(error, "sqlstate", None) == _READ_ONLY_STATE


def told_of_sqlite(error: sqlite3.Error, place: Address) -> StoreError | None:
    """The same for an error of SQLite alone."""
    code = getattr(error, "sqlite_errorcode", 0) & _PLAIN
    if code == sqlite3.SQLITE_FULL or (code in _NO_ROOM_PERHAPS and _has_no_room(place)):
        return full(place)
    if is_held_by_others(error):
        return busy(place)
    if code in _UNUSABLE:
        return StoreUnusable(f"{_subject(place)} cannot be used: {_first_line(error)}. {_UNUSABLE[code]}")
    if code == sqlite3.SQLITE_ERROR and str(error).startswith("no such table"):
        return StoreUnusable(f"{_subject(place)} cannot be used. {_NOT_SET_UP}")
    return None


def is_held_by_others(error: sqlite3.Error) -> bool:
    """Whether SQLite gave up because another connection held the file."""
    code = getattr(error, "sqlite_errorcode", 0) & _PLAIN
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _told_of_postgresql(state: str, error: BaseException, place: Address) -> StoreError | None:
    if state == "53100":
        return full(place)
    if state in _BUSY_STATES:
        return busy(place)
    for beginning, mend in _UNUSABLE_STATES.items():
        if state.startswith(beginning):
            return StoreUnusable(f"{_subject(place)} cannot be used: {_first_line(error)}. {mend}")
    if state.startswith(("08", "28", "3D", "57P")):
        return StoreUnusable(
            f"{_subject(place)} cannot be used: {_first_line(error)}. See that its server runs."
        )
    return None


def full(place: Address) -> StoreFull:
    """What to say of a full disk."""
    return StoreFull(
        f"Nothing was saved: the disk is full. Make room where {place.words} is kept, then save again."
    )


def busy(place: Address) -> StoreBusy:
    """What to say where others hold the store too long."""
    return StoreBusy(f"{_subject(place)} is busy with other work. {_TRY_AGAIN}")


def _has_no_room(place: Address) -> bool:
    """Whether the disk is so full that SQLite's other files could not be made, which it tells as another trouble."""
    if place.file is None or not place.file.parent.exists():
        return False
    return shutil.disk_usage(place.file.parent).free < _LITTLE_ROOM


def _subject(place: Address) -> str:
    return f"The store in {place.words}"


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n", 1)[0].strip().rstrip(".")
