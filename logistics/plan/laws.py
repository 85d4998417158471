"""What holds between moments: what the file says, what cannot be otherwise, and what the house assumes."""

from __future__ import annotations

from logistics.model import AccessTime, Kind, Level, Session, Step
from logistics.moments import end_of, start_of
from logistics.network import ORIGIN, Link
from logistics.plan import points
from logistics.plan.draft import Draft
from logistics.plan.facts import Basis, Fact, logic, stated
from logistics.plan.relations import RELATION_WORDS, orders
from logistics.plan.words import length_words, step_words


def laws_of_session(made: Draft, session: Session, path: str) -> None:
    """All that a session brings: its length and parts, its relations, its access times, its streams."""
    _length_and_parts(made, session, path)
    _relations(made, session, path)
    _access(made, session)
    _streams(made, session)
    _assumptions(made, session)


def event_start(made: Draft) -> None:
    """The event starts with the first session that the press may read of; only of it are they told a deadline.

    Where there is none, with its first session. So one deadline is the same time for all who may read it.
    """
    starts = [
        (session.shown_to > Level.PRESS, said.first, said.point)
        for session in made.going_ahead.values()
        if (said := made.said[points.start(session)]).first is not None
    ]
    if starts:
        made.link(min(starts)[2], points.EVENT_START, 0, 0, logic("the event starts with its first session"))


def circles(made: Draft) -> list[Link]:
    """What orders sessions, with the law that each takes some time: nothing may come before itself.

    Apart from the other links, because a session that takes some time has no earliest end that one could tell.
    """
    related = {
        point
        for link, fact in made.reasoned()
        if fact.rule == "ORD022" and fact.basis is Basis.STATED
        for point in (link.before, link.after)
    }
    lasting = [
        Link(points.start(session), points.end(session), 1, None, law, law.trust)
        for session in made.going_ahead.values()
        if points.start(session) in related or points.end(session) in related
        for law in [logic("every session takes some time", "ORD022", of=session.id)]
    ]
    ordered = (
        link
        for link, fact in made.reasoned()
        if fact.basis is not Basis.ASSUMED and link.before in related and link.after in related
    )
    return [*ordered, *lasting]


def laws_of_deadlines(made: Draft) -> None:
    """A deadline lies after the notice and before the first session that has a stated start (rule CAL009)."""
    deadlines = made.event.registration.deadlines if made.event.registration else ()
    if not deadlines:
        return
    notices = [
        item for item in made.event.releases if item.kind == "notice" and (item.published or item.date)
    ]
    for number, _ in enumerate(deadlines):
        point = points.deadline(number)
        made.in_order(point, points.EVENT_START, logic("a deadline lies before the event", "CAL009"))
        for notice in notices:
            made.in_order(points.release(notice), point, logic("a deadline lies after the notice", "CAL009"))
        if not notices and made.event.revision.number == 1:
            _after_the_first_revision(made, point)


def _after_the_first_revision(made: Draft, point: str) -> None:
    day = made.event.revision.date
    fact = stated(f"the first revision is dated {day.text}", "revision.date", "CAL009")
    made.link(ORIGIN, point, start_of(day.date, made.event.zone), None, fact)


def _length_and_parts(made: Draft, session: Session, path: str) -> None:
    name, start, end = made.names[session.id], points.start(session), points.end(session)
    made.in_order(start, end, logic("nothing ends before it starts"))
    if session.duration:
        fact = stated(f"{name} lasts {session.duration.text}", f"{path}.duration")
        made.link(start, end, session.duration.least, session.duration.most, fact)
    _within_the_event(made, session)
    before, closing = start, logic(f"a part of {name} lies within it")
    for number, part in enumerate(session.parts):
        opens, ends = points.part_start(session, part), points.part_end(session, part)
        rule = "ORD011" if part.coverage == "closed" else "ORD022"
        law = (
            "the press part ends before the closed part begins"
            if rule == "ORD011"
            else "parts follow in order"
        )
        made.in_order(before, opens, logic(law if number else f"a part of {name} lies within it", rule))
        made.in_order(opens, ends, logic("nothing ends before it starts"))
        made.in_order(ends, end, closing)
        if part.duration:
            fact = stated(f"“{part.title}” lasts {part.duration.text}", f"{path}.parts[{number}].duration")
            made.link(opens, ends, part.duration.least, part.duration.most, fact)
        before = ends


def _within_the_event(made: Draft, session: Session) -> None:
    event, zone = made.event, made.zones[session.id]
    last = (event.last_date or event.date).date
    opens = start_of(event.date.date, zone)
    closes = end_of(last, zone)
    days = event.date.text if event.last_date is None else f"{event.date.text} to {event.last_date.text}"
    fact = stated(f"the event is on {days}", "date", "ORD019")
    # The end of the last day is the first instant of the next, at which nothing of this event may be said to start.
    made.link(ORIGIN, points.start(session), opens, closes - made.knows(points.start(session)), fact)
    starts = made.said[points.start(session)].first
    end_is_said = made.knows(points.end(session)) or session.duration is not None
    if not end_is_said and (starts is None or starts < closes):
        name = "past_last_day"
        says = f"{made.names[session.id]} ends on the event’s last day, as nothing else is said"
        latest = closes + (made.profile[name].most or 0)
        fact = Fact(Basis.ASSUMED, says, rule="ORD019", parameter=name)
        made.link(ORIGIN, points.end(session), None, latest, fact)


