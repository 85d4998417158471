"""Events as schema.org tells them, in JSON-LD: for search engines and for the pages of newsrooms.

Only what a Programme holds. It says no more than was said: the day where no time was told, no status where the event is
still to be confirmed, and never how people may attend (``eventAttendanceMode``), since coverage says only how the press
may. ``@id`` and ``identifier`` are the UIDs of the calendar. Types and properties are those of schema.org 30.0
(March 19, 2026); tests/calendars/test_jsonld.py has them in a table.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from logistics.calendars import naming
from logistics.calendars.addresses import uri
from logistics.calendars.clocktimes import days, meant
from logistics.calendars.entries import CANCELLED, Entry, entries, identity, session_identity
from logistics.calendars.firmness import status_of
from logistics.calendars.pages import Page
from logistics.calendars.surroundings import surroundings
from logistics.calendars.workarounds import clean
from logistics.calendars.writing import check_events
from logistics.disclosure import Known, Moment, Programme
from logistics.model import Event, Level, Livestream, Session, Status, Step, Venue
from logistics.moments import Instant, iso, start_of, wall
from logistics.plan import points

Node = dict[str, object]

CONTEXT: Final = "https://schema.org"
_STATUS: Final = {
    Status.PLANNED: "EventScheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
}
_IN_HTML: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def jsonld(programmes: Sequence[Programme], addresses: Mapping[str, str] | None = None) -> bytes:
    """These programmes as ``application/ld+json``, several as one ``@graph``: the same input, the same bytes, in UTF-8.

    ``addresses`` has the page of each event that has one, by the event's id. What is written may stand within a
    ``<script>`` of a page as it is. Raises NoSuchFeed for no event, and for one twice.
    """
    check_events([programme.event.id for programme in programmes])
    ordered = sorted(programmes, key=lambda programme: programme.event.id)
    found = [_told(_Making.of(programme), (addresses or {}).get(programme.event.id)) for programme in ordered]
    whole: Node = {"@context": CONTEXT, **(found[0] if len(found) == 1 else {"@graph": found})}
    return (json.dumps(whole, ensure_ascii=False, indent=2).translate(_IN_HTML) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _Making:
    """One programme, and the entries of its calendar by UID."""

    programme: Programme
    entries: Mapping[str, Entry]
    page: Page

    @classmethod
    def of(cls, programme: Programme) -> _Making:
        event = programme.event
        page = Page(programme, surroundings(programme), start_of(event.date.date, event.zone), event.zone)
        return cls(programme, {entry.told.uid: entry for entry in entries(programme)}, page)

    @property
    def event(self) -> Event:
        return self.programme.event


def _told(making: _Making, address: str | None) -> Node:
    event = making.event
    first, last = days(making.programme)
    unsure = "To be confirmed." if event.status is Status.TO_BE_CONFIRMED else None
    sessions = [_session(making, session) for session in event.sessions]
    return _without_nothing(
        {
            **_named("Event", identity(event.id), event.name or event.title),
            "description": _text("\n\n".join(filter(None, (event.invented, unsure, event.lead)))),
            "url": address,
            **_when(event.status, first.isoformat(), last.isoformat() if last != first else None),
            "location": _one_or_all([_venue(venue) for venue in event.venues]),
            "organizer": _issuer(event),
            "subEvent": sorted(sessions, key=_order) + _of_no_session(making),
        }
    )


def _session(making: _Making, session: Session) -> Node:
    event, uid = making.event, session_identity(making.event, session)
    entry, status = making.entries.get(uid), status_of(event, session)
    name = entry.told.summary if entry else naming.session_summary(making.page, session)
    return _without_nothing(
        {
            **_named("Event", uid, name),
            "description": _text(session.note),
            **_when(status, *_times(making, entry)),
            "doorTime": _doors(making.programme, session),
            "location": _place(event, session),
            "organizer": {"@id": _id(_issuer_identity(event))},
            "subjectOf": _one_or_all(list(_streams(making, session, uid))),
            "subEvent": [
                _access(making, each, status)
                for each in making.entries.values()
                if each.told.belongs_to == uid
            ],
        }
    )


def _of_no_session(making: _Making) -> list[Node]:
    """The access times for sessions that have no entry of their own."""
    event = making.event
    own = {identity(event.id), *(session_identity(event, session) for session in event.sessions)}
    return [
        _access(making, entry, _status_alone(entry))
        for uid, entry in making.entries.items()
        if uid not in own and not entry.told.belongs_to
    ]


def _status_alone(entry: Entry) -> Status:
    """How firm an access time is whose session has no entry."""
    if entry.postponed:
        return Status.POSTPONED
    told = {"CONFIRMED": Status.PLANNED, CANCELLED: Status.CANCELLED}
    return told.get(entry.status, Status.TO_BE_CONFIRMED)


def _access(making: _Making, entry: Entry, status: Status) -> Node:
    """An access time as an event of its own: the press it names must be there then."""
    return _without_nothing(
        {
            **_named("Event", entry.told.uid, entry.told.summary),
            **_when(status, *_times(making, entry)),
            "location": _text(entry.told.place),
        }
    )


def _named(kind: str, uid: str, name: str) -> Node:
    return {"@type": kind, "@id": _id(uid), "identifier": uid, "name": _text(name)}


def _id(uid: str) -> str:
    return f"urn:uuid:{uid}"


def _when(status: Status, starts: str | None, ends: str | None) -> Node:
    """Of what is postponed, schema.org wants the day that no longer holds, and most readers want one at all."""
    before = starts if status is Status.POSTPONED else None
    kind = _STATUS.get(status)
    return {
        "eventStatus": f"{CONTEXT}/{kind}" if kind else None,
        "startDate": starts,
        "previousStartDate": before,
        "endDate": ends,
    }


def _times(making: _Making, entry: Entry | None) -> tuple[str | None, str | None]:
    """Start and end of an entry; the days where no time of it was said; the event's only day where it has no entry."""
    first, last = days(making.programme)
    if entry is None:
        return first.isoformat() if first == last else None, None
    if not isinstance(entry.starts, Instant):
        final = entry.ends - dt.timedelta(days=1) if isinstance(entry.ends, dt.date) else entry.starts
        return entry.starts.isoformat(), final.isoformat() if final != entry.starts else None
    if not _is_said(making.programme, entry):
        return wall(entry.starts, entry.zone).date().isoformat(), None
    ends = iso(entry.ends, entry.zone) if isinstance(entry.ends, Instant) else None
    return iso(entry.starts, entry.zone), ends


