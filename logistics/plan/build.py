"""From an event to its plan: windows for every moment with their reasons, and every contradiction explained.

The network is solved twice. What is stated and what cannot be otherwise comes first: only that can make a plan
inconsistent. Then the house's assumptions join in; where they do not fit, that is told, and they give way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from logistics.model import Event, Shape, When
from logistics.model.times import AsWritten
from logistics.moments import Instant
from logistics.network import ORIGIN, Conflict, Link, Solution, Window, contradicts, solve
from logistics.plan.draft import Draft, Said, fact_of
from logistics.plan.facts import Basis, Fact
from logistics.plan.laws import circles
from logistics.plan.links import draft
from logistics.plan.parameters import STATE, Profile
from logistics.plan.values import Value, of_kind, values_of
from logistics.plan.words import length_words, sentence


class Known(StrEnum):
    """How a moment is known. Only what is stated or follows exactly from it may be told outside the office."""

    STATED = "stated"
    ABOUT = "about"
    WINDOW = "window"
    DERIVED = "derived"
    TO_BE_DETERMINED = "to be determined"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the plan.

    ``earliest`` and ``latest`` bound it (None: unbounded); the two tuples say why. For STATED and DERIVED the
    two are equal; for ABOUT and WINDOW ``said`` has the stated ends. ``path`` is where the file states it.
    """

    point: str
    zone: str
    known: Known
    earliest: Instant | None
    latest: Instant | None
    said: Said | None = None
    why_earliest: tuple[Fact, ...] = ()
    why_latest: tuple[Fact, ...] = ()

    @property
    def exact(self) -> Instant | None:
        """The instant, where it is stated or follows exactly from what is stated."""
        return self.earliest if self.known in (Known.STATED, Known.DERIVED) else None

    @property
    def meant(self) -> Instant | None:
        """The one instant that may be told: exact, or what an approximate time names."""
        return self.said.meant if self.known is Known.ABOUT and self.said else self.exact

    @property
    def when(self) -> When | None:
        """The time as the file writes it."""
        return self.said.when if self.said else None

    @property
    def path(self) -> str:
        """Where the file states it; empty where it does not."""
        stated = self.said and (self.said.when is not None or self.said.first is not None)
        return self.said.path if self.said and stated and self.known is not Known.INFERRED else ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that cannot all hold: the few that make it. Without any one of the stated ones it is gone.

    ``shortfall`` is by how many seconds they miss each other. A ``circle`` has no clock time in it: what follows what
    comes back to where it began.
    """

    facts: tuple[Fact, ...]
    shortfall: int
    circle: bool = False

    @property
    def stated(self) -> tuple[Fact, ...]:
        """The facts of the file, in reading order."""
        return tuple(fact for fact in self.facts if fact.basis is Basis.STATED)

    @property
    def assumed(self) -> tuple[Fact, ...]:
        """The house's assumptions in it; none where the file contradicts itself."""
        return tuple(fact for fact in self.facts if fact.basis is Basis.ASSUMED)

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules that its facts belong to, in order, each once."""
        return tuple(dict.fromkeys(fact.rule for fact in self.facts if fact.rule))

    @property
    def message(self) -> str:
        """What does not fit, by how much, and what it rests on."""
        # Of a circle people see first what follows what, and then the lengths that keep it from closing.
        stated = sorted(self.stated, key=lambda fact: fact.rule != "ORD022") if self.circle else self.stated
        first, *others = [fact.says for fact in stated] or [""]
        joined = (f", {'and' if number else 'but'} {other}" for number, other in enumerate(others))
        laws = dict.fromkeys(fact.says for fact in self.facts if fact.basis is not Basis.STATED)
        apart = f"they miss each other by {length_words(self.shortfall)}"
        says = (
            f"{first}{''.join(joined)}",
            "this goes round in a circle: take one of them out" if self.circle else apart,
            "; ".join(laws),
            "" if self.circle or not others else "change one of them",
        )
        return " ".join(sentence(text) for text in says if text)


@dataclass(frozen=True)
class Plan:
    """An event with everything that follows from it."""

    event: Event
    profile: Profile
    moments: Mapping[str, Moment]
    contradictions: tuple[Contradiction, ...]
    doubts: tuple[Contradiction, ...]
    _by_facts: tuple[Draft, Solution] | None = field(default=None, repr=False, compare=False)

    @property
    def consistent(self) -> bool:
        """Whether what is stated can all be true. Assumptions that do not fit are ``doubts``, not this."""
        return not self.contradictions

    def moment(self, point: str) -> Moment | None:
        """The moment of a name, if the plan has one."""
        return self.moments.get(point)

    @cached_property
    def _draft(self) -> Draft:
        return self._by_facts[0] if self._by_facts else draft(self.event, self.profile)

    @property
    def names(self) -> Mapping[str, str]:
        """What to call each session, by its id."""
        return self._draft.names

    def zone_at(self, path: str) -> str:
        """The zone of a time by its place in the file: ``sessions[1].access[0].at``."""
        known = self._zones
        return known.get(path.partition(".")[0]) or known.get(path.rpartition(".")[0]) or self.event.zone

    @cached_property
    def _zones(self) -> Mapping[str, str]:
        """The zones of what has one of its own: sessions, venues, and what releases state of a moment."""
        event, of_sessions = self.event, self._draft.zones
        zones = {f"sessions[{n}]": of_sessions[session.id] for n, session in enumerate(event.sessions)}
        zones |= {f"venues[{n}]": venue.zone for n, venue in enumerate(event.venues) if venue.zone}
        for number, release in enumerate(event.releases):
            for which, statement in enumerate(release.states):
                if moment := self.moment(statement.point):
                    zones[f"releases[{number}].states[{which}]"] = moment.zone
        return zones

    @cached_property
    def values(self) -> tuple[Value[object], ...]:
        """All that the event says, in the order of the nouns' fields."""
        return values_of(self.event)

    @cached_property
    def texts(self) -> tuple[Value[str], ...]:
        """Of `values` the texts, ids and names included."""
        return of_kind(self.values, str)

    @cached_property
    def times(self) -> tuple[Value[AsWritten], ...]:
        """Of `values` the days, times, lengths and stamps."""
        return of_kind(self.values, AsWritten)

    @property
    def links(self) -> Sequence[Link]:
        """What holds between its moments, assumptions and what was set aside included, in no certain order."""
        return self._draft.links

    @cached_property
    def by_path(self) -> Mapping[str, tuple[Moment, ...]]:
        """The moments that are stated, by where the file states them."""
        found: dict[str, tuple[Moment, ...]] = {}
        for moment in self.moments.values():
            if moment.path:
                found[moment.path] = (*found.get(moment.path, ()), moment)
        return found

    def surely(self, point: str) -> Moment:
        """The moment by what is stated and cannot be otherwise: no assumption narrows it. Raises KeyError."""
        if self._by_facts is None or point not in self.moments:
            raise KeyError(point)
        made, solution = self._by_facts
        why = (
            {point: (solution.why_earliest(point), solution.why_latest(point))}
            if point in solution.windows
            else {}
        )
        return _moment(made, point, solution.windows, why)


