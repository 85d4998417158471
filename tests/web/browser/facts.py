"""What an event states, whatever its parts are called by: for comparing two files that were written apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from logistics.changes.stated import stated
from logistics.model import Category, Day, Event, Noun
from logistics.model.keys import keys_of


def facts(event: Event) -> dict[str, Any]:
    """What an event states: short names as their place among the others, days without weekday, press in one order."""
    tree = stated(event)
    names = {name: f"#{number}" for number, name in enumerate(_ids(tree, Event))}
    found: dict[str, Any] = _renamed(tree, Event, names)
    return found


def _ids(tree: Mapping[str, Any], noun: type[Noun]) -> Iterator[str]:
    for name, key in keys_of(noun).items():
        value = tree.get(name)
        if name == "id" and value:
            yield value
        if issubclass(key.kind, Noun):
            for item in value if isinstance(value, list) else [value]:
                if item:
                    yield from _ids(item, key.kind)


def _renamed(tree: Mapping[str, Any], noun: type[Noun], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: _named(value, name, noun, names) for name, value in tree.items()}


def _named(value: Any, name: str, noun: type[Noun], names: Mapping[str, str]) -> Any:
    key = keys_of(noun)[name]
    if isinstance(value, list):
        told = [_named(item, name, noun, names) for item in value]
        return sorted(told) if key.kind is Category else told
    if isinstance(value, dict):
        return _renamed(value, key.kind, names)
    if key.kind is Day:
        return Day.read(value).date.isoformat()
    return names.get(value, value) if name == "id" or key.refers else value
