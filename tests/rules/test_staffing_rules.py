"""STF: each rule fires where the staffing has its fault, and is silent where it has not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from logistics.eventfile.staff import read_staff
from logistics.model import Event
from logistics.model.staff import StaffList
from logistics.operations.checking import checked
from logistics.plan import build
from logistics.roster.asking import asked
from logistics.roster.solving import solve
from logistics.roster.staffed import Staffed
from logistics.rules.base import Finding, Severity, Unchecked
from logistics.rules.catalogue import STAFFING_RULES, check, check_staffing
from tests.conftest import ROOT
from tests.rules.building import access, event, session

Tree = dict[str, Any]
ANNA: Tree = {
    "id": "anna",
    "name": "Anna Lund",
    "functions": ["door", "escort", "runner", "interpreter", "security contact"],
    "languages": ["en", "es", "fr"],
    "phone": "+1 202 555 0101",
    "most_hours": 24,
}
BEN: Tree = {**ANNA, "id": "ben", "name": "Ben Ode"}
QUIET = session("talks", coverage="closed", start="9:00 a.m.", end="10:00 a.m.")
"""A session that needs nobody, for a day on which posts are added by hand alone."""


def post(name: str, time: str, function: str = "door", **more: Any) -> Tree:
    return {
        "id": name,
        "function": function,
        "title": name.replace("-", " ").capitalize(),
        "time": time,
        **more,
    }


def staffed(what: Event, *people: Tree, held: Mapping[str, str] | None = None, **more: Any) -> Staffed:
    """An event with these people (Anna and Ben, where none is given) and who holds what."""
    staff = StaffList.model_validate({"people": list(people) or [ANNA, BEN], **more})
    plan = build(what)
    return Staffed(plan, staff, asked(plan, staff), dict(held or {}))


def by_hand(
    *posts: Tree, people: tuple[Tree, ...] = (), held: Mapping[str, str] | None = None, **changes: Any
) -> Staffed:
    """A day with posts that were added by hand alone. Anna holds them all, where nobody else is said to."""
    holders = {one["id"]: "anna" for one in posts} if held is None else held
    return staffed(event(QUIET, **changes), *people, held=holders, posts=list(posts))


def findings(staffing: Staffed, code: str) -> list[Finding]:
    return [found for found in STAFFING_RULES[code].check(staffing) if isinstance(found, Finding)]


def unchecked(staffing: Staffed, code: str) -> list[str]:
    return [found.why for found in STAFFING_RULES[code].check(staffing) if isinstance(found, Unchecked)]


def messages(staffing: Staffed, code: str) -> list[str]:
    return [found.message for found in findings(staffing, code)]


# --- who holds what ---------------------------------------------------------------------------------------------


def test_two_posts_that_overlap_are_told_once_with_both_and_how_long() -> None:
    at_once = by_hand(post("gate", "9:00 to 10:00 a.m."), post("steps", "9:40 to 11:00 a.m."))
    (found,) = findings(at_once, "STF001")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "Anna Lund holds Gate (9:00 a.m. to 10:00 a.m.) and Steps (9:40 a.m. to 11:00 a.m.): both at once for "
        "20 minutes. Give one of the two to somebody else."
    )


def test_the_way_between_two_posts_takes_time() -> None:
    """No route is stated: 5 minutes’ walk and 5 at the door, as the house assumes."""
    gate = post("gate", "9:00 to 10:00 a.m.", place="north-gate")
    (message,) = messages(by_hand(gate, post("hall", "10:04 to 11:00 a.m.", place="hall")), "STF001")
    assert "at North Gate until 10:00 a.m., 10 minutes’ walk away: 6 minutes too few." in message
    assert not messages(by_hand(gate, post("hall", "10:10 to 11:00 a.m.", place="hall")), "STF001")


def test_two_people_can_be_in_two_places() -> None:
    posts = post("gate", "9:00 to 10:00 a.m."), post("steps", "9:40 to 11:00 a.m.")
    assert not messages(by_hand(*posts, held={"gate": "anna", "steps": "ben"}), "STF001")


def everybody_but(staffing: Staffed, *open_posts: str) -> Staffed:
    """Anna holds all posts but these."""
    return staffing.holding({one.post.id: "anna" for one in staffing.duties if one.post.id not in open_posts})


AVAILABILITY = ("moderator.availability", "door.north-gate.availability", "escort.availability.back")


def test_open_posts_of_one_session_are_told_together() -> None:
    (found,) = findings(everybody_but(staffed(event()), *AVAILABILITY), "STF002")
    assert found.severity is Severity.ERROR
    assert found.message.startswith(
        "Nobody holds 3 posts of the joint press availability: Door, North Gate (9:45 a.m. to 10:30 a.m.); Moderator"
    )
    assert [fact.path for fact in found.facts] == ["sessions[0]"]


def test_open_posts_that_are_alike_are_counted() -> None:
    two = staffed(event(), rules=[{"function": "moderator", "count": 2}])
    (message,) = messages(everybody_but(two, "moderator.availability", "moderator.availability.2"), "STF002")
    assert "2 times Moderator (10:30 a.m. to 11:15 a.m.)" in message


@pytest.mark.parametrize(
    "name, severity",
    [
        ("escort.availability.back", Severity.ERROR),
        ("moderator.availability", Severity.ERROR),
        ("security-contact.2018-03-06", Severity.ERROR),
        ("errand", Severity.WARNING),
    ],
)
def test_only_a_runner_can_wait(name: str, severity: Severity) -> None:
    day = staffed(event(), posts=[post("errand", "9:00 to 10:00 a.m.", "runner")])
    (found,) = findings(everybody_but(day, name), "STF002")
    assert found.severity is severity


def test_where_everybody_is_in_place_no_post_is_open() -> None:
    assert not list(STAFFING_RULES["STF002"].check(everybody_but(staffed(event()))))


def test_what_has_no_time_has_no_posts_and_is_not_passed() -> None:
    open_time = event(session(access=[access("pick-up", "to be determined", "video")]))
    assert unchecked(staffed(open_time), "STF002") == [
        "not stated: pick-up for video cameras of the joint press availability"
    ]


def test_whoever_holds_a_post_can_be_reached() -> None:
    silent = {key: value for key, value in BEN.items() if key != "phone"}
    door = post("gate", "9:00 to 10:00 a.m.")
    (found,) = findings(by_hand(door, people=(ANNA, silent), held={"gate": "ben"}), "STF011")
    assert found.severity is Severity.WARNING
    assert found.message.startswith("Ben Ode has posts, and neither a telephone number nor a radio")
    assert not messages(by_hand(door, people=(ANNA, silent), held={"gate": "anna"}), "STF011")
    on_channel = {**silent, "radio": "channel 2"}
    assert not messages(by_hand(door, people=(ANNA, on_channel), held={"gate": "ben"}), "STF011")


LIST = post("list", "9:00 to 10:00 a.m.", "security contact")


@pytest.mark.parametrize(
    "other, has_back_up",
    [({}, True), ({"functions": ["door"]}, False), ({"busy": ["9:30 to 9:45 a.m."]}, False)],
)
def test_the_security_contact_has_a_back_up(other: Tree, has_back_up: bool) -> None:
    said = messages(by_hand(LIST, people=(ANNA, {**BEN, **other})), "STF014")
    assert bool(said) is not has_back_up
    assert all(
        "List (9:00 a.m. to 10:00 a.m.): only Anna Lund is there who could hold it." in one for one in said
    )


def test_whether_there_is_a_back_up_is_not_known_where_no_contact_is_asked_for() -> None:
    assert unchecked(by_hand(post("gate", "9:00 to 10:00 a.m.")), "STF014") == [
        "the event has no post of a security contact"
    ]


@pytest.mark.parametrize(
    "person, needs, why",
    [
        ({"answers": [{"post": "gate", "answer": "cannot"}]}, {}, "said that they cannot."),
        ({"free": ["1:00 to 5:00 p.m."]}, {}, "is not there from 9:00 a.m. to 10:00 a.m."),
        ({"functions": ["runner"]}, {}, "serves in other functions, not as door."),
        ({}, {"skills": ["sound desk"]}, "lacks a skill: sound desk."),
        ({}, {"languages": ["de"]}, "does not speak German."),
        ({}, {"clearances": ["secret"]}, "lacks a clearance: secret."),
    ],
)
def test_somebody_holds_what_they_cannot_hold(person: Tree, needs: Tree, why: str) -> None:
    gate = post("gate", "9:00 to 10:00 a.m.", **needs)
    (found,) = findings(by_hand(gate, people=({**ANNA, **person},)), "STF015")
    assert found.severity is Severity.WARNING
    assert found.message == f"Anna Lund holds Gate (9:00 a.m. to 10:00 a.m.): {why}"


def test_all_that_somebody_lacks_for_a_post_is_one_finding() -> None:
    gate = post("gate", "9:00 to 10:00 a.m.", skills=["sound desk"], clearances=["secret"])
    assert messages(by_hand(gate), "STF015") == [
        "Anna Lund holds Gate (9:00 a.m. to 10:00 a.m.): lacks a skill: sound desk; lacks a clearance: secret."
    ]


def test_whoever_has_what_a_post_needs_may_hold_it() -> None:
    gate = post("gate", "9:00 to 10:00 a.m.", skills=["sound desk"], languages=["es"])
    ready = {**ANNA, "skills": ["sound desk"], "answers": [{"post": "gate", "answer": "if needed"}]}
    assert not messages(by_hand(gate, people=(ready,)), "STF015")


# --- days -------------------------------------------------------------------------------------------------------


def nights(until: str, since: str, **person: Any) -> Staffed:
    """Anna on the evening of March 6 and on the morning of March 7."""
    evening = post("evening", f"March 6, 2018, 9:00 to {until}")
    morning = post("morning", f"March 7, 2018, {since} to 11:00 a.m.")
    late, early = (
        post("tea", "March 6, 2018, 7:00 to 8:30 p.m."),
        post("lunch", "March 7, 2018, 1:00 to 2:00 p.m."),
    )
    everyone = ({**ANNA, **person},)
    return by_hand(late, evening, morning, early, people=everyone, last_date="Wednesday, March 7, 2018")


def test_too_little_rest_is_told_once_for_two_days() -> None:
    (found,) = findings(nights("10:00 p.m.", "6:30 a.m."), "STF003")
    assert found.severity is Severity.WARNING
    assert found.message == (
        "Anna Lund holds Morning (Mar 7, 6:30 a.m. to 11:00 a.m.): would rest 8 hours 30 minutes after Evening, and "
        "needs 11 hours."
    )


def test_eleven_hours_or_what_was_agreed_are_rest_enough() -> None:
    assert not messages(nights("10:00 p.m.", "9:00 a.m."), "STF003")
    assert not messages(nights("10:00 p.m.", "6:30 a.m.", rest="8 hours"), "STF003")
    assert messages(nights("10:00 p.m.", "9:00 a.m.", rest="12 hours"), "STF003")


@pytest.mark.parametrize(
    "after, told",
    [
        ("11:15 a.m. to 1:30 p.m.", True),
        ("11:20 a.m. to 1:30 p.m.", False),
        ("11:15 a.m. to 1:00 p.m.", False),
    ],
)
def test_six_hours_on_end_have_a_break(after: str, told: bool) -> None:
    on_end = by_hand(post("gate", "7:00 to 11:00 a.m."), post("steps", after))
    assert [found.severity for found in findings(on_end, "STF004")] == [Severity.NOTE] * told
    wanted = (
        "Anna Lund has no break of 20 minutes in 6 hours 30 minutes: Gate (7:00 a.m. to 11:00 a.m.) to Steps "
        "(11:15 a.m. to 1:30 p.m.)."
    )
    assert messages(on_end, "STF004") == [wanted] * told


def test_a_walk_is_no_break() -> None:
    """A pause of 25 minutes, 10 of them on the way."""
    gate = post("gate", "7:00 to 10:00 a.m.", place="north-gate")
    assert messages(by_hand(gate, post("hall", "10:25 a.m. to 2:00 p.m.", place="hall")), "STF004")
    assert not messages(by_hand(gate, post("hall", "10:30 a.m. to 2:00 p.m.", place="hall")), "STF004")


GATE = post("gate", "8:00 a.m. to 12:30 p.m.", place="north-gate")


def test_a_long_post_in_one_place_has_relief() -> None:
    (found,) = findings(by_hand(GATE), "STF004")
    assert found.message == (
        "Anna Lund holds Gate (8:00 a.m. to 12:30 p.m.) alone for 4 hours 30 minutes. Plan who relieves them."
    )
    assert not messages(by_hand({**GATE, "time": "8:00 a.m. to noon"}), "STF004")
    assert not messages(by_hand({**GATE, "place": None}), "STF004")


@pytest.mark.parametrize(
    "more, holder, relieved",
    [
        ({}, "ben", True),
        ({}, "anna", False),
        ({"place": "hall"}, "ben", False),
        ({"function": "runner"}, "ben", False),
    ],
)
def test_relief_is_somebody_else_on_the_same_post(more: Tree, holder: str, relieved: bool) -> None:
    relief = {**post("relief", "10:00 to 10:30 a.m.", place="north-gate"), **more}
    said = messages(by_hand(GATE, relief, held={"gate": "anna", "relief": holder}), "STF004")
    assert bool(said) is not relieved


def test_the_hours_of_a_day_are_those_agreed() -> None:
    posts = post("gate", "8:00 to 11:00 a.m."), post("steps", "1:00 to 4:00 p.m.")
    (found,) = findings(by_hand(*posts, people=({**ANNA, "most_hours": 5},)), "STF016")
    assert found.severity is Severity.WARNING
    assert (
        found.message
        == "Anna Lund has posts of 6 hours: 1 hour more than the 5 hours they may have in a day."
    )
    assert not messages(by_hand(*posts, people=({**ANNA, "most_hours": 6},)), "STF016")


# --- interpreters -----------------------------------------------------------------------------------------------


def interpreted(*entries: Tree, end: str | None = "10:30 a.m.", **changes: Any) -> Tree:
    return session(
        "talks",
        **{
            "coverage": "closed",
            "start": "9:00 a.m.",
            "end": end,
            "interpretation": list(entries),
            **changes,
        },
    )


def spoken(mode: str | None, booked: int | None, *languages: str) -> Tree:
    entry: Tree = {"languages": list(languages) or ["en", "es"], "mode": mode, "interpreters": booked}
    return {key: value for key, value in entry.items() if value is not None}


@pytest.mark.parametrize(
    "end, booked, severity",
    [
        ("9:40 a.m.", 1, None),
        ("9:41 a.m.", 1, Severity.ERROR),
        ("12:30 p.m.", 2, None),
        ("12:31 p.m.", 2, Severity.WARNING),
        ("1:01 p.m.", 2, Severity.ERROR),
        ("3:00 p.m.", 3, None),
        ("3:01 p.m.", 3, Severity.ERROR),
        ("5:00 p.m.", 4, None),
    ],
)
def test_one_booth_has_interpreters_enough_for_the_length(
    end: str, booked: int, severity: Severity | None
) -> None:
    day = staffed(event(interpreted(spoken("simultaneous", booked), end=end)))
    assert [found.severity for found in findings(day, "STF005")] == ([severity] if severity else [])
    assert not unchecked(day, "STF005")


def test_too_few_interpreters_are_told_with_the_length() -> None:
    (found,) = findings(staffed(event(interpreted(spoken("simultaneous", 1), end="noon"))), "STF005")
    assert found.message == (
        "The meeting lasts 3 hours and has 1 interpreter: 2 are needed for so long. Book more, or end it earlier."
    )
    assert [fact.path for fact in found.facts] == ["sessions[0].interpretation[0]"]


def test_where_nobody_books_interpreters_the_posts_count() -> None:
    """Two posts follow from the mode; a third is added by hand."""
    five_hours = event(interpreted(spoken("simultaneous", None), end="2:00 p.m."))
    assert messages(staffed(five_hours), "STF005")
    third = post("third-voice", "11:00 a.m. to 2:00 p.m.", "interpreter", languages=["en", "es"])
    assert not messages(staffed(five_hours, posts=[third]), "STF005")
    another_day = {**third, "time": "3:00 to 5:00 p.m."}
    assert messages(staffed(five_hours, posts=[another_day]), "STF005")
    elsewhere = {**third, "languages": ["de"]}
    assert messages(staffed(five_hours, posts=[elsewhere]), "STF005")


@pytest.mark.parametrize(
    "talks, missing",
    [
        (interpreted(spoken(None, 2)), "not stated: how the meeting is interpreted"),
        (interpreted(spoken("simultaneous", 1), end=None), "not stated: how long the meeting lasts"),
        (
            interpreted(spoken("simultaneous", 4), end="6:00 p.m."),
            "not stated: how many interpreters more than 8 hours take, as the meeting lasts",
        ),
    ],
)
def test_without_mode_or_length_the_interpreters_are_not_passed(talks: Tree, missing: str) -> None:
    assert unchecked(staffed(event(talks)), "STF005") == [missing]


def test_how_many_interpret_is_not_known_where_the_office_has_no_posts_for_them() -> None:
    none = [{"function": "interpreter", "count": 0}]
    two, three = (
        staffed(event(interpreted(spoken("simultaneous", None, *tags))), rules=none)
        for tags in (("en", "es"), ("en", "es", "fr"))
    )
    assert unchecked(two, "STF005") == ["not stated: how many interpret the meeting"]
    assert unchecked(three, "STF006") == ["not stated: how many interpret the meeting"]


@pytest.mark.parametrize(
    "entries, told",
    [
        ([spoken("simultaneous", 5, "en", "es", "fr")], True),
        ([spoken("simultaneous", 6, "en", "es", "fr")], False),
        ([spoken("simultaneous", 2), spoken("relay", 3, "fr", "en")], True),
        ([spoken("simultaneous", 3), spoken("relay", 3, "fr", "en")], False),
        ([spoken("simultaneous", 7, "en", "es", "fr", "ar")], True),
        ([spoken("simultaneous", 8, "en", "es", "fr", "ar")], False),
        ([spoken("simultaneous", 2)], False),
    ],
)
def test_each_language_has_two_interpreters(entries: list[Tree], told: bool) -> None:
    found = findings(staffed(event(interpreted(*entries))), "STF006")
    assert [one.severity for one in found] == [Severity.ERROR] * told
    assert all("two for each language" in one.message for one in found)


def test_without_a_mode_the_booths_of_several_languages_are_not_passed() -> None:
    day = staffed(event(interpreted(spoken(None, 6, "en", "es", "fr"))))
    assert unchecked(day, "STF006") == ["not stated: how the meeting is interpreted"]


MORNING = interpreted(spoken("consecutive", 1), end="noon")


def afternoon(end: str | None = "4:00 p.m.", booked: int = 1, *tags: str, **changes: Any) -> Tree:
    later = {"id": "more", "start": "1:00 p.m.", "interpretation": [spoken("consecutive", booked, *tags)]}
    return {
        key: value for key, value in {**MORNING, **later, "end": end, **changes}.items() if value is not None
    }


def consecutive(*sessions: Tree, held: Mapping[str, str] | None = None) -> Staffed:
    both = {"interpreter.talks.1": "anna", "interpreter.more.1": "anna"}
    return staffed(event(*sessions), held=both if held is None else held)


def test_nobody_interprets_a_whole_day_alone() -> None:
    (found,) = findings(consecutive(MORNING, afternoon()), "STF007")
    assert found.severity is Severity.WARNING
    assert found.message == (
        "The meeting (talks) and the meeting (more), 6 hours of consecutive interpretation, has 1 interpreter: 2 are "
        "needed for such a day. Add another."
    )
    assert len(found.facts) == 2


@pytest.mark.parametrize(
    "day",
    [
        consecutive(MORNING, afternoon("3:59 p.m.")),
        consecutive(MORNING, afternoon(), held={"interpreter.talks.1": "anna", "interpreter.more.1": "ben"}),
        consecutive(MORNING, afternoon(booked=2)),
    ],
    ids=["shorter", "two people", "two booked"],
)
def test_two_interpreters_or_a_shorter_day_are_in_order(day: Staffed) -> None:
    assert not list(STAFFING_RULES["STF007"].check(day))


def test_three_languages_take_three_for_a_day() -> None:
    assert "3 are needed" in messages(consecutive(MORNING, afternoon("4:00 p.m.", 2, "fr", "en"), held={
        "interpreter.talks.1": "anna", "interpreter.more.1": "ben", "interpreter.more.1.2": "anna",
    }), "STF007")[0]  # fmt: skip


def test_a_day_whose_length_or_people_nobody_knows_is_not_passed() -> None:
    assert unchecked(consecutive(MORNING, afternoon(None)), "STF007") == [
        "not stated: how long the meeting (more) lasts"
    ]
    assert unchecked(consecutive(MORNING, afternoon(), held={"interpreter.talks.1": "anna"}), "STF007") == [
        "not stated: who interprets the meeting (talks) and the meeting (more)"
    ]
    either_day = event(MORNING, afternoon(None, start=None), last_date="Wednesday, March 7, 2018")
    assert unchecked(staffed(either_day), "STF007") == ["not stated: when the meeting (more) starts"]


# --- the whole --------------------------------------------------------------------------------------------------


def test_a_waiver_of_staffing_is_judged_with_the_staffing_alone() -> None:
    waived = [{"rule": "STF004", "reason": "he asked for it"}, {"rule": "STF001", "reason": "an old one"}]
    day = by_hand(GATE, waivers=waived)
    assert "STF" not in " ".join(found.message for found in check(day.plan).findings)
    report = check_staffing(day)
    assert [(found.rule, reason) for found, reason in report.waived] == [("STF004", "he asked for it")]
    (unused,) = [found for found in report.findings if found.rule == "WVR001"]
    assert unused.message.startswith("STF001 is waived, but finds nothing.")
    assert "STF004" not in {found.rule for found in report.findings}


def test_a_waiver_about_a_session_is_about_its_posts() -> None:
    waivers = [{"rule": "STF002", "about": "availability", "reason": "the host has people"}]
    day = everybody_but(staffed(event(waivers=waivers)), *AVAILABILITY, "press-lead.2018-03-06")
    report = check_staffing(day)
    assert [found.message.split(" (")[0] for found in report.findings if found.rule == "STF002"] == [
        "Nobody holds Press lead"
    ]
    assert [reason for _, reason in report.waived] == ["the host has people"]


def test_a_waiver_of_the_plan_is_none_of_the_staffings_business() -> None:
    day = everybody_but(staffed(event(waivers=[{"rule": "ACC006", "reason": "an old one"}])))
    assert "WVR001" in {found.rule for found in check(day.plan).findings}
    assert "WVR001" not in {found.rule for found in check_staffing(day).findings}


def test_findings_of_staffing_come_by_severity_then_code() -> None:
    report = check_staffing(staffed(event(), held={"moderator.availability": "anna"}))
    order = [(list(Severity).index(found.severity), found.rule) for found in report.findings]
    assert order == sorted(order)
    assert len({rule for _, rule in order}) > 1


def test_the_twelve_staff_december_14_without_an_error() -> None:
    result = checked(ROOT / "events" / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml")
    staff = read_staff(ROOT / "events" / "invented" / "staff-of-twelve.yml")
    question = asked(result.plan, staff)
    solved = Staffed(result.plan, staff, question, solve(question.problem, seconds=20).held)
    report = check_staffing(solved)
    assert (report.findings, report.unchecked) == ((), ())
    nobody = check_staffing(solved.holding({}))
    assert {found.rule for found in nobody.findings} == {"STF002"}
