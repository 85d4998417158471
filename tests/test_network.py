"""The temporal network: windows, reasons and contradictions, against brute force and in a press office's words."""

import random
from collections.abc import Iterable
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.network import ORIGIN, Conflict, Link, Point, Solution, Window, contradicts, solve

MINUTE = 60
HOUR = 60 * MINUTE
NINE = 9 * HOUR


def stated(point: Point, time: int, trust: int = 3) -> Link:
    return Link(ORIGIN, point, time, time, f"{point} stated", trust)


def lasts(before: Point, after: Point, least: int, most: int, trust: int = 3) -> Link:
    return Link(
        before, after, least * MINUTE, most * MINUTE, f"{before} to {after}: {least} to {most} min", trust
    )


def precedes(before: Point, after: Point, gap: int = 0, trust: int = 3) -> Link:
    return Link(before, after, gap * MINUTE, None, f"{before} precedes {after} by {gap} min", trust)


def facts(conflict: Conflict) -> list[str]:
    return [str(link.because) for link in conflict.links]


# --- what a press office asks ---------------------------------------------------------------------------------

SPRAY_BEFORE_DIALOGUE = (
    stated("dialogue start", NINE),
    precedes("spray end", "dialogue start"),
    lasts("spray start", "spray end", 3, 15),
    precedes("pick-up", "spray start", 10),
)


def test_an_unstated_time_gets_a_window_and_its_reasons() -> None:
    solution = solve([*SPRAY_BEFORE_DIALOGUE, stated("pick-up", NINE - 30 * MINUTE)])

    assert solution.windows["spray start"] == Window(earliest=NINE - 20 * MINUTE, latest=NINE - 3 * MINUTE)
    assert [link.because for link in solution.why_earliest("spray start")] == [
        "pick-up stated",
        "pick-up precedes spray start by 10 min",
    ]
    assert [link.because for link in solution.why_latest("spray start")] == [
        "dialogue start stated",
        "spray end precedes dialogue start by 0 min",
        "spray start to spray end: 3 to 15 min",
    ]
    assert solution.conflicts == ()


def test_a_pick_up_that_comes_too_late_is_explained_by_the_chain_of_facts_it_breaks() -> None:
    late = stated("pick-up", NINE - 5 * MINUTE, trust=2)

    (conflict,) = solve([*SPRAY_BEFORE_DIALOGUE, late]).conflicts

    assert facts(conflict) == [
        "dialogue start stated",
        "spray end precedes dialogue start by 0 min",
        "spray start to spray end: 3 to 15 min",
        "pick-up precedes spray start by 10 min",
        "pick-up stated",
    ]
    assert conflict.shortfall == 8 * MINUTE
    assert conflict.set_aside == late


def test_the_windows_are_those_of_the_network_without_what_was_set_aside() -> None:
    solution = solve([*SPRAY_BEFORE_DIALOGUE, stated("pick-up", NINE - 5 * MINUTE, trust=2)])

    assert solution.windows == solve(SPRAY_BEFORE_DIALOGUE).windows


def test_a_point_without_a_clock_time_has_no_bounds_and_no_reasons() -> None:
    solution = solve([precedes("arrival", "departure", 30)])

    assert solution.windows == {"arrival": Window(None, None), "departure": Window(None, None)}
    assert solution.why_earliest("departure") == ()
    assert solution.why_latest("departure") == ()


def test_a_point_known_from_one_side_only_says_so() -> None:
    solution = solve([stated("arrival", NINE), precedes("arrival", "departure", 30)])

    assert solution.windows["departure"] == Window(earliest=NINE + 30 * MINUTE, latest=None)
    assert solution.why_latest("departure") == ()


def test_the_reference_point_itself_is_no_point_of_the_plan() -> None:
    assert set(solve([stated("arrival", NINE)]).windows) == {"arrival"}


def test_a_clock_time_may_be_stated_from_either_side() -> None:
    turned = Link("arrival", ORIGIN, -NINE, 5 - NINE, "turned")

    assert solve([turned]).windows == {"arrival": Window(NINE - 5, NINE)}


def test_a_time_that_another_follows_by_a_fixed_offset_backward() -> None:
    preset = Link("dialogue start", "pre-set", -HOUR, -HOUR, "pre-set is an hour before")

    assert solve([stated("dialogue start", NINE), preset]).windows["pre-set"] == Window(
        NINE - HOUR, NINE - HOUR
    )


