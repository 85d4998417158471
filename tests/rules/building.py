"""A small invented event, sound but for one zone that only one of its times has; tests change what they are about."""

from __future__ import annotations

from typing import Any

from logistics.model import Event
from logistics.plan import STATE, Plan, Profile, build
from logistics.rules.base import Finding, Unchecked
from logistics.rules.catalogue import RULES

_EVENT: dict[str, Any] = {
    "id": "ports-dialogue-2018-03-06",
    "title": "Norland and Sudland Hold the Third Ports Dialogue",
    "name": "Third Ports Dialogue",
    "invented": "made up for the tests of the rules",
    "date": "Tuesday, March 6, 2018",
    "zone": "America/New_York",
    "issuer": {"name": "Foreign Ministry of Norland", "office": "Press Office", "place": "Washington, DC"},
    "revision": {"number": 1, "date": "Monday, March 5, 2018"},
    "series": {"name": "Ports Dialogue", "ordinal": 3, "previous": "Wednesday, March 8, 2017"},
    "lead": "The two ministers speak about ports.",
    "delegations": [
        {
            "id": "norland",
            "name": "Norland",
            "side": "host",
            "members": [{"id": "berg", "given": "Anna", "family": "Berg", "title": "Foreign Minister"}],
        },
        {
            "id": "sudland",
            "name": "Sudland",
            "side": "guest",
            "members": [{"id": "costa", "given": "Luis", "family": "Costa", "title": "Foreign Minister"}],
        },
    ],
    "venues": [
        {
            "id": "ministry",
            "name": "Foreign Ministry",
            "city": "Washington, DC",
            "entrances": [
                {
                    "id": "north-gate",
                    "name": "North Gate",
                    "hours": [{"days": "daily", "opens": "6:00", "closes": "22:00"}],
                },
                {"id": "south-gate", "name": "South Gate"},
            ],
            "rooms": [
                {"id": "map-room", "name": "Map Room", "capacity": 80},
                {"id": "hall", "name": "Great Hall", "capacity": 300},
            ],
        }
    ],
    "sessions": [],
    "contacts": [{"name": "Press Office", "email": "press@norland.example"}],
    "credentials": "An official media credential and a government-issued photo identification card.",
}

_AVAILABILITY: dict[str, Any] = {
    "id": "availability",
    "kind": "joint press availability",
    "start": "10:45 a.m. EST",
    "end": "11:15 a.m.",
    "room": "hall",
    "coverage": "open",
    "speakers": ["berg", "costa"],
    "access": [
        {"step": "pre-set", "press": "video", "at": "10:00 a.m.", "entrance": "north-gate"},
        {
            "step": "final access",
            "press": ["stills", "writers", "radio"],
            "at": "10:20 a.m.",
            "entrance": "north-gate",
        },
    ],
}


def session(session_id: str = "availability", **changes: Any) -> dict[str, Any]:
    """The availability of the small event with other keys; None takes a key away. A new id, a bare session."""
    bare = {"id": session_id, "kind": "meeting"}
    return _changed(_AVAILABILITY if session_id == "availability" else bare, changes)


def access(step: str, at: str, *press: str, **changes: Any) -> dict[str, Any]:
    """An access time at the North Gate, for all press where none is named."""
    entry = {"step": step, "press": list(press) or "all", "at": at, "entrance": "north-gate"}
    return _changed(entry, changes)


def event(*sessions: dict[str, Any], **changes: Any) -> Event:
    """The small event with these sessions (its one availability where none is given) and other keys."""
    whole = _changed(_EVENT, {"sessions": list(sessions) or [session()], **changes})
    return Event.model_validate(whole)


def plan_of(what: Event, profile: Profile = STATE) -> Plan:
    """The plan of an event, under the State Department's parameters unless said."""
    return build(what, profile)


def findings(plan: Plan, code: str) -> tuple[Finding, ...]:
    """What one rule finds, in its order."""
    return tuple(found for found in RULES[code].check(plan) if isinstance(found, Finding))


def unchecked(plan: Plan, code: str) -> tuple[Unchecked, ...]:
    """What one rule could not check."""
    return tuple(found for found in RULES[code].check(plan) if isinstance(found, Unchecked))


def _changed(whole: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}
