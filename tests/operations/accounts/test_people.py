"""People and their roles: who is there, who may no longer come, and that somebody can always let others in."""

from collections.abc import Callable
from functools import partial

import pytest

from logistics.moments import HOUR
from logistics.operations import accounts
from logistics.operations.accounts import LastAdministrator, NoSuchPerson, Role, SignInRefused
from logistics.store import Database
from tests.operations.accounts.house import (
    NOW,
    administrator,
    all_at_once,
    come_in,
    done,
    enrolled,
    journal,
    member,
    on_both,
)


@pytest.fixture
def office(database: Database) -> Database:
    """Ada administers, Ben is of the staff."""
    administrator(database)
    member(database, "ben")
    return database


def test_everybody_by_name_without_anything_secret(office: Database) -> None:
    accounts.invite(office, "ada", "abe", "Abe", Role.APPROVER, NOW)
    accounts.disable(office, "ada", "ben", NOW + 9)
    shown = [(one.name, one.role, one.has_password, one.disabled_at) for one in accounts.people(office)]
    assert shown == [
        ("abe", Role.APPROVER, False, None),
        ("ada", Role.ADMINISTRATOR, True, None),
        ("ben", Role.STAFF, True, NOW + 9),
    ]
    assert "argon2" not in repr(accounts.people(office))
    assert accounts.person(office, "ADA") == accounts.people(office)[1]


@pytest.mark.parametrize("name", ["eve", "", "\0", "\ud800", "x" * 10_000])
def test_whom_nobody_knows(office: Database, name: str) -> None:
    for act in (accounts.disable, accounts.enable, accounts.forget_second_factor):
        with pytest.raises(NoSuchPerson):
            act(office, "ada", name, NOW)
    with pytest.raises(NoSuchPerson):
        accounts.person(office, name)
    with pytest.raises(NoSuchPerson):
        accounts.change_role(office, "ada", name, Role.STAFF, NOW)


def test_another_role_holds_from_the_next_visit(office: Database) -> None:
    accounts.change_role(office, "ada", "ben", Role.APPROVER, NOW)
    visit = come_in(office, "ben").visit
    assert (visit.role, visit.must_enrol) == (Role.APPROVER, True)


def test_the_same_role_again_changes_nothing(office: Database) -> None:
    token, seen = come_in(office, "ben").token, done(office)
    accounts.change_role(office, "ada", "ben", Role.STAFF, NOW)
    accounts.change_role(office, "ada", "ada", Role.ADMINISTRATOR, NOW)
    accounts.enable(office, "ada", "ben", NOW)
    assert accounts.visitor(office, token, NOW) is not None
    assert [*seen, "signed in"][: len(seen)] == done(office)[: len(seen)]
    assert len(done(office)) == len(seen)


def test_who_is_shut_out_cannot_come_in_until_let_in_again(office: Database) -> None:
    accounts.disable(office, "ada", "ben", NOW)
    accounts.disable(office, "ada", "ben", NOW + HOUR)  # a second time does nothing
    assert accounts.person(office, "ben").disabled_at == NOW
    with pytest.raises(SignInRefused):
        come_in(office, "ben")
    accounts.enable(office, "ada", "ben", NOW)
    come_in(office, "ben")


LEAVING: list[Callable[[Database, str], None]] = [
    lambda database, name: accounts.disable(database, "ada", name, NOW),
    lambda database, name: accounts.change_role(database, "ada", name, Role.APPROVER, NOW),
]


@on_both
@pytest.mark.parametrize("leave", LEAVING, ids=["closed", "another role"])
def test_the_last_administrator_stays(office: Database, leave: Callable[[Database, str], None]) -> None:
    token, _ = enrolled(office, "ada")
    with pytest.raises(LastAdministrator, match="somebody else an administrator first"):
        leave(office, "ada")
    assert accounts.visitor(office, token, NOW) is not None
    member(office, "dan", Role.ADMINISTRATOR)
    leave(office, "ada")
    with pytest.raises(LastAdministrator):
        leave(office, "dan")


@pytest.mark.parametrize("leave", LEAVING, ids=["closed", "another role"])
def test_who_was_invited_and_never_came_or_is_shut_out_administers_nothing(
    office: Database, leave: Callable[[Database, str], None]
) -> None:
    accounts.invite(office, "ada", "cleo", "Cleo", Role.ADMINISTRATOR, NOW)
    member(office, "dan", Role.ADMINISTRATOR)
    accounts.disable(office, "ada", "dan", NOW)
    with pytest.raises(LastAdministrator):
        leave(office, "ada")
    leave(office, "cleo")
    leave(office, "ben")


@on_both
def test_of_two_administrators_who_leave_at_once_one_stays(office: Database) -> None:
    member(office, "dan", Role.ADMINISTRATOR)
    outcomes: list[str] = []

    def leave(name: str) -> None:
        try:
            accounts.disable(office, name, name, NOW)
            outcomes.append("left")
        except LastAdministrator:
            outcomes.append("stays")

    all_at_once(office, [partial(leave, name) for name in ("ada", "dan")])
    assert sorted(outcomes) == ["left", "stays"]


@on_both
def test_the_journal_tells_what_was_changed_from_what_to_what(office: Database) -> None:
    seen = len(done(office))
    accounts.change_role(office, "ada", "ben", Role.VIEWER, NOW)
    accounts.disable(office, "ada", "ben", NOW)
    accounts.enable(office, "ada", "ben", NOW)
    assert [(entry.by, entry.did, dict(entry.detail)) for entry in journal(office)[seen:]] == [
        ("ada", "changed a role", {"account": "ben", "role": ["staff", "viewer"]}),
        ("ada", "disabled an account", {"account": "ben"}),
        ("ada", "enabled an account", {"account": "ben"}),
    ]
