"""The windows of a network by networkx: Bellman-Ford from the clock, and from it again with all arcs turned."""

from collections.abc import Sequence

import networkx

from logistics.network import ORIGIN, Link, Point, Window


def windows(links: Sequence[Link]) -> dict[Point, Window]:
    """Lengths only."""
    graph = _graph(links)
    latest = networkx.single_source_bellman_ford_path_length(graph, ORIGIN)
    earliest = networkx.single_source_bellman_ford_path_length(graph.reverse(copy=False), ORIGIN)
    return _from_distances(graph, earliest, latest)


def windows_with_paths(links: Sequence[Link]) -> dict[Point, Window]:
    """The same with the points on the way to every point, though not the links between them."""
    graph = _graph(links)
    latest, _ = networkx.single_source_bellman_ford(graph, ORIGIN)
    earliest, _ = networkx.single_source_bellman_ford(graph.reverse(copy=False), ORIGIN)
    return _from_distances(graph, earliest, latest)


def _graph(links: Sequence[Link]) -> "networkx.DiGraph[Point]":
    tightest: dict[tuple[Point, Point], int] = {}
    for before, after, at_least, at_most, _, _ in links:
        if at_most is not None and at_most < tightest.get((before, after), at_most + 1):
            tightest[before, after] = at_most
        if at_least is not None and -at_least < tightest.get((after, before), 1 - at_least):
            tightest[after, before] = -at_least
    graph: networkx.DiGraph[Point] = networkx.DiGraph()
    graph.add_weighted_edges_from((start, end, seconds) for (start, end), seconds in tightest.items())
    return graph


def _from_distances(
    graph: "networkx.DiGraph[Point]", earliest: dict[Point, int], latest: dict[Point, int]
) -> dict[Point, Window]:
    return {
        point: Window(-earliest[point] if point in earliest else None, latest.get(point))
        for point in graph
        if point != ORIGIN
    }
