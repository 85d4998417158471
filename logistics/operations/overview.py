"""An event at a glance, for staff: each session with its time as it is known, its room, its press, its streams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from logistics.disclosure import STAFF, Programme, disclose
from logistics.model import AccessTime, Category, Coverage, Session, Step
from logistics.moments import Instant, wall
from logistics.operations.drafts import Draft
from logistics.operations.telling import Clock, bounds
from logistics.plan import Known, Moment, points
from logistics.plan.words import date_words, press_words, session_words


@dataclass(frozen=True, slots=True)
class Came:
    """One access time in words."""

    time: str
    step: str
    press: str
    entrance: str


@dataclass(frozen=True, slots=True)
class Item:
    """One session in words. ``inferred`` says that nobody stated its time; ``day`` is empty where there is only one."""

    id: str
    day: str
    name: str
    when: str
    inferred: bool
    place: str
    coverage: str
    status: str
    audience: str
    access: tuple[Came, ...]
    streams: tuple[str, ...]


def overview(item: Draft) -> tuple[Item, ...]:
    """The sessions of an event as staff may see them, in the order of the day."""
    programme = disclose(item.checked.plan, STAFF)
    return tuple(_Telling.of(programme, session).item() for session in _in_order(programme))


def _in_order(programme: Programme) -> list[Session]:
    return sorted(programme.event.sessions, key=lambda session: _place(programme, session))


def _place(programme: Programme, session: Session) -> tuple[bool, Instant, str]:
    known = _known(programme.moment(points.start(session)))
    return known is None, known or 0, session.id


def _known(moment: Moment | None) -> Instant | None:
    """The instant by which a moment has its place in a list: none where only the event's days bound it."""
    if moment is None or moment.known in (Known.UNKNOWN, Known.TO_BE_DETERMINED):
        return None
    first, last = bounds(moment)
    return last if first is None else first


@dataclass(frozen=True, slots=True)
class _Telling:
    """The telling of one session, under the day that it is on."""

    programme: Programme
    session: Session
    day: dt.date | None
    clock: Clock

    @classmethod
    def of(cls, programme: Programme, session: Session) -> _Telling:
        start = programme.moment(points.start(session))
        known = _known(start)
        day = None if start is None or known is None else wall(known, start.zone).date()
        return cls(programme, session, day, Clock.of(programme.event).under(day))

    def item(self) -> Item:
        session, programme = self.session, self.programme
        start = programme.moment(points.start(session))
        room, venue = programme.event.room_of(session), programme.event.venue_of(session)
        return Item(
            session.id,
            self.heading(),
            session.title or session_words(session).capitalize(),
            self.when(start, programme.moment(points.end(session))),
            start is not None and start.known is Known.INFERRED,
            room.name if room else (venue.name if venue else ""),
            session.coverage.value if session.coverage else "",
            session.status.value if session.status.value != "planned" else "",
            session.shown_to.words,
            self.access(session.access),
            tuple(self.stream(number) for number in range(len(session.livestreams))),
        )

    def heading(self) -> str:
        if self.programme.event.last_date is None:
            return ""
        return "Not placed yet" if self.day is None else date_words(self.day)

    def when(self, start: Moment | None, end: Moment | None) -> str:
        if start and end and start.exact is not None and end.exact is not None:
            return self.clock.span(start.exact, end.exact, start.zone, "to")
        opens = self.clock.moment(start)
        closes = "" if end is None or end.known is Known.INFERRED else self.clock.moment(end)
        if not opens or not closes:
            return opens
        is_a_span = start is not None and start.known in (Known.INFERRED, Known.WINDOW)
        return f"{opens}, until {closes}" if is_a_span else f"{opens} to {closes}"

    def access(self, entries: Iterable[AccessTime]) -> tuple[Came, ...]:
        """The access times, the earliest first; those without a time come last."""
        return tuple(self.came(entry) for entry in sorted(entries, key=self.place))

    def place(self, entry: AccessTime) -> tuple[bool, Instant]:
        known = _known(self.programme.moment(points.access(self.session, entry)))
        return known is None, known or 0

    def came(self, entry: AccessTime) -> Came:
        entrance = self.programme.event.entrance_of(self.session, entry)
        return Came(
            self.clock.moment(self.programme.moment(points.access(self.session, entry))),
            entry.step.value,
            press_words(entry.press),
            (entrance.name if entrance else "") or entry.place or "",
        )

    def stream(self, number: int) -> str:
        time = self.clock.moment(self.programme.moment(points.stream_start(self.session, number)))
        address = self.session.livestreams[number].address
        return f"{time} on {address}" if time else address


@dataclass(frozen=True, slots=True)
class Cell:
    """What one kind of press has of one session: whether it may come, and when it must be where."""

    word: str
    mark: str
    times: tuple[Came, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A session with a cell for each kind of press."""

    item: Item
    cells: tuple[Cell, ...]

    @property
    def day(self) -> str:
        """The day that it stands under; empty where there is only one."""
        return self.item.day


def matrix(item: Draft) -> tuple[Line, ...]:
    """Who may cover what: the sessions of the day against the kinds of press."""
    programme = disclose(item.checked.plan, STAFF)
    told = (_Telling.of(programme, session) for session in _in_order(programme))
    return tuple(Line(one.item(), tuple(_cell(one, category) for category in Category)) for one in told)


def _cell(told: _Telling, category: Category) -> Cell:
    session = told.session
    times = told.access(
        entry for entry in session.access if category in entry.press and entry.step is not Step.CLEAR
    )
    refused = {name.casefold() for name in session.no_access_for}
    coverage = session.coverage
    if category.value in refused:
        return Cell("not admitted", "✕", times)
    if coverage is Coverage.CLOSED:
        return Cell("closed", "✕", times)
    if coverage is None:
        return Cell("not stated", "?", times)
    if coverage.is_pooled and category is not Category.POOL:
        return Cell("by the pool", "◐", times)
    return Cell("may come" if times else "may come, no time", "●" if times else "○", times)
