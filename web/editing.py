"""What the sheets of the editor are made of: the answers read, the checks run, the fields put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from logistics.errors import Problem, UnusableInput
from logistics.model import Event
from logistics.operations.checking import Checked, Finding, Severity
from logistics.operations.drafts import Draft, judged, tree_of
from logistics.operations.mending import Mend, apply, mends
from logistics.operations.reckoning import times_in_words
from logistics.operations.telling import today_at
from web.forms.fields import MOST_CHOICES, Around, Field, Group, List, group, problems_by_path, title_of
from web.forms.places import with_new_places
from web.forms.reading import Clocks, Posted, marked, named, read, without_marks
from web.forms.sheets import Sheet
from web.forms.words import in_labels

Stated = dict[str, Any]
Item = Field | Group | List


@dataclass(frozen=True)
class Filled:
    """A sheet as it stands: what it states of the event, the checks of that, and what cannot be used.

    ``placed`` is what it states with the rooms and entrances that its names make, where they make any.
    """

    tree: Stated
    checked: Checked | None
    problems: tuple[Problem, ...]
    echoes: Mapping[str, str]
    placed: Stated | None = None

    @property
    def stated(self) -> Stated:
        """What the event states by it, as a save takes it."""
        return _cleaned(self.tree) if self.placed is None else self.placed


def _cleaned(tree: Stated) -> Stated:
    """What a sheet states, without its marks; an event without any session states that it has none."""
    return {"sessions": [], **without_marks(tree)}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding beside the mends that it names."""

    finding: Finding
    mends: tuple[Mend, ...]


def as_saved(item: Draft) -> Filled:
    """An event as a revision states it."""
    return Filled(marked(tree_of(item)), item.checked, (), times_in_words(item.checked.plan))


def as_posted(sheet: Sheet, item: Draft, posted: Stated, now: int, others: Draft | None = None) -> Filled:
    """An event as a form states it that was begun from a revision. ``others`` is what somebody else saved since."""
    event = item.event
    clocks = Clocks(event.date.date, event.zone, today_at(event.zone, now))
    answers = read(sheet, posted, tree_of(item), clocks)
    meanwhile = tree_of(others) if others else {}
    named(answers.tree, Event, meanwhile)
    return _judged(answers, meanwhile)


def labelled(unusable: UnusableInput) -> tuple[Problem, ...]:
    """What is wrong with what was stated, in the words of the page."""
    return tuple(replace(problem, message=in_labels(problem.message)) for problem in unusable.problems)


def with_mend(filled: Filled, path: str, value: str) -> Stated:
    """What the event states with one mend applied. Raises KeyError where there is no such place."""
    changed: Stated = apply(filled.stated, Mend("", path, value))
    return changed


def _judged(answers: Posted, meanwhile: Stated) -> Filled:
    placed = with_new_places(_cleaned(answers.tree), meanwhile)
    unread = (*answers.problems, *placed.problems)
    places = {problem.path for problem in unread}
    echoes = {**answers.echoes, **placed.echoes}
    try:
        result = judged(placed.tree)
    except UnusableInput as unusable:
        others = (problem for problem in labelled(unusable) if problem.path not in places)
        return Filled(answers.tree, None, (*unread, *others), echoes, placed.tree)
    plan = result.plan
    told = {path: words for path, words in times_in_words(plan).items() if path not in places}
    # What was typed was read by the event's clock; only the plan knows by which clock another venue goes.
    elsewhere = {path: words for path, words in told.items() if plan.zone_at(path) != plan.event.zone}
    all_echoes = {**told, **echoes, **elsewhere}
    return Filled(answers.tree, None if unread else result, unread, all_echoes, placed.tree)


def told(result: Checked, *, with_mends: bool) -> tuple[Told, ...]:
    """The findings in the order of the report; the first of them with their mends, where those are wanted."""
    first = _mended_at_once(result) if with_mends else 0
    return tuple(
        Told(finding, mends(result, finding) if number < first else ())
        for number, finding in enumerate(result.report.findings)
    )


