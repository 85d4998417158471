"""Small problems in which every rule matters: crowded hours, long ways, pins, a roster as it stands, groups."""

from hypothesis import strategies as st

from logistics.moments import HOUR, MINUTE
from logistics.roster.problem import Answer, Member, Post, Problem, Weights

DAY = 24 * HOUR
PLACES = ("gate", "hall", "room")
FUNCTIONS = ("escort", "door")
LANGUAGES = ("fr", "de")


@st.composite
def posts(draw: st.DrawFn, number: int) -> Post:
    day = draw(st.integers(0, 1))
    begins = day * DAY + draw(st.integers(6, 22)) * HOUR + draw(st.sampled_from((0, 10, 30))) * MINUTE
    return Post(
        id=f"p{number}",
        function=draw(st.sampled_from(FUNCTIONS)),
        begins=begins,
        ends=begins + draw(st.sampled_from((60, 20 * MINUTE, 90 * MINUTE - 1, 150 * MINUTE))),
        day=day,
        place=draw(st.sampled_from(("", *PLACES))),
        place_after=draw(st.sampled_from(("", "", *PLACES))),
        skills=draw(_few(("aid",))),
        languages=draw(_few(LANGUAGES)),
        clearances=draw(_few(("inner",))),
        weight=draw(st.sampled_from((1, 1, 3))),
        group=draw(st.sampled_from(("", "", "delegation"))),
    )


def _few(words: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.one_of(st.just(frozenset[str]()), st.frozensets(st.sampled_from(words)))


def _most(words: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.one_of(st.just(frozenset(words)), st.frozensets(st.sampled_from(words)))


def _spans() -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    ends = st.tuples(st.integers(0, 46), st.integers(1, 30))
    return st.lists(ends.map(lambda span: (span[0] * HOUR, sum(span) * HOUR)), max_size=2).map(tuple)


@st.composite
def members(draw: st.DrawFn, number: int, known: tuple[Post, ...]) -> Member:
    ids = [post.id for post in known]
    answers = st.dictionaries(st.sampled_from(ids), st.sampled_from(tuple(Answer))) if ids else st.just({})
    return Member(
        id=f"m{number}",
        functions=draw(_most(FUNCTIONS)),
        skills=draw(_most(("aid",))),
        languages=draw(_most(LANGUAGES)),
        clearances=draw(_most(("inner",))),
        free=draw(st.one_of(st.none(), st.none(), _spans())),
        busy=draw(st.one_of(st.just(()), st.just(()), _spans())),
        most_a_day=draw(st.sampled_from((480, 240, 150))),
        rest=draw(st.sampled_from((11 * HOUR, 8 * HOUR, 0))),
        answers=draw(answers),
    )


@st.composite
def problems(draw: st.DrawFn, most_posts: int = 12, most_members: int = 5) -> Problem:
    """A problem; the walks need not be the shortest, and some are not known."""
    known = tuple(draw(posts(number)) for number in range(draw(st.integers(0, most_posts))))
    people = tuple(draw(members(number, known)) for number in range(draw(st.integers(0, most_members))))
    pairs = st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES))
    ids = st.sampled_from([*(post.id for post in known), "a post that was taken out"])
    names = st.sampled_from([*(member.id for member in people), "somebody who left"])
    return Problem(
        known,
        people,
        walks=draw(st.dictionaries(pairs, st.sampled_from((0, 5 * MINUTE, 40 * MINUTE)))),
        walk_unknown=draw(st.sampled_from((0, 10 * MINUTE))),
        pinned=draw(st.dictionaries(ids, names, max_size=2)),
        held=draw(st.dictionaries(ids, names, max_size=4)),
        weights=draw(
            st.sampled_from((Weights(), Weights(open=100, if_needed=30, broken_group=25, changed=60)))
        ),
    )