def _is_said(programme: Programme, entry: Entry) -> bool:
    """Whether its time is anybody's word: only staff have inferred windows, and those take none of their time."""
    return programme.audience.level < Level.STAFF or entry.takes_time


def _doors(programme: Programme, session: Session) -> str | None:
    """When the first doors open, where the audience may know it."""
    moments = [
        programme.moment(points.access(session, access))
        for access in session.access
        if access.step is Step.DOORS
    ]
    found = [(moment.exact, moment.zone) for moment in moments if moment and _is_stated(moment)]
    first = min(((at, zone) for at, zone in found if at is not None), default=None)
    return iso(*first) if first else None


def _streams(making: _Making, session: Session, uid: str) -> Iterator[Node]:
    """Each live picture: an event about the session, and no location of it, for who looks on is not there."""
    if status_of(making.programme.event, session).is_off:
        return
    for index, stream in enumerate(session.livestreams):
        starts = making.programme.moment(points.stream_start(session, index))
        ends = making.programme.moment(points.stream_end(session, index))
        yield _without_nothing(
            {
                "@type": "BroadcastEvent",
                "name": _text(stream.covers) or "Livestream",
                "isLiveBroadcast": True,
                "broadcastOfEvent": {"@id": _id(uid)},
                "startDate": _instant(starts),
                "endDate": _instant(ends),
                "inLanguage": stream.language,
                "location": _virtual(stream),
            }
        )


def _virtual(stream: Livestream) -> Node:
    return _without_nothing(
        {"@type": "VirtualLocation", "name": _text(stream.address), "url": uri(stream.address)}
    )


def _instant(moment: Moment | None) -> str | None:
    at = meant(moment) if moment and _is_stated(moment) else None
    return iso(at, moment.zone) if moment and at is not None else None


def _is_stated(moment: Moment) -> bool:
    return moment.known not in (Known.INFERRED, Known.UNKNOWN, Known.TO_BE_DETERMINED)


def _place(event: Event, session: Session) -> Node | None:
    venue, room = event.venue_of(session), event.room_of(session)
    within = _venue(venue) if venue else None
    if room is None:
        return within
    return _without_nothing({"@type": "Place", "name": _text(room.name), "containedInPlace": within})


def _venue(venue: Venue) -> Node:
    address = _without_nothing({"streetAddress": _text(venue.address), "addressLocality": _text(venue.city)})
    told = {"@type": "PostalAddress", **address} if address else None
    return _without_nothing({"@type": "Place", "name": _text(venue.name), "address": told})


def _issuer(event: Event) -> Node:
    office = event.issuer.office
    return _without_nothing(
        {
            "@type": "GovernmentOrganization",
            "@id": _id(_issuer_identity(event)),
            "name": _text(event.issuer.name),
            "department": {"@type": "GovernmentOrganization", "name": _text(office)} if office else None,
        }
    )


def _issuer_identity(event: Event) -> str:
    return identity(event.id, "issuer")


def _order(node: Node) -> tuple[str, str]:
    """Days before their times, and what has no day last; then by UID. It shows nothing of the order of the file."""
    return str(node.get("startDate", "~")), str(node["identifier"])


def _text(words: str | None) -> str | None:
    return clean(words).strip() if words else None


def _one_or_all(nodes: list[Node]) -> Node | list[Node] | None:
    return nodes[0] if len(nodes) == 1 else nodes


def _without_nothing(node: Mapping[str, object]) -> Node:
    """What is said of a thing, without what is not known of it."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
