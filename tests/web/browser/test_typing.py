"""While somebody types: readings and checks follow, nothing is taken out of their hands, nothing typed is lost."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from logistics.operations.accounts import Role
from tests.web.browser.seats import Office, Seat
from tests.web.offices import DIALOGUE

SHEET: Final = f"/events/{DIALOGUE}/edit/access"
CHECKS: Final = "**/check/*"


@pytest.fixture
def seat(office: Office) -> Seat:
    """A press officer before the access times of the dialogue."""
    office.rig.take_in()
    made = office.seat(Role.PRESS_OFFICER)
    made.open(SHEET)
    return made


def _time(seat: Seat) -> tuple[Page, str]:
    """The page, and where the time of the final access and its reading are."""
    return seat.page, "#f-sessions-2-access-1-at"


def test_a_time_is_read_by_the_clock_where_the_event_is(seat: Seat) -> None:
    """The browser stands in Los Angeles; the event is in Washington."""
    page, box = _time(seat)
    page.locator(box).fill("1015a")
    expect(page.locator(f"{box}-echo")).to_contain_text("10:15 a.m. EST")
    expect(page.locator(".event-head")).to_contain_text(["All times New York (EST)"])
    expect(page.locator("body")).to_contain_text("Your device is on Los Angeles time, 3 hours behind.")


def test_findings_come_and_go_while_a_time_is_typed(seat: Seat) -> None:
    page, box = _time(seat)
    panel = page.locator("#checks-body")
    page.locator(box).fill("11a")
    expect(panel.locator(".finding.error")).not_to_have_count(0)
    page.locator(box).fill("1020a")
    expect(panel.locator(".finding.error")).to_have_count(0)
    page.locator(box).fill("25:99")
    expect(panel).to_contain_text("“25:99” is no time of a clock")
    expect(page.locator(f"{box}-echo")).to_have_class("echo asks")


def test_the_newest_answer_wins_however_late_an_older_one_comes(seat: Seat) -> None:
    page, box = _time(seat)
    held: list[Route] = []
    page.route(CHECKS, lambda route: route.continue_() if held else held.append(route))
    page.evaluate(
        """(box) => {
            window.read = [];
            const echo = document.querySelector(`${box}-echo`);
            new MutationObserver(() => window.read.push(echo.textContent)).observe(echo, { childList: true });
        }""",
        box,
    )
    with page.expect_request(CHECKS):
        page.locator(box).fill("1005a")
    page.locator(box).fill("1015a")
    expect(page.locator(f"{box}-echo")).to_contain_text("10:15 a.m.")
    with page.expect_response(CHECKS):
        held[0].continue_()
    page.wait_for_timeout(200)  # nothing may come of it, and nothing tells that nothing came
    assert {text.partition(" EST")[0] for text in page.evaluate("window.read")} == {"10:15 a.m."}


def test_an_answer_moves_neither_the_focus_nor_the_letters(seat: Seat) -> None:
    page, box = _time(seat)
    page.locator(box).focus()
    page.keyboard.press("Control+A")
    with page.expect_response(CHECKS):
        page.keyboard.type("1015")
    expect(page.locator(f"{box}-echo")).to_contain_text("?")
    page.keyboard.press("ArrowLeft")
    with page.expect_response(CHECKS):
        page.keyboard.type("0")
    expect(page.locator(box)).to_be_focused()
    expect(page.locator(box)).to_have_value("10105")


def test_an_answer_takes_nothing_away_from_under_a_finger(seat: Seat) -> None:
    """Whoever has gone into the panel keeps what they are on; it is brought up to date when they leave."""
    page, box = _time(seat)
    more = page.locator("#checks-body summary")
    held: list[Route] = []
    page.route(CHECKS, lambda route: route.continue_() if held else held.append(route))
    with page.expect_request(CHECKS):
        page.locator(box).fill("25:99")
    more.focus()
    with page.expect_response(CHECKS):
        held[0].continue_()
    expect(page.locator(f"{box}-echo")).to_have_class("echo asks")
    expect(more).to_be_focused()
    page.locator(box).focus()
    expect(page.locator("#checks-body")).to_contain_text("“25:99” is no time of a clock")


@pytest.mark.parametrize("trouble", ["no answer", "a fault", "signed out"])
def test_without_an_answer_the_panel_says_so_and_typing_goes_on(seat: Seat, trouble: str) -> None:
    page, box = _time(seat)
    seat.watch.is_cut_off = trouble == "no answer"
    with seat.expecting(500):
        answers = {
            "no answer": lambda route: route.abort(),
            "a fault": lambda route: route.fulfill(status=500, body="sorry"),
            "signed out": lambda route: route.fulfill(
                status=200, content_type="text/html", body="<p>Sign in"
            ),
        }
        page.route(CHECKS, answers[trouble])
        page.locator(box).fill("1015a")
        said = page.locator("#checks").get_by_text("The checks cannot be reached just now.")
        expect(said).to_be_visible()
        page.locator(box).press_sequentially(", sharp")
        expect(page.locator(box)).to_have_value("1015a, sharp")
    page.unroute(CHECKS)
    page.locator(box).fill("1015a")
    expect(page.locator(f"{box}-echo")).to_contain_text("10:15 a.m. EST")
    expect(said).to_have_count(0)


def test_leaving_is_asked_about_only_while_something_typed_is_not_saved(seat: Seat) -> None:
    page, box = _time(seat)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    seat.follow("People")
    seat.follow("Access times")
    assert asked == []
    page.locator(box).fill("1015a")
    page.get_by_role("link", name="People", exact=True).click()
    expect(page.locator(box)).to_have_value("1015a")
    assert asked == ["beforeunload"]
    assert seat.path == SHEET
    seat.press("Save")
    seat.follow("People")
    assert asked == ["beforeunload"]


def test_what_was_typed_outlives_the_visit(seat: Seat, office: Office) -> None:
    """The visit ends while somebody types; they sign in in another tab, and go on in this one."""
    page, box = _time(seat)
    name = page.locator(box).get_attribute("name")
    seat.sign_in("ended")
    with seat.expecting(401):
        page.locator(box).fill("1015a")
        expect(page.locator("#checks-lost")).to_contain_text("You are not signed in any more.")
        seat.press("Save")
    expect(page.locator("h1")).to_have_text("Sign in first")
    expect(page.locator(f'[name="{name}"]')).to_have_value("1015a")
    seat.sign_in(office.rig.visit(Role.PRESS_OFFICER))
    seat.press("Send it again")
    expect(page.locator(".notice")).to_contain_text("Saved as revision 2")
    expect(page.locator(box)).to_have_value("10:15 a.m.")
