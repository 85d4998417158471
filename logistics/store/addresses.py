"""Where the store is: the URL of a database, and how to name it to people without its password."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from logistics.store.errors import StoreUnusable

_HOW: Final = "Write sqlite:///office.db for a file, or postgresql://user:password@host/name."
_POSTGRESQL: Final = ("postgresql", "postgresql+psycopg", "postgres")


@dataclass(frozen=True, slots=True)
class Address:
    """A database that this program can keep its records in. ``file`` is that of SQLite, else None."""

    url: URL
    file: Path | None

    @property
    def words(self) -> str:
        """The place as a person knows it: ``the file /srv/office.db``."""
        if self.file is not None:
            return f"the file {self.file}"
        host = self.url.host or self.url.query.get("host") or "this machine"
        return f"the database {self.url.database} on {host}"


def address(url: str) -> Address:
    """The address that a URL names. Raises StoreUnusable, whose message may not repeat the password of the URL."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreUnusable(f"The address of the store is not the URL of a database. {_HOW}") from error
    if parsed.drivername in ("sqlite", "sqlite+pysqlite"):
        return _file(parsed)
    if parsed.drivername in _POSTGRESQL:
        if not parsed.database:
            raise StoreUnusable(f"The address of the store names no database. {_HOW}")
        return Address(parsed.set(drivername="postgresql+psycopg"), None)
    raise StoreUnusable(f"The store can be SQLite or PostgreSQL, not {parsed.drivername}. {_HOW}")


def _file(url: URL) -> Address:
    if not url.database or url.database == ":memory:" or url.query:
        raise StoreUnusable(f"The address of the store must name a file and nothing else. {_HOW}")
    return Address(url, Path(url.database).absolute())
