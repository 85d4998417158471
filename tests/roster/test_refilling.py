"""A post is filled again after a drop-out with the fewest changes, and what would fill one that nobody can take."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from logistics.moments import HOUR, MINUTE
from logistics.roster.problem import Answer, Member, Problem
from logistics.roster.reasons import Names, why_not
from logistics.roster.refilling import EFFORT, Change, Mend, Remedy, apply, refill, remedies, words
from logistics.roster.rules import cost
from tests.roster.explaining import Case, at, cases, could, crowded, escort, lawful, post


def changed(held: Mapping[str, str], changes: tuple[Change, ...]) -> dict[str, str]:
    return {**held, **{change.post: change.now for change in changes}}


# --- refilling ----------------------------------------------------------------------------------------------------


@given(crowded())
def test_a_refill_breaks_no_rule_opens_no_other_post_and_changes_only_what_it_says(case: Case) -> None:
    for each in case.open:
        changes = refill(case.problem, case.held, each)
        after = changed(case.held, changes)

        assert lawful(case.problem, after)
        assert len({change.post for change in changes}) == len(changes) <= 3
        for change in changes:
            assert case.held.get(change.post) == change.was != change.now
            assert change.post not in case.problem.pinned
        if changes:
            assert set(after) == {*case.held, each.id}


def rosters(case: Case, moves: int, must: str) -> Iterator[dict[str, str]]:
    """All lawful rosters in which so many posts, this one among them, are with others than before."""
    members = [member.id for member in case.problem.members]
    loose = [key for key in case.held if key not in case.problem.pinned]
    for some in combinations(loose, moves - 1):
        for who in product(members, repeat=moves):
            new = dict(zip((must, *some), who, strict=True))
            if all(case.held.get(key) != new[key] for key in new) and lawful(
                case.problem, {**case.held, **new}
            ):
                yield {**case.held, **new}


@settings(max_examples=200)  # a chain of three is rare
@given(crowded())
def test_no_shorter_or_cheaper_refill_exists(case: Case) -> None:
    for each in case.open:
        changes = refill(case.problem, case.held, each)
        for moves in range(1, len(changes) or 4):
            assert not list(rosters(case, moves, each.id))
        if changes:
            least = min(cost(case.problem, one) for one in rosters(case, len(changes), each.id))
            assert cost(case.problem, changed(case.held, changes)) == least


@given(crowded(), st.data())
def test_after_a_drop_out_whoever_can_take_it_takes_it_and_nothing_else_changes(
    case: Case, data: st.DataObject
) -> None:
    assume(case.held)
    lost = data.draw(st.sampled_from(sorted(case.held)))
    held = {key: who for key, who in case.held.items() if key != lost}
    pinned = {key: who for key, who in case.problem.pinned.items() if key != lost}
    problem = replace(case.problem, pinned=pinned, members=tuple(refusing(case, lost)))
    (each,) = (one for one in problem.posts if one.id == lost)
    able = [one.id for one in problem.members if not why_not(problem, held, one, each)]

    changes = refill(problem, held, each)

    if able:
        ((name, was, now),) = changes
        assert (name, was) == (lost, None)
        assert cost(problem, {**held, lost: now}) == min(cost(problem, {**held, lost: who}) for who in able)
    assert all(change.now != case.held[lost] for change in changes if change.post == lost)


def refusing(case: Case, lost: str) -> Iterator[Member]:
    for member in case.problem.members:
        drops_out = member.id == case.held[lost]
        yield replace(member, answers={**member.answers, lost: Answer.CANNOT}) if drops_out else member


SPRAY, DOOR, LEAD = post("spray", at(10)), post("door", at(10, 30)), post("lead", at(11))


def speaking(name: str, *languages: str, **more: object) -> Member:
    return escort(name, languages=frozenset(languages), **more)


def test_a_chain_of_two() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}))
    problem = Problem((spray, DOOR), (speaking("Ana", "fr"), speaking("Ben")))

    assert refill(problem, {"door": "Ana"}, spray) == (
        Change("spray", None, "Ana"),
        Change("door", "Ana", "Ben"),
    )


def test_a_chain_of_three_and_none_that_moves_what_is_pinned() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}))
    door = replace(DOOR, languages=frozenset({"es"}))
    members = (speaking("Ana", "fr", "es"), speaking("Ben", "es"), speaking("Cem"))
    problem = Problem((spray, door, LEAD), members)
    held = {"door": "Ana", "lead": "Ben"}

    assert refill(problem, held, spray) == (
        Change("spray", None, "Ana"),
        Change("door", "Ana", "Ben"),
        Change("lead", "Ben", "Cem"),
    )
    assert refill(replace(problem, pinned={"lead": "Ben"}), held, spray) == ()


def test_somebody_gives_up_two_posts_to_two_others() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}))
    early, late = post("early", at(9, 30)), post("late", at(10, 40))
    problem = Problem((spray, early, late), (speaking("Ana", "fr"), speaking("Ben")))

    changes = refill(problem, {"early": "Ana", "late": "Ana"}, spray)

    assert set(changes) == {
        Change("spray", None, "Ana"),
        Change("early", "Ana", "Ben"),
        Change("late", "Ana", "Ben"),
    }


def test_who_has_hours_enough_gives_up_another_post_of_the_day() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}))
    short, long = post("short", at(12), minutes=20), post("long", at(14), minutes=60)
    problem = Problem((spray, short, long), (speaking("Ana", "fr", most_a_day=80), speaking("Ben")))

    assert refill(problem, {"short": "Ana", "long": "Ana"}, spray) == (
        Change("spray", None, "Ana"),
        Change("long", "Ana", "Ben"),
    )


def test_two_exchange_posts_where_that_makes_room() -> None:
    spray, door, lead = post("spray", at(10), 20), post("door", at(10, 10), 40), post("lead", at(10, 30), 30)
    problem = Problem((spray, door, lead), (escort("Ana"), escort("Ben", answers={"spray": Answer.CANNOT})))

    assert refill(problem, {"door": "Ana", "lead": "Ben"}, spray) == (
        Change("spray", None, "Ana"),
        Change("door", "Ana", "Ben"),
        Change("lead", "Ben", "Ana"),
    )


def test_nobody_gives_up_three_posts() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}))
    others = tuple(post(f"post {n}", at(10, 20 * n), minutes=20) for n in range(3))
    problem = Problem((spray, *others), (speaking("Ana", "fr"), speaking("Ben")))

    assert refill(problem, {each.id: "Ana" for each in others}, spray) == ()


def test_who_gives_up_a_post_they_would_rather_not_have_goes_first() -> None:
    lead = replace(DOOR, id="lead")
    zoe = escort("Zoe", answers={"door": Answer.IF_NEEDED})
    problem = Problem(
        (SPRAY, DOOR, lead), (escort("Abe"), escort("Cem", answers={"spray": Answer.CANNOT}), zoe)
    )

    assert refill(problem, {"lead": "Abe", "door": "Zoe"}, SPRAY) == (
        Change("spray", None, "Zoe"),
        Change("door", "Zoe", "Cem"),
    )


def test_what_is_held_or_pinned_is_left_alone() -> None:
    problem = Problem((SPRAY,), (escort("Ana"), escort("Ben")))

    assert refill(problem, {"spray": "Ana"}, SPRAY) == ()
    assert refill(replace(problem, pinned={"spray": "Ana"}), {}, SPRAY) == ()


# --- remedies -----------------------------------------------------------------------------------------------------


@given(cases())
def test_every_remedy_lets_its_person_take_the_post(case: Case) -> None:
    for each in case.open:
        for remedy in remedies(case.problem, case.held, each):
            after = Case(apply(case.problem, remedy), case.held)
            (mended,) = (one for one in after.problem.posts if one.id == each.id)
            (member,) = (one for one in after.problem.members if one.id == remedy.member)

            assert could(after.problem, member, [*after.posts_of(member), mended])
            assert lawful(after.problem, {**case.held, each.id: remedy.member})
            before = [one for one in case.problem.members if one.id == remedy.member]
            assert not any(could(case.problem, one, [*case.posts_of(one), each]) for one in before)


@given(cases())
def test_a_remedy_changes_one_thing_and_no_more_of_it_than_will_do(case: Case) -> None:
    for each in case.open:
        for remedy in remedies(case.problem, case.held, each):
            after = apply(case.problem, remedy)
            moved = [new for old, new in zip(case.problem.posts, after.posts, strict=True) if old != new]
            others = [one for one in after.members if one not in case.problem.members]
            assert len(moved) + len(others) == 1
            if remedy.minutes:
                less = Case(apply(case.problem, replace(remedy, minutes=remedy.minutes - 1)), case.held)
                (post_then,) = (one for one in less.problem.posts if one.id == each.id)
                (member,) = (one for one in less.problem.members if one.id == remedy.member)
                assert not could(less.problem, member, [*less.posts_of(member), post_then])


@given(cases())
def test_the_cheapest_remedy_comes_first_and_a_further_person_is_always_one(case: Case) -> None:
    for each in case.open:
        found = remedies(case.problem, case.held, each)
        assert [one.cost for one in found] == sorted(one.cost for one in found)
        assert [one.kind for one in found].count(Mend.PERSON) == 1
        assert len({(one.kind, one.member, one.what) for one in found}) == len(found)


OTHER = post("other", at(9), minutes=65, place="gate")
PLACED = replace(SPRAY, place="hall")


@pytest.mark.parametrize(
    "member, expected",
    [
        pytest.param(escort("a", answers={"spray": Answer.CANNOT}), {(Mend.ASK, 0)}, id="said no"),
        pytest.param(escort("a", free=()), {(Mend.CALL_IN, 0)}, id="away"),
        pytest.param(
            escort("a", free=((at(10, 20), at(12)),)),
            {(Mend.CALL_IN, 0), (Mend.BEGIN_LATER, 20)},
            id="comes later",
        ),
        pytest.param(
            escort("a", free=((at(8), at(10, 59)),)),
            {(Mend.CALL_IN, 0), (Mend.END_EARLIER, 1)},
            id="goes sooner",
        ),
        pytest.param(
            escort("a", free=((at(10, 31), at(12)),)), {(Mend.CALL_IN, 0)}, id="not cut by over half"
        ),
        pytest.param(
            escort("a", free=((at(10, 30), at(12)),)),
            {(Mend.CALL_IN, 0), (Mend.BEGIN_LATER, 30)},
            id="by half",
        ),
        pytest.param(
            escort("a", busy=((at(9), at(10) + 1),)), {(Mend.CALENDAR, 0), (Mend.BEGIN_LATER, 1)}, id="busy"
        ),
        pytest.param(
            escort("a", most_a_day=50),
            {(Mend.HOURS, 10), (Mend.BEGIN_LATER, 10), (Mend.END_EARLIER, 10)},
            id="a long day",
        ),
        pytest.param(Member("a", frozenset({"door"})), {(Mend.FUNCTION, 0)}, id="another function"),
        pytest.param(Member("a", frozenset({"door"}), free=()), set(), id="two things"),
    ],
)
def test_what_would_let_somebody_take_it(member: Member, expected: set[tuple[Mend, int]]) -> None:
    found = remedies(Problem((PLACED,), (member,)), {}, PLACED)

    assert {(one.kind, one.minutes) for one in found if one.kind is not Mend.PERSON} == expected


def test_a_post_begins_later_by_what_the_other_post_and_the_walk_take() -> None:
    problem = Problem((PLACED, OTHER), (escort("a"),), {("gate", "hall"): 4 * MINUTE + 1})

    first, further = remedies(problem, {"other": "a"}, PLACED)

    assert first == Remedy(Mend.BEGIN_LATER, "spray", "a", minutes=10)
    assert first.cost == 25
    assert further.kind is Mend.PERSON


def test_less_rest_by_the_minutes_that_are_missing() -> None:
    evening, morning = post("evening", at(21)), post("morning", at(9, day=1))
    problem = Problem((evening, morning), (escort("a", rest=11 * HOUR + 61),))

    found = remedies(problem, {"evening": "a"}, morning)

    assert {(one.kind, one.minutes) for one in found} == {
        (Mend.REST, 2),
        (Mend.BEGIN_LATER, 2),
        (Mend.PERSON, 0),
    }


@pytest.mark.parametrize("lacks, mend", [("skills", Mend.SKILL), ("clearances", Mend.CLEARANCE)])
def test_one_skill_or_clearance_can_be_had_but_not_two(lacks: str, mend: Mend) -> None:
    one = replace(SPRAY, **{lacks: frozenset({"radio"})})  # type: ignore[arg-type] # the name of either field
    two = replace(SPRAY, **{lacks: frozenset({"radio", "badge"})})  # type: ignore[arg-type] # the same
    members = (escort("a"),)

    assert remedies(Problem((one,), members), {}, one)[0] == Remedy(mend, "spray", "a", what="radio")
    assert [each.kind for each in remedies(Problem((two,), members), {}, two)] == [Mend.PERSON]


def test_a_language_is_not_learned_for_a_post() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}))

    assert [each.kind for each in remedies(Problem((spray,), (escort("a"),)), {}, spray)] == [Mend.PERSON]


def test_the_further_person_has_what_the_post_needs_and_an_id_of_their_own() -> None:
    spray = replace(SPRAY, languages=frozenset({"fr"}), skills=frozenset({"radio"}))
    problem = Problem((spray,), (escort("further person for spray"),))

    person = remedies(problem, {}, spray)[-1].person

    assert person is not None
    assert (person.functions, person.languages, person.skills) == (
        frozenset({"escort"}),
        spray.languages,
        spray.skills,
    )
    assert person.id != "further person for spray"


def test_the_further_person_has_time_for_a_very_long_post() -> None:
    long = post("long", at(9), minutes=601)
    problem = Problem((long,), ())
    (remedy,) = remedies(problem, {}, long)

    after = apply(problem, remedy)

    assert could(after, after.members[0], [long])


def test_a_remedy_for_a_post_that_is_gone_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        apply(Problem((), (escort("a"),)), Remedy(Mend.ASK, "spray", "a"))


@pytest.mark.parametrize("kind", Mend)
def test_every_remedy_is_one_plain_sentence(kind: Mend) -> None:
    names = Names(clock=str, members={"a": "Ana Ruiz"}, posts={"spray": "the spray"})

    told = words(Remedy(kind, "spray", "a", minutes=10, what="radio"), names)

    assert told.endswith(".")
    assert ("Ana Ruiz" in told) == (kind is not Mend.PERSON)
    assert ("10 minutes" in told) == (EFFORT[kind][1] > 0)
