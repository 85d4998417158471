"""The rows of the chart: from sessions, access times and streams to the bars and marks of each place and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from logistics.disclosure import Known, Moment, Programme
from logistics.documents.runofshow.cues import Places, coverage, status_after
from logistics.documents.runofshow.marks import Access, Bar, Label, Row, Style
from logistics.documents.runofshow.telling import Bounds, Telling, bounds, is_inferred
from logistics.documents.sessions import Names
from logistics.documents.wording import Wording
from logistics.model import ALL_PRESS, AccessTime, Coverage, Session, Status
from logistics.moments import HOUR, Instant, end_of, start_of
from logistics.plan import points
from logistics.plan.words import access_words, capital, coverage_words, listed, step_words

_PARTLY = {
    Coverage.SPRAY_AT_TOP,
    Coverage.POOLED_SPRAY_AT_TOP,
    Coverage.SPRAY_AT_BOTTOM,
    Coverage.POOLED_SPRAY_AT_BOTTOM,
    Coverage.OPENING_REMARKS,
    Coverage.POOLED_OPENING_REMARKS,
}
_OPEN = {Coverage.OPEN, Coverage.PRE_CREDENTIALED, Coverage.VIRTUAL_OPEN}
_ENTRANCE, _ROOM, _STREAM = 0, 1, 2
_ONE_CHART = 10 * HOUR  # a longer day is drawn in stretches of about _STRETCH
_STRETCH = 7 * HOUR


def _style(who: Coverage | None, *, technical: bool = False) -> Style:
    if who is None:
        return Style.STAFF if technical else Style.UNSAID
    if who in _PARTLY:
        return Style.PART
    if who in _OPEN:
        return Style.OPEN
    return {Coverage.POOLED: Style.POOLED, Coverage.CLOSED: Style.CLOSED}.get(who, Style.UNSAID)


@dataclass
class _Place:
    """A row being filled; ``order`` puts entrances first, then rooms, then streams, each as in the file."""

    order: tuple[int, ...]
    under: str
    bars: list[Bar] = field(default_factory=list)
    access: list[Access] = field(default_factory=list)

    @property
    def spans(self) -> list[tuple[Instant, Instant]]:
        """From when to when each of its items is drawn."""
        return [(bar.known[0], bar.known[-1]) for bar in self.bars] + [
            (entry.at, entry.at) for entry in self.access
        ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a day that makes one chart. ``whole``: the day has no other."""

    day: dt.date
    whole: bool
    rows: tuple[Row, ...]


