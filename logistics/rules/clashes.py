"""How a clash of sessions is told: with the times of each, and by how long they overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from logistics.plan import Fact, Plan, points
from logistics.plan.names import MOST_SHOWN, the_first
from logistics.plan.words import clock_words, length_words
from logistics.rules.base import facts_of, said_at
from logistics.rules.overlaps import Stay

MEND = "Move one of them, or say how they belong together (at the top of, before, after)."


class Clash:
    """Sessions that are surely on at one time: the first overlaps each of the others."""

    def __init__(self, plan: Plan, names: Mapping[str, str], group: Sequence[Stay]) -> None:
        self._plan, self._names, self._group = plan, names, group

    @property
    def sessions(self) -> tuple[str, ...]:
        """Each with its times: ``the plenary from 9:00 a.m. to 11:00 a.m.``."""
        return the_first([self._with_times(stay) for stay in self._group])

    @property
    def length(self) -> str:
        """``They overlap by 15 minutes.``, or that they are on at one time where no more than that is sure."""
        words = self._length_words()
        return f"They overlap by {words}." if words else "They are on at one time."

    def facts(self, key: str, said: Sequence[str]) -> tuple[Fact, ...]:
        """What makes it: for each session what the file says at ``key``, and the times."""
        return tuple(dict.fromkeys(self._facts(key, said)))

    def _facts(self, key: str, said: Sequence[str]) -> Iterator[Fact]:
        words = self._length_words()
        overlaps = f" (they overlap by {words})" if words else ""
        for stay, says in list(zip(self._group, said, strict=True))[: MOST_SHOWN + 1]:
            yield said_at(f"{says}{overlaps}", f"{stay.path}.{key}")
            yield from facts_of(*(self._plan.moments[point] for point in _ends(stay)))
            overlaps = ""

    def _with_times(self, stay: Stay) -> str:
        start, end = (self._written(point) for point in _ends(stay))
        words = (
            self._names[stay.session.id],
            start and f"from {start}",
            end and f"{'to' if start else 'until'} {end}",
        )
        return " ".join(word for word in words if word)

    def _written(self, point: str) -> str:
        """A time as the file writes it; one that follows from others as the clock shows it then."""
        moment = self._plan.moments[point]
        if moment.when and moment.when.clocks:
            return moment.when.text
        return "" if moment.exact is None else clock_words(moment.exact, moment.zone)

    def _length_words(self) -> str:
        first, *others = self._group
        sure = [
            min(first.surely[1], other.surely[1]) - max(first.surely[0], other.surely[0]) for other in others
        ]
        lengths = sorted(
            length for length in sure if length > 1
        )  # one second is all that is sure of an unsaid end
        if not lengths:
            return ""
        at_least = "" if all(stay.is_exact for stay in self._group) else "at least "
        words = dict.fromkeys(length_words(length) for length in (lengths[0], lengths[-1]))
        return at_least + " to ".join(words)


def _ends(stay: Stay) -> tuple[str, str]:
    return points.start(stay.session), points.end(stay.session)
