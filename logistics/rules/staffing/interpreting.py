"""STF: whether there are interpreters enough for the languages and the length of a session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from logistics.model import Interpretation, Mode, Session
from logistics.model.staff import Function
from logistics.moments import HOUR, MINUTE, wall
from logistics.plan import Fact, points
from logistics.plan.names import the_first
from logistics.plan.words import capital, language_words, length_words, listed
from logistics.roster.posts import Duty
from logistics.roster.staffed import Staffed
from logistics.rules.base import (
    Finding,
    Gap,
    Severity,
    Unchecked,
    gap,
    going_ahead,
    not_checked,
    rule,
    said_at,
)
from logistics.rules.staffing.telling import session_of

Findings = Iterator[Finding | Unchecked]
_IN_BOOTHS: Final = (Mode.SIMULTANEOUS, Mode.RELAY)
_FOR_LENGTH: Final = ((40 * MINUTE, 1), (4 * HOUR, 2), (6 * HOUR, 3), (8 * HOUR, 4))
"""Up to how long so many interpreters work in one booth."""
_TWO_ARE_FEW: Final = 7 * HOUR // 2
_ALL_DAY: Final = 6 * HOUR


@dataclass(frozen=True)
class _Team:
    """Those who interpret a session in some of the modes."""

    staffed: Staffed
    path: str
    session: Session
    entries: tuple[tuple[int, Interpretation], ...]

    @property
    def name(self) -> str:
        return self.staffed.plan.names[self.session.id]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tag for _, entry in self.entries for tag in entry.languages))

    @cached_property
    def posts(self) -> tuple[Duty, ...]:
        """Their posts: of the session, and added by hand in its languages while it is on."""
        return tuple(duty for duty in self.staffed.duties if self._has(duty))

    def _has(self, duty: Duty) -> bool:
        if duty.function is not Function.INTERPRETER:
            return False
        if session_of(self.staffed, duty) is self.session:
            return any(duty.post.id.split(".")[2] == str(number + 1) for number, _ in self.entries)
        starts, ends = (self.staffed.plan.moment(name(self.session)) for name in (points.start, points.end))
        if "." in duty.post.id or not starts or not ends or starts.earliest is None or ends.latest is None:
            return False
        spoken = any(
            duty.post.languages and duty.post.languages <= {*entry.languages} for _, entry in self.entries
        )
        return spoken and duty.post.begins < ends.latest and starts.earliest < duty.post.ends

    @property
    def count(self) -> int | None:
        """How many there are: those booked or those with posts, whichever are more; None where nobody says."""
        booked = [entry.interpreters for _, entry in self.entries if entry.interpreters is not None]
        return max(sum(booked), len(self.posts)) if booked or self.posts else None

    @cached_property
    def length(self) -> Gap:
        """How long the session lasts."""
        if said := self.session.duration:
            return Gap(said.least, said.most)
        starts, ends = (self.staffed.plan.moment(name(self.session)) for name in (points.start, points.end))
        return gap(self.staffed.plan, starts, ends) if starts and ends else Gap(None, None)

    @property
    def day(self) -> dt.date | None:
        """The day it starts on; None where it may be one of several."""
        starts, zone = self.staffed.plan.moment(points.start(self.session)), self.staffed.event.zone
        if starts is None or starts.earliest is None or starts.latest is None:
            return None
        first, last = (
            wall(at, zone).date() for at in (starts.earliest, max(starts.earliest, starts.latest - 1))
        )
        return first if first == last else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        said = listed([language_words(tag) for tag in self.languages])
        return tuple(
            said_at(f"{self.name} is interpreted: {said}", f"{self.path}.interpretation[{number}]")
            for number, _ in self.entries
        )


def _teams(staffed: Staffed, *modes: Mode | None) -> Iterator[_Team]:
    """Those who interpret in some of these modes, session by session; None is for a mode that is not stated."""
    for path, session in going_ahead(staffed.plan):
        entries = tuple(
            (number, entry) for number, entry in enumerate(session.interpretation) if entry.mode in modes
        )
        if entries:
            yield _Team(staffed, path, session, entries)


def _without_mode(staffed: Staffed) -> Iterator[str]:
    for team in _teams(staffed, None):
        if len(team.languages) > 1:
            yield f"how {team.name} is interpreted"


@rule("STF005", "Too few interpreters for the length", Severity.ERROR)
def too_few_for_length(staffed: Staffed) -> Findings:
    """What: A session between two languages is interpreted simultaneously by fewer people than its length takes: 1 up
    to 40 minutes, 2 up to 4 hours, 3 up to 6, 4 up to 8. Two for more than 3 hours 30 minutes are a warning.

    Why: Interpreters who are not relieved lose the thread, and soon their voice.

    Bad: One interpreter for a plenary from 9:00 a.m. to noon.

    Good: Two, who take turns.

    Source: AIIC, the interpreters’ association, which gives 3 hours 30 minutes to 4 hours for two (A).
    """
    missing = list(_without_mode(staffed))
    for team in _teams(staffed, *_IN_BOOTHS):
        count, least, most = team.count, team.length.least or 0, team.length.most
        if len(team.languages) != 2:
            continue
        if count is None:
            missing.append(f"how many interpret {team.name}")
        elif count < _needed(least):
            yield _too_few(team, count, f"{_needed(least)} are needed for so long", Severity.ERROR)
        elif count == 2 and least > _TWO_ARE_FEW:
            yield _too_few(
                team, count, "two are few for so long, and a third can relieve them", Severity.WARNING
            )
        elif most is None or count < _needed(most) or (count == 2 and most > _TWO_ARE_FEW):
            missing.append(f"how long {team.name} lasts")
        elif most > _FOR_LENGTH[-1][0]:
            missing.append(f"how many interpreters more than 8 hours take, as {team.name} lasts")
    yield from not_checked("STF005", the_first(missing))


def _needed(seconds: int) -> int:
    """How many interpreters one booth takes for so long; for longer than the source says, as for the longest."""
    return next((count for limit, count in _FOR_LENGTH if seconds <= limit), _FOR_LENGTH[-1][1])


def _too_few(team: _Team, count: int, why: str, severity: Severity) -> Finding:
    lasts = length_words(team.length.least or 0)
    message = f"{capital(team.name)} lasts {lasts} and has {_interpreters(count)}: {why}. Book more, or end it earlier."
    return Finding("STF005", severity, message, team.facts)


def _interpreters(count: int) -> str:
    return "1 interpreter" if count == 1 else f"{count or 'no'} interpreters"


@rule("STF006", "Too few interpreters for the languages", Severity.ERROR)
def too_few_for_languages(staffed: Staffed) -> Findings:
    """What: A session is interpreted simultaneously between three languages by fewer than 6 people, or between four or
    more by fewer than 2 for each language.

    Why: Each language has a booth of its own, and nobody in a booth works alone.

    Bad: Three languages, and two interpreters booked for each of two of them.

    Good: Six interpreters for three languages, eight for four.

    Source: AIIC, the interpreters’ association (A). That each language has a booth is taken as given.
    """
    missing = list(_without_mode(staffed))
    for team in _teams(staffed, *_IN_BOOTHS):
        count, languages = team.count, len(team.languages)
        if languages < 3:
            continue
        if count is None:
            missing.append(f"how many interpret {team.name}")
        elif count < 2 * languages:
            spoken = listed([language_words(tag) for tag in team.languages])
            message = (
                f"{capital(team.name)} is interpreted between {languages} languages ({spoken}) and has "
                f"{_interpreters(count)}: {2 * languages} are needed, two for each language. Book more."
            )
            yield Finding("STF006", Severity.ERROR, message, team.facts)
    yield from not_checked("STF006", the_first(missing))


@rule("STF007", "Too few interpreters for a day of consecutive", Severity.WARNING)
def too_few_for_a_day(staffed: Staffed) -> Findings:
    """What: Sessions of one day that are interpreted consecutively come to six hours or more, and fewer people than
    two for two languages, or three for three or more, interpret them.

    Why: Nobody takes notes and speaks for a whole day alone.

    Bad: Talks from 9:00 a.m. to 3:30 p.m. with one interpreter.

    Good: Two, each for half of the day.

    Source: AIIC, the interpreters’ association, for a day of six hours and up to three languages (A).
    """
    missing = list(_without_mode(staffed))
    days: dict[dt.date | None, list[_Team]] = defaultdict(list)
    for team in _teams(staffed, Mode.CONSECUTIVE):
        days[team.day].append(team)
    missing += [f"when {team.name} starts" for team in days.pop(None, ())]
    for teams in days.values():
        needed = 3 if len({tag for team in teams for tag in team.languages}) > 2 else 2
        at_least, at_most = _people(teams)
        if at_least >= needed or sum(_most(team) for team in teams) < _ALL_DAY:
            continue
        total = sum(team.length.least or 0 for team in teams)
        if total < _ALL_DAY:
            missing += [f"how long {team.name} lasts" for team in teams if _most(team) != team.length.least]
        elif at_most is None or at_most >= needed:
            missing.append(f"who interprets {listed(the_first([team.name for team in teams]))}")
        else:
            message = (
                f"{capital(listed([team.name for team in teams]))}, {length_words(total)} of consecutive "
                f"interpretation, has {_interpreters(at_least)}: {needed} are needed for such a day. Add another."
            )
            yield Finding("STF007", Severity.WARNING, message, tuple(f for team in teams for f in team.facts))
    yield from not_checked("STF007", the_first(missing))


def _most(team: _Team) -> int:
    """How long it lasts at most; where nobody knows, all day."""
    return _ALL_DAY if team.length.most is None else team.length.most


def _people(teams: Sequence[_Team]) -> tuple[int, int | None]:
    """How many people interpret these sessions, at least and at most: one may interpret several of them."""
    posts = {duty.post.id for team in teams for duty in team.posts}
    held = teams[0].staffed.held
    named = len({held[post] for post in posts if post in held})
    counts = [team.count for team in teams]
    at_least = max(named, *(count or 0 for count in counts))
    if None in counts:
        return at_least, None
    unnamed = len(posts - set(held)) + sum(team.count or 0 for team in teams if not team.posts)
    return at_least, max(at_least, named + unnamed)


__all__ = ["too_few_for_a_day", "too_few_for_languages", "too_few_for_length"]
