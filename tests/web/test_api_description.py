"""The description of the API, for programs and for people: it says what is true, and all of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig

from logistics.operations.accounts import Role, Scope
from logistics.operations.feeding import audiences
from tests.web.offices import FILES, Rig
from tests.web.programs import EVENTS, Program, program, told
from web.api import description
from web.reference import groups, shapes

METHODS = {"get", "put", "post", "delete", "patch"}


def _operations() -> dict[tuple[str, str], dict[str, Any]]:
    paths = description()["paths"]
    return {(path, method): one for path, methods in paths.items() for method, one in methods.items()}


def test_everybody_may_read_the_description(rig: Rig) -> None:
    read = told(Program(rig).get("/api/v1/openapi.json"))
    assert read == json.loads(json.dumps(description()))
    assert read["openapi"].startswith("3.1")


def test_every_route_is_described_and_nothing_else(rig: Rig) -> None:
    routed = {
        (re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")), method.lower())
        for rule in rig.app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD"}
    }
    assert routed == set(_operations())


def test_every_operation_says_what_it_is_for_and_what_it_asks() -> None:
    for place, one in _operations().items():
        assert one["summary"], place
        assert one["tags"], place
        assert "{" not in one["summary"], place
        if place != ("/openapi.json", "get"):
            (need,) = one["security"]
            assert need["token"][0] in set(Scope), place
            assert f"`{need['token'][0]}`" in one["description"], place
            assert any(role.value in one["description"] for role in Role), place


def test_every_operation_tells_how_it_may_fail() -> None:
    for place, one in _operations().items():
        failing = {int(status): answer for status, answer in one["responses"].items() if status >= "400"}
        wanted = {400, 500, 503}
        if one["security"]:
            wanted |= {401, 403}
        if "requestBody" in one:
            wanted |= {413, 415, 422}
        if any(each["name"] == "If-Match" for each in one["parameters"]):
            wanted |= {412, 428}
        assert wanted <= failing.keys(), place
        for status, answer in failing.items():
            assert answer["description"], (place, status)
            assert list(answer["content"]) == ["application/problem+json"], (place, status)


def test_what_changes_something_may_be_sent_with_a_key() -> None:
    with_key = {
        place
        for place, one in _operations().items()
        if any(e["name"] == "Idempotency-Key" for e in one["parameters"])
    }
    assert with_key == {place for place in _operations() if place[1] == "post"} - {("/check", "post")}


def test_each_scope_is_told_in_words() -> None:
    words = description()["components"]["securitySchemes"]["token"]["description"]
    assert [scope for scope in Scope if f"`{scope}` to " not in words] == []


def test_every_sample_event_is_told_as_described(rig: Rig) -> None:
    """What each audience reads of them, and the rest, against the description's own schemas."""
    caller = program(rig)
    described = schemathesis.openapi.from_dict(description(), config=SchemathesisConfig())
    places = [f"/audiences/{name}?state=draft" for name, _ in audiences()]
    places += ["", "/findings", "/plan", "/readiness", "/observations", "/revisions/1"]
    for path in FILES.values():
        made = told(caller.post(EVENTS, {"file": path.read_text(encoding="utf-8")}), 201)
        for place in places:
            answer = caller.get(f"{EVENTS}/{made['id']}{place}")
            told(answer)
            of = re.sub(r"/(audiences)/.*", r"/\1/{audience}", place).replace(
                "revisions/1", "revisions/{number}"
            )
            described[f"/events/{{event_id}}{of}"]["GET"].validate_response(answer)


# ---- for people ------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(rig: Rig) -> str:
    """The page for people."""
    answer = rig.browser(Role.PRESS_OFFICER).get("/reference")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_page_tells_every_operation(page: str) -> None:
    assert [
        one["operationId"] for one in _operations().values() if f'id="{one["operationId"]}"' not in page
    ] == []
    assert sum(len(group.operations) for group in groups()) == len(_operations())


def test_the_page_needs_no_script(page: str) -> None:
    """The frame around every page has scripts of its own; between its parts there is none."""
    (main,) = re.findall(r"<main.*</main>", page, re.DOTALL)
    assert "<script" not in main
    assert not re.search(r"\son\w+=|\sstyle=", page)


def test_every_place_that_the_page_names_is_on_it(page: str) -> None:
    named, there = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r'id="([^"]+)"', page))
    assert named - there == set()
    assert {f"shape-{one.name}" for one in shapes()} <= there


def test_an_example_names_no_host_and_no_token_of_ours() -> None:
    lines = [one.curl for group in groups() for one in group.operations]
    assert all(line.startswith("curl ") and "https://press.example/api/v1/" in line for line in lines)
    assert sum("Bearer TOKEN" in line for line in lines) == len(lines) - 1
    assert all("{" not in line.split("--data")[0].replace("$(uuidgen)", "") for line in lines)


def test_the_example_of_a_body_is_taken(rig: Rig) -> None:
    """What the page shows can be sent: the event of the examples is made, changed and checked by them."""
    caller = program(rig)
    for path, status in (("/events", 201), ("/check", 200)):
        content = description()["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        told(caller.post(f"/api/v1{path}", content["example"]), status)
