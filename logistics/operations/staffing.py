"""Staffing an event in the office: the list of the staff, what they answered, and who holds which post.

Every step is checked for everybody, coordinators included; a rule is only set aside with a reason, which stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from logistics.eventfile.staff import parse_staff
from logistics.model.staff import Answer, Colleague, PostAnswer, StaffList
from logistics.moments import Instant
from logistics.operations.accounts.keys import digest, new_key
from logistics.operations.drafts import Draft, draft
from logistics.operations.office import Office, Refused, one_line
from logistics.roster.asking import Asked, asked
from logistics.roster.posts import Duty
from logistics.roster.problem import Member, Problem, Roster
from logistics.roster.reasons import Reason, why_not
from logistics.roster.solving import solve
from logistics.store import staff as kept
from logistics.store.errors import ListChangedMeanwhile, Taken
from logistics.store.guarding import Connection
from logistics.store.journal import note
from logistics.store.staff import Assignment, KeptList

ASSIGNED, ACCEPTED, DECLINED = "assigned", "accepted", "declined"
ALL: Final = "all"
_NO_POST: Final = "There is no such post any more: the plan may have moved. Load the page anew."
_NOBODY: Final = "There is nobody of that name on the staff list. Load the page anew."


class NoStaffYet(Refused):
    """An office that has no staff list."""

    def __init__(self) -> None:
        super().__init__(
            "There is no staff list yet. Take one in first; docs/staff-file.md says how it is written."
        )


class NotFit(Refused):
    """An assignment that a rule stands against; ``reasons`` are all of them. With a reason it can be made."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        self.reasons = reasons
        super().__init__(
            "Rules stand against it. Choose somebody else, or say why it is right all the same.", "reason"
        )


class NoSuchStaffLink(Refused):
    """A personal link that was never given out or was revoked: both answered alike."""


@dataclass(frozen=True, slots=True)
class Situation:
    """An event with its posts, the staff with their answers, and who holds which post now."""

    draft: Draft
    staff: StaffList
    asked: Asked
    assignments: tuple[Assignment, ...]

    @property
    def question(self) -> Problem:
        """What a roster is asked: who holds a post now keeps it if they can, who is pinned whatever happens."""
        return self.asked.problem

    @property
    def held(self) -> Mapping[str, str]:
        """Who holds which post, by ids; of posts that the plan still has."""
        return self.question.held

    def duty(self, post: str) -> Duty:
        """The post of an id. Raises Refused."""
        found = next((duty for duty in self.asked.duties if duty.post.id == post), None)
        if found is None:
            raise Refused(_NO_POST, "post")
        return found

    def member(self, person: str) -> Member:
        """Somebody of the staff as the roster knows them. Raises Refused."""
        found = next((member for member in self.question.members if member.id == person), None)
        if found is None:
            raise Refused(_NOBODY, "person")
        return found

    @property
    def left_over(self) -> tuple[Assignment, ...]:
        """What was assigned for posts that the plan does not have any more, as after a change."""
        known = {duty.post.id for duty in self.asked.duties}
        return tuple(one for one in self.assignments if one.post not in known)


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """A roster that nobody has applied yet, as a difference from who holds what now."""

    roster: Roster
    moves: tuple[Move, ...]


# ---- the list ------------------------------------------------------------------------------------------------------


def staff_list(office: Office) -> tuple[KeptList, StaffList]:
    """The staff list as it stands. Raises NoStaffYet, and UnusableInput where this version cannot read it."""
    with office.database.reading() as connection:
        last = kept.last_list(connection)
    if last is None:
        raise NoStaffYet
    return last, parse_staff(last.text.encode(), "the staff list")


def take_staff_in(office: Office, base: int, text: str, by: str, now: Instant) -> KeptList:
    """Make a text the staff list, where ``base`` is the last (0 for the first). Raises UnusableInput, Refused."""
    staff = parse_staff(text.encode(), "the staff list")
    summary = f"{len(staff.people)} {'person' if len(staff.people) == 1 else 'people'}"
    try:
        with office.database.writing() as connection:
            made = kept.add_list(connection, base, text, at=now, by=by, summary=summary)
            note(connection, at=now, by=by, did="changed the staff list", detail={"number": made.number})
    except ListChangedMeanwhile as error:
        raise Refused(str(error)) from error
    return made


def give_link(office: Office, person: str, by: str, now: Instant) -> str:
    """Make somebody's personal link anew and tell its token this once; the ones before are dead. Raises Refused."""
    _, staff = staff_list(office)
    _colleague(staff, person)
    token = new_key()
    with office.database.writing() as connection:
        kept.revoke_links(connection, person, now)
        kept.add_link(connection, kept.StaffLink(digest(token), digest(new_key())[:16], person, now, by))
        note(connection, at=now, by=by, did="made a personal link", detail={"for": person})
    return token


def revoke_link(office: Office, person: str, by: str, now: Instant) -> None:
    """Make somebody's personal link open nothing from now on."""
    with office.database.writing() as connection:
        if kept.revoke_links(connection, person, now):
            note(connection, at=now, by=by, did="revoked a personal link", detail={"for": person})


def whose_link(office: Office, token: str) -> Colleague:
    """Whose personal link a token is. Raises NoSuchStaffLink, the same for all that open nothing."""
    with office.database.reading() as connection:
        found = kept.link_of(connection, digest(token))
    people = staff_list(office)[1].people if found and found.revoked_at is None else ()
    person = next((one for one in people if found and one.id == found.person), None)
    if person is None:
        raise NoSuchStaffLink("This link opens nothing. Ask whoever coordinates the staff for a new one.")
    return person


# ---- who holds what --------------------------------------------------------------------------------------------------


