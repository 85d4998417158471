"""In which places two states of an event differ, told as a press officer would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from logistics.changes.entries import entries_of, moved, named, named_as
from logistics.changes.spots import Spot, entry_names, statements
from logistics.changes.stated import as_stated, stated
from logistics.model import Entrance, Event, Noun, Person, Room, Session, Venue

__all__ = ["Change", "Difference", "differences", "differences_of_trees", "stated"]


class Change(StrEnum):
    """What was done to a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two states differ.

    ``path`` identifies the place by the ids on the way to it and ``label`` is what it is called. ``before`` and
    ``after`` are what is said there, in short for a whole entry, and empty where nothing is; of an entry that
    moved, after which other it stands.
    """

    path: str
    label: str
    before: str
    after: str
    kind: Change


def differences(before: Event, after: Event) -> tuple[Difference, ...]:
    """What differs, in the model's order. An entry that came or went is one difference, with all that it holds."""
    return tuple(_told(stated(before), stated(after)))


def differences_of_trees(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """``differences`` of what two events state, of which either may not be right yet."""
    return tuple(_told(as_stated(before), as_stated(after)))


def changes_within(spot: Spot, before: object, after: object) -> str:
    """What changed inside a place, in a line: ``pick-up for all press, time: 8:40 a.m.; room: acheson``."""
    inner = found(Spot(spot.path, (), spot.kind, spot.many), before, after)
    return "; ".join(f"{', '.join(one.names)}: {new or 'taken out'}" for one, _, new, _ in inner)


def _told(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    old_things, new_things = _things(before), _things(after)
    for one, old, new, kind in found(Spot(), before, after):
        was, now = old_things.get(one.refers or "", {}), new_things.get(one.refers or "", {})
        label = one.called({**was, **now}).label
        yield Difference(one.path, label, was.get(old, old), now.get(new, new), kind)


def _things(tree: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """What the sessions, people, venues, rooms and entrances of an event are called, each kind by its ids."""
    venues, sides = (_nouns(tree.get(key)) for key in ("venues", "delegations"))
    return {
        "session": _called(Session, _nouns(tree.get("sessions"))),
        "person": _called(
            Person,
            [
                one
                for side in sides
                for key in ("members", "also_participating")
                for one in _nouns(side.get(key))
            ],
        ),
        "venue": _called(Venue, venues),
        "room": _called(Room, [one for venue in venues for one in _nouns(venue.get("rooms"))]),
        "entrance": _called(Entrance, [one for venue in venues for one in _nouns(venue.get("entrances"))]),
    }


def _called(kind: type, among: list[Mapping[str, object]]) -> dict[str, str]:
    names = {str(one["id"]): one for one in among if one.get("id")}
    return entry_names(kind, names)


def _nouns(value: object) -> list[Mapping[str, object]]:
    return [one for one in entries_of(value) or [] if isinstance(one, dict)]


def found(spot: Spot, before: object, after: object) -> Iterator[tuple[Spot, str, str, Change]]:
    """Each place below a spot where two trees differ, with what is said there; None is nothing."""
    if before == after:
        return
    old, new = entries_of(before), entries_of(after)
    if spot.many and old is not None and new is not None:
        yield from _in_entries(spot, old, new)
    elif spot.noun and isinstance(before, dict) and isinstance(after, dict):
        yield from _in_keys(spot, spot.noun, before, after)
    else:
        kind = Change.ADDED if before is None else Change.REMOVED if after is None else Change.CHANGED
        yield spot, spot.words(before), spot.words(after), kind


def _in_keys(
    spot: Spot, noun: type[Noun], before: dict[str, object], after: dict[str, object]
) -> Iterator[tuple[Spot, str, str, Change]]:
    for names in statements(noun, before, after):
        yield from found(spot.keys(names), told_by(before, names), told_by(after, names))


def told_by(tree: Mapping[str, object], names: tuple[str, ...]) -> object:
    """What a noun says by a key, or by several that say one thing together; None where it says nothing."""
    if len(names) == 1:
        return tree.get(names[0])
    return {name: tree[name] for name in names if name in tree} or None


def _in_entries(
    spot: Spot, before: list[object], after: list[object]
) -> Iterator[tuple[Spot, str, str, Change]]:
    old = named(spot.kind, before)
    new = named_as(old, named(spot.kind, after))
    words = entry_names(spot.kind, old, new)
    spots = {name: spot.entry(name, called) for name, called in words.items()}
    for name in old:
        if name not in new:
            yield from found(spots[name], old[name], None)
    others = moved(list(old), list(new))
    for name in new:
        if name in others:
            yield spots[name], _stands(name, old, words), _stands(name, new, words), Change.MOVED
        yield from found(spots[name], old.get(name), new[name])


def _stands(name: str, entries: Mapping[str, object], words: Mapping[str, str]) -> str:
    """Where an entry stands in its list: ``first``, ``after Luis Videgaray``."""
    names = list(entries)
    place = names.index(name)
    return f"after {words[names[place - 1]]}" if place else "first"
