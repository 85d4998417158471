"""One person of the staff, as a form: who they are, what they serve in, and when they can be asked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.errors import Problem, UnusableInput
from logistics.model.staff import StaffList
from logistics.operations import staffing
from logistics.operations.office import Refused
from logistics.operations.telling import today_at
from web.editing import labelled, problem_list_of
from web.forms.fields import Around, group, problems_by_path
from web.forms.reading import Clocks, Posted, ids, marked, named, read, without_marks
from web.forms.rows import rows
from web.forms.sheets import PERSON
from web.here import me, now, office

pages = Blueprint("person", __name__)
_NEW = ""


@pages.get("/staff/new")
def new() -> str:
    """The form for somebody who is not on the list yet."""
    return _page(_NEW, {})


@pages.post("/staff/new")
def save_new() -> Response | tuple[str, int]:
    """Add somebody."""
    return _saved(_NEW)


@pages.get("/staff/people/<person>")
def person(person: str) -> str:
    """The form of somebody who is on the list."""
    return _page(person, _stated(person))


@pages.post("/staff/people/<person>")
def save(person: str) -> Response | tuple[str, int]:
    """Keep what the form says of somebody, or take them off the list."""
    if request.form.get("do") == "remove":
        staffing.remove_person(office(), person, me().name, now())
        flash("Taken off the list. What they held is open, and their link opens nothing any more.")
        return redirect(url_for("staff.people"))
    return _saved(person)


def _saved(person: str) -> Response | tuple[str, int]:
    house = office().house()
    today = today_at(house.zone, now())
    before = _stated(person)
    answers = read(PERSON, rows(request.form.items(multi=True)), before, Clocks(today, house.zone, today))
    said = _with_id(answers.tree)
    try:
        staffing.save_person(office(), _base(), person, without_marks(said), me().name, now())
    except UnusableInput as unusable:
        return _page(person, answers.tree, _all_at_once(answers, unusable)), 422
    except Refused as error:
        return _page(person, answers.tree, (Problem(str(error)),)), 422
    flash(f"Saved: {said['name']}.")
    return redirect(url_for("staff.people", _anchor=str(said["id"])))


def _all_at_once(answers: Posted, unusable: UnusableInput) -> tuple[Problem, ...]:
    """What could not be read, and what else the list does not take; the short name follows from the name."""
    places = {"id", *(problem.path for problem in answers.problems)}
    return (*answers.problems, *(problem for problem in labelled(unusable) if problem.path not in places))


def _with_id(said: dict[str, Any]) -> dict[str, Any]:
    """With a short name of their own, made of the name, where they have none yet."""
    if said.get("id") or not said.get("name"):
        return said
    everybody = staffing.everybody(office()) if staffing.has_staff(office()) else ()
    tree = {"people": [{**said, "functions": said.get("functions", [])}]}
    named(tree, StaffList, {"people": [{"id": one.person.id} for one in everybody]})
    return {"id": next(ids(tree)), **said}


def _stated(person: str) -> dict[str, Any]:
    try:
        return staffing.person_as_stated(office(), person)[1]
    except Refused as error:
        abort(404, str(error))


def _base() -> int:
    said = request.form.get("base", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _page(person: str, tree: dict[str, Any], problems: tuple[Problem, ...] = ()) -> str:
    shown = group(PERSON, marked(tree), Around({}, problems_by_path(problems)))
    return render_template(
        "staff/person.html",
        person=person,
        name=tree.get("name", ""),
        shown=shown,
        summary=problem_list_of(shown, problems),
        base=staffing.list_as_text(office())[0],  # whoever saves again has seen what stands now
    )
