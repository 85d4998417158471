"""What an entry says: its summary, its place and its description, in words a reader of a phone can use.

A description is a list of lines, each a fact with its label. What is not known is left out or said to be so. Every
session tells the whole event, so that its entry can stand alone; an access time tells what its crew needs and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from logistics.calendars.clocktimes import instant_words, placed, stated, time_words
from logistics.disclosure import Known, Moment, Programme
from logistics.model import AccessTime, Entrance, Event, Livestream, Person, Session, Status, Venue
from logistics.moments import Instant
from logistics.plan import points
from logistics.plan.words import (
    access_words,
    capital,
    clock_words,
    coverage_words,
    date_words,
    language_words,
    listed,
    press_words,
    sentence,
    session_words,
    status_words,
    step_words,
    zone_words,
)

Lines = Iterator[str]

_FIRMNESS = (Status.PLANNED, Status.TO_BE_CONFIRMED, Status.POSTPONED, Status.CANCELLED)


def status_of(event: Event, session: Session | None = None) -> Status:
    """How firm a session is: what stops the event stops its sessions."""
    both = (event.status, session.status if session else event.status)
    return max(both, key=_FIRMNESS.index)


# ---- summaries ----------------------------------------------------------------------------------------------------


def event_summary(event: Event) -> str:
    """The event's short name."""
    return _with_status(event.name or event.title, event.status)


def session_summary(programme: Programme, session: Session) -> str:
    """``Dialogue – Second U.S.-Mexico Strategic Dialogue``; a session with a title of its own needs no more."""
    event = programme.event
    words = session.title or f"{capital(session_words(session))} – {event.name or event.title}"
    moment = programme.moment(points.start(session))
    return _with_status(words + _mark(programme, moment), status_of(event, session))


def access_summary(programme: Programme, session: Session, access: AccessTime) -> str:
    """``Pre-set: video cameras – Joint press availability``: the step, who, and what for."""
    moment = programme.moment(points.access(session, access))
    limit = ""
    if access.by is not None and access.from_ is None and moment is not None and moment.exact is not None:
        limit = f", no later than {instant_words(programme, moment.exact, moment.zone)}"
    elif access.from_ is not None and access.by is None:
        limit = ", from this time on"
    step = capital(step_words(access.step)) + limit
    words = f"{step}: {press_words(access.press)} – {capital(session_words(session))}"
    return _with_status(words + _mark(programme, moment), status_of(programme.event, session))


def _mark(programme: Programme, moment: Moment | None) -> str:
    known = moment.known if moment else None
    if known is Known.ABOUT:
        return f" ({time_words(programme, moment)})"
    if known is Known.TO_BE_DETERMINED:
        return " (time to be determined)"
    return " (inferred window)" if known is Known.INFERRED else ""


def _with_status(words: str, status: Status) -> str:
    prefix = status_words(status)
    return f"{prefix}: {words}" if prefix else words


# ---- places -------------------------------------------------------------------------------------------------------


def session_place(event: Event, session: Session) -> str:
    """``Dean Acheson Auditorium, U.S. Department of State, Washington, DC``; without a room, the building."""
    room = event.room(session.room) if session.room else None
    return ", ".join([*([room.name] if room else []), *_building(event.venue_of(session))])


def access_place(event: Event, session: Session, access: AccessTime) -> str:
    """``23rd Street Entrance, lobby, U.S. Department of State, Washington, DC``."""
    entrance = event.entrance(access.entrance) if access.entrance else None
    venue = _venue_of(event, entrance) or event.venue_of(session)
    spots = [*([entrance.name] if entrance else []), *([access.place] if access.place else [])]
    return ", ".join([*spots, *_building(venue)])


def _venue_of(event: Event, entrance: Entrance | None) -> Venue | None:
    return next((venue for venue in event.venues if any(door is entrance for door in venue.entrances)), None)


def _building(venue: Venue | None) -> list[str]:
    if venue is None:
        return []
    city = venue.city if venue.city and venue.city not in (venue.address or "") else None
    return [part for part in (venue.name, venue.address, city) if part]


# ---- descriptions -------------------------------------------------------------------------------------------------


def event_description(programme: Programme, at: Instant) -> str:
    """What stands on the event's day where no session of it can be placed."""
    lines = [*_standing(programme.event, None), "No session with a time is announced here."]
    return "\n".join(
        [*lines, *_about_the_event(programme, set()), *_footing(programme, at, programme.event.zone)]
    )


