"""One Chromium and one address for all tests in real browsers; an office of its own for each.

A test fails with whatever its browsers complained of: words of the console, faults of a script, a policy that was
broken, a request that failed or that went elsewhere, an answer that nobody expected.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.missing import missing
from tests.web.browser.seats import PATIENCE, Front, Office
from tests.web.offices import Rig, furnished

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


class _Quiet(WSGIRequestHandler):
    """Listens without telling of every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Tell nothing."""


# Not of the session: while Playwright runs, this thread has an event loop, and tests elsewhere may want their own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; where there is none, the test is skipped aloud, or with ``CI`` an error."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        missing(
            "Chromium is not installed here.", "sudo apt install chromium (or set CHROMIUM to its program)"
        )
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(_FLAGS)
    expect.set_options(timeout=PATIENCE)  # its own is five seconds, whatever a context is told
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def front() -> Iterator[tuple[Front, str]]:
    """The server that every test puts its application behind, and its address."""
    made = Front()
    server = make_server("127.0.0.1", 0, made, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def rig(sqlite_url: str) -> Iterator[Rig]:
    """An office on SQLite; that both stores answer alike is for the tests beside these."""
    made = furnished(sqlite_url)
    yield made
    made.office.database.dispose()


@pytest.fixture
def office(rig: Rig, chromium: Browser, front: tuple[Front, str]) -> Iterator[Office]:
    """An empty office with its pages on the air. Whatever its browsers complained of fails the test."""
    listener, origin = front
    listener.application = rig.app
    made = Office(rig, origin, chromium)
    yield made
    complaints = made.close()
    listener.application = None
    assert complaints == []
