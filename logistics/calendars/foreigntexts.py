"""The texts of somebody else's calendar, made fit to stand in a file and in a sentence."""

from __future__ import annotations

import re
from typing import Final

from logistics.model.base import first_unusable

_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SHORT: Final = 60
_PLURALS: Final = {
    "entry": "entries",
    "journal entry": "journal entries",
    "list of free and busy times": "lists of free and busy times",
}


def usable(text: str) -> str:
    """The text without the characters that no file may hold; what breaks a line is a line break."""
    text = _BREAKS.sub("\n", text)
    if first_unusable(text) is None:
        return text.strip()
    return "".join(letter for letter in text if first_unusable(letter) is None).strip()


def one_line(text: str, between: str = " ") -> str:
    """The text on one line; ``between`` stands where a line ended."""
    return between.join(line for part in text.split("\n") if (line := " ".join(part.split())))


def short(text: str) -> str:
    """Enough of a text to know it by, within a sentence."""
    line = one_line(usable(text[: 4 * _SHORT]))
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"


def counted(count: int, noun: str) -> str:
    """``1 entry``, ``2 entries``."""
    return f"{count:,} {noun if count == 1 else _PLURALS.get(noun, f'{noun}s')}"
