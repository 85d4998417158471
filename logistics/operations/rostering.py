"""The roster of an event: who holds which post, why a post is open, and what would fill it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from logistics.errors import MomentError, Problem, UnusableInput
from logistics.eventfile.staff import read_staff
from logistics.model.staff import StaffList
from logistics.moments import Instant, wall
from logistics.operations.checking import Checked
from logistics.plan.words import clock_words, date_words, language_words, short_date_words, zone_words
from logistics.roster import funnel, reasons, refilling
from logistics.roster.asking import Asked, asked
from logistics.roster.posts import Duty
from logistics.roster.problem import Problem as Question
from logistics.roster.problem import Roster
from logistics.roster.solving import solve
from logistics.roster.standing import Standing

Json = dict[str, Any]
_SEVERAL: Final = {
    "escort": "escorts",
    "door": "serve at doors",
    "room lead": "room leads",
    "press lead": "press leads",
    "AV": "do AV",
    "livestream operator": "livestream operators",
    "moderator": "moderators",
    "interpreter": "interpreters",
    "security contact": "security contacts",
    "runner": "runners",
}
_REMEDIES: Final = 3
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Rostered:
    """The posts of an event with the staff, and the roster that was found."""

    asked: Asked
    staff: StaffList
    roster: Roster

    @property
    def question(self) -> Question:
        """What the roster was asked."""
        return self.asked.problem

    def holder(self, duty: Duty) -> str:
        """The name of whoever holds a post; nothing where it is open."""
        return _people(self.staff).get(self.roster.held.get(duty.post.id, ""), "")


@dataclass(frozen=True, slots=True)
class OpenPost:
    """A post that nobody holds: why, step by step, and the cheapest things that would fill it."""

    duty: Duty
    why: str
    remedies: tuple[str, ...]


def rostered(checked: Checked, staff_file: Path, seconds: float) -> Rostered:
    """The roster of an event with the staff of a file, in at most so many seconds. Raises UnusableInput."""
    staff = read_staff(staff_file)
    try:
        question = asked(checked.plan, staff)
    except MomentError as error:
        raise UnusableInput((Problem(str(error)),), str(staff_file)) from error
    unknown = sorted({one.post for one in staff.pinned} - {duty.post.id for duty in question.duties})
    if unknown:
        said = f"“{unknown[0]}” is no post of this event. The command logistics roster lists them all."
        raise UnusableInput((Problem(said, "pinned"),), str(staff_file))
    return Rostered(question, staff, solve(question.problem, seconds=seconds))


def open_posts(done: Rostered) -> tuple[OpenPost, ...]:
    """The posts that nobody holds, each with its reasons, in the order of the day."""
    names, standing = _names(done), Standing(done.question, done.roster.held)
    return tuple(
        OpenPost(
            duty,
            funnel.narrowed(standing, duty.post).words(names),
            tuple(_ways(done, duty, names)),
        )
        for duty in done.asked.duties
        if duty.post.id not in done.roster.held
    )


def _ways(done: Rostered, duty: Duty, names: reasons.Names) -> Iterator[str]:
    for remedy in refilling.remedies(done.question, done.roster.held, duty.post)[:_REMEDIES]:
        yield refilling.words(remedy, names)


def printed(done: Rostered, form: str) -> str:
    """The roster as ``text``, ``json`` or ``csv``. Raises KeyError for another form."""
    return {"text": roster_as_text, "csv": roster_as_csv, "json": _as_json_text}[form](done)


def _as_json_text(done: Rostered) -> str:
    return json.dumps(roster_as_json(done), indent=2, ensure_ascii=False) + "\n"


def roster_as_json(done: Rostered) -> Json:
    """The roster for programs: ids of posts and people, and why the open ones are open."""
    held = done.roster.held
    return {
        "assignments": [
            {"post": duty.post.id, "person": held[duty.post.id]}
            for duty in done.asked.duties
            if duty.post.id in held
        ],
        "open": [{"post": one.duty.post.id, "why": [one.why, *one.remedies]} for one in open_posts(done)],
        "objective": done.roster.cost,
        "bound": done.roster.bound,
        "optimal": done.roster.optimal,
    }


_HEAD: Final = ("Day", "Reports", "Until", "Post", "Begins at", "Ends at", "Who", "Telephone", "Radio", "Id")


def roster_as_csv(done: Rostered) -> str:
    """The roster as a table for a spreadsheet: no cell is taken for a formula (OWASP, CSV injection)."""
    told = io.StringIO()
    table = csv.writer(told, lineterminator="\r\n")
    table.writerow(_HEAD)
    contacts = {person.id: (person.phone or "", person.radio or "") for person in done.staff.people}
    for duty in done.asked.duties:
        phone, radio = contacts.get(done.roster.held.get(duty.post.id, ""), ("", ""))
        who = done.holder(duty) or "open"
        day = wall(duty.post.begins, duty.zone).date().isoformat()
        times = (clock_words(duty.post.begins, duty.zone), clock_words(duty.post.ends, duty.zone))
        row = (day, *times, duty.title, duty.place, duty.place_after, who, phone, radio, duty.post.id)
        table.writerow([_safe(cell) for cell in row])
    return told.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def roster_as_text(done: Rostered) -> str:
    """The roster for people: by post, by person, and what is open."""
    lines = [*_by_post(done), "", *_by_person(done), *_what_is_open(done), "", _summary(done)]
    return "\n".join(lines) + "\n"


def _by_post(done: Rostered) -> Iterator[str]:
    day, first = None, next(iter(done.asked.duties), None)
    if first:
        yield f"All times {zone_words(first.post.begins, first.zone)}"
    for duty in done.asked.duties:
        begun = wall(duty.post.begins, duty.zone).date()
        if begun != day:
            day = begun
            yield f"{date_words(begun)}"
        assumed = " (end assumed)" if duty.assumed else ""
        yield f"  {_span(duty)}{assumed}  {duty.title}: {done.holder(duty) or 'OPEN'}"


def _by_person(done: Rostered) -> Iterator[str]:
    for person in done.staff.people:
        own = [duty for duty in done.asked.duties if done.roster.held.get(duty.post.id) == person.id]
        minutes = sum(duty.post.minutes for duty in own)
        yield f"{person.name}: {reasons.length(minutes * 60) if own else 'free'}"
        for duty in own:
            yield f"  {_on(done, duty)}{_span(duty)}  {duty.title}"


def _what_is_open(done: Rostered) -> Iterator[str]:
    for one in open_posts(done):
        yield ""
        yield f"Open: {one.duty.title}, {_on(done, one.duty)}{_span(one.duty)}"
        yield f"  {one.why}"
        for remedy in one.remedies:
            yield f"  {remedy}"


def _summary(done: Rostered) -> str:
    left = sum(duty.post.id not in done.roster.held for duty in done.asked.duties)
    how = "No roster is better." if done.roster.optimal else "A better one may exist."
    count = len(done.asked.duties)
    return f"{count - left} of {count} posts held, {left} open; cost {done.roster.cost}. {how}"


def _on(done: Rostered, duty: Duty) -> str:
    """The day of a post, where the event has posts on several."""
    if len({one.post.day for one in done.asked.duties}) == 1:
        return ""
    return f"{short_date_words(wall(duty.post.begins, duty.zone).date())}, "


def _span(duty: Duty) -> str:
    return f"{clock_words(duty.post.begins, duty.zone)} to {clock_words(duty.post.ends, duty.zone)}"


def _people(staff: StaffList) -> Mapping[str, str]:
    return {person.id: person.name for person in staff.people}


def _names(done: Rostered) -> reasons.Names:
    duties: Sequence[Duty] = done.asked.duties
    zone = duties[0].zone if duties else "UTC"
    tags = {tag for person in done.staff.people for tag in person.languages}
    tags |= {tag for duty in duties for tag in duty.post.languages}

    def clock(at: Instant) -> str:
        return clock_words(at, zone)

    return reasons.Names(
        clock,
        {duty.post.id: duty.title for duty in duties},
        {
            place: name
            for duty in duties
            for place, name in (
                (duty.post.place, duty.place),
                (duty.post.place_after, duty.place_after),
            )
        },
        _people(done.staff),
        {tag: language_words(tag) for tag in tags},
        _SEVERAL,
    )


__all__ = [
    "OpenPost",
    "Rostered",
    "open_posts",
    "printed",
    "roster_as_csv",
    "roster_as_json",
    "roster_as_text",
    "rostered",
]
