"""The API against its own description: Schemathesis sends what fits and what does not, with every check on."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, hooks
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.web.offices import Rig, furnished
from tests.web.programs import Program, program, program_without_scopes, with_the_example

# Beside the usual ones. 412: a description cannot say which revision is the last.
TAKEN = ["2xx", "3xx", "401", "403", "404", "409", "412", "429", "5xx"]
# 428: RFC 6585 has it for a request without its condition.
WITHOUT_HEADER = ["400", "401", "403", "406", "415", "422", "428"]
WHOLE_EVENTS = [
    "POST /check",
    "POST /events",
    "POST /events/{event_id}/revisions",
    "PUT /events/{event_id}",
]
TIMES = ["POST /events/{event_id}/observations", "POST /events/{event_id}/publications"]


def _config(caller: Program, examples: int, chains: bool) -> SchemathesisConfig:
    # 422: a description cannot say which words are a time, nor that a session names another that there is.
    unreadable = {"positive_data_acceptance": {"expected-statuses": [*TAKEN, "422"]}}
    return SchemathesisConfig.from_dict(
        {
            "seed": 20_171_214,
            "headers": dict(caller.headers),
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "database": "none", "no-shrink": True},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": TAKEN},
                "missing_required_header": {"expected-statuses": WITHOUT_HEADER},
            },
            "phases": {
                "examples": {"enabled": chains},
                "stateful": {"enabled": chains, "max-steps": 4, "generation": {"max-examples": examples}},
            },
            "operations": [
                {
                    # Every variation of every key of an event is 1,400 to 2,500 requests to each of the four,
                    # minutes in all; test_api_trees goes through keys and kinds of values instead.
                    "include-name": WHOLE_EVENTS,
                    "checks": unreadable,
                    "phases": {
                        "coverage": {"enabled": False},
                        "fuzzing": {"generation": {"max-examples": 2}},
                    },
                },
                {"include-name": TIMES, "checks": unreadable},
            ],
        }
    )


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def _served(rig: Rig) -> Iterator[str]:
    """The API on loopback: within the process, Schemathesis 4.32 cannot look whether tokens are asked for."""
    server = make_server("127.0.0.1", 0, rig.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/v1/openapi.json"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def _a_key_of_its_own() -> Iterator[None]:
    """Each request that may have a key gets a new one, as every program is told to choose them."""

    def before_call(_: HookContext, case: Case[Any], __: dict[str, Any]) -> None:
        if "Idempotency-Key" in case.headers and case.meta and case.meta.generation.mode.is_positive:
            case.headers["Idempotency-Key"] = uuid.uuid4().hex

    schemathesis.hook(before_call)
    try:
        yield
    finally:
        hooks.unregister(before_call)


def _run(schema: BaseSchema) -> tuple[set[int], int, list[str]]:
    """The statuses that were met, how many checks were made, and each failure with its request."""
    statuses, checks, failures = set(), 0, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(repr(event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        statuses |= {one.response.status_code for one in event.recorder.interactions.values() if one.response}
        for made in event.recorder.checks.values():
            checks += len(made)
            found = [one.failure_info for one in made if one.failure_info]
            failures += [f"{one.failure.title}: {one.failure.message}\n{one.code_sample}" for one in found]
    return statuses, checks, failures


def _examined(
    rig: Rig, caller: Program, examples: int, *, chains: bool = True
) -> tuple[set[int], int, list[str]]:
    rig.take_in()
    with_the_example(rig)
    with _served(rig) as address, _a_key_of_its_own():
        return _run(schemathesis.openapi.from_url(address, config=_config(caller, examples, chains)))


def test_the_api_does_what_its_description_says(rig: Rig) -> None:
    statuses, checks, failures = _examined(rig, program(rig), examples=4)
    assert failures == []
    assert {200, 201, 400, 401, 404, 405, 412, 415, 422, 428} <= statuses
    assert checks > 5_000


def test_a_token_without_scopes_gets_nothing_but_refusals(sqlite_url: str) -> None:
    """No request of it comes as far as the store, and none leads to another."""
    rig = furnished(sqlite_url)
    statuses, checks, failures = _examined(rig, program_without_scopes(rig), examples=1, chains=False)
    rig.office.database.dispose()
    assert failures == []
    assert statuses <= {200, 401, 403, 404, 405}
    assert checks > 1_000
