"""From what is written to instants: the day, the zone and which of two readings counts."""

from __future__ import annotations

import datetime as dt

from logistics.errors import MomentError, TwiceTheHour
from logistics.model.event import Revision
from logistics.model.times import Clock, Stamp
from logistics.moments import Instant, instant, letters, letters_in_use, start_of


def reading_that_counts(clocks: tuple[Clock, ...], day: dt.date, zone_name: str) -> Clock:
    """Of several readings of one moment, the one by the clocks of the event's own zone; else the first.

    ``7:45 a.m. CST / 8:45 a.m. CDT`` on a day in June: in Chicago the second, in Monterrey the first.
    """
    if len(clocks) == 1:
        return clocks[0]
    shown = {clock: letters_shown(clock, day, zone_name) for clock in clocks}
    in_force = (clock for clock in clocks if clock.letters and letters_mean(clock.letters, shown[clock]))
    in_use = (clock for clock in clocks if clock.letters in letters_in_use(clock.day or day, zone_name))
    return next(in_force, None) or next(in_use, clocks[0])


def letters_shown(clock: Clock, day: dt.date, zone_name: str) -> str:
    """The letters that clocks there show at a reading; nothing at an hour that they skip."""
    try:
        return letters(instant_of(clock, day, zone_name), zone_name)
    except MomentError:
        return ""


def letters_mean(written: str, shown: str) -> bool:
    """Whether letters as written are those that a clock shows: the same, ``ET`` for EST or EDT, ``Z`` for UTC."""
    generic = len(written) == 2 and written[1] == "T" and shown in (f"{written[0]}ST", f"{written[0]}DT")
    return written == shown or generic or {written, shown} <= {"UTC", "GMT", "Z"}


def instant_of(clock: Clock, day: dt.date, zone_name: str) -> Instant:
    """The instant of a clock reading: on its own day, or else on ``day``.

    Of an hour that comes twice, zone letters pick one. Raises NoSuchHour and TwiceTheHour.
    """
    on = clock.day or day
    try:
        return instant(on, clock.time, zone_name)
    except TwiceTheHour:
        for second_time in (False, True):
            moment = instant(on, clock.time, zone_name, second_time=second_time)
            if clock.letters and letters(moment, zone_name) == clock.letters:
                return moment
        raise


def instant_of_stamp(stamp: Stamp, zone_name: str) -> Instant:
    """The instant of a time stamp: by its offset, or as wall time in ``zone_name`` where it has none."""
    if stamp.offset_minutes is None:
        return instant(stamp.day, stamp.time, zone_name, second_time=False)
    zone = dt.timezone(dt.timedelta(minutes=stamp.offset_minutes))
    return int(dt.datetime.combine(stamp.day, stamp.time, tzinfo=zone).timestamp())


def instant_of_revision(revision: Revision, zone_name: str) -> Instant:
    """When a revision was issued: its day and its time; where it has no clock time, the start of its day."""
    if revision.time is None or not revision.time.clocks:
        return start_of(revision.date.date, zone_name)
    clock = reading_that_counts(revision.time.clocks, revision.date.date, zone_name)
    return instant(clock.day or revision.date.date, clock.time, zone_name, second_time=False)
