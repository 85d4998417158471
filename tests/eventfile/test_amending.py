"""A file changed in a few places keeps all else to the letter, and states what was meant or is not made at all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.eventfile import parse, read
from logistics.eventfile.amending import amended
from logistics.model import Event, Session, Status, Venue, When
from tests.calendars.reading import SAMPLES

FILE = """\
# Who reads this: the office.
id: talks
title: Talks
date: 2026-06-03
zone: America/New_York
issuer: {name: Invented Ministry}
revision: {number: 1, date: 2026-06-01}
sessions:  # in no order
- {id: lunch, kind: working lunch, start: noon, status: planned}  # they eat

- id: talk   # the first
  kind: dialogue
  # Said on the telephone:
  start: 9:00 a.m.
  planning: >-
    Ask them.

# Nothing comes after.
"""


@cache
def event(text: str = FILE) -> Event:
    return parse(text.encode(), "talks.yaml").event


def with_session(of: Event, name: str, **changed: object) -> Event:
    """The event with a session that says something else; None takes a key out."""
    sessions = []
    for session in of.sessions:
        if session.id == name:
            stated = {key: getattr(session, key) for key in session.model_fields_set} | changed
            session = Session.model_validate(
                {key: value for key, value in stated.items() if value is not None}
            )
        sessions.append(session)
    return of.model_copy(update={"sessions": tuple(sessions)})


def lines_apart(text: str | None, other: str = FILE) -> tuple[list[str], list[str]]:
    """The lines that only the first has, and those that only the other has."""
    assert text is not None
    one, two = text.splitlines(), other.splitlines()
    return [line for line in one if line not in two], [line for line in two if line not in one]


@pytest.mark.parametrize(
    "name, changed, new, old",
    [
        ("talk", {"start": When.read("9:30 a.m.")}, ["  start: 9:30 a.m."], ["  start: 9:00 a.m."]),
        ("talk", {"status": Status.CANCELLED}, ["  status: cancelled"], []),
        ("talk", {"start": None}, [], ["  start: 9:00 a.m."]),
        ("talk", {"title": "No: a #1, “quoted”"}, ['  title: "No: a #1, “quoted”"'], []),
        ("talk", {"title": "12"}, ['  title: "12"'], []),
        (
            "lunch",
            {"start": None, "title": "Lunch, twice", "status": Status.POSTPONED},
            ['- {id: lunch, kind: working lunch, title: "Lunch, twice", status: postponed}  # they eat'],
            ["- {id: lunch, kind: working lunch, start: noon, status: planned}  # they eat"],
        ),
    ],
)
def test_only_the_lines_that_say_something_else_are_changed(
    name: str, changed: dict[str, object], new: list[str], old: list[str]
) -> None:
    assert lines_apart(amended(FILE, event(), with_session(event(), name, **changed))) == (new, old)


def test_a_new_session_and_a_first_venue_stand_where_they_belong() -> None:
    tea = Session.model_validate({"id": "tea", "kind": "meeting", "title": "Tea", "venue": "house"})
    house = Venue.model_validate({"id": "house", "name": "The House"})
    after = event().model_copy(update={"sessions": (*event().sessions, tea), "venues": (house,)})
    after = Event.model_validate({key: getattr(after, key) for key in (*event().model_fields_set, "venues")})
    assert amended(FILE, event(), after) == FILE.replace(
        "sessions:  #", "venues:\n  - id: house\n    name: The House\nsessions:  #"
    ).replace("    Ask them.\n", "    Ask them.\n- id: tea\n  kind: meeting\n  title: Tea\n  venue: house\n")


@pytest.mark.parametrize("name, changed", [("talk", {"planning": "Tell them."}), ("talk", {"questions": 2})])
def test_what_is_no_short_text_is_not_changed_in_place(name: str, changed: dict[str, object]) -> None:
    assert amended(FILE, event(), with_session(event(), name, **changed)) is None


def test_what_lies_elsewhere_than_in_sessions_and_venues_is_not_changed_in_place() -> None:
    assert amended(FILE, event(), event().model_copy(update={"title": "Other talks"})) is None
    assert amended(FILE, event(), event().model_copy(update={"sessions": event().sessions[:1]})) is None


@cache
def _sample(path: Path) -> tuple[str, Event]:
    file = read(path)
    return file.text, file.event


@given(st.data())
def test_in_the_files_of_the_house_every_comment_stays(data: st.DataObject) -> None:
    text, of = _sample(data.draw(st.sampled_from(SAMPLES)))
    session = data.draw(st.sampled_from(of.sessions))
    title = data.draw(st.text("abc:#'\"-\\[]{},é́ ", min_size=1, max_size=40).filter(str.strip))
    after = with_session(of, session.id, title=title, start=When.read("3:33 p.m."), status=Status.CANCELLED)
    made = amended(text, of, after)
    assert made is not None
    new, old = lines_apart(made, text)
    assert len(new) <= 3
    assert len(old) <= 3
    assert parse(made.encode(), "made").event == after
