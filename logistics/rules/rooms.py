"""ROM: rooms and their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from logistics.model import Entrance, Event, Room, Session
from logistics.plan import Plan
from logistics.plan.names import the_first
from logistics.plan.words import capital, listed
from logistics.rules.base import Finding, Severity, Unchecked, going_ahead, not_checked, rule, said_at
from logistics.rules.clashes import MEND, Clash
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
    order, names = Order(plan), plan.names
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
    in_room: dict[Room, list[Stay]] = defaultdict(list)
    without = []
    for stay in stays(plan):
        room = plan.event.room_of(stay.session)
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
    names = plan.names
    rooms = [room.name for venue in plan.event.venues for room in venue.rooms]
    for path, session in going_ahead(plan):
        yield from _in_another_venue(plan.event, names[session.id], path, session)
        if session.room and plan.event.room_of(session) is None:
            near = next((name for name in rooms if folded(name) == folded(session.room)), None)
            mend = f"Did you mean “{near}”?" if near else "Add it to its venue’s rooms, or name one of them."
            message = f"“{session.room}”, the room of {names[session.id]}, is no room of this event. {mend}"
            yield Finding(
                "ROM010", Severity.ERROR, message, (said_at(f"the room is “{session.room}”", f"{path}.room"),)
            )


def _shared_names(event: Event) -> Iterator[Finding]:
    """Names of several rooms or entrances: of one venue always, of several where nothing tells which is meant."""
    for kind in ("rooms", "entrances"):
        bearers: dict[str, dict[tuple[int, int], tuple[str, str]]] = defaultdict(dict)
        for venue_number, venue in enumerate(event.venues):
            for number, place in enumerate(getattr(venue, kind)):
                for name, path in _names_of(place, f"venues[{venue_number}].{kind}[{number}]"):
                    bearers[folded(name)].setdefault((venue_number, number), (name, path))
        unclear = _named_without_a_venue(event, kind)
        for name, places in bearers.items():
            venues = [venue_number for venue_number, _ in places]
            if len(places) > 1 and (len(set(venues)) < len(venues) or name in unclear):
                which = [getattr(event.venues[venue], kind)[number].name for venue, number in places]
                yield _shared(kind.removesuffix("s"), which, tuple(places.values()))


def _named_without_a_venue(event: Event, kind: str) -> set[str]:
    """The names that sessions use of rooms, or access times of entrances, where no venue says which is meant."""
    if kind == "rooms":
        return {folded(each.room) for each in event.sessions if each.room and each.venue is None}
    somewhere = (each for each in event.sessions if event.venue_of(each) is None)
    return {folded(entry.entrance) for each in somewhere for entry in each.access if entry.entrance}


def _shared(kind: str, which: Sequence[str], called: tuple[tuple[str, str], ...]) -> Finding:
    message = (
        f"“{called[0][0]}” can mean {listed([f'“{name}”' for name in which], 'or')}: nobody can tell which {kind} is "
        "meant. Leave the name to one of them, or add what tells them apart."
    )
    facts = tuple(
        said_at(f"{'an' if kind == 'entrance' else 'a'} {kind} is called “{n}”", p) for n, p in called
    )
    return Finding("ROM010", Severity.ERROR, message, facts)


def _in_another_venue(event: Event, name: str, path: str, session: Session) -> Iterator[Finding]:
    """A session's room and its venue, where they are not of one place."""
    if session.venue is None:
        return
    venue, room = event.venue_of(session), event.room_of(session)
    if venue is None or room is None or room in venue.rooms:
        return
    house = next(other.name for other in event.venues if room in other.rooms)
    yield Finding(
        "ROM010",
        Severity.ERROR,
        f"The room of {name}, {room.name}, is in {house}, and its venue is {venue.name}. Change one of them.",
        (
            said_at(f"the room is {room.name}", f"{path}.room"),
            said_at(f"the venue is {venue.name}", f"{path}.venue"),
        ),
    )


def _names_of(place: Room | Entrance, path: str) -> Iterator[tuple[str, str]]:
    yield place.name, f"{path}.name"
    for number, alias in enumerate(place.aliases):
        yield alias, f"{path}.aliases[{number}]"
    yield place.id, f"{path}.id"
