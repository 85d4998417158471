"""People at browsers: each with a context of their own, and with somebody who notes whatever goes wrong in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    WebError,
)

from logistics.operations.accounts import Role
from tests.web.offices import Rig

DESK: Final = (1280, 900)
PHONE: Final = (390, 844)
NARROW: Final = (320, 640)
PATIENCE: Final = (
    15_000  # milliseconds; what is waited for comes in a tenth of a second, unless the machine is busy
)
_TOLD_BY_ITS_STATUS: Final = "Failed to load resource: the server responded with a status of"


@dataclass
class Watch:
    """What went wrong in a context that nobody expected: words of the console, faults, requests to elsewhere."""

    origin: str
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    """Statuses from 400 on that the test brings about."""
    is_cut_off: bool = False
    """Whether the test itself keeps answers away."""

    def over(self, context: BrowserContext) -> None:
        """Watch a context from now on."""
        context.on("console", self._console)
        context.on("weberror", self._fault)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._answer)

    def _console(self, message: ConsoleMessage) -> None:
        if message.text.startswith(_TOLD_BY_ITS_STATUS) or (self.is_cut_off and "ERR_FAILED" in message.text):
            return  # the answer itself was seen, and its status compared with what is expected
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _fault(self, error: WebError) -> None:
        self.complaints.append(f"fault of the page: {error.error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if (
            parts.scheme not in ("data", "blob", "about")
            and f"{parts.scheme}://{parts.netloc}" != self.origin
        ):
            self.complaints.append(f"asked elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        left_behind = "ERR_ABORTED" in (
            request.failure or ""
        )  # by somebody who went on before the answer came
        if not self.is_cut_off and not left_behind:
            self.complaints.append(f"request failed: {request.method} {request.url}: {request.failure}")

    def _answer(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"answered {response.status}: {response.request.method} {response.url}")


@dataclass
class Seat:
    """Somebody at a browser."""

    page: Page
    context: BrowserContext
    watch: Watch

    def sign_in(self, visit: str) -> None:
        """Have the browser hold the token of a visit; of one that was never there, as after it has ended."""
        self.context.add_cookies([{"name": "visit", "value": visit, "url": self.watch.origin}])

    def open(self, path: str) -> Page:
        """Go to a page of the office."""
        self.page.goto(f"{self.watch.origin}{path}")
        return self.page

    def press(self, button: str, within: Locator | None = None) -> Page:
        """Press a button by the beginning of its words, and wait for the page that it brings."""
        place = within or self.page
        with self.page.expect_navigation():
            place.get_by_role("button", name=re.compile(f"^{re.escape(button)}")).first.click()
        return self.page

    def follow(self, link: str, within: Locator | None = None) -> Page:
        """Follow a link by its words."""
        place = within or self.page
        with self.page.expect_navigation():
            place.get_by_role("link", name=link, exact=True).first.click()
        return self.page

    def row(self, title: str) -> Locator:
        """The innermost row or group of a form whose legend says this."""
        legend = self.page.locator("legend", has_text=re.compile(f"^{re.escape(title)}$"))
        return self.page.locator("fieldset.row, fieldset.group").filter(has=legend).last

    def box(self, label: str, within: Locator | None = None) -> Locator:
        """The first question whose label begins with these words."""
        place = within or self.page
        return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}\b")).first

    def fill(self, answers: Mapping[str, str], within: Locator | None = None) -> None:
        """Answer questions by their labels: write into boxes, choose from lists."""
        for label, answer in answers.items():
            box = self.box(label, within)
            if box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(label=answer)
            else:
                box.fill(answer)

    def unfold(self, within: Locator | None = None) -> Locator:
        """Open what is folded away of a row, or of the whole form, and tell where its questions are."""
        more = (within or self.page.locator("#sheet")).locator(
            ":scope > details.more, :scope > .row-foot > details.more"
        )
        more.locator(":scope > summary").click()
        return more

    def add(
        self, button: str, title: str, answers: Mapping[str, str], within: Locator | None = None
    ) -> Locator:
        """Press a button that adds a row, and fill in the row that it brings."""
        self.press(button, within)
        row = self.row(title)
        self.fill(answers, row)
        return row

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """While the test brings a refusal about."""
        self.watch.expected.add(status)
        yield
        self.page.wait_for_load_state()
        self.watch.expected.discard(status)

    @property
    def path(self) -> str:
        """Where the browser is, without the host."""
        return urlsplit(self.page.url).path

    def photograph(self, name: str) -> None:
        """Keep a picture of the whole page in the folder that ``SCREENSHOTS`` names, if it names one."""
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


Colours = Literal["light", "dark"]


@dataclass
class Office:
    """The office of one test, on the address that all tests share, and everybody who sits in it."""

    rig: Rig
    origin: str
    chromium: Browser
    seats: list[Seat] = field(default_factory=list)

    def seat(
        self,
        role: Role | None = None,
        name: str = "",
        *,
        size: tuple[int, int] = DESK,
        colours: Colours = "light",
        script: bool = True,
        **visit: bool,
    ) -> Seat:
        """A browser of somebody: of the public without ``role``, else signed in with it.

        ``visit`` is what ``Rig.visit`` takes besides. The device stands in Los Angeles, where no event of the tests
        is, so that a time of the device would be seen.
        """
        context = self.chromium.new_context(
            timezone_id="America/Los_Angeles",
            locale="en-US",
            reduced_motion="reduce",
            color_scheme=colours,
            java_script_enabled=script,
            viewport={"width": size[0], "height": size[1]},
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(self.origin)
        watch.over(context)
        made = Seat(context.new_page(), context, watch)
        if role is not None:
            made.sign_in(self.rig.visit(role, name, **visit))
        self.seats.append(made)
        return made

    def close(self) -> list[str]:
        """Send everybody home, and tell what went wrong."""
        for seat in self.seats:
            seat.context.close()
        return [complaint for seat in self.seats for complaint in seat.watch.complaints]


class Front:
    """What listens on the one address: passes every request to the application of the test that runs."""

    def __init__(self) -> None:
        self.application: Callable[..., Any] | None = None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        assert self.application is not None, "no test is running"
        return self.application(environ, start)
