"""Take somebody else's calendar in: as the draft of an event, or into an event that was made of it before.

What the calendar does not say stays unsaid. Every session keeps the UID of its entry, by which the next import finds
it again, and is for staff alone until somebody says otherwise: what others write into their calendars was not written
for our readers. Titles and places come over; descriptions, which may hold the codes of calls, become planning notes,
and people's names and addresses stay behind.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize

from logistics.calendars import foreign, naming
from logistics.calendars.foreign import Foreign, ForeignCalendar
from logistics.calendars.foreigntexts import counted, one_line, short, usable
from logistics.changes.fields import Difference, differences, stated
from logistics.errors import LogisticsError, MomentError
from logistics.eventfile import EventFile, judge, write
from logistics.eventfile.amending import amended
from logistics.eventfile.reading import opened
from logistics.eventfile.reading import read as event_file
from logistics.model import Event, Kind, Level, Status, When
from logistics.model.base import LONG, SHORT, slug
from logistics.model.clocks import instant_of
from logistics.moments import Instant, letters, wall
from logistics.operations.foreignentries import (
    Days,
    begins,
    called,
    days_of,
    days_words,
    is_step,
    kind_of,
    meet,
    remembered,
    span,
    status_of,
    when,
    without_status,
)
from logistics.plan import build, points
from logistics.plan.words import date_words, time_words

Tree = dict[str, Any]

MOST_DAYS: Final = 31
MOST_SESSIONS: Final = 500
ISSUER: Final = "(issuer to be named)"
UNTITLED: Final = "(title to be written)"
_CALL: Final = re.compile(r"://|www\.|@|\d(?:[ ().-]{0,2}\d){6}", re.IGNORECASE)
"""An address of the web or of a mailbox, or a telephone number: how to reach somebody, and not where anybody meets."""


class NothingToImport(LogisticsError):
    """A calendar of which no event can be made; the text says why and what would help."""


@dataclass(frozen=True, slots=True)
class Imported:
    """An event file made of a calendar, as ``text``.

    ``told`` is what was dropped or bent, ``asks`` what the calendar does not say and somebody must, and ``changes``
    what differs from the event that was there.
    """

    text: str
    event: Event
    told: tuple[str, ...]
    asks: tuple[str, ...] = ()
    changes: tuple[Difference, ...] = ()


def draft_of(
    data: bytes, source: str, now: Instant, *, day: dt.date | None = None, event_id: str | None = None
) -> Imported:
    """The draft of an event from a calendar: of all its entries, or of those on a day.

    ``source`` is what the calendar's file is called. Raises UnreadableCalendar, NothingToImport, and UnusableInput
    where the event cannot be called ``event_id``.
    """
    calendar = foreign.read(data)
    zone = calendar.zone or "UTC"
    taking = _Taking(zone, [*calendar.told])
    entries = taking.chosen(calendar, (day, day) if day else _all_days(calendar, zone))
    title = taking.title(calendar, entries)
    first, last = (day, day) if day else span(entries, zone)
    tree: Tree = {
        "id": event_id or f"{slug(title) or 'event'}-{first.isoformat()}",
        "title": title,
        "date": date_words(first),
        **({"last_date": date_words(last)} if last > first else {}),
        "zone": zone,
        "issuer": {"name": ISSUER},
        "revision": {"number": "1", "date": date_words(wall(now, zone).date())},
        "sessions": [],
        "sources": [taking.line(usable(f"Calendar {source}"), "The file’s name")],
    }
    event = taking.taken_into(tree, entries)
    asks = (*_asked(calendar, title, "" if event_id else event.id), *_asked_of_sessions(event))
    return Imported(write(event), event, taking.all_told, asks)


def update(file: EventFile, data: bytes, *, day: dt.date | None = None) -> Imported:
    """An event with what a calendar says now: of its sessions from that calendar title, time, place and status.

    Entries that are new to it are added, those on its days or on ``day``. Nothing is taken out, and nothing is said
    otherwise that the calendar does not say. Raises UnreadableCalendar, NothingToImport, and UnusableInput where
    all of it together makes no event.
    """
    before = file.event
    calendar = foreign.read(data, before.zone)
    taking = _Taking(before.zone, [*calendar.told], before)
    own = (before.date.date, (before.last_date or before.date).date)
    entries = taking.chosen(calendar, (day, day) if day else own)
    event = taking.taken_into(stated(before), entries)
    taking.tell_missing(calendar)
    changed = differences(before, event)
    text = amended(file.text, before, event) if changed else file.text
    if text is None:
        text = write(event)
        taking.told.append("The file was written anew: its comments and the order of its keys were not kept.")
    return Imported(text, event, taking.all_told, tuple(_asked_of_sessions(event, before)), changed)


def _all_days(calendar: ForeignCalendar, zone: str) -> Days:
    """The first day of a calendar and its last. Raises NothingToImport where it has none, or too many."""
    if not calendar.entries:
        raise NothingToImport(
            " ".join(("This calendar has no entry that can be taken over.", *calendar.told))
        )
    first, last = span(calendar.entries, zone)
    if (last - first).days >= MOST_DAYS:
        raise NothingToImport(
            f"The entries of this calendar lie on {days_words((first, last))}, and an event is made of at most "
            f"{MOST_DAYS} days. Name its day, as in --day {first.isoformat()}."
        )
    return first, last


def _asked(calendar: ForeignCalendar, title: str, made_up: str) -> list[str]:
    """What a draft needs that its calendar does not say; ``made_up`` is its short name where nobody gave one."""
    asks = [
        f"Write the issuer: the calendar does not say who sends the papers out, and “{ISSUER}” stands for it.",
    ]
    if title == UNTITLED:
        asks.append(f"Write the title: “{UNTITLED}” stands for it.")
        if made_up:
            asks.append(
                f"Give the event a short name with --id: it keeps it for good, and “{made_up}” tells nothing."
            )
    if not calendar.zone:
        told = "Times without a zone stand as they are" if calendar.floating else "Its times are in UTC"
        asks.append(f"Write the zone, and check the times: the calendar names none. {told}.")
    return asks


def _asked_of_sessions(event: Event, before: Event | None = None) -> list[str]:
    """What new sessions need that the calendar does not say."""
    known = {session.id for session in before.sessions} if before else set()
    new = [session for session in event.sessions if session.id not in known]
    nowhere = [session for session in new if not session.venue and not session.room]
    asks = []
    if new:
        asks.append(
            "Write of each new session what it is, who may cover it and who may read of it: "
            "each has no coverage and is for staff alone, and is a meeting unless its title begins with what it is."
        )
    if len(event.venues) == 1 and nowhere:
        asks.append(
            f"Write where {counted(len(nowhere), 'new session')} will be: the calendar does not say, "
            "and an event with one venue has all its sessions there."
        )
    return asks


@dataclass(slots=True)
class _Taking:
    """The taking over of entries into an event of a zone; ``before`` is the event that is there already."""

    zone: str
    told: list[str]
    before: Event | None = None

    @property
    def all_told(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.told))

    def chosen(self, calendar: ForeignCalendar, days: Days) -> list[Foreign]:
        """The entries on these days and those that the event has already, in order. Raises NothingToImport."""
        known = {session.imported_from for session in self.before.sessions} if self.before else set()
        near = [
            entry
            for entry in calendar.entries
            if remembered(entry) in known or meet(days_of(entry, self.zone), days)
        ]
        steps = [entry for entry in near if calendar.ours and is_step(entry)]
        taken = [entry for entry in near if not (calendar.ours and is_step(entry))]
        self.told += [
            f"Left out: {called(entry)}, {when(entry, self.zone)}: an access time of a feed of ours. "
            "Write it to its session."
            for entry in steps
        ]
        if len(near) < len(calendar.entries):
            on_others = counted(len(calendar.entries) - len(near), "entry")
            self.told.append(f"Left out: {on_others} on other days than {days_words(days)}.")
        if not taken:
            raise NothingToImport(
                f"This calendar has nothing on {days_words(days)} to take over. Name another day with --day."
            )
        if len(taken) > MOST_SESSIONS:
            raise NothingToImport(
                f"On {days_words(days)} this calendar has {len(taken):,} entries, and an event has at most "
                f"{MOST_SESSIONS} sessions. Name one day with --day."
            )
        return sorted(taken, key=lambda entry: (begins(entry, self.zone), entry.summary, entry.uid))

    def title(self, calendar: ForeignCalendar, entries: list[Foreign]) -> str:
        """What the calendar is called, unless that is somebody's address; else what its only entry is called."""
        name = self.line(calendar.name, "The calendar’s name")
        if name and not _CALL.search(name):
            return name
        if name:
            self.told.append(
                "The calendar is called by somebody’s address or number, which was not made the title."
            )
        only = without_status(entries[0].summary) if len(entries) == 1 else ""
        return self.line("" if _CALL.search(only) else only, "The title") or UNTITLED

    def taken_into(self, tree: Tree, entries: list[Foreign]) -> Event:
        """The event of a tree with the entries taken over. Raises UnusableInput."""
        tree = copy.deepcopy(tree)
        known = {one["imported_from"]: one for one in tree["sessions"] if "imported_from" in one}
        sessions = []
        for entry in entries:
            one = known.get(remembered(entry)) or self.added(tree, entry)
            self.say_title_and_status(one, entry)
            self.say_place(tree, one, entry)
            sessions.append(one)
        event = judge(tree)
        moments = build(self.before).moments if self.before else {}
        for entry, one in zip(entries, sessions, strict=True):
            session = event.session(one["id"])
            for moment, at in ((points.start(session), entry.starts), (points.end(session), entry.ends)):
                there = moments.get(moment)
                if isinstance(at, Instant) and not (there and there.meant == at):
                    self.say_time(one, moment.rpartition(".")[2], at, event)
        return judge(tree)

    def added(self, tree: Tree, entry: Foreign) -> Tree:
        """A new session of the tree, with what only a new one takes over."""
        ids = {one["id"] for one in tree["sessions"]} | {"event"}
        one: Tree = {
            "id": _free(slug(without_status(entry.summary)) or Kind.MEETING.value, ids),
            "kind": kind_of(entry.summary).value,
            "imported_from": remembered(entry),
            "audience": Level.STAFF.words,
        }
        if not entry.uid:
            self.told.append(
                f"{called(entry)} has no UID: the next import knows it only by the same title and begin."
            )
        if notes := "\n".join(filter(None, self.notes(entry))):
            one["planning"] = self.cut(normalize("NFC", notes), LONG, f"{called(entry)}: its description")
        tree["sessions"].append(one)
        return one

    def notes(self, entry: Foreign) -> list[str]:
        """What the office alone may read of an entry: its days, how to join it, its description, its address."""
        notes = []
        if not isinstance(entry.starts, Instant):
            lasts = days_words(days_of(entry, self.zone))
            notes.append(f"In the calendar it is on {lasts}, without a time.")
            self.told.append(f"{called(entry)} lasts whole days ({lasts}): its times stay unsaid.")
        if _CALL.search(entry.place):
            notes.append(f"Place in the calendar: {entry.place}")
            self.told.append(
                f"{called(entry)}: its place is an address or a number, and went to the planning note."
            )
        return [*notes, entry.description, entry.url and f"Address: {entry.url}"]

    def say_title_and_status(self, one: Tree, entry: Foreign) -> None:
        title = self.line(without_status(entry.summary), f"{called(entry)}: its title")
        if title:
            one["title"] = title
        status = status_of(entry)
        if status and status.value != one.get("status", Status.PLANNED.value):
            one["status"] = status.value

    def say_place(self, tree: Tree, one: Tree, entry: Foreign) -> None:
        place = self.line("" if _CALL.search(entry.place) else entry.place, f"{called(entry)}: its place")
        if not place or self.is_there(one, place):
            return
        one.pop("room", None)
        one.pop("venue", None)
        room = self.before.room(place) if self.before else None
        if room:
            one["room"] = room.id
        else:
            one["venue"] = self.venue(tree, place)

    def is_there(self, one: Tree, place: str) -> bool:
        """Whether a session is at a place already: its building or its room is called so, or both together."""
        event = self.before
        session = next((each for each in event.sessions if each.id == one["id"]), None) if event else None
        if event is None or session is None:
            return False
        room, venue = event.room_of(session), event.venue_of(session)
        names = {naming.session_place(event, session), room and room.name, venue and venue.name}
        return place.casefold() in {name.casefold() for name in names if name}

    def venue(self, tree: Tree, name: str) -> str:
        """The id of the venue of a name, which is made where there is none."""
        there = {venue["name"].casefold(): venue["id"] for venue in tree.setdefault("venues", [])}
        if name.casefold() not in there:
            made = _free(slug(name) or "venue", set(there.values()))
            tree["venues"].append({"id": made, "name": name})
            return made
        return str(there[name.casefold()])

    def say_time(self, one: Tree, which: str, at: Instant, event: Event) -> None:
        """Its start or its end, as the clocks there show it."""
        text = _time_words(at, event.zone_of(event.session(one["id"])), event.date.date)
        if not text:
            self.told.append(
                f"{short(str(one.get('title', one['id'])))}: its {which} cannot be told by the clocks there."
            )
            return
        one[which] = text
        if which == "end":
            one.pop("duration", None)

    def line(self, text: str, what: str) -> str:
        """A text as the model takes it for a line."""
        whole = one_line(normalize("NFC", text.encode(errors="replace").decode()))
        return self.cut(whole, SHORT, what)

    def cut(self, text: str, most: int, what: str) -> str:
        if len(text) <= most:
            return text
        self.told.append(f"{what} is {len(text):,} characters long and was cut after {most:,}.")
        return f"{text[: most - 1].rstrip()}…"

    def tell_missing(self, calendar: ForeignCalendar) -> None:
        """Which sessions came from a calendar and are not in this one."""
        here = {remembered(entry) for entry in calendar.entries}
        for session in self.before.sessions if self.before else ():
            if session.imported_from and session.imported_from not in here:
                self.told.append(
                    f"“{short(session.title or session.id)}” was imported, and is not in this calendar. "
                    "It was left as it is; say yourself whether it is cancelled."
                )


def _time_words(at: Instant, zone: str, day: dt.date) -> str:
    """``9:00 a.m.``, with its day where that is not ``day``, and with letters where the hour comes twice."""
    local = wall(at, zone)
    clock = time_words(local.time()) if local.time() != dt.time() else "0:00"
    dated = "" if local.date() == day else f"{date_words(local.date()).partition(', ')[2]}, "
    for text in (f"{dated}{clock}", f"{dated}{clock} {letters(at, zone)}"):
        try:
            if instant_of(When.read(text).clock, day, zone) == at:
                return text
        except MomentError:
            continue
    return ""


def _free(wanted: str, taken: set[str]) -> str:
    return next(
        name
        for number in range(1, 10_000)
        if (name := f"{wanted}-{number}" if number > 1 else wanted) not in taken
    )


__all__ = [
    "ISSUER",
    "MOST_DAYS",
    "MOST_SESSIONS",
    "UNTITLED",
    "Imported",
    "NothingToImport",
    "draft_of",
    "event_file",
    "opened",
    "update",
]
