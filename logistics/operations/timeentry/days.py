"""Days as people type them: ``12/14/2017``, ``Dec 14``, ``Tue``, ``tomorrow``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from logistics.errors import MomentError
from logistics.model import Day
from logistics.model.timepatterns import MONTHS, WEEKDAYS
from logistics.moments import LAST_YEAR
from logistics.operations.timeentry.typed import Entered, typed
from logistics.plan.words import date_words


def read_day(text: str, today: dt.date) -> Entered:
    """A day, as `Day` reads it and as people type it: ``12/14/2017``, ``Dec 14``, ``Tue``, ``tomorrow``.

    A day without its year is the next such day, ``today`` included; a weekday alone is the next one after ``today``.
    Raises MomentError, with a question where month and day could be either way round.
    """
    day = _day(typed(text), today)
    wrong = "" if day.weekday in (None, WEEKDAYS[day.date.weekday()]) else f" (not a {day.weekday})"
    echo = f"{date_words(day.date)}{wrong}, {_distance((day.date - today).days)}"
    return Entered(day_written(day.date, day.weekday), echo)


def day_written(day: dt.date, weekday: str | None) -> str:
    """``December 14, 2017``, or with the weekday that was written with it."""
    alone = date_words(day).partition(", ")[2]
    return f"{weekday}, {alone}" if weekday else alone


_MONTH: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_WITHOUT_YEAR: Final = re.compile(
    r"(?:(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,? )?"
    rf"(?:(?P<month>{_MONTH}) ?(?P<day>\d{{1,2}})|(?P<day_eu>\d{{1,2}}) ?(?P<month_eu>{_MONTH}))",
    re.ASCII | re.IGNORECASE,
)
_IN_NUMBERS: Final = re.compile(
    r"(?P<one>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<other>\d{1,2})(?: ?(?P=mark) ?(?P<year>\d{4}))?", re.ASCII
)
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?", re.ASCII | re.IGNORECASE)


def _day(words: str, today: dt.date) -> Day:
    after = {"today": 0, "tomorrow": 1}.get(words.casefold())
    if weekday := _weekday(words.rstrip(".")):
        after = (WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1
    if after is not None:
        return Day.read((today + dt.timedelta(days=after)).isoformat())
    words = _ORDINAL.sub("", words)
    if numbers := _IN_NUMBERS.fullmatch(words):
        month, day = _month_and_day(numbers)
        year = numbers["year"]
        date = _date(int(year), month, day, words) if year else _next(month, day, today, words)
        return Day.read(date.isoformat())
    if named := _WITHOUT_YEAR.fullmatch(words):
        return _without_year(named, today, words)
    return Day.read(words)


def _weekday(words: str) -> str | None:
    """The weekday of which three letters or more are typed: ``Tue``, ``thurs``."""
    typed_ = words.casefold()
    return next((day for day in WEEKDAYS if len(typed_) >= 3 and day.casefold().startswith(typed_)), None)


def _month_and_day(found: re.Match[str]) -> tuple[int, int]:
    """Which of two numbers is the month, and which the day. Raises MomentError where either could be."""
    one, other = int(found["one"]), int(found["other"])
    if one > 12:
        return other, one
    if other > 12 or one == other or not one or not other:
        return one, other
    first, second = (f"{MONTHS[month - 1].capitalize()} {day}" for month, day in ((one, other), (other, one)))
    raise MomentError(f"Is “{found[0]}” {first} or {second}? Write the month as a word.")


def _without_year(found: re.Match[str], today: dt.date, words: str) -> Day:
    name = (found["month"] or found["month_eu"]).casefold()
    month = next(number for number, known in enumerate(MONTHS, 1) if known[:3] == name[:3])
    date = _next(month, int(found["day"] or found["day_eu"]), today, words)
    if not found["weekday"]:
        return Day.read(date.isoformat())
    if _weekday(found["weekday"]) != WEEKDAYS[date.weekday()]:
        raise MomentError(f"The next such day is {date_words(date)}. Correct the weekday, or add the year.")
    return Day.read(date_words(date))


def _next(month: int, day: int, today: dt.date, words: str) -> dt.date:
    """The next such day, ``today`` included. February 29 may be years away."""
    _date(2000, month, day, words)
    for year in range(today.year, LAST_YEAR + 1):
        if (month, day) != (2, 29) or calendar.isleap(year):
            date = _date(year, month, day, words)
            if date >= today:
                return date
    raise MomentError(f"“{words}” does not come again before the year {LAST_YEAR + 1}. Add the year.")


def _date(year: int, month: int, day: int, words: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise MomentError(f"“{words}” is no day of the calendar.") from None


def _distance(days: int) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"{days} days from now" if days > 0 else f"{-days} days ago")
