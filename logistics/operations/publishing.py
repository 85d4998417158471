"""Make what leaves the office: feeds, advisories, the run of show and the press kit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from logistics import calendars
from logistics.calendars import PLAIN, Options
from logistics.disclosure import AUDIENCES, PRESS, STAFF, Audience, disclose
from logistics.documents import advisory, kit, markdown, page, pdf, rendering, runofshow, text
from logistics.errors import LogisticsError
from logistics.model import Category, Level
from logistics.moments import iso
from logistics.operations.checking import Checked, Json, check_as_json, line_of, plan_as_json
from logistics.operations.files import write_whole
from logistics.plan import Plan


def audience_named(level: str, category: str | None = None) -> Audience:
    """The audience of a level and a press category by name. Raises NoSuchAudience."""
    return Audience(Level[level.upper()], Category(category) if category else None)


def feed(
    plans: Sequence[Plan],
    audience: Audience,
    *,
    earlier: Sequence[Plan] = (),
    options: Options = PLAIN,
) -> bytes:
    """One calendar of one or several events, as ``audience`` may see them (RFC 5545).

    ``earlier`` are plans of older revisions: what has not changed since keeps its SEQUENCE.
    """
    now, before = ([disclose(plan, audience) for plan in each] for each in (plans, earlier))
    return calendars.write(now, earlier=before, options=options)


FORMATS: Final = ("ics", "jcal", "jsonld")
"""iCalendar (RFC 5545), its form in JSON (RFC 7265), and what search engines read (schema.org)."""


def feed_as(
    plans: Sequence[Plan],
    audience: Audience,
    form: str,
    *,
    earlier: Sequence[Plan] = (),
    options: Options = PLAIN,
) -> bytes:
    """What ``feed`` tells, in one of ``FORMATS``. ``jsonld`` knows neither changes nor options. Raises KeyError."""
    if form == "jsonld":
        return calendars.jsonld([disclose(plan, audience) for plan in plans])
    made = feed(plans, audience, earlier=earlier, options=options)
    return {"ics": lambda: made, "jcal": lambda: calendars.jcal(made)}[form]()


def linked_data(plan: Plan, audience: Audience, address: str) -> bytes:
    """What an audience may know of an event as JSON-LD, fit to stand within HTML; ``address`` is the event's page."""
    return calendars.jsonld([disclose(plan, audience)], {plan.event.id: address})


def press_advisory(plan: Plan, format_name: str, language: str = "en") -> bytes:
    """The advisory for the press as ``pdf``, ``html``, ``text`` or ``markdown``.

    Raises LogisticsError for a language that we do not have, and for text that a format cannot hold.
    """
    view = advisory.view(disclose(plan, PRESS), language)
    if format_name == "pdf":
        return pdf.advisory(view)
    return {"html": page.advisory, "text": text.advisory, "markdown": markdown.advisory}[format_name](
        view
    ).encode()


def timeline(plan: Plan) -> str:
    """The run of show for staff as an SVG drawing."""
    return runofshow.svg(runofshow.view(disclose(plan, STAFF)))


def run_of_show(plan: Plan) -> str:
    """The run of show for staff as an HTML page: the drawing, and the same facts as a table."""
    return runofshow.page(runofshow.view(disclose(plan, STAFF)))


def run_of_show_body(plan: Plan) -> str:
    """The run of show to stand within a page of the office: charts and tables, as HTML."""
    return runofshow.body(runofshow.view(disclose(plan, STAFF)))


def advisory_page(
    plan: Plan,
    audience: Audience,
    stylesheet: str,
    links: Sequence[tuple[str, str]] = (),
    title: str = "",
    data: bytes = b"",
) -> str:
    """The advisory for an audience as a page that links its styles, with links to the event's other forms.

    ``data`` is the event as ``linked_data`` makes it, for search engines.
    """
    view = advisory.view(disclose(plan, audience))
    return page.advisory(view, stylesheet, links, title, data.decode())


def advisory_pdf(plan: Plan, audience: Audience) -> bytes:
    """The advisory for an audience as a PDF. Raises LogisticsError for text that it cannot hold."""
    return pdf.advisory(advisory.view(disclose(plan, audience)))


def advisory_text(plan: Plan, audience: Audience) -> str:
    """The advisory for an audience as plain text."""
    return text.advisory(advisory.view(disclose(plan, audience)))


