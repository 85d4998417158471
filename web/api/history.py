"""The history of an event: every revision, kept for ever, and changes taken back."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from logistics.operations import drafts
from logistics.operations.accounts import Scope
from logistics.operations.drafts import draft
from logistics.operations.issuing import issue, publications
from logistics.operations.office import Refused
from web.api.contract import Answer, Call, Group, Terms
from web.api.events import saved
from web.api.shapes import MOST_REVISIONS, At, Revision, SavedState, Shape, at
from web.problems import stop

group = Group("History", "Every revision of an event is kept for ever; a change can be taken back.")


def _digits(value: object) -> object:
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise PydanticCustomError("whole_number", "not a whole number")
    return value


class Page(Shape):
    """Which part of a list is asked for."""

    limit: Annotated[int, BeforeValidator(_digits)] = Field(100, ge=1, le=500, description="At most so many.")
    before: Annotated[int, BeforeValidator(_digits)] = Field(
        MOST_REVISIONS, ge=2, le=MOST_REVISIONS, description="Only those before this revision."
    )


class Entry(Shape):
    """A revision in the history."""

    revision: Revision
    saved_at: At
    saved_by: str
    summary: str
    published: bool = Field(description="Whether it ever was public.")


class History(Shape):
    """Revisions of an event."""

    revisions: list[Entry] = Field(description="The newest first.")


@group.offers("GET", "/events/{event_id}/revisions", Terms(Scope.READ, "history.listed"))
def list_revisions(call: Call, event_id: str, query: Page) -> Answer[History]:
    """List the revisions of an event, the newest first."""
    public = {one.revision for one in publications(call.office, event_id)}
    found = [one for one in drafts.history(call.office, event_id) if one.number < query.before]
    return Answer(
        History(
            revisions=[
                Entry(
                    revision=one.number,
                    saved_at=at(one.at),
                    saved_by=one.by,
                    summary=one.summary,
                    published=one.number in public,
                )
                for one in found[: query.limit]
            ]
        )
    )


@group.offers(
    "GET", "/events/{event_id}/revisions/{number}", Terms(Scope.READ, "history.revision", headers=("ETag",))
)
def read_revision(call: Call, event_id: str, number: int) -> Answer[SavedState]:
    """Read an event as one revision stated it, and what that revision changed."""
    item = draft(call.office, event_id, number)
    changes = drafts.changes_between(call.office, event_id, number - 1, number) if number > 1 else ()
    done = drafts.Saved(item, changes)
    return Answer(SavedState.of_save(done, issue(call.office, event_id)), number)


@group.offers(
    "POST",
    "/events/{event_id}/revisions/{number}/undo",
    Terms(
        Scope.WRITE,
        "history.undo",
        headers=("ETag",),
        refuses={
            409: "What it changed was changed again since (`conflicts`), or it is the first revision.",
            422: "No event would be left.",
        },
    ),
)
def undo_revision(call: Call, event_id: str, number: int) -> Answer[SavedState]:
    """Take one revision's changes back, and keep what came after."""
    draft(call.office, event_id, number)
    try:
        return saved(call.office, drafts.undo(call.office, event_id, number, call.by, call.now))
    except Refused as error:
        stop(409, str(error))


@group.offers(
    "POST",
    "/events/{event_id}/revisions/{number}/restore",
    Terms(
        Scope.WRITE,
        "history.restore",
        headers=("ETag",),
        conditional=True,
        refuses={412: "Another revision is the last."},
    ),
)
def restore_revision(call: Call, event_id: str, number: int) -> Answer[SavedState]:
    """State again what an earlier revision stated; those between are kept."""
    try:
        return saved(call.office, drafts.restore(call.office, event_id, number, call.base, call.by, call.now))
    except drafts.MeanwhileSaved as error:
        stop(412, str(error))
