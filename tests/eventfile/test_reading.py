"""Event files that are read: what they say, and where."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from logistics.errors import UnusableInput
from logistics.eventfile import parse, read, yamltree
from logistics.model import Event
from tests.eventfile.generate import EVENTS, INVALID, ROOT, VALID, expected, problems_text

DECEMBER_14 = ROOT / "events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml"


def _problems(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(UnusableInput) as caught:
        parse(text.encode(), "event.yaml")
    return [(problem.line, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("path", [*VALID, *EVENTS], ids=lambda path: path.stem)
def test_a_valid_file_is_read(path: Path) -> None:
    file = read(path)
    assert isinstance(file.event, Event)
    assert file.source == str(path)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_file_is_refused_with_all_its_problems(path: Path) -> None:
    """If the new messages are right: python -m tests.eventfile.generate."""
    assert problems_text(path) == expected(path).read_text(encoding="utf-8")


def test_every_expectation_has_its_file() -> None:
    assert sorted(path.name for path in INVALID[0].parent.glob("*.txt")) == sorted(
        expected(path).name for path in INVALID
    )


def test_problems_come_in_the_order_of_the_file() -> None:
    for path in INVALID:
        with pytest.raises(UnusableInput) as caught:
            read(path)
        lines = [problem.line for problem in caught.value.problems]
        assert lines == sorted(lines, key=lambda line: line or 0)


def test_the_lines_of_december_14() -> None:
    file = read(DECEMBER_14)
    stated = {
        "title": "title: Secretary Tillerson Hosts",
        "sessions[0].access[0].at": "      - {step: pick-up, press: all, at: 8:30 a.m.",
        "sessions[2].access[1].press[1]": "      - {step: final access",
        "delegations[1].members[2].family": "      - {id: beltran, family: Elias Beltran",
    }
    for path, text in stated.items():
        line = file.line(path)
        assert line is not None
        assert file.quote(line).startswith(text)


def test_what_is_left_out_has_the_line_of_what_it_would_stand_in() -> None:
    file = read(DECEMBER_14)
    assert file.line("sessions[1].end") == file.line("sessions[1]")
    assert file.line("sessions[1].parts[3].start") == file.line("sessions[1]")
    assert file.line("credentials") == file.line("")
    first = file.line("")
    assert first is not None
    assert file.quote(first).startswith("id: ")


def test_a_line_that_is_not_there_cannot_be_quoted() -> None:
    file = read(DECEMBER_14)
    for line in (0, -1, 10_000):
        with pytest.raises(IndexError):
            file.quote(line)


def test_texts_that_yaml_would_change_stay_texts() -> None:
    event = read(ROOT / "tests/examples/valid/texts-that-yaml-would-change.yaml").event
    assert (event.language, event.delegations[0].languages) == ("no", ("no", "en"))
    person, session = event.people[0], event.sessions[0]
    assert (person.given, person.family) == ("null", "No")
    assert session.start is not None
    assert (session.start.text, session.title) == ("8:30", "010")
    assert (session.end, session.duration) == (None, None)


def test_a_reference_keeps_the_words_of_the_file() -> None:
    event = read(ROOT / "tests/examples/valid/names-and-aliases.yaml").event
    assert [session.room for session in event.sessions] == ["upper hall", "loft"]
    assert event.room("upper hall") is event.room("loft") is not None


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_line_ends_and_a_byte_order_mark_change_nothing(end: str) -> None:
    plain = DECEMBER_14.read_text(encoding="utf-8")
    file = parse(b"\xef\xbb\xbf" + plain.replace("\n", end).encode(), "event.yaml")
    assert file.event == read(DECEMBER_14).event
    assert file.places == read(DECEMBER_14).places
    assert file.text == plain


@pytest.mark.parametrize("path", [*VALID, *EVENTS], ids=lambda path: path.stem)
def test_pyyaml_without_libyaml_reads_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libyaml = read(path)
    monkeypatch.setattr(yamltree, "_LOADER", yaml.BaseLoader)
    assert read(path) == with_libyaml


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_pyyaml_without_libyaml_refuses_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "_LOADER", yaml.BaseLoader)
    lines = {line.split(": ")[0] for line in problems_text(path).splitlines()}
    assert lines == {line.split(": ")[0] for line in expected(path).read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda folder: folder, "This is a folder"),
        (lambda folder: folder / "none.yaml", "There is no such file"),
        (lambda folder: folder / "a\x00b.yaml", "cannot be opened"),
        (lambda folder: folder / ("x" * 5000), "cannot be opened"),
    ],
    ids=["folder", "missing", "NUL in its name", "name too long"],
)
def test_a_file_that_cannot_be_opened(make, said: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a lambda of the table
    with pytest.raises(UnusableInput, match=said) as caught:
        read(make(tmp_path))
    assert caught.value.source == str(make(tmp_path))


def test_a_problem_names_its_path() -> None:
    text = DECEMBER_14.read_text(encoding="utf-8").replace("room: acheson", "romm: acheson")
    with pytest.raises(UnusableInput) as caught:
        parse(text.encode(), "event.yaml")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("sessions[2].romm", 70)
    assert problem.message == "‘romm’ is not a key here; did you mean room?"


LEAST = (ROOT / "tests/examples/valid/least.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said, problem",
    [
        ({"zone": "America/New_York"}, None),
        ({"zone": "Mars/Phobos"}, "“Mars/Phobos” is not a time zone"),
        ({"date": "June 11, 2031"}, None),
        ({"date": "June 31, 2031"}, "is no day of the calendar"),
        ({"last_date": "June 12, 2031"}, None),
        ({"last_date": "June 11, 2031"}, None),
        ({"last_date": "June 10, 2031"}, "The last day, 2031-06-10, comes before the first, 2031-06-11"),
        ({"waivers": "[{rule: ACC006, reason: Known, about: talks}]"}, None),
        (
            {"waivers": "[{rule: ACC006, reason: Known, about: lunch}]"},
            "“lunch” names no session of this event",
        ),
        (
            {"waivers": "[{rule: acc6, reason: Known}]"},
            "“acc6” is not written as it must be here. The rule's code",
        ),
        ({"registration": "{deadlines: [{what: RSVP, by: 2 hours before talks.start}]}"}, None),
        (
            {"registration": "{deadlines: [{what: RSVP, by: 2 hours before lunch.start}]}"},
            "“lunch” names no session",
        ),
        (
            {"registration": "{deadlines: [{what: RSVP, by: 'March 9, 2031, 2:30 a.m.'}]}"},
            "02:30 does not exist on 2031-03-09",
        ),
        ({"registration": "{deadlines: [{what: RSVP, by: 2:30 a.m.}]}"}, None),
        (
            {"revision": "{number: 1, date: 2031-03-09, time: 2:30 a.m.}"},
            "02:30 does not exist on 2031-03-09",
        ),
        ({"revision": "{number: 1, date: 2031-03-09, time: 3:30 a.m.}"}, None),
        ({"revision": "{number: 0, date: 2031-03-09}"}, "‘number’ must be at least 1; here it is “0”"),
        (
            {"releases": "[{id: a, kind: notice, title: A, supersedes: b}, {id: b, kind: notice, title: B}]"},
            None,
        ),
        (
            {"releases": "[{id: a, kind: notice, title: A, supersedes: c}]"},
            "“c” names no release of this event. It has a.",
        ),
        ({"releases": "[{id: a, kind: notice, title: A, states: [{point: talks.start, when: noon}]}]"}, None),
        (
            {"releases": "[{id: a, kind: notice, title: A, states: [{point: start, when: noon}]}]"},
            "“start” names no session or",
        ),
    ],
)
def test_checks_across_a_file_fire_and_stay_silent(said: Mapping[str, str], problem: str | None) -> None:
    kept = [line for line in LEAST.splitlines() if line.split(":")[0] not in said]
    text = "\n".join([*kept, *(f"{key}: {value}" for key, value in said.items())])
    if problem is None:
        parse(text.encode(), "event.yaml")
    else:
        ((line, message),) = _problems(text)
        assert problem in message
        assert line == len(text.splitlines())


def test_a_list_that_cannot_be_read_makes_no_false_alarm_of_what_names_its_entries() -> None:
    text = LEAST + "venues: Old Mill\nreleases: none\n"
    text = text.replace("start: 9:00 a.m.", "start: 9:00 a.m., venue: mill, room: loft")
    assert [line for line, _ in _problems(text)] == [10, 11]


def test_hours_of_a_week_are_on_no_one_day() -> None:
    hours = "{days: daily, opens: 2:30 a.m., closes: 9:00 p.m.}"
    door = f"venues: [{{id: mill, name: Mill, entrances: [{{id: gate, name: Gate, hours: [{hours}]}}]}}]\n"
    parse((LEAST + door).replace("June 11, 2031", "March 9, 2031").encode(), "event.yaml")
