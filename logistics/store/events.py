"""Events: their revisions, what of them is public, and what was seen to happen. All three are only added to.

Those who add to one event at the same time do so one after the other. A change that was made from a revision that
is no longer the last one is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select

from logistics.store import tables
from logistics.store.errors import AlreadyThere, ChangedMeanwhile, NoSuchEvent, NoSuchRevision
from logistics.store.kept import Kept, Observed, Published
from logistics.store.rows import add, add_if_new

if TYPE_CHECKING:
    from logistics.moments import Instant


__all__ = [
    "Kept",
    "Observed",
    "Published",
    "add_event",
    "all_published",
    "append",
    "editions",
    "head",
    "heads",
    "history",
    "observe",
    "observed",
    "publications",
    "publish",
    "published",
    "revision",
]

_KEPT = tuple(tables.revisions.c[name] for name in Kept.__dataclass_fields__)
_PUBLISHED = tuple(tables.publications.c[name] for name in Published.__dataclass_fields__)
_OBSERVED = tuple(tables.observations.c[name] for name in Observed.__dataclass_fields__)


def add_event(c: Connection, event_id: str, text: str, *, at: Instant, by: str, summary: str) -> Kept:
    """Add an event with its first revision. Raises AlreadyThere where the id is taken, and Unstorable."""
    if not add_if_new(c, tables.events, id=event_id, made_at=at, made_by=by):
        raise AlreadyThere(f"There is an event “{event_id}” already. Give this one another id.")
    return _add_revision(c, Kept(event_id, 1, text, at, by, summary))


def append(  # noqa: PLR0913 - what is changed, to what, and who says so when and why: nothing can be left out
    c: Connection, event_id: str, base: int, text: str, *, at: Instant, by: str, summary: str
) -> Kept:
    """Add the revision that follows ``base``.

    Raises ChangedMeanwhile where ``base`` is not the last one, NoSuchEvent, and Unstorable.
    """
    queue(c, event_id)
    last = head(c, event_id)
    if last is None:
        raise _no_event(event_id)
    if last.number != base:
        raise ChangedMeanwhile(last, base)
    return _add_revision(c, Kept(event_id, base + 1, text, at, by, summary))


def _add_revision(c: Connection, kept: Kept) -> Kept:
    add(c, tables.revisions, **asdict(kept))
    return kept


def queue(c: Connection, event_id: str) -> None:
    """Wait until no other transaction adds to the event, and hold it to the end of this one. Raises NoSuchEvent.

    SQLite has one writer at a time anyway.
    """
    event = select(tables.events.c.id).where(tables.events.c.id == event_id).with_for_update(key_share=True)
    if c.execute(event).first() is None:
        raise _no_event(event_id)


def _no_event(event_id: str) -> NoSuchEvent:
    return NoSuchEvent(f"There is no event “{event_id}”. See the list of events for its id.")


def head(c: Connection, event_id: str) -> Kept | None:
    """The last revision of an event; None where there is no such event."""
    row = c.execute(_newest_first(event_id).limit(1)).first()
    return None if row is None else Kept(*row)


def history(c: Connection, event_id: str) -> tuple[Kept, ...]:
    """All revisions of an event, newest first."""
    return tuple(Kept(*row) for row in c.execute(_newest_first(event_id)))


def _newest_first(event_id: str) -> Select[Any]:
    revisions = tables.revisions.c
    return select(*_KEPT).where(revisions.event_id == event_id).order_by(revisions.number.desc())


def revision(c: Connection, event_id: str, number: int) -> Kept | None:
    """One revision of an event; None where there is no such."""
    revisions = tables.revisions.c
    which = select(*_KEPT).where(revisions.event_id == event_id, revisions.number == number)
    row = c.execute(which).first()
    return None if row is None else Kept(*row)


def heads(c: Connection) -> tuple[Kept, ...]:
    """The last revision of each event, by id."""
    revisions = tables.revisions.c
    last = (
        select(revisions.event_id, func.max(revisions.number).label("number"))
        .group_by(revisions.event_id)
        .subquery()
    )
    same = (revisions.event_id == last.c.event_id) & (revisions.number == last.c.number)
    rows = c.execute(select(*_KEPT).join(last, same).order_by(revisions.event_id))
    return tuple(Kept(*row) for row in rows)


def publish(
    c: Connection,
    event_id: str,
    revision: int | None,
    *,
    at: Instant,
    by: str,
    reasons: Mapping[str, object],
) -> Published:
    """Make a revision the public one, or take the event back from the public (None).

    Raises NoSuchEvent, NoSuchRevision, and Unstorable.
    """
    queue(c, event_id)
    if revision is not None and not _is_there(c, event_id, revision):
        raise NoSuchRevision(f"The event “{event_id}” has no revision {revision}. See its history.")
    last = published(c, event_id)
    made = Published(event_id, last.number + 1 if last else 1, revision, at, by, dict(reasons))
    add(c, tables.publications, **asdict(made) | {"reasons": json.dumps(made.reasons, ensure_ascii=False)})
    return made


def _is_there(c: Connection, event_id: str, number: int) -> bool:
    revisions = tables.revisions.c
    which = select(revisions.number).where(revisions.event_id == event_id, revisions.number == number)
    return c.execute(which).first() is not None


def published(c: Connection, event_id: str) -> Published | None:
    """The last publication of an event, which may be that it was taken back; None where it never was public."""
    row = c.execute(_last_publications(event_id).limit(1)).first()
    return None if row is None else _published(row)


def publications(c: Connection, event_id: str) -> tuple[Published, ...]:
    """All publications of an event, newest first."""
    return tuple(_published(row) for row in c.execute(_last_publications(event_id)))


def editions(c: Connection, event_id: str, last: int) -> tuple[str, ...]:
    """The texts that were published of an event, up to the publication of a number, the oldest first."""
    published, revisions = tables.publications.c, tables.revisions.c
    same = (revisions.event_id == published.event_id) & (revisions.number == published.revision)
    rows = c.execute(
        select(revisions.text)
        .select_from(tables.publications.join(tables.revisions, same))
        .where(published.event_id == event_id, published.number <= last)
        .order_by(published.number)
    )
    return tuple(row[0] for row in rows)


def _last_publications(event_id: str) -> Select[Any]:
    publications = tables.publications.c
    return select(*_PUBLISHED).where(publications.event_id == event_id).order_by(publications.number.desc())


def all_published(c: Connection) -> tuple[Published, ...]:
    """The last publication of each event that ever was public, by id; also where it was taken back."""
    publications = tables.publications.c
    last = (
        select(publications.event_id, func.max(publications.number).label("number"))
        .group_by(publications.event_id)
        .subquery()
    )
    same = (publications.event_id == last.c.event_id) & (publications.number == last.c.number)
    rows = c.execute(select(*_PUBLISHED).join(last, same).order_by(publications.event_id))
    return tuple(_published(row) for row in rows)


def _published(row: Sequence[Any]) -> Published:
    event_id, number, revision, at, by, reasons = row
    return Published(event_id, number, revision, at, by, json.loads(reasons))


def observe(
    c: Connection, event_id: str, point: str, happened: Instant | None, *, at: Instant, by: str
) -> Observed:
    """Add when a point was seen to happen, or that an earlier observation of it is taken back (None).

    Raises NoSuchEvent, and Unstorable.
    """
    queue(c, event_id)
    made = Observed(event_id, point, happened, at, by)
    add(c, tables.observations, **asdict(made))
    return made


def observed(c: Connection, event_id: str) -> tuple[Observed, ...]:
    """The last observation of each point of an event that was not taken back, in the order they were made."""
    observations = tables.observations.c
    last = (
        select(func.max(observations.id))
        .where(observations.event_id == event_id)
        .group_by(observations.point)
    )
    rows = c.execute(
        select(*_OBSERVED)
        .where(observations.id.in_(last), observations.happened.is_not(None))
        .order_by(observations.id)
    )
    return tuple(Observed(*row) for row in rows)
