"""Who of the press is invited by mail, what they will be told, and what they answered."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.operations import mailing
from logistics.operations.drafts import draft
from logistics.operations.office import Refused
from web.frames import frame
from web.here import me, now, office
from web.letters import FEW

pages = Blueprint("guests", __name__)


@pages.get("/events/<event_id>/guests")
def listed(event_id: str) -> str:
    """The guests of an event."""
    return _page(event_id)


@pages.post("/events/<event_id>/guests")
def invite(event_id: str) -> Response | tuple[str, int]:
    """Invite somebody."""
    said = (request.form.get(name, "") for name in ("name", "address", "audience"))
    try:
        made = mailing.invite(office(), event_id, mailing.Whom(*said), me().name, now())
    except Refused as error:
        return _page(event_id, error), 422
    flash(
        f"{made.name} is invited. The letters leave once nothing has changed for {mailing.QUIET // 60} minutes."
    )
    return redirect(url_for("guests.listed", event_id=event_id))


@pages.post("/events/<event_id>/guests/<guest_id>/withdraw")
def withdraw(event_id: str, guest_id: str) -> Response | tuple[str, int]:
    """Invite somebody no more."""
    try:
        mailing.withdraw(office(), event_id, guest_id, me().name, now())
    except Refused as error:
        return _page(event_id, error), 422
    flash(
        "The invitation is withdrawn. What they were told of is called off by mail, "
        f"unless you invite them again within {mailing.QUIET // 60} minutes."
    )
    return redirect(url_for("guests.listed", event_id=event_id))


def _page(event_id: str, problem: Refused | None = None) -> str:
    item = draft(office(), event_id)
    coming, wanting = mailing.coming(office(), now(), event_id)
    return render_template(
        "guests/list.html",
        **frame(item, "Guests"),
        guests=mailing.invited(office(), event_id),
        coming=[one for one in coming if one.letter and mailing.is_guest(one.letter.person)],
        wanting=wanting,
        kinds=mailing.kinds_of_guests(),
        words=dict(mailing.kinds_of_guests()),
        quiet=mailing.QUIET // 60,
        few=FEW,
        problem=problem,
        said=request.form,
    )
