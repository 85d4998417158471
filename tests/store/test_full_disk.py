"""A full disk: said in a sentence, nothing saved in half, and all goes on when there is room again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import InvalidRequestError

from logistics.store import Database, events, journal, settings
from logistics.store.errors import StoreFull
from tests.databases import opened
from tests.missing import missing
from tests.store.furnishing import EVENT, NOON

SAID = r"Nothing was saved: the disk is full\. Make room where the {place} is kept, then save again\."
FULL_ON_POSTGRESQL = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$"


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Database]:
    with opened(sqlite_url) as database:
        with database.writing() as c:
            events.add_event(c, EVENT, "v1", at=NOON, by="dee", summary="")
        yield database


def test_on_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system of one megabyte, which this process may only make in a name space of its own."""
    alone = ["unshare", "--map-root-user", "--mount"]
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(tmp_path)]
    if (
        not shutil.which("unshare")
        or subprocess.run([*alone, *mount], capture_output=True, check=False).returncode
    ):
        mend = "sudo sysctl kernel.unprivileged_userns_clone=1, or run them as root"
        missing("This account may not make a small disk.", mend, error_in_ci=False)
    command = [*alone, sys.executable, "-W", "error", "-m", "tests.store.small_disk", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    for said in told["refused"]:
        assert re.fullmatch(SAID.format(place=f"file {tmp_path}/office.db"), said)
    assert told["kept while full"] == [1, 0], "reading goes on, and no half of a transaction is there"
    assert "backup" in told["backup refused"]
    assert told["left by the backup"] == []
    assert told["kept with room"] == [2, 1]


def no_room_after(c: Connection, pages: int) -> None:
    """Let the file of the store grow by so many pages and no more."""
    count = c.exec_driver_sql("PRAGMA page_count").scalar_one()
    c.exec_driver_sql(f"PRAGMA max_page_count = {count + pages}")


def test_what_was_written_before_the_disk_was_full_is_not_saved_either(office: Database) -> None:
    """SQLite itself is told that the file may not grow."""
    with pytest.raises(StoreFull, match=SAID.format(place=rf"file {office.place.file}")):
        run_out_of_room(office)
    with office.reading() as c:
        assert settings.all_settings(c) == {}
        assert len(events.history(c, EVENT)) == 1
    with office.writing() as c:
        events.append(c, EVENT, 1, "x" * 500_000, at=NOON, by="dee", summary="")


def run_out_of_room(database: Database) -> None:
    with database.writing() as c:
        no_room_after(c, 20)
        settings.set_setting(c, "office", "Press Office")
        events.append(c, EVENT, 1, "x" * 500_000, at=NOON, by="dee", summary="")


def test_who_goes_on_after_a_full_disk_saves_nothing(office: Database) -> None:
    """SQLite has rolled back by then, and would save each further statement by itself."""
    with pytest.raises(InvalidRequestError):
        go_on_all_the_same(office)
    with office.reading() as c:
        assert journal.entries(c) == ()
        assert settings.all_settings(c) == {}


def go_on_all_the_same(database: Database) -> None:
    with database.writing() as c:
        no_room_after(c, 20)
        settings.set_setting(c, "office", "Press Office")
        with pytest.raises(StoreFull):
            events.append(c, EVENT, 1, "x" * 500_000, at=NOON, by="dee", summary="")
        journal.note(c, at=NOON, by="dee", did="went on")


def test_a_full_disk_of_the_server_is_told_the_same_way(postgresql_url: str) -> None:
    """A server cannot be filled here; it is made to say so."""
    with opened(postgresql_url) as database:
        place = rf"database {database.place.url.database} on {database.place.url.host}"
        with pytest.raises(StoreFull, match=SAID.format(place=place)):
            save_until_the_server_says_full(database)
        with database.reading() as c:
            assert settings.all_settings(c) == {}


def save_until_the_server_says_full(database: Database) -> None:
    with database.writing() as c:
        settings.set_setting(c, "office", "Press Office")
        c.execute(text(FULL_ON_POSTGRESQL))
