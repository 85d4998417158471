"""Visits: how long they last, what ends them, and that a key which was signed out opens nothing."""

from collections.abc import Callable

import pytest

from logistics.errors import UnusableInput
from logistics.moments import HOUR, MINUTE
from logistics.operations import accounts
from logistics.operations.accounts import (
    NoSuchPerson,
    NoSuchVisit,
    NotProven,
    Role,
    SignedOut,
    SignInRefused,
    TooMany,
    WrongPassword,
)
from logistics.store import Database
from logistics.store.accounts import change_user
from tests.operations.accounts.house import (
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    administrator,
    come_in,
    done,
    enrolled,
    everything,
    journal,
    member,
    on_both,
)

DAY = 24 * HOUR


@pytest.fixture
def office(database: Database) -> Database:
    """Ada administers, Ben and Cleo are of the staff."""
    administrator(database)
    member(database, "ben")
    member(database, "cleo")
    return database


def is_open(database: Database, token: str, now: int = NOW) -> bool:
    return accounts.visitor(database, token, now) is not None


@on_both
def test_a_visitor_is_known_by_the_key(office: Database) -> None:
    came = come_in(office, "ben")
    visitor = accounts.visitor(office, came.token, NOW + 1)
    assert visitor == came.visit
    assert visitor is not None
    assert (visitor.name, visitor.role, visitor.person.full_name) == ("ben", Role.STAFF, "Ben of the office")
    assert (visitor.proven, visitor.must_enrol, visitor.must_prove) == (True, False, False)


@pytest.mark.parametrize("token", ["", "guessed", "\0", "\ud800", "x" * 100_000])
def test_another_key_opens_nothing(office: Database, token: str) -> None:
    come_in(office, "ben")
    assert not is_open(office, token)


def test_the_digest_of_a_key_opens_nothing(office: Database) -> None:
    come_in(office, "ben")
    with office.reading() as connection:
        (held,) = connection.exec_driver_sql("SELECT token_hash FROM visits").one()
    assert not is_open(office, held)


@on_both
def test_a_key_that_was_signed_out_opens_nothing(office: Database) -> None:
    one, other = come_in(office, "ben").token, come_in(office, "ben").token
    accounts.sign_out(office, one, NOW)
    assert not is_open(office, one)
    assert is_open(office, other)
    with pytest.raises(SignedOut):
        accounts.change_password(office, one, PASSWORD, OTHER_PASSWORD, NOW)
    accounts.sign_out(office, one, NOW)  # a second time does nothing
    assert done(office).count("signed out") == 1


def test_a_visit_ends_after_twelve_hours_of_rest(office: Database) -> None:
    token = come_in(office, "ben").token
    assert is_open(office, token, NOW + 12 * HOUR - 1)
    assert is_open(office, token, NOW + 23 * HOUR)
    assert not is_open(office, token, NOW + 35 * HOUR)


def test_a_visit_ends_after_seven_days_however_busy(office: Database) -> None:
    token = come_in(office, "ben").token
    for hours in range(6, 7 * 24, 6):
        assert is_open(office, token, NOW + hours * HOUR)
    assert is_open(office, token, NOW + 7 * DAY - 1)
    assert not is_open(office, token, NOW + 7 * DAY)


@on_both
def test_looking_in_writes_at_most_every_five_minutes(office: Database) -> None:
    token = come_in(office, "ben").token
    before = everything(office)
    assert is_open(office, token, NOW + 5 * MINUTE - 1)
    assert everything(office) == before
    assert is_open(office, token, NOW + 5 * MINUTE)
    (visit,) = accounts.visits(office, "ben", NOW + 5 * MINUTE)
    assert (visit.began_at, visit.seen_at) == (NOW, NOW + 5 * MINUTE)


