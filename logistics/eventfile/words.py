"""Sentences about what cannot be read, in a press officer's words."""

from __future__ import annotations

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


def near(word: str, choices: Collection[str]) -> str | None:
    """The choice that somebody may have meant. None is offered where there are too many to compare."""
    if len(word) > MOST_SHOWN or len(choices) > _MOST_COMPARED:
        return None
    plain = {_plain(choice): choice for choice in choices}
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.65)
    return plain[found[0]] if found else None


def _plain(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")


def or_of(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


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
