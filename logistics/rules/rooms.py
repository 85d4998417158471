"""ROM: rooms and their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from logistics.model import Event, Room
from logistics.plan import Plan
from logistics.plan.words import capital, listed
from logistics.rules.base import Finding, Severity, Unchecked, going_ahead, not_checked, rule, said_at
from logistics.rules.clashes import MEND, Clash
from logistics.rules.names import names_of, the_first
from logistics.rules.overlaps import Order, Stay, missing_times, stays, sure_overlaps, unsure
from logistics.rules.texts import folded


@rule("ROM003", "Two sessions in one room at one time", Severity.ERROR)
def room_taken_twice(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: Two sessions are in one room, and the second begins before the first is over.

    Why: One of them has nowhere to go, and press who follow the notice stand in the wrong one. A spray at the top of
    a meeting, and whatever the file says is before or after it, is no clash.

    Bad: A plenary from 9:00 to 11:00 a.m. and a signing at 10:30 a.m., both in the Map Room.

    Good: The signing at 11:15 a.m., or in another room.

    Source: Logic.
    """
    order, names = Order(plan), names_of(plan.event)
    in_room, without = _by_room(plan)
    unclear: list[Stay] = []
    for room, staying in in_room.items():
        for stay, others in sure_overlaps(staying, order):
            group = (stay, *others)
            clash = Clash(plan, names, group)
            message = f"{capital(listed(clash.sessions))} are in the same room, “{room.name}”. {clash.length} {MEND}"
            said = [f"{names[each.session.id]} is in “{room.name}”" for each in group]
            yield Finding("ROM003", Severity.ERROR, message, clash.facts("room", said))
        unclear.extend(unsure(staying, order))
    missing = [f"the room of {names[stay.session.id]}" for stay in without if len(names) > 1]
    yield from not_checked("ROM003", the_first([*missing_times(unclear, names), *missing]))


def _by_room(plan: Plan) -> tuple[dict[Room, list[Stay]], list[Stay]]:
    """The stays in each room, and those without one. A room that nobody knows is ROM010's."""
    called = {words: plan.event.room(words) for words in {s.room for s in plan.event.sessions if s.room}}
    in_room: dict[Room, list[Stay]] = defaultdict(list)
    without = []
    for stay in stays(plan):
        room = called[stay.session.room] if stay.session.room else None
        if room is not None:
            in_room[room].append(stay)
        elif not stay.session.room:
            without.append(stay)
    return in_room, without


@rule("ROM010", "A room’s name does not tell which room", Severity.ERROR)
def room_unclear(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: Two rooms share a name or another name, capitals, accents and spaces aside; or a session names a room
    that the file does not list.

    Why: One room with two names is common and does no harm once the register knows both. One name for two rooms sends
    crews to the wrong floor.

    Bad: The Ben Franklin Room as another name of both the Franklin Room and the dining room next door.

    Good: Each name under one room only, and each session's room by its id.

    Source: The same room is called differently in State Department notices of 2011 and 2017 and in its manual (A).
    """
    yield from _shared_names(plan.event)
    names = names_of(plan.event)
    known = {words: plan.event.room(words) for words in {s.room for s in plan.event.sessions if s.room}}
    rooms = [room.name for venue in plan.event.venues for room in venue.rooms]
    for path, session in going_ahead(plan):
        if session.room and known[session.room] is None:
            near = next((name for name in rooms if folded(name) == folded(session.room)), None)
            mend = f"Did you mean “{near}”?" if near else "Add it to its venue’s rooms, or name one of them."
            message = f"“{session.room}”, the room of {names[session.id]}, is no room of this file. {mend}"
            yield Finding(
                "ROM010", Severity.ERROR, message, (said_at(f"the room is “{session.room}”", f"{path}.room"),)
            )


def _shared_names(event: Event) -> Iterator[Finding]:
    """Names of several rooms: of one venue always, of several venues where a session uses the name."""
    bearers: dict[str, dict[tuple[int, int], tuple[str, str]]] = defaultdict(dict)
    for venue_number, venue in enumerate(event.venues):
        for room_number, room in enumerate(venue.rooms):
            for name, path in _names_of(room, f"venues[{venue_number}].rooms[{room_number}]"):
                bearers[folded(name)].setdefault((venue_number, room_number), (name, path))
    used = {folded(session.room) for session in event.sessions if session.room}
    for name, rooms in bearers.items():
        venues = [venue_number for venue_number, _ in rooms]
        if len(rooms) > 1 and (len(set(venues)) < len(venues) or name in used):
            yield _shared(event, tuple(rooms), tuple(rooms.values()))


def _shared(event: Event, rooms: tuple[tuple[int, int], ...], called: tuple[tuple[str, str], ...]) -> Finding:
    which = [f"“{event.venues[venue].rooms[room].name}”" for venue, room in rooms]
    message = (
        f"“{called[0][0]}” can mean {listed(which, 'or')}: nobody can tell which room is meant. "
        "Leave the name to one of them, or add what tells them apart."
    )
    return Finding(
        "ROM010", Severity.ERROR, message, tuple(said_at(f"a room is called “{n}”", p) for n, p in called)
    )


def _names_of(room: Room, path: str) -> Iterator[tuple[str, str]]:
    yield room.name, f"{path}.name"
    for number, alias in enumerate(room.aliases):
        yield alias, f"{path}.aliases[{number}]"
    yield room.id, f"{path}.id"
