"""Times on the office's pages: of which zone and which day they are, and how far they are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from logistics.disclosure import AUDIENCES
from logistics.eventfile import write
from logistics.operations.drafts import Draft, checked_text
from logistics.operations.feeding import samples
from logistics.operations.overview import Item, matrix, overview
from logistics.operations.reckoning import times_in_words
from logistics.operations.telling import zone_note
from logistics.store.events import Kept
from tests.rules.building import event, session
from tests.web.offices import DIALOGUE_FILE, FILES

SUMMIT_FILE = FILES["2031-06-11-two-city-summit-day"]
WEDNESDAY, THURSDAY = "Wednesday, June 11, 2031", "Thursday, June 12, 2031"


def draft_of(text: str) -> Draft:
    kept = Kept("one", 1, text, 0, "somebody", "made the event")
    return Draft(kept, checked_text(text, "one", "state"))


def of_file(path: Path) -> Draft:
    return draft_of(path.read_text(encoding="utf-8"))


def of_sessions(*sessions: dict[str, Any], **rest: Any) -> Draft:
    return draft_of(write(event(*sessions, **rest)))


def item_of(draft: Draft, session_id: str) -> Item:
    return next(item for item in overview(draft) if item.id == session_id)


def test_a_time_of_another_zone_than_the_events_carries_its_letters() -> None:
    summit = of_file(SUMMIT_FILE)
    assert item_of(summit, "arrival-ceremony").when == "8:45 to 9:00 a.m."
    assert item_of(summit, "arrival-monterrey").when == "4:35 to 4:40 p.m. CST"
    assert item_of(summit, "arrival-monterrey").access[0].time == "4:10 p.m. CST"
    assert item_of(summit, "gallery-tour").when == "5:05 to 5:10 p.m. CST"
    assert item_of(summit, "signing").streams == ("7:15 p.m. CST on tworivers.example/live",)


def test_the_coverage_tells_zone_and_day_as_the_overview_does() -> None:
    lines = {line.item.id: line for line in matrix(of_file(SUMMIT_FILE))}
    assert {came.time for cell in lines["signing"].cells for came in cell.times} == {
        "6:35 p.m. CST",
        "6:55 p.m. CST",
    }
    assert lines["signing"].day == WEDNESDAY
    assert lines["press-conference"].day == THURSDAY


@pytest.mark.parametrize("audience", [one.name for one in AUDIENCES])
def test_every_entry_of_a_sample_has_its_day_and_a_foreign_time_its_letters(audience: str) -> None:
    found = samples(of_file(SUMMIT_FILE), audience)
    days = {one.day for one in found if one.when != "all day"}
    assert days <= {WEDNESDAY, THURSDAY}
    assert THURSDAY in days
    for one in found:
        if "Monterrey" in one.place and one.when != "all day":
            assert one.when.endswith(" CST"), one
        assert "CDT" not in one.when


def test_an_event_of_one_day_and_one_zone_tells_bare_times() -> None:
    dialogue = of_file(DIALOGUE_FILE)
    assert zone_note(dialogue.event).words == "All times New York (EST)"
    assert {item.day for item in overview(dialogue)} == {""}
    assert {one.day for one in samples(dialogue, "press")} == {""}


def test_the_head_says_truly_whether_all_times_are_of_one_zone() -> None:
    assert zone_note(of_file(SUMMIT_FILE).event).words == (
        "Times in Chicago (CDT) unless another zone is written"
    )


def test_in_the_night_of_a_change_of_clocks_not_all_times_are_of_one_zone() -> None:
    night = of_sessions(session("talk", start="9:00 a.m."), date="November 5, 2017")
    assert not zone_note(night.event).only


def test_lists_go_by_the_instant_and_not_by_the_clock_on_the_wall() -> None:
    found = [one for one in overview(of_file(SUMMIT_FILE)) if one.when]
    ids = [one.id for one in found]
    # 10:20 a.m. in San Antonio is before 10:00 a.m. in Monterrey.
    assert ids.index("plenary-one") < ids.index("set-up-auditorio")


def test_what_follows_for_a_time_reads_as_a_moment_and_not_as_a_span() -> None:
    between = of_sessions(
        session("first", start="8:00 a.m.", end="8:38 a.m."),
        session("spray", kind="camera spray", after="first", before="talks"),
        session("talks", start="9:00 a.m."),
    )
    told = item_of(between, "spray")
    assert told.when.startswith("some time between 8:38 and 8:")
    assert times_in_words(between.checked.plan)["sessions[1].start"] == (
        f"Not stated. It follows: {told.when}."
    ).replace("..", ".")


def test_an_edge_of_the_events_days_is_no_bound_that_is_told() -> None:
    spray = session("spray", kind="camera spray", before="talks")
    before = of_sessions(spray, session("talks", start="9:00 a.m."))
    assert item_of(before, "spray").when.startswith("not later than 8:")
    alone = of_sessions(session("spray", kind="camera spray"))
    assert item_of(alone, "spray").when == ""
    assert "sessions[0].start" not in times_in_words(alone.checked.plan)
