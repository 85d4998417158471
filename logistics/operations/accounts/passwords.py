"""Passwords: how they are kept (Argon2id, RFC 9106) and which are refused (NIST SP 800-63B §3.1.1.2).

A password is compared in Unicode's form NFC, so that it is the same from every keyboard. No kind of character is
asked for: length is what counts.
"""

from __future__ import annotations

import threading
import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from logistics.operations.accounts.guessable import guessable

SHORTEST: Final = 12
LONGEST: Final = 1024
AT_ONCE: Final = 2
# No text takes more than four code points for one of its NFC form, so a longer one is no password of ours.
_LONGEST_TYPED: Final = 4 * LONGEST


class Hasher:
    """Argon2id, at most ``AT_ONCE`` at a time in this process: each takes 64 MiB and a core for a while."""

    def __init__(self, argon2: PasswordHasher) -> None:
        self.argon2 = argon2
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        with self._room:
            return self.argon2.hash(_as_bytes(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether this is the password. Where none is kept the answer is no, and takes as long."""
        if kept is None:
            self.hash(password)
            return False
        with self._room:
            try:
                return self.argon2.verify(kept, _as_bytes(password))
            except VerifyMismatchError:
                return False

    def is_outdated(self, kept: str) -> bool:
        """Whether it was hashed with other parameters than are used now."""
        return self.argon2.check_needs_rehash(kept)


HASHER: Final = Hasher(PasswordHasher())
"""The one hasher of this process. Tests exchange its ``argon2`` for a cheaper one."""


def problems(password: str, *own_words: str) -> tuple[str, ...]:
    """All that is wrong with a new password; ``own_words`` are what anybody knows of its owner."""
    if any("\ud800" <= character <= "\udfff" for character in password):
        return ("The password holds half a character, which cannot be typed again. Type it anew.",)
    length = len(_tidy(password))
    if length > LONGEST:
        return (f"The password is longer than {LONGEST:,} characters. Take a shorter one.",)
    found = []
    if length < SHORTEST:
        found.append(
            f"The password has {length} characters and needs {SHORTEST}. Four words that have nothing to do with "
            "each other make a good one."
        )
    if guessable(_tidy(password), own_words):
        found.append(
            "The password is easy to guess: it is well known, or little more than common words, rows of keys, the "
            "same characters again, or your own name. Add words that only you would put together."
        )
    return tuple(found)


def _tidy(password: str) -> str:
    return unicodedata.normalize("NFC", password[: _LONGEST_TYPED + 1])


def _as_bytes(password: str) -> bytes:
    return _tidy(password).encode(errors="surrogatepass")
