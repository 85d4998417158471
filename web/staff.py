"""The staff: who holds what on the days ahead, who there is, and the personal links by which they answer."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.errors import Problem, UnusableInput
from logistics.operations import staffing
from logistics.operations.office import Refused
from logistics.operations.overview import overview
from logistics.operations.staffing import NoStaffYet
from logistics.operations.staffing.own_calendars import read_own_calendars
from logistics.operations.telling import zone_note
from web.here import link_to, me, now, office
from web.today import listed

pages = Blueprint("staff", __name__)


@pages.get("/staff")
def staff() -> str:
    """What is ahead, as staff may see it: who must be where."""
    coming = [item for item in listed() if not item.is_past]
    days = [(item, zone_note(item.draft.event), overview(item.draft)) for item in coming]
    boards = _boards([item.draft.event.id for item in coming])
    return render_template("staff/staff.html", days=days, boards=boards, any_events=bool(listed()))


@pages.get("/staff/people")
def people() -> str:
    """Everybody on the staff list, their links, and the list itself."""
    return _people()


@pages.post("/staff/people")
def take_in() -> Response | tuple[str, int]:
    """Take in a staff list: a file, or the text as it was edited."""
    given = request.files.get("file")
    text = (
        given.read().decode("utf-8", "replace") if given and given.filename else request.form.get("text", "")
    )
    base = request.form.get("base", "0")
    try:
        staffing.take_staff_in(office(), int(base) if base.isdecimal() else 0, text, me().name, now())
    except UnusableInput as unusable:
        return _people(text, unusable.problems), 422
    except Refused as error:
        return _people(text, (Problem(str(error)),)), 422
    flash("The staff list is taken in.")
    return redirect(url_for("staff.people"))


@pages.post("/staff/people/<person>/link")
def link(person: str) -> tuple[str, int]:
    """Make somebody's personal link anew, and show it this once."""
    token = staffing.give_link(office(), person, me().name, now())
    return _people(given=(person, link_to("mine.page", token=token))), 201


@pages.post("/staff/people/<person>/revoke")
def revoke(person: str) -> Response:
    """Make somebody's personal link open nothing."""
    staffing.revoke_link(office(), person, me().name, now())
    flash("The link opens nothing any more.")
    return redirect(url_for("staff.people"))


@pages.post("/staff/calendars")
def read_calendars() -> Response:
    """Read everybody's own calendar, as busy times and nothing else."""
    inside = bool(current_app.config["INSIDE_CALENDARS"])
    found = read_own_calendars(office(), now(), may_be_inside=inside)
    wrong = [one for one in found if one.problem]
    flash(f"{len(found) - len(wrong)} of {len(found)} calendars were read.")
    return redirect(url_for("staff.people"))


def _boards(events: list[str]) -> dict[str, staffing.Board]:
    """Who holds what at each event, where there is a staff list that can be used."""
    try:
        return {event: staffing.board(staffing.situation(office(), event)) for event in events}
    except (NoStaffYet, UnusableInput):
        return {}


def _people(
    text: str | None = None, problems: tuple[Problem, ...] = (), given: tuple[str, str] | None = None
) -> str:
    base, there = staffing.list_as_text(office())
    everybody: tuple[staffing.Listed, ...] = ()
    try:
        everybody = staffing.everybody(office()) if base else ()
    except UnusableInput as unusable:  # written for another version
        problems = problems or unusable.problems
    return render_template(
        "staff/people.html",
        people=everybody,
        base=base,
        text=there if text is None else text,
        problems=problems,
        given=given,
    )
