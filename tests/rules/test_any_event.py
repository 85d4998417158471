"""Whatever event the model accepts, the rules on rooms, people, streams and papers judge it and do not fail."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from logistics.errors import MomentError
from logistics.model import RELATIONS, Coverage, Event, Kind, Mode, ReleaseKind, ReleaseStatus, Status, Step
from logistics.model.staff import Function, StaffList
from logistics.plan import Plan, build
from logistics.roster.asking import asked
from logistics.roster.staffed import Staffed
from logistics.rules.base import Finding, Unchecked
from logistics.rules.catalogue import RULES, STAFFING_RULES
from tests.rules.building import event, plan_of, session

CODES = [code for code in RULES if code[:3] in ("ROM", "PRN", "LIV", "PUB")]
IDS = ("one", "two", "three")
TIMES = st.sampled_from(
    ["9:00 a.m.", "9:00 a.m. EST", "9:00 a.m. CST / 10:00 a.m. EST", "13:30", "about 10:30 a.m.", "to be determined",
     "10:00 to 10:20 a.m.", "30 minutes after one.end", "at two.start", "10 minutes before start", "2:30 a.m.",
     "March 11, 2018 at 2:30 a.m.", "March 7, 2018, 1:00 a.m.", "4:45 p.m. CET"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["met", "will meet", "today", "tomorrow,", "second", "third", "Ports", "Dialogue", "meeting", "of the", "9AM",
     "noon", "10:45 a.m.", "EST.", "streamed", "live", "Bérg", "Costa", "the the", "lobby.Final", "to72", " , ", "\n\n",
     "É", "…", "March 6,", "\u00a0", "’s", "Press Office", "Notice", "..", "1st", "(", "”"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join).filter(str.strip)
LINES = TEXTS.map(lambda text: text.replace("\n", " ")).filter(str.strip)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A record with any of these keys."""
    return st.fixed_dictionaries({}, optional=fields)


STREAMS = st.lists(
    some(at=TIMES, until=TIMES, covers=LINES).map(lambda keys: {"address": "norland.example", **keys}),
    max_size=2,
)
PARTS = st.lists(some(start=TIMES, end=TIMES, duration=st.just("10 minutes")), max_size=2).map(
    lambda parts: [
        {"id": f"part-{number}", "title": "Part", "coverage": "closed" if number else "open", **part}
        for number, part in enumerate(parts)
    ]
)
ACCESS = st.lists(
    st.fixed_dictionaries(
        {
            "step": st.sampled_from([step.value for step in Step]),
            "press": st.sampled_from(["all", "video", ["writers", "pool"]]),
            "at": TIMES,
        }
    ),
    max_size=2,
    unique_by=lambda entry: (entry["step"], str(entry["press"])),
)
INTERPRETATION = st.lists(
    some(mode=st.sampled_from([mode.value for mode in Mode]), interpreters=st.integers(0, 4)).flatmap(
        lambda keys: st.lists(st.sampled_from(["en", "es", "fr", "ar"]), max_size=4).map(
            lambda tags: {"languages": tags, **keys}
        )
    ),
    max_size=2,
)
SPEAKERS = st.lists(st.sampled_from(["person-0", "Berg", "Bérg", "Minister Berg", "Onodera"]), max_size=2)
SESSIONS = some(
    title=LINES, status=st.sampled_from([status.value for status in Status]), start=TIMES, end=TIMES,
    duration=st.sampled_from(["45 minutes", "30 to 45 minutes"]), room=st.sampled_from(["hall", "Great Hall", "Attic"]),
    coverage=st.sampled_from([coverage.value for coverage in Coverage]), speakers=SPEAKERS,
    interpretation=INTERPRETATION, note=TEXTS, livestreams=STREAMS, parts=PARTS, access=ACCESS,
    **{name: st.sampled_from(IDS) for name in RELATIONS},
)  # fmt: skip
STATEMENTS = st.fixed_dictionaries(
    {"point": st.sampled_from(["one.start", "two.end", "none.start"]), "when": TIMES}
)
RELEASES = some(
    opening=TEXTS, heading=LINES, office=LINES, date=st.sampled_from(["March 6, 2018", "2018-03-07"]),
    published=st.sampled_from(["2018-03-06 08:00:00-05:00", "2018-03-07 01:00Z", "2018-03-06 12:00"]),
    status=st.sampled_from([status.value for status in ReleaseStatus]), embargo=TIMES,
    about=st.lists(st.sampled_from(IDS), max_size=2), source=LINES, language=st.sampled_from(["en", "es"]),
    states=st.lists(STATEMENTS, max_size=2),
)  # fmt: skip
PEOPLE = some(given=LINES, title=LINES).map(lambda keys: {"family": "Berg", **keys})


