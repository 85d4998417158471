"""An office for tests of the pages: a real store, a clock that stands still, and people of every role at the door."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from logistics.operations import staffing
from logistics.operations.accounts import Role
from logistics.operations.accounts.keys import digest
from logistics.operations.drafts import Draft, create, draft
from logistics.operations.issuing import Decision, Issue, publish, readiness
from logistics.operations.office import Office, open_office
from logistics.store import accounts as kept
from logistics.store.accounts import User, Visit
from tests.conftest import ROOT
from web.app import create_app

NOW = 1_513_000_000  # Monday, December 11, 2017, 8:46:40 a.m. in Washington
DIALOGUE = "us-mexico-strategic-dialogue-2017-12-14"
FILES = {path.stem: path for path in sorted((ROOT / "events").rglob("*.yaml"))}
TWELVE = (ROOT / "events" / "invented" / "staff-of-twelve.yml").read_text(encoding="utf-8")
DOOR, THERE = "door.23rd-street.spray", "escort.spray.pick-up.all"
"""Two posts of the dialogue, at the same time."""
DIALOGUE_FILE = FILES["2017-12-14-us-mexico-strategic-dialogue"]
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser(FlaskClient):
    """A client that sends forms as a browser does: with the token of the page and the marks of its own site."""

    def send(self, path: str, data: dict[str, Any] | None = None, **rest: Any) -> TestResponse:
        """Post a form. ``data`` may hold lists, as several boxes of one name post them."""
        page = self.get("/help").get_data(as_text=True)
        found = _TOKEN.search(page) or _TOKEN.search(self.get("/login").get_data(as_text=True))
        assert found is not None, "no page gives a token"
        filled = {"csrf_token": found[1], **(data or {})}
        return self.post(path, data=filled, headers={"Sec-Fetch-Site": "same-origin"}, **rest)


@dataclass
class Rig:
    """The office, its application, and the hands of its clock."""

    office: Office
    app: Flask
    moment: int = NOW

    def anybody(self) -> Browser:
        """A browser of somebody without an account."""
        self.app.test_client_class = Browser
        client = self.app.test_client()
        assert isinstance(client, Browser)
        return client

    def visit(self, role: Role, name: str = "", *, proven: bool = True, enrolled: bool = True) -> str:
        """The token of a visit of somebody of a role, who is made where they are not there yet."""
        called = name or role.value.replace(" ", "-")
        factor = "JBSWY3DPEHPK3PXP" if enrolled and role.needs_second_factor else None
        token = secrets.token_urlsafe(16)
        with self.office.database.writing() as connection:
            if kept.user(connection, called) is None:
                made = User(
                    called,
                    f"{called.title()} Invented",
                    role.value,
                    None,
                    factor,
                    1 if factor else None,
                    NOW,
                    None,
                )
                kept.add_user(connection, made)
            kept.begin_visit(
                connection, Visit(digest(token), called, self.moment, self.moment, proven, "test")
            )
        return token

    def browser(self, role: Role, name: str = "", *, proven: bool = True, enrolled: bool = True) -> Browser:
        """A browser of somebody of a role who is signed in."""
        client = self.anybody()
        client.set_cookie("visit", self.visit(role, name, proven=proven, enrolled=enrolled))
        return client

    def take_in(self, path: Path = DIALOGUE_FILE, **swapped: str) -> Draft:
        """Take an event file in, with pieces of its text exchanged."""
        text = path.read_text(encoding="utf-8")
        for old, new in swapped.items():
            assert old in text
            text = text.replace(old, new)
        return create(self.office, text, "somebody", self.moment)

    def take_staff_in(self) -> None:
        """Give the office its staff, twelve invented people, and have them asked about the dialogue."""
        staffing.take_staff_in(self.office, 0, TWELVE, "somebody", self.moment)
        staffing.ask_staff(self.office, DIALOGUE, "", "somebody", self.moment)

    def personal(self, person: str) -> str:
        """The address of somebody's personal page; whatever address they had before is dead."""
        return f"/mine/{staffing.give_link(self.office, person, 'somebody', self.moment)}"

    def proposed(self) -> str:
        """A roster that was looked for until it was proven, by the id of the search."""
        search = staffing.look(self.office, DIALOGUE, 20, "somebody", self.moment)
        for _ in range(1000):
            if not staffing.proposal(self.office, DIALOGUE, search, self.moment).going_on:
                return search
            time.sleep(0.02)
        raise AssertionError("it never ended")

    def publish(self, event_id: str = DIALOGUE) -> Issue:
        """Publish an event as it stands, with a reason for each warning."""
        item = draft(self.office, event_id)
        ready = readiness(self.office, item, self.moment)
        reasons = {one.key: "accepted in a test" for one in ready.needs_reason}
        decision = Decision(item.number, reasons, ready.date, ready.time)
        return publish(self.office, event_id, decision, "somebody", self.moment)


class _Compiled(BytecodeCache):
    """Templates as they were compiled for the application of an earlier test."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of the same source."""
        if found := self._kept.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def furnished(url: str) -> Rig:
    """An office over an empty store that is set up."""
    office = open_office(url)
    rig = Rig(office, create_app(office, {"SECRET_KEY": "for tests only"}))
    rig.app.config["CLOCK"] = lambda: rig.moment
    rig.app.jinja_env.bytecode_cache = _COMPILED
    return rig