def stylesheets() -> dict[str, str]:
    """The styles of documents by the name of what they are for."""
    return {"advisory": page.stylesheet(), "runofshow": runofshow.stylesheet()}


def facts_as_json(plan: Plan, audience: Audience) -> Json:
    """What an audience may know of an event, for other programs: its words, and each moment with its instant."""
    programme = disclose(plan, audience)
    event = programme.event.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    moments = {
        point: iso(moment.meant, moment.zone)
        for point, moment in sorted(programme.moments.items())
        if moment.meant is not None
    }
    return {"event": event, "audience": audience.name, "moments": moments}


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the kit: its name, what it is, and who may have it: public, press, staff or close hold.

    What tells of the whole event file, findings and plan, goes only where the event file goes.
    """

    name: str
    what: str
    audience: str


def _advisory(form: str, result: Checked) -> bytes:
    return press_advisory(result.plan, form)


def _feed(audience: Audience, result: Checked) -> bytes:
    return feed([result.plan], audience)


def _kit() -> Iterator[tuple[Made, Callable[[Checked], bytes]]]:
    for form, ending in (("pdf", "pdf"), ("html", "html"), ("text", "txt"), ("markdown", "md")):
        yield (
            Made(f"advisory.{ending}", f"Press advisory {kit.FORMAT_WORDS[form]}", "press"),
            partial(_advisory, form),
        )
    for audience in AUDIENCES:
        made = Made(f"calendar-{audience.name}.ics", kit.feed_words(audience), audience.level.name.lower())
        yield made, partial(_feed, audience)
    yield (
        Made("run-of-show.html", "Run of show: timeline and table", "staff"),
        lambda result: run_of_show(result.plan).encode(),
    )
    yield (
        Made("run-of-show.svg", "Run of show: the timeline alone", "staff"),
        lambda result: timeline(result.plan).encode(),
    )
    yield (
        Made("plan.json", "The plan: every moment with its reasons", "close hold"),
        lambda result: as_json(plan_as_json(result)),
    )
    yield (
        Made("findings.json", "The findings, for other programs", "close hold"),
        lambda result: as_json(check_as_json(result)),
    )


KIT = tuple(_kit())


def names_of_files() -> tuple[Made, ...]:
    """Every file of a kit but its index."""
    return tuple(made for made, _ in KIT)


def file_named(result: Checked, name: str) -> bytes:
    """One file of an event's kit. Raises KeyError for a name that no kit has, LogisticsError as its maker does."""
    return {made.name: make for made, make in KIT}[name](result)


def house_style() -> str:
    """The colours and type that pages and documents share, as CSS."""
    return rendering.house_style()


def font(name: str) -> bytes:
    """A font of the house by the name of its file, such as ``SourceSansPro-Regular``. Raises KeyError."""
    return rendering.font(name)


def as_json(value: object) -> bytes:
    """JSON that a person can read, in UTF-8."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Kit:
    """What was made of an event, the index first, and what could not be: each file's name and why."""

    made: tuple[Made, ...]
    refused: tuple[tuple[str, str], ...]


def make_kit(result: Checked, folder: Path) -> Kit:
    """Write the whole kit into ``folder``. What a format cannot hold is left out and told. Raises OSError."""
    index = Made("index.html", "Start here: what was found, and all the files", "close hold")
    made, refused = [index], []
    for item, make in KIT:
        try:
            data = make(result)
        except LogisticsError as error:
            refused.append((item.name, str(error)))
        else:
            write_whole(folder / item.name, data)
            made.append(item)
    written = Kit(tuple(made), tuple(refused))
    write_whole(folder / index.name, kit.page(index_of(result, written)).encode())
    return written


def index_of(result: Checked, written: Kit) -> kit.Index:
    """What the first page of the kit shows."""
    return kit.Index(
        title=result.file.event.name or result.file.event.title,
        invented=result.file.event.invented,
        source=Path(result.file.source).name,
        found=tuple(
            kit.Found(
                finding.rule,
                finding.severity.value,
                finding.message,
                tuple(line for fact in finding.facts if (line := line_of(result.file, fact)) is not None),
            )
            for finding in result.report.findings
        ),
        unchecked=tuple((item.rule, item.why) for item in result.report.unchecked),
        files=tuple(kit.File(item.name, item.what, item.audience) for item in written.made[1:]),
        refused=written.refused,
    )
