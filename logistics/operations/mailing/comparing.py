"""What people should know of the entries of their calendars, beside what they were told: the letters that are due.

Nothing is queued when something changes: what an entry says now is compared with the last letter about it. A change
that is taken back within the quiet time makes no letter, several make one, and a process that dies forgets none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.errors import MessageError

from logistics.calendars import Invitation, Party, cancel, request
from logistics.mail import Letter, mail_of
from logistics.mail.wording import Before, Off, Told, Voice, lines, subject, told_before
from logistics.moments import Instant
from logistics.store.letters import DROPPED, FAILED, SENDING, SENT, WAITING, KeptLetter

REQUEST, CANCEL = "REQUEST", "CANCEL"
Key = tuple[str, str]
"""An entry and its reader: a UID and a mail address. Capitals make no other reader."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody's calendar should say of one entry.

    ``reader`` and ``post`` say whose letter it is and what it is about, ``ready_at`` when it last changed, and
    ``sequence`` which number it has at least.
    """

    key: Key
    reader: str
    name: str
    post: str
    told: Told
    summary: str
    description: str
    ready_at: Instant
    accepted: bool = False
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What somebody was told of and should not count on any more, and why. ``told`` is what they know of it."""

    key: Key
    name: str
    reader: str
    post: str
    told: Told
    why: Off
    ready_at: Instant
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in words: what it tells to whom, and the invitation in it. The mail is made when it is wanted."""

    asked: Invitation
    told: Told
    method: str
    subject: str
    lines: tuple[str, ...]
    event_id: str
    person: str
    post: str

    @property
    def address(self) -> str:
        """Whom it is to."""
        return self.asked.attendee.address

    def mail(self) -> bytes:
        """The mail itself. Its bytes depend on what it tells, never on when it is written."""
        asked, calendar = self.asked, cancel if self.method == CANCEL else request
        sender, to = ((one.name, one.address) for one in (asked.organizer, asked.attendee))
        words = (self.subject, self.lines, asked.stamp)
        return mail_of(Letter(self._key, sender, to, *words, calendar(asked), self.method))

    @property
    def _key(self) -> str:
        """What tells it from all others: the entry, its reader and its number."""
        name = f"{self.asked.uid} {self.address} {self.asked.sequence}"
        return hashlib.sha256(name.encode()).hexdigest()[:32]

    def kept(self, now: Instant) -> KeptLetter:
        """As the store keeps it until it leaves. One of which no mail can be made has failed, and stops no other."""
        try:
            mail, state, problem = self.mail().decode("ascii"), WAITING, ""
        except (ValueError, MessageError) as error:
            mail, state, problem = "", FAILED, f"No mail can be made of it: {error}"
        return KeptLetter(
            self._key,
            self.event_id,
            self.post,
            self.person,
            self.address,
            self.asked.uid,
            self.asked.sequence,
            self.method,
            self.told.as_text(),
            self.subject,
            mail,
            state,
            now,
            now,
            problem=problem,
        )


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that somebody should have, or none where those that wait need only be dropped (``instead_of``).

    ``ready_at`` is when the last change that it tells was made.
    """

    letter: Written | None
    ready_at: Instant
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes about what: the sender, the event, the kind of reader, and how what is not wanted is called off."""

    sender: Party
    event_id: str
    voice: Voice
    now: Instant
    invented: str
    why_off: Callable[[KeptLetter], tuple[Off, Instant]]
    """Why a letter's entry does not stand any more, and since when."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the readers are called, by id."""

    def due(self, wanted: Iterable[Wanted], written: Iterable[KeptLetter]) -> Iterator[Due]:
        """The letters that are due to whoever should know something, or was told something."""
        histories = {key: History(each) for key, each in _by_entry(written).items()}
        by_key = {_folded(one.key): one for one in wanted}
        for key in dict.fromkeys((*by_key, *histories)):
            made = self._of_entry(by_key.get(key), histories.get(key))
            if made is not None:
                yield made

    def _of_entry(self, wanted: Wanted | None, before: History | None) -> Due | None:
        """What one reader should be told of one entry; None where the last letter says it."""
        told = wanted.told if wanted else None
        known = before.known if before else None
        waiting = before.waiting if before else ()
        if told == (before.says if before else None):
            return None
        if wanted is None and before is not None:
            why, since = self.why_off(before.last)
            if known is None:
                return Due(None, since, waiting)
            if known.over <= self.now:  # what is over needs no calling off
                return Due(None, since, waiting) if waiting else None
            last, key = before.last, (before.last.uid, before.last.address)
            off = CalledOff(key, self.names.get(last.person, ""), last.person, last.post, known, why, since)
            return Due(self.calling_off(off, before), since, waiting)
        assert wanted is not None, "something is wanted, or something was told"
        if told == known:
            return Due(None, wanted.ready_at, waiting)
        letter = self.asking(wanted, before.knowledge if before else None, before)
        return Due(letter, wanted.ready_at, waiting)

    def asking(self, wanted: Wanted, known: Before | None, before: History | None = None) -> Written:
        """The letter that asks somebody to be there, or tells them what of it has changed."""
        told, accepted = wanted.told, wanted.accepted
        asked = self._invitation(wanted, wanted.summary, wanted.description, before)
        words = lines(told, self.voice, known, None, accepted=accepted, invented=self.invented)
        said = subject(told, self.voice, known, None)
        asked = replace(asked, accepted=accepted)
        return Written(asked, told, REQUEST, said, words, self.event_id, wanted.reader, wanted.post)

    def calling_off(self, off: CalledOff, before: History | None = None) -> Written:
        """The letter that somebody need not be there."""
        told = off.told
        asked = self._invitation(off, f"{told.title} – {told.event}", "", before)
        words = lines(told, self.voice, None, off.why, invented=self.invented)
        said = subject(told, self.voice, None, off.why)
        return Written(asked, told, CANCEL, said, words, self.event_id, off.reader, off.post)

    def _invitation(
        self, of: Wanted | CalledOff, summary: str, description: str, before: History | None
    ) -> Invitation:
        told, (uid, address) = of.told, of.key
        number = max(before.sequence + 1, of.sequence) if before else of.sequence
        stamp = max(of.ready_at, before.last.made_at + 1 if before else 0)
        to = Party(of.name, address)
        words = (summary, told.place, description)
        return Invitation(uid, number, stamp, self.sender, to, *words, told.zone, told.begins, told.ends)