def situation(office: Office, event_id: str) -> Situation:
    """How the staffing of an event stands. Raises NoSuchEvent, NoStaffYet, UnusableInput, MomentError."""
    item = draft(office, event_id)
    _, staff = staff_list(office)
    with office.database.reading() as connection:
        said = kept.answers(connection, event_id)
        assigned = kept.assignments(connection, event_id)
    answered = _with_answers(staff, said)
    question = asked(item.checked.plan, answered)
    posts = {duty.post.id for duty in question.duties}
    held = {one.post: one.person for one in assigned if one.post in posts and one.person}
    pinned = {one.post: held[one.post] for one in assigned if one.pinned and one.post in held}
    problem = replace(question.problem, held=held, pinned={**question.problem.pinned, **pinned})
    return Situation(item, answered, Asked(question.duties, problem), assigned)


def _with_answers(staff: StaffList, said: tuple[kept.Answered, ...]) -> StaffList:
    """The staff with what they answered since, which counts before what the list says."""
    people = []
    for person in staff.people:
        own = {one.post: one for one in person.answers}
        for one in said:
            if one.person == person.id and one.answer:
                own[one.post] = PostAnswer(post=one.post, answer=Answer(one.answer), note=one.note or None)
        people.append(person.model_copy(update={"answers": tuple(own.values())}))
    return staff.model_copy(update={"people": tuple(people)})


def answer(
    office: Office, event_id: str, person: str, said: Mapping[str, tuple[str, str]], now: Instant
) -> None:
    """Keep what somebody answered: by post (or ``all``) the answer, empty to take it back, and a note.

    Raises Refused.
    """
    here = situation(office, event_id)
    here.member(person)
    for post, (words, _) in said.items():
        if post != ALL:
            here.duty(post)
        if words and words not in set(Answer):
            raise Refused("Answer can, if needed or cannot.", post)
    with office.database.writing() as connection:
        for post, (words, remark) in said.items():
            told = one_line(remark, post)
            kept.answer(connection, kept.Answered(event_id, person, post, words or None, told, now, person))


def assign(office: Office, event_id: str, move: Move, by: str, now: Instant) -> Assignment:
    """Give a post to somebody, or open it, where ``move.was`` holds it now.

    Raises NotFit where a rule stands against it and no reason is given, Refused where somebody else holds it by now.
    """
    here, said = situation(office, event_id), one_line(move.reason, "reason")
    duty = here.duty(move.post)
    if move.now is not None:
        others = {post: who for post, who in here.held.items() if post != move.post}
        against = why_not(here.question, others, here.member(move.now), duty.post)
        if against and not said:
            raise NotFit(against)
    made = Assignment(event_id, move.post, move.now, ASSIGNED, move.pinned, said, now, by)
    with office.database.writing() as connection:
        _give(connection, made, move.was)
    return made


def accept(office: Office, event_id: str, post: str, person: str, now: Instant) -> None:
    """Say that one will be there. Raises Refused where the post is not theirs any more."""
    made = Assignment(event_id, post, person, ACCEPTED, False, "", now, person)
    with office.database.writing() as connection:
        _give(connection, made, person)


def decline(office: Office, event_id: str, post: str, person: str, reason: str, now: Instant) -> None:
    """Give a post back, with the reason, and say that one cannot. Raises Refused."""
    said = one_line(reason, "reason")
    if not said:
        raise Refused(
            "Say why, so that it can be given to somebody else; the reason stays in the office.", "reason"
        )
    made = Assignment(event_id, post, None, DECLINED, False, said, now, person)
    cannot = kept.Answered(event_id, person, post, Answer.CANNOT.value, said, now, person)
    with office.database.writing() as connection:
        _give(connection, made, person)
        kept.answer(connection, cannot)


def propose(office: Office, event_id: str, seconds: float) -> Proposal:
    """A roster from how things stand, with what it would change; nothing is applied."""
    here = situation(office, event_id)
    found = solve(here.question, seconds=seconds)
    posts = (duty.post.id for duty in here.asked.duties)
    moves = (Move(post, here.held.get(post), found.held.get(post)) for post in posts)
    return Proposal(found, tuple(move for move in moves if move.was != move.now))


def apply(office: Office, event_id: str, moves: tuple[Move, ...], by: str, now: Instant) -> None:
    """Make what was proposed so, all of it or nothing. Raises Refused where somebody changed one of them meanwhile."""
    here = situation(office, event_id)
    for move in moves:
        here.duty(move.post)
        if move.now is not None:
            here.member(move.now)
    with office.database.writing() as connection:
        for move in moves:
            _give(
                connection, Assignment(event_id, move.post, move.now, ASSIGNED, False, "", now, by), move.was
            )


def _give(connection: Connection, made: Assignment, instead_of: str | None) -> None:
    try:
        kept.assign(connection, made, instead_of=instead_of)
    except Taken as taken:
        raise Refused(str(taken), "post") from taken
    detail = {"post": made.post, "before": instead_of, "after": made.person, "state": made.state}
    told = {**detail, "reason": made.reason} if made.reason else detail
    note(connection, at=made.at, by=made.by, did="changed a post", event_id=made.event_id, detail=told)


def _colleague(staff: StaffList, person: str) -> Colleague:
    found = next((one for one in staff.people if one.id == person), None)
    if found is None:
        raise Refused(_NOBODY, "person")
    return found


__all__ = [
    "Move",
    "NoStaffYet",
    "NoSuchStaffLink",
    "NotFit",
    "Proposal",
    "Situation",
    "accept",
    "answer",
    "apply",
    "assign",
    "decline",
    "give_link",
    "propose",
    "revoke_link",
    "situation",
    "staff_list",
    "take_staff_in",
    "whose_link",
]
