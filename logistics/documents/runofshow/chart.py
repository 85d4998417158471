"""The chart of a run of show as SVG.

Colours are presentation attributes, so that any reader of SVG shows them; ``chart.css`` finds them by their values
and changes them on a dark screen. Every text is escaped, and the same chart gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from logistics.documents.runofshow.marks import SIZE, WIDTH, Chart, Diamond, Line, Shape, Style, Text

_SANS: Final = "'Source Sans 3', 'Source Sans Pro', Arial, 'Liberation Sans', Helvetica, sans-serif"
_SERIF: Final = "'Source Serif 4', 'Source Serif Pro', Georgia, 'Times New Roman', serif"
_COLOURS: Final = {
    "navy": "#162e51",
    "ink": "#1b1b1b",
    "gray": "#565c65",
    "red": "#b50909",
    "pale": "#d9e2ef",
    "wash": "#eff3f8",
    "hairline": "#a9aeb1",
    "faint": "#d3d7da",
    "paper": "#ffffff",
}
_FILLS: Final = {
    Style.OPEN: ("navy", "navy", ""),
    Style.POOLED: ("hatch", "navy", ""),
    Style.PART: ("pale", "navy", ""),
    Style.CLOSED: ("pale", "navy", ""),
    Style.STAFF: ("paper", "gray", "4 3"),
    Style.UNSAID: ("paper", "navy", ""),
    Style.INFERRED: ("wash", "navy", "1 3"),
    Style.CANCELLED: ("paper", "gray", ""),
}
_LINES: Final = {
    "hour": ("hairline", 1, ""),
    "half": ("faint", 0.8, ""),
    "quarter": ("faint", 0.8, "1 3"),
    "row": ("hairline", 1, ""),
    "stem": ("gray", 1, ""),
    "access": ("red", 1.5, ""),
    "dotted": ("red", 1.5, "1.5 3"),
}
_TEXTS: Final = {
    "under": ("gray", 400),
    "hour": ("gray", 400),
    "axis": ("gray", 600),
    "access": ("red", 600),
    "in open": ("paper", 600),
    "in staff": ("ink", 400),
    "above staff": ("ink", 400),
    "in inferred": ("ink", 400),
    "above inferred": ("ink", 400),
    "above cancelled": ("gray", 400),
    "in cancelled": ("gray", 400),
}
SWATCH: Final = (30, 16)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over and under the charts of a file: ``strips`` in red above, ``notes`` below, a line each."""

    title: str
    below: str
    kind: str
    warning: str
    strips: tuple[str, ...]
    notes: tuple[str, ...]


def figure(chart: Chart, name: str, title: str, description: str) -> str:
    """One day's chart as an SVG element for a page. ``name`` begins the ids, which a page must not have twice."""
    return "\n".join(
        [
            f'<svg class="chart" viewBox="0 0 {WIDTH} {_n(chart.height)}" role="img" '
            f'aria-labelledby="{name}-title {name}-desc" font-family="{_SANS}" font-size="{SIZE}">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(description)}</desc>',
            *_body(chart, name),
            "</svg>\n",
        ]
    )


def swatch(kind: str, name: str) -> str:
    """The sample of a legend entry as an SVG element that screen readers skip."""
    wide, high = SWATCH
    opening = (
        f'<svg class="swatch" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" aria-hidden="true">'
    )
    return "".join([opening, *_sample(kind, 0, 0, name), "</svg>"])


