"""Rooms and entrances of an event that has none of them yet: a name that is typed for one makes it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from logistics.errors import Problem
from logistics.model import Event, Noun, Session
from logistics.model.keys import Key, keys_of
from web.forms.reading import Stated, free, ids, slug

NEW_PLACES: Final = {"room": "rooms", "entrance": "entrances"}
"""The kinds of place that a name makes, each with the list of a venue that holds it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What a form states with the places in it that its names made; by path how each was understood, and what cannot
    be made."""

    tree: Stated
    echoes: dict[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A field that names a place, with the venue of the session that it stands in, if that says one."""

    holder: Stated
    key: Key
    path: str
    venue: str

    @property
    def text(self) -> str:
        return str(self.holder[self.key.name])


def with_new_places(tree: Stated, others: Stated | None = None) -> Placed:
    """What a form states, without the marks of rows, with a room or an entrance for each name of one.

    Only where the event has no place of that kind; elsewhere a name that is none may be a slip. The names are given
    ids that none of ``others``, what somebody else made of the event meanwhile, has for another thing.
    """
    lacking = {
        kind: held_in
        for kind, held_in in NEW_PLACES.items()
        if not any(venue.get(held_in) for venue in _venues(tree))
    }
    if not lacking:
        return Placed(tree, {}, ())
    made = copy.deepcopy(tree)
    echoes: dict[str, str] = {}
    problems: list[Problem] = []
    for kind, held_in in lacking.items():
        taken = {*ids(made), *ids(_without(others or {}, held_in))}
        spots = [spot for spot in _spots(made, Event, "", "") if spot.key.refers == kind]
        for spot in spots:
            venue = _venue_of(made, spot.venue)
            if venue is None:
                problems.append(Problem(_no_building(kind, spot.text), spot.path))
                continue
            spot.holder[spot.key.name] = _made(venue, held_in, spot.text, taken)
            echoes[spot.path] = f"A new {kind}; it is added under Places."
    return Placed(made, echoes, tuple(problems))


def _no_building(kind: str, text: str) -> str:
    return f"Add the building under Places first, then the {kind} “{text[:60]}” here."


def _made(venue: Stated, held_in: str, text: str, taken: set[str]) -> str:
    """The id of the place of a name; what is called alike is one place."""
    entries = venue.setdefault(held_in, [])
    for entry in entries:
        if str(entry["name"]).casefold() == text.casefold():
            return str(entry["id"])
    made = free(slug(text) or held_in.rstrip("s"), taken)
    taken.add(made)
    entries.append({"id": made, "name": text})
    return made


def _venues(tree: Stated) -> list[Stated]:
    found = tree.get("venues", [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _venue_of(tree: Stated, said: str) -> Stated | None:
    """The venue that a session says it is in, else the first."""
    venues = _venues(tree)
    return next((one for one in venues if said and said in (one.get("id"), one.get("name"))), None) or next(
        iter(venues), None
    )


def _spots(item: Stated, noun: type[Noun], path: str, venue: str) -> Iterator[_Spot]:
    if noun is Session:
        venue = str(item.get("venue", ""))
    for name, key in keys_of(noun).items():
        value, inner = item.get(name), f"{path}.{name}" if path else name
        if isinstance(value, str) and key.refers in NEW_PLACES:
            yield _Spot(item, key, inner, venue)
        elif issubclass(key.kind, Noun):
            yield from _inner_spots(value, key.kind, inner, venue)


def _inner_spots(value: Any, noun: type[Noun], path: str, venue: str) -> Iterator[_Spot]:
    entries: Iterable[tuple[str, Any]] = (
        ((f"{path}[{number}]", one) for number, one in enumerate(value))
        if isinstance(value, list)
        else ((path, value),)
    )
    for inner, one in entries:
        if isinstance(one, dict):
            yield from _spots(one, noun, inner, venue)


def _without(tree: Any, held_in: str) -> Any:
    """A tree without the places of a kind: what others called alike there is the same place."""
    if isinstance(tree, dict):
        return {key: _without(value, held_in) for key, value in tree.items() if key != held_in}
    return [_without(one, held_in) for one in tree] if isinstance(tree, list) else tree
