"""How a post is filled again after somebody drops out, and what would fill one that nobody can take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Final, NamedTuple

from logistics.moments import MINUTE
from logistics.roster.problem import Answer, Member, Post, Problem
from logistics.roster.reasons import OF_THE_PERSON, Kind, Names, Reason, length, obstacles
from logistics.roster.rules import clash, eligible, fits, kept_pins, too_close
from logistics.roster.standing import Standing

MOST_MOVES: Final = 3


class Change(NamedTuple):
    """One post goes from somebody (None where it was open) to somebody else."""

    post: str
    was: str | None
    now: str


class _Chain(NamedTuple):
    cost: int
    changes: tuple[Change, ...]


def refill(problem: Problem, held: Mapping[str, str], post: Post) -> tuple[Change, ...]:
    """The fewest changes, three at most, that fill an open post and open no other; nothing where there are none.

    They are made together. Of equally many the cheapest are taken. Pinned posts stay where they are. Whoever dropped
    out has to have said so (``Answer.CANNOT``), or they are asked like anybody else.
    """
    if post.id in held or post.id in kept_pins(problem):
        return ()
    search = _Search(problem, held)
    for moves in range(1, MOST_MOVES + 1):
        chains = search.chains((post,), moves)
        if best := min(chains, default=None):
            return best.changes
    return ()


class _Search:
    """Tries changes on a roster, one inside the other, and takes each back."""

    def __init__(self, problem: Problem, held: Mapping[str, str]) -> None:
        self._problem = problem
        self._was = held
        self._now = Standing(problem, held)
        self._staying = set(kept_pins(problem))  # not to be taken from anybody (any more)
        self._before = Standing(problem, held)
        self._moved: list[str] = []  # the members of the changes that are being tried
        self._eligible: dict[str, tuple[Member, ...]] = {}
        self._at_once: dict[str, frozenset[str]] = {}

    def chains(self, waiting: tuple[Post, ...], moves: int) -> Iterator[_Chain]:
        """All ways to fill the posts that wait, with so many changes at most."""
        if not waiting:
            yield _Chain(0, ())
            return
        post, *others = waiting
        most = moves - len(waiting)
        for member in self._who_may(post, most):
            for freed in self._given_up(member, post, most):
                yield from self._with(member, post, freed, (*freed, *others), moves - 1)

    def _with(
        self, member: Member, post: Post, freed: tuple[Post, ...], waiting: tuple[Post, ...], moves: int
    ) -> Iterator[_Chain]:
        """The ways that begin with this member taking this post and giving up those."""
        cost = 0
        for other in freed:
            self._now.take(other)
            cost -= self._now.price(member, other)
        cost += self._now.price(member, post)
        self._now.give(post, member.id)
        self._staying.add(post.id)
        self._moved.append(member.id)
        was = self._was.get(post.id)
        for chain in self.chains(waiting, moves):
            yield _Chain(cost + chain.cost, (Change(post.id, was, member.id), *chain.changes))
        self._moved.pop()
        self._staying.remove(post.id)
        self._now.take(post)
        for other in freed:
            self._now.give(other, member.id)

    def _who_may(self, post: Post, most: int) -> tuple[Member, ...]:
        """Those who may be able to take it if they give up so many posts at most."""
        if post.id not in self._eligible:
            members = self._problem.members
            self._eligible[post.id] = tuple(member for member in members if eligible(member, post))
        if most:
            return self._eligible[post.id]
        at_once = self._who_could_before(post)
        return tuple(each for each in self._eligible[post.id] if each.id in at_once or each.id in self._moved)

    def _who_could_before(self, post: Post) -> frozenset[str]:
        """Those who could take it at once before any change; this still holds of all whom no change moved."""
        if post.id not in self._at_once:
            self._at_once[post.id] = frozenset(
                member.id
                for member in self._eligible[post.id]
                if fits(self._problem, member, self._before.posts_of(member.id, but=post.id), post)
            )
        return self._at_once[post.id]

    def _given_up(self, member: Member, post: Post, most: int) -> Iterator[tuple[Post, ...]]:
        """The posts, not more than so many, that they could give up to be able to take this one."""
        has = self._now.posts_of(member.id)
        going: dict[str, Post] = {}
        for other in has:
            if too_close(member, other, post) or clash(self._problem, other, post):
                going[other.id] = other
                if len(going) > most or other.id in self._staying:
                    return
        against = tuple(going.values())
        that_day = [other for other in has if other.day == post.day and other.id not in going]
        over = post.minutes + sum(other.minutes for other in that_day) - member.most_a_day
        if over <= 0:
            yield against
            return
        loose = [other for other in that_day if other.id not in self._staying]
        for number in range(1, most - len(against) + 1):
            for some in combinations(loose, number):
                if sum(other.minutes for other in some) >= over:
                    yield (*against, *some)


# --- remedies -----------------------------------------------------------------------------------------------------


class Mend(StrEnum):
    """What can be done so that somebody can take a post."""

    END_EARLIER = "end it earlier"
    BEGIN_LATER = "begin it later"
    HOURS = "allow more hours"
    REST = "allow less rest"
    CALENDAR = "ask them to put off what keeps them elsewhere"
    ASK = "ask them again"
    CALL_IN = "ask them to be there"
    SKILL = "teach them a skill"
    FUNCTION = "let them serve in another function"
    CLEARANCE = "get them a clearance"
    PERSON = "take on a further person"


EFFORT: Final[Mapping[Mend, tuple[int, int]]] = {
    Mend.END_EARLIER: (5, 2),
    Mend.BEGIN_LATER: (5, 2),
    Mend.HOURS: (15, 1),
    Mend.REST: (15, 1),
    Mend.CALENDAR: (45, 0),
    Mend.ASK: (60, 0),
    Mend.CALL_IN: (90, 0),
    Mend.SKILL: (120, 0),
    Mend.FUNCTION: (180, 0),
    Mend.CLEARANCE: (480, 0),
    Mend.PERSON: (960, 0),
}
"""What a remedy costs: so much, and so much for each of its minutes. Thought of as minutes of a coordinator's work."""