def document(
    head: Head,
    description: str,
    legend: Sequence[tuple[str, str, float]],
    charts: Sequence[tuple[str, Chart]],
    css: str,
) -> str:
    """A complete SVG file.

    ``legend``: kind, words, and where from the left. ``charts``: the heading of each with the chart.
    """
    title, kind = head.title, head.kind
    body: list[str] = [
        _words(0, 30, title, "navy", 26, f'font-weight="600" font-family="{_SERIF}"'),
        _words(0, 54, head.below, "ink", 14),
        _words(WIDTH, 28, kind.upper(), "navy", 15, 'font-weight="700" text-anchor="end" letter-spacing="1"'),
        _words(WIDTH, 52, head.warning, "red", 13, 'font-weight="600" text-anchor="end"'),
        _rule(66, 3),
        _rule(70.5, 0.8),
    ]
    y = 86.0
    for words in head.strips:
        body.append(_words(0, y + 12, words, "red", 13, 'font-weight="600"'))
        y += 20
    line = y
    for mark, words, x in legend:
        line = y + 24 * int(x // WIDTH)
        body += [
            *_sample(mark, x % WIDTH, line, "legend"),
            _words(x % WIDTH + 36, line + 12.5, words, "ink", 12.5),
        ]
    y = line + 34 if legend else y
    for number, (day, chart) in enumerate(charts, 1):
        body.append(_words(0, y + 18, day, "navy", 16, 'font-weight="600"'))
        body += [f'<g transform="translate(0 {_n(y + 32)})">', *_body(chart, f"day{number}"), "</g>"]
        y += 32 + chart.height + 26
    for words in head.notes:
        body.append(_words(0, y + 6, words, "gray", 12))
        y += 17
    high = y + 5
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-24 -16 {WIDTH + 48} {_n(high + 32)}" '
            f'width="{WIDTH + 48}" height="{_n(high + 32)}" role="img" '
            f'aria-labelledby="title desc" font-family="{_SANS}" font-size="{SIZE}">',
            f'<title id="title">{escape(f"{kind}: {title}")}</title>',
            f'<desc id="desc">{escape(description)}</desc>',
            f"<style>\n{css.strip()}\n</style>",
            f'<rect x="-24" y="-16" width="{WIDTH + 48}" height="{_n(high + 32)}" {_fill("paper")}/>',
            *body,
            "</svg>\n",
        ]
    )


def _body(chart: Chart, name: str) -> Iterator[str]:
    yield _hatch(name)
    yield from (_line(line) for line in chart.lines if line.kind not in ("stem", "access", "dotted"))
    for number, shape in enumerate(chart.shapes):
        yield from _bar(shape, name, f"{name}-bar{number}")
    yield from (_line(line) for line in chart.lines if line.kind in ("stem", "access", "dotted"))
    yield from (_text(text) for text in chart.texts)
    yield from (_diamond(diamond) for diamond in chart.diamonds)


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" {_fill("paper")}/>'
        f'<rect width="2" height="6" {_fill("navy")}/></pattern></defs>'
    )


def _bar(shape: Shape, name: str, own: str) -> Iterator[str]:
    fill, stroke, dashes = _FILLS[shape.style]
    paint = f'fill="url(#{name}-hatch)"' if fill == "hatch" else _fill(fill)
    fades = shape.style is not Style.INFERRED and (shape.solid_from, shape.solid_to) != (
        shape.x,
        shape.x + shape.wide,
    )
    if fades:
        yield _mask(shape, own)
    yield (
        f'<g{f""" mask="url(#{own})" """.rstrip() if fades else ""}>{_tip(shape.tip)}'
        f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.wide)}" height="{_n(shape.high)}" rx="2" '
        f"{paint} {_stroke(stroke, 1.2, dashes)}/>{_cap(shape)}</g>"
    )
    right, bottom = shape.x + shape.wide, shape.y + shape.high
    if shape.open_right:
        yield _arrow(right, shape.y + shape.high / 2, -6)
    elif fades and shape.solid_to < right:
        yield _dots(right, shape.y, bottom)
    if shape.open_left:
        yield _arrow(shape.x, shape.y + shape.high / 2, 6)
    elif fades and shape.solid_from > shape.x:
        yield _dots(shape.x, shape.y, bottom)
    if shape.style is Style.CANCELLED:
        yield (
            f'<path d="M{_n(shape.x)} {_n(bottom)}L{_n(right)} {_n(shape.y)}" fill="none" {_stroke("gray", 1.2)}/>'
        )


def _mask(shape: Shape, own: str) -> str:
    """Full where the bar is certain, fading to its ends outside of that."""
    at = [(edge - shape.x) / shape.wide for edge in (shape.solid_from, shape.solid_to)]
    left = 0.12 if at[0] > 0 else 1
    right = 0.12 if at[1] < 1 else 1
    stops = "".join(
        f'<stop offset="{offset:.3f}" stop-color="#fff" stop-opacity="{opacity}"/>'
        for offset, opacity in ((0, left), (at[0], 1), (at[1], 1), (1, right))
    )
    box = f'x="{_n(shape.x - 1)}" y="{_n(shape.y - 1)}" width="{_n(shape.wide + 2)}" height="{_n(shape.high + 2)}"'
    return (
        f'<defs><linearGradient id="{own}-fade">{stops}</linearGradient>'
        f'<mask id="{own}" maskUnits="userSpaceOnUse" {box}>'
        f'<rect {box} fill="url(#{own}-fade)"/></mask></defs>'
    )


