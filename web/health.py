"""Whether the office answers: for whatever watches over it."""

from __future__ import annotations

from flask import Blueprint, Response

from web.here import office

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """``ok`` where the store can be read; the error handlers answer where it cannot."""
    office().house()
    return Response("ok\n", content_type="text/plain; charset=utf-8")
