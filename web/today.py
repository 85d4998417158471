"""The first page: what comes next and what wants somebody's hand; for the press, what is published."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from logistics.errors import UnusableInput
from logistics.operations import mailing, staffing
from logistics.operations.accounts import Role
from logistics.operations.checking import Severity
from logistics.operations.drafts import Draft, drafts, unreadable
from logistics.operations.issuing import Issue, announced, issues
from logistics.operations.staffing import NoStaffYet
from logistics.operations.telling import days_away, days_words, is_past, zone_note
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
    return Listed(
        item,
        published,
        status_of(item, published),
        days_words(event),
        days_away(event, now()),
        is_past(event, now()),
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
        away=_declined(coming[:5]) if visitor.role.includes(Role.PRESS_OFFICER) else [],
        stuck=mailing.stuck(office(), now()) if visitor.role.includes(Role.PRESS_OFFICER) else 0,
        short=_short_of_staff(coming[:5]) if visitor.role.includes(Role.PRESS_OFFICER) else [],
    )


@dataclass(frozen=True, slots=True)
class Short:
    """An event that wants the coordinator: how many posts are open, and how many other things there are to look at."""

    draft: Draft
    open: int
    wanted: int


def _short_of_staff(coming: list[Listed]) -> list[Short]:
    """The events about which the staff are asked already, where something of that wants a hand."""
    ahead = {item.draft.event.id for item in coming}
    try:
        asked = [here for here in staffing.asked_about(office()) if here.draft.event.id in ahead]
    except (UnusableInput, NoStaffYet):  # the page of the staff says why
        return []
    found = [Short(here.draft, len(here.staffed.open), len(staffing.concerns(here))) for here in asked]
    return [one for one in found if one.open or one.wanted]


def _declined(coming: list[Listed]) -> list[tuple[Draft, int]]:
    """The events with how many of their guests will not come, or want another time."""
    found = ((item.draft, mailing.guests_away(office(), item.draft.event.id)) for item in coming)
    return [(draft, count) for draft, count in found if count]


def _for_everybody() -> str:
    return render_template("public/list.html", announced=announced(office()), zone_note=zone_note)
