"""Mends: one edit that takes a finding away and brings nothing worse; a time is moved as little as will do."""

import copy
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.changes import stated
from logistics.model import Event, When
from logistics.operations.mending import Mend, apply, mends
from logistics.operations.mending.rewriting import moved
from tests.operations.judging import judged, offered, one
from tests.rules.building import access, event, session

# An edit of the tree

TREE = {"id": "x", "sessions": [{"id": "a"}, {"id": "b", "access": [{"at": "9:00"}, {"at": "9:30"}]}]}


def test_an_edit_changes_one_place_and_leaves_the_tree_itself_alone() -> None:
    before = copy.deepcopy(TREE)
    after = apply(TREE, Mend("", "sessions[1].access[1].at", "9:20"))
    assert after["sessions"][1]["access"] == [{"at": "9:00"}, {"at": "9:20"}]
    assert after["sessions"][0] == {"id": "a"}
    assert before == TREE


def test_an_edit_may_add_a_key_but_no_entry() -> None:
    assert apply(TREE, Mend("", "sessions[0].room", "hall"))["sessions"][0] == {"id": "a", "room": "hall"}
    with pytest.raises(KeyError):
        apply(TREE, Mend("", "sessions[2]", "hall"))


def test_an_edit_without_a_text_takes_its_place_out() -> None:
    assert apply(TREE, Mend("", "sessions[1].access[0]", ""))["sessions"][1]["access"] == [{"at": "9:30"}]
    assert "id" not in apply(TREE, Mend("", "id", ""))


@pytest.mark.parametrize(
    "path",
    ["", ".", "sessions[9].id", "sessions[-1].id", "sessions.id", "id.at", "rooms[0].id", "sessions[0]id", "a b",
     "sessions[1].access[0].at.", "sessions[1]..id", "sessions[1].access.at", "id[0]", "Sessions[0].id"],
)  # fmt: skip
def test_a_place_that_is_not_there_cannot_be_edited(path: str) -> None:
    with pytest.raises(KeyError):
        apply(TREE, Mend("", path, "x"))


@given(st.text(alphabet="sesionacat[]0123.-", max_size=30), st.text(max_size=5))
def test_any_place_is_edited_or_refused(path: str, value: str) -> None:
    try:
        apply(TREE, Mend("", path, value))
    except KeyError:
        return
    assert path


# Times that are moved


def test_final_access_too_close_to_the_start_moves_to_the_usual_margin() -> None:
    late = session(access=[access("final access", "10:40 a.m.", "video", "stills", "writers", "radio")])
    assert offered(event(late), "ORD002") == [
        (
            "Move final access for video cameras, still photographers, writers, and radio to 10:35 a.m.",
            "sessions[0].access[0].at",
            "10:35 a.m.",
        ),
        (
            "Move the start of the joint press availability to 10:50 a.m. EST",
            "sessions[0].start",
            "10:50 a.m. EST",
        ),
    ]


def test_access_after_the_start_moves_before_it_by_the_usual_margin() -> None:
    """The window ends at the start; the margin that then is too short is kept too."""
    late = session(end=None, access=[access("final access", "10:50 a.m.")])
    found = offered(event(late), "ORD001")
    assert [(path, value) for _, path, value in found] == [
        ("sessions[0].access[0].at", "10:35 a.m."),
        ("sessions[0].start", "11:00 a.m. EST"),
    ]


def test_the_smallest_move_is_first() -> None:
    pre_set = session(
        access=[access("pre-set", "10:30 a.m.", "video"), access("final access", "10:20 a.m.", "stills")]
    )
    result = judged(event(pre_set))
    before = {"sessions[0].access[0].at": dt.time(10, 30), "sessions[0].access[1].at": dt.time(10, 20)}
    found = mends(result, one(result, "ORD003"))
    assert found
    lengths = [_minutes(When.read(mend.value).clock.time, before[mend.path]) for mend in found]
    assert lengths == sorted(lengths)


def _minutes(one: dt.time, other: dt.time) -> int:
    return abs(one.hour * 60 + one.minute - other.hour * 60 - other.minute)


