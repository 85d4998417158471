"""The advisory as its renderers get it: every string worded and formatted, in reading order.

A renderer lays out; it formats no time and picks no word. Text may hold no-break spaces.
"""

from __future__ import annotations

from dataclasses import dataclass

from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``address`` is where it leads to (http, https or mailto), if anywhere."""

    text: str
    address: str = ""


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """What a reader must know first: ``Cancelled``, ``Invented``, and a sentence about it."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what belongs to it, a line each."""

    label: str
    lines: tuple[Text, ...]
    strong: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person and the office held; the office may be empty."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """A side and its people; ``also`` are those named as taking part beside the principals."""

    name: str
    members: tuple[Person, ...]
    also_label: str
    also: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with smaller ``lines`` under it and a word that marks a change of state.

    ``quiet`` is set where words stand in place of a clock time: ``before the dialogue``.
    """

    text: str
    lines: tuple[str, ...] = ()
    mark: str = ""
    struck: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is time, press, step, entrance, session, place or coverage."""

    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has one cell for each column. ``name`` says what it is to those who cannot see it."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The programme of one day. ``title`` is empty where the event has one day only."""

    title: str
    table: Table


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One thing that press may cover, and how they get there."""

    name: str
    about: tuple[str, ...]
    place: str
    coverage: str
    mark: str
    struck: bool
    table: Table | None
    details: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A headed group of paragraphs."""

    title: str
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Advisory:
    """A press advisory, in reading order. ``issued`` is the instant of the revision that it tells of."""

    language: str
    locale: str
    text_language: str
    issued: Instant
    issuer: str
    office: str
    kind: str
    edition: str
    place: str
    date: str
    release: str
    strips: tuple[Strip, ...]
    title: str
    lead: tuple[str, ...]
    facts: tuple[Fact, ...]
    who_title: str
    who: tuple[Delegation, ...]
    zone_note: str
    programme_title: str
    programme: tuple[Day, ...]
    access_title: str
    access: tuple[Opportunity, ...]
    sections: tuple[Panel, ...]
    panels: tuple[Panel, ...]
    end: str
    footer: str
    more: str
    page: str


def plain(text: Text) -> str:
    """The words of a text without its links."""
    return "".join(run.text for run in text)
