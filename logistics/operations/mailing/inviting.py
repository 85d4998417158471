"""Invitations made from event files, without an office: what a file asks somebody to, beside what an older one did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from logistics.calendars import Entry, Party, over_editions, told_by
from logistics.disclosure import Audience, disclose
from logistics.errors import LogisticsError
from logistics.mail.wording import PRESS, STAFF_BY_FILE, Before, Off, Voice
from logistics.model import Event
from logistics.moments import Instant
from logistics.operations.mailing.comparing import CalledOff, Desk, Written
from logistics.operations.mailing.guests import asked_to, wanted_of, why_off
from logistics.operations.mailing.posts import wanted_of_post
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
    event, told = programmes[-1].event, [told_by(programme) for programme in programmes]
    editions = [_by_uid(over_editions(told[: count + 1])) for count in range(len(told))]
    desk = _desk(event, sender or _contact(event), now, PRESS)
    return tuple(_ready(one) for one in _press_letters(desk, event, editions, to))


def _press_letters(
    desk: Desk, event: Event, editions: Sequence[dict[str, Entry]], to: Party
) -> Iterator[Written]:
    name, told, before = event.name or event.title, editions[-1], editions[-2] if len(editions) > 1 else {}
    ordered = sorted({**before, **told}.items(), key=lambda one: one[1].order)
    for uid, _ in ordered:
        entry, was = told.get(uid), before.get(uid)
        asked = asked_to(entry, name) if entry else None
        known = asked_to(was, name) if was else None
        if asked == known:
            continue
        number = _number(editions, uid, name)
        if asked is not None and entry is not None:
            wanted = wanted_of(entry, asked, "", to.name, to.address, desk.now)
            yield desk.asking(replace(wanted, sequence=number), _knowledge(editions[:-1], uid, name))
        elif known is not None:
            off = CalledOff((uid, to.address), to.name, "", "", known, why_off(entry), desk.now, number)
            yield desk.calling_off(off)


def _number(editions: Sequence[dict[str, Entry]], uid: str, name: str) -> int:
    """The number of the last letter about an entry, where each edition that changed something made one."""
    number, known = -1, None
    for edition in editions:
        entry = edition.get(uid)
        asked = asked_to(entry, name) if entry else None
        if asked != known:
            number = max(number + 1, entry.changed.sequence if entry else 0)
        known = asked
    return number


def _knowledge(editions: Sequence[dict[str, Entry]], uid: str, name: str) -> Before | None:
    """What somebody knows of an entry who was told all of these editions."""
    for age, edition in enumerate(reversed(editions)):
        entry = edition.get(uid)
        if entry is not None and (told := asked_to(entry, name)) is not None:
            return Before(told, off=age > 0)
    return None


def to_colleague(
    staffed: Staffed, person: str, address: str, sender: Party | None, now: Instant
) -> tuple[Ready, ...]:
    """What a roster has to tell a colleague, by id: a letter for each post that they hold.

    ``address`` stands in for the one in the staff file. Raises NobodyToWrite.
    """
    colleague = staffed.people.get(person)
    if colleague is None:
        known = ", ".join(sorted(staffed.people))
        raise NobodyToWrite(f"The staff file has nobody called “{person}”. It has {known}.")
    where = address or colleague.email
    if not where:
        raise NobodyToWrite(f"The staff file has no mail address of {colleague.name}. Give one: --to ADDRESS")
    event, to = staffed.event, Party(colleague.name, where)
    desk = _desk(event, sender or _contact(event), now, STAFF_BY_FILE)
    held = () if event.status.is_off else staffed.of(person)
    number = event.revision.number - 1
    wanted = (replace(wanted_of_post(event, duty, person, to, now), sequence=number) for duty in held)
    return tuple(_ready(desk.asking(one, None)) for one in wanted)


def _desk(event: Event, sender: Party, now: Instant, voice: Voice) -> Desk:
    return Desk(sender, event.id, voice, now, event.invented or "", _never)


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
    asked = made.asked
    return Ready(asked.organizer.address, made.address, made.subject, made.lines, made.method, made.mail())


__all__ = ["NobodyToWrite", "Ready", "to_colleague", "to_press"]
