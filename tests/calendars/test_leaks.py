"""What an audience may not see moves no byte of its feed: every hidden field changed, every hidden thing taken away."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics import calendars
from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience, disclose
from logistics.model import Category, Event, Level, When
from logistics.operations import publishing
from logistics.operations.mailing import inviting
from logistics.plan import build
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


def _all_of(of: Event, audience: Audience) -> dict[str, bytes]:
    """Everything else that leaves of an event for one audience: over two editions, with options, in every form, as
    objects on a calendar server, and every mail with its headers."""
    later = of.model_copy(
        update={"revision": of.revision.model_copy(update={"number": of.revision.number + 1})}
    )
    now, before = build(later), build(of)
    options = calendars.Options(alarm=20, colours=True, links=True)
    made = {
        form: publishing.feed_as([now], audience, form, earlier=[before], options=options)
        for form in publishing.FORMATS
    }
    found = calendars.entries(disclose(now, audience))
    for number, one in enumerate(calendars.objects(found, confidential=audience.level >= Level.STAFF)):
        made[f"object {number}"] = one.uid.encode() + one.data
    to, sender = calendars.Party("Example Wire", "desk@wire.example"), calendars.Party("Press", "p@o.example")
    for number, letter in enumerate(inviting.to_press([now], audience, to, sender, 1_500_000_000)):
        made[f"mail {number}"] = letter.subject.encode() + letter.mail
    return made


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, VIDEO], ids=lambda audience: audience.name)
def test_no_hidden_field_moves_a_byte_of_any_form_object_or_mail(audience: Audience) -> None:
    of = sample()
    shown = _all_of(of, audience)
    assert audience is PUBLIC or any(name.startswith("mail") for name in shown)
    assert [
        path for path, changed in hidden_changes(of, audience.level) if _all_of(changed, audience) != shown
    ] == []


@settings(max_examples=4)
@given(st.data())
def test_no_hidden_field_of_the_richest_event_moves_a_byte_of_any_of_it(data: st.DataObject) -> None:
    audience = data.draw(st.sampled_from([PUBLIC, PRESS, VIDEO]))
    path, changed = data.draw(st.sampled_from(_hidden(audience)[1]))
    assert _all_of(changed, audience) == _all_of(sample(INVENTED), audience), path


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
