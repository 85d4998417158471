"""Links: the first administrator, invitations and new passwords; each serves once and not for long."""

from functools import partial

import pytest

from logistics.errors import UnusableInput
from logistics.moments import HOUR, MINUTE
from logistics.operations import accounts
from logistics.operations.accounts import (
    LinkExpired,
    LinkUsed,
    NoSuchLink,
    NoSuchPerson,
    Person,
    Purpose,
    Role,
    SignInRefused,
)
from logistics.operations.office import Refused
from logistics.store import Database
from tests.operations.accounts.house import (
    ADDRESS,
    DEVICE,
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    administrator,
    all_at_once,
    come_in,
    done,
    everything,
    hashes_made,
    journal,
    member,
    on_both,
)

DAY = 24 * HOUR


def first(database: Database, token: str, name: str = "ada", now: int = NOW) -> Person:
    return accounts.accept_first(database, token, name, "Ada Lovelace", PASSWORD, now)


def first_link(database: Database) -> str:
    token = accounts.first_link(database, NOW)
    assert token is not None
    return token


@on_both
def test_the_first_link_makes_an_administrator_once(database: Database) -> None:
    token = first_link(database)
    assert accounts.look_at_link(database, token, NOW) == accounts.OpenLink(Purpose.FIRST, None)
    made = first(database, token)
    assert (made.name, made.role, made.full_name) == ("ada", Role.ADMINISTRATOR, "Ada Lovelace")
    assert come_in(database, "ada").visit.role is Role.ADMINISTRATOR
    with pytest.raises(LinkUsed):
        first(database, token, "eve")
    with pytest.raises(LinkUsed):
        accounts.look_at_link(database, token, NOW)
    assert [person.name for person in accounts.people(database)] == ["ada"]


def test_there_is_no_first_link_once_there_is_somebody(database: Database) -> None:
    administrator(database)
    assert accounts.first_link(database, NOW) is None


@on_both
def test_two_first_links_make_one_administrator(database: Database) -> None:
    """The program may be started twice before anybody comes."""
    one, other = first_link(database), first_link(database)
    first(database, one)
    with pytest.raises(LinkUsed):
        accounts.look_at_link(database, other, NOW)
    with pytest.raises(LinkUsed):
        first(database, other, "eve")


@on_both
def test_of_several_who_hold_first_links_one_comes_in(database: Database) -> None:
    tokens = [first_link(database) for _ in range(6)]
    outcomes = []

    def come(number: int) -> None:
        try:
            first(database, tokens[number], f"person{number}")
            outcomes.append("made")
        except LinkUsed:
            outcomes.append("too late")

    all_at_once(database, [partial(come, number) for number in range(6)])
    assert sorted(outcomes) == ["made"] + 5 * ["too late"]
    assert len(accounts.people(database)) == 1


def test_the_first_link_lasts_a_quarter_of_an_hour(database: Database) -> None:
    token = first_link(database)
    with pytest.raises(LinkExpired):
        first(database, token, now=NOW + 15 * MINUTE)
    assert first(database, token, now=NOW + 15 * MINUTE - 1).enabled


def test_a_first_link_that_nobody_made_opens_nothing(database: Database) -> None:
    first_link(database)
    with pytest.raises(NoSuchLink):
        first(database, "guessed")


def test_an_invitation_is_no_first_link(database: Database) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", "ben", "Ben", Role.STAFF, NOW)
    with pytest.raises(NoSuchLink):
        first(database, token, "eve")


def test_what_cannot_be_used_is_told_at_once_and_the_link_serves_on(database: Database) -> None:
    token = first_link(database)
    with pytest.raises(UnusableInput) as refused:
        accounts.accept_first(database, token, "A da", " ", "ada", NOW)
    assert [problem.path for problem in refused.value.problems] == [
        "name",
        "full_name",
        "password",
        "password",
    ]
    assert hashes_made() == 0
    assert first(database, token).name == "ada"


@on_both
def test_an_invitation_makes_an_account_that_opens_with_its_link(database: Database) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", " Ben.Ortiz ", "Ben  Ortiz", Role.PRESS_OFFICER, NOW)
    with pytest.raises(SignInRefused):
        come_in(database, "ben.ortiz")
    opened = accounts.look_at_link(database, token, NOW)
    assert opened.person is not None
    assert (opened.purpose, opened.person.name, opened.person.has_password) == (
        Purpose.INVITE,
        "ben.ortiz",
        False,
    )
    person = accounts.accept_invite(database, token, PASSWORD, NOW)
    assert (person.full_name, person.role, person.has_password) == ("Ben Ortiz", Role.PRESS_OFFICER, True)
    assert come_in(database, "ben.ortiz").visit.name == "ben.ortiz"
    with pytest.raises(LinkUsed):
        accounts.accept_invite(database, token, OTHER_PASSWORD, NOW)
    assert come_in(database, "ben.ortiz").visit.proven


def test_an_invitation_lasts_three_days(database: Database) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", "ben", "Ben", Role.STAFF, NOW)
    with pytest.raises(LinkExpired):
        accounts.accept_invite(database, token, PASSWORD, NOW + 3 * DAY)
    accounts.accept_invite(database, token, PASSWORD, NOW + 3 * DAY - 1)


