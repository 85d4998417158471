"""Letters: what the office writes to people, kept before it is sent, so that none is lost and none is sent twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, select

from logistics.store import tables
from logistics.store.rows import add_if_new, change

if TYPE_CHECKING:
    from logistics.moments import Instant

WAITING, SENDING, SENT, FAILED, DROPPED = "waiting", "sending", "sent", "failed", "dropped"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """One mail about one entry of somebody's calendar, and how far it is.

    ``state`` is waiting, sending, sent, failed, or dropped where a later letter made it needless before it left. One
    that is found sending by nobody may or may not have arrived. ``told`` is what it says, as JSON.
    """

    id: str
    event_id: str
    post: str
    person: str
    address: str
    uid: str
    sequence: int
    method: str
    told: str
    subject: str
    mail: str
    state: str
    made_at: Instant
    next_at: Instant
    tries: int = 0
    problem: str = ""


_T: Final = tables.letters
_LETTER: Final = tuple(_T.c[field.name] for field in fields(KeptLetter))


def add_letter(c: Connection, made: KeptLetter) -> bool:
    """Add a letter; False where another process wrote the same one. Raises Unstorable."""
    return add_if_new(c, _T, **asdict(made))


def letters(c: Connection, event_id: str | None = None) -> tuple[KeptLetter, ...]:
    """All letters, or those about an event, by when they were written."""
    query = select(*_LETTER).order_by(_T.c.made_at, _T.c.id)
    rows = c.execute(query if event_id is None else query.where(_T.c.event_id == event_id))
    return tuple(KeptLetter(*row) for row in rows)


def not_arrived(c: Connection) -> tuple[KeptLetter, ...]:
    """The letters that failed, or that somebody has in hand, by when they were written."""
    query = select(*_LETTER).where(_T.c.state.in_((SENDING, FAILED))).order_by(_T.c.made_at, _T.c.id)
    return tuple(KeptLetter(*row) for row in c.execute(query))


def letter(c: Connection, letter_id: str) -> KeptLetter | None:
    """A letter by its id; None where there is no such."""
    row = c.execute(select(*_LETTER).where(_T.c.id == letter_id)).first()
    return None if row is None else KeptLetter(*row)


def about(c: Connection, uid: str, address: str) -> tuple[KeptLetter, ...]:
    """The letters about one entry to one reader, by sequence. Capitals make no other reader."""
    same = (_T.c.uid == uid, func.lower(_T.c.address) == address.lower())
    rows = c.execute(select(*_LETTER).where(*same).order_by(_T.c.sequence))
    return tuple(KeptLetter(*row) for row in rows)


def due(c: Connection, now: Instant) -> tuple[KeptLetter, ...]:
    """The letters that wait and may be sent now, the oldest first."""
    query = select(*_LETTER).where(_T.c.state == WAITING, _T.c.next_at <= now)
    return tuple(KeptLetter(*row) for row in c.execute(query.order_by(_T.c.made_at, _T.c.id)))


def claim(c: Connection, letter_id: str, now: Instant) -> bool:
    """Take a letter that waits to send it. Of several at once one gets True."""
    return change(c, _T, _T.c.id == letter_id, _T.c.state == WAITING, state=SENDING, next_at=now) == 1


def settle(
    c: Connection, letter_id: str, state: str, *, tries: int, next_at: Instant, problem: str = ""
) -> None:
    """Note how sending a letter ended."""
    change(c, _T, _T.c.id == letter_id, state=state, tries=tries, next_at=next_at, problem=problem)


def drop(c: Connection, letter_ids: Iterable[str]) -> None:
    """Let letters that still wait never be sent: a later one says it all."""
    for letter_id in letter_ids:
        change(c, _T, _T.c.id == letter_id, _T.c.state == WAITING, state=DROPPED)
