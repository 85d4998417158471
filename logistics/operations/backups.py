"""Backups of an office's store, and putting one back: for whoever runs the machine itself."""

from __future__ import annotations

from pathlib import Path

from logistics.moments import Instant
from logistics.operations.accounts.people import NOBODY
from logistics.operations.instance import Instance
from logistics.store import backup
from logistics.store.journal import note


def back_up(instance: Instance, to: Path) -> None:
    """Write the store as it is at this moment to a new file, while the office works on.

    Raises NotBackedUp, StoreUnusable.
    """
    backup.back_up(instance.store, to)


def put_back(instance: Instance, from_: Path, now: Instant, *, replace: bool) -> None:
    """Put a backup in the place of the store; the journal tells of it. Stop the office before.

    Raises NotRestored, also where the store holds events and nobody said to ``replace`` them; StoreUnusable, StoreBusy,
    StoreFull.
    """
    instance.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    backup.restore(from_, instance.store, replace=replace)
    office = instance.open()
    try:
        with office.database.writing() as connection:
            note(connection, at=now, by=NOBODY, did="restored a backup", detail={"file": from_.name})
    finally:
        office.database.dispose()
