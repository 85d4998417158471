"""An event in JSON-LD uses schema.org as it is defined, says what its calendar says, and nothing that is hidden."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics import calendars
from logistics.calendars import NoSuchFeed, jsonld
from logistics.disclosure import AUDIENCES, PRESS, PUBLIC, STAFF, Audience
from logistics.model import Category, Event, Level
from tests.calendars.reading import INVENTED, SAMPLES, event, programme, sample
from tests.calendars.test_hostile_text import NASTY, everywhere
from tests.goldens import assert_as_read
from tests.hiding import hidden_changes

VIDEO: Final = Audience(Level.PRESS, Category.VIDEO)
CONTEXT: Final = "https://schema.org"

# schema.org 30.0 of March 19, 2026: what is a kind of what, and of each property the types it is used on and the types
# of its values. Only what we use; a property that is not here must not be written.
KINDS: Final = {
    "Thing": "",
    "Event": "Thing",
    "PublicationEvent": "Event",
    "BroadcastEvent": "PublicationEvent",
    "Place": "Thing",
    "Intangible": "Thing",
    "VirtualLocation": "Intangible",
    "StructuredValue": "Intangible",
    "ContactPoint": "StructuredValue",
    "PostalAddress": "ContactPoint",
    "Organization": "Thing",
    "GovernmentOrganization": "Organization",
}
PROPERTIES: Final = {
    "name": ("Thing", "Text"),
    "description": ("Thing", "Text"),
    "identifier": ("Thing", "Text"),
    "url": ("Thing", "URL"),
    "subjectOf": ("Thing", "Event"),
    "startDate": ("Event", "Date DateTime"),
    "endDate": ("Event", "Date DateTime"),
    "previousStartDate": ("Event", "Date DateTime"),
    "doorTime": ("Event", "DateTime"),
    "eventStatus": ("Event", "EventStatusType"),
    "location": ("Event Organization", "Place VirtualLocation Text"),
    "organizer": ("Event", "Organization"),
    "subEvent": ("Event", "Event"),
    "inLanguage": ("Event", "Text"),
    "isLiveBroadcast": ("BroadcastEvent", "Boolean"),
    "broadcastOfEvent": ("BroadcastEvent", "Event"),
    "containedInPlace": ("Place", "Place"),
    "address": ("Place Organization", "PostalAddress"),
    "addressLocality": ("PostalAddress", "Text"),
    "streetAddress": ("PostalAddress", "Text"),
    "department": ("Organization", "Organization"),
}
STATUSES: Final = {
    "EventScheduled",
    "EventPostponed",
    "EventCancelled",
    "EventRescheduled",
    "EventMovedOnline",
}
_OFFSET: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_LOOKS: Final[dict[str, Callable[[str], object]]] = {
    "EventStatusType": lambda text: text.removeprefix(f"{CONTEXT}/") in STATUSES,
    "nothing of schema.org": lambda text: text.startswith(f"{CONTEXT}/"),
    "URL": lambda text: text.startswith("https://"),
    "DateTime": lambda text: _OFFSET.fullmatch(text) and dt.datetime.fromisoformat(text),
    "Date": re.compile(r"\d{4}-\d\d-\d\d").fullmatch,
    "Text": lambda _: True,
}


def made(of: Event, audience: Audience = PUBLIC) -> dict[str, Any]:
    """The event in JSON-LD, read back."""
    found: dict[str, Any] = json.loads(jsonld([programme(of, audience)]))
    return found


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every thing that is told of, at any depth."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


def sub(of: dict[str, Any], words: str) -> dict[str, Any]:
    """The one event within another, or within one of those, whose name holds these words."""
    (found,) = (
        one for one in nodes(of["subEvent"]) if words in one.get("name", "") and one["@type"] == "Event"
    )
    return found


def _is(kind: str, wanted: str) -> bool:
    return kind == wanted or (kind in KINDS and _is(KINDS[kind], wanted))


def _type_of(value: object, kinds: dict[str, str]) -> str:
    """The type of schema.org that a value has by its looks; of a reference, that of the thing which it names."""
    if isinstance(value, dict):
        return str(value["@type"] if "@type" in value else kinds[value["@id"]])
    if isinstance(value, bool):
        return "Boolean"
    assert isinstance(value, str)
    return next(kind for kind, fits in _LOOKS.items() if fits(value))


def faults(whole: dict[str, Any]) -> list[str]:
    """Everything that schema.org does not know, or knows otherwise, and everything that says nothing."""
    found, kinds = [], {one["@id"]: one["@type"] for one in nodes(whole) if "@id" in one and "@type" in one}
    for node in nodes(whole):
        if set(node) - {"@context"} in ({"@id"}, {"@graph"}):
            continue
        if node.get("@type") not in KINDS:
            found.append(f"no type: {node.get('@type')}")
            continue
        for name, values in node.items():
            if name.startswith("@"):
                continue
            domains, ranges = PROPERTIES.get(name, ("", ""))
            if not any(_is(node["@type"], domain) for domain in domains.split()):
                found.append(f"{name} on a {node['@type']}")
            for value in values if isinstance(values, list) else [values]:
                kind = _type_of(value, kinds)
                if not any(_is(kind, wanted) for wanted in ranges.split()):
                    found.append(f"{name} of {node['@type']} is a {kind}: {value}")
        found += [f"{name} says nothing" for name, value in node.items() if value in (None, "", [], {})]
    return found


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_written_as_schema_org_defines_it(path: Any, audience: Audience) -> None:
    whole = made(sample(path), audience)
    assert faults(whole) == []
    assert whole["@context"] == CONTEXT


def test_what_schema_org_does_not_define_is_found() -> None:
    """Otherwise it would prove nothing that nothing is found."""
    whole = made(sample())
    for change in (
        {"doorTime": "2017-12-14"},
        {"startDate": "2017-12-14T09:00:00"},
        {"addressLocality": "Washington"},
        {"location": whole["organizer"]},
        {"eventStatus": f"{CONTEXT}/EventToBeConfirmed"},
        {"colour": "blue"},
        {"description": ""},
        {"@type": "Occasion"},
    ):
        assert faults({**whole, **change}) != [], change


def test_the_first_event_reads_as_somebody_found_it_right() -> None:
    assert_as_read("2017-12-14-public.jsonld", jsonld([programme(sample(), PUBLIC)]))


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, VIDEO], ids=lambda audience: audience.name)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_entry_of_the_calendar_is_in_it_under_its_uid_and_at_its_time(
    path: Any, audience: Audience
) -> None:
    of = programme(sample(path), audience)
    found = {one["identifier"]: one for one in nodes(made(sample(path), audience)) if "identifier" in one}
    for entry in calendars.entries(of):
        told = found[entry.told.uid]
        assert told["@id"] == f"urn:uuid:{entry.told.uid}"
        if not isinstance(entry.starts, dt.date):
            assert dt.datetime.fromisoformat(told["startDate"]).timestamp() == entry.starts
            if isinstance(entry.ends, int):
                assert dt.datetime.fromisoformat(told["endDate"]).timestamp() == entry.ends
            else:
                assert "endDate" not in told
        elif told["identifier"] != made(sample(path), audience)["identifier"]:
            assert told["startDate"] == entry.starts.isoformat()


def test_a_time_has_the_offset_of_its_place_and_a_day_stands_alone_where_no_time_was_told() -> None:
    whole = made(event({"id": "open", "kind": "reception", "start": "to be determined"}))
    assert sub(whole, "Dialogue")["startDate"] == "2026-06-03T09:00:00-04:00"
    assert sub(whole, "Reception")["startDate"] == "2026-06-03"
    assert "endDate" not in sub(whole, "Reception")
    assert whole["startDate"] == "2026-06-03"
    assert "endDate" not in whole
    several = made(
        event({"id": "open", "kind": "reception", "start": "to be determined"}, last_date="2026-06-05")
    )
    assert (several["startDate"], several["endDate"]) == ("2026-06-03", "2026-06-05")
    open_ = sub(several, "Reception")
    assert (open_["startDate"], open_["endDate"]) == ("2026-06-03", "2026-06-05")


def test_a_session_without_any_entry_is_told_of_without_a_time() -> None:
    whole = made(event({"id": "closed", "kind": "remarks", "coverage": "closed", "audience": "public"}))
    assert sub(whole, "Remarks")["startDate"] == "2026-06-03"
    whole = made(
        event(
            {"id": "closed", "kind": "remarks", "coverage": "closed", "audience": "public"},
            last_date="2026-06-04",
        )
    )
    assert "startDate" not in sub(whole, "Remarks")


def test_a_window_that_only_staff_infer_is_no_ones_word() -> None:
    spray = sub(made(sample(), STAFF), "Camera spray – ")
    assert spray["startDate"] == "2017-12-14"
    assert sub(made(sample(), STAFF), "Dialogue – ")["startDate"] == "2017-12-14T09:00:00-05:00"


def test_the_status_is_said_where_schema_org_has_a_word_for_it() -> None:
    others = [
        {"id": "off", "kind": "remarks", "start": "10:00 a.m.", "status": "cancelled"},
        {"id": "later", "kind": "reception", "start": "11:00 a.m.", "status": "postponed"},
        {"id": "unsure", "kind": "tour", "start": "1:00 p.m.", "status": "to be confirmed"},
    ]
    whole = made(event(*others))
    assert whole["eventStatus"] == f"{CONTEXT}/EventScheduled"
    assert sub(whole, "Remarks")["eventStatus"] == f"{CONTEXT}/EventCancelled"
    assert sub(whole, "Reception")["eventStatus"] == f"{CONTEXT}/EventPostponed"
    assert sub(whole, "Reception")["previousStartDate"] == "2026-06-03T11:00:00-04:00"
    assert "eventStatus" not in sub(whole, "Tour")
    assert sub(whole, "Tour")["name"].startswith("To be confirmed")
    assert [one["name"] for one in nodes(whole) if "previousStartDate" in one] == [
        sub(whole, "Reception")["name"]
    ]


@pytest.mark.parametrize("said, word", [("cancelled", "EventCancelled"), ("postponed", "EventPostponed")])
def test_what_stops_the_event_stops_all_of_it(said: str, word: str) -> None:
    whole = made(sample().model_copy(update={"status": event(status=said).status}), PRESS)
    told = [one["eventStatus"] for one in nodes(whole) if one.get("@type") == "Event"]
    assert set(told) == {f"{CONTEXT}/{word}"}


def test_an_access_time_is_as_firm_as_its_session_even_where_that_has_no_entry() -> None:
    access = [{"step": "pre-set", "press": "video", "at": "9:30 a.m.", "entrance": "gate"}]

    def pre_set(status: str, start: str | None) -> dict[str, Any]:
        talk = {"id": "x", "kind": "remarks", "status": status, "access": access, "audience": "press"}
        return sub(made(event({**talk, **({"start": start} if start else {})}), PRESS), "Pre-set")

    for start in ("10:00 a.m.", None):
        assert pre_set("planned", start)["eventStatus"] == f"{CONTEXT}/EventScheduled"
        assert pre_set("cancelled", start)["eventStatus"] == f"{CONTEXT}/EventCancelled"
        assert pre_set("postponed", start)["eventStatus"] == f"{CONTEXT}/EventPostponed"
        assert "eventStatus" not in pre_set("to be confirmed", start)


def test_an_event_to_be_confirmed_says_so_and_an_invented_one_too() -> None:
    whole = made(event(status="to be confirmed", invented="Made for tests.", lead="They talk."))
    assert "eventStatus" not in whole
    assert whole["description"] == "Made for tests.\n\nTo be confirmed.\n\nThey talk."


def test_how_people_may_attend_is_never_said_since_nobody_said_it() -> None:
    text = json.dumps([made(sample(path), audience) for path in SAMPLES for audience in (PUBLIC, PRESS)])
    assert "eventAttendanceMode" not in text


def test_where_it_is_and_who_holds_it() -> None:
    whole = made(sample())
    there = sub(whole, "Joint press availability")["location"]
    assert (there["name"], there["containedInPlace"]["name"]) == (
        "Dean Acheson Auditorium",
        "U.S. Department of State",
    )
    assert there["containedInPlace"]["address"]["addressLocality"] == "Washington, DC"
    assert whole["organizer"]["name"] == "U.S. Department of State"
    assert whole["organizer"]["department"]["name"] == "Office of the Spokesperson"


def test_a_livestream_is_a_broadcast_of_its_session_at_the_time_that_is_told() -> None:
    session = sub(made(sample()), "Joint press availability")
    stream = session["subjectOf"]
    assert stream["broadcastOfEvent"] == {"@id": session["@id"]}
    assert stream["location"]["url"] == "https://state.gov"
    assert stream["startDate"] == "2017-12-14T10:45:00-05:00"
    assert "subjectOf" not in sub(made(sample()), "Camera spray")


def test_access_times_are_the_presses_and_each_crews_are_its_own() -> None:
    def names(audience: Audience) -> set[str]:
        return {one["name"] for one in nodes(made(sample(), audience)) if one.get("@type") == "Event"}

    pre_set, final = "Pre-set: video cameras", "Final access: writers and still photographers"
    assert not [name for name in names(PUBLIC) if "Pre-set" in name or "Final" in name]
    assert [name for name in names(PRESS) if name.startswith((pre_set, final))]
    assert [name for name in names(VIDEO) if name.startswith(pre_set)]
    assert not [name for name in names(VIDEO) if name.startswith(final)]
    within = sub(made(sample(), VIDEO), "Joint press availability –")["subEvent"]
    assert [one["startDate"] for one in within] == ["2017-12-14T10:00:00-05:00"]


def test_doors_are_when_admission_begins() -> None:
    def talk(step: str) -> Event:
        access = [
            {"step": step, "press": "all", "at": "8:00 a.m.", "id": "a"},
            {"step": step, "press": "video", "at": "7:30 a.m.", "id": "b"},
        ]
        return event({"id": "x", "kind": "remarks", "start": "10:00 a.m.", "access": access})

    remarks = sub(made(talk("doors"), PRESS), "Remarks – ")
    assert remarks["doorTime"] == "2026-06-03T07:30:00-04:00"
    assert "doorTime" not in sub(made(talk("doors"), PUBLIC), "Remarks – ")
    assert "doorTime" not in sub(made(talk("pre-set"), PRESS), "Remarks – ")


def test_several_events_are_one_graph_in_the_order_of_their_names() -> None:
    one, other = event(id="one"), event(id="other")
    told = jsonld([programme(one, PUBLIC), programme(other, PUBLIC)])
    assert told == jsonld([programme(other, PUBLIC), programme(one, PUBLIC)])
    whole = json.loads(told)
    assert faults(whole) == []
    assert [each["identifier"] for each in whole["@graph"]] == [
        made(one)["identifier"],
        made(other)["identifier"],
    ]
    with pytest.raises(NoSuchFeed):
        jsonld([])
    with pytest.raises(NoSuchFeed):
        jsonld([programme(one, PUBLIC), programme(one, PUBLIC)])


def test_an_event_with_a_page_names_it() -> None:
    of = programme(sample(), PUBLIC)
    address = "https://press.example/public/x"
    assert json.loads(jsonld([of], {of.event.id: address}))["url"] == address
    assert "url" not in json.loads(jsonld([of]))


class _Script(HTMLParser):
    """What of a page is the one script, and what else there is."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data += data


