"""What is no request: told as a problem document, in our words, and never a fault of ours."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.web.offices import DIALOGUE, DIALOGUE_FILE, Rig
from tests.web.programs import AT, EVENTS, Program, example, program, told, with_the_example


@pytest.fixture
def caller(rig: Rig) -> Program:
    """A program that may do everything, in an office with one event."""
    return program(with_the_example(rig))


def _raw(
    caller: Program, data: bytes | dict[str, str], kind: str | None = "application/json"
) -> TestResponse:
    return caller.rig.app.test_client().post(
        EVENTS, data=data, headers=dict(caller.headers), content_type=kind
    )


def test_a_body_is_an_event_or_a_file(caller: Program) -> None:
    wrong: list[tuple[object, str]] = [
        ({}, ""),
        ([], ""),
        ("file", ""),
        ({"file": 1}, "file"),
        ({"file": "x" * 512_001}, "file"),
        ({"event": []}, "event"),
        ({"event": {}, "file": "x"}, ""),
    ]
    found = [told(caller.post(EVENTS, body), 422)["problems"] for body, _ in wrong]
    assert [[one["path"] for one in problems] for problems in found] == [[path] for _, path in wrong]


def test_what_is_no_json_is_refused(caller: Program) -> None:
    for data in (b"", b"{", b"null,", b"[" * 100_000, b'{"file": "\\ud800"}', b'{"file": "\xff"}', b"\x00"):
        told(_raw(caller, data), 400)


def test_a_key_that_stands_twice_is_refused(caller: Program) -> None:
    file = json.dumps(
        DIALOGUE_FILE.read_text(encoding="utf-8").replace(DIALOGUE, "another-dialogue")
    ).encode()
    twice = told(_raw(caller, b'{"file": %s, "file": %s}' % (file, file)), 400)
    assert "“file” stands twice" in twice["detail"]
    told(_raw(caller, b'{"file": %s}' % file), 201)


def test_what_is_not_sent_as_json_is_refused(caller: Program) -> None:
    told(_raw(caller, {"file": "x"}, "multipart/form-data"), 415)
    told(_raw(caller, b'{"file": "x"}', "text/plain"), 415)
    told(_raw(caller, b'{"file": "x"}', None), 415)
    told(_raw(caller, b'{"file": "x"}', "application/json; charset=utf-8"), 422)


def test_a_body_has_at_most_a_million_bytes(caller: Program) -> None:
    full = b'{"file": ""}'.ljust(1_000_000)
    told(_raw(caller, full), 422)
    assert "1,000,000" in told(_raw(caller, full + b" "), 413)["detail"]


def test_a_body_that_does_not_say_how_long_it_is_has_no_more(caller: Program) -> None:
    client = caller.rig.app.test_client()
    for size, status in ((1_000_000, 422), (1_000_001, 413), (1_500_000, 413)):
        answer = client.post(
            EVENTS,
            input_stream=BytesIO(b'{"file": ""}'.ljust(size)),
            headers=dict(caller.headers),
            content_type="application/json",
            environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
        )
        told(answer, status)


def test_what_was_sent_is_not_told_back(caller: Program) -> None:
    mark = "canary-7f3a"
    bodies: list[object] = [
        {mark: 1},
        {"event": {"id": {mark: 1}}, mark: 1},
        {"file": 1, mark: mark},
        {"event": [mark]},
    ]
    answers = [caller.post(EVENTS, body) for body in bodies]
    paths = (
        f"{AT}/revisions?{mark}={mark}",
        f"{AT}/revisions?limit={mark}",
        f"{EVENTS}/{mark}-",
        f"/api/{mark}",
    )
    answers += [caller.get(path) for path in paths]
    answers.append(caller.post(EVENTS, {"event": example()}, Idempotency_Key=f"{mark} x"))
    answers.append(caller.send("PUT", AT, {"event": example()}, If_Match=mark))
    assert all(400 <= answer.status_code < 500 for answer in answers)
    assert [answer.json for answer in answers if mark in answer.get_data(as_text=True)] == []


def test_what_is_not_there_is_told_as_a_problem(caller: Program) -> None:
    absent = (
        "/api/v1/nothing",
        "/api/v2/events",
        f"{EVENTS}/none",
        f"{EVENTS}/{'a' * 81}",
        f"{EVENTS}/a%00b",
        f"{EVENTS}/a%0A",
        f"{EVENTS}//file",
        f"{AT}/revisions/0",
        f"{AT}/revisions/2",
        f"{AT}/revisions/{2**70}",
        f"{AT}/revisions/-1",
        f"{AT}/audiences/everybody",
    )
    assert [told(caller.get(path), 404)["title"] for path in absent] == ["Not Found"] * len(absent)


def test_another_method_is_told_which_there_are(caller: Program) -> None:
    for method in ("DELETE", "PATCH", "OPTIONS", "TRACE", "MEND"):
        answer = caller.send(method, AT)
        told(answer, 405)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "PUT"}


def test_a_fault_of_ours_is_a_problem_too(caller: Program) -> None:
    caller.rig.app.config["CLOCK"] = lambda: 1 / 0
    told(caller.get(EVENTS), 500)


def test_a_question_that_cannot_be_read_is_refused(caller: Program) -> None:
    asked = (
        "limit=0",
        "limit=501",
        "limit=x",
        "limit=1_0",
        "limit=%2B5",
        "limit=1&limit=2",
        "before=1",
        "last=3",
    )
    for question in asked:
        assert told(caller.get(f"{AT}/revisions?{question}"), 400)["problems"], question
