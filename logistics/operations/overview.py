"""An event at a glance, for staff: each session with its time as it is known, its room, its press, its streams."""

from __future__ import annotations

from dataclasses import dataclass

from logistics.disclosure import STAFF, Programme, disclose
from logistics.model import AccessTime, Category, Coverage, Session, Step
from logistics.moments import wall
from logistics.operations.drafts import Draft
from logistics.operations.telling import moment_words
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
    start: str
    end: str
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
    ordered = sorted(programme.event.sessions, key=lambda session: _place(programme, session))
    return tuple(_item(programme, session) for session in ordered)


def _place(programme: Programme, session: Session) -> tuple[int, int, str]:
    moment = programme.moment(points.start(session))
    known = moment and (moment.earliest if moment.earliest is not None else moment.latest)
    return (not moment_words(moment), known or 0, session.id)


def _item(programme: Programme, session: Session) -> Item:
    start, end = (programme.moment(point(session)) for point in (points.start, points.end))
    room, venue = programme.event.room_of(session), programme.event.venue_of(session)
    return Item(
        session.id,
        _day(programme, start),
        session.title or session_words(session).capitalize(),
        moment_words(start),
        moment_words(end) if end is not None and end.known is not Known.INFERRED else "",
        start is not None and start.known is Known.INFERRED,
        room.name if room else (venue.name if venue else ""),
        session.coverage.value if session.coverage else "",
        session.status.value if session.status.value != "planned" else "",
        session.shown_to.words,
        tuple(_came(programme, session, entry) for entry in session.access),
        tuple(_stream(programme, session, number) for number in range(len(session.livestreams))),
    )


def _day(programme: Programme, start: Moment | None) -> str:
    if programme.event.last_date is None:
        return ""
    if start is None or start.earliest is None or not moment_words(start):
        return "Not placed yet"
    return date_words(wall(start.earliest, start.zone).date())


def _came(programme: Programme, session: Session, entry: AccessTime) -> Came:
    entrance = programme.event.entrance_of(session, entry)
    return Came(
        moment_words(programme.moment(points.access(session, entry))),
        entry.step.value,
        press_words(entry.press),
        (entrance.name if entrance else "") or entry.place or "",
    )


def _stream(programme: Programme, session: Session, number: int) -> str:
    time = moment_words(programme.moment(points.stream_start(session, number)))
    address = session.livestreams[number].address
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


def matrix(item: Draft) -> tuple[Line, ...]:
    """Who may cover what: the sessions of the day against the kinds of press."""
    programme = disclose(item.checked.plan, STAFF)
    sessions = {session.id: session for session in programme.event.sessions}
    return tuple(
        Line(one, tuple(_cell(programme, sessions[one.id], category) for category in Category))
        for one in overview(item)
    )


def _cell(programme: Programme, session: Session, category: Category) -> Cell:
    times = tuple(
        _came(programme, session, entry)
        for entry in session.access
        if category in entry.press and entry.step is not Step.CLEAR
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
