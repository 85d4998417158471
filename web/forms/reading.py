"""From the rows of a form to what is stated of an event: answers read, nothing lost."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from logistics.errors import MomentError, Problem
from logistics.model import ALL_PRESS, Category, Day, Level, Noun, Span, When
from logistics.model.keys import Key, keys_of
from logistics.operations.timeentry import Entered, read_day, read_length, read_time
from web.forms.sheets import Sheet

Stated = dict[str, Any]


@dataclass
class Posted:
    """What a form states: the tree, the problems of reading it and how each answer was understood."""

    tree: Stated
    problems: list[Problem] = field(default_factory=list)
    echoes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clocks:
    """By which day and zone times are read, and what today is where the event is."""

    day: dt.date
    zone: str
    today: dt.date


def marked(tree: Mapping[str, Any]) -> Stated:
    """What is stated, with the place of every list entry noted in it as ``@``, so that rows can be told again."""
    return {key: _marked(value) for key, value in tree.items()}


def _marked(value: Any) -> Any:
    if isinstance(value, Mapping):
        return marked(value)
    if isinstance(value, list):
        return [_marked_entry(item, index) for index, item in enumerate(value)]
    return value


def read(sheet: Sheet, posted: Stated, base: Mapping[str, Any], clocks: Clocks) -> Posted:
    """What the whole event states, with this sheet's answers in it; rows may be empty where a person added them."""
    reading = _Reading(clocks, Posted({}))
    reading.result.tree = reading.noun(sheet, posted, base, "")
    return reading.result


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one form. ``base`` is what the revision states that the form was begun from."""

    clocks: Clocks
    result: Posted

    def noun(self, sheet: Sheet, posted: Stated, base: Mapping[str, Any], path: str) -> Stated:
        """The keys of the sheet as answered, all others as the base has them, in the model's order."""
        found: Stated = {}
        for name, key in keys_of(sheet.noun).items():
            inner = f"{path}.{name}" if path else name
            if name not in sheet.keys:
                value = base.get(name)
            elif not issubclass(key.kind, Noun):
                value = self.answer(key, posted.get(name), base.get(name), inner)
            elif key.many:
                value = self.entries(sheet.inner[name], posted.get(name), base.get(name), inner)
            else:
                said, before = posted.get(name), base.get(name)
                value = self.noun(sheet.inner[name], _keys(said), _keys(before), inner)
            if value not in (None, "", [], {}) or (name in base and value in (False, 0)):
                found[name] = value
        if "@" in posted:
            found["@"] = posted["@"]
        return found

    def entries(self, sheet: Sheet, posted: Any, base: Any, path: str) -> list[Any]:
        """The rows of a list. Those in which nothing was written yet go last, so that the places of the others are
        the same on the page and in the event."""
        items = [item for item in posted if isinstance(item, dict)] if isinstance(posted, list) else []
        known = base if isinstance(base, list) else []
        if sheet.fixed:
            return self.fixed(sheet, items, known, path)
        kept: list[Stated] = []
        blank: list[Stated] = []
        for item in items:
            found = self.noun(sheet, item, _entry_of(known, item), f"{path}[{len(kept)}]")
            (blank if found == {"@": ""} else kept).append(found)
        return kept + blank

    def fixed(self, sheet: Sheet, items: list[Stated], known: list[Any], path: str) -> list[Any]:
        """The entries as they were, those on the page with their answers."""
        entries = [_marked_entry(entry, number) for number, entry in enumerate(known)]
        for item in items:
            number = _was(item, known)
            if number is not None:
                entries[number] = self.noun(sheet, item, known[number], f"{path}[{number}]")
        return entries

    def answer(self, key: Key, posted: Any, before: Any, path: str) -> Any:
        """One answer; None where nothing is said."""
        said = posted if isinstance(posted, list) else []
        texts = [_clean(text) for text in said if isinstance(text, str)]
        if key.kind is Category:
            return _press(texts, before)
        if key.many:
            lines = [line for text in texts for one in text.split("\n") if (line := one.strip())]
            return lines if len(texts) == 1 else _ticked(lines, before)
        text = texts[-1] if texts else ""
        if not text or _is_default(key, text, before):
            return None
        if (reader := _READERS.get(key.kind)) is not None:
            text = self.understood(reader, text, _text(before), path)
        return before if _same(text, before) else text

    def understood(self, reader: Reader, text: str, before: str, path: str) -> str:
        """The text as an event file writes it; what cannot be read stays as it was typed, with its problem."""
        try:
            entered = reader(text, before, self.clocks)
        except MomentError as error:
            self.result.problems.append(Problem(str(error), path))
            return text
        self.result.echoes[path] = entered.echo
        return entered.text


