"""Who is left for a post, counted thing by thing."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from logistics.moments import HOUR, MINUTE
from logistics.roster.funnel import funnel
from logistics.roster.problem import Answer, Member, Post, Problem
from logistics.roster.reasons import Kind, Names, why_not
from tests.roster.explaining import Case, at, cases, escort, has_time, post, suits

NAMES = Names(
    clock=lambda moment: f"{moment // HOUR % 24}:{moment // MINUTE % 60:02}",
    labels={"fr": "French"},
    several={"escort": "escorts"},
)


@given(cases())
def test_its_last_number_is_how_many_have_no_reason(case: Case) -> None:
    for each in case.problem.posts:
        left = funnel(case.problem, case.held, each).left
        free = [one.id for one in case.problem.members if not why_not(case.problem, case.held, one, each)]
        assert sorted(left) == sorted(free)


@given(cases())
def test_it_begins_with_all_and_each_step_leaves_some_of_those_before(case: Case) -> None:
    for each in case.problem.posts:
        steps = funnel(case.problem, case.held, each).steps
        assert steps[0].left == tuple(member.id for member in case.problem.members)
        for before, after in pairwise(steps):
            assert set(after.left) <= set(before.left)
            assert after.count == len(after.left)


@given(cases())
def test_who_goes_at_a_step_goes_for_its_reason_and_for_none_before(case: Case) -> None:
    for each in case.problem.posts:
        members = {member.id: member for member in case.problem.members}
        steps = funnel(case.problem, case.held, each).steps
        earlier: set[Kind] = set()
        for before, after in pairwise(steps):
            for gone in set(before.left) - set(after.left):
                reasons = why_not(case.problem, case.held, members[gone], each)
                assert any(reason.kind in after.kinds and reason.what == after.what for reason in reasons)
                assert not {reason.kind for reason in reasons} & (earlier - after.kinds)
            earlier |= after.kinds


@given(cases())
def test_the_steps_are_what_the_post_needs_and_then_what_may_stop_anybody(case: Case) -> None:
    for each in case.problem.posts:
        steps = funnel(case.problem, case.held, each).steps
        needs = [step.what for step in steps if step.what]
        assert needs == [
            each.function,
            *sorted(each.languages),
            *sorted(each.skills),
            *sorted(each.clearances),
        ]
        suited = next(step for step in steps if Kind.SAID in step.kinds)
        rest = steps[steps.index(suited) - 1]
        assert set(rest.left) == {one.id for one in case.problem.members if suits(one, each)}
        (timely,) = (step for step in steps if Kind.AWAY in step.kinds)
        assert set(timely.left) == {
            one.id for one in case.problem.members if suits(one, each) and has_time(one, each)
        }


# --- in words -----------------------------------------------------------------------------------------------------


def staff(spray: Post) -> tuple[Member, ...]:
    """Twenty people: seven at the doors, eleven escorts without French, one who has no time, one on another post."""
    french = frozenset({"fr"})
    return (
        *(Member(f"door {n}", frozenset({"door"})) for n in range(7)),
        *(escort(f"escort {n}") for n in range(11)),
        escort("away", languages=french, free=((spray.ends, spray.ends + HOUR),)),
        escort("taken", languages=french),
    )


def test_a_post_left_open_says_why() -> None:
    spray = replace(post("spray", at(16)), languages=frozenset({"fr"}))
    other = post("other", at(16, 30))

    told = funnel(Problem((spray, other), staff(spray)), {"other": "taken"}, spray)

    assert told.words(NAMES) == (
        "20 people > 13 escorts > 2 speak French > 1 free from 16:00 to 17:00 > 0 not on another post"
    )
    assert told.left == ()


def test_who_could_is_left_and_what_stops_nobody_is_not_told() -> None:
    spray = replace(post("spray", at(16)), languages=frozenset({"fr"}))

    told = funnel(Problem((spray,), staff(spray)), {}, spray)

    assert told.words(NAMES) == "20 people > 13 escorts > 2 speak French > 1 free from 16:00 to 17:00"
    assert told.left == ("taken",)


def test_nothing_is_told_after_nobody_is_left() -> None:
    spray = replace(post("spray", at(16), function="av"), clearances=frozenset({"badge"}))

    assert funnel(Problem((spray,), staff(spray)), {}, spray).words(NAMES) == "20 people > 0 serve as av"


def test_each_circumstance_has_its_words() -> None:
    spray = replace(
        post("spray", at(16), place="hall"), skills=frozenset({"radio"}), clearances=frozenset({"badge"})
    )
    door = post("door", at(14, 55), place="gate")
    before, later = post("before", at(8), minutes=451), post("next day", at(4) + 24 * HOUR - 1)
    all_of_it = {"skills": frozenset({"radio"}), "clearances": frozenset({"badge"})}
    members = (
        escort("no skill", clearances=frozenset({"badge"})),
        escort("no badge", skills=frozenset({"radio"})),
        escort("no", **all_of_it, answers={"spray": Answer.CANNOT}),
        escort("walks", **all_of_it),
        escort("long day", **all_of_it),
        escort("tired", **all_of_it),
        escort("fine", **all_of_it),
    )
    held = {"door": "walks", "before": "long day", "next day": "tired"}

    told = funnel(Problem((spray, door, before, later), members), held, spray)

    assert told.words(NAMES) == (
        "7 people > 7 escorts > 6 have the skill radio > 5 have the clearance badge > 4 did not say no"
        " > 3 can walk there in time > 2 have hours left that day > 1 has enough rest"
    )
