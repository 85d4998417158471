"""The nouns of a file's tree: each with its path, its keys as they are written and the nouns around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from logistics.eventfile.yamltree import Node, below
from logistics.model import Noun
from logistics.model.keys import Key, keys_of


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

    def texts(self, keys: Iterable[Key]) -> Iterator[tuple[Key, str, str]]:
        """Every text that these keys have here, as (key, its path, text); of a list, every entry."""
        for key in keys:
            if (value := self.values.get(key.name)) is not None:
                for path, one in _entries(below(self.path, key.name), value):
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
