"""Drafts: the states of an event that the office works on, each kept for ever.

A save appends a revision. Whoever saves names the revision that they began from; where somebody else saved since,
both changes are kept if they do not touch the same thing, and otherwise the office is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, wraps
from threading import RLock
from typing import Final, ParamSpec

from logistics.changes.fields import Change, Difference, differences, stated
from logistics.changes.merge import Conflict, Merged, merge_trees, settle
from logistics.errors import LogisticsError, MomentError, Problem, UnusableInput
from logistics.eventfile import EventFile, judge, parse, write
from logistics.model import Event
from logistics.moments import Instant
from logistics.operations.checking import Checked
from logistics.operations.office import Office, Refused
from logistics.plan import PROFILES, build
from logistics.rules.catalogue import check
from logistics.store import events as kept
from logistics.store.errors import ChangedMeanwhile
from logistics.store.events import Kept
from logistics.store.journal import note

Stated = dict[str, object]
_Asked = ParamSpec("_Asked")
TURN: Final = RLock()
"""Whose turn it is to save. Whoever saves within a transaction of their own takes it first, never after."""

# No store counts further.
_MORE_THAN_EVER: Final = 2**31
_SHORT: Final = 120
# What stands where an address has an event's short name: /events/new.
_NO_SHORT_NAME: Final = "new"


class NoSuchEvent(LogisticsError):
    """An event, or a revision of it, that the office does not have."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One revision of an event with its plan and its findings."""

    kept: Kept
    checked: Checked

    @property
    def event(self) -> Event:
        """The event as this revision states it."""
        return self.checked.file.event

    @property
    def number(self) -> int:
        """Which revision this is, counted from 1. It is the office's own count, not the edition that press see."""
        return self.kept.number


class Overtaken(LogisticsError):
    """Somebody else saved since, and both changed the same thing. Nothing is lost: ``merged`` holds both."""

    def __init__(self, before: Kept, head: Kept, merged: Merged) -> None:
        self.before, self.head, self.merged = before, head, merged
        super().__init__(f"{head.by} saved this event meanwhile, and changed the same as you did.")

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What differs: yours, theirs and before."""
        return self.merged.conflicts


class MeanwhileSaved(Refused):
    """Something that was asked for about a revision that is not the last any more."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} saved this event meanwhile. Look at it again.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the draft as it is now, what changed in it, and whose changes it was joined with."""

    draft: Draft
    changes: tuple[Difference, ...]
    joined_with: str = ""


def drafts(office: Office) -> tuple[Draft, ...]:
    """All events as they stand now, the earliest first; without those that cannot be read (``unreadable``)."""
    found = (one for one in _heads(office) if isinstance(one, Draft))
    return tuple(sorted(found, key=lambda item: (item.event.date.date, item.event.id)))


def unreadable(office: Office) -> tuple[str, ...]:
    """The ids of events whose last revision cannot be read; an earlier one may be restored."""
    return tuple(one for one in _heads(office) if isinstance(one, str))


def _heads(office: Office) -> Iterator[Draft | str]:
    with office.database.reading() as connection:
        heads = kept.heads(connection)
    profile = office.house().profile
    for item in heads:
        try:
            yield _draft(item, profile)
        except UnusableInput:  # one event must not take all others with it
            yield item.event_id


def draft(office: Office, event_id: str, number: int | None = None) -> Draft:
    """An event as it stands now, or as a revision of it stated it. Raises NoSuchEvent."""
    if number is not None and not 0 < number < _MORE_THAN_EVER:
        raise NoSuchEvent("There is no such revision of an event. Look for it in the event's history.")
    with office.database.reading() as connection:
        found = (
            kept.head(connection, event_id) if number is None else kept.revision(connection, event_id, number)
        )
    if found is None:
        raise NoSuchEvent("There is no such event. Look for it in the list of events.")
    return _draft(found, office.house().profile)


def tree_of(item: Draft) -> Stated:
    """What a draft states, as a form fills it in and a save takes it."""
    return stated(item.event)


def history(office: Office, event_id: str) -> tuple[Kept, ...]:
    """Every revision of an event, the newest first. Raises NoSuchEvent."""
    with office.database.reading() as connection:
        found = kept.history(connection, event_id)
    if not found:
        raise NoSuchEvent("There is no such event. Look for it in the list of events.")
    return found


