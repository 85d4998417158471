"""Passwords that are tried first (NIST SP 800-63B §3.1.1.2 asks to refuse them).

Instead of a list of millions: whatever is a common word, a row of keys, a repeat or the owner's name is crossed
out, and what is left must still be something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_LEFT_OVER: Final = 5
_SHORTEST_RUN: Final = 3

_ROWS: Final = (
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1a2b3c4d5e6f7g8h9i0j",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qweasdzxcrtyfghvbn",
    "!@#$%^&*()",
)
_RUNS: Final = tuple(run for row in _ROWS for run in (row * 2, row[::-1] * 2))

_WORDS: Final = frozenset(
    """
    access admin administrator advisory agency america amor angel apple baby baseball basketball batman
    beautiful blink charlie change changeme chelsea chocolate computer contrasena cookie default
    department dragon embassy family flower football forever freedom friend friends ginger government
    guest hallo hello hockey house iloveyou internet jesus jordan killer lakers letmein liverpool login
    logistics london love lovely manager manchester master mexico michael mickey minister ministry monkey
    morgan mother mouse mustang mysql naruto network newyork ninja office oracle orange pass passphrase
    passwort password patrick peanut pepper please pokemon presidency president press pressoffice prince
    princess private public qwerty ranger root samsung secret security server service shadow soccer spain
    spray spring staff starwars state summer summit sunday sunshine superman superstar support system
    teamo temp temporary tequiero test tester testing thunder tigger trustno united user viewer washington
    web welcome whatever whitehouse winter world xbox yankees january february march april june july
    august september october november december monday tuesday wednesday thursday friday saturday
    """.split()  # noqa: SIM905 - a list a word a line hides what is missing
)
_PHRASES: Final = frozenset(
    """
    areyoukiddingme correcthorsebatterystaple idontknowmypassword iforgotmypassword ihatepasswords
    imnotarobot inthebeginning itsasecret maytheforcebewithyou mypasswordispassword nevergonnagiveyouup
    nopasswordneeded onceuponatime thequickbrownfox thequickbrownfoxjumpsoverthelazydog thereisnospoon
    thisisapassword thisismypassword thisisnotapassword todayisagoodday tobeornottobe toinfinityandbeyond
    winteriscoming youshallnotpass
    """.split()  # noqa: SIM905 - a list a word a line hides what is missing
)
# Figures and signs that stand in for letters, each for one.
_STAND_INS: Final = str.maketrans("013457@$!+", "oieastasit")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SAME_AGAIN: Final = re.compile(r"(.{1,4}?)\1{2,}", re.DOTALL)


def guessable(password: str, own_words: Iterable[str] = ()) -> bool:
    """Whether little is left of a password once all that anybody would try is crossed out."""
    text = password.casefold()
    spelled = text.translate(_STAND_INS)
    if _letters(text) in _PHRASES or _letters(spelled) in _PHRASES:
        return True
    crossed = bytearray(len(text))
    for start, end in _spans(text, spelled, _WORDS | frozenset(_parts(own_words))):
        crossed[start:end] = b"\1" * (end - start)
    left = {
        character
        for character, gone in zip(text, crossed, strict=True)
        if not gone and not character.isspace()
    }
    return len(left) < _LEFT_OVER


def _spans(text: str, spelled: str, words: Iterable[str]) -> Iterable[tuple[int, int]]:
    for pattern in (_YEAR, _SAME_AGAIN):
        yield from (found.span() for found in pattern.finditer(text))
    for word in words:
        for form in (text, spelled):
            yield from ((found.start(), found.end()) for found in re.finditer(re.escape(word), form))
    yield from _runs(text)


def _runs(text: str) -> Iterable[tuple[int, int]]:
    """Where neighbours on a keyboard or in the alphabet follow each other."""
    start = 0
    while start <= len(text) - _SHORTEST_RUN:
        end = max(_end_of_run(text, start, run) for run in _RUNS)
        if end - start >= _SHORTEST_RUN:
            yield start, end
        start = end if end - start >= _SHORTEST_RUN else start + 1


def _end_of_run(text: str, start: int, run: str) -> int:
    end = start + _SHORTEST_RUN
    if text[start:end] not in run:
        return start
    while end < len(text) and text[start : end + 1] in run:
        end += 1
    return end


def _parts(words: Iterable[str]) -> Iterable[str]:
    """Each word of three letters and more in a name, an address and the like."""
    for word in words:
        yield from (part for part in re.split(r"[\W_]+", word.casefold()) if len(part) >= 3)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
