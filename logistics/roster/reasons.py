"""Why somebody cannot take a post, and who could.

A reason is a value that names its obstacle: without that obstacle the reason is gone, and somebody without reasons can
take the post (``rules.fits``). Sentences are made of reasons by ``words`` and can be made elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from logistics.moments import HOUR, MINUTE, Instant
from logistics.plan.words import length_words, sentence
from logistics.roster.problem import Answer, Member, Post, Problem, Span
from logistics.roster.rules import clash, too_close
from logistics.roster.standing import Standing


class Kind(StrEnum):
    """What keeps somebody from a post, from what can be settled soonest to what lasts."""

    WALK = "cannot walk there in time"
    HOURS = "has hours enough that day"
    OTHER_POST = "has another post then"
    REST = "needs rest"
    BUSY = "is busy elsewhere"
    SAID = "said that they cannot"
    AWAY = "is not there then"
    SKILL = "lacks a skill"
    FUNCTION = "serves in other functions"
    LANGUAGE = "lacks a language"
    CLEARANCE = "lacks a clearance"


_LASTING: Final = {kind: place for place, kind in enumerate(Kind)}
OF_THE_PERSON: Final = frozenset({Kind.FUNCTION, Kind.SKILL, Kind.LANGUAGE, Kind.CLEARANCE})
"""What somebody is or has; it does not depend on the time."""
OF_THEIR_TIME: Final = frozenset({Kind.SAID, Kind.AWAY, Kind.BUSY})
"""What they or their calendar said; it does not depend on the roster either."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One obstacle between somebody and a post.

    ``what`` is the function, skill, language or clearance that they do not have. ``other`` is the id of another post
    of theirs, and ``before`` whether that one comes first. ``span`` is when: of the other post, of what their calendar
    has, or of the post itself where they are not there. ``place`` is where the other post leaves them, or where it
    awaits them. ``missing`` are the seconds that they would need more (on the way, of rest) or have too many (of the
    day), and ``limit`` the seconds that they are measured by: the walk, the most of a day, the rest.
    """

    kind: Kind
    what: str = ""
    other: str = ""
    before: bool = False
    span: Span | None = None
    place: str = ""
    missing: int = 0
    limit: int = 0


class Fit(NamedTuple):
    """How well somebody fits a post; the least is best: obstacles, how lasting they are, the cost it would add."""

    obstacles: int
    lasting: int
    cost: int


class Candidate(NamedTuple):
    """Somebody, what keeps them from a post, and how well they fit it."""

    member: Member
    reasons: tuple[Reason, ...]
    fit: Fit

    @property
    def can(self) -> bool:
        """Whether nothing keeps them from it."""
        return not self.reasons


def why_not(problem: Problem, held: Mapping[str, str], member: Member, post: Post) -> tuple[Reason, ...]:
    """All that keeps somebody from a post in the roster as it stands; nothing where they could take it.

    Whoever has the post now is not asked: a post that somebody else has is no obstacle to taking it over.
    """
    mine = {post_id: holder for post_id, holder in held.items() if holder == member.id}
    return obstacles(Standing(problem, mine), member, post)


def everybody(problem: Problem, held: Mapping[str, str], post: Post) -> tuple[Candidate, ...]:
    """The whole staff with their reasons: first who can, by what it costs, then who could with one obstacle less."""
    return ranked(Standing(problem, held), post)


def ranked(standing: Standing, post: Post) -> tuple[Candidate, ...]:
    """The same on a roster that is at hand, for asking about many posts."""
    holder = standing.take(post) if post.id in standing.held else None
    candidates = []
    for member in standing.problem.members:
        reasons = obstacles(standing, member, post)
        lasting = sum(_LASTING[reason.kind] for reason in reasons)
        fit = Fit(len(reasons), lasting, standing.price(member, post))
        candidates.append(Candidate(member, reasons, fit))
    if holder is not None:
        standing.give(post, holder)
    return tuple(sorted(candidates, key=lambda candidate: (candidate.fit, candidate.member.id)))


def obstacles(standing: Standing, member: Member, post: Post) -> tuple[Reason, ...]:
    """The same as ``why_not`` on a roster that is at hand."""
    others = standing.posts_of(member.id, but=post.id)
    return (
        *_of_the_person(member, post),
        *_of_their_time(member, post),
        *of_other_posts(standing.problem, member, others, post),
    )


def _of_the_person(member: Member, post: Post) -> Iterator[Reason]:
    if post.function not in member.functions:
        yield Reason(Kind.FUNCTION, what=post.function)
    for kind, needed, has in (
        (Kind.SKILL, post.skills, member.skills),
        (Kind.LANGUAGE, post.languages, member.languages),
        (Kind.CLEARANCE, post.clearances, member.clearances),
    ):
        if not needed <= has:
            yield from (Reason(kind, what=what) for what in sorted(needed - has))


def _of_their_time(member: Member, post: Post) -> Iterator[Reason]:
    if member.answers.get(post.id) is Answer.CANNOT:
        yield Reason(Kind.SAID)
    if member.free is not None and not any(a <= post.begins and post.ends <= b for a, b in member.free):
        yield Reason(Kind.AWAY, span=(post.begins, post.ends))
    for begins, ends in member.busy:
        if begins < post.ends and post.begins < ends:
            yield Reason(Kind.BUSY, span=(begins, ends))


def of_other_posts(problem: Problem, member: Member, others: Sequence[Post], post: Post) -> Iterator[Reason]:
    """What keeps somebody from a post because of other posts that they have."""
    that_day = post.minutes
    for other in others:
        if clash(problem, other, post):
            yield _clash(problem, other, post)
        if other.day == post.day:
            that_day += other.minutes
        elif too_close(member, other, post):
            yield _rest(member, other, post)
    if that_day > member.most_a_day:
        over, most = that_day - member.most_a_day, member.most_a_day
        yield Reason(Kind.HOURS, missing=over * MINUTE, limit=most * MINUTE)


def _clash(problem: Problem, other: Post, post: Post) -> Reason:
    span = (other.begins, other.ends)
    before = (other.begins, other.ends) <= (post.begins, post.ends)
    if other.begins < post.ends and post.begins < other.ends:
        return Reason(Kind.OTHER_POST, other=other.id, before=before, span=span)
    first, then = (other, post) if before else (post, other)
    walk = problem.walk(first.left_at, then.place)
    return Reason(
        Kind.WALK,
        other=other.id,
        before=before,
        span=span,
        place=other.left_at if before else other.place,
        missing=walk - (then.begins - first.ends),
        limit=walk,
    )


def _rest(member: Member, other: Post, post: Post) -> Reason:
    before = other.day < post.day
    pause = post.begins - other.ends if before else other.begins - post.ends
    span = (other.begins, other.ends)
    return Reason(
        Kind.REST, other=other.id, before=before, span=span, missing=member.rest - pause, limit=member.rest
    )


# --- in words ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called to people; what has no name here is called by its id.

    ``clock`` words an instant ("10:35 a.m."). ``labels`` are for functions, skills, languages and clearances, and
    ``several`` for the people of a function ("escorts").
    """

    clock: Callable[[Instant], str]
    posts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, str] = field(default_factory=dict)

    def post(self, key: str) -> str:
        """The name of a post."""
        return self.posts.get(key, key)

    def place(self, key: str) -> str:
        """The name of a place."""
        return self.places.get(key, key)

    def member(self, key: str) -> str:
        """The name of a person."""
        return self.members.get(key, key)

    def label(self, key: str) -> str:
        """The name of a function, skill, language or clearance."""
        return self.labels.get(key, key)

    def hours(self, span: Span) -> str:
        """From when to when."""
        return f"from {self.clock(span[0])} to {self.clock(span[1])}"


