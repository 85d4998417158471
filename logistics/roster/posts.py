"""The posts that an event needs, as they follow from its plan.

Every pick-up needs an escort, every entrance a hand, every stream an operator. Where the plan knows a moment only as
a window, the post is from the earliest to the latest of it: whoever holds it is there whatever becomes true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import Final

from logistics.model import Entrance, Mode, Room, Session, Step
from logistics.model.staff import Function
from logistics.moments import MINUTE, Instant, wall
from logistics.plan import Moment, Plan, points
from logistics.plan.words import access_words, capital, language_words, listed
from logistics.roster.problem import Post
from logistics.roster.rulebook import LONGEST_SHIFT, LONGEST_UNSAID, ONE_OPENING, UNSAID_LENGTH, Habit

_WALKED: Final = (Step.PICK_UP, Step.PRE_SET, Step.FINAL_ACCESS, Step.CALL, Step.GATHER, Step.ARRIVAL)
_TEAM: Final = 2
"""Interpreters who work simultaneously take turns (AIIC: two in a booth)."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A post with what people read of it.

    ``title`` says what is done, ``place`` and ``place_after`` where it begins and ends, ``why`` what it is for.
    ``begin`` and ``end`` are the windows of report time and release, each the earliest and the latest; ``assumed`` says
    that nobody knows the end, and the house's usual length was taken.
    """

    post: Post
    title: str
    place: str
    place_after: str
    zone: str
    begin: tuple[Instant, Instant]
    end: tuple[Instant, Instant]
    why: str
    assumed: bool = False

    @property
    def function(self) -> Function:
        """What is done."""
        return Function(self.post.function)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From the earliest to the latest beginning and end of what a post is for."""

    begin: tuple[Instant, Instant]
    end: tuple[Instant, Instant]
    assumed: bool = False

    def joined(self, other: _Stretch) -> _Stretch:
        return _Stretch(min(self.begin, other.begin), max(self.end, other.end), self.assumed or other.assumed)


@dataclass(frozen=True, slots=True)
class _Need:
    """What posts of a function are for: as many as the house has, times ``times``.

    ``about`` tells this need from others of the function; ``early`` is false where nobody needs to report before.
    ``zone`` is by whose clock it is, where that is not the event's.
    """

    function: Function
    about: str
    stretch: _Stretch
    title: str
    why: str
    place: Room | Entrance | None = None
    after: Room | Entrance | None = None
    languages: frozenset[str] = frozenset()
    times: int = 1
    group: str = ""
    early: bool = True
    zone: str = ""


def of_the_plan(plan: Plan, habits: Mapping[Function, Habit]) -> Iterator[Duty]:
    """The posts that follow from a plan. What has no time at all yet has no post."""
    return _Making(plan, habits, stated_walks(plan)).of_the_plan()


def stated_walks(plan: Plan) -> dict[tuple[str, str], int]:
    """Seconds from an entrance to a room, by their ids: the longest that each walk is stated to take."""
    event = plan.event
    found: dict[tuple[str, str], int] = {}
    for route in (route for venue in event.venues for route in venue.routes):
        entrance, room = event.entrance(route.entrance), event.room(route.room)
        if entrance and room:
            found.setdefault((entrance.id, room.id), route.takes.most or route.takes.least or 0)
    return found


