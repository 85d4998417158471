"""The timeline: labels never meet, stems cross none, and nothing leaves the chart, whatever the day holds."""

from __future__ import annotations

import itertools
from pathlib import Path

import font_source_sans_pro
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from logistics.documents.runofshow.lettering import shortened, width, wrapped
from logistics.documents.runofshow.marks import COLUMN, WIDTH, Access, Bar, Chart, Label, Row, Style, Text
from logistics.documents.runofshow.timeline import lanes, lay_out
from logistics.moments import HOUR, MINUTE, Instant

START = 1_513_242_000  # 2017-12-14 09:00 UTC
ZONES = ("America/New_York", "America/Monterrey")
NAMES = st.text("abcdefghij ABCWM.’é-", min_size=1, max_size=60).filter(str.strip)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    """A bar with ends that are exact, a window or not known."""
    times = sorted(
        START + minute * MINUTE for minute in draw(st.lists(st.integers(0, 600), min_size=4, max_size=4))
    )
    begins, surely_from, surely_until, ends = times
    form = draw(st.sampled_from(("exact", "window", "no end", "no beginning", "only after")))
    style = draw(st.sampled_from(Style))
    label = Label(
        draw(NAMES), after=draw(st.sampled_from(("", " (cancelled)", ", begins after 9:00 a.m. (inferred)")))
    )
    known: dict[str, tuple[Instant | None, Instant | None, Instant | None, Instant | None]] = {
        "exact": (begins, begins, ends, ends),
        "window": (begins, surely_from, surely_until, ends),
        "no end": (begins, begins, None, None),
        "no beginning": (None, surely_from, surely_from, ends),
        "only after": (begins, None, None, None),
    }
    return Bar(style, label, "tip", *known[form])


@st.composite
def entries(draw: st.DrawFn) -> Access:
    """An access time, or a window of one."""
    at = START + draw(st.integers(0, 600)) * MINUTE
    until = draw(st.none() | st.integers(1, 60).map(lambda minutes: at + minutes * MINUTE))
    said = draw(
        st.sampled_from(("8:30 a.m. Pick-up, all press", "10:20 a.m. Final access, writers and stills"))
    )
    return Access(Label("", before=said), "tip", at, until)


ROWS = st.lists(
    st.builds(
        Row,
        NAMES,
        st.just("") | NAMES,
        st.lists(bars(), max_size=5).map(tuple),
        st.lists(entries(), max_size=5).map(tuple),
    ).filter(lambda row: row.bars or row.access),
    min_size=1,
    max_size=4,
)


def overlapping(texts: tuple[Text, ...]) -> list[tuple[str, str]]:
    """The pairs of texts whose boxes share more than an edge."""
    boxes = [(text.box, text.words) for text in texts]
    return [
        (words, others)
        for number, ((left, top, right, bottom), words) in enumerate(boxes)
        for (left2, top2, right2, bottom2), others in boxes[number + 1 :]
        if left < right2 - 0.1 and left2 < right - 0.1 and top < bottom2 - 0.1 and top2 < bottom - 0.1
    ]


def crossed(chart: Chart) -> list[str]:
    """The labels that a stem runs through."""
    stems = [line for line in chart.lines if line.kind in ("stem", "access") and line.x1 == line.x2]
    found = []
    for text in chart.texts:
        left, top, right, bottom = text.box
        found += [
            text.words
            for stem in stems
            if left + 0.1 < stem.x1 < right - 0.1
            and min(stem.y1, stem.y2) < bottom - 0.1
            and max(stem.y1, stem.y2) > top + 0.1
        ]
    return found


@settings(max_examples=30)
@given(ROWS, st.sampled_from((ZONES[:1], ZONES)))
def test_no_two_labels_meet_and_no_stem_crosses_one(rows: list[Row], zones: tuple[str, ...]) -> None:
    for chart in lay_out(rows, zones):
        assert overlapping(chart.texts) == []
        assert crossed(chart) == []


_AT_THE_EDGE = Bar(Style.OPEN, Label("A"), "tip", None, 1_513_242_000, 1_513_242_000, 1_513_242_000)


