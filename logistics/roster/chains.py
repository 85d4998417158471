"""Settling a post by a chain: somebody leaves a post for it, somebody else another for that, until one fits, or can
be left open for less than was saved.
"""

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
    while sum(
        settle(board, post, ground.open_cost(post), LONGEST) for post in heaviest if post not in board.held
    ):
        pass


def settle(board: Board, post: int, limit: int, left: int, seen: set[int] | None = None) -> bool:
    """Settle an open post for less than a limit, and tell whether that was possible.

    It goes to somebody, if need be instead of one of so many ``left`` that are then settled in turn, or stays open.
    None is tried twice, which ``seen`` is for.
    """
    seen = {post} if seen is None else seen
    candidates = board.cheapest_first(post)
    for member in candidates:
        if price(board, post, member) >= limit:
            break
        if board.fits(post, member):
            board.place(post, member)
            return True
    if left:
        for member in candidates:
            for other in in_the_way(board, post, member):
                if other not in seen and _instead(board, post, other, limit, left, seen):
                    return True
    return board.ground.open_cost(post) < limit


def _instead(board: Board, post: int, other: int, limit: int, left: int, seen: set[int]) -> bool:
    """Give a post to whoever holds another one, and settle that."""
    member = board.lift(other)
    rest = limit + price(board, other, member) - price(board, post, member)
    if rest > 0 and board.fits(post, member):
        seen.add(other)
        board.place(post, member)
        if settle(board, other, rest, left - 1, seen):
            return True
        board.lift(post)
    board.place(other, member)
    return False


def price(board: Board, post: int, member: int) -> int:
    """What it costs that they hold an open post, as all else is held."""
    return board.price(post, member) + board.price_above(member, board.ground.minutes[post])


def in_the_way(board: Board, post: int, member: int) -> Iterator[int]:
    """The posts of which one may be why they cannot hold it: the one that clashes, else any; no pins."""
    ground = board.ground
    clashing = board.of[member] & ground.clashes[post]
    if clashing.bit_count() < 2:
        yield from (other for other in bits(clashing or board.of[member]) if other not in ground.pinned)


__all__ = ["fill_by_chains", "in_the_way", "price", "settle"]
