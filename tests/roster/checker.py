"""The hard rules of a roster and its cost, told a second time: plain, slow, and without a line of the program's own.

Only the values of logistics.roster.problem are read.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from logistics.roster.problem import Answer, Member, Post, Problem


def broken_rules(problem: Problem, held: Mapping[str, str]) -> list[str]:
    """Every hard rule that a roster breaks; of two pinned posts, and of a pin by itself, none is asked."""
    posts = {post.id: post for post in problem.posts}
    members = {member.id: member for member in problem.members}
    told = [
        f"{post} is pinned to {pinned}"
        for post, pinned in problem.pinned.items()
        if post in posts and pinned in members and held.get(post) != pinned
    ]
    for post, holder in held.items():
        if problem.pinned.get(post) != holder:
            told += _alone(members[holder], posts[post])
    for member in problem.members:
        theirs = [posts[post] for post, by in held.items() if by == member.id]
        given = {post.id for post in theirs if problem.pinned.get(post.id) == member.id}
        for one, other in combinations(theirs, 2):
            if not (one.id in given and other.id in given):
                told += _two(problem, member, one, other)
        for day in {post.day for post in theirs if post.id not in given}:
            minutes = sum(_minutes(post) for post in theirs if post.day == day)
            if minutes > member.most_a_day:
                told.append(f"{member.id} has {minutes} minutes on day {day}")
    return told


def _alone(member: Member, post: Post) -> Iterator[str]:
    pair = f"{member.id} on {post.id}"
    if post.function not in member.functions:
        yield f"{pair}: function"
    for needed, had in (
        (post.skills, member.skills),
        (post.languages, member.languages),
        (post.clearances, member.clearances),
    ):
        if not needed.issubset(had):
            yield f"{pair}: {needed - had} missing"
    if member.free is not None and not [
        span for span in member.free if span[0] <= post.begins and span[1] >= post.ends
    ]:
        yield f"{pair}: not free"
    for since, until in member.busy:
        if max(since, post.begins) < min(until, post.ends):
            yield f"{pair}: busy"
    if post.id in member.answers and member.answers[post.id] == Answer.CANNOT:
        yield f"{pair}: cannot"


def _two(problem: Problem, member: Member, one: Post, other: Post) -> Iterator[str]:
    if not (_in_time(problem, one, other) or _in_time(problem, other, one)):
        yield f"{member.id} cannot be on {one.id} and {other.id}"
    if one.day != other.day:
        sooner, later = (one, other) if one.day < other.day else (other, one)
        if later.begins - sooner.ends < member.rest:
            yield f"{member.id} does not rest between {sooner.id} and {later.id}"


def _in_time(problem: Problem, first: Post, then: Post) -> bool:
    start, end = first.place_after if first.place_after != "" else first.place, then.place
    walk = 0
    if start and end and start != end:
        walk = problem.walks.get((start, end), problem.walk_unknown)
    return first.ends + walk <= then.begins


def _minutes(post: Post) -> int:
    whole, begun = divmod(post.ends - post.begins, 60)
    return whole + (1 if begun else 0)


def cost_of(problem: Problem, held: Mapping[str, str]) -> int:
    """What a roster costs, each kind of cost by itself."""
    weights = problem.weights
    by_member = {
        member: [post for post in problem.posts if held.get(post.id) == member.id]
        for member in map(_Known, problem.members)
    }
    left_open = sum(weights.open * post.weight for post in problem.posts if post.id not in held)
    against = sum(
        weights.if_needed
        for member, posts in by_member.items()
        for post in posts
        if member.answers.get(post.id) == "if needed"
    )
    whole = sum(_minutes(post) for post in problem.posts)
    people = len(problem.members) or 1
    share = whole // people + (1 if whole % people else 0)
    above = sum(
        weights.above_share * max(0, sum(_minutes(post) for post in posts) - share)
        for posts in by_member.values()
    )
    broken = 0
    for group in {post.group for post in problem.posts if post.group}:
        holders = {held[post.id] for post in problem.posts if post.group == group and post.id in held}
        broken += weights.broken_group * max(0, len(holders) - 1)
    changed = sum(
        weights.changed
        for post in problem.posts
        if post.id in problem.held and held.get(post.id) != problem.held[post.id]
    )
    return left_open + against + above + broken + changed


class _Known:
    """A member as a key."""

    def __init__(self, member: Member) -> None:
        self.id = member.id
        self.answers = member.answers


def all_rosters(problem: Problem) -> Iterator[dict[str, str]]:
    """Every roster that keeps the rules, by trying every member, and nobody, on every post."""
    choices: list[list[str | None]] = [[None, *(member.id for member in problem.members)]] * len(
        problem.posts
    )
    for chosen in product(*choices):
        held = {
            post.id: member for post, member in zip(problem.posts, chosen, strict=True) if member is not None
        }
        if not broken_rules(problem, held):
            yield held