def test_of_two_links_between_the_same_points_the_tighter_gives_the_window_and_the_reason() -> None:
    loose, tight = lasts("start", "end", 30, 90), lasts("start", "end", 45, 60)
    solution = solve([stated("start", NINE), loose, tight])

    assert solution.windows["end"] == Window(NINE + 45 * MINUTE, NINE + HOUR)
    assert solution.why_earliest("end")[-1] == solution.why_latest("end")[-1] == tight


def test_of_equal_reasons_one_is_given_whole() -> None:
    links = [
        stated("doors", NINE),
        precedes("doors", "cameras", 10),
        precedes("cameras", "spray", 10),
        precedes("doors", "writers", 15),
        precedes("writers", "spray", 5),
    ]
    by_cameras, by_writers = tuple(links[:3]), (links[0], *links[3:])

    for order in permutations(links):
        assert solve(order).why_earliest("spray") in (by_cameras, by_writers)


def test_nothing_is_known_of_nothing() -> None:
    solution = solve([])

    assert solution.windows == {}
    assert solution.conflicts == ()
    assert not contradicts([])


# --- contradictions --------------------------------------------------------------------------------------------


def test_two_times_for_one_point_contradict_each_other() -> None:
    first, second = (
        Link(ORIGIN, "start", NINE, NINE, "notice"),
        Link(ORIGIN, "start", NINE + 60, NINE + 60, "update"),
    )

    (conflict,) = solve([first, second]).conflicts

    assert set(conflict.links) == {first, second}
    assert conflict.shortfall == 60


def test_each_before_the_other_is_found_without_any_clock_time() -> None:
    (conflict,) = solve([precedes("spray", "dialogue", 1), precedes("dialogue", "spray")]).conflicts

    assert sorted(facts(conflict)) == ["dialogue precedes spray by 0 min", "spray precedes dialogue by 1 min"]
    assert conflict.shortfall == MINUTE


def test_at_the_same_time_is_no_contradiction() -> None:
    same = [
        precedes("doors", "arrival"),
        precedes("arrival", "music"),
        precedes("music", "doors"),
        stated("doors", NINE),
    ]

    assert not contradicts(same)
    assert solve(same).windows["music"] == Window(NINE, NINE)


def test_a_link_may_contradict_itself() -> None:
    link = lasts("start", "end", 30, 20)
    solution = solve([link, link, stated("start", NINE)])

    assert solution.conflicts == (Conflict((link,), 10 * MINUTE, link),)
    assert solution.windows == {"start": Window(NINE, NINE), "end": Window(None, None)}


@pytest.mark.parametrize(
    "at_least, at_most, shortfall",
    [
        (5, None, 5),
        (None, -7, 7),
        (-3, -2, 2),
        (4, 9, 4),
        (5, 3, 5),
        (0, 0, 0),
        (-1, 1, 0),
        (-5, None, 0),
        (None, None, 0),
    ],
)
@pytest.mark.parametrize("point", [ORIGIN, "start"])
def test_a_point_is_at_no_distance_from_itself(
    point: Point, at_least: int | None, at_most: int | None, shortfall: int
) -> None:
    conflicts = solve([Link(point, point, at_least, at_most, "odd")]).conflicts

    assert [conflict.shortfall for conflict in conflicts] == ([shortfall] if shortfall else [])


def test_the_same_fact_said_twice_is_set_aside_as_one() -> None:
    doubted = stated("start", NINE + HOUR, trust=1)
    solution = solve([doubted, stated("start", NINE), doubted])

    assert [conflict.set_aside for conflict in solution.conflicts] == [doubted]
    assert solution.windows["start"] == Window(NINE, NINE)


def test_the_least_trusted_is_set_aside() -> None:
    assumed = precedes("arrival", "spray", 20, trust=1)

    (conflict,) = solve([stated("arrival", NINE), stated("spray", NINE), assumed]).conflicts

    assert conflict.set_aside == assumed


def test_of_equal_trust_a_stated_time_is_set_aside_before_a_walk() -> None:
    times = [stated("arrival", NINE), stated("spray", NINE)]

    (conflict,) = solve([*times, precedes("arrival", "spray", 20)]).conflicts

    assert conflict.set_aside in times


