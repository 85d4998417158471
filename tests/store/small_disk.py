"""A store on a disk of one megabyte: ``unshare -rm python -m tests.store.small_disk FOLDER``.

The disk is made in the memory of this machine and is seen by this process alone. What happens on it is printed as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from logistics.store import Database, events, journal, sqlite_files
from logistics.store.backup import back_up
from logistics.store.errors import NotBackedUp, StoreFull
from tests.databases import opened
from tests.store.furnishing import EVENT, NOON

TRIES = 5


def main(folder: Path) -> None:
    """Fill the disk, try to write, make room, write again."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], check=True)
    file, ballast = folder / "office.db", folder / "ballast"
    with opened(f"sqlite:///{file}") as database:
        database.upgrade()
        with database.writing() as c:
            events.add_event(c, EVENT, "v1", at=NOON, by="dee", summary="")
        fill(ballast)
        refused = [refusal(database) for _ in range(TRIES)]
        told: dict[str, object] = {"refused": refused, "kept while full": kept(database)}
        told["backup refused"] = backup_refusal(file, folder / "backup.db")
        told["left by the backup"] = [path.name for path in folder.iterdir() if "backup" in path.name]
        ballast.unlink()
        change(database)
        told["kept with room"] = kept(database)
    sqlite_files.look_through(file)
    print(json.dumps(told))


def fill(ballast: Path) -> None:
    """Write until nothing more goes in."""
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def change(database: Database) -> None:
    """Two rows of one transaction, each too large for what room there may be left in the file itself."""
    with database.writing() as c:
        head = events.head(c, EVENT)
        assert head is not None
        journal.note(c, at=NOON, by="dee", did="changed", detail={"text": "x" * 50_000})
        events.append(c, EVENT, head.number, "x" * 50_000, at=NOON, by="dee", summary="")


def refusal(database: Database) -> str | None:
    """What a change is refused with; None where it is saved."""
    try:
        change(database)
    except StoreFull as error:
        return str(error)
    return None


def backup_refusal(file: Path, to: Path) -> str | None:
    """What a backup to the same disk is refused with."""
    try:
        back_up(f"sqlite:///{file}", to)
    except NotBackedUp as error:
        return str(error)
    return None


def kept(database: Database) -> list[int]:
    """How many revisions and journal entries there are to read."""
    with database.reading() as c:
        return [len(events.history(c, EVENT)), len(journal.entries(c))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
