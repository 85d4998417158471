"""What a caller of this library may meet, each error with its data."""

from __future__ import annotations

from dataclasses import dataclass


class LogisticsError(Exception):
    """The root of all errors that this library raises on purpose."""


class MomentError(LogisticsError, ValueError):
    """A time, day, duration or zone that cannot be used; the text says why and what would mend it."""


class NoSuchZone(MomentError):
    """A zone name that the time zone database does not know."""


class NoSuchHour(MomentError):
    """A wall time that the clocks skip on that day."""


class TwiceTheHour(MomentError):
    """A wall time that comes twice on that day, so that it does not say which instant is meant."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input, in a person's words.

    ``path`` is the place inside the file (``sessions[1].access[0].at``), ``line`` its line, counted from 1;
    either may be unknown.
    """

    message: str
    path: str = ""
    line: int | None = None


class UnusableInput(LogisticsError):
    """An input that cannot be read as an event. ``problems`` holds all of them, in the file's order."""

    def __init__(self, problems: tuple[Problem, ...], source: str = "") -> None:
        self.problems = problems
        self.source = source
        super().__init__("; ".join(problem.message for problem in problems))
