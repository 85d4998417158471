"""Filling an open post by a chain: somebody leaves a post for it, somebody else another for that, until one fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from logistics.roster.ground import Board, bits

LONGEST: Final = 12
"""How many people a chain may move."""


def fill_by_chains(board: Board) -> None:
    """Fill what can be filled so, the heaviest first, until nothing more can."""
    ground = board.ground
    heaviest = sorted(range(len(ground.posts)), key=lambda post: (-ground.posts[post].weight, post))
    while sum(_seat(board, post, {post}, LONGEST) for post in heaviest if post not in board.held):
        pass


def _seat(board: Board, post: int, seen: set[int], left: int) -> bool:
    """Give an open post to somebody, if need be instead of one that is then seated in turn; none is tried twice."""
    candidates = board.cheapest_first(post)
    for member in candidates:
        if board.fits(post, member):
            board.place(post, member)
            return True
    if not left:
        return False
    for member in candidates:
        for other in in_the_way(board, post, member):
            if other in seen:
                continue
            board.lift(other)
            if board.fits(post, member):
                seen.add(other)
                board.place(post, member)
                if _seat(board, other, seen, left - 1):
                    return True
                board.lift(post)
            board.place(other, member)
    return False


def in_the_way(board: Board, post: int, member: int) -> Iterator[int]:
    """The posts of which one may be why they cannot hold it: the one that clashes, else any; no pins."""
    ground = board.ground
    clashing = board.of[member] & ground.clashes[post]
    if clashing.bit_count() < 2:
        yield from (other for other in bits(clashing or board.of[member]) if other not in ground.pinned)


__all__ = ["fill_by_chains", "in_the_way"]
