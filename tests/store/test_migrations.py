"""Setting a store up: the same tables everywhere, from several processes at once, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import IntegrityError

from logistics.store import Database, migrations, tables
from logistics.store.errors import StoreUnusable
from logistics.store.events import add_event, head
from logistics.store.migrations.running import config
from logistics.store.staff import last_list
from tests.databases import opened
from tests.store.furnishing import EVENT, NOON, everything, furnish

Shape = dict[str, object]


@pytest.fixture
def blank(blank_url: str) -> Iterator[Database]:
    with opened(blank_url) as database:
        yield database


def shape(c: Connection) -> Shape:
    """All that a database says of its tables, but for Alembic's own."""
    inspector = inspect(c)

    def parts(name: str) -> Shape:
        return {
            "columns": [
                (col["name"], str(col["type"]), col["nullable"]) for col in inspector.get_columns(name)
            ],
            "key": inspector.get_pk_constraint(name),
            "foreign": sorted(map(str, inspector.get_foreign_keys(name))),
            "unique": sorted(map(str, inspector.get_unique_constraints(name))),
            "checks": sorted(map(str, inspector.get_check_constraints(name))),
            "indexes": sorted(map(str, inspector.get_indexes(name))),
        }

    return {name: parts(name) for name in sorted(inspector.get_table_names()) if name != migrations.TABLE}


def plain_engine(url: str) -> Engine:
    return create_engine(make_url(url))


def test_alembic_finds_no_difference_from_the_tables(database: Database) -> None:
    with database.reading() as c:
        assert compare_metadata(MigrationContext.configure(c), tables.metadata) == []


def test_the_upgraded_store_is_in_every_part_as_the_tables_say(blank: Database, blank_url: str) -> None:
    """Alembic does not compare keys and checks."""
    blank.upgrade()
    with blank.reading() as c:
        made = shape(c)
    engine = plain_engine(blank_url)
    with engine.begin() as c:
        tables.metadata.drop_all(c)
        tables.metadata.create_all(c)
        assert made == shape(c)
        assert sorted(made) == sorted(tables.metadata.tables)
    engine.dispose()


def test_the_named_versions_are_those_that_alembic_finds() -> None:
    found = ScriptDirectory.from_config(config())
    assert tuple(script.revision for script in reversed(list(found.walk_revisions()))) == migrations.VERSIONS
    assert found.get_heads() == [migrations.HEAD]


def test_a_store_of_the_first_version_keeps_what_it_holds(blank_url: str, blank: Database) -> None:
    engine = plain_engine(blank_url)
    with engine.begin() as c:
        command.upgrade(config(c), "0001")
        add_event(c, EVENT, "title: Dialogue\n", at=NOON, by="dee", summary="")
    engine.dispose()
    blank.upgrade()
    with blank.writing() as c:
        assert migrations.version(c) == migrations.HEAD
        kept = head(c, EVENT)
        assert kept is not None
        assert kept.text == "title: Dialogue\n"
        assert last_list(c) is None


def test_upgrading_again_changes_nothing(database: Database) -> None:
    with database.writing() as c:
        furnish(c)
    before = everything(database)
    database.upgrade()
    assert everything(database) == before


def test_four_processes_set_up_one_store_at_once(blank_url: str, blank: Database) -> None:
    crowd = [sys.executable, "-W", "error", "-m", "tests.store.crowd", "upgrade", blank_url, "4"]
    result = subprocess.run(crowd, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    with blank.writing() as c:
        assert migrations.version(c) == migrations.HEAD
        furnish(c)


def test_a_step_that_fails_leaves_nothing_behind(blank_url: str, blank: Database) -> None:
    engine = plain_engine(blank_url)
    with engine.begin() as c:
        c.execute(text("CREATE TABLE settings (mine INTEGER)"))  # the last table to be made
    with pytest.raises(Exception, match="settings"):
        blank.upgrade()
    with engine.begin() as c:
        assert inspect(c).get_table_names() == ["settings"]
        c.execute(text("DROP TABLE settings"))
    engine.dispose()
    blank.upgrade()


def test_a_store_of_a_newer_version_is_left_alone(blank: Database) -> None:
    blank.upgrade()
    with blank.writing() as c:
        c.execute(text(f"UPDATE {migrations.TABLE} SET version_num = '9999'"))
    with pytest.raises(
        StoreUnusable, match=r"made by a newer version of this program\. Install that version\."
    ):
        blank.upgrade()


def test_opening_a_store_that_is_up_to_date_needs_no_alembic(sqlite_url: str) -> None:
    program = (
        "import sys; from logistics.store import events, journal, open_database;"
        f"d = open_database({sqlite_url!r}); d.upgrade(); d.dispose();"
        "print([name for name in ('alembic', 'pendulum', 'psycopg', 'sqlalchemy.orm') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


CHANGES = {
    "sqlite": (
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {column} = {table}.{column}",
    ),
    "postgresql": (
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = {table}.{column}",
    ),
}


@pytest.mark.parametrize("name", tables.APPEND_ONLY)
def test_what_was_added_is_never_changed_or_taken_out(database: Database, name: str) -> None:
    with database.writing() as c:
        furnish(c)
    before = everything(database)
    table = tables.metadata.tables[name]
    key = ", ".join(column.name for column in table.primary_key)
    for change in CHANGES[database.place.url.get_backend_name()]:
        statement = change.format(table=name, column='"by"', key=key)
        with pytest.raises(IntegrityError, match="never changed"), database.writing() as c:
            c.execute(text(statement))
        assert everything(database) == before
