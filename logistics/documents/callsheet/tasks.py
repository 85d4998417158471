"""One post in words, without who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logistics.documents.wording import NBSP, Wording
from logistics.moments import Instant, wall
from logistics.plan.words import clock_words, sentence, short_date_words, zone_words
from logistics.roster.posts import Duty
from logistics.roster.staffed import Staffed


@dataclass(frozen=True, slots=True)
class Task:
    """A post: ``day`` is said where the event has posts on several, ``assumed`` where nobody knows the end."""

    day: str
    reports: str
    until: str
    hours: str
    assumed: str
    title: str
    remarks: tuple[str, ...]
    where: str
    why: str


def task(staffed: Staffed, words: Wording, duty: Duty) -> Task:
    """A post in words."""
    reports, until = _clock(duty, duty.post.begins), _clock(duty, duty.post.ends, words)
    return Task(
        day=staffed.day(duty),
        reports=reports,
        until=until,
        hours=words("hours", first=reports, last=until),
        assumed=words("assumed") if duty.assumed else "",
        title=duty.title,
        remarks=_remarks(words, duty),
        where=_where(words, duty),
        why=sentence(duty.why),
    )


def zone_note(words: Wording, duties: Sequence[Duty]) -> str:
    """``All times Eastern Standard Time (EST)``; every zone where the clocks are changed meanwhile."""
    times = ((at, duty.zone) for duty in duties for at in (duty.post.begins, duty.post.ends))
    zones = tuple(dict.fromkeys(zone_words(at, zone) for at, zone in times))
    if len(zones) > 1:
        return words("zone.several", zones="; ".join(zones))
    return words("zone.one", zone=zones[0]) if zones else ""


def _clock(duty: Duty, at: Instant, words: Wording | None = None) -> str:
    """A time of a post; with ``words``, its day too where that is not the day on which the post begins."""
    time, day = clock_words(at, duty.zone), wall(at, duty.zone).date()
    if words is None or day == wall(duty.post.begins, duty.zone).date():
        return time
    return words("time.on", time=time, day=short_date_words(day).replace(" ", NBSP))


def _remarks(words: Wording, duty: Duty) -> tuple[str, ...]:
    """Where the plan knows the beginning or a stated end only as a window, that window."""
    windows = [("starts", duty.begin)]
    if not duty.assumed:
        windows.append(("ends", duty.end))
    return tuple(
        words(key, first=_clock(duty, first, words), last=_clock(duty, last, words))
        for key, (first, last) in windows
        if first != last
    )


def _where(words: Wording, duty: Duty) -> str:
    """Where it begins, and where it ends if that is elsewhere."""
    if not duty.place or not duty.place_after or duty.place == duty.place_after:
        return duty.place or duty.place_after
    return words("place.after", place=duty.place, after=duty.place_after)
