"""The advisory: what each audience would read, what that changes, and the one step that publishes it."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from logistics.operations import issuing, publishing
from logistics.operations.accounts import Role
from logistics.operations.comparing import Difference, Line, changes_for_staff, paper_changes
from logistics.operations.drafts import Draft, changes_between, draft
from logistics.operations.editions import editions
from logistics.operations.feeding import audience_called, audiences, samples
from logistics.operations.issuing import (
    Decision,
    Issue,
    NotReady,
    Readiness,
    readiness,
    to_be_issued,
)
from logistics.operations.office import Refused
from web.frames import frame
from web.headers import POLICY
from web.here import me, now, office

pages = Blueprint("advisory", __name__)

_FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_DOCUMENTS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
}


@pages.get("/events/<event_id>/advisory")
def preview(event_id: str) -> str:
    """What one audience would read if the event were published now."""
    return _page(event_id)


@pages.get("/events/<event_id>/advisory/<audience>.<form>")
def document(event_id: str, audience: str, form: str) -> Response:
    """The advisory for an audience as a page, a PDF or text."""
    item, whom = draft(office(), event_id), audience_called(audience)
    plan = to_be_issued(office(), item, now()).checked.plan
    if form not in _DOCUMENTS:
        abort(404)
    if form == "html":
        style = url_for("look.document_style", name="advisory")
        data: bytes | str = publishing.advisory_page(plan, whom, style)
    else:
        make = publishing.advisory_pdf if form == "pdf" else publishing.advisory_text
        data = make(plan, whom)
    answer = Response(data, content_type=_DOCUMENTS[form])
    answer.headers["Content-Security-Policy"] = _FRAMED
    answer.headers["Content-Disposition"] = f'inline; filename="{event_id}-{whom.name}.{form}"'
    return answer


@pages.get("/events/<event_id>/publish")
@pages.get("/events/<event_id>/take-back")
def come_back(event_id: str) -> Answer:
    """To the page of the advisory: what was refused here may be loaded again."""
    return redirect(url_for("advisory.preview", event_id=event_id))


@pages.post("/events/<event_id>/publish")
def publish(event_id: str) -> Answer | tuple[str, int]:
    """Publish the event as it stands."""
    reasons = {
        key.removeprefix("reason "): value for key, value in request.form.items() if key.startswith("reason ")
    }
    base = request.form.get("base", "")
    decision = Decision(
        int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,
        reasons,
        request.form.get("date", ""),
        request.form.get("time", ""),
    )
    try:
        made = issuing.publish(office(), event_id, decision, me().name, now())
    except NotReady as error:
        return _page(event_id, error, error.missing, decision), 422
    except Refused as error:
        # The button was pressed twice, and the first time has done it.
        if _just_published(event_id, decision):
            return come_back(event_id)
        return _page(event_id, error, (), decision), 422
    number = made.draft.event.revision.number
    flash(f"Published as no. {number}. All feeds have it now, and the public page within a minute.")
    return redirect(url_for("advisory.preview", event_id=event_id))


def _just_published(event_id: str, decision: Decision) -> bool:
    """Whether the same person has published the same revision within the last minute."""
    last = next(iter(issuing.publications(office(), event_id)), None)
    if last is None or last.by != me().name or now() - last.at > 60:
        return False
    return last.revision in (decision.base, decision.base + 1)


@pages.post("/events/<event_id>/take-back")
def take_back(event_id: str) -> Answer | tuple[str, int]:
    """Take the event back from the public."""
    try:
        issuing.take_back(office(), event_id, request.form.get("reason", ""), me().name, now())
    except Refused as error:
        return _page(event_id, error), 422
    flash("Taken back: the feeds answer that there is nothing, and so does the public page within a minute.")
    return redirect(url_for("advisory.preview", event_id=event_id))


def _changes(before: Draft, item: Draft) -> tuple[Difference, ...]:
    """What differs from what is out, as far as whoever asks may know it."""
    if me().role.includes(Role.PRESS_OFFICER):
        return changes_between(office(), item.event.id, before.number, item.number)
    return changes_for_staff(before, item)


def _ready(item: Draft, decision: Decision | None) -> Readiness:
    """What stands against it as it was dated; with a day or time that cannot be read, as it would be dated."""
    if decision is not None:
        with suppress(Refused):
            return readiness(office(), item, now(), (decision.date, decision.time))
    return readiness(office(), item, now())


def _paper(before: Draft, item: Draft, audience: str) -> tuple[Line, ...]:
    """How the paper for an audience would change if it went out now; empty where only number and date would."""
    if not paper_changes(before, item, audience):
        return ()
    return paper_changes(before, to_be_issued(office(), item, now()), audience)


def _page(
    event_id: str,
    refused: Refused | None = None,
    missing: tuple[str, ...] = (),
    decision: Decision | None = None,
) -> str:
    item = draft(office(), event_id)
    audience = request.args.get("audience", "press")
    audience_called(audience)
    framed = frame(item, "Advisory")
    before: Issue | None = issuing.issue(office(), event_id)
    ready = _ready(item, decision)
    return render_template(
        "advisory/preview.html",
        **framed,
        audience=audience,
        audiences=audiences(),
        samples=samples(item, audience),
        changes=_changes(before.draft, item) if before else (),
        lines=_paper(before.draft, item, audience) if before and audience != "staff" else (),
        ready=ready,
        past=editions(office(), event_id),
        problem=str(refused or ""),
        place=refused.place if refused else "",
        missing=missing,
        reasons=decision.reasons if decision else {},
        issued=(decision.date, decision.time) if decision else (ready.date, ready.time),
    )
