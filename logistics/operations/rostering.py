"""The roster of an event: who holds which post, why a post is open, and what would fill it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from logistics.errors import MomentError, Problem, UnusableInput
from logistics.eventfile.staff import read_staff
from logistics.moments import wall
from logistics.operations.checking import Checked
from logistics.plan.words import date_words, zone_words
from logistics.roster import funnel, reasons, refilling
from logistics.roster.asking import asked
from logistics.roster.posts import Duty
from logistics.roster.problem import Roster
from logistics.roster.solving import solve
from logistics.roster.staffed import Staffed
from logistics.roster.standing import Standing

Json = dict[str, Any]
_REMEDIES: Final = 3
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Rostered:
    """An event with the staff of a file, and the roster that was found."""

    staffed: Staffed
    roster: Roster


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
    found = solve(question.problem, seconds=seconds)
    return Rostered(Staffed(checked.plan, staff, question, found.held), found)


def open_posts(staffed: Staffed) -> tuple[OpenPost, ...]:
    """The posts that nobody holds, each with its reasons, in the order of the day."""
    standing = Standing(staffed.question, staffed.held)
    return tuple(
        OpenPost(
            duty,
            funnel.narrowed(standing, duty.post).words(staffed.names),
            tuple(_ways(staffed, duty)),
        )
        for duty in staffed.open
    )


def _ways(staffed: Staffed, duty: Duty) -> Iterator[str]:
    for remedy in refilling.remedies(staffed.question, staffed.held, duty.post)[:_REMEDIES]:
        yield refilling.words(remedy, staffed.names)


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
            for duty in done.staffed.duties
            if duty.post.id in held
        ],
        "open": [
            {"post": one.duty.post.id, "why": [one.why, *one.remedies]} for one in open_posts(done.staffed)
        ],
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
    for duty in done.staffed.duties:
        holder = done.staffed.holder(duty)
        day = wall(duty.post.begins, duty.zone).date().isoformat()
        times = (done.staffed.clock(duty.post.begins), done.staffed.clock(duty.post.ends))
        who = (holder.name, holder.phone or "", holder.radio or "") if holder else ("open", "", "")
        row = (day, *times, duty.title, duty.place, duty.place_after, *who, duty.post.id)
        table.writerow([_safe(cell) for cell in row])
    return told.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def roster_as_text(done: Rostered) -> str:
    """The roster for people: by post, by person, and what is open."""
    staffed = done.staffed
    lines = [
        *_by_post(staffed),
        "",
        *_by_person(staffed),
        *_what_is_open(staffed),
        "",
        _summary(done),
    ]
    return "\n".join(lines) + "\n"


def _by_post(staffed: Staffed) -> Iterator[str]:
    day, first = None, next(iter(staffed.duties), None)
    if first:
        yield f"All times {zone_words(first.post.begins, first.zone)}"
    for duty in staffed.duties:
        begun = wall(duty.post.begins, duty.zone).date()
        if begun != day:
            day = begun
            yield f"{date_words(begun)}"
        assumed = " (end assumed)" if duty.assumed else ""
        holder = staffed.holder(duty)
        yield f"  {staffed.hours(duty)}{assumed}  {duty.title}: {holder.name if holder else 'OPEN'}"


def _by_person(staffed: Staffed) -> Iterator[str]:
    for person in staffed.staff.people:
        own = staffed.of(person.id)
        minutes = sum(duty.post.minutes for duty in own)
        yield f"{person.name}: {reasons.length(minutes * 60) if own else 'free'}"
        for duty in own:
            yield f"  {staffed.when(duty)}  {duty.title}"


def _what_is_open(staffed: Staffed) -> Iterator[str]:
    for one in open_posts(staffed):
        yield ""
        yield f"Open: {one.duty.title}, {staffed.when(one.duty)}"
        yield f"  {one.why}"
        for remedy in one.remedies:
            yield f"  {remedy}"


def _summary(done: Rostered) -> str:
    left, count = len(done.staffed.open), len(done.staffed.duties)
    how = "No roster is better." if done.roster.optimal else "A better one may exist."
    return f"{count - left} of {count} posts held, {left} open; cost {done.roster.cost}. {how}"


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