@dataclass
class Rows:
    """Fills the rows of a programme."""

    programme: Programme
    words: Wording
    names: Names
    places: Places
    telling: Telling
    _rows: dict[str, _Place] = field(default_factory=dict)

    def pieces(self) -> tuple[Piece, ...]:
        """The charts to draw: one a day, or several where a day is too long for one."""
        for session in self.programme.event.sessions:
            self._session(session)
            for entry in session.access:
                self._access(session, entry)
            for number, _ in enumerate(session.livestreams):
                self._stream(session, number)
        spans = [span for place in self._rows.values() for span in place.spans]
        made = []
        for day in sorted({day for span in spans for day in self._days(span)}):
            whole = (start_of(day, self._zone), end_of(day, self._zone))
            eventful = [ends for ends in _stretches(spans, *whole) if _begins_or_ends(spans, *ends)]
            made += [Piece(day, len(eventful) == 1, self._between(*ends)) for ends in eventful]
        return tuple(made)

    @property
    def _zone(self) -> str:
        return self.telling.zones[0]

    def _days(self, span: tuple[Instant, Instant]) -> tuple[dt.date, dt.date]:
        """The days on which a thing begins and ends; days that it only goes through have no chart for it."""
        first, last = span
        return self.telling.day(first), self.telling.day(max(last - 1, first))

    def _between(self, opens: Instant, closes: Instant) -> tuple[Row, ...]:
        ordered = sorted(self._rows.items(), key=lambda item: (item[1].order, item[0]))
        rows = (
            Row(
                name,
                place.under,
                tuple(self._cut(bar, opens, closes) for bar in place.bars if _is_within(bar, opens, closes)),
                tuple(entry for entry in place.access if opens <= entry.at < closes),
            )
            for name, place in ordered
        )
        return tuple(row for row in rows if row.bars or row.access)

    def _cut(self, bar: Bar, opens: Instant, closes: Instant) -> Bar:
        """The bar as far as it lies in a stretch. An end that nobody stated stays open where it lies inside."""

        def within(time: Instant | None) -> Instant | None:
            return None if time is None else min(max(time, opens), closes)

        if opens <= bar.known[0] and bar.known[-1] <= closes:
            return bar
        after = self.words("continued") + bar.label.after if bar.known[0] < opens else bar.label.after
        return replace(
            bar,
            label=replace(bar.label, after=after),
            begins=opens if bar.known[0] < opens else bar.begins,
            surely_from=within(bar.surely_from),
            surely_until=within(bar.surely_until),
            ends=closes if bar.known[-1] > closes else bar.ends,
        )

    def _place(self, name: str, session: Session, group: int, number: int) -> _Place:
        """The row of a name: by group, the venue's place in the file and its own place in the venue."""
        event, venue = self.programme.event, self.places.venue(session)
        several = len(event.venues) > 1
        at = event.venues.index(venue) if venue in event.venues else len(event.venues)
        under = venue.name if venue and several and group != _STREAM and venue.name not in name else ""
        order = (group, 0 if group == _STREAM else at, number)
        return self._rows.setdefault(name, _Place(order, under))

    def _session(self, session: Session) -> None:
        name = self.places.room(session)
        venue = self.places.venue(session)
        rooms = [room.name for room in venue.rooms] if venue else []
        place = self._place(name, session, _ROOM, rooms.index(name) if name in rooms else len(rooms))
        moments = (self.programme.moment(points.start(session)), self.programme.moment(points.end(session)))
        style = _style(session.coverage, technical=session.kind.is_technical)
        self._bar(place, moments, style, self.names.heading(session), session, coverage(session, self.words))
        for part in session.parts:
            ends = (
                self.programme.moment(points.part_start(session, part)),
                self.programme.moment(points.part_end(session, part)),
            )
            who = coverage_words(part.coverage)
            if ends[0] is not None and not is_inferred(ends[0]):
                self._bar(place, ends, _style(part.coverage), part.title, session, who)

    def _stream(self, session: Session, number: int) -> None:
        stream = session.livestreams[number]
        moments = (
            self.programme.moment(points.stream_start(session, number)),
            self.programme.moment(points.stream_end(session, number)),
        )
        if moments[0] is None or not bounds(moments[0]).both:
            return
        place = self._place(self.places.stream(stream), session, _STREAM, 0)
        self._bar(place, moments, Style.OPEN, self.names.heading(session), session, stream.covers or "")

    def _bar(
        self, place: _Place, moments: tuple[Moment | None, Moment | None], style: Style, name: str,
        session: Session, says: str,
    ) -> None:  # fmt: skip
        start, end = moments
        begin = bounds(start)
        if start is None or begin.any is None or start.known is Known.TO_BE_DETERMINED:
            return
        cancelled = session.status is Status.CANCELLED
        inferred = start.known is Known.INFERRED
        exact = start.known in (Known.STATED, Known.DERIVED)
        key = "label.about" if start.known is Known.ABOUT else "label.begins"
        told = "" if exact else self.words(key, time=self.telling.time(start))
        label = Label(name, after=told + status_after(session, self.words), struck=cancelled)
        until = bounds(end) if bounds(end).both else Bounds(None, None)
        drawn = Style.CANCELLED if cancelled else Style.INFERRED if inferred else style
        ends = self.telling.time(end) if end is not None and until.both else ""
        when = "; ".join(filter(None, (self.telling.time(start), ends)))
        tip = f"{name}{status_after(session, self.words)}: {when}" + (f" ({says})" if says else "")
        sure = until.first is not None and (begin.last is None or until.first >= begin.last)
        bar = Bar(drawn, label, tip, begin.first, begin.last, until.first if sure else None, until.last)
        place.bars.append(bar)

    def _press(self, entry: AccessTime) -> str:
        """The press of an access time in the few words that a chart has room for."""
        if set(entry.press) == set(ALL_PRESS):
            return self.words("press.all")
        return listed([self.words(f"press.{category.value}") for category in entry.press])

    def _access(self, session: Session, entry: AccessTime) -> None:
        opens = self.programme.moment(points.access(session, entry))
        within = bounds(opens)
        if opens is None or within.any is None or opens.known is Known.TO_BE_DETERMINED:
            return
        venue = self.places.venue(session)
        name = self.places.entrance(session, entry)
        doors = [door.name for door in venue.entrances] if venue else []
        place = self._place(name, session, _ENTRANCE, doors.index(name) if name in doors else len(doors))
        at, until = within.any, within.last
        time = self.telling.time(opens)
        if entry.by and not entry.from_ and not is_inferred(opens):
            time = self.words("time.by", time=time)
        closes = (
            self.programme.moment(points.access_close(session, entry)) if points.has_window(entry) else None
        )
        if entry.from_ and closes is None and not is_inferred(opens):
            time = self.words("time.from", time=time)
        if closes is not None and closes.exact is not None and opens.exact is not None:
            until = closes.exact
            time = self.telling.span("time.window", at, until, opens.zone)
        after = status_after(session, self.words)
        said = self.words(
            "label.access", time=time, step=capital(step_words(entry.step)), press=self._press(entry)
        )
        tip = f"{time} {capital(access_words(entry))}: {self.names.heading(session)}{after}"
        label = Label("", before=said, after=after, struck=session.status is Status.CANCELLED)
        mark = Access(label, tip, at, until if until != at else None, is_inferred(opens))
        place.access.append(mark)


def _is_within(bar: Bar, opens: Instant, closes: Instant) -> bool:
    first, last = bar.known[0], bar.known[-1]
    return opens <= first < closes or (first < opens and last > opens)


def _begins_or_ends(spans: Sequence[tuple[Instant, Instant]], opens: Instant, closes: Instant) -> bool:
    """Whether a stretch has any news; where things only go on, no chart is drawn."""
    return any(opens <= first < closes or opens < last <= closes for first, last in spans)


def _stretches(
    spans: Sequence[tuple[Instant, Instant]], opens: Instant, closes: Instant
) -> Iterator[tuple[Instant, Instant]]:
    """A day in stretches that a chart can show: the hours in use, in about equal parts that cut few items."""
    inside = [
        (max(first, opens), min(last, closes)) for first, last in spans if first < closes and last >= opens
    ]
    first, last = min(span[0] for span in inside), max(span[1] for span in inside)
    first -= (first - opens) % HOUR
    count = 1 if last - first <= _ONE_CHART else -(-(last - first) // _STRETCH)
    begin = opens
    for number in range(1, count):
        even = first + (last - first) * number // (count * HOUR) * HOUR
        near = (even, even - HOUR, even + HOUR)
        cut = min(near, key=lambda at: (sum(start < at < end for start, end in inside), near.index(at)))
        yield begin, cut
        begin = cut
    yield begin, closes
