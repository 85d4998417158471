"""The staff of an office: their list, what they answered about posts, which they hold, and their personal links.

All but the links and the readings of calendars is only added to; the last row of each kind counts.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from logistics.store import tables
from logistics.store.errors import ListChangedMeanwhile, OfferMoved, Taken
from logistics.store.events import queue
from logistics.store.rows import add, add_if_new, change

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class KeptList:
    """One state of the staff list: the text of a staff file."""

    number: int
    text: str
    at: Instant
    by: str
    summary: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered about a post of an event; ``answer`` is None where an earlier one is taken back."""

    event_id: str
    person: str
    post: str
    answer: str | None
    note: str
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who holds a post of an event from then on; ``person`` is None where it is open again.

    ``state`` is how far it is (assigned, accepted, declined), ``reason`` why somebody declined or a rule was set aside.
    ``begins``, ``ends`` and ``place`` are as its holder was told. Those of one ``batch`` were made together.
    """

    event_id: str
    post: str
    person: str | None
    state: str
    pinned: bool
    reason: str
    at: Instant
    by: str
    begins: Instant | None = None
    ends: Instant | None = None
    place: str | None = None
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """How far the offer of a post is. ``taker`` would take it, and give ``in_return`` for it, one of their posts."""

    event_id: str
    post: str
    person: str
    state: str
    taker: str | None
    in_return: str | None
    reason: str
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """What was said of a post by hand, as a staff file says it; ``text`` is None where that is taken back."""

    event_id: str
    post: str
    text: str | None
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether the staff are asked about an event, and until which day (2017-12-12, or empty) they are to answer."""

    event_id: str
    open: bool
    until: str
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The busy times of somebody's own calendar. ``at`` is when it was last read well, 0 for never.

    ``problem`` is why the last try did not go well; the times are then those of before.
    """

    person: str
    at: Instant
    busy: tuple[tuple[Instant, Instant], ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StaffLink:
    """A personal link of somebody of the staff. Only the SHA-256 of its token is kept."""

    token_hash: str
    id: str
    person: str
    made_at: Instant
    made_by: str
    revoked_at: Instant | None = None
    used_at: Instant | None = None


def _columns(table: Table, kind: type[DataclassInstance]) -> tuple[Any, ...]:
    return tuple(table.c[field.name] for field in fields(kind))


_TURN: Final = 5_714_203
"""The key of the lock; any number, the same in all processes."""
_LIST: Final = _columns(tables.staff_lists, KeptList)
_ANSWERED: Final = _columns(tables.post_answers, Answered)
_ASSIGNMENT: Final = _columns(tables.assignments, Assignment)
_LINK: Final = _columns(tables.staff_links, StaffLink)
_SWAP: Final = _columns(tables.swaps, Swap)
_BY_HAND: Final = _columns(tables.posts_by_hand, ByHand)
_ASKING: Final = _columns(tables.askings, Asking)
_READING: Final = _columns(tables.calendar_readings, Reading)


def add_list(c: Connection, base: int, text: str, *, at: Instant, by: str, summary: str) -> KeptList:
    """Add the next state of the staff list, where ``base`` is the last (0 where there is none).

    Raises ListChangedMeanwhile, and Unstorable.
    """
    last = last_list(c)
    made = KeptList(base + 1, text, at, by, summary)
    if (last.number if last else 0) != base or not add_if_new(c, tables.staff_lists, **asdict(made)):
        raise ListChangedMeanwhile
    return made


def last_list(c: Connection) -> KeptList | None:
    """The staff list as it stands; None where there is none yet."""
    row = c.execute(_newest_first().limit(1)).first()
    return None if row is None else KeptList(*row)


def list_of(c: Connection, number: int) -> KeptList | None:
    """One state of the staff list; None where there is no such."""
    row = c.execute(select(*_LIST).where(tables.staff_lists.c.number == number)).first()
    return None if row is None else KeptList(*row)


def _newest_first() -> Select[Any]:
    return select(*_LIST).order_by(tables.staff_lists.c.number.desc())


def answer(c: Connection, said: Answered) -> None:
    """Add an answer. Raises NoSuchEvent, and Unstorable."""
    queue(c, said.event_id)
    add(c, tables.post_answers, **asdict(said))


def answers(c: Connection, event_id: str) -> tuple[Answered, ...]:
    """The last answer of each person about each post of an event that was not taken back, as they were given."""
    table = tables.post_answers
    rows = c.execute(
        select(*_ANSWERED)
        .where(table.c.id.in_(_last(table, event_id, table.c.person, table.c.post)))
        .where(table.c.answer.is_not(None))
        .order_by(table.c.id)
    )
    return tuple(Answered(*row) for row in rows)


def take_turn(c: Connection) -> None:
    """Wait until no other transaction decides who holds what, and keep the turn to the end of this one.

    SQLite has one writer at a time anyway.
    """
    if c.dialect.name == "postgresql":
        c.execute(select(func.pg_advisory_xact_lock(_TURN)))


def assign(c: Connection, made: Assignment, *, instead_of: str | None) -> None:
    """Give a post to somebody, or open it, where ``instead_of`` holds it now (None: nobody).

    Of several at once for one post one gets it. Raises Taken, NoSuchEvent, and Unstorable.
    """
    queue(c, made.event_id)
    now = holder(c, made.event_id, made.post)
    if now != instead_of:
        raise Taken(now)
    add(c, tables.assignments, **asdict(made))


def holder(c: Connection, event_id: str, post: str) -> str | None:
    """Who holds a post now; None where nobody does."""
    table = tables.assignments.c
    last = select(table.person).where(table.event_id == event_id, table.post == post)
    person: str | None = c.scalar(last.order_by(table.id.desc()).limit(1))
    return person


def last_assigned(c: Connection, event_id: str) -> tuple[Assignment, ...]:
    """What was decided last of each post of an event, also where that was to open it, as it came."""
    table = tables.assignments
    rows = c.execute(
        select(*_ASSIGNMENT).where(table.c.id.in_(_last(table, event_id, table.c.post))).order_by(table.c.id)
    )
    return tuple(Assignment(*row) for row in rows)


def assigned_before(c: Connection, event_id: str) -> tuple[Assignment, ...]:
    """Every assignment that ever was made for an event, newest first."""
    table = tables.assignments.c
    rows = c.execute(select(*_ASSIGNMENT).where(table.event_id == event_id).order_by(table.id.desc()))
    return tuple(Assignment(*row) for row in rows)


def swap(c: Connection, made: Swap, *, after: str | None) -> None:
    """Bring the offer of a post a step further, where ``after`` is how far it is now (None: it was never offered).

    Raises OfferMoved, NoSuchEvent, and Unstorable.
    """
    queue(c, made.event_id)
    last = next((one for one in swaps(c, made.event_id) if one.post == made.post), None)
    if (last.state if last else None) != after:
        raise OfferMoved
    add(c, tables.swaps, **asdict(made))


def swaps(c: Connection, event_id: str) -> tuple[Swap, ...]:
    """How far the last offer of each post of an event is, as they came."""
    table = tables.swaps
    rows = c.execute(
        select(*_SWAP).where(table.c.id.in_(_last(table, event_id, table.c.post))).order_by(table.c.id)
    )
    return tuple(Swap(*row) for row in rows)


def say_by_hand(c: Connection, said: ByHand) -> None:
    """Say something of a post by hand, or take it back. Raises NoSuchEvent, and Unstorable."""
    queue(c, said.event_id)
    add(c, tables.posts_by_hand, **asdict(said))


def by_hand(c: Connection, event_id: str) -> tuple[ByHand, ...]:
    """What stands of an event's posts by hand, as it was said."""
    table = tables.posts_by_hand
    rows = c.execute(
        select(*_BY_HAND)
        .where(table.c.id.in_(_last(table, event_id, table.c.post)), table.c.text.is_not(None))
        .order_by(table.c.id)
    )
    return tuple(ByHand(*row) for row in rows)


