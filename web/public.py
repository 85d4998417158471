"""What everybody may read of a published event: made from what the public may see, and from nothing else."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from logistics.operations import publishing, subscribing
from logistics.operations.feeding import calendar_of, options_asked
from logistics.operations.issuing import Issue, issue
from web import subscription
from web.here import now, office, own_origin

pages = Blueprint("public", __name__)

_PUBLIC = publishing.audience_named("public")


@pages.get("/public/<event_id>")
def event(event_id: str) -> Response:
    """The event as a page, with links to its calendar and its paper."""
    standing = _standing(event_id)
    links = [
        ("Add to my calendar", url_for("public.subscribe", event_id=event_id)),
        ("Calendar (.ics)", url_for("public.calendar", event_id=event_id)),
        ("For print (PDF)", url_for("public.paper", event_id=event_id)),
        ("For programs (JSON)", url_for("public.facts", event_id=event_id)),
        ("All events", url_for("today.today")),
    ]
    style = url_for("look.document_style", name="advisory")
    plan = standing.draft.checked.plan
    data = publishing.linked_data(plan, _PUBLIC, _address(event_id))
    page = publishing.advisory_page(plan, _PUBLIC, style, links, "This event to take with you", data)
    return _answer(page.encode(), "text/html; charset=utf-8")


@pages.get("/public/<event_id>.ics")
def calendar(event_id: str) -> Response:
    """The event's calendar for everybody."""
    asked = options_asked(request.args)
    made = calendar_of(office(), _standing(event_id), _PUBLIC.name, now(), asked)
    return _answer(made.data, "text/calendar; charset=utf-8", made.name)


@pages.get("/public/<event_id>/calendar")
def subscribe(event_id: str) -> Response:
    """The page on which everybody adds the event's calendar to theirs."""
    found = subscribing.for_everybody(office(), _standing(event_id), now())
    here, made = (
        f"{own_origin()}{url_for(name, event_id=event_id)}"
        for name in ("public.subscribe", "public.calendar")
    )
    page = subscription.page(found, made, here, options_asked(request.args))
    return _answer(page.encode(), "text/html; charset=utf-8")


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


@pages.get("/public/<event_id>.jsonld")
def linked_data(event_id: str) -> Response:
    """The event for search engines and for the pages of newsrooms (schema.org)."""
    plan = _standing(event_id).draft.checked.plan
    made = publishing.linked_data(plan, _PUBLIC, _address(event_id))
    return _answer(made, "application/ld+json", f"{event_id}-public.jsonld")


def _address(event_id: str) -> str:
    return f"{own_origin()}{url_for('public.event', event_id=event_id)}"


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
