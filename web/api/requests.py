"""Reading a request: who calls, from which revision, with what key, query and body. Nothing else of it is looked at.

Whatever cannot be used is answered here, in our own words; what was sent is not told back.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Final, NoReturn

from flask import abort, request
from pydantic import BaseModel, TypeAdapter, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from logistics.errors import Problem
from logistics.operations.accounts import Bearer, bearer
from logistics.operations.repeating import LONGEST_KEY, Asked
from web.api.contract import PLACES, Operation
from web.api.faults import problems_of
from web.here import now, office
from web.problems import problem, stop, unusable

LARGEST: Final = 1_000_000
"""Bytes of a body."""
REALM: Final = 'Bearer realm="press logistics"'
BASE: Final = re.compile(r'"([1-9][0-9]{0,8})"')
KEY: Final = re.compile(rf"[!-~]{{1,{LONGEST_KEY}}}")

_TOKEN: Final = re.compile(r"[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)")  # RFC 6750 §2.1


def admit(operation: Operation) -> Bearer | None:
    """On whose behalf the request comes; None for what is for everybody. Answers 401 and 403 (RFC 6750 §3.1)."""
    request.max_content_length = LARGEST + 1  # of a body without a length, this much is read and no more
    terms = operation.terms
    if terms.scope is None:
        return None
    sent = request.headers.get("Authorization")
    if not sent:
        _challenge(401, "Send a token: Authorization: Bearer, a space and the token.", "")
    shown = _TOKEN.fullmatch(sent)
    found = bearer(office().database, shown[1], now()) if shown else None
    if found is None:
        _challenge(
            401, "This token opens nothing: it is wrong, too old, or revoked.", ', error="invalid_token"'
        )
    if terms.scope not in found.scopes:
        _lacks(operation, f"The token lacks the scope {terms.scope}, or its owner may not give it any more.")
    if not found.role.includes(terms.role):
        _lacks(operation, f"This takes the role {terms.role}, and the token's owner is {found.role}.")
    return found


def _lacks(operation: Operation, detail: str) -> NoReturn:
    _challenge(403, detail, f', error="insufficient_scope", scope="{operation.terms.scope}"')


def _challenge(status: int, detail: str, more: str) -> NoReturn:
    answer = problem(status, detail)
    answer.headers["WWW-Authenticate"] = REALM + more
    abort(answer)


def check_places(places: dict[str, Any]) -> None:
    """Answer 404 where what stands in the path can be the name of nothing."""
    for name, value in places.items():
        schema = PLACES[name]["schema"]
        assert isinstance(schema, dict)
        fits = value in schema.get("enum", (value,)) and len(str(value)) <= schema.get("maxLength", 80)
        # `$` would let a line end pass.
        if not fits or not re.fullmatch(schema.get("pattern", ".*").strip("^$"), str(value)):
            stop(404, "There is nothing of this name. Look for it in the list.")


def base(operation: Operation) -> int:
    """The revision of If-Match, where the operation asks for it; 0 elsewhere. Answers 428 without one, 400."""
    if not operation.terms.conditional:
        return 0
    sent = request.headers.get("If-Match")
    if not sent:
        stop(428, "Say which revision this is made from: If-Match with the ETag that you were given.")
    found = BASE.fullmatch(sent.strip())
    if found is None:
        stop(400, 'If-Match must be one ETag as it was given, such as "3", with its quotation marks.')
    return int(found[1])


def key(operation: Operation, by: str) -> Asked | None:
    """The request under the key that its sender chose; None where there is none. Answers 400."""
    sent = request.headers.get("Idempotency-Key")
    if sent is None or not operation.repeatable:
        return None
    if not KEY.fullmatch(sent):
        stop(400, f"Idempotency-Key must be 1 to {LONGEST_KEY} letters, digits or signs, without blanks.")
    parts = (request.method, request.path, request.headers.get("If-Match", ""))
    digest = hashlib.sha256("\n".join(parts).encode(errors="surrogateescape") + b"\n" + _data())
    return Asked(sent, by, digest.hexdigest())


def query(model: type[BaseModel]) -> BaseModel:
    """What stands after the question mark. Answers 400 with every problem."""
    twice = [name for name, values in request.args.lists() if len(values) > 1 and name in model.model_fields]
    if twice:
        _bad(Problem("This stands twice in the address. Write it once.", name) for name in twice)
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        _bad(problems_of(error))


def _bad(problems: Any) -> NoReturn:
    abort(unusable(problems, "What stands after the question mark cannot be used.", 400))


def body(adapter: TypeAdapter[Any]) -> Any:
    """The body. Answers 415 and 400 where it is no JSON by its name or in truth, 413, 422 with every problem."""
    if request.mimetype != "application/json":
        stop(415, "Send JSON, and say so: Content-Type: application/json.")
    data = _data()
    try:
        read = adapter.validate_json(data)
    except ValidationError as error:
        if any(one["type"] == "json_invalid" for one in error.errors(include_url=False, include_input=False)):
            stop(400, "The body is not JSON. Mind quotation marks, commas and brackets; texts are UTF-8.")
        abort(unusable(problems_of(error, tagged=_is_tagged(adapter)), "The body is not what this takes."))
    json.loads(data, object_pairs_hook=_each_key_once)
    return read


def _each_key_once(pairs: list[tuple[str, Any]]) -> None:
    """Of a key that stands twice the last one would count, and nobody would hear of the first (RFC 8259 §4)."""
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        stop(400, f"“{twice[0][:60]}” stands twice in one object of the body. Send it once.")


def _is_tagged(adapter: TypeAdapter[Any]) -> bool:
    """Whether pydantic names in each place which of several bodies it took this one for."""
    schema: Any = adapter.core_schema
    return bool(schema.get("schema", schema)["type"] == "tagged-union")


def _data() -> bytes:
    try:
        sent = request.get_data()
    except RequestEntityTooLarge:
        sent = None
    if sent is None or len(sent) > LARGEST:
        stop(413, f"A body has at most {LARGEST:,} bytes, and this one has more.")
    return sent
