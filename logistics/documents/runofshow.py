"""The run of show for staff: a timeline of every place, the cues in order, what is not stated, and why the rest.

``view`` makes the one view model; ``svg`` and ``page`` render it and neither format a time nor choose a word.
The form: the staff notices and run sheets of the trade; the layout is the house's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import groupby

from markupsafe import Markup

from logistics.disclosure import Known, Moment, NoSuchAudience, Programme
from logistics.documents import chart
from logistics.documents.cues import Cues, Found, Places, Rank
from logistics.documents.lettering import shortened, width
from logistics.documents.rendering import html
from logistics.documents.rows import Rows
from logistics.documents.sessions import in_order, names
from logistics.documents.telling import Telling, bounds, is_inferred
from logistics.documents.timeline import WIDTH, Chart, Style, lay_out
from logistics.documents.wording import Wording, wording
from logistics.documents.wording.en_runofshow import WORDS
from logistics.model import Event, Level, Status
from logistics.moments import Instant
from logistics.plan.words import date_words, sentence, time_words

_MOST_TIMES = 14  # more are counted, not listed


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of the table of cues. ``mark`` is said of an access time, beside its diamond."""

    time: str
    elsewhere: str
    name: str
    detail: str
    where: str
    known: str
    mark: str = ""
    inferred: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a time that nobody stated is what it is: each heading with its sentences."""

    name: str
    time: str
    why: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its cues, and its chart where anything can be drawn."""

    heading: str
    cues_heading: str
    description: str
    cues: tuple[Cue, ...]
    chart: Chart | None


@dataclass(frozen=True)
class RunOfShow:
    """The run of show of one event in one language: all words chosen, all times formatted, all lines placed."""

    language: str
    words: Wording
    title: str
    invented: str
    status: str
    date: str
    venue: str
    revision: str
    zone_note: str
    description: str
    days: tuple[Day, ...]
    unstated: tuple[Cue, ...]
    reasons: tuple[Reason, ...]
    legend: tuple[tuple[str, str], ...]
    summary: str


def view(programme: Programme, language: str = "en") -> RunOfShow:
    """The run of show of a programme. Raises NoSuchAudience below staff level, NoSuchLanguage."""
    if programme.audience.level < Level.STAFF:
        raise NoSuchAudience(WORDS["not.staff"].format(audience=programme.audience.name))
    documents = wording(language)
    words = replace(documents, words=WORDS)
    event = programme.event
    places, called = Places(event, words), names(in_order(programme), documents)
    found = tuple(Cues(programme, words, called, places).all())
    moments = [item.moment for item in found if item.moment is not None]
    telling = Telling.of(words, event, moments)
    rows = Rows(programme, words, called, places, telling).by_day()
    charts = {day: lay_out(in_day, telling.zones) for day, in_day in rows.items()}
    timed, untimed = _sorted(found)
    return RunOfShow(
        language=language,
        words=words,
        title=event.name or event.title,
        invented=sentence(event.invented) if event.invented else "",
        status="" if event.status is Status.PLANNED else words("event.status", status=event.status.value),
        date=_dates(event),
        venue="; ".join(", ".join(filter(None, (venue.name, venue.city))) for venue in event.venues),
        revision=_revision(event, words),
        zone_note=telling.zone_note(moments),
        description=words(
            "chart.alone", title=event.name or event.title, count=sum(len(c.shapes) for c in charts.values())
        ),
        days=_days(event, words, telling, timed, charts),
        unstated=tuple(_unstated(item, telling) for item in untimed),
        reasons=tuple(_reason(item, telling) for item in (*timed, *untimed) if _has_reason(item)),
        legend=tuple((kind, words(f"legend.{kind}")) for kind in _legend(tuple(charts.values()))),
        summary=_summary(timed, telling) if timed else words("nothing"),
    )


def svg(view: RunOfShow) -> str:
    """The timeline of all days as a complete SVG file."""
    words = view.words
    warning = words("warning")
    right = max(width(words("kind").upper(), 15, bold=True) * 1.15, width(warning, 13, bold=True)) + 24
    title = shortened(view.title, (WIDTH - right), 26, bold=True)
    below = shortened(" | ".join(filter(None, (view.date, view.venue))), WIDTH - right, 14)
    last = " ".join(filter(None, (f"{view.revision}.", sentence(view.zone_note) if view.zone_note else "")))
    return chart.document(
        (
            title,
            below,
            words("kind"),
            warning,
            shortened(f"{last} {view.invented} {view.status}".strip(), WIDTH, 12),
        ),
        f"{view.description} {view.summary}",
        _placed(view.legend),
        tuple((day.heading, day.chart) for day in view.days if day.chart is not None),
        _chart_css(),
    )


def page(view: RunOfShow) -> str:
    """The run of show as one self-contained HTML page."""
    figures = {
        number: Markup(chart.figure(day.chart, f"day{number}", day.heading, day.description))
        for number, day in enumerate(view.days, 1)
        if day.chart is not None
    }
    legend = [(Markup(chart.swatch(kind, "legend")), said) for kind, said in view.legend]
    return html("runofshow.html", show=view, words=view.words, figures=figures, legend=legend)


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


