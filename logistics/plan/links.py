"""From an event to the links of its temporal network, each with the fact that makes it.

House rules that are laws (an end is not before its start, final access is not after the start) are links; advice
never is: it is a rule of the catalogue that reads the finished plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from logistics.model import AccessTime, Event, Kind, Session, Shape, Status, Step, When
from logistics.moments import Instant, end_of, start_of
from logistics.network import ORIGIN, Link
from logistics.plan import points
from logistics.plan.clocks import instant_of, instant_of_stamp, reading_that_counts
from logistics.plan.facts import Basis, Fact, logic, stated
from logistics.plan.parameters import Profile
from logistics.plan.words import access_words, length_words, step_words, the_session


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of one moment: the time as written, in which zone, and its instants."""

    point: str
    path: str
    zone: str
    what: str
    when: When | None
    first: Instant | None = None
    last: Instant | None = None


@dataclass
class Draft:
    """What is collected while an event is walked: the links, and what is said of each moment."""

    event: Event
    profile: Profile
    links: list[Link] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)
    going_ahead: dict[str, Session] = field(init=False)

    def __post_init__(self) -> None:
        going_ahead = (session for session in self.event.sessions if session.status is not Status.CANCELLED)
        self.going_ahead = {session.id: session for session in going_ahead}

    def link(self, before: str, after: str, at_least: int | None, at_most: int | None, because: Fact) -> None:
        """Add ``at_least <= after - before <= at_most``."""
        self.links.append(Link(before, after, at_least, at_most, because, because.trust))

    def in_order(self, before: str, after: str, because: Fact) -> None:
        """Add that ``after`` does not come before ``before``."""
        self.link(before, after, 0, None, because)

    def assume(self, name: str, before: str, after: str, what: str, rule: str) -> None:
        """Add an assumption of the profile between two moments."""
        parameter = self.profile[name]
        says = f"{what} {parameter.words()} (assumed: {parameter.source})"
        fact = Fact(Basis.ASSUMED, says, rule=rule, parameter=name)
        self.link(before, after, parameter.least, parameter.most, fact)

    def knows(self, point: str) -> bool:
        """Whether the file gives a clock time or a relative time for a moment."""
        said = self.said.get(point)
        return said is not None and said.when is not None and said.when.shape is not Shape.TO_BE_DETERMINED


def draft(event: Event, profile: Profile) -> Draft:
    """All links of an event. Raises MomentError for a time that does not exist or comes twice."""
    made = Draft(event, profile)
    for number, session in enumerate(event.sessions):
        _times_of_session(made, session, f"sessions[{number}]")
    _registration(made)
    _releases(made)
    for number, session in enumerate(event.sessions):
        if session.id in made.going_ahead:
            _laws_of_session(made, session, f"sessions[{number}]")
            _relations(made, session, f"sessions[{number}]")
            _access_laws(made, session)
            _stream_laws(made, session)
            _assumptions(made, session)
    _event_start(made)
    _deadlines(made)
    return made


def say(
    made: Draft, point: str, when: When | None, path: str, what: str, session: Session | None = None
) -> None:
    """Record and link what the file says of a moment; ``what`` names it: ``start of the dialogue``."""
    zone = made.event.zone_of(session) if session else made.event.zone
    if when is None or when.shape is Shape.TO_BE_DETERMINED:
        made.said[point] = Said(point, path, zone, what, when)
        return
    fact = stated(f"{what} {_how_it_is_said(made, when, session)}", path)
    if when.shape is Shape.RELATIVE:
        made.said[point] = Said(point, path, zone, what, when)
        anchor = _anchor_point(when.anchor, session)
        made.link(anchor, point, when.offset_seconds, when.offset_seconds, fact)
        return
    first, last = _ends(made, when, zone)
    made.said[point] = Said(point, path, zone, what, when, first, last)
    made.link(ORIGIN, point, first, last, fact)


def _how_it_is_said(made: Draft, when: When, session: Session | None) -> str:
    """``at 9:00 a.m.``, ``between 9:00 and 9:15 a.m.``, ``30 minutes before the start of the dialogue``."""
    if when.shape is not Shape.RELATIVE:
        return when.text if when.text.lower().startswith(("between", "from", "at ")) else f"at {when.text}"
    name, _, edge = _anchor_point(when.anchor, session).rpartition(".")
    of = next((the_session(other) for other in made.event.sessions if other.id == name), "the event")
    if not when.offset_seconds:
        return f"at the {edge} of {of}"
    side = "before" if when.offset_seconds < 0 else "after"
    return f"{length_words(abs(when.offset_seconds))} {side} the {edge} of {of}"