def test_a_visitor_can_read_on_while_another_holds_the_store(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = come_in(office, "ben").token
    if office.place.file is None:
        pytest.skip("PostgreSQL has many writers")
    monkeypatch.setattr("logistics.store.database.PATIENCE", 0.01)
    with office.writing():
        assert is_open(office, token, NOW + HOUR)


def test_what_is_over_is_swept_out_at_the_next_sign_in(office: Database) -> None:
    come_in(office, "ben")
    come_in(office, "ben", NOW + 13 * HOUR)
    with office.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM visits").scalar() == 1


@on_both
@pytest.mark.parametrize(
    "act",
    [
        lambda database: accounts.disable(database, "ada", "ben", NOW),
        lambda database: accounts.change_role(database, "ada", "ben", Role.VIEWER, NOW),
        lambda database: accounts.end_visit(
            database, "ben", "ben", accounts.visits(database, "ben", NOW)[0].id, NOW
        ),
    ],
    ids=["closed", "another role", "ended from the list"],
)
def test_what_ends_a_visit(office: Database, act: Callable[[Database], None]) -> None:
    token, others = come_in(office, "ben").token, come_in(office, "cleo").token
    act(office)
    assert not is_open(office, token)
    assert is_open(office, others)


def test_a_closed_account_that_is_opened_again_starts_without_visits(office: Database) -> None:
    token = come_in(office, "ben").token
    accounts.disable(office, "ada", "ben", NOW)
    accounts.enable(office, "ada", "ben", NOW)
    assert not is_open(office, token)
    assert is_open(office, come_in(office, "ben").token)


def test_a_closed_account_has_no_visitors_even_where_a_visit_was_left(office: Database) -> None:
    token = come_in(office, "ben").token
    with office.writing() as connection:
        change_user(connection, "ben", disabled_at=NOW)
    assert not is_open(office, token)


def test_the_list_shows_each_open_visit_the_latest_first(office: Database) -> None:
    come_in(office, "ben", NOW - 13 * HOUR)
    come_in(office, "cleo")
    first, second = come_in(office, "ben", NOW - 60), come_in(office, "ben", NOW)
    shown = accounts.visits(office, "ben", NOW)
    assert [visit.id for visit in shown] == [second.visit.visit_id, first.visit.visit_id]
    assert shown[0].device == "Firefox on Linux"
    later = accounts.visits(office, "ben", NOW + 12 * HOUR - 1)
    assert [visit.id for visit in later] == [second.visit.visit_id]
    with pytest.raises(NoSuchPerson):
        accounts.visits(office, "eve", NOW)


@on_both
def test_a_device_is_shown_without_what_could_do_harm(office: Database) -> None:
    accounts.sign_in(office, "ben", PASSWORD, "192.0.2.7", "Fire\x00fox\n\u202e\ud800" + "x" * 500, NOW)
    (visit,) = accounts.visits(office, "ben", NOW)
    assert visit.device.startswith("Fire�fox���x")
    assert len(visit.device) == 300


def test_nobody_ends_a_visit_as_if_it_were_their_own(office: Database) -> None:
    token = come_in(office, "cleo").token
    (visit,) = accounts.visits(office, "cleo", NOW)
    with pytest.raises(NoSuchVisit):
        accounts.end_visit(office, "ben", "ben", visit.id, NOW)
    assert is_open(office, token)
    accounts.end_visit(office, "ada", "cleo", visit.id, NOW)
    with pytest.raises(NoSuchVisit):
        accounts.end_visit(office, "ada", "cleo", visit.id, NOW)


def test_all_other_visits_end_and_this_one_stays(office: Database) -> None:
    mine, others = come_in(office, "ben").token, [come_in(office, "ben").token for _ in range(3)]
    strangers = come_in(office, "cleo").token
    accounts.end_other_visits(office, mine, NOW)
    assert [is_open(office, token) for token in (mine, *others, strangers)] == [
        True,
        False,
        False,
        False,
        True,
    ]


@on_both
def test_a_new_password_ends_all_other_visits(office: Database) -> None:
    mine, other = come_in(office, "ben").token, come_in(office, "ben").token
    link = accounts.reset(office, "ada", "ben", NOW)
    accounts.change_password(office, mine, PASSWORD, OTHER_PASSWORD, NOW)
    assert is_open(office, mine)
    assert not is_open(office, other)
    with pytest.raises(SignInRefused):
        come_in(office, "ben")
    come_in(office, "ben", password=OTHER_PASSWORD)
    with pytest.raises(accounts.LinkUsed):
        accounts.accept_invite(office, link, PASSWORD, NOW)


def test_a_new_password_takes_the_present_one(office: Database) -> None:
    token = come_in(office, "ben").token
    with pytest.raises(WrongPassword):
        accounts.change_password(office, token, "wrong", OTHER_PASSWORD, NOW)
    come_in(office, "ben")


def test_the_present_password_cannot_be_guessed_from_within_either(office: Database) -> None:
    token = come_in(office, "ben").token
    for _ in range(5):
        with pytest.raises(WrongPassword):
            accounts.change_password(office, token, "wrong", OTHER_PASSWORD, NOW)
    with pytest.raises(TooMany):
        accounts.change_password(office, token, PASSWORD, OTHER_PASSWORD, NOW)
    with pytest.raises(TooMany):
        come_in(office, "ben")


def test_a_new_password_must_be_a_good_one(office: Database) -> None:
    token = come_in(office, "ben").token
    with pytest.raises(UnusableInput) as refused:
        accounts.change_password(office, token, PASSWORD, "qwerty", NOW)
    assert [problem.path for problem in refused.value.problems] == ["new", "new"]


def test_who_has_not_given_the_second_factor_changes_no_password(office: Database) -> None:
    token, _ = enrolled(office, "ada")
    half_in = come_in(office, "ada").token
    with pytest.raises(NotProven):
        accounts.change_password(office, half_in, PASSWORD, OTHER_PASSWORD, NOW)
    accounts.change_password(office, token, PASSWORD, OTHER_PASSWORD, NOW)


@on_both
def test_the_journal_tells_how_visits_end(office: Database) -> None:
    seen = len(done(office))
    one, other = come_in(office, "ben"), come_in(office, "ben")
    accounts.end_other_visits(office, one.token, NOW)
    accounts.change_password(office, one.token, PASSWORD, OTHER_PASSWORD, NOW)
    accounts.sign_out(office, one.token, NOW)
    entries = journal(office)[seen:]
    assert [entry.did for entry in entries] == [
        "signed in",
        "signed in",
        "ended all other visits",
        "changed the password",
        "signed out",
    ]
    assert {entry.by for entry in entries} == {"ben"}
    held = everything(office)
    assert not any(secret in held for secret in (one.token, other.token, PASSWORD, OTHER_PASSWORD))