def build(event: Event, profile: Profile = STATE) -> Plan:
    """The plan of an event under a profile's parameters. Raises MomentError for a time that no clock shows."""
    made = draft(event, profile)
    made.links.sort(key=_by_moments)
    hard = [link for link in made.links if fact_of(link).basis is not Basis.ASSUMED]
    first = solve(hard)
    set_aside = {fact_of(conflict.set_aside) for conflict in first.conflicts}
    going_on = [link for link in made.links if fact_of(link) not in set_aside]
    second = solve(going_on)
    reasons = second.reasons()
    return Plan(
        event,
        profile,
        {point: _moment(made, point, second.windows, reasons) for point in sorted(_points(made))},
        _with_circles(made, _explained_once(first.conflicts, made.links)),
        _explained_once(second.conflicts, made.links),
        (made, first),
    )


def _by_moments(link: Link) -> tuple[str, str, str]:
    """An order of the links that is not the file's: of equal reasons the network gives the first that it meets."""
    return link.before, link.after, fact_of(link).says


def _points(made: Draft) -> set[str]:
    linked = {point for link in made.links for point in (link.before, link.after)}
    return (linked | set(made.said)) - {ORIGIN}


def _with_circles(made: Draft, contradictions: tuple[Contradiction, ...]) -> tuple[Contradiction, ...]:
    """The contradictions with the circles of order that no stated length shows yet."""
    ordered = circles(made)
    found = _explained_once(solve(ordered).conflicts, ordered) if ordered else ()
    known = [set(contradiction.stated) for contradiction in contradictions]
    return contradictions + tuple(
        item for item in found if not any(facts.issuperset(item.stated) for facts in known)
    )


