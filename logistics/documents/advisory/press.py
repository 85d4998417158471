"""The programme and the press opportunities of an advisory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from logistics.disclosure import Programme
from logistics.documents.advisory.blocks import Cell, Column, Day, Fact, Opportunity, Run, Table, plain
from logistics.documents.sessions import Names, first_told
from logistics.documents.times import Times
from logistics.documents.wording import Wording
from logistics.model import AccessTime, Coverage, Kind, Session, Span, Status
from logistics.plan import points
from logistics.plan.words import capital, coverage_words, length_words, listed, press_words, step_words

_MEETINGS: Final = frozenset(
    {
        Kind.DIALOGUE,
        Kind.BILATERAL_MEETING,
        Kind.MINISTERIAL_SESSION,
        Kind.PLENARY,
        Kind.ROUND_TABLE,
        Kind.WORKING_BREAKFAST,
        Kind.WORKING_LUNCH,
        Kind.WORKING_DINNER,
        Kind.MEETING,
    }
)


@dataclass(frozen=True)
class Source:
    """What an advisory is made from: the programme, its sessions in order, its words, names and times."""

    programme: Programme
    sessions: tuple[Session, ...]
    words: Wording
    names: Names
    times: Times

    def status(self, session: Session) -> Status:
        """How firm a session is; of a cancelled or postponed event all are."""
        whole = self.programme.event.status
        return whole if whole.is_off else session.status

    def mark(self, session: Session) -> str:
        """``Cancelled``; empty for what is planned."""
        status = self.status(session)
        return "" if status is Status.PLANNED else self.words(f"strip.{status.value}")


def is_opportunity(session: Session) -> bool:
    """Whether press may cover any of it."""
    return (
        session.kind.is_press_opportunity
        or bool(session.access)
        or session.coverage not in (None, Coverage.CLOSED)
        or any(part.coverage is not Coverage.CLOSED for part in session.parts)
    ) and session.coverage is not Coverage.CLOSED


def tells_access(session: Session) -> bool:
    """Whether the audience may read when press must be where, so that the session has its own place in the paper."""
    return is_opportunity(session) and bool(session.access)


def opportunities(source: Source) -> tuple[Opportunity, ...]:
    """One for each session whose access times are told, in order; of the others the programme tells."""
    return tuple(_opportunity(source, session) for session in source.sessions if tells_access(session))


def _opportunity(source: Source, session: Session) -> Opportunity:
    span = source.times.span(session).text
    day = source.times.day_of(session)
    dated = source.programme.event.last_date is not None and day is not None
    day_words = [source.words.date(day, "weekday")] if dated and day else []
    return Opportunity(
        name=source.names.heading(session),
        about=tuple(filter(None, [*day_words, span or _unsaid(source, session), relation(source, session)])),
        place=place(source, session),
        coverage=capital(coverage_words(session.coverage)) if session.coverage else "",
        mark=source.mark(session),
        struck=source.status(session).is_off,
        table=_access_table(source, session),
        details=tuple(_details(source, session)),
    )


def _unsaid(source: Source, session: Session) -> str:
    """``time not stated``, where neither a time nor a relation says when a session is."""
    if source.times.day_of(session) is None:
        return source.words("time.unstated.day")
    return "" if relation(source, session) else source.words("time.unstated")


def relation(source: Source, session: Session) -> str:
    """``before the dialogue``; empty where the session stands in no relation."""
    for name, other in session.relations:
        return source.words(f"relation.{name}", other=source.names.reference(other))
    return ""


def place(source: Source, session: Session) -> str:
    """The room; with its venue where there are several; the venue where no room is named."""
    event = source.programme.event
    venue = event.venue_of(session)
    room = event.room_of(session)
    room_name = room.name if room else session.room
    if not room_name:
        return venue.name if venue else ""
    if venue and len(event.venues) > 1:
        return source.words("place.in", room=room_name, venue=venue.name)
    return room_name


def _access_table(source: Source, session: Session) -> Table | None:
    if not session.access:
        return None
    entries = sorted(session.access, key=lambda entry: _first(source, session, entry))
    struck = source.status(session).is_off
    rows = tuple(tuple(_access_row(source, session, entry, struck)) for entry in entries)
    name = source.words("table.access", name=source.names.heading(session))
    return _table(source, name, ("time", "press", "step", "entrance"), rows)


def _first(source: Source, session: Session, entry: AccessTime) -> float:
    told = first_told(source.programme, points.access(session, entry))
    return float("inf") if told is None else told


def _access_row(source: Source, session: Session, entry: AccessTime, struck: bool) -> Iterator[Cell]:
    told = source.times.access(session, entry)
    yield Cell(capital(told.text), struck=struck, quiet=told.manner.in_words)
    yield Cell(capital(press_words(entry.press)))
    yield Cell(capital(step_words(entry.step)), (capital(entry.reason),) if entry.reason else ())
    yield Cell(_entrance(source, entry))


def _entrance(source: Source, entry: AccessTime) -> str:
    found = source.programme.event.entrance(entry.entrance) if entry.entrance else None
    door = found.name if found else entry.entrance
    if door and entry.place:
        return source.words("entrance.place", entrance=door, place=entry.place)
    return door or capital(entry.place or "")


def _table(source: Source, name: str, kinds: Iterable[str], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """The table without the columns that are empty in every row; the first column stays."""
    kept = [
        (number, kind)
        for number, kind in enumerate(kinds)
        if number == 0 or any(row[number].text for row in rows)
    ]
    columns = tuple(Column(source.words(f"column.{kind}"), kind) for _, kind in kept)
    return Table(name, columns, tuple(tuple(row[number] for number, _ in kept) for row in rows))


def _details(source: Source, session: Session) -> Iterator[Fact]:
    words = source.words
    if session.speakers:
        yield _fact(words("detail.speakers"), listed([_speaker(source, name) for name in session.speakers]))
    for part in session.parts:
        day = source.times.day_of(session)
        start = source.times.told(points.part_start(session, part), part.start, day)
        coverage = capital(coverage_words(part.coverage))
        yield _fact(part.title, words("part", coverage=coverage, time=start.text) if start else coverage)
    if session.pool:
        yield _fact(words("detail.pool"), capital(session.pool.name))
        if session.pool.sharing:
            yield _fact(words("detail.sharing"), session.pool.sharing)
    if session.no_access_for:
        yield _fact(words("detail.not admitted"), capital(listed(session.no_access_for)))
    if session.interpretation:
        yield _fact(words("detail.interpretation"), *_interpretation(source, session))
    if session.questions is not None:
        yield _fact(words("detail.questions"), words("detail.questions.count", count=session.questions))
    if session.duration and not session.end:
        yield _fact(words("detail.length"), length(source, session.duration))
    if session.note:
        yield _fact(words("detail.note"), *paragraphs(session.note))


def _fact(label: str, *lines: str) -> Fact:
    return Fact(label, tuple((Run(line),) for line in lines))


def paragraphs(prose: str) -> list[str]:
    """The paragraphs of a text, each on one line. A line break parts them: of an empty line YAML may leave but one."""
    return [" ".join(part.split()) for part in prose.splitlines() if part.strip()]


def _labelled(fact: Fact) -> list[str]:
    """The lines of a fact, the first behind its label."""
    first, *rest = (plain(line) for line in fact.lines)
    return [f"{fact.label}: {first}", *rest]


def _speaker(source: Source, name: str) -> str:
    person = source.programme.event.person(name)
    return person.name if person else name


def _interpretation(source: Source, session: Session) -> Iterator[str]:
    for item in session.interpretation:
        languages = listed([source.words.language_name(tag) for tag in item.languages])
        if item.mode:
            yield source.words("detail.interpretation.mode", languages=languages, mode=item.mode.value)
        else:
            yield languages


def length(source: Source, span: Span) -> str:
    """``45 minutes``, ``30 minutes to 45 minutes``."""
    least, most = length_words(span.least), length_words(span.most)
    return least if least == most else source.words("span.range", least=least, most=most)


def main_meeting(source: Source) -> Session | None:
    """The one meeting of an event of one day: the When line tells its time. None where there are none or several."""
    found = [session for session in source.sessions if session.kind in _MEETINGS]
    return found[0] if len(found) == 1 and source.programme.event.last_date is None else None


def schedule(source: Source) -> tuple[Day, ...]:
    """All sessions by day; nothing where the opportunities and the When line tell of all of them."""
    others = [session for session in source.sessions if not tells_access(session)]
    main = main_meeting(source)
    if all(session is main and is_told_by_when(source, session) for session in others):
        return ()
    by_day: dict[dt.date | None, list[Session]] = {}
    for session in source.sessions:
        by_day.setdefault(source.times.day_of(session), []).append(session)
    return tuple(_day(source, day, sessions, one=len(by_day) == 1) for day, sessions in by_day.items())


def is_told_by_when(source: Source, session: Session) -> bool:
    """Whether a session is no more than the event itself: its kind, its start and where the event is."""
    said = (session.title, session.end, session.duration, session.room, session.coverage, session.note)
    lists = (session.speakers, session.parts, session.livestreams, session.interpretation, session.relations)
    return (
        not any(said)
        and not any(lists)
        and session.pool is None
        and session.questions is None
        and session.status is Status.PLANNED
        and len(source.programme.event.venues) < 2
    )


def _day(source: Source, day: dt.date | None, sessions: list[Session], *, one: bool) -> Day:
    event = source.programme.event
    long = source.words.date(day or event.date.date, "long")
    title = "" if one and event.last_date is None else long if day else source.words("day.unstated")
    rows = tuple(tuple(_session_row(source, session)) for session in sessions)
    name = source.words("table.programme", day=long if day else source.words("day.unstated"))
    return Day(capital(title), _table(source, name, ("time", "session", "place", "coverage"), rows))


def _session_row(source: Source, session: Session) -> Iterator[Cell]:
    struck = source.status(session).is_off
    span = source.times.span(session).text
    related = relation(source, session)
    lines = [capital(related)] if related and span else []
    if not tells_access(session):
        lines += [line for fact in _details(source, session) for line in _labelled(fact)]
    yield Cell(
        capital(span or related or source.words("time.unstated")),
        struck=struck,
        quiet=not span or source.times.span(session).manner.in_words,
    )
    yield Cell(source.names.heading(session), tuple(lines), source.mark(session), struck)
    yield Cell(place(source, session) if session.room or len(source.programme.event.venues) > 1 else "")
    yield Cell(capital(coverage_words(session.coverage)) if session.coverage else "")
