"""The day as a picture and as a table, and the times at which things did happen."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from logistics.errors import MomentError
from logistics.operations import observing, publishing
from logistics.operations.drafts import draft
from web.frames import frame
from web.here import me, now, office

pages = Blueprint("timeline", __name__)


@pages.get("/events/<event_id>/timeline")
def timeline(event_id: str) -> str:
    """The run of show for staff: charts, cues, reasons, and what has happened so far."""
    return _page(event_id)


@pages.post("/events/<event_id>/timeline")
def observe(event_id: str) -> Response | str | tuple[str, int]:
    """Note when something did happen."""
    point, time = request.form.get("point", ""), request.form.get("time", "")
    try:
        said = observing.observe(office(), event_id, point, time, me().name, now())
    except (MomentError, observing.NoSuchMoment) as error:
        return _page(event_id, problem=str(error), point=point, time=time), 422
    flash(said)
    return redirect(url_for("timeline.timeline", event_id=event_id))


def _page(event_id: str, problem: str = "", point: str = "", time: str = "") -> str:
    item = draft(office(), event_id)
    return render_template(
        "timeline/timeline.html",
        **frame(item, "Timeline"),
        body=Markup(publishing.run_of_show_body(item.checked.plan)),  # escaped by the template that made it
        points=observing.points(item),
        observed=observing.observed(office(), item),
        problem=problem,
        point=point,
        time=time,
    )
