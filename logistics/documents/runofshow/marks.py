"""What a chart is made of: the rows that go in, and the marks in their places that come out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from logistics.documents.runofshow.lettering import width
from logistics.moments import Instant

WIDTH: Final = 1080
COLUMN: Final = 196
SIZE: Final = 12.5
BAR: Final = 20


class Style(StrEnum):
    """How a bar is filled: what press may do there, or that the time is only inferred."""

    OPEN = "open"
    POOLED = "pooled"
    PART = "part"
    CLOSED = "closed"
    STAFF = "staff"
    UNSAID = "unsaid"
    INFERRED = "inferred"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at an item: ``name`` may be shortened, what stands before and after it never is."""

    name: str
    before: str = ""
    after: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A session, a part of one, or a livestream.

    It begins at ``begins`` at the earliest and goes on from ``surely_from`` until ``surely_until`` for certain; it
    is over at ``ends``. The first two are equal where the start is exact, the last two where the end is. None is
    not known; at least one of the first two is.
    """

    style: Style
    label: Label
    tip: str
    begins: Instant | None
    surely_from: Instant | None
    surely_until: Instant | None = None
    ends: Instant | None = None

    @property
    def known(self) -> tuple[Instant, ...]:
        """The instants that it is drawn by, in order."""
        times = (self.begins, self.surely_from, self.surely_until, self.ends)
        return tuple(sorted(time for time in times if time is not None))


@dataclass(frozen=True, slots=True)
class Access:
    """A press access time, or a window of one; ``dotted`` where it is only inferred."""

    label: Label
    tip: str
    at: Instant
    until: Instant | None = None
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A place with what happens there; ``under`` is said below its name."""

    name: str
    under: str
    bars: tuple[Bar, ...] = ()
    access: tuple[Access, ...] = ()

    @property
    def times(self) -> tuple[Instant, ...]:
        """All instants that the row is drawn by."""
        ends = (time for entry in self.access for time in (entry.at, entry.until or entry.at))
        return (*(time for bar in self.bars for time in bar.known), *ends)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at its baseline; ``struck`` strikes ``words`` and not ``after``."""

    x: float
    y: float
    words: str
    role: str
    after: str = ""
    size: float = SIZE
    bold: bool = False
    middle: bool = False
    struck: bool = False
    tip: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the text may take."""
        wide = width(self.words + self.after, self.size, bold=self.bold)
        left = self.x - wide / 2 if self.middle else self.x
        return left, self.y - 0.8 * self.size, left + wide, self.y + 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar in place: certain from ``solid_from`` to ``solid_to``, and fading towards its ends outside of that."""

    style: Style
    x: float
    y: float
    wide: float
    solid_from: float
    solid_to: float
    open_left: bool
    open_right: bool
    tip: str
    high: float = BAR


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``kind`` is hour, half, quarter, row, stem, access or dotted."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Diamond:
    """The mark of a press access time."""

    x: float
    y: float
    tip: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in place."""

    height: float
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    lines: tuple[Line, ...]
    diamonds: tuple[Diamond, ...]