def session_description(programme: Programme, session: Session, at: Instant) -> str:
    """All that a reader should know of a session and of the event that it belongs to."""
    event = programme.event
    lines = [
        *_standing(event, session),
        *_times(programme, session),
        *_coverage(programme, session),
        *_speakers(event, session),
        *_streams(programme, session),
        *_access_overview(programme, session, None),
        *_around(programme, session),
        *_notes(event, session),
        *_about_the_event(programme, {session.id, *_related(event, session)}),
        *_footing(programme, at, event.zone_of(session)),
    ]
    return "\n".join(lines)


def access_description(programme: Programme, session: Session, access: AccessTime, at: Instant) -> str:
    """What a crew must do, for what, and what follows."""
    event = programme.event
    room = event.room(session.room) if session.room else None
    where = f", {room.name}" if room else ""
    lines = [
        *_standing(event, session),
        _access_line(programme, session, access),
        *([f"Reason: {access.reason}"] if access.reason else []),
        sentence(f"for: {session_words(session)}{where}; {_session_time(programme, session)}"),
        *_coverage(programme, session),
        *_speakers(event, session),
        *_streams(programme, session),
        *_access_overview(programme, session, access),
        *_around(programme, session),
        *_walk(event, session, access),
        *([f"As the source words it: {access.wording}"] if access.wording else []),
        *([f"Staff note: {access.note}"] if access.note else []),
        *_notes(event, session),
        *_door(programme),
        *_footing(programme, at, event.zone_of(session)),
    ]
    return "\n".join(lines)


def _standing(event: Event, session: Session | None) -> Lines:
    status = status_of(event, session)
    if status is not Status.PLANNED:
        yield sentence(status_words(status))
    if event.invented:
        yield sentence(event.invented)


def _times(programme: Programme, session: Session) -> Lines:
    start, end = programme.moment(points.start(session)), programme.moment(points.end(session))
    yield sentence(f"start: {_session_time(programme, session)}")
    if start is not None and start.known is Known.INFERRED:
        yield from _reasons(programme, start)
    if placed(programme, end):
        yield sentence(f"end: {time_words(programme, end)}")
    if session.duration:
        yield sentence(f"length: {session.duration.text}")


def _session_time(programme: Programme, session: Session) -> str:
    moment = programme.moment(points.start(session))
    if _only_streamed(programme, session, moment):
        return f"streamed live from {time_words(programme, moment)}; the start itself is not stated"
    if status_of(programme.event, session) is Status.CANCELLED and moment is None:
        return "cancelled"
    return time_words(programme, moment) or "its time is not stated"


def _only_streamed(programme: Programme, session: Session, start: Moment | None) -> bool:
    """Whether a start is known from the livestream alone (rule LIV002)."""
    if start is None or start.known is not Known.DERIVED or session.start is not None:
        return False
    streams = (programme.moment(points.stream_start(session, n)) for n in range(len(session.livestreams)))
    return any(stream is not None and stream.exact == start.exact for stream in streams)


def _reasons(programme: Programme, moment: Moment) -> Lines:
    for label, when, why in (
        ("Not before", moment.earliest, moment.why_earliest),
        ("Not after", moment.latest, moment.why_latest),
    ):
        if when is not None and why:
            facts = "; ".join(fact.says for fact in why)
            yield sentence(f"{label} {instant_words(programme, when, moment.zone)}: {facts}")


