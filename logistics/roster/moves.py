"""Steps from a roster to a cheaper one: a post goes to somebody else, or a few change hands at once."""

from __future__ import annotations

from typing import Final

from logistics.roster.chains import price, settle
from logistics.roster.ground import Board

LONGEST: Final = 5
"""How many other posts may change hands in one step of trades."""


def smooth(board: Board, *, trading: bool) -> None:
    """Take every step that makes the roster cheaper until there is none, of one post each without ``trading``."""
    stepped = True
    while stepped:
        stepped = False
        for post in sorted(board.held):
            # a step before may have left it open
            if post in board.held and post not in board.ground.pinned:
                stepped |= _stepped(board, post, LONGEST if trading else 0)


def _stepped(board: Board, post: int, others: int) -> bool:
    """Settle a post anew, if what it costs now can be saved."""
    holder = board.lift(post)
    saved = price(board, post, holder)
    if saved and settle(board, post, saved, others):
        return True
    board.place(post, holder)
    return False


__all__ = ["smooth"]
