"""The description of the API as an OpenAPI 3.1 document, made of the operations' own types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from pydantic import Field, TypeAdapter
from pydantic.config import JsonDict
from pydantic.json_schema import GenerateJsonSchema

from logistics.model import Level
from logistics.operations.accounts import Scope
from web.api.contract import PLACES, Group, Operation
from web.api.requests import BASE, KEY, LARGEST
from web.api.shapes import Revision, Shape
from web.problems import KIND

Json = dict[str, Any]
_REF: Final = "#/components/schemas/{model}"
_ABOUT: Final = f"""\
The same operations as the office's pages, for programs.

Every request carries a token: `Authorization: Bearer` and the token. Tokens are made on the page of one's own account;
a token does what its scopes say and no more than its owner may do now. Cookies are not looked at.

Bodies are JSON in UTF-8, sent as `application/json`, of at most {LARGEST:,} bytes. Times in an event are written as in
an event file, by the clock where the event is; all others are instants with their offset (RFC 3339).

The ETag of an event is the number of its revision. What replaces or publishes asks for it in `If-Match`: without it the
answer is 428, and 412 where another revision is the last. Nothing is ever overwritten.

A POST that changes something may carry an `Idempotency-Key` of your own choosing. Sent once more within 24 hours, the
same request gets the same answer and is not carried out again; another request under the same key is refused with 422.
What was refused is not kept, and may be sent again.

