"""Events in JSON: read as the file would state them, so that one reader judges both.

A file has texts only, and its reader takes ``"12"`` for a number. JSON has numbers, true and null of its own; what is
of another kind than the description says is told here, beside everything else that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from logistics.errors import Problem, UnusableInput
from logistics.model import Event, Noun
from logistics.model.keys import Key, keys_of
from logistics.operations.drafts import judged

MOST_VALUES: Final = 50_000
MOST_PROBLEMS: Final = 100
_LARGEST: Final = 10**15


def as_a_file(tree: Mapping[str, Any]) -> dict[str, object]:
    """The tree with texts for its numbers, true and false, and without its nulls.

    Raises UnusableInput with every problem of the event, where a value is of the wrong kind.
    """
    if sum(1 for _ in _values(tree)) > MOST_VALUES:
        raise UnusableInput(
            (Problem(f"An event has at most {MOST_VALUES:,} values, and this one has more."),)
        )
    read, problems = kinds(tree)
    if problems:
        others = _others(read, {one.path for one in problems})
        raise UnusableInput((*problems[:MOST_PROBLEMS], *others))
    return read


def kinds(tree: Mapping[str, Any]) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The tree as a file would state it, and where a value is of another kind than it must be."""
    reading = _Reading()
    return reading.noun(Event, tree, ""), tuple(reading.problems)


def _values(tree: object) -> Iterator[object]:
    """All that lies in a tree; with a stack of its own, whatever its depth."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _others(read: dict[str, object], told: set[str]) -> tuple[Problem, ...]:
    try:
        judged(read)
    except UnusableInput as unusable:
        return tuple(one for one in unusable.problems if one.path not in told)
    return ()


class _Reading:
    """One reading, with what it found to be of the wrong kind."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def noun(self, noun: type[Noun], tree: Mapping[str, Any], path: str) -> dict[str, object]:
        keys = keys_of(noun)
        read: dict[str, object] = {}
        for name, value in tree.items():
            key = keys.get(name)
            if key is None:
                read[name] = ""  # nobody knows what it may hold: that it is there is told
            elif value is not None:
                read[name] = self._value(key, value, _below(path, name))
            elif key.info.is_required() or key.info.default is not None:
                self._told(key, "null", _below(path, name))
        return read

    def _value(self, key: Key, value: object, path: str) -> object:
        if isinstance(value, list):
            return [self._one(key, entry, f"{path}[{number}]") for number, entry in enumerate(value)]
        return self._one(key, value, path)

    def _one(self, key: Key, value: object, path: str) -> object:
        if isinstance(value, dict):
            return self.noun(key.kind, value, path) if issubclass(key.kind, Noun) else {}
        if isinstance(value, list):
            return []
        text = _text(key.kind, value)
        if text is None:
            self._told(key, _called(value), path)
            return {}
        return text

    def _told(self, key: Key, given: str, path: str) -> None:
        wanted = _WANTED.get(key.kind, "an object" if issubclass(key.kind, Noun) else "a text")
        if key.many:
            wanted = f"a list; each entry is {wanted}"
        mend = " Leave the key out where nothing is known." if given == "null" else ""
        self.problems.append(Problem(f"‘{key.name}’ must be {wanted}. Here it is {given}.{mend}", path))


_WANTED: Final[dict[type, str]] = {int: "a whole number", bool: "true or false"}


def _text(kind: type, value: object) -> str | None:
    """A value as a file would write it; None where it is of another kind than it must be."""
    if kind is bool:
        return ("true" if value else "false") if isinstance(value, bool) else None
    if kind is int:
        return _whole(value)
    return value if isinstance(value, str) else None


def _whole(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not -_LARGEST < value < _LARGEST or value != int(value):
        return None
    return str(int(value))


def _called(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return "a text" if isinstance(value, str) else "a number"


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
