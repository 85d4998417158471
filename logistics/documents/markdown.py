"""Markdown in GitHub's dialect (GFM), for pages and chats that take it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from logistics.documents.advisory import (
    Advisory,
    Cell,
    Delegation,
    Fact,
    Opportunity,
    Panel,
    Person,
    Table,
    Text,
)

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]|<>~&])")
_AT_THE_START: Final = re.compile(r"([#+\-=]|\d+[.)])")


def advisory(view: Advisory) -> str:
    """The advisory as Markdown, ending with a line break."""
    return "\n\n".join(_blocks(view)).replace("\u00a0", " ") + "\n"


def _plain(text: str) -> str:
    """Text of which no sign means anything to Markdown."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return (
        _AT_THE_START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", escaped, count=1)
        if _AT_THE_START.match(text)
        else escaped
    )


def _strong(text: str) -> str:
    return f"**{_plain(text)}**"


def _struck(text: str, on: bool) -> str:
    return f"~~{text}~~" if on and text else text


def _runs(text: Text) -> str:
    return "".join(
        f"[{_plain(run.text)}](<{run.address}>)" if run.address else _plain(run.text) for run in text
    )


def _blocks(view: Advisory) -> Iterator[str]:
    office = f"{_strong(view.issuer)}  \n{_plain(view.office)}" if view.office else _strong(view.issuer)
    yield office
    yield f"{_strong(view.kind)} · {_plain(view.edition)}"
    yield " | ".join(_plain(text) for text in (view.place, view.date) if text).replace("|", "\\|")
    if view.release:
        yield _strong(view.release)
    for strip in view.strips:
        yield f"> {_strong(strip.word.upper())} {_plain(strip.text)}"
    yield f"# {_plain(view.title)}"
    yield from (_plain(paragraph) for paragraph in view.lead)
    yield "\n".join(_fact(fact) for fact in view.facts)
    if view.who:
        yield f"## {_plain(view.who_title)}"
        for side in view.who:
            yield from _delegation(side)
    if view.programme:
        yield from _headed(view.programme_title, view.zone_note)
        for day in view.programme:
            if day.title:
                yield f"### {_plain(day.title)}"
            yield _table(day.table)
    if view.access:
        yield from _headed(view.access_title, "" if view.programme else view.zone_note)
        for opportunity in view.access:
            yield from _opportunity(opportunity)
    for panel in (*view.sections, *view.panels):
        yield from _panel(panel)
    yield "\\" + view.end.replace(" ", "") if set(view.end) <= {"#", " "} else _plain(view.end)
    yield _plain(view.footer)


def _headed(title: str, note: str) -> Iterator[str]:
    yield f"## {_plain(title)}"
    if note:
        yield f"{_plain(note)}"


def _fact(fact: Fact) -> str:
    lines = "; ".join(_struck(_runs(line), fact.struck) for line in fact.lines)
    return f"- {_strong(fact.label)}: {lines}"


def _delegation(side: Delegation) -> Iterator[str]:
    yield f"### {_plain(side.name)}"
    if side.members:
        yield "\n".join(_person(person) for person in side.members)
    if side.also:
        yield f"{_plain(side.also_label)}:"
        yield "\n".join(_person(person) for person in side.also)


def _person(person: Person) -> str:
    return f"- {_plain(f'{person.name}, {person.role}' if person.role else person.name)}"


def _opportunity(it: Opportunity) -> Iterator[str]:
    mark = f" {_strong(it.mark)}" if it.mark else ""
    yield f"### {_struck(_plain(', '.join((it.name, *it.about))), it.struck)}{mark}"
    where = [text for text in (it.place and _strong(it.place), _plain(it.coverage)) if text]
    if where:
        yield " \\| ".join(where)
    if it.table:
        yield _table(it.table)
    if it.details:
        yield "\n".join(_fact(fact) for fact in it.details)


def _table(table: Table) -> str:
    rows = [
        _row([_plain(column.title) for column in table.columns]),
        _row(["---"] * len(table.columns)),
        *(_row([_cell(cell) for cell in row]) for row in table.rows),
    ]
    return "\n".join(rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    parts = [_struck(_plain(cell.text), cell.struck), _strong(cell.mark) if cell.mark else ""]
    return "<br>".join(part for part in (*parts, *(_plain(line) for line in cell.lines)) if part)


def _panel(panel: Panel) -> Iterator[str]:
    yield f"## {_plain(panel.title)}"
    yield from (_runs(paragraph) for paragraph in panel.paragraphs)
