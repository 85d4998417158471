"""Small rosters to explain and to mend, and a checker that says the rules once more, as plainly as can be.

The checker shares nothing with ``logistics.roster`` but the types: it looks at a person's whole day, not at pairs as
they are added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

from hypothesis import strategies as st

from logistics.moments import HOUR, MINUTE, Instant
from logistics.roster.problem import Answer, Member, Post, Problem, Weights

DAY = 24 * HOUR
NINE = 9 * HOUR
PLACES = ("23rd Street", "Franklin Room", "Ben Franklin Room")
FUNCTIONS = ("escort", "door")
LANGUAGES = ("es", "fr")
SKILLS = ("captions", "radio")
CLEARANCES = ("badge", "escorted")


class Case(NamedTuple):
    """A problem and a roster for it that breaks no rule."""

    problem: Problem
    held: Mapping[str, str]

    @property
    def open(self) -> list[Post]:
        return [post for post in self.problem.posts if post.id not in self.held]

    def posts_of(self, member: Member, *, but: str = "") -> list[Post]:
        return [post for post in self.problem.posts if self.held.get(post.id) == member.id and post.id != but]


def at(hour: int, minute: int = 0, *, day: int = 0) -> Instant:
    return day * DAY + hour * HOUR + minute * MINUTE


def post(name: str, begins: Instant, minutes: int = 60, place: str = "", function: str = "escort") -> Post:
    return Post(name, function, begins, begins + minutes * MINUTE, begins // DAY, place)


def escort(name: str, **more: object) -> Member:
    return Member(name, frozenset({"escort"}), **more)  # type: ignore[arg-type] # whatever a test is about


# --- the plain checker ------------------------------------------------------------------------------------------


def could(problem: Problem, member: Member, posts: Sequence[Post]) -> bool:
    """Whether one person could have all these posts at once."""
    return (
        all(suits(member, post) and has_time(member, post) for post in posts)
        and any(walkable(problem, order) for order in orders(posts))
        and all(
            sum(-(-(post.ends - post.begins) // 60) for post in posts if post.day == day) <= member.most_a_day
            for day in {post.day for post in posts}
        )
        and rested(member, posts)
    )


def suits(member: Member, post: Post) -> bool:
    needs = [*post.skills, *post.languages, *post.clearances]
    has = [*member.skills, *member.languages, *member.clearances]
    return post.function in member.functions and all(need in has for need in needs)


def has_time(member: Member, post: Post) -> bool:
    there = member.free is None or [1 for a, b in member.free if a <= post.begins and b >= post.ends]
    taken = [1 for a, b in member.busy if min(b, post.ends) > max(a, post.begins)]
    return bool(there) and not taken and member.answers.get(post.id, "can") != "cannot"


def orders(posts: Sequence[Post]) -> list[tuple[Post, ...]]:
    """The orders in which to walk from post to post: by when they begin, those that begin at once either way."""
    begun = sorted({post.begins for post in posts})
    found: list[tuple[Post, ...]] = [()]
    for moment in begun:
        together = [post for post in posts if post.begins == moment]
        found = [(*order, *some) for order in found for some in permutations(together)]
    return found


def walkable(problem: Problem, order: Sequence[Post]) -> bool:
    """Whether one is over, and the next is reached on foot, before it begins: whichever the two."""
    for i, first in enumerate(order):
        for then in order[i + 1 :]:
            start, end = first.place_after or first.place, then.place
            known = problem.walks.get((start, end), problem.walk_unknown)
            walk = 0 if start == end or not start or not end else known
            if first.ends + walk > then.begins:
                return False
    return True


def rested(member: Member, posts: Sequence[Post]) -> bool:
    days = sorted({post.day for post in posts})
    last = {day: max(post.ends for post in posts if post.day == day) for day in days}
    first = {day: min(post.begins for post in posts if post.day == day) for day in days}
    return all(first[b] - last[a] >= member.rest for a in days for b in days if a < b)


def lawful(problem: Problem, held: Mapping[str, str]) -> bool:
    """Whether everybody could have what they have, and every pinned post is where it is pinned."""
    case = Case(problem, held)
    return all(could(problem, member, case.posts_of(member)) for member in problem.members) and all(
        held.get(pinned) == who for pinned, who in problem.pinned.items()
    )


# --- strategies ---------------------------------------------------------------------------------------------------


def some(names: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names))


moments = st.integers(0, 24).map(lambda n: n * 10 * MINUTE) | st.integers(0, 4 * HOUR)
spans = st.builds(lambda begins, long: (NINE + begins, NINE + begins + long + 1), moments, moments)
usually = st.sampled_from((True, True, False))
rests = st.sampled_from((11 * HOUR, 20 * HOUR, 22 * HOUR + 1))


@st.composite
def a_post(draw: st.DrawFn, number: int) -> Post:
    day = draw(st.sampled_from((0, 0, 0, 1)))
    begins = day * DAY + NINE + draw(moments)
    return Post(
        f"post {number}",
        draw(st.sampled_from(FUNCTIONS)),
        begins,
        begins + draw(st.sampled_from((10, 30, 60, 60, 120))) * MINUTE + draw(st.sampled_from((0, 0, 1))),
        day,
        draw(st.sampled_from(PLACES)),
        draw(st.sampled_from(("", *PLACES))),
        skills=draw(some(SKILLS)),
        languages=draw(some(LANGUAGES)),
        clearances=draw(some(CLEARANCES)),
        weight=draw(st.integers(1, 3)),
        group=draw(st.sampled_from(("", "", "French pool"))),
    )


@st.composite
def a_member(draw: st.DrawFn, number: int, posts: Sequence[Post]) -> Member:
    return Member(
        f"member {number}",
        frozenset(FUNCTIONS) if draw(usually) else draw(some(FUNCTIONS)),
        skills=frozenset(SKILLS) if draw(usually) else draw(some(SKILLS)),
        languages=frozenset(LANGUAGES) if draw(usually) else draw(some(LANGUAGES)),
        clearances=frozenset(CLEARANCES) if draw(usually) else draw(some(CLEARANCES)),
        free=None if draw(usually) else tuple(draw(st.lists(spans, max_size=2))),
        busy=() if draw(usually) else tuple(draw(st.lists(spans, max_size=2))),
        most_a_day=draw(st.sampled_from((60, 90, 120, 480, 480))),
        rest=draw(rests),
        answers=draw(st.dictionaries(st.sampled_from([each.id for each in posts]), st.sampled_from(Answer))),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Everything can stop somebody here; some posts are open though somebody could take them."""
    posts = tuple(draw(a_post(n)) for n in range(draw(st.integers(1, 6))))
    members = tuple(draw(a_member(n, posts)) for n in range(draw(st.integers(1, 4))))
    return draw(with_a_roster(Problem(posts, members)))


