"""Backups: made beside the work, read again before they count, and put back whole or not at all."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from logistics.store import Database, engines, events, migrations, sqlite_files, tables
from logistics.store.backup import back_up, restore
from logistics.store.errors import NotBackedUp, NotRestored, StoreBusy, StoreUnusable
from logistics.store.settings import set_setting
from tests.databases import opened
from tests.store.furnishing import EVENT, NOON, everything, furnish


@pytest.fixture
def office(store_url: str) -> Iterator[Database]:
    """A store with something in each table."""
    with opened(store_url) as database:
        with database.writing() as c:
            furnish(c)
        yield database


def add_visit(database: Database, revisions: int = 1) -> None:
    with database.writing() as c:
        events.add_event(c, "visit", "v1", at=NOON, by="eli", summary="")
        for number in range(1, revisions):
            events.append(c, "visit", number, "x" * 5_000, at=NOON, by="eli", summary="")


def test_a_backup_brings_every_row_back(office: Database, store_url: str, tmp_path: Path) -> None:
    before = everything(office)
    assert all(before.values()), "something is in each table"
    to = tmp_path / "backups" / "monday"
    back_up(store_url, to)
    assert [path.name for path in to.parent.iterdir()] == ["monday"]
    assert to.stat().st_mode & 0o777 == 0o600
    add_visit(office)
    restore(to, store_url, replace=True)
    assert everything(office) == before


def test_a_restored_store_goes_on_as_the_one_it_was(office: Database, store_url: str, tmp_path: Path) -> None:
    back_up(store_url, tmp_path / "backup")
    restore(tmp_path / "backup", store_url, replace=True)
    with office.writing() as c:
        assert events.append(c, EVENT, 2, "v3", at=NOON, by="dee", summary="").number == 3
        events.observe(c, EVENT, "camera-spray.end", NOON, at=NOON, by="dee")
        assert len(events.observed(c, EVENT)) == 2
    for name in tables.APPEND_ONLY:
        with pytest.raises(IntegrityError, match="never changed"), office.writing() as c:
            c.execute(text(f"DELETE FROM {name}"))


def test_a_backup_made_while_others_write_is_of_one_moment(
    office: Database, store_url: str, tmp_path: Path
) -> None:
    add_visit(office, revisions=40)
    enough, stop = Event(), Event()

    def write() -> None:
        number = 40
        while not stop.is_set():
            with office.writing() as c:
                events.append(c, "visit", number, "x" * 5_000, at=NOON, by="eli", summary="")
                set_setting(c, "last", str(number + 1))
            number += 1
            enough.set()

    writer = Thread(target=write)
    writer.start()
    enough.wait(timeout=10)
    back_up(store_url, tmp_path / "backup")
    stop.set()
    writer.join()
    with office.reading() as c:
        at_the_end = len(events.history(c, "visit"))
    restore(tmp_path / "backup", store_url, replace=True)
    rows = everything(office)
    kept = [number for event_id, number, *_ in rows["revisions"] if event_id == "visit"]
    assert set(kept) == set(range(1, len(kept) + 1))
    assert 40 < len(kept) <= at_the_end
    assert ("last", str(len(kept))) in rows["settings"]


@pytest.mark.usefixtures("office")
def test_an_older_file_is_never_written_over(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("of Monday")
    with pytest.raises(
        NotBackedUp, match=r"There is a file .*/backup already\. Give the backup another name\."
    ):
        back_up(store_url, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "of Monday"


@pytest.mark.usefixtures("office")
def test_a_backup_where_none_can_be_written(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        NotBackedUp, match=r"could not be written: .*\. See that its folder can be written to\."
    ):
        back_up(store_url, tmp_path / "file" / "backup")


def test_a_store_that_holds_events_is_replaced_only_when_told(
    office: Database, store_url: str, tmp_path: Path
) -> None:
    back_up(store_url, tmp_path / "backup")
    add_visit(office)
    before = everything(office)
    with pytest.raises(NotRestored, match="holds 2 events, and restoring replaces everything in it"):
        restore(tmp_path / "backup", store_url)
    assert everything(office) == before


@pytest.fixture
def new_office(store_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A store of the same kind that was just set up, without events."""
    is_file = store_url.startswith("sqlite")
    new = f"sqlite:///{tmp_path}/new.db" if is_file else request.getfixturevalue("blank_postgresql_url")
    with opened(new) as database:
        database.upgrade()
        with database.writing() as c:
            set_setting(c, "made", "just now")
        yield database


