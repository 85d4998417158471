"""Shortest chains from ORIGIN over the bounds, by sweeps along time and against it."""

from typing import NamedTuple

from logistics.network.bounds import Groups


class Labels(NamedTuple):
    """For every point the length of the shortest chain from ORIGIN, unless there are circles.

    `by` is the last link of that chain, by its number, and `via` the point where it comes from.
    A circle is a chain that comes back to its start with less than nothing: its points, in its order. `relaxed` is
    how often a bound was looked at: the measure of work.
    """

    label: list[int]
    by: list[int]
    via: list[int]
    circles: list[list[int]]
    relaxed: int


def settle(groups: Groups, points: int, reach: int) -> Labels:
    """Labels as low as the bounds say: that of a point to which no chain leads from ORIGIN stays above `reach`.

    Labels begin far away and fall. Those to which no chain leads fall among themselves, so that circles without a
    clock time are found as well. All bounds of a group lead the same way in time and come in its order, so that
    after one sweep all of them hold; only where a chain turns in time it costs another sweep.
    """
    label = [2 * reach + 1] * points
    label[0] = 0
    by, via = [-1] * points, [0] * points
    for point, length, k in zip(groups.origin.end, groups.origin.length, groups.origin.link, strict=True):
        if length < label[point]:
            label[point] = length
            by[point] = k
    group, other = groups.against, groups.along
    relaxed = sweeps = 0
    changed = True
    while changed or sweeps < 2:
        changed = False
        for start, end, length, k in zip(group.start, group.end, group.length, group.link, strict=True):
            total = label[start] + length
            if total < label[end]:
                label[end] = total
                by[end] = k
                via[end] = start
                changed = True
        relaxed += len(group.link)
        sweeps += 1
        # Where there is a circle, it shows among the `via` sooner or later (Cherkassky and Goldberg, Mathematical
        # Programming 85, 1999).
        if sweeps >= 8 and sweeps.bit_count() == 1 and (circles := _circles(via)):
            return Labels(label, by, via, circles, relaxed)
        group, other = other, group
    return Labels(label, by, via, [], relaxed)


def _circles(via: list[int]) -> list[list[int]]:
    """The circles among the points, each of which got its label via another; each in the order of its bounds."""
    met_from = [0] * len(via)
    circles = []
    for first in range(1, len(via)):
        point = first
        while point and not met_from[point]:
            met_from[point] = first
            point = via[point]
        if point and met_from[point] == first:
            circle = [point]
            while (previous := via[circle[-1]]) != point:
                circle.append(previous)
            circles.append(circle[::-1])
    return circles
