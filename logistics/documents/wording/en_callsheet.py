"""The English words of the call sheet and the post cards. ``{}`` fields are filled by the view model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from logistics.documents.wording.en import WORDS as EVERYWHERE
from logistics.documents.wording.en_runofshow import WORDS as RUN_OF_SHOW

_SHARED: Final = ("warning", "event.status", "revision", "revision.time", "column.where", "column.why")

WORDS: Final[Mapping[str, str]] = {
    **{key: RUN_OF_SHOW[key] for key in _SHARED},
    **{key: EVERYWHERE[key] for key in ("page", "strip.invented")},
    "as.of": "Roster as of {time}, {day}",
    "kind": "Call sheet",
    "kind.cards": "Post cards",
    "kind.card": "Post card",
    # how many
    "posts.one": "1 post",
    "posts.many": "{count} posts",
    "people.one": "1 person",
    "people.many": "{count} people",
    "summary.none": "This event has no posts.",
    "summary.held": "{posts}, held by {people}.",
    "summary.open": "{posts}: {held} held by {people}, {open} open.",
    "summary.all.open": "{posts}, all open.",
    "free.one": "1 person is free.",
    "free.many": "{count} people are free.",
    # times and places
    "zone.one": "All times {zone}",
    "zone.several": "Times by the clock of the day: {zones}",
    "hours": "{first} to {last}",
    "on.day": "{day}, {time}",
    "time.on": "{time}, {day}",
    "starts": "Starts between {first} and {last}",
    "ends": "Ends between {first} and {last}",
    "place.after": "{place}, then {after}",
    "assumed": "end assumed",
    "assumed.note": "End assumed: nobody has said when it ends; the house’s usual length is taken.",
    # headings and columns
    "posts": "Posts",
    "posts.of": "Posts, {day}",
    "people": "By person",
    "free": "Free",
    "contacts": "Radio and telephone",
    "open": "Open posts",
    "column.reports": "Reports",
    "column.until": "Until",
    "column.day": "Day",
    "column.hours": "Time",
    "column.post": "Post",
    "column.who": "Who",
    "column.radio": "Radio",
    "column.phone": "Telephone",
    "column.functions": "Functions",
    "column.remedies": "What would fill it",
    "who.open": "OPEN",
    "none.listed": "none listed",
    "nobody": "There is nobody on the staff list.",
    "continued": "{name} (continued)",
    # cards
    "card.radio": "Radio",
    "card.next": "Next: {time}, {where}",
    "card.last": "Next: no further post",
    "card.part": "{number} of {count}",
    "card.call": "Call",
    "card.call.as": "press lead",
    "cards.none": "Nobody holds a post.",
}
