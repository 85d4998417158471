"""Every route of the application with an address that leads somewhere: for the tests that ask each of them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from werkzeug.routing import Rule

from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.accounts.keys import digest
from logistics.operations.feeding import give_address
from tests.web.offices import DIALOGUE, DOOR, Browser, Rig
from tests.web.pages import form_of

_ARGUMENT: Final = re.compile(r"<(?:[^:<>]*:)?(\w+)>")
# What stands in the addresses of pages; an argument that is not named here is given ``x``, which is nothing's name.
_USUAL: Final = {
    "event_id": DIALOGUE,
    "part": "sessions",
    "session_id": "spray",
    "number": "1",
    "audience": "press",
    "form": "html",
    "filename": "icon.svg",
    "name": "ada",
    "look.document_style name": "advisory",
    "look.font name": "SourceSansPro-Regular",
    "post_id": DOOR,
    "sheet": "roster-by-post.csv",
    "person": "brandt",
    "letter_id": "x",
    "guest_id": "x",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One way to ask for an endpoint: a method, and an address that leads somewhere."""

    endpoint: str
    method: str
    path: str
    arguments: frozenset[str]


@dataclass(frozen=True, slots=True)
class House:
    """An office in which there is one of each thing that an address can name, and an administrator at work."""

    rig: Rig
    browser: Browser
    token: str
    values: Mapping[str, str]

    def come_in(self) -> None:
        """Let another administrator sit down, with the forms as they stand: what was sent may have shut the one out."""
        name = f"administrator-{secrets.token_hex(4)}"
        self.browser.set_cookie("visit", self.rig.visit(Role.ADMINISTRATOR, name))

    def routes(self, method: str) -> list[Route]:
        """Every route that takes a method."""
        return [
            Route(rule.endpoint, method, self.path(rule), frozenset(rule.arguments))
            for rule in self.rig.app.url_map.iter_rules()
            if method in (rule.methods or ())
        ]

    def rules(self, method: str) -> list[Rule]:
        """Every rule that takes a method."""
        return [rule for rule in self.rig.app.url_map.iter_rules() if method in (rule.methods or ())]

    def path(self, rule: Rule, **odd: str) -> str:
        """The address of a rule; ``odd`` has arguments that are to stand there as they are, escaped or not."""

        def value(found: re.Match[str]) -> str:
            name = found[1]
            return odd.get(name) or self.values.get(f"{rule.endpoint} {name}") or self.values.get(name, "x")

        return _ARGUMENT.sub(value, rule.rule)


def lived_in(rig: Rig) -> House:
    """Furnish an office with one of each thing that an address can name."""
    database, now = rig.office.database, rig.moment
    rig.take_in()
    rig.publish()
    rig.take_staff_in()
    feed = give_address(rig.office, DIALOGUE, "press", "An invented outlet", "somebody", now)
    invitation = accounts.invite(database, "somebody", "ada", "Ada Invented", Role.STAFF, now)
    own = rig.personal("brandt").removeprefix("/mine/")
    browser = rig.browser(Role.ADMINISTRATOR)
    elsewhere = digest(rig.visit(Role.ADMINISTRATOR))
    accounts.make_token(database, "administrator", "A program", ["events:read"], 9, now)
    values = {
        **_USUAL,
        "feed_id": feed.feed.id,
        "feeds.read token": feed.token,
        "feeds.subscribe token": feed.token,
        "door.invited token": invitation,
        "mine.page token": own,
        "mine.send token": own,
        "mine.calendar token": own,
        "mine.card token": own,
        "search": rig.proposed(),
        "token_id": accounts.api_tokens(database, "administrator")[0].id,
        "visit_id": next(
            visit.id
            for visit in accounts.visits(database, "administrator", now)
            if elsewhere.startswith(visit.id)
        ),
    }
    token = form_of(browser.get("/house").text, "zone").value("csrf_token")
    return House(rig, browser, token, values)
