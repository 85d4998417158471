"""The office as a server: its feeds beside nginx and Radicale, and the check that follows the typing.

All servers are on this machine, share its cores with whatever asks, and are asked in turn for a few seconds each.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from benchmarks import load, servers
from benchmarks.large_event import long_summit, week_of_conferences
from benchmarks.measuring import print_table
from benchmarks.servers import Server
from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.drafts import create
from logistics.operations.feeding import give_address
from logistics.operations.issuing import Decision, publish, readiness
from logistics.operations.office import open_office, store_address

CONFERENCES, SESSIONS = 67, 60
SECONDS, ROUNDS = 2, 2
CHECKS, CHECKS_WITH_MENDS, CHECK_AIM_MS = 15, 1, 50
LOUD = "!" * 20
WHOLE, HAS_IT = "200", "304"
_CACHE = Path(__file__).resolve().parent.parent / ".cache"
_PASSWORD = "a long walk along the quiet river"


class Spent(NamedTuple):
    """Requests a second of the clock, CPU milliseconds of the server for one, and what it answered."""

    a_second: float
    cpu: float
    status: int


class Aim(NamedTuple):
    """How many times a peer's requests a second ours should be at least."""

    peer: str
    times: float
    said: str

    def told(self, ours: Spent, theirs: Spent) -> str:
        """The aim, what it came to, whether that meets it; and the same by the CPU time of the servers."""
        ratio, cpu = ours.a_second / theirs.a_second, theirs.cpu / ours.cpu
        return (
            f"at least {self.said} {self.peer}: {ratio:.2f}x, {_met(ratio >= self.times)} (by CPU {cpu:.2f}x)"
        )


AIMS = {
    servers.NGINX: Aim(servers.NGINX, 1 / 5, "a fifth of"),
    servers.RADICALE: Aim(servers.RADICALE, 50, "50 times"),
}


