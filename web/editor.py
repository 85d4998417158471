"""The editor: one sheet for each thing that people know together, with the checks beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from logistics.errors import UnusableInput
from logistics.operations.drafts import Draft, Overtaken, Saved, draft, reconcile, revise
from web import editing
from web.editing import Filled
from web.failing import failed
from web.forms.rows import ROW_ACTIONS, TooMuch, changed_rows, rows
from web.forms.sheets import NAMES, ONE_SESSION, SHEETS, Sheet
from web.frames import frame
from web.here import me, now, office

pages = Blueprint("editor", __name__)

FEW = 12
"""The mends of a day with at most so many sessions are found while the page is made; for others the page asks again."""


@pages.get("/events/<event_id>/edit/<part>")
def sheet(event_id: str, part: str) -> str:
    """A sheet of the event as it stands."""
    _sheet(part)
    return _page(_Place(draft(office(), event_id), part))


@pages.post("/events/<event_id>/edit/<part>")
def save(event_id: str, part: str) -> Answer | tuple[str, int] | str:
    """Save a sheet, or change its rows, or check it, as the button says that was pressed."""
    _sheet(part)
    return _act(event_id, part)


@pages.get("/events/<event_id>/edit/sessions/<session_id>")
def session(event_id: str, session_id: str) -> str:
    """Everything of one session."""
    return _page(_Place(draft(office(), event_id), "sessions", session_id))


@pages.post("/events/<event_id>/edit/sessions/<session_id>")
def save_session(event_id: str, session_id: str) -> Answer | tuple[str, int] | str:
    """Save one session."""
    return _act(event_id, "sessions", session_id)


@pages.post("/events/<event_id>/check/<part>")
def check(event_id: str, part: str) -> Response:
    """What a sheet would come to if it were saved: for the panel that follows the typing. Saves nothing.

    Mends are tried out one by one, so they are only looked for where the page asks for them, once the typing rests.
    """
    item = _begun_from(event_id)
    wanted = ONE_SESSION if request.form.get("session") else _sheet(part)
    filled = editing.as_posted(wanted, item, _rows(), now())
    panel = render_template(
        "editor/checks.html",
        checked=filled.checked,
        told=_told(filled, with_mends="mends" in request.args),
        waiting=editing.waiting(filled.checked),
        problems=filled.problems,
        event=item.event,
    )
    asked = {problem.path: problem.message for problem in filled.problems}
    answer = {"panel": panel, "count": editing.count(filled), "echoes": filled.echoes, "asks": asked}
    return Response(json.dumps(answer, ensure_ascii=False), content_type="application/json")


@pages.post("/events/<event_id>/settle")
def settle(event_id: str) -> Answer | tuple[str, int]:
    """Save two people's changes, with what was chosen where both changed the same."""
    base, tree = _number("base"), _kept_tree()
    choices = {
        key.removeprefix("choice "): value
        for key, value in request.form.items()
        if key.startswith("choice ") and value in ("yours", "theirs")
    }
    try:
        saved = revise(office(), event_id, base, tree, me().name, now())
    except UnusableInput as unusable:  # what was kept in the page does not fit what others saved since
        said = " ".join(problem.message for problem in editing.labelled(unusable))
        return failed(422, f"{said} Somebody saved meanwhile; look at what stands now.", again=True)
    except Overtaken as overtaken:
        paths = {conflict.path for conflict in overtaken.conflicts}
        if overtaken.head.number != _number("head") or paths - choices.keys():
            return _conflict(event_id, overtaken, tree, choices), 409
        try:
            chosen = reconcile(office(), event_id, overtaken, choices, me().name, now())
            saved = replace(chosen, joined_with="")  # nobody's change is kept whole: it was chosen
        except UnusableInput as unusable:
            return _conflict(event_id, overtaken, tree, choices, unusable), 422
        except Overtaken as again:  # a third person saved between our reading and our writing
            return _conflict(event_id, again, dict(again.merged.yours), {}), 409
    return _saved(saved, event_id, "sessions", "")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the editor somebody is: the revision begun from, the sheet, and the session where it is one's page."""

    item: Draft
    part: str
    session_id: str = ""

    @property
    def sheet(self) -> Sheet:
        return ONE_SESSION if self.session_id else _sheet(self.part)


def _act(event_id: str, part: str, session_id: str = "") -> Answer | tuple[str, int] | str:
    place = _Place(_begun_from(event_id), part, session_id)
    posted, action = _rows(), request.form.get("do", "save")
    verb = action.split(" ")[0]
    go_to = changed_rows(posted, action) if verb in ROW_ACTIONS else ""
    filled = editing.as_posted(place.sheet, place.item, posted, now(), _of_others(place.item))
    if verb in ROW_ACTIONS:
        return _page(place, filled, go_to=go_to, told=False)
    if verb == "check" or (filled.problems and verb != "mend"):
        page = _page(place, filled, told=verb != "check")
        return (page, 422) if filled.problems else page
    return _saving(place, filled, action)


