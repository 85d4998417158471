"""Editions of the dialogue: changed, and published anew an hour later."""

from __future__ import annotations

from logistics.operations.drafts import draft, revise, tree_of
from tests.web.offices import DIALOGUE, Rig


def new_edition(rig: Rig, title: str = "Dialogue, as it stands now") -> None:
    """Give the dialogue another title an hour later, and publish that."""
    rig.moment += 3600
    item = draft(rig.office, DIALOGUE)
    revise(rig.office, DIALOGUE, item.number, {**tree_of(item), "title": title}, "somebody", rig.moment)
    rig.publish()
