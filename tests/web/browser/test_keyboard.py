"""The office by keyboard alone: every stop can be seen, none is under the bar that stays, and nothing needs a mouse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import pyotp
import pytest
from playwright.sync_api import expect

from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.issuing import issues
from tests.web.browser.seats import PHONE, Office, Seat
from tests.web.offices import DIALOGUE

PASSWORD: Final = "lamp river copper seventeen"
MOST_STOPS: Final = 120
_STOP: Final = """() => {
    const one = document.activeElement;
    const look = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const bar = document.querySelector(".save-bar");
    const over = bar && !bar.contains(one) && box.left < bar.getBoundingClientRect().right;
    const end = over ? bar.getBoundingClientRect().top : innerHeight;
    return {
        tag: one.tagName,
        name: (one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || one.id).trim(),
        ringed: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
        seen: box.top >= -1 && box.left >= -1 && box.right <= innerWidth + 1 && (box.bottom <= end + 1
            || box.height > end),
        where: [box.left, box.top, box.right, box.bottom, end].map(Math.round).join(" "),
        row: one.closest("fieldset.row")?.querySelector("legend").innerText ?? "",
        id: one.id,
    };
}"""


@dataclass
class Keys:
    """Somebody's keyboard, who looks where the focus is after every Tab."""

    seat: Seat
    faults: list[str] = field(default_factory=list)

    def stop(self) -> dict[str, Any]:
        """Where the focus is."""
        told: dict[str, Any] = self.seat.page.evaluate(_STOP)
        return told

    def tab(self, *, back: bool = False) -> dict[str, Any]:
        """Go one stop further, or back, and note where that cannot be seen."""
        self.seat.page.keyboard.press("Shift+Tab" if back else "Tab")
        stop = self.stop()
        if stop["tag"] not in ("BODY", "IFRAME"):
            told = f"{self.seat.path}: {stop['tag']} “{stop['name'][:40]}”"
            if not stop["ringed"]:
                self.faults.append(f"{told} shows no focus")
            if not stop["seen"]:
                self.faults.append(f"{told} cannot be seen: {stop['where']}")
        return stop

    def to(self, name: str, tag: str = "", *, back: bool = False) -> dict[str, Any]:
        """Go on until something is reached whose name begins so."""
        passed = []
        for _ in range(MOST_STOPS):
            stop = self.tab(back=back)
            passed.append(stop["name"])
            if stop["name"].startswith(name) and tag in ("", stop["tag"]):
                return stop
        raise AssertionError(f"“{name}” cannot be reached from the keyboard: {passed}")

    def press(self, key: str) -> None:
        """Press a key that brings another page."""
        with self.seat.page.expect_navigation():
            self.seat.page.keyboard.press(key)

    def write(self, name: str, text: str) -> None:
        """Go to a box and type into it, over what is there."""
        self.to(name)
        self.seat.page.keyboard.press("Control+A")
        self.seat.page.keyboard.type(text)


def test_an_event_is_made_and_published_without_a_mouse(office: Office) -> None:
    keys = Keys(office.seat())
    _sign_in(office, keys)
    keys.to("New event", "A")
    keys.press("Enter")
    _answer_the_first_questions(keys)
    _add_an_access_time(keys)
    _publish(keys)
    (issue,) = issues(office.rig.office)
    (session,) = issue.draft.event.sessions
    (access,) = session.access
    assert (access.step.value, access.press, access.at and access.at.text) == (
        "pre-set",
        ("video",),
        "8:45 a.m.",
    )
    assert keys.faults == []


def _sign_in(office: Office, keys: Keys) -> None:
    database = office.rig.office.database
    visit = office.rig.visit(Role.APPROVER, enrolled=False)
    factor = pyotp.TOTP(accounts.start_second_factor(database, visit, office.rig.moment).secret)
    accounts.confirm_second_factor(database, visit, factor.at(office.rig.moment), office.rig.moment)
    link = accounts.reset(database, "somebody", "approver", office.rig.moment)
    accounts.accept_invite(database, link, PASSWORD, office.rig.moment)
    office.rig.moment += 60
    keys.seat.open("/login")
    assert keys.tab()["name"] == "Skip to the page"
    keys.seat.page.keyboard.press("Enter")
    assert keys.stop()["id"] == "main"
    keys.seat.page.keyboard.press("Tab")
    assert keys.stop()["name"] == "Account name"
    keys.seat.page.keyboard.type("approver")
    keys.write("Password", PASSWORD)
    keys.press("Enter")
    keys.seat.open("/")  # a password alone opens nothing, and the page says what is missing
    keys.to("Give the code of your second factor")
    keys.press("Enter")
    keys.write("Code", factor.at(office.rig.moment))
    keys.press("Enter")