def _relations(made: Draft, session: Session, path: str) -> None:
    start, end = points.start(session), points.end(session)
    for name, other_id in session.relations:
        other = made.going_ahead.get(other_id)
        if other is None:
            continue
        says = f"{made.names[session.id]} is {RELATION_WORDS[name]} {made.names[other.id]}"
        fact = stated(says, f"{path}.{name}", "ORD022")
        for before, after in orders(name, start, end, points.start(other), points.end(other)):
            made.in_order(before, after, fact)
        if name == "at_top_of":
            made.assume("at_top", points.start(other), start, "a spray at the top begins within", "ORD022")
        elif name == "at_bottom_of":
            made.assume("at_bottom", end, points.end(other), "a spray at the bottom ends within", "ORD022")
        elif name == "immediately_after":
            made.assume("immediately", points.end(other), start, "“immediately after” is within", "ORD022")
        if name in ("after", "immediately_after") and session.kind.takes_questions:
            made.assume(
                "availability_after_meeting", points.end(other), start,
                "an availability begins after its meeting by", "ORD013",
            )  # fmt: skip


def _access(made: Draft, session: Session) -> None:
    start = points.start(session)
    for entry in session.access:
        opens, closes = points.access(session, entry), points.access_close(session, entry)
        if entry.step is Step.CLEAR:
            made.in_order(start, opens, logic("press are let out after they were let in"))
            continue
        law = logic(f"{step_words(entry.step)} must not be after {made.names[session.id]} starts", "ORD001")
        made.in_order(opens, start, law)
        if points.has_window(entry):
            made.in_order(opens, closes, logic("a window opens before it closes", "ORD006"))
            made.in_order(closes, start, law)
        if entry.step is Step.PICK_UP:
            _walk(made, session, entry)
    for early in (entry for entry in session.access if entry.step is Step.PRE_SET):
        for late in (entry for entry in session.access if entry.step is Step.FINAL_ACCESS):
            law = logic("pre-set must not be after final access", "ORD003")
            made.in_order(points.access(session, early), points.access(session, late), law)
            if points.has_window(early):
                made.in_order(points.access_close(session, early), points.access(session, late), law)


def _walk(made: Draft, session: Session, entry: AccessTime) -> None:
    """The escort leaves at the pick-up; the group must be in the room when the session starts."""
    pick_up, start = points.access(session, entry), points.start(session)
    settle = (made.profile["settle"].least or 0) if session.kind.is_spray else 0
    entrance, room = made.event.entrance_of(session, entry), made.event.room_of(session)
    for walk in made.walks if entrance and room else ():
        if (walk.entrance, walk.room) == (entrance, room):
            fact = stated(f"the walk from the entrance takes {walk.takes.text}", walk.path, "ORD009")
            made.link(pick_up, start, walk.takes.least, None, fact)
            _assume_walk(made, pick_up, start, walk.takes.least, settle)
            return
    _assume_walk(made, pick_up, start, made.profile["walk"].least or 0, settle)


def _assume_walk(made: Draft, pick_up: str, start: str, walk: int, settle: int) -> None:
    length = length_words(walk + settle)
    says = f"from pick-up to the start it takes {length} to walk and settle (assumed: no source)"
    made.link(pick_up, start, walk + settle, None, Fact(Basis.ASSUMED, says, rule="ORD009", parameter="walk"))


def _streams(made: Draft, session: Session) -> None:
    start = points.start(session)
    only_stream = session.kind.takes_questions and not made.knows(start)
    for number, stream in enumerate(session.livestreams):
        live, over = points.stream_start(session, number), points.stream_end(session, number)
        made.in_order(live, over, logic("nothing ends before it starts"))
        if only_stream and made.knows(live) and stream.covers is None:
            law = logic("only the stream’s time is stated, so it is taken as the start", "LIV002")
            made.link(live, start, 0, 0, law)
            only_stream = False
        elif stream.covers is None:
            made.in_order(live, start, logic("the stream goes live no later than the start", "LIV001"))
        made.in_order(start, over, logic("a stream does not end before its session starts"))
        closed = next((part for part in session.parts if part.coverage == "closed"), None)
        if closed and made.knows(over):
            law = logic("the stream ends before the closed part begins", "LIV005")
            made.in_order(over, points.part_start(session, closed), law)


def _assumptions(made: Draft, session: Session) -> None:
    start, end = points.start(session), points.end(session)
    length_is_said = session.duration is not None or (made.knows(start) and made.knows(end))
    if session.kind is Kind.CAMERA_SPRAY and not length_is_said:
        made.assume("spray_planned", start, end, "a spray lasts", "ORD011")
