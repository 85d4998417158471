"""What people should know of the entries of their calendars, beside what they were told: the letters that are due.

Nothing is queued when something changes: what an entry says now is compared with the last letter about it. A change
that is taken back within the quiet time makes no letter, several make one, and a process that dies forgets none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from logistics.calendars import Invitation, Party, cancel, request
from logistics.mail import Letter, mail_of
from logistics.mail.wording import Off, Told, Voice, lines, subject, told_before
from logistics.moments import Instant
from logistics.store.letters import DROPPED, SENDING, SENT, WAITING, KeptLetter

REQUEST, CANCEL = "REQUEST", "CANCEL"
Key = tuple[str, str]
"""An entry and its reader: a UID and a mail address."""


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
    told: Told
    why: Off
    ready_at: Instant
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that somebody should have, or none where those that wait need only be dropped (``instead_of``).

    ``ready_at`` is when the last change that it tells was made, ``lines`` what a person reads in it.
    """

    letter: KeptLetter | None
    ready_at: Instant
    instead_of: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


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

    def due(self, wanted: Iterable[Wanted], written: Iterable[KeptLetter]) -> Iterator[Due]:
        """The letters that are due to whoever should know something, or was told something."""
        histories = {key: History(each) for key, each in _by_entry(written).items()}
        by_key = {one.key: one for one in wanted}
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
            if known.over <= self.now:
                return None  # what is over needs no calling off
            key = (before.last.uid, before.last.address)
            letter = self.calling_off(CalledOff(key, "", known, why, since), before)
            return self._kept(letter, before.last.person, before.last.post, before, since)
        assert wanted is not None, "something is wanted, or something was told"
        if told == known:
            return Due(None, wanted.ready_at, waiting)
        letter = self.asking(wanted, known, before)
        return self._kept(letter, wanted.reader, wanted.post, before, wanted.ready_at)

    def asking(self, wanted: Wanted, known: Told | None, before: History | None = None) -> Written:
        """The letter that asks somebody to be there, or tells them what of it has changed."""
        asked = self._invitation(wanted, before)
        asked_to = Invitation(
            *asked,
            wanted.summary,
            wanted.told.place,
            wanted.description,
            *_times(wanted.told),
            wanted.accepted,
        )
        return self._written(asked_to, wanted.told, known, None, accepted=wanted.accepted)

    def calling_off(self, off: CalledOff, before: History | None = None) -> Written:
        """The letter that somebody need not be there."""
        asked = self._invitation(off, before)
        title = f"{off.told.title} – {off.told.event}"
        asked_to = Invitation(*asked, title, off.told.place, "", *_times(off.told))
        return self._written(asked_to, off.told, None, off.why)

    def _invitation(
        self, of: Wanted | CalledOff, before: History | None
    ) -> tuple[str, int, Instant, Party, Party]:
        uid, address = of.key
        number = max(before.sequence + 1, of.sequence) if before else of.sequence
        stamp = max(of.ready_at, before.last.made_at + 1 if before else 0)
        return uid, number, stamp, self.sender, Party(of.name, address)

    def _written(
        self, asked: Invitation, told: Told, before: Told | None, off: Off | None, *, accepted: bool = False
    ) -> Written:
        """The letter itself. Its bytes depend on what it tells, never on when it is written."""
        method, said = CANCEL if off else REQUEST, subject(told, self.voice, before, off)
        words = lines(told, self.voice, before, off, accepted=accepted, invented=self.invented)
        name = _name((asked.uid, asked.attendee.address), asked.sequence)
        ends = (self.sender.name, self.sender.address), (asked.attendee.name, asked.attendee.address)
        calendar = cancel(asked) if off else request(asked)
        mail = Letter(name, *ends, said, words, asked.stamp, calendar, method)
        return Written(asked, told, mail)

    def _kept(self, made: Written, reader: str, post: str, before: History | None, ready_at: Instant) -> Due:
        asked, mail = made.asked, made.mail
        letter = KeptLetter(
            mail.key,
            self.event_id,
            post,
            reader,
            asked.attendee.address,
            asked.uid,
            asked.sequence,
            mail.method,
            made.told.as_text(),
            mail.subject,
            mail_of(mail).decode("ascii"),
            WAITING,
            self.now,
            self.now,
        )
        return Due(letter, ready_at, before.waiting if before else (), mail.lines)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that was put together: the invitation in it, what it tells, and the mail."""

    asked: Invitation
    told: Told
    mail: Letter


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
    def waiting(self) -> tuple[str, ...]:
        """Those that have not left."""
        return tuple(one.id for one in self._live if one.state == WAITING)


def _asked_by(letters: list[KeptLetter]) -> Told | None:
    return told_before(letters[-1].told) if letters and letters[-1].method == REQUEST else None


def _by_entry(written: Iterable[KeptLetter]) -> Mapping[Key, list[KeptLetter]]:
    found: dict[Key, list[KeptLetter]] = {}
    for letter in written:
        found.setdefault((letter.uid, letter.address), []).append(letter)
    return found


def _times(told: Told) -> tuple[str, Instant, Instant | None]:
    return told.zone, told.begins, told.ends


def _name(key: Key, sequence: int) -> str:
    """What tells a letter from all others: the entry, its reader and its number."""
    return hashlib.sha256(f"{key[0]} {key[1]} {sequence}".encode()).hexdigest()[:32]


__all__ = ["CANCEL", "REQUEST", "CalledOff", "Desk", "Due", "History", "Key", "Wanted", "Written"]
