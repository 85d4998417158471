"""A roster at once: the posts with the fewest people first, each to whoever it costs least and who has least to do.

A post that nobody is left for takes somebody from another post, where that one can go to somebody else or is worth
less. It proves nothing, and needs no solver.
"""

from __future__ import annotations

from collections.abc import Iterable

from logistics.roster.chains import in_the_way
from logistics.roster.ground import NOBODY, Board, Ground
from logistics.roster.problem import Problem, Roster
from logistics.roster.rules import cost

ROUNDS = 4
"""How often swaps are tried for all open posts; a swap may make room for another."""


def greedy(problem: Problem) -> Roster:
    """A roster that keeps every rule, at once."""
    ground = Ground(problem)
    held = ground.named(place(ground).held)
    total, bound = cost(problem, held), unavoidable(ground)
    return Roster(held, total, bound, total == bound)


def unavoidable(ground: Ground) -> int:
    """What every roster costs, each post looked at alone."""
    return sum(alone(ground, post) for post in range(len(ground.posts)))


def alone(ground: Ground, post: int) -> int:
    """What a post costs at least: nobody can hold it, nobody wants to, or whoever held it cannot."""
    pinned = ground.pinned.get(post)
    if pinned is not None:
        return ground.own_cost(post, pinned)
    return min(
        [ground.open_cost(post), *(ground.own_cost(post, member) for member in ground.candidates[post])]
    )


def place(ground: Ground) -> Board:
    """Place people: pins as they are, then those who hold a post where they still can, then the scarcest first."""
    board = Board(ground, ground.pinned)
    scarcest = sorted(
        (post for post in range(len(ground.posts)) if post not in board.held),
        key=lambda post: (len(ground.candidates[post]), -ground.posts[post].weight, post),
    )
    for post in scarcest:
        holder = ground.holder.get(post, NOBODY)
        if holder != NOBODY and ground.reach[holder] >> post & 1 and board.fits(post, holder):
            board.place(post, holder)
    _fill(board, (post for post in scarcest if post not in board.held))
    heaviest = sorted(scarcest, key=lambda post: (-ground.posts[post].weight, post))
    for _ in range(ROUNDS):
        if not sum(_swap(board, post) for post in heaviest if post not in board.held):
            break
    return board


def _fill(board: Board, posts: Iterable[int]) -> None:
    for post in posts:
        for member in board.cheapest_first(post):
            if board.fits(post, member):
                board.place(post, member)
                break


def _swap(board: Board, post: int) -> bool:
    """Fill an open post by taking one other post from somebody, which goes to somebody else or is worth less."""
    ground = board.ground
    weight = ground.posts[post].weight
    worth_less: tuple[int, int] | None = None
    for member in board.cheapest_first(post):
        if board.fits(post, member):
            board.place(post, member)
            return True
        for other in in_the_way(board, post, member):
            board.lift(other)
            if board.fits(post, member):
                board.place(post, member)
                _fill(board, [other])
                if other in board.held:
                    return True
                board.lift(post)
                if ground.posts[other].weight < weight:
                    worth_less = worth_less or (member, other)
            board.place(other, member)
    if worth_less is None:
        return False
    member, other = worth_less
    board.lift(other)
    board.place(post, member)
    return True


__all__ = ["alone", "greedy", "place", "unavoidable"]
