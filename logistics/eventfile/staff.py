"""Staff files: YAML to a StaffList, with every problem and its line. The format: docs/staff-file.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from logistics.errors import Problem, UnusableInput
from logistics.eventfile.nouns import Place, places
from logistics.eventfile.reading import MOST_PROBLEMS, in_order, opened
from logistics.eventfile.shape import faults
from logistics.eventfile.words import near, shown
from logistics.eventfile.yamltree import Tree, below, grow
from logistics.model.staff import Colleague, OwnPost, Pinned, StaffList


def read_staff(path: Path) -> StaffList:
    """Read a staff file. Raises UnusableInput with all that is wrong with it, also when it cannot be opened."""
    return parse_staff(opened(path), str(path))


def parse_staff(data: bytes, source: str) -> StaffList:
    """Read a staff list from the bytes of a file; ``source`` is what messages call it. Raises UnusableInput."""
    tree = grow(data, source)
    most, staff = MOST_PROBLEMS + 1, None
    problems = [*islice(tree.problems, most)]
    try:
        staff = StaffList.model_validate(tree.root)
    except ValidationError as error:
        problems += faults(error, tree, most, StaffList)
    problems += islice(_across(tree), most)
    if staff is None or problems:
        raise UnusableInput(in_order(problems), source)
    return staff


def _across(tree: Tree) -> Iterator[Problem]:
    """What must hold across the file: nothing contradicts itself, ids are given once, pins name somebody."""
    found = tuple(places(StaffList, tree.root))
    for place in found:
        for key, why in place.noun.contradictions(place.values):
            path = below(place.path, key) if key else place.path
            yield Problem(f"‘{key}’ {why}." if key else f"{why}.", path, tree.line(path))
    people = {text: place for place in found if place.noun is Colleague and (text := place.text("id"))}
    for noun in (Colleague, OwnPost):
        yield from _doubled([place for place in found if place.noun is noun], tree)
    for place in found:
        who = place.text("person") if place.noun is Pinned else None
        if who is not None and who not in people:
            path, offer = below(place.path, "person"), near(who, people)
            asked = f"Did you mean {shown(offer)}?" if offer else "Write the id of somebody in ‘people’."
            yield Problem(f"“{shown(who)}” is nobody of this file. {asked}", path, tree.line(path))


def _doubled(entries: list[Place], tree: Tree) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for place in entries:
        text, path = place.text("id"), below(place.path, "id")
        before = first.setdefault(text, path) if text else path
        if before != path:
            said = f"The id “{shown(text or '')}” is given twice{tree.where(before, path)}."
            yield Problem(f"{said} Change one of them.", path, tree.line(path))
