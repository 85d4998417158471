"""What every answer carries: the policy, the other headers, the flags of cookies, and nothing for a cache to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from flask import Flask
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.accounts.passwords import HASHER
from tests.operations.accounts.house import PASSWORD, Watched
from tests.web.offices import DIALOGUE, Browser, Rig, furnished
from tests.web.pages import form_of, post
from tests.web.routes import House, Route, lived_in
from web.access import TABLE
from web.app import create_app
from web.headers import POLICY

HTTPS = "https://press.example"
SAME_FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Answers that are the same for whoever asks; a cache may keep them.
FOR_CACHES = ("static", "look.", "public.")


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """No store has a part in what an answer carries."""
    return sqlite_url


@pytest.fixture
def house(rig: Rig) -> House:
    return lived_in(rig)


@pytest.fixture
def over_https(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application as people use it by an address of its own, over https."""
    monkeypatch.setenv("LOGISTICS_PUBLIC_URL", HTTPS)
    app = create_app(rig.office, {"SECRET_KEY": "for tests only", "CLOCK": lambda: rig.moment})
    app.test_client_class = Browser
    return app


@dataclass(frozen=True)
class Answered:
    """What was answered to somebody at a route."""

    route: Route
    by_the_office: bool
    answer: TestResponse


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Answered]]:
    """The answer of every route to an administrator, and to somebody without an account."""
    rig = furnished(f"sqlite:///{tmp_path_factory.mktemp('crawled') / 'office.db'}")
    house = lived_in(rig)
    clients = ((True, house.browser), (False, rig.anybody()))
    yield [
        Answered(route, is_ours, _read(client.get(route.path)))
        for route in house.routes("GET")
        for is_ours, client in clients
    ]
    rig.office.database.dispose()


def _read(answer: TestResponse) -> TestResponse:
    answer.get_data()
    answer.close()
    return answer


def _strict(answer: TestResponse, frames: str = "'none'") -> list[str]:
    """What an answer lacks."""
    headers, lacks = answer.headers, []
    policy = POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {frames}")
    if headers.getlist("Content-Security-Policy") != [policy]:
        lacks.append(f"policy {headers.getlist('Content-Security-Policy')}")
    lacks += [name for name, value in SAME_FOR_ALL.items() if headers.getlist(name) != [value]]
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        lacks.append("Referrer-Policy")
    if not headers.get("Cache-Control"):
        lacks.append("Cache-Control")
    if headers.get("Server") or headers.get("X-Powered-By"):
        lacks.append("says what it is made with")
    return lacks


def test_every_page_file_paper_and_calendar_carries_the_policy_and_the_other_headers(
    crawled: list[Answered],
) -> None:
    wrong = []
    for one in crawled:
        framed = one.route.endpoint == "advisory.document" and one.answer.status_code == 200
        if lacks := _strict(one.answer, "'self'" if framed else "'none'"):
            wrong.append((one.route.endpoint, one.answer.status, lacks))
    assert wrong == []
    kinds = {one.answer.mimetype for one in crawled if one.answer.status_code == 200}
    assert kinds >= {
        "text/html",
        "text/css",
        "text/calendar",
        "application/pdf",
        "application/json",
        "image/svg+xml",
    }


def test_refusals_carry_them_too(house: House) -> None:
    client = house.browser
    calendar = f"/feeds/{'x' * 43}.ics"
    answers = {
        400: client.post("/house", data={"csrf_token": "x"}, headers={"Sec-Fetch-Site": "same-origin"}),
        403: client.post("/house", headers={"Sec-Fetch-Site": "cross-site"}),
        404: client.get("/nothing/here"),
        405: client.delete("/events", headers={"Sec-Fetch-Site": "same-origin"}),
        413: client.post("/house", data={"name": "x" * 2_100_000}, headers={"Sec-Fetch-Site": "same-origin"}),
    }
    others = [
        client.get(calendar),
        client.get("/events", headers={"Host": "evil.example"}),
        client.options("/events"),
        client.head("/events"),
        client.get("/static/../../app.py"),
        client.get("/static/nothing.css"),
        client.get(
            f"/public/{DIALOGUE}",
            headers={"If-None-Match": client.get(f"/public/{DIALOGUE}").headers["ETag"]},
        ),
    ]
    assert {status: answer.status_code for status, answer in answers.items()} == {
        status: status for status in answers
    }
    assert [
        (answer.status, lacks) for answer in (*answers.values(), *others) if (lacks := _strict(_read(answer)))
    ] == []


