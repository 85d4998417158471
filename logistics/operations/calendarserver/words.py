"""What a run did, in words: a line for each entry, and under it what it said before and says now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from logistics.calendars.standing import Standing
from logistics.moments import Instant, wall
from logistics.operations.calendarserver.publishing import SET_RIGHT, Outcome, Step
from logistics.operations.telling import Clock
from logistics.plan.words import short_date_words, time_words


@dataclass(frozen=True, slots=True)
class Reader:
    """By whose clock times are told: that of the event, and for each entry its own zone by UID."""

    clock: Clock
    zone: str
    zones: dict[str, str]

    def lines(self, outcome: Outcome) -> Iterator[str]:
        """What was done, and how much was as it should be already."""
        for step in outcome.steps:
            yield from self._step(step)
        count = outcome.unchanged
        if count:
            yield f"{count} {'entry' if count == 1 else 'entries'} unchanged"
        elif outcome.complete and not outcome.steps:
            yield "Nothing of this event was there."

    def undone(self, outcome: Outcome) -> Iterator[str]:
        """What was not done, and why."""
        yield from (f"not done: {title}: {why}" for title, why in outcome.left)
        if outcome.stopped:
            yield f"{outcome.stopped} What is told above is done; the next run does the rest."

    def _step(self, step: Step) -> Iterator[str]:
        before, after = step.before, step.after
        if before is not None and after is not None:
            why = " (somebody had changed it on the server)" if step.did == SET_RIGHT else ""
            yield f"{step.did}: {after.title}{why}"
            yield from self._differences(before, after)
            return
        only = after or before
        if only is not None:
            yield f"{step.did}: {only.title}, {self._time(only, self._any_day)}"

    def _differences(self, before: Standing, after: Standing) -> Iterator[str]:
        days = {self._day(one.starts, one) for one in (before, after)}
        clock = self.clock if days == {self.clock.day} else self._any_day
        pairs = (
            ("time", self._time(before, clock), self._time(after, clock)),
            ("place", before.place, after.place),
            ("title", before.title, after.title),
            ("status", before.status.lower(), after.status.lower()),
            ("for", before.for_what, after.for_what),
        )
        told = [f"  {what}: {was or 'none'} -> {now or 'none'}" for what, was, now in pairs if was != now]
        yield from told or ["  its details"]

    @property
    def _any_day(self) -> Clock:
        """The clock that tells the day and the zone's letters with each time."""
        return replace(self.clock, own=("", 0), day=None)

    def _zone(self, says: Standing) -> str:
        return self.zones.get(says.uid, self.zone)

    def _day(self, at: Instant | dt.date | None, says: Standing) -> dt.date | None:
        return wall(at, self._zone(says)).date() if isinstance(at, Instant) else None

    def _time(self, says: Standing, clock: Clock) -> str:
        """``9:00 to 10:00 a.m.``; ``Jun 3, 9:00 to 10:00 a.m. EDT``."""
        starts, ends, zone = says.starts, says.ends, self._zone(says)
        if starts is None:
            return "no time"
        if isinstance(starts, dt.date):
            hour = (
                f"{time_words(starts.time())} on any clock" if isinstance(starts, dt.datetime) else "all day"
            )
            return f"{short_date_words(starts)}, {hour}"
        if isinstance(ends, Instant) and ends > starts:
            return clock.span(starts, ends, zone, "to")
        return clock.at(starts, zone)