_MENDS: Final[Mapping[Kind, Mend]] = {
    Kind.HOURS: Mend.HOURS,
    Kind.REST: Mend.REST,
    Kind.BUSY: Mend.CALENDAR,
    Kind.SAID: Mend.ASK,
    Kind.AWAY: Mend.CALL_IN,
    Kind.SKILL: Mend.SKILL,
    Kind.FUNCTION: Mend.FUNCTION,
    Kind.CLEARANCE: Mend.CLEARANCE,
}  # a language is not learned for one post
_SHORTER: Final = frozenset({Mend.END_EARLIER, Mend.BEGIN_LATER})


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that would let ``member`` take ``post`` (both ids).

    ``minutes`` is by how much: less of the post, more of the day, less of rest. ``what`` is the skill, function or
    clearance. ``person`` is the further person, whose id ``member`` then is. ``cost`` follows from ``EFFORT``.
    """

    kind: Mend
    post: str
    member: str
    minutes: int = 0
    what: str = ""
    person: Member | None = None

    @property
    def cost(self) -> int:
        """How much it takes, by ``EFFORT``."""
        once, each_minute = EFFORT[self.kind]
        return once + each_minute * self.minutes


def remedies(problem: Problem, held: Mapping[str, str], post: Post) -> tuple[Remedy, ...]:
    """Every single thing that would let somebody take an open post as the roster stands, the cheapest first.

    Where somebody can take it already there is nothing to mend for them. A post is cut by half at most, and never by
    what it is for. The last
    resort, a further person, is always among them. Of equally cheap ones, those come first whose person adds least to
    the cost of the roster.
    """
    standing = Standing(problem, {key: who for key, who in held.items() if key != post.id})
    further = _further_person(problem, post)
    found = [(further.cost, 0, further.member, further)]
    for member in problem.members:
        reasons = obstacles(standing, member, post)
        if not reasons:
            continue
        price, has = standing.price(member, post), standing.posts_of(member.id)
        tried = (*_of_the_member(member, post, reasons), *_of_the_post(problem, member, has, post, reasons))
        found.extend(
            (remedy.cost, price, member.id, remedy)
            for remedy in tried  # none is named that was not seen to work
            if fits(problem, _mended(member, post, remedy), has, _shorter(post, remedy))
        )
    return tuple(remedy for *_, remedy in sorted(found, key=lambda each: each[:3]))


def _of_the_member(member: Member, post: Post, reasons: tuple[Reason, ...]) -> Iterator[Remedy]:
    kinds, lacking = {reason.kind for reason in reasons}, {reason.what for reason in reasons}
    if len(kinds) > 1 or len(lacking) > 1:
        return
    (kind,), (what,) = kinds, lacking
    if kind in _MENDS:
        missing = max(reason.missing for reason in reasons)
        yield Remedy(_MENDS[kind], post.id, member.id, minutes=-(-missing // MINUTE), what=what)


def _of_the_post(
    problem: Problem, member: Member, has: tuple[Post, ...], post: Post, reasons: tuple[Reason, ...]
) -> Iterator[Remedy]:
    """The least by which it has to begin later, or end earlier; the shorter a post, the less is against it."""
    if any(reason.kind in OF_THE_PERSON or reason.kind is Kind.SAID for reason in reasons):
        return
    for kind in (Mend.BEGIN_LATER, Mend.END_EARLIER):

        def does(minutes: int, kind: Mend = kind) -> bool:
            return fits(problem, member, has, _shorter(post, Remedy(kind, post.id, member.id, minutes)))

        if minutes := _least(does, _most_cut(post, kind)):
            yield Remedy(kind, post.id, member.id, minutes)


def _most_cut(post: Post, kind: Mend) -> int:
    """By how many minutes a post may be cut: what it is for is left whole, and at least half of the post."""
    half = (post.ends - post.begins) // MINUTE // 2
    spare = post.before if kind is Mend.BEGIN_LATER else post.after
    return half if spare is None else min(half, spare // MINUTE)


def _least(does: Callable[[int], bool], most: int) -> int:
    """The least whole number up to the most that does, where all above it do too; 0 if none does."""
    if most < 1 or not does(most):
        return 0
    least = 1
    while least < most:
        middle = (least + most) // 2
        if does(middle):
            most = middle
        else:
            least = middle + 1
    return least


def _further_person(problem: Problem, post: Post) -> Remedy:
    taken = {member.id for member in problem.members}
    name = f"further person for {post.id}"
    while name in taken:
        name += "'"
    person = Member(
        name,
        frozenset({post.function}),
        skills=post.skills,
        languages=post.languages,
        clearances=post.clearances,
        most_a_day=max(8 * 60, post.minutes),
    )
    return Remedy(Mend.PERSON, post.id, name, person=person)


def apply(problem: Problem, remedy: Remedy) -> Problem:
    """The problem as it is when a remedy has been taken; the post is still to be given to its member.

    Raises ValueError where the problem does not have the post of the remedy any more.
    """
    if remedy.person:
        return replace(problem, members=(*problem.members, remedy.person))
    (post,) = (post for post in problem.posts if post.id == remedy.post)
    if remedy.kind in _SHORTER:
        posts = tuple(_shorter(each, remedy) if each is post else each for each in problem.posts)
        return replace(problem, posts=posts)
    members = tuple(
        _mended(each, post, remedy) if each.id == remedy.member else each for each in problem.members
    )
    return replace(problem, members=members)


def _shorter(post: Post, remedy: Remedy) -> Post:
    if remedy.kind is Mend.BEGIN_LATER:
        return replace(post, begins=post.begins + remedy.minutes * MINUTE)
    if remedy.kind is Mend.END_EARLIER:
        return replace(post, ends=post.ends - remedy.minutes * MINUTE)
    return post


def _mended(member: Member, post: Post, remedy: Remedy) -> Member:  # noqa: PLR0911 - one return a kind, read as a table
    match remedy.kind:
        case Mend.HOURS:
            return replace(member, most_a_day=member.most_a_day + remedy.minutes)
        case Mend.REST:
            return replace(member, rest=max(0, member.rest - remedy.minutes * MINUTE))
        case Mend.CALENDAR:
            busy = tuple(span for span in member.busy if span[1] <= post.begins or post.ends <= span[0])
            return replace(member, busy=busy)
        case Mend.ASK:
            return replace(member, answers={**member.answers, post.id: Answer.IF_NEEDED})
        case Mend.CALL_IN:
            return replace(member, free=(*(member.free or ()), (post.begins, post.ends)))
        case Mend.SKILL:
            return replace(member, skills=member.skills | {remedy.what})
        case Mend.FUNCTION:
            return replace(member, functions=member.functions | {remedy.what})
        case Mend.CLEARANCE:
            return replace(member, clearances=member.clearances | {remedy.what})
        case _:
            return member


def words(remedy: Remedy, names: Names) -> str:
    """A remedy as one short sentence that says what to do: "Ask Ana Ruiz again, who said that they cannot."."""
    who, post, what = names.member(remedy.member), names.post(remedy.post), names.label(remedy.what)
    return _WORDS[remedy.kind].format(who=who, post=post, what=what, long=length(remedy.minutes * MINUTE))


_WORDS: Final[Mapping[Mend, str]] = {
    Mend.END_EARLIER: "End {post} {long} earlier, and {who} can take it.",
    Mend.BEGIN_LATER: "Begin {post} {long} later, and {who} can take it.",
    Mend.HOURS: "Allow {who} {long} more that day.",
    Mend.REST: "Allow {who} {long} less rest.",
    Mend.CALENDAR: "Ask {who} to put off what keeps them elsewhere.",
    Mend.ASK: "Ask {who} again, who said that they cannot.",
    Mend.CALL_IN: "Ask {who} to be there then.",
    Mend.SKILL: "Teach {who} a skill: {what}.",
    Mend.FUNCTION: "Let {who} serve as {what}.",
    Mend.CLEARANCE: "Get {who} a clearance: {what}.",
    Mend.PERSON: "Take on a further person with all that {post} needs.",
}


__all__ = [
    "EFFORT",
    "Change",
    "Mend",
    "Remedy",
    "apply",
    "refill",
    "remedies",
    "words",
]
