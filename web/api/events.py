"""Events: listed, made, read, and changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from flask import url_for
from pydantic import Field

from logistics.errors import Problem, UnusableInput
from logistics.operations import drafts
from logistics.operations.accounts import Scope
from logistics.operations.drafts import Overtaken, draft
from logistics.operations.issuing import issue, issues
from logistics.operations.office import Office, Refused
from web.api import bodies
from web.api.contract import Answer, Call, FileText, Group, Terms
from web.api.examples import EVENT
from web.api.shapes import At, Counts, EventState, Revision, SavedState, Shape, Standing, at
from web.api.trees import as_a_file
from web.problems import stop

group = Group(
    "Events", "Events as the office works on them. Nothing of them is public before it is published."
)

_MADE = {
    409: "There is an event of this short name already.",
    422: "It is no event: each problem with its path.",
}
_OVERTAKEN = {
    412: "Another revision is the last: what both changed is in `conflicts`.",
    422: "It is no event: each problem with its path.",
}
_JOINING = {
    409: "Others saved since and changed the same: `conflicts` has what they, you and the revision before say.",
    422: "It is no event: each problem with its path.",
}


class EventListed(Shape):
    """An event in the list."""

    id: str
    title: str
    date: dt.date
    last_date: dt.date | None
    zone: str
    status: str
    revision: Revision
    saved_at: At
    saved_by: str
    findings: Counts
    published: Standing | None


class EventList(Shape):
    """All events of the office, the earliest first."""

    events: list[EventListed] = Field(description="The earliest first.")


@group.offers("GET", "/events", Terms(Scope.READ, "events.listed"))
def list_events(call: Call) -> Answer[EventList]:
    """List all events, the earliest first."""
    published = {one.draft.event.id: one for one in issues(call.office)}
    listed = [
        EventListed(
            id=item.event.id,
            title=item.event.title,
            date=item.event.date.date,
            last_date=item.event.last_date.date if item.event.last_date else None,
            zone=item.event.zone,
            status=item.event.status.value,
            revision=item.number,
            saved_at=at(item.kept.at),
            saved_by=item.kept.by,
            findings=Counts.of(item.checked),
            published=Standing.of(published.get(item.event.id)),
        )
        for item in drafts.drafts(call.office)
    ]
    return Answer(EventList(events=listed))


@group.offers(
    "POST",
    "/events",
    Terms(
        Scope.WRITE,
        "making.take_in",
        status=201,
        headers=("ETag", "Location"),
        refuses=_MADE,
        example={"event": EVENT},
    ),
)
def create_event(call: Call, body: bodies.EventOrFile) -> Answer[EventState]:
    """Make an event, of a tree or of an event file.

    A file is kept as it is, with its remarks. Nobody outside the office can see the event before it is published.
    """
    try:
        if isinstance(body, bodies.EventText):
            made = drafts.create(call.office, body.file, call.by, call.now)
        else:
            made = drafts.create_stated(call.office, as_a_file(body.event), call.by, call.now)
    except Refused as error:
        if error.place == "id":
            stop(409, str(error))
        raise
    return Answer(EventState.of(made, None), made.number, _address(made.event.id))


@group.offers("GET", "/events/{event_id}", Terms(Scope.READ, "events.file", headers=("ETag",)))
def read_event(call: Call, event_id: str) -> Answer[EventState]:
    """Read an event as it stands, with the number of its revision as the ETag."""
    item = draft(call.office, event_id)
    return Answer(EventState.of(item, issue(call.office, event_id)), item.number)


@group.offers(
    "PUT",
    "/events/{event_id}",
    Terms(
        Scope.WRITE,
        "editor.save",
        headers=("ETag",),
        conditional=True,
        refuses=_OVERTAKEN,
        example={"event": EVENT},
    ),
)
def replace_event(call: Call, event_id: str, body: bodies.EventTree) -> Answer[SavedState]:
    """Replace what an event states, where it still stands as you read it.

    If somebody saved since, nothing is saved. To have both changes joined, save a revision instead.
    """
    tree = as_a_file(body.event)
    return saved(call.office, drafts.replace(call.office, event_id, call.base, tree, call.by, call.now))


@group.offers(
    "POST",
    "/events/{event_id}/revisions",
    Terms(
        Scope.WRITE,
        "editor.settle",
        status=201,
        headers=("ETag", "Location"),
        refuses=_JOINING,
        example={"base": 1, "event": EVENT},
    ),
)
def save_revision(call: Call, event_id: str, body: bodies.ChangeMade) -> Answer[SavedState]:
    """Save a change, joined with what others saved since.

    Both changes are kept where they do not touch the same thing. Where they do, nothing is saved, and the answer has
    the conflicts; send the change once more with a choice for each.
    """
    tree = as_a_file(body.event)
    if body.base > draft(call.office, event_id).number:
        raise UnusableInput((Problem("There is no such revision yet. See the history.", "base"),))
    try:
        done = drafts.revise(call.office, event_id, body.base, tree, call.by, call.now)
    except Overtaken as overtaken:
        undecided = {one.path for one in overtaken.conflicts} - body.choices.keys()
        if undecided or overtaken.head.number != body.head:
            raise
        done = drafts.reconcile(call.office, event_id, overtaken, body.choices, call.by, call.now)
    return replace(saved(call.office, done), location=f"{_address(event_id)}/revisions/{done.draft.number}")


@group.offers("GET", "/events/{event_id}/file", Terms(Scope.READ, "events.file", headers=("ETag",)))
def read_file(call: Call, event_id: str) -> FileText:
    """Read an event as the text of its file (YAML)."""
    item = draft(call.office, event_id)
    return FileText(item.kept.text, item.number)


def _address(event_id: str) -> str:
    return url_for("api.read_event", event_id=event_id)


def saved(office: Office, done: drafts.Saved) -> Answer[SavedState]:
    """The answer to a save."""
    event_id = done.draft.event.id
    return Answer(SavedState.of_save(done, issue(office, event_id)), done.draft.number)
