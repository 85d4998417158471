"""Rosters that nobody has applied yet: looked for in the background, shown as a difference, applied whole, undone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from logistics.moments import Instant
from logistics.operations.accounts.keys import new_key
from logistics.operations.office import Office, Refused
from logistics.operations.staffing.holding import Move, give, made_of
from logistics.operations.staffing.situations import ASSIGNED, Situation, situation
from logistics.operations.staffing.turns import turn
from logistics.roster.problem import Roster
from logistics.roster.solving import solve
from logistics.roster.staffed import Staffed
from logistics.store import runs
from logistics.store import staff as kept
from logistics.store.errors import StoreError
from logistics.store.guarding import Connection
from logistics.store.journal import note
from logistics.store.runs import Run
from logistics.store.staff import Assignment

LONGEST: Final = 600.0
"""Seconds that a search may take at most."""
_EVERY: Final = 0.5
_ROOM: Final = threading.BoundedSemaphore(2)
"""How many searches a process has room for."""
_LOST_AFTER: Final = 60
_MEANWHILE: Final = (
    "Somebody answered, or the plan moved, since this was proposed, and it does not fit any more. "
    "Ask for a new one."
)


class NoSuchProposal(Refused):
    """A proposal that was never asked for, or for another event."""

    def __init__(self) -> None:
        super().__init__("There is no such proposal. Ask for a new one.")


_NOT_ANY_MORE: Final = (
    "Somebody has other posts by now, or is off the list, so the whole roster cannot be undone. "
    "Change single posts instead."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A roster that nobody has applied yet, as a difference from who holds what now.

    ``going_on`` says that a better one is still being looked for, ``lost`` that whoever looked stopped without a word.
    """

    run: Run
    staffed: Staffed
    moves: tuple[Move, ...]
    going_on: bool
    lost: bool

    @property
    def after(self) -> Staffed:
        """The event as it would be staffed, with what others decided since."""
        then = {**self.staffed.held, **{move.post: move.now or "" for move in self.moves}}
        people = self.staffed.people
        return self.staffed.holding({post: who for post, who in then.items() if who in people})


def look(office: Office, event_id: str, seconds: float, by: str, now: Instant) -> str:
    """Begin to look for a roster from how things stand, and give the id of the search; nothing is applied.

    Of one event one search goes on at a time, whoever asks. Raises Refused where as many go on as the machine bears.
    """
    here, search = situation(office, event_id), new_key()[:32]
    with office.database.reading() as connection:
        going_on = runs.running(connection, event_id, now - _LOST_AFTER)
    if going_on is not None:
        return going_on.id
    first = Run(search, event_id, now, by, now, here.held, 0, 0, optimal=False, began=here.held)
    if not _ROOM.acquire(blocking=False):
        raise Refused("Rosters are being looked for already. Wait until one of them has ended.")
    try:
        with office.database.writing() as connection:
            runs.begin_run(connection, first)
    except BaseException:
        _ROOM.release()
        raise
    told = _Telling(office, first)
    threading.Thread(
        target=_search, args=(told, here, min(seconds, LONGEST)), name=f"roster {search[:8]}", daemon=True
    ).start()
    return search


def _search(told: _Telling, here: Situation, seconds: float) -> None:
    found = None
    try:
        found = solve(here.question, seconds=seconds, tell=told)
    finally:
        _ROOM.release()
        told.last(found)


class _Telling:
    """Keeps the best roster so far now and then, and asks whether somebody wants it to end."""

    def __init__(self, office: Office, run: Run) -> None:
        self._office, self._run, self._began = office, run, time.monotonic()
        self._kept, self._goes_on = -_EVERY, True

    def __call__(self, best: Roster) -> bool:
        """Whether to go on."""
        if self._spent() - self._kept >= _EVERY:
            self._keep(best, done=False)
        return self._goes_on

    def last(self, best: Roster | None) -> None:
        """Say that it is over, with what there is."""
        self._keep(best, done=True)

    def _keep(self, best: Roster | None, *, done: bool) -> None:
        self._run = replace(self._run, seen_at=self._run.at + int(self._spent()), done=done)
        if best is not None:
            told = {name: getattr(best, name) for name in ("held", "cost", "bound", "optimal")}
            self._run = replace(self._run, **told)
        # where the store takes nothing, the search goes on, and who waits for it reads that it was lost
        with suppress(StoreError), self._office.database.writing() as connection:
            self._goes_on = runs.bring_further(connection, self._run)
        self._kept = self._spent()

    def _spent(self) -> float:
        return time.monotonic() - self._began