def _answer_the_first_questions(keys: Keys) -> None:
    keys.to("Dialogue with spray", "INPUT")
    for _ in range(2):
        keys.seat.page.keyboard.press("ArrowDown")
    assert keys.stop()["name"].startswith("Press conference")
    keys.write("Headline", "Ministers Meet the Press")
    keys.write("Day", "December 14, 2017")
    keys.write("When the main part starts", "9a")
    keys.write("Time zone", "America/New_York")
    keys.write("Building", "Example House")
    keys.write("Entrance", "North Door")
    keys.write("Who sends", "Ministry of Examples")
    keys.to("Make the event")
    keys.press("Enter")


def _add_an_access_time(keys: Keys) -> None:
    keys.to("Access times", "A")
    keys.press("Enter")
    keys.to("Add an access time")
    keys.press("Space")
    stop = keys.stop()
    assert (stop["row"], stop["name"].split()[0]) == ("New access time", "Step"), (
        "the focus is in the new row"
    )
    keys.seat.page.keyboard.type("pre-set")
    keys.to("video")
    keys.seat.page.keyboard.press("Space")
    keys.write("Time", "8")
    keys.to("Entrance")
    keys.seat.page.keyboard.type("North")
    with keys.seat.expecting(422):
        keys.to("Save")
        keys.press("Enter")
    _follow_the_summary(keys)
    keys.seat.page.keyboard.press("Control+A")
    keys.seat.page.keyboard.type("845a")
    keys.press("Enter")  # in a box it saves, as everywhere
    expect(keys.seat.page.get_by_role("status").first).to_contain_text("Saved as revision 2")


def _follow_the_summary(keys: Keys) -> None:
    assert keys.stop()["id"] == "problems", "the focus is on what needs mending"
    assert keys.seat.page.title().startswith("Problem: ")
    link = keys.tab()
    assert link["name"].startswith("Add a or p")
    keys.seat.page.keyboard.press("Enter")
    assert keys.stop()["name"].startswith("Time"), "the link leads to the box"
    keys.tab()
    assert keys.tab(back=True)["name"].startswith("Time")


def _publish(keys: Keys) -> None:
    keys.to("Advisory", "A")
    keys.press("Enter")
    page = keys.seat.page
    for _ in page.get_by_label("It may go out, because").all():
        keys.write("It may go out, because", "It is an example.")
    keys.to("Publish no. 1")
    keys.press("Space")
    expect(page.get_by_role("status").first).to_contain_text("Published as no. 1.")


@pytest.mark.parametrize("size", [(1280, 720), PHONE], ids=["desk", "phone"])
def test_every_stop_of_a_long_sheet_can_be_seen(office: Office, size: tuple[int, int]) -> None:
    """Both ways: the bar that stays at the bottom hides nothing that has the focus (WCAG 2.2, 2.4.11)."""
    office.rig.take_in()
    seat = office.seat(Role.PRESS_OFFICER, size=size)
    seat.open(f"/events/{DIALOGUE}/edit/access")
    keys = Keys(seat)
    keys.to("Check", "BUTTON")
    keys.to("Skip to the page", back=True)
    assert keys.faults == []


def test_a_row_that_goes_leaves_the_focus_where_it_was(office: Office) -> None:
    office.rig.take_in()
    seat = office.seat(Role.PRESS_OFFICER)
    seat.open(f"/events/{DIALOGUE}/edit/people")
    keys = Keys(seat)
    seat.row("Luis Videgaray").get_by_role("button", name=re.compile("^Take out")).focus()
    keys.press("Enter")
    assert keys.stop()["tag"] != "BODY"
    assert seat.page.evaluate("document.activeElement.closest('.rows').id") == "l-delegations-1-members"
