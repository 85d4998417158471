"""What was changed, by whom and when; a change taken back, an earlier state brought back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.errors import UnusableInput
from logistics.operations import drafts
from logistics.operations.drafts import (
    MeanwhileSaved,
    Overtaken,
    Saved,
    changes_between,
    draft,
    last_readable,
)
from logistics.operations.editions import numbers_of_revisions
from web.frames import frame
from web.here import me, now, office

pages = Blueprint("history", __name__)


@pages.get("/events/<event_id>/history")
def listed(event_id: str) -> str:
    """Every revision, the newest first."""
    return _page(event_id)


@pages.get("/events/<event_id>/history/<int:number>")
def revision(event_id: str, number: int) -> str:
    """What one revision changed."""
    item = draft(office(), event_id, number)
    changes = changes_between(office(), event_id, number - 1, number) if number > 1 else ()
    return render_template(
        "history/revision.html",
        **frame(last_readable(office(), event_id), "History"),
        item=item,
        changes=changes,
    )


@pages.post("/events/<event_id>/history/<int:number>/undo")
def undo(event_id: str, number: int) -> Response | tuple[str, int]:
    """Take one revision's changes back and keep what came after."""
    try:
        return _done(event_id, drafts.undo(office(), event_id, number, me().name, now()))
    except Overtaken as overtaken:
        labels = "; ".join(conflict.label for conflict in overtaken.conflicts)
        return _page(
            event_id, f"What it changed was changed again since: {labels}. Change that in the editor."
        ), 409
    except UnusableInput as unusable:
        return _page(event_id, " ".join(problem.message for problem in unusable.problems)), 422


@pages.post("/events/<event_id>/history/<int:number>/restore")
def restore(event_id: str, number: int) -> Response | tuple[str, int]:
    """State again what an earlier revision stated."""
    base = request.form.get("base", "")
    try:
        saved = drafts.restore(
            office(),
            event_id,
            number,
            int(base) if base.isdecimal() and len(base) < 10 else 0,
            me().name,
            now(),
        )
    except MeanwhileSaved as error:
        return _page(event_id, str(error)), 409
    return _done(event_id, saved)


def _done(event_id: str, saved: Saved) -> Response:
    flash(
        f"Saved as revision {saved.draft.number}. What was taken back stays in the history."
        if saved.changes
        else "It reads like that already; nothing was changed."
    )
    return redirect(url_for("history.listed", event_id=event_id))


def _page(event_id: str, problem: str = "") -> str:
    item = last_readable(office(), event_id)
    return render_template(
        "history/list.html",
        **frame(item, "History"),
        revisions=drafts.history(office(), event_id),
        published=numbers_of_revisions(office(), event_id),
        problem=problem,
    )