def _sorted(found: Sequence[Found]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """What has a time, in order of time; and what has none and is missed, in the file's order."""
    timed = [item for item in found if _is_timed(item)]
    rest = [item for item in found if not _is_timed(item) and item.wanted]
    return tuple(sorted(timed, key=lambda item: (_at(item), item.rank, item.name, item.where))), tuple(rest)


def _is_timed(item: Found) -> bool:
    """An end or a stream with one bound only would say no more than that it lies beside its session."""
    if item.moment is None or item.moment.known in (Known.UNKNOWN, Known.TO_BE_DETERMINED):
        return False
    within = bounds(item.moment)
    return within.both or (
        item.rank is not Rank.END and item.rank is not Rank.STREAM and within.any is not None
    )


def _at(item: Found) -> Instant:
    return bounds(item.moment).any or 0


def _days(
    event: Event, words: Wording, telling: Telling, timed: Sequence[Found], charts: dict[dt.date, Chart]
) -> tuple[Day, ...]:
    by_day = {day: tuple(items) for day, items in groupby(timed, key=lambda item: telling.day(_at(item)))}
    days = sorted({*by_day, *charts})
    several = len(days) > 1
    made = []
    for day in days:
        named, drawn = date_words(day), charts.get(day)
        places = sum(text.role == "place" for text in drawn.texts) if drawn else 0
        marks = len(drawn.shapes) + len(drawn.diamonds) if drawn else 0
        title = event.name or event.title
        made.append(
            Day(
                heading=words("timeline.of", day=named) if several else words("timeline"),
                cues_heading=words("cues.of", day=named) if several else words("cues"),
                description=words("chart.says", title=title, day=named, places=places, count=marks),
                cues=tuple(_cue(item, telling) for item in by_day.get(day, ())),
                chart=drawn,
            )
        )
    return tuple(made)


def _cue(item: Found, telling: Telling) -> Cue:
    moment = item.moment
    assert moment is not None  # a timed cue has its moment
    time = telling.time(moment)
    if item.before and not is_inferred(moment):
        time = telling.words(item.before, time=time)
    return Cue(
        time,
        telling.elsewhere(moment),
        item.name,
        item.detail,
        item.where,
        telling.known(moment),
        telling.words("access.mark") if item.rank is Rank.ACCESS else "",
        is_inferred(moment),
        item.cancelled,
    )


def _unstated(item: Found, telling: Telling) -> Cue:
    known = telling.known(
        item.moment if item.moment and item.moment.known is Known.TO_BE_DETERMINED else None
    )
    time = telling.time(item.moment) if _says_a_bound(item) and item.moment else ""
    if time:
        known = telling.words("known.and", known=known, inferred=time)
    mark = telling.words("access.mark") if item.rank is Rank.ACCESS else ""
    return Cue("", "", item.name, item.detail, item.where, known, mark, bool(time), item.cancelled)


def _says_a_bound(item: Found) -> bool:
    """Whether a bound of an untimed moment tells more than that nothing ends before it begins."""
    within = bounds(item.moment)
    return within.any is not None and not (item.rank is Rank.END and within.last is None)


def _has_reason(item: Found) -> bool:
    if item.moment is None:
        return False
    if item.moment.known is Known.DERIVED:
        return True
    return is_inferred(item.moment) and (_is_timed(item) or _says_a_bound(item))


def _reason(item: Found, telling: Telling) -> Reason:
    moment = item.moment
    assert moment is not None  # only what has a moment has a reason
    words = telling.words
    if moment.known is Known.DERIVED:
        return Reason(
            item.name, telling.time(moment), ((words("why.exactly"), _because(moment, early=True)),)
        )
    within = bounds(moment)
    why = []
    if within.first is not None:
        why.append((words("why.earliest"), _because(moment, early=True)))
    if within.last is not None:
        why.append((words("why.latest"), _because(moment, early=False)))
    return Reason(item.name, telling.time(moment), tuple(why))


def _because(moment: Moment, *, early: bool) -> tuple[str, ...]:
    facts = moment.why_earliest if early else moment.why_latest
    return tuple(dict.fromkeys(sentence(fact.says) for fact in facts))


def _legend(drawn: Sequence[Chart]) -> tuple[str, ...]:
    """The kinds of marks that the charts hold."""
    shapes = [shape for chart_of_day in drawn for shape in chart_of_day.shapes]
    kinds: list[str] = [style.value for style in Style if any(shape.style is style for shape in shapes)]
    certain = [shape for shape in shapes if shape.style is not Style.INFERRED]
    if any(not shape.open_right and shape.solid_to < shape.x + shape.wide for shape in certain):
        kinds.append("inferred end")
    if any(shape.open_right for shape in shapes):
        kinds.append("open end")
    if any(chart_of_day.diamonds for chart_of_day in drawn):
        kinds.append("access")
    return tuple(kinds)


def _summary(timed: Sequence[Found], telling: Telling) -> str:
    """Which times are stated and which follow; the rest is inferred."""
    stated, derived, inferred = (
        tuple(dict.fromkeys(_cue(item, telling).time for item in timed if _knows(item, kinds)))
        for kinds in (
            (Known.STATED, Known.ABOUT, Known.WINDOW),
            (Known.DERIVED,),
            (Known.INFERRED, Known.TO_BE_DETERMINED),
        )
    )
    said = []
    for key, times in (("stated", stated), ("derived", derived)):
        if 0 < len(times) <= _MOST_TIMES:
            said.append(telling.words(f"{key}.times", times=", ".join(times)))
        elif times:
            said.append(telling.words(f"{key}.count", count=len(times)))
    said.append(telling.words("inferred.some" if inferred else "inferred.none"))
    return " ".join(said)


def _knows(item: Found, kinds: Sequence[Known]) -> bool:
    return item.moment is not None and item.moment.known in kinds


def _dates(event: Event) -> str:
    first = date_words(event.date.date)
    return first if event.last_date is None else f"{first}–{date_words(event.last_date.date)}"


def _revision(event: Event, words: Wording) -> str:
    revision = event.revision
    date = words.date(revision.date.date)
    if revision.time is None or not revision.time.clocks:
        return words("revision", number=revision.number, date=date)
    clock = revision.time.clock
    time = " ".join(filter(None, (time_words(clock.time), clock.letters)))
    return words("revision.time", number=revision.number, date=date, time=time)
