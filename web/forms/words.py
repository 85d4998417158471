"""What a key is called on a page, where its name in the file does not say it well enough."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_LABELS: Final[Mapping[str, str]] = {
    "id": "Short name",
    "title": "Title",
    "last_date": "Last day",
    "date": "Day",
    "zone": "Time zone",
    "lead": "What it is about",
    "at_top_of": "At the top of",
    "at_bottom_of": "At the bottom of",
    "immediately_after": "Immediately after",
    "on_arrival_at": "On arrival at",
    "before": "Before",
    "after": "After",
    "at": "Time",
    "by": "No later than",
    "from": "No earlier than",
    "between": "Between",
    "no_access_for": "Not admitted",
    "also_participating": "Also participating",
    "also_written": "Also written",
    "given": "Given names",
    "family": "Family name",
    "audience": "Who may read it",
    "takes": "Takes",
    "for": "For whom",
    "how": "How to register",
    "email": "Mail",
    "riser_places": "Places on the riser",
    "step_free": "Without stairs",
    "text": "Note",
    "about": "About",
    "planning": "Planning notes",
    "until": "Until",
    "note": "Remark",
    "sources": "Sources",
    "waivers": "Accepted findings",
    "access": "Access times",
    "states": "Times that it states",
    "what": "What must be done",
    "functions": "Serves as",
    "most_hours": "Hours in a day at most",
    "rest": "Rest between two days",
    "calendar": "Own calendar",
    "radio": "Radio",
}

_KEY: Final = re.compile(r"‘([a-z_]{1,40})’")

# What one entry of a list is called.
_ENTRIES: Final[Mapping[str, str]] = {
    "sessions": "session",
    "access": "access time",
    "delegations": "delegation",
    "members": "principal",
    "also_participating": "participant",
    "venues": "venue",
    "entrances": "entrance",
    "rooms": "room",
    "routes": "route",
    "hours": "set of opening hours",
    "contacts": "contact",
    "deadlines": "deadline",
    "accounts": "account",
    "releases": "release",
    "planning": "note",
    "waivers": "accepted finding",
    "livestreams": "livestream",
    "parts": "part",
    "interpretation": "interpretation",
    "states": "time",
    "sections": "section",
}


def label(key: str) -> str:
    """What a key is called on a page."""
    return _LABELS.get(key) or key.replace("_", " ").capitalize()


def in_labels(message: str) -> str:
    """What is said of a key of an event file, said of the question of a page: ``‘kind’`` is ``“Kind”`` there."""
    return _KEY.sub(lambda found: f"“{label(found[1])}”", message)


def capital(text: str) -> str:
    """The text with its first letter a capital, and all others as they are."""
    return text[:1].upper() + text[1:]


def entry(key: str) -> str:
    """What one entry of a list is called: ``access time``."""
    return _ENTRIES.get(key, key.rstrip("s").replace("_", " "))
