"""The temporal network: points in time and the links between them.

`solve` says for every point when it can be at the earliest and at the latest, by which links, and which links
cannot all be true. All times are whole seconds after `ORIGIN`.

A link is two bounds of a simple temporal network (Dechter, Meiri and Pearl, "Temporal constraint networks",
Artificial Intelligence 49, 1991); the latest time of a point is a shortest path from `ORIGIN` to it, the
earliest a shortest path back. Two things are done differently from the textbook:

- No path leads *into* `ORIGIN`. Stated times that contradict each other then cannot chase each other round for
  ever: they show as a point whose latest time lies before a stated "not before", and all of them show at once.
- The points are numbered in order of time, and the bounds are relaxed in sweeps, in turn along time and against
  it (Yen, "An algorithm for finding shortest routes from all source nodes to a given destination", Quarterly of
  Applied Mathematics 27, 1970). So the order in which the links are given costs nothing.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

ORIGIN: Final[str] = "clock"
"""The reference point of all times: a link with ORIGIN on one side states a time of the clock."""

type_of_point = str
Point = str


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
    """The times at which a point can be, both ends included, in seconds after ORIGIN; None is no bound."""

    earliest: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Links that cannot all be true, while any of them left out, the others can.

    `links` reads as a chain: each link begins at a point where the one before it ends. `shortfall` is the time in
    seconds by which they miss each other. `set_aside` is the one of them that was left out to go on. It is not
    known to be the wrong one: nothing in the network can tell.
    """

    links: tuple[Link, ...]
    shortfall: int
    set_aside: Link


@dataclass(frozen=True)
class Solution:
    """The windows of all points, without the links set aside, and every independent contradiction.

    None of the links set aside could be put back alone without a contradiction.
    """

    windows: Mapping[Point, Window]
    conflicts: tuple[Conflict, ...]
    _network: "_Network" = field(repr=False, compare=False)

    def why_earliest(self, point: Point) -> tuple[Link, ...]:
        """The fewest links that lead from ORIGIN to the point and give its earliest time; () if it has none."""
        return self._network.why(point, latest=False)

    def why_latest(self, point: Point) -> tuple[Link, ...]:
        """The fewest links that lead from ORIGIN to the point and give its latest time; () if it has none."""
        return self._network.why(point, latest=True)


def solve(links: Iterable[Link]) -> Solution:
    """Windows, reasons and contradictions of the network of these links.

    The order of the links changes nothing in the answer, except that links alike in all but their fact are told
    apart by their place.
    """
    network = _Network(tuple(links))
    contradictions = network.contradictions()
    if network.circular:
        # Which circles are met first depends on the numbering of the points: number them again, by their names.
        network = _Network(sorted(network.links, key=_rank))
        contradictions = network.contradictions()
    found: list[_Contradiction] = []
    chosen: list[int] = []
    while contradictions:
        picks = _choose(contradictions, network.links)
        found += contradictions
        chosen += picks
        network.set_aside(picks)
        contradictions = network.contradictions()
    if chosen:
        chosen = _put_back(network, found, chosen)
    return Solution(network.windows(), _conflicts(network, found, chosen), network)


def contradicts(links: Iterable[Link]) -> bool:
    """Whether these links cannot all be true."""
    network = _Network(tuple(links))
    return bool(network.impossible or network.contradictions())


class _Contradiction(NamedTuple):
    members: tuple[int, ...]  # numbers of links, in the order of the chain
    shortfall: int


_Arcs = tuple[list[int], list[int], list[int]]  # from point, to point, seconds: time(to) <= time(from) + seconds


class _Network:
    """The links as numbers. Points are numbered in order of time, ORIGIN is 0.

    Every link k is turned so that `early[k] < late[k]`, and says low[k] <= time(late[k]) - time(early[k]) <= high[k].
    Labels are upper limits: `latest` of the time itself, `earliest` of the time negated (the mirror image).
    A label above `known` has no path from ORIGIN.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = links
        self.out: set[int] = set()
        self.circular = False
        self.relaxed = 0  # bounds looked at so far: the measure of work
        self._touching: list[list[int]] = []
        self._number_points()
        self._turn_links()

    def _number_points(self) -> None:
        befores, afters, low, high = (list(map(itemgetter(column), self.links)) for column in range(4))
        names = list(dict.fromkeys(chain((ORIGIN,), befores, afters)))
        numbers = {name: number for number, name in enumerate(names)}
        early, late = list(map(numbers.__getitem__, befores)), list(map(numbers.__getitem__, afters))
        self.impossible: list[int] = []
        idle: list[int] = []
        later: list[list[int]] = [[] for _ in names]
        for k, (i, j, lo, hi) in enumerate(zip(early, late, low, high, strict=True)):
            if i == j or (lo is not None and hi is not None and lo > hi):
                (self.impossible if _own_shortfall(self.links[k]) > 0 else idle).append(k)
            elif i and j:
                if hi is not None and hi <= 0:
                    later[j].append(i)
                else:
                    later[i].append(j)
        places = _time_order(later)
        self.number = dict(zip(names, places, strict=True))
        self.early, self.late = list(map(places.__getitem__, early)), list(map(places.__getitem__, late))
        self.low: list[int | None] = low
        self.high: list[int | None] = high
        self._unused = {*self.impossible, *idle}

    def _turn_links(self) -> None:
        early, late, low, high = self.early, self.late, self.low, self.high
        for k in [k for k, (i, j) in enumerate(zip(early, late, strict=True)) if i > j]:
            lo, hi = low[k], high[k]
            early[k], late[k] = late[k], early[k]
            low[k], high[k] = None if hi is None else -hi, None if lo is None else -lo
        used = range(len(early))
        if self._unused:
            used = [k for k in used if k not in self._unused]
        self.clock = [k for k in used if not early[k]]
        self.relative = sorted([k for k in used if early[k]], key=early.__getitem__)
        self.known = sum(map(abs, filter(None, low))) + sum(map(abs, filter(None, high)))
