"""The words of a letter about a post: what to do first, where and when, and for a change what was and what is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from logistics.moments import Instant, letters, wall
from logistics.plan.words import clock_words, date_words, sentence


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told of a post of theirs. ``place`` is where they report."""

    title: str
    event: str
    place: str
    zone: str
    begins: Instant
    ends: Instant

    @property
    def reports(self) -> str:
        """``8:15 a.m. EST, Thursday, December 14, 2017``."""
        clock = f"{clock_words(self.begins, self.zone)} {letters(self.begins, self.zone)}"
        return f"{clock}, {date_words(wall(self.begins, self.zone).date())}"

    @property
    def until(self) -> str:
        """``8:40 a.m. EST``, with the day where it is another."""
        clock = f"{clock_words(self.ends, self.zone)} {letters(self.ends, self.zone)}"
        day = wall(self.ends, self.zone).date()
        return clock if day == wall(self.begins, self.zone).date() else f"{clock}, {date_words(day)}"

    def as_text(self) -> str:
        """As the store keeps it."""
        return json.dumps(asdict(self))


def told_before(text: str) -> Told:
    """What was kept."""
    return Told(**json.loads(text))


def subject(told: Told, method: str, before: Told | None) -> str:
    """What stands in the list of mails: a cancellation cannot be taken for an invitation."""
    first = "Not needed" if method == "CANCEL" else "Changed" if before else "Your post"
    return f"{first}: {told.title}, {told.reports}"


def lines(
    told: Told, method: str, before: Told | None, *, accepted: bool = False, invented: str = ""
) -> tuple[str, ...]:
    """The paragraphs of a letter; ``invented`` is what an event that is not real says of itself."""
    about = sentence(f"It is about {told.event}") + (f" {sentence(invented)}" if invented else "")
    if method == "CANCEL":
        return (
            f"You are not needed for this post any more: {told.title}, {told.reports}.",
            about,
            "You need do nothing. Your calendar takes the entry out.",
        )
    where = f"Report at {told.place}" if told.place else "Report"
    ask = (
        "You have said that you will be there."
        if accepted and before is None
        else "Accept or decline this invitation, or say it on your personal page."
    )
    changes = tuple(_changes(before, told)) if before else ()
    return (
        *(("This has changed:\n" + "\n".join(changes),) if changes else ()),
        f"{where}: {told.reports}, until {told.until}.",
        f"Your post: {told.title}.",
        ask,
        about,
    )


def _changes(before: Told, now: Told) -> tuple[str, ...]:
    """Old -> new, a line each."""
    pairs = (
        ("Report", before.reports, now.reports),
        ("Until", before.until, now.until),
        ("Where", before.place, now.place),
        ("Post", before.title, now.title),
        ("Event", before.event, now.event),
    )
    return tuple(
        f"{what}: {was or 'not stated'} -> {what_now or 'not stated'}"
        for what, was, what_now in pairs
        if was != what_now
    )


__all__ = ["Told", "lines", "subject", "told_before"]
