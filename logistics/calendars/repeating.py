"""Which rules of repetition (RFC 5545 §3.3.10) are followed, and what following one costs before it is followed.

The library that expands rules looks at one day, week, month or year after the other, until the first occurrence
after the times that are asked for. It cannot be stopped: a rule that repeats every second, or that is never met (every
February 30), keeps it busy for hours. So only the rules that calendar programs write are followed, those that are
met again within a few years; and those in a calendar may cost only so much together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from icalendar.prop import vRecur

_FOLLOWED: Final = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS")
)
_STEPS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"DAILY": (1, 1), "WEEKLY": (7, 3), "MONTHLY": (28, 3), "YEARLY": (365, 8)}
)
"""Of each frequency how many days a step is long, and what it costs; 1 is some 2 microseconds (measured)."""
OCCURRENCE: Final = 12
"""What each occurrence costs that falls into the time that is asked for."""
_SURE_DAY: Final = 28
"""Every month has this day, and every month has each weekday four times."""
_SURE_WEEK: Final = 4


class NotFollowed(ValueError):
    """A rule that is wrong, or that no calendar program writes."""


def cost(rule: vRecur, start: dt.date, first: dt.date, last: dt.date) -> int:
    """What it costs to find the occurrences from ``first`` to ``last`` of a rule that begins on ``start``.

    Raises NotFollowed.
    """
    frequency, interval = str(_one(rule, "FREQ")), int(_one(rule, "INTERVAL", 1))
    if frequency not in _STEPS or not set(rule) <= _FOLLOWED or interval < 1:
        raise NotFollowed(f"{dict(rule)} is not followed")
    if "COUNT" in rule and "UNTIL" in rule:
        raise NotFollowed("COUNT and UNTIL exclude each other")
    if not _SURELY_MET[frequency](rule, start, interval):
        raise NotFollowed(f"{dict(rule)} may never be met")
    length, weight = _STEPS[frequency]
    end, at_once = min(last, _until(rule, last)), _at_once(rule)
    steps = max(0, (end - start).days) // (length * interval) + 1
    inside = max(0, (end - max(first, start)).days) // (length * interval) + 1
    return steps * (weight + at_once) + inside * at_once * OCCURRENCE


def _at_once(rule: vRecur) -> int:
    """How many occurrences a step can have at most."""
    found = (len(rule.get("BYDAY", ())) or 1) * (len(rule.get("BYMONTHDAY", ())) or 1)
    if rule["FREQ"] in (["MONTHLY"], ["YEARLY"]) and "BYDAY" in rule:
        found *= _SURE_WEEK + 1
    if rule["FREQ"] == ["YEARLY"] and {"BYDAY", "BYMONTHDAY", "BYMONTH"} & set(rule):
        found *= len(rule.get("BYMONTH", ())) or 12
    return found


def _one(rule: vRecur, name: str, default: Any = None) -> Any:
    values = rule.get(name, [default])
    if len(values) != 1 or values[0] is None:
        raise NotFollowed(f"{name} is not one value")
    return values[0]


def _until(rule: vRecur, otherwise: dt.date) -> dt.date:
    if "UNTIL" not in rule:
        return otherwise
    until: dt.date = _one(rule, "UNTIL")
    return dt.date(until.year, until.month, until.day)


def _daily(rule: vRecur, start: dt.date, interval: int) -> bool:
    """Every so many days, or every day that is such a weekday in such months; of weeks likewise."""
    del start  # any day will do
    narrowed = {"BYMONTH"} if rule["FREQ"] == ["WEEKLY"] else {"BYMONTH", "BYDAY"}
    return (
        not {"BYMONTHDAY", "BYSETPOS"} & set(rule)
        and (interval == 1 or not narrowed & set(rule))
        and all(not day.relative for day in rule.get("BYDAY", ()))
        and all(1 <= month <= 12 for month in rule.get("BYMONTH", ()))
    )


def _monthly(rule: vRecur, start: dt.date, interval: int) -> bool:
    """On days that every month has, or on others where the months that are looked at are not always the same."""
    if "BYMONTH" in rule:
        return False
    if {"BYMONTHDAY", "BYDAY"} <= set(rule):  # Friday the 13th
        alone = interval == 1 and "BYSETPOS" not in rule
        return alone and _sure(rule, rule["BYMONTHDAY"]) and all(not day.relative for day in rule["BYDAY"])
    days = [] if "BYDAY" in rule else rule.get("BYMONTHDAY", [start.day])
    possible = all(abs(day.relative or 1) <= _SURE_WEEK + 1 for day in rule.get("BYDAY", ()))
    possible = possible and all(1 <= abs(day) <= 31 for day in days)
    return _sure(rule, days) or (possible and "BYSETPOS" not in rule and interval % 12 != 0)


def _yearly(rule: vRecur, start: dt.date, interval: int) -> bool:
    """On a day that there is every year, or on February 29 of every year that has one."""
    months = [int(month) for month in rule.get("BYMONTH", [start.month])]
    if not all(1 <= month <= 12 for month in months):
        return False
    if "BYDAY" in rule:
        return "BYMONTHDAY" not in rule and _sure(rule, [])
    days, year = rule.get("BYMONTHDAY", [start.day]), 2024 if interval == 1 else 2023
    there = all(_there_is(year, month, day) for month in months for day in days)
    return "BYSETPOS" not in rule and (_sure(rule, days) or there)


def _sure(rule: vRecur, days: list[int]) -> bool:
    """Whether every month has at least one of these days, if any, and what BYDAY and BYSETPOS name."""
    weekdays, places = rule.get("BYDAY", ()), rule.get("BYSETPOS", ())
    return (
        all(abs(day.relative or 1) <= _SURE_WEEK for day in weekdays)
        and all(1 <= abs(place) <= (_SURE_WEEK if weekdays else 1) for place in places)
        and (not days or any(1 <= abs(day) <= _SURE_DAY for day in days))
    )


def _there_is(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


_SURELY_MET: Final[Mapping[str, Callable[[vRecur, dt.date, int], bool]]] = MappingProxyType(
    {"DAILY": _daily, "WEEKLY": _daily, "MONTHLY": _monthly, "YEARLY": _yearly}
)

__all__ = ["OCCURRENCE", "NotFollowed", "cost"]
