"""How wide a text will be, so that no label of a chart covers another.

The widths are those of the house's sans in 1/1000 of the type size, rounded up to ten: of each character the wider
of Source Sans Pro and Liberation Sans, which has the measures of Arial and Helvetica. A page that is read without
the house's own type falls back to these, so an estimate may be too wide and is not too narrow.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

_REGULAR: Final = {
    250: "'ij’‘",
    260: "l|",
    280: " ,.:;I·\xa0ł",
    300: "!f",
    310: "[]",
    350: "()-t{}¡/\\r",
    430: '*"“”',
    500: "J^cksvxyz",
    560: "#$0123456789?L_abdeghnopqu–Ł`",
    590: "+<=>~",
    620: "FTZ¿ßø",
    670: "&ABEKPSVXY",
    730: "CDHNRUw",
    780: "GOQØ",
    840: "Mm",
    890: "%æ",
    950: "W",
    1020: "@—…Æ",
}
_BOLD: Final = {
    280: " ij|\xa0",
    310: "',.·’‘lIł",
    350: "!-/:;\\¡()[]f",
    400: "t{}r",
    460: "*",
    500: "z",
    560: '#$0123456789J_`aceksvxy–"“”',
    590: "+<=>^~",
    640: "?FLTZbdghnopqu¿øŁß",
    670: "EPSVXY",
    730: "&ABCDHKNRU",
    780: "GOQwØ",
    840: "M",
    890: "%mæ",
    950: "W",
    1000: "@—…Æ",
}
# A character that the table lacks may come from any font: taken as wider than a full-width one, emoji too.
_UNKNOWN: Final = 1400
ELLIPSIS: Final = "…"


@cache
def _widths(bold: bool) -> dict[str, int]:
    return {letter: width for width, letters in (_BOLD if bold else _REGULAR).items() for letter in letters}


@cache
def _width_of(letter: str, bold: bool) -> int:
    widths = _widths(bold)
    if letter in widths:
        return widths[letter]
    if unicodedata.combining(letter):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]  # é is as wide as e
    return widths.get(base, _UNKNOWN)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width that a line of text may take at a type size, in the unit of the size."""
    return sum(_width_of(letter, bold) for letter in text) * size / 1000


def shortened(text: str, limit: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would be wider than ``limit``."""
    if width(text, size, bold=bold) <= limit:
        return text
    end = len(text)
    while end > 1 and width(text[:end].rstrip() + ELLIPSIS, size, bold=bold) > limit:
        end -= 1
    return text[:end].rstrip(" ,.:;") + ELLIPSIS


def wrapped(text: str, limit: float, size: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines, broken between words; what does not fit is cut with an ellipsis."""
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size, bold=bold) <= limit:
            count += 1
        done.append(shortened(" ".join(words[:count]), limit, size, bold=bold))
        words = words[count:]
    if words:
        done.append(shortened(" ".join(words), limit, size, bold=bold))
    return tuple(done)
