"""What the file says of each moment: exactly, about, as a window, or relative to another."""

from __future__ import annotations

from logistics.model import AccessTime, Session, Shape, Step, When
from logistics.model.clocks import instant_of, instant_of_stamp, reading_that_counts
from logistics.moments import Instant, end_of, start_of
from logistics.network import ORIGIN
from logistics.plan import points
from logistics.plan.draft import Draft, Said
from logistics.plan.facts import stated
from logistics.plan.names import relative_words
from logistics.plan.words import access_words


def times_of_session(made: Draft, session: Session, path: str) -> None:
    """The times of a session, its parts, its access times and its streams."""
    name = made.names[session.id]
    _say(made, points.start(session), session.start, f"{path}.start", f"{name} starts", session)
    _say(made, points.end(session), session.end, f"{path}.end", f"{name} ends", session)
    for number, part in enumerate(session.parts):
        where = f"{path}.parts[{number}]"
        title = f"“{part.title}” of {name}"
        _say(made, points.part_start(session, part), part.start, f"{where}.start", f"{title} starts", session)
        _say(made, points.part_end(session, part), part.end, f"{where}.end", f"{title} ends", session)
    for number, entry in enumerate(session.access):
        _access_times(made, session, entry, f"{path}.access[{number}]")
    for number, stream in enumerate(session.livestreams):
        where = f"{path}.livestreams[{number}]"
        live, over = points.stream_start(session, number), points.stream_end(session, number)
        _say(made, live, stream.at, f"{where}.at", f"{name} is streamed live", session)
        _say(made, over, stream.until, f"{where}.until", f"the livestream of {name} ends", session)


def _access_times(made: Draft, session: Session, entry: AccessTime, path: str) -> None:
    what = f"{access_words(entry)} {'are' if entry.step is Step.DOORS else 'is'}"
    opens, closes = points.access(session, entry), points.access_close(session, entry)
    if entry.between is not None:
        first, last = _window_as_two(entry.between)
        _say(made, opens, first, f"{path}.between", f"{access_words(entry)} opens", session)
        _say(made, closes, last, f"{path}.between", f"{access_words(entry)} closes", session)
    elif entry.from_ is not None:
        _say(made, opens, entry.from_, f"{path}.from", f"{access_words(entry)} opens", session)
        if entry.by is not None:
            _say(made, closes, entry.by, f"{path}.by", f"{access_words(entry)} closes", session)
    else:
        key = "at" if entry.at is not None else "by"
        _say(made, opens, entry.at or entry.by, f"{path}.{key}", what, session)


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


def times_of_registration(made: Draft) -> None:
    """The deadlines of the registration."""
    for number, item in enumerate(made.event.registration.deadlines if made.event.registration else ()):
        what = f"the deadline “{item.what}” is"
        _say(made, points.deadline(number), item.by, f"registration.deadlines[{number}].by", what)


def times_of_releases(made: Draft) -> None:
    """When releases came out, and when their embargoes end."""
    for number, item in enumerate(made.event.releases):
        path, name = f"releases[{number}]", f"the {item.kind.value}"
        if item.embargo:
            _say(made, points.embargo(item), item.embargo, f"{path}.embargo", f"the embargo of {name} ends")
        if item.published:
            moment = instant_of_stamp(item.published, made.event.zone)
            says = f"{name} was published at {item.published.text}"
            made.said[points.release(item)] = Said(
                points.release(item), f"{path}.published", made.event.zone, name, None, moment, moment, moment
            )
            made.link(ORIGIN, points.release(item), moment, moment, stated(says, f"{path}.published"))
        elif item.date:
            first, last = start_of(item.date.date, made.event.zone), end_of(item.date.date, made.event.zone)
            point = points.release(item)
            made.said[point] = Said(point, f"{path}.date", made.event.zone, name, None, first, last)
            made.link(ORIGIN, point, first, last, stated(f"{name} is dated {item.date.text}", f"{path}.date"))


def _say(
    made: Draft, point: str, when: When | None, path: str, what: str, session: Session | None = None
) -> None:
    """Record and link what the file says of a moment; ``what`` names it: ``start of the dialogue``."""
    zone = made.zones[session.id] if session else made.event.zone
    if when is None or when.shape is Shape.TO_BE_DETERMINED:
        made.said[point] = Said(point, path, zone, what, when)
        return
    of_its_own = session is not None and point in (points.start(session), points.end(session))
    fact = stated(f"{what} {_how_it_is_said(made, when, session)}", path, hangs_on_a_session=not of_its_own)
    if when.shape is Shape.RELATIVE:
        made.said[point] = Said(point, path, zone, what, when)
        anchor = _anchor_point(when.anchor, session)
        made.link(anchor, point, when.offset_seconds, when.offset_seconds, fact)
        return
    first, meant, last = _instants(made, when, zone)
    made.said[point] = Said(point, path, zone, what, when, first, last, meant)
    made.link(ORIGIN, point, first, last, fact)


def _how_it_is_said(made: Draft, when: When, session: Session | None) -> str:
    """``at 9:00 a.m.``, ``between 9:00 and 9:15 a.m.``, ``30 minutes before the start of the dialogue``."""
    if when.shape is not Shape.RELATIVE:
        begins = when.text.lower().split(" ")[0]
        if begins in ("between", "from", "at"):
            return when.text
        return f"on {when.text}" if when.clocks[0].day and not begins[0].isdigit() else f"at {when.text}"
    return relative_words(when, made.names, session.id if session else None)


def _anchor_point(anchor: str, session: Session | None) -> str:
    if anchor in ("start", "end"):
        return f"{session.id}.{anchor}" if session else points.EVENT_START
    return anchor


def _instants(made: Draft, when: When, zone: str) -> tuple[Instant, Instant | None, Instant]:
    """The earliest, the one that is meant (of a window none) and the latest."""
    day = made.event.date.date
    if when.shape is Shape.WINDOW:
        last_day = when.clocks[1].day or when.clocks[0].day or day
        return instant_of(when.clocks[0], day, zone), None, instant_of(when.clocks[1], last_day, zone)
    meant = instant_of(reading_that_counts(when.clocks, when.clock.day or day, zone), day, zone)
    if when.shape is Shape.ABOUT:
        off = made.profile["about"]
        return meant + (off.least or 0), meant, meant + (off.most or 0)
    return meant, meant, meant
