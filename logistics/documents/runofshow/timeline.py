"""The timeline of a day: where every bar, label and line of the chart lies. Pure geometry, in CSS pixels.

A row is a place. Its bars lie in tracks, so that none covers another; a label stands in its bar where it fits, else
above it; access times hang below. Lanes keep labels apart: from the latest item to the earliest, one whose label
reaches the anchor of a later item takes a lane one farther from the bar. So no label meets another and no stem
crosses one. The scale is chosen so that the last label ends inside the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from logistics.documents.runofshow.lettering import shortened, width, wrapped
from logistics.documents.runofshow.marks import (
    BAR,
    COLUMN,
    SIZE,
    WIDTH,
    Access,
    Bar,
    Chart,
    Diamond,
    Label,
    Line,
    Row,
    Shape,
    Style,
    Text,
)
from logistics.moments import HOUR, MINUTE, Instant, letters, wall
from logistics.plan.words import clock_words

PLOT: Final = WIDTH - COLUMN
SMALL: Final = 11.0
_NAME_LIMIT: Final = 340.0
_LEAST_NAME: Final = 190.0  # what a long name near the right edge may be cut to before the scale gives way
_PAGE: Final = 740  # what Letter paper, landscape, holds below a heading
_FIRST_PAGE: Final = 560  # and below the head of the document
_LANE: Final = 17
_PAD: Final = 8
_GAP: Final = 6
_TOKEN: Final = 56  # how long an end that nobody stated is drawn
_LEAST_BAR: Final = 5
_DIAMOND: Final = 9  # from the anchor of an access time to its label
_AXIS_LINE: Final = 18


def lanes(items: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """The lane of each item, 0 nearest to the bar; an item is its anchor and where its label ends.

    The rule of the module's head; of items with one anchor the later in the list lies nearer.
    """
    order = sorted(range(len(items)), key=lambda number: (items[number][0], number), reverse=True)
    found: dict[int, int] = {}
    for number in order:
        reached = [found[later] for later in found if items[later][0] <= items[number][1]]
        found[number] = max(reached, default=-1) + 1
    return tuple(found[number] for number in range(len(items)))


def lay_out(rows: Sequence[Row], zones: Sequence[str]) -> tuple[Chart, ...]:
    """The charts of these rows: one, or several of one scale where it would be higher than a printed page.

    The grid follows the first zone; every zone has its own line of the axis.
    """
    scale = _Scale.of(rows, zones[0])
    top = len(zones) * _AXIS_LINE + 6
    pages: list[list[Row]] = []
    left = 0.0
    for row in rows:
        high = _Drawing(scale).row(row, 0)
        if high > left or not pages:
            left = (_PAGE if pages else _FIRST_PAGE) - top
            pages.append([])
        pages[-1].append(row)
        left -= high
    return tuple(_page(scale, page, zones, top) for page in pages)


def _page(scale: _Scale, rows: Sequence[Row], zones: Sequence[str], top: int) -> Chart:
    drawing = _Drawing(scale)
    y: float = top
    for row in rows:
        drawing.line(0, y, WIDTH, y, "row")
        y += drawing.row(row, y)
    drawing.line(0, y, WIDTH, y, "row")
    drawing.axis(zones, top, y)
    return drawing.chart(y + 1)


@dataclass(frozen=True, slots=True)
class _Scale:
    start: Instant
    per_second: float

    def x(self, moment: Instant) -> float:
        return COLUMN + (moment - self.start) * self.per_second

    @property
    def end(self) -> Instant:
        return self.start + int(PLOT / self.per_second)

    @classmethod
    def of(cls, rows: Sequence[Row], zone: str) -> _Scale:
        times = [time for row in rows for time in row.times]
        clock = wall(min(times), zone)
        start = min(times) - clock.minute * MINUTE - clock.second
        last = max(max(times), start + HOUR)
        limits = [PLOT / (-(-(last - start) // (15 * MINUTE)) * 15 * MINUTE)]
        for moment, wide in _reaches(rows):
            if moment > start:
                limits.append((PLOT - wide) / (moment - start))
        return cls(start, min(limits))


def _reaches(rows: Sequence[Row]) -> list[tuple[Instant, float]]:
    """How far every label at its shortest, or the token of an end that is not stated, reaches from its anchor."""
    found: list[tuple[Instant, float]] = []
    for row in rows:
        for bar in row.bars:
            found.append((bar.known[0], _label_width(_fitted(bar.label)) + 8))
            if bar.ends is None:
                found.append((bar.known[-1], _TOKEN + 12))
        found.extend(
            (entry.until or entry.at, _label_width(_fitted(entry.label)) + _DIAMOND + 4)
            for entry in row.access
        )
    return found


def _fitted(label: Label, room: float = 0.0) -> Label:
    """The label with its name as short as the room asks, within what a name may have."""
    rest = width(label.before + label.after, SIZE, bold=True)
    limit = min(max(room - rest, _LEAST_NAME), _NAME_LIMIT)
    return replace(label, name=shortened(label.name, limit, SIZE, bold=True))


def _label_width(fitted: Label) -> float:
    return width(fitted.before + fitted.name + fitted.after, SIZE, bold=True)


class _Drawing:
    """What has been drawn so far."""

    def __init__(self, scale: _Scale) -> None:
        self.scale = scale
        self.shapes: list[Shape] = []
        self.texts: list[Text] = []
        self.grid: list[Line] = []
        self.lines: list[Line] = []
        self.diamonds: list[Diamond] = []

    def chart(self, height: float) -> Chart:
        return Chart(
            height, tuple(self.shapes), tuple(self.texts), (*self.grid, *self.lines), tuple(self.diamonds)
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self.lines.append(Line(x1, y1, x2, y2, kind))

    def row(self, row: Row, top: float) -> float:
        """Draw a row; its height."""
        y = top + _PAD
        for track in _tracks([self._shape(bar) for bar in row.bars]):
            y += self._track(track, y)
        bottom = top if not row.bars else y
        below = self._access(row.access, bottom)
        content = (y - top if row.bars else 0) + below + _PAD
        name = wrapped(row.name, COLUMN - 12, 13, 3, bold=True)
        under = wrapped(row.under, COLUMN - 12, SMALL, 2) if row.under else ()
        spoken = 16.0 * len(name) + 14.0 * len(under)
        high = max(content, spoken + 2 * _PAD)
        line = top + (high - spoken) / 2 + 12
        for number, words in enumerate(name, 1):
            self.texts.append(Text(0, line, words, f"place.{number}", size=13, bold=True, tip=row.name))
            line += 16
        for words in under:
            self.texts.append(Text(0, line - 1, words, "under", size=SMALL, tip=row.under))
            line += 14
        return high

    def _shape(self, bar: Bar) -> tuple[Bar, Shape]:
        x = self.scale.x
        anchor, last = x(bar.known[0]), x(bar.known[-1])
        left = anchor if bar.begins is not None else max(anchor - _TOKEN, COLUMN + 1)
        right = max(last if bar.ends is not None else last + _TOKEN, left + _LEAST_BAR)
        solid_from = left if bar.surely_from is None else max(x(bar.surely_from), left)
        solid_to = x(bar.surely_until) if bar.surely_until is not None else solid_from
        if (
            bar.begins is not None
            and bar.begins == bar.surely_from
            and bar.ends == bar.surely_until is not None
        ):
            solid_from, solid_to = left, right
        solid_to = min(max(solid_to, solid_from), right)
        shape = Shape(
            bar.style, left, 0, right - left, min(solid_from, right), solid_to,
            bar.begins is None, bar.ends is None, bar.tip,
        )  # fmt: skip
        return bar, shape

    def _track(self, track: Sequence[tuple[Bar, Shape]], top: float) -> float:
        """Draw the bars of a track with their labels; its height."""
        outside = [
            (bar, _fitted(bar.label, WIDTH - shape.x - 8), shape)
            for bar, shape in track
            if not _fits(bar, shape)
        ]
        chosen = lanes([(shape.x, shape.x + 8 + _label_width(label)) for _, label, shape in outside])
        y = top + (max(chosen, default=-1) + 1) * _LANE
        for bar, shape in track:
            self.shapes.append(replace(shape, y=y))
            if _fits(bar, shape):
                middle = (shape.solid_from + shape.solid_to) / 2
                if bar.style is Style.INFERRED:
                    middle = shape.x + shape.wide / 2
                inside = _fitted(bar.label, WIDTH)
                self._label(inside, middle, y + 14.2, f"in {bar.style.value}", bar.tip, middle=True)
        for (bar, label, shape), lane in zip(outside, chosen, strict=True):
            base = y - 5 - lane * _LANE
            if lane:
                self.line(shape.x + 0.5, y, shape.x + 0.5, base - 9, "stem")
            self._label(label, shape.x + (4 if lane else 1), base, f"above {bar.style.value}", bar.tip)
        return y - top + BAR + _GAP

    def _access(self, entries: Sequence[Access], top: float) -> float:
        """Draw access times below ``top``; the height they take."""
        x = self.scale.x
        starts = [x(entry.until or entry.at) + _DIAMOND for entry in entries]
        labels = [
            _fitted(entry.label, WIDTH - start - 4) for entry, start in zip(entries, starts, strict=True)
        ]
        reach = [start + _label_width(label) + 4 for start, label in zip(starts, labels, strict=True)]
        chosen = lanes([(x(entry.at), end) for entry, end in zip(entries, reach, strict=True)])
        for entry, label, lane in zip(entries, labels, chosen, strict=True):
            at, y = x(entry.at), top + 15 + lane * _LANE
            self.line(at, top, at, y, "access")
            self.diamonds.append(Diamond(at, y, entry.tip))
            end = at
            if entry.until is not None:
                end = x(entry.until)
                self.line(at, y, end, y, "dotted" if entry.dotted else "access")
                if not entry.dotted:
                    self.diamonds.append(Diamond(end, y, entry.tip))
            self._label(label, end + _DIAMOND, y + 4.3, "access", entry.tip)
        return (max(chosen, default=-1) + 1) * _LANE + (10 if entries else 0)

    def _label(self, label: Label, x: float, y: float, role: str, tip: str, *, middle: bool = False) -> None:
        words = label.before + label.name
        self.texts.append(
            Text(x, y, words, role, label.after, bold=True, middle=middle, struck=label.struck, tip=tip)
        )

    def axis(self, zones: Sequence[str], top: float, bottom: float) -> None:
        """The grid, and a line of hours for each zone."""
        scale = self.scale
        quarter = scale.per_second * 15 * MINUTE
        drawn = {"hour"} | ({"half"} if quarter >= 7 else set()) | ({"quarter"} if quarter >= 14 else set())
        for moment in range(scale.start, scale.end + 1, 15 * MINUTE):
            minute = wall(moment, zones[0]).minute
            kind = {0: "hour", 30: "half"}.get(minute, "quarter")
            if kind in drawn:
                self.grid.append(Line(scale.x(moment), top, scale.x(moment), bottom, kind))
        for number, zone in enumerate(zones):
            y = 13.0 + number * _AXIS_LINE
            self.texts.append(Text(0, y, _axis_letters(scale, zone), "axis", size=SIZE, bold=True))
            self._hours(zone, zones[0], y)

    def _hours(self, zone: str, grid: str, y: float) -> None:
        scale = self.scale
        hours = [
            moment
            for moment in range(scale.start, scale.end + 1, 15 * MINUTE)
            if wall(moment, grid).minute == 0
        ]
        ticks = [(scale.x(moment), clock_words(moment, zone)) for moment in hours]
        widest = max(width(words, SIZE) for _, words in ticks) + 10
        step = next(
            (step for step in (1, 2, 3, 4, 6, 12, 24) if step * HOUR * scale.per_second >= widest), len(ticks)
        )
        for x, words in ticks[::step]:
            if x + widest / 2 <= WIDTH + 5:
                self.texts.append(Text(x, y, words, "hour", middle=True))


def _axis_letters(scale: _Scale, zone: str) -> str:
    both = dict.fromkeys((letters(scale.start, zone), letters(scale.end, zone)))
    return "/".join(both)


def _fits(bar: Bar, shape: Shape) -> bool:
    certain = shape.wide if bar.style is Style.INFERRED else shape.solid_to - shape.solid_from
    return _label_width(_fitted(bar.label, WIDTH)) + 14 <= certain and bar.style is not Style.POOLED


def _tracks(bars: Sequence[tuple[Bar, Shape]]) -> list[list[tuple[Bar, Shape]]]:
    """The bars in as few tracks as keep them apart, each from left to right."""
    tracks: list[list[tuple[Bar, Shape]]] = []
    for bar, shape in sorted(bars, key=lambda pair: (pair[1].x, -pair[1].wide)):
        free = (track for track in tracks if track[-1][1].x + track[-1][1].wide <= shape.x + 0.01)
        track = next(free, None)
        if track is None:
            tracks.append([(bar, shape)])
        else:
            track.append((bar, shape))
    return tracks
