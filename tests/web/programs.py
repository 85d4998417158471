"""Programs that call the API: each with a token of somebody, and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from logistics.operations import accounts
from logistics.operations.accounts import Role, Scope
from logistics.operations.accounts.keys import digest
from logistics.operations.drafts import create_stated
from logistics.store import tokens
from logistics.store.tokens import Token
from tests.web.offices import Rig
from web.api.examples import EVENT

ID = "example-dialogue-2031-05-14"
EVENTS = "/api/v1/events"
AT = f"{EVENTS}/{ID}"


@dataclass
class Program:
    """A program; ``headers`` go with each of its requests."""

    rig: Rig
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask for something."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> TestResponse:
        """Send something; headers with an underscore for each hyphen."""
        return self.send("POST", path, body, **headers)

    def put(self, path: str, body: object, base: int) -> TestResponse:
        """Put something in place of a revision."""
        return self.send("PUT", path, body, If_Match=f'"{base}"')

    def send(self, method: str, path: str, body: object = None, **headers: str) -> TestResponse:
        """Send any request."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        client = self.rig.app.test_client(use_cookies=False)
        return client.open(path, method=method, json=body, headers={**self.headers, **told})


def program(rig: Rig, role: Role = Role.APPROVER, *scopes: Scope, name: str = "") -> Program:
    """A program of somebody of a role; its token has these scopes, or all that the role may give."""
    called = name or role.value.replace(" ", "-")
    rig.visit(role, called)
    wanted = scopes or tuple(scope for scope in Scope if role.includes(scope.least_role))
    token = accounts.make_token(rig.office.database, called, "a test", wanted, 30, rig.moment)
    return Program(rig, {"Authorization": f"Bearer {token}"})


def program_without_scopes(rig: Rig) -> Program:
    """A program whose token may do nothing, as nobody can make one."""
    rig.visit(Role.APPROVER)
    token = secrets.token_urlsafe(32)
    made = Token(digest(token), secrets.token_hex(8), "a test", "approver", "", rig.moment, rig.moment + 9999)
    with rig.office.database.writing() as connection:
        tokens.add_token(connection, made)
    return Program(rig, {"Authorization": f"Bearer {token}"})


def example(**changed: object) -> dict[str, Any]:
    """The event of the examples, with some of it stated otherwise."""
    return {**EVENT, **changed}


def with_the_example(rig: Rig) -> Rig:
    """The office with the event of the examples."""
    create_stated(rig.office, EVENT, "somebody", rig.moment)
    return rig


def told(answer: TestResponse, status: int = 200) -> Any:
    """What an answer of this status says."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    expected = "application/json" if status < 300 else "application/problem+json"
    assert answer.headers["Content-Type"] == expected
    return answer.json
