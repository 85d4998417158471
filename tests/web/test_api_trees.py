"""Events in JSON: read as their file would be, and nothing is taken for what it is not."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.errors import UnusableInput
from logistics.eventfile import read
from logistics.model import Event, Noun
from logistics.model.keys import keys_of
from logistics.operations.drafts import judged
from tests.web.offices import FILES
from web.api.examples import EVENT
from web.api.trees import MOST_PROBLEMS, MOST_VALUES, as_a_file, kinds

STATED = {
    name: _tree
    for name, path in FILES.items()
    if (
        _tree := read(path).event.model_dump(
            mode="json", by_alias=True, exclude_unset=True, exclude_none=True
        )
    )
}
RICHEST = max(STATED.values(), key=lambda tree: len(str(tree)))


def _places(
    noun: type[Noun], tree: dict[str, Any], path: str
) -> Iterator[tuple[dict[str, Any], str, type, bool, str]]:
    """Each key that a tree states: what it stands in, its name, its kind, whether it is a list, and its path."""
    for name, value in tree.items():
        key, at = keys_of(noun)[name], f"{path}.{name}" if path else name
        yield tree, name, key.kind, key.many, at
        entries = value if isinstance(value, list) else [value]
        for number, entry in enumerate(entries):
            if isinstance(entry, dict) and issubclass(key.kind, Noun):
                yield from _places(key.kind, entry, f"{at}[{number}]" if isinstance(value, list) else at)


def _problems(tree: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(UnusableInput) as caught:
        judged(as_a_file(tree))
    return tuple(one.path for one in caught.value.problems)


def _wrong(kind: type) -> tuple[object, ...]:
    if kind is int:
        return (True, "1", 1.5, 10**30)
    return ("true", 1) if kind is bool else (1, 1.5, True)


@pytest.mark.parametrize("name", STATED)
def test_what_a_sample_event_states_is_read_as_its_file_is(name: str) -> None:
    assert judged(as_a_file(STATED[name])).file.event == read(FILES[name]).event


def test_a_value_of_another_kind_is_told_at_its_key() -> None:
    """Every key that the richest sample states, with every kind of value that it must not have."""
    tree = copy.deepcopy(RICHEST)
    places = {re.sub(r"\[\d+\]", "[]", place[-1]): place for place in _places(Event, tree, "")}
    for within, name, kind, many, path in places.values():
        stated = within[name]
        for value in _wrong(kind):
            within[name] = [value] if many else value
            told = [one.path for one in kinds(tree)[1]]
            assert told == ([f"{path}[0]"] if many else [path]), (path, value)
        within[name] = stated
    assert kinds(tree)[1] == ()
    assert len(places) > 100


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_whatever_stands_somewhere_is_told_and_never_a_fault_of_ours(data: st.DataObject) -> None:
    tree = copy.deepcopy(data.draw(st.sampled_from([RICHEST, EVENT])))
    for _ in range(data.draw(st.integers(1, 3))):
        within, name, *_ = data.draw(st.sampled_from(list(_places(Event, tree, ""))))
        within[name] = data.draw(JSON)
        try:
            list(_places(Event, tree, ""))
        except (KeyError, AttributeError):
            break  # a key that is none: nothing further can be named below it
    with suppress(UnusableInput):
        judged(as_a_file(tree))


def test_a_null_is_as_good_as_nothing_said_and_no_list() -> None:
    assert "lead" not in as_a_file({**EVENT, "lead": None})
    assert _problems({**EVENT, "sources": None}) == ("sources",)
    assert _problems({**EVENT, "date": None}) == ("date",)


def test_an_event_has_an_end() -> None:
    as_a_file({**EVENT, "sources": ["x"] * 40_000})
    with pytest.raises(UnusableInput, match="50,000"):
        as_a_file({**EVENT, "sources": ["x"] * MOST_VALUES})


def test_of_endless_problems_the_first_are_told() -> None:
    *first, more = _problems({**EVENT, "sources": [1] * 1_000})
    assert first == [f"sources[{number}]" for number in range(MOST_PROBLEMS)]
    assert more == ""
