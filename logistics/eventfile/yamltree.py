"""From bytes to a plain tree: maps, lists and texts, with the line of each, and nothing that YAML makes of them.

YAML would read ``no`` (Norwegian) as false and ``10:30`` as 630; here every scalar stays text. Of YAML's wider
features none is needed in an event file, and each can hide something from a reader, so they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from logistics.errors import Problem, UnusableInput
from logistics.eventfile.words import not_yaml, shown
from logistics.model.base import first_unusable

Node: TypeAlias = "dict[str, Node] | list[Node] | str"

LARGEST: Final = 1_000_000
DEEPEST: Final = 20
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's, where PyYAML was built with it
_LEFT_OUT: Final = ("", "~", "null")
_PLAIN_KEY: Final = re.compile(r"[\w-]+")
_LAST_STEP: Final = re.compile(r"(?:\.?[\w-]+|\[[^\]]*\])\Z")


def below(path: str, step: str | int) -> str:
    """The path of a key or a list entry in the node of a path: ``sessions[1].access``."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if not _PLAIN_KEY.fullmatch(step):
        return f"{path}[“{shown(step).replace(']', '')}”]"
    return f"{path}.{step}" if path else step


def above(path: str) -> str:
    """The path of the node that a path lies in; of the top, the top."""
    return _LAST_STEP.sub("", path, count=1)


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as a tree. ``lines`` has the line of each path, also of keys without a value.

    ``problems`` are those of the YAML itself; what lies at a path of ``told`` is not to be judged again.
    """

    root: Node
    text: str
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]
    told: frozenset[str]

    def line(self, path: str) -> int | None:
        """The line of a path, else of the nearest node around it that the file states."""
        while path and path not in self.lines:
            path = above(path)
        return self.lines.get(path)

    def has_told(self, path: str) -> bool:
        """Whether the YAML's own problems cover this path."""
        while path and path not in self.told:
            path = above(path)
        return path in self.told


def grow(data: bytes, source: str) -> Tree:
    """The tree of a file. Raises UnusableInput where there is none."""
    try:
        text = _text(data)
        return _tree(text)
    except _NoTree as error:
        raise UnusableInput(error.problems, source) from error


class _NoTree(Exception):
    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__()


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise _NoTree(
            Problem(f"The file is larger than {LARGEST:,} bytes. An event file holds one event in plain text.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _NoTree(Problem("The file is not UTF-8 text. Save it with the encoding UTF-8.", line=line)) from error
    text = re.sub("\r\n?", "\n", text)
    if problems := _unusable_characters(text):
        raise _NoTree(*problems)
    return text


def _unusable_characters(text: str) -> list[Problem]:
    if not first_unusable(text):
        return []
    return [
        Problem(f"The line holds {found[1]}. Delete it and type the text again.", line=number)
        for number, line in enumerate(text.split("\n"), 1)
        if (found := first_unusable(line))
    ]


def _tree(text: str) -> Tree:
    grower = _Grower()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            grower.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise _NoTree(*grower.problems, Problem(not_yaml(error, text), line=line)) from error
    except yaml.YAMLError as error:
        raise _NoTree(*grower.problems, Problem("The file is not YAML.")) from error
    if grower.root is None:
        raise _NoTree(*grower.problems, Problem("The file is empty: it says nothing of an event."))
    return Tree(grower.root, text, grower.lines, tuple(grower.problems), frozenset(grower.told))


@dataclass(slots=True)
class _Open:
    """A map or a list whose end has not come. ``key`` is the key whose value comes next."""

    node: dict[str, Node] | list[Node]
    path: str
    key: str | None = None
    kept: bool = True
    length: int = 0
    key_lines: dict[str, int] = field(default_factory=dict)


class _Grower:
    """Takes libyaml's events one by one and keeps its own stack, so that no depth can exhaust Python's."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.told: set[str] = set()
        self._stack: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _NoTree(*self.problems, self._several(event))
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _tell(self, message: str, event: yaml.Event, path: str = "") -> None:
        self.problems.append(Problem(message, path, event.start_mark.line + 1))

    def _several(self, event: yaml.Event) -> Problem:
        message = "A second document begins here (---). An event file holds one event: make a file for each."
        return Problem(message, line=event.start_mark.line + 1)

    def _awaits_key(self) -> bool:
        top = self._stack[-1] if self._stack else None
        return top is not None and isinstance(top.node, dict) and top.key is None

    def _next_path(self) -> str:
        if not self._stack:
            return ""
        top = self._stack[-1]
        if isinstance(top.node, list):
            return below(top.path, top.length)
        return below(top.path, top.key or "")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._awaits_key():
            self._refuse_extras(event, self._stack[-1].path)
            self._key(event)
            return
        path = self._next_path()
        self._refuse_extras(event, path)
        if event.style in (None, "") and event.value in _LEFT_OUT:
            self._left_out(event, path)
        else:
            self._add(event.value, event, path)

    def _left_out(self, event: yaml.Event, path: str) -> None:
        top = self._stack[-1] if self._stack else None
        if top is None:
            return
        if isinstance(top.node, list):
            self._tell("This entry of the list is empty. Write it, or take its dash out.", event, path)
            self.told.add(path)
            self._add("", event, path)
        else:
            top.key = None

    def _key(self, event: yaml.ScalarEvent) -> None:
        top = self._stack[-1]
        key, line = event.value, event.start_mark.line + 1
        top.key = key
        path = below(top.path, key)
        if key == "<<" and event.style in (None, ""):
            self._tell("Merging (<<) is not used in event files. Write the keys out.", event, path)
            top.kept = False
        elif key in _LEFT_OUT and event.style in (None, ""):
            self._tell("A value stands here without its key. Write the key before the colon.", event, top.path)
            top.kept = False
        elif key in top.key_lines:
            message = f"‘{shown(key)}’ stands here a second time; the first is in line {top.key_lines[key]}."
            self._tell(f"{message} Keep one of the two.", event, path)
            top.kept = False
        else:
            top.kept = True
            top.key_lines[key] = line
            self.lines.setdefault(path, line)

    def _add(self, node: Node, event: yaml.Event, path: str) -> None:
        if not self._stack:
            self.root = node
            self.lines.setdefault("", event.start_mark.line + 1)
            return
        top = self._stack[-1]
        if isinstance(top.node, list):
            top.length += 1
            top.node.append(node)
            self.lines.setdefault(path, event.start_mark.line + 1)
            return
        if top.kept and top.key is not None:
            top.node[top.key] = node
        top.key = None

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) >= DEEPEST:
            message = f"Lists and keys lie more than {DEEPEST} deep in each other here. No part of an event does."
            raise _NoTree(*self.problems, Problem(message, self._stack[-1].path, event.start_mark.line + 1))
        node: dict[str, Node] | list[Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._awaits_key():
            top = self._stack[-1]
            self._tell("A key must be plain text; here it is a list or has keys of its own.", event, top.path)
            self._stack.append(_Open(node, below(top.path, "?")))
            return
        path = self._next_path()
        self._refuse_extras(event, path)
        self._add(node, event, path)
        self._stack.append(_Open(node, path))

    def _close(self) -> None:
        self._stack.pop()
        # What closes while its holder still waits for a key was itself in a key's place: its value is not kept.
        if self._stack and self._closed_a_key:
            pass

    def _alias(self, event: yaml.AliasEvent) -> None:
        path = self._next_path()
        message = f"“*{shown(event.anchor)}” points to another place of the file. Write the text out instead"
        self._tell(f"{message} (one that begins with * goes in quotation marks).", event, path)

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: str) -> None:
        pass
