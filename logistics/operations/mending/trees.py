"""The stated tree of an event, and one edit of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Mend:
    """One edit: what it does in words, the place in the file, and the text to stand there (empty: take it out)."""

    says: str
    path: str
    value: str


_STEP: Final = re.compile(r"([a-z_]+)((?:\[\d+\])*)(?:\.|$)", re.ASCII)


def apply(tree: Mapping[str, Any], mend: Mend) -> dict[str, Any]:
    """The tree with one edit; the tree itself stays as it is. Raises KeyError where it has no such place.

    A key may be new where the things around it are there; an entry of a list may not.
    """
    *way, last = _steps(mend.path)
    changed = dict(tree)
    inner: Any = changed
    for step in way:
        around = _at(inner, step)
        inner[step] = around.copy() if isinstance(around, dict | list) else around
        inner = inner[step]
    if isinstance(last, int) or not mend.value or not hasattr(inner, "keys"):
        _at(inner, last)
    if mend.value:
        inner[last] = mend.value
    else:
        del inner[last]
    return changed


def text_at(tree: Mapping[str, Any], path: str) -> str | None:
    """The text that a tree states at a place; None where there is none."""
    found: Any = tree
    try:
        for step in _steps(path):
            found = _at(found, step)
    except KeyError:
        return None
    return found if isinstance(found, str) else None


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    end = 0
    while end < len(path) and (found := _STEP.match(path, end)):
        steps += [found[1], *(int(number) for number in re.findall(r"\d+", found[2]))]
        end = found.end()
    if not steps or end < len(path) or path.endswith("."):
        raise KeyError(path)
    return steps


def _at(tree: Any, step: str | int) -> Any:
    has_steps_like_it = isinstance(tree, list) if isinstance(step, int) else isinstance(tree, dict)
    try:
        if has_steps_like_it:
            return tree[step]
    except IndexError:
        pass
    raise KeyError(step)
