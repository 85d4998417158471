"""What people answer by mail: each answer is matched with the letter that it answers, and an older never wins.

What is taken is kept as said at the moment when it was said, not when it was read. So what somebody said last counts,
by mail or on their personal page, in whatever order mails arrive and however often they are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from logistics.calendars import NoReply, Reply, Said, reply
from logistics.errors import MomentError, UnusableInput
from logistics.mail import Received, calendar_parts, plain
from logistics.mail.wording import Told, told_before
from logistics.model.base import SHORT
from logistics.model.staff import Answer
from logistics.moments import Instant
from logistics.operations.drafts import NoSuchEvent
from logistics.operations.mailing.guests import is_guest
from logistics.operations.office import Office, Refused, one_line
from logistics.operations.staffing.holding import Move, give, made_of
from logistics.operations.staffing.situations import ACCEPTED, ASSIGNED, DECLINED, Situation, situation
from logistics.operations.staffing.turns import turn
from logistics.plan.words import sentence
from logistics.roster.asking import ALL
from logistics.roster.reasons import Kind, phrase
from logistics.store import guests as kept_guests
from logistics.store import letters as kept
from logistics.store import staff as kept_staff
from logistics.store.guarding import Connection
from logistics.store.guests import GuestAnswer
from logistics.store.letters import DROPPED, SENDING, SENT, WAITING, KeptLetter
from logistics.store.staff import Answered as KeptAnswer
from logistics.store.staff import Assignment

_MEANT: Final = {
    Said.ACCEPTED: Answer.CAN,
    Said.DECLINED: Answer.CANNOT,
    Said.TENTATIVE: Answer.IF_NEEDED,
    Said.COUNTER: Answer.IF_NEEDED,
}
_CAUTION: Final = {Answer.CAN: 0, Answer.IF_NEEDED: 1, Answer.CANNOT: 2}
"""Of two answers of the same second the more careful one counts: a post that is thought filled is the worse mistake."""
_Weight = tuple[Instant, int, str]
_NOTHING: Final[_Weight] = (0, -1, "")
_BY_STATE: Final = {ACCEPTED: Answer.CAN, ASSIGNED: Answer.IF_NEEDED, DECLINED: Answer.CANNOT}
_WITHOUT_WORDS: Final = {
    Answer.CAN: "",
    Answer.IF_NEEDED: "Tentative, by mail.",
    Answer.CANNOT: "Declined by mail.",
}
_OLDER: Final = "It answers an older letter; something of it has changed since."
_SINCE: Final = "They have said something else since."
_GONE: Final = "They do not hold this post any more."


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one mail: who it is from, what it is about, and what was done or why nothing was."""

    sender: str
    subject: str
    done: bool
    text: str


def take_replies(office: Office, mails: Iterable[Received], now: Instant) -> tuple[Answered, ...]:
    """Take in every answer among mails; gives what became of each, in their order.

    Taking them again changes nothing more. What was said last is taken first, so that no post goes forth and back.
    """
    each = [(mail, _found(mail)) for mail in mails]
    became: dict[int, Answered] = {}
    for number in sorted(range(len(each)), key=lambda one: _said_at(*each[one], now), reverse=True):
        mail, found = each[number]
        try:
            if isinstance(found, NoReply):
                raise found
            letter = _letter(office, mail.sender, found)
            answer = _Answer(office, letter, found, max(letter.made_at, _said_at(mail, found, now)))
            done, text = answer.of_guest(now) if is_guest(letter.person) else answer.taken()
        except (NoReply, Refused, NoSuchEvent, UnusableInput, MomentError) as error:
            done, text = False, str(error)
        except Exception as error:  # one mail that nobody foresaw must not keep all others from being read
            done, text = False, f"It could not be taken in ({type(error).__name__}). A person should read it."
        became[number] = Answered(mail.sender, mail.subject, done, text)
    return tuple(became[number] for number in range(len(each)))


