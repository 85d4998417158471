"""The call sheet: all posts, nobody forgotten, nothing cut, nothing that a name could do to it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import page as page_validation
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.documents import callsheet, pdf
from logistics.documents.callsheet.tasks import Task
from logistics.model import Status
from logistics.model.staff import StaffList
from logistics.roster.staffed import Staffed
from tests.documents import rosters
from tests.documents.placing import placed
from tests.documents.reading import has_pdftotext, loose, words_of_html
from tests.documents.samples import small
from tests.documents.tagged import Tagged, kids, scope
from tests.goldens import assert_as_read

NEEDS_POPPLER = pytest.mark.skipif(
    not has_pdftotext(),
    reason="pdftotext is not on this machine: install poppler-utils to look where words are printed",
)
ISSUED = 1_513_200_000


class Told:
    """OpenPost, as whoever makes the roster tells it."""

    def __init__(self, staffed: Staffed, number: int) -> None:
        self.duty = staffed.open[number]
        self.why = f"{number} people > 0 escorts"
        self.remedies = (f"Ask number {number}.", f"Move number {number}.")


def told(staffed: Staffed) -> list[Told]:
    return [Told(staffed, number) for number in range(len(staffed.open))]


@pytest.fixture(scope="module")
def staffed() -> dict[str, Staffed]:
    return {name: make() for name, make in rosters.ALL.items()}


@pytest.fixture(scope="module")
def sheets(staffed: dict[str, Staffed]) -> dict[str, bytes]:
    return {name: pdf.call_sheet(callsheet.view(one, told(one)), ISSUED) for name, one in staffed.items()}


@pytest.fixture(scope="module")
def cards(staffed: dict[str, Staffed]) -> dict[str, bytes]:
    return {name: pdf.post_cards(callsheet.cards(one), ISSUED) for name, one in staffed.items()}


@pytest.fixture(params=list(rosters.ALL))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def rows_of(html: str) -> list[str]:
    """Headings, and the rows of tables with a bar between cells, as somebody reads a page aloud."""
    parser = _Rows()
    parser.feed(html)
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in parser.lines) if line]


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.tags: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)
        self._style = tag == "style"
        if tag in ("h1", "h2", "p", "tr"):
            self.lines.append("")
        elif tag in ("td", "th") and self.lines[-1].strip():
            self.lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self._style = False
        if tag in ("tr", "h1", "h2", "title"):
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.lines[-1] += data.replace("\n", " ")


# ---- both PDFs


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_they_pass_the_rules_of_pdf_ua_and_pdf_a(
    sheets: dict[str, bytes], cards: dict[str, bytes], name: str, profile: str
) -> None:
    for made in (sheets[name], cards[name]):
        failures = page_validation.validate_pdf_bytes(made, profile=profile).failures
        assert [f"{it.rule_id}: {it.message}" for it in failures if it.rule_id != _LENGTH] == []
        assert _streams_are_as_long_as_they_say(made)


_LENGTH = "PDFA2A-STREAM-LENGTH-001"


def _streams_are_as_long_as_they_say(data: bytes) -> bool:
    """The validator counts a stream as too short whose last byte is a carriage return; so this is counted here."""
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", data))
    return bool(streams) and all(
        data[found.end() + int(found[1]) :].startswith(b"\nendstream") for found in streams
    )


def test_they_say_what_they_are_and_are_on_letter_paper(
    sheets: dict[str, bytes], cards: dict[str, bytes], staffed: dict[str, Staffed], name: str
) -> None:
    event = staffed[name].event
    for data, kind, size in (
        (sheets[name], "Call sheet", (792, 612)),
        (cards[name], "Post cards", (612, 792)),
    ):
        document = Tagged(data).document
        assert str(document.Root.Lang) == "en-US"
        with document.open_metadata() as said:
            assert said["dc:title"] == f"{kind}: {event.name or event.title}"
        assert {tuple(map(float, sheet.mediabox)) for sheet in document.pages} == {(0, 0, *size)}


def test_the_same_roster_is_the_same_bytes(sheets: dict[str, bytes], cards: dict[str, bytes]) -> None:
    again = rosters.six()
    assert pdf.call_sheet(callsheet.view(again, told(again)), ISSUED) == sheets["six"]
    assert pdf.post_cards(callsheet.cards(again), ISSUED) == cards["six"]


# ---- the call sheet


def test_every_post_is_a_row_with_who_holds_it_on_paper_and_on_the_page(
    sheets: dict[str, bytes], staffed: dict[str, Staffed], name: str
) -> None:
    here = staffed[name]
    view = callsheet.view(here, told(here))
    lines = [line for day in view.days for line in day.lines]
    assert [line.task.title for line in lines] == [duty.title for duty in here.duties]
    assert [line.open for line in lines] == [duty in here.open for duty in here.duties]
    wanted = [
        loose("".join((task.reports, task.until, task.assumed, task.title, *task.remarks, task.where)))
        + loose(f"{line.who}{line.radio}{line.phone}")
        for line in lines
        for task in (line.task,)
    ]
    on_paper = [loose("".join(row)) for row in paper_rows(sheets[name])]
    on_screen = [loose(row.replace(" |", "")) for row in rows_of(callsheet.page(view))]
    assert [row for row in on_paper if row in wanted] == wanted
    assert [row for row in on_screen if row in wanted] == wanted


def paper_rows(data: bytes) -> list[list[str]]:
    tagged = Tagged(data)
    return [
        [tagged.words(cell) for cell in kids(row) if cell.S in ("/TH", "/TD")] for row in tagged.named("/TR")
    ]


def test_all_words_of_the_view_are_on_paper_and_on_the_page(
    sheets: dict[str, bytes], staffed: dict[str, Staffed], name: str
) -> None:
    here = staffed[name]
    view = callsheet.view(here, told(here))
    paper, on_screen = Tagged(sheets[name]), loose(words_of_html(callsheet.page(view)))
    on_paper = loose(paper.all_words + paper.shown(0))  # with the foot of the page
    said = [*_words_of(view.head), view.summary, view.assumed_note, *_words_of(view.people), *view.free]
    said += [*_words_of(view.contacts), *_words_of([(one.why, one.remedies) for one in view.open])]
    assert [words for words in said if loose(words) not in on_paper] == []
    assert [words for words in said if loose(words) not in on_screen] == []


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _words_of(item)
    elif isinstance(value, Task):
        yield from (value.reports, value.until, value.title, value.where, value.assumed, *value.remarks)
    else:
        for field in getattr(value, "__slots__"):  # noqa: B009 (a view is a slotted dataclass)
            yield from _words_of(getattr(value, field))


def test_each_page_says_what_it_is_and_its_table_has_its_titles_again(sheets: dict[str, bytes]) -> None:
    tagged = Tagged(sheets["full"])
    pages = [tagged.shown(number) for number in range(len(tagged.document.pages))]
    assert len(pages) > 5
    for number, shown in enumerate(pages, 1):
        assert "Staff use only: not for release" in shown
        assert f"Page {number} of {len(pages)}" in shown
        assert "Second U.S.-Mexico Strategic Dialogue" in shown
        assert "ReportsUntilPostWhere" in shown or "WhoFunctionsRadio" in shown or "TimePostWhy" in shown


def test_every_column_has_its_title(sheets: dict[str, bytes], name: str) -> None:
    tagged = Tagged(sheets[name])
    for table in tagged.named("/Table"):
        head = kids(table)[0]
        assert str(head.S) == "/THead"
        headings = [cell for row in kids(head) for cell in kids(row)]
        assert {(str(cell.S), scope(cell)) for cell in headings} == {("/TH", "/Column")}


def test_a_row_stays_on_one_page(sheets: dict[str, bytes], name: str) -> None:
    """A cell on two pages would have its marks in two of them."""
    tagged = Tagged(sheets[name])
    for cell in tagged.named("/TD"):
        assert len(tagged.pages_of(cell)) <= 1


def test_an_open_post_says_so_in_words_and_why(staffed: dict[str, Staffed]) -> None:
    here = staffed["six"]
    rows = rows_of(callsheet.page(callsheet.view(here, told(here))))
    assert "15 posts: 12 held by 6 people, 3 open." in rows
    assert "8:00 a.m. | 11:45 a.m. end assumed | Security contact | | OPEN | |" in rows
    at = rows.index("Open posts")
    assert rows[at + 2 : at + 5] == [
        "8:00 a.m. to 11:45 a.m. end assumed | Security contact | 0 people > 0 escorts |",
        "Ask number 0.",
        "Move number 0.",
    ]
    held = words_of_html(callsheet.page(callsheet.view(staffed["twelve"])))
    assert "OPEN" not in held
    assert "Open posts" not in held


def test_the_call_sheet_of_december_14_reads_so(staffed: dict[str, Staffed]) -> None:
    lines = rows_of(callsheet.page(callsheet.view(staffed["twelve"])))
    assert_as_read("2017-12-14-callsheet.txt", ("\n".join(lines) + "\n").encode())


def test_a_window_is_said_as_one_and_an_exact_time_is_not(staffed: dict[str, Staffed]) -> None:
    (day,) = callsheet.view(staffed["twelve"]).days
    said = {line.task.title: line.task.remarks for line in day.lines}
    assert said["Escort, way back, camera spray"] == (
        "Starts between 8:43 a.m. and 9:00 a.m.",
        "Ends between 8:53 a.m. and 9:10 a.m.",
    )
    assert said["Escort, way back, joint press availability"] == (
        "Starts between 10:45 a.m. and 11:30 a.m.",  # its end is assumed, and nothing is said of it
    )
    assert said["Door, 23rd Street Entrance"] == ()


def test_a_post_over_midnight_says_the_day_of_its_end_and_each_day_its_clock(
    staffed: dict[str, Staffed],
) -> None:
    view = callsheet.view(staffed["overnight"])
    assert [(day.heading, day.zone_note) for day in view.days] == [
        ("Posts, Saturday, March 8, 2031", "All times Eastern Standard Time (EST)"),
        (
            "Posts, Sunday, March 9, 2031",
            "Times by the clock of the day: Eastern Standard Time (EST); Eastern Daylight Time (EDT)",
        ),
    ]
    (ana,) = view.people
    assert [(task.day, task.hours) for task in ana.tasks] == [
        ("Mar 8", "11:00 p.m. to 1:00 a.m., Mar\u00a09"),
        ("Mar 9", "1:30 a.m. to 4:00 a.m."),
    ]
    assert ana.length == "3 hours 30 minutes"  # the clocks are put forward by an hour


def test_whoever_cannot_be_reached_is_told(staffed: dict[str, Staffed]) -> None:
    rows = rows_of(callsheet.page(callsheet.view(staffed["no_posts"])))
    assert "ana | escort | Radio none listed | Telephone none listed" in rows
    assert "This event has no posts. 1 person is free." in rows
    assert "There is nobody on the staff list." in rows_of(callsheet.page(callsheet.view(staffed["nobody"])))


def test_what_is_invented_or_called_off_is_marked(staffed: dict[str, Staffed]) -> None:
    here = staffed["twelve"]
    off = here.event.model_copy(update={"status": Status.POSTPONED, "invented": "a trial"})
    view = callsheet.view(replace(here, plan=replace(here.plan, event=off)))
    assert [(strip.word, strip.text) for strip in view.head.strips] == [
        ("Postponed", "This event is postponed."),
        ("Invented", "A trial."),
        ("Invented", "Twelve invented people, for trying the roster of the dialogue of December 14, 2017."),
    ]


# ---- nothing that people write means anything to a page or a table

LINES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text != ""
)
HOSTILE = st.sampled_from(
    [
        '=cmd()|"/c calc"!A1',
        "+1 202",
        "-1",
        "@SUM(A1)",
        '"; drop',
        "a,b",
        "</td><script>",
        "{{ 7*7 }}",
        "&amp;",
    ]
)
NAMES = st.one_of(LINES, HOSTILE)


def _called(name: str, phone: str) -> Staffed:
    people: StaffList = rosters.staff_of({"id": "ana", "name": name, "phone": phone, "radio": phone})
    return rosters.dealt(small(), people, gap=2)


@given(NAMES, NAMES)
@settings(max_examples=60, deadline=None)
def test_a_name_stays_a_name_on_the_page(name: str, phone: str) -> None:
    here, plain = _called(name, phone), _Rows()
    name, phone = here.staff.people[0].name, here.staff.people[0].phone or ""
    html, usual = callsheet.page(callsheet.view(here)), _Rows()
    plain.feed(callsheet.page(callsheet.view(_called("Ana", "1"))))
    usual.feed(html)
    assert usual.tags == plain.tags
    assert loose(words_of_html(html)).count(loose(f"{name}{phone}{phone}")) >= 1


@given(NAMES, NAMES)
@settings(max_examples=60, deadline=None)
def test_a_name_stays_a_name_in_a_table(name: str, phone: str) -> None:
    here = _called(name, phone)
    name, phone = here.staff.people[0].name, here.staff.people[0].phone or ""
    for table, first in ((callsheet.by_post(here), "Day"), (callsheet.by_person(here), "Who")):
        rows = list(csv.reader(io.StringIO(table)))
        assert rows[0][0] == first
        assert {len(row) for row in rows} == {10}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
        cells = {cell.removeprefix("'") for row in rows for cell in row}
        assert {name.removeprefix("'"), phone.removeprefix("'")} <= cells


def test_the_table_by_person_has_everybody_and_says_who_is_free(staffed: dict[str, Staffed]) -> None:
    rows = list(csv.reader(io.StringIO(callsheet.by_person(staffed["twelve"]))))
    assert rows[0] == [
        "Who", "Telephone", "Radio", "Day", "Reports", "Until", "Post", "Begins at", "Ends at", "Id",
    ]  # fmt: skip
    assert rows[2] == [
        "Dana Whitfield", "'+1 202 555 0102", "channel 2", "2017-12-14", "8:00 a.m.", "9:10 a.m.",
        "Room lead, camera spray", "Benjamin Franklin Room", "Benjamin Franklin Room", "room-lead.spray",
    ]  # fmt: skip
    assert rows[-1] == ["Joel Vance", "'+1 202 555 0112", "channel 2", "", "", "", "free", "", "", ""]
    assert {row[0] for row in rows[1:]} == {person.name for person in rosters.TWELVE.people}


# ---- nothing is cut or printed over


@NEEDS_POPPLER
def test_nothing_is_outside_the_paper_or_printed_over_something_else(
    sheets: dict[str, bytes], cards: dict[str, bytes], name: str
) -> None:
    for data in (sheets[name], cards[name]):
        for wide, tall, words in placed(data):
            assert [word for word in words if not word.is_within(wide, tall)] == []
            ordered = sorted(words)
            for number, word in enumerate(ordered):
                for other in ordered[number + 1 :]:
                    if other.left >= word.right:
                        break
                    assert not word.is_over(other), (word, other)
