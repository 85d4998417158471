"""From the names that a browser posts to a tree of rows: put together, added, taken out, moved and copied."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

MOST_FIELDS: Final = 8_000
MOST_ENTRIES: Final = 500
ROW_ACTIONS: Final = ("add", "remove", "up", "down", "copy")
_DEEPEST: Final = 8
_USUAL: Final = 80
_STEP: Final = re.compile(r"([a-z_]{1,40})((?:\[\d{1,5}\])?)(?:\.|$)", re.ASCII)
Stated = dict[str, Any]
_Step = tuple[str, int | None]


class TooMuch(ValueError):
    """A form with more fields or rows than any event has."""


def rows(pairs: Iterable[tuple[str, str]]) -> Stated:
    """The nested tree of posted names such as ``sessions[0].access[1].at``. Raises TooMuch.

    Names that are no path of a form are passed over, and so is one that makes a row of what another made a text.
    Values stay lists of texts, as checkboxes post several.
    """
    form = _Form()
    for count, (name, value) in enumerate(pairs):
        if count >= MOST_FIELDS:
            raise TooMuch(f"The form has more than {MOST_FIELDS:,} fields, and no event does.")
        form.put(name, value)
    listed: Stated = _listed(form.root)
    return listed


class _Rows(dict[int, Stated]):
    """The rows of a list by the numbers that they were posted with."""


class _Form:
    """A posted form, put together name by name."""

    def __init__(self) -> None:
        self.root: Stated = {}
        self._room = MOST_FIELDS

    def put(self, name: str, value: str) -> None:
        """Put a value at the place that a name tells; pass it over where the name tells none."""
        if name.startswith("@"):
            node = self._at(_steps(name[1:]))
            if node is not None and node is not self.root:
                node["@"] = value
            return
        *around, (key, index) = _steps(name) or (("", 0),)
        node = self._at(around)
        if node is None or index is not None:
            return
        texts = node.setdefault(key, [])
        if isinstance(texts, list):
            texts.append(value)

    def _at(self, steps: Iterable[_Step]) -> Stated | None:
        node: Stated | None = self.root
        for key, index in steps:
            node = None if node is None else self._within(node, key, index)
        return node

    def _within(self, node: Stated, key: str, index: int | None) -> Stated | None:
        """What lies in a node, made where it is not there; None where something of another shape is."""
        inner: Any = node.setdefault(key, {} if index is None else _Rows())
        if not isinstance(inner, dict) or isinstance(inner, _Rows) != (index is not None):
            return None
        if index is None:
            return inner
        if index not in inner:
            self._room -= max(0, index - max(inner, default=-1))
            if index >= MOST_ENTRIES or self._room < 0:
                raise TooMuch(f"A list of the form has more than {MOST_ENTRIES} rows, and no event does.")
            inner[index] = {}
        made: Stated = inner[index]
        return made


def _steps(name: str) -> tuple[_Step, ...]:
    """The way to a place: keys, each with the number of a row; empty for a name that is no path of a form."""
    return _usual_steps(name) if len(name) <= _USUAL else _read_steps(name)


@lru_cache(maxsize=MOST_FIELDS)
def _usual_steps(name: str) -> tuple[_Step, ...]:
    """While somebody types, a form is posted again and again with the same names."""
    return _read_steps(name)


def _read_steps(name: str) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    at = 0
    while at < len(name):
        found = _STEP.match(name, at)
        if found is None or len(steps) == _DEEPEST:
            return ()
        steps.append((found[1], int(found[2][1:-1]) if found[2] else None))
        at = found.end()
    return tuple(steps)


def _listed(node: Any) -> Any:
    """Rows that were posted by their numbers, as lists; None stands for a row that is not on this page."""
    if isinstance(node, _Rows):
        return [_listed(node.get(number)) for number in range(max(node) + 1)]
    return {key: _listed(value) for key, value in node.items()} if isinstance(node, dict) else node


def changed_rows(tree: Stated, action: str) -> str:
    """Add, take out or move a row of a form, as ``add sessions[1].access`` says; where the page should go then.

    An action that names nothing of the form does nothing.
    """
    verb, _, path = action.partition(" ")
    steps = _steps(path)
    if not steps or verb not in ROW_ACTIONS:
        return ""
    node: Any = tree
    for key, index in steps[:-1]:
        node = _child(node, key, index)
    key, index = steps[-1]
    if not isinstance(node, dict):
        return ""
    if verb == "add":
        entries = node.setdefault(key, [])
        if index is not None or not _are_rows(entries) or len(entries) >= MOST_ENTRIES:
            return ""
        entries.append({"@": ""})
        return f"{path}[{len(entries) - 1}]"
    entries = node.get(key, [])
    if index is None or not _are_rows(entries) or index >= len(entries) or entries[index] is None:
        return ""
    return _moved(entries, verb, index, path.rpartition("[")[0])


def _are_rows(entries: Any) -> bool:
    return isinstance(entries, list) and not any(isinstance(entry, str) for entry in entries)


def _moved(entries: list[Any], verb: str, index: int, path: str) -> str:
    if verb == "remove":
        del entries[index]
        return path
    if verb == "copy":
        entries.insert(index + 1, _copied(entries[index]))
        return f"{path}[{index + 1}]"
    other = index + (1 if verb == "down" else -1)
    if 0 <= other < len(entries):
        entries[index], entries[other] = entries[other], entries[index]
        return f"{path}[{other}]"
    return f"{path}[{index}]"


def _copied(row: Any) -> Any:
    """A row that says the same and is another: neither it nor what lies in it has a short name or a past yet."""
    if isinstance(row, list):
        return [_copied(entry) for entry in row]
    if not isinstance(row, dict):
        return row
    return {key: "" if key == "@" else [] if key == "id" else _copied(value) for key, value in row.items()}


def _child(node: Any, key: str, index: int | None) -> Any:
    inner = node.get(key) if isinstance(node, dict) else None
    if index is None:
        return inner
    return inner[index] if isinstance(inner, list) and index < len(inner) else None
