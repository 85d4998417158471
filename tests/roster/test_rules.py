"""What a member can hold, in a press office's words, and against the plain checker."""

from dataclasses import replace

import pytest
from hypothesis import given

from logistics.moments import HOUR, MINUTE
from logistics.roster.problem import Answer, Member, Post, Problem
from logistics.roster.rules import clash, cost, eligible, fits, too_close
from tests.roster.checker import broken_rules, cost_of
from tests.roster.generate import DAY, problems

NINE = 9 * HOUR
ESCORT = Post("pick-up", "escort", NINE, NINE + HOUR, day=0, place="gate", place_after="hall")
ANNA = Member("Anna", frozenset({"escort", "door"}))


def after(minutes: int, **differs: object) -> Post:
    begins = ESCORT.ends + minutes * MINUTE
    post = Post("later", "escort", begins, begins + HOUR, day=0, place="hall")
    return replace(post, **differs)  # type: ignore[arg-type]  # names and values are those of a post


def test_somebody_with_what_a_post_needs_is_eligible() -> None:
    assert eligible(ANNA, ESCORT)


@pytest.mark.parametrize(
    "member, post",
    [
        (replace(ANNA, functions=frozenset({"door"})), ESCORT),
        (ANNA, replace(ESCORT, skills=frozenset({"first aid"}))),
        (ANNA, replace(ESCORT, languages=frozenset({"fr"}))),
        (ANNA, replace(ESCORT, clearances=frozenset({"inner"}))),
        (replace(ANNA, answers={"pick-up": Answer.CANNOT}), ESCORT),
        (replace(ANNA, busy=((NINE + 59 * MINUTE, NINE + 2 * HOUR),)), ESCORT),
        (replace(ANNA, free=((NINE - HOUR, NINE + 30 * MINUTE), (NINE + 30 * MINUTE, NINE + HOUR))), ESCORT),
        (replace(ANNA, free=()), ESCORT),
    ],
    ids=["function", "skill", "language", "clearance", "refused", "busy", "two spans", "never free"],
)
def test_one_thing_that_is_missing_is_enough_not_to_be(member: Member, post: Post) -> None:
    assert not eligible(member, post)


def test_what_only_touches_a_post_takes_nothing_from_it() -> None:
    assert eligible(replace(ANNA, free=((NINE, NINE + HOUR),), busy=((0, NINE), (NINE + HOUR, DAY))), ESCORT)


def test_a_way_is_walked_from_where_a_post_ends() -> None:
    problem = Problem((), (), walks={("hall", "room"): 10 * MINUTE, ("gate", "room"): 30 * MINUTE})

    assert not clash(problem, ESCORT, after(0))
    assert clash(problem, ESCORT, after(9, place="room"))
    assert not clash(problem, after(10, place="room"), ESCORT)


def test_rest_counts_between_days_only() -> None:
    tomorrow = after(0, begins=ESCORT.ends + 10 * HOUR, ends=ESCORT.ends + 11 * HOUR)

    assert not too_close(ANNA, ESCORT, tomorrow)
    assert too_close(ANNA, replace(tomorrow, day=1), ESCORT)
    assert not too_close(replace(ANNA, rest=10 * HOUR), ESCORT, replace(tomorrow, day=1))


def test_a_day_may_be_as_long_as_its_most_and_no_longer() -> None:
    two_hours = replace(ANNA, most_a_day=120)

    assert fits(Problem((), ()), two_hours, [ESCORT], after(0))
    assert not fits(Problem((), ()), two_hours, [ESCORT], after(0, ends=ESCORT.ends + HOUR + 1))
    assert fits(
        Problem((), ()), replace(two_hours, rest=0), [ESCORT], after(0, ends=ESCORT.ends + 2 * HOUR, day=1)
    )


@given(problems())
def test_what_fits_one_after_the_other_breaks_no_rule_and_what_does_not_fit_breaks_one(
    problem: Problem,
) -> None:
    problem = replace(problem, pinned={})
    for member in problem.members:
        held: list[Post] = []
        for post in problem.posts:
            with_it = dict.fromkeys([*(other.id for other in held), post.id], member.id)
            if fits(problem, member, held, post):
                held.append(post)
                assert broken_rules(problem, with_it) == []
            else:
                assert broken_rules(problem, with_it)


@given(problems())
def test_a_cost_is_the_sum_of_its_kinds(problem: Problem) -> None:
    for shift in range(3):
        held = {
            post.id: problem.members[(number + shift) % len(problem.members)].id
            for number, post in enumerate(problem.posts)
            if problem.members and (number + shift) % 4
        }
        assert cost(problem, held) == cost_of(problem, held)


def test_a_post_held_by_somebody_who_left_is_open() -> None:
    problem = Problem((ESCORT,), (ANNA,), held={"pick-up": "Ben"})

    assert cost(problem, {"pick-up": "Ben"}) == cost(problem, {}) == 42_000
