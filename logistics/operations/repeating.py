"""Requests that may come twice: whoever got no answer asks again, and nothing is done again.

A program gives each request a key of its own (draft-ietf-httpapi-idempotency-key-header-07). What is answered is kept
under the key in the transaction of the change itself: either both are saved or neither. Of several at once, one is
carried out while the others wait for its answer. What was refused changed nothing, so it is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from logistics.moments import HOUR, Instant
from logistics.operations.drafts import TURN
from logistics.operations.office import Office, Refused
from logistics.store import Database, journal
from logistics.store.errors import AlreadyThere
from logistics.store.guarding import Connection
from logistics.store.journal import Answer

LONGEST_KEY: Final = 200
REMEMBERED: Final = 24 * HOUR
"""For how long an answer is kept; after that the key is free again."""

_NOT_YET: Final = 0


class OtherRequest(Refused):
    """A key under which something else was asked before."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another request. Give each request a key of its own."
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the key that its sender chose. ``digest`` tells it from others under the same key."""

    key: str
    by: str
    digest: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered to a request: an HTTP status, headers and a body. It must hold no secret, since it is kept."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def once(office: Office, asked: Asked, act: Callable[[Office], Given], now: Instant) -> Given:
    """The answer to a request, of which ``act`` is carried out only if it was not before.

    ``act`` is to use the office that it is given and no other: all that it writes there is saved with the answer.
    Raises OtherRequest, and whatever ``act`` raises; then nothing is saved or kept.
    """
    with TURN, office.database.writing() as connection:
        journal.forget_answers(connection, now - REMEMBERED)
        try:
            # Whoever asks the same meanwhile waits here, until this transaction ends.
            journal.keep_answer(connection, _answer(asked, Given(_NOT_YET, b""), now))
        except AlreadyThere:
            return _as_before(connection, asked)
        given = act(Office(_Within(office.database, connection)))
        journal.change_answer(connection, _answer(asked, given, now))
    return given


def _answer(asked: Asked, given: Given, now: Instant) -> Answer:
    return Answer(asked.key, asked.by, asked.digest, given.status, given.headers, given.body, now)


def _as_before(connection: Connection, asked: Asked) -> Given:
    found = journal.answer(connection, asked.key, asked.by)
    assert found is not None, "it stood in the way of ours"
    if found.request_hash != asked.digest:
        raise OtherRequest
    return Given(found.status, found.body, found.headers)


class _Within(Database):
    """A database in the midst of a transaction: what is read or written by it is part of that one."""

    def __init__(self, whole: Database, connection: Connection) -> None:
        self.place = whole.place
        self._held = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        yield self._held

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        yield self._held
