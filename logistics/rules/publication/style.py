"""How texts are typed: times in house style, spaces and doubled words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from logistics.model import Level
from logistics.plan import Plan
from logistics.plan.names import the_first
from logistics.plan.words import listed
from logistics.rules.base import Finding, Severity, Unchecked, rule, said_at
from logistics.rules.texts import TWELVE_HOUR, UNREAD, free_texts, in_english, short

Findings = Iterator[Finding | Unchecked]

_HOUSE_STYLE = re.compile(r"(?:1[0-2]|[1-9]):[0-5]\d[ \u00a0\u202f][ap]\.m\.")
# “On October 13 PM Trudeau …”: a day and a prime minister.
_AFTER_A_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:\.|[a-z]{1,6})?\s$", re.IGNORECASE
)


@rule("PUB014", "A time not in house style", Severity.NOTE)
def not_house_style(plan: Plan) -> Findings:
    """What: A text has a time of the 12-hour clock in another form than the house’s.

    Why: Papers of one office look alike, and a search for “9:00 a.m.” finds all of them.

    Bad: 9AM, 9:00am, 9 a.m.

    Good: 9:00 a.m., 12:00 p.m.

    Source: State Department notices and schedules, 2011 to 2023 (A).
    """
    if not in_english(plan.event.language):
        yield Unchecked("PUB014", UNREAD)
        return
    for path, text in free_texts(plan, Level.PRESS):
        wrong = dict.fromkeys(
            (_as_typed(found[0]), _as_the_house(found))
            for found in TWELVE_HOUR.finditer(text)
            if _is_off_style(found)
        )
        if wrong:
            pairs = the_first([f"{right} for “{typed}”" for typed, right in wrong])
            message = f"Not in house style: write {listed(pairs)}."
            yield Finding("PUB014", Severity.NOTE, message, (said_at(f"“{short(text)}”", path),))


def in_house_style(text: str) -> str:
    """The text with each time that PUB014 finds as the house writes it."""
    return TWELVE_HOUR.sub(lambda found: _as_the_house(found) if _is_off_style(found) else found[0], text)


def _is_off_style(found: re.Match[str]) -> bool:
    return not _HOUSE_STYLE.fullmatch(found[0]) and not _is_a_date(found.string, found)


def _as_the_house(found: re.Match[str]) -> str:
    return f"{int(found['hour'])}:{found['minute'] or '00'} {found['half'][0].lower()}.m."


def _as_typed(time: str) -> str:
    """The time without the full stop of its sentence: ``9AM`` of “… at 9AM.”"""
    return time if "." in time[:-1] else time.rstrip(".")


def _is_a_date(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 12) : found.start()]
    return not found["minute"] and _AFTER_A_MONTH.search(before) is not None


_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MAY_DOUBLE = frozenset(("that", "had", "very", "so"))
_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SPACE_BEFORE = re.compile(r"(?<=\w)\s[,.](?=\s|$)")
_NO_SPACE = re.compile(r"(?<=[a-z]{2})[.!?;](?=[A-Z][a-z])|(?<=[A-Za-z]{2}),(?=[A-Za-z]{2})")
_GLUED = re.compile(
    r"\b(?:to|of|in|at|by|for|from|and|or|the|on|with|than|about|until)\d+\b"
    r"|(?<![\w.])\d{1,9}(?:hours?|minutes?|days?|weeks?|months?|years?|people|percent)\b"
)
_BETWEEN = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_ADDRESS = re.compile(r"[/@#\\]|\bwww\.|\.(?:com|org|gov|net|int|edu|mil|info|html?|pdf)\b", re.IGNORECASE)


@rule("PUB022", "Slips in spacing or doubled words", Severity.NOTE)
def slips(plan: Plan) -> Findings:
    """What: A text has a space too many or too few, or the same word twice.

    Why: Small slips make readers doubt the large facts, and are copied into every paper made from the file.

    Bad: the the lobby; 14 to72; the lobby.Final access

    Good: the lobby; 14 to 72; the lobby. Final access

    Source: The White House’s fact sheet of October 13, 2022 has one (A).
    """
    english = in_english(plan.event.language)
    for path, text in free_texts(plan, Level.PRESS):
        if found := _found_in(text, english):
            message = f"{'; '.join(the_first(found))}. Correct the text."
            yield Finding("PUB022", Severity.NOTE, message, (said_at(f"“{short(text)}”", path),))
    if not english:
        yield Unchecked("PUB022", f"doubled words: {UNREAD}")


@lru_cache(maxsize=2048)
def _found_in(text: str, english: bool) -> tuple[str, ...]:
    """While somebody types in one field, all other texts come back as they were."""
    return tuple(dict.fromkeys([*_spacing(text), *(_doubled(text) if english else ())]))


_SLIPS: Final[tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...]] = (
    (_GAP, "Two spaces", lambda slip: slip[0]),
    (_SPACE_BEFORE, "A space before the stop", str.strip),
    (_NO_SPACE, "No space", lambda slip: f"{slip} "),
    (_GLUED, "No space", lambda slip: _BETWEEN.sub(" ", slip)),
)
"""How slips look, what they are called, and what is right instead."""


def without_slips(text: str, language: str) -> str:
    """The text without what PUB022 finds in it."""
    for pattern, _, right in _SLIPS:
        text = _mended(pattern, right, text)
    for first, second in reversed(list(_pairs_alike(text)) if in_english(language) else []):
        text = text[: first.end()] + text[second.end() :]
    return text


def _mended(pattern: re.Pattern[str], right: Callable[[str], str], text: str) -> str:
    return pattern.sub(lambda found: right(found[0]) if _is_slip(found) else found[0], text)


def _spacing(text: str) -> Iterator[str]:
    for pattern, what, _ in _SLIPS:
        for found in pattern.finditer(text):
            if _is_slip(found):
                first, last = _around(text, found.start(), found.end())
                end = (
                    last if last == found.end() else found.end() + len(text[found.end() : last].rstrip(".,;"))
                )
                yield f"{what} in “{text[first:end]}”"


def _is_slip(found: re.Match[str]) -> bool:
    """Whether it stands in words, and not in the address of a page."""
    return not _ADDRESS.search(found.string, *_around(found.string, found.start(), found.end()))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that touch a slip, within 40 characters on either side."""
    first, last = max(0, start - 40), min(len(text), end + 40)
    before, after = text[first:start], text[end:last]
    left = len(before) - max(before.rfind(" "), before.rfind("\n")) - 1
    right = min((place for place in (after.find(" "), after.find("\n")) if place >= 0), default=len(after))
    return start - left, end + right


def _doubled(text: str) -> Iterator[str]:
    for _, second in _pairs_alike(text):
        yield f"The word “{second[0]}” stands twice"


def _pairs_alike(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """A word that stands twice; a name like Baden Baden has two capitals."""
    words = list(_WORD.finditer(text))
    for first, second in itertools.pairwise(words):
        same = first[0].casefold() == second[0].casefold() and second[0][0].islower()
        if same and text[first.end() : second.start()].isspace() and second[0] not in _MAY_DOUBLE:
            yield first, second
