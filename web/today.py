"""The first page: what comes next and what wants somebody's hand; for the press, what is published."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from logistics.operations.checking import Severity
from logistics.operations.drafts import Draft, drafts, unreadable
from logistics.operations.issuing import Issue, announced, issues
from logistics.operations.telling import days_away, days_words, today_at, zone_note
from web.frames import Status, status_of
from web.here import now, office, who

pages = Blueprint("today", __name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in a list."""

    draft: Draft
    issue: Issue | None
    status: Status
    days: str
    away: str
    is_past: bool
    errors: int
    warnings: int


def listed() -> list[Listed]:
    """All events of the office, the earliest first."""
    published = {item.draft.event.id: item for item in issues(office())}
    return [_listed(item, published.get(item.event.id)) for item in drafts(office())]


def _listed(item: Draft, published: Issue | None) -> Listed:
    event, report = item.event, item.checked
    last = (event.last_date or event.date).date
    return Listed(
        item,
        published,
        status_of(item, published),
        days_words(event),
        days_away(event, now()),
        last < today_at(event.zone, now()),
        report.count(Severity.ERROR),
        report.count(Severity.WARNING),
    )


@pages.get("/")
def today() -> str:
    """For the office its next events and what they want; for everybody else what is published."""
    visitor = who()
    if visitor is None or visitor.must_enrol or visitor.must_prove:
        return _for_everybody()
    found = listed()
    coming = [item for item in found if not item.is_past]
    return render_template(
        "today/today.html",
        coming=coming[:5],
        past=[item for item in found if item.is_past],
        unpublished=[item for item in coming if item.status.kind in ("draft", "changed", "stopped")],
        stopped=[item for item in coming if item.errors],
        any_events=bool(found),
        unreadable=unreadable(office()),
    )


def _for_everybody() -> str:
    return render_template("public/list.html", announced=announced(office()), zone_note=zone_note)
