"""Pages on paper and under a thumb, and the picture of the day beside its table."""

from __future__ import annotations

import io
from typing import Final

import pikepdf
import pytest

from logistics.operations.accounts import Role
from tests.web.browser.seats import PHONE, Office
from tests.web.offices import DIALOGUE, FILES

_SUMMIT: Final = FILES["2031-06-11-two-city-summit-day"]
_DRAWN: Final = """() => [...document.querySelectorAll("svg.chart")].map((chart) => ({
    says: chart.querySelector("desc").textContent,
    places: [...chart.querySelectorAll("text[font-size='13'] > title")].map((title) => title.textContent),
    items: [...chart.querySelectorAll("g > title, text[font-weight='600']:not([font-size='13']) > title")]
        .map((title) => title.textContent),
}))"""
_CUES: Final = """() => {
    const said = (cell) => {
        const bare = cell.cloneNode(true);
        bare.querySelectorAll(".mark, .detail, .elsewhere").forEach((part) => part.remove());
        return bare.textContent.trim().replace(/\\s+/g, " ");
    };
    return [...document.querySelectorAll("table.cues tbody tr")].map((row) => ({
        time: said(row.cells[0]).replace(/ C[DS]T$/, ""),
        name: said(row.cells[1]).replace(/^Livestream: | \\(.*\\)$/g, "").replace(/ (opens|closes):/, ":"),
        place: said(row.cells[2]),
    }));
}"""
SMALL: Final = """() => {
    const found = [];
    for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".visually-hidden, .skip")) continue;
        const inText = one.matches("a") && getComputedStyle(one).display === "inline"
            && one.parentElement.textContent.trim() !== one.textContent.trim();
        if (inText) continue;  // a link within a sentence is as high as the sentence (WCAG 2.2, 2.5.8)
        const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
        const least = one.matches("button, .button") ? 44 : 24;
        if (Math.min(width, height) < least - 0.5)
            found.push(`${one.outerHTML.slice(0, 120)} is ${Math.round(width)} by ${Math.round(height)}`);
    }
    for (const here of document.querySelectorAll("[aria-current]")) {
        const { left, right } = here.getBoundingClientRect();
        if (left < 0 || right > innerWidth) found.push(`where one is cannot be seen: ${here.textContent}`);
    }
    return found;
}"""


@pytest.mark.parametrize(
    "path", [FILES["2017-12-14-us-mexico-strategic-dialogue"], _SUMMIT], ids=lambda path: path.stem
)
def test_whatever_the_picture_of_the_day_shows_its_table_says(office: Office, path: object) -> None:
    made = office.rig.take_in(path)  # type: ignore[arg-type] # pytest calls a parameter an object
    seat = office.seat(Role.STAFF)
    seat.open(f"/events/{made.event.id}/timeline")
    cues = seat.page.evaluate(_CUES)
    charts = seat.page.evaluate(_DRAWN)
    assert charts
    for chart in charts:
        assert chart["items"]
        assert chart["says"].endswith("The table of cues says the same.")
        unsaid = [
            item
            for item in chart["items"]
            if not any(cue["time"] in item and cue["name"] in item for cue in cues)
        ]
        assert unsaid == []
        assert set(chart["places"]) <= {cue["place"] for cue in cues}


_PAGES: Final = (
    "/",
    "/events",
    "/events/new",
    "/help",
    "/account",
    "/users",
    *(
        f"/events/{DIALOGUE}{part}"
        for part in (
            "",
            "/timeline",
            "/coverage",
            "/advisory",
            "/feeds",
            "/history",
            "/edit/sessions",
            "/edit/access",
        )
    ),
)


def test_a_thumb_hits_whatever_can_be_pressed(office: Office) -> None:
    """At least 24 pixels each way for everything (WCAG 2.2, 2.5.8), and 44 for buttons."""
    office.rig.take_in()
    office.rig.publish()
    seat = office.seat(Role.ADMINISTRATOR, size=PHONE)
    found = []
    for path in _PAGES:
        seat.open(path)
        seat.photograph(f"phone {path}".replace("/", "_"))
        found += [f"{path}: {small}" for small in seat.page.evaluate(SMALL)]
    assert found == []


@pytest.mark.parametrize("part, most", [("", 1), ("/timeline", 3), ("/coverage", 1)])
def test_paper_has_the_facts_and_nothing_to_press(office: Office, part: str, most: int) -> None:
    office.rig.take_in()
    seat = office.seat(Role.PRESS_OFFICER, colours="dark")
    page = seat.open(f"/events/{DIALOGUE}{part}")
    printed = pikepdf.open(io.BytesIO(page.pdf(format="Letter")))
    assert len(printed.pages) <= most
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})  # what Letter has between its margins
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
        )
        == 0
    )
    assert page.locator("nav:visible, button:visible, input:visible, select:visible").all() == []
    said = page.locator("body").inner_text()
    assert "Sign out" not in said
    for fact in ("Thursday, December 14, 2017", "All times New York (EST)", "10:20 a.m.", "revision 1"):
        assert fact in said