def _anchor_point(anchor: str, session: Session | None) -> str:
    if anchor in ("start", "end"):
        return f"{session.id}.{anchor}" if session else points.EVENT_START
    return anchor


def _ends(made: Draft, when: When, zone: str) -> tuple[Instant, Instant]:
    day = made.event.date.date
    if when.shape is Shape.WINDOW:
        last_day = when.clocks[1].day or when.clocks[0].day or day
        return instant_of(when.clocks[0], day, zone), instant_of(when.clocks[1], last_day, zone)
    moment = instant_of(reading_that_counts(when.clocks, when.clock.day or day, zone), day, zone)
    if when.shape is Shape.ABOUT:
        off = made.profile["about"]
        return moment + (off.least or 0), moment + (off.most or 0)
    return moment, moment


def _times_of_session(made: Draft, session: Session, path: str) -> None:
    name = the_session(session)
    say(made, points.start(session), session.start, f"{path}.start", f"{name} starts", session)
    say(made, points.end(session), session.end, f"{path}.end", f"{name} ends", session)
    for number, part in enumerate(session.parts):
        where = f"{path}.parts[{number}]"
        title = f"“{part.title}” of {name}"
        say(made, points.part_start(session, part), part.start, f"{where}.start", f"{title} starts", session)
        say(made, points.part_end(session, part), part.end, f"{where}.end", f"{title} ends", session)
    for number, entry in enumerate(session.access):
        _access_times(made, session, entry, f"{path}.access[{number}]")
    for number, stream in enumerate(session.livestreams):
        where = f"{path}.livestreams[{number}]"
        live, over = points.stream_start(session, number), points.stream_end(session, number)
        say(made, live, stream.at, f"{where}.at", f"{name} is streamed live", session)
        say(made, over, stream.until, f"{where}.until", f"the livestream of {name} ends", session)


def _access_times(made: Draft, session: Session, entry: AccessTime, path: str) -> None:
    what = f"{access_words(entry)} is"
    opens, closes = points.access(session, entry), points.access_close(session, entry)
    if entry.between is not None:
        first, last = _window_as_two(entry.between)
        say(made, opens, first, f"{path}.between", f"{access_words(entry)} opens", session)
        say(made, closes, last, f"{path}.between", f"{access_words(entry)} closes", session)
    elif entry.from_ is not None:
        say(made, opens, entry.from_, f"{path}.from", f"{access_words(entry)} opens", session)
        if entry.by is not None:
            say(made, closes, entry.by, f"{path}.by", f"{access_words(entry)} closes", session)
    else:
        key = "at" if entry.at is not None else "by"
        say(made, opens, entry.at or entry.by, f"{path}.{key}", what, session)


def _window_as_two(window: When) -> tuple[When, When]:
    """An access window is two exact moments, its opening and its close; any other shape is both."""
    if window.shape is not Shape.WINDOW:
        return window, window
    first, last = window.clocks
    return (
        When(_clock_text(window.text, 0), clocks=(first,)),
        When(_clock_text(window.text, 1), clocks=(last,)),
    )


def _clock_text(text: str, end: int) -> str:
    return f"{text} ({'its start' if end == 0 else 'its end'})"


def _laws_of_session(made: Draft, session: Session, path: str) -> None:
    name, start, end = the_session(session), points.start(session), points.end(session)
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
    event, zone = made.event, made.event.zone_of(session)
    last = (event.last_date or event.date).date
    opens = start_of(event.date.date, zone)
    closes = end_of(last, zone)
    days = event.date.text if event.last_date is None else f"{event.date.text} to {event.last_date.text}"
    fact = stated(f"the event is on {days}", "date", "ORD019")
    made.link(ORIGIN, points.start(session), opens, closes, fact)
    starts = made.said[points.start(session)].first
    end_is_said = made.knows(points.end(session)) or session.duration is not None
    if not end_is_said and (starts is None or starts < closes):
        name = "past_last_day"
        says = f"{the_session(session)} ends on the event’s last day, as nothing else is said"
        latest = closes + (made.profile[name].most or 0)
        fact = Fact(Basis.ASSUMED, says, rule="ORD019", parameter=name)
        made.link(ORIGIN, points.end(session), None, latest, fact)


def _relations(made: Draft, session: Session, path: str) -> None:
    start, end = points.start(session), points.end(session)
    for name, other_id in session.relations:
        other = made.going_ahead.get(other_id)
        if other is None:
            continue
        says = f"{the_session(session)} is {_RELATION_WORDS[name]} {the_session(other)}"
        fact = stated(says, f"{path}.{name}", "ORD022")
        for before, after in _orders(name, start, end, points.start(other), points.end(other)):
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


