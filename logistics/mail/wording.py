"""The words of a letter about an entry: what to do first, where and when, and for a change what was and what is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Final

from logistics.moments import Instant, letters, wall
from logistics.plan.words import clock_words, date_words, sentence


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told of an entry of theirs.

    ``place`` is where they must be, ``for_what`` the session that they come in for, with its room and its time.
    ``ends`` may not be known, and ``about`` says that nobody has said it to the minute.
    """

    title: str
    event: str
    place: str
    zone: str
    begins: Instant
    ends: Instant | None
    for_what: str = ""
    about: bool = False

    @property
    def when(self) -> str:
        """``8:15 a.m. EST, Thursday, December 14, 2017``."""
        clock = f"{clock_words(self.begins, self.zone)} {letters(self.begins, self.zone)}"
        day = date_words(wall(self.begins, self.zone).date())
        return f"{'about ' if self.about else ''}{clock}, {day}"

    @property
    def until(self) -> str:
        """``8:40 a.m. EST``, with the day where it is another; empty where it is not known."""
        if self.ends is None:
            return ""
        clock = f"{clock_words(self.ends, self.zone)} {letters(self.ends, self.zone)}"
        day = wall(self.ends, self.zone).date()
        return clock if day == wall(self.begins, self.zone).date() else f"{clock}, {date_words(day)}"

    @property
    def over(self) -> Instant:
        """When it is past."""
        return self.begins if self.ends is None else self.ends

    def as_text(self) -> str:
        """As the store keeps it."""
        return json.dumps(asdict(self))


def told_before(text: str) -> Told:
    """What was kept."""
    return Told(**json.loads(text))


class Off(Enum):
    """Why somebody's entry is called off: the subject’s first words, and what the letter says of it."""

    NOT_NEEDED = "Not needed", "You are not needed for this post any more: {title}, {when}."
    NOT_INVITED = "Invitation withdrawn", "You are not expected for this any more: {title}, {when}."
    CANCELLED = "Cancelled", "This is cancelled: {title}, {when}."
    POSTPONED = "Postponed", "This is postponed: {title}. It does not take place at {when}."
    TIME_OPEN = "Time open", "The time of this is open again: {title}. It does not stand for {when} any more."
    DROPPED = "No longer announced", "This is not announced any more: {title}, {when}."

    @property
    def subject(self) -> str:
        """The first words of the subject."""
        return self.value[0]

    def says(self, told: Told) -> str:
        """The letter’s first sentence."""
        return self.value[1].format(title=told.title, when=told.when)

    @property
    def follows(self) -> str:
        """What the reader may expect."""
        waits = self in (Off.POSTPONED, Off.TIME_OPEN)
        again = " You will be written to again when there is a new time." if waits else ""
        return f"You need do nothing. Your calendar takes the entry out, or marks it as cancelled.{again}"


@dataclass(frozen=True, slots=True)
class Voice:
    """How readers of one kind are spoken to."""

    new: str
    again: str
    be_there: str
    what: str
    ask: str


STAFF: Final = Voice(
    "Your post",
    "Your post again",
    "Report",
    "Your post",
    "Accept or decline this invitation, or say it on your personal page.",
)
STAFF_BY_FILE: Final = replace(STAFF, ask="Accept or decline this invitation.")
"""Of an office that keeps nothing nobody has a personal page."""
PRESS: Final = Voice(
    "Invitation",
    "New time",
    "Be there",
    "Your time",
    "Accept or decline this invitation, so that the office knows whom to expect.",
)


@dataclass(frozen=True, slots=True)
class Before:
    """What a reader knew of an entry before this letter: what stood, or what had stood and was called off (``off``)."""

    told: Told
    off: bool = False


def subject(told: Told, voice: Voice, before: Before | None, off: Off | None) -> str:
    """What stands in the list of mails: a cancellation cannot be taken for an invitation."""
    known = voice.new if before is None else voice.again if before.off else "Changed"
    return f"{off.subject if off else known}: {told.title}, {told.when}"


def lines(
    told: Told,
    voice: Voice,
    before: Before | None,
    off: Off | None,
    *,
    accepted: bool = False,
    invented: str = "",
) -> tuple[str, ...]:
    """The paragraphs of a letter; ``invented`` is what an event that is not real says of itself."""
    about = sentence(f"It is about {told.event}") + (f" {sentence(invented)}" if invented else "")
    if off:
        return off.says(told), about, off.follows
    changes = tuple(_changes(before.told, told, voice)) if before else ()
    first = "This had been called off, and stands again" if before and before.off else "This has changed"
    at = f"{voice.be_there} at {told.place}" if told.place else voice.be_there
    until = f", until {told.until}" if told.until else ""
    answered = accepted and before is None
    return (
        *((f"{first}{':' if changes else '.'}" + "".join(f"\n{one}" for one in changes),) if before else ()),
        f"{at}: {told.when}{until}.",
        f"{voice.what}: {told.title}.",
        *((sentence(f"for: {told.for_what}"),) if told.for_what else ()),
        "You have said that you will be there." if answered else voice.ask,
        about,
    )


def _changes(before: Told, now: Told, voice: Voice) -> Iterator[str]:
    """Old -> new, a line each."""
    pairs = (
        (voice.be_there, before.when, now.when),
        ("Until", before.until, now.until),
        ("Where", before.place, now.place),
        ("For", before.for_what, now.for_what),
        (voice.what, before.title, now.title),
        ("Event", before.event, now.event),
    )
    for what, was, what_now in pairs:
        if was != what_now:
            yield f"{what}: {was or 'not stated'} -> {what_now or 'not stated'}"


__all__ = [
    "PRESS",
    "STAFF",
    "STAFF_BY_FILE",
    "Before",
    "Off",
    "Told",
    "Voice",
    "lines",
    "subject",
    "told_before",
]
