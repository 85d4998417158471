"""Texts that people type stay texts: on no page does one become a part of the page, and none leads astray."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

import pytest
from flask import template_rendered

from logistics.disclosure import Programme
from logistics.operations.accounts import Role
from logistics.operations.drafts import Draft, create, draft
from logistics.operations.feeding import give_address
from logistics.operations.issuing import Issue
from logistics.store import events as kept
from tests.web.canaries import EVENT_ID, aviary
from tests.web.offices import Browser, Rig, furnished
from tests.web.pages import form_of, forms, post
from tests.web.routes import House

HOSTILE: Final = " <img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{7*7}}{% x %}&lt;b&gt;"
MARK: Final = "alert("


class _Parts(HTMLParser):
    """Finds parts of a page that no page of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        # data that no browser runs; whatever ended it too early would stand in the page, and be found
        self._script = tag == "script" and said.get("type") != "application/ld+json"
        if tag == "img" or (self._script and "src" not in said):
            self.found.append(tag)
        self.found += [
            f"{tag} {name}" for name in said if name.startswith("on") or "<" in name or "'" in name
        ]

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.found.append(data)


def _parts(page: str) -> list[str]:
    reader = _Parts()
    reader.feed(page)
    reader.close()
    return reader.found


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """No store has a part in what a page shows."""
    return sqlite_url


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An office in which everything that can be typed was typed by somebody who means harm."""
    rig = furnished(f"sqlite:///{tmp_path_factory.mktemp('full') / 'office.db'}")
    admin = rig.browser(Role.ADMINISTRATOR)
    create(rig.office, aviary(HOSTILE).text, HOSTILE, rig.moment)
    with rig.office.database.writing() as connection:
        kept.publish(connection, EVENT_ID, 1, at=rig.moment, by=HOSTILE, reasons={"a": HOSTILE})
    feed = give_address(rig.office, EVENT_ID, "press", HOSTILE, HOSTILE, rig.moment)
    _type(admin, "/house", dict.fromkeys(("name", "office", "place", "venue", "entrance"), HOSTILE))
    _type(admin, "/users", {"name": "eve", "full_name": HOSTILE})
    _type(admin, "/account", {"label": HOSTILE, "days": "9"}, "/account/tokens")
    _type(admin, f"/events/{EVENT_ID}/edit/basics", {"lead": f"Changed {HOSTILE}"})
    with rig.office.database.writing() as connection:
        kept.observe(connection, EVENT_ID, f"gone.{HOSTILE}", rig.moment, at=rig.moment, by=HOSTILE)
    rig.anybody().get("/login", headers={"User-Agent": HOSTILE})
    values = {
        "event_id": EVENT_ID,
        "part": "people",
        "number": "2",
        "audience": "staff",
        "form": "html",
        "name": "eve",
        "session_id": draft(rig.office, EVENT_ID).event.sessions[0].id,
        "look.document_style name": "advisory",
        "feeds.read token": feed.token,
        "feeds.subscribe token": feed.token,
    }
    yield House(rig, admin, form_of(admin.get("/house").text, "zone").value("csrf_token"), values)
    rig.office.database.dispose()


def _type(client: Browser, page: str, typed: dict[str, str], to: str = "") -> None:
    form = form_of(client.get(page).text, *typed)
    answer = post(client, to or page, [*form.typed(typed), ("scope", "events:read")])
    assert answer.status_code in (201, 302), answer.text


def test_no_text_becomes_a_part_of_a_page(full: House) -> None:
    found, shown = {}, 0
    for route in full.routes("GET"):
        for client in (full.browser, full.rig.anybody()):
            answer = client.get(route.path)
            if answer.mimetype == "text/html":
                shown += MARK in answer.text
                if parts := _parts(answer.text):
                    found[route.endpoint] = parts
            answer.get_data()
            answer.close()
    assert found == {}
    assert shown > 15, "the texts are on the pages"


def test_what_comes_back_with_a_form_becomes_no_part_of_it_either(full: House) -> None:
    found, sent = {}, 0
    for route in full.routes("GET"):
        answer = full.browser.get(route.path)
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        for form in forms(page):
            if form.method == "post" and form.texts:
                typed = dict.fromkeys(form.texts, f"{HOSTILE}\x07")
                told = post(full.browser, form.action or route.path, form.typed(typed, "save"))
                sent += MARK in told.text
                if parts := _parts(told.text):
                    found[route.endpoint] = parts
    assert found == {}
    assert sent > 8, "what was typed comes back"


def test_the_panel_that_follows_the_typing_holds_texts_as_texts(full: House) -> None:
    form = form_of(full.browser.get(f"/events/{EVENT_ID}/edit/people").text, "base")
    typed = dict.fromkeys(form.texts[:40], HOSTILE)
    answer = post(full.browser, f"/events/{EVENT_ID}/check/people", form.typed(typed))
    assert answer.mimetype == "application/json"
    assert answer.json is not None
    assert _parts(answer.json["panel"]) == []


def test_where_a_link_leads_is_a_page_of_the_web_or_a_mailbox(full: House) -> None:
    for path in (f"/public/{EVENT_ID}", f"/events/{EVENT_ID}/advisory/press.html"):
        page = full.rig.browser(Role.PRESS_OFFICER).get(path).text
        assert "javascript:" not in page
        assert "data:text" not in page


def test_the_list_for_everybody_is_made_of_what_the_public_may_see_and_of_nothing_else(full: House) -> None:
    given: dict[str, object] = {}

    def note(_: object, context: dict[str, object], **rest: object) -> None:
        del rest
        given.update(context)

    with template_rendered.connected_to(note, full.rig.app):
        assert EVENT_ID in full.rig.anybody().get("/").text
    announced = given["announced"]
    assert isinstance(announced, tuple)
    assert [type(item) for item in announced] == [Programme]
    assert [name for name, value in given.items() if isinstance(value, Draft | Issue)] == []


def test_an_error_is_told_without_what_was_asked_for(rig: Rig) -> None:
    for path in (
        f"/nothing/{MARK}",
        "/%3Cscript%3Ealert(1)",
        f"/public/{MARK}",
        "/login?next=<script>alert(",
    ):
        assert MARK not in rig.anybody().get(path).text
