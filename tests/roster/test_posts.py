"""Posts follow from the plan: every pick-up has its escort, every entrance a hand, every stream an operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from logistics.changes import stated
from logistics.eventfile import judge, read
from logistics.model.staff import Function, OwnPost, PostChange, PostRule, StaffList
from logistics.moments import MINUTE
from logistics.plan import build
from logistics.plan.words import clock_words
from logistics.roster.asking import TO_ANOTHER_CITY, asked
from logistics.roster.byhand import duties
from logistics.roster.posts import Duty
from logistics.roster.rulebook import LONGEST_SHIFT, habits
from tests.conftest import ROOT

FILES = sorted((ROOT / "events").rglob("*.yaml"))
DECEMBER_14 = next(path for path in FILES if path.stem.startswith("2017-12-14"))
DOOR = "door.23rd-street.spray"
Tree = dict[str, Any]


def posts(
    edit: Callable[[Tree], object] = lambda _: None, rules: tuple[PostRule, ...] = ()
) -> dict[str, Duty]:
    """The posts of December 14, with its file edited, by their ids."""
    tree: Tree = dict(stated(read(DECEMBER_14).event))
    edit(tree)
    found = duties(build(judge(tree)), habits(rules))
    return {duty.post.id: duty for duty in found}


def hours(duty: Duty) -> tuple[str, str]:
    """Report time and release as a clock shows them."""
    return clock_words(duty.post.begins, duty.zone), clock_words(duty.post.ends, duty.zone)


def session(tree: Tree, session_id: str) -> Tree:
    """A session of the tree."""
    return next(one for one in tree["sessions"] if one["id"] == session_id)


def test_the_posts_of_december_14() -> None:
    assert {name: hours(duty) for name, duty in posts().items()} == {
        "room-lead.spray": ("8:00 a.m.", "9:10 a.m."),
        "press-lead.2017-12-14": ("8:00 a.m.", "11:45 a.m."),
        "security-contact.2017-12-14": ("8:00 a.m.", "11:45 a.m."),
        "runner.2017-12-14": ("8:15 a.m.", "11:40 a.m."),
        "door.23rd-street.spray": ("8:15 a.m.", "8:40 a.m."),
        "escort.spray.pick-up.all": ("8:15 a.m.", "8:40 a.m."),
        "escort.spray.back": ("8:43 a.m.", "9:10 a.m."),
        "room-lead.availability": ("9:30 a.m.", "11:40 a.m."),
        "door.23rd-street.availability": ("9:45 a.m.", "10:30 a.m."),
        "escort.availability.pre-set.video": ("9:45 a.m.", "10:10 a.m."),
        "av.availability": ("9:45 a.m.", "11:45 a.m."),
        "livestream-operator.availability.1": ("10:00 a.m.", "11:40 a.m."),
        "escort.availability.final-access.writers+stills": ("10:05 a.m.", "10:30 a.m."),
        "moderator.availability": ("10:30 a.m.", "11:30 a.m."),
        "escort.availability.back": ("10:45 a.m.", "11:40 a.m."),
    }


def test_an_escort_goes_from_the_entrance_to_the_room_and_back() -> None:
    found = posts()
    there, back = found["escort.spray.pick-up.all"], found["escort.spray.back"]
    assert (there.place, there.place_after) == ("23rd Street Entrance", "Benjamin Franklin Room")
    assert (back.place, back.place_after) == ("Benjamin Franklin Room", "23rd Street Entrance")
    assert there.post.group == back.post.group


def test_where_a_moment_is_a_window_the_post_is_there_for_all_of_it() -> None:
    """The spray ends between 8:43 and 9:00: the way back is from the one to some minutes after the other."""
    back = posts()["escort.spray.back"]
    assert [clock_words(at, back.zone) for at in (*back.begin, *back.end)] == [
        "8:43 a.m.",
        "9:00 a.m.",
        "8:53 a.m.",
        "9:10 a.m.",
    ]


def test_an_end_that_nobody_knows_is_taken_as_usual_and_said_to_be() -> None:
    assert posts()["moderator.availability"].assumed
    known = posts(lambda tree: session(tree, "availability").update(end="11:15 a.m."))
    assert not known["moderator.availability"].assumed
    assert hours(known["moderator.availability"]) == ("10:30 a.m.", "11:15 a.m.")


def test_when_the_plan_moves_the_posts_move_and_keep_their_names() -> None:
    before = posts()
    after = posts(lambda tree: session(tree, "spray")["access"][0].update(at="8:20 a.m."))
    assert before.keys() == after.keys()
    assert hours(after["escort.spray.pick-up.all"]) == ("8:05 a.m.", "8:30 a.m.")


def test_a_cancelled_session_needs_nobody() -> None:
    after = posts(lambda tree: session(tree, "spray").update(status="cancelled"))
    assert not any("spray" in name for name in after)
    assert "runner.2017-12-14" not in after, "one thing alone needs no runner"


def test_an_event_that_is_called_off_needs_nobody() -> None:
    assert posts(lambda tree: tree.update(status="postponed")) == {}


def test_access_times_that_follow_closely_are_one_opening_of_a_door() -> None:
    near = posts(lambda tree: session(tree, "availability")["access"][0].update(at="9:10 a.m."))
    assert hours(near["door.23rd-street.spray"]) == ("8:15 a.m.", "9:20 a.m.")
    assert hours(near["door.23rd-street.availability"]) == ("10:05 a.m.", "10:30 a.m.")


def test_interpreters_are_had_by_language_and_mode() -> None:
    def interpreted(tree: Tree) -> None:
        session(tree, "availability").update(
            interpretation=[{"languages": ["en", "es"], "mode": "simultaneous"}, {"languages": ["en", "fr"]}]
        )

    found = [duty for duty in posts(interpreted).values() if duty.function is Function.INTERPRETER]
    assert [(sorted(duty.post.languages), duty.post.id) for duty in found] == [
        (["en", "es"], "interpreter.availability.1"),
        (["en", "es"], "interpreter.availability.1.2"),
        (["en", "fr"], "interpreter.availability.2"),
    ]


def test_an_office_has_its_own_rules() -> None:
    rules = (
        PostRule.model_validate({"function": "escort", "count": "2", "reports": "30 minutes"}),
        PostRule.model_validate({"function": "runner", "count": "0"}),
        PostRule.model_validate({"function": "AV", "skills": ["sound desk"]}),
    )
    found = posts(rules=rules)
    assert hours(found["escort.spray.pick-up.all"])[0] == "8:00 a.m."
    assert "escort.spray.pick-up.all.2" in found
    assert "runner.2017-12-14" not in found
    assert found["av.availability"].post.skills == {"sound desk"}


def test_posts_are_added_by_hand() -> None:
    van = OwnPost.model_validate(
        {"id": "van", "function": "runner", "title": "Driver of the pool van", "time": "7:30 to 8:20 a.m."}
    )
    found = duties(build(read(DECEMBER_14).event), habits(()), (van,))
    assert hours(found[0]) == ("7:30 a.m.", "8:20 a.m.")
    assert found[0].post.id == "van"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sample_event_has_posts_that_can_be_held(path: Any) -> None:
    found = duties(build(read(path).event), habits(()))
    assert len({duty.post.id for duty in found}) == len(found)
    for duty in found:
        assert duty.post.begins == duty.begin[0] <= duty.begin[1]
        assert duty.end[0] <= duty.end[1] == duty.post.ends
        assert duty.post.begins < duty.post.ends
        assert duty.title[0].isupper()


def test_a_long_day_is_shared_out_into_shifts() -> None:
    summit = next(path for path in FILES if "summit-day" in path.stem)
    found = duties(build(read(summit).event), habits(()))
    leads = [duty.post for duty in found if duty.function is Function.PRESS_LEAD]
    reports = 45 * 60  # what the lead reports before and stays after
    assert len(leads) > 2
    assert all(post.ends - post.begins <= LONGEST_SHIFT + reports for post in leads)


def changed(**said: object) -> dict[str, Duty]:
    """The posts of the dialogue with one changed by hand, by id."""
    change = PostChange.model_validate(said)
    return {duty.post.id: duty for duty in duties(build(read(DECEMBER_14).event), habits(()), (), (change,))}


def test_a_post_that_is_not_needed_after_all_is_none() -> None:
    assert DOOR in changed(post="runner.nowhere", dropped=True)
    assert DOOR not in changed(post=DOOR, dropped=True)


def test_a_post_is_otherwise_where_somebody_said_so_and_as_the_plan_has_it_elsewhere() -> None:
    was = changed(post="runner.nowhere", dropped=True)[DOOR]
    said = changed(post=DOOR, time="8:00 a.m. to 8:40 a.m.", skills=["driver"])[DOOR]
    assert said.post.ends - said.post.begins == 40 * MINUTE
    assert said.post.skills == {"driver"}
    assert (said.place, said.title, said.why) == (was.place, was.title, f"{was.why}; changed by hand")
    moved = changed(post=DOOR, place="the loading dock", title="Door, loading dock")[DOOR]
    assert (moved.title, moved.place, moved.post.place) == (
        "Door, loading dock",
        "the loading dock",
        "the loading dock",
    )
    assert moved.post.begins == was.post.begins


def test_a_post_is_by_the_clock_of_the_place_where_it_is() -> None:
    """The invented summit is in Texas, and ends in Mexico, where clocks differ in June."""
    (summit,) = (path for path in FILES if path.stem.startswith("2031"))
    found = duties(build(read(summit).event), habits(()))
    zones = {duty.zone for duty in found if duty.place == "Puerta Norte"}
    assert zones == {"America/Monterrey"}
    assert {duty.zone for duty in found} == {"America/Chicago", "America/Monterrey"}


def test_nobody_is_in_two_cities_on_one_day_and_another_building_takes_its_time() -> None:
    (summit,) = (path for path in FILES if path.stem.startswith("2031"))
    plan = build(read(summit).event)
    problem = asked(plan, StaffList.model_validate({"people": []})).problem
    first, last = (venue.entrances[0].id for venue in (plan.event.venues[0], plan.event.venues[-1]))
    assert problem.walk(first, last) == TO_ANOTHER_CITY
    assert problem.walk(first, first) == 0


def test_shifts_with_what_comes_before_and_after_are_no_longer_than_six_hours() -> None:
    (summit,) = (path for path in FILES if path.stem.startswith("2031"))
    found = duties(build(read(summit).event), habits(()))
    shifts = [duty.post for duty in found if "shift" in duty.title]
    assert shifts
    assert max(post.minutes for post in shifts) <= LONGEST_SHIFT // 60
