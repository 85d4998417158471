"""An event with something of its own in every text that there can be: whatever leaks of it can be told by its sign.

It is made from the model, so that a key that is new is in it too. Of everything that has an audience there is one for
each, and the open parts name the hidden ones wherever they may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from logistics.eventfile import judge, write
from logistics.model import Category, Day, Event, Level, Noun, Span, Stamp, When, level_of
from logistics.model.keys import Key, keys_of

EVENT_ID: Final = "canaries-2031-06-11"
# What a text of these must look like, so that no sign can stand in it.
_FORMED: Final[Mapping[tuple[str, str], object]] = {
    ("Event", "id"): EVENT_ID,
    ("Event", "zone"): "America/New_York",
    ("Event", "date"): "2031-06-11",
    ("Event", "last_date"): None,
    ("Venue", "zone"): None,
    ("Waiver", "rule"): "ACC001",
    ("Deadline", "by"): "June 10, 2031, 5 p.m.",
    ("Hours", "opens"): "7:00 a.m.",
    ("Hours", "closes"): "6:00 p.m.",
    ("AccessTime", "at"): "8:30 a.m.",
    ("Session", "kind"): "remarks",
    ("Session", "coverage"): "open",
    ("Session", "duration"): None,
    ("Release", "states"): None,
    ("Release", "embargo"): "June 11, 2031, 9 p.m.",
}
_LETTERS: Final = {Level.PUBLIC: "a", Level.PRESS: "p", Level.STAFF: "s", Level.CLOSE_HOLD: "h"}
_SAID: Final[Mapping[type, object]] = {
    bool: "yes",
    int: "7",
    Span: "5 minutes",
    Day: "2031-06-10",
    When: None,
    Stamp: None,
}


@dataclass
class Aviary:
    """An event full of signs. ``signs`` tells of each who may read it, ``keys`` which keys of the model have one.

    ``ending`` stands after each, except in short names.
    """

    text: str = ""
    ending: str = ""
    signs: dict[str, Level] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)

    def above(self, level: Level) -> list[str]:
        """The signs that somebody of a level may not read."""
        return [sign for sign, shown_from in self.signs.items() if shown_from > level]

    def sign(self, level: Level) -> str:
        """A new sign; it can stand for a short name too."""
        made = f"zq{_LETTERS[level]}{len(self.signs):03}x"
        self.signs[made] = level
        return made

    def tree(self, noun: type[Noun], level: Level) -> dict[str, Any]:
        """A noun with every key, all of it for a level or above."""
        said = ((name, self._value(noun, key, level)) for name, key in keys_of(noun).items())
        return {name: value for name, value in said if value is not None}

    def _value(self, noun: type[Noun], key: Key, level: Level) -> Any:
        shown_from = max(level, level_of(key.info))
        if (noun.__name__, key.name) in _FORMED or key.refers:
            return _FORMED.get((noun.__name__, key.name))
        if key.kind is Level:
            return level.words
        if issubclass(key.kind, Noun):
            levels = (
                [one for one in Level if one >= shown_from]
                if "audience" in keys_of(key.kind)
                else [shown_from]
            )
            return (
                [self.tree(key.kind, one) for one in levels] if key.many else self.tree(key.kind, shown_from)
            )
        made = self._plain(noun, key, shown_from)
        return [made] if key.many and key.kind is not Category else made

    def _plain(self, noun: type[Noun], key: Key, level: Level) -> Any:
        if key.kind is Category:
            return "all"
        if issubclass(key.kind, Enum):
            return str(next(iter(key.kind)).value)
        if key.kind in _SAID:
            return _SAID[key.kind]
        if key.name in ("language", "languages"):
            return "en"
        self.keys.add((noun.__name__, key.name))
        return self.sign(level) if key.name == "id" else f"{self.sign(level)}{self.ending}"


def aviary(ending: str = "") -> Aviary:
    """The event, in which what is open names what is hidden."""
    made = Aviary(ending=ending)
    tree = made.tree(Event, Level.PUBLIC)
    _set_times(tree["sessions"])
    _give_rooms(tree, made)
    _name_hidden(tree)
    made.text = write(judge(tree))
    return made


def _set_times(sessions: list[dict[str, Any]]) -> None:
    for hour, session in enumerate(sessions, 8):
        session |= {"start": f"{hour}:00 a.m.", "end": f"{hour}:40 a.m."}
        for number, entry in enumerate(session["access"]):
            entry |= {"at": f"{hour - 1}:{10 + number} a.m."}


def _give_rooms(tree: dict[str, Any], made: Aviary) -> None:
    """A room, an entrance and a building for each session: who may not read of it may not read of them."""
    (venue,) = tree["venues"]
    tree["venues"] = []
    for session in tree["sessions"]:
        level = Level[session["audience"].upper().replace(" ", "_")]
        own = {
            **venue,
            "id": made.sign(level),
            "name": made.sign(level),
            "address": made.sign(level),
            "city": made.sign(level),
        }
        own["rooms"] = [{**room, "id": made.sign(level), "name": made.sign(level)} for room in venue["rooms"]]
        own["entrances"] = [
            {"id": made.sign(max(level, Level.PRESS)), "name": made.sign(max(level, Level.PRESS))}
        ]
        own.pop("routes", None)
        tree["venues"].append(own)
        session["room"] = own["rooms"][0]["id"]
        for entry in session["access"]:
            if entry["audience"] != "public":
                entry["entrance"] = own["entrances"][0]["id"]


def _name_hidden(tree: dict[str, Any]) -> None:
    """Name what is hidden from what is open, wherever an event may."""
    first, *hidden = tree["sessions"]
    first["before"] = hidden[-1]["id"]
    first["speakers"] = [person["id"] for person in tree["delegations"][0]["members"]]
    first["access"][1]["at"] = f"30 minutes before {hidden[-1]['id']}.start"
    tree["registration"]["deadlines"][0]["by"] = f"2 hours before {hidden[-2]['id']}.start"
    for release, session in zip(tree["releases"], tree["sessions"], strict=True):
        release["about"] = [session["id"]]
    tree["planning"] = [
        *tree.get("planning", []),
        *({"text": "About it.", "about": one["id"]} for one in hidden),
    ]


def hidden_texts(noun: type[Noun] = Event, around: bool = False) -> Iterator[tuple[str, str]]:
    """Every key of the model whose text somebody may not read: by its own level, or by that of what it lies in."""
    has_audience = around or "audience" in keys_of(noun)
    for name, key in keys_of(noun).items():
        hidden = has_audience or level_of(key.info) > Level.PUBLIC
        if issubclass(key.kind, Noun):
            yield from hidden_texts(key.kind, hidden)
        elif key.kind is str and hidden and not key.refers and not _is_formed(noun, name):
            yield noun.__name__, name


def _is_formed(noun: type[Noun], name: str) -> bool:
    return name in ("language", "languages") or (noun.__name__, name) in _FORMED
