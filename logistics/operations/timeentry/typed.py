"""What all boxes share: what comes of an entry, and the text of one with plain digits and spaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from logistics.errors import MomentError


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed: ``text`` as an event file writes it, ``echo`` how it was understood, in words."""

    text: str
    echo: str


_LONGEST: Final = 200
# Keyboards for Chinese and Japanese give the full-width forms of ! to ~ and a wide space; telephones make dashes.
_DASHES: Final = (*range(0x2010, 0x2016), 0x2212)
_PLAIN: Final = (
    {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20} | dict.fromkeys(_DASHES, 0x2D)
)


def typed(text: str) -> str:
    """A text with plain digits, dashes and single spaces. Raises MomentError for digits of other scripts.

    Those are not read, because in some scripts it is not sure in which direction they were meant.
    """
    if len(text) > _LONGEST:
        raise MomentError(f"This is longer than {_LONGEST} characters. Put remarks into a note.")
    words = " ".join(text.translate(_PLAIN).split())
    if strange := next((letter for letter in words if letter.isnumeric() and not letter.isascii()), ""):
        raise MomentError(f"“{strange}” is a digit that is not read here. Type it with the digits 0 to 9.")
    return words
