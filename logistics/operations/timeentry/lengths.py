"""Lengths of time as people type them: ``45``, ``1h30``, ``1:30``, ``30-45``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from logistics.errors import MomentError
from logistics.model import Span
from logistics.operations.timeentry.typed import Entered, typed


def read_length(text: str) -> Entered:
    """A length of time or a range, as `Span` reads it and as people type it: ``45`` (minutes), ``1h30``, ``1:30``.

    Raises MomentError.
    """
    span = _span(typed(text))
    return Entered(_range(span, length_written), _range(span, length_echo))


_ONE: Final = r"(?:\d{1,3} ?h(?: ?\d{1,2}(?: ?m)?)?|\d{1,3}:\d{2}|\d{1,5}(?: ?m)?)"
_ONE_OR_TWO: Final = re.compile(
    rf"(?:(?P<first>{_ONE}) ?(?:to|-) ?)?(?P<last>{_ONE})", re.ASCII | re.IGNORECASE
)
_PARTS: Final = re.compile(r"(?:(\d+) ?[h:] ?)?(\d+)?(?: ?m)?", re.ASCII | re.IGNORECASE)
_DECIMAL: Final = re.compile(r"\d+\.\d+", re.ASCII)


def _span(words: str) -> Span:
    if _DECIMAL.fullmatch(words):
        raise MomentError(f"Add a unit: is it {words} hours or {words} minutes?")
    found = _ONE_OR_TWO.fullmatch(words)
    if found is None:
        return Span.read(words)
    first, last = found["first"], _as_filed(found["last"])
    if first is None:
        return Span.read(last)
    of_hours = first.isdigit() and found["last"].lower().endswith("h")  # 1-2h
    return Span.read(f"{first if of_hours else _as_filed(first)} to {found['last'] if of_hours else last}")


def _as_filed(one: str) -> str:
    found = _PARTS.fullmatch(one)
    assert found is not None  # both patterns know the same lengths
    hours, minutes = found[1], found[2] or "0"
    if ":" in one and int(minutes) > 59:
        raise MomentError(f"“{one}” has more than 59 minutes after its hours. Write it as 1:30 or 90.")
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _range(span: Span, words: Callable[[int], str]) -> str:
    """``45 minutes``, ``30 to 45 minutes``, ``45 minutes to 1 h 30 min``."""
    first, last = words(span.least), words(span.most)
    if first == last:
        return last
    number, _, unit = first.partition(" ")
    one_unit = " " not in unit and last.partition(" ")[2].rstrip("s") == unit.rstrip("s")
    return f"{number if one_unit else first} to {last}"


def length_written(seconds: int) -> str:
    """A length as an event file writes it: ``45 minutes``, ``1 h 30 min``, ``2 hours``; no more than two units."""
    minutes, rest = divmod(seconds, 60)
    if rest:
        return f"{minutes} min {rest} s" if minutes else _counted(rest, "second")
    if minutes and minutes % 1440 == 0:
        return _counted(minutes // 1440, "day")
    hours, minutes = divmod(minutes, 60)
    if hours and minutes:
        return f"{hours} h {minutes} min"
    return _counted(hours, "hour") if hours else _counted(minutes, "minute")


def length_echo(seconds: int) -> str:
    """A length in words, to the second: ``1 hour 30 minutes``."""
    told = []
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        count, seconds = divmod(seconds, size)
        if count:
            told.append(_counted(count, name))
    return " ".join(told) or "no time"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
