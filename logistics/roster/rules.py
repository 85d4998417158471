"""What a member can hold, and what a roster costs: the rules said once, plainly, for whoever places people.

The rules hold between any two posts of a member, not only between neighbours, so that the order in which posts are
looked at never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from logistics.roster.problem import Answer, Member, Post, Problem


def able(member: Member, post: Post) -> bool:
    """Whether they serve in its function and have the skills, languages and clearances that it needs."""
    return (
        post.function in member.functions
        and post.skills <= member.skills
        and post.languages <= member.languages
        and post.clearances <= member.clearances
    )


def at_hand(member: Member, post: Post) -> bool:
    """Whether it lies inside one of their free spans and outside what their calendar has taken, not refused."""
    begins, ends = post.begins, post.ends
    return (
        member.answers.get(post.id) is not Answer.CANNOT
        and (member.free is None or any(since <= begins and ends <= until for since, until in member.free))
        and not any(since < ends and begins < until for since, until in member.busy)
    )


def eligible(member: Member, post: Post) -> bool:
    """Whether they could hold it if they held nothing else and no day were too long."""
    return able(member, post) and at_hand(member, post)


def clash(problem: Problem, first: Post, second: Post) -> bool:
    """Whether nobody can hold both, because they overlap or the way from one to the other is too long."""
    if second.begins < first.begins:
        first, second = second, first
    return (
        second.begins < first.ends + problem.walk(first.left_at, second.place)
        # of two that begin at once, one without length may come first
        and first.begins < second.ends + problem.walk(second.left_at, first.place)
    )


def too_close(member: Member, first: Post, second: Post) -> bool:
    """Whether the two are on different days with less than the member's rest between them."""
    if second.day < first.day:
        first, second = second, first
    return first.day < second.day and second.begins < first.ends + member.rest


def too_long(member: Member, held: Sequence[Post], post: Post) -> bool:
    """Whether the day of the post would come to more minutes than the member's most, with it and what they hold."""
    day = post.day
    return sum((other.minutes for other in held if other.day == day), post.minutes) > member.most_a_day


def fits(problem: Problem, member: Member, held: Sequence[Post], post: Post) -> bool:
    """Whether they can hold it beside the posts that they already hold (the post itself not among them)."""
    return (
        eligible(member, post)
        and not too_long(member, held, post)
        and not any(too_close(member, other, post) or clash(problem, other, post) for other in held)
    )


def kept_pins(problem: Problem) -> dict[str, str]:
    """The pins that name a post and a member of the problem; the others pin nothing."""
    posts = {post.id for post in problem.posts}
    members = {member.id for member in problem.members}
    return {post: member for post, member in problem.pinned.items() if post in posts and member in members}


def cost(problem: Problem, held: Mapping[str, str]) -> int:
    """What a roster costs by the problem's weights.

    Posts that the problem does not have cost nothing; one held by nobody of its members is open.
    """
    weights = problem.weights
    answers = {member.id: member.answers for member in problem.members}
    minutes: dict[str, int] = defaultdict(int)
    groups: dict[str, set[str]] = defaultdict(set)
    total = 0
    for post in problem.posts:
        member = held.get(post.id)
        if member not in answers:
            member = None
        if problem.held.get(post.id, member) != member:
            total += weights.changed
        if member is None:
            total += weights.open * post.weight
            continue
        minutes[member] += post.minutes
        if answers[member].get(post.id) is Answer.IF_NEEDED:
            total += weights.if_needed
        if post.group:
            groups[post.group].add(member)
    share = problem.share
    total += weights.above_share * sum(max(0, each - share) for each in minutes.values())
    return total + weights.broken_group * sum(len(holders) - 1 for holders in groups.values())


__all__ = ["able", "at_hand", "clash", "cost", "eligible", "fits", "kept_pins", "too_close", "too_long"]
