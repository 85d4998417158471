"""The format of event files, told from the model: as a JSON schema for editors, as tables for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from logistics.eventfile.words import with_article
from logistics.model import Category, Day, Event, Level, Noun, Span, Stamp, When, level_of
from logistics.model.keys import Key, keys_of


class _FileSchema(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        return dft.words if isinstance(dft, Level) else super().encode_default(dft)


def schema() -> dict[str, object]:
    """The JSON schema (2020-12) of an event file; each property says in ``audience`` who may see it."""
    said = Event.model_json_schema(by_alias=True, schema_generator=_FileSchema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **said,
        "title": "Event file",
    }


def tables() -> str:
    """Every key of an event file in Markdown: a table for each noun, the event's first."""
    return "\n\n".join(_table(noun) for noun in _nouns(Event)) + "\n"


def _nouns(noun: type[Noun]) -> Iterator[type[Noun]]:
    """A noun and all that lie in it, each once, in the order in which a reader meets them."""
    found = {noun: None}
    waiting = [noun]
    while waiting:
        inner = [key.kind for key in keys_of(waiting.pop(0)).values() if issubclass(key.kind, Noun)]
        waiting += [kind for kind in inner if kind not in found]
        found |= dict.fromkeys(inner)
    return iter(found)


def _table(noun: type[Noun]) -> str:
    head = ("| key | what it says | written as | who may see it |", "|---|---|---|---|")
    rows = (_row(key, noun) for key in keys_of(noun).values())
    return "\n".join((f"### {heading(noun)}", "", _first_sentence(noun), "", *head, *rows))


def heading(noun: type[Noun]) -> str:
    """What a noun is called in the tables: ``Access time``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", noun.__name__).capitalize()


def _first_sentence(noun: type[Noun]) -> str:
    return " ".join((noun.__doc__ or "").split("\n\n")[0].split())


def _row(key: Key, noun: type[Noun]) -> str:
    name = f"**`{key.name}`**" if key.info.is_required() else f"`{key.name}`"
    meaning = (key.info.description or "").replace("|", "\\|")
    return f"| {name} | {meaning} | {_written(key)} | {_audience(key, noun)} |"


def _audience(key: Key, noun: type[Noun]) -> str:
    """Who may see a key, which for some nouns they say themselves: in brackets, who may where they do not."""
    level, own, of_each = level_of(key.info), _unless_it_says(noun), _unless_it_says(key.kind)
    if of_each > Level.PUBLIC and of_each >= level:
        return f"as each says ({of_each.words})"
    if own > Level.PUBLIC and own >= level:
        return f"as the {heading(noun).lower()} says ({own.words})"
    return level.words


def _unless_it_says(kind: type) -> Level:
    """Who may see a noun that could say so and does not; public for all others."""
    audience = keys_of(kind).get("audience") if issubclass(kind, Noun) else None
    default = audience.info.default if audience else None
    return default if isinstance(default, Level) else Level.PUBLIC


_FORMS: Final[dict[type, str]] = {
    When: "a time",
    Day: "a day",
    Span: "a length of time",
    Stamp: "a time stamp",
    int: "a whole number",
    bool: "yes or no",
    str: "text",
    Level: "public, press, staff or close hold",
    Category: "all, or a list of video, stills, writers, radio, pool",
}


def _written(key: Key) -> str:
    if key.kind is Category:
        return _FORMS[Category]
    if key.refers:
        one = f"the name of {with_article(key.refers)}"
    elif issubclass(key.kind, Noun):
        one = f"[{heading(key.kind).lower()}](#{heading(key.kind).lower().replace(' ', '-')})"
    elif key.kind not in _FORMS and issubclass(key.kind, Enum):
        one = "one of: " + ", ".join(str(member.value) for member in key.kind)
    else:
        one = _FORMS[key.kind]
    return f"list: {one}" if key.many else one
