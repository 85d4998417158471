"""Staffed events for the tests of documents: the twelve on December 14, 2017, and rosters made for one purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from logistics.eventfile.staff import read_staff
from logistics.model import Event
from logistics.model.staff import Function, StaffList
from logistics.plan import build
from logistics.roster.asking import asked
from logistics.roster.solving import solve
from logistics.roster.staffed import Staffed
from tests.documents.samples import EVENT_FILES, FIRST, ROOT, event_of, small

TWELVE = read_staff(ROOT / "events/invented/staff-of-twelve.yml")
SUMMIT = next(path for path in EVENT_FILES if "summit" in path.stem)
NO_POSTS = tuple({"function": function.value, "count": 0} for function in Function)


def solved(event: Event, staff: StaffList) -> Staffed:
    """An event with the roster that the program finds for it."""
    plan = build(event)
    question = asked(plan, staff)
    return Staffed(plan, staff, question, solve(question.problem, seconds=1).held)


def dealt(event: Event, staff: StaffList, gap: int = 0) -> Staffed:
    """An event with its posts dealt out in turn, whoever can; each ``gap``-th post is left open."""
    plan = build(event)
    question = asked(plan, staff)
    people = [person.id for person in staff.people]
    held = {
        duty.post.id: people[number % len(people)]
        for number, duty in enumerate(question.duties)
        if people and not (gap and number % gap == 0)
    }
    return Staffed(plan, staff, question, held)


def staff_of(*people: dict[str, Any], **keys: Any) -> StaffList:
    """A staff list; who lacks functions is an escort, and who lacks a name is called by the id."""
    shown = [{"name": person["id"], "functions": ["escort"], **person} for person in people]
    return StaffList.model_validate({"people": shown, **keys})


def full() -> Staffed:
    """A day of 60 posts and 40 people, some without radio or telephone; every eleventh post is open."""
    people = [
        {
            "id": f"p{number}",
            "name": f"{('Ana', 'Bertrand', 'Chimamanda')[number % 3]} Castellanos-Whitmore de la Vega {number}",
            **({"phone": f"+1 202 555 01{number:02}"} if number % 5 else {}),
            **({"radio": f"channel {number % 6 + 1}"} if number % 7 else {}),
        }
        for number in range(40)
    ]
    posts = [
        {
            "id": f"van-{number}",
            "function": "runner",
            "title": f"Driver of pool van {number}",
            "time": f"{7 + number % 11}:{number:02} to {8 + number % 11}:{number:02}",
            "place": "C Street lobby",
        }
        for number in range(45)
    ]
    return dealt(event_of(FIRST), staff_of(*people, posts=posts, invented="Forty invented people."), gap=11)


def long_names() -> Staffed:
    """Two people with names, numbers and posts as long as a staff file lets them be."""
    people = (
        {"id": "w", "name": "W" * 290, "phone": "9" * 200, "radio": "M" * 100},
        {
            "id": "k",
            "name": "Wolfeschlegelsteinhausenbergerdorff " * 8,
            "radio": "call sign Blue Heron " * 10,
        },
    )
    posts = [
        {
            "id": f"r{number}",
            "function": "runner",
            "title": "A title that goes on " * 14,
            "time": f"{13 + number}:00 to {13 + number}:30",
            "place": "A place with a long name " * 11,
        }
        for number in range(6)
    ]
    return dealt(event_of(FIRST), staff_of(*people, posts=posts), gap=5)


def overnight() -> Staffed:
    """One post over midnight, and one the night after in which the clocks are put forward."""
    posts = [
        {
            "id": "late",
            "function": "runner",
            "title": "Filing center",
            "time": "2031-03-08 11:00 p.m. to 2031-03-09 1:00 a.m.",
        },
        {
            "id": "clocks",
            "function": "runner",
            "title": "Night desk",
            "time": "2031-03-09 1:30 a.m. to 2031-03-09 4:00 a.m.",
        },
    ]
    event = small(date="2031-03-08", last_date="2031-03-09", sessions=[])
    return dealt(event, staff_of({"id": "ana", "name": "Ana Brandt", "functions": ["runner"]}, posts=posts))


def twelve() -> Staffed:
    """December 14, 2017 with the twelve, all posts held."""
    return solved(event_of(FIRST), TWELVE)


def six() -> Staffed:
    """December 14, 2017 with six of the twelve, some posts open."""
    return solved(event_of(FIRST), TWELVE.model_copy(update={"people": TWELVE.people[:6]}))


def nobody() -> Staffed:
    """December 14, 2017 with nobody."""
    return dealt(event_of(FIRST), staff_of())


def no_posts() -> Staffed:
    """December 14, 2017 with one colleague and no post."""
    return dealt(event_of(FIRST), staff_of({"id": "ana"}, rules=NO_POSTS))


def summit() -> Staffed:
    """A day and more in two cities, dealt out to the twelve: many posts for each."""
    return dealt(event_of(SUMMIT), TWELVE, gap=9)


ALL: Final[Mapping[str, Callable[[], Staffed]]] = {
    make.__name__: make for make in (twelve, six, nobody, no_posts, summit, full, long_names, overnight)
}
