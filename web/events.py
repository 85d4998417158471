"""The list of events, an event at a glance, and its file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from logistics.operations.drafts import draft
from logistics.operations.overview import overview
from web.frames import frame
from web.here import office
from web.today import Listed
from web.today import listed as all_listed

pages = Blueprint("events", __name__)

FILTERS = {"": "All", "ahead": "Ahead", "draft": "Not published", "past": "Past"}


@pages.get("/events")
def listed() -> str:
    """All events by day, to be searched and filtered."""
    words, chosen = request.args.get("q", "").strip()[:100], request.args.get("show", "")
    found = _in_order(
        [item for item in all_listed() if _shown(item, chosen) and _holds(item, words)],
    )
    return render_template(
        "events/list.html",
        found=found,
        any_events=bool(found) or bool(all_listed()),
        words=words,
        chosen=chosen if chosen in FILTERS else "",
        filters=FILTERS,
    )


def _in_order(found: list[Listed]) -> list[Listed]:
    """What is ahead, the next first; then what is past, the latest first."""
    ahead = [item for item in found if not item.is_past]
    past = [item for item in found if item.is_past]
    return ahead + past[::-1]


def _shown(item: Listed, chosen: str) -> bool:
    if chosen == "ahead":
        return not item.is_past
    if chosen == "past":
        return item.is_past
    return item.status.kind != "out" if chosen == "draft" else True


def _holds(item: Listed, words: str) -> bool:
    event = item.draft.event
    text = f"{event.id} {event.title} {event.name or ''} {event.date.text} {event.date.date.isoformat()}".casefold()
    return all(word in text for word in words.casefold().split())


@pages.get("/events/<event_id>")
def event(event_id: str) -> str:
    """An event at a glance: the day in order, and what stands between it and its publication."""
    item = draft(office(), event_id)
    return render_template("events/event.html", **frame(item, "Overview"), overview=overview(item))


@pages.get("/events/<event_id>/file.yaml")
def file(event_id: str) -> Response:
    """The event file, as it was given or as the pages wrote it."""
    item = draft(office(), event_id)
    answer = Response(item.kept.text, content_type="application/yaml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{item.event.id}.yaml"'
    return answer
