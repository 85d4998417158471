"""The journal, the answers that were given, and the settings, on each database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from logistics.store import Database, journal, settings
from logistics.store.errors import AlreadyThere
from logistics.store.journal import Answer
from tests.store.furnishing import NOON

CREATED = Answer("key-1", "dee", "e" * 64, 201, {"Location": "/events/x"}, b"\x00\xff made", NOON)


def test_entries_come_newest_first_with_what_they_were_about(database: Database) -> None:
    about: dict[str, object] = {"before": "10:20", "after": "10:30", "sessions": ["spray", "diálogo"]}
    with database.writing() as c:
        journal.note(c, at=NOON, by="dee", did="made the event", event_id="dialogue", detail=about)
        journal.note(c, at=NOON - 5, by="eli", did="logged in")
    with database.reading() as c:
        second, first = journal.entries(c)
    assert (first.at, first.by, first.did, first.event_id, first.detail) == (
        NOON,
        "dee",
        "made the event",
        "dialogue",
        about,
    )
    assert (second.did, second.event_id, second.detail) == ("logged in", None, {})


def test_entries_are_read_in_pages_and_by_event(database: Database) -> None:
    with database.writing() as c:
        for number in range(10):
            event_id = "dialogue" if number % 2 else "visit"
            journal.note(c, at=NOON, by="dee", did=f"act {number}", event_id=event_id)
    with database.reading() as c:
        newest = journal.entries(c, limit=4)
        older = journal.entries(c, limit=4, before=newest[-1].id)
        assert [entry.did for entry in newest + older] == [f"act {number}" for number in range(9, 1, -1)]
        odd = journal.entries(c, event_id="dialogue", limit=2, before=newest[-1].id)
        assert [entry.did for entry in odd] == ["act 5", "act 3"]


def test_an_answer_is_given_again_to_the_same_user(database: Database) -> None:
    with database.writing() as c:
        journal.keep_answer(c, CREATED)
    with database.reading() as c:
        assert journal.answer(c, "key-1", "dee") == CREATED
        assert journal.answer(c, "key-1", "eli") is None
        assert journal.answer(c, "key-2", "dee") is None


def test_the_first_answer_under_a_key_stays(database: Database) -> None:
    with database.writing() as c:
        journal.keep_answer(c, CREATED)
        journal.keep_answer(c, replace(CREATED, user_name="eli"))
    with pytest.raises(AlreadyThere, match="key-1"), database.writing() as c:
        journal.keep_answer(c, replace(CREATED, status=500))
    with database.reading() as c:
        assert journal.answer(c, "key-1", "dee") == CREATED


def test_old_answers_are_forgotten(database: Database) -> None:
    young = replace(CREATED, key="key-2", at=NOON + 10)
    with database.writing() as c:
        journal.keep_answer(c, CREATED)
        journal.keep_answer(c, young)
        assert journal.forget_answers(c, before=NOON + 10) == 1
        assert journal.answer(c, "key-1", "dee") is None
        assert journal.answer(c, "key-2", "dee") == young


def test_a_setting_holds_what_was_set_last(database: Database) -> None:
    with database.writing() as c:
        assert settings.setting(c, "office") is None
        settings.set_setting(c, "office", "Press Office")
        settings.set_setting(c, "zone", "America/New_York")
        settings.set_setting(c, "office", "Office of the Spokesperson")
    with database.reading() as c:
        assert settings.setting(c, "office") == "Office of the Spokesperson"
        assert settings.all_settings(c) == {
            "office": "Office of the Spokesperson",
            "zone": "America/New_York",
        }
