"""Which letters are due: what people should have been told of their posts, beside what they were told.

Nothing is queued when something changes: what somebody holds is compared with the last letter about it. A change that
is taken back within the quiet time makes no letter, several make one, and a process that dies forgets none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from logistics.calendars import Invitation, Party, cancel, post_told, request
from logistics.mail import Letter, mail_of
from logistics.mail.posts import Told, lines, subject, told_before
from logistics.moments import Instant
from logistics.operations.drafts import drafts
from logistics.operations.office import Office
from logistics.operations.staffing import Situation, situation
from logistics.operations.staffing.lists import has_staff
from logistics.operations.telling import is_past
from logistics.store import letters as kept
from logistics.store.letters import DROPPED, SENDING, SENT, WAITING, KeptLetter

REQUEST, CANCEL = "REQUEST", "CANCEL"
_Key = tuple[str, str]
"""An entry and its reader: a UID and a mail address."""


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that somebody should have, or none where those that wait need only be dropped (``instead_of``).

    ``ready_at`` is when the last change that it tells was made.
    """

    letter: KeptLetter | None
    ready_at: Instant
    instead_of: tuple[str, ...] = ()


def due(office: Office, sender: Party, now: Instant) -> tuple[Due, ...]:
    """All letters that are due, by event, whether their quiet time is over or not.

    Raises NoStaffYet, UnusableInput.
    """
    if not has_staff(office):
        return ()
    found: list[Due] = []
    for item in drafts(office):
        if not is_past(item.event, now):
            here = situation(office, item.event.id)
            with office.database.reading() as connection:
                written = kept.letters(connection, item.event.id)
            found.extend(_Comparing(here, sender, now).with_letters(written))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody's calendar should say of a post of theirs."""

    post: str
    person: str
    name: str
    told: Told
    description: str
    accepted: bool


class _History:
    """The letters about one entry to one reader."""

    def __init__(self, each: list[KeptLetter]) -> None:
        ordered = sorted(each, key=lambda one: one.sequence)
        live = [one for one in ordered if one.state != DROPPED]
        told = [one for one in live if one.state in (SENT, SENDING)]
        self.sequence = ordered[-1].sequence
        self.last = ordered[-1]
        self.says = _asked_by(live[-1:])
        """What the last letter says, whether it has left or not; None where it calls off."""
        self.known = _asked_by(told[-1:])
        """What the reader knows by the last letter that left."""
        self.waiting = tuple(one.id for one in live if one.state == WAITING)


def _asked_by(letter: list[KeptLetter]) -> Told | None:
    return told_before(letter[0].told) if letter and letter[0].method == REQUEST else None


@dataclass(frozen=True, slots=True)
class _Comparing:
    """What the people of one event should know, beside what they were told."""

    here: Situation
    sender: Party
    now: Instant

    def with_letters(self, written: tuple[KeptLetter, ...]) -> Iterator[Due]:
        """The letters that are due."""
        by_entry: dict[_Key, list[KeptLetter]] = {}
        for letter in written:
            by_entry.setdefault((letter.uid, letter.address), []).append(letter)
        histories: Mapping[_Key, _History] = {key: _History(each) for key, each in by_entry.items()}
        wanted = dict(self.wanted())
        for key in dict.fromkeys((*wanted, *histories)):
            made = self.of_entry(key, wanted.get(key), histories.get(key))
            if made is not None:
                yield made

    def wanted(self) -> Iterator[tuple[_Key, _Wanted]]:
        """The posts that people hold, of events that they are asked about and that are not over."""
        here, event = self.here, self.here.draft.event
        if here.asking is None or not here.asking.open:
            return
        for duty in here.staffed.duties:
            person, post = here.staffed.holder(duty), duty.post
            if person is None or not person.email or post.ends <= self.now:
                continue
            entry = post_told(person.id, event, duty)
            told = Told(duty.title, event.name or event.title, entry.place, duty.zone, post.begins, post.ends)
            accepted = here.state(post.id) == "accepted" and here.moved(post.id) is None
            wanted = _Wanted(post.id, person.id, person.name, told, entry.description, accepted)
            yield (entry.uid, person.email), wanted

    def of_entry(self, key: _Key, wanted: _Wanted | None, before: _History | None) -> Due | None:
        """What one reader should be told of one entry; None where the last letter says it."""
        told = wanted.told if wanted else None
        known = before.known if before else None
        if told == (before.says if before else None):
            return None
        if told is None and known is not None and known.ends <= self.now:
            return None  # what is over needs no calling off
        waiting = before.waiting if before else ()
        post = wanted.post if wanted else before.last.post if before else ""
        ready = self.changed_at(post)
        if told == known:
            return Due(None, ready, waiting)
        return Due(self.letter(key, wanted, before, ready), ready, waiting)

    def changed_at(self, post: str) -> Instant:
        """When something about a post changed last."""
        decided, asking = self.here.assigned.get(post), self.here.asking
        return max(self.here.draft.kept.at, decided.at if decided else 0, asking.at if asking else 0)

    def letter(
        self, key: _Key, wanted: _Wanted | None, before: _History | None, ready: Instant
    ) -> KeptLetter:
        """The letter itself. Its bytes depend on what it tells, never on when it is written."""
        (uid, address), event = key, self.here.draft.event
        known = before.known if before else None
        told = wanted.told if wanted else known
        if told is None:
            raise AssertionError("a letter tells something")
        method = REQUEST if wanted else CANCEL
        asked = Invitation(
            uid,
            before.sequence + 1 if before else 0,
            max(ready, before.last.made_at + 1 if before else 0),
            self.sender,
            Party(wanted.name if wanted else "", address),
            f"{told.title} – {told.event}",
            told.place,
            wanted.description if wanted else "",
            told.zone,
            told.begins,
            told.ends,
            accepted=wanted is not None and wanted.accepted,
        )
        before_this = known if wanted else None
        said = subject(told, method, before_this)
        mail = Letter(
            _name(key, asked.sequence),
            (self.sender.name, self.sender.address),
            (asked.attendee.name, address),
            said,
            lines(told, method, before_this, accepted=asked.accepted, invented=event.invented or ""),
            asked.stamp,
            request(asked) if wanted else cancel(asked),
            method,
        )
        post, person = (
            (wanted.post, wanted.person) if wanted else (before.last.post, before.last.person)  # type: ignore[union-attr] # nothing is called off that was never told
        )
        return KeptLetter(
            mail.key,
            self.here.draft.event.id,
            post,
            person,
            address,
            uid,
            asked.sequence,
            method,
            told.as_text(),
            said,
            mail_of(mail).decode("ascii"),
            WAITING,
            self.now,
            self.now,
        )


def _name(key: _Key, sequence: int) -> str:
    """What tells a letter from all others: the entry, its reader and its number."""
    return hashlib.sha256(f"{key[0]} {key[1]} {sequence}".encode()).hexdigest()[:32]


__all__ = ["Due", "due"]