@pytest.mark.parametrize("name", ["dialogue", "talks"])
def test_a_time_that_breaks_two_others_is_set_aside_once_and_both_are_told(name: Point) -> None:
    wrong = stated(name, NINE + 5 * HOUR)
    links = [
        wrong,
        precedes(name, "lunch"),
        precedes(name, "signing"),
        stated("lunch", NINE + HOUR),
        stated("signing", NINE + 2 * HOUR),
    ]
    solution = solve(links)

    assert [conflict.set_aside for conflict in solution.conflicts] == [wrong, wrong]
    assert {facts(conflict)[0] for conflict in solution.conflicts} == {"lunch stated", "signing stated"}


def test_a_time_is_told_with_the_first_that_it_breaks_and_not_with_all_that_follow() -> None:
    order = ["dialogue", "lunch", "signing", "toast"]
    times = [stated(point, NINE + place * HOUR, trust=3) for place, point in enumerate(order)]
    wrong = stated("dialogue", NINE + 9 * HOUR, trust=1)

    conflicts = solve([wrong, *times[1:], *(precedes(*pair) for pair in pairwise(order))]).conflicts

    assert [facts(conflict)[0] for conflict in conflicts] == ["lunch stated"]


def test_a_link_set_aside_is_put_back_when_another_turns_out_to_carry_the_blame() -> None:
    notice = Link(ORIGIN, "start", NINE + HOUR, None, "notice: not before ten")
    update = Link(ORIGIN, "start", NINE, None, "update: not before nine")
    typo = Link(ORIGIN, "start", None, NINE - HOUR, "over by eight")
    solution = solve([notice, update, typo])

    assert [conflict.set_aside for conflict in solution.conflicts] == [typo, typo]
    assert solution.windows["start"] == Window(NINE + HOUR, None)


def test_a_link_that_does_not_fit_after_all_stays_set_aside() -> None:
    doubted = stated("start", NINE + 5, trust=1)
    links = [
        stated("start", NINE - 9),
        Link(ORIGIN, "start", NINE - 1, NINE + 4, "window"),
        doubted._replace(at_most=NINE + 6),
    ]
    solution = solve(links)

    assert {conflict.set_aside for conflict in solution.conflicts} == {links[0], links[2]}
    assert solution.windows["start"] == Window(NINE - 1, NINE + 4)


def test_circles_that_share_links_are_told_alike_in_any_order() -> None:
    links = [
        precedes("spray", "dialogue", 3),
        precedes("dialogue", "lunch", 3),
        precedes("lunch", "spray", 2),
        precedes("dialogue", "spray", 0, trust=2),
    ]
    told = {solve(order).conflicts for order in permutations(links)}

    assert len(told) == 1


# --- against brute force ---------------------------------------------------------------------------------------


def distances(links: Iterable[Link]) -> dict[tuple[Point, Point], int] | None:
    """All shortest paths after Floyd and Warshall; None if some point is before itself."""
    links = list(links)
    points = list(dict.fromkeys([ORIGIN, *(point for link in links for point in link[:2])]))
    far = 10**9
    distance = {(i, j): 0 if i == j else far for i in points for j in points}
    for before, after, at_least, at_most, *_ in links:
        if at_most is not None:
            distance[before, after] = min(distance[before, after], at_most)
        if at_least is not None:
            distance[after, before] = min(distance[after, before], -at_least)
    for k in points:
        for i in points:
            for j in points:
                if distance[i, k] < far and distance[k, j] < far:
                    distance[i, j] = min(distance[i, j], distance[i, k] + distance[k, j])
    if any(distance[point, point] < 0 for point in points):
        return None
    return {pair: length for pair, length in distance.items() if length < far}


def windows_by_brute_force(links: Iterable[Link], also: Iterable[Point] = ()) -> dict[Point, Window] | None:
    links = list(links)
    distance = distances(links)
    if distance is None:
        return None
    points = {point for link in links for point in link[:2]}.union(also) - {ORIGIN}
    return {
        point: Window(
            None if (back := distance.get((point, ORIGIN))) is None else -back, distance.get((ORIGIN, point))
        )
        for point in points
    }


def kept(links: Iterable[Link], solution: Solution) -> list[Link]:
    aside = {conflict.set_aside for conflict in solution.conflicts}
    return [link for link in links if link not in aside]


def assert_nothing_is_set_aside_needlessly(solution: Solution) -> None:
    links = solution_links(solution)
    rest = kept(links, solution)
    for conflict in solution.conflicts:
        assert distances([*rest, conflict.set_aside]) is None


