"""What a name in an event file means: the nearest bearer, exactly called before otherwise called."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from logistics.model import Event

TWO_HOUSES: list[dict[str, Any]] = [
    {
        "id": "north",
        "name": "North House",
        "zone": "America/Chicago",
        "entrances": [
            {"id": "north-main", "name": "Main Entrance"},
            {"id": "east", "name": "East Door", "aliases": ["Main Gate"]},
            {"id": "west", "name": "Main Gate"},
        ],
        "rooms": [{"id": "north-press", "name": "Press Room"}],
    },
    {
        "id": "south",
        "name": "South House",
        "zone": "Asia/Tokyo",
        "entrances": [{"id": "south-main", "name": "Main Entrance"}],
        "rooms": [{"id": "south-press", "name": "Press Room"}],
    },
]
PEOPLE = [
    {"id": "schmidt", "given": "Anna", "family": "Schmidt", "also_written": ["Meier", "Shmit"]},
    {"id": "meier", "given": "Bob", "family": "Meier"},
    {"id": "garcia-m", "given": "Maria", "family": "Garcia"},
    {"id": "garcia-j", "given": "Juan", "family": "Garcia"},
]


def event(**session: Any) -> Event:
    return Event.model_validate(
        {
            "id": "talks",
            "title": "Talks",
            "invented": "made up for this test",
            "date": "June 11, 2031",
            "zone": "America/Chicago",
            "issuer": {"name": "Office"},
            "revision": {"number": 1, "date": "June 1, 2031"},
            "venues": TWO_HOUSES,
            "delegations": [{"id": "all", "name": "All", "members": PEOPLE}],
            "sessions": [{"id": "one", "kind": "remarks", **session}],
        }
    )


def entrance_of(name: str, **session: Any) -> str | None:
    what = event(access=[{"step": "pick-up", "press": "all", "at": "9:00", "entrance": name}], **session)
    found = what.entrance_of(what.sessions[0], what.sessions[0].access[0])
    return found.id if found else None


def test_a_name_that_two_houses_use_means_that_of_the_sessions_house() -> None:
    assert entrance_of("Main Entrance", venue="south") == "south-main"
    assert entrance_of("main entrance", room="north-press") == "north-main"
    what = event(venue="south", room="Press Room")
    assert what.room_of(what.sessions[0]) == what.venues[1].rooms[0]


def test_a_name_goes_before_an_alias_and_an_id_before_both() -> None:
    assert entrance_of("Main Gate", venue="north") == "west"
    assert entrance_of("east", venue="north") == "east"


def test_an_entrance_of_another_house_may_be_named_by_its_id() -> None:
    assert entrance_of("north-main", venue="south") == "north-main"


def test_the_venue_that_a_session_states_is_its_venue_and_gives_its_zone() -> None:
    what = event(venue="south", room="north-press")
    venue = what.venue_of(what.sessions[0])
    assert venue is not None
    assert venue.id == "south"
    assert what.zone_of(what.sessions[0]) == "Asia/Tokyo"


@pytest.mark.parametrize(
    "words, person",
    [
        ("Meier", "meier"),
        ("anna schmidt", "schmidt"),
        ("Shmit", "schmidt"),
        ("Garcia", None),
        ("Nobody", None),
    ],
)
def test_a_family_name_belongs_to_its_bearer_before_a_spelling_of_another(
    words: str, person: str | None
) -> None:
    found = event().person_named(words)
    assert (found.id if found else None) == person


@pytest.mark.parametrize(
    "session",
    [
        {"id": "event"},
        {"access": [{"id": "start", "step": "doors", "press": "all", "at": "10:00"}]},
        {"access": [{"id": "stream-1", "step": "doors", "press": "all", "at": "10:00"}]},
        {"parts": [{"id": "stream-1", "title": "Part", "coverage": "open"}]},
    ],
    ids=["session", "access time", "access time as a stream", "part as a stream"],
)
def test_no_id_takes_the_name_of_another_moment(session: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="the name of"):
        event(**session)
