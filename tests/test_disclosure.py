"""Each audience sees what it may, and nothing that it may not see moves anything that it does see."""

from __future__ import annotations

from pathlib import Path

import pytest

from logistics import eventfile
from logistics.disclosure import (
    AUDIENCES,
    NOT_STATED,
    PRESS,
    PUBLIC,
    STAFF,
    Audience,
    Known,
    NoSuchAudience,
    Programme,
    disclose,
)
from logistics.model import Category, Event, Level, When
from logistics.plan import STATE, Plan
from tests.documents.samples import SMALL
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


def closed_dialogue(**hanging: str) -> Event:
    """The event of December 14 with its dialogue closed; each keyword hangs one time on the dialogue."""
    text = DIALOGUE.read_text().replace("kind: dialogue\n", "kind: dialogue\n    coverage: closed\n")
    for written, instead in hanging.items():
        text = text.replace(f"{written}: 8:30 a.m.", f"{written}: {instead}")
    return eventfile.parse(text.encode(), "closed.yaml").event


def test_a_time_that_hangs_on_a_hidden_session_is_not_stated_to_those_who_may_not_know_it() -> None:
    event = closed_dialogue(at="30 minutes before dialogue.start")
    press = programme(event, PRESS)
    assert press.moment("spray.pick-up.all") is None
    assert [entry.at for entry in press.event.session("spray").access] == [NOT_STATED]
    assert programme(event, STAFF).moments["spray.pick-up.all"].known is Known.DERIVED


def test_what_is_to_be_determined_stays_so() -> None:
    event = closed_dialogue(at="to be determined")
    assert programme(event, PRESS).moments["spray.pick-up.all"].known is Known.TO_BE_DETERMINED


def test_of_two_ends_the_one_that_hangs_on_a_hidden_session_is_left_out() -> None:
    event = closed_dialogue(at="8:30 a.m.")
    spray = event.session("spray")
    hanging = When.read("30 minutes before dialogue.start")
    entry = spray.access[0].model_copy(update={"at": None, "from_": When.read("8:00 a.m."), "by": hanging})
    changed = tuple(s.model_copy(update={"access": (entry,)}) if s is spray else s for s in event.sessions)
    shown = programme(event.model_copy(update={"sessions": changed}), PRESS).event.session("spray").access[0]
    assert (shown.at, shown.from_, shown.by) == (None, When.read("8:00 a.m."), None)


@pytest.mark.parametrize("audience", [PRESS, STAFF], ids=lambda audience: audience.name)
def test_deadlines_and_embargoes_that_hang_on_a_hidden_session_do_not_name_it(audience: Audience) -> None:
    hidden = Level(audience.level + 1).words
    event = Event.model_validate(
        {
            **SMALL,
            "sessions": [
                SMALL["sessions"][0],
                {"id": "secret", "kind": "meeting", "start": "8:00 a.m.", "audience": hidden},
            ],
            "registration": {"deadlines": [{"what": "RSVP", "by": "1 hour before secret.start"}]},
            "releases": [
                {
                    "id": "sheet",
                    "kind": "fact sheet",
                    "title": "Sheet",
                    "embargo": "at secret.end",
                    "states": [{"point": "talks.start", "when": "at secret.end"}],
                }
            ],
        }
    )
    shown = programme(event, audience)
    assert "secret" not in repr(shown)
    assert shown.event.registration is not None
    assert [item.by for item in shown.event.registration.deadlines] == [NOT_STATED]
    assert [item.embargo for item in shown.event.releases] == [NOT_STATED]
    assert not {moment.known for moment in shown.moments.values()} & {Known.TO_BE_DETERMINED}


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
