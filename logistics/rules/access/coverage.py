"""Coverage, pools, kinds of press and credentials: ACC001 to ACC006."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from logistics.model import Category, Coverage, Session
from logistics.plan import Moment, Plan, points
from logistics.plan.words import listed, press_words
from logistics.rules.base import (
    Finding,
    Margin,
    Severity,
    Unchecked,
    admitting,
    coming_in,
    contested,
    facts_of,
    gap,
    going_ahead,
    not_checked,
    rule,
    said_at,
)

Findings = Iterator[Finding | Unchecked]


@rule("ACC001", "No coverage stated", Severity.ERROR)
def no_coverage(plan: Plan) -> Findings:
    """What: A session does not say who may cover it. A meeting may leave that to the press opportunities hung on it.

    Why: Nobody can tell whether to send a camera, a pool or no one.

    Bad: A working lunch without coverage.

    Good: A working lunch with coverage “closed”; a dialogue without, with an open spray before it.

    Source: Schedules of the State Department, 2011 to 2025, give every item one class of coverage (A).
    """
    names = plan.names
    sessions = list(going_ahead(plan))
    for path, session in sessions:
        if session.coverage or session.parts or session.kind.is_technical:
            continue
        for_press = session.kind.is_press_opportunity or bool(session.access)
        if for_press or not any(_covers(other, session) for _, other in sessions):
            yield Finding(
                "ACC001",
                Severity.ERROR,
                f"Nothing says who may cover {names[session.id]}. Add its coverage, such as open, pooled or "
                "closed.",
                (said_at(f"{names[session.id]} has no coverage", path),),
            )


@rule("ACC002", "Closed session with access, a pool or a livestream", Severity.ERROR)
def closed_but_covered(plan: Plan) -> Findings:
    """What: A session that is closed to press has access times, a pool or a livestream.

    Why: One of the two is wrong, and the wrong one may let cameras into a closed room.

    Bad: A closed lunch that is streamed.

    Good: A closed lunch; or a lunch of which the opening remarks are a part with coverage of its own.

    Source: Logic.
    """
    names = plan.names
    for path, session in going_ahead(plan):
        if not _is_closed(session):
            continue
        given = {
            "access": ("access times", session.access),
            "pool": ("a pool", session.pool),
            "livestreams": ("a livestream", session.livestreams),
        }
        keys = [key for key, (_, value) in given.items() if value]
        if keys:
            what = listed([given[key][0] for key in keys])
            closed = said_at(f"{names[session.id]} is closed", f"{path}.coverage")
            yield Finding(
                "ACC002",
                Severity.ERROR,
                f"Press are not admitted to {names[session.id]}, and yet it has {what}. Change its coverage, "
                "or take that out.",
                (closed, *(said_at(f"it has {given[key][0]}", f"{path}.{key}") for key in keys)),
            )


@rule("ACC003", "Pool without a name or a condition to share", Severity.WARNING)
def pool_unnamed(plan: Plan) -> Findings:
    """What: A pooled session does not name its pool, or not on what condition the pool shares what it gets.

    Why: Desks must know who brings them the pictures, and the pool that it owes them.

    Bad: Coverage “pooled” and nothing else.

    Good: The in-town travel pool; it shares with all who ask.

    Source: NATO media advisory, 2008, names the pools and the duty to share.
    """
    names = plan.names
    for path, session in going_ahead(plan):
        pooled = [
            c for c in (session.coverage, *(part.coverage for part in session.parts)) if c and c.is_pooled
        ]
        if not pooled or (session.pool and session.pool.sharing):
            continue
        lacks = "no sharing condition is stated for its pool" if session.pool else "no pool is named"
        where = (
            f"{path}.pool" if session.pool else f"{path}.coverage" if session.coverage else f"{path}.parts"
        )
        yield Finding(
            "ACC003",
            Severity.WARNING,
            f"For {names[session.id]}, which only the pool covers, {lacks}. Add it to the session’s pool.",
            (said_at(f"only the pool covers {names[session.id]}", where),),
        )


@rule("ACC004", "Category neither admitted nor excluded", Severity.WARNING)
def category_not_placed(plan: Plan) -> Findings:
    """What: A session gives access times to some kinds of press and does not say a word of others.

    Why: Those left out do not know whether they may come, and come or telephone.

    Bad: Times for video, stills and writers; radio is not named.

    Good: The same with radio at the time of the writers, or radio among those not admitted.

    Source: The State Department's notice of December 13, 2017 names video, writers and stills, and not radio (A).
    """
    names = plan.names
    for path, session in going_ahead(plan):
        entries = list(coming_in(session))
        coverage = admitting(session)
        if not entries or coverage is None:
            continue
        placed = {category for _, entry in entries for category in entry.press}
        if coverage.is_pooled and Category.POOL in placed:
            continue
        asked = [c for c in Category if c is not Category.POOL and c not in placed]
        left_out = [c for c in asked if not any(_names(line, c) for line in session.no_access_for)]
        if left_out:
            yield Finding(
                "ACC004",
                Severity.WARNING,
                f"For {names[session.id]} nothing is said of {press_words(left_out)}. Give an access time, or "
                f"say that {_not_admitted(left_out)}.",
                tuple(
                    said_at(f"access for {press_words(entry.press)}", f"{path}.access[{number}].press")
                    for number, entry in entries
                ),
            )


@rule("ACC005", "Heavier equipment later", Severity.WARNING)
def heavier_later(plan: Plan) -> Findings:
    """What: Video cameras come in after still photographers, or these after writers.

    Why: Tripods and cables need the longest; they cannot be carried through a room that is full.

    Bad: Writers at 10:00 a.m., video at 10:20 a.m.

    Good: Video at 10:00 a.m., stills and writers at 10:20 a.m.

    Source: Notices of the State Department of 2017, 2019 and 2022 let video in first (A).
    """
    names = plan.names
    missing: list[str] = []
    for _, session in going_ahead(plan):
        present = [category for category in _BY_WEIGHT if _times(plan, session, category)]
        for heavy, light in pairwise(present):
            first, second = (_earliest(_times(plan, session, category)) for category in (heavy, light))
            fits = gap(plan, first, second).fits(0, None) if first and second else None
            if fits is None:
                missing.append(f"who of {press_words((heavy, light))} come first to {names[session.id]}")
            elif not fits and first and second and not contested(plan, first, second):
                yield Finding(
                    "ACC005",
                    Severity.WARNING,
                    f"For {names[session.id]}, {press_words((heavy,))} come after {press_words((light,))}. "
                    "Let those with the heavier equipment in first.",
                    facts_of(first, second),
                    Margin(first.point, second.point, 0, None),
                )
    yield from not_checked("ACC005", missing)


@rule("ACC006", "No credentials stated", Severity.WARNING)
def no_credentials(plan: Plan) -> Findings:
    """What: Press are given access times, and nothing says what they must show at the door.

    Why: Whoever comes with the wrong card is turned away, and the others wait behind.

    Bad: An access time, and no word of credentials.

    Good: “An official media credential, an employer’s photo card or an employer’s letter, and a government photo card.”

    Source: The State Department’s pages for journalists and its notices of 2009 and 2019 state them; its notice of
    December 13, 2017 does not (A).
    """
    names = plan.names
    if plan.event.credentials:
        return
    for path, session in going_ahead(plan):
        if any(coming_in(session)):
            fact = said_at(f"{names[session.id]} has access times for press", f"{path}.access")
            message = "Nothing says which credentials press must show. Say it among the press details."
            yield Finding("ACC006", Severity.WARNING, message, (fact,))
            return


_BY_WEIGHT: Final = (Category.VIDEO, Category.STILLS, Category.WRITERS)
# By these words a line of no_access_for names a kind of press.
_NAMES: Final[Mapping[Category, str]] = {
    Category.VIDEO: r"video|camera crew|television|\bTV\b",
    Category.STILLS: r"still|photo",
    Category.WRITERS: r"writer|writing|journalist|print",
    Category.RADIO: r"radio|audio",
    Category.POOL: r"pool",
}


def _covers(opportunity: Session, meeting: Session) -> bool:
    """Whether the coverage of a press opportunity says who may cover the meeting that it hangs on."""
    stated = opportunity.coverage is not None or bool(opportunity.parts)
    hangs_on = {other for _, other in opportunity.relations}
    leads_to = {other for _, other in meeting.relations}
    return (
        opportunity.kind.is_press_opportunity
        and stated
        and (meeting.id in hangs_on or opportunity.id in leads_to)
    )


def _is_closed(session: Session) -> bool:
    return session.coverage is Coverage.CLOSED and all(
        part.coverage is Coverage.CLOSED for part in session.parts
    )


def _not_admitted(press: Sequence[Category]) -> str:
    """``radio is not admitted``, ``writers and radio are not admitted``."""
    return f"{press_words(press)} {'is' if set(press) == {Category.RADIO} else 'are'} not admitted"


def _names(line: str, category: Category) -> bool:
    return re.search(_NAMES[category], line, re.IGNORECASE) is not None


def _times(plan: Plan, session: Session, category: Category) -> list[Moment]:
    entries = (entry for _, entry in coming_in(session) if category in entry.press)
    return [plan.moments[points.access(session, entry)] for entry in entries]


def _earliest(moments: list[Moment]) -> Moment | None:
    """The earliest of several moments; None where that is not known."""
    if len(moments) == 1:
        return moments[0]
    exact = [(moment.exact, moment.point, moment) for moment in moments if moment.exact is not None]
    return min(exact)[2] if len(exact) == len(moments) else None
