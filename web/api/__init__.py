"""The API at /api/v1: the same operations as the pages, for programs. Its description: ``/api/v1/openapi.json``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from flask import Blueprint, Response, abort, g, request
from pydantic import RootModel

from logistics.operations.office import Office
from logistics.operations.repeating import Given, once
from web.api import answers, checks, events, feeds, history, issuing, observations, requests, spec
from web.api.contract import Answer, Call, Group, Operation, Terms
from web.here import now, office

BASE: Final = "/api/v1"

about = Group("About", "The description of the API.")
GROUPS: Final = (
    events.group,
    checks.group,
    history.group,
    issuing.group,
    observations.group,
    feeds.group,
    about,
)


class Description(RootModel[dict[str, Any]]):
    """An OpenAPI document."""


@about.offers("GET", "/openapi.json", Terms(scope=None))
def describe(_: Call) -> Answer[Description]:
    """Read this description.

    It is for everybody, without a token.
    """
    return Answer(Description(description()))


@cache
def description() -> dict[str, Any]:
    """The description of the whole API (OpenAPI 3.1)."""
    return spec.document(GROUPS, BASE)


def blueprint(groups: tuple[Group, ...]) -> Blueprint:
    """The routes of these operations, and in front of them the one door for all."""
    pages = Blueprint("api", __name__, url_prefix=BASE)
    offered = {f"api.{one.name}": one for group in groups for one in group.operations}

    def let_in() -> None:
        """Let in what is offered, by whoever may; whatever else is routed here opens for nobody."""
        operation = offered.get(request.endpoint or "")
        if operation is None:
            abort(403, "Nobody has said what a token must allow for this, so it is open to nobody.")
        g.operation, g.bearer = operation, requests.admit(operation)

    pages.before_request(let_in)
    answers.answer_errors(pages)
    for one in offered.values():
        pages.add_url_rule(
            one.rule,
            one.name,
            _view(one),
            methods=[one.method],
            provide_automatic_options=False,
            merge_slashes=False,
        )
    return pages


def _view(operation: Operation) -> Callable[..., Response]:
    def view(**places: Any) -> Response:
        requests.check_places(places)
        by = g.bearer.name if g.bearer else ""
        base, asked = requests.base(operation), requests.key(operation, by)
        inputs: dict[str, Any] = dict(places)
        if operation.query is not None:
            inputs["query"] = requests.query(operation.query)
        if operation.body is not None:
            inputs["body"] = requests.body(operation.body)
        first: list[Given] = []

        def act(at: Office) -> Given:
            answer = operation.view(Call(at, by, now(), base), **inputs)
            first.append(answers.told(operation, answer))
            return answers.told(operation, answer, again=True)

        kept = act(office()) if asked is None else once(office(), asked, act, now())
        return answers.sent(first[0] if first else kept)

    return view


pages = blueprint(GROUPS)
