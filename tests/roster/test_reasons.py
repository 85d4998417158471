"""Why somebody cannot take a post: every reason is true, and nobody is kept from a post without one."""

from dataclasses import replace

import pytest
from hypothesis import given

from logistics.moments import HOUR, MINUTE
from logistics.roster.problem import Answer, Member, Post, Problem
from logistics.roster.reasons import (
    OF_THE_PERSON,
    OF_THEIR_TIME,
    Kind,
    Names,
    Reason,
    everybody,
    ranked,
    to_you,
    why_not,
    words,
)
from logistics.roster.rules import cost
from logistics.roster.standing import Standing
from tests.roster.explaining import Case, at, cases, could, crowded, escort, post

NAMES = Names(
    clock=lambda moment: f"{moment // HOUR % 24}:{moment // MINUTE % 60:02}",
    posts={"spray": "the spray"},
    places={"C": "the 23rd Street Entrance"},
    labels={"fr": "French", "escort": "escort"},
)


@given(cases())
def test_who_has_no_reason_fits_and_who_has_one_does_not(case: Case) -> None:
    for each in case.problem.posts:
        for member in case.problem.members:
            fits = could(case.problem, member, [*case.posts_of(member, but=each.id), each])
            assert (why_not(case.problem, case.held, member, each) == ()) == fits


