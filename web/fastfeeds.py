"""Feeds, answered before the application: calendar programs ask for them every few minutes, day and night.

What an address is answered is made here, for the view in ``web.feeds`` and for the shortcut in front of Flask alike.
The shortcut takes a third of the time; whatever it is not sure of it leaves to the application behind it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from werkzeug.http import parse_etags
from werkzeug.wsgi import get_host

from logistics.operations.feeding import PLAIN, Calendar, NoSuchFeed, calendar, options_asked
from logistics.operations.office import Office
from web.headers import safe_headers
from web.here import CLOCK, OFFICE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask

_PATH: Final = re.compile(r"/feeds/([A-Za-z0-9_-]+)\.ics")
_NOTHING: Final = b"There is no calendar at this address.\n"
# The address is a key: it must reach no other site as a referrer, and no cache that others share.
FOR_KEYS: Final = {"Referrer-Policy": "no-referrer", "Cache-Control": "private, no-cache"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of HTTP."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def answer(
    office: Office, token: str, query: str, if_none_match: str, now: int, *, is_secure: bool
) -> Answer:
    """What is answered to whoever asks by a token, with what the query asks for besides.

    It is a calendar, 304 where they have it (RFC 9110 §13.1.2), else 404, the same for every address that opens
    nothing, whatever the reason.
    """
    try:
        found = calendar(office, token, now, options_asked(dict(parse_qsl(query))) if query else PLAIN)
    except NoSuchFeed:
        return nothing(is_secure=is_secure)
    if if_none_match and _has_it(if_none_match, found.etag):
        return Answer("304 NOT MODIFIED", _headers({"ETag": found.etag}, is_secure), b"")
    return Answer("200 OK", _headers(_told(found), is_secure), found.data)


def nothing(*, is_secure: bool) -> Answer:
    """What is answered wherever an address opens nothing: at that of a calendar and at that of its page alike."""
    plain = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(_NOTHING))}
    return Answer("404 NOT FOUND", _headers(plain, is_secure), _NOTHING)


def _has_it(if_none_match: str, etag: str) -> bool:
    # A proxy that compresses makes the tag a weak one, which serves as well (RFC 9110 §8.8.3.2).
    return if_none_match == etag or parse_etags(if_none_match).contains_weak(etag.strip('"'))


def _told(found: Calendar) -> dict[str, str]:
    return {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(found.data)),
        "Content-Disposition": f'inline; filename="{found.name}"',
        "ETag": found.etag,
    }


def _headers(own: Mapping[str, str], is_secure: bool) -> list[tuple[str, str]]:
    return list({**safe_headers(is_secure), **FOR_KEYS, **own}.items())


class FastFeeds:
    """The application with a shortcut for ``GET`` and ``HEAD`` of a feed."""

    def __init__(self, app: Flask) -> None:
        self._config = app.config
        self._behind = app.wsgi_app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a feed, or have the application answer (PEP 3333)."""
        found = _PATH.fullmatch(environ["PATH_INFO"])
        told = self._answer(found[1], environ) if found else None
        if told is None:
            return self._behind(environ, start_response)
        start_response(told.status, told.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (told.body,)

    def _answer(self, token: str, environ: WSGIEnvironment) -> Answer | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        config = self._config
        try:
            get_host(environ, config["TRUSTED_HOSTS"])
            return answer(
                config[OFFICE],
                token,
                environ.get("QUERY_STRING", ""),
                environ.get("HTTP_IF_NONE_MATCH", ""),
                int(config.get(CLOCK, time.time)()),
                is_secure=environ["wsgi.url_scheme"] == "https",
            )
        except Exception:  # the application meets the same trouble, and knows how to tell people of it
            return None