@settings(max_examples=30)
@given(ROWS)
@example([Row("A", "", (_AT_THE_EDGE,), ())])
def test_everything_lies_inside_the_chart(rows: list[Row]) -> None:
    for chart in lay_out(rows, ZONES):
        for text in chart.texts:
            left, top, right, bottom = text.box
            assert left >= -40 if text.role == "hour" else left >= 0
            assert right <= WIDTH + 5
            assert top >= 0
            assert bottom <= chart.height
        for shape in chart.shapes:
            assert shape.x >= COLUMN
            assert shape.x + shape.wide <= WIDTH
            assert shape.x <= shape.solid_from <= shape.solid_to <= shape.x + shape.wide + 0.001


@settings(max_examples=30)
@given(ROWS)
def test_bars_of_a_row_cover_no_other(rows: list[Row]) -> None:
    for chart in lay_out(rows, ZONES):
        shapes = sorted(chart.shapes, key=lambda shape: (shape.y, shape.x))
        for left, right in itertools.pairwise(shapes):
            assert left.y + left.high <= right.y or left.x + left.wide <= right.x + 0.1


@settings(max_examples=30)
@given(ROWS)
def test_every_item_is_drawn_once(rows: list[Row]) -> None:
    charts = lay_out(rows, ZONES)
    assert sum(len(chart.shapes) for chart in charts) == sum(len(row.bars) for row in rows)
    labels = sum(
        text.role.startswith(("in ", "above ", "access")) for chart in charts for text in chart.texts
    )
    assert labels == sum(len(row.bars) + len(row.access) for row in rows)


def test_a_label_that_reaches_a_later_anchor_takes_a_lane_farther_from_the_bar() -> None:
    assert lanes([(0, 50), (100, 150)]) == (0, 0)
    assert lanes([(0, 120), (100, 150)]) == (1, 0)
    assert lanes([(0, 300), (100, 300), (200, 300)]) == (2, 1, 0)
    assert lanes([(100, 150), (100, 150)]) == (1, 0)


def test_an_end_that_nobody_stated_is_open_and_no_wider_than_its_token() -> None:
    label = Label("availability")
    stated = Bar(Style.OPEN, label, "", START, START, START + HOUR, START + HOUR)
    unstated = Bar(Style.OPEN, label, "", START, START)
    (chart,) = lay_out([Row("Hall", "", (stated,)), Row("Room", "", (unstated,))], ZONES)
    whole, open_ended = chart.shapes
    assert not whole.open_right
    assert open_ended.open_right
    assert open_ended.solid_to == open_ended.solid_from == open_ended.x


def test_a_day_too_high_for_a_page_goes_on_in_a_second_chart_of_the_same_scale() -> None:
    rows = [
        Row(f"Room {number}", "", (Bar(Style.OPEN, Label("talk"), "", START, START),)) for number in range(40)
    ]
    charts = lay_out(rows, ZONES)
    assert len(charts) > 1
    assert len({chart.shapes[0].x for chart in charts}) == 1
    assert all(chart.height <= 780 for chart in charts)


@pytest.mark.parametrize("face, bold", [("Regular", False), ("Semibold", True), ("Bold", True)])
@pytest.mark.parametrize(
    "text",
    [
        "Camera spray, begins between 8:38 a.m. and 8:55 a.m. (inferred)",
        "10:20 a.m. Final access, writers and stills",
        "Walk through the Galería de las Compuertas (cancelled)",
        "“2+2” & U.S.-Mexico: 100% <live>; Ω №7",
    ],
)
def test_a_label_is_never_wider_than_estimated(text: str, face: str, bold: bool) -> None:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    real = ImageFont.truetype(str(folder / f"SourceSansPro-{face}.ttf"), 1000).getlength(text)
    assert real <= width(text, 1000, bold=bold) + 1
    if "Ω" not in text:
        assert width(text, 1000, bold=bold) < 1.3 * real


@given(NAMES, st.floats(30, 300))
def test_a_shortened_text_fits_and_says_that_it_is_shortened(text: str, limit: float) -> None:
    short = shortened(text, limit, 12.5)
    assert width(short, 12.5) <= limit or len(short) <= 2
    assert short == text or short.endswith("…")


def test_a_name_is_broken_between_words_and_cut_after_its_last_line() -> None:
    assert wrapped("Dean Acheson Auditorium", 90, 13, 3) == ("Dean Acheson", "Auditorium")
    assert wrapped("one two three four five six", 30, 13, 2)[1].endswith("…")
