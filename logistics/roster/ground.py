"""A problem made ready for placing people: who could hold what, which posts clash, and a board to place them on.

Posts and members are counted from 0 here, and sets of posts are the bits of an integer, which makes "does anything
that they hold clash with this" one operation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from logistics.roster.problem import Answer, Member, Post, Problem
from logistics.roster.rules import able, at_hand, clash, kept_pins, too_close

NOBODY: Final = -1


def bits(mask: int) -> Iterator[int]:
    """The numbers in a set, from the least."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class Ground:
    """What holds of a problem whoever holds what. Its posts are in order of time."""

    def __init__(self, problem: Problem) -> None:
        self.problem: Final = problem
        self.posts: Final = sorted(problem.posts, key=lambda post: (post.begins, post.ends, post.id))
        self.members: Final = problem.members
        self.minutes: Final = [post.minutes for post in self.posts]
        self.share: Final = problem.share
        self.number: Final = {post.id: number for number, post in enumerate(self.posts)}
        self._member_number: Final = {member.id: number for number, member in enumerate(self.members)}
        self.pinned: Final = self.numbered(kept_pins(problem))
        known = self._member_number
        self.holder: Final = {
            self.number[post]: known.get(member, NOBODY)
            for post, member in problem.held.items()
            if post in self.number
        }
        """By post of the roster as it stands: who holds it, NOBODY where that is no member of the problem."""
        self.groups: Final[dict[str, int]] = defaultdict(int)
        """By group: its posts."""
        for number, post in enumerate(self.posts):
            if post.group:
                self.groups[post.group] |= 1 << number
        self.candidates: Final = _candidates(self.posts, self.members)
        self.reach: Final = [0] * len(self.members)
        """By member: the posts that they could hold."""
        for number, members in enumerate(self.candidates):
            for member in members:
                self.reach[member] |= 1 << number
        self.clashes: Final = _clashes(problem, self.posts)
        self.unwilling: Final = [
            frozenset(
                self.number[post]
                for post, answer in member.answers.items()
                if answer is Answer.IF_NEEDED and post in self.number
            )
            for member in self.members
        ]

    def numbered(self, held: Mapping[str, str]) -> dict[int, int]:
        """A roster by numbers, without the posts and members that the problem does not have."""
        return {
            self.number[post]: self._member_number[member]
            for post, member in held.items()
            if post in self.number and member in self._member_number
        }

    def named(self, held: Mapping[int, int]) -> dict[str, str]:
        """A roster by ids, in order of time."""
        return {self.posts[post].id: self.members[held[post]].id for post in sorted(held)}

    def open_cost(self, post: int) -> int:
        """What it costs that nobody holds it, a change included."""
        changed = self.problem.weights.changed if post in self.holder else 0
        return self.problem.weights.open * self.posts[post].weight + changed

    def own_cost(self, post: int, member: int) -> int:
        """What the pair costs whatever else is held: a wish against it, and a change."""
        weights = self.problem.weights
        against = weights.if_needed if post in self.unwilling[member] else 0
        return against + (weights.changed if self.holder.get(post, member) != member else 0)


class Board:
    """A roster in the making: who holds what, with what that leaves room for."""

    def __init__(self, ground: Ground, held: Mapping[int, int]) -> None:
        self.ground: Final = ground
        self.held: Final[dict[int, int]] = {}
        self.of: Final[list[int]] = [0] * len(ground.members)
        self.load: Final[list[int]] = [0] * len(ground.members)
        self.days: Final[list[dict[int, int]]] = [defaultdict(int) for _ in ground.members]
        for post, member in held.items():
            self.place(post, member)

    def place(self, post: int, member: int) -> None:
        """Give it to them; nobody may hold it."""
        self._count(post, member, 1)
        self.held[post] = member

    def lift(self, post: int) -> int:
        """Take it from whoever holds it, and tell who that was."""
        member = self.held.pop(post)
        self._count(post, member, -1)
        return member

    def _count(self, post: int, member: int, sign: int) -> None:
        minutes = sign * self.ground.minutes[post]
        self.of[member] ^= 1 << post
        self.load[member] += minutes
        self.days[member][self.ground.posts[post].day] += minutes

    def fits(self, post: int, member: int) -> bool:
        """Whether they can hold it beside what they hold; they are one of its candidates."""
        ground = self.ground
        if self.of[member] & ground.clashes[post]:
            return False
        somebody, wanted = ground.members[member], ground.posts[post]
        days = self.days[member]
        if days[wanted.day] + ground.minutes[post] > somebody.most_a_day:
            return False
        return len(days) == 1 or not any(
            too_close(somebody, ground.posts[other], wanted) for other in bits(self.of[member])
        )

    def price(self, post: int, member: int) -> int:
        """What it costs that they hold it, without their minutes, as all else is held."""
        ground = self.ground
        group = ground.groups.get(ground.posts[post].group, 0) & ~(1 << post)
        broken = (
            group
            and not self.of[member] & group
            and any(self.held.get(other, member) != member for other in bits(group))
        )
        return ground.own_cost(post, member) + (ground.problem.weights.broken_group if broken else 0)

    def price_above(self, member: int, minutes: int) -> int:
        """What so many more minutes (or fewer) cost or save, by what they are above an equal share."""
        load, share = self.load[member], self.ground.share
        more = max(0, load + minutes - share) - max(0, load - share)
        return self.ground.problem.weights.above_share * more

    def cheapest_first(self, post: int) -> list[int]:
        """Its candidates, the cheapest first, of those the least loaded."""
        minutes = self.ground.minutes[post]

        def costs(member: int) -> tuple[int, int, int]:
            return self.price(post, member) + self.price_above(member, minutes), self.load[member], member

        return sorted(self.ground.candidates[post], key=costs)


def _candidates(posts: list[Post], members: tuple[Member, ...]) -> list[list[int]]:
    """By post: the numbers of the members who could hold it. Posts that need the same are judged once."""
    by_need: dict[tuple[object, ...], list[tuple[int, Member]]] = {}
    candidates = []
    for post in posts:
        need = (post.function, post.skills, post.languages, post.clearances)
        if need not in by_need:
            by_need[need] = [(number, member) for number, member in enumerate(members) if able(member, post)]
        candidates.append([number for number, member in by_need[need] if at_hand(member, post)])
    return candidates


def _clashes(problem: Problem, posts: list[Post]) -> list[int]:
    """By post (in order of time): those that nobody can hold beside it. Only posts near in time are looked at."""
    longest = max(problem.walks.values(), default=0)
    farthest = max(longest, problem.walk_unknown)
    clashes = [0] * len(posts)
    running: list[int] = []
    for number, post in enumerate(posts):
        running = [other for other in running if posts[other].ends + farthest > post.begins]
        for other in running:
            if clash(problem, posts[other], post):
                clashes[number] |= 1 << other
                clashes[other] |= 1 << number
        running.append(number)
    return clashes


__all__ = ["NOBODY", "Board", "Ground", "bits"]