def last_readable(office: Office, event_id: str) -> Draft:
    """The newest revision that can be read. Raises NoSuchEvent, UnusableInput where none can."""
    numbers = [item.number for item in history(office, event_id)]
    for number in numbers[:-1]:
        with suppress(UnusableInput):
            return draft(office, event_id, number)
    return draft(office, event_id, numbers[-1])


def changes_between(office: Office, event_id: str, first: int, last: int) -> tuple[Difference, ...]:
    """What differs between two revisions of an event."""
    return differences(draft(office, event_id, first).event, draft(office, event_id, last).event)


def judged(tree: Mapping[str, object], profile: str = "state") -> Checked:
    """The plan and the findings of what a form states. Raises UnusableInput, each problem with its path."""
    return _checked(EventFile(judge(tree), "the form", "", {}), profile)


def create(office: Office, text: str, by: str, now: Instant) -> Draft:
    """Take an event file in as a new event, its text as it is. Raises UnusableInput, Refused."""
    result = checked_text(text, "the file", office.house().profile)
    event = result.file.event
    if event.id == _NO_SHORT_NAME:
        raise Refused(f"No event can be called “{event.id}”. Give it another short name.", "id")
    with office.database.writing() as connection:
        if kept.head(connection, event.id) is not None:
            raise Refused(f"There is an event “{event.id}” already. Give this one another short name.", "id")
        made = kept.add_event(connection, event.id, text, at=now, by=by, summary="made the event")
        note(connection, at=now, by=by, did="made an event", event_id=event.id)
    return Draft(made, result)


def create_stated(office: Office, tree: Mapping[str, object], by: str, now: Instant) -> Draft:
    """Make a new event of what somebody states. Raises UnusableInput with every problem and its path, Refused."""
    return create(office, write(judge(tree)), by, now)


def _in_turn(save: Callable[_Asked, Saved]) -> Callable[_Asked, Saved]:
    """One save after the other in this process: of many at once, all but one would find their work done in vain.

    The store settles what several processes do at once.
    """

    @wraps(save)
    def queued(*args: _Asked.args, **rest: _Asked.kwargs) -> Saved:
        with TURN:
            return save(*args, **rest)

    return queued


@_in_turn
def revise(
    office: Office, event_id: str, base: int, tree: Mapping[str, object], by: str, now: Instant
) -> Saved:
    """Save what somebody states who began from revision ``base``.

    Raises UnusableInput with every problem and its path, Overtaken where the same thing was changed meanwhile,
    NoSuchEvent.
    """
    before = draft(office, event_id, base)
    head = draft(office, event_id)
    if head.number == base:
        return _append(office, head, tree, by, now)
    merged = merge_trees(stated(before.event), stated(head.event), _plain(tree))
    if merged.conflicts:
        judge(tree)
        raise Overtaken(before.kept, head.kept, merged)
    saved = _append(office, head, merged.tree, by, now)
    return Saved(saved.draft, saved.changes, head.kept.by)


@_in_turn
def replace(
    office: Office, event_id: str, base: int, tree: Mapping[str, object], by: str, now: Instant
) -> Saved:
    """State exactly this and nothing else, where ``base`` is the last revision: nobody's changes are joined with it.

    Raises UnusableInput, NoSuchEvent, and Overtaken where another revision is the last, also without any conflict.
    """
    judge(tree)  # what cannot be used is told before what was overtaken
    head = draft(office, event_id)
    if head.number == base:
        try:
            return _added(office, head, tree, by, now)
        except ChangedMeanwhile:
            head = draft(office, event_id)
    before = draft(office, event_id, base) if base < head.number else head
    merged = merge_trees(stated(before.event), stated(head.event), _plain(tree))
    raise Overtaken(before.kept, head.kept, merged)


@_in_turn
def reconcile(
    office: Office,
    event_id: str,
    overtaken: Overtaken,
    choices: Mapping[str, str],
    by: str,
    now: Instant,
) -> Saved:
    """Save both people's changes, with the one that was chosen wherever they differ.

    Raises Undecided, UnusableInput, and Overtaken where somebody changed the same again since these choices were
    offered.
    """
    head = draft(office, event_id, overtaken.head.number)
    saved = _append(office, head, settle(overtaken.merged, choices), by, now)
    return Saved(saved.draft, saved.changes, overtaken.head.by)


