"""From an event's plan and a staff list to the question of a roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from logistics.model import Event, Venue, When
from logistics.model.clocks import instant_of
from logistics.model.staff import Colleague, StaffList
from logistics.moments import HOUR, MINUTE
from logistics.plan import Plan
from logistics.roster.byhand import duties
from logistics.roster.posts import Duty, stated_walks
from logistics.roster.problem import Member, Problem, Span
from logistics.roster.rulebook import habits

REST: Final = 11 * HOUR
"""Rest between two days where nothing else is said (the European Working Time Directive, article 3)."""
SCREENING: Final = 5 * MINUTE
"""What going in through an entrance takes staff besides the walk. No source; our choice."""
TO_ANOTHER_BUILDING: Final = 45 * MINUTE
"""From one building to another of the same city, where nothing is stated. No source; our choice."""
TO_ANOTHER_CITY: Final = 12 * HOUR
"""From one city to another nobody is sent on the same day, as long as no journey can be stated."""
ALL: Final = "all"
"""What an answer is about that is for every post."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The posts of an event in words, and the question that they make with the staff."""

    duties: tuple[Duty, ...]
    problem: Problem


def asked(plan: Plan, staff: StaffList) -> Asked:
    """What the roster of an event is asked. Raises MomentError for a time of the staff that no clock shows."""
    posts = duties(plan, habits(staff.rules), staff.posts, staff.changes)
    known = {duty.post.id for duty in posts}
    members = tuple(_member(person, plan.event, known) for person in staff.people)
    problem = Problem(
        tuple(duty.post for duty in posts),
        members,
        _walks(plan),
        walk_unknown=(plan.profile["walk"].least or 0) + SCREENING,
        pinned={pin.post: pin.person for pin in staff.pinned if pin.post in known},
    )
    return Asked(posts, problem)


def _member(person: Colleague, event: Event, posts: Iterable[str]) -> Member:
    answers = {one.post: one.answer for one in person.answers}
    for_all = answers.pop(ALL, None)
    each = dict.fromkeys(posts, for_all) if for_all else {}
    return Member(
        person.id,
        frozenset(function.value for function in person.functions),
        frozenset(person.skills),
        frozenset(person.languages),
        frozenset(person.clearances),
        tuple(span for time in person.free for span in _spans(time, event)) if person.free else None,
        tuple(span for time in person.busy for span in _spans(time, event)),
        person.most_hours * 60,
        person.rest.least if person.rest else REST,
        {**{post: answer for post, answer in each.items() if answer}, **answers},
    )


def _spans(time: When, event: Event) -> Iterator[Span]:
    """From one time to another: on the days that it names, else on each day of the event."""
    first, last = time.clocks
    days = _days(event) if first.day is None else (first.day,)
    for day in days:
        yield instant_of(first, day, event.zone), instant_of(last, day, event.zone)


def _days(event: Event) -> tuple[dt.date, ...]:
    first = event.date.date
    last = event.last_date.date if event.last_date else first
    return tuple(first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def _walks(plan: Plan) -> dict[tuple[str, str], int]:
    """The walks that are stated, both ways; into the building with the screening."""
    stated = stated_walks(plan).items()
    into = {ends: takes + SCREENING for ends, takes in stated}
    back = {(room, entrance): takes for (entrance, room), takes in stated}
    return {**_between_venues(plan.event), **into, **back}


def _between_venues(event: Event) -> dict[tuple[str, str], int]:
    """From every place of a venue to every place of another."""
    places = {
        number: [*(room.id for room in venue.rooms), *(entrance.id for entrance in venue.entrances)]
        for number, venue in enumerate(event.venues)
    }
    return {
        (start, end): _travel(event.venues[one], event.venues[other])
        for one, other in permutations(places, 2)
        for start in places[one]
        for end in places[other]
    }


def _travel(one: Venue, other: Venue) -> int:
    near = one.city is None or other.city is None or one.city == other.city
    return TO_ANOTHER_BUILDING if near else TO_ANOTHER_CITY
