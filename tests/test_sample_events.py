"""The events that come with the project: the real ones say only what their sources say, the invented one says all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from logistics.eventfile import read
from logistics.model import (
    RELATIONS,
    Category,
    Coverage,
    Event,
    Kind,
    Level,
    Mode,
    Noun,
    ReleaseKind,
    ReleaseStatus,
    Session,
    Shape,
    Side,
    Status,
    Step,
    When,
)
from logistics.model.staff import StaffList
from logistics.moments import instant

EVENTS = Path(__file__).resolve().parent.parent / "events"
REAL = sorted(EVENTS.glob("[0-9][0-9][0-9][0-9]/*.yaml"))
INVENTED = EVENTS / "invented" / "2031-06-11-two-city-summit-day.yaml"

# An event to be confirmed would be stamped so on every page, and one in another language would need that
# language's words; these two keys are written in the invented file, with their usual value.
AS_USUAL = {("Event", "status"), ("Event", "language")}


@cache
def event_of(path: Path) -> Event:
    return read(path).event


def real(name: str) -> Event:
    return event_of(EVENTS / name[:4] / f"{name}.yaml")


def names(paths: Iterable[Path]) -> list[str]:
    return [path.stem for path in paths]


def values_in(thing: object) -> Iterator[object]:
    """A noun and everything below it."""
    yield thing
    if isinstance(thing, Noun):
        for name in type(thing).model_fields:
            yield from values_in(getattr(thing, name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from values_in(part)


def nouns_of_the_model(noun: type[Noun] = Noun) -> Iterator[type[Noun]]:
    for kind in noun.__subclasses__():
        if kind.__module__.startswith("logistics.model") and kind.__module__ != StaffList.__module__:
            yield kind
            yield from nouns_of_the_model(kind)


def is_usual(value: object, field: FieldInfo) -> bool:
    return field.default is not PydanticUndefined and value == field.default


# The real events


@pytest.mark.parametrize("path", REAL, ids=names(REAL))
def test_a_real_file_is_named_for_its_day_and_lies_in_its_year(path: Path) -> None:
    day = event_of(path).date.date
    assert path.name.startswith(f"{day.isoformat()}-")
    assert path.parent.name == str(day.year)


@pytest.mark.parametrize("path", REAL, ids=names(REAL))
def test_a_real_file_states_its_sources_and_is_not_called_invented(path: Path) -> None:
    assert event_of(path).sources
    assert event_of(path).invented is None
    assert "invented" not in path.read_text(encoding="utf-8").lower()


def test_there_is_something_real_to_test() -> None:
    assert names(REAL) == [
        "2017-05-18-us-mexico-strategic-dialogue",
        "2017-12-14-us-mexico-strategic-dialogue",
        "2019-04-19-us-japan-2-plus-2",
        "2022-10-13-us-mexico-high-level-security-dialogue",
    ]


def test_the_first_dialogue_asks_writers_too_to_pre_set() -> None:
    event = real("2017-05-18-us-mexico-strategic-dialogue")
    (access,) = event.session("spray").access
    assert access.step is Step.PRE_SET
    assert Category.WRITERS in access.press
    assert access.wording == "Pre-set time for video cameras, still photographers, and journalists"
    assert event.session("availability").speakers == ("tillerson", "kelly", "videgaray", "osorio")


def test_the_first_dialogue_has_no_room_and_no_stream_as_none_is_known() -> None:
    event = real("2017-05-18-us-mexico-strategic-dialogue")
    assert not any(session.room or session.livestreams for session in event.sessions)
    assert not any(venue.rooms for venue in event.venues)


def test_the_two_plus_two_has_two_entrances_and_an_open_and_a_pooled_spray() -> None:
    event = real("2019-04-19-us-japan-2-plus-2")
    assert [door.name for door in event.venues[0].entrances] == ["C Street Entrance", "23rd Street Entrance"]
    sprays = {session.coverage for session in event.sessions if session.kind.is_spray}
    assert sprays == {Coverage.OPEN, Coverage.POOLED}
    used = {session.id: {access.entrance for access in session.access} for session in event.sessions}
    assert used["open-spray"] == {"c-street"}
    assert used["availability"] == {"23rd-street"}


def test_the_two_plus_two_keeps_the_wrong_minister_of_its_notice() -> None:
    event = real("2019-04-19-us-japan-2-plus-2")
    strangers = {
        name for session in event.sessions for name in session.speakers if event.person_named(name) is None
    }
    assert strangers == {"Onodera"}


def test_the_security_dialogue_has_the_five_sessions_of_the_public_schedule() -> None:
    event = real("2022-10-13-us-mexico-high-level-security-dialogue")
    assert [(session.id, session.start and session.start.text) for session in event.sessions] == [
        ("bilateral", "9:30 a.m."),
        ("opening-remarks", "10:30 a.m."),
        ("lunch", "12:00 p.m."),
        ("availability", "1:30 p.m."),
        ("signing", "6:15 p.m."),
    ]
    assert all(session.shown_to is Level.PUBLIC for session in event.sessions)


def test_the_fact_sheet_has_three_goals_and_thirteen_headings() -> None:
    event = real("2022-10-13-us-mexico-high-level-security-dialogue")
    sheet = next(release for release in event.releases if release.id == "fact-sheet")
    assert [goal.number for goal in sheet.sections] == [1, 2, 3]
    assert [len(goal.sections) for goal in sheet.sections] == [4, 5, 4]


def test_the_fact_sheet_keeps_its_time_stamp_with_its_offset() -> None:
    event = real("2022-10-13-us-mexico-high-level-security-dialogue")
    sheet = next(release for release in event.releases if release.id == "fact-sheet")
    assert sheet.published is not None
    assert sheet.published.text == "2022-10-13 19:52:45-04:00"
    assert sheet.published.offset_minutes == -4 * 60
    assert sheet.published.time == dt.time(19, 52, 45)


# The invented event


def test_the_invented_day_says_so_in_its_key_and_in_its_first_line() -> None:
    assert event_of(INVENTED).invented
    assert "invented" in INVENTED.read_text(encoding="utf-8").splitlines()[0].lower()


@pytest.mark.parametrize("noun", sorted(nouns_of_the_model(), key=str))
def test_the_invented_day_sets_every_key_of_every_noun_to_something_of_its_own(noun: type[Noun]) -> None:
    met = [value for value in values_in(event_of(INVENTED)) if type(value) is noun]
    assert met, f"The invented day has no {noun.__name__}"
    for name, field in noun.model_fields.items():
        if (noun.__name__, name) in AS_USUAL:
            assert any(name in value.model_fields_set for value in met), name
        else:
            assert not all(is_usual(getattr(value, name), field) for value in met), name


@pytest.mark.parametrize(
    "choices",
    [Category, Coverage, Kind, Level, Mode, ReleaseKind, ReleaseStatus, Shape, Side, Status, Step],
)
def test_the_invented_day_makes_every_choice_there_is(choices: type[Enum]) -> None:
    everything = list(values_in(event_of(INVENTED)))
    made = {value for value in everything if isinstance(value, choices)}
    made |= {value.shape for value in everything if isinstance(value, When)} if choices is Shape else set()
    assert made == set(choices)


def test_the_invented_day_uses_every_relation_and_every_way_of_saying_an_access_time() -> None:
    event = event_of(INVENTED)
    assert {name for session in event.sessions for name, _ in session.relations} == set(RELATIONS)
    ways = {
        frozenset(way for way in ("at", "by", "from_", "between") if getattr(access, way) is not None)
        for session in event.sessions
        for access in session.access
    }
    assert ways == {frozenset(way) for way in (["at"], ["by"], ["from_"], ["between"], ["from_", "by"])}


def test_the_invented_day_has_44_to_60_sessions_in_two_cities_an_hour_apart() -> None:
    event = event_of(INVENTED)
    assert 44 <= len(event.sessions) <= 60
    there, here = (instant(event.date.date, dt.time(12), str(venue.zone)) for venue in event.venues)
    assert here - there == 3600


def test_everything_that_the_invented_day_names_is_in_it() -> None:
    event = event_of(INVENTED)
    for session in event.sessions:
        assert session.room is None or event.room(session.room), session.id
        assert all(event.person_named(name) for name in session.speakers), session.id
        assert all(access.entrance and event.entrance(access.entrance) for access in session.access), (
            session.id
        )
        assert all(event.session(other) for _, other in session.relations), session.id
    assert all(event.session(waiver.about) for waiver in event.waivers if waiver.about)


def _stretches(event: Event) -> Iterator[tuple[Session, int, int]]:
    """The planned sessions of the invented day with their longest stretch, in seconds."""
    for session in event.sessions:
        if session.status is not Status.PLANNED or session.start is None:
            continue
        zone = event.zone_of(session)
        ends = [instant(clock.day or event.date.date, clock.time, zone) for clock in session.start.clocks]
        first, last = ends[0], ends[-1] if session.start.shape is Shape.WINDOW else ends[0]
        if session.end is not None:
            clock = session.end.clock
            last = instant(clock.day or event.date.date, clock.time, zone)
        elif session.duration is not None:
            last += session.duration.most
        yield session, first, last


def test_on_the_invented_day_nobody_and_no_room_is_taken_twice() -> None:
    taken: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for session, first, last in _stretches(event_of(INVENTED)):
        assert last > first, session.id
        if session.at_top_of or session.at_bottom_of:
            continue  # a spray is part of its meeting
        for thing in (*session.speakers, *([session.room] if session.room else [])):
            taken[thing].append((first, last, session.id))
    for thing, stretches in taken.items():
        in_order = sorted(stretches)
        for (_, over, before), (begins, _, after) in pairwise(in_order):
            assert begins - over >= 5 * 60, f"{thing}: {before} and {after}"
