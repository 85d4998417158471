"""Places of an event's tree: the path that identifies one, and what a press officer calls it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from logistics.changes.words import description, entry_words, key_words, time_words, whole_title
from logistics.model import AccessTime, Category, Event, Noun, Session
from logistics.model.keys import keys_of
from logistics.plan.words import capital

# Keys that say one thing together, and exclude each other: only as a whole can they be one person's or another's.
_TOGETHER: Final[Mapping[type, tuple[str, ...]]] = {AccessTime: ("at", "by", "from", "between")}
_PLAIN_KEY: Final = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the tree: ``sessions[availability].access[pre-set.video].at``, which no change of order changes.

    ``names`` is what each step to it is called, the outermost first; ``kind`` is what one value there is, and
    ``many`` whether it is a list of them. ``several`` are the keys of a spot that are one statement; ``refers`` is
    what kind of thing is named here, where one is.
    """

    path: str = ""
    names: tuple[str, ...] = ()
    kind: type = Event
    many: bool = False
    several: tuple[str, ...] = ()
    refers: str | None = None

    @property
    def label(self) -> str:
        """``Joint press availability: final access for writers and still photographers, time``."""
        first, *rest = self.names or ("the event",)
        return capital(first) + (f": {', '.join(rest)}" if rest else "")

    @property
    def noun(self) -> type[Noun] | None:
        """What lies here, where that is one noun with keys of its own."""
        is_noun = not self.many and not self.several and issubclass(self.kind, Noun)
        return self.kind if is_noun else None

    def key(self, name: str) -> Spot:
        """The place of a key of the noun here."""
        key = keys_of(self.kind).get(name) if issubclass(self.kind, Noun) else None
        step = name if _PLAIN_KEY.fullmatch(name) else f"“{name}”"
        path = f"{self.path}.{step}" if self.path else step
        names = (*self.names, key_words(self.kind, name))
        if key is None:
            return Spot(path, names, object)
        refers = "person" if (self.kind, name) == (Session, "speakers") else key.refers
        return Spot(path, names, key.kind, key.many and key.kind is not Category, refers=refers)

    def keys(self, names: tuple[str, ...]) -> Spot:
        """The place of a key, or of several that say one thing together."""
        one = self.key(names[0])
        return one if len(names) == 1 else replace(one, names=(*self.names, "time"), several=names)

    def entry(self, name: str, words: str) -> Spot:
        """The place of an entry of the list here. A noun's name tells enough; a text is told with its list."""
        around = self.names[:-1] if issubclass(self.kind, Noun) else self.names
        return Spot(f"{self.path}[{name}]", (*around, words), self.kind, refers=self.refers)

    @property
    def order(self) -> Spot:
        """The order of the list here."""
        return replace(self, names=(*self.names, "order"))

    def called(self, names: Mapping[str, str]) -> Spot:
        """The same place; where it is an entry of a list of ids, with what ``names`` has for that id."""
        words = (
            names.get(self.names[-1].removeprefix("“").removesuffix("”")) if names and self.names else None
        )
        return replace(self, names=(*self.names[:-1], words)) if words else self

    def words(self, value: object) -> str:
        """What stands here, in short; nothing where nothing does."""
        if self.several and isinstance(value, Mapping):
            return time_words(value)
        return description(self.kind, value)


def entry_names(kind: type, *sides: Mapping[str, object]) -> dict[str, str]:
    """What each entry is called, by the first side that has it.

    Sessions called alike have their whole titles, where these tell them apart; all others their names beside.
    """
    entries: dict[str, object] = {}
    for side in sides:
        entries |= {name: entry for name, entry in side.items() if name not in entries}
    words = {name: entry_words(kind, entry) for name, entry in entries.items()}
    count = Counter(words.values())
    whole = {name: whole_title(entries[name]) if kind is Session else "" for name in entries}
    titles = Counter(whole.values())
    return {
        name: said
        if count[said] == 1
        else whole[name]
        if whole[name] and titles[whole[name]] == 1
        else f"{said} ({name})"
        for name, said in words.items()
    }


def statements(noun: type[Noun], *sides: Mapping[str, object]) -> list[tuple[str, ...]]:
    """The keys that any side states, in the model's order; in one tuple those that say one thing in several ways."""
    stated = {name for side in sides for name in side}
    in_order = [name for name in keys_of(noun) if name in stated]
    in_order += [name for side in sides for name in side if name not in keys_of(noun)]
    together = _said_otherwise(noun, *sides)
    groups = (together if name in together else (name,) for name in in_order)
    return list(dict.fromkeys(groups))


def _said_otherwise(noun: type[Noun], *sides: Mapping[str, object]) -> tuple[str, ...]:
    """The keys that the sides state of a group, where not all state the same ones."""
    group = _TOGETHER.get(noun, ())
    ways = {tuple(name for name in group if name in side) for side in sides}
    return tuple(name for name in group if any(name in way for way in ways)) if len(ways) > 1 else ()