def _found(mail: Received) -> Reply | NoReply:
    """The answer in a mail, or why there is none. A program may send the invitation along."""
    problem = NoReply(mail.problem or "It holds no calendar.")
    for number, part in enumerate(() if mail.problem else calendar_parts(mail.data)):
        try:
            return reply(part, mail.sender)
        except NoReply as error:
            problem = problem if number else error
    return problem


def _said_at(mail: Received, found: Reply | NoReply, now: Instant) -> Instant:
    """When something was said: by the clock of whoever said it, and not after its mail came.

    So a clock that is ahead blocks no later answer, and the same mail always says the same.
    """
    if isinstance(found, NoReply):
        return 0
    came_at = min(mail.at or found.stamp, now)
    return min(found.stamp or came_at, came_at)


def _letter(office: Office, sender: str, said: Reply) -> KeptLetter:
    """The letter that is answered, of those that left. Raises NoReply where there is none, or a later one."""
    with office.database.reading() as connection:
        about = kept.about(connection, said.uid, said.address)
    if not about:
        raise NoReply("It answers no letter of this office.")
    if sender != said.address:
        raise NoReply(f"It answers for {said.address}, and was sent by {sender or 'nobody'}.")
    if any(one.sequence > said.sequence and one.state in (SENT, SENDING) for one in about):
        raise NoReply(_OLDER)
    asked = [one for one in about if one.sequence == said.sequence and one.state not in (WAITING, DROPPED)]
    if not asked:
        raise NoReply("It answers a letter that this office has not sent.")
    if asked[0].method != "REQUEST":
        raise NoReply("It answers a cancellation.")
    return asked[0]


