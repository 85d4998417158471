"""What the letters written with a time mean: ``EST``, ``ET``, ``UTC``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from logistics.model import Clock, When
from logistics.moments import letters_in_use

# The zones whose clocks the press means by these letters. The same letters are used elsewhere too (CST in Shanghai,
# IST in Dublin and Delhi): letters that the event's own zone shows are always read as its own.
_MEANT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("EST", "EDT", "ET"), "America/New_York"),
    **dict.fromkeys(("CST", "CDT", "CT"), "America/Chicago"),
    **dict.fromkeys(("MST", "MDT", "MT"), "America/Denver"),
    **dict.fromkeys(("PST", "PDT", "PT"), "America/Los_Angeles"),
    **dict.fromkeys(("AKST", "AKDT"), "America/Anchorage"),
    **dict.fromkeys(("AST", "ADT"), "America/Halifax"),
    "HST": "Pacific/Honolulu",
    **dict.fromkeys(("UTC", "GMT", "Z"), "UTC"),
    "BST": "Europe/London",
    **dict.fromkeys(("WET", "WEST"), "Europe/Lisbon"),
    **dict.fromkeys(("CET", "CEST"), "Europe/Paris"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Athens"),
    "MSK": "Europe/Moscow",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    **dict.fromkeys(("AEST", "AEDT"), "Australia/Sydney"),
    **dict.fromkeys(("NZST", "NZDT"), "Pacific/Auckland"),
}


def means(written: str, shown: str) -> bool:
    """Whether letters as written are those that a clock shows: the same, ``ET`` for EST or EDT, ``Z`` for UTC."""
    generic = (
        len(written) == 2 and written[1] == "T" and re.fullmatch(f"{written[0]}[SD]T", shown) is not None
    )
    return written == shown or generic or {written, shown} <= {"UTC", "GMT", "Z"}


def zones_of_readings(when: When, day: dt.date, own: str) -> list[tuple[Clock, str | None]]:
    """The readings of a time, each with its zone: a single one, or one without letters, is in the zone ``own``.

    None is the zone of letters that are not known, or are used in several zones.
    """
    if len(when.clocks) == 1:
        return [(when.clock, own)]
    return [(clock, _zone_of(clock, clock.day or day, own)) for clock in when.clocks]


def _zone_of(clock: Clock, day: dt.date, own: str) -> str | None:
    if clock.letters is None or any(means(clock.letters, shown) for shown in letters_in_use(day, own)):
        return own
    return _MEANT.get(clock.letters)
