"""Who may open what: one table of roles and routes. A route that is not in it opens for nobody."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from logistics.operations.accounts import Role
from web.here import who


class Open(Enum):
    """Routes that ask for no role: for everybody, for whoever has given a password, or by a token of its own."""

    EVERYBODY = "everybody"
    SIGNING_IN = "signing in"
    BEARER = "bearer"


_EVERYBODY, _SIGNING_IN = Open.EVERYBODY, Open.SIGNING_IN
_VIEWER, _STAFF, _OFFICER, _APPROVER, _ADMIN = Role

TABLE: Final[Mapping[str, Role | Open]] = {
    "static": _EVERYBODY,
    "look.house_style": _EVERYBODY,
    "look.font": _EVERYBODY,
    "look.document_style": _EVERYBODY,
    "health.healthz": _EVERYBODY,
    "helping.help_page": _EVERYBODY,
    "door.sign_in": _EVERYBODY,
    "door.first": _EVERYBODY,
    "door.invited": _EVERYBODY,
    "door.code": _SIGNING_IN,
    "door.enrol": _SIGNING_IN,
    "door.sign_out": _SIGNING_IN,
    "today.today": _EVERYBODY,
    "public.event": _EVERYBODY,
    "public.calendar": _EVERYBODY,
    "public.subscribe": _EVERYBODY,
    "public.linked_data": _EVERYBODY,
    "public.paper": _EVERYBODY,
    "public.facts": _EVERYBODY,
    "feeds.read": _EVERYBODY,
    "feeds.subscribe": _EVERYBODY,
    "mine.page": _EVERYBODY,
    "mine.send": _EVERYBODY,
    "mine.calendar": _EVERYBODY,
    "mine.card": _EVERYBODY,
    "account.mine": _VIEWER,
    "account.password": _VIEWER,
    "account.new_telephone": _VIEWER,
    "account.end_visit": _VIEWER,
    "account.end_others": _VIEWER,
    "account.make_token": _OFFICER,
    "account.revoke_token": _OFFICER,
    "events.listed": _VIEWER,
    "events.event": _VIEWER,
    "advisory.come_back": _VIEWER,
    "timeline.timeline": _VIEWER,
    "coverage.matrix": _VIEWER,
    "staff.staff": _STAFF,
    "staff.people": _OFFICER,
    "staff.take_in": _OFFICER,
    "staff.link": _OFFICER,
    "person.new": _OFFICER,
    "person.person": _OFFICER,
    "person.save": _OFFICER,
    "person.save_new": _OFFICER,
    "staff.revoke": _OFFICER,
    "staff.read_calendars": _OFFICER,
    "letters.listed": _OFFICER,
    "letters.settle": _OFFICER,
    "roster.board": _OFFICER,
    "roster.ask": _OFFICER,
    "roster.add": _OFFICER,
    "roster.post": _OFFICER,
    "roster.assign": _OFFICER,
    "roster.change": _OFFICER,
    "roster.fill": _OFFICER,
    "roster.told": _OFFICER,
    "roster.settle": _OFFICER,
    "roster.look": _OFFICER,
    "roster.proposal": _OFFICER,
    "roster.stop": _OFFICER,
    "roster.apply": _OFFICER,
    "roster.undo": _OFFICER,
    "roster.paper_of": _STAFF,
    "timeline.observe": _STAFF,
    "making.new": _OFFICER,
    "making.make": _OFFICER,
    "making.take_in": _OFFICER,
    "making.samples": _OFFICER,
    "events.file": _OFFICER,
    "editor.sheet": _OFFICER,
    "editor.save": _OFFICER,
    "editor.session": _OFFICER,
    "editor.save_session": _OFFICER,
    "editor.check": _OFFICER,
    "editor.settle": _OFFICER,
    "history.listed": _OFFICER,
    "history.revision": _OFFICER,
    "history.undo": _OFFICER,
    "history.restore": _OFFICER,
    "advisory.preview": _VIEWER,
    "advisory.document": _VIEWER,
    "advisory.publish": _APPROVER,
    "advisory.take_back": _APPROVER,
    "releases.listed": _OFFICER,
    "feeds.listed": _OFFICER,
    "feeds.give": _OFFICER,
    "feeds.rotate": _OFFICER,
    "feeds.revoke": _OFFICER,
    "guests.listed": _OFFICER,
    "guests.invite": _OFFICER,
    "guests.withdraw": _OFFICER,
    "users.listed": _ADMIN,
    "users.invite": _ADMIN,
    "users.change": _ADMIN,
    "house.settings": _ADMIN,
    "house.save": _ADMIN,
    "house.journal": _ADMIN,
    "reference.api": _OFFICER,
}
"""The least role for each endpoint; the routes of the API are guarded by their own tokens and scopes."""


def guard(app: Flask) -> None:
    """Ask the table before every request."""
    app.before_request(let_in)


def need_of(endpoint: str) -> Role | Open | None:
    """What an endpoint asks for; None for one that nobody put into the table."""
    return Open.BEARER if endpoint.startswith("api.") else TABLE.get(endpoint)


def let_in() -> Response | None:
    """Let the request through, send it to the door, or refuse it."""
    if request.endpoint is None:  # no such page: the answer is 404 for everybody
        return None
    need = need_of(request.endpoint)
    if need is None:
        abort(403, "Nobody has said who may open this page, so it is open to nobody.")
    return None if need in (Open.EVERYBODY, Open.BEARER) else _let_in_visitor(need)


def _let_in_visitor(need: Role | Open) -> Response | None:
    visitor = who()
    if visitor is None:
        return _to_the_door("door.sign_in")
    if need is Open.SIGNING_IN:
        return None
    if not visitor.proven:
        return _to_the_door("door.enrol" if visitor.must_enrol else "door.code")
    if not (isinstance(need, Role) and visitor.role.includes(need)):
        said = need.value
        abort(
            403, f"This page is for the role {said}, and yours is {visitor.role.value}. Ask an administrator."
        )
    return None


def _to_the_door(endpoint: str) -> Response:
    """Whoever wanted to read is led to where they sign in and back; whoever sent something keeps it meanwhile."""
    if request.method not in ("GET", "HEAD"):
        abort(401, "Nobody is signed in here any more, so nothing was done.")
    return redirect(url_for(endpoint, next=request.full_path.rstrip("?")))
