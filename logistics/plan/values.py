"""All that an event says, one value at a time, with its place in the file and who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Generic, NamedTuple, TypeVar, cast

from logistics.model import Event, Level, Noun, level_of

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Value(NamedTuple, Generic[T_co]):
    """One text, number, day or time: ``path`` is its place, ``field`` the field of the noun that holds it.

    ``level`` is from which on it is shown: the highest of its field's and of those around it.
    """

    path: str
    field: str
    value: T_co
    level: Level


def values_of(event: Event) -> tuple[Value[object], ...]:
    """All values of an event, what it leaves to the model's defaults included, in the order of the nouns' fields."""
    found: list[Value[object]] = []
    _collect(event, "", Level.PUBLIC, found)
    return tuple(found)


def _collect(noun: Noun, path: str, around: Level, found: list[Value[object]]) -> None:
    said = noun.__dict__  # most of what a noun could say is not said: this is the quick way to pass it over
    for field, key, own in _fields(type(noun)):
        value = said[field]
        if value is None or value == ():
            continue
        level = own if own > around else around
        items = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for number, item in items:
            where = f"{path}{key}" if number is None else f"{path}{key}[{number}]"
            if isinstance(item, Noun):
                _collect(item, f"{where}.", level, found)
            else:
                found.append(Value(where, field, item, level))


def of_kind(values: Iterable[Value[object]], kind: type[T]) -> tuple[Value[T], ...]:
    """The values of a kind, in their order."""
    return tuple(cast(Value[T], value) for value in values if isinstance(value.value, kind))


@cache
def _fields(noun: type[Noun]) -> tuple[tuple[str, str, Level], ...]:
    """The fields of a noun, each with its key in the file and its own level."""
    return tuple((name, field.alias or name, level_of(field)) for name, field in noun.model_fields.items())
