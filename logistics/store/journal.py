"""The journal: who did what and when, only added to; and the answers given to requests that may come twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select

from logistics.store import tables
from logistics.store.errors import AlreadyThere
from logistics.store.rows import add, add_if_new, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. ``detail`` holds what JSON can hold, and never a secret."""

    id: int
    at: Instant
    by: str
    did: str
    event_id: str | None
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request, so that the same request a second time gets the same answer.

    ``request_hash`` tells whether it is the same request or only the same key.
    """

    key: str
    user_name: str
    request_hash: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: Instant


_ENTRY = tuple(tables.journal.c[name] for name in Entry.__dataclass_fields__)
_ANSWER = tuple(tables.answers.c[name] for name in Answer.__dataclass_fields__)


def note(
    c: Connection,
    *,
    at: Instant,
    by: str,
    did: str,
    event_id: str | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Add an entry. Raises Unstorable."""
    told = json.dumps(dict(detail or {}), ensure_ascii=False)
    add(c, tables.journal, at=at, by=by, did=did, event_id=event_id, detail=told)


def entries(
    c: Connection, *, event_id: str | None = None, limit: int = 200, before: int | None = None
) -> tuple[Entry, ...]:
    """The newest entries first: of one event or of all, at most ``limit``, those with an id below ``before``."""
    journal = tables.journal.c
    which = select(*_ENTRY).order_by(journal.id.desc()).limit(limit)
    if event_id is not None:
        which = which.where(journal.event_id == event_id)
    if before is not None:
        which = which.where(journal.id < before)
    return tuple(_entry(row) for row in c.execute(which))


def _entry(row: Sequence[Any]) -> Entry:
    number, at, by, did, event_id, detail = row
    return Entry(number, at, by, did, event_id, json.loads(detail))


def answer(c: Connection, key: str, user_name: str) -> Answer | None:
    """What was answered to a user under a key."""
    answers = tables.answers.c
    row = c.execute(select(*_ANSWER).where(answers.key == key, answers.user_name == user_name)).first()
    if row is None:
        return None
    key, user_name, request_hash, status, headers, body, at = row
    return Answer(key, user_name, request_hash, status, json.loads(headers), bytes(body), at)


def keep_answer(c: Connection, given: Answer) -> None:
    """Keep an answer. Of several at once under the same key, one is kept; the others raise AlreadyThere.

    Who gets AlreadyThere is to save nothing else in this transaction. Raises Unstorable.
    """
    values = {column.name: getattr(given, column.name) for column in _ANSWER}
    values["headers"] = json.dumps(dict(given.headers), ensure_ascii=False)
    if not add_if_new(c, tables.answers, **values):
        raise AlreadyThere(f"The request “{given.key}” was answered already. Ask for its answer.")


def change_answer(c: Connection, given: Answer) -> None:
    """Put what was answered in place of what is kept under its key. Raises Unstorable."""
    told = json.dumps(dict(given.headers), ensure_ascii=False)
    answers = tables.answers.c
    which = (answers.key == given.key, answers.user_name == given.user_name)
    change(c, tables.answers, *which, status=given.status, headers=told, body=given.body, at=given.at)


def forget_answers(c: Connection, before: Instant) -> int:
    """Forget the answers given before a moment; gives how many."""
    return c.execute(delete(tables.answers).where(tables.answers.c.at < before)).rowcount
