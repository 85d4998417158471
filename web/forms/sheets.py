"""Which keys of an event stand on which sheet of the editor, in the order in which people know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from logistics.model import (
    AccessTime,
    Account,
    Contact,
    Deadline,
    Delegation,
    Entrance,
    Event,
    Hours,
    Interpretation,
    Issuer,
    Livestream,
    Noun,
    Part,
    Person,
    PlanningNote,
    Pool,
    Registration,
    Release,
    Room,
    Route,
    Section,
    Series,
    Session,
    Statement,
    Venue,
    Waiver,
)
from logistics.model.keys import keys_of
from logistics.model.staff import Colleague


@dataclass(frozen=True, slots=True)
class Sheet:
    """The keys of a noun on one page: ``main`` at once, ``more`` folded away. What is on neither is left as it is.

    ``inner`` has the sheets of nouns within it; ``fixed`` means that entries are neither added nor taken out here.
    """

    noun: type[Noun]
    main: tuple[str, ...]
    more: tuple[str, ...] = ()
    inner: Mapping[str, Sheet] = field(default_factory=dict)
    fixed: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that the page shows."""
        return self.main + self.more


def whole(noun: type[Noun], *main: str, **inner: Sheet) -> Sheet:
    """A sheet with every key of a noun: these first, the others folded away; its nouns in the same way."""
    keys = keys_of(noun)
    within = {
        name: inner.get(name) or whole(key.kind, *_FIRST.get(key.kind, tuple(keys_of(key.kind))))
        for name, key in keys.items()
        if issubclass(key.kind, Noun)
    }
    return Sheet(noun, main, tuple(name for name in keys if name not in main), within)


# What of each noun is asked first; the rest is folded away.
_FIRST: Final[Mapping[type, tuple[str, ...]]] = {
    AccessTime: ("step", "press", "at", "entrance"),
    Account: ("handle", "platform", "language", "note"),
    Contact: ("name", "role", "phone", "email", "audience"),
    Deadline: ("what", "by", "for"),
    Delegation: ("name", "side", "members", "also_participating"),
    Entrance: ("name", "hours"),
    Hours: ("days", "opens", "closes"),
    Interpretation: ("languages", "mode", "interpreters"),
    Issuer: ("name", "office", "place"),
    Livestream: ("at", "until", "address", "language"),
    Part: ("title", "coverage", "start", "end"),
    Person: ("given", "family", "title"),
    PlanningNote: ("text", "about", "audience"),
    Pool: ("name", "members", "sharing"),
    Registration: ("how", "address", "deadlines"),
    Release: ("kind", "title", "status", "date", "audience"),
    Room: ("name", "floor", "capacity"),
    Route: ("entrance", "room", "takes"),
    Section: ("title", "number", "sections"),
    Series: ("name", "ordinal", "previous", "background"),
    Statement: ("point", "when"),
    Venue: ("name", "address", "city", "entrances", "rooms", "routes"),
    Waiver: ("rule", "reason", "about"),
}


def _first(noun: type[Noun]) -> Sheet:
    return whole(noun, *_FIRST[noun])


_ORDER: Final = ("before", "after", "immediately_after", "at_top_of", "at_bottom_of", "on_arrival_at")

SHEETS: Final[Mapping[str, Sheet]] = {
    "basics": Sheet(
        Event,
        ("title", "name", "date", "last_date", "zone", "status", "lead", "issuer"),
        ("invented", "series", "language"),
        {"issuer": _first(Issuer), "series": _first(Series)},
    ),
    "sessions": Sheet(
        Event,
        ("sessions",),
        inner={
            "sessions": Sheet(
                Session,
                ("kind", "title", "start", "end", "room", "coverage"),
                (*_ORDER, "duration", "status", "venue", "id"),
            )
        },
    ),
    "access": Sheet(
        Event,
        ("sessions",),
        inner={
            "sessions": Sheet(
                Session, ("access",), ("no_access_for",), {"access": _first(AccessTime)}, fixed=True
            )
        },
    ),
    "people": Sheet(Event, ("delegations",), inner={"delegations": _first(Delegation)}),
    "places": Sheet(Event, ("venues",), inner={"venues": _first(Venue)}),
    "press": Sheet(
        Event,
        ("contacts", "registration", "credentials", "ground_rules", "accounts"),
        inner={
            "contacts": _first(Contact),
            "registration": _first(Registration),
            "accounts": _first(Account),
        },
    ),
    "office": Sheet(
        Event,
        ("planning", "waivers", "sources"),
        inner={"planning": _first(PlanningNote), "waivers": _first(Waiver)},
    ),
    "releases": Sheet(Event, ("releases",), inner={"releases": _first(Release)}),
}
"""The sheets of the editor by the last part of their address."""

_SESSION: Final = whole(
    Session,
    "kind",
    "title",
    "status",
    "start",
    "end",
    "duration",
    "room",
    "coverage",
    "speakers",
    "access",
    "livestreams",
    "note",
    "planning",
)

ONE_SESSION: Final = Sheet(
    Event,
    ("sessions",),
    inner={"sessions": Sheet(Session, _SESSION.main, _SESSION.more, _SESSION.inner, fixed=True)},
)
"""Everything of one session, on a page of its own."""

PERSON: Final = Sheet(
    Colleague,
    ("name", "functions", "phone", "radio", "email", "languages", "free", "busy"),
    ("skills", "clearances", "most_hours", "rest", "calendar"),
)
"""Somebody of the staff."""

NAMES: Final[Mapping[str, str]] = {
    "basics": "Basics",
    "sessions": "Sessions",
    "access": "Access times",
    "people": "People",
    "places": "Places",
    "press": "Press details",
    "office": "Planning",
    "releases": "Releases",
}
