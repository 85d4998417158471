"""A calendar as jCal, its form in JSON (RFC 7265): every property with its type, for whom iCalendar is foreign."""

from __future__ import annotations

import json

from icalendar import Calendar

from logistics.calendars.workarounds import typed


def jcal(calendar: bytes) -> bytes:
    """The same calendar as ``application/calendar+json``: the same calendar, the same bytes, in UTF-8.

    ``calendar`` is one of our own: what is wrong in somebody else's is not mended here.
    """
    told = typed(Calendar.from_ical(calendar.decode()).to_jcal())
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