@dataclass(frozen=True, slots=True)
class _Making:
    plan: Plan
    habits: Mapping[Function, Habit]
    walks: Mapping[tuple[str, str], int]

    def of_the_plan(self) -> Iterator[Duty]:
        going_ahead = [session for session in self.plan.event.sessions if not session.status.is_off]
        if self.plan.event.status.is_off:
            return
        needs = (
            *(
                replace(need, zone=self.plan.event.zone_of(session))
                for session in going_ahead
                for need in self.of_session(session)
            ),
            *self.doors(going_ahead),
            *self.of_days(going_ahead),
        )
        for need in needs:
            yield from self.posts(need)

    def of_session(self, session: Session) -> Iterator[_Need]:
        name, stretch, room = self.name(session), self.stretch(session), self.room(session)
        yield from self.coming_in(session, name, room)
        if stretch is None:
            return
        if session.kind.is_press_opportunity and session.access:
            yield self.way_back(session, name, stretch)
        if session.kind.is_press_opportunity or session.access:
            begun, why = self.from_access(session, stretch), f"press are in the room for {name}"
            yield _Need(Function.ROOM_LEAD, session.id, begun, f"room lead, {name}", why, room, room)
        if session.kind.takes_questions:
            why = f"questions are taken at {name}"
            yield _Need(Function.MODERATOR, session.id, stretch, f"moderator, {name}", why, room, room)
        if session.kind.takes_questions or session.livestreams:
            yield _Need(Function.AV, session.id, stretch, f"AV, {name}", f"sound for {name}", room, room)
        yield from self.streams(session, name, stretch)
        yield from self.interpreters(session, name, stretch)

    def coming_in(self, session: Session, name: str, room: Room | None) -> Iterator[_Need]:
        """An escort for each time at which press are walked from an entrance."""
        for entry in session.access:
            first = self.window(points.access(session, entry))
            if entry.step not in _WALKED or first is None:
                continue
            last = self.window(points.access_close(session, entry)) if points.has_window(entry) else None
            entrance, (earliest, latest) = self.plan.event.entrance_of(session, entry), last or first
            walk, what = self.walk(entrance, room), f"{access_words(entry)}, {name}"
            there = _Stretch(first, (earliest + walk, latest + walk))
            title, about = f"escort, {what}", f"{session.id}.{entry.label}"
            yield _Need(Function.ESCORT, about, there, title, what, entrance, room, group=session.id)

    def way_back(self, session: Session, name: str, stretch: _Stretch) -> _Need:
        """The same escort, if it can be, leads press out once the session is over."""
        named = (self.plan.event.entrance_of(session, entry) for entry in session.access if entry.entrance)
        entrance, room = next(named, None), self.room(session)
        walk, (earliest, latest) = self.walk(entrance, room), stretch.end
        back = _Stretch(stretch.end, (earliest + walk, latest + walk), stretch.assumed)
        about, title, why = f"{session.id}.back", f"escort, way back, {name}", f"press leave {name}"
        return _Need(Function.ESCORT, about, back, title, why, room, entrance, group=session.id, early=False)

    def streams(self, session: Session, name: str, stretch: _Stretch) -> Iterator[_Need]:
        room = self.room(session)
        for number, stream in enumerate(session.livestreams):
            live = self.window(points.stream_start(session, number)) or stretch.begin
            over = (self.window(points.stream_end(session, number)) if stream.until else None) or stretch.end
            shown = _Stretch(live, (max(live[0], over[0]), max(live[1], over[1])), stretch.assumed)
            title, why = f"livestream operator, {name}, {stream.address}", f"the livestream of {name}"
            yield _Need(Function.LIVESTREAM, f"{session.id}.{number + 1}", shown, title, why, room, room)

    def interpreters(self, session: Session, name: str, stretch: _Stretch) -> Iterator[_Need]:
        room = self.room(session)
        for number, entry in enumerate(session.interpretation):
            usual = _TEAM if entry.mode in (Mode.SIMULTANEOUS, Mode.RELAY) else 1
            tongues = listed([language_words(tag) for tag in entry.languages])
            mode = f", {entry.mode.value}" if entry.mode else ""
            yield _Need(
                Function.INTERPRETER,
                f"{session.id}.{number + 1}",
                stretch,
                f"interpreter, {tongues}{mode}, {name}",
                f"{name} is interpreted",
                room,
                room,
                languages=frozenset(entry.languages),
                times=usual if entry.interpreters is None else entry.interpreters,
            )

    def doors(self, sessions: Iterable[Session]) -> Iterator[_Need]:
        """One hand for each opening of each entrance: for as long as press come in without a long gap."""
        times: dict[str, list[tuple[_Stretch, Session]]] = {}
        entrances: dict[str, Entrance] = {}
        for session in sessions:
            for entry in session.access:
                entrance = self.plan.event.entrance_of(session, entry)
                first = self.window(points.access(session, entry))
                last = self.window(points.access_close(session, entry)) if points.has_window(entry) else None
                if entrance and first:
                    entrances[entrance.id] = entrance
                    times.setdefault(entrance.id, []).append((_Stretch(first, last or first), session))
        for name, found in times.items():
            entrance = entrances[name]
            why = f"press come in at the {entrance.name}"
            for opening, session in _openings(found):
                about = f"{name}.{session.id}"
                zone = self.plan.event.zone_of(session)
                title = f"door, {entrance.name}"
                yield _Need(Function.DOOR, about, opening, title, why, entrance, entrance, zone=zone)

    def of_days(self, sessions: Iterable[Session]) -> Iterator[_Need]:
        """Who is there for a whole day; a runner where more than one thing happens."""
        days: dict[int, list[_Stretch]] = {}
        for session in sessions:
            stretch = self.stretch(session)
            if stretch and (session.access or session.kind.is_press_opportunity):
                whole = self.from_access(session, stretch)
                days.setdefault(self.day(whole.begin[0]), []).append(whole)
        for day, stretches in days.items():
            date, why = dt.date.fromordinal(day).isoformat(), "press are on site"
            shifts = _shifts(reduce(_Stretch.joined, stretches), LONGEST_SHIFT - self.around)
            for number, shift in enumerate(shifts, 1):
                about = date if number == 1 else f"{date}.shift-{number}"
                part = f", shift {number} of {len(shifts)}" if len(shifts) > 1 else ""
                yield _Need(Function.PRESS_LEAD, about, shift, f"press lead{part}", why)
                yield _Need(Function.SECURITY, about, shift, f"security contact{part}", why)
                if len(stretches) > 1:
                    yield _Need(Function.RUNNER, about, shift, f"runner{part}", why)

    def posts(self, need: _Need) -> Iterator[Duty]:
        """The posts of a need: the second is called ``….2``."""
        habit, stretch = self.habits[need.function], need.stretch
        zone = need.zone or self.plan.event.zone
        reports = habit.reports if need.early else 0
        begin = (stretch.begin[0] - reports, stretch.begin[1] - reports)
        end = (stretch.end[0] + habit.stays, stretch.end[1] + habit.stays)
        name = f"{need.function.value.replace(' ', '-').lower()}.{need.about}"
        for number in range(1, habit.count * need.times + 1):
            post = Post(
                name if number == 1 else f"{name}.{number}",
                need.function.value,
                begin[0],
                end[1],
                wall(begin[0], zone).date().toordinal(),
                need.place.id if need.place else "",
                need.after.id if need.after else "",
                habit.skills,
                habit.languages | need.languages,
                habit.clearances,
                habit.weight,
                f"{need.group}.{number}" if need.group else "",
                reports,
                habit.stays,
            )
            yield Duty(
                post,
                capital(need.title),
                need.place.name if need.place else "",
                need.after.name if need.after else "",
                zone,
                begin,
                end,
                need.why,
                stretch.assumed,
            )

    def stretch(self, session: Session) -> _Stretch | None:
        """When a session is; None where nobody knows when it starts. An end that nobody knows is taken as usual."""
        starts, ends = self.window(points.start(session)), self.window(points.end(session))
        if starts is None:
            return None
        if ends is None or (session.end is None and ends[1] - starts[1] > LONGEST_UNSAID):
            usual = starts[1] + UNSAID_LENGTH
            return _Stretch(
                starts, (min(max(starts[0], ends[0]), usual) if ends else starts[0], usual), assumed=True
            )
        return _Stretch(starts, ends)

    def from_access(self, session: Session, stretch: _Stretch) -> _Stretch:
        """The same, begun when the first press are let in."""
        windows = [self.window(points.access(session, entry)) for entry in session.access]
        return replace(stretch, begin=min([stretch.begin, *(window for window in windows if window)]))

    @property
    def around(self) -> int:
        """The seconds for which people of a whole day report before and stay after, at most."""
        of_days = (self.habits[one] for one in (Function.PRESS_LEAD, Function.SECURITY, Function.RUNNER))
        return min(max(habit.reports + habit.stays for habit in of_days), LONGEST_SHIFT // 2)

    def name(self, session: Session) -> str:
        return self.plan.names[session.id].removeprefix("the ")

    def room(self, session: Session) -> Room | None:
        return self.plan.event.room_of(session)

    def window(self, point: str) -> tuple[Instant, Instant] | None:
        """The earliest and the latest of a moment; None where either is open, or so far apart that it says no time."""
        moment: Moment | None = self.plan.moment(point)
        if moment is None or moment.earliest is None or moment.latest is None:
            return None
        if moment.latest - moment.earliest > LONGEST_SHIFT:
            return None
        return moment.earliest, moment.latest

    def walk(self, entrance: Entrance | None, room: Room | None) -> int:
        """Seconds from an entrance to a room: what is stated at most, else what the house assumes."""
        stated = self.walks.get((entrance.id, room.id)) if entrance and room else None
        return (self.plan.profile["walk"].least or 0) if stated is None else stated

    def day(self, at: Instant) -> int:
        return wall(at, self.plan.event.zone).date().toordinal()


def _shifts(whole: _Stretch, longest: int) -> tuple[_Stretch, ...]:
    """A long stretch as shifts of equal length, by whole minutes, none longer than so many seconds."""
    begins, ends = whole.begin[0], whole.end[1]
    count = -(-(ends - begins) // longest) or 1
    cuts = [begins + (ends - begins) * number // count // MINUTE * MINUTE for number in range(1, count)]
    edges = [whole.begin, *((cut, cut) for cut in cuts), whole.end]
    return tuple(_Stretch(first, last, whole.assumed) for first, last in pairwise(edges))


def _openings(times: Iterable[tuple[_Stretch, Session]]) -> Iterator[tuple[_Stretch, Session]]:
    """Access times of one entrance that follow each other closely, as one; with the session of the first."""
    begun: tuple[_Stretch, Session] | None = None
    for stretch, session in sorted(times, key=lambda pair: (pair[0].begin, pair[0].end)):
        if begun and stretch.begin[0] - begun[0].end[1] <= ONE_OPENING:
            begun = (begun[0].joined(stretch), begun[1])
            continue
        if begun:
            yield begun
        begun = (stretch, session)
    if begun:
        yield begun


__all__ = ["Duty", "of_the_plan", "stated_walks"]
