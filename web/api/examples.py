"""An event for examples: small, and nothing is found against it."""

from __future__ import annotations

from typing import Final

EVENT: Final[dict[str, object]] = {
    "id": "example-dialogue-2031-05-14",
    "title": "Example Dialogue",
    "invented": "An example of the API.",
    "date": "2031-05-14",
    "zone": "America/New_York",
    "issuer": {"name": "Example Office"},
    "revision": {"number": 1, "date": "2031-05-01"},
    "venues": [
        {
            "id": "ministry",
            "name": "Example Ministry",
            "entrances": [{"id": "gate", "name": "North Gate"}],
        }
    ],
    "sessions": [
        {
            "id": "spray",
            "kind": "camera spray",
            "start": "9:00 a.m.",
            "duration": "10 minutes",
            "coverage": "open",
            "access": [
                {"step": "pre-set", "press": ["video"], "at": "8:15 a.m.", "entrance": "gate"},
                {"step": "final access", "press": "all", "at": "8:30 a.m.", "entrance": "gate"},
                {"step": "clear", "press": "all", "at": "9:15 a.m."},
            ],
        }
    ],
    "contacts": [{"name": "Press desk", "email": "press@example.org"}],
    "credentials": "A press card and a photo identification.",
}