def length(seconds: int) -> str:
    """A length as people say it, minutes begun counted as whole: "1 hour 5 minutes"."""
    return length_words(-(-seconds // MINUTE) * MINUTE)


def words(reason: Reason, names: Names) -> str:
    """A reason as one short sentence about the person: "At the 23rd Street Entrance until 10:35 a.m., …"."""
    return sentence(phrase(reason, names))


def phrase(reason: Reason, names: Names) -> str:
    """The same without the full stop, to stand within a longer sentence."""
    return _WORDS[reason.kind](reason, names)


def to_you(reason: Reason, names: Names) -> str:
    """The same sentence said to the person: "You have another post: …"."""
    said = phrase(reason, names)
    for begins, yours in _TO_YOU:
        if said.startswith(begins):
            said = f"{yours}{said.removeprefix(begins)}"
            break
    return sentence(said.replace(" they may have ", " you may have ").replace(" needs ", " need "))


_TO_YOU: Final = (
    ("Is ", "You are "),
    ("Has ", "You have "),
    ("Busy ", "You are busy "),
    ("Would ", "You would "),
    ("Serves ", "You serve "),
    ("Lacks ", "You lack "),
    ("Does not ", "You do not "),
    ("Said that they ", "You said that you "),
    ("At ", "You are at "),
    ("Due ", "You are due "),
)
"""How a sentence about somebody begins, and how it begins where it is said to them."""


def _when(reason: Reason, names: Names) -> str:
    return names.hours(reason.span) if reason.span else "then"


def _walk(reason: Reason, names: Names) -> str:
    begins, ends = reason.span or (0, 0)
    if reason.before:
        where = f"At {names.place(reason.place)} until {names.clock(ends)}"
    else:
        where = f"Due at {names.place(reason.place)} at {names.clock(begins)}"
    if reason.limit >= _ANOTHER_CITY:
        return f"{where}, in another city"
    far = length(reason.limit)
    if reason.limit >= _A_RIDE:
        return f"{where}, {far} away: {length(reason.missing)} too few"
    walk = f"{far}’ walk away" if far.endswith("s") else f"{far}’s walk away"
    return f"{where}, {walk}: {length(reason.missing)} too few"


_A_RIDE: Final = 40 * MINUTE
"""From so long a way on nobody walks."""
_ANOTHER_CITY: Final = 10 * HOUR


def _rested(reason: Reason, names: Names) -> str:
    side = "after" if reason.before else "before"
    had = reason.limit - reason.missing
    return f"Would rest {length(max(0, had))} {side} {names.post(reason.other)}, and needs {length(reason.limit)}"


_WORDS: Final[Mapping[Kind, Callable[[Reason, Names], str]]] = {
    Kind.FUNCTION: lambda reason, names: f"Serves in other functions, not as {names.label(reason.what)}",
    Kind.SKILL: lambda reason, names: f"Lacks a skill: {names.label(reason.what)}",
    Kind.LANGUAGE: lambda reason, names: f"Does not speak {names.label(reason.what)}",
    Kind.CLEARANCE: lambda reason, names: f"Lacks a clearance: {names.label(reason.what)}",
    Kind.SAID: lambda _reason, _names: "Said that they cannot",
    Kind.AWAY: lambda reason, names: f"Is not there {_when(reason, names)}",
    Kind.BUSY: lambda reason, names: f"Busy elsewhere {_when(reason, names)}",
    Kind.OTHER_POST: lambda reason, names: (
        f"Has another post: {names.post(reason.other)}, {_when(reason, names)}"
    ),
    Kind.WALK: _walk,
    Kind.HOURS: lambda reason, _names: (
        f"Would have {length(reason.missing)} more than the {length(reason.limit)} they may have that day"
    ),
    Kind.REST: _rested,
}


__all__ = [
    "Candidate",
    "Fit",
    "Kind",
    "Names",
    "Reason",
    "everybody",
    "length",
    "obstacles",
    "phrase",
    "ranked",
    "to_you",
    "why_not",
    "words",
]
