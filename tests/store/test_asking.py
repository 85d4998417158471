"""Questions that stand alone: each sees the store as it is, none leaves a transaction behind."""

from __future__ import annotations

from logistics.store import Database
from logistics.store.settings import set_setting, setting


def test_each_question_sees_what_was_saved_last(database: Database) -> None:
    with database.asking() as alone, database.reading() as reader:
        assert setting(alone, "name") is None
        assert setting(reader, "name") is None
        with database.writing() as c:
            set_setting(c, "name", "Press office")
        assert setting(alone, "name") == "Press office"
        assert setting(reader, "name") is None, "a transaction goes on to see one state"


def test_a_question_keeps_nobody_from_anything(database: Database) -> None:
    with database.asking() as c:
        setting(c, "name")
        raw = c.connection.driver_connection
        assert raw is not None
        is_busy = raw.in_transaction if database.place.file else raw.info.transaction_status
    assert not is_busy


def test_transactions_are_whole_after_questions_on_the_same_connections(database: Database) -> None:
    for _ in range(3):
        with database.asking() as c:
            setting(c, "name")
        with database.reading() as reader:
            before = setting(reader, "name")
            with database.writing() as c:
                set_setting(c, "name", f"after {before}")
            assert setting(reader, "name") == before
