"""What people answer by mail: each answer is matched with the letter that it answers, and an older never wins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from logistics.calendars import NoReply, Reply, Said, reply
from logistics.mail import Received, calendar_parts, received
from logistics.mail.posts import told_before
from logistics.model.staff import Answer
from logistics.moments import Instant
from logistics.operations import staffing
from logistics.operations.office import Office, Refused
from logistics.store import letters as kept
from logistics.store.letters import KeptLetter


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one mail: who it is from, what it is about, and what was done or why nothing was."""

    sender: str
    subject: str
    done: bool
    text: str


def take_replies(office: Office, folder: Path, now: Instant) -> tuple[Answered, ...]:
    """Read a Maildir and take in every answer. Reading it again changes nothing more. Raises NoMailbox."""
    return tuple(_taken(office, mail, now) for mail in received(folder))


def _taken(office: Office, mail: Received, now: Instant) -> Answered:
    try:
        found = [reply(part) for part in calendar_parts(mail.data)]
        if not found:
            raise NoReply("It holds no calendar.")
        letter = _letter(office, mail, found[0])
        return Answered(mail.sender, mail.subject, True, _done(office, found[0], letter, now))
    except (NoReply, Refused) as error:
        return Answered(mail.sender, mail.subject, False, str(error))


def _letter(office: Office, mail: Received, said: Reply) -> KeptLetter:
    """The letter that is answered. Raises NoReply where there is none, or a later one."""
    with office.database.reading() as connection:
        about = [one for one in kept.about(connection, said.uid) if one.address.lower() == said.address]
    if not about:
        raise NoReply("It answers no letter of this office.")
    if mail.sender != said.address:
        raise NoReply(f"It answers for {said.address}, and was sent by {mail.sender or 'nobody'}.")
    if said.sequence < about[-1].sequence:
        raise NoReply("It answers an older letter; the post has changed since.")
    return about[-1]


def _done(office: Office, said: Reply, letter: KeptLetter, now: Instant) -> str:
    event, post, person = letter.event_id, letter.post, letter.person
    here = staffing.situation(office, event)
    if here.held.get(post) != person:
        raise NoReply("They do not hold this post any more.")
    duty, told = here.duty(post), told_before(letter.told)
    if (duty.post.begins, duty.post.ends) != (told.begins, told.ends):
        raise NoReply("It answers an older letter; the post has changed since.")
    title = duty.title
    if said.said is Said.ACCEPTED:
        if here.state(post) != "accepted" or here.moved(post) is not None:
            staffing.accept(office, event, post, person, now)
        return f"accepted: {title}"
    if said.said is Said.DECLINED:
        staffing.decline(office, event, post, person, said.comment or "Declined by mail.", now)
        return f"given back: {title}"
    if said.said is Said.TENTATIVE:
        remark = said.comment or "Tentative, by mail."
        staffing.answer(office, event, person, {post: (Answer.IF_NEEDED.value, remark)}, now)
        return f"if needed: {title}"
    raise NoReply(f"It proposes another time for {title}; ask them.")


__all__ = ["Answered", "take_replies"]
