"""What must hold across a file: names that name something, ids given once, zones, days and hours that exist.

All of it is asked of the tree, not of the Event, so that a file hears of these problems beside all its others.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Final

from logistics.errors import MomentError, NoSuchZone, Problem
from logistics.eventfile.nouns import Place, places
from logistics.eventfile.words import MOST_SHOWN, near, shown
from logistics.eventfile.yamltree import Tree, below
from logistics.model import (
    AccessTime,
    Day,
    Entrance,
    Event,
    Hours,
    Noun,
    Part,
    Release,
    Revision,
    Room,
    Session,
    Shape,
    Venue,
    When,
)
from logistics.model.base import SHORT
from logistics.model.clocks import instant_of, reading_that_counts
from logistics.model.keys import Key, keys_of
from logistics.moments import zone


@dataclass(frozen=True)
class _File:
    tree: Tree
    places: tuple[Place, ...]

    @property
    def event(self) -> Place:
        return self.places[0]

    def of(self, noun: type[Noun]) -> Iterator[Place]:
        return (place for place in self.places if place.noun is noun)

    def problem(self, message: str, path: str) -> Problem:
        return Problem(message, path, self.tree.line(path))

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """What a reference of each kind may say, folded, with the id that it stands for."""
        sessions, releases = self._ids(Session), self._ids(Release)
        return {
            "session": sessions,
            "release": releases,
            "point": {**sessions, **releases, "event": "event"},
            "venue": self._ids(Venue),
            "room": self._ids_names_and_aliases(Room),
            "entrance": self._ids_names_and_aliases(Entrance),
        }

    def _ids(self, noun: type[Noun]) -> dict[str, str]:
        return {name: name for place in self.of(noun) if (name := place.text("id"))}

    def _ids_names_and_aliases(self, noun: type[Noun]) -> dict[str, str]:
        ids = self._ids(noun)
        said = (
            (_folded(text), place.text("id") or text)
            for place in self.of(noun)
            for _, _, text in place.texts((keys_of(noun)["name"], keys_of(noun)["aliases"]))
        )
        return {**dict(said), **ids}

    @cached_property
    def judged(self) -> frozenset[str]:
        """The kinds of reference that can be judged: of a list that cannot be read, nobody knows what is missing."""
        venues = _is_list(self.event, "venues")
        judged = {
            "session": _is_list(self.event, "sessions"),
            "release": _is_list(self.event, "releases"),
            "point": _is_list(self.event, "sessions") and _is_list(self.event, "releases"),
            "venue": venues,
            "room": venues and all(_is_list(venue, "rooms") for venue in self.of(Venue)),
            "entrance": venues and all(_is_list(venue, "entrances") for venue in self.of(Venue)),
        }
        return frozenset(kind for kind, can_be in judged.items() if can_be)

    @cached_property
    def venues(self) -> tuple[Place, ...]:
        return tuple(self.of(Venue))

    @cached_property
    def venue_ids(self) -> Mapping[str | None, Place]:
        return {venue.text("id"): venue for venue in reversed(self.venues)}

    @cached_property
    def venues_of_rooms(self) -> Mapping[str | None, Place]:
        return {room.text("id"): room.around[-1] for room in self.of(Room)}

    @cached_property
    def zone(self) -> str | None:
        """The zone of the event, where there is such a zone."""
        return _real_zone(self.event.text("zone"))

    @cached_property
    def said(self) -> tuple[tuple[Place, Key, str, str], ...]:
        """Every text that names a thing or tells a time: its place, its key, its path, the text."""
        return tuple(
            (place, *said) for place in self.places for said in place.texts(_names_and_times(place.noun))
        )

    @cached_property
    def date(self) -> dt.date | None:
        """The day of the event, or its first, where it can be read."""
        return _date(self.event.text("date"))


def checked(tree: Tree) -> Iterator[Problem]:
    """The problems across a file, check by check."""
    found = tuple(places(Event, tree.root))
    if not found:
        return iter(())
    file = _File(tree, found)
    problems = chain.from_iterable(check(file) for check in _CHECKS)
    return (problem for problem in problems if not tree.has_told(problem.path))


def _contradictions(file: _File) -> Iterator[Problem]:
    for place in file.places:
        for key, why in place.noun.contradictions(place.values):
            message = f"‘{key}’ {why}." if key else f"{why}."
            yield file.problem(message, below(place.path, key) if key else place.path)


# Ids that need to differ only within a session.
_WITHIN_A_SESSION: Final = (Part, AccessTime)


def _doubled_ids(file: _File) -> Iterator[Problem]:
    first: dict[tuple[type[Noun], str, str], str] = {}
    for place in file.places:
        text, path = place.text("id"), below(place.path, "id")
        if not text:
            continue
        scope = place.around[-1].path if place.noun in _WITHIN_A_SESSION else ""
        before = first.setdefault((place.noun, scope, text), path)
        if before != path:
            yield file.problem(
                f"The id “{shown(text)}” is given twice{file.tree.where(before, path)}. Change one of them.",
                path,
            )


@cache
def _names_and_times(noun: type[Noun]) -> tuple[Key, ...]:
    return tuple(key for key in keys_of(noun).values() if key.refers or key.kind is When)


def _references(file: _File) -> Iterator[Problem]:
    for _, key, path, text in file.said:
        if key.refers and 0 < len(text) <= SHORT and key.refers in file.judged:
            yield from _to_nothing(file, key.refers, text, path)
        if key.kind is When and (anchor := _session_of_anchor(_when(text))) and "session" in file.judged:
            yield from _to_nothing(file, "session", anchor, path)


def _is_list(place: Place, key: str) -> bool:
    return isinstance(place.values.get(key, []), list)


def _to_nothing(file: _File, kind: str, text: str, path: str) -> Iterator[Problem]:
    names = file.names[kind]
    wanted = unicodedata.normalize("NFC", text.strip())
    if kind == "point":
        wanted = wanted.split(".")[0]
    if wanted in names or (kind in ("room", "entrance") and _folded(wanted) in names):
        return
    noun = {"point": "session or release"}.get(kind, kind)
    said = f"“{shown(text)}” names no {noun} of this event."
    offer = near(wanted, names)
    yield file.problem(f"{said} {_offered(names[offer] if offer else None, names, noun)}", path)


def _offered(offer: str | None, names: Mapping[str, str], noun: str) -> str:
    if offer:
        return f"Did you mean {shown(offer)}?"
    ids = list(dict.fromkeys(names.values()))
    if not ids:
        return f"It has no {noun} yet."
    listed = ", ".join(shown(name) for name in ids[:6])
    return f"It has {listed} and others." if len(ids) > 6 else f"It has {listed}."


def _session_of_anchor(when: When | None) -> str | None:
    if when is None or when.shape is not Shape.RELATIVE or when.anchor in ("start", "end"):
        return None
    return when.anchor.rsplit(".", 1)[0]


def _zones(file: _File) -> Iterator[Problem]:
    for place in (file.event, *file.of(Venue)):
        text, path = place.text("zone"), below(place.path, "zone")
        if not text or len(text) > SHORT:
            continue
        try:
            zone(text)
        except NoSuchZone as error:
            long = f"“{shown(text)}” is not a time zone of the IANA list. Write it as America/New_York is written."
            yield file.problem(long if len(text) > MOST_SHOWN else str(error), path)


def _days(file: _File) -> Iterator[Problem]:
    last = _date(file.event.text("last_date"))
    if file.date and last and last < file.date:
        message = f"The last day, {last.isoformat()}, comes before the first, {file.date.isoformat()}."
        yield file.problem(f"{message} Change one of the two.", "last_date")


def _hours(file: _File) -> Iterator[Problem]:
    """Wall times that the clocks skip or show twice on their day, where day and zone are known."""
    times = ((place, path, _when(text)) for place, key, path, text in file.said if key.kind is When)
    for place, path, when in times:
        zone_name = _zone_at(file, place) if when and when.clocks else None
        if when and zone_name:
            yield from _unreal(file, when, _day_at(file, place), zone_name, path)


def _unreal(file: _File, when: When, day: dt.date | None, zone_name: str, path: str) -> Iterator[Problem]:
    on = when.clocks[0].day or day if when.clocks else None
    if on is None:
        return
    window = when.shape is Shape.WINDOW
    for clock in when.clocks if window else (reading_that_counts(when.clocks, on, zone_name),):
        try:
            instant_of(clock, on, zone_name)
        except MomentError as error:
            yield file.problem(str(error), path)


def _day_at(file: _File, place: Place) -> dt.date | None:
    """The day of a time that names none: the event's, or the revision's own; the hours of a door have none."""
    if place.noun is Revision:
        return _date(place.text("date"))
    return None if place.noun is Hours else file.date


def _session_around(place: Place) -> Place | None:
    return next((outer for outer in (*place.around, place) if outer.noun is Session), None)


def _zone_at(file: _File, place: Place) -> str | None:
    """The zone of a place's times, as Event.zone_of finds it."""
    session = _session_around(place)
    venue = _venue_of(file, session) if session else None
    stated = venue.text("zone") if venue else None
    return _real_zone(stated) if stated else file.zone


def _venue_of(file: _File, session: Place) -> Place | None:
    stated, room = session.text("venue"), file.names["room"].get(_folded(session.text("room") or ""))
    for venue in (
        file.venue_ids.get(stated) if stated else None,
        file.venues_of_rooms.get(room) if room else None,
    ):
        if venue:
            return venue
    return file.venues[0] if len(file.venues) == 1 and stated is None else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).casefold()


def _real_zone(text: str | None) -> str | None:
    try:
        zone(text or "")
    except NoSuchZone:
        return None
    return text


def _date(text: str | None) -> dt.date | None:
    try:
        return Day.read(text).date if text else None
    except MomentError:
        return None


def _when(text: str) -> When | None:
    try:
        return When.read(text)
    except MomentError:
        return None


_CHECKS: Final[tuple[Callable[[_File], Iterator[Problem]], ...]] = (
    _contradictions,
    _doubled_ids,
    _references,
    _zones,
    _days,
    _hours,
)
