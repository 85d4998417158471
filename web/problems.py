"""Problem documents: what goes wrong below /api, as RFC 9457 has it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final, NoReturn

from flask import Response, abort

from logistics.errors import Problem

KIND: Final = "application/problem+json"


def problem(status: int, detail: str, **more: object) -> Response:
    """A problem document. ``detail`` is a sentence that says what is wrong and what would mend it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(json.dumps(body, ensure_ascii=False), status=status, content_type=KIND)


def usual_problem(status: int) -> str:
    """What is told of a status where nobody said anything more."""
    return {
        404: "There is nothing at this address. The description at /api/v1/openapi.json has those that there are.",
        405: "This address does not take this method. Allow names those that it takes.",
    }.get(status, "The request cannot be used as it is.")


def stop(status: int, detail: str, **more: object) -> NoReturn:
    """Answer a problem document in place of what was asked for."""
    abort(problem(status, detail, **more))


def unusable(problems: Iterable[Problem], detail: str, status: int = 422) -> Response:
    """A problem document about an input, with every problem of it and where that is."""
    told = [
        {"path": one.path, "message": one.message} | ({} if one.line is None else {"line": one.line})
        for one in problems
    ]
    return problem(status, detail, problems=told)
