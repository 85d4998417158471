"""From bytes to a plain tree: maps, lists and texts, with the line of each, and nothing that YAML makes of them.

YAML would read ``no`` (Norwegian) as false and ``10:30`` as 630; here every scalar stays text. Of YAML's wider
features none is needed in an event file, and each can hide something from a reader, so they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import yaml

from logistics.errors import Problem, UnusableInput
from logistics.eventfile.words import not_an_event_file, not_yaml, shown
from logistics.model.base import first_unusable

_NodeEvent: TypeAlias = yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent
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


def nearest_line(lines: Mapping[str, int], path: str) -> int | None:
    """The line of a path, else of the nearest node around it that has one."""
    while path and path not in lines:
        path = above(path)
    return lines.get(path)


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
        return nearest_line(self.lines, path)

    def where(self, first: str, second: str) -> str:
        """Two places in words, after what is said of both; nothing for a form, which has no lines."""
        return f": in line {self.line(first)} and in line {self.line(second)}" if self.text else ""

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


def planted(root: dict[str, Node]) -> Tree:
    """The tree of a form. It has no lines: what stands for them only tells which place comes first."""
    return Tree(root, "", _Order(root), (), frozenset())


class _Order(Mapping[str, int]):
    """Which place of a tree comes first; counted when somebody asks, since most forms have no problem to sort."""

    def __init__(self, root: Node) -> None:
        self._root = root

    @cached_property
    def _counted(self) -> dict[str, int]:
        return {path: order for order, path in enumerate(_paths(self._root, ""), 1)}

    def __getitem__(self, path: str) -> int:
        return self._counted[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counted)

    def __len__(self) -> int:
        return len(self._counted)


def _paths(node: Node, path: str) -> Iterator[str]:
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _paths(value, below(path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _paths(value, below(path, index))


class _NoTree(Exception):
    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__()


def _text(data: bytes) -> str:
    if message := not_an_event_file(data):
        raise _NoTree(Problem(message))
    if len(data) > LARGEST:
        raise _NoTree(
            Problem(
                f"The file is larger than {LARGEST:,} bytes. An event file holds one event in plain text."
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _NoTree(
            Problem("The file is not UTF-8 text. Save it with the encoding UTF-8.", line=line)
        ) from error
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
        raise _NoTree(*grower.problems, _yaml_problem(error, text)) from error
    except yaml.YAMLError as error:
        raise _NoTree(*grower.problems, Problem("The file is not YAML.")) from error
    if grower.root is None:
        raise _NoTree(
            *grower.problems or [Problem("The file is empty. Write what is known into it.", line=1)]
        )
    return Tree(grower.root, text, grower.lines, tuple(grower.problems), frozenset(grower.told))


def _yaml_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    said = f"{error.problem} {error.context}"
    # What is not closed is noticed further down; the line where it was opened helps more.
    is_open = any(part in said for part in ("end of stream", "expected ':'", "expected ','"))
    mark = (error.context_mark if is_open else error.problem_mark) or error.problem_mark or error.context_mark
    if mark is None:
        return Problem(not_yaml(said, "", ""))
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    number = min(mark.line + 1, len(text.rstrip().split("\n")))
    return Problem(not_yaml(said, line[mark.column : mark.column + 1], line[: mark.column]), line=number)


@dataclass(slots=True)
class _Open:
    """A map or a list whose end has not come. ``key`` is the key whose value comes next, ``kept`` whether that
    value has a place in the tree, ``is_key`` whether the whole stands where a key belongs."""

    node: dict[str, Node] | list[Node]
    path: str
    key: str | None = None
    kept: bool = True
    is_key: bool = False


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
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                message = (
                    "A second document begins here (---). An event file holds one: make a file for each."
                )
                raise _NoTree(*self.problems, Problem(message, line=line))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent):
            if len(self._stack) > DEEPEST:
                message = (
                    f"Lists and keys lie more than {DEEPEST} deep in each other. No part of an event does."
                )
                raise _NoTree(*self.problems, Problem(message, self._stack[-1].path, line))
            self._node(event, line)

    def _node(self, event: _NodeEvent, line: int) -> None:
        path = self._next_path()
        if message := _too_clever(event):
            self.problems.append(Problem(message, path, line))
        if self._awaits_key():
            self._key(event, line)
        elif isinstance(event, yaml.AliasEvent):
            self.told.add(path)
            self._add("", path, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            node = _emptied(event)
            self._add(node, path, line)
            self._stack.append(_Open(node, path))
        elif _is_left_out(event):
            self._leave_out(path, line)
        else:
            self._add(event.value, path, line)

    def _next_path(self) -> str:
        if not self._stack:
            return ""
        top = self._stack[-1]
        if isinstance(top.node, list):
            return below(top.path, len(top.node))
        return top.path if top.key is None else below(top.path, top.key)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].node, dict) and self._stack[-1].key is None

    def _key(self, event: _NodeEvent, line: int) -> None:
        top = self._stack[-1]
        if isinstance(event, yaml.CollectionStartEvent):
            message = "A key must be plain text; here it is a list or has keys of its own."
            self.problems.append(Problem(message, top.path, line))
            self._stack.append(_Open(_emptied(event), top.path, is_key=True))
            return
        top.key, top.kept = (event.value if isinstance(event, yaml.ScalarEvent) else "*"), False
        path = below(top.path, top.key)
        if isinstance(event, yaml.AliasEvent):
            return
        if _is_plain(event) and top.key == "<<":
            message = "Merging (<<) is not used in event files. Write the keys out."
        elif _is_left_out(event):
            message, path = "A value stands here without its key. Write the key before the colon.", top.path
        elif path in self.lines:
            message = f"‘{shown(top.key)}’ stands here twice: in line {self.lines[path]} and in line {line}."
            message += " Keep one of the two."
        else:
            top.kept = True
            self.lines[path] = line
            return
        self.problems.append(Problem(message, path, line))

    def _add(self, node: Node, path: str, line: int) -> None:
        if not self._stack:
            self.root = node
            self.lines[""] = line
            return
        top = self._stack[-1]
        if isinstance(top.node, list):
            top.node.append(node)
            self.lines.setdefault(path, line)
            return
        if top.kept and top.key is not None:
            top.node[top.key] = node
        top.key = None

    def _leave_out(self, path: str, line: int) -> None:
        if self._stack and isinstance(self._stack[-1].node, list):
            message = "This entry of the list is empty. Write it, or take its dash out."
            self.problems.append(Problem(message, path, line))
            self.told.add(path)
            self._add("", path, line)
        elif self._stack:
            self._stack[-1].key = None

    def _close(self) -> None:
        closed = self._stack.pop()
        if closed.is_key:
            self._stack[-1].key, self._stack[-1].kept = "?", False


def _emptied(event: yaml.CollectionStartEvent) -> dict[str, Node] | list[Node]:
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _is_plain(event: yaml.ScalarEvent) -> bool:
    return event.style in (None, "")


def _is_left_out(event: yaml.ScalarEvent) -> bool:
    return _is_plain(event) and event.value in _LEFT_OUT


def _too_clever(event: _NodeEvent) -> str:
    """What to say of anchors, aliases and tags; nothing where there is none."""
    quote = "Where it belongs to the text, put the text in quotation marks."
    if isinstance(event, yaml.AliasEvent):
        return f"“*{shown(event.anchor or '')}” would repeat another place of the file. Write it out here. {quote}"
    if event.anchor is not None:
        return f"“&{shown(event.anchor)}” would mark this place to be repeated; take it out. {quote}"
    if event.tag is not None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        return f"“{shown(tag)}” is a tag of YAML, which event files do not use; take it out. {quote}"
    return ""
