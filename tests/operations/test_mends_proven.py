"""Every mend is one: with it the finding is gone, and no error or warning is new."""

import copy
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from logistics.changes import stated
from logistics.errors import MomentError
from logistics.eventfile import read
from logistics.model import Event
from logistics.operations.mending import Mend, apply, mends
from logistics.plan import PRESIDENTIAL, STATE, Profile
from logistics.rules.base import Finding, Severity
from tests.operations.judging import Judged, judged

EVENTS = sorted((Path(__file__).resolve().parents[2] / "events").rglob("*.yaml"))
SMALL = [path for path in EVENTS if path.parent.name != "invented"]


def findings(result: Judged) -> Counter[tuple[str, Severity, frozenset[str]]]:
    return Counter(
        (found.rule, found.severity, frozenset(fact.path for fact in found.facts))
        for found in result.report.findings
    )


def assert_mends(result: Judged, finding: Finding, mend: Mend) -> None:
    """The event with the edit can be judged, has one finding less, and no error or warning more."""
    assert mend.says
    after = judged(Event.model_validate(apply(stated(result.plan.event), mend)), result.plan.profile)
    if finding.rule == "WVR001":
        assert len(after.report.findings) < len(result.report.findings)
        return
    places = frozenset(fact.path for fact in finding.facts)
    assert all((finding.rule, severity, places) not in findings(after) for severity in Severity), (
        finding,
        mend,
    )
    new = findings(after) - findings(result)
    assert not [key for key in new if key[1] is not Severity.NOTE], (finding, mend, new)


@pytest.mark.parametrize("profile", [STATE, PRESIDENTIAL], ids=["state", "presidential"])
@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_what_is_offered_for_a_sample_event_mends_it(path: Path, profile: Profile) -> None:
    result = judged(read(path).event, profile)
    for finding in result.report.findings:
        for mend in mends(result, finding):
            assert_mends(result, finding, mend)


TIMES = (
    "9:00 a.m.", "9:00", "10:50 a.m.", "1:30 p.m. EST", "about 10:30 a.m.", "10:00 to 10:20 a.m.", "6:15",
    "30 minutes before start", "10:20 p.m.", "4:00 p.m. CT / 4:00 p.m. ET", "June 12, 2031, 9:00 a.m.",
    "Friday, December 14, 2017, 8:45 a.m.", "11:00 a.m. EDT", "5:00 p.m. CST", "to be determined", "2:30 a.m.", "noon",
)  # fmt: skip
TEXTS = (
    "In the the lobby at 6:15.",
    "Streamed live at 9AM.",
    "Two  spaces , and to72.",
    "See www.norland.example/a,b",
)
TIMED = frozenset(("start", "end", "at", "by", "from", "until", "when", "embargo"))
WORDED = frozenset(("lead", "note", "background", "how", "credentials", "ground_rules"))


def leaves(tree: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps: Any = (
        tree.items() if isinstance(tree, Mapping) else enumerate(tree) if isinstance(tree, list) else ()
    )
    for step, value in steps:
        yield from leaves(value, (*path, step))
    if not isinstance(tree, Mapping | list):
        yield path


def mutated(tree: Mapping[str, object], chance: random.Random) -> Event | None:
    """An event with one to three other times and texts, and perhaps without a room or an end."""
    changed: Any = copy.deepcopy(dict(tree))
    for _ in range(chance.randint(1, 3)):
        kinds = (TIMED, TIMES) if chance.random() < 0.75 else (WORDED, TEXTS)
        places = [place for place in leaves(changed) if place[-1] in kinds[0]]
        if places:
            *way, last = chance.choice(places)
            inner = changed
            for step in way:
                inner = inner[step]
            inner[last] = chance.choice(kinds[1])
    if chance.random() < 0.3:
        chance.choice(changed["sessions"]).pop(chance.choice(["room", "end", "coverage", "speakers"]), None)
    try:
        return Event.model_validate(changed)
    except ValidationError:
        return None


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_what_is_offered_for_a_mutated_event_mends_it(path: Path) -> None:
    tree, chance = stated(read(path).event), random.Random(path.stem)
    offers = 0
    for _ in range(12):
        what = mutated(tree, chance)
        try:
            result = judged(what) if what else None
        except MomentError:
            continue
        for finding in result.report.findings if result else ():
            assert result is not None
            found = mends(result, finding)
            assert len(found) <= 3
            offers += len(found)
            for mend in found:
                assert_mends(result, finding, mend)
    assert offers > 10
