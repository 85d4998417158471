"""What holds for every answer and every request: strict headers, no other site's forms, no other host's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, abort, current_app, request

from web.here import own_origin

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_OWN: Final = ("same-origin", "none")
_SAFE_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_OVER_HTTPS: Final[Mapping[str, str]] = {
    **_SAFE_HEADERS,
    "Strict-Transport-Security": "max-age=31536000",
}


def guard(app: Flask) -> None:
    """Put the guard in front of every request and the headers on every answer, errors and files among them."""
    app.before_request(refuse_other_sites)
    app.before_request(refuse_parts_without_a_name)
    app.after_request(with_safe_headers)


def refuse_other_sites() -> None:
    """Refuse what another site makes a browser send (Fetch Metadata; where it is missing, the Origin).

    A program says neither, and shows a token of its own instead of a cookie.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    is_program = request.path.startswith("/api/") and origin is None
    if not (site in _OWN if site else is_program or origin == own_origin()):
        abort(403, "This form was sent from another site. Open the page here and send it again.")


def refuse_parts_without_a_name() -> None:
    """Refuse a form with a part that has no name (RFC 7578 §4.2), which the guard of the tokens cannot read."""
    if request.method not in _SAFE and request.mimetype == "multipart/form-data" and None in request.form:
        abort(400)


def with_safe_headers(response: Response) -> Response:
    """The headers of every answer; a page may set its own where it must."""
    is_secure = request.is_secure or current_app.config["PUBLIC_URL"].startswith("https:")
    for name, value in safe_headers(is_secure).items():
        response.headers.setdefault(name, value)
    return response


def safe_headers(is_secure: bool) -> Mapping[str, str]:
    """What every answer carries, whoever gives it (OWASP ASVS 5.0, chapter 3.4)."""
    return _OVER_HTTPS if is_secure else _SAFE_HEADERS