def _mended_at_once(result: Checked) -> int:
    """For how many findings mends are looked for: each is tried on the whole event, so the longer it is, the fewer."""
    return max(6, 360 // max(1, len(result.plan.event.sessions)))


def waiting(result: Checked | None) -> int:
    """How many findings wait for the others to be mended before their own mends are looked for."""
    return max(0, len(result.report.findings) - _mended_at_once(result)) if result else 0


def count(filled: Filled) -> str:
    """How many findings there are of each kind, in a line that can be read aloud."""
    if filled.checked is None:
        return "Not checked: mend the answers that cannot be read."
    found = [(filled.checked.count(severity), severity.value) for severity in Severity]
    told = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in found if number)
    return f"{told or 'Nothing was found'}."


def fields(sheet: Sheet, filled: Filled) -> Group:
    """The fields of a sheet."""
    around = Around(_names(filled.tree), problems_by_path(filled.problems), filled.echoes)
    return group(sheet, filled.tree, around)


def long_lists(filled: Filled) -> dict[str, list[tuple[str, str]]]:
    """The names of each kind that are too many for a field of choices."""
    return {kind: names for kind, names in _names(filled.tree).items() if len(names) > MOST_CHOICES}


def only_session(shown: Group, number: int) -> Group:
    """A sheet of sessions with the fields of one of them."""
    main = tuple(
        replace(item, groups=item.groups[number : number + 1]) if isinstance(item, List) else item
        for item in shown.main
    )
    return replace(shown, main=main)


def number_of(filled: Filled, session_id: str) -> int | None:
    """Which session of a tree has an id."""
    entries = filled.tree.get("sessions", [])
    return next((number for number, one in enumerate(entries) if one.get("id") == session_id), None)


def title_of_session(filled: Filled, number: int) -> str:
    """What one session of a tree calls itself."""
    return title_of(filled.tree["sessions"][number], "session")


def problem_list(filled: Filled, shown: Group) -> list[tuple[str, str]]:
    """Every problem with the id of the field it is about; without one where it stands on another sheet."""
    return problem_list_of(shown, filled.problems)


def problem_list_of(shown: Group, problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """The same of any form."""
    places = {item.name: item.id for item in _all(shown) if item.name}
    return [(problem.message, _nearest(places, problem.path)) for problem in problems]


def _nearest(places: Mapping[str, str], path: str) -> str:
    while path:
        if path in places:
            return places[path]
        path = path.rpartition("[")[0] if path.endswith("]") else path.rpartition(".")[0]
    return ""


def _all(item: Item) -> Iterator[Item]:
    yield item
    inner: Sequence[Item] = ()
    if isinstance(item, Group):
        inner = (*item.main, *item.more)
    elif isinstance(item, List):
        inner = item.groups
    for one in inner:
        yield from _all(one)


def _names(tree: Stated) -> dict[str, list[tuple[str, str]]]:
    """What a field may name: sessions, rooms, entrances, venues and releases, by id, with what they are called."""
    venues = _entries(tree, "venues")
    called = {
        "session": [_name(one, one.get("kind", "")) for one in _entries(tree, "sessions")],
        "release": [_name(one, one.get("kind", "")) for one in _entries(tree, "releases")],
        "venue": [_name(one) for one in venues],
        "person": [
            (str(one["id"]), " ".join(str(one[key]) for key in ("given", "family") if one.get(key)))
            for side in _entries(tree, "delegations")
            for key in ("members", "also_participating")
            for one in _entries(side, key)
        ],
    }
    for kind, key in (("room", "rooms"), ("entrance", "entrances")):
        called[kind] = [
            _name(one, within=str(venue.get("name", "")) if len(venues) > 1 else "")
            for venue in venues
            for one in _entries(venue, key)
        ]
    return called


def _entries(tree: Stated, key: str) -> list[Stated]:
    return [one for one in tree.get(key, []) if isinstance(one, dict) and one.get("id")]


def _name(one: Stated, fallback: str = "", within: str = "") -> tuple[str, str]:
    called = str(one.get("title") or one.get("name") or fallback or one["id"])[:80]
    return str(one["id"]), f"{called}, {within}" if within else called
