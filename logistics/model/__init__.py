"""The nouns of an event: frozen, typed, each field with its audience."""

from logistics.model.base import Category, Level, Noun, Refers, level_of
from logistics.model.event import Event, Issuer, PlanningNote, Revision, Series, Waiver
from logistics.model.people import Delegation, Person, Side
from logistics.model.places import Entrance, Hours, Room, Route, Venue
from logistics.model.press import (
    ALL_PRESS,
    AccessTime,
    Account,
    Contact,
    Coverage,
    Deadline,
    Interpretation,
    Livestream,
    Mode,
    Part,
    Pool,
    Registration,
    Step,
)
from logistics.model.releases import Release, ReleaseKind, ReleaseStatus, Section, Statement
from logistics.model.sessions import RELATIONS, Kind, Session, Status
from logistics.model.times import Clock, Day, Shape, Span, Stamp, When

__all__ = [
    "ALL_PRESS",
    "RELATIONS",
    "AccessTime",
    "Account",
    "Category",
    "Clock",
    "Contact",
    "Coverage",
    "Day",
    "Deadline",
    "Delegation",
    "Entrance",
    "Event",
    "Hours",
    "Interpretation",
    "Issuer",
    "Kind",
    "Level",
    "Livestream",
    "Mode",
    "Noun",
    "Part",
    "Person",
    "PlanningNote",
    "Pool",
    "Refers",
    "Registration",
    "Release",
    "ReleaseKind",
    "ReleaseStatus",
    "Revision",
    "Room",
    "Route",
    "Section",
    "Series",
    "Session",
    "Shape",
    "Side",
    "Span",
    "Stamp",
    "Statement",
    "Status",
    "Step",
    "Venue",
    "Waiver",
    "When",
    "level_of",
]
