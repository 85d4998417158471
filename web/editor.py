"""The editor: one sheet for each thing that people know together, with the checks beside it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from logistics.errors import UnusableInput
from logistics.operations.drafts import Draft, Overtaken, Saved, draft, reconcile, revise
from web import editing
from web.editing import Filled
from web.forms.reading import TooMuch, changed_rows, rows
from web.forms.sheets import NAMES, ONE_SESSION, SHEETS, Sheet
from web.frames import frame
from web.here import me, now, office

pages = Blueprint("editor", __name__)


@pages.get("/events/<event_id>/edit/<part>")
def sheet(event_id: str, part: str) -> str:
    """A sheet of the event as it stands."""
    _sheet(part)
    return _page(draft(office(), event_id), part, "", None)


@pages.post("/events/<event_id>/edit/<part>")
def save(event_id: str, part: str) -> Answer | tuple[str, int] | str:
    """Save a sheet, or change its rows, or check it, as the button says that was pressed."""
    return _act(event_id, part, "", _sheet(part))


@pages.get("/events/<event_id>/edit/sessions/<session_id>")
def session(event_id: str, session_id: str) -> str:
    """Everything of one session."""
    return _page(draft(office(), event_id), "sessions", session_id, None)


@pages.post("/events/<event_id>/edit/sessions/<session_id>")
def save_session(event_id: str, session_id: str) -> Answer | tuple[str, int] | str:
    """Save one session."""
    return _act(event_id, "sessions", session_id, ONE_SESSION)


@pages.post("/events/<event_id>/check/<part>")
def check(event_id: str, part: str) -> Response:
    """What a sheet would come to if it were saved: for the panel that follows the typing. Saves nothing."""
    item = _begun_from(event_id)
    wanted = ONE_SESSION if request.form.get("session") else _sheet(part)
    filled = editing.as_posted(wanted, item, _rows(), now())
    panel = render_template(
        "editor/checks.html", checked=filled.checked, told=_told(filled), problems=filled.problems, event=item.event
    )
    asked = {problem.path: problem.message for problem in filled.problems}
    answer = {"panel": panel, "echoes": filled.echoes, "asks": asked}
    return Response(json.dumps(answer, ensure_ascii=False), content_type="application/json")


@pages.post("/events/<event_id>/settle")
def settle(event_id: str) -> Answer | tuple[str, int]:
    """Save two people's changes, with what was chosen where both changed the same."""
    base, tree = _number("base"), _kept_tree()
    choices = {key.removeprefix("choice "): value for key, value in request.form.items() if key.startswith("choice ")}
    try:
        saved = revise(office(), event_id, base, tree, me().name, now())
    except Overtaken as overtaken:
        paths = {conflict.path for conflict in overtaken.conflicts}
        if overtaken.head.number != _number("head") or paths - choices.keys():
            return _conflict(event_id, overtaken, tree, choices), 409
        try:
            saved = reconcile(office(), event_id, overtaken, choices, me().name, now())
        except UnusableInput as unusable:
            return _conflict(event_id, overtaken, tree, choices, unusable), 422
    return _saved(saved, event_id, "sessions", "")


def _act(event_id: str, part: str, session_id: str, wanted: Sheet) -> Answer | tuple[str, int] | str:
    item = _begun_from(event_id)
    posted, action = _rows(), request.form.get("do", "save")
    if action.split(" ")[0] in ("add", "remove", "up", "down", "copy"):
        place = changed_rows(posted, action)
        filled = editing.as_posted(wanted, item, posted, now())
        return _page(item, part, session_id, filled, unsaved=True, go_to=place)
    filled = editing.as_posted(wanted, item, posted, now())
    if action == "check" or (filled.problems and not action.startswith("mend ")):
        page = _page(item, part, session_id, filled, unsaved=True, told=action != "check")
        return (page, 422) if filled.problems else page
    tree = filled.stated
    if action.startswith("mend "):
        path, _, value = action.removeprefix("mend ").partition("=")
        try:
            tree = editing.with_mend(filled, path, value)
        except (KeyError, IndexError):
            abort(422, "What this would mend is not there any more. Load the page anew.")
    try:
        saved = revise(office(), event_id, item.number, tree, me().name, now())
    except UnusableInput as unusable:
        again = Filled(filled.tree, None, unusable.problems, filled.echoes)
        return _page(item, part, session_id, again, unsaved=True), 422
    except Overtaken as overtaken:
        return _conflict(event_id, overtaken, tree, {}), 409
    return _saved(saved, event_id, part, session_id)


def _saved(saved: Saved, event_id: str, part: str, session_id: str) -> Answer:
    if not saved.changes:
        flash("Nothing was changed, so nothing was saved.")
    else:
        flash(f"Saved as revision {saved.draft.number}: {saved.draft.kept.summary}.")
    if saved.joined_with:
        flash(f"{saved.joined_with} saved meanwhile. Both changes are kept; they did not touch the same thing.")
    if session_id and any(one.id == session_id for one in saved.draft.event.sessions):
        return redirect(url_for("editor.session", event_id=event_id, session_id=session_id, undo=saved.draft.number))
    return redirect(url_for("editor.sheet", event_id=event_id, part=part))


def _page(
    item: Draft,
    part: str,
    session_id: str,
    filled: Filled | None,
    *,
    unsaved: bool = False,
    told: bool = True,
    go_to: str = "",
) -> str:
    wanted = ONE_SESSION if session_id else SHEETS[part]
    shown_from = filled or editing.as_saved(item)
    shown = editing.fields(wanted, shown_from)
    name = NAMES[part]
    if session_id:
        number = editing.number_of(shown_from, session_id)
        if number is None:
            abort(404, "There is no such session in this event any more.")
        shown = editing.only_session(shown, number)
        name = shown.main[0].groups[0].title if hasattr(shown.main[0], "groups") else name
    return render_template(
        "editor/sheet.html",
        **frame(item, "Edit"),
        part=part,
        name=name,
        session_id=session_id,
        names=NAMES,
        shown=shown,
        told=_told(shown_from),
        checked=shown_from.checked,
        problems=shown_from.problems,
        summary=editing.problem_list(shown_from, shown) if told and unsaved else [],
        unsaved=unsaved,
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


def _told(filled: Filled) -> tuple[editing.Told, ...]:
    return editing.told(filled.checked) if filled.checked else ()


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


