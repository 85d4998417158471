"""All formats say the same, word for word; nothing that people write means anything to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.disclosure import PRESS, PUBLIC, Audience
from logistics.documents import markdown, page, pdf, text
from logistics.documents.advisory import Advisory
from logistics.model import Event
from tests.documents.reading import READERS, has_pdftotext, loose, strings
from tests.documents.samples import EVENT_FILES, FIRST, event_of, first, small, view_of, with_session
from tests.goldens import assert_as_read
from tests.hiding import hidden_changes

NEEDS_POPPLER = pytest.mark.skipif(
    not has_pdftotext(),
    reason="pdftotext is not on this machine: install poppler-utils to compare the PDF too",
)
FORMATS = [pytest.param("pdf", marks=NEEDS_POPPLER), "html", "text", "markdown"]
CLOCK = re.compile(r"\d{1,2}:\d{2}\s*[ap]\.m\.|\bnoon\b|\bmidnight\b")
HOSTILE = [
    '#panic("x")',
    "<script>alert(1)</script>",
    "{{7*7}} {% raw %} {# x #}",
    "| a | table | --- |",
    "*bold* _em_ `code` [link](javascript:alert(1)) ![x](y) ~~s~~",
    "# Heading",
    "1. list",
    "2) list",
    "- item",
    "+ item",
    "===== heading",
    "> quote",
    "&amp; &#35; <!-- --> <https://example.org>",
    'He said "yes", “no” and ‘maybe’',
    '$x^2$ @ref <lab> \\ // /* c */ #read("/etc/passwd")',
    "%s {0} {name}",
    "W" * 290,
    "long-" * 58,
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", EVENT_FILES, ids=lambda path: path.stem)
def test_every_word_of_the_view_is_in_every_format(path: Path, form: str) -> None:
    view = view_of(event_of(path))
    found = loose(READERS[form](view))
    assert [words for words in strings(view, form) if loose(words) not in found] == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("path", EVENT_FILES, ids=lambda path: path.stem)
def test_no_format_has_a_time_that_the_view_lacks(path: Path, form: str) -> None:
    view = view_of(event_of(path))
    told = {loose(time) for time in CLOCK.findall(" ".join(strings(view)))}
    assert {loose(time) for time in CLOCK.findall(READERS[form](view))} == told


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_what_people_write_is_shown_as_they_wrote_it(words: str, form: str) -> None:
    view = view_of(_full_of(words))
    found, wanted = loose(READERS[form](view)), loose(words)
    # Title, lead, a delegation, a person's name and office, a session, a room, an entrance, a note, accounts …
    assert found.count(wanted) == sum(loose(told).count(wanted) for told in strings(view, form)) >= 12


def _full_of(words: str) -> Event:
    person = {"id": "p", "family": words, "title": words}
    stream = {"address": words, "covers": words}
    session = {
        "id": "s", "kind": "press briefing", "title": words, "start": "9:30 a.m.", "coverage": "pooled", "room": "r",
        "access": [{"step": "call", "press": "all", "at": "9:00 a.m.", "entrance": "e", "reason": words}],
        "note": words, "pool": {"name": words, "sharing": words}, "livestreams": [stream],
    }  # fmt: skip
    venue = {
        "id": "v",
        "name": words,
        "rooms": [{"id": "r", "name": words}],
        "entrances": [{"id": "e", "name": words}],
    }
    return small(
        title=words, lead=words, credentials=words, invented=words, sessions=[session], venues=[venue],
        issuer={"name": words, "office": words}, delegations=[{"id": "d", "name": words, "members": [person]}],
        accounts=[{"handle": words, "platform": words}], contacts=[{"name": words, "email": words}],
    )  # fmt: skip


def test_only_web_pages_and_mailboxes_are_linked() -> None:
    streams = [
        {"address": address} for address in ("javascript:alert(1)", "state.gov", "data:text/html,x", "a b.c")
    ]
    html = page.advisory(view_of(with_session({"id": "s", "kind": "remarks", "livestreams": streams})))
    assert re.findall(r'href="([^"]*)"', html) == ["https://state.gov"]


def test_a_page_can_link_its_styles_for_a_site_that_forbids_them_inside() -> None:
    html = page.advisory(first(), "/static/advisory.css")
    assert "<style" not in html
    assert 'style="' not in html
    assert '<link rel="stylesheet" href="/static/advisory.css">' in html
    assert page.stylesheet() in page.advisory(first())


@pytest.mark.parametrize("module, name", [(text, "txt"), (markdown, "md")])
def test_the_advisory_of_december_14_reads_as_it_did(module: object, name: str) -> None:
    made = {text: text.advisory, markdown: markdown.advisory}[module](first())  # type: ignore[index]  # modules as keys
    assert_as_read(f"2017-12-14-advisory.{name}", made.encode())


def test_the_page_of_december_14_is_as_it_was() -> None:
    made = page.advisory(first(), "advisory.css")
    assert_as_read("2017-12-14-advisory.html", made.encode())


def test_plain_text_keeps_to_72_columns() -> None:
    for path in EVENT_FILES:
        lines = text.advisory(view_of(event_of(path))).splitlines()
        assert [line for line in lines if len(line) > 72 and " " in line.strip()] == []


def test_markdown_ends_with_a_mark_that_is_no_heading() -> None:
    assert "\n\\###\n" in markdown.advisory(first())


@pytest.mark.parametrize("audience", [PUBLIC, PRESS], ids=lambda audience: audience.name)
def test_what_is_hidden_changes_no_byte_of_any_format(audience: Audience) -> None:
    event = _with_a_secret(event_of(FIRST))
    shown = _all_formats(view_of(event, audience))
    changes = list(hidden_changes(event, audience.level))
    assert len(changes) >= (3 if audience is PRESS else 15)  # something was there to leak
    assert [where for where, changed in changes if _all_formats(view_of(changed, audience)) != shown] == []


@settings(max_examples=10)  # each plans sixty sessions anew
@given(st.data())
def test_what_is_hidden_of_the_largest_event_changes_nothing(data: st.DataObject) -> None:
    audience = data.draw(st.sampled_from([PUBLIC, PRESS]))
    event = event_of(EVENT_FILES[-1])
    where, changed = data.draw(st.sampled_from(list(hidden_changes(event, audience.level))))
    assert view_of(changed, audience) == view_of(event, audience), where


def _with_a_secret(event: Event) -> Event:
    """The event with a closed meeting and planning notes beside what it has."""
    secret = {
        "id": "secret",
        "kind": "bilateral meeting",
        "title": "Quiet talk",
        "start": "7:00 a.m.",
        "venue": "state",
    }
    meeting = Event.model_validate(
        {**event.model_dump(by_alias=True), "sessions": [{**secret, "coverage": "closed"}]}
    )
    noted = tuple(session.model_copy(update={"planning": "Not for anybody."}) for session in event.sessions)
    return event.model_copy(update={"sessions": (*noted, *meeting.sessions)})


def _all_formats(view: Advisory) -> tuple[object, ...]:
    return tuple(made(view) for made in (pdf.advisory, page.advisory, text.advisory, markdown.advisory))


ODD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60)


def _odd(words: str) -> Advisory | None:
    try:
        return view_of(_full_of(words))
    except ValueError:
        return None  # the model refuses such text with a sentence of its own


@given(ODD)
def test_odd_text_is_whole_on_pages_and_in_text(words: str) -> None:
    view = _odd(words)
    if view:
        for form in ("html", "text"):
            found = loose(READERS[form](view))
            assert [told for told in strings(view, form) if loose(told) not in found] == []
        assert markdown.advisory(view)


@settings(max_examples=15)
@given(ODD)
def test_odd_text_is_printed_or_named(words: str) -> None:
    view = _odd(words)
    if view is None:
        return
    try:
        assert pdf.advisory(view).startswith(b"%PDF")
    except pdf.NotPrintable as refused:
        named = (refused.character, refused.text)
    else:
        return
    assert named[0] in named[1]
    assert named[1] in strings(view)
