"""Posts that somebody added by hand, and what somebody changed about posts of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from logistics.model import Event, When
from logistics.model.clocks import instant_of
from logistics.model.staff import Function, OwnPost, PostChange
from logistics.moments import Instant, wall
from logistics.plan import Plan
from logistics.roster.posts import Duty, of_the_plan
from logistics.roster.problem import Post
from logistics.roster.rulebook import Habit

_ADDED = "added by hand"
_CHANGED = "changed by hand"


def duties(
    plan: Plan,
    habits: Mapping[Function, Habit],
    own: Iterable[OwnPost] = (),
    changes: Iterable[PostChange] = (),
) -> tuple[Duty, ...]:
    """All posts of an event, in the order of their report times: of the plan, as changed by hand, and added ones."""
    of_post = {change.post: change for change in changes}
    all_posts = (*of_the_plan(plan, habits), *(_added(plan.event, post) for post in own))
    found = _changed(plan.event, all_posts, of_post)
    return tuple(sorted(found, key=lambda duty: (duty.post.begins, duty.post.ends, duty.post.id)))


def _changed(event: Event, found: Iterable[Duty], changes: Mapping[str, PostChange]) -> Iterator[Duty]:
    for duty in found:
        change = changes.get(duty.post.id)
        if change is None:
            yield duty
        elif not change.dropped:
            yield _as_said(event, duty, change)


def _as_said(event: Event, duty: Duty, change: PostChange) -> Duty:
    needed: dict[str, Any] = {
        name: frozenset(said)
        for name in ("skills", "languages", "clearances")
        if (said := getattr(change, name)) is not None
    }
    made = replace(duty, post=replace(duty.post, **needed), title=change.title or duty.title)
    if change.time is not None:
        made = _at(made, event, *_span(event, change.time))
    if change.place is not None:
        place, name = _place(event, change.place)
        post = replace(made.post, place=place, place_after=place)
        made = replace(made, post=post, place=name, place_after=name)
    return replace(made, why=f"{duty.why}; {_CHANGED}")


def _added(event: Event, said: OwnPost) -> Duty:
    begins, ends = _span(event, said.time)
    place, name = _place(event, said.place or "")
    post = Post(
        said.id,
        said.function.value,
        begins,
        ends,
        _day(event, begins),
        place,
        place,
        frozenset(said.skills),
        frozenset(said.languages),
        frozenset(said.clearances),
        before=0,
        after=0,
    )
    return Duty(post, said.title, name, name, event.zone, (begins, begins), (ends, ends), _ADDED)


def _at(duty: Duty, event: Event, begins: Instant, ends: Instant) -> Duty:
    post = replace(duty.post, begins=begins, ends=ends, day=_day(event, begins), before=0, after=0)
    return replace(duty, post=post, begin=(begins, begins), end=(ends, ends), assumed=False)


def _span(event: Event, time: When) -> tuple[Instant, Instant]:
    begins, ends = (instant_of(clock, event.date.date, event.zone) for clock in time.clocks)
    return begins, ends


def _place(event: Event, said: str) -> tuple[str, str]:
    """The id and the name of a room or an entrance; what is neither stands for itself."""
    known = event.room(said) or event.entrance(said)
    return (known.id, known.name) if known else (said, said)


def _day(event: Event, at: Instant) -> int:
    return wall(at, event.zone).date().toordinal()


__all__ = ["duties"]
