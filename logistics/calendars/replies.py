"""What somebody's calendar answers to an invitation (RFC 5546 §3.2.3 and §3.2.7).

Whatever another program wrote either is one answer of one person to one invitation, or is told to be none, with why.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import unquote

from icalendar import Calendar, Component, Event, vDDDTypes
from icalendar.prop import vBroken

from logistics.calendars.workarounds import clean
from logistics.errors import LogisticsError
from logistics.moments import FIRST_YEAR, LAST_YEAR, Instant, start_of

_LONGEST: Final = 1_000
_SHORT: Final = 30
_TOO_LATE: Final = start_of(dt.date(LAST_YEAR, 1, 1), "UTC")
_REFUSED: Final = re.compile(r"\s*([345])\.\d+[^;\\]*(?:\\?;([^;\\]*))?")
"""A REQUEST-STATUS that says that nothing came of it, with what it says (RFC 5546 §3.6)."""


class Said(StrEnum):
    """What somebody answers."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    COUNTER = "proposes another time"


class NoReply(LogisticsError):
    """A calendar that answers nothing."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``sequence`` is that of the invitation that it answers.

    ``stamp`` is when it was given by the clock of whoever gave it, 0 where that cannot be read. Who proposes another
    time may decline as well (``declines``); ``starts`` and ``ends`` are that time, None where it is not said or lacks
    its zone.
    """

    uid: str
    address: str
    said: Said
    sequence: int
    stamp: Instant
    comment: str = ""
    declines: bool = False
    starts: Instant | None = None
    ends: Instant | None = None


def reply(data: bytes, sender: str = "") -> Reply:
    """The answer that a calendar holds; of several who stand in it, that of the ``sender``. Raises NoReply, with why.

    Whom a SENT-BY names is not looked at: anybody can write it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # icalendar warns of zone names that it guesses
            calendar = Calendar.from_ical(data)
            events = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
            method = _text(calendar, "METHOD").upper()
    except Exception as error:  # whatever somebody else's program wrote, it is told and passed over
        raise NoReply("It cannot be read as a calendar.") from error
    if method not in ("REPLY", "COUNTER"):
        raise NoReply(f"It is no answer, but “{method[:_SHORT] or 'a calendar without METHOD'}”.")
    return _reply(_event(events), method, sender)


def _event(events: Sequence[Component]) -> Component:
    """The entry that answers: the newest of one UID. Ours never repeat, so what is about one day of it comes after."""
    if not events:
        raise NoReply("It names no entry.")
    if len({_text(one, "UID") for one in events}) > 1:
        raise NoReply("It answers several invitations at once, and cannot be taken apart safely.")
    return max(events, key=lambda one: ("RECURRENCE-ID" not in one, _number(one), _stamp(one)))


def _reply(event: Component, method: str, sender: str) -> Reply:
    uid = _text(event, "UID")
    address, status = _who(event, sender)
    if not uid or not address:
        raise NoReply("It does not say who answers what.")
    for said in _texts(event, "REQUEST-STATUS"):
        if found := _REFUSED.match(said):
            raise NoReply(
                f"Their calendar could not take the invitation: {(found[2] or found[0]).strip()[:_LONGEST]}."
            )
    return Reply(
        uid,
        address,
        _said(status, method),
        _number(event),
        _stamp(event),
        " ".join(" ".join(_texts(event, "COMMENT")).split())[:_LONGEST],
        status == "DECLINED",
        *_proposed(event, method),
    )


def _who(event: Component, sender: str) -> tuple[str, str]:
    """Who answers, and what their PARTSTAT is. A program may send the whole list of those who were asked."""
    found = [
        (_address(one), clean(str(_parameter(one, "PARTSTAT"))).strip().upper())
        for one in _several(event, "ATTENDEE")
    ]
    each = set(found)
    if len({address for address, _ in each}) > 1:
        each = {one for one in each if one[0] == sender.strip().lower()}
    if len(each) > 1:
        raise NoReply("It gives two answers at once.")
    return next(iter(each), ("", ""))


def _address(attendee: Any) -> str:
    """The mail address: of the value, or beside it where that names somebody in another way (RFC 7986 §6.2)."""
    said = clean(str(attendee)).strip()
    if said[:7].lower() != "mailto:":
        said = said if "@" in said and ":" not in said else clean(str(_parameter(attendee, "EMAIL")))
    return unquote(said[7:] if said[:7].lower() == "mailto:" else said).partition("?")[0].strip().lower()


def _parameter(value: Any, name: str) -> Any:
    return getattr(value, "params", {}).get(name, "")


def _several(event: Component, name: str) -> list[Any]:
    value = event.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(event: Component, name: str) -> list[str]:
    return [clean(str(one)) for one in _several(event, name)]


def _text(event: Component, name: str) -> str:
    """The one value of a name; empty where there is none, or several that differ."""
    each = {one.strip() for one in _texts(event, name)}
    return each.pop() if len(each) == 1 else ""


def _said(status: str, method: str) -> Said:
    if method == "COUNTER":
        return Said.COUNTER
    found = {"ACCEPTED": Said.ACCEPTED, "DECLINED": Said.DECLINED, "TENTATIVE": Said.TENTATIVE}.get(status)
    if found is None:
        raise NoReply(f"It neither accepts nor declines, but says “{status[:_SHORT]}”.")
    return found


def _number(event: Component) -> int:
    """Which of the letters about it is answered: 0 where nothing is said (RFC 5545 §3.8.7.4)."""
    said = _texts(event, "SEQUENCE")
    if not said:
        return 0
    try:
        return max(int(one) for one in said)
    except ValueError as error:  # also one of thousands of digits
        raise NoReply("Its SEQUENCE is no number, so nobody can say which letter it answers.") from error


def _stamp(event: Component) -> Instant:
    """The latest DTSTAMP, in UTC as RFC 5545 §3.8.7.2 wants it; some write it with an offset, as +0000."""
    return max((at for one in _several(event, "DTSTAMP") if (at := _instant(one, dt.UTC))), default=0)


def _proposed(event: Component, method: str) -> tuple[Instant | None, Instant | None]:
    """From when to when somebody would rather; a time without its zone is nobody's."""
    if method != "COUNTER":
        return None, None
    starts, ends = (_first(_instant(one) for one in _several(event, name)) for name in ("DTSTART", "DTEND"))
    length = _first(one.dt for one in _several(event, "DURATION") if isinstance(one, vDDDTypes))
    if starts is not None and ends is None and isinstance(length, dt.timedelta):
        ends = starts + int(length.total_seconds())
    return starts, ends if starts is not None and ends is not None and starts < ends < _TOO_LATE else None


def _first(values: Iterable[Any]) -> Any:
    return next((one for one in values if one is not None), None)


def _instant(value: Any, zone: dt.tzinfo | None = None) -> Instant | None:
    """The instant of a date and time; one without a zone is of ``zone``. None where there is none."""
    at = _with_offset(str(value)) if isinstance(value, vBroken) else getattr(value, "dt", None)
    if not isinstance(at, dt.datetime) or not FIRST_YEAR < at.year < LAST_YEAR:
        return None
    if at.tzinfo is None or at.utcoffset() is None:
        if zone is None:
            return None
        at = at.replace(tzinfo=zone)
    return int(at.timestamp())


def _with_offset(said: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(said.strip(), "%Y%m%dT%H%M%S%z")
    except ValueError:
        return None


__all__ = ["NoReply", "Reply", "Said", "reply"]
