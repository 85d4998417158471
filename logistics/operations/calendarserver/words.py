"""What a run did, in words: a line for each entry, and under it what it said before and says now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from logistics.calendars.standing import Standing
from logistics.moments import Instant
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
        if count or not outcome.steps:
            yield f"{count} {'entry' if count == 1 else 'entries'} unchanged"

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
            yield f"{step.did}: {only.title}, {self.time(only)}"

    def _differences(self, before: Standing, after: Standing) -> Iterator[str]:
        pairs = (
            ("time", self.time(before), self.time(after)),
            ("place", before.place, after.place),
            ("title", before.title, after.title),
            ("status", before.status.lower(), after.status.lower()),
        )
        told = [f"  {what}: {was or 'none'} -> {now or 'none'}" for what, was, now in pairs if was != now]
        yield from told or ["  its details"]

    def time(self, says: Standing) -> str:
        """``9:00 to 10:00 a.m.``; with the day where the event does not say it."""
        starts, ends, zone = says.starts, says.ends, self.zones.get(says.uid, self.zone)
        if starts is None:
            return "no time"
        if isinstance(starts, dt.date):
            clock = (
                f"{time_words(starts.time())} on any clock" if isinstance(starts, dt.datetime) else "all day"
            )
            return f"{short_date_words(starts)}, {clock}"
        if isinstance(ends, Instant) and ends > starts:
            return self.clock.span(starts, ends, zone, "to")
        return self.clock.at(starts, zone)
