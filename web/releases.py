"""Releases: the papers about an event, and where each stands."""

from __future__ import annotations

from flask import Blueprint, render_template

from logistics.operations.drafts import draft
from web.frames import frame
from web.here import office

pages = Blueprint("releases", __name__)


@pages.get("/events/<event_id>/releases")
def listed(event_id: str) -> str:
    """All papers of an event, by what is known of their dates."""
    item = draft(office(), event_id)
    return render_template("releases/list.html", **frame(item, "Releases"), releases=item.event.releases)
