"""The run of show as a page and as a picture. Nothing here formats a time or chooses a word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from logistics.documents.rendering import html
from logistics.documents.runofshow import chart
from logistics.documents.runofshow.lettering import shortened, width, wrapped
from logistics.documents.runofshow.marks import WIDTH
from logistics.documents.runofshow.view import RunOfShow
from logistics.plan.words import sentence


def svg(view: RunOfShow) -> str:
    """The timeline of all days as a complete SVG file."""
    words = view.words
    warning = words("warning")
    right = max(width(words("kind").upper(), 15, bold=True) * 1.15, width(warning, 13, bold=True)) + 24
    title = shortened(view.title, (WIDTH - right), 26, bold=True)
    below = shortened(" | ".join(filter(None, (view.date, view.venue))), WIDTH - right, 14)
    strips = _lines((view.status, view.invented), 13)
    notes = _lines((view.summary, sentence(view.zone_note) if view.zone_note else "", view.revision), 12)
    return chart.document(
        chart.Head(title, below, words("kind"), warning, strips, notes),
        f"{view.description} {view.summary}",
        _placed(view.legend),
        tuple((figure.heading, figure.chart) for day in view.days for figure in day.figures),
        _chart_css(),
    )


def page(view: RunOfShow) -> str:
    """The run of show as one self-contained HTML page."""
    return html("runofshow.html", **_values(view))


def body(view: RunOfShow) -> str:
    """The charts and tables of the run of show, to stand within a page that has a head and `stylesheet` of its own."""
    return html("runofshow_body.html", **_values(view))


@cache
def stylesheet() -> str:
    """The styles of `body`, for a page that has the colours of the house."""
    folder = files("logistics.documents").joinpath("templates")
    return "\n".join(
        folder.joinpath(name).read_text(encoding="utf-8") for name in ("chart.css", "runofshow.css")
    )


def _values(view: RunOfShow) -> dict[str, object]:
    figures = {
        figure.heading: Markup(
            chart.figure(figure.chart, f"chart-{number}", figure.heading, figure.description)
        )
        for number, figure in enumerate((figure for day in view.days for figure in day.figures), 1)
    }
    legend = [(Markup(chart.swatch(kind, "legend")), said) for kind, said in view.legend]
    return {"show": view, "words": view.words, "figures": figures, "legend": legend}


def _lines(texts: Sequence[str], size: float) -> tuple[str, ...]:
    """Each text in as many lines as the width asks for; empty ones have none."""
    return tuple(line for text in texts for line in wrapped(text, WIDTH, size, 6))


@cache
def _chart_css() -> str:
    return files("logistics.documents").joinpath("templates/chart.css").read_text(encoding="utf-8")


def _placed(legend: Sequence[tuple[str, str]]) -> tuple[tuple[str, str, float], ...]:
    """Each entry of the legend with its place: lines of the chart's width, one after the other."""
    placed, x = [], 0.0
    for kind, said in legend:
        wide = 36 + width(said, 12.5) + 22
        if x % WIDTH + wide > WIDTH:
            x = (x // WIDTH + 1) * WIDTH
        placed.append((kind, said, x))
        x += wide
    return tuple(placed)
