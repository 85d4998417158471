"""Guests: those of the press whom the office invites by mail. They are told what was published, never the draft.

A guest is asked to what they must be there for: each pick-up, pre-set and final access of their kind of press. At a
session itself nobody of the press has to be: who is let in, and where, is what access times say.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from logistics.calendars import Entry, Party, Said
from logistics.disclosure import AUDIENCES
from logistics.documents import kit
from logistics.mail.wording import PRESS, Off, Told, told_before
from logistics.model import Level
from logistics.moments import Instant
from logistics.operations.drafts import Draft, draft
from logistics.operations.feeding import audience_called, told_entries
from logistics.operations.issuing import issue, publications
from logistics.operations.mailing.comparing import CANCEL, Desk, Due, Wanted
from logistics.operations.office import Office, Refused, mail_address, one_line
from logistics.store import guests as kept
from logistics.store import letters as kept_letters
from logistics.store.guests import Guest, GuestAnswer
from logistics.store.journal import note
from logistics.store.letters import SENDING, SENT, KeptLetter

_MARK: Final = "guest:"
_LONGEST: Final = 100
_MOST: Final = 500


def is_guest(reader: str) -> bool:
    """Whether a letter is to a guest, by whom it is for: no colleague's id has a colon in it."""
    return reader.startswith(_MARK)


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom to invite, as somebody typed it: a name, a bare mail address, and the name of an audience."""

    name: str
    address: str
    audience: str


def invite(office: Office, event_id: str, whom: Whom, by: str, now: Instant) -> Guest:
    """Invite somebody, as one kind of press. Raises Refused, NoSuchEvent."""
    said, wanted = one_line(whom.name, "name", _LONGEST), audience_called(whom.audience)
    if wanted.level >= Level.STAFF:
        raise Refused(
            "Guests are told what the public or the press may know. Choose one of the list.", "audience"
        )
    where = mail_address(whom.address, "address")
    if not said:
        raise Refused("Say who it is, such as the name of the outlet.", "name")
    draft(office, event_id)
    made = Guest(_MARK + secrets.token_hex(8), event_id, said, where, wanted.name, now, by)
    with office.database.writing() as connection:
        there = [one for one in kept.guests(connection, event_id) if one.removed_at is None]
        if any(one.address.lower() == where.lower() for one in there):
            raise Refused(
                f"{where} is invited already. Withdraw that invitation first to invite them anew.", "address"
            )
        if len(there) >= _MOST:
            raise Refused(f"{_MOST} are invited already, which is as many as an event can have.", "address")
        kept.add_guest(connection, made)
        detail = {"guest": made.id, "audience": made.audience}
        note(connection, at=now, by=by, did="invited a guest", event_id=event_id, detail=detail)
    return made


def withdraw(office: Office, event_id: str, guest_id: str, by: str, now: Instant) -> None:
    """Invite somebody no more; what they were told of is called off. Raises Refused."""
    with office.database.writing() as connection:
        if not kept.remove_guest(connection, event_id, guest_id, now):
            raise Refused("They are not invited any more. Load the page anew.")
        detail = {"guest": guest_id}
        note(connection, at=now, by=by, did="withdrew an invitation", event_id=event_id, detail=detail)


@dataclass(frozen=True, slots=True)
class ToldOf:
    """One thing that a guest was told of: in words, when, whether it is off now, and what they answered to that."""

    title: str
    when: str
    off: bool
    said: str
    comment: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A guest, with what they were told of, in order of time."""

    guest: Guest
    told: tuple[ToldOf, ...]


def kinds_of_guests() -> tuple[tuple[str, str], ...]:
    """As what somebody can be invited: the name of each audience, and who they are in words."""
    return tuple((one.name, kit.audience_words(one)) for one in AUDIENCES if one.level < Level.STAFF)


def invited(office: Office, event_id: str) -> tuple[Invited, ...]:
    """The guests of an event, by name, without those whose invitation was withdrawn."""
    with office.database.reading() as connection:
        guests, answers = kept.guests(connection, event_id), kept.guest_answers(connection, event_id)
        written = kept_letters.letters(connection, event_id)
    left = [one for one in written if is_guest(one.person) and one.state in (SENT, SENDING)]
    return tuple(_invited(guest, guests, answers, left) for guest in guests if guest.removed_at is None)


def guests_away(office: Office, event_id: str) -> int:
    """How many guests will not come to something that stands, or want another time."""
    no = (Said.DECLINED.value, Said.COUNTER.value)
    return sum(
        any(told.said in no and not told.off for told in one.told) for one in invited(office, event_id)
    )


