"""The view model of the call sheet: all words chosen, all times formatted, everything in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Protocol

from logistics.documents import masthead
from logistics.documents.advisory import Strip
from logistics.documents.callsheet.tasks import Task, task, zone_note
from logistics.documents.wording import Wording, wording
from logistics.documents.wording.en_callsheet import WORDS
from logistics.model import Status
from logistics.model.staff import Colleague
from logistics.moments import MINUTE, Instant, letters, wall
from logistics.plan.words import clock_words, date_words, length_words, sentence, status_words
from logistics.roster.posts import Duty
from logistics.roster.staffed import Staffed

LANGUAGE: Final = "en"


class OpenPost(Protocol):
    """What is known of a post that nobody holds: why, and what would fill it, the cheapest first."""

    @property
    def duty(self) -> Duty:
        """The post."""

    @property
    def why(self) -> str:
        """Why nobody holds it, in words."""

    @property
    def remedies(self) -> tuple[str, ...]:
        """What would fill it, in words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A post with who holds it; where it is open, ``who`` says so and the rest is empty."""

    task: Task
    who: str
    open: bool
    radio: str
    phone: str


@dataclass(frozen=True, slots=True)
class Day:
    """The posts of one day."""

    heading: str
    zone_note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with their posts in order, and how long these are together."""

    name: str
    length: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody is reached; empty where it is not listed."""

    name: str
    functions: str
    radio: str
    phone: str


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A post that nobody holds, with why and what would fill it, where that was asked."""

    task: Task
    why: str
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below everything: the event, and what the document is."""

    kind: str
    warning: str
    title: str
    date: str
    venue: str
    strips: tuple[Strip, ...]
    revision: str


@dataclass(frozen=True, slots=True)
class CallSheet:
    """The call sheet of the whole staff. ``several_days`` says that a time needs its day."""

    language: str
    words: Mapping[str, str]
    head: Head
    summary: str
    several_days: bool
    days: tuple[Day, ...]
    assumed_note: str
    people: tuple[Person, ...]
    free: tuple[str, ...]
    contacts: tuple[Contact, ...]
    open: tuple[Unfilled, ...]


def view(staffed: Staffed, open_posts: Sequence[OpenPost] = (), as_of: Instant | None = None) -> CallSheet:
    """The call sheet of an event with its staff; ``open_posts`` tell why posts are open.

    ``as_of`` is when it stood so, which each page tells; without it they tell the event's revision.
    """
    words = catalogue()
    told = {one.duty.post.id: one for one in open_posts}
    people = tuple(_people(staffed, words))
    return CallSheet(
        language=LANGUAGE,
        words=WORDS,
        head=head(staffed, words, "kind", as_of),
        summary=_summary(staffed, words),
        several_days=staffed.spans_days,
        days=tuple(_days(staffed, words)),
        assumed_note=words("assumed.note") if any(duty.assumed for duty in staffed.duties) else "",
        people=people,
        free=tuple(person.name for person in staffed.staff.people if not staffed.of(person.id)),
        contacts=tuple(contact(person) for person in staffed.staff.people),
        open=tuple(_unfilled(staffed, words, duty, told.get(duty.post.id)) for duty in staffed.open),
    )


def catalogue() -> Wording:
    """The words of the call sheet."""
    return replace(wording(LANGUAGE), words=WORDS)


def head(staffed: Staffed, words: Wording, kind: str, as_of: Instant | None) -> Head:
    """The head of a document about the staff; ``kind`` is the key of its name, ``as_of`` when it stood so."""
    event = staffed.event
    return Head(
        kind=words(kind),
        warning=words("warning"),
        title=event.name or event.title,
        date=masthead.dates(event),
        venue=masthead.venues(event),
        strips=tuple(_strips(staffed, words)),
        revision=masthead.revision(event, words) if as_of is None else _as_of(staffed, words, as_of),
    )


def _as_of(staffed: Staffed, words: Wording, at: Instant) -> str:
    zone = staffed.event.zone
    time = f"{clock_words(at - at % MINUTE, zone)} {letters(at, zone)}"
    return words("as.of", time=time, day=date_words(wall(at, zone).date()))


def _strips(staffed: Staffed, words: Wording) -> Iterator[Strip]:
    event = staffed.event
    if event.status is not Status.PLANNED:
        yield Strip(status_words(event.status), words("event.status", status=event.status.value))
    for invented in (event.invented, staffed.staff.invented):
        if invented:
            yield Strip(words("strip.invented"), sentence(invented))


def contact(person: Colleague) -> Contact:
    """How somebody is reached."""
    functions = ", ".join(function.value for function in person.functions)
    return Contact(person.name, functions, person.radio or "", person.phone or "")


def _days(staffed: Staffed, words: Wording) -> Iterator[Day]:
    by_day = groupby(staffed.duties, key=lambda duty: wall(duty.post.begins, duty.zone).date())
    for day, found in by_day:
        duties = tuple(found)
        heading = words("posts.of", day=date_words(day)) if staffed.spans_days else words("posts")
        yield Day(heading, zone_note(words, duties), tuple(_line(staffed, words, duty) for duty in duties))


def _line(staffed: Staffed, words: Wording, duty: Duty) -> Line:
    holder = staffed.holder(duty)
    said = task(staffed, words, duty)
    if holder is None:
        return Line(said, words("who.open"), open=True, radio="", phone="")
    return Line(said, holder.name, open=False, radio=holder.radio or "", phone=holder.phone or "")


def _people(staffed: Staffed, words: Wording) -> Iterator[Person]:
    for person in staffed.staff.people:
        if own := staffed.of(person.id):
            minutes = sum(duty.post.minutes for duty in own)
            yield Person(
                person.name, length_words(minutes * 60), tuple(task(staffed, words, duty) for duty in own)
            )


def _unfilled(staffed: Staffed, words: Wording, duty: Duty, told: OpenPost | None) -> Unfilled:
    said = task(staffed, words, duty)
    return Unfilled(said, told.why, told.remedies) if told else Unfilled(said, "", ())


def _summary(staffed: Staffed, words: Wording) -> str:
    """How many posts there are, how many are held by how many, and how many people are free."""
    count, left = len(staffed.duties), len(staffed.open)
    holding = sum(bool(staffed.of(person.id)) for person in staffed.staff.people)
    free = len(staffed.staff.people) - holding
    posts, people = _counted(words, "posts", count), _counted(words, "people", holding)
    key = "none" if not count else "all.open" if left == count else "open" if left else "held"
    said = words(f"summary.{key}", posts=posts, people=people, held=count - left, open=left)
    return f"{said} {_counted(words, 'free', free)}" if free else said


def _counted(words: Wording, noun: str, count: int) -> str:
    return words(f"{noun}.one" if count == 1 else f"{noun}.many", count=count)
