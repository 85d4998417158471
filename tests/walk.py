"""The life of one event: draft, published, moved, another room, another person, a session cancelled, all postponed,
a new day, called off. The dialogue of December 14, 2017 lends its places and times; what happens to it is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens. ``change`` changes the draft; it is published after that, if ``public``."""

    title: str
    change: Callable[[Tree], None]
    public: bool = True


def steps() -> Iterator[Step]:
    """The whole life, in order."""
    yield Step(
        "A draft", lambda tree: tree.update(invented="What happens to it here is invented"), public=False
    )
    yield Step("It is published", _nothing)
    yield Step("It is published again, and nothing but a note of the office has changed", _note)
    yield Step("The pre-set for video moves from 10:00 to 9:50", _earlier)
    yield Step("The spray moves to another room", _room)
    yield Step("One of the Mexican delegation is another person", _speaker)
    yield Step(
        "The availability is cancelled", lambda tree: session(tree, "availability").update(status="cancelled")
    )
    yield Step("The whole event is postponed", lambda tree: tree.update(status="postponed"))
    yield Step("It has a new day, and the availability takes place after all", _new_day)
    yield Step("It is called off", lambda tree: tree.update(status="cancelled"))


def session(tree: Tree, name: str) -> Tree:
    """One session of an event's tree."""
    return next(one for one in tree["sessions"] if one["id"] == name)


def _nothing(tree: Tree) -> None:
    """It stays as it is."""


def _note(tree: Tree) -> None:
    tree["planning"] = [{"text": "Ask the venue about chairs."}]


def _earlier(tree: Tree) -> None:
    preset = session(tree, "availability")["access"][0]
    preset["at"] = "9:50 a.m."


def _room(tree: Tree) -> None:
    session(tree, "spray")["room"] = "acheson"


def _speaker(tree: Tree) -> None:
    tree["delegations"][1]["members"][2] = {
        "id": "example",
        "family": "Example",
        "title": "Acting Attorney General",
    }


def _new_day(tree: Tree) -> None:
    tree["status"] = "planned"
    session(tree, "availability")["status"] = "planned"
    tree["date"] = "Friday, December 15, 2017"
