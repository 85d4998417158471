"""Changes to what an audience may not see: every one of them, for the tests that nothing leaks.

``hidden_changes(event, level)`` gives each event that differs from ``event`` in one thing above ``level`` only: one
value changed, or one hidden item taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, IntEnum

from logistics.model import Day, Event, Level, Noun, Span, Stamp, When, level_of

CANARY = "canary-7f3a"
_OTHER_TIMES: dict[type, object] = {
    When: When.read("3:33 p.m."),
    Day: Day.read("2031-06-12"),
    Span: Span.read("33 minutes"),
    Stamp: Stamp.read("2031-06-10 03:33"),
}


def hidden_changes(event: Event, level: Level) -> Iterator[tuple[str, Event]]:
    """(where, changed event) for every hidden value and every hidden item of a list."""
    for where, changed in _changes(event, level, hidden=False):
        assert isinstance(changed, Event)
        yield where, changed


def _changes(noun: Noun, level: Level, hidden: bool) -> Iterator[tuple[str, Noun]]:
    for name, field in type(noun).model_fields.items():
        value = getattr(noun, name)
        above = hidden or level_of(field) > level
        if isinstance(value, Noun):
            for where, changed in _changes(value, level, above):
                yield f"{name}.{where}", noun.model_copy(update={name: changed})
        elif isinstance(value, tuple) and value and isinstance(value[0], Noun):
            yield from _changes_of_items(noun, name, value, level, above)
        elif above and (other := _other(value)) is not None:
            yield name, noun.model_copy(update={name: other})


def _changes_of_items(
    noun: Noun, name: str, items: tuple[Noun, ...], level: Level, above: bool
) -> Iterator[tuple[str, Noun]]:
    for number, item in enumerate(items):
        hidden = above or _shown_from(item) > level
        for where, changed in _changes(item, level, hidden):
            if hidden and not above and _shown_from(changed) <= level:
                continue  # this change is itself the decision to show it: a closed meeting made open
            whole = (*items[:number], changed, *items[number + 1 :])
            yield f"{name}[{number}].{where}", noun.model_copy(update={name: whole})
        if hidden:
            rest = (*items[:number], *items[number + 1 :])
            yield f"{name}[{number}] taken away", noun.model_copy(update={name: rest})


def _shown_from(item: Noun) -> Level:
    level = getattr(item, "shown_to", None)
    if level is None:
        level = getattr(item, "audience", None)
    return Level.PUBLIC if level is None else level


def _other(value: object) -> object:
    """Another value of the same kind; None where there is none to take."""
    if value is None or isinstance(value, IntEnum):
        return None  # an audience is not hidden from itself: raising or lowering it is a disclosure
    if isinstance(value, Enum):
        return next((member for member in type(value) if member is not value), None)
    if isinstance(value, (bool, int)):
        return not value if isinstance(value, bool) else value + 1
    if isinstance(value, str):
        return f"{CANARY}-{value}"
    return _OTHER_TIMES.get(type(value), () if value else None)
