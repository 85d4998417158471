"""The question that a roster answers: which posts there are, who there is, and what an answer costs.

Nothing here knows an event. A time is an instant (seconds since 1970, UTC), a length is in seconds, and a place is the
id of a room or an entrance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from logistics.model.staff import Answer
from logistics.moments import HOUR, MINUTE, Instant

Span = tuple[Instant, Instant]
"""From an instant until another, the end not included."""


@dataclass(frozen=True, slots=True)
class Post:
    """One duty for one person, from when they report until they are free again.

    An escort begins at an entrance (``place``) and ends in a room (``place_after``, which is empty where it is the
    same place). All of ``skills``, ``languages``
    and ``clearances`` are needed. ``day`` is the local day that it counts for (``datetime.date.toordinal``). Posts of
    one ``group`` are better held by one person. ``weight`` is how many times worse than usual it is to leave the post
    open, from 1 on. ``before`` and ``after`` are the seconds by which it begins before, and ends after, what it is for:
    it may be cut by these and no more (None: nobody knows).
    """

    id: str
    function: str
    begins: Instant
    ends: Instant
    day: int
    place: str = ""
    place_after: str = ""
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    clearances: frozenset[str] = frozenset()
    weight: int = 1
    group: str = ""
    before: int | None = None
    after: int | None = None

    @property
    def minutes(self) -> int:
        """How long it takes, in minutes, those begun counted as whole."""
        return -(-(self.ends - self.begins) // MINUTE)

    @property
    def left_at(self) -> str:
        """The place where whoever holds it is when it ends."""
        return self.place_after or self.place


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff.

    ``functions`` are those that they serve in. ``free`` are the spans in which they can be asked, None where that is
    always; ``busy`` those that their own calendar has taken. The posts of one day come to at most ``most_a_day``
    minutes, and between the last post of a day and the first of a later one there are at least ``rest`` seconds.
    ``answers`` are by the ids of posts.
    """

    id: str
    functions: frozenset[str]
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    clearances: frozenset[str] = frozenset()
    free: tuple[Span, ...] | None = None
    busy: tuple[Span, ...] = ()
    most_a_day: int = 8 * 60
    rest: int = 11 * HOUR
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """What an answer costs, by name; costs are added up, and the least is best.

    ``open`` for a post that nobody holds, times its weight; ``if_needed`` for one that is held by somebody who would
    rather not; ``above_share`` for each minute that somebody has above an equal share of all posts;
    ``broken_group`` for each further person in a group; ``changed`` for each post that leaves the person who held it.
    """

    open: int = 40_000
    if_needed: int = 120
    above_share: int = 1
    broken_group: int = 40
    changed: int = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Posts, people, and how long it takes from place to place.

    ``walks`` gives the seconds from one place to another, screening at the door included; ``walk_unknown`` is taken
    for a pair that it does not have, and nothing for the same place. ``pinned`` posts stay with their person whatever
    happens; ``held`` are those of the roster as it stands, which cost ``weights.changed`` to change.
    """

    posts: tuple[Post, ...]
    members: tuple[Member, ...]
    walks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    walk_unknown: int = 10 * MINUTE
    pinned: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    weights: Weights = Weights()

    def walk(self, start: str, end: str) -> int:
        """Seconds from one place to another; nothing within one place, or where either is not known."""
        if start == end or not start or not end:
            return 0
        return self.walks.get((start, end), self.walk_unknown)

    @property
    def share(self) -> int:
        """An equal share of all posts, in minutes, rounded up."""
        return -(-sum(post.minutes for post in self.posts) // max(1, len(self.members)))


@dataclass(frozen=True, slots=True)
class Roster:
    """An answer: the member of each post that is held, by ids.

    ``cost`` is what it costs by the problem's weights, ``bound`` what no roster can go below, and ``optimal`` whether
    the two are known to meet. ``method`` says how it was found.
    """

    held: Mapping[str, str]
    cost: int
    bound: int
    optimal: bool
    method: str = "greedy"

    def open(self, problem: Problem) -> tuple[Post, ...]:
        """The posts that nobody holds."""
        return tuple(post for post in problem.posts if post.id not in self.held)


__all__ = ["Answer", "Member", "Post", "Problem", "Roster", "Span", "Weights"]
