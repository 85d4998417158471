"""From what a browser posts to what is stated of an event: rows put together, answers read, nothing lost."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from logistics.errors import MomentError, Problem
from logistics.model import ALL_PRESS, Category, Day, Level, Noun, Span, When
from logistics.model.keys import Key, keys_of
from logistics.operations.timeentry import Entered, read_day, read_length, read_time
from web.forms.sheets import Sheet

MOST_FIELDS: Final = 8_000
MOST_ENTRIES: Final = 500
_STEP: Final = re.compile(r"([a-z_]{1,40})((?:\[\d{1,4}\])?)(?:\.|$)", re.ASCII)
Stated = dict[str, Any]


class TooMuch(ValueError):
    """A form with more fields or rows than any event has."""


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


def rows(pairs: Iterable[tuple[str, str]]) -> Stated:
    """The nested tree of posted names such as ``sessions[0].access[1].at``. Raises TooMuch.

    Names that are no path of a form are passed over. Values stay lists of texts, as checkboxes post several.
    """
    root: Stated = {}
    for count, (name, value) in enumerate(pairs):
        if count >= MOST_FIELDS:
            raise TooMuch(f"The form has more than {MOST_FIELDS:,} fields, and no event does.")
        is_mark = name.startswith("@")
        steps = _steps(name.removeprefix("@"))
        if not steps:
            continue
        node = root
        for key, index in steps if is_mark else steps[:-1]:
            node = node.setdefault(key, {}) if index is None else node.setdefault(key, {}).setdefault(index, {})
        if is_mark:
            node["@"] = value
        else:
            node.setdefault(steps[-1][0], []).append(value)
    return _listed(root)


def _steps(name: str) -> list[tuple[str, int | None]]:
    steps, at = [], 0
    while at < len(name):
        found = _STEP.match(name, at)
        if found is None:
            return []
        index = int(found[2][1:-1]) if found[2] else None
        if index is not None and index >= MOST_ENTRIES:
            raise TooMuch(f"A list of the form has more than {MOST_ENTRIES} rows, and no event does.")
        steps.append((found[1], index))
        at = found.end()
    return steps


def _listed(node: Any) -> Any:
    """Rows that were posted by their numbers, as lists; None stands for a row that is not on this page."""
    if not isinstance(node, dict):
        return node
    if node and all(isinstance(key, int) for key in node):
        return [_listed(node.get(number)) for number in range(max(node) + 1)]
    return {key: _listed(value) for key, value in node.items()}


def changed_rows(tree: Stated, action: str) -> str:
    """Add, take out or move a row of a form, as ``add sessions[1].access`` says; where the page should go then.

    An action that names nothing of the form does nothing.
    """
    verb, _, path = action.partition(" ")
    steps = _steps(path)
    if not steps or verb not in ("add", "remove", "up", "down", "copy"):
        return ""
    node: Any = tree
    for key, index in steps[:-1]:
        node = _child(node, key, index)
    key, index = steps[-1]
    if not isinstance(node, dict):
        return ""
    if verb == "add":
        entries = node.setdefault(key, [])
        entries.append({"@": ""})
        return f"{path}[{len(entries) - 1}]"
    entries = node.get(key)
    if index is None or not isinstance(entries, list) or index >= len(entries):
        return ""
    return _moved(entries, verb, index, path.rpartition("[")[0])


def _moved(entries: list[Any], verb: str, index: int, path: str) -> str:
    if verb == "remove":
        del entries[index]
        return path
    if verb == "copy":
        entries.insert(index + 1, {**deepcopy(entries[index]), "@": "", "id": []})
        return f"{path}[{index + 1}]"
    other = index + (1 if verb == "down" else -1)
    if 0 <= other < len(entries):
        entries[index], entries[other] = entries[other], entries[index]
        return f"{path}[{other}]"
    return f"{path}[{index}]"


def _child(node: Any, key: str, index: int | None) -> Any:
    inner = node.get(key) if isinstance(node, dict) else None
    if index is None:
        return inner
    return inner[index] if isinstance(inner, list) and index < len(inner) else None


def read(sheet: Sheet, posted: Stated, base: Mapping[str, Any], clocks: Clocks) -> Posted:
    """What the whole event states, with this sheet's answers in it; rows may be empty where a person added them."""
    result = Posted({})
    result.tree = _noun(sheet, posted, base, clocks, "", result)
    return result


