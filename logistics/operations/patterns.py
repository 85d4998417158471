"""Patterns of events: the sessions that days of a kind have, and how they hang together, with every fact left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from logistics.errors import MomentError, Problem, UnusableInput
from logistics.eventfile import judge, write
from logistics.model import Day, Event
from logistics.model.base import slug
from logistics.operations.office import House, Office
from logistics.operations.timeentry import read_day, read_time
from logistics.plan.words import date_words
from logistics.store import events as kept

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of day. ``sessions`` are as a file states them; the time that is asked for starts ``main``."""

    id: str
    name: str
    what: str
    main: str
    sessions: tuple[Mapping[str, object], ...]


def _session(session_id: str, kind: str, **more: object) -> Mapping[str, object]:
    return {"id": session_id, "kind": kind, **more}


PATTERNS: Final = (
    Pattern(
        "dialogue",
        "Dialogue with spray and joint availability",
        "A camera spray before a dialogue of two governments, a joint press availability after it.",
        "dialogue",
        (
            _session("spray", "camera spray", before="dialogue", coverage="open"),
            _session("dialogue", "dialogue", coverage="closed", audience="public"),
            _session("availability", "joint press availability", after="dialogue", coverage="open"),
        ),
    ),
    Pattern(
        "bilateral",
        "Bilateral meeting with spray",
        "A camera spray at the top of a meeting that is otherwise closed to press.",
        "meeting",
        (
            _session("spray", "camera spray", at_top_of="meeting", coverage="pooled"),
            _session("meeting", "bilateral meeting", coverage="closed", audience="public"),
        ),
    ),
    Pattern(
        "press-conference",
        "Press conference",
        "One press conference, with nothing before or after it.",
        "press-conference",
        (_session("press-conference", "press conference", coverage="open"),),
    ),
    Pattern(
        "signing",
        "Signing ceremony",
        "A signing ceremony with remarks, and statements to the press after it.",
        "signing",
        (
            _session("signing", "signing ceremony", coverage="open"),
            _session("statements", "statements", after="signing", coverage="open"),
        ),
    ),
    Pattern(
        "summit-day",
        "Summit day",
        "Arrivals, a family photo, two plenaries with a working lunch between them, and a press conference.",
        "plenary-1",
        (
            _session("arrivals", "arrival", before="family-photo", coverage="pooled"),
            _session("family-photo", "family photo", before="plenary-1", coverage="pooled"),
            _session("plenary-1", "plenary", title="First plenary", coverage="pooled opening remarks only"),
            _session("lunch", "working lunch", after="plenary-1", coverage="closed", audience="public"),
            _session(
                "plenary-2",
                "plenary",
                title="Second plenary",
                after="lunch",
                coverage="closed",
                audience="public",
            ),
            _session("press-conference", "press conference", after="plenary-2", coverage="open"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked before an event is made. Only the title and the day are needed; texts as people typed them."""

    pattern: str = ""
    title: str = ""
    date: str = ""
    start: str = ""
    zone: str = ""
    venue: str = ""
    city: str = ""
    entrance: str = ""
    host: str = ""
    guest: str = ""
    issuer: str = ""
    invented: bool = False


def text_of(office: Office, answers: Answers, today: dt.date) -> str:
    """The event file that answers make. Raises UnusableInput with every problem, its path the name of the answer."""
    problems: list[Problem] = []
    pattern = next((item for item in PATTERNS if item.id == answers.pattern), None)
    if pattern is None:
        problems.append(Problem("Choose what kind of day it is.", "pattern"))
    if not answers.title.strip():
        problems.append(Problem("Write the headline. It can be changed at any time.", "title"))
    if not answers.issuer.strip():
        problems.append(Problem("Say who sends the papers out, such as U.S. Department of State.", "issuer"))
    day = _day(answers, today, problems)
    start = _start(answers, day or today, problems)
    if problems or pattern is None or day is None:
        raise UnusableInput(tuple(problems))
    tree = _tree(pattern, answers, day, start, today)
    tree["issuer"] = _issuer(office.house(), answers)
    tree["id"] = _free_id(office, answers, day)
    return write(_judged(tree))


def _judged(tree: Node) -> Event:
    try:
        return judge(tree)
    except UnusableInput as unusable:
        renamed = tuple(
            Problem(problem.message, _ASKED.get(problem.path, "")) for problem in unusable.problems
        )
        raise UnusableInput(renamed) from unusable


_ASKED: Final = {
    "title": "title",
    "zone": "zone",
    "issuer.name": "issuer",
    "venues[0].name": "venue",
    "venues[0].city": "city",
    "venues[0].entrances[0].name": "entrance",
    "delegations[0].name": "host",
    "delegations[1].name": "guest",
    "date": "date",
}


def _day(answers: Answers, today: dt.date, problems: list[Problem]) -> dt.date | None:
    if not answers.date.strip():
        problems.append(Problem("Write the day, such as December 14, 2017.", "date"))
        return None
    try:
        return Day.read(read_day(answers.date, today).text).date
    except MomentError as error:
        problems.append(Problem(str(error), "date"))
        return None


def _start(answers: Answers, day: dt.date, problems: list[Problem]) -> str:
    if not answers.start.strip():
        return ""
    try:
        return read_time(answers.start, day, answers.zone).text
    except MomentError as error:
        problems.append(Problem(str(error), "start"))
        return ""


def _tree(pattern: Pattern, answers: Answers, day: dt.date, start: str, today: dt.date) -> Node:
    sessions = [dict(session) for session in pattern.sessions]
    venue = answers.venue.strip()
    for session in sessions:
        if session["id"] == pattern.main and start:
            session["start"] = start
        if venue:
            session["venue"] = "venue"
    tree: Node = {
        "title": answers.title.strip(),
        "date": date_words(day),
        "zone": answers.zone.strip(),
        "revision": {"number": "1", "date": date_words(today)},
        "sessions": sessions,
    }
    if answers.invented:
        tree["invented"] = "This event is invented, to try the program with."
    if venue:
        tree["venues"] = [_venue(answers)]
    if sides := _sides(answers):
        tree["delegations"] = sides
    return tree


def _issuer(house: House, answers: Answers) -> Node:
    """Who sends the papers out; with the office and the dateline of the house, where it is the house."""
    name = answers.issuer.strip()
    own = {"office": house.office, "place": house.place} if name == house.name else {}
    return {"name": name, **{key: said for key, said in own.items() if said}}


def _venue(answers: Answers) -> Node:
    made: Node = {"id": "venue", "name": answers.venue.strip()}
    if answers.city.strip():
        made["city"] = answers.city.strip()
    if answers.entrance.strip():
        made["entrances"] = [{"id": "entrance", "name": answers.entrance.strip()}]
    return made


def _sides(answers: Answers) -> list[Node]:
    said = (("host", answers.host.strip()), ("guest", answers.guest.strip()))
    return [{"id": side, "name": name, "side": side} for side, name in said if name]


def _free_id(office: Office, answers: Answers, day: dt.date) -> str:
    """A short name that no event of the office has yet: of the title's first words and the day."""
    wanted = f"{slug(answers.title) or answers.pattern}-{day.isoformat()}"
    with office.database.reading() as connection:
        taken = {item.event_id for item in kept.heads(connection)}
    if wanted not in taken:
        return wanted
    return next(name for number in range(2, 10_000) if (name := f"{wanted}-{number}") not in taken)


def blank(house: House) -> Answers:
    """The answers before anybody answered: what the house always says."""
    return Answers(
        pattern="dialogue",
        zone=house.zone,
        venue=house.venue,
        city=house.place,
        entrance=house.entrance,
        issuer=house.name,
    )
