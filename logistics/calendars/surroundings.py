"""How the sessions of an event stand to each other: their order in time, what comes before and after, who leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from logistics.calendars.clocktimes import placed
from logistics.disclosure import Programme
from logistics.model import Session
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


@dataclass(frozen=True)
class Surroundings:
    """What is worked out once for all entries of a programme.

    ``leading`` is the id of the session that tells of the whole event: the first that is not there for the press or
    for staff alone, else the first; ``None`` where no session has an entry.
    """

    related: Mapping[str, tuple[tuple[str, Session], ...]]
    without_a_place: tuple[Session, ...]
    leading: str | None

    def of(self, session: Session) -> tuple[tuple[str, Session], ...]:
        """The sessions that a session is related to, in order of time, each with how: ``preceded by``."""
        return self.related.get(session.id, ())


def surroundings(programme: Programme) -> Surroundings:
    """The sessions in order of time, those without one last and by id: the order of the file must not show."""
    starts = {}
    for session in programme.event.sessions:
        place = placed(programme.moment(points.start(session)))
        if place is not None:
            starts[session.id] = place.starts or 0
    ordered = sorted(programme.event.sessions, key=lambda s: (s.id not in starts, starts.get(s.id, 0), s.id))
    here = [session for session in ordered if session.id in starts]
    meetings = [s for s in here if not s.kind.is_press_opportunity and not s.kind.is_technical]
    return Surroundings(
        _related(ordered),
        tuple(session for session in ordered if session.id not in starts),
        next((session.id for session in meetings or here), None),
    )


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