def solution_links(solution: Solution) -> list[Link]:
    return list(solution._network.links)


BOUND = st.none() | st.integers(-8, 12)
POINTS = st.sampled_from([ORIGIN, *"abcde"])
ROW = st.tuples(POINTS, POINTS, BOUND, BOUND, st.sampled_from([3, 3, 3, 2, 1]))


def links_of(rows: list[tuple[Point, Point, int | None, int | None, int]]) -> list[Link]:
    return [Link(*row[:4], because=k, trust=row[4]) for k, row in enumerate(rows)]


SMALL_NETWORK = st.lists(ROW, max_size=16).map(links_of)
DISTINCT_LINKS = st.lists(ROW, max_size=16, unique=True).map(links_of)

modest = settings(max_examples=200, deadline=None)


@modest
@given(SMALL_NETWORK)
def test_verdict_and_windows_are_those_of_brute_force(links: list[Link]) -> None:
    expected = windows_by_brute_force(links)
    solution = solve(links)

    assert contradicts(links) == (expected is None)
    assert bool(solution.conflicts) == (expected is None)
    assert solution.windows == windows_by_brute_force(kept(links, solution), also=solution.windows)


@modest
@given(SMALL_NETWORK)
def test_all_reasons_together_are_those_of_each_point(links: list[Link]) -> None:
    solution = solve(links)
    one_by_one = {
        point: (solution.why_earliest(point), solution.why_latest(point)) for point in solution.windows
    }
    assert solution.reasons() == one_by_one


@given(SMALL_NETWORK)
def test_every_conflict_is_a_contradiction_and_irreducible(links: list[Link]) -> None:
    for conflict in solve(links).conflicts:
        assert distances(conflict.links) is None
        for link in conflict.links:
            assert distances(other for other in conflict.links if other is not link) is not None
        assert conflict.set_aside in conflict.links


@modest
@given(SMALL_NETWORK)
def test_easing_any_one_link_of_a_conflict_by_the_shortfall_mends_it_and_less_does_not(
    links: list[Link],
) -> None:
    for conflict in solve(links).conflicts:
        first, *rest = conflict.links
        assert conflict.shortfall > 0
        if rest:
            assert distances([easing(first, conflict.shortfall), *rest]) is not None
            assert distances([easing(first, conflict.shortfall - 1), *rest]) is None


def easing(link: Link, by: int) -> Link:
    return link._replace(
        at_least=None if link.at_least is None else link.at_least - by,
        at_most=None if link.at_most is None else link.at_most + by,
    )


@modest
@given(SMALL_NETWORK)
def test_a_conflict_reads_as_a_chain(links: list[Link]) -> None:
    for conflict in solve(links).conflicts:
        if len(conflict.links) > 1:
            here = set(conflict.links[-1][:2]) & set(conflict.links[0][:2])
            for one, next_one in pairwise(conflict.links):
                assert set(one[:2]) & set(next_one[:2])
            assert here


@modest
@given(SMALL_NETWORK)
def test_what_is_left_is_consistent_and_nothing_is_set_aside_needlessly(links: list[Link]) -> None:
    solution = solve(links)

    assert distances(kept(links, solution)) is not None
    assert_nothing_is_set_aside_needlessly(solution)
    assert all(
        window.earliest <= window.latest
        for window in solution.windows.values()
        if window.earliest is not None and window.latest is not None
    )


@modest
@given(SMALL_NETWORK)
def test_the_reasons_add_up_to_the_ends_of_the_window(links: list[Link]) -> None:
    solution = solve(links)
    rest = kept(links, solution)
    for point, window in solution.windows.items():
        for why, end, earliest in (
            (solution.why_earliest, window.earliest, True),
            (solution.why_latest, window.latest, False),
        ):
            chain = why(point)
            assert set(chain) <= set(rest)
            assert follow(chain, earliest=earliest) == ((point, end) if end is not None else (ORIGIN, 0))


def follow(chain: Iterable[Link], *, earliest: bool) -> tuple[Point, int]:
    """Where a chain of links leads from ORIGIN, and when that is at the earliest or the latest."""
    here, time = ORIGIN, 0
    for link in chain:
        onward = link.before == here
        bound = link.at_least if onward == earliest else link.at_most
        assert here in link[:2]
        assert bound is not None
        here, time = (link.after, time + bound) if onward else (link.before, time - bound)
    return here, time