def _coverage(programme: Programme, session: Session) -> Lines:
    if session.coverage:
        yield sentence(f"coverage: {coverage_words(session.coverage)}")
    for part in session.parts:
        times = [
            time_words(programme, programme.moment(point))
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
        found = [event.person_named(name) or name for name in session.speakers]
        names = [name if isinstance(name, str) else _person(name) for name in found]
        yield sentence(f"with: {listed(names)}")
    if session.questions is not None:
        yield sentence(f"questions: {session.questions} from each side")
    for item in session.interpretation:
        languages = listed([language_words(tag) for tag in item.languages])
        mode = f"{item.mode.value}, " if item.mode else ""
        staff = f"; {item.interpreters} interpreters" if item.interpreters is not None else ""
        yield sentence(f"interpretation: {mode}{languages}{staff}")


def _streams(programme: Programme, session: Session) -> Lines:
    for number, stream in enumerate(session.livestreams):
        start = time_words(programme, programme.moment(points.stream_start(session, number)))
        end = programme.moment(points.stream_end(session, number))
        until = time_words(programme, end) if end is not None and end.known is not Known.INFERRED else ""
        times = f"{f', from {start}' if start else ''}{f' until {until}' if until else ''}"
        yield sentence(f"livestream: {stream.address}{times}{_of_stream(stream)}")


def _of_stream(stream: Livestream) -> str:
    details = [
        *([stream.covers] if stream.covers else []),
        *([language_words(stream.language)] if stream.language else []),
        *(["with captions"] if stream.captions else []),
    ]
    return f" ({', '.join(details)})" if details else ""


def _access_line(programme: Programme, session: Session, access: AccessTime) -> str:
    opens = programme.moment(points.access(session, access))
    closes = programme.moment(points.access_close(session, access))
    time = time_words(programme, opens) or "time not stated"
    if access.by is not None and access.from_ is None:
        time = f"no later than {time}"
    elif points.has_window(access) and closes is not None:
        time = _both(programme, opens, closes)
    elif access.from_ is not None:
        time = f"from {time} on"
    place = access_place(programme.event, session, access)
    return sentence(f"{access_words(access)}: {time}{f', {place}' if place else ''}")


def _both(programme: Programme, opens: Moment | None, closes: Moment) -> str:
    first, last = stated(programme, opens), stated(programme, closes)
    if first is None or last is None or opens is None:
        return f"from {time_words(programme, opens)}, no later than {time_words(programme, closes)}"
    if first == last:
        return time_words(programme, opens)
    return f"from {clock_words(first, opens.zone)} to {time_words(programme, closes)}"


def _access_overview(programme: Programme, session: Session, but: AccessTime | None) -> Lines:
    def key(access: AccessTime) -> tuple[bool, int, str]:
        start = stated(programme, programme.moment(points.access(session, access)))
        return start is None, start or 0, access.label

    for access in sorted(session.access, key=key):
        if access is not but:
            yield _access_line(programme, session, access)


_TO_OTHER = {
    "before": "followed by",
    "at_top_of": "at the top of",
    "at_bottom_of": "at the end of",
    "after": "preceded by",
    "immediately_after": "immediately preceded by",
    "on_arrival_at": "on arrival for",
}
_FROM_OTHER = {
    "before": "preceded by",
    "at_top_of": "at its top",
    "at_bottom_of": "at its end",
    "after": "followed by",
    "immediately_after": "immediately followed by",
    "on_arrival_at": "on arrival for it",
}


def _around(programme: Programme, session: Session) -> Lines:
    """What comes before, after and within, each once, whichever of the two sessions says so."""
    lines = {}
    for other in _in_order(programme):
        labels = [_TO_OTHER[name] for name, to in session.relations if to == other.id]
        labels += [_FROM_OTHER[name] for name, to in other.relations if to == session.id]
        for label in labels:
            lines[sentence(f"{label}: {_mention(programme, other)}")] = None
    yield from lines


def _related(event: Event, session: Session) -> set[str]:
    to = {other for _, other in session.relations}
    return to | {other.id for other in event.sessions if session.id in {to for _, to in other.relations}}


def _in_order(programme: Programme) -> list[Session]:
    """The sessions by start, those without one last: the file's order must not show."""

    def key(session: Session) -> tuple[bool, int, str]:
        place = placed(programme, programme.moment(points.start(session)))
        start = place.starts if place else None
        return start is None, start or 0, session.id

    return sorted(programme.event.sessions, key=key)


def _mention(programme: Programme, session: Session) -> str:
    room = programme.event.room(session.room) if session.room else None
    parts = [
        session_words(session),
        *([room.name] if room else []),
        *([coverage_words(session.coverage)] if session.coverage else []),
    ]
    status = status_of(programme.event, session)
    standing = f" ({status_words(status).lower()})" if status is not Status.PLANNED else ""
    return f"{', '.join(parts)}{standing}; {_session_time(programme, session)}"


def _walk(event: Event, session: Session, access: AccessTime) -> Lines:
    for venue in event.venues:
        for route in venue.routes:
            if (route.entrance, route.room) == (access.entrance, session.room):
                free = {True: ", step-free", False: ", with steps", None: ""}[route.step_free]
                yield sentence(
                    f"walk to the room: {route.takes.text}{free}{f'; {route.note}' if route.note else ''}"
                )


def _notes(event: Event, session: Session) -> Lines:
    if session.note:
        yield session.note
    if session.planning:
        yield f"Staff note: {session.planning}"
    for note in event.planning:
        if note.about == session.id:
            yield f"Staff note: {note.text}"


def _about_the_event(programme: Programme, told: set[str]) -> Lines:
    event = programme.event
    yield ""
    yield event.title
    if event.name and event.name != event.title:
        yield event.name
    if event.lead:
        yield event.lead
    yield from _delegations(event)
    if event.series:
        yield from _series(event)
    untimed = [
        session
        for session in _in_order(programme)
        if session.id not in told and placed(programme, programme.moment(points.start(session))) is None
    ]
    for session in untimed:
        yield sentence(f"also: {_mention(programme, session)}")
    yield from _accounts(event)
    yield from _door(programme)
    for note in event.planning:
        if note.about is None:
            yield f"Staff note: {note.text}"
    yield from _documents(programme)


def _delegations(event: Event) -> Lines:
    for delegation in event.delegations:
        people = "; ".join(_person(person) for person in delegation.members)
        yield sentence(f"{delegation.name}: {people}" if people else delegation.name)
        if delegation.also_participating:
            others = "; ".join(_person(person) for person in delegation.also_participating)
            yield sentence(f"{delegation.name}, also participating: {others}")


def _person(person: Person) -> str:
    return f"{person.title} {person.name}" if person.title else person.name


def _series(event: Event) -> Lines:
    series = event.series
    if series is None:
        return
    details = [
        *([f"number {series.ordinal}"] if series.ordinal else []),
        *([f"the one before was on {date_words(series.previous.date)}"] if series.previous else []),
    ]
    in_brackets = f" ({'; '.join(details)})" if details else ""
    yield sentence(f"series: {series.name}{in_brackets}")
    if series.background:
        yield series.background


def _accounts(event: Event) -> Lines:
    for platform in dict.fromkeys(account.platform for account in event.accounts):
        handles = [
            f"{account.handle}{f' ({account.note})' if account.note else ''}"
            for account in event.accounts
            if account.platform == platform
        ]
        yield sentence(f"follow on {platform}: {listed(handles)}")


def _door(programme: Programme) -> Lines:
    """What press must bring, send and keep to, and whom they may ask."""
    event = programme.event
    if event.credentials:
        yield f"Credentials: {event.credentials}"
    if event.registration:
        how = " ".join(filter(None, (event.registration.how, event.registration.address)))
        if how:
            yield f"Registration: {how}"
        for number, deadline in enumerate(event.registration.deadlines):
            time = time_words(programme, programme.moment(points.deadline(number))) or deadline.by.text
            whom = f" ({deadline.for_})" if deadline.for_ else ""
            yield sentence(f"{deadline.what}{whom}: by {time}")
    if event.ground_rules:
        yield f"Ground rules: {event.ground_rules}"
    for contact in event.contacts:
        yield f"Contact: {', '.join(filter(None, (contact.name, contact.role, contact.phone, contact.email)))}"


def _documents(programme: Programme) -> Lines:
    """What has been issued about the event; a draft is nobody's business but the office's."""
    for item in programme.event.releases:
        day = item.published.day if item.published else item.date.date if item.date else None
        embargo = time_words(programme, programme.moment(points.embargo(item)))
        if day is None and not embargo:
            continue
        title = f"“{item.title}”" if item.title != programme.event.title else ""
        parts = [
            item.heading or item.kind.value,
            title,
            item.office or item.issuer or "",
            date_words(day) if day else "",
        ]
        limit = f"under embargo until {embargo}" if embargo else ""
        yield sentence(f"document: {', '.join(filter(None, (*parts, limit)))}")


def _footing(programme: Programme, at: Instant, zone: str) -> Lines:
    event = programme.event
    yield ""
    yield sentence(f"times are {zone_words(at, zone)}")
    issuer = ", ".join(filter(None, (event.issuer.name, event.issuer.office, event.issuer.place)))
    yield sentence(f"{issuer}. Revision {event.revision.number} of {date_words(event.revision.date.date)}")
