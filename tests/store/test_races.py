"""Several at once: one of them gets what there is once, and nothing of anybody is lost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from logistics.errors import LogisticsError
from logistics.store import Database, accounts, engines, events, feeds, journal
from logistics.store import database as database_module
from logistics.store.errors import AlreadyThere, ChangedMeanwhile, StoreBusy
from logistics.store.events import Kept
from logistics.store.settings import all_settings, set_setting
from tests.databases import opened
from tests.store.furnishing import DEE, NOON

T = TypeVar("T")
CROWD = 50
KEY = "a" * 64


@pytest.fixture(autouse=True)
def _begun(database: Database) -> None:
    with database.writing() as c:
        accounts.add_user(c, DEE)
        events.add_event(c, "dialogue", "v1", at=NOON, by="dee", summary="")


def at_once(act: Callable[[int], T], count: int = CROWD) -> list[T]:
    """What so many threads get that do the same at the same moment."""
    barrier = Barrier(count)

    def when_all_are_there(number: int) -> T:
        barrier.wait()
        return act(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(when_all_are_there, range(count)))


Act = Callable[[Connection], object]
REQUEST = journal.Answer("key-1", "dee", "", 201, {}, b"", NOON)

# What one does, and what becomes of a second who does the same before the first is done.
TWICE: dict[str, tuple[Act, object]] = {
    "change a revision": (
        lambda c: events.append(c, "dialogue", 1, "v2", at=NOON, by="dee", summary=""),
        ChangedMeanwhile,
    ),
    "make an event": (
        lambda c: events.add_event(c, "visit", "v1", at=NOON, by="dee", summary=""),
        AlreadyThere,
    ),
    "add a user": (lambda c: accounts.add_user(c, replace(DEE, name="eli")), AlreadyThere),
    "answer a request": (lambda c: journal.keep_answer(c, REQUEST), AlreadyThere),
    "use a link": (lambda c: accounts.use_link(c, KEY, "first", NOON), None),
    "give a code": (lambda c: accounts.take_step(c, "dee", 50_000), False),
    "revoke a feed": (lambda c: feeds.revoke_feed(c, "feed-1", NOON), False),
    "publish": (lambda c: events.publish(c, "dialogue", 1, at=NOON, by="dee", reasons={}).number, 2),
    "set a setting": (lambda c: set_setting(c, "office", "Press Office"), None),
}


def outcome(database: Database, act: Act) -> object:
    """What an act gives, or the kind of error that it ends with."""
    try:
        with database.writing() as c:
            return act(c)
    except LogisticsError as error:
        return type(error)


@pytest.mark.parametrize("what", TWICE)
def test_who_comes_second_waits_for_the_first_and_is_told(
    database: Database, store_url: str, what: str
) -> None:
    """Each has an own database here, as in processes of their own, so that no lock of a process helps."""
    act, of_the_second = TWICE[what]
    with database.writing() as c:
        accounts.add_link(c, KEY, "first", "dee", NOON + 900)
        feeds.add_feed(c, feeds.Feed(KEY, "feed-1", "dialogue", "press", "", NOON, "dee"))
    with opened(store_url) as other, ThreadPoolExecutor(1) as thread:
        other.upgrade()  # connected by now
        with database.writing() as c:
            assert act(c) != of_the_second or of_the_second is None
            second = thread.submit(outcome, other, act)
            time.sleep(0.1)
            assert not second.done()
        assert second.result() == of_the_second


def test_who_comes_second_is_told_what_the_first_has_saved(database: Database, store_url: str) -> None:
    with opened(store_url) as other:

        def change(number: int) -> Kept:
            try:
                with (database, other)[number].writing() as c:
                    return events.append(c, "dialogue", 1, f"of {number}", at=NOON, by="dee", summary="")
            except ChangedMeanwhile as error:
                return error.head

        assert len(set(at_once(change, 2))) == 1
    with database.reading() as c:
        assert len(events.history(c, "dialogue")) == 2


def test_of_fifty_changes_of_one_revision_one_is_saved(database: Database) -> None:
    def change(number: int) -> str:
        try:
            with database.writing() as c:
                events.append(c, "dialogue", 1, f"of {number}", at=NOON, by="dee", summary="")
                journal.note(c, at=NOON, by="dee", did="changed")
        except ChangedMeanwhile as error:
            return error.head.text
        return f"of {number}"

    told = at_once(change)
    with database.reading() as c:
        head = events.head(c, "dialogue")
        assert head is not None
        assert head.number == 2
        assert set(told) == {head.text}, "all are told the one that was saved"
        assert len(journal.entries(c)) == 1


def test_of_fifty_who_use_one_link_one_comes_in(database: Database) -> None:
    with database.writing() as c:
        accounts.add_link(c, KEY, "first", "dee", NOON + 900)

    def use(number: int) -> bool:
        with database.writing() as c:
            return accounts.use_link(c, KEY, "first", NOON + number) is not None

    assert Counter(at_once(use)) == {True: 1, False: CROWD - 1}


def test_of_twenty_same_requests_one_is_done(database: Database) -> None:
    def ask(number: int) -> bytes:
        given = journal.Answer("key-1", "dee", "", 201, {}, b"%d" % number, NOON)
        try:
            with database.writing() as c:
                journal.note(c, at=NOON, by="dee", did="done")
                journal.keep_answer(c, given)
        except AlreadyThere:
            with database.reading() as c:
                kept = journal.answer(c, "key-1", "dee")
            assert kept is not None
            return kept.body
        return given.body

    assert len(set(at_once(ask, 20))) == 1, "all get the same answer"
    with database.reading() as c:
        assert len(journal.entries(c)) == 1


def test_publications_and_observations_of_many_are_all_kept(database: Database) -> None:
    def act(number: int) -> int:
        with database.writing() as c:
            set_setting(c, "last", str(number))
            events.observe(c, "dialogue", f"point-{number}", NOON, at=NOON, by="dee")
            return events.publish(c, "dialogue", 1, at=NOON, by="dee", reasons={}).number

    assert sorted(at_once(act, 20)) == list(range(1, 21))
    with database.reading() as c:
        assert len(events.observed(c, "dialogue")) == 20
        assert len(events.publications(c, "dialogue")) == 20
        assert len(all_settings(c)) == 1


def test_who_reads_sees_one_state_to_the_end(database: Database) -> None:
    with database.reading() as c:
        before = events.heads(c)
        with database.writing() as other:
            events.append(other, "dialogue", 1, "v2", at=NOON, by="eli", summary="")
        assert events.heads(c) == before
        assert len(events.history(c, "dialogue")) == 1
    with database.reading() as c:
        assert len(events.history(c, "dialogue")) == 2


def test_who_reads_is_not_held_up_by_who_writes(database: Database) -> None:
    with database.writing() as writing:
        events.append(writing, "dialogue", 1, "v2", at=NOON, by="eli", summary="")
        with database.reading() as c:
            assert [kept.number for kept in events.heads(c)] == [1]


def test_who_reads_cannot_write(database: Database) -> None:
    """A mistake of this program, so it is not told as trouble of the store."""
    with pytest.raises(DBAPIError, match=r"read-?only"), database.reading() as c:
        set_setting(c, "office", "Press Office")
    with database.reading() as c:
        assert all_settings(c) == {}


def test_an_error_takes_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as c:
        set_setting(
            c, "office", str(1 / (len(events.append(c, "dialogue", 1, "", at=0, by="", summary="").text)))
        )
    with database.reading() as c:
        assert len(events.history(c, "dialogue")) == 1


@pytest.mark.parametrize("own_process", [True, False], ids=["of another process", "of this process"])
def test_who_waits_too_long_is_told_that_the_store_is_busy(
    store_url: str, own_process: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0.2)
    monkeypatch.setattr(database_module, "PATIENCE", 0.2)
    with opened(store_url) as held, opened(store_url) as of_another_process:
        waiting = of_another_process if own_process else held
        with held.writing() as c:
            events.append(c, "dialogue", 1, "v2", at=NOON, by="dee", summary="")
            with pytest.raises(StoreBusy, match=r"busy with other work\. Nothing was saved\. Try again"):
                add_another(waiting)
        add_another(waiting, base=2)


def add_another(database: Database, base: int = 1) -> None:
    with database.writing() as c:
        events.append(c, "dialogue", base, "v3", at=NOON, by="eli", summary="")
