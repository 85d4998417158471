"""Who holds a post: given, taken, accepted and given back.

Every step is checked for everybody, coordinators included; a rule is only set aside with a reason, which stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from logistics.model.staff import Answer
from logistics.moments import Instant
from logistics.operations.office import Office, Refused, one_line
from logistics.operations.staffing.situations import (
    ACCEPTED,
    ASSIGNED,
    DECLINED,
    OFFERED,
    TAKEN,
    WITHDRAWN,
    Situation,
    situation,
    told_of,
)
from logistics.operations.staffing.turns import turn
from logistics.roster.asking import ALL
from logistics.roster.posts import Duty
from logistics.roster.reasons import Reason, phrase
from logistics.store import staff as kept
from logistics.store.errors import Taken
from logistics.store.guarding import Connection
from logistics.store.journal import note
from logistics.store.staff import Answered, Assignment

_GONE: Final = "This post is not yours any more: it was given to somebody else, or opened."


class NotFit(Refused):
    """An assignment that a rule stands against; ``reasons`` are all of them. With a reason it can be made."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons
        super().__init__(
            "Rules stand against it. Choose somebody else, or say why it is right all the same.", "reason"
        )


@dataclass(frozen=True, slots=True)
class Move:
    """One post that goes from one to another, by ids; None is nobody.

    ``reason`` is why it is right where a rule stands against it; ``pinned`` keeps the post with them from then on.
    """

    post: str
    was: str | None
    now: str | None
    reason: str = ""
    pinned: bool = False


def answer(
    office: Office, event_id: str, person: str, said: Mapping[str, tuple[str, str]], now: Instant
) -> None:
    """Keep what somebody answered: by post (or ``all``) the answer, empty to take it back, and a note.

    Raises Refused.
    """
    here = situation(office, event_id)
    here.member(person)
    told = {}
    for post, (words, remark) in said.items():
        if post != ALL:
            here.duty(post)
        if words and words not in set(Answer):
            raise Refused("Answer can, if needed or cannot.", post)
        if remark.strip() and not words:
            raise Refused("Choose can, if needed or cannot with your note.", post)
        told[post] = (words, one_line(remark, post))
    with office.database.writing() as connection:
        for post, (words, remark) in told.items():
            kept.answer(connection, Answered(event_id, person, post, words or None, remark, now, person))


def assign(office: Office, event_id: str, move: Move, by: str, now: Instant) -> Assignment:
    """Give a post to somebody, or open it, where ``move.was`` holds it now; or pin it to whoever holds it, or unpin it.

    Raises NotFit where a rule stands against it and no reason is given, Refused where somebody else holds it by now.
    """
    said = one_line(move.reason, "reason")
    with turn(office) as connection:
        here = situation(office, event_id)
        here.duty(move.post)
        if move.now is not None and move.now == move.was:
            own = _own(here, move.post, move.now)
            made = replace(own, pinned=move.pinned, at=now, by=by, batch=None)
        else:
            against = here.against(move.post, move.now) if move.now is not None else ()
            if against and not said:
                raise NotFit(against)
            made = made_of(here, replace(move, reason=_set_aside(here, said, against)), by, now)
        give(connection, made, here.stored(move.post, move.was))
    return made


def _set_aside(here: Situation, said: str, against: tuple[Reason, ...]) -> str:
    """Why it is right all the same, with what stood against it."""
    if not against:
        return said
    rules = "; ".join(phrase(reason, here.staffed.names) for reason in against)
    return f"{said} (although: {rules})"


def let_go(office: Office, event_id: str, post: str, by: str, now: Instant) -> None:
    """Note that whoever held a post that is not needed any more was told. Raises Refused."""
    with turn(office) as connection:
        here = situation(office, event_id)
        if not any(one.post == post for one in here.left_over):
            raise Refused("Nobody holds such a post. Load the page anew.", "post")
        made = Assignment(event_id, post, None, ASSIGNED, False, "", now, by)
        give(connection, made, here.stored(post, None))


