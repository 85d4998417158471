"""All that an event says, value by value: nothing is left out, and each is at its place in the file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from logistics.changes import stated
from logistics.eventfile import read
from logistics.model import Day, Level, When
from logistics.plan import build

EVENTS = sorted((Path(__file__).resolve().parents[2] / "events").rglob("*.yaml"))
INVENTED = next(path for path in EVENTS if path.parent.name == "invented")


def leaves(tree: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from leaves(value, f"{path}[{number}]")
    else:
        yield path, tree


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_whatever_the_file_states_is_a_value_at_its_place(path: Path) -> None:
    event = read(path).event
    values = {value.path: value.value for value in build(event).values}
    for place, said in leaves(stated(event)):
        if place.endswith(".press"):
            continue  # “all” stands for every category
        value = values[place]
        text = getattr(value, "words", getattr(value, "text", value))
        assert text == said, place


def test_texts_and_times_are_the_values_of_their_kind_in_the_same_order() -> None:
    plan = build(read(INVENTED).event)
    assert [value.path for value in plan.texts] == [
        value.path for value in plan.values if isinstance(value.value, str)
    ]
    times = {value.path: value.value for value in plan.times}
    assert isinstance(times["date"], Day)
    assert isinstance(times["sessions[0].start"], When)


def test_a_value_is_for_no_wider_circle_than_what_it_stands_in() -> None:
    levels = {value.path: value.level for value in build(read(INVENTED).event).values}
    assert levels["title"] is Level.PUBLIC
    assert levels["planning[0].text"] is Level.STAFF
    assert levels["registration.deadlines[0].what"] is Level.PRESS
    assert levels["venues[0].routes[0].takes"] is Level.STAFF
    assert levels["venues[0].name"] is Level.PUBLIC
    assert levels["planning[0].about"] is Level.STAFF