def _met(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


def main() -> None:
    """Print both tables."""
    _CACHE.mkdir(exist_ok=True)
    if Path("/proc/self/stat").exists():
        with tempfile.TemporaryDirectory(dir=_CACHE) as folder:
            _feeds(Path(folder))
    else:
        print(
            f"{LOUD} MISSING: /proc, which tells the CPU time of servers; feeds are measured on Linux {LOUD}"
        )
    with tempfile.TemporaryDirectory(dir=_CACHE) as folder:
        _check(Path(folder))


# ---- feeds ----------------------------------------------------------------------------------------------------------


def _feeds(folder: Path) -> None:
    with ExitStack() as running:
        asked = list(_servers(folder, running))
        tags = {server: server.get()[1].get("ETag", "") for server in asked}
        spent: dict[tuple[Server, str], Spent] = {}
        for _ in range(ROUNDS):
            for server in asked:
                for kind, tag in ((WHOLE, ""), (HAS_IT, tags[server])):
                    now, before = _asked(server, tag), spent.get((server, kind))
                    spent[server, kind] = now if before is None else _better(before, now)
    _print_feeds(asked, spent)


def _servers(folder: Path, running: ExitStack) -> Iterator[Server]:
    """The servers that are there, with the same calendar, ours first."""
    office = folder / "ours"
    path = _published(office)
    counts = sorted({1, os.cpu_count() or 1})  # what we begin with, and as many processes as nginx takes
    own = [running.enter_context(servers.ours(office, path, workers)) for workers in counts]
    yield from own
    calendar = own[0].get()[2]
    entries = calendar.count(b"BEGIN:VEVENT")
    print(
        f"The feed of an invented event: {entries} entries, {len(calendar) / 1000:.0f} kB. Asked by {load.program()}."
    )
    for name, make, mend in (
        (servers.NGINX, servers.nginx, "apt-get install nginx-light"),
        (servers.RADICALE, servers.radicale, "install requirements-bench.lock (make bench does)"),
    ):
        (folder / name).mkdir()
        server = running.enter_context(make(folder / name, calendar))
        if server is None:
            print(f"{LOUD} MISSING: {name}, so nothing is compared with it; {mend} {LOUD}")
        else:
            yield server


def _published(folder: Path) -> str:
    """The path of a feed of a large event that an office has published."""
    folder.mkdir(mode=0o700)
    office, now = open_office(store_address(folder)), int(time.time())
    item = create(office, week_of_conferences(CONFERENCES), "bench", now)
    ready = readiness(office, item, now)
    reasons = {one.key: "measured" for one in ready.needs_reason}
    publish(office, item.event.id, Decision(item.number, reasons, ready.date, ready.time), "bench", now)
    token = give_address(office, item.event.id, "press", "bench", "bench", now).token
    office.database.dispose()
    return f"/feeds/{token}.ics"


def _asked(server: Server, tag: str) -> Spent:
    status = server.get({"If-None-Match": tag} if tag else {})[0]
    before = server.cpu()
    done = load.ask(server.url, SECONDS, tag)
    if done.failed or not done.answered:
        raise SystemExit(f"{server.name} left {done.failed} of {done.answered} requests without their answer")
    return Spent(done.answered / done.seconds, (server.cpu() - before) / done.answered * 1000, status)


def _better(one: Spent, other: Spent) -> Spent:
    """The best of both rounds in each respect: what others do on this machine only ever makes it worse."""
    return Spent(max(one.a_second, other.a_second), min(one.cpu, other.cpu), one.status)


def _print_feeds(asked: Sequence[Server], spent: dict[tuple[Server, str], Spent]) -> None:
    rows = [
        [f"{kind}: {server.name}", f"{one.a_second:.0f}", f"{one.cpu:.3f}", str(one.status)]
        for kind in (WHOLE, HAS_IT)
        for server in asked
        for one in [spent[server, kind]]
    ]
    head = ["", "requests/s", "CPU ms/request", "answer"]
    print_table(f"A feed, best of {ROUNDS} rounds of {SECONDS} s", head, rows)
    for kind, server, peer in product((WHOLE, HAS_IT), asked, asked):
        if server.name.startswith(servers.OURS) and peer.name in AIMS:
            aim = AIMS[peer.name]
            print(f"  aim: {kind}: {server.name}, {aim.told(spent[server, kind], spent[peer, kind])}")


# ---- the check that follows the typing -----------------------------------------------------------------------------


def _check(folder: Path) -> None:
    """The sheet of 60 sessions, sent over loopback as a browser sends it, with another title each time."""
    office, now = open_office(store_address(folder)), int(time.time())
    event = create(office, long_summit(SESSIONS), "bench", now).event.id
    invited = accounts.invite(office.database, "bench", "ada", "Ada Invented", Role.PRESS_OFFICER, now)
    accounts.accept_invite(office.database, invited, _PASSWORD, now)
    office.database.dispose()
    with servers.ours(folder, "/login", 1) as server:
        browser = _signed_in(server)
        at = server.url.removesuffix("/login") + f"/events/{event}"
        filled = _filled(_page(browser, f"{at}/edit/sessions"))
        check = f"{at}/check/sessions"
        _spent(server, browser, check, filled, "first", 1)  # fills caches
        typing = _spent(server, browser, check, filled, "typed", CHECKS)
        resting = _spent(server, browser, f"{check}?mends=yes", filled, "rested", CHECKS_WITH_MENDS)
    rows = [
        [name, *(f"{figure:.0f}" for figure in (min(clock), statistics.median(clock), cpu))]
        for name, (clock, cpu) in (("while somebody types", typing), ("once they rest, with mends", resting))
    ]
    title = (
        f"The check of a sheet of {SESSIONS} sessions ({len(filled)} fields), there and back, milliseconds"
    )
    print_table(title, ["", "least", "middle", "CPU of the server"], rows)
    middle = statistics.median(typing[0])
    print(
        f"  aim: while somebody types, less than {CHECK_AIM_MS} ms: {middle:.0f} ms, {_met(middle < CHECK_AIM_MS)}"
    )


def _spent(
    server: Server,
    browser: OpenerDirector,
    check: str,
    filled: Sequence[tuple[str, str]],
    mark: str,
    rounds: int,
) -> tuple[list[float], float]:
    """Milliseconds of each round trip by the clock, and of the server's CPU for one."""
    title = next(name for name, value in filled if name.endswith("title") and value)
    clock, before = [], server.cpu()
    for number in range(rounds):
        said = [(name, f"{value} {mark} {number}" if name == title else value) for name, value in filled]
        body = urlencode(said).encode()
        begin = time.perf_counter()
        _page(browser, check, body)
        clock.append((time.perf_counter() - begin) * 1000)
    return clock, (server.cpu() - before) * 1000 / rounds


def _signed_in(server: Server) -> OpenerDirector:
    """The browser of a press officer."""
    browser = build_opener(HTTPCookieProcessor())
    browser.addheaders = [("Sec-Fetch-Site", "same-origin")]  # as browsers mark what their own pages send
    page = dict(_filled(_page(browser, server.url)))
    _page(browser, server.url, urlencode({**page, "name": "ada", "password": _PASSWORD}).encode())
    return browser


def _page(browser: OpenerDirector, url: str, body: bytes | None = None) -> str:
    with browser.open(url, body, timeout=60) as answer:
        read: bytes = answer.read()
        return read.decode()


def _filled(page: str) -> list[tuple[str, str]]:
    """What a browser would send of the forms of a page, but for their buttons."""
    reader = _Fields()
    reader.feed(page)
    return reader.found


class _Fields(HTMLParser):
    """The fields of a page as they are filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._select = self._area = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A field, or the beginning of one."""
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "input" and name and said.get("type") not in ("submit", "button"):
            if said.get("type") not in ("checkbox", "radio") or "checked" in said:
                self.found.append((name, said.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.found.append((self._select, said.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = name, []

    def handle_data(self, data: str) -> None:
        """What stands in a text area."""
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """The end of a field."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area:
            self.found.append((self._area, "".join(self._text).removeprefix("\n")))
            self._area = ""
