"""Whatever people type into an event, the octets of its feed are valid and read back as what they typed."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.calendars.addresses import uri
from logistics.calendars.workarounds import clean
from logistics.disclosure import STAFF
from logistics.model import Event
from tests.calendars.reading import entry, event, feed

NASTY = [
    "plain",
    "comma, semicolon; back\\slash \\n \\, colon: \"quotes\" 'single' ^caret ^n",
    "line\nbreak\n\nparagraph\ttab",
    "BEGIN:VEVENT\r\nSUMMARY:injected\r\nEND:VEVENT",
    "\r\n ATTENDEE:mailto:a@b.c",
    "null\x00 bell\x07 escape\x1b[31m delete\x7f c1\x9b",
    "bidi \u202eevil\u202c \u2066isolate\u2069 \ufeff",
    "separators \u2028 \u2029 \u0085 \x0b \x0c",
    "half a character \ud800 and \udfff",
    "你好世界、" * 40,
    "שלום עולם " * 30,
    "مرحبا بالعالم " * 30,
    "🎥🇲🇽👩‍👩‍👧‍👦" * 30,
    "x" * 4000,
    "é" * 4000,
    " leading and trailing ",
    "%s {0} ${x} &amp; <b>",
]


NAMES = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "LAST-MODIFIED", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"),
    *("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "DTSTAMP"),
    *("DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "TRANSP", "CLASS", "RELATED-TO"),
    *("URL", "CONFERENCE"),
}  # fmt: skip


def everywhere(text: str) -> Event:
    """An event that holds the text in every field that is words, past the model, which refuses the worst of it."""
    of = event(
        {
            "id": "item",
            "kind": "press availability",
            "start": "10:00 a.m.",
            "room": "hall",
            "speakers": ["x"],
            "livestreams": [{"address": "state.gov", "covers": "x"}],
            "access": [
                {"step": "pre-set", "press": "video", "at": "9:30 a.m.", "entrance": "gate", "reason": "x"}
            ],
            "note": "x",
        },
        name="x",
        lead="x",
        credentials="x",
        planning=[{"text": "x"}],
        accounts=[{"handle": "x", "platform": "x", "note": "x"}],
        contacts=[{"name": "x", "email": "x"}],
        series={"name": "x"},
    )
    keep = {"id", "zone", "language", "languages", "room", "venue", "entrance"}

    def spoil(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(text if isinstance(item, str) and item == "x" else spoil(item) for item in value)
        if not hasattr(type(value), "model_fields"):
            return value
        update = {
            name: text if type(held) is str else spoil(held)
            for name in type(value).model_fields
            if name not in keep and (held := getattr(value, name)) is not None
        }
        return value.model_copy(update=update)

    spoilt: Event = spoil(of)
    return spoilt


def _is_valid(raw: bytes) -> None:
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")[:-1]
    for line in lines:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode("utf-8")  # a fold inside a character would fail here
    unfolded = re.sub(rb"\r\n[ \t]", b"", raw).decode("utf-8").split("\r\n")[:-1]
    assert {re.split("[;:]", line)[0] for line in unfolded} <= NAMES
    assert [line for line in unfolded if line.startswith("BEGIN:VEVENT")] == ["BEGIN:VEVENT"] * 3


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_any_text_in_every_field_makes_valid_octets(text: str) -> None:
    raw = feed(everywhere(text), STAFF)
    _is_valid(raw)
    said = str(entry(raw, "Pre-set")["DESCRIPTION"])
    assert f"Reason: {clean(text)}" in said


@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_drawn_text_in_every_field_makes_valid_octets(text: str) -> None:
    raw = feed(everywhere(text or "x"), STAFF)
    _is_valid(raw)
    assert clean(text) in str(entry(raw, "Pre-set")["DESCRIPTION"])


@pytest.mark.parametrize(
    "address, link",
    [
        ("state.gov", "https://state.gov"),
        ("www.YouTube.com/statedept", "https://www.YouTube.com/statedept"),
        ("Facebook.com/usdos", "https://Facebook.com/usdos"),
        ("http://example.org:8080/live?a=1&b=2#now", "http://example.org:8080/live?a=1&b=2#now"),
        ("HTTPS://example.org", "https://example.org"),
        ("españa.es/directo en vivo", ""),
        ("españa.es/señal", "https://xn--espaa-rta.es/se%C3%B1al"),
        ("example.org/100%/%41", "https://example.org/100%25/%41"),
        ('example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("the Department’s channel", ""),
        ("press@example.org", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("channel 7", ""),
        ("a..b.org", ""),
        ("https://", ""),
    ],
)
def test_an_address_is_linked_only_where_it_is_one(address: str, link: str) -> None:
    assert uri(address) == link


@given(st.text(max_size=60))
def test_any_words_make_a_link_of_plain_octets_or_none(words: str) -> None:
    assert re.fullmatch(r"(https?://[!-~]+)?", uri(words))
