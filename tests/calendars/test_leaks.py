"""What an audience may not see moves no byte of its feed: every hidden field changed, every hidden thing taken away."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience
from logistics.model import Category, Event, Level, When
from tests.calendars.reading import INVENTED, feed, sample
from tests.hiding import hidden_changes

VIDEO = Audience(Level.PRESS, Category.VIDEO)


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, VIDEO], ids=lambda audience: audience.name)
def test_no_hidden_field_of_the_first_event_moves_a_byte(audience: Audience) -> None:
    of = sample()
    shown = feed(of, audience)
    changes = list(hidden_changes(of, audience.level))
    assert changes  # something was there to leak
    assert [path for path, changed in changes if feed(changed, audience) != shown] == []


@cache
def _hidden(audience: Audience) -> tuple[bytes, list[tuple[str, Event]]]:
    """The feed of the invented event, which uses every key of the format, and every change that must not show."""
    return feed(sample(INVENTED), audience), list(hidden_changes(sample(INVENTED), audience.level))


@settings(max_examples=12)  # each plans sixty sessions anew
@given(st.data())
def test_no_hidden_field_of_the_richest_event_moves_a_byte(data: st.DataObject) -> None:
    audience = data.draw(st.sampled_from([PUBLIC, PRESS, VIDEO, STAFF]))
    shown, changes = _hidden(audience)
    path, changed = data.draw(st.sampled_from(changes))
    assert feed(changed, audience) == shown, path


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
