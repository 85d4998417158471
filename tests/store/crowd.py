"""Several processes that use one store at once.

``python -m tests.store.crowd upgrade URL COUNT`` sets the store up from so many processes.

``python -m tests.store.crowd write URL FILE COUNT``: for each line of its input it starts a group of so many writers
and prints the group's number. They add revisions to one event until they are killed, and note each in FILE once it is
saved. All are copies of this process, so that they begin together and need not import anything.
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
    text = f"{os.getpid()} " * 200
    while True:
        try:
            with database.writing() as c:
                head = events.head(c, EVENT)
                assert head is not None
                made = events.append(c, EVENT, head.number, text, at=NOON, by="dee", summary="")
                journal.note(c, at=NOON, by="dee", did=f"revision {made.number}", event_id=EVENT)
        except ChangedMeanwhile:
            continue
        os.write(noted, f"{made.number}\n".encode())


def start(work: Callable[[], None], count: int) -> list[int]:
    """Start ``work`` in so many processes of one group, which begin when all are there."""
    ready, begin = os.pipe(), os.pipe()
    children: list[int] = []
    for _ in range(count):
        child = os.fork()
        if not child:
            _be_child(work, ready[1], begin[0])
        children.append(child)
        os.setpgid(child, children[0])
    for _ in children:
        os.read(ready[0], 1)
    os.write(begin[1], b"!" * count)
    for end in (*ready, *begin):
        os.close(end)
    return children


def _be_child(work: Callable[[], None], ready: int, begin: int) -> None:
    os.write(ready, b".")
    os.read(begin, 1)
    try:
        work()
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
        os._exit(1)


def wait(children: list[int]) -> list[int]:
    """How each of them ended, as ``os.waitstatus_to_exitcode`` has it."""
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def main(what: str, url: str, *rest: str) -> int:
    """Do what the arguments say."""
    open_database(url).dispose()  # brings the driver in, which then no process must import for itself
    if what == "upgrade":
        return sum(code != 0 for code in wait(start(lambda: upgrade(url), int(rest[0]))))
    noted = os.open(rest[0], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for _ in sys.stdin:
        children = start(lambda: write(url, noted), int(rest[1]))
        print(children[0], flush=True)
        print(*wait(children), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
