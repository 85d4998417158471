"""The text of a time with another clock time, day, zone or weekday, and otherwise as it was written."""

from __future__ import annotations

import datetime as dt
import re

from logistics.model.timepatterns import CLOCK, CLOCK_THEN_DAY, DAY, MONTHS, WEEKDAYS
from logistics.plan.words import date_words, time_words


def moved(text: str, time: dt.time, day: dt.date | None, letters: str | None) -> str:
    """A reading such as ``Dec 14, 2017, 9:00 a.m. EST`` with another time: in the 12-hour or 24-hour clock as before.

    ``day`` is written in the place and the manner of the day that stands there, else in front; None leaves it alone.
    So are the letters of the zone, which stay away where there were none. The text must be one reading.
    """
    found = CLOCK.fullmatch(text) or CLOCK_THEN_DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    begin = found.start("word") if found["word"] else found.start("hour")
    end = max(found.end(name) for name in ("word", "hour", "minute", "second", "half"))
    parts = [(begin, end, _clock(found, time))]
    if letters and found["letters"]:
        parts.append((*found.span("letters"), letters))
    if day is None:
        return _with(text, parts)
    if found["year"] or found["year_us"] or found["year_eu"]:
        return _with(text, [*parts, *_day(found, day)])
    return f"{date_words(day).partition(', ')[2]}, {_with(text, parts).removeprefix('at ')}"


def with_right_weekdays(text: str) -> str:
    """A day, or times with days, each with the weekday that its date falls on."""
    parts = []
    for found in DAY.finditer(text):
        date = _date(found)
        if found["weekday"] and date:
            parts.append((*found.span("weekday"), _weekday(found["weekday"], date)))
    return _with(text, parts)


def with_letters(text: str, letters: str) -> str:
    """A time with a zone's letters after it."""
    return f"{text} {letters}"


def without_letters(text: str) -> str:
    """A time, or several readings, without the letters of zones."""
    return _LETTERS.sub("", text)


def with_other_letters(text: str, wrong: str, right: str) -> str:
    """A time with other letters wherever the wrong ones stand."""
    return re.sub(rf"\b{re.escape(wrong)}\b", right, text, flags=re.ASCII | re.IGNORECASE)


_LETTERS = re.compile(r" \(?(?:UTC|GMT|Z|[A-Z]{1,4}T)\b\)?", re.ASCII | re.IGNORECASE)


def _with(text: str, parts: list[tuple[int, int, str]]) -> str:
    for begin, end, new in sorted(parts, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def _clock(found: re.Match[str], time: dt.time) -> str:
    if found["word"]:
        return time_words(time) if time != dt.time() else "0:00"
    mark = found.string[found.end("hour")] if found["minute"] else ":"
    minute = f"{mark}{time.minute:02}" if found["minute"] or time.minute or not found["half"] else ""
    second = f":{time.second:02}" if time.second else ""
    if not found["half"]:
        hour = f"{time.hour:02}" if found["hour"].startswith("0") else str(time.hour)
        return f"{hour}{minute}{second}"
    space = " " if found.string[found.start("half") - 1] == " " else ""
    half = found["half"]
    letter = "a" if time.hour < 12 else "p"
    new = (letter.upper() if half[0].isupper() else letter) + half[1:]
    return f"{time.hour % 12 or 12}{minute or (':00' if second else '')}{second}{space}{new}"


def _day(found: re.Match[str], day: dt.date) -> list[tuple[int, int, str]]:
    new = {
        "year": str(day.year),
        "number": _as_wide(found["number"], day.month),
        "day": _as_wide(found["day"], day.day),
        "month": _month(found["month"], day),
        "day_us": str(day.day),
        "year_us": str(day.year),
        "day_eu": str(day.day),
        "month_eu": _month(found["month_eu"], day),
        "year_eu": str(day.year),
        "weekday": _weekday(found["weekday"], day),
    }
    return [(*found.span(name), text) for name, text in new.items() if found[name]]


def _as_wide(old: str | None, number: int) -> str:
    return f"{number:0{len(old or '')}}"


def _month(old: str | None, day: dt.date) -> str:
    name = MONTHS[day.month - 1].capitalize()
    return _shortened(old or "", name) if (old or "").rstrip(".").casefold() not in MONTHS else name


def _weekday(old: str | None, day: dt.date) -> str:
    name = WEEKDAYS[day.weekday()]
    return name if (old or "").casefold().endswith("day") else _shortened(old or "", name)


def _shortened(old: str, name: str) -> str:
    return f"{name[:3]}." if old.endswith(".") else name[:3]


def _date(found: re.Match[str]) -> dt.date | None:
    name = (found["month"] or found["month_eu"] or "")[:3].casefold()
    month = int(found["number"]) if found["number"] else [month[:3] for month in MONTHS].index(name) + 1
    year = int(found["year"] or found["year_us"] or found["year_eu"])
    try:
        return dt.date(year, month, int(found["day"] or found["day_us"] or found["day_eu"]))
    except ValueError:
        return None
