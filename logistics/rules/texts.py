"""The free texts of an event: whatever a person typed as words, with its place in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from logistics.model import Level
from logistics.plan import Plan

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
_NOT_READ = ("waivers[", "sources[")


def free_texts(plan: Plan, up_to: Level = Level.CLOSE_HOLD) -> Iterator[tuple[str, str]]:
    """Every text of the event as (path, text), in the order of the nouns' fields: ``("lead", "…")``.

    ``up_to`` leaves out the fields made for a higher level: with ``Level.PRESS``, the office's own notes.
    """
    for path, field, text, level in plan.texts:
        if field in _WRITTEN and level <= up_to and not path.startswith(_NOT_READ):
            yield path, text


_SENTENCE_END = re.compile(r"(?<=[.!?])(?<![ap]\.m\.)(?<!\b[A-Z]\.)[”\"’)]?\s+(?=[“\"‘(]?[A-Z])")


def sentences(text: str) -> list[str]:
    """The text cut where a stop is followed by a capital letter; never after “a.m.” or “U.S.”."""
    return _SENTENCE_END.split(text)


def folded(words: str) -> str:
    """The words without regard to case, accents and spacing (no-break spaces included), to compare names."""
    if not words.isascii():  # most words are, and have no accents to take off
        apart = unicodedata.normalize("NFKD", words)
        words = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(words.casefold().split())


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
