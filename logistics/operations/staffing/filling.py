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


def fill(office: Office, event_id: str, post: str, by: str, now: Instant) -> str:
    """Make those moves, and give the id by which they can be undone. Raises Refused where there are none any more."""
    moves = filling(situation(office, event_id), post)
    if not moves:
        raise Refused("Nobody can be moved so that it is held. Look at the list again.", "post")
    return apply(office, event_id, moves, by, now)


__all__ = ["fill", "filling"]
