"""In which zone a reading is, by the letters written with it: ``EST``, ``ET``, ``UTC``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from logistics.model import Clock, Event, When
from logistics.model.clocks import letters_mean, letters_shown

# The zones whose clocks show these letters. A zone of the event that shows them comes first, so that CST is Chicago's
# in Washington and Shanghai's in Shanghai. Letters that are missing here are told as not known.
_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("EST", "EDT", "ET"), ("America/New_York",)),
    **dict.fromkeys(("CST", "CDT", "CT"), ("America/Chicago", "America/Mexico_City")),
    **dict.fromkeys(("MST", "MDT", "MT"), ("America/Denver",)),
    **dict.fromkeys(("PST", "PDT", "PT"), ("America/Los_Angeles",)),
    **dict.fromkeys(("AKST", "AKDT"), ("America/Anchorage",)),
    **dict.fromkeys(("AST", "ADT"), ("America/Halifax",)),
    "HST": ("Pacific/Honolulu",),
    **dict.fromkeys(("UTC", "GMT", "Z"), ("UTC",)),
    "BST": ("Europe/London",),
    **dict.fromkeys(("WET", "WEST"), ("Europe/Lisbon",)),
    **dict.fromkeys(("CET", "CEST"), ("Europe/Paris",)),
    **dict.fromkeys(("EET", "EEST"), ("Europe/Athens",)),
    "MSK": ("Europe/Moscow",),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    **dict.fromkeys(("AEST", "AEDT"), ("Australia/Sydney",)),
    **dict.fromkeys(("NZST", "NZDT"), ("Pacific/Auckland",)),
}


def zones_of_readings(when: When, event: Event, own: str) -> list[tuple[Clock, str | None]]:
    """The readings of a time, each with its zone: a single one, or one without letters, is in the zone ``own``.

    Of several zones with the same letters it is the one that shows them on that day. None for letters not known.
    """
    if len(when.clocks) == 1:
        return [(when.clock, own)]
    return [(clock, _zone_of(clock, event, own)) for clock in when.clocks]


def _zone_of(clock: Clock, event: Event, own: str) -> str | None:
    if clock.letters is None:
        return own
    usual = _MEANT.get(clock.letters, ())
    near = (own, event.zone, *(venue.zone for venue in event.venues if venue.zone), *usual)
    showing = (
        zone for zone in near if letters_mean(clock.letters, letters_shown(clock, event.date.date, zone))
    )
    return next(showing, None) or (own if own in usual else usual[0] if usual else None)