def relieved(case: Case, member: Member, each: Post, reason: Reason) -> tuple[Case, Member]:
    """The same without exactly this obstacle."""
    if reason.other and reason.kind is Kind.REST:
        member = replace(member, rest=member.rest - reason.missing)
    elif reason.other:
        held = {key: who for key, who in case.held.items() if key != reason.other}
        return Case(case.problem, held), member
    match reason.kind:
        case Kind.FUNCTION:
            member = replace(member, functions=member.functions | {reason.what})
        case Kind.SKILL:
            member = replace(member, skills=member.skills | {reason.what})
        case Kind.LANGUAGE:
            member = replace(member, languages=member.languages | {reason.what})
        case Kind.CLEARANCE:
            member = replace(member, clearances=member.clearances | {reason.what})
        case Kind.SAID:
            member = replace(member, answers={})
        case Kind.AWAY:
            member = replace(member, free=(*(member.free or ()), (each.begins, each.ends)))
        case Kind.BUSY:
            member = replace(member, busy=tuple(span for span in member.busy if span != reason.span))
        case Kind.HOURS:
            member = replace(member, most_a_day=member.most_a_day + reason.missing // MINUTE)
    return case, member


@given(cases())
def test_without_its_obstacle_a_reason_is_gone_and_no_other_comes(case: Case) -> None:
    for each in case.problem.posts:
        for member in case.problem.members:
            reasons = why_not(case.problem, case.held, member, each)
            for reason in reasons:
                other_case, other = relieved(case, member, each, reason)
                left = why_not(other_case.problem, other_case.held, other, each)
                assert reason not in left
                assert {left_one.kind for left_one in left} <= {one.kind for one in reasons}
                if reason.kind in OF_THE_PERSON | OF_THEIR_TIME:
                    assert set(left) == set(reasons) - {reason}


@given(cases())
def test_without_all_obstacles_they_fit(case: Case) -> None:
    for each in case.problem.posts:
        for member in case.problem.members:
            changed, other = case, member
            while reasons := why_not(changed.problem, changed.held, other, each):
                changed, other = relieved(changed, other, each, reasons[0])
            assert could(case.problem, other, [*changed.posts_of(member, but=each.id), each])


@given(crowded())
def test_what_is_missing_is_missing_to_the_second_and_the_minute(case: Case) -> None:
    problem = case.problem
    for each in problem.posts:
        for member in problem.members:
            for reason in why_not(problem, case.held, member, each):
                if reason.kind is Kind.HOURS:
                    more = reason.missing // MINUTE
                    still = replace(member, most_a_day=member.most_a_day + more - 1)
                    assert reason.kind in {r.kind for r in why_not(problem, case.held, still, each)}
                if reason.kind is Kind.REST:
                    still = replace(member, rest=member.rest - reason.missing + 1)
                    others = why_not(problem, case.held, still, each)
                    assert (reason.kind, reason.other) in {(r.kind, r.other) for r in others}
                if reason.kind is Kind.WALK:
                    assert walks_needed(case, member, each, reason, reason.missing) is False
                    assert walks_needed(case, member, each, reason, reason.missing - 1) is True


def walks_needed(case: Case, member: Member, each: Post, reason: Reason, quicker: int) -> bool:
    """Whether the walk of a reason stays too long where it is so many seconds quicker."""
    (other,) = (one for one in case.problem.posts if one.id == reason.other)
    way = (other.left_at, each.place) if reason.before else (each.left_at, other.place)
    problem = replace(case.problem, walks={**case.problem.walks, way: reason.limit - quicker})
    return (Kind.WALK, other.id) in {(r.kind, r.other) for r in why_not(problem, case.held, member, each)}


# --- everybody --------------------------------------------------------------------------------------------------


@given(cases())
def test_nobody_is_hidden_and_who_can_comes_first_by_what_it_costs(case: Case) -> None:
    standing = Standing(case.problem, case.held)
    for each in case.problem.posts:
        rest = {key: who for key, who in case.held.items() if key != each.id}
        candidates = everybody(case.problem, case.held, each)

        assert candidates == ranked(standing, each)
        assert sorted(one.member.id for one in candidates) == sorted(one.id for one in case.problem.members)
        assert [one.can for one in candidates] == sorted((one.can for one in candidates), reverse=True)
        numbers = [len(one.reasons) for one in candidates]
        assert numbers == sorted(numbers)
        for one in candidates:
            assert one.reasons == why_not(case.problem, case.held, one.member, each)
            added = cost(case.problem, {**rest, each.id: one.member.id}) - cost(case.problem, rest)
            assert one.fit.cost == added
        costs = [one.fit.cost for one in candidates if one.can]
        assert costs == sorted(costs)


def test_of_two_with_one_obstacle_comes_first_who_is_short_of_minutes_and_last_who_lacks_a_clearance() -> (
    None
):
    spray = replace(post("spray", at(10)), clearances=frozenset({"badge"}))
    badge = frozenset({"badge"})
    members = (
        escort("no badge"),
        escort("tired", clearances=badge, most_a_day=50),
        escort("away", clearances=badge, free=()),
        escort("neither", free=()),
        escort("fine", clearances=badge),
    )

    candidates = everybody(Problem((spray,), members), {}, spray)

    assert [one.member.id for one in candidates] == ["fine", "tired", "away", "no badge", "neither"]


# --- exact borders ------------------------------------------------------------------------------------------------

TEN, ELEVEN = at(10), at(11)


@pytest.mark.parametrize(
    "member, kinds",
    [
        pytest.param(escort("a", free=((TEN, ELEVEN),)), [], id="free exactly then"),
        pytest.param(escort("a", free=((TEN + 1, ELEVEN),)), [Kind.AWAY], id="free a second too late"),
        pytest.param(escort("a", free=((TEN, ELEVEN - 1),)), [Kind.AWAY], id="free a second too short"),
        pytest.param(
            escort("a", free=((at(9), TEN + 1800), (TEN + 1800, at(12)))), [Kind.AWAY], id="in two spans"
        ),
        pytest.param(escort("a", busy=((at(9), TEN), (ELEVEN, at(12)))), [], id="busy until and from then"),
        pytest.param(escort("a", busy=((at(9), TEN + 1),)), [Kind.BUSY], id="busy a second too long"),
        pytest.param(escort("a", busy=((ELEVEN - 1, at(12)),)), [Kind.BUSY], id="busy a second too soon"),
        pytest.param(escort("a", most_a_day=60), [], id="hours just enough"),
        pytest.param(escort("a", most_a_day=59), [Kind.HOURS], id="a minute too few"),
        pytest.param(escort("a", answers={"spray": Answer.IF_NEEDED}), [], id="if needed"),
        pytest.param(escort("a", answers={"spray": Answer.CANNOT}), [Kind.SAID], id="cannot"),
        pytest.param(Member("a", frozenset({"door"})), [Kind.FUNCTION], id="another function"),
    ],
)
def test_hours_and_times_count_to_the_second(member: Member, kinds: list[Kind]) -> None:
    spray = post("spray", TEN)

    assert [reason.kind for reason in why_not(Problem((spray,), (member,)), {}, member, spray)] == kinds


@pytest.mark.parametrize(
    "begins, expected",
    [
        (at(8, 55), None),  # it ends at 9:55, and the walk takes 5 minutes
        (at(8, 55) + 1, (Kind.WALK, True, "gate", 1, 5 * MINUTE)),
        (at(9), (Kind.WALK, True, "gate", 5 * MINUTE, 5 * MINUTE)),
        (at(9) + 1, (Kind.OTHER_POST, True, "", 0, 0)),
        (ELEVEN - 1, (Kind.OTHER_POST, False, "", 0, 0)),
        (ELEVEN, (Kind.WALK, False, "door", 7 * MINUTE, 7 * MINUTE)),
        (at(11, 7) - 1, (Kind.WALK, False, "door", 1, 7 * MINUTE)),
        (at(11, 7), None),  # the walk there takes 7
    ],
)
def test_the_way_from_one_post_to_the_next_counts_to_the_second(
    begins: int, expected: tuple[Kind, bool, str, int, int] | None
) -> None:
    spray, other = (
        post("spray", TEN, place="hall"),
        replace(post("other", begins, place="door"), place_after="gate"),
    )
    member = escort("a")
    problem = Problem((spray, other), (member,), {("gate", "hall"): 5 * MINUTE, ("hall", "door"): 7 * MINUTE})

    reasons = why_not(problem, {"other": "a"}, member, spray)

    told = [(one.kind, one.before, one.place, one.missing, one.limit) for one in reasons]
    assert told == ([expected] if expected else [])
    assert all(one.other == "other" and one.span == (begins, begins + HOUR) for one in reasons)


@pytest.mark.parametrize("missing", [0, 1])
def test_rest_counts_to_the_second_after_and_before(missing: int) -> None:
    evening, morning = post("evening", at(21)), post("morning", at(9, day=1))
    member = escort("a", rest=11 * HOUR + missing)
    problem = Problem((evening, morning), (member,))

    after = why_not(problem, {"evening": "a"}, member, morning)
    before = why_not(problem, {"morning": "a"}, member, evening)

    assert [(one.kind, one.other, one.before, one.missing) for one in after] == (
        [(Kind.REST, "evening", True, 1)] * missing
    )
    assert [(one.kind, one.other, one.before, one.missing) for one in before] == (
        [(Kind.REST, "morning", False, 1)] * missing
    )


def test_their_own_post_is_no_obstacle_to_itself() -> None:
    spray, member = post("spray", TEN), escort("a", most_a_day=60)

    assert why_not(Problem((spray,), (member,)), {"spray": "a"}, member, spray) == ()


# --- in words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reason, sentence",
    [
        (Reason(Kind.FUNCTION, what="escort"), "Serves in other functions, not as escort."),
        (Reason(Kind.SKILL, what="captions"), "Lacks a skill: captions."),
        (Reason(Kind.LANGUAGE, what="fr"), "Does not speak French."),
        (Reason(Kind.CLEARANCE, what="badge"), "Lacks a clearance: badge."),
        (Reason(Kind.SAID), "Said that they cannot."),
        (Reason(Kind.AWAY, span=(TEN, ELEVEN)), "Is not there from 10:00 to 11:00."),
        (Reason(Kind.BUSY, span=(TEN, ELEVEN)), "Busy elsewhere from 10:00 to 11:00."),
        (
            Reason(Kind.OTHER_POST, other="spray", span=(TEN, ELEVEN)),
            "Has another post: the spray, from 10:00 to 11:00.",
        ),
        (
            Reason(Kind.WALK, "", "spray", True, (at(9), at(10, 35)), "C", missing=61, limit=6 * MINUTE),
            "At the 23rd Street Entrance until 10:35, 6 minutes’ walk away: 2 minutes too few.",
        ),
        (
            Reason(Kind.WALK, "", "spray", False, (TEN, ELEVEN), "C", missing=60, limit=MINUTE),
            "Due at the 23rd Street Entrance at 10:00, 1 minute’s walk away: 1 minute too few.",
        ),
        (
            Reason(Kind.HOURS, missing=30 * MINUTE, limit=8 * HOUR),
            "Would have 30 minutes more than the 8 hours they may have that day.",
        ),
        (
            Reason(Kind.REST, other="spray", before=True, missing=90 * MINUTE, limit=11 * HOUR),
            "Would rest 9 hours 30 minutes after the spray, and needs 11 hours.",
        ),
    ],
    ids=lambda value: f"{value.kind}{value.before}" if isinstance(value, Reason) else "",
)
def test_a_reason_is_one_plain_sentence(reason: Reason, sentence: str) -> None:
    assert words(reason, NAMES) == sentence


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words(kind: Kind) -> None:
    assert words(Reason(kind), NAMES).endswith(".")


