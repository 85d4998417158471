"""Moving one time: as little as will take a finding away, and nothing else with it.

The time is clamped into the window that the rest of the plan leaves for it, and into the margins that it is to keep;
where another margin shows when it is tried, into that one too. That is the least move, as every time that fits lies in
all of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from logistics.errors import MomentError
from logistics.model import Clock, Shape, When
from logistics.model.clocks import instant_of
from logistics.moments import HOUR, MINUTE, Instant, letters, wall
from logistics.operations.mending.proof import Proof
from logistics.operations.mending.rewriting import moved
from logistics.operations.mending.trees import Mend, text_at
from logistics.plan import Moment, Plan
from logistics.plan.words import clock_words, short_date_words
from logistics.rules.base import Margin, facts_of, gap
from logistics.rules.publication.papers import release_words

MOVED_FOR: Final = frozenset(
    (
        *("ORD001", "ORD002", "ORD003", "ORD004", "ORD005", "ORD006", "ORD009", "ORD010", "ORD011", "ORD012"),
        *("ORD013", "ORD019", "ORD022", "ORD023", "ACC005", "ROM003", "PRN001", "LIV001", "LIV005", "PUB010"),
        *("CAL004", "CAL009"),
    )
)
"""The rules that find fault with how times lie to each other, or to their day."""

_ROUNDS: Final = 5
_MOST_OTHERS: Final = 3
_GRID: Final = 5 * MINUTE
_HALF_A_DAY: Final = 12 * HOUR


def moves(proof: Proof) -> tuple[Mend, ...]:
    """The moves that mend a finding, of each of its times the nearest, the smallest move first."""
    found = [
        (abs(at - time.at), time.moved_to(at)) for time in _times(proof) for at in _moves_of(proof, time)
    ]
    return tuple(mend for _, mend in sorted(found, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class _Time:
    """An exact time of the file. ``day`` is the one that it is on where it names none."""

    path: str
    point: str
    text: str
    clock: Clock
    zone: str
    at: Instant
    plan: Plan
    says: str

    def moved_to(self, at: Instant) -> Mend:
        """The edit that puts it there, written as it was."""
        local, own = wall(at, self.zone), wall(self.at, self.zone).date()
        day = local.date() if local.date() != own else None
        shown = letters(at, self.zone) if self._says_which_zone else None
        return Mend(f"{self.says} {self._words(at)}", self.path, moved(self.text, local.time(), day, shown))

    @property
    def _says_which_zone(self) -> bool:
        """Whether its letters tell standard time from summer time: ``EST``, not ``ET``."""
        written = self.clock.letters or ""
        return len(written) > 2 and written == letters(self.at, self.zone)

    def _words(self, at: Instant) -> str:
        several = len({moment.zone for moment in self.plan.moments.values()}) > 1
        zoned = f" {letters(at, self.zone)}" if self.clock.letters or several else ""
        day = wall(at, self.zone).date()
        dated = "" if day == self.plan.event.date.date else f"{short_date_words(day)}, "
        return f"{dated}{clock_words(at, self.zone)}{zoned}"


@dataclass(frozen=True)
class _Room:
    """From when to when a time may be (None: no bound)."""

    low: Instant | None = None
    high: Instant | None = None

    def __and__(self, other: _Room) -> _Room:
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        return _Room(max(lows, default=None), min(highs, default=None))

    def nearest(self, at: Instant) -> Instant | None:
        """The nearest time in it, on a full five minutes where there is room for that; None where there is no room."""
        if self.low is not None and self.high is not None and self.low > self.high:
            return None
        if self.low is not None and at < self.low:
            rounded = -(-self.low // _GRID) * _GRID
            return self.low if self.high is not None and rounded > self.high else rounded
        if self.high is not None and at > self.high:
            rounded = self.high // _GRID * _GRID
            return self.high if self.low is not None and rounded < self.low else rounded
        return at


def _times(proof: Proof) -> Iterator[_Time]:
    """The exact times among the facts of a finding."""
    for path in dict.fromkeys(fact.path for fact in proof.finding.facts):
        text = text_at(proof.tree, path)
        time = _time(proof.plan, path, text) if text else None
        if time is not None:
            yield time


def _time(plan: Plan, path: str, text: str) -> _Time | None:
    try:
        when = When.read(text)
    except MomentError:
        return None
    if when.shape is not Shape.EXACT or len(when.clocks) != 1:
        return None
    if found := _STATEMENT.fullmatch(path):
        return _of_a_paper(plan, path, int(found[1]), int(found[2]), when)
    moment = next(iter(plan.by_path.get(path, ())), None)
    if moment is None or moment.said is None or moment.said.meant is None:
        return None
    says = f"Move {_noun(plan, moment)} to"
    return _Time(path, moment.point, text, when.clock, moment.zone, moment.said.meant, plan, says)


_STATEMENT: Final = re.compile(r"releases\[(\d+)\]\.states\[(\d+)\]\.when", re.ASCII)


def _of_a_paper(plan: Plan, path: str, number: int, which: int, when: When) -> _Time | None:
    """A time that a release states. It is on the day of the moment, where it names none."""
    release = plan.event.releases[number]
    moment = plan.moment(release.states[which].point)
    zone = plan.zone_at(path)
    known = moment.exact if moment else None
    day = plan.event.date.date if known is None else wall(known, zone).date()
    try:
        at = instant_of(when.clock, day, zone)
    except MomentError:
        return None
    return _Time(path, "", when.text, when.clock, zone, at, plan, f"Let {release_words(release)} say")


_NOUNS: Final = (
    (" is streamed live", "the livestream of {}"),
    (" starts", "the start of {}"),
    (" ends", "the end of {}"),
    (" opens", "the opening of {}"),
    (" closes", "the close of {}"),
    (" is", "{}"),
    (" are", "{}"),
)


def _noun(plan: Plan, moment: Moment) -> str:
    """``final access for writers``, with its session where others have the same: ``… at the dialogue``."""
    what = moment.said.what if moment.said else moment.point
    ending, noun = next(((ending, noun) for ending, noun in _NOUNS if what.endswith(ending)), ("", "{}"))
    words = noun.replace("{}", what.removesuffix(ending))
    alike = [
        other for other in plan.moments.values() if other.said and other.said.what == what and other.path
    ]
    name = plan.names.get(moment.point.partition(".")[0])
    return f"{words} at {name}" if len(alike) > 1 and name else words


def _moves_of(proof: Proof, time: _Time) -> Iterator[Instant]:
    """Where a time may go: the nearest place; where that is far, also the same hour of the other half of the day."""
    nearest = _on_the_days(proof, time) or _nearest(proof, time) or _nearest_other(proof, time)
    if nearest is not None:
        yield nearest
    if time.clock.twelve_hour and (nearest is None or abs(nearest - time.at) > _HALF_A_DAY / 4):
        flipped = time.at + (-_HALF_A_DAY if time.clock.time.hour >= 12 else _HALF_A_DAY)
        if flipped != nearest and proof.of(time.moved_to(flipped)):
            yield flipped


def _nearest(proof: Proof, time: _Time) -> Instant | None:
    """The nearest place by the window that the rest of the plan leaves, and by the margins that are to be kept."""
    room, margin = _window(proof, time), proof.finding.margin
    if margin is not None:
        room &= _kept(proof.plan, margin, time, time.at)
    for _ in range(_ROUNDS):
        at = room.nearest(time.at)
        tried = proof.tried(time.moved_to(at)) if at is not None and at != time.at else None
        if at is None or tried is None or tried.mends:
            return at if tried else None
        narrower = room
        for found in tried.new:
            if found.margin is not None:
                narrower &= _kept(tried.plan, found.margin, time, at)
        if narrower == room:
            return None
        room = narrower
    return None


def _window(proof: Proof, time: _Time) -> _Room:
    """When a time can be by all the others: its window where nothing is said of it."""
    left = proof.planned(Mend("", time.path, Shape.TO_BE_DETERMINED.value)) if time.point else None
    moment = left.moment(time.point) if left else None
    return _Room(moment.earliest, moment.latest) if moment else _Room()


def _kept(plan: Plan, margin: Margin, time: _Time, at: Instant) -> _Room:
    """Where a time, which is now at ``at``, may be for a margin to be kept."""
    first, second = plan.moments[margin.first], plan.moments[margin.second]
    moves_first, moves_second = (
        time.path in {fact.path for fact in facts_of(moment)} for moment in (first, second)
    )
    if moves_first == moves_second:
        return _Room()
    known = gap(plan, first, second)
    later = _difference(margin.least, known.most)
    latest = _difference(margin.most, known.least)
    if moves_first:
        later, latest = _negative(latest), _negative(later)
    return _Room(_sum(at, later), _sum(at, latest))


def _difference(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def _negative(value: int | None) -> int | None:
    return None if value is None else -value


def _sum(at: Instant, seconds: int | None) -> Instant | None:
    return None if seconds is None else at + seconds


def _nearest_other(proof: Proof, time: _Time) -> Instant | None:
    """Of the other times among the facts the nearest at which it mends."""
    others = {other.at for other in _times(proof)} - {time.at}
    nearest = sorted(others, key=lambda at: (abs(at - time.at), at))
    return next((at for at in nearest[:_MOST_OTHERS] if proof.of(time.moved_to(at))), None)


def _on_the_days(proof: Proof, time: _Time) -> Instant | None:
    """Of a time with a wrong day, the same hour of the event's day."""
    event, day = proof.plan.event, time.clock.day
    if day is None or event.date.date <= day <= (event.last_date or event.date).date:
        return None
    try:
        at = instant_of(replace(time.clock, day=event.date.date), event.date.date, time.zone)
    except MomentError:
        return None
    return at if proof.of(time.moved_to(at)) else None
