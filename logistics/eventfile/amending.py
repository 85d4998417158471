"""An event file with a few places changed, and otherwise as a person wrote it: comments, order, empty lines.

Only what an import changes is changed in place: single texts of sessions, and venues and sessions that are new. The
outcome is read again, and is none where it does not state the event that was meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from logistics.errors import UnusableInput
from logistics.eventfile.reading import parse
from logistics.eventfile.writing import write
from logistics.model import Event

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's, where PyYAML was built with it
_PLAIN: Final = re.compile(r"[A-Za-z0-9](?:[\w .()/’–-]|(?<=\d):(?=\d)|,(?= \d))*(?<=[\w.)])")
_NO_TEXT: Final = re.compile(r"(?i)null|true|false|[-+.0-9xoe_]+")

Edit = tuple[int, int, str]
"""From where to where a text is replaced, and by what."""


class _Elsewhere(Exception):
    """A change that is not made in place."""


def amended(text: str, before: Event, after: Event) -> str | None:
    """The text of a file that states ``before``, so changed that it states ``after``; None where that needs more."""
    try:
        edits = sorted(_edits(text, _stated(before), _stated(after), write(after)), reverse=True)
        for start, end, new in edits:
            text = text[:start] + new + text[end:]
        made = parse(text.encode(), "").event
    except (_Elsewhere, UnusableInput, KeyError):
        return None
    return text if _stated(made) == _stated(after) else None


def _stated(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def _edits(text: str, before: dict[str, Any], after: dict[str, Any], written: str) -> Iterator[Edit]:
    root = yaml.compose(text, _LOADER)
    here, there = _keys(root), _keys(yaml.compose(written, _LOADER))
    old, new = ({one["id"]: one for one in tree["sessions"]} for tree in (before, after))
    for node in _entries(here["sessions"]):
        name = _keys(node)["id"].value
        yield from _in_session(text, node, old[name], new[name])
    for key in ("venues", "sessions"):
        known = {one["id"] for one in before.get(key, [])}
        entries = _entries(there[key]) if key in there else []
        more = [entry for entry in entries if _keys(entry)["id"].value not in known]
        if more and key in here:
            yield _appended(text, here[key], written, more)
        elif more:
            at = next(name.start_mark.index for name, value in _pairs(root) if value is here["sessions"])
            yield at, at, f"{key}:\n{''.join(_block(written, entry, '  ') for entry in more)}"


def _in_session(
    text: str, node: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Edit]:
    keys = _keys(node)
    for name in old.keys() | new.keys():
        if old.get(name) == new.get(name):
            continue
        if name not in new:
            yield _without(text, node, name)
        elif name in old:
            yield _replaced(keys[name], new[name])
        else:
            yield _added(text, node, name, new[name])


def _replaced(value: yaml.Node, new: object) -> Edit:
    if not isinstance(value, yaml.ScalarNode) or value.style in ("|", ">"):
        raise _Elsewhere
    return value.start_mark.index, value.end_mark.index, _scalar(new)


def _added(text: str, node: yaml.MappingNode, name: str, new: object) -> Edit:
    """A new key, after the kind, which every session has."""
    kind = _keys(node)["kind"]
    if node.flow_style:
        return kind.end_mark.index, kind.end_mark.index, f", {name}: {_scalar(new)}"
    at = _line_end(text, kind.end_mark.index)
    return at, at, f"\n{' ' * node.start_mark.column}{name}: {_scalar(new)}"


def _without(text: str, node: yaml.MappingNode, name: str) -> Edit:
    """A key taken out, with the comment on its line. The first key stays, for the dash stands before it."""
    names = [key.value for key, _ in node.value]
    number = names.index(name)
    key, value = node.value[number]
    if number == 0 or not isinstance(value, yaml.ScalarNode) or value.style in ("|", ">"):
        raise _Elsewhere
    if node.flow_style:
        return node.value[number - 1][1].end_mark.index, value.end_mark.index, ""
    return _line_start(text, key.start_mark.index) - 1, _line_end(text, value.end_mark.index), ""


def _appended(text: str, list_node: yaml.SequenceNode, written: str, more: list[yaml.MappingNode]) -> Edit:
    there = _entries(list_node)
    if not there or list_node.flow_style:
        raise _Elsewhere
    first, at = there[0], _line_end(text, _last(text, there[-1]))
    dash = text.rindex("-", 0, first.start_mark.index)
    margin = " " * (dash - _line_start(text, dash))
    return at, at, "\n" + "".join(_block(written, entry, margin) for entry in more).rstrip("\n")


def _block(written: str, entry: yaml.MappingNode, margin: str) -> str:
    """An entry as ``write`` writes it, which is two columns in, with another margin."""
    start = _line_start(written, entry.start_mark.index)
    lines = written[start : _line_end(written, _last(written, entry))].split("\n")
    return "".join(f"{margin}{line[2:]}\n" if line.strip() else "\n" for line in lines)


def _last(text: str, node: yaml.Node) -> int:
    """Where a node's text ends; the marks of blocks, and of texts in blocks, stand where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    end: int = node.end_mark.index
    is_in_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return len(text[:end].rstrip()) if is_in_block else end


def _scalar(value: object) -> str:
    if not isinstance(value, str):
        raise _Elsewhere
    is_plain = _PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value) and ", " not in value
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _keys(node: yaml.Node | None) -> dict[str, Any]:
    return {key.value: value for key, value in _pairs(node)}


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise _Elsewhere
    return list(node.value)


def _entries(node: yaml.Node) -> list[yaml.MappingNode]:
    if not isinstance(node, yaml.SequenceNode):
        raise _Elsewhere
    return [entry for entry in node.value if isinstance(entry, yaml.MappingNode)]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found
