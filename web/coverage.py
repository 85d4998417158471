"""The coverage matrix: which kind of press may come to what, and when it must be where."""

from __future__ import annotations

from flask import Blueprint, render_template

from logistics.model import Category
from logistics.operations.drafts import draft
from logistics.operations.overview import matrix as lines_of
from web.frames import frame
from web.here import office

pages = Blueprint("coverage", __name__)


@pages.get("/events/<event_id>/coverage")
def matrix(event_id: str) -> str:
    """Sessions against kinds of press."""
    item = draft(office(), event_id)
    return render_template(
        "coverage/matrix.html",
        **frame(item, "Coverage"),
        lines=lines_of(item),
        categories=[kind.value for kind in Category],
    )
