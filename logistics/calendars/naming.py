"""What an entry is called and where it is: the two lines that a phone shows before anybody opens the entry."""

from __future__ import annotations

from logistics.calendars.clocktimes import placed
from logistics.calendars.firmness import status_of
from logistics.calendars.pages import Page, instant_words, time_words
from logistics.disclosure import Known, Moment
from logistics.model import AccessTime, Entrance, Event, Session, Status, Venue
from logistics.plan import points
from logistics.plan.words import capital, press_words, session_words, status_words, step_words


def event_summary(event: Event) -> str:
    """The event's short name."""
    return _with_status(event.name or event.title, event.status)


def session_summary(page: Page, session: Session) -> str:
    """``Dialogue – Second U.S.-Mexico Strategic Dialogue``; a session with a title of its own needs no more."""
    event = page.event
    words = session.title or f"{capital(session_words(session))} – {event.name or event.title}"
    moment = page.moment(points.start(session))
    status = status_of(event, session)
    return _with_status(words + ("" if status.is_off else _mark(page, moment)), status)


def access_summary(page: Page, session: Session, access: AccessTime) -> str:
    """``Pre-set: video cameras – Joint press availability``: the step, who, and what for."""
    moment = page.moment(points.access(session, access))
    limit = ""
    if access.by is not None and access.from_ is None and moment is not None and moment.exact is not None:
        limit = f", no later than {instant_words(page, moment.exact, moment.zone)}"
    elif access.from_ is not None and access.by is None:
        limit = f", from {time_words(page, moment)} on" if moment is not None and moment.exact else ""
    step = capital(step_words(access.step)) + limit
    words = f"{step}: {press_words(access.press)} – {capital(session_words(session))}"
    return _with_status(words + _mark(page, moment), status_of(page.event, session))


def _mark(page: Page, moment: Moment | None) -> str:
    if moment is None or placed(moment) is None:
        return f" ({page.not_stated})"
    known = moment.known
    if known is Known.ABOUT:
        return f" ({time_words(page, moment)})"
    if known is Known.TO_BE_DETERMINED:
        return " (time to be determined)"
    return " (inferred window)" if known is Known.INFERRED else ""


def _with_status(words: str, status: Status) -> str:
    prefix = status_words(status)
    return f"{prefix}: {words}" if prefix else words


def session_place(event: Event, session: Session) -> str:
    """``Dean Acheson Auditorium, U.S. Department of State, Washington, DC``; without a room, the building."""
    room = event.room_of(session)
    return ", ".join([*([room.name] if room else []), *_building(event.venue_of(session))])


def access_place(event: Event, session: Session, access: AccessTime) -> str:
    """``23rd Street Entrance, lobby, U.S. Department of State, Washington, DC``."""
    entrance = event.entrance_of(session, access)
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


def place_in_full(event: Event, place: str, name: str) -> str:
    """A room or an entrance, by its id and its name, with its building; any other place by its name alone.

    Without a place it is the building, where there is only one.
    """
    known = event.room(place) or event.entrance(place)
    spots = ((venue, spot) for venue in event.venues for spot in (*venue.rooms, *venue.entrances))
    only = event.venues[0] if len(event.venues) == 1 and not name else None
    venue = next((venue for venue, spot in spots if spot is known), only)
    return ", ".join([*([name] if name else []), *_building(venue)])
