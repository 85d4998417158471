"""Access times against the start: ORD001 to ORD006, ORD009, ORD010 and ORD018."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from logistics.model import AccessTime, Coverage, Session, Step
from logistics.plan import Plan, points
from logistics.plan.words import access_words, coverage_words
from logistics.rules.base import (
    Finding,
    Severity,
    admitting,
    coming_in,
    contradictions_of,
    going_ahead,
    not_checked,
    rule,
    said_at,
)
from logistics.rules.ordering.margins import Findings, Mend, Times, advice, unsettled

_BY_THE_CLOCK: Final = Mend("Give press an earlier time.", "Give press a later time.")


@rule("ORD001", "Access after the start", Severity.ERROR)
def access_after_start(plan: Plan) -> Findings:
    """What: An access time (final access, pick-up, call and the like) is later than the start of its session.

    Why: Press who come on time are let in when the session is already running.

    Bad: Final access at 10:50 a.m. for an availability at 10:45 a.m.

    Good: Final access at 10:20 a.m. for an availability at 10:45 a.m.

    Source: Logic; all 13 notices of the State Department read for this (2009 to 2025) obey it (A).
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD001")
    yield from unsettled(plan, "ORD001", ((times.closing(s, a), times.start(s)) for s, a in _entries(plan)))


@rule("ORD002", "Final access too early or too late", Severity.WARNING)
def final_access_margin(plan: Plan) -> Findings:
    """What: Final access, call time or gather time lies outside the usual margin before the start.

    Why: Later, and the last of the press are still walking when it starts; much earlier, and they wait for nothing.

    Bad: Final access at 10:40 a.m. for a start at 10:45 a.m.

    Good: Final access at 10:20 a.m. for a start at 10:45 a.m.

    Source: Parameter final_access_before_start: 13 times in notices of the State Department, 2009 to 2025, lie 15 to
    45 minutes before the start, median 30; with a President 20 to 160 in White House guidance
    (A).
    """
    times = Times(plan)
    steps = (Step.FINAL_ACCESS, Step.CALL, Step.GATHER)
    pairs = ((times.closing(s, a), times.start(s)) for s, a in _entries(plan, *steps))
    yield from advice(plan, "ORD002", pairs, plan.profile["final_access_before_start"], _BY_THE_CLOCK)


@rule("ORD003", "Pre-set after final access", Severity.ERROR)
def pre_set_after_final_access(plan: Plan) -> Findings:
    """What: A pre-set time, or the close of a pre-set window, is later than a final access time of the same session.

    Why: Cameras need longer to set up than writers need to sit down; after final access nobody is let in.

    Bad: Pre-set at 10:30 a.m., final access at 10:20 a.m.

    Good: Pre-set at 10:00 a.m., final access at 10:20 a.m.

    Source: Logic, and what the two terms mean.
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD003")
    pairs = ((times.closing(s, early), times.opening(s, late)) for s, early, late in _pre_set_and_final(plan))
    yield from unsettled(plan, "ORD003", pairs)


@rule("ORD004", "Pre-set close upon final access", Severity.WARNING)
def pre_set_before_final_access(plan: Plan) -> Findings:
    """What: Pre-set lies less than the usual margin before final access.

    Why: Camera crews and everybody else then stand in one queue at the entrance.

    Bad: Pre-set at 10:15 a.m., final access at 10:20 a.m.

    Good: Pre-set at 10:00 a.m., final access at 10:20 a.m.

    Source: Parameter pre_set_before_final: 8 notices of the State Department have 10 to 30 minutes, median 17.5 (A).
    """
    times = Times(plan)
    pairs = ((times.opening(s, early), times.opening(s, late)) for s, early, late in _pre_set_and_final(plan))
    mend = Mend("Let cameras in earlier, or the others later.")
    yield from advice(plan, "ORD004", pairs, plan.profile["pre_set_before_final"], mend)


@rule("ORD005", "Pre-set too early or too late", Severity.WARNING)
def pre_set_margin(plan: Plan) -> Findings:
    """What: Pre-set lies outside the usual margin before the start.

    Why: Cameras must be up, lit and sounded before principals come in; crews who wait too long miss other work.

    Bad: Pre-set at 10:35 a.m. for a start at 10:45 a.m.

    Good: Pre-set at 10:00 a.m. for a start at 10:45 a.m.

    Source: Parameter pre_set_before_start: 9 notices of the State Department have 30 to 60 minutes, median 45; two
    presidential visits had 150 to 325 (A, and B for the visits).
    """
    times = Times(plan)
    pairs = ((times.opening(s, a), times.start(s)) for s, a in _entries(plan, Step.PRE_SET))
    yield from advice(plan, "ORD005", pairs, plan.profile["pre_set_before_start"], _BY_THE_CLOCK)


@rule("ORD006", "Pre-set window that closes before it opens, or is too short", Severity.ERROR)
def pre_set_window(plan: Plan) -> Findings:
    """What: A window for access closes before it opens (error), or one for pre-set is very short (warning).

    Why: A window is for crews to choose from; the first cannot be met at all, the second is as good as one moment.

    Bad: Pre-set from 9:00 to 8:30 a.m.

    Good: Pre-set from 8:30 to 9:00 a.m.

    Source: Logic; parameter pre_set_window (our own choice; a presidential visit gave 30 minutes) (U).
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD006")
    windows = [(s, a) for s, a in _entries(plan) if points.has_window(a)]
    pairs = [(a, (times.opening(s, a), times.closing(s, a))) for s, a in windows]
    yield from unsettled(plan, "ORD006", (pair for a, pair in pairs if a.step is not Step.PRE_SET))
    pre_sets = (pair for a, pair in pairs if a.step is Step.PRE_SET)
    yield from advice(
        plan, "ORD006", pre_sets, plan.profile["pre_set_window"], Mend("Make the window longer.")
    )


