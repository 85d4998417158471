"""Small events to write feeds of, and the feeds read back."""

from pathlib import Path
from typing import Any

from icalendar import Calendar

from logistics import calendars
from logistics.disclosure import Audience, Programme, disclose
from logistics.eventfile import read
from logistics.model import Event
from logistics.plan import build

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted((ROOT / "events").rglob("*.yaml"))
SEED = ROOT / "events" / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml"
INVENTED = ROOT / "events" / "invented" / "2031-06-11-two-city-summit-day.yaml"


def sample(path: Path = SEED) -> Event:
    return read(path).event


def event(*sessions: dict[str, Any], **keys: Any) -> Event:
    """An invented event in one building in Washington on June 3, 2026."""
    return Event.model_validate(
        {
            "id": "talks",
            "title": "Invented Talks",
            "date": "2026-06-03",
            "zone": "America/New_York",
            "issuer": {"name": "Invented Ministry"},
            "revision": {"number": 1, "date": "2026-06-01"},
            "venues": [
                {
                    "id": "house",
                    "name": "The House",
                    "city": "Washington, DC",
                    "entrances": [{"id": "gate", "name": "North Gate"}],
                    "rooms": [{"id": "hall", "name": "Great Hall"}],
                }
            ],
            "sessions": [{"id": "talk", "kind": "dialogue", "start": "9:00 a.m."}, *sessions],
            **keys,
        }
    )


def programme(of: Event, audience: Audience) -> Programme:
    return disclose(build(of), audience)


def feed(of: Event, audience: Audience) -> bytes:
    return calendars.write([programme(of, audience)])


def entries(raw: bytes) -> list[Any]:
    """The entries as icalendar reads them; it types a value as one of thirty classes, hence ``Any``."""
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def entry(raw: bytes, summary: str) -> Any:
    """The one entry whose summary holds these words."""
    found = [item for item in entries(raw) if summary in item["SUMMARY"]]
    assert len(found) == 1, [str(item["SUMMARY"]) for item in entries(raw)]
    return found[0]


def summaries(raw: bytes) -> list[str]:
    return [str(item["SUMMARY"]) for item in entries(raw)]


def starts(raw: bytes) -> dict[str, str]:
    """Each entry's start as written, by summary."""
    return {str(item["SUMMARY"]): item["DTSTART"].to_ical().decode() for item in entries(raw)}
