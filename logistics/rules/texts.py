"""The free texts of an event: whatever a person typed as words, with its place in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from logistics.model import Event, Level, Noun, level_of

# Names of things are texts too. Left out are ids, references, addresses, handles, sources, the reasons of waivers and
# `wording`, which quotes another paper and keeps its slips.
_WRITTEN = frozenset(
    {
        "title",
        "name",
        "invented",
        "lead",
        "background",
        "credentials",
        "ground_rules",
        "text",
        "planning",
        "note",
        "reason",
        "place",
        "covers",
        "how",
        "what",
        "for_",
        "sharing",
        "members",
        "role",
        "heading",
        "opening",
        "office",
        "sections",
        "no_access_for",
    }
)
_NOT_WALKED = frozenset(("waivers", "sources"))


def free_texts(event: Event, up_to: Level = Level.CLOSE_HOLD) -> Iterator[tuple[str, str]]:
    """Every text of the event as (path, text), in the order of the nouns' fields: ``("lead", "…")``.

    ``up_to`` leaves out the fields made for a higher level: with ``Level.PRESS``, the office's own notes.
    """
    yield from _walk(event, "", up_to)


def _walk(noun: Noun, path: str, up_to: Level) -> Iterator[tuple[str, str]]:
    for name, field in type(noun).model_fields.items():
        if name not in _NOT_WALKED and level_of(field) <= up_to:
            where = f"{path}.{field.alias or name}" if path else name
            yield from _texts_of(getattr(noun, name), where, name in _WRITTEN, up_to)


def _texts_of(value: object, path: str, written: bool, up_to: Level) -> Iterator[tuple[str, str]]:
    if isinstance(value, Noun):
        yield from _walk(value, path, up_to)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts_of(item, f"{path}[{number}]", written, up_to)
    elif written and isinstance(value, str):
        yield path, value


_SENTENCE_END = re.compile(r"(?<=[.!?])(?<![ap]\.m\.)(?<!\b[A-Z]\.)[”\"’)]?\s+(?=[“\"‘(]?[A-Z])")


def sentences(text: str) -> list[str]:
    """The text cut where a stop is followed by a capital letter; never after “a.m.” or “U.S.”."""
    return _SENTENCE_END.split(text)


def folded(words: str) -> str:
    """The words without regard to case, accents and spacing (no-break spaces included), to compare names."""
    bare = (letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
    return " ".join("".join(bare).casefold().split())


UNREAD = "only wording in English is read"


def in_english(language: str) -> bool:
    """Whether a BCP 47 tag means English, the only language whose words the rules know."""
    return language.split("-")[0] == "en"


_TWELVE = r"(?<![\d.:/])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap]\.?\s?m\b\.?)(?!\w)"
TWELVE_HOUR = re.compile(_TWELVE, re.IGNORECASE)
"""A time of the 12-hour clock as people type it: ``9:00 a.m.``, ``9AM``, ``10.30 pm``."""

CLOCK_TIME = re.compile(
    rf"{_TWELVE}|(?<![\d.:/])\d{{1,2}}:\d{{2}}(?![\d:])|\b(?:noon|midday)\b", re.IGNORECASE
)
"""Any time of a clock in a text: one of the 12-hour clock, ``13:30``, ``noon``."""


def short(text: str) -> str:
    """The beginning of a text, to quote it."""
    return text if len(text) <= 120 else f"{text[:119].rstrip()}…"
