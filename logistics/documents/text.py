"""Plain text of 72 columns, for mail and for wire services."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from logistics.documents.advisory import (
    Advisory,
    Day,
    Delegation,
    Fact,
    Opportunity,
    Panel,
    Person,
    plain,
)

COLUMNS = 72
_LABEL = 10


def advisory(view: Advisory) -> str:
    """The advisory as plain text, ending with a line break. Lines are longer only where a word is."""
    lines = "\n".join(_lines(view))
    # Wrapped first: a no-break space has kept what belongs together on one line.
    return lines.replace("\u00a0", " ") + "\n"


def _lines(view: Advisory) -> Iterator[str]:
    yield from _wrapped(view.kind.upper())
    yield from _wrapped(view.issuer)
    yield from _wrapped(view.office)
    yield from _wrapped(" | ".join(filter(None, (view.place, view.date, view.edition))))
    if view.release:
        yield from ("", *_wrapped(view.release.upper()))
    for strip in view.strips:
        yield from ("", *_wrapped(f"{strip.word.upper()}: {strip.text}"))
    yield from ("", "", *_wrapped(view.title), "=" * COLUMNS)
    for paragraph in view.lead:
        yield from ("", *_wrapped(paragraph))
    yield ""
    for fact in view.facts:
        yield from _fact(fact, _LABEL)
    if view.who:
        yield from ("", view.who_title)
        for side in view.who:
            yield from _delegation(side)
    if view.programme:
        yield from _headed(view.programme_title, view.zone_note)
        for day in view.programme:
            yield from _day(day)
    if view.access:
        yield from _headed(view.access_title, "" if view.programme else view.zone_note)
        for opportunity in view.access:
            yield from _opportunity(opportunity)
    for panel in (*view.sections, *view.panels):
        yield from _panel(panel)
    yield from ("", "", view.end.center(COLUMNS).rstrip(), "", *_wrapped(view.footer))


def _wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _headed(title: str, note: str) -> Iterator[str]:
    yield from ("", "", title, "-" * COLUMNS, *_wrapped(note))


def _fact(fact: Fact, width: int, indent: str = "") -> Iterator[str]:
    label = f"{fact.label}: "
    for number, line in enumerate(fact.lines):
        first = indent + (label if number == 0 else "").ljust(width)
        yield from _wrapped(plain(line), first, indent + " " * width)


def _delegation(side: Delegation) -> Iterator[str]:
    yield from _wrapped(side.name, "  ")
    for person in side.members:
        yield from _person(person, "    ")
    if side.also:
        yield from _wrapped(f"{side.also_label}:", "    ")
        for person in side.also:
            yield from _person(person, "      ")


def _person(person: Person, indent: str) -> list[str]:
    text = f"{person.name}, {person.role}" if person.role else person.name
    return _wrapped(text, indent, f"{indent}  ")


def _day(day: Day) -> Iterator[str]:
    if day.title:
        yield from ("", *_wrapped(day.title))
    for row in day.table.rows:
        time, *others = row
        mark = next((f"{cell.mark.upper()}: " for cell in row if cell.mark), "")
        head, *rest = [cell for cell in others if cell.text]
        yield ""
        yield from _wrapped(f"{mark}{_timed(time.text)}{head.text}", "  ", "    ")
        for cell in rest:
            yield from _wrapped(cell.text, "    ")
        for line in (line for cell in row for line in cell.lines):
            yield from _wrapped(line, "    ")


def _timed(time: str) -> str:
    return f"{time}\u00a0\u00a0" if time else ""


def _opportunity(it: Opportunity) -> Iterator[str]:
    mark = f"{it.mark.upper()}: " if it.mark else ""
    yield from ("", *_wrapped(f"{mark}{', '.join((it.name, *it.about))}"))
    yield from _wrapped(" | ".join(filter(None, (it.place, it.coverage))))
    for row in it.table.rows if it.table else ():
        cells = dict(zip((column.kind for column in it.table.columns), row, strict=True)) if it.table else {}
        time, press, step = cells["time"], cells["press"], cells["step"]
        yield from _wrapped(f"{_timed(time.text)}{press.text}: {step.text}", "  ", "    ")
        for text in (*step.lines, cells["entrance"].text if "entrance" in cells else ""):
            yield from _wrapped(text, "    ")
    for fact in it.details:
        yield from _fact(fact, 0, "  ")


def _panel(panel: Panel) -> Iterator[str]:
    yield from ("", "", panel.title)
    for paragraph in panel.paragraphs:
        yield from _wrapped(plain(paragraph), "  ")
