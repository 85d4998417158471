"""What the rules on releases share: how a release is called, and its day."""

from __future__ import annotations

import datetime as dt

from logistics.model import Event, Release
from logistics.model.clocks import instant_of_stamp
from logistics.moments import wall
from logistics.plan import Fact
from logistics.rules.base import said_at


def release_words(item: Release) -> str:
    """``the fact sheet “fact-sheet-2”``."""
    return f"the {item.kind.value} “{item.id}”"


def day_of_release(item: Release, event: Event) -> dt.date | None:
    """The day on which a release came out, where its readers are: by its time stamp, else the day it carries.

    The offset of a stamp is that of its place; a stamp in UTC is brought to the event's zone.
    """
    if item.published is None:
        return item.date.date if item.date else None
    if item.published.offset_minutes == 0:
        return wall(instant_of_stamp(item.published, event.zone), event.zone).date()
    return item.published.day


def dated(item: Release, path: str) -> Fact:
    """The fact of when a release went out."""
    key, stamp = ("published", item.published) if item.published else ("date", item.date)
    return said_at(f"{release_words(item)} is of {stamp.text if stamp else 'no day'}", f"{path}.{key}")
