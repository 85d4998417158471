"""For staff: the days ahead, each with its run of show."""

from __future__ import annotations

from flask import Blueprint, render_template

from logistics.operations.overview import overview
from logistics.operations.telling import zone_note
from web.today import listed

pages = Blueprint("staff", __name__)


@pages.get("/staff")
def staff() -> str:
    """What is ahead, as staff may see it: who must be where."""
    coming = [item for item in listed() if not item.is_past]
    days = [(item, zone_note(item.draft.event), overview(item.draft)) for item in coming]
    return render_template("staff/staff.html", days=days, any_events=bool(listed()))
