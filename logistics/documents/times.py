"""How a programme tells its times: what is stated, as it is stated; never what is only inferred."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from logistics.disclosure import NOT_STATED, Known, Moment, Programme
from logistics.documents.sessions import Names, days
from logistics.documents.wording import NBSP, Wording
from logistics.model import AccessTime, Session, Shape, When
from logistics.moments import Instant, letters, wall
from logistics.plan import points
from logistics.plan.words import clock_words, length_words


class Manner(StrEnum):
    """How a time is told, which decides the words around it."""

    EXACT = "exact"
    ABOUT = "about"
    WINDOW = "window"
    RELATIVE = "relative"
    UNDETERMINED = "undetermined"
    UNSTATED = "unstated"

    @property
    def in_words(self) -> bool:
        """Whether words stand in place of a clock time."""
        return self in (Manner.RELATIVE, Manner.UNDETERMINED, Manner.UNSTATED)

    @property
    def is_open(self) -> bool:
        """Whether nobody tells the time."""
        return self in (Manner.UNDETERMINED, Manner.UNSTATED)


@dataclass(frozen=True, slots=True)
class Told:
    """A time in words; false where nothing was said. ``bare`` is for after a word such as “until”, where it differs."""

    text: str = ""
    manner: Manner = Manner.EXACT
    bare: str = ""

    @property
    def after_a_word(self) -> str:
        """``the start`` where the text is ``at the start``."""
        return self.bare or self.text

    def __bool__(self) -> bool:
        return bool(self.text)


_NOTHING = Told()


@dataclass(frozen=True)
class Times:
    """The times of one programme in one language."""

    programme: Programme
    words: Wording
    names: Names

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """The letters of the zones that the told times of sessions are in: ``("EST",)``."""
        return tuple(sorted({letters(at, zone) for at, zone in self._instants}))

    @cached_property
    def _instants(self) -> tuple[tuple[Instant, str], ...]:
        sessions = [f"{session.id}." for session in self.programme.event.sessions]
        return tuple(
            (at, moment.zone)
            for moment in self.programme.moments.values()
            if any(moment.point.startswith(name) for name in sessions)
            for at in _instants(moment)
        )

    @property
    def zone_note(self) -> str:
        """``All times Eastern Standard Time (EST)``; empty where no time is told."""
        if len(self.zones) > 1:
            return self.words("zone.several")
        if not self._instants:
            return ""
        at, zone = self._instants[0]
        name = self.words.zone_name(at, zone)
        return self.words("zone.one" if name else "zone.one.letters", zone=name, letters=self.zones[0])

    def day_of(self, session: Session) -> dt.date | None:
        """The day that times of this session are on unless they say another; None where that is not known."""
        return self._days[session.id]

    @cached_property
    def _days(self) -> Mapping[str, dt.date | None]:
        return days(self.programme)

    def told(self, point: str, when: When | None, day: dt.date | None = None, *, zoned: bool = False) -> Told:
        """A moment in words. ``day`` is what the reader takes for granted: another day is said.

        Where nobody states the moment (``when`` is None) nothing is told, even if it follows exactly.
        """
        if when is None:
            return _NOTHING
        moment = self.programme.moment(point)
        zoned = zoned or len(self.zones) > 1
        if (
            moment is not None
            and moment.known in (Known.STATED, Known.DERIVED)
            and moment.earliest is not None
        ):
            return Told(self._clock(moment.earliest, moment.zone, day, zoned))
        if moment is not None and moment.known is Known.ABOUT and moment.meant is not None:
            clock = self._clock(moment.meant, moment.zone, day, zoned)
            return Told(self.words("time.about", time=clock), Manner.ABOUT)
        if (
            moment is not None
            and moment.known is Known.WINDOW
            and moment.said
            and moment.said.last is not None
        ):
            first, last = moment.earliest, moment.said.last
            if first is not None:
                return Told(self._window((first, last), moment.zone, day, zoned), Manner.WINDOW)
        return self._unplaced(point, when)

    def _unplaced(self, point: str, when: When) -> Told:
        if when.shape is Shape.RELATIVE:
            text, bare = (self._relative(when, point.split(".", 1)[0], at) for at in ("at", "bare"))
            return Told(text, Manner.RELATIVE, bare)
        if when == NOT_STATED:
            bare = self.words("time.unstated.bare")
            return Told(self.words("time.unstated"), Manner.UNSTATED, bare)
        bare = self.words("time.undetermined.bare")
        return Told(self.words("time.undetermined"), Manner.UNDETERMINED, bare)

    def span(self, session: Session) -> Told:
        """When a session is: its start, with its end where that is told."""
        day = self.day_of(session)
        start = self.told(points.start(session), session.start, day)
        ends = [self.programme.moment(name(session)) for name in (points.start, points.end)]
        first, last = ends
        if (
            first
            and last
            and first.exact is not None
            and last.exact is not None
            and session.start
            and session.end
        ):
            zoned = len(self.zones) > 1
            return Told(self._window((first.exact, last.exact), first.zone, day, zoned), Manner.WINDOW)
        return start

    def access(self, session: Session, entry: AccessTime) -> Told:
        """When press must be where: ``8:30 a.m.``, ``no later than …``, ``10:00 to 10:20 a.m.``"""
        day = self.day_of(session)
        opens = self.told(
            points.access(session, entry), entry.at or entry.by or entry.from_ or entry.between, day
        )
        if points.has_window(entry):
            return self._two_ends(session, entry, opens, day)
        if entry.by is not None and not opens.manner.is_open:
            return Told(self.words("time.by", time=opens.after_a_word), opens.manner)
        if entry.from_ is not None and not opens.manner.is_open:
            return Told(self.words("time.from", time=opens.after_a_word), opens.manner)
        return opens

    def _two_ends(self, session: Session, entry: AccessTime, opens: Told, day: dt.date | None) -> Told:
        closing = points.access_close(session, entry)
        first, last = (self.programme.moment(point) for point in (points.access(session, entry), closing))
        if (
            first
            and last
            and first.exact is not None
            and last.exact is not None
            and first.exact != last.exact
        ):
            zoned = len(self.zones) > 1
            return Told(self._window((first.exact, last.exact), first.zone, day, zoned), Manner.WINDOW)
        closes = self.told(closing, entry.by or entry.between, day)
        if closes == opens:
            return opens
        return Told(
            self.words("time.range", first=opens.after_a_word, last=closes.after_a_word), Manner.WINDOW
        )

    def alone(self, point: str, when: When | None) -> Told:
        """A time that stands by itself, with its zone and its day: ``7:00 p.m. EST, December 13, 2017``."""
        moment = self.programme.moment(point)
        told = self.told(point, when, self._day(moment), zoned=True)
        day = self._day(moment)
        if day is None or told.manner.in_words:
            return told
        return Told(self.words("time.alone", time=told.text, date=self.words.date(day)), told.manner)

    def _day(self, moment: Moment | None) -> dt.date | None:
        found = _instants(moment) if moment else ()
        return wall(found[0], moment.zone).date() if moment and found else None

    def _clock(self, at: Instant, zone: str, day: dt.date | None, zoned: bool) -> str:
        text = clock_words(at, zone).replace(" ", NBSP)
        if zoned:
            text = self.words("time.zoned", time=text, zone=letters(at, zone))
        on = wall(at, zone).date()
        if on == day:
            return text
        form = "day" if on.year == self.programme.event.date.date.year else "date"
        return self.words("time.dated", day=self.words.date(on, form), time=text)

    def _window(self, ends: tuple[Instant, Instant], zone: str, day: dt.date | None, zoned: bool) -> str:
        first, last = ends
        same_letters = letters(first, zone) == letters(last, zone)
        opens = self._clock(first, zone, day, zoned and not same_letters)
        closes = self._clock(last, zone, wall(first, zone).date(), zoned)
        halves = [clock_words(end, zone).rpartition(" ")[2] for end in ends]
        if halves[0] == halves[1] and opens.endswith(NBSP + halves[0]):
            opens = opens.removesuffix(NBSP + halves[0])
        return self.words("time.range", first=opens, last=closes)

    def _relative(self, when: When, own: str, at: str) -> str:
        session, _, which = when.anchor.rpartition(".")
        seconds = when.offset_seconds
        side = at if seconds == 0 else "before" if seconds < 0 else "after"
        text = self.words(f"time.{side}.{which}", span=length_words(abs(seconds)).replace(" ", NBSP))
        if not session or session == own or session not in self.names.references:
            return text
        return self.words("time.of", time=text, session=self.names.reference(session))


def _instants(moment: Moment) -> tuple[Instant, ...]:
    """The instants that are told of a moment; none where it is only inferred or to be determined."""
    if moment.meant is not None:
        return (moment.meant,)
    if (
        moment.known is Known.WINDOW
        and moment.said
        and moment.said.first is not None
        and moment.said.last is not None
    ):
        return (moment.said.first, moment.said.last)
    return ()