ENDS = ("start", "end")


@st.composite
def events(draw: st.DrawFn) -> Event:
    """A small event with gaps and contradictions of every sort."""
    sessions = []
    for session_id in IDS[: draw(st.integers(1, 3))]:
        keys = draw(SESSIONS)
        kind = draw(st.sampled_from(list(Kind))).value
        relations = {(name, session_id) for name in RELATIONS}
        itself = relations | {(end, word) for end in ENDS for word in (end, f"{session_id}.{end}")}
        own = {name: value for name, value in keys.items() if (name, _last_word(value)) not in itself}
        sessions.append({"id": session_id, "kind": kind, **own})
    papers = [
        {
            "id": f"paper-{number}",
            "kind": draw(st.sampled_from(list(ReleaseKind))).value,
            "title": draw(LINES),
            **keys,
        }
        for number, keys in enumerate(draw(st.lists(RELEASES, max_size=2)))
    ]
    people = [
        {"id": f"person-{number}", **keys} for number, keys in enumerate(draw(st.lists(PEOPLE, max_size=2)))
    ]
    return event(
        *sessions,
        releases=papers,
        delegations=[{"id": "norland", "name": "Norland", "members": people}],
        lead=draw(TEXTS),
        last_date=draw(st.sampled_from([None, "March 8, 2018"])),
        series=draw(st.sampled_from([None, {"name": "The Ports Dialogue", "ordinal": 3}, {"name": "of"}])),
        language=draw(st.sampled_from(["en", "en-GB", "es"])),
    )


def _last_word(value: object) -> str:
    """Of “30 minutes after one.end” the moment that it is told from: the file refuses a time told from itself."""
    return value.split(" ")[-1] if isinstance(value, str) else ""


def planned(what: Event) -> Plan | None:
    try:
        return build(what)
    except MomentError:  # an hour that clocks skip has no plan
        return None


@given(events())
def test_every_rule_judges_every_event(what: Event) -> None:
    plan = planned(what)
    assume(plan is not None)
    assert plan is not None
    for code in CODES:
        for found in RULES[code].check(plan):
            assert found.rule == code
            if isinstance(found, Finding):
                assert found.facts
                assert found.message.endswith((".", "?"))
            else:
                assert isinstance(found, Unchecked)
                assert found.why


PEOPLE_OF_THE_OFFICE = StaffList.model_validate(
    {
        "people": [
            {"id": "anna", "name": "Anna Lund", "functions": [function.value for function in Function]},
            {
                "id": "ben",
                "name": "Ben Ode",
                "functions": ["door"],
                "phone": "1",
                "free": ["9:00 to 11:00 a.m."],
            },
        ]
    }
)


@given(events(), st.data())
def test_every_rule_of_staff_judges_every_event_whoever_holds_its_posts(
    what: Event, data: st.DataObject
) -> None:
    plan = planned(what)
    assume(plan is not None)
    assert plan is not None
    question = asked(plan, PEOPLE_OF_THE_OFFICE)
    names = data.draw(st.lists(st.sampled_from(["anna", "ben", ""]), min_size=1, max_size=5))
    held = {
        duty.post.id: names[n % len(names)] for n, duty in enumerate(question.duties) if names[n % len(names)]
    }
    staffed = Staffed(plan, PEOPLE_OF_THE_OFFICE, question, held)
    for code, rule in STAFFING_RULES.items():
        for found in rule.check(staffed):
            assert found.rule == code
            if isinstance(found, Finding):
                assert found.message.endswith(".")
                assert not found.message.endswith("..")
            else:
                assert found.why


@pytest.mark.parametrize(
    "text",
    ["a" * 4000, "a " * 1999 + "b", "1" * 4000, "1:1" * 1300, "A." * 2000, "first " * 650, "- " * 1999 + "x",
     "a.A" * 1300, "stream " * 550, "live" * 1000, "x" + "\u00a0" * 3990 + "y", "(" * 4000, "9 a m" * 800,
     "to1" * 1300 + "!", ". " * 2000, "x" + "\n" * 3990 + "y", "1 a" * 1300, "second-" * 570],
)  # fmt: skip
def test_long_texts_are_read_without_stalling(text: str) -> None:
    """The model lets a text have 4,000 characters; a pattern that doubles back on them would take hours."""
    paper = {
        "id": "sheet",
        "kind": "fact sheet",
        "title": "Sheet",
        "opening": text,
        "published": "2018-03-06 08:00",
    }
    plan = plan_of(event(session(note=text), lead=text, releases=[paper]))
    for code in CODES:
        list(RULES[code].check(plan))
