"""The plan: what follows from an event, and what in it cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.model import Event
from logistics.moments import wall
from logistics.network import Link, contradicts
from logistics.plan import PROFILES, STATE, Basis, Contradiction, Fact, Known, Plan, build
from logistics.plan.draft import fact_of
from logistics.plan.laws import circles
from logistics.plan.links import draft

Noun = dict[str, Any]
DAY: Noun = {
    "id": "ports-dialogue",
    "title": "Ports Dialogue",
    "invented": "made up for the tests of the plan",
    "date": "March 6, 2018",
    "zone": "America/New_York",
    "issuer": {"name": "Foreign Ministry of Norland"},
    "revision": {"number": 1, "date": "March 5, 2018"},
    "venues": [
        {
            "id": "ministry",
            "name": "Foreign Ministry",
            "entrances": [{"id": "gate", "name": "North Gate"}],
            "rooms": [{"id": "hall", "name": "Great Hall"}],
            "routes": [{"entrance": "gate", "room": "hall", "takes": "10 minutes"}],
        },
        {
            "id": "west",
            "name": "West House",
            "zone": "America/Los_Angeles",
            "rooms": [{"id": "den", "name": "Den"}],
        },
    ],
}


def event(*sessions: Noun, **changes: Any) -> Event:
    return Event.model_validate({**DAY, "sessions": list(sessions), **changes})


def bare(session_id: str, kind: str = "meeting", **stated: Any) -> Noun:
    return {"id": session_id, "kind": kind, "venue": "ministry", **stated}


def window(plan: Plan, point: str) -> tuple[str | None, str | None]:
    moment = plan.moments[point]
    ends = (moment.earliest, moment.latest)
    first, last = (None if end is None else f"{wall(end, moment.zone):%H:%M}" for end in ends)
    return first, last


HOUR = st.integers(6, 20).map(lambda hour: f"{hour}:{(hour * 7) % 60:02}")
TIME = st.one_of(
    HOUR,
    HOUR.map(lambda hour: f"about {hour}"),
    st.integers(6, 19).map(lambda hour: f"{hour}:00 to {hour + 1}:30"),
    st.just("to be determined"),
)
RELATIONS = ("before", "after", "immediately_after", "at_top_of", "at_bottom_of", "on_arrival_at")
STEPS = ("pick-up", "pre-set", "final access", "clear")


@st.composite
def accesses(draw: st.DrawFn, name: str) -> list[Noun]:
    found: list[Noun] = []
    for number in range(draw(st.integers(0, 2))):
        step = draw(st.sampled_from(STEPS))
        entry: Noun = {"id": f"{name}-{number}", "step": step, "press": "all", "entrance": "gate"}
        times: Noun = draw(
            st.one_of(
                st.fixed_dictionaries({"at": HOUR}),
                st.fixed_dictionaries({"from": HOUR, "by": HOUR}),
                st.just({"at": "30 minutes before start"}),
            )
        )
        found.append({**entry, **times})
    return found


@st.composite
def days(draw: st.DrawFn) -> Event:
    """Days of one to four sessions whose times, orders and access were thrown by dice."""
    names = ["one", "two", "three", "four"][: draw(st.integers(1, 4))]
    sessions = []
    for number, name in enumerate(names):
        kind = draw(st.sampled_from(["camera spray", "joint press availability", "meeting"]))
        optional = {
            "start": TIME,
            "end": TIME,
            "duration": st.sampled_from(["30 minutes", "1 to 2 hours"]),
            "livestreams": HOUR.map(lambda hour: [{"at": hour, "address": "norland.example"}]),
            "room": st.sampled_from(["hall", "den"]),
            "status": st.sampled_from(["planned", "cancelled"]),
        }
        stated: Noun = draw(st.fixed_dictionaries({}, optional=optional))
        place = {} if "room" in stated else {"venue": "ministry"}
        if number and draw(st.booleans()):
            stated[draw(st.sampled_from(RELATIONS))] = draw(st.sampled_from(names[:number]))
        if draw(st.booleans()):
            stated["parts"] = [
                {"id": "open", "title": "Open", "coverage": "open", "end": draw(HOUR)},
                {"id": "closed", "title": "Closed", "coverage": "closed", "start": draw(HOUR)},
            ]
        sessions.append({"id": name, "kind": kind, "access": draw(accesses(name)), **place, **stated})
    deadlines = [{"what": "RSVP", "by": f"March {draw(st.integers(5, 7))}, 2018, {draw(HOUR)}"}]
    return event(*sessions, registration={"deadlines": deadlines} if draw(st.booleans()) else None)


def made_by(what: Event, facts: set[Fact]) -> list[Link]:
    """The links of these facts of an event, with the laws among them and all that are only laws."""
    return [link for link in draft(what, STATE).links if fact_of(link) in facts]


def told(contradiction: Contradiction) -> tuple[str, ...]:
    return tuple(sorted(fact.says for fact in contradiction.facts))


@given(days())
def test_the_facts_of_a_contradiction_make_it_by_themselves(what: Event) -> None:
    plan = build(what)
    for contradiction in (*plan.contradictions, *plan.doubts):
        assert contradicts(made_by(what, set(contradiction.facts)))


@given(days())
def test_without_any_one_of_them_it_is_gone(what: Event) -> None:
    plan = build(what)
    for contradiction in (*plan.contradictions, *plan.doubts):
        facts = set(contradiction.facts)
        for fact in (*contradiction.stated, *contradiction.assumed):
            assert not contradicts(made_by(what, facts - {fact})), fact.says


def all_told(plan: Plan) -> dict[str, tuple[object, ...]]:
    """Every moment with its window and the words of its reasons; places in the file differ with the order."""
    return {
        point: (
            m.known,
            m.earliest,
            m.latest,
            [f.says for f in m.why_earliest],
            [f.says for f in m.why_latest],
        )
        for point, m in plan.moments.items()
    }


@given(days(), st.randoms(use_true_random=False))
def test_the_order_of_the_sessions_in_the_file_changes_nothing(what: Event, dice: Any) -> None:
    shuffled = list(what.sessions)
    dice.shuffle(shuffled)
    plan, other = build(what), build(what.model_copy(update={"sessions": tuple(shuffled)}))
    assert all_told(plan) == all_told(other)
    assert sorted(map(told, plan.contradictions)) == sorted(map(told, other.contradictions))
    assert sorted(map(told, plan.doubts)) == sorted(map(told, other.doubts))


@given(days())
def test_an_assumption_never_makes_a_plan_inconsistent(what: Event) -> None:
    plan = build(what)
    assert all(not contradiction.assumed for contradiction in plan.contradictions)
    assert all(doubt.assumed for doubt in plan.doubts)
    stated = [link for link in draft(what, STATE).links if fact_of(link).basis is not Basis.ASSUMED]
    assert plan.consistent == (not contradicts(stated) and not contradicts(circles(draft(what, STATE))))


@given(days(), st.sampled_from(sorted(PROFILES)))
def test_every_assumption_names_a_parameter_of_its_profile(what: Event, name: str) -> None:
    profile = PROFILES[name]
    for fact in map(fact_of, draft(what, profile).links):
        if fact.basis is Basis.ASSUMED:
            assert profile[fact.parameter].source
            assert profile[fact.parameter].grade in "ABCU"


@given(days())
def test_what_is_sure_is_never_narrower_than_what_is_assumed(what: Event) -> None:
    plan = build(what)
    for point in plan.moments:
        sure = plan.surely(point)
        assert all(fact.basis is not Basis.ASSUMED for fact in sure.why_earliest + sure.why_latest)
        if not plan.contradictions and not plan.doubts:
            moment = plan.moments[point]
            if sure.earliest is not None:
                assert moment.earliest is not None
                assert moment.earliest >= sure.earliest
            if sure.latest is not None:
                assert moment.latest is not None
                assert moment.latest <= sure.latest


@given(days())
def test_every_stated_fact_has_its_place_in_the_file(what: Event) -> None:
    for fact in map(fact_of, draft(what, STATE).links):
        assert bool(fact.path) == (fact.basis is Basis.STATED), fact.says


def test_a_stated_time_is_known_and_has_its_place() -> None:
    start = build(event(bare("talk", start="9:00 a.m."))).moments["talk.start"]
    assert (start.known, start.path) == (Known.STATED, "sessions[0].start")
    assert start.exact == start.earliest == start.latest


def test_a_moment_that_only_follows_has_no_place_in_the_file() -> None:
    stream = [{"at": "9:00 a.m.", "address": "norland.example"}]
    start = build(event(bare("talk", kind="press conference", livestreams=stream))).moments["talk.start"]
    assert (start.known, start.path) == (Known.DERIVED, "")


def test_an_end_follows_exactly_from_a_start_and_a_length() -> None:
    plan = build(event(bare("talk", start="9:00 a.m.", duration="45 minutes")))
    assert (plan.moments["talk.end"].known, window(plan, "talk.end")) == (Known.DERIVED, ("09:45", "09:45"))


def test_a_length_that_is_a_range_gives_a_window() -> None:
    plan = build(event(bare("talk", start="9:00 a.m.", duration="30 to 45 minutes")))
    assert (plan.moments["talk.end"].known, window(plan, "talk.end")) == (Known.INFERRED, ("09:30", "09:45"))


def test_a_cancelled_session_binds_nobody() -> None:
    talk = bare("talk", start="9:00 a.m.", end="10:00 a.m.", status="cancelled")
    assert build(event(talk, bare("next", start="9:30 a.m.", after="talk"))).consistent


def test_an_approximate_time_is_a_window_of_its_parameter() -> None:
    plan = build(event(bare("talk", start="about 9:00 a.m.")))
    assert (plan.moments["talk.start"].known, window(plan, "talk.start")) == (Known.ABOUT, ("08:45", "09:15"))


def test_two_zones_are_compared_by_instant() -> None:
    call = {"id": "call", "kind": "meeting", "room": "den", "start": "8:00 a.m.", "before": "talk"}
    assert build(event(bare("talk", start="11:00 a.m."), call)).consistent
    assert not build(event(bare("talk", start="10:59 a.m."), call)).consistent


def test_the_reading_in_the_clocks_of_the_event_counts() -> None:
    for text in ("4:00 p.m. CT / 5:00 p.m. ET", "5:00 p.m. EST / 4:00 p.m. CST"):
        assert window(build(event(bare("talk", start=text))), "talk.start") == ("17:00", "17:00")


def test_a_session_that_runs_past_midnight_by_its_length_is_no_doubt() -> None:
    plan = build(event(bare("reception", start="11:00 p.m.", duration="2 hours")))
    assert (plan.consistent, plan.doubts) == (True, ())


def test_a_contradiction_says_what_is_stated_by_how_much_and_the_law() -> None:
    late = bare(
        "talk",
        start="9:00 a.m.",
        access=[{"step": "final access", "press": "all", "at": "9:05 a.m.", "entrance": "gate"}],
    )
    (contradiction,) = build(event(late)).contradictions
    assert {fact.path for fact in contradiction.stated} == {"sessions[0].access[0].at", "sessions[0].start"}
    assert contradiction.shortfall == 5 * 60
    for words in ("9:05 a.m.", "9:00 a.m.", "5 minutes", "must not be after"):
        assert words in contradiction.message


def test_nothing_is_sure_of_a_moment_that_the_plan_does_not_have() -> None:
    with pytest.raises(KeyError):
        build(event(bare("talk"))).surely("walk.start")


def test_a_circle_is_called_a_circle() -> None:
    first = {"id": "one", "kind": "meeting", "after": "two", "duration": "1 hour"}
    second = {"id": "two", "kind": "tour", "after": "one", "duration": "1 hour"}
    (contradiction,) = build(event(first, second)).contradictions
    assert contradiction.message.startswith(
        "The tour is after the meeting, but the meeting is after the tour, and "
    )
    assert "This goes round in a circle: take one of them out." in contradiction.message


def test_a_pre_set_window_closes_by_final_access() -> None:
    pre_set = {"step": "pre-set", "press": "video", "from": "10:15", "entrance": "gate"}
    final = {"step": "final access", "press": "writers", "at": "11:00", "entrance": "gate"}
    session = {"id": "one", "kind": "press conference", "start": "11:30"}
    assert build(event({**session, "access": [{**pre_set, "by": "11:00"}, final]})).consistent
    late = build(event({**session, "access": [{**pre_set, "by": "11:15"}, final]}))
    assert [contradiction.rules for contradiction in late.contradictions] == [("ORD003",)]


def test_a_deadline_lies_after_the_first_revision_where_no_notice_is_dated() -> None:
    session = {"id": "one", "kind": "press conference", "start": "11:30"}
    for day, consistent in (("March 5, 2018, noon", True), ("March 4, 2018, noon", False)):
        deadlines = {"deadlines": [{"what": "RSVP", "by": day}]}
        assert build(event(session, registration=deadlines)).consistent is consistent, day


def test_a_late_deadline_is_one_contradiction_however_many_sessions_follow() -> None:
    sessions = [{"id": f"s-{hour}", "kind": "meeting", "start": f"{hour}:00"} for hour in (9, 10, 11)]
    deadlines = {"deadlines": [{"what": "RSVP", "by": "March 6, 2018, noon"}]}
    assert len(build(event(*sessions, registration=deadlines)).contradictions) == 1


def test_what_comes_before_itself_is_found_without_any_length() -> None:
    first = {"id": "one", "kind": "meeting", "before": "two"}
    second = {"id": "two", "kind": "tour", "before": "one"}
    (contradiction,) = build(event(first, second)).contradictions
    assert contradiction.circle
    assert contradiction.rules == ("ORD022",)
    assert build(event(first, {**second, "before": None})).consistent


def test_a_time_that_is_wrong_by_start_and_end_is_told_once() -> None:
    late = [{"step": "final access", "press": "all", "at": "noon", "entrance": "gate"}]
    session = {"id": "one", "kind": "press conference", "start": "9:00", "end": "10:00", "access": late}
    assert len(build(event(session)).contradictions) == 1


def test_a_deadline_is_the_same_for_all_who_may_read_it() -> None:
    hidden = {"id": "one", "kind": "meeting", "start": "7:00", "audience": "staff"}
    shown = {"id": "two", "kind": "press conference", "start": "9:00"}
    deadlines = {"deadlines": [{"what": "RSVP", "by": "2 hours before start"}]}
    whole = build(event(hidden, shown, registration=deadlines)).moments["registration-1.deadline"]
    told = build(event(shown, registration=deadlines)).moments["registration-1.deadline"]
    assert whole.exact == told.exact is not None


def test_the_first_instant_of_the_next_day_is_not_of_the_event() -> None:
    for day, consistent in (("6", True), ("7", False)):
        start = f"March {day}, 2018, 0:00"
        assert build(event({"id": "one", "kind": "meeting", "start": start})).consistent is consistent
