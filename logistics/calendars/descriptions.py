"""The description of an entry: all that its reader should know, in words that a phone can show.

A description is a list of lines, each a fact with its label. What is not known is left out or said to be so. One
session, the first meeting, tells the whole event; the others tell themselves, and an access time what its crew needs.
"""

from __future__ import annotations

from collections.abc import Iterator

from logistics.calendars import background
from logistics.calendars.clocktimes import meant, placed
from logistics.calendars.firmness import status_of
from logistics.calendars.naming import access_place
from logistics.calendars.pages import Page, instant_words, time_words
from logistics.disclosure import Known, Moment
from logistics.model import AccessTime, Event, Livestream, Session, Status
from logistics.plan import points
from logistics.plan.words import (
    access_words,
    clock_words,
    coverage_words,
    language_words,
    listed,
    sentence,
    session_words,
    status_words,
)

Lines = Iterator[str]


def event_description(page: Page) -> str:
    """What stands on the event's day where no session of it can be placed."""
    lines = [*_standing(page.event, None), "No session with a time is announced here."]
    return "\n".join(
        [
            *lines,
            *_about_the_event(page, set()),
            *background.footing(page),
        ]
    )


def session_description(page: Page, session: Session) -> str:
    """All that a reader should know of a session; the leading session tells of the event too."""
    event = page.event
    lines = [
        *_standing(event, session),
        *_times(page, session),
        *_coverage(page, session),
        *_speakers(event, session),
        *_streams(page, session),
        *_access_overview(page, session, None),
        *_around(page, session),
        *_notes(event, session),
        *_event_lines(page, session),
        *background.footing(page),
    ]
    return "\n".join(lines)


def access_description(page: Page, session: Session, access: AccessTime) -> str:
    """What a crew must do, for what, and what follows."""
    event = page.event
    lines = [
        *_standing(event, session),
        _access_line(page, session, access),
        *([f"Reason: {access.reason}"] if access.reason else []),
        sentence(f"for: {for_what(page, session)}"),
        *_coverage(page, session),
        *_speakers(event, session),
        *_streams(page, session),
        *_access_overview(page, session, access),
        *_around(page, session),
        *_walk(event, session, access),
        *([f"As the source words it: {access.wording}"] if access.wording else []),
        *([f"Staff note: {access.planning}"] if access.planning else []),
        *_notes(event, session),
        *background.door(page),
        *background.footing(page),
    ]
    return "\n".join(lines)


def for_what(page: Page, session: Session) -> str:
    """``joint press availability, Dean Acheson Auditorium; 10:45 a.m. EST``: what one comes in for."""
    room = page.event.room_of(session)
    where = f", {room.name}" if room else ""
    return f"{session_words(session)}{where}; {_session_time(page, session)}"


def _standing(event: Event, session: Session | None) -> Lines:
    status = status_of(event, session)
    if status is not Status.PLANNED:
        yield sentence(status_words(status))
    if status is Status.POSTPONED:
        yield "The times that are told here do not stand any more."
    if event.invented:
        yield sentence(event.invented)


def _times(page: Page, session: Session) -> Lines:
    start, end = page.moment(points.start(session)), page.moment(points.end(session))
    if time_words(page, start):
        yield sentence(f"start: {_session_time(page, session)}")
    elif not status_of(page.event, session).is_off:
        yield sentence(page.not_stated)
    if start is not None and start.known is Known.INFERRED:
        yield from _reasons(page, start)
    if placed(end):
        yield sentence(f"end: {time_words(page, end)}")
    if session.duration:
        yield sentence(f"length: {session.duration.text}")


def _session_time(page: Page, session: Session) -> str:
    moment = page.moment(points.start(session))
    if _only_streamed(page, session, moment):
        return f"streamed live from {time_words(page, moment)}; the start itself is not stated"
    if status_of(page.event, session) is Status.CANCELLED:
        return "cancelled"
    return time_words(page, moment) or "its time is not stated"


def _only_streamed(page: Page, session: Session, start: Moment | None) -> bool:
    """Whether a start is known from the livestream alone (rule LIV002)."""
    if start is None or start.known is not Known.DERIVED or session.start is not None:
        return False
    streams = (page.moment(points.stream_start(session, n)) for n in range(len(session.livestreams)))
    return any(stream is not None and stream.exact == start.exact for stream in streams)


def _reasons(page: Page, moment: Moment) -> Lines:
    for label, when, why in (
        ("Not before", moment.earliest, moment.why_earliest),
        ("Not after", moment.latest, moment.why_latest),
    ):
        if when is not None and why:
            facts = "; ".join(fact.says for fact in why)
            yield sentence(f"{label} {instant_words(page, when, moment.zone)}: {facts}")


def _coverage(page: Page, session: Session) -> Lines:
    if session.coverage:
        yield sentence(f"coverage: {coverage_words(session.coverage)}")
    for part in session.parts:
        times = [
            time_words(page, page.moment(point))
            for point in (points.part_start(session, part), points.part_end(session, part))
        ]
        span = " to ".join(time for time in times if time)
        yield sentence(f"{part.title}: {coverage_words(part.coverage)}{f', {span}' if span else ''}")
    if session.pool:
        yield sentence(f"pool: {'. '.join(filter(None, (session.pool.name, session.pool.sharing)))}")
    if session.pool and session.pool.members:
        yield sentence(f"pool members: {session.pool.members}")
    if session.no_access_for:
        yield sentence(f"not admitted: {listed(session.no_access_for)}")


