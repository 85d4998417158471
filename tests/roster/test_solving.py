"""The best roster, against every roster there is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from benchmarks.rosters import Size, invented
from logistics.roster import windows
from logistics.roster.greedy import greedy
from logistics.roster.problem import Problem, Roster
from logistics.roster.solving import solve
from tests.roster.checker import all_rosters, broken_rules, cost_of
from tests.roster.generate import problems
from tests.roster.test_greedy import ANNA, FIRST

PLENTY = 60.0
CROWD = Size(30, 150, 2)


def checked(problem: Problem, roster: Roster) -> None:
    assert broken_rules(problem, roster.held) == []
    assert roster.cost == cost_of(problem, roster.held)
    assert roster.bound <= roster.cost
    assert roster.optimal == (roster.bound == roster.cost)


@given(problems(most_posts=5, most_members=3))
@settings(deadline=None)
def test_a_small_problem_is_solved_at_best(problem: Problem) -> None:
    roster = solve(problem, seconds=PLENTY)

    checked(problem, roster)
    assert roster.optimal
    assert roster.cost == min(cost_of(problem, held) for held in all_rosters(problem))


@given(problems())
@settings(deadline=None, max_examples=50)
def test_the_greedy_roster_is_never_better_and_never_below_the_bound(problem: Problem) -> None:
    roster = solve(problem, seconds=PLENTY)

    checked(problem, roster)
    assert roster.bound <= roster.cost <= greedy(problem).cost


@given(problems(most_posts=10))
@settings(deadline=None, max_examples=50)
def test_what_is_solved_in_parts_keeps_every_rule_and_its_bound_holds(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "WHOLE", -1)
        patch.setattr(windows, "NEARLY_WHOLE", -1)
        patch.setattr(windows, "NEAR", (2, 4))
        patch.setattr(windows, "TOGETHER", 2)
        in_parts = solve(problem, seconds=PLENTY)

    checked(problem, in_parts)
    assert in_parts.bound <= solve(problem, seconds=PLENTY).cost <= in_parts.cost


@given(problems(most_posts=10))
@settings(deadline=None, max_examples=50)
def test_the_bound_from_open_posts_alone_holds(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "WHOLE", -1)
        in_parts = solve(problem, seconds=PLENTY)

    checked(problem, in_parts)
    assert in_parts.bound <= solve(problem, seconds=PLENTY).cost <= in_parts.cost


@pytest.mark.parametrize("seed", range(2))
def test_a_crowd_is_rostered_within_the_rules_and_better_than_by_the_greedy(seed: int) -> None:
    problem = invented(CROWD, seed)
    at_once = greedy(problem).cost
    roster = solve(problem, seconds=PLENTY, tell=lambda best: best.cost >= at_once)

    checked(problem, roster)
    assert roster.cost < at_once


def test_the_same_problem_gives_the_same_roster() -> None:
    problem = invented(Size(20, 60, 1), 5)

    assert solve(problem, seconds=PLENTY) == solve(problem, seconds=PLENTY)


def test_stopped_it_keeps_the_best_that_it_told() -> None:
    told: list[Roster] = []

    def twice(roster: Roster) -> bool:
        told.append(roster)
        return len(told) < 2

    problem = invented(CROWD, 1)
    roster = solve(problem, seconds=PLENTY, tell=twice)

    checked(problem, roster)
    assert len(told) == 2
    assert roster.cost <= min(each.cost for each in told)
    assert told[0] == greedy(problem)


def test_what_is_told_only_gets_better() -> None:
    told: list[Roster] = []

    def listen(roster: Roster) -> bool:
        told.append(roster)
        return True

    solve(invented(CROWD, 0), seconds=1.0, tell=listen)

    assert [each.cost for each in told] == sorted((each.cost for each in told), reverse=True)
    assert [each.bound for each in told] == sorted(each.bound for each in told)


def test_without_time_it_is_the_greedy_roster() -> None:
    problem = invented(CROWD, 0)

    assert solve(problem, seconds=0) == greedy(problem)


@pytest.mark.parametrize(
    "problem, open_posts",
    [(Problem((), ()), 0), (Problem((), (ANNA,)), 0), (Problem((FIRST,), ()), 1)],
    ids=["nothing", "no posts", "no members"],
)
def test_where_there_is_nothing_to_decide_the_answer_is_the_best(problem: Problem, open_posts: int) -> None:
    roster = solve(problem)

    assert roster.optimal
    assert len(roster.open(problem)) == open_posts


def test_a_change_is_made_only_where_it_is_worth_its_price() -> None:
    ben = replace(ANNA, id="Ben")
    longer = replace(FIRST, id="second", begins=FIRST.ends, ends=FIRST.ends + 3600)
    problem = Problem((FIRST, longer), (ANNA, ben), held={"first": "Anna", "second": "Anna"})

    assert solve(problem).held == problem.held
    cheap = replace(problem, weights=replace(problem.weights, changed=59))
    assert set(solve(cheap).held.values()) == {"Anna", "Ben"}