def test_a_move_keeps_what_other_rules_ask() -> None:
    """Pre-set may be 60 minutes early at most, and ten minutes before final access at least: it has no room."""
    early = session(
        access=[access("pre-set", "9:00 a.m.", "video"), access("final access", "9:53 a.m.", "stills")]
    )
    assert offered(event(early), "ORD005") == []


@pytest.mark.parametrize(
    "written, mended",
    [
        ("10:40 a.m.", "10:35 a.m."),
        ("10:40 AM", "10:35 AM"),
        ("10.40 am", "10.35 am"),
        ("10:40", "10:35"),
        ("at 10:40 a.m.", "at 10:35 a.m."),
        ("10:40 a.m. EST", "10:35 a.m. EST"),
        ("10:40 a.m. (ET)", "10:35 a.m. (ET)"),
        ("Tuesday, March 6, 2018, 10:40 a.m.", "Tuesday, March 6, 2018, 10:35 a.m."),
        ("2018-03-06 10:40", "2018-03-06 10:35"),
        ("10:40 a.m. on 6 Mar 2018", "10:35 a.m. on 6 Mar 2018"),
    ],
)
def test_a_moved_time_is_written_as_it_was(written: str, mended: str) -> None:
    late = event(session(access=[access("final access", written)]))
    assert mended in [value for _, path, value in offered(late, "ORD002") if path.endswith(".at")]


def test_a_moved_time_is_on_a_full_five_minutes_within_what_is_allowed() -> None:
    odd = session(start="10:43 a.m.", access=[access("final access", "10:38 a.m.")])
    assert [value for _, _, value in offered(event(odd), "ORD002")] == ["10:50 a.m.", "10:30 a.m."]


def test_a_time_moved_over_a_change_of_the_clocks_has_the_new_letters() -> None:
    night = session(
        start="9:00 a.m. EST", end="10:00 a.m. EST", access=[access("final access", "1:15 a.m. EDT")]
    )
    changing = event(night, date="Sunday, November 4, 2018", last_date=None)
    assert "8:00 a.m. EST" in [value for _, _, value in offered(changing, "ORD002")]


def test_a_time_on_a_wrong_day_moves_to_the_same_hour_of_the_event() -> None:
    off = session(access=[access("final access", "Monday, March 5, 2018, 10:20 a.m.")])
    says, path, value = offered(event(off), "ORD019")[0]
    assert says == "Move final access for all press to 10:20 a.m."
    assert (path, value) == ("sessions[0].access[0].at", "Tuesday, March 6, 2018, 10:20 a.m.")


def test_the_other_half_of_the_day_is_offered_where_a_move_is_long() -> None:
    wrong = session(access=[access("final access", "10:20 p.m.")])
    assert "10:20 a.m." in [value for _, _, value in offered(event(wrong), "ORD001")]


def test_a_session_in_a_room_that_is_taken_moves_until_it_is_free() -> None:
    first = session("plenary", start="9:00 a.m.", end="10:00 a.m.", room="hall", coverage="closed")
    second = session("signing", start="9:50 a.m.", end="10:30 a.m.", room="hall", coverage="closed")
    found = offered(event(first, second), "ROM003")
    assert (
        "Move the start of the meeting (signing) to 10:00 a.m.",
        "sessions[1].start",
        "10:00 a.m.",
    ) in found
    assert ("Move the end of the meeting (plenary) to 9:50 a.m.", "sessions[0].end", "9:50 a.m.") in found


def test_of_a_paper_and_the_plan_either_can_be_corrected() -> None:
    paper = {
        "id": "notice", "kind": "notice", "title": "Ports Dialogue", "date": "March 5, 2018",
        "states": [{"point": "availability.end", "when": "11:30 a.m."}],
    }  # fmt: skip
    found = offered(event(session(), releases=[paper]), "PUB010")
    assert ("Let the notice “notice” say 11:15 a.m.", "releases[0].states[0].when", "11:15 a.m.") in found
    assert (
        "Move the end of the joint press availability to 11:30 a.m.",
        "sessions[0].end",
        "11:30 a.m.",
    ) in found


def test_times_that_others_have_too_are_told_with_their_session() -> None:
    late = access("final access", "10:40 a.m.")
    other = session(
        "dialogue",
        kind="dialogue",
        start="2:00 p.m.",
        coverage="open",
        access=[access("final access", "1:30 p.m.")],
    )
    says, _, _ = offered(event(session(access=[late]), other), "ORD002")[0]
    assert says == "Move final access for all press at the joint press availability to 10:35 a.m."


