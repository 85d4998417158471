"""What pydantic finds wrong with the tree of a file, in a press officer's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any, Final, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from logistics.errors import MomentError, Problem
from logistics.eventfile.words import near, or_of, shown, with_article
from logistics.eventfile.yamltree import Tree, below
from logistics.model import Event, Noun
from logistics.model.base import Language, Slug, slug
from logistics.model.keys import Key, keys_of

Loc = tuple[str | int, ...]


def faults(error: ValidationError, tree: Tree, most: int, root: type[Noun] = Event) -> list[Problem]:
    """The first problems of a validation, in the file's order; contradictions within a noun are left to checks."""
    found = (_Fault.of(details, tree, root) for details in error.errors(include_url=False))
    told = (fault for fault in found if not fault.is_of_a_noun and not tree.has_told(fault.path))
    in_order = sorted(told, key=lambda fault: fault.line or 0)
    return [Problem(fault.sentence(), fault.path, fault.line) for fault in islice(in_order, most)]


@dataclass(frozen=True, slots=True)
class _Fault:
    details: ErrorDetails
    path: str
    line: int | None
    root: type[Noun]

    @classmethod
    def of(cls, details: ErrorDetails, tree: Tree, root: type[Noun]) -> _Fault:
        path = ""
        for step in details["loc"]:
            inner = below(path, step)
            if isinstance(step, int) and inner not in tree.lines:
                break  # one value that the model reads as a list of one
            path = inner
        return cls(details, path, tree.line(path), root)

    @property
    def is_of_a_noun(self) -> bool:
        key = _key_at(self.details["loc"], self.root)
        return self.details["type"] == "value_error" and (key is None or issubclass(key.kind, Noun))

    def sentence(self) -> str:
        loc = self.details["loc"]
        sentence = _SENTENCES.get(self.details["type"], _other)
        return sentence(_Case(self.details, _key_at(loc, self.root), _noun_at(loc, self.root), _name(loc)))


@dataclass(frozen=True, slots=True)
class _Case:
    """A fault with what the model says of its place. ``name`` is its key; ``key`` is None for an unknown one."""

    details: ErrorDetails
    key: Key | None
    noun: type[Noun]
    name: str

    @property
    def value(self) -> str:
        given = self.details["input"]
        return f"“{shown(given)}”" if isinstance(given, str) else _shape_of(given)

    @property
    def meaning(self) -> str:
        return self.key.info.description or "" if self.key else ""

    def limit(self, name: str) -> int:
        return int(self.details.get("ctx", {})[name])


def _name(loc: Loc) -> str:
    return next((shown(step) for step in reversed(loc) if isinstance(step, str)), "the file")


def _noun_at(loc: Loc, root: type[Noun]) -> type[Noun]:
    """The noun whose key a place is."""
    noun = root
    *outer, _ = [step for step in loc if isinstance(step, str)] or [""]
    for step in outer:
        key = keys_of(noun).get(step)
        if key is None or not issubclass(key.kind, Noun):
            break
        noun = key.kind
    return noun


def _key_at(loc: Loc, root: type[Noun]) -> Key | None:
    last = next((step for step in reversed(loc) if isinstance(step, str)), "")
    return keys_of(_noun_at(loc, root)).get(last)


def _shape_of(given: object) -> str:
    if isinstance(given, list | tuple):
        return "a list"
    if isinstance(given, Mapping):
        return "a set of keys"
    return "a text"


def _missing(case: _Case) -> str:
    return f"‘{case.name}’ is missing here. Add it: {case.meaning}"


def _unknown_key(case: _Case) -> str:
    known = keys_of(case.noun)
    said = f"‘{case.name}’ is not a key here"
    if offer := near(case.name, known):
        return f"{said}; did you mean {offer}?"
    if len(known) <= 12:
        return f"{said}. The keys here are {', '.join(known)}."
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", case.noun.__name__).lower()
    manual = "staff-file.md" if case.noun.__module__.endswith(".staff") else "event-file.md"
    return f"{said}. See docs/{manual} for the keys of {with_article(noun)}."


def _choice(case: _Case) -> str:
    given, kind = case.details["input"], case.key.kind if case.key else Enum
    if not isinstance(given, str):
        return _not_text(case)
    choices = [str(member.value) for member in kind] if issubclass(kind, Enum) else []
    offer = near(given, choices)
    said = f"{case.value} is not a choice for ‘{case.name}’."
    if offer:
        return f"{said} Did you mean {offer}? If not, write one of {or_of(choices)}."
    return f"{said} Write one of {or_of(choices)}."


