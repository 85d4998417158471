"""A small office for these tests: real Argon2 at the least cost, people who came in, and all that the store holds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from logistics.operations import accounts
from logistics.operations.accounts import Role, SignedIn
from logistics.operations.accounts.passwords import HASHER
from logistics.store import Database
from logistics.store.guarding import lock_users
from logistics.store.journal import Entry, entries
from logistics.store.tables import metadata
from tests.databases import KINDS

NOW = 1_795_252_000  # a day in November 2026
PASSWORD = "tulip anchor seventy moss"
OTHER_PASSWORD = "nine grey herons, one kettle"
on_both = pytest.mark.parametrize("store_url", KINDS, indirect=True)
ADDRESS, DEVICE = "192.0.2.7", "Firefox on Linux"


class Watched(PasswordHasher):
    """Argon2 at the least cost, which tells how often it worked, for how many at once, and on how long a password."""

    def __init__(self, memory_cost: int = 8, takes: float = 0.0) -> None:
        super().__init__(time_cost=1, memory_cost=memory_cost, parallelism=1)
        self.worked, self.at_once, self.most_at_once, self.longest = 0, 0, 0, 0
        self._takes = takes
        self._lock = threading.Lock()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        with self._counted(password):
            return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        with self._counted(password):
            return super().verify(hash, password)

    @contextmanager
    def _counted(self, password: str | bytes) -> Iterator[None]:
        with self._lock:
            self.worked += 1
            self.longest = max(self.longest, len(password))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            time.sleep(self._takes)
            yield
        finally:
            with self._lock:
                self.at_once -= 1


def hashes_made() -> int:
    """How often Argon2 worked in this test."""
    assert isinstance(HASHER.argon2, Watched)
    return HASHER.argon2.worked


def administrator(database: Database, name: str = "ada") -> str:
    """The first administrator, who came by the first link."""
    link = accounts.first_link(database, NOW)
    assert link is not None
    accounts.accept_first(database, link, name, "Ada Lovelace", PASSWORD, NOW)
    return name


def member(database: Database, name: str, role: Role = Role.STAFF) -> str:
    """Somebody who took an invitation."""
    token = accounts.invite(database, "ada", name, f"{name.title()} of the office", role, NOW)
    accounts.accept_invite(database, token, PASSWORD, NOW)
    return name


def come_in(database: Database, name: str, now: int = NOW, password: str = PASSWORD) -> SignedIn:
    """A visit that begins."""
    return accounts.sign_in(database, name, password, ADDRESS, DEVICE, now)


def enrolled(database: Database, name: str, now: int = NOW) -> tuple[str, pyotp.TOTP]:
    """A visit that is proven by a new second factor, and the app that shows its codes."""
    token = come_in(database, name, now).token
    app = pyotp.TOTP(accounts.start_second_factor(database, token, now).secret)
    accounts.confirm_second_factor(database, token, app.at(now), now)
    return token, app


def all_at_once(database: Database, acts: Sequence[Callable[[], object]]) -> None:
    """Let each act begin while no account may be changed, and go on together."""
    threads = [threading.Thread(target=act) for act in acts]
    with database.writing() as connection:
        lock_users(connection)
        for thread in threads:
            thread.start()
        time.sleep(0.2)  # until they stand before the lock; a shorter wait only lets a mistake pass
    for thread in threads:
        thread.join()


def everything(database: Database) -> str:
    """All that the store holds, as text."""
    with database.reading() as connection:
        rows = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
    return repr(rows)


def journal(database: Database) -> list[Entry]:
    """The journal, the oldest entry first."""
    with database.reading() as connection:
        return sorted(entries(connection), key=lambda entry: entry.id)


def done(database: Database) -> list[str]:
    """What was done, in its order."""
    return [entry.did for entry in journal(database)]
