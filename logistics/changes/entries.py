"""The entries of a list, told apart by what they are and not by where they stand."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from logistics.model import (
    AccessTime,
    Account,
    Category,
    Contact,
    Deadline,
    Hours,
    Interpretation,
    Livestream,
    PlanningNote,
    Route,
    Section,
    Statement,
    Waiver,
)
from logistics.model.press import what_tells_apart

# What tells an entry from its neighbours where its noun has no id.
TOLD_BY: Final[Mapping[type, tuple[str, ...]]] = {
    Account: ("handle", "platform"),
    Contact: ("name", "role"),
    Deadline: ("what", "for"),
    Hours: ("days",),
    Interpretation: ("languages",),
    Livestream: ("address", "language", "covers"),
    PlanningNote: ("about", "text"),
    Route: ("entrance", "room"),
    Section: ("title",),
    Statement: ("point",),
    Waiver: ("rule", "about"),
}
_PLAIN: Final = re.compile(r"[\w.+@ -]{1,40}")
_NOT_PLAIN: Final = re.compile(r"[^\w.+@ -]+")
_ORDER: Final = [category.value for category in Category]
_MOST_COMPARED: Final = 2_500
_FEWEST_WORDS: Final = 5


def entries_of(value: object) -> list[object] | None:
    """The entries of a list, of one that is unsaid none; None for what is no list."""
    if value is None:
        return []
    return value if isinstance(value, list) else None


def named(kind: type, entries: Sequence[object]) -> dict[str, object]:
    """The entries by names that do not depend on their order; of several called alike, the second is ``name#2``."""
    count: dict[str, int] = {}
    result = {}
    for entry in entries:
        name = _name(kind, entry)
        count[name] = count.get(name, 0) + 1
        result[name if count[name] == 1 else f"{name}#{count[name]}"] = entry
    return result


def named_as(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """The entries of ``after`` by the names of those of ``before`` that became them.

    An entry that is called otherwise now, as an access time for other press, is known by what else it says. An
    entry with an id is never taken for one with another id.
    """
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    became: dict[str, str] = {}
    if len(gone) * len(new) <= _MOST_COMPARED:
        pairs = [(_sameness(before[old], after[name]), old, name) for old in gone for name in new]
        for sure, old, name in sorted(pairs, key=lambda pair: -pair[0]):
            if sure > 0.5 and name not in became and old not in became.values():
                became[name] = old
    return {became.get(name, name): entry for name, entry in after.items()}


def moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest names that moved, where all others kept their order. Names of one side alone did not move."""
    place = {name: number for number, name in enumerate(before)}
    common = [name for name in after if name in place]
    return set(common) - set(_longest_run(common, place))


def _longest_run(names: Sequence[str], place: Mapping[str, int]) -> list[str]:
    """The longest part of the names whose places rise."""
    ends: list[int] = []
    lasts: list[str] = []
    previous: dict[str, str | None] = {}
    for name in names:
        length = bisect_left(ends, place[name])
        previous[name] = lasts[length - 1] if length else None
        ends[length : length + 1] = [place[name]]
        lasts[length : length + 1] = [name]
    run: list[str] = []
    last = lasts[-1] if lasts else None
    while last is not None:
        run.append(last)
        last = previous[last]
    return run[::-1]


def order_kept(before: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> str | None:
    """Whose order counts: ``yours`` where only that moved something, else ``theirs``; None where both did."""
    both = set(theirs) & set(yours)
    old = [name for name in before if name in both]
    their_old, your_old = _only(theirs, set(old)), _only(yours, set(old))
    if their_old == your_old:
        new = both - set(old)
        return "theirs" if _only(theirs, new) == _only(yours, new) else None
    if your_old == old:
        return "theirs"
    return "yours" if their_old == old else None


def interleaved(first: Sequence[str], other: Sequence[str], kept: Collection[str]) -> list[str]:
    """The kept names in the order of ``first``; those of ``other`` alone stand after their neighbours there."""
    result = [name for name in first if name in kept]
    placed, known = set(result), set(other)
    after = 0
    for name in other:
        if name in placed:
            after = result.index(name) + 1
        elif name in kept:
            while after < len(result) and result[after] not in known:
                after += 1
            result.insert(after, name)
            placed.add(name)
            after += 1
    return result


def _only(names: Sequence[str], wanted: Collection[str]) -> list[str]:
    return [name for name in names if name in wanted]


def _name(kind: type, entry: object) -> str:
    """What may stand between brackets in a path: short, and never the same for two that differ."""
    said = _said(kind, entry)
    if _PLAIN.fullmatch(said):
        return said
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{_NOT_PLAIN.sub(' ', said[:20]).strip()}~{digest}"


def _said(kind: type, entry: object) -> str:
    if not isinstance(entry, dict):
        return entry if isinstance(entry, str) else _whole(entry)
    if entry.get("id"):
        return _text(entry["id"])
    if kind is AccessTime and (told := what_tells_apart(entry)):
        step, press = told[0], told[1:]
        return f"{_text(step)}.{_press(press)}".replace(" ", "-")
    parts = [_text(entry[key]) for key in TOLD_BY.get(kind, ()) if entry.get(key)]
    return " ".join(parts) or _whole(entry)


def _press(told: Sequence[object]) -> str:
    categories = [category for each in told if isinstance(each, frozenset) for category in each]
    if set(categories) == set(_ORDER):
        return "all"
    known = [category for category in _ORDER if category in categories]
    return "+".join(known + sorted(set(categories) - set(_ORDER)))


def _text(value: object) -> str:
    if isinstance(value, list):
        return "+".join(_text(part) for part in value)
    return value if isinstance(value, str) else _whole(value)


def _whole(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _sameness(old: object, new: object) -> float:
    """How surely an entry became another, from 0 to 1; two with ids of their own are two."""
    has_ids = isinstance(old, dict) and isinstance(new, dict) and bool(old.get("id") and new.get("id"))
    return 0.0 if has_ids else _likeness(old, new)


def _likeness(old: object, new: object) -> float:
    """From 0 to 1: the share of the keys that say the same, or, of texts that are no mere names, of the words."""
    if old == new:
        return 1.0
    if isinstance(old, dict) and isinstance(new, dict):
        keys = old.keys() | new.keys()
        return sum(_likeness(old[key], new[key]) for key in keys if key in old and key in new) / len(keys)
    if isinstance(old, str) and isinstance(new, str):
        words, others = set(old.split()), set(new.split())
        long = min(len(words), len(others)) >= _FEWEST_WORDS
        return len(words & others) / len(words | others) if long else 0.0
    return 0.0