def test_a_fault_of_ours_carries_them_too(house: House) -> None:
    house.rig.app.config["CLOCK"] = lambda: 1 / 0
    answer = house.browser.get("/help")
    assert answer.status_code == 500
    assert _strict(answer) == []


@pytest.mark.parametrize("header", ["script-src", "style-src", "default-src"])
def test_the_policy_lets_nothing_inline_run(header: str) -> None:
    sources = next(part.split()[1:] for part in POLICY.split("; ") if part.startswith(header))
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(sources)


class _Inline(HTMLParser):
    """Finds what a strict policy would not run: scripts and styles that stand in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        runs = tag == "script" and said.get("type") != "application/ld+json"  # data, which no browser runs
        if (runs and "src" not in said) or tag == "style":
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in said if name.startswith("on") or name == "style"]
        places = [
            said.get(name) or ""
            for name in ("src", "action", "formaction", *(["href"] if tag != "a" else []))
        ]
        self.found += [
            f"{tag} to {place}" for place in places if place.startswith(("//", "http", "javascript", "data"))
        ]


def test_no_page_needs_what_its_policy_forbids_nor_anything_from_elsewhere(crawled: list[Answered]) -> None:
    found = {}
    for one in crawled:
        if one.answer.mimetype == "text/html":
            page = _Inline()
            page.feed(one.answer.text)
            if page.found:
                found[one.route.endpoint] = page.found
    assert found == {}


@pytest.mark.parametrize("spoken", ["https", "http"], ids=["with us", "with a proxy before us"])
def test_over_https_browsers_are_told_to_stay_with_it(over_https: Flask, spoken: str) -> None:
    for path in ("/", "/nothing", "/static/icon.svg"):
        answer = _read(over_https.test_client().get(path, base_url=f"{spoken}://press.example"))
        assert "max-age=" in answer.headers["Strict-Transport-Security"]


def test_on_this_machine_over_http_they_are_not(rig: Rig) -> None:
    assert "Strict-Transport-Security" not in rig.anybody().get("/").headers


# ---- cookies ---------------------------------------------------------------------------------------------------------


def _signed_in(app: Flask, base_url: str, monkeypatch: pytest.MonkeyPatch, rig: Rig) -> TestResponse:
    monkeypatch.setattr(HASHER, "argon2", Watched())
    link = accounts.first_link(rig.office.database, rig.moment)
    assert link is not None
    accounts.accept_first(rig.office.database, link, "ada", "Ada Invented", PASSWORD, rig.moment)
    client = app.test_client()
    form = form_of(client.get("/login", base_url=base_url).text, "password")
    data = dict(form.typed({"name": "ada", "password": PASSWORD}))
    return client.post("/login", data=data, base_url=base_url, headers={"Sec-Fetch-Site": "same-origin"})


def _cookies(answer: TestResponse) -> dict[str, str]:
    """Every cookie that an answer sets: its flags by its name."""
    return {line.split("=", 1)[0]: line.partition("; ")[2] for line in answer.headers.getlist("Set-Cookie")}


def test_over_https_the_cookie_of_a_visit_goes_to_this_host_alone_and_to_no_script(
    over_https: Flask, rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookies = _cookies(_signed_in(over_https, HTTPS, monkeypatch, rig))
    flags = cookies["__Host-visit"].lower().split("; ")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= set(flags)
    assert not [flag for flag in flags if flag.startswith("domain")]
    assert all(
        name.startswith("__Host-") and "Secure" in said and "HttpOnly" in said
        for name, said in cookies.items()
    )


def test_on_this_machine_its_name_is_plain_since_browsers_would_not_keep_the_other(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookies = _cookies(_signed_in(rig.app, "http://localhost", monkeypatch, rig))
    flags = cookies["visit"].lower().split("; ")
    assert {"httponly", "path=/", "samesite=lax"} <= set(flags)
    assert "secure" not in flags
    assert not [name for name in cookies if name.startswith("__Host-")]


def test_a_plain_cookie_opens_nothing_over_https(over_https: Flask, rig: Rig) -> None:
    client = over_https.test_client()
    client.set_cookie("visit", rig.visit(Role.VIEWER), domain="press.example", secure=True)
    assert client.get("/events", base_url=HTTPS).headers["Location"].startswith("/login")
    client.set_cookie("__Host-visit", rig.visit(Role.VIEWER), domain="press.example", secure=True)
    assert client.get("/events", base_url=HTTPS).status_code == 200


def test_the_key_of_a_visit_is_random_and_only_its_digest_is_kept(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = _signed_in(rig.app, "http://localhost", monkeypatch, rig)
    lines = "; ".join(answer.headers.getlist("Set-Cookie"))
    key = parse_cookie(lines)["visit"]
    assert len(key) >= 43
    with rig.office.database.reading() as connection:
        dump = str(connection.exec_driver_sql("SELECT * FROM visits").all())
    assert key not in dump


# ---- caches ----------------------------------------------------------------------------------------------------------


def _cached(one: Answered) -> str:
    return one.answer.headers["Cache-Control"]


def test_nothing_private_is_kept_by_a_cache_that_others_use(crawled: list[Answered]) -> None:
    ours = [one for one in crawled if not one.route.endpoint.startswith(FOR_CACHES)]
    kept = [one for one in ours if not {"no-store", "private"} & set(_cached(one).split(", "))]
    assert [(one.route.endpoint, _cached(one)) for one in kept] == []


def test_pages_behind_the_door_are_stored_nowhere(crawled: list[Answered]) -> None:
    behind = [one for one in crawled if isinstance(TABLE.get(one.route.endpoint), Role)]
    assert len(behind) >= 40
    assert {one.route.endpoint for one in behind if "no-store" not in _cached(one)} == set()


def test_what_caches_may_keep_sets_no_cookie_and_is_the_same_for_all(crawled: list[Answered]) -> None:
    for one in crawled:
        if one.route.endpoint.startswith(FOR_CACHES):
            others = [other.answer for other in crawled if other.route == one.route]
            assert {answer.get_data() for answer in others} == {one.answer.get_data()}, one.route
            assert "Set-Cookie" not in one.answer.headers, one.route


# ---- names of files --------------------------------------------------------------------------------------------------


def test_a_file_is_called_by_the_short_name_of_its_event_and_by_nothing_else(crawled: list[Answered]) -> None:
    named = {
        one.route.endpoint: said
        for one in crawled
        if (said := one.answer.headers.get("Content-Disposition"))
        and one.route.endpoint not in ("static", "mine.calendar")  # of one person at all events
    }
    assert set(named) >= {"advisory.document", "events.file", "feeds.read", "public.calendar", "public.paper"}
    called = re.compile(rf'(inline|attachment); filename="{DIALOGUE}[a-z0-9-]*\.[a-z]+"')
    assert [said for said in named.values() if not called.fullmatch(said)] == []


def test_leaving_clears_what_the_browser_kept(house: House) -> None:
    answer = house.browser.send("/logout")
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert '"storage"' in answer.headers["Clear-Site-Data"]


def test_the_forms_of_a_page_are_posted_as_browsers_do(house: House) -> None:
    """The reading of forms that other tests stand on."""
    form = form_of(house.browser.get("/house").text, "zone")
    answer = post(house.browser, "/house", form.typed({"zone": "Nowhere/Land"}))
    assert answer.status_code == 422
