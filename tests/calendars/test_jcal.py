"""A calendar as jCal (RFC 7265) says what its iCalendar says, property by property, and leads back to it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from icalendar import Calendar

from logistics import calendars
from logistics.calendars import jcal
from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience
from tests.calendars.reading import SAMPLES, event, feed, programme, sample
from tests.calendars.test_hostile_text import NASTY, everywhere

TYPES: Final = {
    "text": "name version prodid calscale uid summary location description status transp class related-to tzid tzname",
    "date-time": "dtstamp last-modified",
    "utc-offset": "tzoffsetfrom tzoffsetto",
    "recur": "rrule",
    "integer": "sequence",
    "duration": "refresh-interval",
    "uri": "url conference",
    "unknown": "x-wr-calname x-wr-timezone x-published-ttl",
}
"""The types of RFC 5545 and RFC 7986; what begins with X- has none that anybody could know (RFC 7265 §5.1)."""
_TYPE: Final = re.compile(r";VALUE=(TEXT|URI|DURATION)(?=:)")
_TYPE_OF: Final = {name: kind for kind, names in TYPES.items() for name in names.split()}

ICAL_JS: Final = """
import { readFileSync } from "fs";
const ICAL = (await import(process.argv[1])).default;
const [text, ours] = JSON.parse(readFileSync(0, "utf8"));
const starts = (jcal) => new ICAL.Component(jcal).getAllSubcomponents("vevent").map((one) => {
  const event = new ICAL.Event(one);
  return [event.uid, event.summary, event.startDate.toUnixTime()];
});
const theirs = ICAL.parse(text);
console.log(JSON.stringify([theirs, starts(ours), starts(theirs)]));
"""


def _made(raw: bytes) -> Any:
    return json.loads(jcal(raw))


def _properties(component: list[Any]) -> Iterator[list[Any]]:
    yield from component[1]
    for within in component[2]:
        yield from _properties(within)


def _lines(raw: bytes) -> list[str]:
    """The unfolded lines, in order of their letters: the order of properties says nothing."""
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    return sorted(_TYPE.sub("", line) for line in lines)


def _rare() -> bytes:
    return feed(
        event(
            {"id": "off", "kind": "remarks", "start": "10:00 a.m.", "status": "cancelled"},
            {"id": "open", "kind": "reception", "start": "to be determined"},
            zone="Africa/Casablanca",
        ),
        PRESS,
    )


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, STAFF], ids=lambda audience: audience.name)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_property_has_its_type_and_stands_alone(path: Path, audience: Audience) -> None:
    found = list(_properties(_made(feed(sample(path), audience))))
    for name, parameters, kind, *values in found:
        assert name == name.lower()
        assert isinstance(parameters, dict)
        assert "value" not in parameters  # RFC 7265 §3.4: the type says it
        assert len(values) == 1
        if name in ("dtstart", "dtend"):
            assert kind in ("date", "date-time")
        else:
            assert (name, kind) == (name, _TYPE_OF.get(name))
    assert {"name", "refresh-interval", "dtstart"} <= {one[0] for one in found}


def test_times_and_numbers_are_written_as_json_wants_them() -> None:
    made = {one[0]: one for one in _properties(_made(feed(sample(), PUBLIC)))}
    assert made["dtstart"][1:] == [{"tzid": "America/New_York"}, "date-time", "2017-12-14T10:45:00"]
    assert made["dtstamp"][3].endswith("Z")
    assert isinstance(made["sequence"][3], int)
    assert made["refresh-interval"][1:] == [{}, "duration", "PT1H"]
    assert made["conference"][1:] == [
        {"feature": ["VIDEO", "AUDIO"], "label": "Livestream"},
        "uri",
        "https://state.gov",
    ]
    days = [one for one in _properties(_made(_rare())) if one[0] == "dtstart" and one[2] == "date"]
    assert [one[1:] for one in days] == [[{}, "date", "2026-06-03"]]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_it_leads_back_to_the_same_calendar_whatever_was_typed(text: str) -> None:
    """But for types that stand with a value: test_workarounds.py tells which icalendar loses on its way back."""
    for raw in (feed(everywhere(text), STAFF), _rare()):
        back = bytes(Calendar.from_jcal(jcal(raw).decode()).to_ical())
        assert _lines(back) == _lines(raw)


def test_the_same_calendar_is_the_same_bytes() -> None:
    raw = feed(sample(), PRESS)
    assert jcal(raw) == jcal(raw)
    assert jcal(raw).endswith(b"\n")


VALIDATOR: Final = os.environ.get("ICAL_VALIDATOR", "")


@pytest.mark.skipif(not VALIDATOR, reason="ICAL_VALIDATOR is not set: ical.js has not judged our jCal")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_ical_js_makes_the_same_of_the_calendar_and_reads_the_same_from_ours(path: Path) -> None:
    """Thunderbird's parser. It takes NAME for unknown, several features for one, and a list of one for the one."""
    module = Path(VALIDATOR).resolve().parent / "node" / "node_modules" / "ical.js" / "dist" / "ical.js"
    if not module.exists() or not shutil.which("node"):
        pytest.skip("ical.js does not lie beside the validator: it has not judged our jCal")
    raw = feed(sample(path), PRESS)
    done = subprocess.run(
        ["node", "--input-type=module", "-e", ICAL_JS, "--", str(module)],
        input=json.dumps([raw.decode(), _made(raw)]),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs, read_from_ours, read_from_theirs = json.loads(done.stdout)
    assert _as_ical_js_says(_made(raw)) == _as_ical_js_says(theirs)
    assert read_from_ours == read_from_theirs != []


def _as_ical_js_says(component: list[Any]) -> list[Any]:
    name, properties, within = component
    return [name, sorted(map(_one, properties), key=json.dumps), [_as_ical_js_says(each) for each in within]]


def _one(property_: list[Any]) -> list[Any]:
    name, parameters, kind, value = property_
    told = {key: ",".join(said) if isinstance(said, list) else said for key, said in parameters.items()}
    if kind == "recur":
        value = {
            key: said[0] if isinstance(said, list) and len(said) == 1 else said for key, said in value.items()
        }
    return [name, told, "unknown" if name == "name" else kind, value]


def test_alarms_colours_and_links_have_their_types_too() -> None:
    wanted = calendars.Options(alarm=30, colours=True, links=True)
    raw = calendars.write([programme(sample(), PRESS)], options=wanted)
    found = {one[0]: one for one in _properties(_made(raw))}
    assert found["color"][2] == "text"
    assert found["categories"][2] == "text"
    assert found["trigger"][2:] == ["duration", "-PT30M"]
    gaps = {one[1].get("gap") for one in _properties(_made(raw)) if one[0] == "related-to"}
    assert gaps == {None, "PT25M", "PT45M", "PT1H45M"}