_RELATION_WORDS = {
    "before": "before",
    "at_top_of": "at the top of",
    "at_bottom_of": "at the bottom of",
    "after": "after",
    "immediately_after": "immediately after",
    "on_arrival_at": "on arrival at",
}


def _orders(name: str, start: str, end: str, other_start: str, other_end: str) -> Iterator[tuple[str, str]]:
    if name == "before":
        yield end, other_start
    elif name in ("after", "immediately_after"):
        yield other_end, start
    elif name == "on_arrival_at":
        yield start, other_start
    else:
        yield other_start, start
        yield end, other_end


def _access_laws(made: Draft, session: Session) -> None:
    start = points.start(session)
    for entry in session.access:
        opens, closes = points.access(session, entry), points.access_close(session, entry)
        if entry.step is Step.CLEAR:
            made.in_order(start, opens, logic("press are let out after they were let in"))
            continue
        law = logic(f"{step_words(entry.step)} is not after {the_session(session)} starts", "ORD001")
        made.in_order(opens, start, law)
        if points.has_window(entry):
            made.in_order(opens, closes, logic("a window opens before it closes", "ORD006"))
            made.in_order(closes, start, law)
        if entry.step is Step.PICK_UP:
            _walk(made, session, entry)
    for early in (entry for entry in session.access if entry.step is Step.PRE_SET):
        for late in (entry for entry in session.access if entry.step is Step.FINAL_ACCESS):
            law = logic("pre-set is not after final access", "ORD003")
            made.in_order(points.access(session, early), points.access(session, late), law)


def _walk(made: Draft, session: Session, entry: AccessTime) -> None:
    """The escort leaves at the pick-up; the group must be in the room when the session starts."""
    pick_up, start = points.access(session, entry), points.start(session)
    settle = (made.profile["settle"].least or 0) if session.kind.is_spray else 0
    for venue_number, venue in enumerate(made.event.venues):
        for number, route in enumerate(venue.routes):
            if (entry.entrance, session.room) == (route.entrance, route.room):
                where = f"venues[{venue_number}].routes[{number}].takes"
                fact = stated(f"the walk from the entrance takes {route.takes.text}", where, "ORD009")
                made.link(pick_up, start, route.takes.least, None, fact)
                _assume_walk(made, pick_up, start, route.takes.least, settle)
                return
    _assume_walk(made, pick_up, start, made.profile["walk"].least or 0, settle)


def _assume_walk(made: Draft, pick_up: str, start: str, walk: int, settle: int) -> None:
    length = length_words(walk + settle)
    says = f"from pick-up to the start it takes {length} to walk and settle (assumed: no source)"
    made.link(pick_up, start, walk + settle, None, Fact(Basis.ASSUMED, says, rule="ORD009", parameter="walk"))


def _stream_laws(made: Draft, session: Session) -> None:
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


def _registration(made: Draft) -> None:
    for number, item in enumerate(made.event.registration.deadlines if made.event.registration else ()):
        what = f"the deadline “{item.what}” is"
        say(made, points.deadline(number), item.by, f"registration.deadlines[{number}].by", what)


def _event_start(made: Draft) -> None:
    going_ahead = frozenset(points.start(session) for session in made.going_ahead.values())
    starts = [(said.first, point) for point, said in made.said.items() if said.first and point in going_ahead]
    if starts:
        made.link(min(starts)[1], points.EVENT_START, 0, 0, logic("the event starts with its first session"))


def _deadlines(made: Draft) -> None:
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


def _releases(made: Draft) -> None:
    for number, item in enumerate(made.event.releases):
        path, name = f"releases[{number}]", f"the {item.kind.value}"
        if item.embargo:
            say(made, points.embargo(item), item.embargo, f"{path}.embargo", f"the embargo of {name} ends")
        if item.published:
            moment = instant_of_stamp(item.published, made.event.zone)
            says = f"{name} was published at {item.published.text}"
            made.said[points.release(item)] = Said(
                points.release(item), f"{path}.published", made.event.zone, name, None, moment, moment
            )
            made.link(ORIGIN, points.release(item), moment, moment, stated(says, f"{path}.published"))
        elif item.date:
            first, last = start_of(item.date.date, made.event.zone), end_of(item.date.date, made.event.zone)
            point = points.release(item)
            made.said[point] = Said(point, f"{path}.date", made.event.zone, name, None, first, last)
            made.link(ORIGIN, point, first, last, stated(f"{name} is dated {item.date.text}", f"{path}.date"))