def test_a_time_that_is_no_exact_time_is_not_moved() -> None:
    vague = session(end=None, access=[access("final access", "about 11:30 a.m.")])
    assert [path for _, path, _ in offered(event(vague), "ORD001")] == ["sessions[0].start"]


# Letters, weekdays, offsets, texts, names

SHEET = {"id": "sheet", "kind": "fact sheet", "title": "Ports", "source": "norland.example"}


@pytest.mark.parametrize(
    "rule, what, expected",
    [
        ("CAL001", session(start="10:45 a.m. EDT"), ("sessions[0].start", "10:45 a.m. EST")),
        (
            "CAL001",
            session(start="10:45 a.m. CST / 11:45 a.m. EDT", end=None, access=None),
            ("sessions[0].start", "10:45 a.m. CST / 11:45 a.m. EST"),
        ),
        (
            "CAL002",
            session(start="Monday, March 6, 2018, 10:45 a.m."),
            ("sessions[0].start", "Tuesday, March 6, 2018, 10:45 a.m."),
        ),
        (
            "CAL002",
            session(start="Mon. March 6, 2018, 10:45 a.m."),
            ("sessions[0].start", "Tue. March 6, 2018, 10:45 a.m."),
        ),
        (
            "CAL003",
            session(start="10:45 a.m. EST / 10:45 a.m. CST"),
            ("sessions[0].start", "10:45 a.m. EST / 9:45 a.m. CST"),
        ),
        (
            "CAL010",
            session(note="Bags are looked at from 9:40."),
            ("sessions[0].note", "Bags are looked at from 9:40 a.m."),
        ),
        ("CAL010", session(start="10:45", end="11:15 a.m."), ("sessions[0].start", "10:45 a.m.")),
        (
            "LIV014",
            session(note="It is streamed live at 10:45 a.m. on the page."),
            ("sessions[0].note", "It is streamed live at 10:45 a.m. EST on the page."),
        ),
        (
            "LIV014",
            session(note="It is streamed live at 10:45 a.m."),
            ("sessions[0].note", "It is streamed live at 10:45 a.m. EST."),
        ),
        (
            "PUB013",
            session(start="10:45 a.m. EST", end="11:15 a.m.", access=None),
            ("sessions[0].end", "11:15 a.m. EST"),
        ),
        ("PUB013", session(start="10:45 a.m. EST", end="11:15 a.m."), ("sessions[0].start", "10:45 a.m.")),
        (
            "PUB014",
            session(note="Doors at 9AM and 10.30 pm."),
            ("sessions[0].note", "Doors at 9:00 a.m. and 10:30 p.m."),
        ),
        (
            "PUB022",
            session(note="In the the lobby.Final access to72 , and  all."),
            ("sessions[0].note", "In the lobby. Final access to 72, and all."),
        ),
        ("PRN003", session(speakers=["Kosta"]), ("sessions[0].speakers[0]", "costa")),
        ("ROM010", session(room="GREAT  HALL"), ("sessions[0].room", "hall")),
    ],
)
def test_a_slip_with_one_right_form_is_put_right(rule: str, what: Any, expected: tuple[str, str]) -> None:
    assert expected in [(path, value) for _, path, value in offered(event(what), rule)]


def test_an_hour_that_comes_twice_is_told_by_its_offset() -> None:
    paper = {**SHEET, "published": "2018-11-04 01:30", "date": "November 4, 2018"}
    found = [value for _, _, value in offered(event(session(), releases=[paper]), "CAL007")]
    assert found == ["2018-11-04 01:30-04:00", "2018-11-04 01:30-05:00"]


def test_an_offset_of_another_season_is_put_right() -> None:
    paper = {**SHEET, "published": "2018-03-06 19:52:45-0400", "date": "March 6, 2018"}
    found = offered(event(session(), releases=[paper]), "CAL008")
    assert found == [
        ("Write “2018-03-06 19:52:45-05:00”", "releases[0].published", "2018-03-06 19:52:45-05:00")
    ]


