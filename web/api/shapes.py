"""What the API gives: each answer is put together from what is named here, and from nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from logistics.model import Event
from logistics.operations.checking import Checked, Severity
from logistics.operations.drafts import Draft, Saved, tree_of
from logistics.operations.issuing import Issue

MOST_REVISIONS = 999_999_999


class Shape(BaseModel):
    """A set of keys that is told whole; a key that it does not have is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Described:
    """Lets the description of a tree be that of an event, whose own checks come later and tell every problem."""

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(Event.__pydantic_core_schema__)


Tree = Annotated[dict[str, Any], _Described()]
"""An event as its file states it: keys, lists, texts, numbers, yes or no."""

At = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""An instant with its offset from UTC (RFC 3339)."""

Revision = Annotated[int, Field(ge=1, le=MOST_REVISIONS)]


def at(instant: int) -> str:
    """An instant in UTC: ``2017-12-11T13:46:40Z``."""
    return dt.datetime.fromtimestamp(instant, dt.UTC).isoformat().replace("+00:00", "Z")


def at_or_none(instant: int | None) -> str | None:
    """The same of an instant that may not be."""
    return None if instant is None else at(instant)


class Counts(Shape):
    """How many findings there are of each kind, and how many rules could not be checked."""

    errors: int = Field(ge=0)
    warnings: int = Field(ge=0)
    notes: int = Field(ge=0)
    unchecked: int = Field(ge=0)

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """The counts of a checked event."""
        return cls(
            errors=checked.count(Severity.ERROR),
            warnings=checked.count(Severity.WARNING),
            notes=checked.count(Severity.NOTE),
            unchecked=len(checked.report.unchecked),
        )


class Standing(Shape):
    """What of an event is public now: which revision, and the number of the edition that its papers carry."""

    revision: Revision
    edition: int = Field(ge=1)
    at: At

    @classmethod
    def of(cls, issue: Issue | None) -> Self | None:
        """The same of an issue; nothing where nothing is public."""
        if issue is None:
            return None
        edition = issue.draft.event.revision.number
        return cls(revision=issue.draft.number, edition=edition, at=at(issue.published.at))


class EventState(Shape):
    """An event as one revision states it, with what is found of it."""

    id: str
    revision: Revision
    saved_at: At
    saved_by: str
    summary: str = Field(description="What this revision changed, in short.")
    event: Tree
    findings: Counts
    published: Standing | None = Field(description="What of the event is public now; null where nothing is.")

    @classmethod
    def of(cls, draft: Draft, issue: Issue | None) -> Self:
        """The state of a draft."""
        return cls(**_state(draft, issue))


class Change(Shape):
    """One place where two revisions differ; what is said there, in words, before and after."""

    path: str = Field(description="The place, by the ids on the way to it.")
    label: str
    before: str
    after: str
    kind: str = Field(description="added, removed, changed or moved.")


class SavedState(EventState):
    """An event after it was saved, and what that changed; nothing changed, nothing was saved."""

    changes: list[Change]
    joined_with: str | None = Field(
        description="Who saved meanwhile, where both changes are kept; null where nobody did."
    )

    @classmethod
    def of_save(cls, saved: Saved, issue: Issue | None) -> Self:
        """The state that a save led to."""
        return cls(
            **_state(saved.draft, issue),
            changes=[
                Change(
                    path=one.path, label=one.label, before=one.before, after=one.after, kind=one.kind.value
                )
                for one in saved.changes
            ],
            joined_with=saved.joined_with or None,
        )


def _state(draft: Draft, issue: Issue | None) -> dict[str, Any]:
    return {
        "id": draft.event.id,
        "revision": draft.number,
        "saved_at": at(draft.kept.at),
        "saved_by": draft.kept.by,
        "summary": draft.kept.summary,
        "event": tree_of(draft),
        "findings": Counts.of(draft.checked),
        "published": Standing.of(issue),
    }