@modest
@given(DISTINCT_LINKS, st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_only_which_of_equal_reasons_is_given(
    links: list[Link], shuffler: random.Random
) -> None:
    shuffled = links[:]
    shuffler.shuffle(shuffled)
    one, other = solve(links), solve(shuffled)

    assert one.windows == other.windows
    assert one.conflicts == other.conflicts
    for point in one.windows:
        assert len(one.why_earliest(point)) == len(other.why_earliest(point))
        assert len(one.why_latest(point)) == len(other.why_latest(point))


def test_seconds_may_be_any_whole_numbers() -> None:
    age = 10**30
    solution = solve(
        [stated("start", age), Link("start", "end", age, 2 * age, "an age"), stated("lunch", -age)]
    )

    assert solution.windows["end"] == Window(2 * age, 3 * age)
    assert solution.windows["lunch"] == Window(-age, -age)


# --- all contradictions at once, and no order of the input that makes it slow -------------------------------------


def day(sessions: int) -> list[Link]:
    """Sessions an hour apart, each with a spray before it and its start stated."""
    links = []
    for session in range(sessions):
        start, spray = f"start {session}", f"spray {session}"
        links += [stated(start, session * HOUR), lasts(spray, start, 5, 20)]
        if session:
            links.append(precedes(f"start {session - 1}", spray, 10))
    return links


@modest
@given(
    st.sets(st.integers(0, 19), min_size=1),
    st.integers(1, 3),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_every_planted_contradiction_is_told(
    where: set[int], trust: int, late: bool, shuffler: random.Random
) -> None:
    wrong = [
        stated(f"spray {session}", session * HOUR - (2 if late else 30) * MINUTE, trust) for session in where
    ]
    links = [*day(20), *wrong]
    shuffler.shuffle(links)
    solution = solve(links)

    told = [link for conflict in solution.conflicts for link in wrong if link in conflict.links]
    assert sorted(told) == sorted(wrong)
    if trust < 3:
        assert {conflict.set_aside for conflict in solution.conflicts} == set(wrong)


@modest
@given(st.sets(st.integers(0, 19), min_size=1))
def test_every_planted_circle_is_told(where: set[int]) -> None:
    wrong = {precedes(f"start {session}", f"spray {session}", trust=1) for session in where}

    conflicts = solve([*day(20), *wrong]).conflicts

    assert {conflict.set_aside for conflict in conflicts} == wrong
    assert len(conflicts) == len(wrong)


LENGTH = 2000
IN_ORDER = [f"point {place}" for place in range(LENGTH)]
MIXED = random.Random(7).sample(IN_ORDER, LENGTH)


def chain_of(
    points: list[Point], at_least: int | None, at_most: int | None, *, turned: bool = False
) -> list[Link]:
    """Points that follow each other, each of them also not before some time and not after another."""
    links = [Link(*pair, at_least, at_most, "follows") for pair in pairwise(points)]
    if turned:
        links[::2] = [
            Link(after, before, negated(most), negated(least), why)
            for before, after, least, most, why, _ in links[::2]
        ]
    return links + [
        Link(ORIGIN, point, LENGTH - place, LENGTH * (place + 1), "") for place, point in enumerate(points)
    ]


def negated(bound: int | None) -> int | None:
    return None if bound is None else -bound


def sweeps_over_all(links: list[Link]) -> float:
    bounds = sum(bound is not None for link in links if ORIGIN not in link[:2] for bound in link[2:4])
    return solve(links)._network.relaxed / bounds


@pytest.mark.parametrize(
    "at_least, at_most", [(60, None), (0, None), (0, 600), (None, 600), (-60, 600), (60, 60)]
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_long_chain_in_any_order_is_three_looks_at_every_bound(
    at_least: int | None, at_most: int | None, turned: bool
) -> None:
    links = chain_of(MIXED, at_least, at_most, turned=turned)

    assert sweeps_over_all(random.Random(8).sample(links, len(links))) <= 3
    assert sweeps_over_all(links) <= 3


def test_a_circle_leaves_the_order_of_what_follows_it() -> None:
    same = [precedes("doors", "arrival"), precedes("arrival", "doors"), precedes("arrival", MIXED[0])]
    links = same + chain_of(MIXED, 60, None)

    assert sweeps_over_all(random.Random(8).sample(links, len(links))) <= 3
