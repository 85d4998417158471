"""Windows of a network, and its contradictions, each with the link that was set aside to go on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from logistics.network.contradictions import Contradiction, Network
from logistics.network.links import ORIGIN, Conflict, Link, Point, Rank, Window, rank


@dataclass(frozen=True)
class Solution:
    """The windows of all points without the links set aside, and every independent contradiction.

    None of the links set aside could be put back alone without a contradiction.
    """

    windows: Mapping[Point, Window]
    conflicts: tuple[Conflict, ...]
    _network: Network = field(repr=False, compare=False)

    def why_earliest(self, point: Point) -> tuple[Link, ...]:
        """The fewest links that lead from ORIGIN to the point and give its earliest time; () if it has none."""
        return self._network.why(point, backward=True)

    def why_latest(self, point: Point) -> tuple[Link, ...]:
        """The fewest links that lead from ORIGIN to the point and give its latest time; () if it has none."""
        return self._network.why(point, backward=False)

    def reasons(self) -> dict[Point, tuple[tuple[Link, ...], tuple[Link, ...]]]:
        """Of every point what `why_earliest` and `why_latest` say, found together."""
        earliest, latest = self._network.why_all(backward=True), self._network.why_all(backward=False)
        return {point: (earliest[k], latest[k]) for point, k in self._network.number.items() if k}


def solve(links: Iterable[Link]) -> Solution:
    """Windows, reasons and contradictions of the network of these links.

    The order of the links changes nothing in the answer, except which of several equal chains of reasons is given, and
    that links which differ in nothing but their fact are told apart by their place.
    """
    network = Network(tuple(links))
    contradictions = network.contradictions()
    if network.circular:
        # Which circles are met first depends on the numbers of the points: give them out again, in a fixed order.
        network = Network(sorted(network.links, key=rank))
        contradictions = network.contradictions()
    found: list[Contradiction] = []
    chosen: list[int] = []
    while contradictions:
        found += contradictions
        chosen += _choose(contradictions, found, network.links)
        network.leave_out(chosen)
        contradictions = network.contradictions()
    if found:
        chosen = _put_back(network, found, chosen)
    conflicts = [Conflict((link,), shortfall, link) for link, shortfall in network.impossible.items()]
    for (members, shortfall), pick in zip(found, chosen, strict=True):
        conflicts.append(Conflict(tuple(network.links[k] for k in members), shortfall, network.links[pick]))
    conflicts.sort(key=lambda conflict: [rank(link) for link in conflict.links])
    return Solution(MappingProxyType(network.windows()), tuple(conflicts), network)


def contradicts(links: Iterable[Link]) -> bool:
    """Whether these links cannot all be true."""
    network = Network(tuple(links))
    return bool(network.impossible) or not network.consistent()


def _choose(
    contradictions: list[Contradiction], found: list[Contradiction], links: Sequence[Link]
) -> list[int]:
    """For each contradiction the link to set aside: the least trusted, of those the one in most of all found.

    Of equals a clock time rather than an order or a duration: times are what gets mistyped and moved.
    """
    tally = Counter(k for members, _ in found for k in members)

    def order(k: int) -> tuple[int, int, bool, Rank]:
        return links[k].trust, -tally[k], ORIGIN not in links[k][:2], rank(links[k])

    return [min(members, key=order) for members, _ in contradictions]


def _put_back(network: Network, found: list[Contradiction], chosen: list[int]) -> list[int]:
    """Put back the links set aside that fit after all, the most trusted first; the choices that then stand.

    Tried are those that do not alone keep a contradiction away: all at once, and where that fails, the first half of
    them and then the second, so that the outcome is that of one by one. A link that is put back leaves another, still
    set aside, in each of its contradictions.
    """

    def order(k: int) -> tuple[int, Rank]:
        return -network.links[k].trust, rank(network.links[k])

    out = tried = set(chosen)
    groups = [sorted(out, key=order)]
    while groups:
        group = groups.pop()
        alone = {next(iter(left)) for members, _ in found if len(left := out.intersection(members)) == 1}
        group = [k for k in group if k not in alone]
        if group:
            tried = out.difference(group)
            network.leave_out(tried)
            if network.consistent():
                out = tried
            elif len(group) > 1:
                groups += group[len(group) // 2 :], group[: len(group) // 2]
    if tried != out:
        network.leave_out(out)
        network.consistent()
    return [
        pick if pick in out else max(out.intersection(members), key=order)
        for pick, (members, _) in zip(chosen, found, strict=True)
    ]