@dataclass(frozen=True)
class _Answer:
    """One answer to one letter, and when it was said: not before the letter was written."""

    office: Office
    letter: KeptLetter
    reply: Reply
    at: Instant

    @cached_property
    def means(self) -> Answer:
        """What it says of the post."""
        return Answer.CANNOT if self.reply.declines else _MEANT[self.reply.said]

    @cached_property
    def told(self) -> Told:
        """What the letter said."""
        return told_before(self.letter.told)

    @cached_property
    def words(self) -> str:
        """What they propose and what they wrote, in one line."""
        proposal = f"Proposes {self.proposal}, by mail." if self.reply.said is Said.COUNTER else ""
        said = " ".join(part for part in (proposal, plain(self.reply.comment)) if part)
        return one_line(said if len(said) <= SHORT else f"{said[: SHORT - 1]}…")

    @cached_property
    def remark(self) -> str:
        """What stays with the answer of a colleague: their words, or how it came."""
        return self.words or _WITHOUT_WORDS[self.means]

    @cached_property
    def proposal(self) -> str:
        """``9:00 a.m. EST, Thursday, December 14, 2017, until 9:30 a.m. EST``, in the zone of the post."""
        begins, ends = self.reply.starts, self.reply.ends
        if begins is None:
            return "another time"
        if (begins, ends or self.told.ends) == (self.told.begins, self.told.ends):
            return "something else at the same time"
        meant = replace(self.told, begins=begins, ends=ends or begins)
        return f"{meant.when}, until {meant.until}" if ends else meant.when

    def asks(self, title: str) -> str:
        """What a person must talk about with whoever proposes something else."""
        return f"It proposes {self.proposal} for {title}; ask them."

    def of_guest(self, now: Instant) -> tuple[bool, str]:
        """Take in what a guest says; gives whether that is all, and what was done. Raises NoReply."""
        letter, said = self.letter, self.reply.said
        given = GuestAnswer(letter.person, letter.uid, said.value, self.words, letter.sequence, self.at, now)
        with self.office.database.writing() as connection:
            if not kept_guests.keep_guest_answer(connection, given):
                known = kept_guests.guest_answers(connection, letter.event_id)
                if not any(replace(one, at=now) == given for one in known):
                    raise NoReply(_SINCE)
        if said is Said.COUNTER:
            return False, self.asks(self.told.title)
        return True, f"{said.value}: {self.told.title}"

    def taken(self) -> tuple[bool, str]:
        """Take it in; gives whether that is all, and what was done. Raises NoReply, Refused."""
        post, person = self.letter.post, self.letter.person
        with turn(self.office) as connection:
            here = situation(self.office, self.letter.event_id)
            last = _last_said(here, post, person)
            mine = (self.at, _CAUTION[self.means], self.remark)
            if mine < last:
                raise NoReply(_SINCE)
            before = self._held_before(connection, here, newer=mine > last)
            duty = here.duty(post)
            if (duty.post.begins, duty.post.ends) != (self.told.begins, self.told.ends):
                raise NoReply(_OLDER)
            if mine > last:
                self._keep(connection, here, before)
            elif before.by != person and before.at > self.at:
                raise NoReply("It was taken in before, and the office has decided about the post since.")
        if self.reply.said is Said.COUNTER:
            given_back = " They have given it back." if self.reply.declines else ""
            return False, f"{self.asks(duty.title)}{given_back}"
        did = {Answer.CAN: "accepted", Answer.CANNOT: "given back", Answer.IF_NEEDED: "if needed"}
        return True, f"{did[self.means]}: {duty.title}"

    def _held_before(self, connection: Connection, here: Situation, *, newer: bool) -> Assignment:
        """How they hold the post, or held it until they gave it back themselves and nobody has decided anything since.

        Who gives it back a second time says so later: what they said in between does not count. Raises NoReply where
        the post is not theirs.
        """
        post, person = self.letter.post, self.letter.person
        last = here.assigned.get(post)
        if last is not None and here.held.get(post) == person:
            return last
        took_back = last is not None and (last.state, last.by, last.person) == (DECLINED, person, None)
        if last is None or not took_back or person not in here.staffed.members:
            raise NoReply(_GONE)
        if self.means is Answer.CANNOT:
            if newer:
                return last
            raise NoReply(_GONE)
        before = next(
            one
            for one in kept_staff.assigned_before(connection, self.letter.event_id)
            if (one.post, one.person) == (post, person)
        )
        against = [one for one in here.against(post, person) if one.kind is not Kind.SAID]
        if against and not before.reason:
            why = "; ".join(phrase(one, here.staffed.names) for one in against)
            raise NoReply(f"{sentence(f'They had given it back, and cannot have it again: {why}')} Ask them.")
        return before

    def _keep(self, connection: Connection, here: Situation, before: Assignment) -> None:
        """Keep what they said, and how far the post is by it."""
        post, person, event = self.letter.post, self.letter.person, self.letter.event_id
        holder = here.stored(post, here.held.get(post))
        if self.means is Answer.CANNOT:
            made = Assignment(event, post, None, DECLINED, False, self.remark, self.at, person)
        else:
            move = Move(post, holder, person, before.reason, before.pinned)
            state = ACCEPTED if self.means is Answer.CAN else ASSIGNED
            made = replace(made_of(here, move, person, self.at), state=state)
        give(connection, made, holder)
        said = KeptAnswer(event, person, post, self.means.value, self.remark, self.at, person)
        kept_staff.answer(connection, said)


def _last_said(here: Situation, post: str, person: str) -> _Weight:
    """The last that somebody said of a post themselves, by mail or on their page, as ``_Answer.taken`` compares it."""
    said = [
        (one.at, _CAUTION[Answer(one.answer)], one.note)
        for one in here.said
        if one.answer and one.by == one.person == person and one.post in (post, ALL)
    ]
    decided, offered = here.assigned.get(post), here.swaps.get(post)
    if decided is not None and decided.by == person:
        said.append((decided.at, _CAUTION[_BY_STATE[decided.state]], ""))
    if offered is not None and offered.by == person:
        said.append((offered.at, _CAUTION[Answer.CANNOT], ""))
    return max(said, default=_NOTHING)


__all__ = ["Answered", "take_replies"]