def sign_up(office: Office, event_id: str, post: str, person: str, now: Instant, seen: str = "") -> None:
    """Take an open post oneself, as it was ``seen`` (see ``as_seen``). Raises NotFit where a rule stands against it,
    Refused where it is not open, or has moved.
    """
    with turn(office) as connection:
        here = situation(office, event_id)
        _still_so(here, post, seen)
        if holder := here.held.get(post):
            mine = "You hold this post already." if holder == person else "Somebody else was faster."
            raise Refused(f"{mine} Look at the list again.", "post")
        if against := here.against(post, person):
            raise NotFit(against)
        made = replace(made_of(here, Move(post, None, person), person, now), state=ACCEPTED)
        give(connection, made, here.stored(post, None))


def accept(office: Office, event_id: str, post: str, person: str, now: Instant, seen: str = "") -> None:
    """Say that one will be there, as it was ``seen``. Raises Refused where it is not theirs, or has moved since."""
    with turn(office) as connection:
        here = situation(office, event_id)
        own = _own(here, post, person)
        _still_so(here, post, seen)
        move = Move(post, person, person, own.reason, own.pinned)
        give(connection, replace(made_of(here, move, person, now), state=ACCEPTED), person)


def as_seen(duty: Duty) -> str:
    """What a page shows of a post's time and place, as a form sends it back."""
    return " ".join(str(part) for part in told_of(duty))


def _still_so(here: Situation, post: str, seen: str) -> None:
    """Nobody agrees to a time that they did not see."""
    if seen and seen != as_seen(here.duty(post)):
        raise Refused("It has moved since you opened this page. Look at it again.", "post")


def decline(office: Office, event_id: str, post: str, person: str, reason: str, now: Instant) -> None:
    """Give a post back, with the reason, and say that one cannot. Raises Refused."""
    said = one_line(reason, "reason")
    if not said:
        raise Refused(
            "Say why, so that it can be given to somebody else; the reason stays in the office.", "reason"
        )
    with turn(office) as connection:
        _own(situation(office, event_id), post, person)
        give(connection, Assignment(event_id, post, None, DECLINED, False, said, now, person), person)
        cannot = Answered(event_id, person, post, Answer.CANNOT.value, said, now, person)
        kept.answer(connection, cannot)


def _own(here: Situation, post: str, person: str) -> Assignment:
    """What was decided of a post that somebody holds. Raises Refused where they do not."""
    if here.held.get(post) != person:
        raise Refused(_GONE, "post")
    return here.assigned[post]


def made_of(here: Situation, move: Move, by: str, now: Instant, batch: str | None = None) -> Assignment:
    """The assignment that a move makes, with when and where its post is now."""
    begins, ends, place = told_of(here.duty(move.post))
    pinned = move.pinned and move.now is not None
    return Assignment(
        here.draft.event.id,
        move.post,
        move.now,
        ASSIGNED,
        pinned,
        move.reason,
        now,
        by,
        begins,
        ends,
        place,
        batch,
    )


def give(connection: Connection, made: Assignment, instead_of: str | None) -> None:
    """Keep an assignment and note it in the journal. Raises Refused where somebody else holds the post by now."""
    try:
        kept.assign(connection, made, instead_of=instead_of)
    except Taken as taken:
        raise Refused(str(taken), "post") from taken
    _withdraw_offer(connection, made, instead_of)
    detail = {"post": made.post, "before": instead_of, "after": made.person, "state": made.state}
    told = {**detail, "reason": made.reason} if made.reason else detail
    note(connection, at=made.at, by=made.by, did="changed a post", event_id=made.event_id, detail=told)


def _withdraw_offer(connection: Connection, made: Assignment, instead_of: str | None) -> None:
    """An offer ends with the hands that made it: it would come back to life with them."""
    for offer in kept.swaps(connection, made.event_id):
        if (
            offer.post == made.post
            and offer.state in (OFFERED, TAKEN)
            and made.person != instead_of == offer.person
        ):
            ended = replace(offer, state=WITHDRAWN, at=made.at, by=made.by)
            kept.swap(connection, ended, after=offer.state)


__all__ = [
    "Move",
    "NotFit",
    "accept",
    "answer",
    "as_seen",
    "assign",
    "decline",
    "give",
    "let_go",
    "made_of",
    "sign_up",
]
