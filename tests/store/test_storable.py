"""What the databases would keep differently, or not at all, is refused by both with a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from logistics import moments
from logistics.store import Database, accounts, events, journal, storable
from logistics.store.errors import Unstorable
from logistics.store.settings import set_setting, setting
from tests.store.furnishing import DEE, NOON

Act = Callable[[Connection], object]


def test_the_years_are_those_of_the_moments() -> None:
    first = moments.wall(storable.FIRST, "UTC")
    last = moments.wall(storable.LAST, "UTC")
    assert (first.year, first.month, first.day, first.hour) == (moments.FIRST_YEAR, 1, 1, 0)
    assert moments.wall(storable.FIRST - 1, "UTC").year == moments.FIRST_YEAR - 1
    assert (last.year, (last + dt.timedelta(seconds=1)).year) == (moments.LAST_YEAR, moments.LAST_YEAR + 1)


# The same database serves all examples: each sets the same name anew.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(value=st.text() | st.text(st.sampled_from("a\0\ud800\udc00\r\n\u2028")))
def test_any_text_comes_back_as_it_was_or_is_refused(database: Database, value: str) -> None:
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        with pytest.raises(Unstorable, match="Delete it and type the text again"), database.writing() as c:
            set_setting(c, "text", value)
        return
    with database.writing() as c:
        set_setting(c, "text", value)
    with database.reading() as c:
        assert setting(c, "text") == value


def saves(at: int = NOON, text: str = "v1", by: str = "dee", event_id: str = "dialogue") -> Act:
    return lambda c: events.add_event(c, event_id, text, at=at, by=by, summary="")


REFUSED: dict[str, tuple[Act, str]] = {
    "a NUL in a text": (saves(text="a\0b"), "NUL"),
    "a NUL in a key": (saves(event_id="a\0b"), "NUL"),
    "a NUL in a question": (lambda c: events.head(c, "a\0b"), "NUL"),
    "half a character": (saves(text="\ud83c"), "half of a character"),
    "a name too long": (
        saves(by="d" * 101),
        r"‘events\.made_by’ has 101 characters\. It may have 100: shorten it",
    ),
    "a moment too late": (saves(at=storable.LAST + 1), "outside the years 1900 to 2199: 7258118400"),
    "a moment too early": (saves(at=storable.FIRST - 1), "outside the years"),
    "a moment past 64 bits": (saves(at=2**63), "outside the years"),
    "a question past 64 bits": (lambda c: events.revision(c, "dialogue", 2**63), "too large"),
    "a changed name too long": (
        lambda c: accounts.change_user(c, "dee", full_name="d" * 101),
        "101 characters",
    ),
    "a count too large": (
        lambda c: journal.keep_answer(c, journal.Answer("k", "dee", "", 2**31, {}, b"", NOON)),
        r"‘answers\.status’ is too large a number",
    ),
    "a device too long": (
        lambda c: accounts.begin_visit(c, accounts.Visit("a", "dee", NOON, NOON, True, "d" * 301)),
        r"‘visits\.device’ has 301",
    ),
}


def after_a_note(database: Database, act: Act) -> None:
    with database.writing() as c:
        journal.note(c, at=NOON, by="dee", did="tried")
        act(c)


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_database_keeps_is_refused_and_nothing_of_it_is_saved(database: Database, what: str) -> None:
    act, why = REFUSED[what]
    with database.writing() as c:
        accounts.add_user(c, DEE)
    with pytest.raises(Unstorable, match=why) as refused:
        after_a_note(database, act)
    assert isinstance(refused.value, ValueError)
    with database.reading() as c:
        assert journal.entries(c) == ()
        assert events.heads(c) == ()
        assert accounts.users(c) == (DEE,)


def test_what_just_fits_is_kept(database: Database) -> None:
    with database.writing() as c:
        accounts.add_user(c, replace(DEE, name="d" * 100))
        for number, at in enumerate((storable.FIRST, storable.LAST)):
            events.add_event(c, f"event-{number}", "é" * 100_000, at=at, by="🎥" * 100, summary="")
        assert [kept.at for kept in events.heads(c)] == [storable.FIRST, storable.LAST]