@pytest.mark.parametrize(
    "reason, said",
    [
        (Reason(Kind.FUNCTION, what="escort"), "You serve in other functions, not as escort."),
        (Reason(Kind.SKILL, what="captions"), "You lack a skill: captions."),
        (Reason(Kind.LANGUAGE, what="fr"), "You do not speak French."),
        (Reason(Kind.CLEARANCE, what="badge"), "You lack a clearance: badge."),
        (Reason(Kind.SAID), "You said that you cannot."),
        (Reason(Kind.AWAY, span=(TEN, ELEVEN)), "You are not there from 10:00 to 11:00."),
        (Reason(Kind.BUSY, span=(TEN, ELEVEN)), "You are busy elsewhere from 10:00 to 11:00."),
        (
            Reason(Kind.OTHER_POST, other="spray", span=(TEN, ELEVEN)),
            "You have another post: the spray, from 10:00 to 11:00.",
        ),
        (
            Reason(Kind.WALK, "", "spray", True, (at(9), at(10, 35)), "C", missing=61, limit=6 * MINUTE),
            "You are at the 23rd Street Entrance until 10:35, 6 minutes’ walk away: 2 minutes too few.",
        ),
        (
            Reason(Kind.WALK, "", "spray", False, (TEN, ELEVEN), "C", missing=60, limit=MINUTE),
            "You are due at the 23rd Street Entrance at 10:00, 1 minute’s walk away: 1 minute too few.",
        ),
        (
            Reason(Kind.HOURS, missing=30 * MINUTE, limit=8 * HOUR),
            "You would have 30 minutes more than the 8 hours you may have that day.",
        ),
    ],
)
def test_a_reason_is_said_to_the_person_as_well(reason: Reason, said: str) -> None:
    assert to_you(reason, NAMES) == said


def test_every_kind_of_reason_can_be_said_to_the_person() -> None:
    for kind in Kind:
        reason = Reason(kind, "en", "spray", True, (TEN, ELEVEN), "C", 60, HOUR)
        assert to_you(reason, NAMES).startswith("You ")
