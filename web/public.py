"""What everybody may read of a published event: made from what the public may see, and from nothing else."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from logistics.operations import publishing
from logistics.operations.feeding import calendar_of, options_asked
from logistics.operations.issuing import Issue, issue
from web.here import now, office

pages = Blueprint("public", __name__)

_PUBLIC = publishing.audience_named("public")


@pages.get("/public/<event_id>")
def event(event_id: str) -> Response:
    """The event as a page, with links to its calendar and its paper."""
    standing = _standing(event_id)
    links = [
        ("Calendar (.ics)", url_for("public.calendar", event_id=event_id)),
        ("For print (PDF)", url_for("public.paper", event_id=event_id)),
        ("For programs (JSON)", url_for("public.facts", event_id=event_id)),
        ("All events", url_for("today.today")),
    ]
    style = url_for("look.document_style", name="advisory")
    page = publishing.advisory_page(
        standing.draft.checked.plan, _PUBLIC, style, links, "This event to take with you"
    )
    return _answer(page.encode(), "text/html; charset=utf-8")


@pages.get("/public/<event_id>.ics")
def calendar(event_id: str) -> Response:
    """The event's calendar for everybody."""
    asked = options_asked(request.args)
    made = calendar_of(office(), _standing(event_id), _PUBLIC.name, now(), asked)
    return _answer(made.data, "text/calendar; charset=utf-8", made.name)


@pages.get("/public/<event_id>.pdf")
def paper(event_id: str) -> Response:
    """The event for print."""
    standing = _standing(event_id)
    made = publishing.advisory_pdf(standing.draft.checked.plan, _PUBLIC)
    return _answer(made, "application/pdf", f"{standing.draft.event.id}.pdf")


@pages.get("/public/<event_id>.json")
def facts(event_id: str) -> Response:
    """The event for other programs."""
    made = publishing.facts_as_json(_standing(event_id).draft.checked.plan, _PUBLIC)
    return _answer(publishing.as_json(made), "application/json")


def _standing(event_id: str) -> Issue:
    found = issue(office(), event_id)
    if found is None:
        abort(404)
    return found


def _answer(data: bytes, kind: str, name: str = "") -> Response:
    answer = Response(data, content_type=kind)
    answer.headers["Cache-Control"] = "public, max-age=60"
    if name:
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.add_etag()
    answer.make_conditional(request)
    return answer
