"""Sets of posts of which nobody can hold two, so many that every clash lies in one of them.

For a post that begins at a time and a place, whoever is still on another post at the last moment from which they
could walk there misses it; and of any two such posts nobody can hold both either, as walking by way of a third place
is no shorter. Where a table of walks does not keep to that, a set is cut down to what does clash, and the clashes
left over get sets of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from logistics.roster.ground import Ground, bits


def cliques(ground: Ground, posts: int) -> list[int]:
    """The sets among these posts (bits), in order of time, none twice."""
    found: dict[int, None] = {}
    covered = dict.fromkeys(bits(posts), 0)
    for post in covered:
        near = ground.clashes[post] & posts
        if not near:
            continue
        before = near & ((1 << post) - 1)
        for core in (_on_the_way(ground, post, before), _running(ground, post, before)):
            _add(found, covered, _grown(ground, 1 << post, near, [*core, *bits(near)]))
        while left := before & ~covered[post]:
            other = next(bits(left))
            both = near & ground.clashes[other]
            pair = 1 << post | 1 << other
            _add(found, covered, _grown(ground, pair, both, [*bits(both & ~covered[post]), *bits(both)]))
    return list(found)


def _on_the_way(ground: Ground, post: int, before: int) -> list[int]:
    """Those of the posts that begin before it which still run when one would have to leave for it."""
    wanted = ground.posts[post]
    walk = ground.problem.walk
    return [
        other
        for other in bits(before)
        if ground.posts[other].begins <= wanted.begins - walk(ground.posts[other].place, wanted.place)
    ]


def _running(ground: Ground, post: int, before: int) -> list[int]:
    """Those of the posts that begin before it which still run when it begins."""
    begins = ground.posts[post].begins
    return [other for other in bits(before) if ground.posts[other].ends > begins]


def _grown(ground: Ground, clique: int, near: int, order: Iterable[int]) -> int:
    """The clique with what can be added to it of the posts that clash with all of it, taken in this order."""
    for other in order:
        if near >> other & 1:
            clique |= 1 << other
            near &= ground.clashes[other]
    return clique


def _add(found: dict[int, None], covered: dict[int, int], clique: int) -> None:
    if clique not in found:
        found[clique] = None
        for post in bits(clique):
            covered[post] |= clique


__all__ = ["cliques"]
