"""The page of sample events: what it lists, what it gives, and that it keeps to itself."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from logistics.operations import publishing
from web.app import EVENTS, create_app

ID = "us-mexico-strategic-dialogue-2017-12-14"


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


def test_every_sample_event_is_listed_with_its_findings(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    assert text.count('<article class="event"') == len(list(EVENTS.rglob("*.yaml")))
    assert "Second U.S.-Mexico Strategic Dialogue" in text
    assert "PRN006" in text
    assert "Invented." in text


@pytest.mark.parametrize("made", publishing.names_of_files(), ids=lambda made: made.name)
def test_every_download_is_what_the_kit_holds(client: FlaskClient, made: publishing.Made) -> None:
    from logistics.operations import checking  # noqa: PLC0415 - only this test compares with the operation itself

    answer = client.get(f"/events/{ID}/{made.name}")
    assert answer.status_code == 200
    result = checking.checked(EVENTS / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml")
    assert answer.data == publishing.file_named(result, made.name)


def test_downloads_have_their_types(client: FlaskClient) -> None:
    types = {
        name: client.get(f"/events/{ID}/{name}").content_type
        for name in ("advisory.pdf", "calendar-press.ics")
    }
    assert types == {"advisory.pdf": "application/pdf", "calendar-press.ics": "text/calendar; charset=utf-8"}


@pytest.mark.parametrize(
    "address", [f"/events/{ID}/passwords.txt", "/events/no-such-event/advisory.pdf", "/elsewhere"]
)
def test_what_is_not_there_is_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/", f"/events/{ID}/run-of-show.html", "/elsewhere"])
def test_every_answer_forbids_scripts_and_framing(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_another_hosts_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_the_page_has_no_style_or_script_of_its_own(client: FlaskClient) -> None:
    text = client.get("/").get_data(as_text=True)
    assert "<script" not in text
    assert "style=" not in text
    assert "<style" not in text
    for address in re.findall(r'(?:href|src)="([^"#]+)"', text):
        if ID in address or not address.startswith("/events/"):
            with client.get(address) as answer:
                assert answer.status_code == 200, address


def test_a_file_that_cannot_be_read_is_shown_with_its_problems(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("title: [unfinished")
    good = tmp_path / "good.yaml"
    shutil.copy(EVENTS / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml", good)
    text = create_app(tmp_path).test_client().get("/").get_data(as_text=True)
    assert "broken.yaml" in text
    assert "This file cannot be read as an event" in text
    assert "Second U.S.-Mexico Strategic Dialogue" in text


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    assert "no event file in this folder yet" in create_app(tmp_path).test_client().get("/").get_data(
        as_text=True
    )


def test_titles_are_escaped(tmp_path: Path) -> None:
    sample = (EVENTS / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml").read_text()
    hostile = sample.replace(
        "name: Second U.S.-Mexico Strategic Dialogue\n", "name: <script>alert(1)</script>\n", 1
    )
    (tmp_path / "hostile.yaml").write_text(hostile)
    text = create_app(tmp_path).test_client().get("/").get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_logistics_serve_answers_on_this_machine_only() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "logistics", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            assert f"http://127.0.0.1:{port}/" in server.stderr.readline()
            assert "Second U.S.-Mexico Strategic Dialogue" in _page(port)
        finally:
            server.terminate()


def _page(port: int) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within ten seconds")
