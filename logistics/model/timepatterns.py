"""What times, days and lengths look like as people write them: patterns with named groups."""

from __future__ import annotations

import re
from typing import Final

_ANY_CASE: Final = re.IGNORECASE | re.ASCII  # no long s, no digits of other scripts
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
    r"(?: \(?(?P<letters>UTC|GMT|Z|[A-Z]{1,4}T)\b\)?)?"
)
DAY: Final = re.compile(_DAY_PATTERN, _ANY_CASE)
CLOCK: Final = re.compile(rf"(?:at |{_DAY_PATTERN}(?:,? at |, |T| ))?{_CLOCK_PATTERN}", _ANY_CASE)
CLOCK_THEN_DAY: Final = re.compile(rf"(?:at )?{_CLOCK_PATTERN},? (?:on )?{_DAY_PATTERN}", _ANY_CASE)
TWO_READINGS: Final = re.compile(r"(?P<first>.+?)(?: ?/ ?(?P<next>.+)| \((?P<other>\d.*)\))")
STAMP: Final = re.compile(
    rf"(?:{_DAY_PATTERN})[T ](?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?"
    r" ?(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?",
    _ANY_CASE,
)
# "10:00-10:20" is a window; a sign straight after seconds or before a zero hour is an offset from UTC.
HAS_OFFSET: Final = re.compile(
    r".*(?:\d:\d{2}:\d{2}|T\d{1,2}:\d{2})(?:[+-]\d{2}:?\d{2}|Z)|.*\d:\d{2}(?:\+\d{2}:?\d{2}|-0\d:?00|Z)",
    _ANY_CASE,
)
UNDECIDED: Final = re.compile(
    r"to be (?:determined|decided|confirmed|announced)\.?|t\.?b\.?[dca]\.?", _ANY_CASE
)
ABOUT: Final = re.compile(r"(?:about|around|approximately|approx\.?|circa|ca\.|~) ?(?P<rest>.+)", _ANY_CASE)
WINDOW: Final = re.compile(
    r"(?:between |from )?(?P<first>.+?)"
    r"(?: to | and | until |(?<!\d{4}) ?- ?(?=\D*\d{1,2}(?:[:.]| ?[ap]))|(?<=m\.) ?- ?)(?P<last>[^/]+)",
    _ANY_CASE,
)
_POINT = r"(?:the )?(?P<anchor>start|end|[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:start|end))?)"
RELATIVE: Final = re.compile(rf"(?P<span>\d.*?) (?P<side>before|after) {_POINT}", _ANY_CASE)
AT_ANCHOR: Final = re.compile(
    rf"(?:at|until) {_POINT.replace('[a-z0-9]+(?:-', '(?!noon|midnight|midday)[a-z][a-z0-9]*(?:-')}",
    _ANY_CASE,
)
_UNIT = r"(?:h|hrs?|hours?|m|min|mins|minutes?|s|sec|secs|seconds?|d|days?)\.?"
_AND = r" ?(?:and )?"
_ONE_LENGTH = rf"\d+(?:\.\d+)? ?{_UNIT}(?:{_AND}\d+ ?{_UNIT})?"
SPAN: Final = re.compile(
    rf"(?:(?P<first>\d+(?:\.\d+)?(?: ?{_UNIT}(?:{_AND}\d+ ?{_UNIT})?)?) ?(?:to|-) ?)?(?P<last>{_ONE_LENGTH})",
    _ANY_CASE,
)
AMOUNT: Final = re.compile(rf"(?P<count>\d+(?:\.\d+)?) ?(?P<unit>{_UNIT})?", _ANY_CASE)