@pytest.mark.parametrize(
    "text", [*NASTY, "</script><img src=x>", "<!--<script>", "]]>", "&lt;&amp;"], ids=range(len(NASTY) + 4)
)
def test_whatever_was_typed_stays_within_the_script_of_a_page_and_is_valid(text: str) -> None:
    for audience in (PUBLIC, STAFF):
        raw = jsonld([programme(everywhere(text), audience)]).decode()
        assert not set(raw) & set("<>&\u2028\u2029\u202e\x00\x07")
        page = _Script()
        page.feed(f'<script type="application/ld+json">{raw}</script>')
        page.close()
        assert page.tags == ["script"]
        assert [fault for fault in faults(json.loads(page.data)) if "says nothing" not in fault] == []
        assert faults(json.loads(page.data)) == []


def test_a_text_is_read_back_as_it_was_typed() -> None:
    assert made(everywhere('<b> & "quotes" \\n'))["name"] == '<b> & "quotes" \\n'


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, VIDEO], ids=lambda audience: audience.name)
def test_no_hidden_field_of_the_first_event_moves_a_byte(audience: Audience) -> None:
    of = sample()
    shown = jsonld([programme(of, audience)])
    changes = list(hidden_changes(of, audience.level))
    assert changes
    assert [where for where, changed in changes if jsonld([programme(changed, audience)]) != shown] == []


@settings(max_examples=12)  # each plans sixty sessions anew
@given(st.data())
def test_no_hidden_field_of_the_richest_event_moves_a_byte(data: st.DataObject) -> None:
    audience = data.draw(st.sampled_from([PUBLIC, PRESS, VIDEO, STAFF]))
    of = sample(INVENTED)
    changes = list(hidden_changes(of, audience.level))
    where, changed = data.draw(st.sampled_from(changes))
    assert jsonld([programme(changed, audience)]) == jsonld([programme(of, audience)]), where


def test_the_order_of_the_file_does_not_show() -> None:
    of = sample(INVENTED)
    turned = of.model_copy(update={"sessions": of.sessions[::-1]})
    assert jsonld([programme(turned, PRESS)]) == jsonld([programme(of, PRESS)])
