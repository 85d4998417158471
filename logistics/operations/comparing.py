"""What an audience would read otherwise than before: two papers, line by line."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from logistics.changes.fields import Difference, differences
from logistics.disclosure import STAFF, disclose
from logistics.operations.drafts import Draft
from logistics.operations.feeding import audience_called
from logistics.operations.publishing import advisory_text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper: ``same``, ``new`` or ``gone``."""

    kind: str
    text: str


def changes_for_staff(before: Draft, after: Draft) -> tuple[Difference, ...]:
    """What differs between two states of an event in what staff may know of it."""
    old, new = (disclose(item.checked.plan, STAFF).event for item in (before, after))
    return differences(old, new)


def paper_changes(before: Draft, after: Draft, audience: str) -> tuple[Line, ...]:
    """The lines in which the advisory for an audience differs, each with a line around it; empty where it does not."""
    wanted = audience_called(audience)
    old = advisory_text(before.checked.plan, wanted).splitlines()
    new = advisory_text(after.checked.plan, wanted).splitlines()
    found = difflib.unified_diff(old, new, lineterm="", n=1)
    return tuple(
        Line({"+": "new", "-": "gone"}.get(line[0], "same"), line[1:])
        for line in list(found)[2:]
        if not line.startswith("@@") and line.strip("+- ")
    )


__all__ = ["Difference", "Line", "changes_for_staff", "paper_changes"]
