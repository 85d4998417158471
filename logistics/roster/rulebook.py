"""How a house has posts of each function: how many, how early they report, how long they stay. An office may change it.

No source was found for any of these numbers (an escort ratio, for one, is published nowhere): they are our choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from logistics.model.staff import Function, PostRule
from logistics.moments import HOUR, MINUTE


@dataclass(frozen=True, slots=True)
class Habit:
    """How posts of one function are had. ``reports`` and ``stays`` are seconds before and after what they are for."""

    count: int
    reports: int
    stays: int
    weight: int = 1
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    clearances: frozenset[str] = frozenset()


def _habit(reports: int, stays: int, weight: int = 1, *, count: int = 1) -> Habit:
    return Habit(count, reports * MINUTE, stays * MINUTE, weight)


HOUSE: Final[Mapping[Function, Habit]] = MappingProxyType(
    {
        Function.ESCORT: _habit(15, 5, 3),
        Function.DOOR: _habit(15, 10, 3),
        Function.ROOM_LEAD: _habit(30, 10, 2),
        Function.PRESS_LEAD: _habit(30, 15, 3),
        Function.AV: _habit(60, 15, 2),
        Function.LIVESTREAM: _habit(45, 10, 3),
        Function.MODERATOR: _habit(15, 0, 3),
        Function.INTERPRETER: _habit(20, 0, 3),
        Function.SECURITY: _habit(30, 15, 3),
        Function.RUNNER: _habit(15, 10),
    }
)
LONGEST_UNSAID: Final = 3 * HOUR
"""Where the plan leaves a session more room than this, its end is taken as not known at all."""
UNSAID_LENGTH: Final = 45 * MINUTE
"""How long a session is staffed whose end is not known, counted from the latest that it can start."""
LONGEST_SHIFT: Final = 6 * HOUR
"""A post for the whole day is shared out into shifts of equal length, none longer than this.

A moment that may be anywhere in a longer time than this has no time yet.
"""
ONE_OPENING: Final = 45 * MINUTE
"""A door is held through a gap of at most so long between two access times."""


def habits(rules: Iterable[PostRule]) -> Mapping[Function, Habit]:
    """The house's habits with what an office has otherwise."""
    return {**HOUSE, **{rule.function: _changed(HOUSE[rule.function], rule) for rule in rules}}


def _changed(habit: Habit, rule: PostRule) -> Habit:
    return replace(
        habit,
        count=habit.count if rule.count is None else rule.count,
        reports=habit.reports if rule.reports is None else rule.reports.least,
        stays=habit.stays if rule.stays is None else rule.stays.least,
        weight=habit.weight if rule.weight is None else rule.weight,
        skills=habit.skills | {*rule.skills},
        languages=habit.languages | {*rule.languages},
        clearances=habit.clearances | {*rule.clearances},
    )
