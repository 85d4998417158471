"""The links as numbers: bounds between points that are numbered in order of time.

A bound has a length: its seconds times a scale, and 1 for itself. The scale is greater than the number of bounds in
any chain without repetition, so the shortest chain is the one of the fewest seconds and, of those, of the fewest
links; the seconds of a chain are its length // scale.
"""

from collections.abc import Collection, Sequence
from itertools import chain, compress
from operator import itemgetter
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
    names = list(dict.fromkeys(chain((ORIGIN,), befores, afters)))
    met = {name: number for number, name in enumerate(names)}
    early, late = list(map(met.__getitem__, befores)), list(map(met.__getitem__, afters))
    # Every link is two bounds: from early to late (rise) and from late to early (fall).
    scale = len(names) + 1
    rise = [None if seconds is None else seconds * scale + 1 for seconds in map(itemgetter(3), links)]
    fall = [None if seconds is None else 1 - seconds * scale for seconds in map(itemgetter(2), links)]
    later: list[list[int]] = [[] for _ in names]
    impossible: dict[Link, int] = {}
    for k, (i, j, up, down) in enumerate(zip(early, late, rise, fall, strict=True)):
        if i == j or (up is not None and down is not None and up + down < 0):
            rise[k] = fall[k] = None
            if (shortfall := _own_shortfall(links[k])) > 0:
                impossible[links[k]] = shortfall
        elif up is not None and up <= 1:
            later[j].append(i)
        else:
            later[i].append(j)
    places = _places_in_time(later)
    early, late = list(map(places.__getitem__, early)), list(map(places.__getitem__, late))
    for k in [k for k, (i, j) in enumerate(zip(early, late, strict=True)) if i > j]:
        early[k], late[k], rise[k], fall[k] = late[k], early[k], fall[k], rise[k]
    reach = sum(map(abs, filter(None, chain(rise, fall))))
    number = dict(zip(names, places, strict=True))
    return Numbered(number, _groups(early, late, rise, fall), scale, reach, impossible)


def _own_shortfall(link: Link) -> int:
    """By how many seconds a link contradicts itself, whatever the others say; 0 if it does not."""
    missing = [
        bound
        for bound in (link.at_least, None if link.at_most is None else -link.at_most)
        if bound is not None
    ]
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


def _groups(early: list[int], late: list[int], rise: list[int | None], fall: list[int | None]) -> Groups:
    order = sorted(range(len(early)), key=early.__getitem__)
    relative = order[early.count(0) :]
    clock = order[: early.count(0)]
    return Groups(
        origin=_columns(early, late, rise, clock),
        into_origin=_columns(late, early, fall, clock),
        along=_columns(early, late, rise, relative),
        against=_columns(late, early, fall, relative[::-1]),
    )


def _columns(start: list[int], end: list[int], bound: list[int | None], order: list[int]) -> Bounds:
    used = [k for k in order if bound[k] is not None]
    length = [least for k in used if (least := bound[k]) is not None]
    return Bounds([start[k] for k in used], [end[k] for k in used], length, used)
