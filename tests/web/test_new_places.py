"""Rooms and entrances of an event that has none yet: the name that is typed makes them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from logistics.operations.accounts import Role
from logistics.operations.drafts import create_stated, draft, tree_of
from tests.web.offices import Browser, Rig
from tests.web.pages import Form, form_of, post

ID = "ports-dialogue"
SESSIONS, ACCESS = f"/events/{ID}/edit/sessions", f"/events/{ID}/edit/access"
MINISTRY = {"id": "ministry", "name": "Foreign Ministry", "city": "Washington, DC"}
PALACE = {"id": "palace", "name": "Palace", "city": "Washington, DC"}
ROOM = "Benjamin Franklin Room"


def made(rig: Rig, *venues: dict[str, Any], **rest: Any) -> Browser:
    """A press officer, and an event with three sessions in these venues."""
    event = {
        "id": ID,
        "title": "Norland and Sudland Hold the Third Ports Dialogue",
        "date": "Tuesday, March 6, 2018",
        "zone": "America/New_York",
        "issuer": {"name": "Foreign Ministry of Norland"},
        "revision": {"number": 1, "date": "Monday, March 5, 2018"},
        "sessions": [
            {"id": "talks", "kind": "meeting"},
            {"id": "lunch", "kind": "working lunch"},
            {"id": "availability", "kind": "joint press availability"},
        ],
        **({"venues": list(venues)} if venues else {}),
        **rest,
    }
    create_stated(rig.office, event, "somebody", rig.moment)
    return rig.browser(Role.PRESS_OFFICER)


def sheet(client: Browser, path: str = SESSIONS) -> Form:
    return form_of(client.get(path).get_data(as_text=True), "base")


def rooms(rig: Rig) -> list[Any]:
    tree: Any = tree_of(draft(rig.office, ID))
    return [[room["name"] for room in venue.get("rooms", [])] for venue in tree["venues"]]


def in_rooms(rig: Rig) -> list[str | None]:
    """The rooms of the sessions by what they are called."""
    event = draft(rig.office, ID).event
    return [room.name if (room := event.room_of(one)) else None for one in event.sessions]


def test_a_name_makes_the_room_and_the_field_is_a_choice_from_then_on(rig: Rig) -> None:
    client = made(rig, MINISTRY)
    assert post(client, SESSIONS, sheet(client).typed({"sessions[0].room": ROOM}, "save")).status_code == 302
    assert rooms(rig) == [[ROOM]]
    assert in_rooms(rig) == [ROOM, None, None]
    assert sheet(client).choices["sessions[1].room"] == ["", "benjamin-franklin-room"]


def test_several_names_make_several_rooms_and_the_same_name_one(rig: Rig) -> None:
    client = made(rig, MINISTRY)
    typed = {
        "sessions[0].room": ROOM,
        "sessions[1].room": "Monroe Room",
        "sessions[2].room": "benjamin franklin room",
    }
    post(client, SESSIONS, sheet(client).typed(typed, "save"))
    assert rooms(rig) == [[ROOM, "Monroe Room"]]
    assert in_rooms(rig) == [ROOM, "Monroe Room", ROOM]


def test_an_entrance_is_made_by_its_name_too(rig: Rig) -> None:
    access = {"step": "final access", "press": "all", "at": "9:00 a.m."}
    client = made(rig, MINISTRY, sessions=[{"id": "talks", "kind": "meeting", "access": [access]}])
    form = sheet(client, ACCESS)
    post(client, ACCESS, form.typed({"sessions[0].access[0].entrance": "23rd Street Entrance"}, "save"))
    tree: Any = tree_of(draft(rig.office, ID))
    (entrance,) = tree["venues"][0]["entrances"]
    assert entrance["name"] == "23rd Street Entrance"
    assert tree["sessions"][0]["access"][0]["entrance"] == entrance["id"]


def test_a_room_is_made_in_the_venue_that_its_session_says_else_in_the_first(rig: Rig) -> None:
    sessions = [
        {"id": "talks", "kind": "meeting", "venue": "palace"},
        {"id": "lunch", "kind": "working lunch"},
    ]
    client = made(rig, MINISTRY, PALACE, sessions=sessions)
    typed = {"sessions[0].room": "Throne Room", "sessions[1].room": ROOM}
    post(client, SESSIONS, sheet(client).typed(typed, "save"))
    assert rooms(rig) == [[ROOM], ["Throne Room"]]


def test_without_a_building_the_name_is_refused_and_kept_as_it_was_typed(rig: Rig) -> None:
    client = made(rig)
    answer = post(client, SESSIONS, sheet(client).typed({"sessions[0].room": ROOM}, "save"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f"Add the building under Places first, then the room “{ROOM}” here." in page
    assert "names no room" not in page
    assert form_of(page, "base").value("sessions[0].room") == ROOM
    assert draft(rig.office, ID).number == 1


def test_where_rooms_are_a_name_that_is_none_of_them_makes_none(rig: Rig) -> None:
    client = made(rig, {**MINISTRY, "rooms": [{"id": "map-room", "name": "Map Room"}]})
    answer = post(client, SESSIONS, sheet(client).typed({"sessions[0].room": "Mop Room"}, "save"))
    assert answer.status_code == 422
    assert rooms(rig) == [["Map Room"]]


def test_while_it_is_typed_the_field_says_that_it_makes_a_room(rig: Rig) -> None:
    client = made(rig, MINISTRY)
    form = sheet(client).typed({"sessions[0].room": ROOM})
    told = json.loads(post(client, f"/events/{ID}/check/sessions", form).get_data(as_text=True))
    assert told["echoes"]["sessions[0].room"] == "A new room; it is added under Places."


@pytest.mark.parametrize("button", ["check", "add sessions"])
def test_a_name_stays_as_typed_until_it_is_saved(rig: Rig, button: str) -> None:
    client = made(rig, MINISTRY)
    form, typed = sheet(client), {"sessions[0].room": ROOM}
    for _ in range(2):  # what the page shows again can be sent again
        page = post(client, SESSIONS, form.typed(typed, button))
        form = form_of(page.get_data(as_text=True), "base")
        assert form.value("sessions[0].room") == ROOM
    post(client, SESSIONS, form.typed({}, "save"))
    assert rooms(rig) == [[ROOM]]


@pytest.mark.parametrize(
    "theirs, expected",
    [("Monroe Room", ["Monroe Room", ROOM]), (ROOM, [ROOM])],
)
def test_what_two_people_type_meanwhile_is_joined(rig: Rig, theirs: str, expected: list[str]) -> None:
    mine = made(rig, MINISTRY)
    other = rig.browser(Role.PRESS_OFFICER, "other-officer")
    form = sheet(mine)
    post(other, SESSIONS, sheet(other).typed({"sessions[1].room": theirs}, "save"))
    assert post(mine, SESSIONS, form.typed({"sessions[0].room": ROOM}, "save")).status_code == 302
    assert sorted(rooms(rig)[0]) == sorted(expected)
    assert in_rooms(rig) == [ROOM, theirs, None]


def test_taking_the_change_back_takes_the_room_back(rig: Rig) -> None:
    client = made(rig, MINISTRY)
    post(client, SESSIONS, sheet(client).typed({"sessions[0].room": ROOM}, "save"))
    client.send(f"/events/{ID}/history/2/undo")
    assert rooms(rig) == [[]]
    assert in_rooms(rig) == [None, None, None]
