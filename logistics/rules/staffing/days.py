"""STF: how long people are on posts, and how long they rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from logistics.model.staff import Colleague
from logistics.moments import HOUR, MINUTE
from logistics.plan.words import sentence
from logistics.roster import reasons
from logistics.roster.posts import Duty
from logistics.roster.reasons import Kind, Reason
from logistics.roster.staffed import Staffed
from logistics.rules.base import Finding, Severity, Unchecked, rule
from logistics.rules.staffing.telling import against, facts, in_words, told

Findings = Iterator[Finding | Unchecked]
_LONGEST: Final = 6 * HOUR
_BREAK: Final = 20 * MINUTE
_LONGEST_FIXED: Final = 4 * HOUR


@rule("STF003", "Too little rest from one day to the next", Severity.WARNING)
def too_little_rest(staffed: Staffed) -> Findings:
    """What: Between the last post of a day and the first of a later one, somebody rests less than the staff list has
    for them: 11 hours, unless it says otherwise.

    Why: Who closed the hall late opens the door early, tired or not at all. Rest before and after the event is not
    known here.

    Bad: A post until 10:00 p.m., and one from 6:30 a.m. the next day.

    Good: The early post with somebody who was off by 7:30 p.m.

    Source: European Working Time Directive, article 3, of which a summary was read (B). Rules for US federal staff were
    not looked into.
    """
    shortest: dict[tuple[str, int, int], tuple[Colleague, Duty, Reason]] = {}
    for person, duty, reason in against(staffed, Kind.REST):
        between = person.id, staffed.by_post[reason.other].post.day, duty.post.day
        known = shortest.get(between)
        if reason.before and (known is None or reason.missing > known[2].missing):
            shortest[between] = (person, duty, reason)
    for person, duty, reason in shortest.values():
        message = sentence(f"{person.name} holds {told(staffed, duty)}: {in_words(staffed, reason)}")
        yield Finding(
            "STF003", Severity.WARNING, message, facts(staffed, staffed.by_post[reason.other], duty)
        )


@rule("STF004", "Long without a break", Severity.NOTE)
def no_break(staffed: Staffed) -> Findings:
    """What: Somebody is on posts for more than 6 hours without a break of 20 minutes, or on one post that stays in
    its place for more than 4 hours while nobody else has the same post there.

    Why: People eat and step out all the same, and the door is then without anybody.

    Bad: One hand at the North Gate from 7:00 a.m. to 1:00 p.m.

    Good: A second hand at the gate from 9:30 a.m. on.

    Source: 6 hours and 20 minutes from one dictionary entry on working time (C); 4 hours are our own choice (U).
    """
    for person in staffed.staff.people:
        for stretch in _on_end(staffed, staffed.of(person.id)):
            lasts = max(duty.post.ends for duty in stretch) - stretch[0].post.begins
            if lasts > _LONGEST:
                posts = " to ".join(told(staffed, duty) for duty in dict.fromkeys((stretch[0], stretch[-1])))
                message = f"{person.name} has no break of {reasons.length(_BREAK)} in {reasons.length(lasts)}: {posts}."
                yield Finding("STF004", Severity.NOTE, message, facts(staffed, *stretch))
    for duty in staffed.duties:
        holder = staffed.holder(duty)
        if holder and _is_long_and_fixed(duty) and not _is_relieved(staffed, duty):
            said = f"{holder.name} holds {told(staffed, duty)} alone for {reasons.length(_lasts(duty))}"
            message = f"{sentence(said)} Plan who relieves them."
            yield Finding("STF004", Severity.NOTE, message, facts(staffed, duty))


def _on_end(staffed: Staffed, posts: Sequence[Duty]) -> Iterator[list[Duty]]:
    """Posts of one person that no break divides; the way from one to the next is no break."""
    begun: list[Duty] = []
    for duty in posts:
        if begun:
            last = max(begun, key=lambda one: one.post.ends).post
            way = staffed.question.walk(last.left_at, duty.post.place)
            if duty.post.begins - last.ends - way >= _BREAK:
                yield begun
                begun = []
        begun.append(duty)
    if begun:
        yield begun


def _lasts(duty: Duty) -> int:
    return duty.post.ends - duty.post.begins


def _is_long_and_fixed(duty: Duty) -> bool:
    stays = bool(duty.post.place) and duty.post.left_at == duty.post.place
    return stays and _lasts(duty) > _LONGEST_FIXED


def _is_relieved(staffed: Staffed, duty: Duty) -> bool:
    """Whether somebody else has the same post in the same place during it."""
    return any(
        other.function is duty.function
        and other.post.place == duty.post.place
        and staffed.holder(other) not in (None, staffed.holder(duty))
        and other.post.begins < duty.post.ends
        and duty.post.begins < other.post.ends
        for other in staffed.duties
    )


@rule("STF016", "More hours than they may have", Severity.WARNING)
def too_many_hours(staffed: Staffed) -> Findings:
    """What: The posts that somebody holds on one day come to more hours than the staff list lets them have.

    Why: The staff list says what was agreed with them: 8 hours, unless it says otherwise.

    Bad: Posts of 9 hours in all for somebody who may have 8.

    Good: The last of them with somebody else.

    Source: House practice.
    """
    found: dict[tuple[str, int], tuple[Colleague, Reason, list[Duty]]] = {}
    for person, duty, reason in against(staffed, Kind.HOURS):
        found.setdefault((person.id, duty.post.day), (person, reason, []))[2].append(duty)
    for person, reason, duties in found.values():
        day = f" on {staffed.day(duties[0])}" if staffed.spans_days else ""
        message = (
            f"{person.name} has posts of {reasons.length(reason.limit + reason.missing)}{day}: "
            f"{reasons.length(reason.missing)} more than the {reasons.length(reason.limit)} they may have in a day."
        )
        yield Finding("STF016", Severity.WARNING, message, facts(staffed, *duties))


__all__ = ["no_break", "too_little_rest", "too_many_hours"]
