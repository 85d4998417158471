"""Databases for tests: an own one for each test, on SQLite and on PostgreSQL.

A private server of PostgreSQL is started for the run, or for each worker of it, from the programs on PATH or in
/usr/lib/postgresql; where ``LOGISTICS_TEST_POSTGRES`` holds a superuser's URL of another server, that one is used.
Without either, the tests of PostgreSQL are skipped and the last lines of the run say so; with ``CI`` set they are
errors.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from logistics.store import Database, open_database, tables
from tests.missing import missing

KINDS = ("sqlite", "postgresql")
_MISSING = "PostgreSQL is not installed here."
_MEND = "sudo apt install postgresql (or set LOGISTICS_TEST_POSTGRES to the URL of a server)"
_SERVER_STARTS_IN = 30


@dataclass(frozen=True, slots=True)
class Server:
    """A server of PostgreSQL that is there for tests. ``passing``: it ends with the run, and all that is in it."""

    admin: Engine
    passing: bool

    def new(self) -> str:
        """The URL of a new database that holds nothing."""
        name = f"logistics_{secrets.token_hex(8)}"
        with self.admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        return self.admin.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Take a database away, whoever still uses it; from a passing server it goes by itself."""
        if self.passing:
            return
        with self.admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)"))

    def part(self, url: str) -> None:
        """End all connections to a database."""
        which = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        with self.admin.connect() as connection:
            connection.execute(text(which), {"name": make_url(url).database})


# ---- the server ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _postgresql_url() -> Iterator[str | None]:
    """The URL of a server's first database; None where there is no server."""
    if given := os.environ.get("LOGISTICS_TEST_POSTGRES"):
        yield given
        return
    programs = _programs()
    if programs is None:
        yield None
        return
    folder = _folder()
    process = None
    try:
        process, url = _start(programs, folder)
        yield url.render_as_string(hide_password=False)
    finally:
        if process is not None:
            process.send_signal(signal.SIGQUIT)  # without putting anything in order: it is all thrown away
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _as_another() -> list[str]:
    """What goes before a command so that it does not run as root, which PostgreSQL refuses, and ends when we do."""
    end_with_us = ["--pdeathsig", "INT"]
    if os.geteuid() == 0:
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *end_with_us]
    return ["setpriv", *end_with_us] if shutil.which("setpriv") else []


def _folder() -> Path:
    """A folder that the user postgres can reach, if it is that user's server."""
    for parent in (None, "/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="logistics-postgres-", dir=parent))
        if os.geteuid() != 0:
            return folder
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        if subprocess.run([*_as_another(), "test", "-w", str(folder)], check=False).returncode == 0:
            return folder
        folder.rmdir()
    raise AssertionError("The user postgres can write in no folder for temporary files.")


def _start(programs: Path, folder: Path) -> tuple[subprocess.Popen[bytes], URL]:
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    (folder / "password").chmod(0o644)
    _make_cluster(programs, folder)
    port = free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
    command = [*_as_another(), str(programs / "postgres"), "-D", str(folder / "data")]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    url = URL.create("postgresql+psycopg", "office", password, "127.0.0.1", port, "postgres")
    try:
        _wait_for(url, process)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return process, url


def free_port() -> int:
    """A port that nobody listens on, and that nobody is given who asks for any, for the next minute.

    Another worker of the run would else be given it before the server that it is for listens there. A connection that
    has ended keeps its port so long (TIME-WAIT, RFC 9293, 3.6.1) from all but those who name it, as servers do.
    """
    with ExitStack() as ends:
        listening = ends.enter_context(socket.create_server(("127.0.0.1", 0)))
        address = listening.getsockname()
        ends.enter_context(socket.create_connection(address))
        ends.enter_context(listening.accept()[0])  # which is closed first: it is that end that waits
    return int(address[1])


def _make_cluster(programs: Path, folder: Path) -> None:
    made = subprocess.run(
        [
            *_as_another(),
            str(programs / "initdb"),
            "--no-sync",  # of the empty cluster; what the tests write is synced as anywhere
            "--auth=scram-sha-256",
            "--username=office",
            f"--pwfile={folder / 'password'}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            f"--pgdata={folder / 'data'}",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def _wait_for(url: URL, process: subprocess.Popen[bytes]) -> None:
    engine = create_engine(url, poolclass=NullPool)
    until = time.monotonic() + _SERVER_STARTS_IN
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def postgresql(_postgresql_url: str | None) -> Iterator[Server]:
    """The server; where there is none, the test is skipped aloud, or with ``CI`` an error."""
    if _postgresql_url is None:
        missing(_MISSING, _MEND)
    url = make_url(_postgresql_url).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1)  # asked before each test
    yield Server(admin, passing="LOGISTICS_TEST_POSTGRES" not in os.environ)
    admin.dispose()


# Two databases serve all tests and are put in order before each: a new one takes twenty times as long.


@pytest.fixture(scope="session")
def _shared_url(postgresql: Server) -> Iterator[str]:
    url = postgresql.new()
    _set_up(url)
    yield url
    postgresql.drop(url)


@pytest.fixture(scope="session")
def _shared_blank_url(postgresql: Server) -> Iterator[str]:
    url = postgresql.new()
    yield url
    postgresql.drop(url)


def _put_in_order(server: Server, url: str, statements: str) -> None:
    server.part(url)  # those whom a test has killed may still hold something
    engine = create_engine(make_url(url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statements))


def _set_up(url: str) -> None:
    with opened(url) as database:
        database.upgrade()


@pytest.fixture(scope="session")
def _pristine_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pristine") / "office.db"
    _set_up(f"sqlite:///{path}")
    return path


# ---- what tests ask for ----------------------------------------------------------------------------------------------


@pytest.fixture
def sqlite_url(_pristine_file: Path, tmp_path: Path) -> str:
    """The URL of a store on SQLite that is set up and empty."""
    path = tmp_path / "office.db"
    shutil.copy(_pristine_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: Server, _shared_url: str) -> str:
    """The URL of a store on PostgreSQL that is set up and empty. Leave its tables themselves as they are."""
    taken_out = "; ".join(f"DELETE FROM {table}" for table in tables.metadata.tables)
    past_the_triggers = "SET LOCAL session_replication_role = replica"
    _put_in_order(postgresql, _shared_url, f"{past_the_triggers}; {taken_out}")
    return _shared_url


@pytest.fixture
def blank_postgresql_url(postgresql: Server, _shared_blank_url: str) -> str:
    """The URL of a database on PostgreSQL with nothing in it."""
    _put_in_order(postgresql, _shared_blank_url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return _shared_blank_url


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of a store that is set up and empty, on each kind of database in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=KINDS)
def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'blank.db'}"
    return str(request.getfixturevalue("blank_postgresql_url"))


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    """A store that is set up and empty, open, on each kind of database in turn."""
    with opened(store_url) as database:
        yield database


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database that is closed again, whatever becomes of the test."""
    database = open_database(url)
    try:
        yield database
    finally:
        database.dispose()