def _press(texts: list[str], before: Any) -> Any:
    """The kinds of press that were chosen, in the order in which they stood, since papers name them in it."""
    stood = [str(one) for one in before] if isinstance(before, list) else []
    known = [item.value for item in ALL_PRESS]
    ordered = [*(one for one in stood if one in known), *(one for one in known if one not in stood)]
    chosen = [one for one in ordered if one in texts]
    return "all" if len(chosen) == len(known) and len(stood) != len(known) else chosen


def _ticked(chosen: list[str], before: Any) -> list[str]:
    """What was ticked, in the order in which it stood: boxes have none of their own."""
    stood = [one for one in before if one in chosen] if isinstance(before, list) else []
    return list(dict.fromkeys([*stood, *chosen]))


def _keys(value: Any) -> Stated:
    return value if isinstance(value, dict) else {}


def _marked_entry(item: Any, number: int) -> Any:
    return {**marked(item), "@": str(number)} if isinstance(item, Mapping) else item


def _was(item: Stated, known: list[Any]) -> int | None:
    """Which entry of the base a row is; None for a new one."""
    mark = str(item.get("@", ""))
    if not (mark.isascii() and mark.isdigit() and len(mark) < 6):
        return None
    number = int(mark)
    return number if number < len(known) and isinstance(known[number], dict) else None


def _entry_of(known: list[Any], item: Stated) -> Stated:
    number = _was(item, known)
    return {} if number is None else _keys(known[number])


def _is_default(key: Key, text: str, before: Any) -> bool:
    """Whether an answer only says what holds anyway, and the file leaves it unsaid."""
    default = key.info.default
    if before is not None or not isinstance(default, Enum):
        return False
    return text == (default.words if isinstance(default, Level) else default.value)


def _same(text: str, before: Any) -> bool:
    return before is not None and text == _text(before)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else _clean(str(value))


def _clean(text: str) -> str:
    return (re.sub("\r\n?", "\n", text) if "\r" in text else text).strip()


Reader = Callable[[str, str, Clocks], Entered]

_READERS: Final[Mapping[type, Reader]] = {
    When: lambda text, before, clocks: read_time(text, clocks.day, clocks.zone, before=before),
    Span: lambda text, _before, _clocks: read_length(text),
    Day: lambda text, before, clocks: Entered(text, "") if text == before else read_day(text, clocks.today),
}


def without_marks(tree: Any) -> Any:
    """What is stated, without the marks of rows and without rows in which nothing was written."""
    if isinstance(tree, Mapping):
        inner = {key: without_marks(value) for key, value in tree.items() if key != "@"}
        return {key: value for key, value in inner.items() if value not in (None, "", [], {})}
    if isinstance(tree, list):
        return [item for item in (without_marks(item) for item in tree) if item not in (None, "", {}, [])]
    return tree


def named(tree: Stated, noun: type[Noun], others: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Give every new entry that needs a short name one made of what it is called, unlike all others of its kind.

    ``others`` is what somebody else made of the event meanwhile: their new entries are not this one's, however alike
    they are called.
    """
    taken = {*ids(tree), *ids(dict(others))}
    for item, kind in _nouns_of(tree, noun):
        if (
            "id" in keys_of(kind)
            and keys_of(kind)["id"].info.is_required()
            and not item.get("id")
            and len(item) > 1
        ):
            made = free(_short(item), taken)
            taken.add(made)
            item["id"] = made


def _nouns_of(tree: Any, noun: type[Noun]) -> Iterator[tuple[Stated, type[Noun]]]:
    if not isinstance(tree, dict):
        return
    yield tree, noun
    for name, key in keys_of(noun).items():
        if issubclass(key.kind, Noun):
            value = tree.get(name)
            for item in value if isinstance(value, list) else [value]:
                yield from _nouns_of(item, key.kind)


def ids(tree: Any) -> Iterator[str]:
    """All short names of a tree."""
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield tree["id"]
        for value in tree.values():
            yield from ids(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from ids(item)


def _short(item: Stated) -> str:
    said = next(
        (str(item[key]) for key in ("family", "name", "title", "kind", "step") if item.get(key)), "entry"
    )
    return slug(said) or "entry"


def free(wanted: str, taken: set[str]) -> str:
    """A short name that is not taken: this one, else this one with a number."""
    if wanted not in taken and wanted != "event":
        return wanted
    return next(name for number in range(2, 10_000) if (name := f"{wanted}-{number}") not in taken)


def slug(text: str) -> str:
    """A short name made of a text: small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
