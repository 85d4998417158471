"""API tokens: shown once, for a limited time, and never mightier than their owner is now."""

import pytest

from logistics.errors import UnusableInput
from logistics.moments import HOUR, MINUTE
from logistics.operations import accounts
from logistics.operations.accounts import NoSuchPerson, NoSuchToken, Role, Scope
from logistics.store import Database
from logistics.store.accounts import change_user
from tests.operations.accounts.house import (
    NOW,
    administrator,
    come_in,
    done,
    everything,
    journal,
    member,
    on_both,
)

DAY = 24 * HOUR
ALL = frozenset(Scope)


@pytest.fixture
def office(database: Database) -> Database:
    """Ada administers, Ben is of the staff, Pia a press officer, Tom approves."""
    administrator(database)
    member(database, "ben")
    member(database, "pia", Role.PRESS_OFFICER)
    member(database, "tom", Role.APPROVER)
    return database


def make(database: Database, by: str = "ada", *scopes: str, days: int = 30) -> str:
    return accounts.make_token(database, by, "wire import", scopes or tuple(ALL), days, NOW)


@on_both
def test_a_program_acts_for_its_owner_as_far_as_the_scopes_go(office: Database) -> None:
    token = make(office, "pia", "events:read", "events:write")
    bearer = accounts.bearer(office, token, NOW)
    assert bearer is not None
    assert (bearer.name, bearer.role, bearer.scopes) == (
        "pia",
        Role.PRESS_OFFICER,
        frozenset({Scope.READ, Scope.WRITE}),
    )


def test_a_token_is_shown_once_and_not_held(office: Database) -> None:
    one, other = make(office), make(office)
    assert one != other
    assert len(one) == len("press_") + 43  # 256 bits
    assert one not in everything(office)
    assert one.removeprefix("press_") not in everything(office)


@pytest.mark.parametrize("token", ["", "press_", "guessed", "\0", "\ud800"])
def test_another_token_opens_nothing(office: Database, token: str) -> None:
    make(office)
    assert accounts.bearer(office, token, NOW) is None


def test_a_token_is_no_visit_and_a_visit_no_token(office: Database) -> None:
    assert accounts.visitor(office, make(office), NOW) is None
    assert accounts.bearer(office, come_in(office, "ben").token, NOW) is None


def test_a_token_lasts_as_many_days_as_was_said(office: Database) -> None:
    token = make(office, days=366)
    assert accounts.bearer(office, token, NOW + 366 * DAY - 1) is not None
    assert accounts.bearer(office, token, NOW + 366 * DAY) is None


@pytest.mark.parametrize(
    "role, scopes",
    [
        (Role.VIEWER, {Scope.READ}),
        (Role.STAFF, {Scope.READ}),
        (Role.PRESS_OFFICER, {Scope.READ, Scope.WRITE, Scope.FEEDS}),
        (Role.APPROVER, ALL),
        (Role.ADMINISTRATOR, ALL),
    ],
)
def test_a_token_can_never_more_than_its_owner_can_now(
    office: Database, role: Role, scopes: set[Scope]
) -> None:
    token = make(office, "tom")
    accounts.change_role(office, "ada", "tom", role, NOW)
    bearer = accounts.bearer(office, token, NOW)
    assert bearer is not None
    assert (bearer.role, bearer.scopes) == (role, frozenset(scopes))


@on_both
def test_tokens_of_a_closed_account_are_dead_for_good(office: Database) -> None:
    token, others = make(office, "pia", "events:read"), make(office)
    accounts.disable(office, "ada", "pia", NOW)
    assert accounts.bearer(office, token, NOW) is None
    accounts.enable(office, "ada", "pia", NOW)
    assert accounts.bearer(office, token, NOW) is None
    assert accounts.bearer(office, others, NOW) is not None


def test_a_closed_account_has_no_token_even_where_one_was_left(office: Database) -> None:
    token = make(office, "pia", "events:read")
    with office.writing() as connection:
        change_user(connection, "pia", disabled_at=NOW)
    assert accounts.bearer(office, token, NOW) is None


