"""The application factory: wiring only.

For now one page: the sample events with their findings and downloads, for one person on their own machine. There
are no accounts yet, so it must not listen on any other address than 127.0.0.1.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response

from web import samples

EVENTS = Path(__file__).resolve().parent.parent / "events"

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def create_app(events: Path = EVENTS) -> Flask:
    """The application over a folder of event files."""
    app = Flask(__name__)
    app.config["EVENTS"] = events
    # Another site's name that is made to point here must not read staff papers (DNS rebinding).
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    app.register_blueprint(samples.pages)
    app.after_request(_with_safe_headers)
    return app


def _with_safe_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
