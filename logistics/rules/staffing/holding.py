"""STF: who holds which post, and whether they can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from logistics.model.staff import Function
from logistics.plan import Plan, points
from logistics.plan.names import the_first
from logistics.plan.words import access_words, listed, sentence
from logistics.roster import reasons
from logistics.roster.posts import Duty
from logistics.roster.problem import Post
from logistics.roster.reasons import OF_THE_PERSON, OF_THEIR_TIME, Kind, Reason
from logistics.roster.rules import eligible
from logistics.roster.staffed import Staffed
from logistics.rules.base import Finding, Severity, Unchecked, coming_in, going_ahead, not_checked, rule
from logistics.rules.staffing.telling import against, facts, in_words, session_of, told

Findings = Iterator[Finding | Unchecked]


@rule("STF001", "Somebody on two posts at once", Severity.ERROR)
def on_two_posts(staffed: Staffed) -> Findings:
    """What: Somebody holds two posts that overlap, or has less time between them than the way takes.

    Why: One of the two is empty when it is needed. It comes about when the plan moves, or when a coordinator sets the
    rule aside.

    Bad: An escort in the Great Hall until 10:10 a.m. who is due at the North Gate, ten minutes away, at 10:15 a.m.

    Good: Somebody else at the gate.

    Source: Logic. Walks whose length nobody states are taken as long as the house assumes (parameter walk, U).
    """
    for person, duty, reason in against(staffed, Kind.OTHER_POST, Kind.WALK):
        other = staffed.by_post[reason.other]
        if _order(other.post) > _order(duty.post):
            continue  # the pair is told with the later of the two
        why = in_words(staffed, reason) if reason.kind is Kind.WALK else _both(staffed, other.post, duty.post)
        said = f"{person.name} holds {told(staffed, other)} and {told(staffed, duty)}: {why}"
        message = f"{sentence(said)} Give one of the two to somebody else."
        yield Finding("STF001", Severity.ERROR, message, facts(staffed, other, duty))


def _order(post: Post) -> tuple[int, int, str]:
    return post.begins, post.ends, post.id


def _both(staffed: Staffed, first: Post, second: Post) -> str:
    """How much of two posts is at one time, and the way between them where it takes time as well."""
    both = reasons.length(min(first.ends, second.ends) - max(first.begins, second.begins))
    walk = staffed.question.walk(first.left_at, second.place)
    way = f", and the way from one to the other takes {reasons.length(walk)}" if walk else ""
    return f"both at once for {both}{way}"


@rule("STF002", "An open post", Severity.ERROR)
def open_posts(staffed: Staffed) -> Findings:
    """What: Nobody holds a post of the event. An open post of a runner is a warning.

    Why: Press wait at a door without an escort, a session has no moderator or interpreter, a stream no operator.

    Bad: An availability without a moderator.

    Good: Somebody on each post; one that is not needed after all is dropped from the list of posts.

    Source: State Department telegram 289853 of 1979, by which a post names officers for each function (A). Which open
    posts are errors is our own choice (U).
    """
    together: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in staffed.open:
        session = session_of(staffed, duty)
        together[(session.id, "") if session else ("", duty.post.id)].append(duty)
    for (about, _), duties in together.items():
        waits = all(duty.function is Function.RUNNER for duty in duties)
        severity = Severity.WARNING if waits else Severity.ERROR
        yield Finding("STF002", severity, _open(staffed, about, duties), facts(staffed, *duties))
    yield from not_checked("STF002", the_first(list(_without_time(staffed.plan))))


def _open(staffed: Staffed, about: str, duties: list[Duty]) -> str:
    if len(duties) == 1:
        return (
            f"Nobody holds {told(staffed, duties[0])}. Give it to somebody, or drop it if it is not needed."
        )
    session = staffed.plan.names[about]
    alike = Counter(told(staffed, duty).replace(f", {session.removeprefix('the ')}", "") for duty in duties)
    posts = the_first([post if count == 1 else f"{count} times {post}" for post, count in alike.items()])
    return (
        f"Nobody holds {len(duties)} posts of {session}: {'; '.join(posts)}. "
        "Give them to somebody, or drop what is not needed."
    )


def _without_time(plan: Plan) -> Iterator[str]:
    """The access times that have neither escort nor door as long as nobody knows when they are."""
    for _, session in going_ahead(plan):
        for _, entry in coming_in(session):
            moment = plan.moment(points.access(session, entry))
            if moment is None or moment.earliest is None or moment.latest is None:
                yield f"{access_words(entry)} of {plan.names[session.id]}"


@rule("STF011", "Somebody on a post who cannot be reached", Severity.WARNING)
def nobody_can_reach_them(staffed: Staffed) -> Findings:
    """What: Somebody holds a post and has neither a telephone number nor a radio in the staff list.

    Why: When a time moves, nobody can tell them.

    Bad: A hand at the door without a telephone number or a radio channel.

    Good: A channel or a number for everybody who holds a post.

    Source: Incident Command System forms 204 and 205, which list how each position is reached (A).
    """
    out_of_reach = [
        person
        for person in staffed.staff.people
        if staffed.of(person.id) and not person.phone and not person.radio
    ]
    if out_of_reach:
        names, has = listed([person.name for person in out_of_reach]), "have" if out_of_reach[1:] else "has"
        message = f"{names} {has} posts, and neither a telephone number nor a radio in the staff list. Add one of them."
        duties = [duty for person in out_of_reach for duty in staffed.of(person.id)]
        yield Finding("STF011", Severity.WARNING, message, facts(staffed, *duties))


@rule("STF014", "No back-up for the security contact", Severity.WARNING)
def no_back_up(staffed: Staffed) -> Findings:
    """What: Fewer than two people of the staff could be security contact at a time at which one is needed.

    Why: The security list is with that person; if they fall ill, the door does not know whom to let in.

    Bad: One security contact, and nobody else who serves as one.

    Good: A second colleague who serves as security contact and is there that day.

    Source: No source; our own choice (U). Who keeps the list itself is not in the file.
    """
    posts = [duty for duty in staffed.duties if duty.function is Function.SECURITY]
    for duty in posts:
        could = [
            member.id
            for member in staffed.question.members
            if eligible(member, duty.post) or staffed.held.get(duty.post.id) == member.id
        ]
        if len(could) < 2:
            only = f"only {staffed.names.member(could[0])} is there" if could else "nobody is there"
            said = f"{told(staffed, duty)}: {only} who could hold it"
            message = (
                f"{sentence(said)} Name a back-up: somebody who serves as security contact and is there then."
            )
            yield Finding("STF014", Severity.WARNING, message, facts(staffed, duty))
    if not posts and staffed.duties:
        yield Unchecked("STF014", "the event has no post of a security contact")


@rule("STF015", "A post held by somebody who cannot hold it", Severity.WARNING)
def unfit(staffed: Staffed) -> Findings:
    """What: Somebody holds a post who said that they cannot, is away or busy then, does not serve in its function, or
    lacks a skill, a language or a clearance that it needs.

    Why: A coordinator may set such a rule aside, with a reason; it may also have come about since, when an answer came
    in or the plan moved. The two look alike in the list of posts.

    Bad: An interpreter for Spanish who does not speak it.

    Good: Somebody who has what the post needs, and is there.

    Source: House practice.
    """
    found: dict[str, list[Reason]] = defaultdict(list)
    for _, duty, reason in against(staffed, *OF_THE_PERSON, *OF_THEIR_TIME):
        found[duty.post.id].append(reason)
    for post, why in found.items():
        duty = staffed.by_post[post]
        said = "; ".join(in_words(staffed, reason) for reason in why)
        message = sentence(f"{staffed.names.member(staffed.held[post])} holds {told(staffed, duty)}: {said}")
        yield Finding("STF015", Severity.WARNING, message, facts(staffed, duty))


__all__ = ["no_back_up", "nobody_can_reach_them", "on_two_posts", "open_posts", "unfit"]
