"""The links as numbers: bounds between numbered points, in order of time.

A bound has a length: its seconds times a scale, and 1 for itself. The scale is greater than the number of bounds in
any chain without repetition, so the shortest chain is the one of the fewest seconds and, of those, of the fewest
links; the seconds of a chain are its length // scale.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain, compress, count
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

    number: dict[Point, int]  # in the order in which the links name the points; ORIGIN is 0
    groups: Groups
    scale: int
    reach: int  # the length of no chain is greater, nor less than its negative
    impossible: dict[Link, int]  # links that contradict themselves, and by how many seconds


def numbered(links: Sequence[Link]) -> Numbered:
    """Number the points of the links, and sort the bounds of the links into groups, in order of time."""
    numbers: defaultdict[Point, int] = defaultdict(count(1).__next__, {ORIGIN: 0})
    early = list(map(numbers.__getitem__, map(itemgetter(0), links)))
    late = list(map(numbers.__getitem__, map(itemgetter(1), links)))
    low: list[int | None] = list(map(itemgetter(2), links))
    high: list[int | None] = list(map(itemgetter(3), links))
    leaving: list[list[int]] = [
        [] for _ in numbers
    ]  # for every point the links that lead from it to later ones
    impossible: dict[Link, int] = {}
    for k, i, j, least, most in zip(range(len(links)), early, late, low, high, strict=True):
        if i == j or (least is not None and most is not None and least > most):
            if (shortfall := _own_shortfall(links[k])) > 0:
                impossible[links[k]] = shortfall
        elif not j or (i and (least is None or least < 0) and _leads_back(least, most)):
            early[k], late[k], low[k], high[k] = j, i, _negated(most), _negated(least)
            leaving[j].append(k)
        else:
            leaving[i].append(k)
    points, back = _in_order_of_time(leaving, late)
    for point in {early[k] for k in back}:
        leaving[point] = [k for k in leaving[point] if k not in back]
    for k in back:
        early[k], late[k], low[k], high[k] = late[k], early[k], _negated(high[k]), _negated(low[k])
        leaving[early[k]].append(k)
    scale = len(numbers) + 1
    clock, relative = leaving[0], list(chain.from_iterable(map(leaving.__getitem__, points)))
    groups = Groups(
        origin=_bounds(early, late, high, scale, clock),
        into_origin=_bounds(late, early, low, -scale, clock),
        along=_bounds(early, late, high, scale, relative),
        against=_bounds(late, early, low, -scale, relative[::-1]),
    )
    reach = sum(sum(map(abs, bounds.length)) for bounds in groups)
    return Numbered(dict(numbers), groups, scale, reach, impossible)


def _negated(bound: int | None) -> int | None:
    return None if bound is None else -bound


def _leads_back(least: int | None, most: int | None) -> bool:
    """Whether what a link calls `after` is rather before: by the middle of its bounds, or the one it has."""
    if least is None:
        return most is not None and most <= 0
    return least + (most or 0) < 0


def _own_shortfall(link: Link) -> int:
    """By how many seconds a link contradicts itself, whatever the others say; 0 if it does not."""
    missing = [bound for bound in (link.at_least, _negated(link.at_most)) if bound is not None]
    return max(missing, default=0) if link.before == link.after else sum(missing)


def _in_order_of_time(leaving: list[list[int]], late: list[int]) -> tuple[list[int], set[int]]:
    """All points but ORIGIN, each before those that its links lead to; and the links that lead back all the same.

    Depth first, in the reverse of the order in which the points are left (Tarjan, SIAM Journal on Computing 1,
    1972): only a circle has links that lead back, and it leaves the order of all points outside it as it is.
    """
    new, entered, left = 0, 1, 2
    state = bytearray(len(leaving))
    points: list[int] = []
    back: set[int] = set()
    for root in range(1, len(leaving)):
        stack = [root]
        while stack:
            point = stack.pop()
            if point < 0:
                state[~point] = left
                points.append(~point)
            elif state[point] == new:
                state[point] = entered
                stack.append(~point)
                for k in leaving[point]:
                    following = late[k]
                    if state[following] == new:
                        stack.append(following)
                    elif state[following] == entered:
                        back.add(k)
    return points[::-1], back


def _bounds(
    start: list[int], end: list[int], bound: list[int | None], scale: int, order: list[int]
) -> Bounds:
    used = [k for k in order if bound[k] is not None]
    length = [seconds * scale + 1 for k in used if (seconds := bound[k]) is not None]
    return Bounds([start[k] for k in used], [end[k] for k in used], length, used)
