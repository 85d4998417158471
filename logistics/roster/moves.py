"""Small steps from a roster to a cheaper one: a post goes to somebody else, or two people trade one each."""

from __future__ import annotations

from logistics.roster.ground import Board, bits


def smooth(board: Board, *, trading: bool) -> None:
    """Take every step that makes the roster cheaper until there is none, of trades only with ``trading``."""
    while True:
        stepped = False
        for post in sorted(board.held):
            if post in board.ground.pinned:
                continue
            stepped |= _given(board, post) or (trading and _traded(board, post))
        if not stepped:
            return


def _given(board: Board, post: int) -> bool:
    """Give it to whoever it costs least with, if that is less than now."""
    ground = board.ground
    holder = board.held[post]
    now = board.price(post, holder) - board.price_above(holder, -ground.minutes[post])
    best, to = 0, holder
    for member in ground.candidates[post]:
        if member == holder:
            continue
        more = board.price(post, member) + board.price_above(member, ground.minutes[post]) - now
        # what it costs comes first: whether they can hold it takes longer to find out
        if more < best and board.fits(post, member):
            best, to = more, member
    if to == holder:
        return False
    board.lift(post)
    board.place(post, to)
    return True


def _traded(board: Board, post: int) -> bool:
    """Trade it for a post of somebody else, the first trade that is worth it."""
    ground = board.ground
    holder = board.held[post]
    minutes = ground.minutes[post]
    for member in ground.candidates[post]:
        if member == holder:
            continue
        for other in bits(board.of[member] & ground.reach[holder]):
            group = ground.posts[post].group
            if other in ground.pinned or (group and group == ground.posts[other].group):
                continue  # within a group a trade changes nothing, and the prices below would say that it does
            more = ground.minutes[other] - minutes
            saved = (
                board.price(post, holder)
                + board.price(other, member)
                - board.price_above(holder, more)
                - board.price_above(member, -more)
                - board.price(post, member)
                - board.price(other, holder)
            )
            if saved > 0 and _trade(board, post, other):
                return True
    return False


def _trade(board: Board, post: int, other: int) -> bool:
    holder, member = board.lift(post), board.lift(other)
    if board.fits(post, member) and board.fits(other, holder):
        board.place(post, member)
        board.place(other, holder)
        return True
    board.place(post, holder)
    board.place(other, member)
    return False


__all__ = ["smooth"]
