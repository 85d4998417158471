"""The staff of an office: their list, what they answered about posts, which they hold, and their personal links.

The list, the answers and the assignments are only added to; the last row of each kind counts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from logistics.store import tables
from logistics.store.errors import ListChangedMeanwhile, Taken
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
    """

    event_id: str
    post: str
    person: str | None
    state: str
    pinned: bool
    reason: str
    at: Instant
    by: str


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


_LIST: Final = _columns(tables.staff_lists, KeptList)
_ANSWERED: Final = _columns(tables.post_answers, Answered)
_ASSIGNMENT: Final = _columns(tables.assignments, Assignment)
_LINK: Final = _columns(tables.staff_links, StaffLink)


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


def lists(c: Connection) -> tuple[KeptList, ...]:
    """All states of the staff list, newest first."""
    return tuple(KeptList(*row) for row in c.execute(_newest_first()))


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


def assignments(c: Connection, event_id: str) -> tuple[Assignment, ...]:
    """Who holds which post of an event now, as they were given."""
    table = tables.assignments
    rows = c.execute(
        select(*_ASSIGNMENT)
        .where(table.c.id.in_(_last(table, event_id, table.c.post)), table.c.person.is_not(None))
        .order_by(table.c.id)
    )
    return tuple(Assignment(*row) for row in rows)


def assigned_before(c: Connection, event_id: str) -> tuple[Assignment, ...]:
    """Every assignment that ever was made for an event, newest first."""
    table = tables.assignments.c
    rows = c.execute(select(*_ASSIGNMENT).where(table.event_id == event_id).order_by(table.id.desc()))
    return tuple(Assignment(*row) for row in rows)


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
