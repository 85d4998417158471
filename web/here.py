"""What every page needs to know of the request that it answers: the office, the time and who asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from flask import abort, current_app, g, request, url_for

from logistics.operations.accounts import Visitor, visitor
from logistics.operations.office import Office

OFFICE: Final = "OFFICE"
CLOCK: Final = "CLOCK"


def office() -> Office:
    """The office whose pages these are."""
    opened: Office = current_app.config[OFFICE]
    return opened


def now() -> int:
    """The present instant. Tests give the application a clock of their own."""
    clock: Callable[[], float] = current_app.config.get(CLOCK, time.time)
    return int(clock())


def cookie_name() -> str:
    """The name of the cookie of a visit; over https browsers hold to what ``__Host-`` promises (RFC 6265bis)."""
    return "__Host-visit" if current_app.config["SESSION_COOKIE_SECURE"] else "visit"


def who() -> Visitor | None:
    """Who asks, if anybody is signed in; looked up once for each request."""
    if not hasattr(g, "visitor"):
        token = request.cookies.get(cookie_name(), "")
        g.visitor = visitor(office().database, token, now()) if token else None
    found: Visitor | None = g.visitor
    return found


def me() -> Visitor:
    """Who is signed in. Answers 401 where nobody is, which no page behind the door meets."""
    found = who()
    if found is None:
        abort(401)
    return found


def own_origin() -> str:
    """The site as people have it in their browsers, which a proxy may not have passed on: ``https://press.example``."""
    known: str = current_app.config["PUBLIC_URL"]
    return known or request.host_url.rstrip("/")


def link_to(endpoint: str, token: str) -> str:
    """The whole address of what a token opens, to be given to others."""
    return f"{own_origin()}{url_for(endpoint, token=token)}"


def address() -> str:
    """Where the request came from, for counting wrong passwords."""
    return request.remote_addr or "unknown"
