"""The roster of an event: who holds which post, why a post is open, and what would fill it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from logistics.disclosure import STAFF, disclose
from logistics.documents import callsheet
from logistics.errors import MomentError, Problem, UnusableInput
from logistics.eventfile.staff import read_staff
from logistics.moments import wall
from logistics.operations.checking import Checked
from logistics.plan import Plan, build
from logistics.plan.words import date_words, zone_words
from logistics.roster import funnel, reasons, refilling
from logistics.roster.asking import ALL, asked
from logistics.roster.posts import Duty
from logistics.roster.problem import Roster
from logistics.roster.solving import solve
from logistics.roster.staffed import Staffed
from logistics.roster.standing import Standing
from logistics.rules.catalogue import check_staffing

Json = dict[str, Any]
_REMEDIES: Final = 3


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


def for_staff(plan: Plan) -> Plan:
    """The plan as staff may know it: whoever is on a post learns nothing that is close hold."""
    return build(disclose(plan, STAFF).event, plan.profile)


def rostered(checked: Checked, staff_file: Path, seconds: float) -> Rostered:
    """The roster of an event with the staff of a file, in at most so many seconds. Raises UnusableInput."""
    staff = read_staff(staff_file)
    try:
        plan = for_staff(checked.plan)
        question = asked(plan, staff)
    except MomentError as error:
        raise UnusableInput((Problem(str(error)),), str(staff_file)) from error
    unknown = sorted({one.post for one in staff.pinned} - {duty.post.id for duty in question.duties})
    if unknown:
        said = f"“{unknown[0]}” is no post of this event. The command logistics roster lists them all."
        raise UnusableInput((Problem(said, "pinned"),), str(staff_file))
    found = solve(question.problem, seconds=seconds)
    return Rostered(Staffed(plan, staff, question, found.held), found)


MOST_REMEDIES: Final = 40
"""For so many open posts what would fill them is tried; it is tried on everybody."""


def open_posts(staffed: Staffed, only: Sequence[Duty] | None = None) -> tuple[OpenPost, ...]:
    """The posts that nobody holds, or some of them, each with its reasons, in the order of the day."""
    standing = Standing(staffed.question, staffed.held)
    return tuple(
        OpenPost(
            duty,
            funnel.narrowed(standing, duty.post).words(staffed.names),
            tuple(_ways(staffed, duty)) if number < MOST_REMEDIES else (),
        )
        for number, duty in enumerate(staffed.open if only is None else only)
    )


def _ways(staffed: Staffed, duty: Duty) -> Iterator[str]:
    for remedy in refilling.remedies(staffed.question, staffed.held, duty.post)[:_REMEDIES]:
        yield refilling.words(remedy, staffed.names)


def printed(done: Rostered, form: str) -> str:
    """The roster as ``text``, ``json`` or ``csv``. Raises KeyError for another form."""
    return {"text": roster_as_text, "csv": _as_csv, "json": _as_json_text}[form](done)


def _as_csv(done: Rostered) -> str:
    return callsheet.by_post(done.staffed)


def _as_json_text(done: Rostered) -> str:
    return json.dumps(roster_as_json(done), indent=2, ensure_ascii=False) + "\n"


def roster_as_json(done: Rostered) -> Json:
    """The roster for programs: ids of posts and people, why the open ones are open, and what the rules find."""
    held, report = done.roster.held, check_staffing(done.staffed)
    return {
        "assignments": [
            {"post": duty.post.id, "person": held[duty.post.id]}
            for duty in done.staffed.duties
            if duty.post.id in held
        ],
        "open": [
            {"post": one.duty.post.id, "why": [one.why, *one.remedies]} for one in open_posts(done.staffed)
        ],
        "findings": [
            {"rule": found.rule, "severity": found.severity.value, "message": found.message}
            for found in report.findings
        ],
        "unchecked": [{"rule": item.rule, "why": item.why} for item in report.unchecked],
        "objective": done.roster.cost,
        "bound": done.roster.bound,
        "optimal": done.roster.optimal,
    }


def roster_as_text(done: Rostered) -> str:
    """The roster for people: by post, by person, what they answered, what is open, and what the rules find besides."""
    staffed = done.staffed
    lines = [
        *_by_post(staffed),
        "",
        *_by_person(staffed),
        *_what_was_answered(staffed),
        *_what_is_open(staffed),
        *_what_the_rules_find(staffed),
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


def _what_was_answered(staffed: Staffed) -> Iterator[str]:
    said = [(person, one) for person in staffed.staff.people for one in person.answers]
    if said:
        yield ""
        yield "What people answered:"
    for person, one in said:
        post = "every post" if one.post == ALL else staffed.names.post(one.post)
        note = f" ({one.note})" if one.note else ""
        yield f"  {person.name}: {one.answer.value}, {post}{note}"


def _what_is_open(staffed: Staffed) -> Iterator[str]:
    for one in open_posts(staffed):
        yield ""
        yield f"Open: {one.duty.title}, {staffed.when(one.duty)}"
        yield f"  {one.why}"
        for remedy in one.remedies:
            yield f"  {remedy}"


_OPEN_POST: Final = "STF002"


def _what_the_rules_find(staffed: Staffed) -> Iterator[str]:
    """The findings but those of open posts, which stand above with their reasons."""
    report = check_staffing(staffed)
    lines = [
        *(
            f"{found.rule} {found.message} [{found.severity.value}]"
            for found in report.findings
            if found.rule != _OPEN_POST
        ),
        *(f"{found.rule} waived: {reason}" for found, reason in report.waived),
        *(f"{item.rule} not checked: {item.why}" for item in report.unchecked),
    ]
    if lines:
        yield from ("", "What the rules find:", *(f"  {line}" for line in lines))


def _summary(done: Rostered) -> str:
    left, count = len(done.staffed.open), len(done.staffed.duties)
    how = "No roster is better." if done.roster.optimal else "A better one may exist."
    return f"{count - left} of {count} posts held, {left} open. {how}"


__all__ = [
    "OpenPost",
    "Rostered",
    "open_posts",
    "printed",
    "roster_as_json",
    "roster_as_text",
    "rostered",
]
