"""Wall time and instants: the only door to pendulum.

A plan is wall time and a zone; what happened is an instant. An instant is a whole number of seconds since
1970-01-01 00:00 UTC. Zone rules come from the pinned ``tzdata`` package and never from the machine, so that
the same event gives the same instants everywhere.
"""

from __future__ import annotations

import datetime as dt
import difflib
import zoneinfo
from functools import lru_cache

from pendulum.tz.exceptions import AmbiguousTime, NonExistingTime
from pendulum.tz.timezone import Timezone

from logistics.errors import MomentError, NoSuchHour, NoSuchZone, TwiceTheHour

# The system's zone files may be older or newer than the pinned ones; with no search path, only tzdata is read.
zoneinfo.reset_tzpath(to=())

Instant = int
MINUTE = 60
HOUR = 3600
FIRST_YEAR, LAST_YEAR = 1900, 2199


@lru_cache(maxsize=512)
def zone(name: str) -> Timezone:
    """The zone of an IANA name such as ``America/New_York``. Raises NoSuchZone, naming near ones."""
    try:
        return Timezone(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NoSuchZone(_unknown_zone(name)) from error


def _unknown_zone(name: str) -> str:
    known = sorted(zoneinfo.available_timezones())
    by_city = {known_name.rsplit("/", 1)[-1].lower(): known_name for known_name in known}
    wanted = name.strip().replace(" ", "_")
    near = difflib.get_close_matches(wanted, known, n=2, cutoff=0.7)
    city = by_city.get(wanted.rsplit("/", 1)[-1].lower())
    offers = [city] if city else near
    hint = f" Did you mean {' or '.join(offers)}?" if offers else " Write it as America/New_York is written."
    return f"“{name}” is not a time zone of the IANA list.{hint}"


@lru_cache(maxsize=4096)  # the same few times are asked for at every check while somebody types
def instant(day: dt.date, time: dt.time, zone_name: str, *, second_time: bool | None = None) -> Instant:
    """The instant of a wall time in a zone.

    ``second_time`` tells which is meant of an hour that comes twice when clocks go back. Raises NoSuchHour
    and TwiceTheHour (RFC 5545 §3.3.5 leaves both to convention; house practice is to ask).
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise MomentError(f"The year {day.year} is outside {FIRST_YEAR} to {LAST_YEAR}.")
    naive = dt.datetime.combine(day, time)
    try:
        if second_time is None:
            aware = zone(zone_name).convert(naive, raise_on_unknown_times=True)
        else:
            aware = zone(zone_name).convert(naive.replace(fold=int(second_time)))
    except NonExistingTime as error:
        raise NoSuchHour(
            f"{naive:%H:%M} does not exist on {day.isoformat()} in {zone_name}: the clocks skip it. "
            "Give a time before or after the change."
        ) from error
    except AmbiguousTime as error:
        raise TwiceTheHour(
            f"{naive:%H:%M} comes twice on {day.isoformat()} in {zone_name}, as the clocks go back. "
            f"Add the zone's letters ({_letters(naive, zone_name)}) to say which is meant."
        ) from error
    return int(aware.timestamp())


def _letters(naive: dt.datetime, zone_name: str) -> str:
    both = (naive.replace(fold=fold, tzinfo=zone(zone_name)) for fold in (0, 1))
    return " or ".join(letters(int(aware.timestamp()), zone_name) for aware in both)


def wall(moment: Instant, zone_name: str) -> dt.datetime:
    """The wall time of an instant in a zone, as an aware datetime."""
    return dt.datetime.fromtimestamp(moment, zone(zone_name))


def letters(moment: Instant, zone_name: str) -> str:
    """What a clock there calls its zone at that instant: ``EST``; ``UTC-5`` where the zone has no letters."""
    name = wall(moment, zone_name).tzname() or ""
    if name[:1].isalpha():
        return name
    minutes = offset_minutes(moment, zone_name)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def offset_minutes(moment: Instant, zone_name: str) -> int:
    """Minutes east of UTC at that instant."""
    offset = wall(moment, zone_name).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / MINUTE)


def letters_in_use(day: dt.date, zone_name: str) -> frozenset[str]:
    """The zone letters a clock there may show in that year: ``{"EST", "EDT"}``."""
    months = (dt.datetime(day.year, month, 1, tzinfo=zone(zone_name)) for month in range(1, 13))
    return frozenset(month.tzname() or "" for month in months)


def iso(moment: Instant, zone_name: str) -> str:
    """ISO 8601 with offset: ``2017-12-14T10:45:00-05:00``."""
    return wall(moment, zone_name).isoformat()


def start_of(day: dt.date, zone_name: str) -> Instant:
    """The first instant of a calendar day there (in some zones not 00:00, where midnight is skipped)."""
    return int(dt.datetime.combine(day, dt.time(), tzinfo=zone(zone_name)).timestamp())


def end_of(day: dt.date, zone_name: str) -> Instant:
    """The instant at which a calendar day ends there, which is not part of it."""
    return start_of(day + dt.timedelta(days=1), zone_name)
