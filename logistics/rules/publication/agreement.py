"""Releases against the plan and against themselves: the times they state, and their front matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from logistics.errors import MomentError
from logistics.model import Release, ReleaseStatus, Shape, Statement, When
from logistics.model.clocks import instant_of, letters_mean, reading_that_counts
from logistics.moments import Instant, letters_in_use, wall
from logistics.plan import Basis, Known, Moment, Plan
from logistics.plan.names import the_first
from logistics.plan.words import date_words, listed, sentence
from logistics.rules.base import Finding, Severity, Unchecked, not_checked, rule, said_at
from logistics.rules.publication.papers import day_of_release, release_words

Findings = Iterator[Finding | Unchecked]
Window = tuple[Instant, Instant]
_Stated = tuple[str, Release, Statement]


@rule("PUB010", "A time that differs from one paper to another", Severity.ERROR)
def other_times(plan: Plan) -> Findings:
    """What: A release states another time than the plan, or than another release, for one moment.

    Why: Press hold the paper that they have, and half of them come at the wrong time.

    Bad: A notice that says 10:45 a.m., and a plan that says 10:30 a.m.

    Good: The same time in both, or a new notice that replaces the old one.

    Source: On December 13, 2017 the spokesperson and the notice gave different times for one event (A).
    """
    missing: list[str] = []
    by_point: dict[str, list[_Stated]] = defaultdict(list)
    for path, item, statement in _statements(plan):
        moment = plan.moment(statement.point)
        if moment is None or not _is_told(moment):
            by_point[statement.point].append((path, item, statement))
        window = _window(plan, statement, missing)
        if moment is not None and window is not None:
            yield from _against_the_plan(plan, moment, (path, item, statement), window)
    for told in by_point.values():
        yield from _against_each_other(plan, told)
        missing.append(f"{_point_words(plan, told[0][2].point)} in the plan")
    yield from not_checked("PUB010", the_first(list(dict.fromkeys(missing))), "not known exactly")


def _statements(plan: Plan) -> Iterator[_Stated]:
    """What the releases in force state. One that is replaced may well differ."""
    replaced = {item.supersedes for item in plan.event.releases}
    for number, item in enumerate(plan.event.releases):
        if item.status is not ReleaseStatus.SUPERSEDED and item.id not in replaced:
            for which, statement in enumerate(item.states):
                yield f"releases[{number}].states[{which}].when", item, statement


def _point_words(plan: Plan, point: str) -> str:
    """``the start of the joint press availability``; the name of any other moment as it is."""
    session, _, end = point.rpartition(".")
    names = plan.names
    return f"the {end} of {names[session]}" if session in names and end in ("start", "end") else point


def _is_told(moment: Moment) -> bool:
    return moment.known in (Known.STATED, Known.ABOUT, Known.WINDOW, Known.DERIVED)


def _window(plan: Plan, statement: Statement, missing: list[str]) -> Window | None:
    """From when to when a stated time may be. Why it cannot be told goes to ``missing``."""
    if statement.when.shape is Shape.TO_BE_DETERMINED:
        return None
    try:
        window = _ends_of(plan, statement)
    except MomentError:  # rule CAL007 reports an hour that does not exist
        window = None
    if window is None:
        missing.append(f"“{statement.when.text}” as {_point_words(plan, statement.point)}")
    return window


def _ends_of(plan: Plan, statement: Statement) -> Window | None:
    when, moment = statement.when, plan.moment(statement.point)
    if when.shape is Shape.RELATIVE:
        anchor = plan.moment(_anchor(when, statement.point))
        exact = anchor.exact if anchor else None
        return None if exact is None else (exact + when.offset_seconds, exact + when.offset_seconds)
    zone = moment.zone if moment else plan.event.zone
    day = plan.event.date.date
    if moment is not None and moment.exact is not None:
        day = wall(moment.exact, zone).date()
    if when.shape is Shape.WINDOW:
        first, last = when.clocks
        last_day = last.day or first.day or day
        return instant_of(first, day, zone), instant_of(last, last_day, zone)
    clock = reading_that_counts(when.clocks, when.clock.day or day, zone)
    in_use = letters_in_use(clock.day or day, zone)
    if clock.letters and not any(letters_mean(clock.letters, shown) for shown in in_use):
        return None
    told = instant_of(clock, day, zone)
    off = plan.profile["about"] if when.shape is Shape.ABOUT else None
    return (told + (off.least or 0), told + (off.most or 0)) if off else (told, told)


def _anchor(when: When, point: str) -> str:
    """``start`` and ``end`` are those of the session whose moment is stated."""
    own = when.anchor in ("start", "end")
    return f"{point.partition('.')[0]}.{when.anchor}" if own else when.anchor


def _against_the_plan(plan: Plan, moment: Moment, told: _Stated, window: Window) -> Findings:
    path, item, statement = told
    too_early = moment.earliest is not None and window[1] < moment.earliest
    too_late = moment.latest is not None and window[0] > moment.latest
    why = moment.why_earliest if too_early else moment.why_latest
    if not (too_early or too_late) or (not _is_told(moment) and any(f.basis is Basis.ASSUMED for f in why)):
        return
    what = _point_words(plan, statement.point)
    says = f"{release_words(item)} says “{statement.when.text}” for {what}"
    if moment.when:
        planned = f"the plan says “{moment.when.text}”"
        facts = [said_at(f"{what} is {moment.when.text}", moment.path)]
    else:
        planned = "the other times of the plan leave no room for that"
        facts = [fact for fact in why if fact.basis is Basis.STATED]
    message = (
        f"{sentence(f'{says}, but {planned}')} Correct the one that is wrong, or issue the release anew."
    )
    yield Finding("PUB010", Severity.ERROR, message, (said_at(says, path), *facts))


def _against_each_other(plan: Plan, told: list[_Stated]) -> Findings:
    """Of a moment that the plan does not state: the first release against each later one."""
    windows = [(each, window) for each in told if (window := _window(plan, each[2], [])) is not None]
    for (path, item, statement), window in windows[1:]:
        (first_path, first_item, first), first_window = windows[0]
        if window[1] < first_window[0] or window[0] > first_window[1]:
            what = _point_words(plan, statement.point)
            says = f"{release_words(item)} says “{statement.when.text}” for {what}"
            other = f"{release_words(first_item)} says “{first.when.text}”"
            message = (
                f"{sentence(f'{says}, but {other}')} State the time in the plan, and correct the other paper."
            )
            yield Finding(
                "PUB010", Severity.ERROR, message, (said_at(other, first_path), said_at(says, path))
            )


@rule("PUB024", "Front matter that is not complete", Severity.ERROR)
def front_matter(plan: Plan) -> Findings:
    """What: A release with a time of publication lacks its title or its date, or, being out, its source; or its date is
    not the local day of that time.

    Why: An archive files a paper by these, and whoever cites it needs them.

    Bad: A date of October 14 and publication at 7:52 p.m. on October 13, without a source.

    Good: The day, the time with its offset, the title and the address where it was found.

    Source: The White House’s fact sheet of October 13, 2022, whose front matter is complete (A).
    """
    for number, item in enumerate(plan.event.releases):
        if item.published is None:
            continue
        path = f"releases[{number}]"
        day = day_of_release(item, plan.event)
        there: dict[str, object] = {"title": item.title.split(), "date": item.date}
        if item.status is ReleaseStatus.RELEASED:
            there["source"] = item.source
        lacking = [name for name, value in there.items() if not value]
        if lacking:
            message = f"{sentence(f'{release_words(item)} lacks its {listed(lacking)}')} Add what is missing."
            yield Finding(
                "PUB024", Severity.ERROR, message, (said_at(f"no {listed(lacking, 'and no')}", path),)
            )
        if day and item.date and item.date.date != day:
            says = f"{release_words(item)} is dated {item.date.text}, but was published on {date_words(day)}"
            facts = (
                said_at(f"it is dated {item.date.text}", f"{path}.date"),
                said_at(f"it was published at {item.published.text}", f"{path}.published"),
            )
            yield Finding("PUB024", Severity.ERROR, f"{sentence(says)} Correct the date or the time.", facts)
