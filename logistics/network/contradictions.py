"""What the links of a network, but for some set aside, allow and what they do not."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from logistics.network.bounds import Groups, numbered
from logistics.network.links import Link, Point, Rank, Window, rank
from logistics.network.sweeps import settle


class Contradiction(NamedTuple):
    """Links, by their numbers and in the order of their chain, and the seconds by which they miss each other."""

    links: tuple[int, ...]
    shortfall: int


class Network:
    """Links, some of which may be set aside, and the labels of their points: limits of the time and of its negative.

    The negatives are the same problem with all bounds turned; what is said of them is called backward here.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = links
        self.number, self._bounds, self._reach, self.impossible = numbered(links)
        self.circular = False  # whether the contradictions found last are circles without a clock time
        self.relaxed = 0  # how often a bound was looked at: the measure of work
        self._out: frozenset[int] = frozenset()
        self._used = self._bounds
        self._into: dict[bool, list[list[tuple[int, int, int]]]] = {}
        self._same: dict[Link, list[int]] = {}

    def leave_out(self, links: Iterable[int]) -> None:
        """Set aside these links and those equal to them (the same fact said twice is one), and no others."""
        if not self._same:
            for k, link in enumerate(self.links):
                self._same.setdefault(link, []).append(k)
        self._out = frozenset(same for k in links for same in self._same[self.links[k]])
        self._used = self._bounds.without(self._out)
        self._into = {}

    def contradictions(self) -> list[Contradiction]:
        """Circles without a clock time; if there are none, the stated times that the others do not allow."""
        self._latest, circles = self._settle(self._used)
        self.circular = bool(circles)
        if circles:
            return [self._circle(points) for points in circles]
        too_late = self._missed(self._used, self._latest, backward=False)
        if not too_late:
            return []
        turned = self._used.turned()
        self._earliest, _ = self._settle(turned)
        too_early = self._missed(turned, self._earliest, backward=True)
        told = {(case.links[0], case.links[-1]): case for case in too_early + too_late}
        return list(told.values())

    def windows(self) -> dict[Point, Window]:
        """The window of every point, in the order in which the links name them; there are no contradictions left."""
        self._earliest, _ = self._settle(self._used.turned())
        latest = [None if label > self._reach else label for label in self._latest]
        earliest = [None if label > self._reach else -label for label in self._earliest]
        return {
            point: Window(earliest[place], latest[place]) for point, place in self.number.items() if place
        }

    def why(self, point: Point, *, backward: bool) -> tuple[Link, ...]:
        """The links that give the end of the window of a point: the latest, or backward, the earliest."""
        place = self.number[point]
        label = self._earliest if backward else self._latest
        if not place or label[place] > self._reach:
            return ()
        return tuple(self.links[k] for k in self._chain(label, place, backward=backward))

    def _settle(self, groups: Groups) -> tuple[list[int], list[list[int]]]:
        label, circles, relaxed = settle(groups, len(self.number), self._reach)
        self.relaxed += relaxed
        return label, circles

    def _missed(self, groups: Groups, label: list[int], *, backward: bool) -> list[Contradiction]:
        """The bounds into ORIGIN that the labels do not allow: forward, the stated "not before" of points.

        One whose chain passes through another is not reported: it goes with the other one, or shows when that is
        mended.
        """
        tightest: dict[int, tuple[int, Rank, int]] = {}
        bounds = groups.into_origin
        for point, seconds, k in zip(bounds.start, bounds.seconds, bounds.link, strict=True):
            if label[point] + seconds < 0:
                bound = seconds, rank(self.links[k]), k
                tightest[point] = min(bound, tightest.get(point, bound))
        chains = {point: self._chain(label, point, backward=backward, stops=tightest) for point in tightest}
        if tightest and not any(chains.values()):
            first = min(tightest, key=lambda point: tightest[point][1])
            chains = {first: self._chain(label, first, backward=backward)}
        found = []
        for point, links in chains.items():
            if links:
                seconds, _, k = tightest[point]
                links = (*links, k)
                found.append(Contradiction(links[::-1] if backward else links, -label[point] - seconds))
        return found

    def _circle(self, points: list[int]) -> Contradiction:
        into = self._bounds_into(backward=False)
        steps = [
            min((seconds, rank(self.links[k]), k) for point, seconds, k in into[end] if point == start)
            for start, end in pairwise([*points, points[0]])
        ]
        first = min(range(len(steps)), key=lambda step: steps[step][1])
        links = tuple(k for _, _, k in steps[first:] + steps[:first])
        return Contradiction(links, -sum(seconds for seconds, _, _ in steps))

    def _chain(
        self, label: list[int], point: int, *, backward: bool, stops: Collection[int] = ()
    ) -> tuple[int, ...]:
        """The fewest links from ORIGIN to the point that add up to its label; of equals, the first by rank.

        () if one of the `stops` is nearer than ORIGIN.
        """
        into = self._bounds_into(backward=backward)
        onward = {point: (-1, point)}  # for each point on the way, the link that leads on, and whither
        layer = [point]
        while 0 not in onward:
            if layer != [point] and any(end in stops for end in layer):
                return ()
            ways: dict[int, tuple[Rank, int, int]] = {}
            for end in layer:
                for start, seconds, k in into[end]:
                    if label[start] + seconds == label[end] and start not in onward:
                        way = rank(self.links[k]), k, end
                        ways[start] = min(way, ways.get(start, way))
            onward |= {start: (k, end) for start, (_, k, end) in ways.items()}
            layer = list(ways)
        links = []
        here = 0
        while here != point:
            k, here = onward[here]
            links.append(k)
        return tuple(links)

    def _bounds_into(self, *, backward: bool) -> list[list[tuple[int, int, int]]]:
        """For every point the bounds in use that end there, as (start, seconds, link)."""
        if backward not in self._into:
            into: list[list[tuple[int, int, int]]] = [[] for _ in self.number]
            groups = self._used.turned() if backward else self._used
            for bounds in (groups.origin, groups.along, groups.against):
                for start, end, seconds, k in zip(*bounds, strict=True):
                    into[end].append((start, seconds, k))
            self._into[backward] = into
        return self._into[backward]
