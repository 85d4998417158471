"""Who may call the API: a bearer token, its scopes and its owner's role, and nothing else."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from logistics.operations import accounts
from logistics.operations.accounts import Role, Scope
from tests.web.offices import Rig
from tests.web.programs import (
    AT,
    ID,
    Program,
    example,
    program,
    program_without_scopes,
    told,
    with_the_example,
)
from web import api
from web.api import GROUPS, blueprint
from web.api.contract import PLACES, Operation

OPERATIONS = {one.name: one for group in GROUPS for one in group.operations}
GUARDED = {name: one for name, one in OPERATIONS.items() if one.terms.scope is not None}


def _sent(caller: Program, one: Operation) -> int:
    path = one.path
    for name in one.places:
        path = path.replace(f"{{{name}}}", ID if name == "event_id" else str(PLACES[name]["example"]))
    headers = {"If_Match": '"1"'} if one.terms.conditional else {}
    body = dict(one.terms.example) if one.terms.example else None
    return caller.send(one.method, f"/api/v1{path}", body, **headers).status_code


def test_without_a_token_nothing_opens(rig: Rig) -> None:
    statuses = {name: _sent(Program(rig), one) for name, one in OPERATIONS.items()}
    assert statuses == {name: 200 if name == "describe" else 401 for name in OPERATIONS}


def test_whoever_shows_no_token_is_told_how(rig: Rig) -> None:
    answer = Program(rig).get("/api/v1/events")
    assert "Authorization: Bearer" in told(answer, 401)["detail"]
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="press logistics"'


@pytest.mark.parametrize("sent", ["Bearer", "Bearer x", "Basic YTpi", "Bearer \xff", "Bearer a b", "press_x"])
def test_what_is_no_token_opens_nothing(rig: Rig, sent: str) -> None:
    answer = Program(rig, {"Authorization": sent}).get("/api/v1/events")
    told(answer, 401)
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_token_that_is_too_old_opens_nothing(rig: Rig) -> None:
    caller = program(rig)
    assert caller.get("/api/v1/events").status_code == 200
    rig.moment += 31 * 24 * 3600
    assert caller.get("/api/v1/events").status_code == 401


def test_a_revoked_token_and_one_of_a_closed_account_open_nothing(rig: Rig) -> None:
    database = rig.office.database
    rig.visit(Role.ADMINISTRATOR)
    revoked, closed = program(rig, name="ann"), program(rig, name="ben")
    accounts.revoke_token(database, "ann", "ann", accounts.api_tokens(database, "ann")[0].id, rig.moment)
    accounts.disable(database, "administrator", "ben", rig.moment)
    assert {caller.get("/api/v1/events").status_code for caller in (revoked, closed)} == {401}


def test_the_cookie_of_a_visit_opens_nothing(rig: Rig) -> None:
    browser = rig.browser(Role.ADMINISTRATOR)
    assert browser.get("/events").status_code == 200
    assert browser.get("/api/v1/events").status_code == 401
    assert browser.post("/api/v1/events", json={"event": example()}).status_code == 401


def test_a_cookie_adds_nothing_to_a_token(rig: Rig) -> None:
    with_the_example(rig)
    browser = rig.browser(Role.ADMINISTRATOR)
    read_only = program(rig, Role.VIEWER)
    assert browser.get(AT, headers=dict(read_only.headers)).status_code == 403


@pytest.mark.parametrize("scope", Scope, ids=str)
def test_each_scope_opens_its_own_operations_and_no_others(rig: Rig, scope: Scope) -> None:
    with_the_example(rig)
    caller = program(rig, Role.APPROVER, scope)
    refused = {name for name, one in GUARDED.items() if _sent(caller, one) == 403}
    assert refused == {name for name, one in GUARDED.items() if one.terms.scope is not scope}


def test_a_token_without_scopes_opens_nothing(rig: Rig) -> None:
    caller = program_without_scopes(rig)
    assert {_sent(caller, one) for one in GUARDED.values()} == {403}


def test_whoever_lacks_a_scope_is_told_which(rig: Rig) -> None:
    answer = program(rig, Role.APPROVER, Scope.READ).post("/api/v1/events", {"event": example()})
    assert "events:write" in told(answer, 403)["detail"]
    assert 'error="insufficient_scope", scope="events:write"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_program_does_what_its_owner_may_do_on_the_pages(rig: Rig, role: Role) -> None:
    """The role is given and taken after the token was made: what counts is what its owner is now."""
    with_the_example(rig)
    rig.visit(Role.ADMINISTRATOR, "head")
    caller = program(rig, Role.APPROVER, name="ann")
    accounts.change_role(rig.office.database, "head", "ann", role, rig.moment)
    opened = {name for name, one in GUARDED.items() if _sent(caller, one) != 403}
    assert opened == {
        name
        for name, one in GUARDED.items()
        if role.includes(one.terms.role) and one.terms.scope and role.includes(one.terms.scope.least_role)
    }


def test_a_viewer_reads_no_event_file_by_any_way_round(rig: Rig) -> None:
    with_the_example(rig)
    caller = program(rig, Role.VIEWER)
    whole = ("", "/file", "/findings", "/plan", "/revisions", "/revisions/1")
    assert {caller.get(f"{AT}{path}").status_code for path in whole} == {403}
    assert caller.get("/api/v1/events").status_code == 200


def test_every_operation_takes_the_role_of_a_page() -> None:
    assert all(isinstance(one.terms.role, Role) for one in GUARDED.values())
    assert set(OPERATIONS) - set(GUARDED) == {"describe"}


def test_there_is_no_way_into_the_api_but_its_operations(rig: Rig) -> None:
    routed = {rule.endpoint for rule in rig.app.url_map.iter_rules() if rule.rule.startswith("/api")}
    assert routed == {f"api.{name}" for name in OPERATIONS}


def test_a_view_that_is_no_operation_opens_for_nobody(rig: Rig) -> None:
    pages = blueprint(GROUPS)
    pages.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    app = Flask("forgetful")
    app.config.update(rig.app.config)
    app.register_blueprint(pages)
    caller = Program(dataclasses.replace(rig, app=app), program(rig, Role.ADMINISTRATOR).headers)
    assert caller.get("/api/v1/events").status_code == 200
    assert caller.get("/api/v1/forgotten").status_code == 403


def test_another_site_cannot_make_a_browser_call(rig: Rig) -> None:
    answer = program(rig).post("/api/v1/events", {"event": example()}, Sec_Fetch_Site="cross-site")
    told(answer, 403)


def test_the_guard_of_the_pages_knows_the_api(rig: Rig) -> None:
    assert api.pages.name == "api"
    assert rig.app.blueprints["api"] is api.pages
