"""Times, their order and the margins between them."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.plan import PRESIDENTIAL
from logistics.rules.base import Severity
from tests.rules.building import access, event, findings, plan_of, session, unchecked

Noun = dict[str, Any]


def spray(**changes: Any) -> Noun:
    """A spray at 9:00 with its press picked up at 8:30 at the North Gate, and out at 9:06."""
    stated: Noun = {
        "kind": "camera spray",
        "start": "9:00 a.m.",
        "end": "9:05 a.m.",
        "room": "map-room",
        "coverage": "open",
        "access": [access("pick-up", "8:30 a.m."), access("clear", "9:06 a.m.")],
    }
    return session("spray", **{**stated, **changes})


def dialogue(**changes: Any) -> Noun:
    """A closed dialogue from 9:30 to 10:30."""
    stated: Noun = {"kind": "dialogue", "start": "9:30 a.m.", "end": "10:30 a.m.", "coverage": "closed"}
    return session("dialogue", **{**stated, **changes})


def only(step: str, at: str, **changes: Any) -> Noun:
    """The availability at 10:45 with one access time for all."""
    return session(access=[access(step, at)], **changes)


def assert_one(code: str, severity: Severity, *sessions: Noun, **changes: Any) -> None:
    """One finding of a rule, of that severity, and of no other rule on order."""
    plan = plan_of(event(*sessions, **changes))
    assert [found.severity for found in findings(plan, code)] == [severity]
    for other in ORDER:
        if other != code:
            assert findings(plan, other) == (), other


ORDER = [f"ORD{number:03}" for number in (*range(1, 7), 9, 10, 11, 12, 13, 18, 19, 22, 23)]


@pytest.mark.parametrize("code", ORDER)
def test_a_sound_day_is_silent(code: str) -> None:
    plan = plan_of(event(spray(), dialogue(), session(after="dialogue")))
    assert findings(plan, code) == ()


def test_ord001_fires_where_final_access_is_after_the_start() -> None:
    plan = plan_of(event(only("final access", "10:50 a.m.")))
    (found,) = findings(plan, "ORD001")
    assert found.severity is Severity.ERROR
    assert {fact.path for fact in found.facts} == {"sessions[0].access[0].at", "sessions[0].start"}
    assert "5 minutes" in found.message


def test_ord001_is_silent_at_the_very_start() -> None:
    assert findings(plan_of(event(only("doors", "10:45 a.m."))), "ORD001") == ()


def test_ord001_is_not_checked_where_the_start_is_unsaid() -> None:
    plan = plan_of(event(only("final access", "10:20 a.m.", start=None, end=None)))
    (why,) = unchecked(plan, "ORD001")
    assert why.why == "not stated: the start of the joint press availability"


def test_ord001_is_settled_by_an_order_though_the_start_is_unsaid() -> None:
    remarks = only("final access", "10:20 a.m.", kind="remarks", start=None, end=None, after="dialogue")
    plan = plan_of(event(dialogue(), remarks))
    assert (findings(plan, "ORD001"), unchecked(plan, "ORD001")) == ((), ())


@pytest.mark.parametrize("at", ["10:40 a.m.", "9:30 a.m.", "5 minutes before start", "10:36 to 10:40 a.m."])
@pytest.mark.parametrize("step", ["final access", "call", "gather"])
def test_ord002_fires_outside_the_margin(step: str, at: str) -> None:
    assert_one("ORD002", Severity.WARNING, only(step, at))


@pytest.mark.parametrize("at", ["10:35 a.m.", "9:45 a.m.", "30 minutes before start", "9:50 to 10:20 a.m."])
def test_ord002_is_silent_within_it(at: str) -> None:
    plan = plan_of(event(only("final access", at)))
    assert (findings(plan, "ORD002"), unchecked(plan, "ORD002")) == ((), ())


def test_ord002_knows_a_relative_time_though_the_start_is_unsaid() -> None:
    plan = plan_of(event(only("final access", "5 minutes before start", start=None, end=None)))
    assert len(findings(plan, "ORD002")) == 1


def test_ord002_is_not_checked_where_a_vague_time_may_be_both() -> None:
    plan = plan_of(event(only("final access", "about 10:30 a.m.")))
    assert findings(plan, "ORD002") == ()
    assert unchecked(plan, "ORD002")[0].why == "not stated: final access for all press, exactly"


def test_ord002_leaves_an_error_about_the_same_times_alone() -> None:
    assert_one("ORD001", Severity.ERROR, only("final access", "10:50 a.m."))


def test_ord002_takes_its_margin_from_the_profile() -> None:
    plan = plan_of(event(only("final access", "8:45 a.m.")), PRESIDENTIAL)
    assert findings(plan, "ORD002") == ()
    assert len(findings(plan_of(event(only("final access", "8:45 a.m."))), "ORD002")) == 1


def two_steps(pre_set: str, final: str) -> Noun:
    return session(access=[access("pre-set", pre_set, "video"), access("final access", final, "writers")])


def test_ord003_fires_where_pre_set_is_after_final_access() -> None:
    assert_one("ORD003", Severity.ERROR, two_steps("10:10 a.m.", "10:05 a.m."))


def test_ord003_is_silent_where_both_are_at_once() -> None:
    assert findings(plan_of(event(two_steps("10:10 a.m.", "10:10 a.m."))), "ORD003") == ()


def window_and_final(closes: str, final: str = "11:00 a.m.") -> Noun:
    """An availability at noon: a pre-set window from 10:15 a.m., and final access."""
    window = {
        "step": "pre-set",
        "press": "video",
        "from": "10:15 a.m.",
        "by": closes,
        "entrance": "north-gate",
    }
    return session(start="noon", end=None, access=[window, access("final access", final, "writers")])


def test_ord003_fires_where_the_window_closes_after_final_access() -> None:
    (found,) = findings(plan_of(event(window_and_final("11:15 a.m."))), "ORD003")
    assert found.severity is Severity.ERROR
    assert {fact.path for fact in found.facts} == {"sessions[0].access[0].by", "sessions[0].access[1].at"}


def test_ord003_is_silent_where_the_window_closes_with_final_access() -> None:
    plan = plan_of(event(window_and_final("11:00 a.m.")))
    assert (findings(plan, "ORD003"), unchecked(plan, "ORD003")) == ((), ())


def test_ord003_is_not_checked_while_the_close_of_the_window_is_not_known() -> None:
    plan = plan_of(event(window_and_final("to be determined")))
    assert "the close of pre-set for video cameras" in unchecked(plan, "ORD003")[0].why


def test_ord003_is_not_checked_while_a_time_is_to_be_determined() -> None:
    plan = plan_of(event(two_steps("10:00 a.m.", "to be determined")))
    assert unchecked(plan, "ORD003")[0].why == "not stated: final access for writers"


def test_ord004_fires_where_pre_set_is_close_upon_final_access() -> None:
    assert_one("ORD004", Severity.WARNING, two_steps("10:06 a.m.", "10:15 a.m."))


def test_ord004_is_silent_at_ten_minutes() -> None:
    assert findings(plan_of(event(two_steps("10:05 a.m.", "10:15 a.m."))), "ORD004") == ()


@pytest.mark.parametrize("at", ["10:16 a.m.", "9:44 a.m."])
def test_ord005_fires_outside_the_margin(at: str) -> None:
    assert_one("ORD005", Severity.WARNING, only("pre-set", at))


@pytest.mark.parametrize("at", ["10:15 a.m.", "9:45 a.m."])
def test_ord005_is_silent_within_it(at: str) -> None:
    assert findings(plan_of(event(only("pre-set", at))), "ORD005") == ()


def window(opens: str, closes: str, step: str = "pre-set") -> Noun:
    entry = {**access(step, ""), "from": opens, "by": closes}
    del entry["at"]
    return session(access=[entry])


def test_ord006_is_an_error_for_a_window_that_closes_before_it_opens() -> None:
    assert_one("ORD006", Severity.ERROR, window("10:10 a.m.", "9:50 a.m."))


def test_ord006_is_a_warning_for_a_very_short_one() -> None:
    assert_one("ORD006", Severity.WARNING, window("10:00 a.m.", "10:14 a.m."))


def test_ord006_is_silent_for_a_quarter_of_an_hour() -> None:
    assert findings(plan_of(event(window("10:00 a.m.", "10:15 a.m."))), "ORD006") == ()


def test_ord006_leaves_short_windows_of_other_steps_alone() -> None:
    assert findings(plan_of(event(window("10:10 a.m.", "10:20 a.m.", "final access"))), "ORD006") == ()


def with_route(takes: str) -> list[Noun]:
    venue = event().venues[0].model_dump(by_alias=True, exclude_none=True)
    return [{**venue, "routes": [{"entrance": "north-gate", "room": "map-room", "takes": takes}]}]


def test_ord009_is_an_error_where_the_stated_walk_takes_too_long() -> None:
    plan = plan_of(event(spray(access=[access("pick-up", "8:30 a.m.")]), venues=with_route("40 minutes")))
    (found,) = findings(plan, "ORD009")
    assert found.severity is Severity.ERROR
    assert "venues[0].routes[0].takes" in {fact.path for fact in found.facts}


def test_ord009_is_a_warning_where_the_walk_is_assumed() -> None:
    assert_one("ORD009", Severity.WARNING, spray(access=[access("pick-up", "8:55 a.m.")]))


def test_ord009_is_silent_where_there_is_time() -> None:
    plan = plan_of(event(spray(), venues=with_route("10 minutes")))
    assert (findings(plan, "ORD009"), unchecked(plan, "ORD009")) == ((), ())


def test_ord009_is_not_checked_without_a_route() -> None:
    (why,) = unchecked(plan_of(event(spray())), "ORD009")
    assert why.why == "no route with its length is stated: from North Gate to Map Room"


def test_ord010_fires_where_press_are_picked_up_late() -> None:
    assert_one("ORD010", Severity.WARNING, spray(access=[access("pick-up", "8:45 a.m.")]))


def test_ord010_is_silent_half_an_hour_before() -> None:
    assert findings(plan_of(event(spray())), "ORD010") == ()


def test_ord010_is_not_checked_where_the_spray_has_no_time() -> None:
    plan = plan_of(event(spray(start=None, end=None, before="dialogue"), dialogue()))
    assert findings(plan, "ORD010") == ()
    assert unchecked(plan, "ORD010")[0].why == "not stated: the start of the camera spray"


def parted(closed_from: str) -> Noun:
    return dialogue(
        coverage=None,
        parts=[
            {
                "id": "opening",
                "title": "Opening",
                "coverage": "open",
                "start": "9:30 a.m.",
                "end": "9:40 a.m.",
            },
            {"id": "talks", "title": "Talks", "coverage": "closed", "start": closed_from},
        ],
        access=[access("final access", "9:00 a.m.")],
    )


def test_ord011_is_an_error_where_the_closed_part_has_begun() -> None:
    assert_one("ORD011", Severity.ERROR, parted("9:35 a.m."))


def test_ord011_is_silent_where_the_closed_part_follows() -> None:
    assert findings(plan_of(event(parted("9:40 a.m."))), "ORD011") == ()


@pytest.mark.parametrize("changes", [{"end": "9:20 a.m."}, {"end": None, "duration": "20 to 30 minutes"}])
def test_ord011_is_a_note_for_a_spray_of_unusual_length(changes: Noun) -> None:
    assert_one("ORD011", Severity.NOTE, spray(**changes, access=[access("pick-up", "8:30 a.m.")]))


def test_ord011_is_not_checked_where_the_length_is_unsaid() -> None:
    plan = plan_of(event(spray(end=None)))
    assert unchecked(plan, "ORD011")[0].why == "not stated: how long the camera spray lasts"


@pytest.mark.parametrize("out", ["9:11 a.m.", "9:04 a.m."])
def test_ord012_fires_where_press_are_out_late_or_too_soon(out: str) -> None:
    assert_one(
        "ORD012", Severity.WARNING, spray(access=[access("pick-up", "8:30 a.m."), access("clear", out)])
    )


def test_ord012_is_not_checked_where_nothing_says_when_press_are_out() -> None:
    plan = plan_of(event(spray(access=[access("pick-up", "8:30 a.m.")])))
    assert findings(plan, "ORD012") == ()
    assert unchecked(plan, "ORD012")[0].why == "not stated: when press are out of the camera spray"


def test_ord012_asks_nothing_where_there_is_no_spray() -> None:
    assert unchecked(plan_of(event()), "ORD012") == ()


def test_ord013_fires_where_the_availability_is_close_upon_its_meeting() -> None:
    assert_one("ORD013", Severity.WARNING, dialogue(end="10:40 a.m."), session(after="dialogue"))


def test_ord013_is_not_checked_where_the_end_of_the_meeting_is_unsaid() -> None:
    plan = plan_of(event(dialogue(end=None), session(after="dialogue")))
    assert findings(plan, "ORD013") == ()
    assert unchecked(plan, "ORD013")[0].why == "not stated: the end of the dialogue"


@pytest.mark.parametrize("coverage", ["open", "pooled", "pooled opening remarks only"])
def test_ord018_fires_without_an_access_time(coverage: str) -> None:
    assert_one("ORD018", Severity.WARNING, session(coverage=coverage, access=None))


@pytest.mark.parametrize("coverage", ["closed", "host decides", "virtual open"])
def test_ord018_is_silent_where_nobody_is_let_in(coverage: str) -> None:
    assert findings(plan_of(event(session(coverage=coverage, access=None))), "ORD018") == ()


def test_ord018_is_silent_for_a_meeting_whose_spray_has_an_access_time() -> None:
    sessions = spray(start=None, end=None, at_top_of="dialogue"), dialogue(coverage="spray at top")
    assert findings(plan_of(event(*sessions)), "ORD018") == ()


def test_ord018_is_silent_where_press_are_in_the_room_already() -> None:
    second = session("questions", kind="press encounter", coverage="open", room="map-room", after="spray")
    assert findings(plan_of(event(spray(), second)), "ORD018") == ()
    elsewhere = {**second, "room": "hall"}
    assert len(findings(plan_of(event(spray(), elsewhere)), "ORD018")) == 1


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nobody_is_advised_on_what_does_not_take_place(status: str) -> None:
    off = spray(status=status, access=[access("pick-up", "8:59 a.m.")])
    for code in ("ORD010", "ORD012", "ORD018"):
        plan = plan_of(event(off, session()))
        assert (findings(plan, code), unchecked(plan, code)) == ((), ())


def test_ord019_fires_for_an_access_time_on_another_day() -> None:
    plan = plan_of(event(only("final access", "March 5, 2018, 10:20 a.m.")))
    (found,) = findings(plan, "ORD019")
    assert found.severity is Severity.ERROR
    assert {fact.path for fact in found.facts} == {"sessions[0].access[0].at", "date"}


def test_ord019_fires_for_a_session_on_another_day() -> None:
    plan = plan_of(event(session(start="March 7, 2018, 10:45 a.m.", end=None, access=None)))
    assert [found.severity for found in findings(plan, "ORD019")] == [Severity.ERROR]


def test_ord019_is_silent_within_an_event_of_two_days() -> None:
    later = session(start="March 7, 2018, 10:45 a.m.", end=None, access=None)
    assert findings(plan_of(event(later, last_date="March 7, 2018")), "ORD019") == ()


def test_ord022_fires_where_a_session_starts_before_what_it_follows_has_ended() -> None:
    lunch = session("lunch", kind="working lunch", coverage="closed", start="10:15 a.m.", after="dialogue")
    assert_one("ORD022", Severity.ERROR, dialogue(), lunch)


def test_ord022_fires_for_parts_out_of_order() -> None:
    parts = [
        {"id": "one", "title": "One", "coverage": "open", "start": "9:50 a.m.", "end": "10:00 a.m."},
        {"id": "two", "title": "Two", "coverage": "open", "start": "9:40 a.m.", "end": "9:45 a.m."},
    ]
    plan = plan_of(event(dialogue(coverage="open", parts=parts)))
    assert findings(plan, "ORD022")


def test_ord022_is_not_checked_where_an_end_is_unsaid() -> None:
    plan = plan_of(event(dialogue(end=None), session(after="dialogue")))
    assert findings(plan, "ORD022") == ()
    assert unchecked(plan, "ORD022")[0].why == "not stated: the end of the dialogue"


def test_ord023_fires_where_a_session_ends_before_it_starts() -> None:
    assert_one("ORD023", Severity.ERROR, session(end="10:30 a.m."))


def test_ord023_fires_where_start_end_and_length_do_not_fit() -> None:
    assert_one("ORD023", Severity.ERROR, session(duration="45 minutes"))


@pytest.mark.parametrize(
    "code, day, words",
    [
        (
            "ORD002",
            only("final access", "10:40 a.m."),
            "Final access for all press comes 5 minutes before the start of the joint press availability. Final access "
            "before the start: usually 10 to 60 minutes",
        ),
        ("ORD002", only("final access", "10:40 a.m."), "Give press an earlier time."),
        ("ORD002", only("final access", "9:00 a.m."), "Give press a later time."),
        (
            "ORD002",
            only("final access", "10:45 a.m."),
            "Final access for all press comes at the same time as the start",
        ),
        ("ORD004", two_steps("10:06 a.m.", "10:15 a.m."), "Let cameras in earlier, or the others later."),
        ("ORD005", only("pre-set", "9:00 a.m."), "Give press a later time."),
        ("ORD010", spray(access=[access("pick-up", "8:45 a.m.")]), "Give press an earlier time."),
        ("ORD012", spray(access=[access("clear", "9:20 a.m.")]), "Have press out sooner."),
        (
            "ORD012",
            spray(access=[access("clear", "9:20 a.m.")]),
            "Press out for all press comes 15 minutes after the end of the camera spray.",
        ),
        (
            "ORD012",
            spray(access=[access("clear", "9:04 a.m.")]),
            "Press out for all press comes 1 minute before the end of the camera spray.",
        ),
        (
            "ORD012",
            spray(access=[access("clear", "9:04 a.m.")]),
            "Have press out after the spray, not before it ends.",
        ),
        (
            "ORD019",
            only("final access", "March 5, 2018, 10:20 a.m."),
            "or give the event a later last day.",
        ),
        ("ORD019", session(start="March 7, 2018, 9:00 a.m.", end=None, access=None), "give its last day."),
    ],
)
def test_advice_says_what_would_mend_it(code: str, day: Noun, words: str) -> None:
    (found,) = findings(plan_of(event(day)), code)
    assert words in found.message


def test_a_time_off_the_days_is_named_once_with_its_day() -> None:
    (found,) = findings(plan_of(event(only("final access", "March 5, 2018, 10:20 a.m."))), "ORD019")
    assert found.message.startswith(
        "Final access for all press is off the event’s days: it is on March 5, 2018, 10:20 a.m., and the event on "
        "Tuesday, March 6, 2018."
    )


# ORD024 ----------------------------------------------------------------------------------------------------------


def _meeting(**changes: Any) -> dict[str, Any]:
    times = {"kind": "meeting", "coverage": "closed", "start": "9:00 a.m.", "end": "10:00 a.m."}
    return session("meeting", **{**times, **changes})


def test_ord024_an_access_time_that_is_told_from_a_cancelled_session_fires() -> None:
    access = [{"step": "pick-up", "press": "all", "at": "30 minutes after meeting.end", "entrance": "gate"}]
    what = event(_meeting(status="cancelled"), session(access=access))
    (finding,) = findings(plan_of(what), "ORD024")
    assert "is told from the end of the meeting, which is cancelled" in finding.message
    assert [fact.path for fact in finding.facts] == ["sessions[1].access[0].at", "sessions[0].status"]


def test_ord024_what_hangs_on_a_session_that_goes_ahead_is_silent() -> None:
    assert not findings(plan_of(event(_meeting(), session(after="meeting"))), "ORD024")


def test_ord024_a_cancelled_session_may_hang_on_another_cancelled_one() -> None:
    both = (_meeting(status="cancelled"), session(status="cancelled", after="meeting"))
    assert not findings(plan_of(event(*both)), "ORD024")
