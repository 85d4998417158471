"""A part of a roster decided at best while all else stays, and the cliques that it rests on."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.roster.cliques import cliques
from logistics.roster.exact import decide
from logistics.roster.greedy import place
from logistics.roster.ground import Board, Ground, bits
from logistics.roster.problem import Answer, Problem, Weights
from tests.roster.checker import all_rosters, broken_rules, cost_of
from tests.roster.generate import problems
from tests.roster.test_greedy import ANNA, BEN, FIRST

PLENTY = 60.0


@given(problems(), st.integers(0, 2**12 - 1))
def test_nobody_can_hold_two_of_a_clique_and_every_clash_is_in_one(problem: Problem, chosen: int) -> None:
    ground = Ground(problem)
    posts = chosen & ((1 << len(ground.posts)) - 1)
    pairs = {pair for clique in cliques(ground, posts) for pair in combinations(bits(clique), 2)}

    assert pairs == {
        (first, second)
        for first, second in combinations(bits(posts), 2)
        if ground.clashes[first] >> second & 1
    }


@given(problems(most_posts=5, most_members=3), st.integers(0, 2**5 - 1), st.integers(1, 2**3 - 1))
@settings(deadline=None, max_examples=60)
def test_a_part_is_decided_at_best_beside_what_stays(problem: Problem, chosen: int, some: int) -> None:
    ground = Ground(problem)
    board = place(ground)
    posts = sum(
        1 << post
        for post in bits(chosen & ((1 << len(ground.posts)) - 1))
        if post not in ground.pinned and board.held.get(post, -1) in {-1, *bits(some)}
    )
    members = [member for member in range(len(ground.members)) if some >> member & 1]
    stays = {post: member for post, member in board.held.items() if not posts >> post & 1}

    decision = decide(board, posts, members, seconds=PLENTY)

    assert decision is not None
    assert decision.proven
    held = ground.named(stays | dict(decision.held))
    assert broken_rules(problem, held) == []
    others = [
        each
        for each in map(ground.numbered, all_rosters(problem))
        if all(
            each.get(post) == stays.get(post)
            if not posts >> post & 1
            else each.get(post, members[0] if members else -1) in members or post not in each
            for post in range(len(ground.posts))
        )
    ]
    assert cost_of(problem, held) == min(cost_of(problem, ground.named(each)) for each in others)


def test_a_group_goes_on_with_whoever_already_holds_a_post_of_it() -> None:
    first, then = (
        replace(FIRST, group="delegation"),
        replace(FIRST, id="then", group="delegation", begins=FIRST.ends, ends=FIRST.ends + 3600),
    )
    anna = replace(ANNA, answers={"then": Answer.IF_NEEDED})
    ground = Ground(Problem((first, then), (anna, BEN), weights=Weights(if_needed=30, above_share=0)))

    decision = decide(Board(ground, {0: 0}), 0b10, [0, 1], seconds=PLENTY)

    assert decision is not None
    assert decision.held == {1: 0}


@given(problems())
@settings(deadline=None, max_examples=50)
def test_without_shares_it_says_how_little_can_be_open(problem: Problem) -> None:
    ground = Ground(problem)
    board = Board(ground, ground.pinned)
    movable = sum(1 << post for post in range(len(ground.posts)) if post not in ground.pinned)
    members = range(len(ground.members))

    alone = decide(board, movable, members, seconds=PLENTY, fair=False)
    shared = decide(board, movable, members, seconds=PLENTY)

    assert alone is not None
    assert shared is not None
    assert alone.bound <= shared.cost


@given(problems())
def test_a_board_knows_what_fits_and_what_it_costs(problem: Problem) -> None:
    ground = Ground(problem)
    board = place(ground)
    before = cost_of(problem, ground.named(board.held))
    for post in set(board.held) - set(ground.pinned):
        member = board.lift(post)
        without = cost_of(problem, ground.named(board.held))
        more = board.price(post, member) + board.price_above(member, ground.minutes[post])
        assert board.fits(post, member)
        assert without + more - ground.open_cost(post) == before
        board.place(post, member)