@dataclass(frozen=True, slots=True)
class History:
    """The letters about one entry to one reader."""

    letters: list[KeptLetter]
    _live: list[KeptLetter] = field(init=False)

    def __post_init__(self) -> None:
        """Put them in order."""
        self.letters.sort(key=lambda one: one.sequence)
        object.__setattr__(self, "_live", [one for one in self.letters if one.state != DROPPED])

    @property
    def last(self) -> KeptLetter:
        """The last of them, whatever became of it."""
        return self.letters[-1]

    @property
    def sequence(self) -> int:
        """The number of the last."""
        return self.last.sequence

    @property
    def says(self) -> Told | None:
        """What the last says that was not dropped, whether it has left or not; None where it calls off."""
        return _asked_by(self._live)

    @property
    def known(self) -> Told | None:
        """What the reader knows by the last letter that left."""
        return _asked_by([one for one in self._live if one.state in (SENT, SENDING)])

    @property
    def knowledge(self) -> Before | None:
        """The same, or what they knew before it was called off."""
        left = [one for one in self._live if one.state in (SENT, SENDING)]
        return Before(told_before(left[-1].told), off=left[-1].method == CANCEL) if left else None

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those that have not left."""
        return tuple(one.id for one in self._live if one.state == WAITING)


def _asked_by(letters: list[KeptLetter]) -> Told | None:
    return told_before(letters[-1].told) if letters and letters[-1].method == REQUEST else None


def _by_entry(written: Iterable[KeptLetter]) -> Mapping[Key, list[KeptLetter]]:
    found: dict[Key, list[KeptLetter]] = {}
    for letter in written:
        found.setdefault(_folded((letter.uid, letter.address)), []).append(letter)
    return found


def _folded(key: Key) -> Key:
    return key[0], key[1].lower()


__all__ = ["CANCEL", "REQUEST", "CalledOff", "Desk", "Due", "History", "Key", "Wanted", "Written"]