def test_a_paper_is_dated_by_its_publication() -> None:
    paper = {**SHEET, "published": "2018-03-06 19:52:45-05:00", "date": "March 7, 2018"}
    expected = [("Date the fact sheet “sheet” March 6, 2018", "releases[0].date", "March 6, 2018")]
    assert offered(event(session(), releases=[paper]), "PUB024") == expected
    assert offered(event(session(), releases=[{**paper, "date": None}]), "PUB024") == expected


def test_a_heading_leaves_the_office_to_its_own_line() -> None:
    paper = {
        "id": "notice",
        "kind": "notice",
        "title": "Ports",
        "date": "March 5, 2018",
        "heading": "Notice to the Press Press Office",
    }
    found = offered(event(session(), releases=[paper]), "PUB027")
    assert [(path, value) for _, path, value in found] == [("releases[0].heading", "Notice to the Press")]


def test_of_two_entrances_either_can_be_kept() -> None:
    two = session(
        access=[
            access("final access", "10:20 a.m.", "video", id="a"),
            access("final access", "10:20 a.m.", "video", id="b", entrance="south-gate"),
        ]
    )
    assert offered(event(two), "ACC008") == [
        ("Name the North Gate for both", "sessions[0].access[1].entrance", "north-gate"),
        ("Name the South Gate for both", "sessions[0].access[0].entrance", "south-gate"),
    ]


def test_a_waiver_of_nothing_is_taken_out_and_the_others_stay() -> None:
    idle = [{"rule": "ACC006", "reason": "Sent to the desks."}, {"rule": "ACC007", "reason": "Kept open."}]
    result = judged(event(session(), waivers=idle))
    first = next(found for found in result.report.findings if found.facts[0].path == "waivers[0]")
    assert [(mend.says, mend.path, mend.value) for mend in mends(result, first)] == [
        ("Take the waiver of ACC006 out", "waivers[0]", "")
    ]


def test_a_room_of_another_venue_brings_its_venue() -> None:
    second = {"id": "annex", "name": "Annex", "rooms": [{"id": "attic", "name": "Attic"}]}
    sound = event()
    venues = [*stated(sound)["venues"], second]
    found = offered(event(session(room="attic", venue="ministry", access=None), venues=venues), "ROM010")
    assert found == [("Change the venue to Annex", "sessions[0].venue", "annex")]


@pytest.mark.parametrize(
    "rule, what",
    [
        ("ACC006", event(session(), credentials=None)),
        ("PRN004", event(session(speakers=None))),
        ("PUB018", event(session(), contacts=None)),
        ("CAL010", event(session(note="Bags from 9:40, doors from 10:10."))),
        ("PRN003", event(session(speakers=["Onodera"]))),
        (
            "PRN003",
            event(session(speakers=["Kosta"]), session("other", coverage="closed", speakers=["Kosta"])),
        ),
        ("ROM010", event(session(room="attic"))),
    ],
)
def test_where_no_single_edit_is_known_none_is_offered(rule: str, what: Event) -> None:
    assert offered(what, rule) == []


# The text of a moved time

HOURS = st.times().map(lambda time: time.replace(second=0, microsecond=0))
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
FORMS = st.sampled_from(
    ["9:00 a.m.", "9 AM", "9.00 pm", "09:00", "9:00", "noon", "at 9:00 a. m. EST", "9:00:30 p.m.",
     "December 14, 2017, 9:00 a.m. (ET)", "Thu., Dec. 14, 2017 at 21:00",
     "2017-12-04T09:00", "9:00 p.m. on 14 May 2017", "Thursday, 14 Sept 2017, 9 a.m."]
)  # fmt: skip


@given(FORMS, HOURS, st.none() | DAYS)
def test_a_moved_time_reads_as_the_new_one(text: str, time: dt.time, day: dt.date | None) -> None:
    before, after = When.read(text).clock, When.read(moved(text, time, day, None)).clock
    assert after.time == time
    assert after.day == (day or before.day)
    assert after.letters == before.letters
    if day and before.weekday:
        assert after.weekday == f"{day:%A}"
    if before.time != dt.time(12) and not (time == dt.time() and text == "noon"):
        assert after.twelve_hour == before.twelve_hour
