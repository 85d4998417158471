"""The first page of a press kit: what was found, and every file with who may have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from logistics.disclosure import Audience
from logistics.documents.rendering import html
from logistics.model import Level
from logistics.plan.words import press_words

FORMAT_WORDS: Mapping[str, str] = {
    "pdf": "for print (PDF)",
    "html": "as a web page",
    "text": "as plain text",
    "markdown": "as Markdown",
}


def feed_words(audience: Audience) -> str:
    """What a feed is: ``Calendar feed for the press: video cameras``."""
    return f"Calendar feed for {audience_words(audience)}"


def audience_words(audience: Audience) -> str:
    """Who they are: ``the press: video cameras``, ``all press``."""
    if audience.category:
        return f"the press: {press_words([audience.category])}"
    return {Level.PUBLIC: "the public", Level.PRESS: "all press", Level.STAFF: "staff"}[audience.level]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: rule, severity, message and the lines of the event file it rests on."""

    rule: str
    severity: str
    message: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the kit, what it is, and who may have it: public, press, staff or close hold."""

    name: str
    what: str
    audience: str


@dataclass(frozen=True, slots=True)
class Index:
    """What the first page shows."""

    title: str
    invented: str | None
    source: str
    found: tuple[Found, ...]
    unchecked: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    refused: tuple[tuple[str, str], ...]

    def for_audience(self, audience: str) -> tuple[File, ...]:
        """The files that an audience may have."""
        return tuple(file for file in self.files if file.audience == audience)

    def count(self, severity: str) -> int:
        """How many findings of a severity there are."""
        return sum(found.severity == severity for found in self.found)


def page(index: Index) -> str:
    """The first page as HTML, complete in one file."""
    return html("kit.html", index=index)
