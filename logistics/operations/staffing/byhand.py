"""Posts that somebody adds to an event by hand, and what they change about posts of the plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from logistics.errors import MomentError, Problem, UnusableInput
from logistics.eventfile.staff import parse_staff
from logistics.model import Event, When
from logistics.model.clocks import instant_of
from logistics.model.staff import StaffList
from logistics.moments import HOUR, Instant
from logistics.operations.drafts import draft
from logistics.operations.office import Office, Refused
from logistics.operations.timeentry import read_time
from logistics.store import staff as kept
from logistics.store.journal import note
from logistics.store.staff import ByHand

_SOURCE: Final = "the form"
_LONGEST: Final = 24 * HOUR


def with_posts(staff: StaffList, texts: Iterable[str]) -> StaffList:
    """The staff list with what was said of an event's posts by hand, which counts before what the list says."""
    said = [_read(text) for text in texts]
    own = {post.id: post for post in (*staff.posts, *(post for one in said for post in one.posts))}
    changes = {one.post: one for one in (*staff.changes, *(one for each in said for one in each.changes))}
    return staff.model_copy(update={"posts": tuple(own.values()), "changes": tuple(changes.values())})


def _read(text: str) -> StaffList:
    return parse_staff(text.encode(), _SOURCE)


def add_post(office: Office, event_id: str, stated: Mapping[str, object], by: str, now: Instant) -> None:
    """Add a post to an event, or state anew one that was added. Raises UnusableInput with each field's problem."""
    _say(office, event_id, "posts", stated, by, now)


def change_post(office: Office, event_id: str, stated: Mapping[str, object], by: str, now: Instant) -> None:
    """State what is otherwise about a post, of the plan or added. Raises UnusableInput with each field's problem."""
    post = str(stated["post"])
    with office.database.reading() as connection:
        before = next((one.text for one in kept.by_hand(connection, event_id) if one.post == post), None)
    added = json.loads(before).get("posts") if before else None
    if not added:
        _say(office, event_id, "changes", stated, by, now)
    elif stated.get("dropped"):
        as_planned(office, event_id, post, by, now)
    else:
        said = {name: value for name, value in stated.items() if value and name != "post"}
        _say(office, event_id, "posts", {**added[0], **said}, by, now)


def as_planned(office: Office, event_id: str, post: str, by: str, now: Instant) -> None:
    """Take back what was said of a post by hand: it is as the plan has it, and one that was added is gone."""
    with office.database.writing() as connection:
        if not any(one.post == post for one in kept.by_hand(connection, event_id)):
            raise Refused("Nothing was said of this post by hand. Load the page anew.", "post")
        kept.say_by_hand(connection, ByHand(event_id, post, None, now, by))
        note(
            connection,
            at=now,
            by=by,
            did="took back a post by hand",
            event_id=event_id,
            detail={"post": post},
        )


def _say(
    office: Office, event_id: str, key: str, stated: Mapping[str, object], by: str, now: Instant
) -> None:
    event = draft(office, event_id).event
    said = {name: value for name, value in stated.items() if value}
    if "time" in said:
        said["time"] = _as_filed(str(said["time"]), event)
    text = json.dumps({"people": [], key: [said]})
    try:
        read = _read(text)
    except UnusableInput as unusable:
        raise UnusableInput(tuple(_of_field(one) for one in unusable.problems), _SOURCE) from unusable
    for time in (*(one.time for one in read.posts), *(one.time for one in read.changes)):
        if time is not None:
            _check_length(time, event)
    post = str(stated.get("id") or stated["post"])
    with office.database.writing() as connection:
        kept.say_by_hand(connection, ByHand(event_id, post, text, now, by))
        note(
            connection, at=now, by=by, did="changed a post by hand", event_id=event_id, detail={"post": post}
        )


def _as_filed(typed: str, event: Event) -> str:
    """A time as somebody typed it, as a file writes it. Raises UnusableInput, with the question that it asks back."""
    try:
        return read_time(typed, event.date.date, event.zone).text
    except MomentError as error:
        raise UnusableInput((Problem(str(error), "time"),), _SOURCE) from error


def _check_length(time: When, event: Event) -> None:
    """That the clocks show a time on its day, and that somebody can be there so long. Raises UnusableInput."""
    try:
        begins, ends = (instant_of(clock, event.date.date, event.zone) for clock in time.clocks)
    except MomentError as error:
        raise UnusableInput((Problem(str(error), "time"),), _SOURCE) from error
    if not 0 < ends - begins <= _LONGEST:
        raise UnusableInput(
            (Problem("A post is longer than nothing and at most a day. Share a longer one out.", "time"),),
            _SOURCE,
        )


def _of_field(problem: Problem) -> Problem:
    """The problem by its field alone: ``posts[0].time`` is ``time`` on the form."""
    return Problem(problem.message, (problem.path or "").partition("].")[2])
