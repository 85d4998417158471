"""What goes into the network and what comes out: links, windows, conflicts."""

from dataclasses import dataclass
from typing import Final, NamedTuple

Point = str

ORIGIN: Final[str] = "clock"
"""The reference point of all times: a link with ORIGIN on one side states a time of the clock."""


class Link(NamedTuple):
    """at_least <= time(after) - time(before) <= at_most, in whole seconds; None is no bound.

    `because` is the fact that makes the link: opaque, hashable; several links may share one.
    `trust` says how surely it holds: 3 for what is stated and for physics, 1 for what is assumed.
    """

    before: Point
    after: Point
    at_least: int | None
    at_most: int | None
    because: object
    trust: int = 3


class Window(NamedTuple):
    """When a point can be, in seconds after ORIGIN, both ends included; None is no bound."""

    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Links that cannot all be true; without any one of them the others can.

    `links` reads as a chain: each begins at a point where the one before it ends. `shortfall` is the time in
    seconds (> 0) by which they miss each other. `set_aside` is the one that was left out to go on, the least
    trusted; it is not known to be the wrong one, for nothing in the network can tell.
    """

    links: tuple[Link, ...]
    shortfall: int
    set_aside: Link


Rank = tuple[Point, Point, bool, int, bool, int, int]


def rank(link: Link) -> Rank:
    """The order of links when nothing else decides."""
    before, after, low, high, _, trust = link
    return before, after, low is None, low or 0, high is None, high or 0, trust
