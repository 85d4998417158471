"""Signing in: one answer for every stranger, slower after failures, and two passwords checked at a time."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logistics.moments import HOUR, MINUTE
from logistics.operations import accounts
from logistics.operations.accounts import Role, SignInRefused, TooMany
from logistics.operations.accounts.passwords import HASHER
from logistics.store import Database
from tests.operations.accounts.house import (
    ADDRESS,
    DEVICE,
    NOW,
    PASSWORD,
    Watched,
    administrator,
    come_in,
    done,
    everything,
    hashes_made,
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


def attempt(database: Database, name: str, password: str, address: str = ADDRESS, now: int = NOW) -> str:
    """How it ended: in, refused, or the seconds to wait."""
    try:
        accounts.sign_in(database, name, password, address, DEVICE, now)
    except SignInRefused:
        return "refused"
    except TooMany as error:
        return f"wait {error.wait_seconds}"
    return "in"


def fail(database: Database, times: int, name: str = "ben", address: str = ADDRESS, now: int = NOW) -> None:
    for _ in range(times):
        assert attempt(database, name, "wrong", address, now) == "refused"


def test_each_visit_has_a_key_of_its_own_that_the_store_does_not_hold(office: Database) -> None:
    one, other = come_in(office, "ben"), come_in(office, "ben")
    assert one.token != other.token
    assert len(one.token) == 43  # 256 bits
    held = everything(office)
    assert not any(secret in held for secret in (one.token, other.token, PASSWORD))
    assert one.visit.visit_id in held


def test_a_name_is_the_same_in_capitals_and_with_blanks(office: Database) -> None:
    assert come_in(office, "  Ben ").visit.name == "ben"


@on_both
def test_every_stranger_gets_the_same_answer_after_the_same_work(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown, closed, without a password, or with another one: nobody outside can tell them apart."""
    accounts.invite(office, "ada", "cleo", "Cleo", Role.STAFF, NOW)
    member(office, "dan")
    accounts.disable(office, "ada", "dan", NOW)
    monkeypatch.setattr(HASHER, "argon2", Watched(memory_cost=16))  # not even where a hash is to be made anew
    answers, work, failures = set(), [], []
    for name, password in (
        ("eve", PASSWORD),
        ("cleo", PASSWORD),
        ("dan", PASSWORD),
        ("ben", "wrong"),
        ("\0", "x"),
    ):
        before, written = hashes_made(), len(everything(office))
        with pytest.raises(SignInRefused) as refused:
            accounts.sign_in(office, name, password, ADDRESS, DEVICE, NOW)
        answers.add(str(refused.value))
        work.append(hashes_made() - before)
        failures.append(len(everything(office)) > written)
    assert len(answers) == 1
    assert work == [1, 1, 1, 1, 1]
    assert failures == [True, True, True, True, True]


def test_a_stranger_waits_as_long_whether_the_account_exists_or_not(office: Database) -> None:
    for name in ("ben", "eve"):
        fail(office, 5, name, address="")
    assert attempt(office, "ben", "wrong", "") == attempt(office, "eve", "wrong", "") == "wait 10"


@on_both
def test_after_five_failures_each_makes_the_next_wait_longer(office: Database) -> None:
    fail(office, 5)
    now, waits = NOW, []
    for _ in range(9):
        answer = attempt(office, "ben", PASSWORD, now=now)
        waits.append(int(answer.removeprefix("wait ")))
        assert attempt(office, "ben", PASSWORD, now=now + waits[-1] - 1) == "wait 1"
        now += waits[-1]
        fail(office, 1, now=now)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_nothing_is_checked_while_one_waits(office: Database) -> None:
    fail(office, 5)
    before, noted = hashes_made(), len(done(office))
    assert attempt(office, "ben", PASSWORD) == "wait 10"
    assert hashes_made() == before
    assert len(done(office)) == noted  # a flood does not fill the journal


