"""Zone letters, weekdays and offsets that are wrong, and hours that can be read in two ways: the right text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from logistics.errors import MomentError, TwiceTheHour
from logistics.model import Clock, Day, Stamp, When
from logistics.model.clocks import instant_of, instant_of_stamp, letters_mean
from logistics.model.timepatterns import TWO_READINGS
from logistics.moments import instant, letters, offset_minutes, wall
from logistics.operations.mending.proof import Judged
from logistics.operations.mending.rewriting import (
    moved,
    with_letters,
    with_other_letters,
    with_right_weekdays,
    without_letters,
)
from logistics.operations.mending.trees import Mend
from logistics.plan import Plan
from logistics.rules.base import Finding, Severity
from logistics.rules.dates import offset_words, with_half
from logistics.rules.texts import free_texts
from logistics.rules.zone_letters import zones_of_readings


def _right_letters(result: Judged, finding: Finding) -> Iterator[Mend]:
    for path, when in _whens(result.plan, finding):
        text = when.text
        for clock, zone in zones_of_readings(when, result.plan.event, result.plan.zone_at(path)):
            shown = _shown(clock, result.plan, zone) if zone and clock.letters else ""
            if clock.letters and shown.isalpha() and not letters_mean(clock.letters, shown):
                text = with_other_letters(text, clock.letters, shown)
        yield _write(path, text)


def _shown(clock: Clock, plan: Plan, zone: str) -> str:
    try:
        return letters(instant_of(clock, plan.event.date.date, zone), zone)
    except MomentError:
        return ""


def _right_weekday(result: Judged, finding: Finding) -> Iterator[Mend]:
    for path, _, value, _ in result.plan.times:
        if path in _paths(finding) and isinstance(value, Day | When):
            yield _write(path, with_right_weekdays(value.text))


def _equal_readings(result: Judged, finding: Finding) -> Iterator[Mend]:
    """Of two readings that differ, the second by the first or the first by the second."""
    for path, when in _whens(result.plan, finding):
        found = TWO_READINGS.fullmatch(when.text)
        readings = zones_of_readings(when, result.plan.event, result.plan.zone_at(path))
        if found is None or len(readings) != 2:
            continue
        spans = found.span("first"), found.span("next" if found["next"] else "other")
        for wrong, right in ((1, 0), (0, 1)):
            text = _reading(when.text[slice(*spans[wrong])], readings[wrong], readings[right], result.plan)
            if text:
                start, end = spans[wrong]
                yield _write(path, f"{when.text[:start]}{text}{when.text[end:]}")


_Reading = tuple[Clock, str | None]


def _reading(text: str, wrong: _Reading, right: _Reading, plan: Plan) -> str | None:
    """The text of a reading, with the time that its zone's clocks show at another reading."""
    if wrong[1] is None or right[1] is None:
        return None
    day = plan.event.date.date
    try:
        local = wall(instant_of(right[0], day, right[1]), wrong[1])
        return moved(text, local.time(), local.date() if wrong[0].day or local.date() != day else None, None)
    except (MomentError, ValueError):
        return None


def _which_of_two_hours(result: Judged, finding: Finding) -> Iterator[Mend]:
    """Of an hour that comes twice both, by the letters of the zone or by the offset."""
    for path, _, value, _ in result.plan.times:
        if path not in _paths(finding):
            continue
        zone = result.plan.zone_at(path)
        if isinstance(value, Stamp):
            yield from _both(value.text, path, Clock(value.time, value.day), zone, with_offset=True)
        elif isinstance(value, When) and len(value.clocks) == 1 and value.clock.letters is None:
            clock = value.clock
            day = clock.day or result.plan.event.date.date
            yield from _both(value.text, path, Clock(clock.time, day), zone, with_offset=False)


def _both(text: str, path: str, clock: Clock, zone: str, *, with_offset: bool) -> Iterator[Mend]:
    assert clock.day is not None
    try:
        instant(clock.day, clock.time, zone)
    except TwiceTheHour:
        for second_time in (False, True):
            at = instant(clock.day, clock.time, zone, second_time=second_time)
            offset = offset_words(offset_minutes(at, zone))
            yield _write(path, f"{text}{offset}" if with_offset else with_letters(text, letters(at, zone)))
    except MomentError:
        return


def _right_offset(result: Judged, finding: Finding) -> Iterator[Mend]:
    """The offset of the zone, with the same hour of the clock."""
    zone = result.plan.event.zone
    for path, _, value, _ in result.plan.times:
        if path in _paths(finding) and isinstance(value, Stamp):
            right = offset_words(
                offset_minutes(instant_of_stamp(Stamp(value.text, value.day, value.time), zone), zone)
            )
            yield _write(path, _OFFSET.sub(right, value.text))


_OFFSET: Final = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|UTC)$", re.ASCII | re.IGNORECASE)


def _which_half(result: Judged, finding: Finding) -> Iterator[Mend]:
    """The time in the morning and the time in the evening, where only one is unclear."""
    halves = ("a.m.", "p.m.")
    if finding.severity is Severity.NOTE:
        bare = list(_whens(result.plan, finding))
        for path, when in bare if len(bare) == 1 else ():
            yield from (_write(path, _with_half(when.text, half)) for half in halves)
        return
    for path, text in free_texts(result.plan):
        for half in halves if path in _paths(finding) else ():
            if (clear := with_half(text, half)) is not None:
                yield Mend(f"It is {_HALVES[half]}: add {half}", path, clear)


_HALVES: Final = {"a.m.": "the morning", "p.m.": "the afternoon or evening"}
_CLOCK_AT_THE_END: Final = re.compile(
    r"(?<!\d)\d{1,2}[:.]\d{2}(?=(?: \(?[A-Z]{1,4}T\)?)?$)", re.ASCII | re.IGNORECASE
)


def _with_half(text: str, half: str) -> str:
    return _CLOCK_AT_THE_END.sub(lambda found: f"{found[0]} {half}", text)


def _one_zone_for_all(result: Judged, finding: Finding) -> Iterator[Mend]:
    """The letters for the one time that lacks them, or without them the one time that has them."""
    whens = list(_whens(result.plan, finding))
    with_zone = [item for item in whens if any(clock.letters for clock in item[1].clocks)]
    without = [item for item in whens if item not in with_zone]
    if len(without) == 1:
        path, when = without[0]
        shown = _shown(when.clock, result.plan, result.plan.zone_at(path))
        if shown.isalpha():
            yield _write(path, with_letters(when.text, shown))
    if len(with_zone) == 1:
        path, when = with_zone[0]
        bare = without_letters(when.text)
        yield Mend(f"Leave the zone out: “{bare}”", path, bare)


def _whens(plan: Plan, finding: Finding) -> Iterator[tuple[str, When]]:
    """The clock times at the places of a finding."""
    for path, _, value, _ in plan.times:
        if path in _paths(finding) and isinstance(value, When) and value.clocks:
            yield path, value


def _paths(finding: Finding) -> frozenset[str]:
    return frozenset(fact.path for fact in finding.facts)


def _write(path: str, text: str) -> Mend:
    return Mend(f"Write “{text}”", path, text)


PROPOSALS: Final[Mapping[str, Callable[[Judged, Finding], Iterator[Mend]]]] = {
    "CAL001": _right_letters,
    "CAL002": _right_weekday,
    "CAL003": _equal_readings,
    "CAL007": _which_of_two_hours,
    "CAL008": _right_offset,
    "CAL010": _which_half,
    "PUB013": _one_zone_for_all,
}
