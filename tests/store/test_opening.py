"""Addresses of stores, and what is said of a store that cannot be used."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from logistics.errors import LogisticsError
from logistics.store import Database, open_database
from logistics.store.errors import StoreUnusable
from logistics.store.settings import all_settings, set_setting, setting
from tests.databases import Server, opened

HOW = "Write sqlite:///office.db for a file, or postgresql://user:password@host/name."


@pytest.mark.parametrize(
    "url, why",
    [
        ("office.db", "is not the URL of a database"),
        ("", "is not the URL of a database"),
        ("postgresql://dee:secret@host:port/office", "is not the URL of a database"),
        ("mysql://dee:secret@host/office", "can be SQLite or PostgreSQL, not mysql"),
        ("postgresql+asyncpg://dee:secret@host/office", "not postgresql+asyncpg"),
        ("postgresql://dee:secret@host", "names no database"),
        ("sqlite://", "must name a file and nothing else"),
        ("sqlite:///:memory:", "must name a file and nothing else"),
        ("sqlite:///file:office.db?mode=memory&uri=true", "must name a file and nothing else"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_with_what_can(url: str, why: str) -> None:
    with pytest.raises(StoreUnusable) as caught:
        open_database(url)
    assert why in str(caught.value)
    assert str(caught.value).endswith(HOW)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url, words",
    [
        ("sqlite:////srv/press office/office.db", "the file /srv/press office/office.db"),
        ("postgres://dee:secret@db.example/office", "the database office on db.example"),
        ("postgresql:///office", "the database office on this machine"),
        ("postgresql:///office?host=/run/postgresql", "the database office on /run/postgresql"),
    ],
)
def test_a_place_is_named_without_its_password(url: str, words: str) -> None:
    with opened(url) as database:
        assert database.place.words == words


def test_a_file_is_made_with_its_folder_for_this_account_only(tmp_path: Path) -> None:
    file = tmp_path / "srv" / "50% ready #1" / "office.db"
    with opened(f"sqlite:///{file}") as database:
        database.upgrade()
        with database.writing() as c:
            set_setting(c, "office", "Press Office")
        assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["office.db"], (
        "nothing beside it once it is closed"
    )


def test_a_file_named_from_here_stays_the_same_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with opened("sqlite:///office.db") as database:
        database.upgrade()
        monkeypatch.chdir("/")
        with database.reading() as c:
            assert all_settings(c) == {}
    assert (tmp_path / "office.db").exists()


def trouble(url: str, *, upgrade: bool = False) -> str:
    """What is said on reading from a store that cannot be used."""
    with opened(url) as database, pytest.raises(StoreUnusable) as caught:
        database.upgrade() if upgrade else read(database)
    assert isinstance(caught.value, LogisticsError)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def read(database: Database) -> None:
    with database.reading() as c:
        setting(c, "office")


def test_reading_makes_no_file(tmp_path: Path) -> None:
    said = trouble(f"sqlite:///{tmp_path}/typo.db")
    assert f"The store in the file {tmp_path}/typo.db cannot be used: unable to open database file." in said
    assert "See that the file is there" in said
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_text("Press Office\n" * 100)
    for upgrade in (False, True):
        said = trouble(f"sqlite:///{tmp_path}/office.db", upgrade=upgrade)
        assert "It is not a database of this program. See that the address names the right file." in said
    assert (tmp_path / "office.db").read_text() == "Press Office\n" * 100


def test_a_place_where_no_file_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = trouble(f"sqlite:///{tmp_path}/file/office.db", upgrade=True)
    assert said.startswith(f"The store in the file {tmp_path}/file/office.db could not be made: ")


def test_a_damaged_file(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * len(data[4096:])
    file.write_bytes(data)
    assert "The file is damaged. Put it aside and restore the last backup." in trouble(sqlite_url)


def test_a_store_that_was_not_set_up(blank_url: str) -> None:
    if blank_url.startswith("sqlite"):
        Path(blank_url.removeprefix("sqlite:///")).touch()
    assert "It has not been set up" in trouble(blank_url)


def test_a_server_that_does_not_answer() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as closed_at_once:
        port = closed_at_once.getsockname()[1]
    said = trouble(f"postgresql://dee:secret@127.0.0.1:{port}/office")
    assert said.startswith("The store in the database office on 127.0.0.1 could not be reached: ")
    assert "See that the server runs" in said
    assert "secret" not in said


def test_a_wrong_user_and_a_wrong_name(postgresql_url: str) -> None:
    url = make_url(postgresql_url)
    for wrong in (url.set(username="nobody", password="secret"), url.set(database="no_such")):
        said = trouble(wrong.render_as_string(hide_password=False))
        assert "the address has the right host, name, user and password" in said
        assert "secret" not in said


def test_a_server_that_drops_its_connections_is_used_again(postgresql: Server, postgresql_url: str) -> None:
    with opened(postgresql_url) as database:
        with database.writing() as c:
            set_setting(c, "office", "Press Office")
        postgresql.part(postgresql_url)
        with database.reading() as c:
            assert setting(c, "office") == "Press Office"


def test_a_connection_that_is_lost_takes_its_transaction_with_it(
    postgresql: Server, postgresql_url: str
) -> None:
    with opened(postgresql_url) as database:
        with pytest.raises(StoreUnusable, match="on 127"):
            lose_the_server(database, postgresql, postgresql_url)
        with database.reading() as c:
            assert all_settings(c) == {}


def lose_the_server(database: Database, server: Server, url: str) -> None:
    with database.writing() as c:
        set_setting(c, "office", "Press Office")
        server.part(url)
        set_setting(c, "zone", "America/New_York")


class Interrupting:
    """A value at which somebody presses Ctrl-C."""

    def __conform__(self, _protocol: object) -> object:
        raise KeyboardInterrupt


def test_an_interruption_is_no_trouble_of_the_store(sqlite_url: str) -> None:
    with opened(sqlite_url) as database:
        with pytest.raises(KeyboardInterrupt), database.writing() as c:
            c.exec_driver_sql("INSERT INTO settings VALUES ('office', ?)", (Interrupting(),))
        with database.writing() as c:
            assert all_settings(c) == {}


def test_a_database_that_may_only_be_read(postgresql_url: str) -> None:
    """As on the second server of two that copies the first."""
    url = make_url(postgresql_url).update_query_dict({"options": "-c default_transaction_read_only=on"})
    with opened(url.render_as_string(hide_password=False)) as database:
        for _ in range(2):  # the second time the connection is a new one
            with pytest.raises(StoreUnusable, match="It can only be read"), database.writing() as c:
                set_setting(c, "office", "Press Office")