def test_a_store_without_events_takes_a_backup(
    office: Database, new_office: Database, store_url: str, tmp_path: Path
) -> None:
    back_up(store_url, tmp_path / "backup")
    restore(tmp_path / "backup", new_office.place.url.render_as_string(hide_password=False))
    assert everything(new_office) == everything(office)


def test_tables_of_another_program_are_not_replaced(blank_url: str, store_url: str, tmp_path: Path) -> None:
    if make_url(blank_url).get_backend_name() != make_url(store_url).get_backend_name():
        return
    filled(store_url)
    back_up(store_url, tmp_path / "backup")
    if blank_url.startswith("sqlite"):
        (tmp_path / "blank.db").touch()
    with opened(blank_url) as other:
        with other.writing() as c:
            c.execute(text("CREATE TABLE songs (title TEXT)"))
        with pytest.raises(NotRestored, match="are tables of another program"):
            restore(tmp_path / "backup", blank_url)
        with other.reading() as c:
            assert inspect(c).get_table_names() == ["songs"]


def test_a_store_that_others_hold_is_not_restored(
    office: Database, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(store_url, tmp_path / "backup")
    before = everything(office)
    for module in (sqlite_files, engines):
        monkeypatch.setattr(module, "PATIENCE", 0.2)
    with office.writing() as c:
        set_setting(c, "office", "Press Office")
        with pytest.raises(StoreBusy, match="is busy with other work"):
            restore(tmp_path / "backup", store_url, replace=True)
    assert everything(office)["revisions"] == before["revisions"]
    restore(tmp_path / "backup", store_url, replace=True)
    assert everything(office) == before


def test_a_file_is_restored_where_there_was_none(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup")
    new = f"sqlite:///{tmp_path}/moved/office.db"
    restore(tmp_path / "backup", new)
    assert rows_of(new) == rows_of(sqlite_url)
    assert (tmp_path / "moved" / "office.db").stat().st_mode & 0o777 == 0o600


def filled(url: str) -> None:
    with opened(url) as database, database.writing() as c:
        furnish(c)


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    with opened(url) as database:
        return everything(database)


def test_rows_that_stand_beside_the_file_of_a_store_in_use_do_not_come_back(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Copied over as a file, the write-ahead log of the old store would be read into the new one."""
    filled(sqlite_url)
    backup = tmp_path / "backup"
    back_up(sqlite_url, backup)
    wanted = rows_of(sqlite_url)
    with opened(sqlite_url) as in_use:
        with in_use.reading() as c:
            held = events.heads(c)
            add_visit(in_use, revisions=100)
            assert (tmp_path / "office.db-wal").stat().st_size > 500_000
            restore(backup, sqlite_url, replace=True)
            assert events.heads(c) == held, "who reads sees one state to the end"
        assert everything(in_use) == wanted
    assert rows_of(sqlite_url) == wanted


def damaged(backup: Path, kind: str) -> Path:
    """The backup with its last third spoilt, which no header tells."""
    data = bytearray(backup.read_bytes())
    if kind == "cut off":
        data = data[: len(data) * 2 // 3]
    else:
        middle = len(data) * 2 // 3
        data[middle:] = bytes(byte ^ 0x55 for byte in data[middle:])
    path = backup.with_name("damaged")
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", ["cut off", "spoilt"])
def test_a_damaged_backup_is_refused_and_the_store_stays(
    office: Database, store_url: str, tmp_path: Path, kind: str
) -> None:
    back_up(store_url, tmp_path / "backup")
    before = everything(office)
    with pytest.raises(NotRestored, match=r"The backup .*/damaged is damaged: .*\. Take another one\."):
        restore(damaged(tmp_path / "backup", kind), store_url, replace=True)
    assert everything(office) == before


def test_an_archive_is_read_to_its_end_before_it_is_put_back(postgresql_url: str, tmp_path: Path) -> None:
    filled(postgresql_url)
    back_up(postgresql_url, tmp_path / "backup")
    data = (tmp_path / "backup").read_bytes()
    (tmp_path / "backup").write_bytes(data[:-60] + bytes(byte ^ 0x55 for byte in data[-60:]))
    with pytest.raises(NotRestored, match="is damaged"):
        restore(tmp_path / "backup", postgresql_url, replace=True)


def test_a_row_that_differs_from_its_index_makes_a_backup_unfit(sqlite_url: str, tmp_path: Path) -> None:
    """Which SQLite reads without complaint, where it is not asked to look through the file."""
    filled(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup")
    data = (tmp_path / "backup").read_bytes()
    (tmp_path / "backup").write_bytes(data.replace(EVENT.encode(), EVENT.upper().encode(), 1))
    with pytest.raises(NotRestored, match=r"is damaged: .* missing from index"):
        restore(tmp_path / "backup", sqlite_url, replace=True)


def test_rows_without_their_event_make_a_backup_unfit(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    back_up(sqlite_url, tmp_path / "backup")
    spoil(tmp_path / "backup", f"DELETE FROM events WHERE id = '{EVENT}'")
    with pytest.raises(
        NotRestored,
        match="rows of askings, assignments, feeds, guests, letters, observations, post_answers, posts_by_hand, "
        "publications, revisions, roster_runs, swaps belong",
    ):
        restore(tmp_path / "backup", sqlite_url, replace=True)


def spoil(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "content, why",
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is not a backup, or its beginning is damaged"),
        (b"Press Office\n", "is not a backup, or its beginning is damaged"),
    ],
    ids=["no file", "an empty file", "another file"],
)
def test_what_is_no_backup_is_refused(
    store_url: str, tmp_path: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "backup"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotRestored, match=why):
        restore(file, store_url)


def test_a_database_of_another_program_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    spoil(tmp_path / "other.db", "CREATE TABLE songs (title TEXT)")
    with pytest.raises(NotRestored, match="is not a backup of this program"):
        restore(tmp_path / "other.db", sqlite_url)


def test_an_archive_of_another_program_is_refused(blank_postgresql_url: str, tmp_path: Path) -> None:
    url = blank_postgresql_url.replace("+psycopg", "")
    subprocess.run(["pg_dump", "--format=custom", f"--file={tmp_path / 'other'}", url], check=True)
    with pytest.raises(NotRestored, match="is not a backup of this program"):
        restore(tmp_path / "other", blank_postgresql_url)


def test_a_backup_of_a_newer_version_is_refused(office: Database, store_url: str, tmp_path: Path) -> None:
    with office.writing() as c:
        c.execute(text(f"UPDATE {migrations.TABLE} SET version_num = '9999'"))
    back_up(store_url, tmp_path / "backup")
    with office.writing() as c:
        c.execute(text(f"UPDATE {migrations.TABLE} SET version_num = '{migrations.HEAD}'"))
    with pytest.raises(NotRestored, match=r"is of a newer version of this program\. Install that version\."):
        restore(tmp_path / "backup", store_url, replace=True)


def test_the_other_kind_of_database_is_refused(sqlite_url: str, postgresql_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "sqlite")
    back_up(postgresql_url, tmp_path / "postgresql")
    with pytest.raises(NotRestored, match="is a backup of SQLite; the store is PostgreSQL"):
        restore(tmp_path / "sqlite", postgresql_url)
    with pytest.raises(NotRestored, match="is a backup of PostgreSQL; the store is SQLite"):
        restore(tmp_path / "postgresql", sqlite_url)


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(sqlite_url: str, tmp_path: Path) -> None:
    filled(sqlite_url)
    spoil(tmp_path / "office.db", f"DELETE FROM events WHERE id = '{EVENT}'")
    with pytest.raises(NotBackedUp, match=r"The store in the file .*/office\.db is damaged"):
        back_up(sqlite_url, tmp_path / "backup")
    assert not [path for path in tmp_path.iterdir() if "backup" in path.name]


def test_a_database_without_a_store_is_not_backed_up(blank_url: str, tmp_path: Path) -> None:
    (tmp_path / "blank.db").touch()
    with pytest.raises(
        NotBackedUp, match=r"There is nothing to back up: the store in .* has not been set up"
    ):
        back_up(blank_url, tmp_path / "backup")
    assert [path.name for path in tmp_path.iterdir()] == ["blank.db"]


def test_a_store_that_does_not_exist_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="See that the file is there"):
        back_up(f"sqlite:///{tmp_path}/typo.db", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_program_is_named_with_what_brings_it(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreUnusable, match=re.escape("sudo apt install postgresql-client")):
        back_up(postgresql_url, tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []


def test_a_refused_password_is_told_without_it(postgresql_url: str, tmp_path: Path) -> None:
    wrong = make_url(postgresql_url).set(username="nobody", password="secret")
    with pytest.raises(NotBackedUp, match=r"could not be backed up: .*nobody") as caught:
        back_up(wrong.render_as_string(hide_password=False), tmp_path / "backup")
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
