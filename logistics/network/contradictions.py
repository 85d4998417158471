"""What the links of a network, but for some set aside, allow and what they do not."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from logistics.network.bounds import Groups, numbered
from logistics.network.links import ORIGIN, Link, Point, Rank, Window, rank
from logistics.network.sweeps import Labels, settle


class Contradiction(NamedTuple):
    """Links, by their numbers and in the order of their chain, and the seconds by which they miss each other."""

    links: tuple[int, ...]
    shortfall: int


_Tree = list[tuple[int, int]]
"""For every point the link that gives its label, and the point where that link comes from."""


class Network:
    """Links, some of which may be set aside, and the labels of their points: limits of the time and of its negative.

    The negatives are the same problem with all bounds turned; what is said of them is called backward here.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = links
        self.number, self._bounds, self._scale, self._reach, self.impossible = numbered(links)
        self.relaxed = 0  # how often a bound was looked at: the measure of work
        self._out: frozenset[int] = frozenset()
        self._used = self._bounds
        self._turned_bounds: Groups | None = None
        self._same: dict[Link, list[int]] = {}

    def leave_out(self, links: Iterable[int]) -> None:
        """Set aside these links and those equal to them (the same fact said twice is one), and no others."""
        if not self._same:
            for k, link in enumerate(self.links):
                self._same.setdefault(link, []).append(k)
        self._out = frozenset(same for k in links for same in self._same[self.links[k]])
        self._used, self._turned_bounds = self._bounds.without(self._out), None

    def consistent(self) -> bool:
        """Whether the links in use can all be true."""
        self._forward = self._settle(self._used)
        self._latest, self._circles = self._forward.label, self._forward.circles
        into = self._used.into_origin
        return not self._circles and all(
            self._latest[point] + length >= 0 for point, length in zip(into.start, into.length, strict=True)
        )

    def contradictions(self) -> list[Contradiction]:
        """Circles without a clock time; if there are none, the stated times that the others do not allow."""
        if self.consistent():
            return []
        if self._circles:
            return self._impossible_circles()
        too_late = self._missed(self._used, self._latest, backward=False)
        turned = self._turned()
        self._earliest = self._settle(turned).label
        too_early = self._missed(turned, self._earliest, backward=True)
        told = {(case.links[0], case.links[-1]): case for case in too_early + too_late}
        return list(told.values())

    @property
    def circular(self) -> bool:
        """Whether some links in use form a circle that cannot be, whatever the clock times."""
        return bool(self._circles)

    def windows(self) -> dict[Point, Window]:
        """The window of every point, in the order in which the links name them; there are no contradictions left."""
        self._backward = self._settle(self._turned())
        self._earliest = self._backward.label
        scale, reach = self._scale, self._reach
        latest = [None if label > reach else label // scale for label in self._latest]
        earliest = [None if label > reach else -(label // scale) for label in self._earliest]
        windows = dict(zip(self.number, map(Window._make, zip(earliest, latest, strict=True)), strict=True))
        del windows[ORIGIN]
        return windows

    def why(self, point: Point, *, backward: bool) -> tuple[Link, ...]:
        """The links that give the end of the window of a point: the latest, or backward, the earliest."""
        place, labels = self.number[point], self._backward if backward else self._forward
        if labels.label[place] > self._reach:
            return ()
        chain = []
        while place:
            chain.append(self.links[labels.by[place]])
            place = labels.via[place]
        return tuple(reversed(chain))

    def why_all(self, *, backward: bool) -> list[tuple[Link, ...]]:
        """The same for every point, by its number; the chain of each goes on from that of the point before it."""
        label, by, via, _, _ = self._backward if backward else self._forward
        links, reach = self.links, self._reach
        told: list[tuple[Link, ...] | None] = [() if length > reach else None for length in label]
        told[0] = ()
        for point, (k, before) in enumerate(zip(by, via, strict=True)):
            if told[point] is None:
                chain = told[before]
                told[point] = (
                    *(self._told_after(told, by, via, before) if chain is None else chain),
                    links[k],
                )
        return [chain or () for chain in told]

    def _told_after(
        self, told: list[tuple[Link, ...] | None], by: list[int], via: list[int], point: int
    ) -> tuple[Link, ...]:
        waiting = []
        while (chain := told[point]) is None:
            waiting.append(point)
            point = via[point]
        for point in reversed(waiting):
            told[point] = chain = (*chain, self.links[by[point]])
        return chain

    def _turned(self) -> Groups:
        """The bounds in use, turned; kept, because windows and reasons both need them."""
        if self._turned_bounds is None:
            self._turned_bounds = self._used.turned()
        return self._turned_bounds

    def _settle(self, groups: Groups) -> Labels:
        labels = settle(groups, len(self.number), self._reach)
        self.relaxed += labels.relaxed
        return labels

    def _missed(self, groups: Groups, label: list[int], *, backward: bool) -> list[Contradiction]:
        """The bounds into ORIGIN that the labels do not allow: forward, the stated "not before" of points.

        One whose chain passes through another is not reported: it goes with the other one, or shows when that is
        mended.
        """
        tightest: dict[int, tuple[int, Rank, int]] = {}
        bounds = groups.into_origin
        for point, length, k in zip(bounds.start, bounds.length, bounds.link, strict=True):
            if label[point] + length < 0:
                bound = length, rank(self.links[k]), k
                tightest[point] = min(bound, tightest.get(point, bound))
        tree = self._tree(groups, label)
        found = []
        for point, (length, _, k) in tightest.items():
            if links := _chain(tree, point, avoid=tightest):
                links = (k, *links) if backward else (*links[::-1], k)
                found.append(Contradiction(links, -((label[point] + length) // self._scale)))
        return found

    def _impossible_circles(self) -> list[Contradiction]:
        pairs = {pair for circle in self._circles for pair in pairwise([*circle, circle[0]])}
        tightest: dict[tuple[int, int], tuple[int, Rank, int]] = {}
        for bounds in (self._used.along, self._used.against):
            for start, end, length, k in zip(*bounds, strict=True):
                if (start, end) in pairs:
                    bound = length, rank(self.links[k]), k
                    tightest[start, end] = min(bound, tightest.get((start, end), bound))
        found = []
        for circle in self._circles:
            steps = [tightest[pair] for pair in pairwise([*circle, circle[0]])]
            length = sum(length for length, _, _ in steps)
            found.append(Contradiction(tuple(k for _, _, k in steps), -(length // self._scale)))
        return found

    def _tree(self, groups: Groups, label: list[int]) -> _Tree:
        """The shortest chains to all points; of equals, at each point the first by rank."""
        tree = [(-1, 0)] * len(label)
        for bounds in (groups.origin, groups.along, groups.against):
            for start, end, length, k in zip(*bounds, strict=True):
                if label[start] + length == label[end]:
                    rival, _ = tree[end]
                    if rival < 0 or (rank(self.links[k]), k) < (rank(self.links[rival]), rival):
                        tree[end] = k, start
        return tree


def _chain(tree: _Tree, point: int, avoid: Collection[int] = ()) -> tuple[int, ...]:
    """The links from a point back to ORIGIN; () if they pass through one of the other points to avoid."""
    links = []
    while point:
        k, point = tree[point]
        links.append(k)
        if point in avoid:
            return ()
    return tuple(links)