@on_both
def test_a_name_is_never_given_again(database: Database) -> None:
    administrator(database)
    member(database, "ben")
    accounts.disable(database, "ada", "ben", NOW)
    with pytest.raises(UnusableInput, match="“ben” is taken"):
        accounts.invite(database, "ada", "BEN", "Another Ben", Role.STAFF, NOW)


@pytest.mark.parametrize(
    "name", ["", "b", "Ben Ortiz", "bén", ".ben", "ben\0", "b\nen", "x" * 101, "nobody", "b/n"]
)
def test_a_name_that_cannot_be_one(database: Database, name: str) -> None:
    administrator(database)
    with pytest.raises(UnusableInput) as refused:
        accounts.invite(database, "ada", name, "Ben", Role.STAFF, NOW)
    assert [problem.path for problem in refused.value.problems] == ["name"]


@pytest.mark.parametrize("full_name", ["", "   ", "x" * 101, "Ben\0", "Ben \u202e", "\ud800"])
def test_a_full_name_that_cannot_be_one(database: Database, full_name: str) -> None:
    administrator(database)
    with pytest.raises(UnusableInput) as refused:
        accounts.invite(database, "ada", "ben", full_name, Role.STAFF, NOW)
    assert [problem.path for problem in refused.value.problems] == ["full_name"]


def test_a_link_for_a_new_password_ends_what_the_old_one_opened(database: Database) -> None:
    administrator(database)
    member(database, "ben")
    visit = come_in(database, "ben")
    token = accounts.reset(database, "ada", "ben", NOW)
    assert accounts.visitor(database, visit.token, NOW) is not None  # until the link is used
    accounts.accept_invite(database, token, OTHER_PASSWORD, NOW)
    assert accounts.visitor(database, visit.token, NOW) is None
    with pytest.raises(SignInRefused):
        come_in(database, "ben")
    come_in(database, "ben", password=OTHER_PASSWORD)


@on_both
def test_a_password_that_was_set_kills_all_other_links(database: Database) -> None:
    """An older message that lies in a mailbox opens nothing."""
    administrator(database)
    invitation = accounts.invite(database, "ada", "ben", "Ben", Role.STAFF, NOW)
    older, newer = (accounts.reset(database, "ada", "ben", NOW) for _ in range(2))
    accounts.accept_invite(database, newer, PASSWORD, NOW)
    for dead in (invitation, older, newer):
        with pytest.raises(LinkUsed):
            accounts.accept_invite(database, dead, OTHER_PASSWORD, NOW)
    come_in(database, "ben")


def test_a_new_password_lets_in_who_typed_the_old_one_wrong_too_often(database: Database) -> None:
    administrator(database)
    member(database, "ben")
    for number in range(5):
        with pytest.raises(SignInRefused):
            accounts.sign_in(database, "ben", "wrong", f"192.0.2.{number}", DEVICE, NOW)
    accounts.accept_invite(database, accounts.reset(database, "ada", "ben", NOW), OTHER_PASSWORD, NOW)
    accounts.sign_in(database, "ben", OTHER_PASSWORD, ADDRESS, DEVICE, NOW)


def test_an_easy_password_leaves_the_link_alive(database: Database) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", "fitzwilliam", "George Fitzwilliam", Role.STAFF, NOW)
    with pytest.raises(UnusableInput, match="easy to guess"):
        accounts.accept_invite(database, token, "fitzwilliam99", NOW)
    accounts.accept_invite(database, token, PASSWORD, NOW)


def test_links_of_a_closed_account_open_nothing(database: Database) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", "ben", "Ben", Role.STAFF, NOW)
    accounts.disable(database, "ada", "ben", NOW)
    with pytest.raises(LinkUsed):
        accounts.look_at_link(database, token, NOW)
    with pytest.raises(LinkUsed):
        accounts.accept_invite(database, token, PASSWORD, NOW)
    with pytest.raises(Refused, match="closed"):
        accounts.reset(database, "ada", "ben", NOW)


def test_a_link_of_before_an_account_was_closed_stays_dead_when_it_is_opened_again(
    database: Database,
) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", "ben", "Ben", Role.STAFF, NOW)
    accounts.disable(database, "ada", "ben", NOW)
    accounts.enable(database, "ada", "ben", NOW)
    with pytest.raises(LinkUsed):
        accounts.accept_invite(database, token, PASSWORD, NOW)


def test_nobody_can_be_sent_a_link_whom_nobody_knows(database: Database) -> None:
    with pytest.raises(NoSuchPerson):
        accounts.reset(database, "ada", "eve", NOW)


@on_both
def test_the_journal_tells_who_let_whom_in_and_no_link(database: Database) -> None:
    administrator(database)
    token = accounts.invite(database, "ada", "ben", "Ben Ortiz", Role.STAFF, NOW)
    accounts.accept_invite(database, token, PASSWORD, NOW + 1)
    assert done(database) == [
        "made the first link",
        "made the first account",
        "invited somebody",
        "set a password by a link",
    ]
    invited = journal(database)[2]
    assert (invited.by, dict(invited.detail)) == (
        "ada",
        {"account": "ben", "full name": "Ben Ortiz", "role": "staff"},
    )
    assert token not in everything(database)
    assert PASSWORD not in everything(database)
