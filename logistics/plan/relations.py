"""How sessions may stand to each other in time, and what that orders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

T = TypeVar("T")

RELATION_WORDS: Final = {
    "before": "before",
    "at_top_of": "at the top of",
    "at_bottom_of": "at the bottom of",
    "after": "after",
    "immediately_after": "immediately after",
    "on_arrival_at": "on arrival at",
}


def orders(name: str, start: T, end: T, other_start: T, other_end: T) -> Iterator[tuple[T, T]]:
    """The pairs of moments of which a relation says that the first is not after the second."""
    if name == "before":
        yield end, other_start
    elif name in ("after", "immediately_after"):
        yield other_end, start
    elif name == "on_arrival_at":
        yield start, other_start
    else:
        yield other_start, start
        yield end, other_end
