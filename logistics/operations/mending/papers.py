"""The front matter of papers: the date by the time of publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from logistics.operations.mending.proof import Judged
from logistics.operations.mending.trees import Mend
from logistics.plan.words import date_words
from logistics.rules.base import Finding
from logistics.rules.publication.papers import day_of_release, release_words


def _date_of_publication(result: Judged, finding: Finding) -> Iterator[Mend]:
    for number, release in enumerate(result.plan.event.releases):
        path = f"releases[{number}]"
        day = day_of_release(release, result.plan.event)
        if release.published and day and {path, f"{path}.date"} & {fact.path for fact in finding.facts}:
            alone = date_words(day).partition(", ")[2]
            yield Mend(f"Date {release_words(release)} {alone}", f"{path}.date", alone)


PROPOSALS: Final[Mapping[str, Callable[[Judged, Finding], Iterator[Mend]]]] = {"PUB024": _date_of_publication}
