"""From what is written to instants: the day, the zone and which of two readings counts."""

from __future__ import annotations

import datetime as dt

from logistics.errors import TwiceTheHour
from logistics.model import Clock, Stamp
from logistics.moments import Instant, instant, letters, letters_in_use


def reading_that_counts(clocks: tuple[Clock, ...], day: dt.date, zone_name: str) -> Clock:
    """Of several readings of one moment, the one in the event's own zone; else the first."""
    if len(clocks) > 1:
        own = letters_in_use(day, zone_name)
        return next((clock for clock in clocks if clock.letters in own), clocks[0])
    return clocks[0]


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
