"""The keys of each noun, as a file or a form has them: what the model's annotations say, unwrapped."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from logistics.model.base import Noun, Refers


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
