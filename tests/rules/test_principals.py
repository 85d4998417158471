"""PRN: who is where, and how they are named."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.plan import Plan
from tests.rules.building import event, findings, plan_of, session, unchecked


def with_(session_id: str, start: str | None, end: str | None, *speakers: str, **rest: Any) -> dict[str, Any]:
    return session(session_id, start=start, end=end, speakers=list(speakers), **rest)


def plan(*sessions: dict[str, Any], **changes: Any) -> Plan:
    return plan_of(event(*sessions, **changes))


def people(*members: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "norland", "name": "Norland", "members": list(members)}]


def test_nobody_is_in_two_places() -> None:
    both = plan(
        with_("talks", "2:00 p.m.", "3:00 p.m.", "berg", "costa"),
        with_("stakeout", "2:30 p.m.", "2:40 p.m.", "Anna Berg", "Costa", kind="stakeout"),
    )
    (found,) = findings(both, "PRN001")
    assert found.message == (
        "Anna Berg and Luis Costa would be at the stakeout from 2:30 p.m. to 2:40 p.m. and the meeting from 2:00 p.m. "
        "to 3:00 p.m. They overlap by 10 minutes. "
        "Move one of them, or say how they belong together (at the top of, before, after)."
    )
    assert [(fact.path, fact.says) for fact in found.facts] == [
        (
            "sessions[1].speakers",
            "the speakers of the stakeout include Anna Berg and Luis Costa (they overlap by 10 minutes)",
        ),
        ("sessions[1].start", "the stakeout starts at 2:30 p.m."),
        ("sessions[1].end", "the stakeout ends at 2:40 p.m."),
        ("sessions[0].speakers", "the speakers of the meeting include Anna Berg and Luis Costa"),
        ("sessions[0].start", "the meeting starts at 2:00 p.m."),
        ("sessions[0].end", "the meeting ends at 3:00 p.m."),
    ]


@pytest.mark.parametrize(
    "second",
    [
        with_("second", "3:00 p.m.", "3:10 p.m.", "berg"),
        with_("second", "2:30 p.m.", "2:40 p.m.", "costa"),
        with_("second", "2:30 p.m.", "2:40 p.m.", "berg", status="cancelled"),
        with_("second", "2:00 p.m.", None, "berg", at_top_of="first", kind="camera spray"),
        with_("second", None, None, "berg", after="first"),
    ],
    ids=["afterwards", "somebody else", "cancelled", "at the top", "after"],
)
def test_one_place_at_a_time(second: dict[str, Any]) -> None:
    both = plan(with_("first", "2:00 p.m.", "3:00 p.m.", "berg"), second)
    assert not findings(both, "PRN001")
    assert not unchecked(both, "PRN001")


def test_an_unstated_end_leaves_open_whether_a_principal_is_free() -> None:
    both = plan(with_("one", "2:00 p.m.", None, "berg"), with_("two", "3:00 p.m.", "3:30 p.m.", "berg"))
    assert not findings(both, "PRN001")
    assert [one.why for one in unchecked(both, "PRN001")] == ["not stated: the end of the meeting (one)"]


def test_without_speakers_nobody_can_be_placed() -> None:
    (told,) = unchecked(plan(session("one"), session("two")), "PRN001")
    assert told.why == "not stated: who takes part in the sessions"


def test_a_speaker_of_no_delegation() -> None:
    (found,) = findings(plan(with_("talks", None, None, "berg", "Onodera")), "PRN003")
    assert found.message == (
        "“Onodera” is to speak, but is in no delegation of this event. "
        "Write the name as the delegations have it, or add the person there."
    )
    assert [fact.path for fact in found.facts] == ["sessions[0].speakers[1]"]


@pytest.mark.parametrize(
    "words, offer",
    [
        ("Cósta", "Did you mean Luis Costa (“costa”)?"),
        ("Foreign Minister Berg", "Did you mean Anna Berg (“berg”)?"),
        ("Anna Bergh", "Did you mean Anna Berg (“berg”)?"),
        ("Defence Minister Onodera", "Write the name as the delegations have it, or add the person there."),
        ("Foreign Minister Onodera", "The Foreign Minister of this event is Anna Berg."),
    ],
)
def test_what_the_file_supports_is_offered(words: str, offer: str) -> None:
    (found,) = findings(plan(with_("talks", None, None, words)), "PRN003")
    assert found.message.endswith(offer)


def test_a_family_name_of_two_people_is_told_as_that() -> None:
    two = people({"id": "a", "given": "Ana", "family": "Roz"}, {"id": "b", "given": "Ben", "family": "Roz"})
    (found,) = findings(plan(with_("talks", None, None, "Roz"), delegations=two), "PRN003")
    assert found.message == (
        "“Roz” is the family name of several people of this event. Did you mean Ana Roz (“a”) or Ben Roz (“b”)?"
    )


def test_speakers_of_the_delegations_are_known_by_id_name_or_family_name() -> None:
    assert not findings(plan(with_("talks", None, None, "berg", "Luis Costa", "BERG")), "PRN003")


def test_without_delegations_no_speaker_can_be_compared() -> None:
    bare = plan(with_("talks", None, None, "Somebody"), delegations=None)
    assert not findings(bare, "PRN003")
    assert unchecked(bare, "PRN003")


def test_an_availability_says_who_will_speak() -> None:
    (found,) = findings(plan(session(speakers=None)), "PRN004")
    assert (
        found.message == "It is not said who will speak at the joint press availability. List its speakers."
    )
    assert not findings(plan(session()), "PRN004")
    assert not findings(plan(session(speakers=None, status="cancelled")), "PRN004")
    assert not findings(plan(session("talks")), "PRN004")


def test_a_name_has_a_given_name_and_a_title() -> None:
    unnamed = people(
        {"id": "a", "family": "Roz"},
        {"id": "b", "family": "Elias Beltran", "title": "Acting Attorney General"},
        {"id": "c", "given": "Cem", "family": "Roz", "title": "Minister"},
    )
    assert [(one.message, one.facts[0].path) for one in findings(plan(delegations=unnamed), "PRN006")] == [
        (
            "No given name and no title for Roz. Ask the delegation and add them.",
            "delegations[0].members[0]",
        ),
        (
            "No given name for Elias Beltran (Acting Attorney General). Ask the delegation and add it.",
            "delegations[0].members[1]",
        ),
    ]


@pytest.mark.parametrize(
    "text", ["Minister Elías Beltrán speaks.", "MINISTER ELÍAS BELTRÁN and Elías Beltrán"]
)
def test_a_name_is_spelled_in_one_way(text: str) -> None:
    one = people({"id": "b", "given": "Al", "family": "Elias Beltran", "title": "Minister"})
    (found,) = findings(plan(delegations=one, lead=text), "PRN006")
    assert found.message == (
        "Elias Beltran is also spelled “Elías Beltrán”. Use one spelling everywhere: the one the person uses."
    )
    assert found.facts[0].path == "lead"


def test_capitals_that_a_sentence_gives_are_no_other_spelling() -> None:
    two = people(
        {"id": "a", "given": "Jeff", "family": "Sessions", "title": "Attorney General"},
        {"id": "b", "given": "Jan", "family": "van Rompuy", "title": "President"},
    )
    lead = "Two sessions on ports. Van Rompuy speaks. JEFF SESSIONS and Attorney General  Sessions listen."
    assert not findings(plan(delegations=two, lead=lead), "PRN006")


def test_notes_of_the_office_are_not_read_for_spelling() -> None:
    assert not findings(plan(planning=[{"text": "Ask how Cósta is written."}]), "PRN006")