def proposal(office: Office, event_id: str, search: str, now: Instant) -> Proposal:
    """How far a search is, with what it would change. Raises NoSuchProposal."""
    here = situation(office, event_id)
    with office.database.reading() as connection:
        run = runs.run_of(connection, search)
    if run is None or run.event_id != event_id:
        raise NoSuchProposal
    lost = not run.done and now - run.seen_at > _LOST_AFTER
    posts = (duty.post.id for duty in here.staffed.duties)
    moves = (Move(post, run.began.get(post), run.held.get(post)) for post in posts)
    changed = tuple(move for move in moves if move.was != move.now)
    return Proposal(run, here.staffed, changed, not run.done and not lost, lost)


def stop(office: Office, search: str) -> None:
    """End a search and keep what it has."""
    with office.database.writing() as connection:
        runs.ask_to_stop(connection, search)


def apply(office: Office, event_id: str, moves: tuple[Move, ...], by: str, now: Instant) -> str:
    """Make what was proposed so, all of it or nothing, and give the id by which it can be undone.

    Raises Refused where somebody changed one of them meanwhile, or where one does not fit any more.
    """
    batch, moves = new_key()[:32], tuple(move for move in moves if move.was != move.now)
    with turn(office) as connection:
        here = situation(office, event_id)
        then = replace(here, staffed=here.staffed.holding(_after(here, moves)))
        for move in moves:
            _check(here, then, move)
        for move in moves:
            give(connection, made_of(here, move, by, now, batch), here.stored(move.post, move.was))
        detail = {"batch": batch, "posts": len(moves)}
        note(connection, at=now, by=by, did="applied a roster", event_id=event_id, detail=detail)
    return batch


def _check(here: Situation, then: Situation, move: Move) -> None:
    """Nobody loses a post that was pinned to them, and nobody gets one that does not fit. Raises Refused."""
    here.duty(move.post)
    last = here.assigned.get(move.post)
    is_pinned = last is not None and last.pinned and here.held.get(move.post) == last.person
    if is_pinned or (move.now is not None and then.against(move.post, move.now)):
        raise Refused(_MEANWHILE, "post")


def _after(here: Situation, moves: Iterable[Move]) -> dict[str, str]:
    after = {**here.held, **{move.post: move.now for move in moves}}
    return {post: who for post, who in after.items() if who is not None}


def undo(office: Office, event_id: str, batch: str, by: str, now: Instant) -> None:
    """Bring back who held what before a roster was applied.

    Raises Refused where something of it changed since, or where somebody has other posts by now that do not go with it.
    """
    with turn(office) as connection:
        here, undone = situation(office, event_id), _before(connection, event_id, batch)
        back = {made.post: was.person if was else None for made, was in undone}
        moves = tuple(Move(post, here.held.get(post), who) for post, who in back.items())
        then = replace(here, staffed=here.staffed.holding(_after(here, moves)))
        for made, was in undone:
            if was and was.person and not was.reason and not _goes(here, then, made.post, was.person):
                raise Refused(_NOT_ANY_MORE, "post")
            # who decided it then stays whoever did, so that what was given back was not given back by whoever undoes
            opened = Assignment(event_id, made.post, None, ASSIGNED, False, "", now, by)
            give(connection, replace(was or opened, batch=None), made.person)
        note(connection, at=now, by=by, did="undid a roster", event_id=event_id, detail={"batch": batch})


def _goes(here: Situation, then: Situation, post: str, person: str) -> bool:
    """Whether somebody can have a post back: nothing stands against it that did not when they had it."""
    if post not in here.staffed.by_post or person not in here.staffed.members:
        return post not in here.staffed.by_post
    return not any(reason.other for reason in then.against(post, person))


def can_undo(office: Office, event_id: str) -> Assignment | None:
    """What was last decided of a post, where that was a whole roster that can still be undone."""
    with office.database.reading() as connection:
        newest = next(iter(kept.assigned_before(connection, event_id)), None)
        if newest is None or newest.batch is None:
            return None
        try:
            _before(connection, event_id, newest.batch)
        except Refused:
            return None
    return newest


def _before(
    connection: Connection, event_id: str, batch: str
) -> tuple[tuple[Assignment, Assignment | None], ...]:
    """Each assignment of a batch with the one before it. Raises Refused where one is not the last of its post."""
    by_post: dict[str, list[Assignment]] = {}
    for one in kept.assigned_before(connection, event_id):
        by_post.setdefault(one.post, []).append(one)
    touched = [found for found in by_post.values() if any(one.batch == batch for one in found)]
    if not touched:
        raise Refused("There is nothing to undo.")
    if changed := [found[0].post for found in touched if found[0].batch != batch]:
        raise Refused(_not_undone(changed), "post")
    return tuple((found[0], found[1] if len(found) > 1 else None) for found in touched)


def _not_undone(changed: Iterable[str]) -> str:
    posts = sorted(changed)
    more = f" and {len(posts) - 1} more" if len(posts) > 1 else ""
    return (
        f"{posts[0]}{more} changed since, so the whole roster cannot be undone. Change single posts instead."
    )


__all__ = ["LONGEST", "NoSuchProposal", "Proposal", "apply", "can_undo", "look", "proposal", "stop", "undo"]
