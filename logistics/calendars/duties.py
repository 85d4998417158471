"""The posts that one person holds, as a calendar of their own: nothing of anybody else, and no note of the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from logistics.calendars.entries import Changed, Entry, Told, identity
from logistics.calendars.naming import place_in_full
from logistics.calendars.pages import at_words, from_to
from logistics.calendars.writing import PLAIN, Options, check_events, written
from logistics.model import Event, Status
from logistics.model.clocks import instant_of_revision
from logistics.model.staff import Colleague
from logistics.moments import Instant, wall
from logistics.plan.words import capital, sentence, status_words, zone_words
from logistics.roster.posts import Duty
from logistics.roster.staffed import Staffed


def own_entries(
    person: Colleague, staffed: Sequence[Staffed], changed: Mapping[tuple[str, str], Instant]
) -> tuple[Entry, ...]:
    """The posts that somebody holds in these events, from report time to release, in order of time.

    ``changed`` says, by the ids of event and post, when something about a post last changed. Without a post the
    calendar says that on the first event's day, since RFC 5545 §3.6 allows none without an entry.
    Raises NoSuchFeed for no event, and for one event twice.
    """
    check_events([each.event.id for each in staffed])
    held = sorted(
        (_Held(each.event, duty) for each in staffed for duty in _duties(each, person)),
        key=lambda one: (one.duty.post.begins, one.duty.post.ends, one.event.id, one.duty.post.id),
    )
    found = tuple(  # each with the next of its event, which the last does not have
        _entry(
            person,
            one,
            after if after and after.event.id == one.event.id else None,
            changed.get((one.event.id, one.duty.post.id), 0),
        )
        for one, after in zip(held, (*held[1:], None), strict=False)
    )
    nothing = min((each.event for each in staffed), key=lambda event: (event.date.date, event.id))
    return found or (_no_posts(person, nothing),)


def own_posts(person: Colleague, found: Sequence[Entry], options: Options = PLAIN) -> bytes:
    """The calendar of somebody's own posts."""
    name = f"Posts – {person.name}"
    uid = identity("posts", person.id)
    return written(found, uid, name, found[0].zone, confidential=True, options=options)


def post_told(person: str, event: Event, duty: Duty) -> Told:
    """What somebody (by id) is told of one post of theirs, by itself."""
    return _told(person, _Held(event, duty), "")


@dataclass(frozen=True, slots=True)
class _Held:
    """A post that the person holds, with its event."""

    event: Event
    duty: Duty

    @property
    def summary(self) -> str:
        return f"{capital(self.duty.title)} – {self.event.name or self.event.title}"

    @property
    def place(self) -> str:
        return place_in_full(self.event, self.duty.post.place, self.duty.place)


def _duties(staffed: Staffed, person: Colleague) -> tuple[Duty, ...]:
    """What somebody holds in an event; nothing where it is called off."""
    return () if staffed.event.status.is_off else staffed.of(person.id)


def _entry(person: Colleague, held: _Held, after: _Held | None, changed: Instant) -> Entry:
    event, post = held.event, held.duty.post
    day = wall(post.begins, held.duty.zone).date()
    told = _told(person.id, held, f"next: {_next(day, after)}")
    status = "CONFIRMED" if event.status is Status.PLANNED else "TENTATIVE"
    since = Changed(0, max(changed, instant_of_revision(event.revision, event.zone)))
    return Entry(told, held.duty.zone, post.begins, post.ends, status, True, since, kind="Post", rings=True)


def _told(person: str, held: _Held, following: str) -> Told:
    uid = identity(held.event.id, "post", held.duty.post.id, person)
    lines = (*_description(held), *((sentence(following),) if following else ()), "", _clock(held.duty))
    return Told(uid, held.summary, held.place, "\n".join(lines))


def _clock(duty: Duty) -> str:
    return sentence(f"times are {zone_words(duty.post.begins, duty.zone)}")


def _description(held: _Held) -> Iterator[str]:
    event, duty = held.event, held.duty
    day = wall(duty.post.begins, duty.zone).date()
    if event.status is not Status.PLANNED:
        yield sentence(status_words(event.status))
    if event.invented:
        yield sentence(event.invented)
    yield sentence(f"report: {at_words(day, duty.post.begins, duty.zone)}")
    yield from _window("begins", day, duty.begin, duty.zone)
    assumed = " (end assumed: nobody has said it)" if duty.assumed else ""
    yield sentence(f"until: {at_words(day, duty.post.ends, duty.zone)}{assumed}")
    if not duty.assumed:
        yield from _window("ends", day, duty.end, duty.zone)
    if held.place:
        yield sentence(f"where: {held.place}")
    if duty.place_after and duty.place_after != duty.place:
        yield sentence(f"ends at: {place_in_full(event, duty.post.place_after, duty.place_after)}")
    yield sentence(f"for: {duty.why}")


def _window(what: str, day: dt.date, window: tuple[Instant, Instant], zone: str) -> Iterator[str]:
    """Of a time that the plan knows as a window, both ends."""
    if window[0] != window[1]:
        yield sentence(f"{what} between {from_to(day, *window, zone, 'and')} (inferred)")


def _next(day: dt.date, after: _Held | None) -> str:
    if after is None:
        return "nothing after this"
    where = f", {after.duty.place}" if after.duty.place else ""
    return f"{after.summary}, {at_words(day, after.duty.post.begins, after.duty.zone)}{where}"


def _no_posts(person: Colleague, event: Event) -> Entry:
    told = Told(identity("no posts", person.id), "No posts yet", "", "You hold no post in the events ahead.")
    day = event.date.date
    since = Changed(0, instant_of_revision(event.revision, event.zone))
    return Entry(told, event.zone, day, day + dt.timedelta(days=1), "CONFIRMED", False, since)


__all__ = ["own_entries", "own_posts", "post_told"]
