"""Events that are written: readable, in the model's order, and read back the same."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from logistics.eventfile import parse, read, write, yamltree
from logistics.model import Category, Coverage, Event, Kind, Level, Step
from tests.eventfile.generate import EVENTS, ROOT, VALID

LEAST = (ROOT / "tests/examples/valid/least.yaml").read_text(encoding="utf-8")
DECEMBER_14 = read(ROOT / "events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml").event


def _read_back(event: Event) -> Event:
    return parse(write(event).encode(), "written").event


@pytest.mark.parametrize("path", [*VALID, *EVENTS], ids=lambda path: path.stem)
def test_every_event_is_read_back_as_it_was(path: Path) -> None:
    event = read(path).event
    assert _read_back(event) == event
    assert write(_read_back(event)) == write(event)


def test_keys_stand_in_the_order_of_the_model() -> None:
    keys = [line.split(":")[0] for line in write(DECEMBER_14).splitlines() if line[:1].isalpha()]
    assert keys == [name for name in Event.model_fields if name in keys]


def test_december_14_is_written_as_a_person_would() -> None:
    lines = write(DECEMBER_14).splitlines()
    for line in (
        "zone: America/New_York",
        "  number: 1",
        "lead: >-",
        "      - {id: tillerson, given: Rex, family: Tillerson, title: Secretary of State}",
        "      - {id: franklin, name: Benjamin Franklin Room, aliases: [Ben Franklin Room]}",
        "      - {step: pick-up, press: all, at: 8:30 a.m., entrance: 23rd-street}",
        "  - {handle: '@StateDept', platform: Twitter}",
    ):
        assert line in lines
    assert max(map(len, lines)) < 130


def test_what_is_unsaid_stays_unsaid() -> None:
    written = write(read(ROOT / "tests/examples/valid/least.yaml").event)
    assert "null" not in written
    assert "audience" not in written
    assert "access" not in written


def _title(event: Event, title: str) -> Event:
    return Event.model_validate({**event.model_dump(by_alias=True, exclude_none=True), "title": title})


_TITLES = (
    "null", "~", "no", "true", "12", "8:30", "1e3", "0x1F", ".5", "<<", "=", "- a", "a: b", "#1", "a #b", "@a", "*a",
    "&a", "!a", "'", '"', "%a", "`a`", "?", "[a]", "{a}", "a, b", "|", ">", "é\u00a0è", "日本語", "😀", "a  b", "x:1:2",
)  # fmt: skip


@pytest.mark.parametrize("title", _TITLES)
def test_any_title_is_read_back(title: str) -> None:
    event = _title(DECEMBER_14, title)
    assert event.title == title
    assert _read_back(event) == event


@pytest.mark.parametrize(
    "lead",
    [
        "one\ntwo",
        "one" + " and long" * 20 + "\ntwo",
        "one\n\ntwo",
        "one\n\n\n\ntwo",
        "one\n   indented" + " and long" * 20,
        "one \ntwo",
        "one\n\ttwo",
        "# one\n- two",
        "a  b " * 30,
    ],
)
def test_paragraphs_are_read_back_with_their_breaks_and_blanks(lead: str) -> None:
    event = Event.model_validate({**DECEMBER_14.model_dump(by_alias=True, exclude_none=True), "lead": lead})
    assert event.lead == lead.strip()
    assert _read_back(event) == event


def test_an_empty_line_of_folded_text_is_one_line_break() -> None:
    said = "lead: >-\n  One sentence\n  on two lines.\n\n  Another paragraph.\n"
    event = parse((LEAST + said).encode(), "folded").event
    assert event.lead == "One sentence on two lines.\nAnother paragraph."
    assert "lead: >-\n  One sentence on two lines.\n\n  Another paragraph.\n" in write(event)


@pytest.mark.parametrize("title", ["12", "true", "null", "1.5"])
def test_what_other_readers_take_for_something_else_is_quoted(title: str) -> None:
    assert yaml.safe_load(write(_title(DECEMBER_14, title)))["title"] == title


_LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=150
) | st.sampled_from(
    ["null", "~", "8:30", "no", "a: b", "- a", "# a", "x  y", "a" * 130 + " b", "two words " * 15]
)
_PROSE = _LINE | st.lists(
    _LINE | st.sampled_from(["", " ", "  indented", "\ttab"]), min_size=1, max_size=6
).map("\n".join)
_TIME = st.sampled_from(
    ["8:30", "9 a.m.", "about noon", "10:00 to 10:20 a.m.", "at one.end", "TBD", "5 min before start"]
)
_SLUG = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True).map(lambda slug: f"s-{slug}")


def _some(**said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=said)


_ACCESS = st.builds(
    lambda must, may: {**must, **may},
    st.fixed_dictionaries(
        {
            "step": st.sampled_from([step.value for step in Step]),
            "press": st.just("all")
            | st.lists(st.sampled_from([kind.value for kind in Category]), min_size=1, unique=True),
            "from": _TIME,
        }
    ),
    _some(by=_TIME, place=_LINE, planning=_LINE, audience=st.sampled_from([level.words for level in Level])),
)
_SESSION = st.builds(
    lambda must, may: {**must, **may},
    st.fixed_dictionaries({"id": _SLUG, "kind": st.sampled_from([kind.value for kind in Kind])}),
    _some(
        title=_LINE,
        start=_TIME,
        duration=st.sampled_from(["45 minutes", "1 h 30 min"]),
        coverage=st.sampled_from([coverage.value for coverage in Coverage]),
        after=st.just("one"),
        access=st.lists(_ACCESS, max_size=3),
        speakers=st.lists(_LINE, max_size=3),
        questions=st.integers(0, 100),
        note=_PROSE,
        planning=_PROSE,
        pool=st.fixed_dictionaries({"name": _LINE}, optional={"members": _PROSE}),
        livestreams=st.lists(
            st.fixed_dictionaries({"address": _LINE}, optional={"captions": st.booleans()}), max_size=2
        ),
    ),
)
_EVENT = st.builds(
    lambda must, sessions, may: {**must, "sessions": [{"id": "one", "kind": "dialogue"}, *sessions], **may},
    st.fixed_dictionaries(
        {
            "id": _SLUG,
            "title": _LINE,
            "date": st.sampled_from(["2031-06-11", "Wednesday, June 11, 2031"]),
            "zone": st.sampled_from(["America/New_York", "UTC"]),
            "issuer": st.fixed_dictionaries({"name": _LINE}),
            "revision": st.fixed_dictionaries({"number": st.integers(1, 99), "date": st.just("2031-06-01")}),
        }
    ),
    st.lists(_SESSION, max_size=4, unique_by=lambda session: session["id"]),
    _some(
        lead=_PROSE,
        sources=st.lists(_LINE, max_size=3),
        accounts=st.just([{"handle": "@a", "platform": "b"}]),
    ),
)


def _event(said: dict[str, Any]) -> Event | None:
    """The event, where the texts that hypothesis drew are such as a file may hold (some are only blanks)."""
    try:
        return Event.model_validate(said)
    except ValueError:
        return None


@given(event=_EVENT.map(_event).filter(lambda event: event is not None))
def test_any_event_is_read_back(event: Event) -> None:
    assert _read_back(event) == event


@given(event=_EVENT.map(_event).filter(lambda event: event is not None))
def test_any_event_is_read_back_without_libyaml(event: Event) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamltree, "_LOADER", yaml.BaseLoader)
        assert _read_back(event) == event
