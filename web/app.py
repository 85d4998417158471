"""The application factory: wiring only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from logistics.operations.instance import instance
from logistics.operations.office import Office
from web import (
    access,
    account,
    advisory,
    api,
    coverage,
    door,
    editor,
    events,
    failing,
    feeds,
    guests,
    headers,
    health,
    helping,
    history,
    house,
    letters,
    look,
    making,
    mine,
    person,
    public,
    reference,
    releases,
    roster,
    staff,
    timeline,
    today,
    users,
)
from web.here import OFFICE

FEATURES: Final = (
    account.pages,
    advisory.pages,
    api.pages,
    coverage.pages,
    door.pages,
    editor.pages,
    events.pages,
    feeds.pages,
    guests.pages,
    health.pages,
    helping.pages,
    history.pages,
    house.pages,
    letters.pages,
    look.pages,
    making.pages,
    mine.pages,
    person.pages,
    public.pages,
    reference.pages,
    releases.pages,
    roster.pages,
    staff.pages,
    timeline.pages,
    today.pages,
    users.pages,
)
LARGEST: Final = 2_000_000


def create_app(office: Office | None = None, settings: Mapping[str, object] | None = None) -> Flask:
    """The application of one office.

    Without ``office`` it opens the one that the environment names (``logistics.operations.instance``).
    Raises UnusableSetting, StoreUnusable.
    """
    named = instance()
    app = Flask(__name__, instance_path=str(named.folder))
    app.config.update(_of_the_address(named.public_url))
    app.config.update(
        INSIDE_CALENDARS=named.inside_calendars,
        MAX_CONTENT_LENGTH=LARGEST,
        MAX_FORM_MEMORY_SIZE=LARGEST,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the guard of web.headers has compared the origin already
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.config.update(settings or {})
    app.config[OFFICE] = office or named.open()
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or _secret(named.folder)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    headers.guard(app)
    access.guard(app)
    CSRFProtect(app).exempt(api.pages)
    look.furnish(app)
    failing.answer(app)
    for pages in FEATURES:
        app.register_blueprint(pages)
    return app


def _of_the_address(url: str) -> dict[str, object]:
    """What follows from the address that people use; without one, only this machine is served."""
    parts = urlsplit(url)
    if not parts.hostname:
        return {
            "TRUSTED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
            "SESSION_COOKIE_SECURE": False,
            "PUBLIC_URL": "",
        }
    secure = parts.scheme == "https"
    return {
        "TRUSTED_HOSTS": [parts.hostname],
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_NAME": "__Host-form" if secure else "form",
        "PREFERRED_URL_SCHEME": parts.scheme,
        "PUBLIC_URL": url,
    }


def _secret(folder: Path) -> str:
    """The key that signs the tokens of forms: made once, readable by the office's own account alone."""
    path = folder / "forms.key"
    if not path.exists():
        beside = folder / f".forms.key.{secrets.token_hex(8)}"
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(48))
        try:
            os.link(beside, path)  # of several processes that start at once, one makes the key for all
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text()
