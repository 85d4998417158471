"""Sentences about what cannot be read, in a press officer's words."""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Collection, Iterable
from typing import Final

from logistics.model.base import first_unusable

MOST_SHOWN: Final = 60
_MOST_COMPARED: Final = 200


def shown(text: str) -> str:
    """A piece of somebody's text, fit to be quoted: short, on one line, with nothing invisible in it."""
    cut = " ".join(text[: MOST_SHOWN * 2].split())
    cut = cut if len(cut) <= MOST_SHOWN and len(text) <= MOST_SHOWN * 2 else cut[: MOST_SHOWN - 1] + "…"
    if not first_unusable(cut):
        return cut
    return "".join(f"[U+{ord(letter):04X}]" if first_unusable(letter) else letter for letter in cut)


# What people write for a choice, hyphens as blanks. It is offered, never read: “spray” may mean two things.
_ALSO_SAID: Final = {
    "confirmed": "planned",
    "scheduled": "planned",
    "on": "planned",
    "tentative": "to be confirmed",
    "tbc": "to be confirmed",
    "canceled": "cancelled",
    "off": "cancelled",
    "delayed": "postponed",
    "rescheduled": "postponed",
    "avail": "press availability",
    "press avail": "press availability",
    "jpa": "joint press availability",
    "joint avail": "joint press availability",
    "presser": "press conference",
    "spray": "camera spray",
    "photo op": "photo opportunity",
    "bilat": "bilateral meeting",
    "pull aside": "bilateral meeting",
    "preset": "pre-set",
    "pickup": "pick-up",
    "open press": "open",
    "closed press": "closed",
    "pool": "pooled",
    "pool spray": "pooled spray at top",
}


def near(word: str, choices: Collection[str]) -> str | None:
    """The choice that somebody may have meant, by its sense before its letters; None where none is like it.

    None is offered either where there are too many choices to compare.
    """
    also_said = _ALSO_SAID.get(" ".join(_plain(word).split()))
    if also_said in choices:
        return also_said
    if len(word) > MOST_SHOWN or len(choices) > _MOST_COMPARED:
        return None
    plain = {_plain(choice): choice for choice in choices}
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.65)
    return plain[found[0]] if found else None


def _plain(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")


def with_article(noun: str) -> str:
    """``an entrance``, ``a room``."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def or_of(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


_SAVE_AS_TEXT: Final = "Write the event as plain text; docs/event-file.md tells how."
_CALENDAR: Final = (
    "This is a calendar (iCalendar), not an event file. The command “logistics import FILE.ics” makes an event file "
    "of it."
)
_ENCODED_OTHERWISE: Final = "The file is text in the encoding {}. Save it with the encoding UTF-8."

# How files begin that people attach to a mail beside their event files.
_BEGINNINGS: Final = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "a Word, Excel or PowerPoint document of the old kind"),
    (b"{\\rtf", "a document in rich text (RTF)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
)
# What the names of the parts tell of a ZIP archive.
_IN_AN_ARCHIVE: Final = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"opendocument", "an OpenDocument file"),
)
_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def not_an_event_file(data: bytes) -> str | None:
    """The sentence for a file of another kind, known by its first bytes; None for what may be text in UTF-8."""
    if encoding := next((name for mark, name in _ENCODINGS if data.startswith(mark)), None):
        return _ENCODED_OTHERWISE.format(encoding)
    if data[:100].removeprefix(codecs.BOM_UTF8).lstrip().upper().startswith(b"BEGIN:VCALENDAR"):
        return _CALENDAR
    if data.startswith(b"PK\x03\x04"):
        kind = next((kind for part, kind in _IN_AN_ARCHIVE if part in data), "a ZIP archive")
    else:
        kind = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), "")
    return f"This is {kind}, not an event file. {_SAVE_AS_TEXT}" if kind else None


_TEXT_NEEDS_QUOTES: Final = "Put a text that begins with it in quotation marks, as in “@StateDept”."
_INDENTED: Final = "Keys of one thing begin in the same column, each with a colon and a space after it."
_OUT_OF_LINE: Final = (
    "The line does not line up with those above, or something stands behind a closing quotation mark or bracket. "
    f"{_INDENTED}"
)
_STRAY_COLON: Final = (
    "A colon stands here where no key belongs. Put a text that holds one in quotation marks; else check the "
    "indentation, and that the line above has its own colon."
)

# What libyaml, or PyYAML's own reader, says: the sentence for a person. The first that fits counts.
_YAML_SENTENCES: Final = (
    ("mapping values are not allowed", _STRAY_COLON),
    ("unexpected end of stream", "A quotation mark is opened here and never closed."),
    ("unexpected document", "A quotation mark is opened before this line and never closed."),
    ("unknown escape", "A backslash in double quotation marks needs a letter that YAML knows. Use single ones."),
    ("invalid unicode", "A backslash code here stands for no character. Type the character itself."),
    ("escape", "A backslash in double quotation marks must be followed by a code that is complete. Use single ones."),
    ("sequence entries are not allowed", "A list cannot begin here. Put its dash on the next line, below its key."),
    ("mapping keys are not allowed", "A question mark cannot stand alone here. Put the text in quotation marks."),
    ("expected ':'", "No colon with a space follows the key. Write key: value, or indent the line as part of a text."),
    ("',' or ']'", "A list in [ ] is not closed, or a comma is missing between its entries."),
    ("',' or '}'", "Keys in { } are not closed, or a comma is missing between them."),
    ("document start", "This line belongs to nothing above it. Begin keys of the event in the first column."),
    ("'-' indicator", f"The entries of a list must begin in the same column, each with a dash. {_INDENTED}"),
    ("expected key", _OUT_OF_LINE),
    ("block end", _OUT_OF_LINE),
    ("alphabetic or numeric", "“*” or “&” has a meaning of its own at the start of a text. Put it in quotation marks."),
    ("directive", "A line that begins with % is an instruction to YAML. Take it out, or put it in quotation marks."),
    ("incompatible yaml", "The line names a version of YAML that is not read here. Take it out."),
    ("tag", "“!” has a meaning of its own at the start of a text. Put the text in quotation marks."),
    ("block scalar", "After > or | nothing may stand on the line but - or +. Begin the text on the next line."),
    ("indentation", "After > or | the text begins on the next line, indented."),
    ("node content", "A value is missing or begins with a sign that YAML keeps for itself. Use quotation marks."),
)  # fmt: skip
_NOT_YAML: Final = (
    "The line, or the one before it, cannot be read. Check indentation, colons and quotation marks."
)


def not_yaml(said: str, at: str, before: str) -> str:
    """The sentence for what a YAML reader said of a place, with the character there and its line up to there."""
    if at == "\t" or (not before.strip(" \t") and "\t" in before):
        return "The line is indented with a tab. Indent with spaces only, two for each step."
    if "cannot start any token" in said and at.isprintable() and at:
        return f"“{at}” has a meaning of its own at the start of a text. {_TEXT_NEEDS_QUOTES}"
    words = said.casefold()
    return next((sentence for part, sentence in _YAML_SENTENCES if part in words), _NOT_YAML)
