"""Reading a tagged PDF: its elements, and the words under each (ISO 32000-1, 14.7 and 9.10)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf

Mark = tuple[tuple[int, int], int]


class Tagged:
    """A PDF and its structure. pikepdf's objects have no types of their own, hence ``Any``."""

    def __init__(self, data: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(data))

    @property
    def elements(self) -> list[Any]:
        """All elements, in reading order."""
        return list(below(self.document.Root.StructTreeRoot))

    def named(self, *kinds: str) -> list[Any]:
        """The elements of some kinds, such as ``/Table``."""
        return [element for element in self.elements if str(element.S) in kinds]

    def words(self, element: Any) -> str:
        """The text under an element, decoded by each font's own table."""
        return "".join(self._texts.get(mark, "") for mark in _marks(element, None))

    @property
    def all_words(self) -> str:
        """All that it says, in reading order, without headers and footers."""
        return "".join(self.words(element) for element in kids(self.document.Root.StructTreeRoot))

    def pages_of(self, element: Any) -> set[tuple[int, int]]:
        """The pages that an element is on."""
        return {sheet for sheet, _ in _marks(element, None)}

    def shown(self, number: int) -> str:
        """All text of a page, headers and footers too, in the order in which it is drawn."""
        return "".join(words for _, words in _drawn(self.document.pages[number]))

    @cached_property
    def _texts(self) -> dict[Mark, str]:
        found: dict[Mark, str] = {}
        sheet: Any
        for sheet in self.document.pages:
            for mark, words in _drawn(sheet):
                if mark is not None:
                    found[sheet.objgen, mark] = found.get((sheet.objgen, mark), "") + words
        return found


def kids(element: Any) -> list[Any]:
    """The elements right below one."""
    found = element.get("/K", [])
    found = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [kid for kid in found if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def below(element: Any) -> Iterator[Any]:
    """All elements below one, in reading order."""
    for kid in kids(element):
        yield kid
        yield from below(kid)


def scope(cell: Any) -> str:
    """The scope of a table's heading cell: ``/Column``."""
    found = cell.get("/A", [])
    attributes = list(found) if isinstance(found, pikepdf.Array) else [found]
    return next((str(one.Scope) for one in attributes if "/Scope" in one), "")


def _marks(element: Any, sheet: Any) -> Iterator[Mark]:
    sheet = element.get("/Pg", sheet)
    found = element.get("/K", [])
    for kid in list(found) if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(kid, int):
            yield sheet.objgen, kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", sheet).objgen, int(kid.MCID)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _marks(kid, sheet)


def _drawn(sheet: Any) -> Iterator[tuple[int | None, str]]:
    """What a page draws, each piece with the number of the marked content that it is in."""
    open_marks: list[int | None] = []
    letters: dict[int, str] = {}
    instruction: Any
    for instruction in pikepdf.parse_content_stream(sheet):
        operands, operator = instruction
        match str(operator):
            case "BDC":
                open_marks.append(int(operands[1].MCID) if "/MCID" in operands[1] else None)
            case "BMC":
                open_marks.append(None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                letters = _letters(sheet.Resources.Font[str(operands[0])])
            case "Tj" | "TJ":
                mark = next((mark for mark in reversed(open_marks) if mark is not None), None)
                yield mark, _decoded(operands[0], letters)


def _decoded(shown: Any, letters: dict[int, str]) -> str:
    pieces = [shown] if isinstance(shown, pikepdf.String) else shown
    data = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(letters.get(int.from_bytes(data[at : at + 2], "big"), "") for at in range(0, len(data), 2))


def _letters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, words in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(words).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, words in re.findall(r"<([0-9a-fA-F]+)>\s*" * 3, block):
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(int(words, 16) + step)
    return found
