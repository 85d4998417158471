"""The roster that is there at once."""

from dataclasses import replace

from hypothesis import given

from logistics.moments import HOUR
from logistics.roster.greedy import greedy
from logistics.roster.problem import Answer, Member, Post, Problem
from tests.roster.checker import broken_rules, cost_of
from tests.roster.generate import problems

ANNA, BEN = (Member(name, frozenset({"door"})) for name in ("Anna", "Ben"))
FIRST = Post("first", "door", 9 * HOUR, 10 * HOUR, day=0)
SECOND = replace(FIRST, id="second")


@given(problems())
def test_it_breaks_no_rule_and_knows_what_it_costs(problem: Problem) -> None:
    roster = greedy(problem)

    assert broken_rules(problem, roster.held) == []
    assert roster.cost == cost_of(problem, roster.held)
    assert roster.bound <= roster.cost
    assert roster.optimal == (roster.bound == roster.cost)


def test_the_post_with_fewer_people_is_filled_first() -> None:
    problem = Problem(
        (FIRST, replace(SECOND, languages=frozenset({"fr"}))),
        (replace(ANNA, languages=frozenset({"fr"})), BEN),
    )

    assert greedy(problem).held == {"first": "Ben", "second": "Anna"}


def test_whoever_has_less_to_do_goes_first() -> None:
    later = replace(SECOND, begins=12 * HOUR, ends=13 * HOUR)

    assert set(greedy(Problem((FIRST, later), (ANNA, BEN))).held.values()) == {"Anna", "Ben"}


def test_somebody_is_taken_from_a_post_that_another_can_hold() -> None:
    # both posts have two people, and Anna, who comes first, is given the one that Ben could hold as well
    cleo = replace(ANNA, id="Cleo", answers={"first": Answer.CANNOT}, busy=((9 * HOUR, 10 * HOUR),))
    long = replace(SECOND, begins=9 * HOUR, ends=10 * HOUR, skills=frozenset({"aid"}))
    anna = replace(ANNA, skills=frozenset({"aid"}))
    dora = replace(BEN, id="Dora", skills=frozenset({"aid"}), most_a_day=30)
    problem = Problem((FIRST, long), (anna, replace(BEN, answers={"first": Answer.IF_NEEDED}), cleo, dora))

    assert greedy(problem).held == {"first": "Ben", "second": "Anna"}


def test_a_post_that_matters_more_takes_somebody_from_one_that_matters_less() -> None:
    problem = Problem((FIRST, replace(SECOND, weight=3)), (ANNA,), held={"first": "Anna"})

    assert greedy(problem).held == {"second": "Anna"}


def test_a_post_stays_with_whoever_holds_it() -> None:
    problem = Problem((FIRST,), (ANNA, BEN), held={"first": "Ben"})

    assert greedy(problem).held == {"first": "Ben"}


def test_a_pin_stays_though_it_breaks_a_rule() -> None:
    refusing = replace(ANNA, answers={"first": Answer.CANNOT}, most_a_day=10)

    assert greedy(Problem((FIRST,), (refusing, BEN), pinned={"first": "Anna"})).held == {"first": "Anna"}