What goes wrong is told as a problem document (RFC 9457): `detail` in words, `problems` with the path and the message of
each, all at once."""


def _without_default(schema: JsonDict) -> None:
    schema.pop("default")


def _optional(description: str) -> Any:
    """A key that may be left out, and is never null."""
    return Field(None, description=description, json_schema_extra=_without_default)


class Place(Shape):
    """One problem of an input."""

    path: str = Field(description="Its place in the event or in the body; empty for the whole.")
    message: str = Field(description="What is wrong, and what would mend it.")
    line: int = _optional("Its line in an event file, where it is known.")


class ConflictTold(Shape):
    """A place that two people changed, each otherwise; in words, empty where nothing is said."""

    path: str
    label: str
    before: str
    theirs: str
    yours: str


class Problem(Shape):
    """A problem document (RFC 9457). What is not required stands only where it says something."""

    type: str = Field(description="about:blank: the title says what kind it is.")
    title: str
    status: int
    detail: str = Field(description="What is wrong and what would mend it.")
    problems: list[Place] = _optional("Each problem of an input.")
    conflicts: list[ConflictTold] = _optional("What two people changed, each otherwise.")
    revision: Revision = _optional("The last revision, where it is another than was thought.")
    saved_by: str = _optional("Who saved it.")
    missing: list[str] = _optional("Keys of the warnings that still want a reason.")


class _Schema(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        return dft.words if isinstance(dft, Level) else super().encode_default(dft)


_USUAL: Final[Mapping[int, str]] = {
    400: "The request cannot be read.",
    401: "There is no token, or one that opens nothing.",
    403: "The token lacks the scope, or its owner the role.",
    404: "There is nothing of this name.",
    412: "Another revision is the last.",
    413: "The body is too large.",
    415: "The body is not sent as JSON.",
    422: "The request is read, and cannot be carried out as it is.",
    428: "If-Match is missing.",
    500: "A fault of ours. Nothing of it was saved.",
    503: "The store is busy. Try again.",
    507: "The disk is full. Nothing was saved.",
}
_SCOPES: Final[Mapping[Scope, str]] = {
    Scope.READ: "read events",
    Scope.WRITE: "make and change events",
    Scope.PUBLISH: "publish events and take them back",
    Scope.FEEDS: "give out and revoke feed addresses",
}


def document(groups: Sequence[Group], base: str) -> Json:
    """The description of these operations below a base address."""
    operations = [one for group in groups for one in group.operations]
    schemas, components = _schemas(operations)
    paths: dict[str, Json] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Press logistics",
            "version": "1",
            "summary": "The office's events",
            "description": _ABOUT,
        },
        "servers": [{"url": base}],
        "tags": [{"name": group.name, "description": group.about} for group in groups],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"token": _scheme()}},
    }


def _scheme() -> Json:
    may = "; ".join(f"`{scope}` to {words}" for scope, words in _SCOPES.items())
    return {
        "type": "http",
        "scheme": "bearer",
        "description": f"A token from the page of one's own account. Its scopes: {may}.",
    }


_Schemas = Mapping[tuple[str, str], Json]


def _schemas(operations: Sequence[Operation]) -> tuple[_Schemas, Json]:
    """The schema of each body and answer, and what they share. By name and what it is for."""
    wanted: list[tuple[tuple[str, str], Any, TypeAdapter[Any]]] = []
    for one in operations:
        for use, adapter in (("body", one.body), ("gives", one.gives)):
            if adapter is not None:
                wanted.append(((one.name, use), "validation", adapter))
    wanted.append((("", "problem"), "validation", TypeAdapter(Problem)))
    made, shared = TypeAdapter.json_schemas(wanted, ref_template=_REF, schema_generator=_Schema)
    found = {key: schema for (key, _), schema in made.items()}
    return found, shared["$defs"]


def _operation(one: Operation, schemas: _Schemas) -> Json:
    summary, _, more = " ".join((one.view.__doc__ or "").split("\n\n", 1)).partition(". ")
    told: Json = {
        "operationId": one.name,
        "tags": [one.group],
        "summary": summary.strip().rstrip("."),
        "description": _description(one, more),
        "security": [{"token": [str(one.terms.scope)]}] if one.terms.scope else [],
        "parameters": [*_in_path(one), *_in_query(one), *_in_headers(one)],
        "responses": _responses(one, schemas),
    }
    if one.body is not None:
        content: Json = {"schema": schemas[one.name, "body"]}
        if one.terms.example is not None:
            content["example"] = one.terms.example
        told["requestBody"] = {"required": True, "content": {"application/json": content}}
    return told


def _description(one: Operation, more: str) -> str:
    said = " ".join(more.split())
    if one.terms.scope is None:
        return said
    asks = f"Takes a token with `{one.terms.scope}` of somebody with the role {one.terms.role} or above."
    return f"{said} {asks}".strip()


def _in_path(one: Operation) -> Iterator[Json]:
    for name in one.places:
        yield {"name": name, "in": "path", "required": True, **PLACES[name]}


def _in_query(one: Operation) -> Iterator[Json]:
    if one.query is None:
        return
    for name, info in one.query.model_fields.items():
        yield {
            "name": name,
            "in": "query",
            "required": info.is_required(),
            "description": info.description,
            "schema": TypeAdapter(one.query).json_schema()["properties"][name],
        }


def _in_headers(one: Operation) -> Iterator[Json]:
    if one.terms.conditional:
        yield {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "description": "The ETag of the revision that the request was made from.",
            "schema": {"type": "string", "pattern": f"^{BASE.pattern}$"},
            "example": '"1"',
        }
    if one.repeatable:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "A key of your own choosing, such as a UUID: the request is carried out once.",
            "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
        }


def _responses(one: Operation, schemas: _Schemas) -> Json:
    headers = {name: _header(_HEADERS[name]) for name in one.terms.headers}
    kind = "application/json" if one.gives else "application/yaml"
    content: Json = {kind: {"schema": schemas[one.name, "gives"]} if one.gives else {}}
    done = {"description": HTTPStatus(one.terms.status).phrase, "headers": headers, "content": content}
    return {str(one.terms.status): done} | {
        str(status): {
            "description": words,
            "content": {KIND: {"schema": schemas["", "problem"]}},
            **({"headers": {"WWW-Authenticate": _header("RFC 6750.")}} if status == 401 else {}),
        }
        for status, words in sorted(_refusals(one).items())
    }


_HEADERS: Final[Mapping[str, str]] = {
    "ETag": "The number of the revision, in quotation marks.",
    "Location": "Where what was made can be read.",
}


def _header(words: str) -> Json:
    return {"description": words, "schema": {"type": "string"}}


def _refusals(one: Operation) -> dict[int, str]:
    statuses = {400, 500, 503}
    if one.terms.scope is not None:
        statuses |= {401, 403}
    if one.places:
        statuses.add(404)
    if one.body is not None:
        statuses |= {413, 415, 422}
    if one.terms.conditional:
        statuses |= {412, 428}
    if one.method != "GET" and one.terms.saves:
        statuses |= {422, 507}
    return {status: _USUAL[status] for status in statuses} | dict(one.terms.refuses)
