"""Sessions against each other, against their day and against their press: ORD011 to ORD013, ORD019, ORD022, ORD023."""

from __future__ import annotations

from collections.abc import Iterator

from logistics.model import Kind, Session, Step
from logistics.moments import end_of, start_of, wall
from logistics.plan import Moment, Plan, points
from logistics.plan.relations import orders
from logistics.plan.words import capital, clock_words, date_words
from logistics.rules.base import (
    CONTRADICTION,
    Finding,
    Gap,
    Margin,
    Severity,
    coming_in,
    contested,
    contradictions_of,
    facts_of,
    gap,
    going_ahead,
    not_checked,
    rule,
    said_at,
)
from logistics.rules.ordering.margins import (
    Findings,
    Mend,
    Pair,
    Time,
    Times,
    advice,
    lengths,
    missing,
    unsettled,
    usual_words,
)


@rule("ORD011", "Spray that runs into the closed part, or of unusual length", Severity.ERROR)
def spray_length(plan: Plan) -> Findings:
    """What: The press part ends after the closed part begins (error), or a spray is unusually short or long (note).

    Why: What is closed must not be heard; a spray of half an hour is a meeting with cameras in it.

    Bad: A spray from 9:00 to 9:20 a.m. in a meeting that is closed from 9:05 a.m.

    Good: A spray from 9:00 to 9:05 a.m., then the closed part.

    Source: Logic; parameter spray_length: pool reports of 2012 to 2022 have 10 seconds to 8 minutes (B).
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD011")
    usual = plan.profile["spray_length"]
    unknown = []
    for path, session in going_ahead(plan):
        if session.kind not in (Kind.CAMERA_SPRAY, Kind.PHOTO_OPPORTUNITY):
            continue
        start, end = times.start(session), times.end(session)
        length = session.duration
        lasts = Gap(length.least, length.most) if length else gap(plan, start.moment, end.moment)
        fits = lasts.fits(usual.least, usual.most)
        if fits is None:
            unknown.append(f"how long {times.names[session.id]} lasts")
        elif not fits and not contested(plan, start.moment, end.moment):
            facts = facts_of(start.moment, end.moment)
            margin = Margin(start.moment.point, end.moment.point, usual.least, usual.most)
            if length:
                facts = (said_at(f"it lasts {length.text}", f"{path}.duration"),)
            says = f"{capital(times.names[session.id])} lasts {lengths(lasts)}."
            message = f"{says} {usual_words(usual)} Check its times."
            yield Finding("ORD011", Severity.NOTE, message, facts, margin)
    yield from not_checked("ORD011", unknown)


@rule("ORD012", "Press not out soon after a spray", Severity.WARNING)
def cleared_after_spray(plan: Plan) -> Findings:
    """What: Press leave the room before a spray ends, or long after.

    Why: The meeting cannot start while cameras are in the room.

    Bad: A spray until 9:05 a.m. with the press out at 9:20 a.m.

    Good: A spray until 9:05 a.m. with the press out at 9:08 a.m.

    Source: Parameter clear_after_spray (our own choice, U; one pool report gives 1 minute).
    """
    times = Times(plan)
    sprays = [session for _, session in going_ahead(plan) if session.kind.is_spray]
    clears = [(s, a) for s in sprays for a in s.access if a.step is Step.CLEAR]
    pairs = ((times.end(s), times.opening(s, a)) for s, a in clears)
    mend = Mend(
        "Have press out after the spray, not before it ends.", "Have press out sooner.", of_second=True
    )
    yield from advice(plan, "ORD012", pairs, plan.profile["clear_after_spray"], mend)
    cleared = {session.id for session, _ in clears}
    unsaid = [f"when press are out of {times.names[s.id]}" for s in sprays if s.id not in cleared]
    yield from not_checked("ORD012", unsaid)


@rule("ORD013", "Availability close upon its meeting", Severity.WARNING)
def availability_after_meeting(plan: Plan) -> Findings:
    """What: An availability starts sooner than the usual margin after the end of the meeting that it follows.

    Why: Meetings run over, and principals go from room to room; the press then wait live on air.

    Bad: A dialogue from 9:00 to 10:45 a.m. and the availability at 10:45 a.m.

    Good: A dialogue from 9:00 to 10:30 a.m. and the availability at 10:45 a.m.

    Source: Parameter availability_after_meeting (our own choice; no source) (U).
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD013")
    usual = plan.profile["availability_after_meeting"]
    pairs = [
        (times.end(other), times.start(session))
        for session, name, other in related(plan)
        if session.kind.takes_questions and name in ("after", "immediately_after")
    ]
    yield from not_checked("ORD013", missing(plan, pairs, usual.least, usual.most))


