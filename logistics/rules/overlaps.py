"""Sessions side by side: which are on at one time, surely, perhaps or never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from logistics.model import Session
from logistics.moments import Instant
from logistics.network import ORIGIN
from logistics.plan import Basis, Known, Plan, points
from logistics.rules.base import going_ahead

_NEVER = 2**62
_TOP_AND_BOTTOM = {"at_top_of", "at_bottom_of"}


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """A session's stretch of time as far as it is known.

    ``starts`` and ``ends`` are each the earliest and the latest instant possible under the house's assumptions.
    ``surely`` is the stretch that it takes up in any case, by what is stated alone: from its latest start to its
    earliest end. The first may lie after the second; every session takes some time.
    """

    number: int
    path: str
    session: Session
    starts: tuple[Instant, Instant]
    ends: tuple[Instant, Instant]
    surely: tuple[Instant, Instant]
    start_is_known: bool
    end_is_known: bool

    @property
    def is_exact(self) -> bool:
        """Whether both its start and its end are stated or follow exactly."""
        return self.start_is_known and self.end_is_known


def stays(plan: Plan) -> tuple[Stay, ...]:
    """The stretches of all sessions that go ahead, in the file's order."""
    return tuple(
        _stay(plan, number, path, session) for number, (path, session) in enumerate(going_ahead(plan))
    )


def _stay(plan: Plan, number: int, path: str, session: Session) -> Stay:
    start, end = points.start(session), points.end(session)
    starts, ends = _bounds(plan, start), _bounds(plan, end)
    stated = _bounds(plan, start, stated_alone=True), _bounds(plan, end, stated_alone=True)
    surely = (stated[0][1], max(stated[1][0], stated[0][0] + 1))
    return Stay(number, path, session, starts, ends, surely, _is_known(plan, start), _is_known(plan, end))


def _bounds(plan: Plan, point: str, *, stated_alone: bool = False) -> tuple[Instant, Instant]:
    moment = plan.moment(point)
    earliest, latest = (moment.earliest, moment.latest) if moment else (None, None)
    if stated_alone and moment and moment.known is not Known.STATED:
        earliest = None if any(fact.basis is Basis.ASSUMED for fact in moment.why_earliest) else earliest
        latest = None if any(fact.basis is Basis.ASSUMED for fact in moment.why_latest) else latest
    return -_NEVER if earliest is None else earliest, _NEVER if latest is None else latest


def _is_known(plan: Plan, point: str) -> bool:
    moment = plan.moment(point)
    return moment is not None and moment.exact is not None


class Order:
    """Which sessions belong together or follow one another, by the links of the plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._reached: dict[str, frozenset[str]] = {}
        self._partners: dict[str, set[str]] = defaultdict(set)
        self._ends_of: dict[str, dict[str, str]] = defaultdict(dict)
        for session in plan.event.sessions:
            for name, other in session.relations:
                self._partners[session.id].add(other)
                self._partners[other].add(session.id)
                self._ends_of[session.id][other] = name

    def apart(self, one: str, other: str) -> bool:
        """Whether two sessions, by id, cannot clash: one is part of the other, or is over when the other begins."""
        return (
            other in self._partners[one]
            or points.start(other) in self._after(points.end(one))
            or points.start(one) in self._after(points.end(other))
            or self._on_different_ends(one, other)
        )

    def _on_different_ends(self, one: str, other: str) -> bool:
        """Whether one is at the top and the other at the bottom of the same meeting."""
        first, second = self._ends_of[one], self._ends_of[other]
        return any({name, second.get(meeting)} == _TOP_AND_BOTTOM for meeting, name in first.items())

    @cached_property
    def _later(self) -> Mapping[str, list[str]]:
        """To each moment those that a link puts at or after it. Asked for only when two sessions come close."""
        later: dict[str, list[str]] = defaultdict(list)
        for link in self._plan.links:
            if link.before != ORIGIN and link.at_least is not None and link.at_least >= 0:
                later[link.before].append(link.after)
            if link.before != ORIGIN and link.at_most is not None and link.at_most <= 0:
                later[link.after].append(link.before)
        return later

    def _after(self, point: str) -> frozenset[str]:
        """The moments that are never before ``point``."""
        if point not in self._reached:
            seen, waiting = {point}, [point]
            while waiting:
                new = [later for later in self._later.get(waiting.pop(), ()) if later not in seen]
                seen.update(new)
                waiting.extend(new)
            self._reached[point] = frozenset(seen)
        return self._reached[point]


def sure_overlaps(group: Iterable[Stay], order: Order) -> Iterator[tuple[Stay, tuple[Stay, ...]]]:
    """Each session with those begun before it that are surely still on when it begins.

    A sweep along time: only sessions that are on at one moment are compared.
    """
    on: list[Stay] = []
    for stay in sorted(group, key=lambda stay: (stay.surely[0], stay.number)):
        on = [earlier for earlier in on if earlier.surely[1] > stay.surely[0]]
        clashing = tuple(
            earlier
            for earlier in on
            if _overlap(earlier, stay) and not order.apart(earlier.session.id, stay.session.id)
        )
        if clashing:
            yield stay, clashing
        on.append(stay)


def _overlap(one: Stay, other: Stay) -> bool:
    """Whether the two overlap in any case."""
    return one.surely[0] < other.surely[1] and other.surely[0] < one.surely[1]


def unsure(group: Iterable[Stay], order: Order) -> frozenset[Stay]:
    """The sessions whose unstated times leave open whether they overlap another of the group."""
    on: list[Stay] = []
    found: set[Stay] = set()
    for stay in sorted(group, key=lambda stay: (stay.starts[0], stay.number)):
        on = [earlier for earlier in on if earlier.ends[1] > stay.starts[0]]
        for earlier in on:
            new = [one for one in (earlier, stay) if one not in found and not one.is_exact]
            if new and not order.apart(earlier.session.id, stay.session.id) and not _overlap(earlier, stay):
                found.update(new)
        on.append(stay)
    return frozenset(found)


def missing_times(found: Iterable[Stay], names: Mapping[str, str]) -> tuple[str, ...]:
    """What is not said of these sessions: ``the start of the spray``, ``the end of the lunch``."""
    return tuple(
        f"the {what} of {names[stay.session.id]}"
        for stay in sorted(found, key=lambda stay: stay.number)
        for what, known in (("start", stay.start_is_known), ("end", stay.end_is_known))
        if not known
    )