@on_both
def test_a_revoked_token_is_dead(office: Database) -> None:
    token, other = make(office, "pia", "events:read"), make(office, "pia", "events:read")
    first = next(item for item in accounts.api_tokens(office, "pia") if item.used_at is None)
    accounts.revoke_token(office, "pia", "pia", first.id, NOW + 1)
    accounts.revoke_token(office, "pia", "pia", first.id, NOW + 2)  # a second time does nothing
    alive = [accounts.bearer(office, each, NOW + 3) is not None for each in (token, other)]
    assert sorted(alive) == [False, True]
    revoked = [item.revoked_at for item in accounts.api_tokens(office, "pia") if item.id == first.id]
    assert revoked == [NOW + 1]
    assert done(office).count("revoked an API token") == 1


def test_nobody_revokes_a_token_as_if_it_were_their_own(office: Database) -> None:
    token = make(office, "pia", "events:read")
    (item,) = accounts.api_tokens(office, "pia")
    with pytest.raises(NoSuchToken):
        accounts.revoke_token(office, "ben", "ben", item.id, NOW)
    assert accounts.bearer(office, token, NOW) is not None


def test_the_list_shows_the_newest_first(office: Database) -> None:
    for day, label in enumerate(("older", "newer")):
        accounts.make_token(office, "pia", f" {label}  one ", ["events:read"], 7, NOW + day * DAY)
    newer, older = accounts.api_tokens(office, "pia")
    assert (newer.label, older.label) == ("newer one", "older one")
    assert (older.scopes, older.expires_at, older.used_at) == (frozenset({Scope.READ}), NOW + 7 * DAY, None)
    assert accounts.api_tokens(office, "ben") == ()
    with pytest.raises(NoSuchPerson):
        accounts.api_tokens(office, "eve")


@on_both
def test_use_is_noted_at_most_every_five_minutes(office: Database) -> None:
    token = make(office, "pia", "events:read")
    accounts.bearer(office, token, NOW)
    before = everything(office)
    accounts.bearer(office, token, NOW + 5 * MINUTE - 1)
    assert everything(office) == before
    accounts.bearer(office, token, NOW + 5 * MINUTE)
    (item,) = accounts.api_tokens(office, "pia")
    assert item.used_at == NOW + 5 * MINUTE


@pytest.mark.parametrize(
    "label, scopes, days, places",
    [
        ("", [], 0, ["label", "scopes", "days"]),
        ("x" * 101, ["events:read"], 30, ["label"]),
        ("wire\0", ["events:read"], 30, ["label"]),
        ("wire", ["events:delete"], 30, ["scopes"]),
        ("wire", ["events:read", ""], 30, ["scopes"]),
        ("wire", ["events:write", "events:publish"], 30, ["scopes", "scopes"]),
        ("wire", ["events:read"], 367, ["days"]),
        ("wire", ["events:read"], 10**30, ["days"]),
    ],
)
def test_what_is_no_token_is_told_at_once(
    office: Database, label: str, scopes: list[str], days: int, places: list[str]
) -> None:
    with pytest.raises(UnusableInput) as refused:
        accounts.make_token(office, "ben", label, scopes, days, NOW)
    assert [problem.path for problem in refused.value.problems] == places
    assert accounts.api_tokens(office, "ben") == ()


def test_a_scope_that_the_role_does_not_allow_names_the_one_that_does(office: Database) -> None:
    with pytest.raises(
        UnusableInput, match=r"Your role \(press officer\) does not allow events:publish.*approver"
    ):
        make(office, "pia", "events:publish")


@on_both
def test_the_journal_tells_of_tokens_and_holds_none(office: Database) -> None:
    seen = len(done(office))
    make(office, "pia", "events:read", "events:write")
    (item,) = accounts.api_tokens(office, "pia")
    accounts.revoke_token(office, "ada", "pia", item.id, NOW)
    made, revoked = journal(office)[seen:]
    assert (made.by, dict(made.detail)) == (
        "pia",
        {"token": item.id, "for": "wire import", "scopes": "events:read events:write", "days": 30},
    )
    assert (revoked.by, dict(revoked.detail)) == ("ada", {"account": "pia", "token": item.id})
