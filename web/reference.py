"""The API, for people: a page made of the same description that programs read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Final

from flask import Blueprint, render_template

from web.api import description as described

pages = Blueprint("reference", __name__)

HOST: Final = "https://press.example"
TOKEN: Final = "TOKEN"
_LONGEST_EXAMPLE: Final = 120
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the words for what a value is; the name of a shape can be looked up further down."""

    text: str
    is_shape: bool = False


Kind = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter, or a key of a shape."""

    name: str
    where: str
    required: bool
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer by its status."""

    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """An operation."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    scopes: tuple[str, ...]
    parameters: tuple[Row, ...]
    body: Kind
    gives: Kind
    outcomes: tuple[Outcome, ...]
    curl: str


@dataclass(frozen=True, slots=True)
class Group:
    """Operations that belong together."""

    name: str
    words: str
    operations: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A shape with its keys, or with the texts that it may be."""

    name: str
    words: str
    rows: tuple[Row, ...]
    choices: tuple[str, ...]


@pages.get("/reference")
def api() -> str:
    """Every operation with what it takes and gives."""
    description = described()
    return render_template(
        "reference/api.html",
        paragraphs=description["info"]["description"].split("\n\n"),
        token=description["components"]["securitySchemes"]["token"]["description"],
        groups=groups(),
        shapes=shapes(),
    )


@cache
def groups() -> tuple[Group, ...]:
    """All operations as the description has them."""
    description = described()
    told = list(_operations(description))
    return tuple(
        Group(tag["name"], tag["description"], tuple(one for name, one in told if name == tag["name"]))
        for tag in description["tags"]
    )


@cache
def shapes() -> tuple[Named, ...]:
    """All shapes as the description has them, by name."""
    return tuple(
        Named(
            name,
            _lines(schema.get("description", "")),
            tuple(_keys(schema)),
            tuple(str(one) for one in schema.get("enum", ())),
        )
        for name, schema in sorted(described()["components"]["schemas"].items())
    )


def _operations(description: Json) -> Iterator[tuple[str, Told]]:
    base = description["servers"][0]["url"]
    for path, methods in description["paths"].items():
        for method, one in methods.items():
            yield one["tags"][0], _told(base + path, method.upper(), one)


def _told(path: str, method: str, one: Json) -> Told:
    content = one.get("requestBody", {}).get("content", {}).get("application/json")
    done = next(answer for status, answer in one["responses"].items() if status.startswith("2"))
    return Told(
        name=one["operationId"],
        method=method,
        path=path,
        summary=one["summary"],
        words=one["description"],
        scopes=tuple(scope for need in one["security"] for scope in need["token"]),
        parameters=tuple(
            Row(each["name"], each["in"], each["required"], _kind(each["schema"]), each["description"])
            for each in one["parameters"]
        ),
        body=() if content is None else _kind(content["schema"]),
        gives=_given(done["content"]),
        outcomes=tuple(Outcome(status, answer["description"]) for status, answer in one["responses"].items()),
        curl=_curl(path, method, one, content),
    )


def _given(content: Json) -> Kind:
    kind, media = next(iter(content.items()))
    return _kind(media["schema"]) if media else (Piece(kind),)


def _keys(schema: Json) -> Iterator[Row]:
    required = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        yield Row(name, "", name in required, _kind(one), one.get("description", ""))


def _kind(schema: Json) -> Kind:
    """What a value is, in words."""
    if "$ref" in schema:
        return (Piece(schema["$ref"].rsplit("/", 1)[-1], is_shape=True),)
    if inner := schema.get("anyOf") or schema.get("oneOf"):
        kinds = dict.fromkeys(_kind(one) for one in inner)
        return tuple(chain.from_iterable((Piece(" or "), *kind) for kind in kinds))[1:]
    for key, words in (("items", "list of "), ("additionalProperties", "keys with ")):
        if isinstance(schema.get(key), dict):
            return (Piece(words), *_kind(schema[key]))
    return (Piece(_plain(schema)),)


def _plain(schema: Json) -> str:
    if "enum" in schema or "const" in schema:
        choices = [str(one) for one in schema.get("enum", [schema.get("const")])]
        return choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"
    if schema.get("type") == "integer":
        return f"whole number{_bounds(schema)}"
    if "format" in schema:
        return _FORMATS.get(schema["format"], "text")
    return _TYPES.get(str(schema.get("type")), "any")


_FORMATS: Final[Mapping[str, str]] = {"date-time": "instant", "date": "day"}
_TYPES: Final[Mapping[str, str]] = {
    "string": "text",
    "boolean": "true or false",
    "null": "null",
    "object": "keys with values",
}


def _bounds(schema: Json) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None and high is None:
        return ""
    return f", at least {low:,}" if high is None else f", {low:,} to {high:,}" if low is not None else ""


def _lines(text: str) -> str:
    """The first paragraph, in one line."""
    return " ".join(text.split("\n\n")[0].replace("``", "").split())


def _curl(path: str, method: str, one: Json, content: Json | None) -> str:
    """A line that a reader can try, with the examples of the description."""
    for each in one["parameters"]:
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", str(each["example"]))
    parts = [f"curl {'' if method == 'GET' else f'-X {method} '}{HOST}{path}"]
    if one["security"]:
        parts.append(f"-H 'Authorization: Bearer {TOKEN}'")
    parts += [_header(each) for each in one["parameters"] if each["in"] == "header"]
    if content is not None:
        body = json.dumps(content["example"], ensure_ascii=False)
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"--data '{body}'" if len(body) < _LONGEST_EXAMPLE else "--data @event.json")
    return " \\\n  ".join(parts)


def _header(parameter: Json) -> str:
    """A header in the example; one that is never to be the same twice is made anew each time."""
    example = parameter.get("example")
    return f"-H '{parameter['name']}: {example}'" if example else f'-H "{parameter["name"]}: $(uuidgen)"'
