"""What may change anything: a form of this site's own pages, sent to this host, and no link that is only followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.accounts.passwords import HASHER
from logistics.store.tables import metadata
from tests.operations.accounts.house import PASSWORD, Watched
from tests.web.offices import DIALOGUE, Browser, Rig, furnished
from tests.web.pages import encoded, form_of, forms, post
from tests.web.routes import House, lived_in
from web.access import TABLE
from web.app import create_app

Dump = Mapping[str, frozenset[tuple[object, ...]]]
SIX_MINUTES = 360
# When somebody was last here, and when a feed or a personal link was last opened: a GET may note these, nothing else.
MAY_BE_NOTED = {"visits": {"seen_at"}, "feeds": {"read_at"}, "staff_links": {"used_at"}}
# What somebody's own calendar told them, so that the next one says what has changed since.
ONLY_NOTES = {"told_entries"}


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """No store has a part in who may send what."""
    return sqlite_url


@pytest.fixture
def house(rig: Rig) -> House:
    return lived_in(rig)


def _all_tables(rig: Rig) -> Dump:
    """Everything that the store holds, except what a GET may note."""
    with rig.office.database.reading() as connection:
        return {
            name: frozenset(
                tuple(
                    bytes(value) if isinstance(value, memoryview) else value
                    for column, value in row._mapping.items()
                    if column not in MAY_BE_NOTED.get(name, ())
                )
                for row in connection.execute(select(table))
            )
            for name, table in metadata.tables.items()
            if name not in ONLY_NOTES
        }


def _changed(before: Dump, after: Dump) -> set[str]:
    return {name for name in before if before[name] != after[name]}


# ---- safe methods ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, None], ids=str)
def test_what_is_only_looked_at_stays_as_it_is(house: House, role: Role | None) -> None:
    rig = house.rig
    client = rig.browser(role) if role else rig.anybody()
    before, wrote = _all_tables(rig), {}
    for route in house.routes("GET"):
        rig.moment += SIX_MINUTES  # late enough that a visit and a feed are noted again
        answer = client.get(route.path)
        answer.get_data()
        answer.close()
        client.head(route.path).close()
        client.options(route.path).close()
        after = _all_tables(rig)
        if changed := _changed(before, after):
            wrote[route.endpoint] = changed
            before = after
    assert wrote == {}


def test_the_tables_are_seen_to_change_where_something_does(house: House) -> None:
    before = _all_tables(house.rig)
    house.browser.send("/house", {"name": "Another house", "zone": "Europe/Oslo", "profile": "state"})
    assert _changed(before, _all_tables(house.rig)) == {"settings", "journal"}


# ---- where a form comes from -----------------------------------------------------------------------------------------

OWN, ELSEWHERE = "http://localhost", "https://evil.example"


# What a browser says of the page that a form was on, and whether we take the form. Browsers of today say one of both.
FROM_WHERE = [
    ("same-origin", OWN, True),
    ("same-origin", None, True),
    ("none", None, True),
    (None, OWN, True),
    ("same-site", OWN, False),
    ("cross-site", OWN, False),
    ("cross-site", ELSEWHERE, False),
    ("cross-site", None, False),
    ("Same-Origin", None, False),
    ("", ELSEWHERE, False),
    (None, ELSEWHERE, False),
    (None, "null", False),
    (None, "", False),
    (None, f"{OWN}.evil.example", False),
    (None, f"{OWN}:8001", False),
    (None, "https://localhost", False),
    (None, None, False),
]


def _marks(site: str | None, origin: str | None) -> dict[str, str]:
    said = {"Sec-Fetch-Site": site, "Origin": origin}
    return {name: value for name, value in said.items() if value is not None}


def test_a_form_must_come_from_a_page_of_this_site(rig: Rig) -> None:
    client = rig.browser(Role.ADMINISTRATOR)
    form = form_of(client.get("/house").text, "zone")
    wrong = []
    for number, (site, origin, may) in enumerate(FROM_WHERE):
        data = dict(form.typed({"name": f"Moved {number}"}))
        answer = client.post("/house", data=data, headers=_marks(site, origin))
        done = rig.office.house().name == f"Moved {number}"
        if (answer.status_code, done) != ((302, True) if may else (403, False)):
            wrong.append((site, origin, answer.status_code))
    assert wrong == []


def test_behind_a_proxy_the_site_is_the_address_that_people_use(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy speaks plain http with us."""
    monkeypatch.setenv("LOGISTICS_PUBLIC_URL", "https://press.example")
    app = create_app(rig.office, {"SECRET_KEY": "for tests only", "CLOCK": lambda: rig.moment})
    client, wrong = app.test_client(), []
    for origin, may in (
        ("https://press.example", True),
        ("https://evil.example", False),
        ("http://evil.example", False),
    ):
        answer = client.post("/login", base_url="http://press.example", headers={"Origin": origin})
        if (answer.status_code != 403) is not may:
            wrong.append((origin, answer.status_code))
    assert wrong == []


