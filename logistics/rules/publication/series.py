"""Which meeting of a series this is: the ordinal and the name in the texts, against those of the series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from logistics.model import Event, Series
from logistics.plan import Plan
from logistics.rules.base import Finding, Severity, Unchecked, not_checked, rule, said_at
from logistics.rules.texts import UNREAD, in_english, sentences

Findings = Iterator[Finding | Unchecked]

_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", *(f"twenty-{unit}" for unit in ("first", "second", "third", "fourth", "fifth")),
)  # fmt: skip
_ORDINALS = {word: number for number, word in enumerate(_WORDS, 1)}
_FIGURE = re.compile(r"(\d{1,4})(?:st|nd|rd|th)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,;:()“”\"]+|[,;:()“”\"]")
# What a headline may call a meeting by name; and what any meeting may be called in passing.
_NAMES = frozenset(
    ("dialogue", "summit", "conference", "ministerial", "consultations", "forum", "talks", "committee")
)
_NEUTRAL = frozenset(("meeting", "session", "round", "edition", "event", "gathering"))
_STOPS = frozenset((
    "the", "a", "an", "of", "at", "before", "after", "in", "on", "to", "with", "for", "from", "by", "as",
    "is", "are", "was", "were", "will", "would", "has", "have", "who", "that", "which",
))  # fmt: skip
_EARLIER = re.compile(
    r"\b(?:follow\w*|since|after|buil[dt]\w*|previous\w*|earlier|last|former|was|were|held|took|made|\d{4})\b",
    re.IGNORECASE,
)
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class _Mention:
    """“second high-level dialogue”: which one, and whether the words are those of the series' name."""

    ordinal: int
    text: str
    agrees: bool
    sentence: str


@rule("PUB017", "Ordinal or name other than the series’", Severity.WARNING)
def ordinal_and_series(plan: Plan) -> Findings:
    """What: The headline, the name, the lead or a release’s title count the meeting otherwise than the series does
    (a warning), or count it rightly and call it something else (a note).

    Why: The next notice is written from this one, and archives find a meeting by its name and number.

    Bad: The Second Strategic Dialogue in the headline, and the second high-level dialogue in the text.

    Good: The Second Strategic Dialogue in both.

    Source: Notice to the Press of December 13, 2017 (A).
    """
    event = plan.event
    series = event.series
    if series is None:
        return
    if not in_english(event.language):
        yield Unchecked("PUB017", UNREAD)
        return
    uncounted = []
    for path, text in _texts(event):
        mentions = list(_mentions(text, series, frozenset() if path == "lead" else _NAMES))
        if series.ordinal is None:
            uncounted += [path for _ in mentions]
            continue
        yield from _miscounted(path, mentions, series.ordinal)
        yield from _misnamed(path, mentions, series.ordinal, series.name)
    if uncounted:
        yield from not_checked("PUB017", ("which meeting of the series this is",))


def _texts(event: Event) -> Iterator[tuple[str, str]]:
    for path, text in (("title", event.title), ("name", event.name), ("lead", event.lead)):
        if text:
            yield path, text
    for number, item in enumerate(event.releases):
        if in_english(item.language or "en"):
            yield f"releases[{number}].title", item.title


def _miscounted(path: str, mentions: list[_Mention], ordinal: int) -> Findings:
    if any(mention.ordinal == ordinal for mention in mentions):
        return  # others of the series may be mentioned beside it
    for mention in mentions:
        if path == "lead" and mention.ordinal < ordinal and _EARLIER.search(mention.sentence):
            continue
        message = (
            f"“{mention.text}” counts this as number {mention.ordinal}, but in its series it is number {ordinal}. "
            "Correct the one that is wrong."
        )
        facts = (said_at(f"it says “{mention.text}”", path), said_at(f"number {ordinal}", "series.ordinal"))
        yield Finding("PUB017", Severity.WARNING, message, facts)


def _misnamed(path: str, mentions: list[_Mention], ordinal: int, name: str) -> Findings:
    for text in dict.fromkeys(m.text for m in mentions if m.ordinal == ordinal and not m.agrees):
        message = f"“{text}” is not what the series is called: “{name}”. Use one name for it."
        facts = (said_at(f"it says “{text}”", path), said_at(f"the series is “{name}”", "series.name"))
        yield Finding("PUB017", Severity.NOTE, message, facts)


def _mentions(text: str, series: Series, names: frozenset[str]) -> Iterator[_Mention]:
    """Where a text counts a meeting that is, by its words, one of this series: by the series’ noun or by ``names``."""
    name = tuple(_plain(token) for token in _TOKEN.findall(series.name))
    name = name[1:] if name[:1] == ("the",) else name
    heads = names | {_head(name)}
    for sentence in sentences(text):
        tokens = _TOKEN.findall(sentence)
        plain = [_plain(token) for token in tokens]
        for at, word in enumerate(plain):
            number = _number(word)
            length = _length(plain[at + 1 : at + 1 + _LONGEST], name, heads) if number else 0
            if number and length:
                words = tuple(plain[at + 1 : at + 1 + length])
                text_of_it = " ".join(tokens[at : at + 1 + length]).rstrip(".,")
                agrees = words[-1] in _NEUTRAL or _within(words, name)
                yield _Mention(number, text_of_it, agrees, sentence)


def _length(words: list[str], name: tuple[str, ...], heads: frozenset[str]) -> int:
    """How many words after an ordinal make the name of a meeting; 0 where they name none that is counted."""
    for count, word in enumerate(words, 1):
        if word in _STOPS or not any(letter.isalnum() for letter in word):
            return 0
        if word in _NEUTRAL:
            rest = [other for other in words[count:] if other != "the"]
            return count if rest[:1] == ["of"] and rest[1:2] == [*name[:1]] else 0
        if word in heads:
            return count
    return 0


def _head(name: tuple[str, ...]) -> str:
    """The noun of a series’ name: the last word before “on”, “of”, “for”."""
    end = next((number for number, word in enumerate(name) if number and word in _STOPS), len(name))
    return name[end - 1] if end else ""


def _within(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(name[start : start + len(words)] == words for start in range(len(name)))


def _number(word: str) -> int | None:
    figure = _FIGURE.fullmatch(word)
    return int(figure[1]) if figure else _ORDINALS.get(word)


def _plain(token: str) -> str:
    return token.casefold().strip(".") if len(token) > 1 else token
