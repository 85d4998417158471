"""The PDF is accessible, archivable, whole, and the same bytes each time; looked at by readers that are not ours."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import page as page_validation
import pikepdf
import pytest

from logistics.documents import pdf
from logistics.documents.advisory import Advisory, Table
from logistics.documents.pdf import NotPrintable
from tests.documents.reading import loose
from tests.documents.samples import EVENT_FILES, FIRST, event_of, first, small, view_of, with_session
from tests.documents.tagged import Tagged, below, kids, scope

_SPRAY: dict[str, Any] = {"id": "spray", "kind": "camera spray", "before": "talks", "coverage": "open"}


def _person(number: int) -> dict[str, str]:
    return {
        "id": f"p{number}",
        "family": f"Somebody {number}",
        "title": "Minister of Rivers, Lakes and Canals",
    }


VARIANTS: dict[str, Advisory] = {path.stem: view_of(event_of(path)) for path in EVENT_FILES} | {
    "small": view_of(small()),
    "cancelled": view_of(small(status="cancelled")),
    "nothing but a title": view_of(
        small(sessions=[{"id": "s", "kind": "dialogue"}], venues=[], invented=None)
    ),
    "no access": view_of(with_session(_SPRAY)),
    "long title": view_of(small(title="The Talks on the River of Both Banks " * 8)),
    "six delegations": view_of(
        small(delegations=[{"id": f"d{n}", "name": f"Side {n}", "members": [_person(n)]} for n in range(6)])
    ),
    "three panels": view_of(
        small(
            accounts=[{"handle": "@river", "platform": "Post"}],
            credentials="A press card.",
            contacts=[{"name": "Desk", "email": "desk@example.org", "phone": "+1 212 555 0100"}],
        )
    ),
    "more access times than a page holds": view_of(
        with_session(
            {
                **_SPRAY,
                "access": [
                    {
                        "id": f"a{n}",
                        "step": "call",
                        "press": "all",
                        "at": f"8:{n % 60:02} a.m.",
                        "place": f"Table {n}",
                    }
                    for n in range(60)
                ],
            }
        )
    ),
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: pdf.advisory(view) for name, view in VARIANTS.items()}


@pytest.fixture(params=list(VARIANTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_passes_the_rules_of_pdf_ua_and_pdf_a(made: dict[str, bytes], name: str, profile: str) -> None:
    report = page_validation.validate_pdf_bytes(made[name], profile=profile)
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
    assert report.is_compliant


def test_it_says_its_title_its_language_and_what_it_is(made: dict[str, bytes], name: str) -> None:
    view, tagged = VARIANTS[name], Tagged(made[name])
    document = tagged.document
    assert str(document.Root.Lang) == view.locale == "en-US"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as told:
        assert told["dc:title"] == view.title
        assert told["pdfuaid:part"] == "1"
    assert {tuple(map(float, sheet.mediabox)) for sheet in document.pages} == {(0, 0, 612, 792)}


def test_its_headings_are_those_of_the_view(made: dict[str, bytes], name: str) -> None:
    tagged = Tagged(made[name])
    headings = tagged.named("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
    found = [(str(heading.S)[1:], loose(tagged.words(heading))) for heading in headings]
    assert found == [(kind, loose(words)) for kind, words in _headings_of(VARIANTS[name])]


def _headings_of(view: Advisory) -> Iterator[tuple[str, str]]:
    yield "H1", view.title
    if view.who:
        yield "H2", view.who_title
        yield from (("H3", side.name) for side in view.who)
    if view.programme:
        yield "H2", view.programme_title
        yield from (("H3", day.title) for day in view.programme if day.title)
    if view.access:
        yield "H2", view.access_title
        for it in view.access:
            yield "H3", ", ".join((it.name, *it.about)) + it.mark
    yield from (("H2", panel.title) for panel in (*view.sections, *view.panels))


def test_every_table_has_its_columns_named_and_its_cells_whole(made: dict[str, bytes], name: str) -> None:
    view, tagged = VARIANTS[name], Tagged(made[name])
    tables = [day.table for day in view.programme] + [it.table for it in view.access if it.table]
    for element, table in zip(tagged.named("/Table"), tables, strict=True):
        rows = [item for item in below(element) if item.S == "/TR"]
        cells = [[cell for cell in kids(row) if cell.S in ("/TH", "/TD")] for row in rows]
        assert {(str(cell.S), scope(cell)) for cell in cells[0]} == {("/TH", "/Column")}
        assert {str(cell.S) for row in cells[1:] for cell in row} == {"/TD"}
        assert [[loose(tagged.words(cell)) for cell in row] for row in cells] == _cells_of(table)


def _cells_of(table: Table) -> list[list[str]]:
    rows = [[loose(cell.text + cell.mark + "".join(cell.lines)) for cell in row] for row in table.rows]
    return [[loose(column.title) for column in table.columns], *rows]


def test_lists_have_labels_and_links_say_where_they_lead(made: dict[str, bytes], name: str) -> None:
    tagged, view = Tagged(made[name]), VARIANTS[name]
    assert all(tagged.words(label).strip() for label in tagged.named("/Lbl"))
    links = [note for sheet in tagged.document.pages for note in sheet.get("/Annots", [])]
    assert all(str(link.get("/Contents", "")) for link in links)
    lines = [line for panel in (*view.sections, *view.panels) for line in panel.paragraphs]
    assert {str(link.A.URI) for link in links} == {
        run.address for line in lines for run in line if run.address
    }


def test_every_font_is_in_the_file_and_is_the_houses(made: dict[str, bytes], name: str) -> None:
    tagged = Tagged(made[name])
    fonts = [item for item in tagged.document.objects if _is_font(item)]
    assert {str(font.FontName).partition("+")[2].partition("-")[0] for font in fonts} == {
        "SourceSansPro",
        "SourceSerifPro",
    }
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def _is_font(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


@pytest.mark.parametrize(
    "short",
    [
        "2017-12-14-us-mexico-strategic-dialogue",
        "2019-04-19-us-japan-2-plus-2",  # in the smallest letters
        "small",
        "cancelled",
        "three panels",
    ],
)
def test_a_short_advisory_is_one_page(made: dict[str, bytes], short: str) -> None:
    tagged = Tagged(made[short])
    assert len(tagged.document.pages) == 1


def test_a_long_one_says_more_on_every_page_but_the_last(made: dict[str, bytes]) -> None:
    tagged = Tagged(made["more access times than a page holds"])
    marks = ["(more)" in tagged.shown(number) for number in range(len(tagged.document.pages))]
    assert len(marks) > 1
    assert marks == [True] * (len(marks) - 1) + [False]


def test_the_same_advisory_is_the_same_bytes() -> None:
    assert pdf.advisory(first()) == pdf.advisory(view_of(event_of(FIRST)))


def test_its_dates_are_those_of_the_revision() -> None:
    tagged = Tagged(pdf.advisory(first()))
    assert str(tagged.document.docinfo["/CreationDate"]).startswith(
        "D:20171213050000"
    )  # midnight in Washington


def test_several_threads_print_at_once() -> None:
    with ThreadPoolExecutor(2) as pool:
        results = set(pool.map(lambda _: pdf.advisory(first()), range(4)))
    assert len(results) == 1


@pytest.mark.parametrize(
    "words, sign",
    [("Talks 🎥", "🎥"), ("会談", "会"), ("محادثات", "ت"), ("a\ue000", "\ue000"), ("Talk\u20e4s", "k\u20e4")],
)
def test_a_sign_that_no_font_has_is_named_with_its_text(words: str, sign: str) -> None:
    with pytest.raises(NotPrintable) as refused:
        pdf.advisory(view_of(small(lead=words)))
    assert refused.value.text == words
    assert refused.value.character == sign
    assert f"U+{ord(sign[-1]):04X}" in str(refused.value)
    assert "web page" in str(refused.value)
