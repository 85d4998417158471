"""Guests: who of the press is invited to an event by mail, and what they answered."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, or_, select

from logistics.store import tables
from logistics.store.rows import add, add_if_new, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is invited by mail, as one audience. ``removed_at`` is since when they are not any more."""

    id: str
    event_id: str
    name: str
    address: str
    audience: str
    made_at: Instant
    made_by: str
    removed_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class GuestAnswer:
    """What a guest answered to one entry. ``sequence`` is that of the letter, ``stamp`` when by their clock."""

    guest: str
    uid: str
    said: str
    comment: str
    sequence: int
    stamp: Instant
    at: Instant


_G: Final = tables.guests
_A: Final = tables.guest_answers
_GUEST: Final = tuple(_G.c[field.name] for field in fields(Guest))
_ANSWER: Final = tuple(_A.c[field.name] for field in fields(GuestAnswer))


def add_guest(c: Connection, guest: Guest) -> None:
    """Add somebody. Raises Unstorable."""
    add(c, _G, **asdict(guest))


def guests(c: Connection, event_id: str) -> tuple[Guest, ...]:
    """All who are or were invited to an event, by name."""
    rows = c.execute(select(*_GUEST).where(_G.c.event_id == event_id).order_by(_G.c.name, _G.c.id))
    return tuple(Guest(*row) for row in rows)


def remove_guest(c: Connection, event_id: str, guest_id: str, at: Instant) -> bool:
    """Invite somebody no more; False where they were not."""
    which = (_G.c.id == guest_id, _G.c.event_id == event_id, _G.c.removed_at.is_(None))
    return change(c, _G, *which, removed_at=at) == 1


def guest_answers(c: Connection, event_id: str) -> tuple[GuestAnswer, ...]:
    """What the guests of an event answered."""
    joined = select(*_ANSWER).select_from(tables.guest_answers.join(tables.guests))
    rows = c.execute(joined.where(_G.c.event_id == event_id).order_by(_A.c.guest, _A.c.uid))
    return tuple(GuestAnswer(*row) for row in rows)


def keep_guest_answer(c: Connection, given: GuestAnswer) -> bool:
    """Keep an answer, unless one is kept already that answers a later letter, or the same letter later.

    Raises Unstorable.
    """
    if add_if_new(c, _A, **asdict(given)):
        return True
    own = (_A.c.guest == given.guest, _A.c.uid == given.uid)
    older = or_(
        _A.c.sequence < given.sequence, (_A.c.sequence == given.sequence) & (_A.c.stamp < given.stamp)
    )
    values = {key: value for key, value in asdict(given).items() if key not in ("guest", "uid")}
    return change(c, _A, *own, older, **values) == 1
