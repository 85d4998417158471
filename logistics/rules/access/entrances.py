"""Entrances: which one, and whether it is open. ACC007 and ACC008."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from logistics.model import AccessTime, Entrance, Hours, Session, Step
from logistics.moments import wall
from logistics.plan import Moment, Plan, points
from logistics.plan.words import (
    access_words,
    capital,
    clock_words,
    listed,
    press_words,
    sentence,
    step_words,
)
from logistics.rules.base import (
    Finding,
    Severity,
    Unchecked,
    coming_in,
    facts_of,
    going_ahead,
    not_checked,
    rule,
    said_at,
)

Findings = Iterator[Finding | Unchecked]


@rule("ACC007", "Entrance closed at that hour", Severity.WARNING)
def entrance_closed(plan: Plan) -> Findings:
    """What: An access time lies outside the hours of the entrance that it names.

    Why: Press stand before a locked door.

    Bad: Pre-set at 5:15 p.m. at an entrance that is open from 8 a.m. to 4 p.m.

    Good: The entrance that is open in the evening.

    Source: State Department, information for journalists (23rd Street: Monday to Friday, 8 a.m. to 4 p.m.); its
    schedule of October 13, 2022 sends press there at 5:15 and 5:30 p.m. (A).
    """
    names = plan.names
    unknown: list[str] = []
    unread: list[str] = []
    for _, session in going_ahead(plan):
        shut: dict[str, list[Moment]] = {}
        for _, entry in coming_in(session):
            door = plan.event.entrance_of(session, entry)
            for moment in _moments(plan, session, entry) if door else ():
                is_open = _is_open(door, moment) if door else None
                if door and is_open is None and (days := _unread_days(door)):
                    unread.append(f"the hours of {door.name} cannot be read: {listed(days)}")
                elif door and is_open is None:
                    access = f"{access_words(entry)} for {names[session.id]}"
                    unknown.append(f"the time of {access}" if door.hours else f"the hours of {door.name}")
                elif door and not is_open:
                    shut.setdefault(door.id, []).append(moment)
        for door_id, moments in shut.items():
            yield _shut_door(plan, names[session.id], door_id, moments)
    yield from not_checked("ACC007", unknown, "not known")
    for why in dict.fromkeys(unread):
        yield Unchecked("ACC007", f"{why}; write Monday to Friday, daily, or Saturday")


@rule("ACC008", "Entrance not named, or two for the same press", Severity.ERROR)
def which_entrance(plan: Plan) -> Findings:
    """What: An access time names no entrance, or two name different ones for one kind of press at the same step.

    Why: A large building has several doors, and only one of them has somebody waiting.

    Bad: Pre-set at 10:00 a.m.

    Good: Pre-set at 10:00 a.m. from the 23rd Street Entrance.

    Source: The State Department's notice of December 13, 2017 names the entrance with each time (A).
    """
    names = plan.names
    for path, session in going_ahead(plan):
        entries = list(coming_in(session))
        for number, entry in entries:
            if not entry.entrance and not (entry.place and entry.step in _INSIDE):
                fact = said_at(f"{access_words(entry)} has no entrance", f"{path}.access[{number}]")
                message = (
                    f"For {names[session.id]}, {access_words(entry)} names no entrance. "
                    "Name the one at which press are met."
                )
                yield Finding("ACC008", Severity.ERROR, message, (fact,))
        yield from _two_entrances(plan, path, session, names[session.id], entries)


# Who gathers or is called inside the building may be told the spot instead of a door.
_INSIDE: Final = (Step.GATHER, Step.CALL, Step.IN_PLACE)
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONE_DAY: Final = "(" + "|".join(f"{day[:3]}(?:{day[3:]})?" for day in _DAYS) + r")s?\.?"
_DAYS_TO_DAYS: Final = re.compile(rf"{_ONE_DAY} ?(?:to|through|-|–) ?{_ONE_DAY}")


def _moments(plan: Plan, session: Session, entry: AccessTime) -> list[Moment]:
    names = [points.access(session, entry)]
    if points.has_window(entry):
        names.append(points.access_close(session, entry))
    return [plan.moments[name] for name in names]


def _shut_door(plan: Plan, name: str, door_id: str, moments: list[Moment]) -> Finding:
    where, door = next(
        (f"venues[{number}].entrances[{place}].hours", door)
        for number, venue in enumerate(plan.event.venues)
        for place, door in enumerate(venue.entrances)
        if door.id == door_id
    )
    hours = "; ".join(f"{row.days}, {row.opens.text} to {row.closes.text}" for row in door.hours)
    times = listed([_clock(moment) for moment in moments])
    return Finding(
        "ACC007",
        Severity.WARNING,
        f"{capital(door.name)} is closed at {times}, when press are to come to it for {name}. "
        f"{sentence(f'its hours: {hours}')} Name another entrance, or ask for this one to be kept open.",
        (*facts_of(*moments), said_at(f"hours of {door.name}: {hours}", where)),
    )


def _clock(moment: Moment) -> str:
    if moment.exact is not None:
        return clock_words(moment.exact, moment.zone)
    return moment.when.text if moment.when else "that time"


def _unread_days(door: Entrance) -> list[str]:
    """The words for days, in the hours of an entrance, that are not understood: ``“whenever”``."""
    return [f"“{row.days}”" for row in door.hours if _weekdays(row) is None]


def _is_open(door: Entrance, moment: Moment) -> bool | None:
    """Whether an entrance is open at a moment, by its hours; None where one of the two is not known."""
    rows = [(row, days) for row in door.hours if (days := _weekdays(row)) is not None]
    known = moment.exact is not None or (moment.said is not None and moment.said.first is not None)
    if not rows or len(rows) < len(door.hours) or not known:
        return None
    ends = {moment.exact} if moment.exact is not None else set(_ends(moment))
    times = [wall(end, moment.zone) for end in ends if end is not None]
    is_open = {any(_holds(row, days, at) for row, days in rows) for at in times}
    return is_open.pop() if len(is_open) == 1 else None


def _ends(moment: Moment) -> tuple[int | None, int | None]:
    return (moment.said.first, moment.said.last) if moment.said else (None, None)


def _holds(row: Hours, days: frozenset[int], at: dt.datetime) -> bool:
    """Whether a row of hours holds at a wall time. One that closes before it opens runs past midnight."""
    if not row.opens.clocks or not row.closes.clocks:
        return False
    opens, closes, time = row.opens.clock.time, row.closes.clock.time, at.time()
    if opens < closes:
        return at.weekday() in days and opens <= time <= closes
    return (at.weekday() in days and time >= opens) or ((at.weekday() - 1) % 7 in days and time <= closes)


def _weekdays(row: Hours) -> frozenset[int] | None:
    """The days that a row of hours means, Monday as 0; None for words that are not understood."""
    words = row.days.casefold().strip()
    named = {"daily": range(7), "every day": range(7), "weekdays": range(5), "weekends": range(5, 7)}
    if words in named:
        return frozenset(named[words])
    days: set[int] = set()
    for part in re.split(r"\s*(?:,|;|&|\band\b)\s*", words):
        if span := _DAYS_TO_DAYS.fullmatch(part):
            first, last = _number(span[1]), _number(span[2])
            days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
        elif one := re.fullmatch(_ONE_DAY, part):
            days.add(_number(one[1]))
        elif part:
            return None
    return frozenset(days) or None


def _number(day: str) -> int:
    return next(number for number, name in enumerate(_DAYS) if name.startswith(day[:3]))


def _two_entrances(
    plan: Plan, path: str, session: Session, name: str, entries: list[tuple[int, AccessTime]]
) -> Iterator[Finding]:
    for position, (number, entry) in enumerate(entries):
        for later, other in entries[position + 1 :]:
            both = [category for category in entry.press if category in other.press]
            named = (each for each in (entry, other) if each.entrance)
            doors = [plan.event.entrance_of(session, each) or str(each.entrance) for each in named]
            if both and entry.step is other.step and len(doors) == 2 and doors[0] != doors[1]:
                names = listed([door if isinstance(door, str) else door.name for door in doors])
                yield Finding(
                    "ACC008",
                    Severity.ERROR,
                    f"For {name}, {step_words(entry.step)} for {press_words(both)} is at two "
                    f"entrances: {names}. Keep one.",
                    (
                        said_at(f"{access_words(entry)} is at {names}", f"{path}.access[{number}].entrance"),
                        said_at(f"{access_words(other)} is at {names}", f"{path}.access[{later}].entrance"),
                    ),
                )
