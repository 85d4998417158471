"""The frame around every page of an event: its name, its clock, and whether what press read is what stands here."""

from __future__ import annotations

from dataclasses import dataclass

from logistics.operations.drafts import Draft
from logistics.operations.issuing import Issue, issue
from logistics.operations.telling import ZoneNote, zone_note
from web.here import office


@dataclass(frozen=True, slots=True)
class Status:
    """How far an event is, in a few words; ``kind`` is its look."""

    text: str
    kind: str


def status_of(draft: Draft, published: Issue | None) -> Status:
    """Whether an event is a draft, published as it stands, or changed since."""
    if draft.event.status.is_off:
        out = "" if published and published.draft.event.status is draft.event.status else ", not yet said"
        return Status(f"{draft.event.status.value}{out}", "stopped")
    if published is None:
        return Status("draft", "draft")
    if published.draft.number == draft.number:
        return Status(f"published, no. {published.draft.event.revision.number}", "out")
    return Status(f"changed since no. {published.draft.event.revision.number}", "changed")


def frame(draft: Draft, here: str) -> dict[str, object]:
    """What the templates of an event's pages are given besides their own."""
    published = issue(office(), draft.event.id)
    clock: ZoneNote = zone_note(draft.event)
    return {
        "draft": draft,
        "event": draft.event,
        "zone_note": clock,
        "status": status_of(draft, published),
        "issue": published,
        "here": here,
    }
