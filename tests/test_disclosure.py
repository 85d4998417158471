"""Each audience sees what it may, and nothing that it may not see moves anything that it does see."""

from __future__ import annotations

from pathlib import Path

import pytest

from logistics import eventfile
from logistics.disclosure import (
    AUDIENCES,
    PRESS,
    PUBLIC,
    STAFF,
    Audience,
    Known,
    NoSuchAudience,
    Programme,
    disclose,
)
from logistics.model import Category, Event, Level
from logistics.plan import STATE, Plan
from tests.hiding import hidden_changes

EVENTS = Path(__file__).parent.parent / "events"
DIALOGUE = EVENTS / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml"
SUMMIT = EVENTS / "invented" / "2031-06-11-two-city-summit-day.yaml"
CLOSE_HOLD = Audience(Level.CLOSE_HOLD)


def programme(event: Event, audience: Audience) -> Programme:
    unsolved = Plan(event, STATE, {}, (), ())  # disclosure plans anew from what is left; it must need no more
    return disclose(unsolved, audience)


@pytest.fixture(scope="module")
def dialogue() -> Event:
    return eventfile.read(DIALOGUE).event


@pytest.fixture(scope="module")
def summit() -> Event:
    return eventfile.read(SUMMIT).event


SOME = [PUBLIC, PRESS, Audience(Level.PRESS, Category.VIDEO), STAFF]


@pytest.mark.parametrize("audience", SOME, ids=lambda audience: audience.name)
def test_nothing_hidden_moves_anything_that_is_shown(summit: Event, audience: Audience) -> None:
    shown = programme(summit, audience)
    changes = list(hidden_changes(summit, audience.level))
    assert changes, "the summit day holds something that this audience may not see"
    for where, changed in changes:
        assert programme(changed, audience) == shown, where


def test_the_changes_would_be_seen_by_those_who_may_see_everything(summit: Event) -> None:
    all_there_is = programme(summit, CLOSE_HOLD)
    changes = hidden_changes(summit, Level.PUBLIC)
    assert [where for where, changed in changes if programme(changed, CLOSE_HOLD) == all_there_is] == []


def test_the_public_sees_the_dialogue_and_no_access_time(dialogue: Event) -> None:
    public = programme(dialogue, PUBLIC)
    assert [session.id for session in public.event.sessions] == ["spray", "dialogue", "availability"]
    assert all(session.access == () for session in public.event.sessions)
    assert public.event.venues[0].entrances == ()


def test_a_camera_crew_sees_its_own_access_times_only(dialogue: Event) -> None:
    video = programme(dialogue, Audience(Level.PRESS, Category.VIDEO))
    steps = [(session.id, entry.step.value) for session in video.event.sessions for entry in session.access]
    assert steps == [("spray", "pick-up"), ("availability", "pre-set")]


def test_an_inferred_time_never_leaves_the_office(dialogue: Event) -> None:
    assert programme(dialogue, STAFF).moments["spray.start"].known is Known.INFERRED
    for audience in AUDIENCES:
        moments = programme(dialogue, audience).moments.values()
        if audience.level < Level.STAFF:
            assert all(moment.known not in (Known.INFERRED, Known.UNKNOWN) for moment in moments)
            assert all(moment.why_earliest == moment.why_latest == () for moment in moments)


def test_what_follows_exactly_from_what_is_stated_may_be_told(dialogue: Event) -> None:
    moment = programme(dialogue, PUBLIC).moments["availability.start"]
    assert moment.known is Known.DERIVED
    assert moment.exact is not None


def test_a_closed_meeting_is_for_staff_unless_the_file_announces_it() -> None:
    text = DIALOGUE.read_text().replace("kind: dialogue\n", "kind: dialogue\n    coverage: closed\n")
    closed = eventfile.parse(text.encode(), "closed.yaml").event
    assert "dialogue" not in {session.id for session in programme(closed, PRESS).event.sessions}
    assert "dialogue" in {session.id for session in programme(closed, STAFF).event.sessions}
    announced = text.replace("coverage: closed\n", "coverage: closed\n    audience: public\n")
    event = eventfile.parse(announced.encode(), "announced.yaml").event
    assert "dialogue" in {session.id for session in programme(event, PUBLIC).event.sessions}


def test_no_relation_names_a_hidden_session() -> None:
    text = DIALOGUE.read_text().replace("kind: dialogue\n", "kind: dialogue\n    coverage: closed\n")
    event = eventfile.parse(text.encode(), "closed.yaml").event
    assert all(session.relations == () for session in programme(event, PRESS).event.sessions)


def test_a_time_that_hangs_on_a_hidden_session_is_to_be_determined_for_those_who_may_not_know_it() -> None:
    text = (
        DIALOGUE.read_text()
        .replace("kind: dialogue\n", "kind: dialogue\n    coverage: closed\n")
        .replace("at: 8:30 a.m.", "at: 30 minutes before dialogue.start")
    )
    event = eventfile.parse(text.encode(), "closed.yaml").event
    assert programme(event, PRESS).moments["spray.pick-up.all"].known is Known.TO_BE_DETERMINED
    assert programme(event, STAFF).moments["spray.pick-up.all"].known is Known.DERIVED


def test_only_rooms_and_entrances_in_use_are_named(dialogue: Event) -> None:
    venue = programme(dialogue, PRESS).event.venues[0]
    assert [room.id for room in venue.rooms] == ["franklin", "acheson"]
    vault = "      - {id: vault, name: The Vault}\n"
    text = DIALOGUE.read_text().replace("      - {id: acheson,", f"{vault}      - {{id: acheson,")
    event = eventfile.parse(text.encode(), "vault.yaml").event
    assert programme(event, PRESS) == programme(dialogue, PRESS)


def test_only_the_press_has_categories() -> None:
    with pytest.raises(NoSuchAudience, match="Only the press has categories"):
        Audience(Level.PUBLIC, Category.VIDEO)