def _of_others(item: Draft) -> Draft | None:
    """What somebody else saved since a form was begun; nothing where it was the same person, who may send it twice."""
    head = draft(office(), item.event.id)
    return head if head.number != item.number and head.kept.by != me().name else None


def _saving(place: _Place, filled: Filled, action: str) -> Answer | tuple[str, int]:
    tree, event_id = filled.stated, place.item.event.id
    if action.startswith("mend "):
        path, _, value = action.removeprefix("mend ").partition("=")
        try:
            tree = editing.with_mend(filled, path, value)
        except (KeyError, IndexError):
            abort(422, "What this would mend is not there any more. Load the page anew.")
    try:
        saved = revise(office(), event_id, place.item.number, tree, me().name, now())
    except UnusableInput as unusable:
        return _page(place, Filled(filled.tree, None, editing.labelled(unusable), filled.echoes)), 422
    except Overtaken as overtaken:
        return _conflict(event_id, overtaken, tree, {}), 409
    return _saved(saved, event_id, place.part, place.session_id)


def _saved(saved: Saved, event_id: str, part: str, session_id: str) -> Answer:
    if saved.changes:
        flash(
            f"Saved as revision {saved.draft.number}: {saved.draft.kept.summary}.",
            f"undo {saved.draft.number}",
        )
    else:
        flash("Nothing was changed, so nothing was saved.")
    if saved.joined_with:
        flash(
            f"{saved.joined_with} saved meanwhile. Both changes are kept; they did not touch the same thing."
        )
    if session_id and any(one.id == session_id for one in saved.draft.event.sessions):
        return redirect(url_for("editor.session", event_id=event_id, session_id=session_id))
    return redirect(url_for("editor.sheet", event_id=event_id, part=part))


def _page(place: _Place, filled: Filled | None = None, *, told: bool = True, go_to: str = "") -> str:
    item, stands = place.item, filled or editing.as_saved(place.item)
    shown, name = editing.fields(place.sheet, stands), NAMES[place.part]
    if place.session_id:
        number = editing.number_of(stands, place.session_id)
        if number is None:
            abort(404, "There is no such session in this event any more.")
        shown = editing.only_session(shown, number)
        name = editing.title_of_session(stands, number)
    return render_template(
        "editor/sheet.html",
        **frame(item, "Edit"),
        part=place.part,
        name=name,
        session_id=place.session_id,
        names=NAMES,
        shown=shown,
        few=FEW,
        count=editing.count(stands),
        long_lists=editing.long_lists(stands),
        told=_told(stands, with_mends=filled is not None or len(item.event.sessions) <= FEW),
        waiting=editing.waiting(stands.checked),
        checked=stands.checked,
        problems=stands.problems,
        summary=editing.problem_list(stands, shown) if told and filled else [],
        unsaved=filled is not None,
        base=item.number,
        go_to=go_to,
    )


def _conflict(
    event_id: str,
    overtaken: Overtaken,
    tree: dict[str, Any],
    choices: dict[str, str],
    unusable: UnusableInput | None = None,
) -> str:
    item = draft(office(), event_id)
    return render_template(
        "editor/conflict.html",
        **frame(item, "Edit"),
        overtaken=overtaken,
        tree=json.dumps(tree, ensure_ascii=False),
        choices=choices,
        problems=[(problem.message, "") for problem in unusable.problems] if unusable else [],
    )


def _told(filled: Filled, *, with_mends: bool) -> tuple[editing.Told, ...]:
    return editing.told(filled.checked, with_mends=with_mends) if filled.checked else ()


def _sheet(part: str) -> Sheet:
    if part not in SHEETS:
        abort(404, "There is no such sheet.")
    return SHEETS[part]


def _begun_from(event_id: str) -> Draft:
    return draft(office(), event_id, _number("base"))


def _rows() -> dict[str, Any]:
    try:
        return rows(request.form.items(multi=True))
    except TooMuch as error:
        abort(413, str(error))


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        _unusable()
    return int(text)


def _kept_tree() -> dict[str, Any]:
    try:
        tree = json.loads(request.form.get("tree", ""))
    except (ValueError, RecursionError):
        _unusable()
    if not isinstance(tree, dict):
        _unusable()
    return tree


def _unusable() -> NoReturn:
    abort(400, "The form lost something on its way. Load the page anew and try again.")