@rule("ORD019", "Time off the event’s days", Severity.ERROR)
def off_the_days(plan: Plan) -> Findings:
    """What: A session, an access time or a livestream lies on another day than the event.

    Why: One wrong date, or p.m. for a.m., sends people on the wrong day.

    Bad: An event on March 6 with final access at 10:20 a.m. on March 5.

    Good: All times on the day of the event, or last_date given where it has several days.

    Source: Logic.
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD019")
    event = plan.event
    days = event.date.text if event.last_date is None else f"{event.date.text} to {event.last_date.text}"
    for time in _times_bound_to_the_days(plan, times):
        moment = time.moment
        opens = start_of(event.date.date, moment.zone)
        closes = end_of((event.last_date or event.date).date, moment.zone)
        off = moment.exact is not None and not opens <= moment.exact < closes
        if off and not _in_a_contradiction(plan, moment):
            message = (
                f"{capital(time.words)} is off the event’s days: it is on {_day_and_hour(moment)}, and the event on "
                f"{days}. Correct its day, or give the event a later last day."
            )
            facts = (*facts_of(moment), said_at(f"the event is on {days}", "date"))
            yield Finding("ORD019", Severity.ERROR, message, facts)


@rule("ORD022", "Sessions or parts out of their stated order", Severity.ERROR)
def out_of_order(plan: Plan) -> Findings:
    """What: Times contradict a stated order: before, after, at the top or bottom of, part after part.

    Why: Either the order or a time is wrong, and whoever reads only one of them is misled.

    Bad: A lunch at noon “after” a morning session that ends at 12:15 p.m.

    Good: A lunch at 12:15 p.m. after a morning session that ends at 12:15 p.m.

    Source: Logic.
    """
    times = Times(plan)
    yield from contradictions_of(plan, "ORD022")
    pairs = [pair for session, name, other in related(plan) for pair in _orders(times, session, name, other)]
    yield from unsettled(plan, "ORD022", pairs)


@rule("ORD023", "Times that contradict each other", Severity.ERROR)
def contradictory_times(plan: Plan) -> Findings:
    """What: Times, lengths or assumptions cannot all hold, and no single other rule names the fault.

    Why: A plan that contradicts itself cannot be kept, and nobody can tell which of its times is meant.

    Bad: A session from 9:00 a.m. to 8:30 a.m.

    Good: A session from 9:00 a.m. to 9:30 a.m.

    Source: Logic.
    """
    yield from contradictions_of(plan, CONTRADICTION)


def related(plan: Plan) -> Iterator[tuple[Session, str, Session]]:
    sessions = {session.id: session for _, session in going_ahead(plan)}
    for session in sessions.values():
        for name, other in session.relations:
            if other in sessions:
                yield session, name, sessions[other]


def _orders(times: Times, session: Session, name: str, other: Session) -> Iterator[Pair]:
    return orders(name, times.start(session), times.end(session), times.start(other), times.end(other))


def _times_bound_to_the_days(plan: Plan, times: Times) -> Iterator[Time]:
    for _, session in going_ahead(plan):
        for _, entry in coming_in(session):
            yield times.opening(session, entry)
        for part in session.parts:
            yield Time(plan.moments[points.part_start(session, part)], f"the start of “{part.title}”")
        for number in range(len(session.livestreams)):
            moment = plan.moments[points.stream_start(session, number)]
            yield Time(moment, f"the livestream of {times.names[session.id]}")


def _day_and_hour(moment: Moment) -> str:
    """``March 5, 2018, 10:20 a.m.`` as the file writes it, or as it follows from other times."""
    if moment.when and moment.when.clocks and moment.when.clock.day:
        return moment.when.text
    exact = moment.exact or 0
    return f"{date_words(wall(exact, moment.zone).date())}, {clock_words(exact, moment.zone)}"


def _in_a_contradiction(plan: Plan, moment: Moment) -> bool:
    paths = {fact.path for fact in facts_of(moment)}
    return any(paths & {fact.path for fact in contradiction.stated} for contradiction in plan.contradictions)
