"""Users, visits, failed attempts and links that serve once, on each database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from logistics.store import Database, accounts
from logistics.store.accounts import Failures, Link, Visit
from logistics.store.errors import AlreadyThere, NotThere
from tests.store.furnishing import DEE, NOON

ELI = replace(DEE, name="eli", full_name="Eli Brandt", role="advance")
VISIT = Visit("a" * 64, "dee", NOON, NOON, proven=False, device="Firefox on Linux")
KEY = "b" * 64


@pytest.fixture(autouse=True)
def _people(database: Database) -> None:
    with database.writing() as c:
        accounts.add_user(c, ELI)
        accounts.add_user(c, DEE)


def test_users_come_back_by_name(database: Database) -> None:
    with database.reading() as c:
        assert accounts.user(c, "dee") == DEE
        assert accounts.user(c, "Dee") is None
        assert accounts.users(c) == (DEE, ELI)


def test_a_name_is_given_once(database: Database) -> None:
    with pytest.raises(AlreadyThere, match="“dee”"), database.writing() as c:
        accounts.add_user(c, replace(DEE, full_name="Another Dee"))
    with database.reading() as c:
        assert accounts.user(c, "dee") == DEE


def test_a_user_changes_but_for_name_and_beginning(database: Database) -> None:
    with database.writing() as c:
        accounts.change_user(c, "dee", role="administrator", disabled_at=NOON + 1)
    with database.reading() as c:
        assert accounts.users(c) == (replace(DEE, role="administrator", disabled_at=NOON + 1), ELI)
    for fixed in ("name", "made_at"):
        with pytest.raises(TypeError, match=fixed), database.writing() as c:
            accounts.change_user(c, "dee", **{fixed: "x"})
    with pytest.raises(NotThere, match="“fay”"), database.writing() as c:
        accounts.change_user(c, "fay", role="advance")


def test_a_code_of_the_second_factor_serves_once_and_no_older_one_after_it(database: Database) -> None:
    with database.writing() as c:
        assert accounts.take_step(c, "dee", 50_000)
        assert not accounts.take_step(c, "dee", 50_000)
        assert not accounts.take_step(c, "dee", 49_999)
        assert accounts.take_step(c, "dee", 50_001)
        assert accounts.take_step(c, "eli", 50_000)
        assert not accounts.take_step(c, "fay", 50_000)


def test_a_visit_is_seen_proven_and_ended(database: Database) -> None:
    with database.writing() as c:
        accounts.begin_visit(c, VISIT)
        accounts.touch_visit(c, VISIT.token_hash, NOON + 60)
        accounts.prove_visit(c, VISIT.token_hash)
    with database.reading() as c:
        assert accounts.visit(c, VISIT.token_hash) == replace(VISIT, seen_at=NOON + 60, proven=True)
    with database.writing() as c:
        accounts.end_visit(c, VISIT.token_hash)
        accounts.touch_visit(c, VISIT.token_hash, NOON + 90)
    with database.reading() as c:
        assert accounts.visit(c, VISIT.token_hash) is None


def test_only_a_user_visits(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as c:
        accounts.begin_visit(c, replace(VISIT, user_name="fay"))


def test_a_user_sees_own_visits_and_ends_the_others(database: Database) -> None:
    here, there = replace(VISIT, seen_at=NOON + 5), replace(VISIT, token_hash="c" * 64)
    other = replace(VISIT, token_hash="d" * 64, user_name="eli")
    with database.writing() as c:
        for visit in (there, here, other):
            accounts.begin_visit(c, visit)
        assert accounts.visits_of(c, "dee") == (here, there)
        assert accounts.end_visits_of(c, "dee", but=here.token_hash) == 1
        assert accounts.visits_of(c, "dee") == (here,)
        assert accounts.end_visits_of(c, "dee") == 1
        assert accounts.visits_of(c, "dee") == ()
        assert accounts.visits_of(c, "eli") == (other,)


def test_failures_are_counted_by_account_and_by_address(database: Database) -> None:
    with database.writing() as c:
        for account, address, at in (
            ("dee", "192.0.2.1", NOON - 1),
            ("dee", "192.0.2.1", NOON),
            ("dee", "192.0.2.2", NOON + 5),
            ("eli", "192.0.2.1", NOON + 9),
        ):
            accounts.add_failure(c, account, address, at)
        assert accounts.failures_since(c, account="dee", since=NOON) == Failures(2, NOON + 5)
        assert accounts.failures_since(c, address="192.0.2.1", since=NOON) == Failures(2, NOON + 9)
        assert accounts.failures_since(c, account="dee", address="192.0.2.1", since=NOON) == Failures(1, NOON)
        assert accounts.failures_since(c, account="fay", since=NOON) == Failures(0, None)
        accounts.forget_failures(c, "dee")
        assert accounts.failures_since(c, account="dee", since=0) == Failures(0, None)
        assert accounts.failures_since(c, account="eli", since=0).count == 1


def test_a_link_serves_once(database: Database) -> None:
    with database.writing() as c:
        accounts.add_link(c, KEY, "password", "dee", NOON + 900)
        assert accounts.link(c, KEY) == Link(KEY, "password", "dee", NOON + 900, None)
        used = Link(KEY, "password", "dee", NOON + 900, NOON + 5)
        assert accounts.use_link(c, KEY, "password", NOON + 5) == used
        assert accounts.use_link(c, KEY, "password", NOON + 6) is None
        assert accounts.link(c, KEY) == used


@pytest.mark.parametrize(
    "key, purpose, now",
    [("c" * 64, "password", NOON), (KEY, "first", NOON), (KEY, "password", NOON + 900)],
    ids=["unknown", "for another purpose", "at its end"],
)
def test_a_link_that_does_not_fit_is_not_used_up(
    database: Database, key: str, purpose: str, now: int
) -> None:
    with database.writing() as c:
        accounts.add_link(c, KEY, "password", None, NOON + 900)
        assert accounts.use_link(c, key, purpose, now) is None
        assert accounts.use_link(c, KEY, "password", NOON + 899) is not None