def _noun(
    sheet: Sheet, posted: Stated, base: Mapping[str, Any], clocks: Clocks, path: str, result: Posted
) -> Stated:
    """The keys of the sheet as answered, all others as the base has them, in the model's order."""
    keys = keys_of(sheet.noun)
    found: Stated = {}
    for name, key in keys.items():
        inner = f"{path}.{name}" if path else name
        if name not in sheet.keys:
            value = base.get(name)
        elif issubclass(key.kind, Noun):
            value = _nouns(sheet.inner[name], key, posted.get(name), base.get(name), clocks, inner, result)
        else:
            value = _answer(key, posted.get(name), base.get(name), clocks, inner, result)
        if value not in (None, "", [], {}) or (name in base and value in (False, 0)):
            found[name] = value
    if "@" in posted:
        found["@"] = posted["@"]
    return found


def _nouns(
    sheet: Sheet, key: Key, posted: Any, base: Any, clocks: Clocks, path: str, result: Posted
) -> Any:
    if not key.many:
        inner = base if isinstance(base, Mapping) else {}
        return _noun(sheet, posted if isinstance(posted, dict) else {}, inner, clocks, path, result)
    known = base if isinstance(base, list) else []
    if sheet.fixed:
        return _fixed(sheet, posted, known, clocks, path, result)
    kept: list[Stated] = []
    blank: list[Stated] = []
    for item in posted if isinstance(posted, list) else []:
        if not isinstance(item, dict):
            continue
        found = _noun(sheet, item, _entry_of(known, item), clocks, f"{path}[{len(kept)}]", result)
        (blank if found == {"@": ""} else kept).append(found)
    # Rows in which nothing was written yet go last, so that a problem's place is the same on the page and in the event.
    return kept + blank


def _fixed(
    sheet: Sheet, posted: Any, known: list[Any], clocks: Clocks, path: str, result: Posted
) -> list[Any]:
    """The entries as they were, those on the page with their answers."""
    entries = [_marked_entry(item, number) for number, item in enumerate(known)]
    for item in posted if isinstance(posted, list) else []:
        mark = str(item.get("@", "")) if isinstance(item, dict) else ""
        if mark.isascii() and mark.isdigit() and int(mark) < len(known):
            number = int(mark)
            entries[number] = _noun(sheet, item, known[number], clocks, f"{path}[{number}]", result)
    return entries


def _marked_entry(item: Any, number: int) -> Any:
    return {**marked(item), "@": str(number)} if isinstance(item, Mapping) else item


def _entry_of(known: list[Any], item: Stated) -> Mapping[str, Any]:
    mark = str(item.get("@", ""))
    if mark.isascii() and mark.isdigit() and int(mark) < len(known):
        entry = known[int(mark)]
        return entry if isinstance(entry, Mapping) else {}
    return {}


def _answer(key: Key, posted: Any, before: Any, clocks: Clocks, path: str, result: Posted) -> Any:
    texts = [_clean(text) for text in posted] if isinstance(posted, list) else []
    if key.kind is Category:
        chosen = [item.value for item in ALL_PRESS if item.value in texts]
        return "all" if len(chosen) == len(ALL_PRESS) else chosen
    if key.many:
        lines = [line.strip() for text in texts for line in text.split("\n")]
        return [line for line in lines if line]
    text = texts[-1] if texts else ""
    if not text or _is_default(key, text, before):
        return None
    if _same(text, before):
        if (echo := _READERS.get(key.kind)) is not None:
            _understood(echo, text, _text(before), clocks, path, result)
        return before
    reader = _READERS.get(key.kind)
    return _understood(reader, text, _text(before), clocks, path, result) if reader else text


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
    return re.sub("\r\n?", "\n", text).strip()


Reader = Callable[[str, str, Clocks], Entered]


def _understood(reader: Reader, text: str, before: str, clocks: Clocks, path: str, result: Posted) -> str:
    try:
        entered = reader(text, before, clocks)
    except MomentError as error:
        result.problems.append(Problem(str(error), path))
        return text
    result.echoes[path] = entered.echo
    return entered.text


_READERS: Final[Mapping[type, Reader]] = {
    When: lambda text, before, clocks: read_time(text, clocks.day, clocks.zone, before=before or None),
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


def named(tree: Stated, noun: type[Noun]) -> None:
    """Give every new entry that needs a short name one made of what it is called, unlike all others of its kind."""
    taken = set(_ids(tree))
    for item, kind in _nouns_of(tree, noun):
        if "id" in keys_of(kind) and keys_of(kind)["id"].info.is_required() and not item.get("id") and len(item) > 1:
            made = _free(_short(item), taken)
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


def _ids(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("id"), str):
            yield tree["id"]
        for value in tree.values():
            yield from _ids(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _ids(item)


def _short(item: Stated) -> str:
    said = next((str(item[key]) for key in ("family", "name", "title", "kind", "step") if item.get(key)), "entry")
    return slug(said) or "entry"


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken and wanted != "event":
        return wanted
    return next(name for number in range(2, 10_000) if (name := f"{wanted}-{number}") not in taken)


def slug(text: str) -> str:
    """A short name made of a text: small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-")
