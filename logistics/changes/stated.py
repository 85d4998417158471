"""What an event states, as a plain tree of keys, lists, texts, numbers and yes or no.

Whatever two people changed is told and joined on such trees, so that also a form can be joined of which no event
can be made yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from logistics.model import Event, Noun
from logistics.model.keys import keys_of

Stated: TypeAlias = dict[str, Any]


def stated(noun: Noun) -> Stated:
    """What an event, or another noun, states by the keys of its file; what it leaves unsaid is not in it."""
    return noun.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def as_stated(tree: Mapping[str, object]) -> Stated:
    """A tree as ``stated`` would give it: keys in the model's order, ``"12"`` as a number, times tidied.

    What the model cannot read stays as it is, and so do keys that it does not know: whoever makes an event of the
    tree is told of them. Keys without a value are left out.
    """
    return _noun(Event, tree)


def _noun(noun: type[Noun], tree: Mapping[str, object]) -> Stated:
    names = [
        *(name for name in keys_of(noun) if name in tree),
        *(name for name in tree if name not in keys_of(noun)),
    ]
    return {name: _value(noun, name, tree[name]) for name in names if tree[name] is not None}


def _value(noun: type[Noun], name: str, value: object) -> object:
    key = keys_of(noun).get(name)
    if key is None:
        return value
    if not issubclass(key.kind, Noun):
        return _read(noun, name, value)
    if key.many and isinstance(value, list | tuple):
        return [_entry(key.kind, entry) for entry in value]
    return _entry(key.kind, value)


def _entry(noun: type[Noun], value: object) -> object:
    return _noun(noun, value) if isinstance(value, Mapping) else value


def _read(noun: type[Noun], name: str, value: object) -> object:
    adapter = _adapter(noun, name)
    try:
        return adapter.dump_python(adapter.validate_python(value), mode="json")
    except ValidationError:
        return value


@cache
def _adapter(noun: type[Noun], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(keys_of(noun)[name].info.rebuild_annotation())
