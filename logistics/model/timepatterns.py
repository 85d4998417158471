"""What times, days and lengths look like as people write them: patterns with named groups.

Each is compiled at its first use: a file needs few of them, and compiling all takes as long as reading a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final


class Pattern:
    """A regular expression in any case of the letters a to z, with the digits 0 to 9 only."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.text, re.IGNORECASE | re.ASCII)

    def match(self, words: str) -> re.Match[str] | None:
        """Where the words begin with it."""
        return self._compiled.match(words)

    def fullmatch(self, words: str) -> re.Match[str] | None:
        """Where the words are it and nothing else."""
        return self._compiled.fullmatch(words)

    def finditer(self, words: str) -> Iterator[re.Match[str]]:
        """Each place of the words where it stands."""
        return self._compiled.finditer(words)


MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july",
                  "august", "september", "october", "november", "december")  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?),? "
)
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in MONTHS) + "|sept\\.?)"
_DAY_PATTERN = (
    rf"(?:{_WEEKDAY})?"
    r"(?:(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})"
    rf"|{_MONTH} (?P<day_us>\d{{1,2}}),? (?P<year_us>\d{{4}})"
    rf"|(?P<day_eu>\d{{1,2}}) {_MONTH.replace('month', 'month_eu')} (?P<year_eu>\d{{4}}))"
)
_CLOCK_PATTERN = (
    r"(?:(?P<word>(?:12(?::00)? )?(?:noon|midday)|(?:12(?::00)? )?midnight)"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?)? ?(?P<half>[ap] ?\.? ?m\b\.?)?)"
    r"(?: \(?(?P<letters>UTC(?:[+-]\d{1,2}(?::\d{2})?)?|GMT|Z|[A-Z]{1,4}T)\b\)?)?"
)
DAY: Final = Pattern(_DAY_PATTERN)
_NUMBER_OF_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# A day of a month with no year anywhere: "July 15, 6:15 p.m.", "6:15 p.m. on the 15th July".
DAY_WITHOUT_YEAR: Final = Pattern(
    r"(?!.*\b\d{4}\b)(?:.*[ ,])?"
    rf"(?:{_MONTH} {_NUMBER_OF_DAY}|{_NUMBER_OF_DAY} {_MONTH.replace('month', 'month_eu')})(?![\w:.]).*"
)
CLOCK: Final = Pattern(rf"(?:at |{_DAY_PATTERN}(?:,? at |, |T| ))?{_CLOCK_PATTERN}")
CLOCK_THEN_DAY: Final = Pattern(rf"(?:at )?{_CLOCK_PATTERN},? (?:on )?{_DAY_PATTERN}")
TWO_READINGS: Final = Pattern(r"(?P<first>.+?)(?: ?/ ?(?P<next>.+)| \((?P<other>\d.*)\))")
STAMP: Final = Pattern(
    rf"(?:{_DAY_PATTERN})[T ](?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?"
    r" ?(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?",
)
# "10:00-10:20" is a window; a sign straight after seconds or before a zero hour is an offset from UTC.
HAS_OFFSET: Final = Pattern(
    r".*(?:\d:\d{2}:\d{2}|T\d{1,2}:\d{2})(?:[+-]\d{2}:?\d{2}|Z)|.*\d:\d{2}(?:\+\d{2}:?\d{2}|-0\d:?00|Z)",
)
UNDECIDED: Final = Pattern(r"to be (?:determined|decided|confirmed|announced)\.?|t\.?b\.?[dca]\.?")
ABOUT: Final = Pattern(r"(?:about|around|approximately|approx\.?|circa|ca\.|~) ?(?P<rest>.+)")
WINDOW: Final = Pattern(
    r"(?:between |from )?(?P<first>.+?)"
    r"(?: to | and | until |(?<!\d{4}) ?- ?(?=\D*\d{1,2}(?:[:.]| ?[ap]))|(?<=m\.) ?- ?)(?P<last>[^/]+)",
)
_POINT = r"(?:the )?(?P<anchor>start|end|[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:start|end))?)"
RELATIVE: Final = Pattern(rf"(?P<span>\d.*?) (?P<side>before|after) {_POINT}")
AT_ANCHOR: Final = Pattern(
    rf"(?:at|until) {_POINT.replace('[a-z0-9]+(?:-', '(?!noon|midnight|midday)[a-z][a-z0-9]*(?:-')}",
)
_UNIT = r"(?:h|hrs?|hours?|m|min|mins|minutes?|s|sec|secs|seconds?|d|days?)\.?"
_AND = r" ?(?:and )?"
_ONE_LENGTH = rf"\d+(?:\.\d+)? ?{_UNIT}(?:{_AND}\d+ ?{_UNIT})?"
SPAN: Final = Pattern(
    rf"(?:(?P<first>\d+(?:\.\d+)?(?: ?{_UNIT}(?:{_AND}\d+ ?{_UNIT})?)?) ?(?:to|-) ?)?(?P<last>{_ONE_LENGTH})",
)
AMOUNT: Final = Pattern(rf"(?P<count>\d+(?:\.\d+)?) ?(?P<unit>{_UNIT})?")