def test_no_page_of_another_site_can_sign_anybody_in_or_out(rig: Rig) -> None:
    client = rig.browser(Role.VIEWER)
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/login", data={"name": "eve"}, headers=headers).status_code == 403
    assert client.post("/logout", headers=headers).status_code == 403
    assert client.get("/events").status_code == 200


# ---- the token of a form ---------------------------------------------------------------------------------------------


def _writing(house: House) -> Iterator[tuple[str, str]]:
    """The endpoint and address of every form that a signed-in person may send."""
    for route in house.routes("POST"):
        if not route.endpoint.startswith("api."):
            yield route.endpoint, route.path


def test_a_form_without_the_token_of_its_page_does_nothing(house: House) -> None:
    others = form_of(house.rig.browser(Role.ADMINISTRATOR, "eve").get("/house").text, "zone").value(
        "csrf_token"
    )
    before, wrong = _all_tables(house.rig), []
    for endpoint, path in _writing(house):
        for token in ("", "x", others):
            answer = post(house.browser, path, [("csrf_token", token), ("base", "1"), ("do", "save")])
            if answer.status_code != 400 or "load the page anew" not in answer.text:
                wrong.append((endpoint, token[:5], answer.status_code))
    assert wrong == []
    assert _changed(before, _all_tables(house.rig)) == set()


def test_a_token_of_before_signing_in_serves_no_more_after_it(rig: Rig) -> None:
    client = rig.anybody()
    old = form_of(client.get("/login").text, "password").value("csrf_token")
    _sign_in(rig, client)
    assert post(client, "/logout", [("csrf_token", old)]).status_code == 400


def test_where_a_visit_has_ended_its_open_pages_go_on_working_after_the_next_sign_in(rig: Rig) -> None:
    client = rig.anybody()
    _sign_in(rig, client)
    old = client.get("/login/second-factor").text
    rig.moment += 13 * 3600
    _sign_in(rig, client)
    assert post(client, "/logout", [("csrf_token", forms(old)[0].value("csrf_token"))]).status_code == 302


def test_every_form_of_every_page_carries_the_token(house: House) -> None:
    bare = set()
    for route in house.routes("GET"):
        answer = house.browser.get(route.path)
        if answer.mimetype == "text/html":
            bare |= {
                (route.endpoint, form.action)
                for form in forms(answer.text)
                if form.method == "post" and "csrf_token" not in form.names
            }
        answer.get_data()
        answer.close()
    assert bare == set()


# ---- where a sign-in leads -------------------------------------------------------------------------------------------

LEADING_AWAY = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    " //evil.example",
    "/ /evil.example\x00",
    "\u2028//evil.example",
    "evil.example",
    "@evil.example",
    "/%0d%0aSet-Cookie: a=b\r\n",
    "https://localhost@evil.example",
    "?next=//evil.example",
    "",
]


def _place(location: str) -> str:
    """Where a browser goes: it drops blanks and line breaks, and takes a backslash for a slash (URL, §4.4)."""
    bare = location.strip("".join(map(chr, range(33)))).translate(dict.fromkeys(map(ord, "\t\r\n")))
    return urljoin(f"{OWN}/login", bare.replace("\\", "/"))


def _sign_in(rig: Rig, client: Browser, wanted: str = "") -> str:
    """Sign somebody in by the page; gives where that leads."""
    if not accounts.people(rig.office.database):
        link = accounts.first_link(rig.office.database, rig.moment)
        assert link is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(HASHER, "argon2", Watched())
            accounts.accept_first(rig.office.database, link, "ada", "Ada Invented", PASSWORD, rig.moment)
    form = form_of(client.get("/login", query_string={"next": wanted}).text, "password")
    pairs = form.typed({"name": "ada", "password": PASSWORD})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HASHER, "argon2", Watched())
        return post(client, "/login", pairs).headers["Location"]


