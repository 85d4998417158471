"""Filling one post again, as after somebody dropped out, by the fewest changes and nothing else."""

from __future__ import annotations

from logistics.moments import Instant
from logistics.operations.office import Office, Refused
from logistics.operations.staffing.holding import Move
from logistics.operations.staffing.proposals import apply
from logistics.operations.staffing.situations import Situation, situation
from logistics.roster.refilling import refill


def filling(here: Situation, post: str) -> tuple[Move, ...]:
    """The fewest moves, three at most, after which an open post is held and no other is open; nothing without such."""
    found = refill(here.question, here.held, here.duty(post).post)
    return tuple(Move(one.post, one.was, one.now) for one in found)


def as_shown(moves: tuple[Move, ...]) -> str:
    """What a page shows of these moves, as a form sends it back."""
    return " ".join(f"{move.post}:{move.was or ''}:{move.now or ''}" for move in moves)


def fill(office: Office, event_id: str, post: str, shown: str, by: str, now: Instant) -> str:
    """Make the moves that were shown, and give the id by which they can be undone.

    Raises Refused where others would be made by now, or none.
    """
    moves = filling(situation(office, event_id), post)
    if not moves or as_shown(moves) != shown:
        raise Refused("Something changed meanwhile, so nothing was done. Look at the list again.", "post")
    return apply(office, event_id, moves, by, now)


__all__ = ["as_shown", "fill", "filling"]