def test_to_get_in_wipes_the_failures_of_the_account_out(office: Database) -> None:
    fail(office, 4)
    assert attempt(office, "ben", PASSWORD) == "in"
    fail(office, 4)
    assert attempt(office, "ben", PASSWORD) == "in"


@on_both
def test_failures_of_a_day_ago_count_no_more(office: Database) -> None:
    fail(office, 5, address="")
    now = NOW + 24 * HOUR
    fail(office, 1, address="", now=now)
    assert attempt(office, "ben", PASSWORD, "", now) == "wait 20"
    fail(office, 4, address="", now=now + MINUTE)
    assert attempt(office, "ben", PASSWORD, "", now + MINUTE) == "wait 10"


def test_failures_that_count_no_more_are_not_kept(office: Database) -> None:
    fail(office, 4)
    fail(office, 1, "eve", now=NOW + 24 * HOUR + 1)
    with office.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM failures").scalar() == 1


def test_an_account_waits_wherever_it_is_tried_from(office: Database) -> None:
    for number in range(5):
        fail(office, 1, address=f"192.0.2.{number}")
    assert attempt(office, "ben", PASSWORD, "198.51.100.1") == "wait 10"
    assert attempt(office, "ada", PASSWORD, "198.51.100.1") == "in"


def test_an_address_waits_whichever_account_it_tries(office: Database) -> None:
    for number in range(5):
        fail(office, 1, f"guess{number}")
    assert attempt(office, "ben", PASSWORD) == "wait 10"
    assert attempt(office, "ben", PASSWORD, "198.51.100.1") == "in"
    assert (
        attempt(office, "ben", PASSWORD) == "wait 10"
    )  # that Ben came in elsewhere does not clear the address
    assert attempt(office, "ben", PASSWORD, now=NOW + 10) == "in"


@on_both
def test_an_address_is_forgiven_after_an_hour(office: Database) -> None:
    now = NOW
    for number in range(8):
        now += 2 * MINUTE
        fail(office, 1, f"guess{number}", now=now)
    assert attempt(office, "ben", PASSWORD, now=now) == "wait 80"
    now += HOUR + 1
    for number in range(5):
        fail(office, 1, f"guess{number}", now=now)
    assert attempt(office, "ben", PASSWORD, now=now) == "wait 10"


@pytest.mark.parametrize(
    "others",
    [
        ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"],  # one house, which has 2^64 addresses
        ["::ffff:192.0.2.9", "192.0.2.9"],
        ["not an address", "not an address"],
    ],
)
def test_an_address_is_counted_as_its_network(office: Database, others: list[str]) -> None:
    for number in range(5):
        fail(office, 1, f"guess{number}", address=others[0])
    assert attempt(office, "ben", PASSWORD, others[1]) == "wait 10"
    assert attempt(office, "ben", PASSWORD, "2001:db8:1:3::1") == "in"


def test_an_address_that_is_not_known_is_not_counted(office: Database) -> None:
    for number in range(9):
        fail(office, 1, f"guess{number}", address="")
    assert attempt(office, "ben", PASSWORD, "") == "in"


def test_a_clock_that_was_set_back_keeps_nobody_out_for_longer(office: Database) -> None:
    fail(office, 5, now=NOW + 30 * MINUTE)
    assert attempt(office, "ben", PASSWORD, now=NOW) == "wait 10"