@rule("ORD009", "Too little time to walk there", Severity.ERROR)
def time_to_walk(plan: Plan) -> Findings:
    """What: The escorted group cannot be in the room by the start, by a stated walk (error) or an assumed one
    (warning).

    Why: An escort who leaves at the pick-up time needs the walk, and the group a moment to settle.

    Bad: Pick-up at 8:55 a.m. at the street for a spray at 9:00 a.m. on the eighth floor.

    Good: Pick-up at 8:30 a.m. for a spray at 9:00 a.m., and the route with its length in the file.

    Source: Parameters walk and settle (our own choices, U); a pool report of 2016 has 10 minutes from kerb to room.
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD009")
    pick_ups = [(s, a) for s, a in _entries(plan, Step.PICK_UP) if not _has_route(plan, s, a)]
    unknown = [_walk_words(plan, times.names[s.id], s, a) for s, a in pick_ups]
    yield from not_checked("ORD009", unknown, "no route with its length is stated")


@rule("ORD010", "Pick-up too late for a spray", Severity.WARNING)
def pick_up_before_spray(plan: Plan) -> Findings:
    """What: Pick-up or arrival for a spray lies less than the usual margin before it.

    Why: Screening, the walk and settling take that long, and a spray is over in minutes.

    Bad: Pick-up at 8:45 a.m. for a spray at 9:00 a.m.

    Good: Pick-up at 8:30 a.m. for a spray at 9:00 a.m.

    Source: Parameter pick_up_before_spray: 30 minutes in a UN media alert of 2025 and three notices of the State
    Department (A).
    """
    times = Times(plan)
    steps = (Step.PICK_UP, Step.ARRIVAL)
    pairs = ((times.closing(s, a), times.start(s)) for s, a in _entries(plan, *steps) if _is_spray(s))
    yield from advice(plan, "ORD010", pairs, plan.profile["pick_up_before_spray"], _BY_THE_CLOCK)


@rule("ORD018", "No access time", Severity.WARNING)
def no_access_time(plan: Plan) -> Findings:
    """What: Press may cover a session, and no access time says when they must be there.

    Why: Without it every desk telephones, or comes when the doors are shut.

    Bad: Pooled opening remarks at 10:30 a.m. without a gather time.

    Good: Pooled opening remarks at 10:30 a.m., the pool gathers at 10:00 a.m.

    Source: House practice: all availabilities in the State Department's notices have one; its schedule of October 13,
    2022 has none for the pooled opening remarks (A).
    """
    times = Times(plan)
    sessions = list(going_ahead(plan))
    for path, session in sessions:
        coverage = admitting(session)
        if coverage and not session.access and not any(_lets_in(s, session) for _, s in sessions):
            name = times.names[session.id]
            where = f"{path}.coverage" if session.coverage else f"{path}.parts"
            yield Finding(
                "ORD018",
                Severity.WARNING,
                f"The coverage of {name} is “{coverage.value}”, but no access time says when and where press must "
                "be. Give the session an access time.",
                (said_at(f"{coverage_words(coverage)} for {name}", where),),
            )


def _entries(plan: Plan, *steps: Step) -> Iterator[tuple[Session, AccessTime]]:
    """The access times by which press come in; of these steps only, if any are named."""
    for _, session in going_ahead(plan):
        for _, entry in coming_in(session, *steps):
            yield session, entry


def _pre_set_and_final(plan: Plan) -> Iterator[tuple[Session, AccessTime, AccessTime]]:
    for session, early in _entries(plan, Step.PRE_SET):
        for _, late in coming_in(session, Step.FINAL_ACCESS):
            yield session, early, late


def _is_spray(session: Session) -> bool:
    return session.kind.is_spray or session.coverage in (Coverage.SPRAY_AT_TOP, Coverage.POOLED_SPRAY_AT_TOP)


def _has_route(plan: Plan, session: Session, entry: AccessTime) -> bool:
    routes = (route for venue in plan.event.venues for route in venue.routes)
    return any((route.entrance, route.room) == (entry.entrance, session.room) for route in routes)


def _walk_words(plan: Plan, name: str, session: Session, entry: AccessTime) -> str:
    door = plan.event.entrance_of(session, entry)
    room = plan.event.room_of(session)
    origin = door.name if door else f"the entrance of {access_words(entry)}"
    return f"from {origin} to {room.name if room else f'the room of {name}'}"


def _lets_in(opportunity: Session, session: Session) -> bool:
    """Whether the press of an opportunity with access times are those of the session, or are in its room already."""
    if opportunity is session or not opportunity.access or not opportunity.kind.is_press_opportunity:
        return False
    hangs_on_it = session.id in (other for _, other in opportunity.relations)
    if hangs_on_it and not session.kind.is_press_opportunity:
        return True
    follows = opportunity.id in (session.after, session.immediately_after)
    return follows and session.room is not None and session.room == opportunity.room
