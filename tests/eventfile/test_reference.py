"""The schema, the manual and its examples say what the model says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from logistics.eventfile import parse, schema, tables
from logistics.model import Day, Event, Level, Noun, Span, Stamp, When
from logistics.model.staff import StaffList
from logistics.model.times import AsWritten
from logistics.plan import build
from logistics.rules.base import Severity
from logistics.rules.catalogue import check
from tests.eventfile.generate import EVENTS, MANUAL, SCHEMA, manual_text, schema_text

BLOCKS = re.findall(r"^```yaml\n(.*?)^```", MANUAL.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
ANEW = "the model has changed: python -m tests.eventfile.generate"


def test_the_schema_file_is_the_schema() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), ANEW


def test_the_tables_of_the_manual_are_those_of_the_model() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    assert manual == manual_text(manual), ANEW
    assert tables() in manual


def _nouns_of_the_schema() -> Iterator[tuple[str, dict[str, Any]]]:
    whole: Any = schema()
    yield "Event", whole
    yield from ((name, said) for name, said in whole["$defs"].items() if said["type"] == "object")


@pytest.mark.parametrize(
    "name, said", tuple(_nouns_of_the_schema()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_schema_tells_what_each_key_means_and_who_may_see_it(name: str, said: dict[str, Any]) -> None:
    assert said["additionalProperties"] is False
    nouns = dict(_nouns_of_the_schema())
    for key, about in said["properties"].items():
        # pydantic leaves a key's description out where it is, word for word, that of the noun it refers to
        described = about if "description" in about else nouns[about["$ref"].rsplit("/", 1)[-1]]
        assert described["description"], f"{name}.{key}"
        assert about["audience"] in {level.words for level in Level}
        assert not key.endswith("_")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_the_schema_takes_an_audience_by_its_name() -> None:
    whole: Any = schema()
    audience = whole["$defs"]["AccessTime"]["properties"]["audience"]
    assert (audience["enum"], audience["default"]) == (["public", "press", "staff", "close hold"], "press")


def test_every_noun_has_its_table_and_every_key_its_row() -> None:
    found = [noun for noun in Noun.__subclasses__() if noun.__module__.startswith("logistics.model")]
    nouns = [noun for noun in found if noun.__module__ != StaffList.__module__]
    by_heading = {re.sub(r"\W", "", part.split("\n")[0]).lower(): part for part in tables().split("### ")[1:]}
    assert sorted(by_heading) == sorted(noun.__name__.lower() for noun in nouns)
    for noun in nouns:
        for name, field in noun.model_fields.items():
            key = f"`{field.alias or name}`"
            assert f"| {f'**{key}**' if field.is_required() else key} |" in by_heading[noun.__name__.lower()]


@pytest.mark.parametrize(
    "noun, key, audience",
    [
        ("Access time", "step", "as the access time says (press)"),
        ("Access time", "planning", "staff"),
        ("Contact", "phone", "as the contact says (press)"),
        ("Planning note", "text", "as the planning note says (staff)"),
        ("Livestream", "address", "public"),
        ("Route", "takes", "staff"),
        ("Session", "access", "as each says (press)"),
        ("Session", "pool", "press"),
        ("Event", "contacts", "as each says (press)"),
        ("Event", "releases", "public"),
    ],
)
def test_the_tables_say_who_may_see_a_key_of_a_file_that_says_nothing_of_it(
    noun: str, key: str, audience: str
) -> None:
    table = tables().split(f"### {noun}\n")[1].split("### ")[0]
    (row,) = re.findall(rf"^\| \**`{key}`.*$", table, re.MULTILINE)
    assert row.endswith(f"| {audience} |")


def test_the_links_of_the_tables_lead_to_tables() -> None:
    headings = {
        line[4:].lower().replace(" ", "-") for line in tables().splitlines() if line.startswith("### ")
    }
    assert set(re.findall(r"\(#([a-z-]+)\)", tables())) == headings - {"event"}


def _keys(block: str) -> list[str]:
    return re.findall(r"^(\w+):", block, re.MULTILINE)


def _filled_out(block: str) -> bytes:
    """An example with the keys that it leaves to the first one, "The least that a file says"."""
    least = re.split(r"^(?=\w)", BLOCKS[0], flags=re.MULTILINE)
    return ("".join(part for part in least if part.split(":")[0] not in _keys(block)) + block).encode()


_EVERY_EXAMPLE = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split(":")[0])


@_EVERY_EXAMPLE
def test_every_example_of_the_manual_is_read(block: str) -> None:
    assert _keys(block)
    event = parse(_filled_out(block), "manual").event
    assert set(_keys(block)) <= event.model_dump(by_alias=True, exclude_unset=True).keys()


@_EVERY_EXAMPLE
def test_no_rule_finds_an_error_in_an_example_of_the_manual(block: str) -> None:
    findings = check(build(parse(_filled_out(block), "manual").event)).findings
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def _rows(head: str) -> dict[str, list[str]]:
    """A table of the manual by the first cell of its rows: what stands there as code."""
    table = MANUAL.read_text(encoding="utf-8").split(f"{head}\n|---|---|\n")[1].split("\n\n")[0]
    return {row.split("|")[1].strip(): re.findall("`([^`]+)`", row) for row in table.splitlines()}


def test_every_time_of_the_manual_is_read() -> None:
    times = [text for written in _rows("| written | means |") for text in re.findall("`([^`]+)`", written)]
    assert len(times) > 20
    for text in times:
        assert When.read(text).text == text


@pytest.mark.parametrize(
    "said, kind", [("a day", Day), ("a length", Span), ("a time stamp, of what did happen", Stamp)]
)
def test_every_day_length_and_stamp_of_the_manual_is_read(said: str, kind: type[AsWritten]) -> None:
    texts = _rows("| | is written |")[said]
    assert texts
    for text in texts:
        assert kind.read(text).text == text


def test_the_days_of_hours_in_the_manual_are_understood() -> None:
    """An access time on a Wednesday at a door that is open on some days: there are hours to compare it with."""
    texts = _rows("| | is written |")["the days of an entrance's `hours`"]
    assert len(texts) > 4
    for days in texts[1:]:
        hours = f"[{{days: {days}, opens: 8:00 a.m., closes: 6:00 p.m.}}]"
        example = next(block for block in BLOCKS if block.startswith("venues:"))
        door = example.replace("name: Mill Gate", f"name: Mill Gate, hours: {hours}")
        report = check(build(parse(_filled_out(door), "manual").event))
        assert door != example
        assert "ACC007" not in {item.rule for item in report.unchecked}, days


def test_the_manual_has_examples() -> None:
    assert len(BLOCKS) >= 5


def test_the_schema_knows_all_keys_of_the_events() -> None:
    known = set(_texts(schema()))
    for path in EVENTS:
        assert (
            set(re.findall(r"^ *(?:- )?(\w+):(?: |$)", path.read_text(encoding="utf-8"), re.MULTILINE))
            <= known
        )


def test_the_schema_is_json() -> None:
    assert json.loads(schema_text())["title"] == "Event file"
    assert set(json.loads(schema_text())["required"]) == {
        name for name, field in Event.model_fields.items() if field.is_required()
    }
