"""What holds for every answer and every request: strict headers, no other site's forms, no other host's name."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, abort, request

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_OWN: Final = ("same-origin", "none")


def guard(app: Flask) -> None:
    """Put the guard in front of every request and the headers on every answer, errors and files among them."""
    app.before_request(refuse_other_sites)
    app.after_request(with_safe_headers)


def refuse_other_sites() -> None:
    """Refuse what another site makes a browser send (Fetch Metadata; where it is missing, the Origin)."""
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    from_here = site in _OWN if site else origin in (None, request.host_url.rstrip("/"))
    if not from_here:
        abort(403, "This form was sent from another site. Open the page here and send it again.")


def with_safe_headers(response: Response) -> Response:
    """The headers of every answer (OWASP ASVS 5.0, chapter 3.4); a page may set its own where it must."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