@pytest.mark.parametrize("wanted", LEADING_AWAY)
def test_signing_in_leads_to_a_page_of_this_site(leading: Browser, wanted: str) -> None:
    location = leading.get("/login", query_string={"next": wanted}).headers["Location"]
    assert urlsplit(_place(location))[:2] == ("http", "localhost")


@pytest.fixture(scope="module")
def leading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Somebody who is signed in already, and is sent on by the door."""
    rig = furnished(f"sqlite:///{tmp_path_factory.mktemp('leading') / 'office.db'}")
    yield rig.browser(Role.VIEWER)
    rig.office.database.dispose()


@given(
    st.text(max_size=30) | st.text("/\\ \t\r\n.:@?#%x\x00\u2028", max_size=12).map(lambda text: f"/{text}")
)
def test_wherever_a_link_wants_to_lead_it_is_a_page_of_this_site(leading: Browser, wanted: str) -> None:
    answer = leading.get(f"/login?{encoded([('next', wanted)]).decode()}")
    assert urlsplit(_place(answer.headers["Location"]))[:2] == ("http", "localhost")


def test_after_the_password_the_code_and_the_door_lead_to_what_was_wanted(rig: Rig) -> None:
    wanted = f"/events/{DIALOGUE}?show=ahead"
    client = rig.anybody()
    assert client.get(wanted).headers["Location"] == f"/login?next=/events/{DIALOGUE}?show%3Dahead"
    second = _sign_in(rig, client, wanted)
    assert second == f"/login/second-factor?next=/events/{DIALOGUE}?show%3Dahead"
    shown = client.send(second).text
    begun, secret = form_of(shown, "code"), re.search(r'<span class="address">([A-Z2-7]+)</span>', shown)
    assert secret is not None
    code = pyotp.TOTP(secret[1]).at(rig.moment)
    assert post(client, second, begun.typed({"code": code})).headers["Location"] == wanted
    rig.moment += 60
    again = rig.anybody()
    assert _sign_in(rig, again, wanted) == f"/login/code?next=/events/{DIALOGUE}?show%3Dahead"
    assert _sign_in(rig, rig.anybody(), "//evil.example") == "/login/code"
    evil = again.send("/login/code?next=//evil.example", {"code": pyotp.TOTP(secret[1]).at(rig.moment)})
    assert evil.headers["Location"] == "/"


# ---- whose host this is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "127.0.0.1.nip.io", ""]
)
def test_under_another_name_nothing_is_served(house: House, host: str) -> None:
    wrong = []
    for route in house.routes("GET"):
        answer = house.browser.get(route.path, headers={"Host": host})
        if answer.status_code != 400 or DIALOGUE in answer.get_data(as_text=True):
            wrong.append((route.endpoint, answer.status_code))
        answer.close()
    assert wrong == []
    assert "This request cannot be used" in house.rig.anybody().get("/", headers={"Host": host}).text


def test_links_for_others_have_the_address_that_people_use(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGISTICS_PUBLIC_URL", "https://press.example")
    rig = house.rig
    app = create_app(rig.office, {"SECRET_KEY": "for tests only", "CLOCK": lambda: rig.moment})
    app.test_client_class = Browser
    client = app.test_client()
    client.set_cookie("__Host-visit", rig.visit(Role.ADMINISTRATOR), domain="press.example")
    headers = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=evil.example",
    }
    base = "https://press.example"
    for page, names, data in (
        ("/users", ("full_name",), {"name": "eve", "full_name": "Eve Invented"}),
        (f"/events/{DIALOGUE}/feeds", ("label",), {"label": "An invented outlet"}),
    ):
        form = form_of(client.get(page, base_url=base).text, *names)
        sent = dict(form.typed(data))
        answer = client.post(
            page, data=sent, base_url=base, headers={**headers, "Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 201
        assert f'<span class="address">{base}/' in answer.text
        assert "evil.example" not in answer.text


def test_every_route_that_changes_something_is_behind_the_door_or_is_the_door_itself(house: House) -> None:
    open_to_all = {endpoint for endpoint, _ in _writing(house) if not isinstance(TABLE[endpoint], Role)}
    by_a_key = {"mine.send"}  # whose address is the key of a personal link
    assert {endpoint for endpoint in open_to_all if not endpoint.startswith("door.")} == by_a_key