@on_both
def test_failures_count_whichever_process_answers(office: Database, store_url: str) -> None:
    elsewhere = """
        import sys
        from logistics.operations.accounts import SignInRefused, TooMany, sign_in
        from logistics.store import open_database

        for _ in range(int(sys.argv[2])):
            try:
                sign_in(open_database(sys.argv[1]), "ben", "wrong", "192.0.2.7", "", int(sys.argv[3]))
            except SignInRefused:
                print("refused")
            except TooMany as error:
                print("wait", error.wait_seconds)
        """

    def there(times: int) -> list[str]:
        command = [sys.executable, "-c", textwrap.dedent(elsewhere), store_url, str(times), str(NOW)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    fail(office, 2)
    assert there(4) == ["refused", "refused", "refused", "wait 10"]
    assert attempt(office, "ben", PASSWORD) == "wait 10"


def at_once(number: int, act: Callable[[int], object]) -> None:
    threads = [threading.Thread(target=act, args=(each,)) for each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@on_both
def test_fifty_who_come_at_once_are_checked_two_at_a_time_and_all_let_in(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(takes=0.005)
    monkeypatch.setattr(HASHER, "argon2", watched)
    answers: list[str] = []
    at_once(50, lambda _: answers.append(attempt(office, "ben", PASSWORD)))
    assert answers == ["in"] * 50
    assert (watched.worked, watched.most_at_once) == (50, 2)


@on_both
def test_of_many_guesses_at_once_only_the_first_are_answered(office: Database) -> None:
    """Else fifty guesses that are sent together would cost no more waiting than one."""
    answers: list[str] = []
    at_once(50, lambda _: answers.append(attempt(office, "ben", "wrong")))
    assert sorted(answers) == ["refused"] * 5 + ["wait 10"] * 45


@on_both
def test_not_even_the_right_guess_is_told_among_many(office: Database) -> None:
    """It was checked before the others had failed; what counts is how it stands when the answer is given."""
    fail(office, 4)
    late = threading.Event()

    class Slow(Watched):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override] # always True
            if password == PASSWORD.encode():
                late.wait(10)
            return super().verify(hash, password)

    answers: list[str] = []
    HASHER.argon2 = Slow()
    thread = threading.Thread(target=lambda: answers.append(attempt(office, "ben", PASSWORD)))
    thread.start()
    fail(office, 1)
    late.set()
    thread.join()
    assert answers == ["wait 10"]


@on_both
def test_who_is_shut_out_while_the_password_is_checked_does_not_come_in(office: Database) -> None:
    class ShutOut(Watched):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override] # always True
            accounts.disable(office, "ada", "ben", NOW)
            return super().verify(hash, password)

    HASHER.argon2 = ShutOut()
    assert attempt(office, "ben", PASSWORD) == "refused"
    assert accounts.visits(office, "ben", NOW) == ()


def test_a_password_kept_with_other_parameters_is_kept_anew(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HASHER, "argon2", Watched(memory_cost=16))
    come_in(office, "ben")
    assert hashes_made() == 2
    come_in(office, "ben")
    assert hashes_made() == 3


def test_with_the_default_parameters(office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HASHER, "argon2", PasswordHasher())
    assert attempt(office, "ben", PASSWORD) == "in"
    assert "m=65536,t=3,p=4" in everything(office)
    assert attempt(office, "ben", PASSWORD.upper()) == "refused"


@on_both
@given(
    st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=50), st.text(st.characters())
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_stranger_sends_is_answered(
    office: Database, name: str, address: str, device: str
) -> None:
    assert attempt(office, name, name, address) != "in"
    accounts.sign_in(office, "ada", PASSWORD, "", device, NOW)


@on_both
def test_the_journal_tells_who_came_and_who_was_refused_and_no_secret(office: Database) -> None:
    seen = len(done(office))
    visit = come_in(office, "ben", NOW + 5).visit
    fail(office, 1, now=NOW + 6)
    fail(office, 1, "my password is swordfish", now=NOW + 7)  # typed into the wrong field
    came, refused, stranger = journal(office)[seen:]
    assert (came.at, came.by, came.did) == (NOW + 5, "ben", "signed in")
    assert dict(came.detail) == {"visit": visit.visit_id, "address": ADDRESS, "device": DEVICE}
    assert (refused.by, refused.did, refused.detail["account"]) == (
        "nobody",
        "was refused at the door",
        "ben",
    )
    assert (stranger.by, stranger.detail["account"], stranger.detail["address"]) == ("nobody", None, ADDRESS)
    assert "swordfish" not in everything(office)
