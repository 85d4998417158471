"""Who may open what: the table of roles and routes against the routes that there are."""

from __future__ import annotations

import pytest
from flask import Flask

from logistics.operations.accounts import Role
from tests.web.offices import DIALOGUE, DOOR, Rig
from web.access import TABLE, Open, need_of
from web.app import create_app

OPENERS = {
    "event_id": DIALOGUE,
    "part": "sessions",
    "session_id": "spray",
    "number": "1",
    "name": "ada",
    "audience": "press",
    "form": "html",
    "post_id": DOOR,
    "sheet": "call-sheet.pdf",
    "person": "brandt",
}

# Where a form is sent: whoever loads such an address again is led back to the form.
LEADS_BACK = {"advisory.come_back"}


def _endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_says_who_may_open_it(rig: Rig) -> None:
    assert {endpoint for endpoint in _endpoints(rig.app) if need_of(endpoint) is None} == set()


def test_the_table_names_no_route_that_is_gone(rig: Rig) -> None:
    assert set(TABLE) - _endpoints(rig.app) == set()


def test_a_route_that_nobody_put_into_the_table_opens_for_nobody(rig: Rig) -> None:
    app = create_app(rig.office, {"SECRET_KEY": "for tests only"})
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert app.test_client().get("/forgotten").status_code == 403


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_each_role_opens_what_the_table_says_and_nothing_else(rig: Rig, role: Role | None) -> None:
    rig.take_in()
    rig.take_staff_in()
    openers = {**OPENERS, "search": rig.proposed()}
    client = rig.browser(role) if role else rig.anybody()
    wrong = []
    for rule in rig.app.url_map.iter_rules():
        need = need_of(rule.endpoint)
        if "GET" not in (rule.methods or ()) or not isinstance(need, Role):
            continue
        with rig.app.test_request_context():
            values = {name: openers.get(name, "x") for name in rule.arguments}
            path = rig.app.url_map.bind("localhost").build(rule.endpoint, values)
        status = client.get(path).status_code
        let_in = 302 if rule.endpoint in LEADS_BACK else 200
        expected = 302 if role is None else 403 if not role.includes(need) else let_in
        if status != expected:
            wrong.append((path, status, expected))
    assert wrong == []


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_each_role_may_change_what_the_table_says_and_nothing_else(rig: Rig, role: Role | None) -> None:
    """A form that is refused for its content was let in; only the door answers 401 or 403."""
    rig.take_in()
    wrong = []
    for number, rule in enumerate(rig.app.url_map.iter_rules()):
        need = need_of(rule.endpoint)
        # Somebody else each time: some forms end the visit of whoever sends them.
        client = rig.browser(role, f"somebody-{number}") if role else rig.anybody()
        if "POST" not in (rule.methods or ()) or not isinstance(need, Role):
            continue
        values = {name: OPENERS.get(name, "x") for name in rule.arguments}
        path = rig.app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
        answer = client.send(path)
        is_refused = answer.status_code in (401, 403)
        if is_refused == (role is not None and role.includes(need)):
            wrong.append((path, answer.status_code))
    assert wrong == []


def test_a_password_alone_opens_nothing_to_an_approver(rig: Rig) -> None:
    client = rig.browser(Role.APPROVER, proven=False)
    assert client.get("/events").headers["Location"].startswith("/login/code")
    client = rig.browser(Role.APPROVER, "new-approver", proven=False, enrolled=False)
    assert client.get("/events").headers["Location"].startswith("/login/second-factor")


def test_the_api_is_behind_its_own_tokens() -> None:
    assert need_of("api.events") is Open.BEARER
