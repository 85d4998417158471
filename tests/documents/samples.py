"""Programmes for the tests of documents: the first event, the others of the repository, and small ones by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from logistics.disclosure import PRESS, Audience, Programme, disclose
from logistics.documents import advisory
from logistics.documents.advisory import Advisory
from logistics.eventfile import read
from logistics.model import Event
from logistics.plan import build

ROOT = Path(__file__).resolve().parent.parent.parent
EVENT_FILES = sorted((ROOT / "events").glob("*/*.yaml"))
FIRST = ROOT / "events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml"

SMALL: dict[str, Any] = {
    "id": "talks",
    "title": "Talks on the River",
    "invented": "Made for a test.",
    "date": "2031-03-05",
    "zone": "America/New_York",
    "issuer": {"name": "River Office"},
    "revision": {"number": 2, "date": "2031-03-04"},
    "venues": [
        {
            "id": "hall",
            "name": "River Hall",
            "rooms": [{"id": "blue", "name": "Blue Room"}],
            "entrances": [{"id": "gate", "name": "East Gate"}],
        }
    ],
    "sessions": [
        {"id": "talks", "kind": "dialogue", "start": "9:00 a.m.", "venue": "hall"},
        {
            "id": "spray",
            "kind": "camera spray",
            "before": "talks",
            "room": "blue",
            "coverage": "open",
            "access": [{"step": "pick-up", "press": "all", "at": "8:30 a.m.", "entrance": "gate"}],
        },
    ],
}


def event_of(path: Path) -> Event:
    """The event of a file."""
    return read(path).event


def programme_of(event: Event, audience: Audience = PRESS) -> Programme:
    """What an audience may see of an event."""
    return disclose(build(event), audience)


def small(**changes: Any) -> Event:
    """The small event with some of its keys changed."""
    return Event.model_validate({**SMALL, **changes})


def with_session(*changed: dict[str, Any], **event_changes: Any) -> Event:
    """The small event with sessions of their own beside the talks at 9:00 a.m."""
    return small(sessions=[SMALL["sessions"][0], *changed], **event_changes)


def view_of(event: Event, audience: Audience = PRESS) -> Advisory:
    """The English advisory of an event."""
    return advisory.view(programme_of(event, audience))


def first() -> Advisory:
    """The advisory of December 14, 2017."""
    return view_of(event_of(FIRST))
