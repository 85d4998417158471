"""The links as numbers: bounds between points that are numbered in order of time.

A bound has a length: its seconds times a scale, and 1 for itself. The scale is greater than the number of bounds in
any chain without repetition, so the shortest chain is the one of the fewest seconds and, of those, of the fewest
links; the seconds of a chain are its length // scale.
"""

from collections.abc import Collection, Sequence
from itertools import chain, compress
from operator import gt, itemgetter
from typing import NamedTuple

from logistics.network.links import ORIGIN, Link, Point


class Bounds(NamedTuple):
    """Columns of bounds, each from a link: time(end) <= time(start) + length // scale."""

    start: list[int]
    end: list[int]
    length: list[int]
    link: list[int]

    def without(self, links: Collection[int]) -> "Bounds":
        keep = [k not in links for k in self.link]
        return Bounds(*(list(compress(column, keep)) for column in self))

    def turned(self) -> "Bounds":
        """The same bounds on the times negated; what came last comes first."""
        return Bounds(self.end[::-1], self.start[::-1], self.length[::-1], self.link[::-1])


class Groups(NamedTuple):
    """All bounds: those that lead from ORIGIN and into it, and the others, along time and against it."""

    origin: Bounds
    into_origin: Bounds
    along: Bounds  # in the order of time of their starts
    against: Bounds  # in the reverse order of time of their ends

    def without(self, links: Collection[int]) -> "Groups":
        return Groups(*(bounds.without(links) for bounds in self))

    def turned(self) -> "Groups":
        """The same for the times negated, so that the earliest times are found as the latest are."""
        return Groups(*(self[group].turned() for group in (1, 0, 3, 2)))


class Numbered(NamedTuple):
    """The bounds of links, and what was learned in numbering them."""

    number: dict[Point, int]  # ORIGIN is 0, the others are numbered in order of time
    groups: Groups
    scale: int
    reach: int  # the length of no chain is greater, nor less than its negative
    impossible: dict[Link, int]  # links that contradict themselves, and by how many seconds


def numbered(links: Sequence[Link]) -> Numbered:
    """Number the points of the links in order of time, and sort their bounds into groups."""
    befores, afters = list(map(itemgetter(0), links)), list(map(itemgetter(1), links))
    low: list[int | None] = list(map(itemgetter(2), links))
    high: list[int | None] = list(map(itemgetter(3), links))
    names = list(dict.fromkeys(chain((ORIGIN,), befores, afters)))
    met = {name: number for number, name in enumerate(names)}
    early, late = list(map(met.__getitem__, befores)), list(map(met.__getitem__, afters))
    later: list[list[int]] = [[] for _ in names]
    impossible: dict[Link, int] = {}
    for k, (i, j, least, most) in enumerate(zip(early, late, low, high, strict=True)):
        if i == j or (least is not None and most is not None and least > most):
            low[k] = high[k] = None
            if (shortfall := _own_shortfall(links[k])) > 0:
                impossible[links[k]] = shortfall
        elif (least or 0) + (most or 0) < 0 or (most == 0 and least is None):
            later[j].append(i)
        else:
            later[i].append(j)
    places = _places_in_time(later)
    early, late = list(map(places.__getitem__, early)), list(map(places.__getitem__, late))
    for k in list(compress(range(len(links)), map(gt, early, late))):
        early[k], late[k], low[k], high[k] = late[k], early[k], _negated(high[k]), _negated(low[k])
    scale = len(names) + 1
    groups = _groups(early, late, low, high, scale)
    reach = sum(sum(map(abs, bounds.length)) for bounds in groups)
    return Numbered(dict(zip(names, places, strict=True)), groups, scale, reach, impossible)


def _negated(bound: int | None) -> int | None:
    return None if bound is None else -bound


def _own_shortfall(link: Link) -> int:
    """By how many seconds a link contradicts itself, whatever the others say; 0 if it does not."""
    missing = [bound for bound in (link.at_least, _negated(link.at_most)) if bound is not None]
    return max(missing, default=0) if link.before == link.after else sum(missing)


def _places_in_time(later: list[list[int]]) -> list[int]:
    """For every point its place in an order in which, as far as possible, it stands before its `later` points.

    Depth first, numbered in the reverse of the order in which the points are left (Tarjan, SIAM Journal on
    Computing 1, 1972): a circle leaves the order of all points outside it as it is. ORIGIN keeps place 0.
    """
    places = [-1] * len(later)
    free = len(later)
    entered = bytearray(len(later))
    entered[0] = True
    places[0] = 0
    for root in range(1, len(later)):
        stack = [root]
        while stack:
            point = stack.pop()
            if point < 0:
                free -= 1
                places[~point] = free
            elif not entered[point]:
                entered[point] = True
                stack.append(~point)
                stack += later[point]
    return places


def _groups(
    early: list[int], late: list[int], low: list[int | None], high: list[int | None], scale: int
) -> Groups:
    """The bounds of links that all lead from an early to a late point."""
    order = sorted(range(len(early)), key=early.__getitem__)
    clock, relative = order[: early.count(0)], order[early.count(0) :]
    return Groups(
        origin=_bounds(early, late, high, scale, clock),
        into_origin=_bounds(late, early, low, -scale, clock),
        along=_bounds(early, late, high, scale, relative),
        against=_bounds(late, early, low, -scale, relative[::-1]),
    )


def _bounds(
    start: list[int], end: list[int], bound: list[int | None], scale: int, order: list[int]
) -> Bounds:
    used = [k for k in order if bound[k] is not None]
    length = [seconds * scale + 1 for k in used if (seconds := bound[k]) is not None]
    return Bounds(list(map(start.__getitem__, used)), list(map(end.__getitem__, used)), length, used)
