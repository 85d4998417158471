"""What did happen is noted on the day on which it did, whatever the clock shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from logistics.errors import MomentError
from logistics.operations.drafts import create, draft
from logistics.operations.observing import observe, observed
from logistics.operations.telling import instant_words
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, NOW, Rig, furnished


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """An office with a reception that runs past midnight, and a session on the next day."""
    made = furnished(f"sqlite:///{tmp_path / 'office.db'}")
    head = DIALOGUE_FILE.read_text(encoding="utf-8").partition("sessions:\n")[0]
    head = head.replace("date: December 14, 2017", "date: December 14, 2017\nlast_date: December 15, 2017", 1)
    sessions = """sessions:
  - {id: gala, kind: reception, start: 11:00 p.m., end: "December 15, 2017, 1:00 a.m."}
  - {id: breakfast, kind: working breakfast, start: "December 15, 2017, 8:00 a.m."}
"""
    create(made.office, head + sessions, "ada", NOW)
    yield made
    made.office.database.dispose()


def _noted(rig: Rig, point: str, time: str) -> str:
    return observe(rig.office, DIALOGUE, point, time, "ada", NOW)


@pytest.mark.parametrize(
    "point, time, told",
    [
        ("gala.end", "12:58a", "Friday, December 15, 2017"),
        ("gala.end", "11:58p", "Thursday, December 14, 2017"),
        ("gala.start", "12:03a", "Friday, December 15, 2017"),
        ("breakfast.start", "8:04a", "Friday, December 15, 2017"),
        ("breakfast.start", "December 15, 2017, 7:58 a.m.", "Friday, December 15, 2017"),
    ],
)
def test_a_time_without_a_day_is_of_the_day_nearest_to_the_plan(
    rig: Rig, point: str, time: str, told: str
) -> None:
    _noted(rig, point, time)
    seen = next(one for one in observed(rig.office, draft(rig.office, DIALOGUE)) if one.point == point)
    assert told in instant_words(seen.instant, "America/New_York")


def test_letters_that_no_clock_showed_there_are_refused(rig: Rig) -> None:
    with pytest.raises(MomentError, match="Clocks there showed EST then, not PST"):
        _noted(rig, "breakfast.start", "8:04 a.m. PST")
    assert "8:04 a.m. EST" in _noted(rig, "breakfast.start", "8:04 a.m. EST")


def test_a_day_far_from_the_plan_is_refused(rig: Rig) -> None:
    with pytest.raises(MomentError, match="from the plan"):
        _noted(rig, "breakfast.start", "June 11, 1999, 8:00 a.m.")