def _invited(
    guest: Guest, guests: Iterable[Guest], answers: Iterable[GuestAnswer], left: Iterable[KeptLetter]
) -> Invited:
    """By address: whoever was invited before by the same one was told the same."""
    same = {one.id for one in guests if _same(one.address, guest.address)}
    last = {one.uid: one for one in left if _same(one.address, guest.address)}
    said = {(one.uid, one.sequence): one for one in answers if one.guest in same}
    told = sorted(((told_before(one.told), one) for one in last.values()), key=lambda each: each[0].begins)
    return Invited(
        guest, tuple(_told_of(words, one, said.get((one.uid, one.sequence))) for words, one in told)
    )


def _told_of(told: Told, letter: KeptLetter, answer: GuestAnswer | None) -> ToldOf:
    said, comment = (answer.said, answer.comment) if answer else ("", "")
    return ToldOf(told.title, told.when, letter.method == CANCEL, said, comment)


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def due_to_guests(
    office: Office, item: Draft, sender: Party, now: Instant, written: list[KeptLetter]
) -> Iterator[Due]:
    """The letters that are due to the guests of an event, of what is published of it."""
    with office.database.reading() as connection:
        guests = kept.guests(connection, item.event.id)
    if not guests and not written:
        return iter(())
    standing = _Standing(office, item.event.id, guests, now)
    names = {one.id: one.name for one in guests}
    invented = standing.event.invented or "" if standing.event else ""
    desk = Desk(sender, item.event.id, PRESS, now, invented, standing.why_off, names)
    return desk.due(sorted(standing.wanted(), key=lambda one: one.told.begins), written)


class _Standing:
    """What is published of an event, for each audience that has guests."""

    def __init__(self, office: Office, event_id: str, guests: Iterable[Guest], now: Instant) -> None:
        past = publications(office, event_id)
        out = issue(office, event_id)
        self.now = now
        self.guests = {one.id: one for one in guests}
        self.since = past[0].at if past else 0
        self.event = out.draft.event if out else None
        names = {one.audience for one in self.guests.values()} if out else set()
        self.entries = {
            name: {entry.told.uid: entry for entry in told_entries(office, out, name)} if out else {}
            for name in names
        }

    def wanted(self) -> Iterator[Wanted]:
        """What each guest should be told."""
        for guest in self.guests.values():
            if guest.removed_at is not None or self.event is None:
                continue
            name = self.event.name or self.event.title
            for entry in self.entries[guest.audience].values():
                if (told := asked_to(entry, name)) is not None and told.over > self.now:
                    yield wanted_of(
                        entry, told, guest.id, guest.name, guest.address, max(self.since, guest.made_at)
                    )

    def why_off(self, letter: KeptLetter) -> tuple[Off, Instant]:
        """Why a guest is not asked to an entry any more."""
        here = (one for one in self.guests.values() if _same(one.address, letter.address))
        last = max(here, key=lambda one: (one.removed_at is None, one.made_at), default=None)
        if last is None or last.removed_at is not None:
            return Off.NOT_INVITED, last.removed_at or self.since if last else self.since
        return why_off(self.entries.get(last.audience, {}).get(letter.uid)), max(self.since, last.made_at)


def asked_to(entry: Entry, event: str) -> Told | None:
    """What somebody is asked to by an entry; None where nobody has to be anywhere by its start."""
    if not entry.rings or not isinstance(entry.starts, Instant):
        return None
    ends = entry.ends if isinstance(entry.ends, Instant) else None
    told = entry.told
    return Told(
        told.summary, event, told.place, entry.zone, entry.starts, ends, told.for_what, about=entry.about
    )


def wanted_of(entry: Entry, told: Told, reader: str, name: str, address: str, ready: Instant) -> Wanted:
    """What one reader's calendar should say of an entry."""
    return Wanted(
        (entry.told.uid, address),
        reader,
        name,
        entry.kind,
        told,
        entry.told.summary,
        entry.told.description,
        ready,
        sequence=entry.changed.sequence,
    )


def why_off(entry: Entry | None) -> Off:
    """Why nobody is asked to an entry any more, by how it stands now."""
    if entry is None:
        return Off.DROPPED
    if entry.is_off:
        return Off.CANCELLED
    if entry.postponed:
        return Off.POSTPONED
    return Off.DROPPED if isinstance(entry.starts, Instant) else Off.TIME_OPEN


__all__ = [
    "Invited",
    "ToldOf",
    "Whom",
    "asked_to",
    "due_to_guests",
    "guests_away",
    "invite",
    "invited",
    "is_guest",
    "kinds_of_guests",
    "wanted_of",
    "why_off",
    "withdraw",
]
