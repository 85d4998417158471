"""What is collected while an event is walked: what is said of each moment, and the links between moments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from logistics.model import Entrance, Event, Room, Session, Shape, Span, Status, When
from logistics.moments import Instant
from logistics.network import Link
from logistics.plan.facts import Basis, Fact
from logistics.plan.names import names_of
from logistics.plan.parameters import Profile


def fact_of(link: Link) -> Fact:
    """The fact that makes a link of a draft."""
    assert isinstance(link.because, Fact)  # ``Draft.link`` takes nothing else
    return link.because


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of one moment: the time as written, in which zone, and its instants.

    ``first`` and ``last`` bound what was said; ``meant`` is the one instant that it names, which a window has not.
    """

    point: str
    path: str
    zone: str
    what: str
    when: When | None
    first: Instant | None = None
    last: Instant | None = None
    meant: Instant | None = None


class Walk(NamedTuple):
    """A stated walk from an entrance to a room, with its place in the file."""

    entrance: Entrance | None
    room: Room | None
    takes: Span
    path: str


@dataclass
class Draft:
    """What is collected while an event is walked: the links, and what is said of each moment."""

    event: Event
    profile: Profile
    links: list[Link] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)
    going_ahead: dict[str, Session] = field(init=False)
    names: Mapping[str, str] = field(init=False)
    zones: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        going_ahead = (session for session in self.event.sessions if session.status is not Status.CANCELLED)
        self.going_ahead = {session.id: session for session in going_ahead}
        self.names = names_of(self.event)
        self.zones = {session.id: self.event.zone_of(session) for session in self.event.sessions}

    @cached_property
    def walks(self) -> tuple[Walk, ...]:
        """All stated walks, in the file's order."""
        event = self.event
        return tuple(
            Walk(event.entrance(route.entrance), event.room(route.room), route.takes, f"{path}.takes")
            for number, venue in enumerate(event.venues)
            for which, route in enumerate(venue.routes)
            for path in (f"venues[{number}].routes[{which}]",)
        )

    def link(self, before: str, after: str, at_least: int | None, at_most: int | None, because: Fact) -> None:
        """Add ``at_least <= after - before <= at_most``. A law is one of its own between each two moments."""
        if because.basis is Basis.LOGIC:
            because = replace(because, of=f"{before} {after}")
        self.links.append(Link(before, after, at_least, at_most, because, because.trust))

    def in_order(self, before: str, after: str, because: Fact) -> None:
        """Add that ``after`` does not come before ``before``."""
        self.link(before, after, 0, None, because)

    def assume(self, name: str, before: str, after: str, what: str, rule: str) -> None:
        """Add an assumption of the profile between two moments."""
        parameter = self.profile[name]
        says = f"{what} {parameter.words()} (assumed: {parameter.source})"
        fact = Fact(Basis.ASSUMED, says, rule=rule, parameter=name)
        self.link(before, after, parameter.least, parameter.most, fact)

    def reasoned(self) -> Iterator[tuple[Link, Fact]]:
        """Every link with the fact that makes it."""
        for link in self.links:
            yield link, fact_of(link)

    def knows(self, point: str) -> bool:
        """Whether the file gives a clock time or a relative time for a moment."""
        said = self.said.get(point)
        return said is not None and said.when is not None and said.when.shape is not Shape.TO_BE_DETERMINED
