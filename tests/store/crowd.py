"""Several processes that use one store at once: ``python -m tests.store.crowd upgrade URL COUNT``.

``write URL FILE COUNT``: writers that add revisions to one event until they are killed, and note each in FILE once it
is saved. All processes are copies of this one, so that they begin together and need not import anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from logistics.store import events, journal, open_database
from logistics.store.errors import ChangedMeanwhile
from logistics.store.migrations import running
from tests.store.furnishing import EVENT, NOON


def upgrade(url: str) -> None:
    """Set the store up."""
    running.config()  # imported by now, so that no process waits for that
    database = open_database(url)
    database.upgrade()
    database.dispose()


def write(url: str, noted: int) -> None:
    """Add revisions and a journal entry for each, for ever."""
    database = open_database(url)
    while True:
        with database.reading() as c:
            head = events.head(c, EVENT)
        assert head is not None
        try:
            with database.writing() as c:
                text = f"{os.getpid()} " * 200
                made = events.append(c, EVENT, head.number, text, at=NOON, by="dee", summary="")
                journal.note(c, at=NOON, by="dee", did=f"revision {made.number}", event_id=EVENT)
        except ChangedMeanwhile:
            continue
        os.write(noted, f"{made.number}\n".encode())


def together(work: Callable[[], None], count: int) -> int:
    """Run ``work`` in so many processes, which begin when all are there; the number of those that failed."""
    ready, begin = os.pipe(), os.pipe()
    children = [_child(work, ready, begin) for _ in range(count)]
    for _ in children:
        os.read(ready[0], 1)
    os.write(begin[1], b"!" * count)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


def _child(work: Callable[[], None], ready: tuple[int, int], begin: tuple[int, int]) -> int:
    child = os.fork()
    if child:
        return child
    os.write(ready[1], b".")
    os.read(begin[0], 1)
    try:
        work()
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
        os._exit(1)


def main(what: str, url: str, *rest: str) -> int:
    """Do what the arguments say."""
    if what == "upgrade":
        return together(lambda: upgrade(url), int(rest[0]))
    noted = os.open(rest[0], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return together(lambda: write(url, noted), int(rest[1]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