@_in_turn
def restore(office: Office, event_id: str, number: int, base: int, by: str, now: Instant) -> Saved:
    """State again what an earlier revision stated, and nothing else; the ones between are kept.

    What stands now need not be readable, so that there is always a way back. Raises Refused where ``base`` is not the
    last revision, NoSuchEvent.
    """
    earlier = draft(office, event_id, number)
    with office.database.reading() as connection:
        head = kept.head(connection, event_id)
    if head is None or head.number != base:
        raise MeanwhileSaved(head.by if head else "Somebody")
    if head.text == earlier.kept.text:
        return Saved(earlier, ())
    try:
        changed = differences(draft(office, event_id).event, earlier.event)
    except UnusableInput:  # then nobody can say what differs, only that all of it comes back
        changed = (Difference("", "The event", f"revision {base}", f"revision {number}", Change.CHANGED),)
    with office.database.writing() as connection:
        made = kept.append(
            connection,
            event_id,
            base,
            earlier.kept.text,
            at=now,
            by=by,
            summary=f"brought revision {number} back",
        )
        detail = {"revision": made.number}
        note(connection, at=now, by=by, did="changed an event", event_id=event_id, detail=detail)
    return Saved(Draft(made, earlier.checked), changed)


@_in_turn
def undo(office: Office, event_id: str, number: int, by: str, now: Instant) -> Saved:
    """Take one revision's changes back and keep what came after. Raises Overtaken, NoSuchEvent, Refused."""
    if number < 2:
        raise Refused("The first revision cannot be taken back: there is nothing before it.")
    undone, earlier = draft(office, event_id, number), draft(office, event_id, number - 1)
    head = draft(office, event_id)
    merged = merge_trees(stated(undone.event), stated(head.event), stated(earlier.event))
    if merged.conflicts:
        raise Overtaken(undone.kept, head.kept, merged)
    return _append(office, head, merged.tree, by, now, _took_back(undone.kept))


def _took_back(undone: Kept) -> str:
    """What is said of a change taken back: which one it was, and what it did, in short."""
    did = undone.summary if len(undone.summary) <= _SHORT else f"{undone.summary[: _SHORT - 1].rstrip()}…"
    return f"took back revision {undone.number}: {did}"


def _append(
    office: Office, head: Draft, tree: Mapping[str, object], by: str, now: Instant, summary: str = ""
) -> Saved:
    try:
        return _added(office, head, tree, by, now, summary)
    except ChangedMeanwhile:
        # Somebody saved between our reading and our writing: the same question again, with the new head.
        return revise(office, head.event.id, head.number, tree, by, now)


def _added(
    office: Office, head: Draft, tree: Mapping[str, object], by: str, now: Instant, summary: str = ""
) -> Saved:
    event = judge(tree)
    if event.id != head.event.id:
        raise UnusableInput(
            (Problem("The short name identifies the event for ever and cannot change.", "id"),)
        )
    changed = differences(head.event, event)
    if not changed:
        return Saved(head, ())
    text = write(event)
    result = checked_text(text, event.id, office.house().profile)
    told = summary or summary_of(changed)
    with office.database.writing() as connection:
        made = kept.append(connection, event.id, head.number, text, at=now, by=by, summary=told)
        detail = {"revision": made.number}
        note(connection, at=now, by=by, did="changed an event", event_id=event.id, detail=detail)
    return Saved(Draft(made, result), changed)


def summary_of(changes: tuple[Difference, ...]) -> str:
    """A line that tells what a save changed: the first labels, and how many more."""
    labels = list(dict.fromkeys(change.label for change in changes))
    more = f" and {len(labels) - 2} more" if len(labels) > 2 else ""
    return "; ".join(labels[:2]) + more


def _plain(tree: Mapping[str, object]) -> Stated:
    """What a form states, as the file would write it, where it can be used; else as it is."""
    try:
        return stated(judge(tree))
    except UnusableInput:
        return dict(tree)


def _draft(item: Kept, profile: str) -> Draft:
    return Draft(item, checked_text(item.text, item.event_id, profile))


@lru_cache(maxsize=256)
def checked_text(text: str, source: str, profile: str) -> Checked:
    """Planned and checked once for each text: what a text means never changes."""
    return _checked(parse(text.encode(), source), profile)


def _checked(file: EventFile, profile: str) -> Checked:
    try:
        plan = build(file.event, PROFILES[profile])
    except MomentError as error:
        raise UnusableInput((Problem(str(error)),), file.source) from error
    return Checked(file, plan, check(plan))
