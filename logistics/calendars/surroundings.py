"""How the sessions of an event stand to each other: their order in time, what comes before and after, who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from logistics.calendars.clocktimes import ON_THE_DAYS, Placed, placed
from logistics.calendars.firmness import status_of
from logistics.disclosure import Programme
from logistics.model import Coverage, Session
from logistics.plan import points

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
_ON_THE_SAME_DAY = frozenset({"at_top_of", "at_bottom_of", "immediately_after", "on_arrival_at"})


@dataclass(frozen=True)
class Surroundings:
    """What is worked out once for all entries of a programme.

    ``places`` has the sessions with an entry, by id.
    ``leading`` is the id of the session that tells of the whole event: the first that is not there for the press or
    for staff alone, else the first; ``None`` where no session has an entry.
    """

    related: Mapping[str, tuple[tuple[str, Session], ...]]
    places: Mapping[str, Placed]
    without_a_place: tuple[Session, ...]
    leading: str | None

    def of(self, session: Session) -> tuple[tuple[str, Session], ...]:
        """The sessions that a session is related to, in order of time, each with how: ``preceded by``."""
        return self.related.get(session.id, ())


def surroundings(programme: Programme) -> Surroundings:
    """The sessions in order of time, those without one last and by id: the order of the file must not show."""
    places = _places(programme)

    def key(session: Session) -> tuple[bool, bool, int, str]:
        place = places.get(session.id)
        starts = place.starts if place else None
        return place is None, starts is None, starts or 0, session.id

    ordered = sorted(programme.event.sessions, key=key)
    here = [session for session in ordered if session.id in places]
    meetings = [s for s in here if not s.kind.is_press_opportunity and not s.kind.is_technical]
    return Surroundings(
        _related(ordered),
        places,
        tuple(session for session in ordered if session.id not in places),
        next((session.id for session in meetings or here), None),
    )


def _places(programme: Programme) -> dict[str, Placed]:
    """Where the sessions stand that have a time; on the event's days those for the press that no entry tells of."""
    event = programme.event
    found = {session.id: placed(programme.moment(points.start(session))) for session in event.sessions}
    timed = {name: place for name, place in found.items() if place is not None}
    told = set(timed)
    for session in event.sessions:
        if any(placed(programme.moment(points.access(session, entry))) for entry in session.access):
            told.add(session.id)
        for name, other in session.relations:
            if event.last_date is None or name in _ON_THE_SAME_DAY:
                told |= {session.id} if other in timed else set()
                told |= {other} if session.id in timed else set()
    untold = {
        session.id: ON_THE_DAYS
        for session in event.sessions
        if session.id not in told and _is_covered(session)
    }
    off = {
        session.id: place
        for session in event.sessions
        if session.id not in timed and status_of(event, session).is_off
        if (place := _of_stream(programme, session)) is not None
    }
    return {**timed, **untold, **off}


def _of_stream(programme: Programme, session: Session) -> Placed | None:
    """Where a session stood that had its time from a livestream alone; one that is off has none of its own."""
    streams = (programme.moment(points.stream_start(session, n)) for n in range(len(session.livestreams)))
    return next((place for stream in streams if (place := placed(stream)) is not None), None)


def _is_covered(session: Session) -> bool:
    """Whether press may cover it."""
    if session.coverage is None:
        return session.kind.is_press_opportunity or bool(session.access)
    return session.coverage is not Coverage.CLOSED


def _related(ordered: list[Session]) -> dict[str, tuple[tuple[str, Session], ...]]:
    place = {session.id: number for number, session in enumerate(ordered)}
    found: dict[str, list[tuple[int, str]]] = {}
    for session in ordered:
        for name, other in session.relations:
            if other in place:
                found.setdefault(session.id, []).append((place[other], _TO_OTHER[name]))
                found.setdefault(other, []).append((place[session.id], _FROM_OTHER[name]))
    return {
        name: tuple((label, ordered[number]) for number, label in sorted(others))
        for name, others in found.items()
    }