def _explained_once(conflicts: Sequence[Conflict], links: Sequence[Link]) -> tuple[Contradiction, ...]:
    """All conflicts explained; those that come down to the same places of the file are told once.

    The start and the end of a session are one place: a time that is wrong by both is wrong once.
    """
    by_fact: dict[Fact, list[Link]] = {}
    for link in links if conflicts else ():
        by_fact.setdefault(fact_of(link), []).append(link)
    explained: dict[frozenset[str], Contradiction] = {}
    for conflict in conflicts:
        contradiction = _explained(conflict, by_fact)
        told = contradiction.stated + contradiction.assumed
        places = frozenset(_OF_ONE_SESSION.sub(r"\1", fact.path) or fact.says for fact in told)
        explained.setdefault(places, contradiction)
    return tuple(explained.values())


_OF_ONE_SESSION = re.compile(r"^(sessions\[\d+\])\.(?:start|end)$")


def _explained(conflict: Conflict, by_fact: Mapping[Fact, Sequence[Link]]) -> Contradiction:
    """The conflict's facts, fewest that do: several links may share one fact, so each is tried without."""
    # The chain runs from the latest that is possible to what is asked; people name what is asked first.
    facts = list(dict.fromkeys(fact_of(link) for link in reversed(conflict.links)))
    # Where every fact is one link, the chain is already the fewest.
    shared = sum(len(by_fact[fact]) for fact in facts) > len(conflict.links)
    for fact in [fact for fact in facts if shared and fact.basis is not Basis.LOGIC]:
        if contradicts([link for other in facts if other is not fact for link in by_fact[other]]):
            facts.remove(fact)
    circle = all(ORIGIN not in (link.before, link.after) for link in conflict.links)
    return Contradiction(tuple(facts), conflict.shortfall, circle)


Why = tuple[tuple[Link, ...], tuple[Link, ...]]
"""The links that give the two ends of a window."""


def _moment(made: Draft, point: str, windows: Mapping[str, Window], reasons: Mapping[str, Why]) -> Moment:
    said = made.said.get(point)
    earliest, latest = windows.get(point, Window(None, None))
    why = reasons.get(point, ((), ()))
    known = _how_known(said, why, earliest, latest)
    if known is Known.STATED and said is not None:
        earliest, latest = said.first, said.last
    return Moment(
        point,
        said.zone if said else made.event.zone,
        known,
        earliest,
        latest,
        said,
        *(tuple(fact_of(link) for link in chain) for chain in why),
    )


def _how_known(said: Said | None, why: Why, earliest: Instant | None, latest: Instant | None) -> Known:
    if said is not None and said.first is not None:
        shape = said.when.shape if said.when else Shape.EXACT if said.first == said.last else Shape.WINDOW
        return {Shape.ABOUT: Known.ABOUT, Shape.WINDOW: Known.WINDOW}.get(shape, Known.STATED)
    if earliest is not None and earliest == latest and _rests_on_what_is_stated(why):
        return Known.DERIVED
    if said is not None and said.when is not None and said.when.shape is Shape.TO_BE_DETERMINED:
        return Known.TO_BE_DETERMINED
    return Known.UNKNOWN if earliest is None and latest is None else Known.INFERRED


def _rests_on_what_is_stated(why: Why) -> bool:
    """Whether both ends of a one-instant window follow without any assumption and from one exact clock time."""
    return all(
        fact_of(link).basis is not Basis.ASSUMED and link.at_least == link.at_most
        for chain in why
        for link in chain
    )