@st.composite
def crowded(draw: st.DrawFn) -> Case:
    """Posts one upon the other and many refusals, so that little but time, place and hours stop people."""
    places = st.sampled_from(PLACES)
    posts = []
    for n in range(draw(st.integers(3, 5))):
        day, slot = draw(st.sampled_from((0, 0, 0, 0, 1))), draw(st.integers(0, 12))
        each = post(f"post {n}", at(9, 10 * slot, day=day), draw(st.sampled_from((20, 30, 60))), draw(places))
        group = draw(st.sampled_from(("", "pool")))
        posts.append(replace(each, place_after=draw(places), group=group))
    answers = st.fixed_dictionaries({each.id: st.sampled_from((*Answer, Answer.CAN)) for each in posts})
    most = st.sampled_from((480, 480, 60, 80))
    members = [
        escort(f"member {n}", answers=draw(answers), rest=draw(rests), most_a_day=draw(most))
        for n in range(draw(st.integers(2, 4)))
    ]
    return draw(with_a_roster(Problem(tuple(posts), tuple(members))))


@st.composite
def with_a_roster(draw: st.DrawFn, problem: Problem) -> Case:
    pairs = [(a, b) for a in PLACES for b in PLACES if a != b]
    walks = {pair: draw(st.sampled_from((0, 1, 5 * MINUTE, 20 * MINUTE))) for pair in pairs}
    problem = replace(problem, walks=walks)
    held: dict[str, str] = {}
    for each in draw(st.permutations(problem.posts)):
        case = Case(problem, held)
        takers = [who for who in problem.members if could(problem, who, [*case.posts_of(who), each])]
        if takers and draw(st.integers(0, 5)) > 0:
            held[each.id] = draw(st.sampled_from(takers)).id
    return Case(
        replace(
            problem,
            pinned={key: who for key, who in held.items() if draw(st.integers(0, 9)) == 9},
            held=draw(st.sampled_from((held, {}))),
            weights=Weights(above_share=draw(st.integers(0, 3))),
        ),
        held,
    )
