"""The schema, the manual and its examples say what the model says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from logistics.eventfile import parse, schema, tables
from logistics.model import Event, Level, Noun
from tests.eventfile.generate import EVENTS, MANUAL, ROOT, SCHEMA, manual_text, schema_text

LEAST = (ROOT / "tests/examples/valid/least.yaml").read_text(encoding="utf-8")
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
    nouns = [noun for noun in Noun.__subclasses__() if noun.__module__.startswith("logistics.model")]
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


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split(":")[0])
def test_every_example_of_the_manual_is_read(block: str) -> None:
    keys = re.findall(r"^(\w+):", block, re.MULTILINE)
    rest = [
        line for line in re.split(r"^(?=\w)", LEAST, flags=re.MULTILINE) if line.split(":")[0] not in keys
    ]
    assert keys
    stated = parse(("".join(rest) + block).encode(), "manual").event.model_dump(
        by_alias=True, exclude_unset=True
    )
    assert set(keys) <= stated.keys()


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
