"""An event file, read: the event, and for every path of it the line that states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, cast

from pydantic import ValidationError

from logistics.errors import Problem, UnusableInput
from logistics.eventfile.checks import checked
from logistics.eventfile.shape import faults
from logistics.eventfile.yamltree import LARGEST, Node, Tree, grow, nearest_line, planted
from logistics.model import Event

MOST_PROBLEMS: Final = 100


@dataclass(frozen=True)
class EventFile:
    """An event with the file that states it.

    ``text`` is the file without a byte-order mark and with plain line ends. ``places`` holds the line, counted
    from 1, of each path, such as ``sessions[1].access[0].at``; the empty path is the whole file.
    """

    event: Event
    source: str
    text: str
    places: Mapping[str, int]

    def line(self, path: str) -> int | None:
        """The line of a path, or of the nearest thing around it that the file states."""
        return nearest_line(self.places, path)

    def quote(self, line: int) -> str:
        """A line of the text as it stands, without its end. Raises IndexError where there is none."""
        if line < 1:
            raise IndexError(line)
        return self.text.split("\n")[line - 1]


def read(path: Path) -> EventFile:
    """Read an event file. Raises UnusableInput with all that is wrong with it, also when it cannot be opened."""
    return parse(opened(path), str(path))


def opened(path: Path) -> bytes:
    """The bytes of a file that somebody names. Raises UnusableInput."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except IsADirectoryError as error:
        raise UnusableInput((Problem("This is a folder. Name one file in it."),), str(path)) from error
    except FileNotFoundError as error:
        raise UnusableInput(
            (Problem("There is no such file. Check its name and folder."),), str(path)
        ) from error
    except (OSError, ValueError) as error:
        message = "The file cannot be opened. Check its name and whether you may read it."
        raise UnusableInput((Problem(message),), str(path)) from error


def parse(data: bytes, source: str) -> EventFile:
    """Read an event from the bytes of a file; ``source`` is what messages call it. Raises UnusableInput."""
    tree = grow(data, source)
    event, problems = _judged(tree)
    if event is None or problems:
        raise UnusableInput(in_order(problems), source)
    return EventFile(event, source, tree.text, tree.lines)


def judge(root: Mapping[str, object]) -> Event:
    """The event of a tree of keys, lists and texts, such as a form gives. Raises UnusableInput; no problem has a line.

    What is neither of the three is told as any other problem.
    """
    event, problems = _judged(planted(cast("dict[str, Node]", dict(root))))
    if event is None or problems:
        raise UnusableInput(tuple(replace(problem, line=None) for problem in in_order(problems)))
    return event


def _judged(tree: Tree) -> tuple[Event | None, list[Problem]]:
    """The event, where it has the model's shape, and the first problems of every kind."""
    most = MOST_PROBLEMS + 1
    event, problems = None, [*islice(tree.problems, most)]
    try:
        event = Event.model_validate(tree.root)
    except ValidationError as error:
        problems += faults(error, tree, most)
    problems += islice(checked(tree), most)
    return event, problems


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems by their lines, each once, and not more than anybody would read."""
    in_order = tuple(dict.fromkeys(sorted(problems, key=lambda problem: problem.line or 0)))
    if len(in_order) <= MOST_PROBLEMS:
        return in_order
    more = Problem(
        f"There are more problems; these are the first {MOST_PROBLEMS}. Mend them and read it again."
    )
    return (*in_order[:MOST_PROBLEMS], more)
