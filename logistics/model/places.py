"""Venues with their entrances, rooms and the routes between them."""

from typing import Annotated

from pydantic import Field

from logistics.model.base import Level, Line, Noun, Refers, Slug, shown_to
from logistics.model.times import Span, When

RoomRef = Annotated[Line, Refers("room")]
EntranceRef = Annotated[Line, Refers("entrance")]
VenueRef = Annotated[Line, Refers("venue")]


class Hours(Noun):
    """When an entrance is open to press."""

    days: Line = shown_to(Level.PUBLIC, "Days of the week: Monday to Friday, daily, Saturday.")
    opens: When = shown_to(Level.PUBLIC, "When it opens.")
    closes: When = shown_to(Level.PUBLIC, "When it closes.")
    source: Line | None = shown_to(Level.STAFF, "Where the hours are stated.", None)


class Entrance(Noun):
    """A door at which press are met."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the entrance in this file.")
    name: Line = shown_to(Level.PUBLIC, "What it is called, such as 23rd Street Entrance.")
    aliases: tuple[Line, ...] = shown_to(Level.STAFF, "Other names for it.", ())
    hours: tuple[Hours, ...] = shown_to(Level.PUBLIC, "When it is open; nothing where no source says so.", ())
    planning: Line | None = shown_to(Level.STAFF, "Anything staff should know about it.", None)


class Room(Noun):
    """A room of the venue. A capacity is the posted number or is left out; it is never estimated here."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the room in this file.")
    name: Line = shown_to(Level.PUBLIC, "What it is called, such as Benjamin Franklin Room.")
    aliases: tuple[Line, ...] = shown_to(Level.STAFF, "Other names for the same room.", ())
    floor: Line | None = shown_to(Level.STAFF, "Floor, as the building counts.", None)
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = shown_to(
        Level.STAFF, "Posted capacity in people.", None
    )
    riser_places: Annotated[int, Field(ge=0, le=10_000)] | None = shown_to(
        Level.STAFF, "Camera places on the riser.", None
    )
    planning: Line | None = shown_to(Level.STAFF, "Anything staff should know about it.", None)


class Route(Noun):
    """The walk between an entrance and a room, for a group with equipment."""

    entrance: EntranceRef = shown_to(Level.STAFF, "The entrance at one end.")
    room: RoomRef = shown_to(Level.STAFF, "The room at the other end.")
    takes: Span = shown_to(Level.STAFF, "How long the walk takes, such as 5 to 8 minutes.")
    step_free: bool | None = shown_to(Level.STAFF, "Whether it has no stairs.", None)
    planning: Line | None = shown_to(Level.STAFF, "Lifts, stairs, doors that need a key.", None)


class Venue(Noun):
    """A building, or a site with one name, where sessions take place."""

    id: Slug = shown_to(Level.PUBLIC, "Short name of the venue in this file.")
    name: Line = shown_to(Level.PUBLIC, "What it is called, such as U.S. Department of State.")
    address: Line | None = shown_to(Level.PUBLIC, "Street address.", None)
    city: Line | None = shown_to(Level.PUBLIC, "City, as written in a dateline.", None)
    zone: Line | None = shown_to(Level.PUBLIC, "Its time zone, where it is not the event's.", None)
    entrances: tuple[Entrance, ...] = shown_to(Level.PUBLIC, "Its entrances for press.", ())
    rooms: tuple[Room, ...] = shown_to(Level.PUBLIC, "Its rooms.", ())
    routes: tuple[Route, ...] = shown_to(Level.STAFF, "Walks from entrances to rooms.", ())
