"""Passwords: which are taken, which are refused and why, and that they are the same from every keyboard."""

import threading
import unicodedata

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY
from hypothesis import example, given
from hypothesis import strategies as st

from logistics.operations.accounts.passwords import HASHER, Hasher, problems
from tests.operations.accounts.house import PASSWORD, Watched

CHEAP = Hasher(Watched())


@given(st.text(max_size=1024))
@example("\u1e9b\u0323" * 6)  # NFC composes and reorders
@example("\N{HEBREW LETTER SHIN WITH DAGESH AND SHIN DOT}" * 20)  # NFC makes it longer
@example("\0" * 12)
def test_any_text_is_kept_and_found_again_however_the_keyboard_writes_it(password: str) -> None:
    kept = CHEAP.hash(password)
    assert CHEAP.fits(password, kept)
    assert CHEAP.fits(unicodedata.normalize("NFD", password), kept)
    assert not CHEAP.fits(password + "x", kept)
    assert password == "" or not CHEAP.fits("", kept)


@given(st.text(st.characters(exclude_categories=["Cs", "Mn", "Mc", "Me"]), min_size=12, max_size=200))
def test_no_kind_of_character_is_asked_for(password: str) -> None:
    """Whatever is long enough can at most be easy to guess."""
    if len(unicodedata.normalize("NFC", password)) >= 12:
        assert all("easy to guess" in problem for problem in problems(password))


@given(st.text(st.characters(), max_size=1100))
def test_whatever_is_typed_is_judged(password: str) -> None:
    assert problems(password) or 12 <= len(unicodedata.normalize("NFC", password)) <= 1024
    CHEAP.fits(password, None)


@pytest.mark.parametrize(
    "password",
    [
        "tulip anchor seventy moss",
        "correct pony lamp",
        "Zx9#fj2!lQpw",
        "849302756194",
        "the press office opens at eight",
        "contraseña de mi abuela Inés",
        "パスワードではない長い言葉です",
        "plum" + " velvet orchard" * 68,  # 1,024 characters
    ],
)
def test_a_password_that_is_taken(password: str) -> None:
    assert problems(password, "anna.berg", "Anna Berg") == ()


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "P@ssw0rd!!!!",
        "MyPassword123",
        "Password2024!",
        "Monkey1968!?",
        "zzzzzzzzq7#k",
        "qwertyuiop12",
        "azertyuiop^$",
        "zaq12wsxcde3",
        "1q2w3e4r5t6y",
        "poiuytrewq09",
        "123456789012",
        "cba987654321",
        "aaaaaaaaaaaa",
        "ababababababab",
        "x9k2x9k2x9k2",
        "            ",
        "pressoffice1",
        "Press Advisory 2026",
        "Washington2026",
        "annaberg1999",
        "Berg-Anna-Berg",
        "correct horse battery staple",
        "ToBeOrNotToBe!",
        "May the force be with you",
    ],
)
def test_a_password_that_everybody_tries_first(password: str) -> None:
    (problem,) = problems(password, "anna.berg", "Anna Berg")
    assert "easy to guess" in problem
    assert "Add words" in problem


def test_a_name_only_counts_against_its_owner() -> None:
    assert problems("fitzwilliam99", "fitzwilliam", "George Fitzwilliam")
    assert problems("fitzwilliam99", "anna.berg", "Anna Berg") == ()


def test_all_that_is_wrong_is_told_at_once() -> None:
    too_short, easy = problems("qwerty")
    assert "has 6 characters and needs 12" in too_short
    assert "easy to guess" in easy


def test_eleven_are_too_few_and_a_thousand_and_twenty_five_too_many() -> None:
    long = "plum" + " velvet orchard" * 68
    assert [len(problems(text)) for text in ("Zx9#fj2!lQp", "Zx9#fj2!lQpw", long, long + "!")] == [1, 0, 0, 1]
    assert "longer than 1,024" in problems(long + "!")[0]


def test_what_counts_is_how_many_characters_a_person_sees() -> None:
    eleven = "ÀÉÎõüçñåøæß"
    assert "has 11 characters" in problems(unicodedata.normalize("NFD", eleven))[0]
    assert problems(unicodedata.normalize("NFD", eleven + "ł")) == ()


def test_half_a_character_cannot_be_a_password() -> None:
    assert "half a character" in problems("tulip anchor \ud800 moss")[0]


def test_a_text_that_is_far_too_long_is_not_compared_in_full() -> None:
    watched = Watched()
    hasher = Hasher(watched)
    kept = hasher.hash("plum" + " velvet orchard" * 68)
    assert not hasher.fits("x" * 5_000_000, kept)
    assert watched.longest < 5_000


def test_two_at_a_time_and_no_more() -> None:
    watched = Watched(takes=0.005)
    hasher = Hasher(watched)
    threads = [threading.Thread(target=hasher.hash, args=(PASSWORD,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (watched.worked, watched.most_at_once) == (20, 2)


def test_what_is_kept_by_default_follows_rfc_9106(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with 64 MiB (RFC 9106 §4, the second choice); the password is not in it."""
    monkeypatch.setattr(HASHER, "argon2", PasswordHasher())
    kept = HASHER.hash(PASSWORD)
    assert kept.startswith(
        f"$argon2id$v=19$m={RFC_9106_LOW_MEMORY.memory_cost},t={RFC_9106_LOW_MEMORY.time_cost},p=4$"
    )
    assert HASHER.fits(PASSWORD, kept)
    assert not HASHER.fits(PASSWORD.upper(), kept)
    assert not HASHER.is_outdated(kept)
    assert HASHER.is_outdated(CHEAP.hash(PASSWORD))
