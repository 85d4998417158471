"""Names that name nothing, or two things: the one that is meant. And waivers of nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from logistics.operations.mending.proof import Judged
from logistics.operations.mending.trees import Mend
from logistics.rules.base import Finding
from logistics.rules.principals import people_meant
from logistics.rules.texts import folded

_AT: Final = re.compile(
    r"sessions\[(\d+)\]\.(room|venue|speakers|access)(?:\[(\d+)\])?(?:\.entrance)?", re.ASCII
)


def _room(result: Judged, finding: Finding) -> Iterator[Mend]:
    """The room of a name with other capitals or accents; or the venue that the room is in."""
    event = result.plan.event
    for number, key, _ in _places(finding):
        session = event.sessions[number]
        room = event.room_of(session)
        if key == "room" and room is None:
            for venue in event.venues:
                for other in venue.rooms:
                    if folded(session.room or "") in map(folded, (other.name, *other.aliases)):
                        yield Mend(f"Write “{other.name}”", f"sessions[{number}].room", other.id)
        elif key == "venue" and room is not None:
            house = next(venue for venue in event.venues if any(room is each for each in venue.rooms))
            yield Mend(f"Change the venue to {house.name}", f"sessions[{number}].venue", house.id)


def _speaker(result: Judged, finding: Finding) -> Iterator[Mend]:
    """Whom a speaker's name is close to, where it stands in one place."""
    places = list(_places(finding))
    for number, _, which in places if len(places) == 1 else ():
        words = result.plan.event.sessions[number].speakers[which]
        for person in people_meant(result.plan.event, words):
            yield Mend(f"Write {person.name}", f"sessions[{number}].speakers[{which}]", person.id)


def _entrance(result: Judged, finding: Finding) -> Iterator[Mend]:
    """One of two entrances for both access times."""
    event = result.plan.event
    places = list(_places(finding))
    if len(places) != 2:
        return
    for (number, _, which), (_, _, other) in (places[::-1], places):
        session = event.sessions[number]
        entrance = session.access[other].entrance
        door = event.entrance_of(session, session.access[other])
        if entrance and door:
            yield Mend(
                f"Name the {door.name} for both", f"sessions[{number}].access[{which}].entrance", entrance
            )


def _places(finding: Finding) -> Iterator[tuple[int, str, int]]:
    for fact in finding.facts:
        if found := _AT.fullmatch(fact.path):
            yield int(found[1]), found[2], int(found[3] or 0)


def _waiver(result: Judged, finding: Finding) -> Iterator[Mend]:
    for fact in finding.facts:
        if found := re.fullmatch(r"waivers\[(\d+)\]", fact.path, re.ASCII):
            rule = result.plan.event.waivers[int(found[1])].rule
            yield Mend(f"Take the waiver of {rule} out", fact.path, "")


PROPOSALS: Final[Mapping[str, Callable[[Judged, Finding], Iterator[Mend]]]] = {
    "ROM010": _room,
    "PRN003": _speaker,
    "ACC008": _entrance,
    "WVR001": _waiver,
}
