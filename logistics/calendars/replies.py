"""What somebody's calendar answers to an invitation (RFC 5546 §3.2.3 and §3.2.7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from icalendar import Calendar
from icalendar import Event as Component

from logistics.errors import LogisticsError
from logistics.moments import Instant

_LONGEST: Final = 1_000


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
    """One answer. ``sequence`` is that of the invitation that it answers, ``stamp`` when it was given."""

    uid: str
    address: str
    said: Said
    sequence: int
    stamp: Instant
    comment: str = ""


def reply(data: bytes) -> Reply:
    """The answer that a calendar holds. Raises NoReply, with why."""
    try:
        calendar = Calendar.from_ical(data)
        events = [one for one in calendar.walk("VEVENT") if isinstance(one, Component)]
        method = str(calendar.get("METHOD", "")).upper()
    except Exception as error:  # whatever somebody else's program wrote, it is told and passed over
        raise NoReply("It cannot be read as a calendar.") from error
    if method not in ("REPLY", "COUNTER"):
        raise NoReply(f"It is no answer, but “{method or 'a calendar without METHOD'}”.")
    if not events:
        raise NoReply("It names no entry.")
    return _reply(events[0], method)


def _reply(event: Component, method: str) -> Reply:
    uid, attendees = str(event.get("UID", "")), _several(event.get("ATTENDEE"))
    if not uid or len(attendees) != 1:
        raise NoReply("It does not say who answers what.")
    said = _said(str(attendees[0].params.get("PARTSTAT", "")).upper(), method)
    address = str(attendees[0]).strip().lower().removeprefix("mailto:")
    return Reply(uid, address, said, _number(event), _stamp(event), str(event.get("COMMENT", ""))[:_LONGEST])


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _said(status: str, method: str) -> Said:
    if method == "COUNTER":
        return Said.COUNTER
    found = {"ACCEPTED": Said.ACCEPTED, "DECLINED": Said.DECLINED, "TENTATIVE": Said.TENTATIVE}.get(status)
    if found is None:
        raise NoReply(f"It neither accepts nor declines, but says “{status}”.")
    return found


def _number(event: Component) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _stamp(event: Component) -> Instant:
    at = getattr(event.get("DTSTAMP"), "dt", None)
    if not isinstance(at, dt.datetime):
        return 0
    return int((at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp())


__all__ = ["NoReply", "Reply", "Said", "reply"]
