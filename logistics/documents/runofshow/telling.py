"""How staff read a time: what is stated, what follows from it, and what is only inferred, each in its own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from logistics.disclosure import Known, Moment
from logistics.documents.wording import Wording
from logistics.model import Event
from logistics.moments import Instant, letters, offset_minutes, wall
from logistics.plan.words import clock_words, zone_words

_DAY = 24 * 60 * 60
_EXACT = (Known.STATED, Known.DERIVED, Known.ABOUT)


class Bounds(NamedTuple):
    """Between which instants a moment lies; None where nothing but the event's own day bounds it."""

    first: Instant | None
    last: Instant | None

    @property
    def any(self) -> Instant | None:
        """The instant by which it is put in order."""
        return self.first if self.first is not None else self.last

    @property
    def both(self) -> bool:
        """Whether it is bounded on either side."""
        return self.first is not None and self.last is not None


def bounds(moment: Moment | None) -> Bounds:
    """What is known of a moment. An approximate one is where it is said to be about."""
    if moment is None or moment.known is Known.UNKNOWN:
        return Bounds(None, None)
    said = moment.said
    if moment.known is Known.ABOUT:
        return Bounds(moment.meant, moment.meant)
    if moment.known is Known.WINDOW and said is not None:
        return Bounds(said.first, said.last)
    if moment.known in _EXACT:
        return Bounds(moment.earliest, moment.latest)
    by_day = [any(fact.rule == "ORD019" for fact in why) for why in (moment.why_earliest, moment.why_latest)]
    return Bounds(None if by_day[0] else moment.earliest, None if by_day[1] else moment.latest)


def is_inferred(moment: Moment) -> bool:
    """Whether nobody stated the time of a moment and it does not follow exactly either."""
    return moment.known in (Known.INFERRED, Known.TO_BE_DETERMINED)


@dataclass(frozen=True)
class Telling:
    """Words for the times of one programme. ``zones`` are its zones, the event's first; alike ones count once."""

    words: Wording
    zones: tuple[str, ...]
    lettered: bool

    @classmethod
    def of(cls, words: Wording, event: Event, moments: Iterable[Moment]) -> Telling:
        """The words for these moments: with zone letters where these differ."""
        seen = {letters(at, moment.zone) for moment in moments if (at := bounds(moment).any) is not None}
        zones: dict[tuple[str, int], str] = {}
        noon = min((at for moment in moments if (at := bounds(moment).any) is not None), default=0)
        for zone in (event.zone, *(event.zone_of(session) for session in event.sessions)):
            zones.setdefault((letters(noon, zone), offset_minutes(noon, zone)), zone)
        return cls(words, tuple(zones.values()), len(seen) > 1)

    def day(self, at: Instant) -> dt.date:
        """The day of an instant in the event's own zone."""
        return wall(at, self.zones[0]).date()

    def time(self, moment: Moment, zone: str = "") -> str:
        """``8:30 a.m.``, ``about 8:15 a.m.``, ``between 8:38 a.m. and 8:55 a.m. (inferred)``; empty if unknown."""
        first, last = bounds(moment)
        zone = zone or moment.zone
        if first is None and last is None:
            return ""
        if first is not None and last is not None:
            text = self.clock(first, zone) if first == last else self.span("time.between", first, last, zone)
            if moment.known is Known.ABOUT:
                return self.words("time.about", time=text)
        elif first is not None:
            text = self.words("time.after", time=self.clock(first, zone))
        else:
            assert last is not None  # one of the two is known
            text = self.words("time.before", time=self.clock(last, zone))
        return self.words("time.inferred", time=text) if is_inferred(moment) else text

    def elsewhere(self, moment: Moment) -> str:
        """The same time on the clocks of the other zones; empty where there is one zone."""
        at = bounds(moment).any
        if at is None or len(self.zones) == 1:
            return ""
        here = letters(at, moment.zone)
        return "; ".join(self.time(moment, zone) for zone in self.zones if letters(at, zone) != here)

    def known(self, moment: Moment | None) -> str:
        """``stated``, ``inferred``, ``not stated``."""
        return self.words(f"known.{moment.known.value if moment else Known.UNKNOWN.value}")

    def clock(self, at: Instant, zone: str, *, zoned: bool = True) -> str:
        """``8:30 a.m.``, with the letters of the zone where there are several, and the day where it is another."""
        text = clock_words(at, zone)
        if self.lettered and zoned:
            text = f"{text} {letters(at, zone)}"
        day = wall(at, zone).date()
        return (
            text if day == self.day(at) else self.words("time.on", time=text, day=self.words.date(day, "day"))
        )

    def span(self, key: str, first: Instant, last: Instant, zone: str) -> str:
        """Two times with the words of ``key`` between them."""
        opens = self.clock(first, zone, zoned=letters(first, zone) != letters(last, zone))
        closes = self.clock(last, zone)
        if self.day(first) != self.day(last) and wall(last, zone).date() == self.day(last):
            closes = self.words("time.on", time=closes, day=self.words.date(self.day(last), "day"))
        return self.words(key, first=opens, last=closes)

    def zone_note(self, moments: Iterable[Moment]) -> str:
        """``All times Eastern Standard Time (EST)``; empty where no time is known."""
        named = {
            letters(at, moment.zone): zone_words(at, moment.zone)
            for moment in moments
            if (at := bounds(moment).any) is not None
        }
        if len(named) == 1:
            return self.words("zone.one", zone=next(iter(named.values())))
        return self.words("zone.several", zones="; ".join(named.values())) if named else ""
