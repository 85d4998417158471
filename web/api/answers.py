"""Writing an answer, and telling what went wrong: JSON, and problem documents as RFC 9457 has them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g

from logistics.errors import Problem, UnusableInput
from logistics.operations.drafts import NoSuchEvent, Overtaken
from logistics.operations.feeding import NoSuchFeed
from logistics.operations.issuing import ChangedSince, NotReady
from logistics.operations.office import Refused
from logistics.operations.repeating import Given
from web.api.contract import Answer, FileText, Operation
from web.problems import problem, unusable

JSON = "application/json"
YAML = "application/yaml"  # RFC 9512


def told(operation: Operation, answer: Answer[Any] | FileText, *, again: bool = False) -> Given:
    """An answer as it is sent; ``again`` as it is sent where the request comes once more."""
    headers = _headers(answer)
    assert set(headers) == set(operation.terms.headers), f"{operation.name} tells other headers than it says"
    if isinstance(answer, FileText):
        return Given(operation.terms.status, answer.text.encode(), headers | {"Content-Type": YAML})
    body = answer.again if again and answer.again is not None else answer.body
    return Given(operation.terms.status, body.model_dump_json().encode(), headers | {"Content-Type": JSON})


def _headers(answer: Answer[Any] | FileText) -> dict[str, str]:
    headers = {} if answer.revision is None else {"ETag": f'"{answer.revision}"'}
    if isinstance(answer, Answer) and answer.location:
        headers["Location"] = answer.location
    return headers


def sent(given: Given) -> Response:
    """An answer on its way."""
    return Response(given.body, given.status, headers=dict(given.headers))


def answer_errors(pages: Blueprint) -> None:
    """Tell what the operations refuse; the rest is told as everywhere (``web.failing``)."""
    pages.register_error_handler(NoSuchEvent, lambda error: problem(404, str(error)))
    pages.register_error_handler(NoSuchFeed, lambda error: problem(404, str(error)))
    pages.register_error_handler(ChangedSince, lambda error: problem(412, str(error)))
    pages.register_error_handler(UnusableInput, _unusable)
    pages.register_error_handler(Overtaken, _overtaken)
    pages.register_error_handler(NotReady, _not_ready)
    pages.register_error_handler(Refused, _refused)


def _unusable(error: UnusableInput) -> Response:
    return unusable(error.problems, "This is no event that can be used.")


def _refused(error: Refused) -> Response:
    return unusable([Problem(str(error), error.place)], str(error))


def _not_ready(error: NotReady) -> Response:
    return problem(409, str(error), missing=list(error.missing))


def _overtaken(error: Overtaken) -> Response:
    conflicts = [
        {
            "path": one.path,
            "label": one.label,
            "before": one.before,
            "theirs": one.theirs,
            "yours": one.yours,
        }
        for one in error.conflicts
    ]
    head = error.head
    stands = f"The event stands at revision {head.number}, saved by {head.by}. Nothing was saved"
    told = (
        f"{stands}: both changed the same."
        if conflicts
        else f"{stands}. Read it again and send your change anew."
    )
    operation: Operation = g.operation
    status = 412 if operation.terms.conditional else 409
    return problem(status, told, revision=head.number, saved_by=head.by, conflicts=conflicts)
