"""What pydantic finds wrong with a request, in our words. What was sent is not told back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError

from logistics.errors import Problem

MOST: Final = 100


def problems_of(error: ValidationError, *, tagged: bool = False) -> tuple[Problem, ...]:
    """The first problems of a request, each with its path; ``tagged``: pydantic puts a tag of its own before it."""
    found = islice(error.errors(include_url=False, include_input=False), MOST)
    return tuple(_problem(one["type"], one["loc"][tagged:], one.get("ctx", {})) for one in found)


def _problem(kind: str, loc: tuple[int | str, ...], limits: Mapping[str, Any]) -> Problem:
    if kind == "extra_forbidden":
        return Problem(
            "There is a key here that is not known. See the description for those that are.", _path(loc[:-1])
        )
    return Problem(_SENTENCES.get(kind, _other)(limits), _path(loc))


def _path(loc: tuple[int | str, ...]) -> str:
    path = ""
    for step in loc:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _other(_: Mapping[str, Any]) -> str:
    return "This cannot be used here. See the description for what can."


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "missing": lambda _: "This key is missing. Add it.",
    "string_type": lambda _: "This must be a text.",
    "string_too_long": lambda limits: f"At most {limits['max_length']:,} characters fit. Shorten it.",
    "string_too_short": lambda _: "This is empty. Write it.",
    "string_pattern_mismatch": lambda _: "This is not written as it must be here. See the description.",
    "whole_number": lambda _: "This must be a whole number.",
    "greater_than_equal": lambda limits: f"This must be at least {limits['ge']:,}.",
    "less_than_equal": lambda limits: f"This must be at most {limits['le']:,}.",
    "literal_error": lambda limits: f"This must be {limits['expected']}.",
    "dict_type": lambda _: "This must be an object: keys with values.",
    "model_type": lambda _: "This must be an object: keys with values.",
    "model_attributes_type": lambda _: "This must be an object: keys with values.",
    "too_long": lambda limits: f"At most {limits['max_length']:,} entries fit.",
    "event_or_file": lambda _: "Send an object with either ‘event’ or ‘file’.",
}
