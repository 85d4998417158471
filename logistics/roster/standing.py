"""A roster as it stands: who has which posts, and what one post more would cost.

What explains and mends a roster asks this many times for one answer; counting from the beginning each time, as
``rules.cost`` does, would take seconds on a big day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from logistics.roster.problem import Answer, Member, Post, Problem


class Standing:
    """Who has which posts. It changes (``give``, ``take``), so that a search can try a step and take it back.

    Posts that the problem does not know any more are left out, as nobody has to be anywhere for them.
    """

    def __init__(self, problem: Problem, held: Mapping[str, str]) -> None:
        self.problem = problem
        self.posts = {post.id: post for post in problem.posts}
        self.held: dict[str, str] = {}
        self._of: dict[str, list[Post]] = defaultdict(list)
        self._minutes: Counter[str] = Counter()
        self._groups: dict[str, Counter[str]] = defaultdict(Counter)
        self._share = problem.share
        for post_id, member_id in held.items():
            if post_id in self.posts:
                self.give(self.posts[post_id], member_id)

    def posts_of(self, member_id: str, *, but: str = "") -> tuple[Post, ...]:
        """The posts that somebody has in the order of the day, one left out on demand."""
        posts = sorted(self._of.get(member_id, []), key=lambda post: (post.begins, post.id))
        return tuple(post for post in posts if post.id != but)

    def give(self, post: Post, member_id: str) -> None:
        """Give an open post to somebody."""
        self.held[post.id] = member_id
        self._of[member_id].append(post)
        self._minutes[member_id] += post.minutes
        if post.group:
            self._groups[post.group][member_id] += 1

    def take(self, post: Post) -> str:
        """Take a post from whoever has it, and say who that was."""
        member_id = self.held.pop(post.id)
        self._of[member_id].remove(post)
        self._minutes[member_id] -= post.minutes
        if post.group:
            group = self._groups[post.group]
            group[member_id] -= 1
            if not group[member_id]:
                del group[member_id]
        return member_id

    def price(self, member: Member, post: Post) -> int:
        """What it adds to the cost if somebody gets an open post; less than nothing is a gain."""
        weights = self.problem.weights
        before = self._minutes[member.id]
        over = max(0, before + post.minutes - self._share) - max(0, before - self._share)
        cost = weights.above_share * over - weights.open * post.weight
        if member.answers.get(post.id) is Answer.IF_NEEDED:
            cost += weights.if_needed
        if post.group and self._groups[post.group] and not self._groups[post.group][member.id]:
            cost += weights.broken_group
        if self.problem.held.get(post.id) == member.id:
            cost -= weights.changed
        return cost


__all__ = ["Standing"]