def _too_long(case: _Case) -> str:
    length, most = len(str(case.details["input"]).strip()), case.limit("max_length")
    return f"‘{case.name}’ is {length:,} characters long, and at most {most:,} fit. Shorten it."


def _too_many(case: _Case) -> str:
    most = case.limit("max_length")
    return f"‘{case.name}’ has {len(case.details['input']):,} entries, and at most {most:,} fit. Make two events of it."


def _empty(case: _Case) -> str:
    ask = "Write it" if case.key and case.key.info.is_required() else "Write it, or take it out"
    return f"‘{case.name}’ is empty. {ask}."


def _not_text(case: _Case) -> str:
    return f"‘{case.name}’ must be one text; here it is {_shape_of(case.details['input'])}."


def _half_a_character(case: _Case) -> str:
    return f"‘{case.name}’ holds half a character (a lone surrogate). Delete it and type the text again."


def _not_list(case: _Case) -> str:
    form = "Write [a, b], or each entry on a line of its own after a dash."
    return f"‘{case.name}’ must be a list; here it is {_shape_of(case.details['input'])}. {form}"


def _not_noun(case: _Case) -> str:
    noun = case.key.kind if case.key else case.noun
    keys = list(keys_of(noun))
    form = f"Write its keys, each with a colon, such as {or_of(keys[:3])}."
    given = case.details["input"]
    if not case.details["loc"]:
        return f"The file must be a set of keys with values; here it is {_shape_of(given)}. {form}"
    is_entry = isinstance(case.details["loc"][-1], int)
    subject = f"An entry of ‘{case.name}’" if is_entry else f"‘{case.name}’"
    return f"{subject} must be a set of keys with values; here it is {_shape_of(given)}. {form}"


def _pattern(constrained: Any) -> str:
    return str(get_args(constrained)[1].pattern)


_FORMS: Final = {
    _pattern(Slug): "is not a short name. Use small letters, digits and hyphens, such as",
    _pattern(Language): "is not the tag of a language. Write it as en, es or pt-BR.",
}


def _form(case: _Case) -> str:
    pattern = str(case.details.get("ctx", {}).get("pattern", ""))
    form = _FORMS.get(pattern, f"is not written as it must be here. {case.meaning}")
    if not form.endswith("such as"):
        return f"{case.value} {form}"
    return f"{case.value} {form} {slug(str(case.details['input']), 40) or 'camera-spray'}."


def _not_number(case: _Case) -> str:
    return f"‘{case.name}’ must be a whole number; here it is {case.value}."


def _least(case: _Case) -> str:
    return f"‘{case.name}’ must be at least {case.limit('ge'):,}; here it is {case.value}."


def _most(case: _Case) -> str:
    return f"‘{case.name}’ must be at most {case.limit('le'):,}; here it is {case.value}."


def _not_yes_or_no(case: _Case) -> str:
    return f"‘{case.name}’ must be yes or no; here it is {case.value}."


def _said_by_the_model(case: _Case) -> str:
    """MomentErrors are sentences; the model's others go on from their subject."""
    error = case.details.get("ctx", {}).get("error")
    message = str(error)
    if isinstance(error, MomentError) and message[:1] not in "abcdefghijklmnopqrstuvwxyz":
        return message
    subject = case.value if message.startswith("is ") else f"‘{case.name}’"
    return f"{subject} {message.rstrip('.')}."


def _other(case: _Case) -> str:
    return f"‘{case.name}’ cannot be used as it is written here. {case.meaning}".strip()


_SENTENCES: Final[Mapping[str, Callable[[_Case], str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "enum": _choice,
    "string_too_long": _too_long,
    "string_too_short": _empty,
    "too_short": _empty,
    "too_long": _too_many,
    "string_type": _not_text,
    "string_unicode": _half_a_character,
    "string_pattern_mismatch": _form,
    "tuple_type": _not_list,
    "model_type": _not_noun,
    "int_type": _not_number,
    "int_parsing": _not_number,
    "int_parsing_size": _not_number,
    "int_from_float": _not_number,
    "greater_than_equal": _least,
    "less_than_equal": _most,
    "bool_type": _not_yes_or_no,
    "bool_parsing": _not_yes_or_no,
    "value_error": _said_by_the_model,
}
