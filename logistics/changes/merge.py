"""Two people's changes to one state of an event, joined; where both changed the same, both are kept to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from logistics.changes.entries import entries_of, interleaved, named, named_as, order_kept
from logistics.changes.fields import changes_within, told_by
from logistics.changes.spots import Spot, entry_names, statements
from logistics.changes.stated import Stated, as_stated, stated
from logistics.errors import LogisticsError
from logistics.model import Event, Noun

Choice: TypeAlias = Literal["theirs", "yours"]
_CHOICES: Final = ("theirs", "yours")
_Named: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed, each otherwise: a value, an entry that one took out, the order of a list.

    ``path`` identifies the place by the ids on the way to it and ``label`` is what it is called. The three states
    are in words, empty where nothing is said.
    """

    path: str
    label: str
    before: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Merged:
    """What two people made of one state.

    ``tree`` has all that only one of them changed or both alike, and at each of the ``conflicts`` what they have,
    who saved first. An event need not come of it: one may name a session that the other took out.
    """

    tree: Stated
    conflicts: tuple[Conflict, ...]
    before: Stated = field(repr=False)
    theirs: Stated = field(repr=False)
    yours: Stated = field(repr=False)


class Undecided(LogisticsError):
    """Conflicts for which neither side was chosen."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = conflicts
        places = "; ".join(conflict.label for conflict in conflicts)
        super().__init__(f"Choose which one counts, yours or theirs: {places}.")


def merge(before: Event, theirs: Event, yours: Event) -> Merged:
    """What comes of two events that both were ``before``."""
    return merge_trees(stated(before), stated(theirs), stated(yours))


def merge_trees(
    before: Mapping[str, object], theirs: Mapping[str, object], yours: Mapping[str, object]
) -> Merged:
    """``merge`` of what events state, of which each may not be right yet.

    Entries of lists are told apart by what they are; their order is theirs, with what you added beside the same
    neighbours, and yours where only you moved something.
    """
    trees = as_stated(before), as_stated(theirs), as_stated(yours)
    merging = _Merging({})
    tree = merging.event(*trees)
    return Merged(tree, tuple(merging.conflicts), *trees)


def settle(merged: Merged, choices: Mapping[str, str]) -> Stated:
    """The tree with one side's state at each conflict: ``choices`` has ``yours`` or ``theirs`` by the path.

    Raises Undecided with all conflicts that have no such choice. The caller judges whether an event comes of it.
    """
    undecided = tuple(one for one in merged.conflicts if choices.get(one.path) not in _CHOICES)
    if undecided:
        raise Undecided(undecided)
    return _Merging(choices).event(merged.before, merged.theirs, merged.yours)


class _Merging:
    """One joining of three trees; it takes what was chosen at each conflict, and theirs where nothing was."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.conflicts: list[Conflict] = []
        self._choices = choices

    def event(self, before: Stated, theirs: Stated, yours: Stated) -> Stated:
        return self._keys(Spot(), Event, before, theirs, yours)

    def _joined(self, spot: Spot, before: object, theirs: object, yours: object) -> object:
        """What stands at a place in the end; None where nothing does."""
        if yours in (before, theirs):
            return theirs
        if theirs == before:
            return yours
        lists = [entries_of(side) for side in (before, theirs, yours)]
        if spot.many and None not in lists:
            entries = self._entries(spot, *(named(spot.kind, one or []) for one in lists))
            # A list that somebody took out as a whole is unsaid, not stated to be empty.
            return entries if entries or not (theirs is None or yours is None) else None
        if spot.noun and isinstance(theirs, dict) and isinstance(yours, dict):
            return self._keys(spot, spot.noun, before if isinstance(before, dict) else {}, theirs, yours)
        return self._chosen(spot, before, theirs, yours)

    def _keys(self, spot: Spot, noun: type[Noun], before: Stated, theirs: Stated, yours: Stated) -> Stated:
        result: Stated = {}
        for names in statements(noun, before, theirs, yours):
            sides = (told_by(side, names) for side in (before, theirs, yours))
            joined = self._joined(spot.keys(names), *sides)
            if len(names) == 1 and joined is not None:
                result[names[0]] = joined
            elif isinstance(joined, dict) and len(names) > 1:
                result |= joined
        return result

    def _entries(self, spot: Spot, old: _Named, theirs: _Named, yours: _Named) -> list[object]:
        their, your = named_as(old, theirs), named_as(old, yours)
        words = entry_names(spot.kind, old, their, your)
        whose = order_kept(list(old), list(their), list(your)) or self._order(spot, old, their, your)
        kept = {}
        for name, called in words.items():
            here = spot.entry(name, called)
            entry = self._joined(here, old.get(name), their.get(name), your.get(name))
            if entry is not None:
                kept[name] = entry
        first, other = (their, your) if whose == "theirs" else (your, their)
        return [kept[name] for name in interleaved(list(first), list(other), kept)]

    def _order(self, spot: Spot, *sides: _Named) -> Choice:
        said = (", ".join(entry_names(spot.kind, side).values()) for side in sides)
        self.conflicts.append(Conflict(spot.path, spot.order.label, *said))
        return self._choice(spot)

    def _chosen(self, spot: Spot, before: object, theirs: object, yours: object) -> object:
        said = (_in_words(spot, before, side) for side in (theirs, yours))
        self.conflicts.append(Conflict(spot.path, spot.label, spot.words(before), *said))
        return yours if self._choice(spot) == "yours" else theirs

    def _choice(self, spot: Spot) -> Choice:
        return "yours" if self._choices.get(spot.path) == "yours" else "theirs"


def _in_words(spot: Spot, before: object, side: object) -> str:
    """A side in short; of an entry that the other took out also what this one changed in it."""
    words = spot.words(side)
    if spot.noun and isinstance(before, dict) and isinstance(side, dict):
        return f"{words} ({changes_within(spot, before, side)})"
    return words
