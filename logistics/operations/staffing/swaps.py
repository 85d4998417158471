"""Swaps: somebody offers a post of theirs, a colleague would take it, and the coordinator settles it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from logistics.moments import Instant
from logistics.operations.office import Office, Refused, one_line
from logistics.operations.staffing.holding import Move, NotFit, give, made_of
from logistics.operations.staffing.situations import (
    ACCEPTED,
    APPROVED,
    OFFERED,
    TAKEN,
    TURNED_DOWN,
    WITHDRAWN,
    Situation,
    situation,
)
from logistics.operations.staffing.turns import turn
from logistics.roster.reasons import Reason, why_not
from logistics.store import staff as kept
from logistics.store.errors import OfferMoved
from logistics.store.guarding import Connection
from logistics.store.journal import note
from logistics.store.staff import Swap

_NOT_YOURS: Final = "This post is not yours, so it cannot be offered. Load the page anew."
_NO_OFFER: Final = "This post is not offered any more. Look at the list again."


def offer(office: Office, event_id: str, post: str, person: str, reason: str, now: Instant) -> None:
    """Offer a post that one holds to the others; it stays with them until somebody takes it and it is approved."""
    said = one_line(reason, "reason")
    with turn(office) as connection:
        here = situation(office, event_id)
        here.duty(post)
        if here.held.get(post) != person:
            raise Refused(_NOT_YOURS, "post")
        if here.offer(post):
            raise Refused("This post is offered already.", "post")
        _bring(connection, here, Swap(event_id, post, person, OFFERED, None, None, said, now, person))


def withdraw(office: Office, event_id: str, post: str, person: str, now: Instant) -> None:
    """Take an offer back. Raises Refused."""
    with turn(office) as connection:
        here = situation(office, event_id)
        last = _offer(here, post)
        if last.person != person:
            raise Refused(_NO_OFFER, "post")
        _bring(connection, here, replace(last, state=WITHDRAWN, at=now, by=person))


def take(office: Office, event_id: str, post: str, person: str, in_return: str, now: Instant) -> None:
    """Say that one would take an offered post, and give ``in_return`` for it (empty for nothing).

    Raises NotFit where a rule stands against it, Refused where it is not offered any more. What stands against the
    colleague's side of it is nobody else's business.
    """
    with turn(office) as connection:
        here = situation(office, event_id)
        last = _offer(here, post)
        if last.state == TAKEN or last.person == person:
            raise Refused(_NO_OFFER, "post")
        if in_return and here.held.get(in_return) != person:
            raise Refused("You can only give a post that you hold.", "in_return")
        wanted = replace(last, state=TAKEN, taker=person, in_return=in_return or None, at=now, by=person)
        against = _against(here, wanted)
        if mine := tuple(reason for who, reason in against if who == person):
            raise NotFit(mine)
        if against:
            raise Refused("Your colleague cannot take that post for it. Give another, or none.", "in_return")
        _bring(connection, here, wanted)


def untake(office: Office, event_id: str, post: str, person: str, now: Instant) -> None:
    """Take back that one would take an offered post; it is offered again. Raises Refused."""
    with turn(office) as connection:
        here = situation(office, event_id)
        last = _offer(here, post)
        if last.taker != person or last.state != TAKEN:
            raise Refused(_NO_OFFER, "post")
        back = replace(last, state=OFFERED, taker=None, in_return=None, at=now, by=person)
        _bring(connection, here, back)


def settle(office: Office, event_id: str, post: str, *, approve: bool, by: str, now: Instant) -> None:
    """Approve a swap that somebody would take, which is checked anew, or turn it down. Raises NotFit, Refused."""
    with turn(office) as connection:
        here = situation(office, event_id)
        last = _offer(here, post)
        if approve:
            _approve(connection, here, last, by, now)
        else:
            _bring(connection, here, replace(last, state=TURNED_DOWN, at=now, by=by))


def _approve(connection: Connection, here: Situation, last: Swap, by: str, now: Instant) -> None:
    if last.state != TAKEN or last.taker is None:
        raise Refused("Nobody has taken this offer yet.", "post")
    if against := _against(here, last):
        raise NotFit(tuple(reason for _, reason in against))
    moves = [Move(last.post, last.person, last.taker)]
    if last.in_return:
        moves.append(Move(last.in_return, last.taker, last.person))
    _bring(connection, here, replace(last, state=APPROVED, at=now, by=by))
    for move in moves:
        made = made_of(here, move, by, now)
        asked_for = move.now == last.taker  # who asks for a post will be there
        give(connection, replace(made, state=ACCEPTED) if asked_for else made, move.was)


def _offer(here: Situation, post: str) -> Swap:
    here.duty(post)
    found = here.offer(post)
    if found is None:
        raise Refused(_NO_OFFER, "post")
    return found


def _against(here: Situation, swap: Swap) -> tuple[tuple[str, Reason], ...]:
    """What stands against a swap, by whom it is about, once both posts have changed hands."""
    changed = {swap.post: swap.taker or "", **({swap.in_return: swap.person} if swap.in_return else {})}
    after = {**here.held, **changed}
    return tuple(
        (who, reason)
        for post, who in changed.items()
        for reason in why_not(
            here.question,
            {other: holder for other, holder in after.items() if other != post},
            here.member(who),
            here.duty(post).post,
        )
    )


def _bring(connection: Connection, here: Situation, made: Swap) -> None:
    last = here.swaps.get(made.post)
    try:
        kept.swap(connection, made, after=last.state if last else None)
    except OfferMoved as moved:
        raise Refused(str(moved), "post") from moved
    detail = {"post": made.post, "state": made.state, "person": made.person, "taker": made.taker}
    note(connection, at=made.at, by=made.by, did="offered a post", event_id=made.event_id, detail=detail)


__all__ = ["offer", "settle", "take", "untake", "withdraw"]
