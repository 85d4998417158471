"""What the rules of staff share: how posts are told, what a post is for, and what keeps people from posts they hold."""

from __future__ import annotations

from collections.abc import Iterator

from logistics.model import Session
from logistics.model.staff import Colleague, Function
from logistics.plan import Fact
from logistics.roster import reasons
from logistics.roster.posts import Duty
from logistics.roster.reasons import Kind, Reason, obstacles
from logistics.roster.staffed import Staffed
from logistics.roster.standing import Standing
from logistics.rules.base import said_at


def told(staffed: Staffed, duty: Duty) -> str:
    """A post with its hours: ``Door, North Gate (9:45 a.m. to 10:30 a.m.)``."""
    return f"{duty.title} ({staffed.when(duty)})"


def session_of(staffed: Staffed, duty: Duty) -> Session | None:
    """The session that a post of the plan is for, as its id has it; None where it is for a day or added by hand."""
    name = duty.post.id.split(".")
    if len(name) == 1:
        return None
    about = name[2] if duty.function is Function.DOOR else name[1]
    return next((session for session in staffed.event.sessions if session.id == about), None)


def facts(staffed: Staffed, *duties: Duty) -> tuple[Fact, ...]:
    """The sessions that posts are for, as facts of the event's file."""
    ids = {session.id for duty in duties if (session := session_of(staffed, duty))}
    return tuple(
        said_at(f"{staffed.plan.names[session.id]} has posts", f"sessions[{number}]")
        for number, session in enumerate(staffed.event.sessions)
        if session.id in ids
    )


def against(staffed: Staffed, *kinds: Kind) -> Iterator[tuple[Colleague, Duty, Reason]]:
    """What keeps people from posts that they hold, of these kinds, in the order of the day."""
    standing = Standing(staffed.question, staffed.held)
    for duty in staffed.duties:
        if person := staffed.holder(duty):
            for reason in obstacles(standing, staffed.members[person.id], duty.post):
                if reason.kind in kinds:
                    yield person, duty, reason


def in_words(staffed: Staffed, reason: Reason) -> str:
    """A reason as the rest of a sentence, without its full stop: ``said that they cannot``."""
    words = reasons.phrase(reason, staffed.names)
    return f"{words[0].lower()}{words[1:]}"
