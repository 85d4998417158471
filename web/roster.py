"""The coordinator's pages: an event's posts, who could hold them and who does, and rosters that are proposed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from logistics.errors import UnusableInput
from logistics.model.staff import Function
from logistics.operations import staffing
from logistics.operations.drafts import draft
from logistics.operations.office import Refused
from logistics.operations.staffing import Board, Move, NoStaffYet, NotFit, Situation
from logistics.operations.staffing.board import MOST_CELLS
from logistics.operations.staffing.papers import PAPERS, paper
from web.forms.reading import free, slug
from web.frames import frame
from web.here import me, now, office

pages = Blueprint("roster", __name__)
_BY_HAND: Final = ("title", "time", "place")
_NEEDED: Final = ("skills", "languages", "clearances")
_KINDS: Final = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",  # its styles are in it, which a page of ours may not have: to be kept
    "csv": "text/csv; charset=utf-8",
}
_SECONDS: Final = ("5", "20", "60", "300")

Problems = list[tuple[str, str]]


@pages.get("/events/<event_id>/staff")
def board(event_id: str) -> str:
    """What is open, what wants a hand, who holds what."""
    return _board(event_id)


@pages.post("/events/<event_id>/staff/asking")
def ask(event_id: str) -> Answer | tuple[str, int]:
    """Begin or end asking the staff about the event."""
    if request.form.get("do") == "stop":
        staffing.stop_asking(office(), event_id, me().name, now())
        flash("The staff see nothing of this event any more.")
        return _to_board(event_id)
    try:
        staffing.ask_staff(office(), event_id, request.form.get("until", ""), me().name, now())
    except Refused as error:
        return _board(event_id, [(str(error), "f-until")]), 422
    flash("The staff see this event by their personal links now.")
    return _to_board(event_id)


@pages.post("/events/<event_id>/staff/posts")
def add(event_id: str) -> Answer | tuple[str, int]:
    """Add a post by hand."""
    here = staffing.situation(office(), event_id)
    stated = {**_stated(), "function": request.form.get("function", "")}
    taken = {
        "all",
        *here.staffed.by_post,
        *here.assigned,
        *here.by_hand,
    }  # an id is never given to another post
    stated["id"] = free(slug(request.form.get("title", "")) or "post", taken)
    try:
        staffing.add_post(office(), event_id, stated, me().name, now())
    except UnusableInput as unusable:
        return _board(event_id, _problems(unusable)), 422
    flash(f"Added: {stated['title']}.")
    return _to_board(event_id)


@pages.get("/events/<event_id>/staff/posts/<post_id>")
def post(event_id: str, post_id: str) -> str:
    """One post: who holds it, who could, and why each other person cannot."""
    return _post(event_id, post_id)


@pages.post("/events/<event_id>/staff/posts/<post_id>")
def assign(event_id: str, post_id: str) -> Answer | tuple[str, int]:
    """Give the post to somebody, pin it, or open it."""
    form = request.form
    move = Move(
        post_id,
        form.get("was") or None,
        form.get("person") or None,
        form.get("reason", ""),
        form.get("pinned") == "yes",
    )
    try:
        staffing.assign(office(), event_id, move, me().name, now())
    except NotFit as error:
        return _post(event_id, post_id, [(str(error), f"reason-{move.now}")]), 422
    except Refused as error:
        return _post(event_id, post_id, [(str(error), "")]), 422
    here = staffing.situation(office(), event_id)
    title = here.duty(post_id).title
    flash(f"{title}: {here.staffed.names.member(move.now)}." if move.now else f"{title} is open again.")
    if form.get("back") == "board":
        return _to_board(event_id)
    return redirect(url_for("roster.post", event_id=event_id, post_id=post_id))


@pages.post("/events/<event_id>/staff/posts/<post_id>/by-hand")
def change(event_id: str, post_id: str) -> Answer | tuple[str, int]:
    """Change what the plan says of the post, drop it, or have it as planned again."""
    by, do = me().name, request.form.get("do", "")
    if do != "as planned":
        staffing.situation(office(), event_id).duty(post_id)
    try:
        if do == "as planned":
            staffing.as_planned(office(), event_id, post_id, by, now())
            flash("What was said by hand is taken back.")
        elif do == "drop":
            staffing.change_post(office(), event_id, {"post": post_id, "dropped": True}, by, now())
            flash("The post is not needed any more. It stands under “Taken out” and can be brought back.")
        else:
            staffing.change_post(office(), event_id, {"post": post_id, **_stated()}, by, now())
            flash("Changed by hand.")
    except UnusableInput as unusable:
        return _post(event_id, post_id, _problems(unusable)), 422
    if do:
        return _to_board(event_id)
    return redirect(url_for("roster.post", event_id=event_id, post_id=post_id))


@pages.post("/events/<event_id>/staff/told/<post_id>")
def told(event_id: str, post_id: str) -> Answer:
    """Note that whoever held a post that is not needed any more was told."""
    staffing.let_go(office(), event_id, post_id, me().name, now())
    return _to_board(event_id)


@pages.post("/events/<event_id>/staff/posts/<post_id>/fill")
def fill(event_id: str, post_id: str) -> Answer | tuple[str, int]:
    """Move the few who must move so that the post is held."""
    try:
        staffing.fill(office(), event_id, post_id, request.form.get("shown", ""), me().name, now())
    except Refused as error:
        return _board(event_id, [(str(error), "")]), 422
    flash("The changes are made.")
    return _to_board(event_id)


@pages.post("/events/<event_id>/staff/posts/<post_id>/swap")
def settle(event_id: str, post_id: str) -> Answer | tuple[str, int]:
    """Approve a swap or turn it down."""
    approve = request.form.get("do") == "approve"
    try:
        staffing.settle(office(), event_id, post_id, approve=approve, by=me().name, now=now())
    except Refused as error:
        return _board(event_id, [(str(error), "")]), 422
    flash("The swap is made." if approve else "The swap is turned down; all stays as it was.")
    return _to_board(event_id)


@pages.post("/events/<event_id>/staff/proposal")
def look(event_id: str) -> Answer | tuple[str, int]:
    """Begin to look for a roster."""
    asked = request.form.get("seconds", "")
    seconds = float(asked) if asked in _SECONDS else float(_SECONDS[0])
    try:
        search = staffing.look(office(), event_id, seconds, me().name, now())
    except Refused as error:
        return _board(event_id, [(str(error), "")]), 422
    return redirect(url_for("roster.proposal", event_id=event_id, search=search))


@pages.get("/events/<event_id>/staff/proposal/<search>")
def proposal(event_id: str, search: str) -> str:
    """How far the search is, and what would change."""
    return _proposal(event_id, search)


@pages.post("/events/<event_id>/staff/proposal/<search>/stop")
def stop(event_id: str, search: str) -> Answer:
    """End the search and keep what it has."""
    staffing.stop(office(), search)
    return redirect(url_for("roster.proposal", event_id=event_id, search=search))


@pages.post("/events/<event_id>/staff/proposal/<search>")
def apply(event_id: str, search: str) -> Answer | tuple[str, int]:
    """Make what was proposed so."""
    found = staffing.proposal(office(), event_id, search, now())
    try:
        if found.going_on:
            raise Refused("It is still being looked for. Stop it first, or wait until it ends.")
        if found.moves:
            staffing.apply(office(), event_id, found.moves, me().name, now())
    except Refused as error:
        return _proposal(event_id, search, str(error)), 422
    many = f"{len(found.moves)} post{'' if len(found.moves) == 1 else 's'} changed."
    flash(many if found.moves else "Nothing was to be changed.")
    return _to_board(event_id)


@pages.post("/events/<event_id>/staff/undo/<batch>")
def undo(event_id: str, batch: str) -> Answer | tuple[str, int]:
    """Bring back who held what before a roster was applied."""
    try:
        staffing.undo(office(), event_id, batch, me().name, now())
    except Refused as error:
        return _board(event_id, [(str(error), "")]), 422
    flash("Everybody holds again what they held before.")
    return _to_board(event_id)


@pages.get("/events/<event_id>/staff/paper/<sheet>")
def paper_of(event_id: str, sheet: str) -> Response:
    """The call sheet and the other papers of the roster."""
    if sheet not in PAPERS:
        abort(404)
    made = paper(office(), event_id, sheet, now())
    kind = _KINDS[sheet.rpartition(".")[2]]
    answer = Response(made, content_type=kind)
    how = "inline" if kind == "application/pdf" else "attachment"
    answer.headers["Content-Disposition"] = f'{how}; filename="{event_id}-{sheet}"'
    return answer


def _to_board(event_id: str) -> Answer:
    return redirect(url_for("roster.board", event_id=event_id))


def _board(event_id: str, problems: Problems | None = None) -> str:
    item, only = draft(office(), event_id), request.args.get("only", "")
    told = frame(item, "Staff")
    try:
        found = staffing.board(staffing.situation(office(), event_id), only)
    except NoStaffYet:
        return render_template("roster/no_staff.html", **told)
    except UnusableInput as unusable:
        return render_template("roster/no_staff.html", **told, unusable=unusable)
    return render_template(
        "roster/board.html",
        **told,
        board=found,
        only=only,
        most_cells=MOST_CELLS,
        applied=staffing.can_undo(office(), event_id),
        dropped=staffing.dropped(found.here),
        functions=[function.value for function in Function],
        seconds=_SECONDS,
        papers=PAPERS,
        remind=_reminder(found),
        problems=problems or [],
        said=request.form,
    )


def _reminder(found: Board) -> str:
    """An address that opens a mail to all who have not answered; empty where nobody can be reached by mail."""
    whom = [line.person.email for line in found.silent if line.person.email]
    if not whom:
        return ""
    event = found.here.draft.event
    said = {
        "bcc": ",".join(whom),
        "subject": f"Please answer: {event.name or event.title}",
        "body": "Please say by your personal link which posts you can take. If you have lost it, ask for a new one.",
    }
    return f"mailto:?{urlencode(said, quote_via=quote)}"


def _post(event_id: str, post_id: str, problems: Problems | None = None) -> str:
    here = staffing.situation(office(), event_id)
    duty = here.duty(post_id)
    return render_template(
        "roster/post.html",
        **frame(here.draft, "Staff"),
        post=staffing.post_line(here, duty),
        people=staffing.who_could(here, post_id),
        decided=staffing.decided(office(), here, post_id),
        by_hand=staffing.said_by_hand(here, post_id),
        needs=_needs(here, post_id),
        problems=problems or [],
        said=request.form,
    )


def _needs(here: Situation, post_id: str) -> str:
    """All that the post asks for, in words."""
    post, label = here.duty(post_id).post, here.staffed.names.label
    return ", ".join(label(one) for one in sorted({*post.skills, *post.languages, *post.clearances}))


def _proposal(event_id: str, search: str, problem: str = "") -> str:
    found = staffing.proposal(office(), event_id, search, now())
    item = draft(office(), event_id)
    return render_template(
        "roster/proposal.html",
        **frame(item, "Staff"),
        found=found,
        told=staffing.difference(found),
        seconds=_SECONDS,
        problem=problem,
    )


def _stated() -> dict[str, object]:
    """What a form says of a post, without what it leaves as it is."""
    form = request.form
    needed = {
        name: [part.strip() for part in form.get(name, "").split(",") if part.strip()] for name in _NEEDED
    }
    return {**{name: form.get(name, "").strip() for name in _BY_HAND}, **needed}


def _problems(unusable: UnusableInput) -> Problems:
    """Each problem with the field that it is about: ``skills[0]`` is about the skills."""
    return [(problem.message, f"f-{problem.path.partition('[')[0]}") for problem in unusable.problems]
