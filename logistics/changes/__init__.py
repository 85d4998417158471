"""What two states of an event differ in, and how two people's changes to one state are joined."""

from logistics.changes.fields import Change, Difference, differences, differences_of_trees
from logistics.changes.merge import Choice, Conflict, Merged, Undecided, merge, merge_trees, settle
from logistics.changes.stated import Stated, as_stated, stated

__all__ = [
    "Change",
    "Choice",
    "Conflict",
    "Difference",
    "Merged",
    "Stated",
    "Undecided",
    "as_stated",
    "differences",
    "differences_of_trees",
    "merge",
    "merge_trees",
    "settle",
    "stated",
]
