"""The view model of the run of show: all words chosen, all times formatted, all lines placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from logistics.disclosure import Known, Moment, NoSuchAudience, Programme
from logistics.documents import masthead
from logistics.documents.runofshow.cues import Cues, Found, Places, Rank
from logistics.documents.runofshow.marks import Chart, Style
from logistics.documents.runofshow.rows import Piece, Rows
from logistics.documents.runofshow.telling import Telling, bounds, is_inferred
from logistics.documents.runofshow.timeline import lay_out
from logistics.documents.sessions import in_order, names
from logistics.documents.wording import Wording, wording
from logistics.documents.wording.en_runofshow import WORDS
from logistics.model import Event, Level, Status
from logistics.moments import Instant
from logistics.plan.words import date_words, sentence

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
class Figure:
    """One chart with its heading and what it shows in a sentence."""

    heading: str
    description: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its charts, where anything can be drawn, and its cues."""

    figures: tuple[Figure, ...]
    heading: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class RunOfShow:
    """The run of show of one event in one language."""

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
    follows: tuple[Reason, ...]
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
    pieces = Rows(programme, words, called, places, telling).pieces()
    timed, untimed = _sorted(found)
    days = _days(event, telling, timed, pieces)
    explained = [item for item in (*timed, *untimed) if _has_reason(item)]
    follows = [item for item in explained if not _is_guessed(item)]
    guessed = [item for item in explained if _is_guessed(item)]
    return RunOfShow(
        language=language,
        words=words,
        title=event.name or event.title,
        invented=sentence(event.invented) if event.invented else "",
        status="" if event.status is Status.PLANNED else words("event.status", status=event.status.value),
        date=masthead.dates(event),
        venue=masthead.venues(event),
        revision=masthead.revision(event, words),
        zone_note=telling.zone_note(moments),
        description=words("chart.alone", title=event.name or event.title),
        days=days,
        unstated=tuple(_unstated(item, telling) for item in untimed),
        follows=_reasons(follows, telling),
        reasons=_reasons(guessed, telling),
        legend=tuple(
            (kind, words(f"legend.{kind}"))
            for kind in _legend([figure.chart for day in days for figure in day.figures])
        ),
        summary=_summary(timed, telling, inferred=bool(guessed)) if timed else words("nothing"),
    )


def _sorted(found: Sequence[Found]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """What has a time, in order of time; and what has none and is missed, in the file's order."""
    timed = [item for item in found if _is_timed(item)]
    rest = [item for item in found if not _is_timed(item) and item.wanted]
    return tuple(sorted(timed, key=_order)), tuple(rest)


def _order(item: Found) -> tuple[float, bool, float, int, str, str]:
    """By time; at one instant what is sure comes first; of inferred ones, a beginning before an end."""
    within = bounds(item.moment)
    inferred = item.moment is not None and is_inferred(item.moment)
    latest = float("inf") if within.last is None else within.last
    return _at(item), inferred, latest, -item.rank if inferred else item.rank, item.name, item.where


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


def _days(event: Event, telling: Telling, timed: Sequence[Found], pieces: Sequence[Piece]) -> tuple[Day, ...]:
    by_day = {day: tuple(items) for day, items in groupby(timed, key=lambda item: telling.day(_at(item)))}
    days = sorted({*by_day, *(piece.day for piece in pieces)})
    several = len(days) > 1
    return tuple(
        Day(
            tuple(
                figure
                for piece in pieces
                if piece.day == day
                for figure in _figures(event, telling, piece, named=several)
            ),
            telling.words("cues.of", day=date_words(day)) if several else telling.words("cues"),
            tuple(_cue(item, telling) for item in by_day.get(day, ())),
        )
        for day in days
    )


def _figures(event: Event, telling: Telling, piece: Piece, *, named: bool) -> Iterator[Figure]:
    words, day, title = telling.words, date_words(piece.day), event.name or event.title
    heading = words("timeline.of", day=day) if named else words("timeline")
    if not piece.whole:
        times = [time for row in piece.rows for time in row.times]
        span = telling.span("time.window", min(times), max(times), telling.zones[0])
        heading = words("heading.span", heading=heading, span=span)
    charts = lay_out(piece.rows, telling.zones)
    for number, drawn in enumerate(charts, 1):
        places = sum(text.role == "place.1" for text in drawn.texts)
        own = heading
        if len(charts) > 1:
            own = words("heading.part", heading=heading, number=number, count=len(charts))
        count = len(drawn.shapes) + len(drawn.diamonds)
        yield Figure(own, words("chart.says", title=title, day=day, places=places, count=count), drawn)


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


def _is_guessed(item: Found) -> bool:
    return item.moment is not None and is_inferred(item.moment)


def _reasons(found: Sequence[Found], telling: Telling) -> tuple[Reason, ...]:
    """Each reason once: streams of one session to several addresses have the same."""
    return tuple(dict.fromkeys(_reason(item, telling) for item in found))


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


def _summary(timed: Sequence[Found], telling: Telling, *, inferred: bool) -> str:
    """Which times are stated and which follow, by day where there are several; the rest is inferred."""
    several = len({telling.day(_at(item)) for item in timed}) > 1
    said = []
    for key, kinds in (("stated", (Known.STATED, Known.ABOUT, Known.WINDOW)), ("derived", (Known.DERIVED,))):
        found = [item for item in timed if item.moment is not None and item.moment.known in kinds]
        times = dict.fromkeys((telling.day(_at(item)), _cue(item, telling).time) for item in found)
        if 0 < len(times) <= _MOST_TIMES:
            by_day = [
                (day, ", ".join(time for _, time in these))
                for day, these in groupby(times, key=lambda dated: dated[0])
            ]
            listed = [
                telling.words("times.of", day=telling.words.date(day, "day"), times=these)
                if several
                else these
                for day, these in by_day
            ]
            said.append(sentence(telling.words(f"{key}.times", times="; ".join(listed))))
        elif times:
            said.append(sentence(telling.words(f"{key}.count", count=len(times))))
    said.append(telling.words("inferred.some" if inferred else "inferred.none"))
    return " ".join(said)
