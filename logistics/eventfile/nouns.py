"""The keys of each noun, as a file has them: what the model's annotations say, unwrapped."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from logistics.eventfile.yamltree import Node, below
from logistics.model import Noun, Refers


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a noun. ``kind`` is what one value of it is; ``refers`` what it names, if it names a thing."""

    name: str
    field: str
    info: FieldInfo
    kind: type
    many: bool
    refers: str | None


@cache
def keys_of(noun: type[Noun]) -> Mapping[str, Key]:
    """The keys of a noun by the name that they have in a file, in the model's order."""
    keys = (_key(name, info) for name, info in noun.model_fields.items())
    return {key.name: key for key in keys}


def _key(field: str, info: FieldInfo) -> Key:
    kind, many, marks = _unwrapped(info.annotation)
    refers = next((mark.kind for mark in (*info.metadata, *marks) if isinstance(mark, Refers)), None)
    return Key(info.alias or field, field, info, kind, many, refers)


def _unwrapped(annotation: Any) -> tuple[type, bool, tuple[object, ...]]:
    """The innermost type, whether it stands in a tuple, and all marks on the way to it."""
    many, marks = False, ()
    while origin := get_origin(annotation):
        if origin is Annotated:
            marks += annotation.__metadata__
            annotation = annotation.__origin__
        elif origin in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            many = True
            annotation = get_args(annotation)[0]
    return annotation, many, marks


@dataclass(frozen=True, slots=True)
class Place:
    """A noun of a file that is stated as keys with values, whether or not they are right.

    ``around`` holds the places that it lies in, the event first.
    """

    path: str
    noun: type[Noun]
    values: Mapping[str, Node]
    around: tuple[Place, ...]

    def text(self, key: str) -> str | None:
        """The text of a key, where it is one."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def texts(self) -> Iterator[tuple[Key, str, str]]:
        """Every text of a known key, as (key, its path, text); of a list, every entry."""
        keys = keys_of(self.noun)
        for name, value in self.values.items():
            if key := keys.get(name):
                for path, one in _entries(below(self.path, name), value):
                    if isinstance(one, str):
                        yield key, path, one


def places(noun: type[Noun], tree: Node, path: str = "", around: tuple[Place, ...] = ()) -> Iterator[Place]:
    """A noun and all nouns in it, in the file's order. What has another shape than the model's is passed over."""
    if not isinstance(tree, dict):
        return
    place = Place(path, noun, tree, around)
    yield place
    keys = keys_of(noun)
    for name, value in tree.items():
        key = keys.get(name)
        if key and issubclass(key.kind, Noun) and isinstance(value, list) == key.many:
            for inner, entry in _entries(below(path, name), value):
                yield from places(key.kind, entry, inner, (*around, place))


def _entries(path: str, value: Node) -> Iterable[tuple[str, Node]]:
    if isinstance(value, list):
        return ((below(path, index), entry) for index, entry in enumerate(value))
    return ((path, value),)
