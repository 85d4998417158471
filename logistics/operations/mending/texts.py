"""Texts with slips that have one right form: house style, spacing, the zone of a stream, a heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from logistics.moments import HOUR, letters, start_of
from logistics.operations.mending.proof import Judged
from logistics.operations.mending.trees import Mend
from logistics.plan import Plan
from logistics.rules.base import Finding
from logistics.rules.livestream import with_zone
from logistics.rules.publication.style import in_house_style, without_slips
from logistics.rules.texts import free_texts

_MOST_QUOTED: Final = 80


def _house_style(result: Judged, finding: Finding) -> Iterator[Mend]:
    for path, text in _texts(result.plan, finding):
        yield _write("Write its times in house style", path, in_house_style(text))


def _slips(result: Judged, finding: Finding) -> Iterator[Mend]:
    for path, text in _texts(result.plan, finding):
        yield _write("Correct the slips", path, without_slips(text, result.plan.event.language))


def _zone_of_the_stream(result: Judged, finding: Finding) -> Iterator[Mend]:
    plan = result.plan
    for path, text in _texts(plan, finding):
        zone = plan.zone_at(path)
        shown = letters(start_of(plan.event.date.date, zone) + 12 * HOUR, zone)
        if shown.isalpha():
            yield _write(f"Add {shown}", path, with_zone(text, shown))


def _heading_without_the_office(result: Judged, finding: Finding) -> Iterator[Mend]:
    for number, release in enumerate(result.plan.event.releases):
        path, office = f"releases[{number}].heading", release.office or result.plan.event.issuer.office
        if path not in {fact.path for fact in finding.facts} or not office or not release.heading:
            continue
        begin = release.heading.casefold().find(office.casefold())
        rest = f"{release.heading[:begin]} {release.heading[begin + len(office) :]}" if begin >= 0 else ""
        if heading := " ".join(rest.split()):
            yield _write("Leave the office to its own line", path, heading)


def _texts(plan: Plan, finding: Finding) -> Iterator[tuple[str, str]]:
    places = {fact.path for fact in finding.facts}
    return ((path, text) for path, text in free_texts(plan) if path in places)


def _write(what: str, path: str, text: str) -> Mend:
    """The edit in words, with the text where it is short enough to be read on a button."""
    return Mend(f"{what}: “{text}”" if len(text) <= _MOST_QUOTED else what, path, text)


PROPOSALS: Final[Mapping[str, Callable[[Judged, Finding], Iterator[Mend]]]] = {
    "PUB014": _house_style,
    "PUB022": _slips,
    "LIV014": _zone_of_the_stream,
    "PUB027": _heading_without_the_office,
}
