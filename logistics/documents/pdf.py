"""PDF by typst: tagged, PDF/UA-1 and PDF/A-2a, and the same bytes for the same values.

Values reach a template as JSON in ``sys.inputs`` and never as source. Fonts come from two packages, never from
the machine.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import tempfile
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, Literal

import font_source_sans_pro
import font_source_serif_pro
import typst

from logistics.documents.advisory import Advisory
from logistics.documents.callsheet import CallSheet, Cards
from logistics.errors import LogisticsError
from logistics.moments import Instant

STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
SIZES: Final = ("10.75pt", "10.25pt", "9.75pt", "9.5pt")
"""Text sizes of the advisory, the usual one first; none is under 9.5 points, which is hard to read."""

FACES: Final[tuple[tuple[object, str], ...]] = (
    (font_source_sans_pro, "SourceSansPro"),
    (font_source_sans_pro, "SourceSansProSemibold"),
    (font_source_sans_pro, "SourceSansProBold"),
    (font_source_serif_pro, "SourceSerifPro"),
    (font_source_serif_pro, "SourceSerifProSemibold"),
    (font_source_serif_pro, "SourceSerifProIt"),
)
_ALL_FACES: Final = b"""
#text(font: "Source Sans Pro")[a#text(weight: 600)[a]#text(weight: 700)[a]]
#text(font: "Source Serif Pro")[a#text(weight: 600)[a]#emph[a]]
"""


class NotPrintable(LogisticsError):
    """Text with a character that no font of the house has. ``text`` holds it; ``character`` is it."""

    def __init__(self, text: str, character: str) -> None:
        self.text = text
        self.character = character
        code = " ".join(f"U+{ord(sign):04X}" for sign in character)
        super().__init__(
            f"“{text}” holds the character “{character}” ({code}), which the fonts of printed documents do not have. "
            "Write it in Latin letters for print; the web page, the plain text and the Markdown show it as it is."
        )


@cache
def _fonts() -> typst.Fonts:
    """The faces that the house uses, read once.

    The packages hold each face twice, and which one typst takes depends on the order in the folder; so it gets
    a folder with one of each. They are read while the folder is there, by a page that needs them all.
    """
    with tempfile.TemporaryDirectory() as folder:
        for package, face in FACES:
            file = Path(getattr(package, "font_files_otf")[face])  # noqa: B009 (the packages carry no types)
            (Path(folder) / file.name).write_bytes(file.read_bytes())
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        typst.Compiler(_ALL_FACES, font_paths=fonts).compile()
    return fonts


@cache
def _templates() -> Path:
    with as_file(files("logistics.documents") / "templates") as folder:
        return folder


_FONTS_LOCK: Final = threading.Lock()


class _PerThread(threading.local):
    """A typst compiler cannot be used from two threads."""

    def __init__(self) -> None:
        self.compilers: dict[str, typst.Compiler] = {}


_HERE: Final = _PerThread()


def _compiler(template: str) -> typst.Compiler:
    if template not in _HERE.compilers:
        with _FONTS_LOCK:
            fonts = _fonts()
        folder = _templates()
        _HERE.compilers[template] = typst.Compiler(folder / template, root=folder, font_paths=fonts)
    return _HERE.compilers[template]


def made(template: str, values: Mapping[str, object], issued: Instant, **inputs: str) -> bytes:
    """The PDF of ``templates/<template>`` with values that JSON can carry; its dates are ``issued``.

    ``inputs`` are further texts that the template reads from ``sys.inputs``. Raises NotPrintable for a character
    that no font has.
    """
    try:
        result, warnings = _compiler(template).compile_with_warnings(
            sys_inputs={"data": json.dumps(values), **inputs},
            pdf_standards=[*STANDARDS],
            timestamp=dt.datetime.fromtimestamp(issued, dt.UTC),
        )
    except typst.TypstError as error:
        raise _named(error, values) from error
    assert not warnings, [warning.message for warning in warnings]  # a template of ours that is not clean
    assert isinstance(result, bytes)
    return result


def page_count(data: bytes) -> int:
    """How many pages a PDF of ours has."""
    found = re.search(rb"/Type/Pages/Count (\d+)", data)
    assert found  # typst writes the page tree so, uncompressed
    return int(found[1])


def _named(error: typst.TypstError, values: object) -> Exception:
    found = re.search(r'the text `"(.+)"` could not be displayed', error.message)
    if not found:
        return error
    reported = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1])
    return next(_holding(reported, values), NotPrintable(reported, reported))


def _holding(reported: str, values: object) -> Iterator[NotPrintable]:
    """The texts with the sign; of a letter with a mark that it cannot carry, typst reports the letter alone."""
    for text in _texts(values):
        for found in re.finditer(re.escape(reported), text):
            following = text[found.end() : found.end() + 1]
            if following and unicodedata.category(following) in ("Mn", "Me", "Mc", "Sk"):
                yield NotPrintable(text, reported + following)
    for text in _texts(values):
        if reported in text:
            yield NotPrintable(text, reported)


def _texts(values: object) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, Mapping):
        for value in values.values():
            yield from _texts(value)
    elif isinstance(values, (list, tuple)):
        for value in values:
            yield from _texts(value)


def advisory(view: Advisory) -> bytes:
    """The advisory as PDF: on one page if a text size allows it. Raises NotPrintable."""
    values = dataclasses.asdict(view)
    first = made("advisory.typ", values, view.issued, size=SIZES[0])
    if page_count(first) != 2:  # one page is what is wanted, and three never become one
        return first
    smaller = (made("advisory.typ", values, view.issued, size=size) for size in SIZES[1:])
    return next((data for data in smaller if page_count(data) == 1), first)


def call_sheet(view: CallSheet, issued: Instant) -> bytes:
    """The call sheet as PDF, its dates ``issued``. Raises NotPrintable."""
    return made("callsheet.typ", dataclasses.asdict(view), issued)


def post_cards(view: Cards, issued: Instant) -> bytes:
    """Post cards as PDF, four on a page where they are short, its dates ``issued``. Raises NotPrintable."""
    return made("postcards.typ", dataclasses.asdict(view), issued)
