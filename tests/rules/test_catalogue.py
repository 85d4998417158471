"""The catalogue as a whole: every rule can fire and can be silent, and every contradiction is told once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.model import Event
from logistics.plan import PROFILES, Fact, Profile, build
from logistics.rules.base import Finding, Severity, rule_of
from logistics.rules.catalogue import CATALOGUE, RULES, STAFFING_RULES, check, page
from tests.rules.building import access, event, findings, plan_of, session

Noun = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]

# The 48 rules that need nothing beyond the notice itself.
_FIRST_RELEASE = {
    "ORD": (1, 2, 3, 4, 5, 6, 10, 11, 12, 18, 19, 22),
    "ACC": (1, 2, 3, 4, 5, 6, 7, 8),
    "ROM": (3, 10),
    "PRN": (1, 3, 4, 6),
    "LIV": (1, 2, 5, 14),
    "PUB": (6, 7, 10, 13, 14, 16, 17, 18, 22, 24),
    "CAL": (1, 2, 3, 4, 7, 8, 9, 10),
}
FIRST_RELEASE = [f"{family}{number:03}" for family, numbers in _FIRST_RELEASE.items() for number in numbers]


def entry(step: str, at: str, *press: str, **changes: Any) -> Noun:
    return session(access=[access(step, at, *press, **changes)])


def meeting(**changes: Any) -> Noun:
    return session("meeting", **{"coverage": "closed", "start": "9:00 a.m.", "end": "10:00 a.m.", **changes})


def spray(**changes: Any) -> Noun:
    start: Noun = {"kind": "camera spray", "coverage": "open", "start": "9:00 a.m.", "end": "9:05 a.m."}
    return session("spray", **{**start, **changes})


def release(**changes: Any) -> Noun:
    whole = {"id": "note", "kind": "media note", "title": "Third Ports Dialogue", "source": "norland.example"}
    return {"releases": [{**whole, **changes}]}


def opening_and_talks(streamed_until: str) -> Noun:
    parts = [
        {"id": "opening", "title": "Opening", "coverage": "open", "start": "9:00 a.m.", "end": "9:10 a.m."},
        {"id": "talks", "title": "Talks", "coverage": "closed", "start": "9:10 a.m."},
    ]
    streams = [{"at": "9:00 a.m.", "until": streamed_until, "address": "norland.example"}]
    return meeting(coverage=None, parts=parts, livestreams=streams)


WEST = {
    "id": "west",
    "name": "West House",
    "zone": "America/Los_Angeles",
    "rooms": [{"id": "den", "name": "Den"}],
}
EAST = event().venues[0].model_dump(by_alias=True, exclude_none=True)
SOUND = session(start="10:45 a.m.")
# For each rule, a day on which it fires.
FAULTS: dict[str, Event] = {
    "ORD001": event(entry("final access", "10:50 a.m.")),
    "ORD002": event(entry("final access", "10:40 a.m.")),
    "ORD003": event(session(access=[access("pre-set", "10:10 a.m."), access("final access", "10:05 a.m.")])),
    "ORD004": event(session(access=[access("pre-set", "10:10 a.m."), access("final access", "10:15 a.m.")])),
    "ORD005": event(entry("pre-set", "10:35 a.m.")),
    "ORD006": event(
        session(
            access=[
                {
                    "step": "pre-set",
                    "press": "all",
                    "from": "10:10 a.m.",
                    "by": "9:50 a.m.",
                    "entrance": "north-gate",
                }
            ]
        )
    ),
    "ORD009": event(spray(access=[access("pick-up", "8:55 a.m.")])),
    "ORD010": event(spray(access=[access("pick-up", "8:45 a.m.")])),
    "ORD011": event(spray(end="9:30 a.m.")),
    "ORD012": event(spray(access=[access("clear", "9:20 a.m.")])),
    "ORD013": event(meeting(end="10:40 a.m."), session(after="meeting")),
    "ORD018": event(session(access=None)),
    "ORD019": event(entry("final access", "March 5, 2018, 10:20 a.m.")),
    "ORD022": event(meeting(end="11:00 a.m."), session(after="meeting")),
    "ORD023": event(session(end="10:30 a.m.")),
    "ACC001": event(meeting(coverage=None)),
    "ACC002": event(session(coverage="closed")),
    "ACC003": event(session(coverage="pooled")),
    "ACC004": event(entry("final access", "10:20 a.m.", "video")),
    "ACC005": event(
        session(access=[access("call", "10:00 a.m.", "writers"), access("call", "10:20 a.m.", "video")])
    ),
    "ACC006": event(credentials=None),
    "ACC007": event(entry("doors", "5:00 a.m.")),
    "ACC008": event(entry("final access", "10:20 a.m.", entrance=None)),
    "ACC020": event(
        meeting(start="8:00 a.m.", end=None, duration="45 minutes"),
        session(start=None, end=None, immediately_after="meeting"),
    ),
    "ORD024": event(meeting(status="cancelled"), session(after="meeting")),
    "ROM003": event(session(), meeting(start="10:45 a.m.", end="11:00 a.m.", room="hall")),
    "ROM010": event(session(room="attic")),
    "PRN001": event(session(), meeting(start="10:45 a.m.", end="11:00 a.m.", speakers=["berg"])),
    "PRN003": event(session(speakers=["Ericson"])),
    "PRN004": event(session(speakers=None)),
    "PRN006": event(
        delegations=[{"id": "n", "name": "Norland", "members": [{"id": "berg", "family": "Berg"}]}]
    ),
    "LIV001": event(session(livestreams=[{"at": "10:50 a.m.", "address": "norland.example"}])),
    "LIV002": event(session(start=None, livestreams=[{"at": "10:45 a.m.", "address": "norland.example"}])),
    "LIV005": event(opening_and_talks(streamed_until="9:20 a.m.")),
    "LIV014": event(lead="The availability is streamed live at 10:45 a.m."),
    "PUB006": event(
        **release(opening="Today the ministers met.", date="March 6, 2018", published="2018-03-06 08:00")
    ),
    "PUB007": event(
        **release(opening="Today they meet.", date="March 5, 2018", published="2018-03-05 08:00")
    ),
    "PUB010": event(**release(states=[{"point": "availability.start", "when": "10:30 a.m."}])),
    "PUB013": event(session(start="10:45 a.m. EST")),
    "PUB014": event(lead="The two ministers meet at 9AM."),
    "PUB016": event(entry("pre-set", "10:00 a.m.", "writers")),
    "PUB017": event(series={"name": "Ports Dialogue", "ordinal": 4}),
    "PUB018": event(contacts=[]),
    "PUB022": event(lead="The two ministers speak about the the ports."),
    "PUB024": event(**release(published="2018-03-05 08:00", title="T", source=None)),
    "PUB027": event(
        **release(kind="notice", heading="Notice to the Press Office of Ports", office="Office of Ports")
    ),
    "CAL001": event(session(start="10:45 a.m. EDT")),
    "CAL002": event(date="Monday, March 6, 2018"),
    "CAL003": event(session(start="10:45 a.m. EST / 10:45 a.m. CST")),
    "CAL004": event(
        meeting(start="9:00 a.m.", room="den", before="availability"), session(), venues=[EAST, WEST]
    ),
    "CAL007": event(date="March 12, 2018", **release(published="2018-03-11 02:30")),
    "CAL008": event(**release(published="2018-03-05 08:00-04:00")),
    "CAL009": event(registration={"deadlines": [{"what": "RSVP", "by": "March 6, 2018, 5:00 p.m."}]}),
    "CAL010": event(lead="The two ministers meet at 9:30 in the hall."),
    "WVR001": event(waivers=[{"rule": "ACC006", "reason": "told by telephone"}]),
}


def test_all_rules_of_the_first_release_are_there() -> None:
    assert len(FIRST_RELEASE) == 48
    assert set(FIRST_RELEASE) <= set(RULES)


def test_the_catalogue_goes_family_by_family_in_the_order_of_the_codes() -> None:
    families = list(dict.fromkeys(code[:3] for code in CATALOGUE))
    assert families == ["ORD", "ACC", "ROM", "PRN", "LIV", "PUB", "CAL", "WVR", "STF"]
    assert list(CATALOGUE) == sorted(CATALOGUE, key=lambda code: (families.index(code[:3]), code))


def test_a_rule_judges_a_plan_or_the_staffing_of_one() -> None:
    assert {code[:3] for code in STAFFING_RULES} == {"STF"}
    assert {*CATALOGUE} == {*RULES, *STAFFING_RULES}
    assert not {*RULES} & {*STAFFING_RULES}


@pytest.mark.parametrize("code", RULES)
def test_every_rule_fires_on_its_fault(code: str) -> None:
    found = findings(plan_of(FAULTS[code]), code)
    assert found
    assert {one.rule for one in found} == {code}
    assert all(one.message and one.facts for one in found)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_silent_on_a_sound_day(code: str) -> None:
    assert findings(plan_of(event(SOUND)), code) == ()


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_rule_tells_what_is_bad_and_what_is_good(code: str) -> None:
    one = CATALOGUE[code]
    assert one.name.strip("“")[0].isupper()
    texts = (one.what, one.why, one.bad, one.good, one.source)
    assert all(texts)
    assert len(set(texts)) == len(texts)


def test_the_page_of_the_rules_is_that_of_the_catalogue() -> None:
    """If this fails: python -m logistics.rules.catalogue > docs/rules.md"""
    assert (ROOT / "docs" / "rules.md").read_text() == page()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_the_page_has_every_parameter_of_every_profile(profile: Profile) -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    for name, parameter in profile.parameters.items():
        (row,) = [
            row for row in rows if f"| `{name}` |" in row and (f"`{profile.name}`" in row or "| all |" in row)
        ]
        assert all(f"| {text} |" in row for text in (parameter.meaning, parameter.words(), parameter.source))
        assert row.endswith(f"| {parameter.grade} |")


def test_findings_come_by_severity_then_code_then_place() -> None:
    many = [session(f"talk-{number}", kind="press conference", coverage="pooled") for number in range(11)]
    report = check(plan_of(event(*many, meeting(coverage=None), credentials=None)))
    levels = [list(Severity).index(found.severity) for found in report.findings]
    assert levels == sorted(levels)
    pools = [found.facts[0].path for found in report.findings if found.rule == "ACC003"]
    assert pools == [f"sessions[{number}].coverage" for number in range(11)]
    warnings = [
        list(RULES).index(found.rule) for found in report.findings if found.severity is Severity.WARNING
    ]
    assert warnings == sorted(warnings)


def waived(code: str, **changes: Any) -> Noun:
    return {"waivers": [{"rule": code, "reason": "the desk knows", **changes}]}


def test_a_waived_finding_is_set_apart_with_its_reason() -> None:
    report = check(plan_of(event(SOUND, credentials=None, **waived("ACC006"))))
    assert report.findings == ()
    ((found, reason),) = report.waived
    assert (found.rule, reason) == ("ACC006", "the desk knows")


def test_a_waiver_about_one_session_leaves_the_others() -> None:
    pooled = [session(name, kind="remarks", coverage="pooled") for name in ("one", "two")]
    report = check(plan_of(event(*pooled, **waived("ACC003", about="two"))))
    assert [found.facts[0].path for found in report.findings if found.rule == "ACC003"] == [
        "sessions[0].coverage"
    ]
    assert [found.facts[0].path for found, _ in report.waived] == ["sessions[1].coverage"]


@pytest.mark.parametrize("code", ["ACC006", "ACC999"])
def test_a_waiver_of_nothing_and_one_of_no_rule_are_told(code: str) -> None:
    report = check(plan_of(event(SOUND, **waived(code))))
    (found,) = report.findings
    assert (found.rule, found.severity, found.facts[0].path) == ("WVR001", Severity.WARNING, "waivers[0]")
    assert report.waived == ()


HOURS = st.integers(6, 20).map(lambda hour: f"{hour}:{(hour * 7) % 60:02}")
MAYBE_HOUR = st.none() | HOURS | HOURS.map(lambda hour: f"about {hour}")
STEPS = st.sampled_from(["pre-set", "final access", "pick-up", "clear"])
KINDS = st.sampled_from(["camera spray", "joint press availability", "meeting"])
RELATIONS = st.sampled_from(
    ["before", "after", "immediately_after", "at_top_of", "at_bottom_of", "on_arrival_at"]
)


@st.composite
def broken_events(draw: st.DrawFn) -> Event:
    """Days of two or three sessions whose times were thrown by dice."""
    names = ["one", "two", "three"][: draw(st.integers(2, 3))]
    sessions = []
    for number, name in enumerate(names):
        entries = [access(draw(STEPS), draw(HOURS), id=f"{name}-{n}") for n in range(draw(st.integers(0, 2)))]
        streams = [{"at": draw(HOURS), "until": draw(MAYBE_HOUR), "address": "norland.example"}]
        changes: Noun = {
            "kind": draw(KINDS),
            "start": draw(MAYBE_HOUR),
            "end": draw(MAYBE_HOUR),
            "duration": draw(st.sampled_from([None, "30 minutes", "1 to 2 hours"])),
            "room": draw(st.sampled_from(["hall", "den"])),
            "access": entries,
            "livestreams": [
                {key: value for key, value in stream.items() if value}
                for stream in streams
                if draw(st.booleans())
            ],
        }
        if number and draw(st.booleans()):
            changes[draw(RELATIONS)] = names[number - 1]
        if draw(st.booleans()):
            changes["parts"] = [
                {"id": "open", "title": "Open", "coverage": "open", "end": draw(HOURS)},
                {"id": "closed", "title": "Closed", "coverage": "closed", "start": draw(HOURS)},
            ]
        sessions.append(session(name, **changes))
    deadlines = [{"what": "RSVP", "by": f"March {draw(st.integers(5, 7))}, 2018, {draw(HOURS)}"}]
    return event(*sessions, venues=[EAST, WEST], registration={"deadlines": deadlines})


@given(broken_events())
def test_every_contradiction_is_told_exactly_once(what: Event) -> None:
    plan = build(what)
    wanted: Counter[tuple[str, tuple[Fact, ...]]] = Counter()
    for contradiction in (*plan.contradictions, *plan.doubts):
        wanted[contradiction.message, contradiction.stated + contradiction.assumed] += 1
        assert rule_of(plan, contradiction) in RULES
    said = [found for one in RULES.values() for found in one.check(plan) if isinstance(found, Finding)]
    for (message, facts), times in wanted.items():
        assert sum(found.message.startswith(message) and found.facts == facts for found in said) == times
