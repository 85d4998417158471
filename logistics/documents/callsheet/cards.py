"""The view model of the post cards: one card for each person with posts, to be cut and given out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from logistics.documents.callsheet.tasks import Task, task, zone_note
from logistics.documents.callsheet.view import LANGUAGE, Head, catalogue, head
from logistics.documents.wording import Wording
from logistics.documents.wording.en_callsheet import WORDS
from logistics.model.staff import Colleague, Function
from logistics.moments import Instant
from logistics.roster.posts import Duty
from logistics.roster.staffed import Staffed


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call: the press lead, with the hours where it is not the same one all the time."""

    name: str
    hours: str
    reached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A post of a card, what comes after it, and whom to call, if somebody else is press lead then."""

    task: Task
    next: str
    call: Call | None


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one person."""

    name: str
    radio: str
    zone_note: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """Post cards of one event."""

    language: str
    words: Mapping[str, str]
    head: Head
    cards: tuple[Card, ...]


def cards(staffed: Staffed, as_of: Instant | None = None) -> Cards:
    """A card for each person who holds a post, in the order of the staff list; ``as_of`` is when it stood so."""
    words = catalogue()
    found = (
        _card(staffed, words, person, _calls(staffed, words, person))
        for person in staffed.staff.people
        if staffed.of(person.id)
    )
    return Cards(LANGUAGE, WORDS, head(staffed, words, "kind.cards", as_of), tuple(found))


def own(staffed: Staffed, person: str, as_of: Instant | None = None) -> Cards:
    """The card of one person alone, with nothing of any colleague. Raises KeyError for somebody not on the list."""
    words = catalogue()
    card = _card(staffed, words, staffed.people[person], {})
    return Cards(LANGUAGE, WORDS, head(staffed, words, "kind.card", as_of), (card,))


def _card(staffed: Staffed, words: Wording, person: Colleague, calls: Mapping[str, Call]) -> Card:
    """The card of somebody; ``calls`` say whom to call by the ids of the posts."""
    duties = staffed.of(person.id)
    steps = (
        Step(task(staffed, words, this), _next(staffed, words, following), calls.get(this.post.id))
        for this, following in zip_longest(duties, duties[1:])
    )
    return Card(person.name, person.radio or "", zone_note(words, duties), tuple(steps))


def _next(staffed: Staffed, words: Wording, following: Duty | None) -> str:
    """When and where somebody is to be next."""
    if following is None:
        return words("card.last")
    said = task(staffed, words, following)
    time = words("on.day", day=said.day, time=said.reports) if said.day else said.reports
    return words("card.next", time=time, where=following.place or said.title)


def _calls(staffed: Staffed, words: Wording, person: Colleague) -> Mapping[str, Call]:
    """Whom somebody is to call at each of their posts: who is press lead for most of it; nobody, if nobody is then."""
    held = [
        (duty, holder)
        for duty in staffed.duties
        if duty.function is Function.PRESS_LEAD and (holder := staffed.holder(duty)) is not None
    ]
    leads = {}
    for duty in staffed.of(person.id):
        on_then = [(lead, holder) for lead, holder in held if _shared(lead, duty) > 0]
        if on_then:
            leads[duty.post.id] = max(on_then, key=lambda found: _shared(found[0], duty))
    several = len({holder.id for _, holder in leads.values()}) > 1
    return {
        post: _call(staffed, words, lead, holder, timed=several)
        for post, (lead, holder) in leads.items()
        if holder.id != person.id
    }


def _call(staffed: Staffed, words: Wording, lead: Duty, holder: Colleague, *, timed: bool) -> Call:
    said = task(staffed, words, lead)
    hours = words("on.day", day=said.day, time=said.hours) if said.day else said.hours
    return Call(holder.name, hours if timed else "", tuple(filter(None, (holder.radio, holder.phone))))


def _shared(one: Duty, other: Duty) -> int:
    """For how many seconds two posts are at the same time; less than none where they are apart."""
    return min(one.post.ends, other.post.ends) - max(one.post.begins, other.post.begins)
