"""What did happen: the time of a moment as somebody saw it, kept beside the plan and never instead of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from logistics.disclosure import STAFF, disclose
from logistics.errors import LogisticsError, MomentError
from logistics.model import Shape, When
from logistics.model.clocks import instant_of, letters_mean, reading_that_counts
from logistics.moments import HOUR, Instant, letters, wall
from logistics.operations.checking import in_time_order
from logistics.operations.drafts import Draft, checked_text, draft
from logistics.operations.office import Office
from logistics.operations.telling import Clock, instant_words
from logistics.operations.timeentry import read_time
from logistics.plan import Moment
from logistics.plan.words import clock_words, length_words, sentence
from logistics.store import events as kept
from logistics.store.journal import note

_A_DAY: Final = dt.timedelta(days=1)
_FAR: Final = 7 * 24 * HOUR


class NoSuchMoment(LogisticsError):
    """A moment that the event's plan does not have."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A moment that was seen to happen: what it is called, when, who noted it and when. ``happened`` is in words."""

    point: str
    name: str
    planned: str
    happened: str
    by: str
    at: Instant
    instant: Instant


def points(item: Draft) -> tuple[tuple[str, str], ...]:
    """The moments of an event that staff can see happen, each with its name, in the order of the day."""
    moments = in_time_order(replace(item.checked.plan, moments=_known(item)))
    return tuple((moment.point, _name(moment)) for moment in moments if moment.said is not None)


def observe(office: Office, event_id: str, point: str, time: str, by: str, now: Instant) -> str:
    """Note when a moment happened; an empty time takes an earlier note back. Returns what was noted, in words.

    Raises NoSuchMoment, and MomentError for a time that cannot be read or is not one time.
    """
    item = draft(office, event_id)
    moment = _known(item).get(point)
    if moment is None:
        raise NoSuchMoment("Choose what happened from the list.")
    happened = _instant(item, moment, time) if time.strip() else None
    with office.database.writing() as connection:
        kept.observe(connection, event_id, point, happened, at=now, by=by)
        detail = {"moment": point, "happened": happened}
        note(connection, at=now, by=by, did="noted a time", event_id=event_id, detail=detail)
    if happened is None:
        return f"{sentence(_name(moment))} The time noted for it was taken back."
    return f"Noted: {_name(moment)} at {instant_words(happened, moment.zone)}."


def observed(office: Office, item: Draft) -> tuple[Seen, ...]:
    """What has been seen to happen, the last note of each moment, in the order in which it happened.

    Left out are moments that staff may not know of any more.
    """
    with office.database.reading() as connection:
        noted = kept.observed(connection, item.event.id)
    moments = _known(item)
    clock = Clock.of(item.event)
    found = (one for one in noted if one.point in moments or one.point not in item.checked.plan.moments)
    return tuple(
        Seen(
            one.point,
            _name(moments[one.point]) if one.point in moments else one.point,
            clock.moment(moments.get(one.point)) or "not stated",
            _told(one.happened, moments[one.point].zone if one.point in moments else item.event.zone),
            one.by,
            one.at,
            one.happened,
        )
        for one in sorted(found, key=lambda one: (one.happened or 0, one.point))
        if one.happened is not None
    )


def _known(item: Draft) -> Mapping[str, Moment]:
    """The moments that staff may know of: those who note times read no more than that."""
    plan = item.checked.plan
    return _known_of(item.kept.text, item.event.id, plan.profile.name)


@lru_cache(maxsize=64)
def _known_of(text: str, event_id: str, profile: str) -> Mapping[str, Moment]:
    return disclose(checked_text(text, event_id, profile).plan, STAFF).moments


def _instant(item: Draft, moment: Moment, time: str) -> Instant:
    """The instant of a time as typed; where it names no day, on the day that brings it nearest to the plan."""
    planned = moment.meant or moment.earliest or moment.latest
    day = item.event.date.date if planned is None else wall(planned, moment.zone).date()
    when = When.read(read_time(time, day, moment.zone).text)
    if when.shape is not Shape.EXACT:
        raise MomentError("Write one time, such as 9:04a: this is for what did happen.")
    clock = reading_that_counts(when.clocks, day, moment.zone)
    days = (day,) if clock.day or planned is None else (day, day - _A_DAY, day + _A_DAY)
    found = min(
        (instant_of(clock, one, moment.zone) for one in days), key=lambda at: abs(at - (planned or at))
    )
    shown = letters(found, moment.zone)
    if clock.letters and not letters_mean(clock.letters, shown):
        raise MomentError(f"Clocks there showed {shown} then, not {clock.letters}. Leave the letters out.")
    if planned is not None and abs(found - planned) > _FAR:
        raise MomentError(
            f"That is {length_words(abs(found - planned))} from the plan. Write the time alone, such as 9:04a."
        )
    return found


def _told(moment: Instant | None, zone: str) -> str:
    return "" if moment is None else f"{clock_words(moment, zone)} {letters(moment, zone)}"


def _name(moment: Moment) -> str:
    return moment.said.what.removesuffix(" is") if moment.said else moment.point
