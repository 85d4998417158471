"""What an audience may not see moves no byte of its feed: every hidden field changed, every hidden thing taken away."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience
from logistics.errors import LogisticsError
from logistics.model import Category, Event, Level, Noun, When, level_of
from tests.calendars.reading import INVENTED, feed, sample

VIDEO = Audience(Level.PRESS, Category.VIDEO)
SPOILT: tuple[Any, ...] = (
    "LEAKED", "leaked", "3:33 a.m.", "77 minutes", "ABC999", ("LEAKED",), ("leaked",), 77, "77", True, False,
    "draft", "staff", "close hold", (),
)  # fmt: skip


def hidden_changes(noun: Noun, audience: Audience, path: str = "") -> Iterator[tuple[str, Noun]]:
    """Each way to change one thing that the audience may not see, with its path, and the noun so changed."""
    for name, field in type(noun).model_fields.items():
        value, where = getattr(noun, name), f"{path}.{name}".strip(".")
        if level_of(field) > audience.level:
            for spoilt in _other_values(noun, name, value):
                yield where, spoilt
        elif isinstance(value, Noun):
            for inner, changed in hidden_changes(value, audience, where):
                yield inner, noun.model_copy(update={name: changed})
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if not isinstance(item, Noun):
                    continue
                here = f"{where}[{number}]"
                others: list[tuple[str, tuple[Noun, ...]]]
                if _level(item) > audience.level:
                    others = [(here, ()), *((inner, (other,)) for inner, other in _any_change(item, here))]
                else:
                    others = [(inner, (other,)) for inner, other in hidden_changes(item, audience, here)]
                for inner, kept in others:
                    yield (
                        inner,
                        noun.model_copy(update={name: (*value[:number], *kept, *value[number + 1 :])}),
                    )


def _level(item: Noun) -> Level:
    shown_to = getattr(item, "shown_to", None)
    level = shown_to if shown_to is not None else getattr(item, "audience", None)
    return Level.PUBLIC if level is None else level


def _any_change(item: Noun, path: str) -> Iterator[tuple[str, Noun]]:
    """Changes of any field of a hidden thing but its identity and what hides it."""
    for name in type(item).model_fields:
        if name not in ("id", "audience", "coverage", "kind"):
            for changed in _other_values(item, name, getattr(item, name)):
                yield f"{path}.{name}", changed


def _other_values(noun: Noun, name: str, value: object) -> Iterator[Noun]:
    """The noun with the first other value that its field takes, and with none where it may have none."""
    fields = type(noun).model_fields
    now = {field.alias or key: getattr(noun, key) for key, field in fields.items()}
    for other in SPOILT:
        try:
            changed = type(noun).model_validate({**now, fields[name].alias or name: other})
        except (ValidationError, LogisticsError):
            continue
        if getattr(changed, name) != value:
            yield changed
            return


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, VIDEO], ids=lambda audience: audience.name)
def test_no_hidden_field_of_the_first_event_moves_a_byte(audience: Audience) -> None:
    of = sample()
    shown = feed(of, audience)
    changes = list(hidden_changes(of, audience))
    assert len(changes) > (25 if audience is PUBLIC else 10)  # something was there to leak
    assert [path for path, changed in changes if feed(_event(changed), audience) != shown] == []


@settings(max_examples=12)  # each plans sixty sessions anew
@given(st.data())
def test_no_hidden_field_of_the_richest_event_moves_a_byte(data: st.DataObject) -> None:
    audience = data.draw(st.sampled_from(list(_RICH)))
    shown, changes = _RICH[audience]
    path, changed = data.draw(st.sampled_from(changes))
    assert feed(_event(changed), audience) == shown, path


def _event(noun: Noun) -> Event:
    assert isinstance(noun, Event)
    return noun


_RICH = {
    audience: (feed(sample(INVENTED), audience), list(hidden_changes(sample(INVENTED), audience)))
    for audience in (PRESS, VIDEO, STAFF)
}


def test_a_session_may_be_hidden_together_with_all_that_stands_in_it() -> None:
    of = sample()
    spray, *others = of.sessions
    secret = spray.model_copy(update={"audience": Level.STAFF, "title": "Quiet talk"})
    without = of.model_copy(update={"sessions": tuple(others)})
    assert feed(of.model_copy(update={"sessions": (secret, *others)}), PRESS) == feed(without, PRESS)
    assert feed(of, PRESS) != feed(without, PRESS)


def test_what_another_crew_must_do_is_not_in_a_crews_feed() -> None:
    of = sample()
    spray, dialogue, availability = of.sessions
    video, writers = availability.access
    moved = writers.model_copy(update={"at": When.read("10:25 a.m."), "place": "LEAKED"})
    changed = availability.model_copy(update={"access": (video, moved)})
    other = of.model_copy(update={"sessions": (spray, dialogue, changed)})
    assert feed(other, VIDEO) == feed(of, VIDEO)
    assert feed(other, PRESS) != feed(of, PRESS)
