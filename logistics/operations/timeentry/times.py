"""Times of the plan as people type them: ``8:30a``, ``830p``, ``0830``, ``9h30``, ``10a to 1020a``."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from logistics.errors import MomentError
from logistics.model import Clock, Shape, When
from logistics.model.clocks import instant_of, letters_mean, reading_that_counts
from logistics.model.timepatterns import DAY, RELATIVE
from logistics.moments import letters
from logistics.operations.timeentry.days import day_written
from logistics.operations.timeentry.lengths import length_echo, length_written, read_length
from logistics.operations.timeentry.typed import Entered, typed
from logistics.plan.words import date_words, time_words


def read_time(text: str, day: dt.date, zone: str, *, before: str = "") -> Entered:
    """A time of the plan on ``day`` in ``zone``, as `When` reads it and as people type it: ``830p``, ``9h30``.

    ``before`` is what the event says already: typed again, it stays as it is and nothing is asked. Raises MomentError
    with a question for ``8`` and ``6:15`` and for an hour that comes twice, with the reason for whatever is no time.
    """
    if before and text.strip() == before.strip():
        return Entered(before, _echo(When.read(before), day, zone))
    when = _when(typed(text))
    _ask_which_half(when)
    return Entered(_written(when), _echo(when, day, zone))


# From what is typed to what an event file has

_HALF: Final = r"(?: ?(?P<half>[ap])(?: ?\.? ?m)?\b\.?)"
_DAY_OR_CLOCK: Final = re.compile(
    rf"(?P<dated>{DAY.text})|(?<![\w:.])(?:(?P<midnight>(?:12(?:[:.]?00)? )?midnight)|(?P<hour>\d{{1,2}})(?:"
    rf"(?: ?[:.] ?(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?|(?P<digits>\d{{2}})){_HALF}?"
    rf"|(?P<h> ?h)(?: ?(?P<after_h>\d{{2}}))?|{_HALF.replace('half', 'only_half')})"
    r")(?![\w:]|\.\d)",
    re.ASCII | re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?:(?:at |from |between )?\d{1,2}(?: to | and | until | ?- ?)|at )?(\d{1,2})", re.ASCII | re.IGNORECASE
)
_NOT_24: Final = "The clock goes to 23:59. Write 0:00 with the day that begins then."


def _when(words: str) -> When:
    try:
        return When.read(words)
    except MomentError:
        if bare := _BARE.fullmatch(words):
            raise MomentError(_about_bare(bare[1])) from None
        plain = _plain(words)
        if plain == words:
            raise
    return When.read(plain)


def _about_bare(number: str) -> str:
    hour = int(number)
    if hour == 24:
        return _NOT_24
    if hour > 24:
        return f"“{number}” is no time of a clock: hours go to 23. Write it as 8:30a or 13:00."
    if hour > 12 or number.startswith("0"):
        return f"Is it {number}:00? Write it with its minutes."
    return "Write noon or midnight." if hour == 12 else f"Add a or p: is it {hour}:00a or {hour}:00p?"


def _plain(words: str) -> str:
    """The words with their times and lengths as an event file has them. Raises MomentError for what cannot be."""
    if relative := RELATIVE.fullmatch(words):
        return f"{read_length(relative['span']).text} {relative['side']} {relative['anchor']}"
    return _DAY_OR_CLOCK.sub(_as_filed, words)


def _as_filed(found: re.Match[str]) -> str:
    if found["dated"]:
        return found[0]
    if found["midnight"]:
        return "0:00"
    hour, minute = found["hour"], found["minute"] or found["digits"] or found["after_h"] or "00"
    half = (found["half"] or found["only_half"] or "").lower()
    if int(hour) == 24:
        raise MomentError(_NOT_24)
    if int(hour) > 24 or int(minute) > 59:
        raise MomentError(f"“{found[0].strip()}” is no time of a clock: hours go to 23, minutes to 59.")
    if half and not 1 <= int(hour) <= 12:
        mend = f"Leave out the {half}, or use 1 to 12."
        raise MomentError(f"“{found[0].strip()}” mixes the 12-hour and the 24-hour clock. {mend}")
    if found["h"] and 1 <= int(hour) <= 11:  # of the 24-hour clock
        half = "a"
    second = f":{found['second']}" if found["second"] else ""
    return f"{hour}:{minute}{second}{f' {half}.m.' if half else ''}"


def _ask_which_half(when: When) -> None:
    """Raise MomentError for a time of 1 to 11 o'clock that may be the morning's or the evening's.

    Another time of the same text may show that all are of the 24-hour clock. Half past 12 is taken for that after noon.
    """
    bare = [clock.time for clock in when.clocks if not clock.twelve_hour]
    if any(time.hour == 0 or time.hour > 12 or _has_its_zero(time, when) for time in bare):
        return
    for time in reversed(bare):  # an a or a p at the end of a window holds for both ends
        if time.hour != 12:
            clock = f"{time.hour}:{time.minute:02}"
            raise MomentError(f"Add a or p: is it {clock}a or {clock}p?")


def _has_its_zero(time: dt.time, when: When) -> bool:
    return re.search(rf"(?<!\d)0{time.hour}[:.]{time.minute:02}", when.text, re.ASCII) is not None


# As an event file writes it

_MIDNIGHT: Final = "0:00"  # a file does not take the word, which may be the start or the end of a day


def _written(when: When) -> str:
    """The time in house style; `When` reads it to the same meaning."""
    if when.shape is Shape.TO_BE_DETERMINED:
        return when.shape.value
    if when.shape is Shape.RELATIVE:
        return _relative_written(when)
    if when.shape is Shape.WINDOW:
        first, last = when.clocks
        return _window_written(first, last)
    about = "about " if when.shape is Shape.ABOUT else ""
    return about + " / ".join(
        f"{_dated(clock)}{_clock(clock.time)}{_lettered(clock)}" for clock in when.clocks
    )


def _relative_written(when: When) -> str:
    if not when.offset_seconds and not when.text[0].isdigit():
        return f"at {when.anchor}"
    side = "before" if when.offset_seconds < 0 else "after"
    return f"{length_written(abs(when.offset_seconds))} {side} {when.anchor}"


def _window_written(first: Clock, last: Clock) -> str:
    """``10:00 to 10:20 a.m. EST``: what both ends have in common stands once."""
    begins, ends = _clock(first.time), _clock(last.time)
    # An a.m. at the end holds for both ends, and 0:00 has none: both in the 24-hour clock.
    if begins == _MIDNIGHT and ends.endswith("m."):
        ends = last.time.isoformat("auto" if last.time.second else "minutes")
    if (first.day, first.letters) != (last.day, last.letters):
        return f"{_dated(first)}{begins}{_lettered(first)} to {_dated(last)}{ends}{_lettered(last)}"
    if begins.endswith("m.") and begins[-4:] == ends[-4:]:
        begins = begins[:-5]
    return f"{_dated(first if first.weekday else last)}{begins} to {ends}{_lettered(last)}"


def _clock(time: dt.time) -> str:
    return time_words(time) if time != dt.time() else _MIDNIGHT


def _dated(clock: Clock) -> str:
    return f"{day_written(clock.day, clock.weekday)}, " if clock.day else ""


def _lettered(clock: Clock) -> str:
    return f" {clock.letters}" if clock.letters else ""


# In words


def _echo(when: When, day: dt.date, zone: str) -> str:
    if when.shape is Shape.TO_BE_DETERMINED:
        return when.shape.value
    if when.shape is Shape.RELATIVE:
        return _relative_echo(when)
    if when.shape is Shape.WINDOW:
        return _window_echo(*(_Told(clock, day, zone) for clock in when.clocks))
    told = _Told(reading_that_counts(when.clocks, when.clock.day or day, zone), day, zone)
    about = "about " if when.shape is Shape.ABOUT else ""
    if told.clock == _MIDNIGHT:
        return f"{about}{_MIDNIGHT} (midnight, as {told.day}, begins)"
    return f"{about}{told.clock} {told.letters}, {told.day}"


class _Told:
    """A reading in words, by the clocks of the zone. Raises NoSuchHour and TwiceTheHour."""

    def __init__(self, clock: Clock, day: dt.date, zone: str) -> None:
        shown = letters(instant_of(clock, day, zone), zone)
        fits = clock.letters is None or letters_mean(clock.letters, shown)
        words = date_words(clock.day or day)
        self.clock = _clock(clock.time)
        self.letters = shown if fits else f"{shown} (not {clock.letters})"
        self.day = words if clock.day else words.rpartition(", ")[0]


def _window_echo(first: _Told, last: _Told) -> str:
    if (first.day, first.letters) == (last.day, last.letters):
        return f"{first.clock} to {last.clock} {last.letters}, {last.day}"
    return f"{first.clock} {first.letters}, {first.day}, to {last.clock} {last.letters}, {last.day}"


def _relative_echo(when: When) -> str:
    session, _, end = when.anchor.rpartition(".")
    of = f"the {end} of {session}" if session else f"the {end}"
    if not when.offset_seconds:
        return f"at {of}"
    return f"{length_echo(abs(when.offset_seconds))} {'before' if when.offset_seconds < 0 else 'after'} {of}"
