"""Processes that are killed while they write: what was said to be saved is there, and nothing is there in half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from logistics.store import Database, events, journal, sqlite_files
from tests.store.furnishing import EVENT, NOON

ROUNDS, WRITERS, SAVED_A_ROUND = 8, 4, 10
PATIENCE = 60


def noted(file: Path) -> list[int]:
    """The revisions that were saved, by what the writers said once the saving had returned."""
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return [int(line) for line in lines]


@pytest.fixture
def crowd(store_url: str, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "tests.store.crowd",
        "write",
        store_url,
        str(tmp_path / "noted"),
        str(WRITERS),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def test_nothing_that_was_saved_is_lost_when_writers_are_killed(
    database: Database, crowd: subprocess.Popen[str], tmp_path: Path
) -> None:
    with database.writing() as c:
        events.add_event(c, EVENT, "v1", at=NOON, by="dee", summary="")
    file = tmp_path / "noted"
    for number in range(1, ROUNDS + 1):
        database.dispose()
        write_and_be_killed(crowd, file, number * SAVED_A_ROUND)
        assert_whole(database, noted(file))


def write_and_be_killed(crowd: subprocess.Popen[str], file: Path, saved: int) -> None:
    assert crowd.stdin
    assert crowd.stdout
    print("go", file=crowd.stdin, flush=True)
    group = int(crowd.stdout.readline())
    until = time.monotonic() + PATIENCE
    while len(noted(file)) < saved and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.02))
    os.killpg(group, signal.SIGKILL)
    assert crowd.stdout.readline().split() == [str(-signal.SIGKILL)] * WRITERS, "all wrote to the end"
    assert len(noted(file)) >= saved


def assert_whole(database: Database, said: list[int]) -> None:
    assert len(said) == len(set(said)), "no revision is given twice"
    with database.reading() as c:
        kept = [kept.number for kept in events.history(c, EVENT)]
        journalled = [entry.did for entry in journal.entries(c, limit=len(kept) + 1)]
    assert kept == list(range(len(kept), 0, -1)), "the revisions have no gap"
    assert set(said) <= set(kept)
    assert sorted(journalled) == sorted(f"revision {number}" for number in kept if number > 1)
    if database.place.file is not None:
        sqlite_files.look_through(database.place.file)