def _cap(shape: Shape) -> str:
    """The band that says: press for a part only."""
    if shape.style is not Style.PART:
        return ""
    return f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.wide)}" height="4" rx="1" {_fill("navy")}/>'


def _arrow(x: float, middle: float, back: float) -> str:
    path = f"M{_n(x + back)} {_n(middle - 6)}L{_n(x)} {_n(middle)}L{_n(x + back)} {_n(middle + 6)}"
    return f'<path d="{path}" fill="none" {_stroke("navy", 1.6)}/>'


def _dots(x: float, top: float, bottom: float) -> str:
    return f'<path d="M{_n(x)} {_n(top)}V{_n(bottom)}" fill="none" {_stroke("navy", 1.6, "1.5 2.5")}/>'


def _line(line: Line) -> str:
    colour, thick, dashes = _LINES[line.kind]
    return (
        f'<path d="M{_n(line.x1)} {_n(line.y1)}L{_n(line.x2)} {_n(line.y2)}" fill="none" '
        f"{_stroke(colour, thick, dashes)}/>"
    )


def _diamond(diamond: Diamond) -> str:
    x, y = diamond.x, diamond.y
    path = f"M{_n(x)} {_n(y - 6)}L{_n(x + 6)} {_n(y)}L{_n(x)} {_n(y + 6)}L{_n(x - 6)} {_n(y)}Z"
    return f'<path d="{path}" {_fill("red")} {_stroke("paper", 0.8)}>{_tip(diamond.tip)}</path>'


def _text(text: Text) -> str:
    colour, weight = _TEXTS.get(text.role, ("navy", 600))
    struck = ' text-decoration="line-through"' if text.struck else ""
    words = f"<tspan{struck}>{escape(text.words)}</tspan>" if text.after else escape(text.words)
    outer = "" if text.after else struck
    middle = ' text-anchor="middle"' if text.middle else ""
    # Between the grid and a label there is air; not where it would lie over the line that strikes the words.
    plain = text.struck or text.role.startswith("in ")
    halo = "" if plain else f' paint-order="stroke" {_stroke("paper", 3)}'
    return (
        f'<text x="{_n(text.x)}" y="{_n(text.y)}" font-size="{text.size}" font-weight="{weight}" '
        f'{_fill(colour)}{halo}{outer}{middle} xml:space="preserve">'
        f"{_tip(text.tip)}{words}{escape(text.after)}</text>"
    )


def _sample(kind: str, x: float, y: float, name: str) -> Iterator[str]:
    """What a legend entry shows: a bar of a style, an end that is not stated, or an access time."""
    if kind == "access":
        yield _diamond(Diamond(x + 15, y + 8, ""))
        return
    style = Style.CLOSED if kind in ("open end", "inferred end") else Style(kind)
    solid = 8.0 if kind in ("open end", "inferred end") else 28.0
    shape = Shape(
        style, x + 1, y + 1, 28, x + 1, x + 1 + solid, False, kind == "open end", "", high=14
    )  # fmt: skip
    own = f"{name}-{kind.replace(' ', '-')}"
    if style is Style.POOLED:
        yield _hatch(own)
    yield from _bar(shape, own, own)


def _words(x: float, y: float, words: str, colour: str, size: float, more: str = "") -> str:
    """A line of the file's own head and foot; ``more`` holds further attributes."""
    place = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}"'
    return f"<text {place} {_fill(colour)} {more}>{escape(words)}</text>"


def _rule(y: float, thick: float) -> str:
    return f'<rect x="0" y="{_n(y)}" width="{WIDTH}" height="{_n(thick)}" {_fill("navy")}/>'


def _fill(colour: str) -> str:
    return f'fill="{_COLOURS[colour]}"'


def _stroke(colour: str, thick: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'stroke="{_COLOURS[colour]}" stroke-width="{_n(thick)}"{dashed}'


def _tip(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""


def _n(value: float) -> str:
    """A length with one decimal at most."""
    return f"{round(value, 1):g}"