def ask(c: Connection, made: Asking) -> None:
    """Begin or end asking the staff about an event. Raises NoSuchEvent, and Unstorable."""
    queue(c, made.event_id)
    add(c, tables.askings, **asdict(made))


def asking(c: Connection, event_id: str) -> Asking | None:
    """How the staff are asked about an event; None where they never were."""
    table = tables.askings.c
    last = select(*_ASKING).where(table.event_id == event_id).order_by(table.id.desc()).limit(1)
    row = c.execute(last).first()
    return None if row is None else Asking(*row)


def ever_by_hand(c: Connection, event_id: str) -> frozenset[str]:
    """The ids of all posts of which something was ever said by hand, also where it was taken back."""
    table = tables.posts_by_hand.c
    return frozenset(c.scalars(select(table.post).where(table.event_id == event_id).distinct()))


def keep_reading(c: Connection, made: Reading) -> None:
    """Keep what was read of somebody's calendar in the place of what was read before. Raises Unstorable."""
    values = {**asdict(made), "busy": json.dumps(made.busy)}
    table = tables.calendar_readings
    if not add_if_new(c, table, **values):
        change(c, table, table.c.person == made.person, **values)


def readings(c: Connection) -> tuple[Reading, ...]:
    """What was last read of everybody's calendar, by person."""
    rows = c.execute(select(*_READING).order_by(tables.calendar_readings.c.person))
    return tuple(
        Reading(person, at, tuple((begins, ends) for begins, ends in json.loads(busy)), problem)
        for person, at, busy, problem in rows
    )


def _last(table: Table, event_id: str, *each: ColumnElement[Any]) -> Select[Any]:
    return select(func.max(table.c.id)).where(table.c.event_id == event_id).group_by(*each)


def add_link(c: Connection, made: StaffLink) -> None:
    """Add a personal link. Raises Unstorable."""
    add(c, tables.staff_links, **asdict(made))


def link_of(c: Connection, token_hash: str) -> StaffLink | None:
    """The link of a token, also a revoked one; None where there is no such."""
    row = c.execute(select(*_LINK).where(tables.staff_links.c.token_hash == token_hash)).first()
    return None if row is None else StaffLink(*row)


def links(c: Connection) -> tuple[StaffLink, ...]:
    """All personal links that stand, by person, the newest first."""
    table = tables.staff_links.c
    rows = c.execute(
        select(*_LINK)
        .where(table.revoked_at.is_(None))
        .order_by(table.person, table.made_at.desc(), table.id)
    )
    return tuple(StaffLink(*row) for row in rows)


def revoke_links(c: Connection, person: str, at: Instant) -> int:
    """Make all links of somebody open nothing from here on; gives how many stood."""
    table = tables.staff_links
    return change(c, table, table.c.person == person, table.c.revoked_at.is_(None), revoked_at=at)


def mark_used(c: Connection, token_hash: str, at: Instant) -> None:
    """Note that somebody has opened their link."""
    change(c, tables.staff_links, tables.staff_links.c.token_hash == token_hash, used_at=at)
