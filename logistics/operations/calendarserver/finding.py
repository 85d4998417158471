"""From an address to a calendar: the address is one, or it is of an account that has one by that name."""

from __future__ import annotations

from caldav.collection import Calendar, CalendarSet, Principal

from logistics.calendars.entries import identity
from logistics.operations.calendarserver.server import NOT_DAV, Server, ServerTrouble
from logistics.plan.words import listed


def calendar_at(server: Server, name: str = "", *, make: bool = True) -> str:
    """The address of the calendar; empty where it would have to be made and ``make`` is false. Raises ServerTrouble."""
    what = server.what()
    if what.is_calendar:
        if name:
            raise ServerTrouble(f"{server.address.url} is a calendar itself. Leave --calendar out.")
        return server.address.url
    home, there = _home(server, what.home)
    found = [one for one in there if one.name == name]
    if not name:
        raise ServerTrouble(_which(server, there))
    if len(found) > 1:
        links = listed([str(one.url) for one in found])
        raise ServerTrouble(f"There are several calendars called “{name}”. Give the address of one: {links}.")
    if found:
        return str(found[0].url)
    return _made(server, home, name) if make else ""


def _home(server: Server, home: str) -> tuple[CalendarSet, list[Calendar]]:
    """Where an account keeps its calendars: as the address says, or the address itself, or whoever asks."""
    with server.answering("read", f"{server.address.url} {NOT_DAV}"):
        found = CalendarSet(server.client, home or server.address.url)
        there = found.calendars()
        if not there and not home:
            found = Principal(server.client).calendar_home_set
            there = found.calendars()
    return found, there


def _made(server: Server, home: CalendarSet, name: str) -> str:
    """A new calendar. Its address comes from its name, so that of two who make it at once only one does."""
    with server.answering(
        "make", f"The calendar “{name}” cannot be made there. Make it by hand, or run it again."
    ):
        made = home.make_calendar(name, identity("calendar", name), ["VEVENT"])
    return str(made.url)


def _which(server: Server, there: list[Calendar]) -> str:
    names = [f"“{one.name}”" for one in there if one.name]
    known = f" There are {listed(names)}." if names else ""
    return f"{server.address.url} is no calendar, but an account. Say which one: --calendar NAME.{known}"
