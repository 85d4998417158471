"""What goes out is judged as it goes out: with the day and the time that somebody typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from logistics.operations.drafts import draft, drafts, history, last_readable, restore, unreadable
from logistics.operations.issuing import Decision, NotReady, announced, issue, publish, readiness
from logistics.operations.office import Refused
from logistics.store import events as kept
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, NOW, Rig, furnished


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """An office with the dialogue."""
    made = furnished(f"sqlite:///{tmp_path / 'office.db'}")
    made.take_in()
    yield made
    made.office.database.dispose()


def _published(rig: Rig, date: str, time: str = "") -> None:
    item = draft(rig.office, DIALOGUE)
    ready = readiness(rig.office, item, NOW)
    reasons = {one.key: "said in a test" for one in ready.needs_reason}
    publish(rig.office, DIALOGUE, Decision(item.number, reasons, date, time), "ada", NOW)


@pytest.mark.parametrize(
    "time",
    ["at nosuch.end", "5 minutes after dialogue.start", "TBD", "about 9:00 a.m.", "9:00 to 10:00 a.m.", "x"],
)
def test_what_is_no_time_of_that_day_is_refused_and_nothing_is_saved(rig: Rig, time: str) -> None:
    with pytest.raises(Refused):
        _published(rig, "December 13, 2017", time)
    assert len(history(rig.office, DIALOGUE)) == 1
    assert issue(rig.office, DIALOGUE) is None
    assert len(drafts(rig.office)) == 1


def test_a_time_with_a_day_of_its_own_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused, match="not one time of that day"):
        _published(rig, "December 13, 2017", "December 12, 2017, 9:00 a.m.")


@pytest.mark.parametrize(
    "date, time, rule",
    [("Monday, December 13, 2017", "", "Wednesday"), ("December 13, 2017", "9:00 a.m. PST", "EST")],
)
def test_a_stamp_that_would_be_an_error_stops_it(rig: Rig, date: str, time: str, rule: str) -> None:
    with pytest.raises(Refused, match=rule):
        _published(rig, date, time)
    assert len(history(rig.office, DIALOGUE)) == 1


@pytest.mark.parametrize("time", ["9:00 a.m.", "9:00 a.m. EST", "9:00a", "0900"])
def test_a_time_as_people_type_it_is_taken(rig: Rig, time: str) -> None:
    _published(rig, "December 13, 2017", time)
    stamp = draft(rig.office, DIALOGUE).event.revision
    assert stamp.time is not None
    assert stamp.time.text.startswith("9:00 a.m.")


def test_an_update_is_offered_the_minute_and_not_the_second(rig: Rig) -> None:
    _published(rig, "December 13, 2017")
    assert readiness(rig.office, draft(rig.office, DIALOGUE), NOW + 40).time == "8:47 a.m."


def test_an_error_of_the_stamp_is_told_before_anything_goes_out(rig: Rig) -> None:
    item = draft(rig.office, DIALOGUE)
    fine = readiness(rig.office, item, NOW, ("December 13, 2017", ""))
    wrong = readiness(rig.office, item, NOW, ("December 13, 2017", "9:00 a.m. PST"))
    assert [one.finding.rule for one in fine.stops] == []
    assert [one.finding.rule for one in wrong.stops] == ["CAL001"]


# ---- a revision that cannot be read --------------------------------------------------------------------------------


@pytest.fixture
def spoiled(rig: Rig) -> Rig:
    """The dialogue, of which the last revision cannot be read, as after a change of rules, and another event."""
    text = draft(rig.office, DIALOGUE).kept.text
    rig.take_in(DIALOGUE_FILE, **{DIALOGUE: "another-dialogue"})
    rig.publish("another-dialogue")
    with rig.office.database.writing() as connection:
        kept.append(connection, DIALOGUE, 1, text + "\nnonsense: 1\n", at=NOW, by="ada", summary="spoiled")
    return rig


def test_one_event_that_cannot_be_read_takes_no_other_with_it(spoiled: Rig) -> None:
    assert [item.event.id for item in drafts(spoiled.office)] == ["another-dialogue"]
    assert unreadable(spoiled.office) == (DIALOGUE,)
    assert len(announced(spoiled.office)) == 1


def test_an_earlier_state_can_be_brought_back_over_one_that_cannot_be_read(spoiled: Rig) -> None:
    assert last_readable(spoiled.office, DIALOGUE).number == 1
    saved = restore(spoiled.office, DIALOGUE, 1, 2, "ada", NOW)
    assert (saved.draft.number, bool(saved.changes)) == (3, True)
    assert draft(spoiled.office, DIALOGUE).number == 3
    assert unreadable(spoiled.office) == ()


def test_an_error_that_stands_stops_it_by_name(rig: Rig) -> None:
    wrong = rig.take_in(DIALOGUE_FILE, **{DIALOGUE: "wrong-dialogue", "10:20 a.m.": "10:50 a.m."})
    decision = Decision(wrong.number, {}, "December 13, 2017")
    with pytest.raises(NotReady, match="Errors stand against it"):
        publish(rig.office, wrong.event.id, decision, "ada", NOW)