def _speakers(event: Event, session: Session) -> Lines:
    if session.speakers:
        found = [event.person(name) or name for name in session.speakers]
        names = [name if isinstance(name, str) else background.person_words(name) for name in found]
        yield sentence(f"with: {listed(names)}")
    if session.questions is not None:
        yield sentence(f"questions: {session.questions} from each side")
    for item in session.interpretation:
        languages = listed([language_words(tag) for tag in item.languages])
        mode = f"{item.mode.value}, " if item.mode else ""
        staff = f"; {item.interpreters} interpreters" if item.interpreters is not None else ""
        yield sentence(f"interpretation: {mode}{languages}{staff}")


def _streams(page: Page, session: Session) -> Lines:
    if status_of(page.event, session).is_off:
        return
    for number, stream in enumerate(session.livestreams):
        start = time_words(page, page.moment(points.stream_start(session, number)))
        end = page.moment(points.stream_end(session, number))
        until = time_words(page, end) if end is not None and end.known is not Known.INFERRED else ""
        times = f"{f', from {start}' if start else ''}{f' until {until}' if until else ''}"
        yield sentence(f"livestream: {stream.address}{times}{_of_stream(stream)}")


def _of_stream(stream: Livestream) -> str:
    details = [
        *([stream.covers] if stream.covers else []),
        *([language_words(stream.language)] if stream.language else []),
        *(["with captions"] if stream.captions else []),
    ]
    return f" ({', '.join(details)})" if details else ""


def _access_line(page: Page, session: Session, access: AccessTime) -> str:
    opens = page.moment(points.access(session, access))
    closes = page.moment(points.access_close(session, access))
    time = time_words(page, opens) or "time not stated"
    if access.by is not None and access.from_ is None:
        time = f"no later than {time}"
    elif points.has_window(access) and closes is not None:
        time = _both(page, opens, closes)
    elif access.from_ is not None:
        time = f"from {time} on"
    place = access_place(page.event, session, access)
    return sentence(f"{access_words(access)}: {time}{f', {place}' if place else ''}")


def _both(page: Page, opens: Moment | None, closes: Moment) -> str:
    first, last = meant(opens), meant(closes)
    if first is None or last is None or opens is None:
        return f"from {time_words(page, opens)}, no later than {time_words(page, closes)}"
    if first == last:
        return time_words(page, opens)
    return f"from {clock_words(first, opens.zone)} to {time_words(page, closes)}"


def _access_overview(page: Page, session: Session, but: AccessTime | None) -> Lines:
    def key(access: AccessTime) -> tuple[bool, int, str]:
        start = meant(page.moment(points.access(session, access)))
        return start is None, start or 0, access.label

    for access in sorted(session.access, key=key):
        if access is not but:
            yield _access_line(page, session, access)


def _around(page: Page, session: Session) -> Lines:
    """What comes before, after and within, each once, whichever of the two sessions says so."""
    told = (f"{label}: {_mention(page, other)}" for label, other in page.surroundings.of(session))
    yield from dict.fromkeys(sentence(words) for words in told)


def _mention(page: Page, session: Session) -> str:
    room = page.event.room_of(session)
    parts = [
        session_words(session),
        *([room.name] if room else []),
        *([coverage_words(session.coverage)] if session.coverage else []),
    ]
    status = status_of(page.event, session)
    standing = f" ({status_words(status).lower()})" if status is not Status.PLANNED else ""
    return f"{', '.join(parts)}{standing}; {_session_time(page, session)}"


def _walk(event: Event, session: Session, access: AccessTime) -> Lines:
    for venue in event.venues:
        for route in venue.routes:
            if (route.entrance, route.room) == (access.entrance, session.room):
                free = {True: ", step-free", False: ", with steps", None: ""}[route.step_free]
                yield sentence(
                    f"walk to the room: {route.takes.text}{free}{f'; {route.planning}' if route.planning else ''}"
                )


def _notes(event: Event, session: Session) -> Lines:
    if session.note:
        yield session.note
    if session.planning:
        yield f"Staff note: {session.planning}"
    for note in event.planning:
        if note.about == session.id:
            yield f"Staff note: {note.text}"


def _event_lines(page: Page, session: Session) -> Lines:
    """The event behind a session: all of it with the leading session, else its name and what helps to follow it."""
    if session.id == page.surroundings.leading:
        told = {session.id, *(other.id for _, other in page.surroundings.of(session))}
        yield from _about_the_event(page, told)
        return
    yield ""
    yield page.event.title
    yield from background.accounts(page.event)


def _about_the_event(page: Page, told: set[str]) -> Lines:
    event = page.event
    yield ""
    yield event.title
    if event.name and event.name != event.title:
        yield event.name
    if event.lead:
        yield event.lead
    yield from background.delegations(event)
    yield from background.series_lines(event)
    yield from _without_a_place(page, told)
    yield from background.accounts(event)
    yield from background.door(page)
    yield from background.registration(page)
    for note in event.planning:
        if note.about is None:
            yield f"Staff note: {note.text}"
    yield from background.documents(page)


def _without_a_place(page: Page, told: set[str]) -> Lines:
    """The sessions that have no entry of their own, with what is known of them."""
    for session in page.surroundings.without_a_place:
        details = [*_speakers(page.event, session), *_streams(page, session)]
        if session.id not in told or details:
            yield sentence(f"also: {_mention(page, session)}")
            yield from details
