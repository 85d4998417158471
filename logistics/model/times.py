"""Times, days and durations as people write them.

Nothing here knows a zone: a time of a plan is what the wall clock shows. Each value keeps the text it was read
from, which is also how it is written back.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Final, Self, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from logistics.errors import MomentError
from logistics.model.timepatterns import (
    ABOUT,
    AMOUNT,
    AT_ANCHOR,
    CLOCK,
    CLOCK_THEN_DAY,
    DAY,
    DAY_WITHOUT_YEAR,
    HAS_OFFSET,
    MONTHS,
    RELATIVE,
    SPAN,
    STAMP,
    TWO_READINGS,
    UNDECIDED,
    WEEKDAYS,
    WINDOW,
)
from logistics.moments import FIRST_YEAR, LAST_YEAR, MINUTE


@dataclass(frozen=True, slots=True)
class AsWritten:
    """A value that is read from a person's text and keeps it. ``examples`` are its schema's."""

    text: str
    examples: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """The value of a text; see ``examples``. Raises MomentError with what is wrong and what would mend it."""
        if len(text) > 100:  # no time is so long, and it is not worth keeping
            return cls._read(text)
        return cast("Self", _read_once(cls, text))  # type: ignore[arg-type] # mypy thinks that a class has no hash

    @classmethod
    def _read(cls, text: str) -> Self:
        raise NotImplementedError  # each kind below reads its own texts

    @classmethod
    def _from_file(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise MomentError(f"must be text, such as {' or '.join(cls.examples[:2])}.")
        return cls.read(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(lambda value: value.text)
        return core_schema.no_info_plain_validator_function(cls._from_file, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1, "examples": list(cls.examples)}


@lru_cache(maxsize=4096)
def _read_once(kind: type[AsWritten], text: str) -> AsWritten:
    """While somebody types, the same texts come back at every check; what they say never changes."""
    return kind._read(text)


@dataclass(frozen=True, slots=True)
class Clock:
    """One reading of a clock: the time, the day if one was written with it, the zone letters if any."""

    time: dt.time
    day: dt.date | None = None
    weekday: str | None = None
    letters: str | None = None
    twelve_hour: bool = False


class Shape(StrEnum):
    """What a stated time says."""

    EXACT = "exact"
    ABOUT = "about"
    WINDOW = "window"
    RELATIVE = "relative"
    TO_BE_DETERMINED = "to be determined"


@dataclass(frozen=True, slots=True)
class When(AsWritten):
    """A time of the plan: exact, about, a window, relative to another moment, or to be determined.

    EXACT and ABOUT have ``clocks`` (one, or several readings of the one moment: ``9:00 a.m. CST / 10:00 a.m.
    EST``; the first counts). WINDOW has the two ends in ``clocks``. RELATIVE has ``offset_seconds`` (negative
    is before) and ``anchor``: ``start`` or ``end`` of the own session, or ``dialogue.end``.
    """

    shape: Shape = Shape.EXACT
    clocks: tuple[Clock, ...] = ()
    offset_seconds: int = 0
    anchor: str = ""
    examples: ClassVar[tuple[str, ...]] = (
        "9:00 a.m.",
        "13:30",
        "noon",
        "10:45 a.m. EST",
        "about 10:30 a.m.",
        "10:00 to 10:20 a.m.",
        "30 minutes before start",
        "at availability.end",
        "to be determined",
    )

    @classmethod
    def _read(cls, text: str) -> Self:
        words = _tidy(text)
        if not words:
            raise MomentError("The time is empty. Write it, or “to be determined”.")
        found = CLOCK.fullmatch(words)
        return cls(words, clocks=(_clock_of(found, words),)) if found else cls._other_shape(words)

    @classmethod
    def _other_shape(cls, words: str) -> Self:
        if UNDECIDED.fullmatch(words):
            return cls(words, shape=Shape.TO_BE_DETERMINED)
        if relative := RELATIVE.fullmatch(words):
            sign = -1 if relative["side"].lower() == "before" else 1
            seconds = sign * _one_length(relative["span"], words)
            return cls(
                words, shape=Shape.RELATIVE, offset_seconds=seconds, anchor=_anchor(relative["anchor"])
            )
        if at := AT_ANCHOR.fullmatch(words):
            return cls(words, shape=Shape.RELATIVE, anchor=_anchor(at["anchor"]))
        if HAS_OFFSET.fullmatch(words):
            raise MomentError(_unreadable(words))
        if window := WINDOW.fullmatch(words):
            return cls(words, shape=Shape.WINDOW, clocks=_two_ends(window["first"], window["last"], words))
        if about := ABOUT.fullmatch(words):
            return cls(words, shape=Shape.ABOUT, clocks=_readings(about["rest"], words))
        return cls(words, clocks=_readings(words, words))

    @property
    def clock(self) -> Clock:
        """The reading that counts (of a window: its first end)."""
        return self.clocks[0]


@dataclass(frozen=True, slots=True)
class Day(AsWritten):
    """A calendar day: ``2017-12-14``, ``December 14, 2017`` or with its weekday, which is kept to be checked."""

    date: dt.date = field(default=dt.date.min)
    weekday: str | None = None
    examples: ClassVar[tuple[str, ...]] = ("2017-12-14", "Thursday, December 14, 2017")

    @classmethod
    def _read(cls, text: str) -> Self:
        words = _tidy(text)
        if found := DAY.fullmatch(words):
            return cls(words, _date(found), _weekday(found))
        if DAY.match(words):
            raise MomentError(
                f"{_quoted(words)} says more than a day. Write just the day; times and offsets have their own fields."
            )
        if DAY_WITHOUT_YEAR.fullmatch(words):
            raise MomentError(f"{_quoted(words)} is a day without its year. Add it, as in July 15, 2031.")
        raise MomentError(f"{_quoted(words)} is not a day. Write it as 2017-12-14 or December 14, 2017.")


@dataclass(frozen=True, slots=True)
class Stamp(AsWritten):
    """When a thing did happen: a day, a time, and the offset from UTC if the source gives one, in minutes."""

    day: dt.date = field(default=dt.date.min)
    time: dt.time = field(default=dt.time())
    offset_minutes: int | None = None
    examples: ClassVar[tuple[str, ...]] = ("2022-10-13 19:52:45-04:00", "2017-12-13 16:05")

    @classmethod
    def _read(cls, text: str) -> Self:
        words = _tidy(text)
        found = STAMP.fullmatch(words)
        if not found:
            raise MomentError(f"{_quoted(words)} is not a time stamp. Write it as 2022-10-13 19:52:45-04:00.")
        time = _time(found["hour"], found["minute"], found["second"], "", words)
        return cls(words, _date(found), time, _offset(found["offset"], words))


@dataclass(frozen=True, slots=True)
class Span(AsWritten):
    """A length of time or a range of lengths: ``45 minutes``, ``30 to 45 min``, ``1 h 30 min``. In seconds."""

    least: int = 0
    most: int = 0
    examples: ClassVar[tuple[str, ...]] = ("45 minutes", "30 to 45 minutes", "1 h 30 min")

    @classmethod
    def _read(cls, text: str) -> Self:
        words = _tidy(text)
        found = SPAN.fullmatch(words)
        if not found:
            raise MomentError(
                f"{_quoted(words)} is not a length of time. Write it as 45 minutes, 30 to 45 minutes or 1 h 30 min."
            )
        last = _length(found["last"])
        least = _length(found["first"], unit_from=found["last"]) if found["first"] else last
        if least > last:
            raise MomentError(f"{_quoted(words)} ends before it begins. Put the shorter length first.")
        if last > MOST_SECONDS:
            raise MomentError(f"{_quoted(words)} is longer than a month. Check the number and its unit.")
        return cls(words, least, last)


MOST_SECONDS: Final = 31 * 24 * 60 * MINUTE
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")


def _tidy(text: str) -> str:
    if len(text) > 200:
        raise MomentError("The time is longer than 200 characters. Put remarks into a note.")
    words = _SPACES.sub(" ", _DASHES.sub("-", text)).strip()
    if not words.isprintable():
        raise MomentError("The time holds a character that cannot be seen. Type it again.")
    return words


def _quoted(words: str) -> str:
    return f"“{words}”" if len(words) <= 60 else f"“{words[:59]}…”"


_SECONDS: Final = {"h": 3600, "m": 60, "s": 1, "d": 86400}


def _one_length(words: str, whole: str) -> int:
    span = Span.read(words)
    if span.least != span.most:
        raise MomentError(
            f"{_quoted(whole)} gives a range. Write one length, such as 30 minutes before start."
        )
    return span.least


def _anchor(words: str) -> str:
    name = words.lower()
    return name if name in ("start", "end") or name.endswith((".start", ".end")) else f"{name}.start"


def _length(words: str, unit_from: str = "") -> int:
    total = 0.0
    borrowed = next((found["unit"] for found in AMOUNT.finditer(unit_from) if found["unit"]), "m")
    for found in AMOUNT.finditer(words):
        total += float(found["count"]) * _SECONDS[(found["unit"] or borrowed)[0].lower()]
    return round(total)


def _date(found: re.Match[str]) -> dt.date:
    year = int(found["year"] or found["year_us"] or found["year_eu"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MomentError(f"The year {year} is outside {FIRST_YEAR} to {LAST_YEAR}.")
    name = (found["month"] or found["month_eu"] or "").lower()
    month = int(found["number"]) if found["number"] else _month(name)
    day = int(found["day"] or found["day_us"] or found["day_eu"])
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise MomentError(f"“{found.group().strip()}” is no day of the calendar.") from error


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _weekday(found: re.Match[str]) -> str | None:
    said = found["weekday"]
    return next(day for day in WEEKDAYS if day[:3].lower() == said[:3].lower()) if said else None


def _two_ends(first: str, last: str, whole: str) -> tuple[Clock, Clock]:
    """The ends of a window. What only one of them says of day, half of the day and zone holds for both."""
    end, found, half = _reading(last, whole), _found(first), _found(last)
    start = (
        _with_half(first, half["half"], whole, latest=end.time)
        if half and half["half"]
        else _reading(first, whole)
    )
    if found and found["half"] and not end.twelve_hour and 1 <= end.time.hour < 12:
        end = _reading(f"{last} {found['half']}", whole)
    start = replace(start, day=start.day or end.day, letters=start.letters or end.letters)
    end = replace(end, day=end.day or start.day, letters=end.letters or start.letters)
    if end.day == start.day and end.letters == start.letters and end.time < start.time:
        ask = "Put the earlier time first; where midnight lies between, write the day at both ends."
        raise MomentError(f"{_quoted(whole)} ends before it begins. {ask}")
    return start, end


def _with_half(words: str, half: str, whole: str, *, latest: dt.time) -> Clock:
    """``10:00`` of ``10:00 to 10:20 a.m.``; ``11:30 to 12:30 p.m.`` begins in the morning."""
    found = _found(words)
    if found and (found["half"] or found["word"] or int(found["hour"]) > 12):
        return _reading(words, whole)
    after, before = _reading(f"{words} {half}", whole), _reading(f"{words} a.m.", whole)
    return before if after.time > latest else after


def _readings(words: str, whole: str) -> tuple[Clock, ...]:
    found = TWO_READINGS.fullmatch(words)
    if not found:
        return (_reading(words, whole),)
    return (_reading(found["first"], whole), *_readings(found["next"] or found["other"], whole))


def _found(words: str) -> re.Match[str] | None:
    return CLOCK.fullmatch(words) or CLOCK_THEN_DAY.fullmatch(words)


def _reading(words: str, whole: str) -> Clock:
    found = _found(words)
    if not found:
        raise MomentError(_unreadable(whole))
    return _clock_of(found, whole)


def _clock_of(found: re.Match[str], whole: str) -> Clock:
    day = _date(found) if (found["year"] or found["year_us"] or found["year_eu"]) else None
    zone = found["letters"].upper() if found["letters"] else None
    if word := found["word"]:
        if word.lower().endswith("midnight"):
            raise MomentError(
                "“midnight” may be the start or the end of a day. Write 0:00 with its day, or 23:59."
            )
        return Clock(dt.time(12), day, _weekday(found), zone, twelve_hour=True)
    if not found["minute"] and not found["half"]:
        hour = found["hour"]
        raise MomentError(f"{_quoted(whole)} is not a clear time. Write {hour}:00, or {hour} a.m. or p.m.")
    half = found["half"] or ""
    time = _time(found["hour"], found["minute"] or "0", found["second"], half, whole)
    return Clock(time, day, _weekday(found), zone, twelve_hour=bool(half))


def _time(hour: str, minute: str, second: str | None, half: str, words: str) -> dt.time:
    hours = int(hour)
    if half and not 1 <= hours <= 12:
        raise MomentError(
            f"{_quoted(words)} mixes the 12-hour and the 24-hour clock. Leave out {half.strip()}, or use 1 to 12."
        )
    if half:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    if hours == 24:
        raise MomentError(f"{_quoted(words)}: write 0:00 with the date of the day that begins then.")
    try:
        return dt.time(hours, int(minute), int(second or 0))
    except ValueError as error:
        raise MomentError(
            f"{_quoted(words)} is no time of a clock: hours go to 23, minutes and seconds to 59."
        ) from error


def _offset(words: str | None, whole: str) -> int | None:
    if not words:
        return None
    if words.upper() in ("Z", "UTC"):
        return 0
    hours, minutes = int(words[1:3]), int(words[-2:])
    if hours > 14 or minutes > 59:
        raise MomentError(f"{_quoted(whole)} has an offset that no place on earth uses.")
    return (-1 if words[0] == "-" else 1) * (hours * 60 + minutes)


def _unreadable(words: str) -> str:
    if HAS_OFFSET.fullmatch(words):
        ask = "A planned time is what the clock on the wall shows: leave the offset out; the zone has its own field."
        return f"{_quoted(words)} carries an offset. {ask}"
    if DAY.fullmatch(words):
        return f"{_quoted(words)} is a day without a time. Add it, as in December 14, 2017, 9:00 a.m."
    if DAY_WITHOUT_YEAR.fullmatch(words):
        return f"{_quoted(words)} names a day without its year. Add it, as in July 15, 2031, 6:15 p.m."
    ways = "9:00 a.m., 13:30, noon, about 10:30 a.m., 10:00 to 10:20 a.m., 30 minutes before start"
    with_a_day = "with a day of its own, as July 15, 2031, 6:15 p.m."
    return f"{_quoted(words)} is not a time. Write it as {ways} or to be determined; {with_a_day}"
