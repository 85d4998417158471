"""Invitations made from event files, without an office: what a file asks somebody to, beside what an older one did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from logistics.calendars import Entry, Party, over_editions, post_told, told_by
from logistics.disclosure import Audience, disclose
from logistics.errors import LogisticsError
from logistics.mail import mail_of
from logistics.mail.wording import PRESS, STAFF, Off, Told
from logistics.model import Event
from logistics.moments import Instant
from logistics.operations.mailing.comparing import CalledOff, Desk, Wanted, Written
from logistics.operations.mailing.guests import asked_to, wanted_of, why_off
from logistics.plan import Plan
from logistics.roster.staffed import Staffed
from logistics.store.letters import KeptLetter


class NobodyToWrite(LogisticsError):
    """An invitation that lacks one of its ends: a sender or a reader with a mail address."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that can be sent: from and to whom, its subject, what a person reads in it, its method, and the mail."""

    sender: str
    to: str
    subject: str
    lines: tuple[str, ...]
    method: str
    mail: bytes


def to_press(
    plans: Sequence[Plan], audience: Audience, to: Party, sender: Party | None, now: Instant
) -> tuple[Ready, ...]:
    """What the last of an event's revisions has to tell somebody who was told the others, the oldest first.

    Raises NobodyToWrite where no sender is given and the event names no contact with a mail address.
    """
    programmes = [disclose(plan, audience) for plan in plans]
    event = programmes[-1].event
    editions = [told_by(programme) for programme in programmes]
    told = _by_uid(over_editions(editions))
    before = _by_uid(over_editions(editions[:-1]))
    desk = _desk(event, sender or _contact(event), now)
    return tuple(_ready(one) for one in _press_letters(desk, event, told, before, to))


def _press_letters(
    desk: Desk, event: Event, told: dict[str, Entry], before: dict[str, Entry], to: Party
) -> Iterator[Written]:
    name = event.name or event.title
    for uid in dict.fromkeys((*told, *before)):
        entry, was = told.get(uid), before.get(uid)
        asked = asked_to(entry, name) if entry else None
        known = asked_to(was, name) if was else None
        if asked == known:
            continue
        if asked is not None and entry is not None:
            yield desk.asking(wanted_of(entry, asked, "", to.name, to.address, desk.now), known)
        elif known is not None and was is not None:
            number = max(was.changed.sequence + 1, entry.changed.sequence if entry else 0)
            key = (uid, to.address)
            yield desk.calling_off(CalledOff(key, to.name, known, why_off(entry), desk.now, number))


def to_colleague(
    staffed: Sequence[Staffed], person: str, address: str, sender: Party | None, now: Instant
) -> tuple[Ready, ...]:
    """What the last of an event's rosters has to tell a colleague (by id) who was told the others.

    ``address`` stands in for the one in the staff file. Raises NobodyToWrite.
    """
    last = staffed[-1]
    colleague = last.people.get(person)
    if colleague is None:
        known = ", ".join(sorted(last.people))
        raise NobodyToWrite(f"The staff file has nobody called “{person}”. It has {known}.")
    where = address or colleague.email
    if not where:
        raise NobodyToWrite(f"The staff file has no mail address of {colleague.name}. Give one: --to ADDRESS")
    desk = _desk(last.event, sender or _contact(last.event), now, staff=True)
    asked, before = (_posts(each, person) for each in (last, staffed[-2] if len(staffed) > 1 else None))
    number, to = last.event.revision.number - 1, Party(colleague.name, where)
    return tuple(_ready(one) for one in _staff_letters(desk, asked, before, to, number))


_Posts = dict[str, tuple[str, Told, str]]
"""By UID: the post, what is told of it, and its description."""


def _staff_letters(desk: Desk, asked: _Posts, before: _Posts, to: Party, number: int) -> Iterator[Written]:
    for uid in dict.fromkeys((*asked, *before)):
        key, known = (uid, to.address), before[uid][1] if uid in before else None
        if uid not in asked:
            if known is not None:
                yield desk.calling_off(CalledOff(key, to.name, known, Off.NOT_NEEDED, desk.now, number))
            continue
        post, told, description = asked[uid]
        if told != known:
            title = f"{told.title} – {told.event}"
            wanted = Wanted(key, "", to.name, post, told, title, description, desk.now, sequence=number)
            yield desk.asking(wanted, known)


def _posts(staffed: Staffed | None, person: str) -> _Posts:
    if staffed is None or staffed.event.status.is_off:
        return {}
    event, found = staffed.event, {}
    for duty in staffed.of(person):
        entry, post = post_told(person, event, duty), duty.post
        told = Told(duty.title, event.name or event.title, entry.place, duty.zone, post.begins, post.ends)
        found[entry.uid] = (post.id, told, entry.description)
    return found


def _desk(event: Event, sender: Party, now: Instant, *, staff: bool = False) -> Desk:
    return Desk(sender, event.id, STAFF if staff else PRESS, now, event.invented or "", _never)


def _never(letter: KeptLetter) -> tuple[Off, Instant]:
    raise AssertionError(f"no letter is kept here, and {letter.id} was asked about")


def _contact(event: Event) -> Party:
    """Whom the event itself names as a contact, as its reader may see it."""
    found = next((one for one in event.contacts if one.email), None)
    if found is None or found.email is None:
        raise NobodyToWrite("The event names no contact with a mail address. Say who writes: --from ADDRESS")
    return Party(event.issuer.office or event.issuer.name, found.email)


def _by_uid(found: Sequence[Entry]) -> dict[str, Entry]:
    return {entry.told.uid: entry for entry in found}


def _ready(made: Written) -> Ready:
    mail = made.mail
    return Ready(mail.sender[1], mail.to[1], mail.subject, mail.lines, mail.method, mail_of(mail))


__all__ = ["NobodyToWrite", "Ready", "to_colleague", "to_press"]
