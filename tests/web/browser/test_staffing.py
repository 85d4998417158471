"""Staffing a day: the coordinator at a desk, the staff at their telephones, by keyboard alone and without scripts."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import expect

from logistics.operations import staffing
from logistics.operations.accounts import Role
from logistics.operations.staffing import Move
from tests.web.browser.looks import faults
from tests.web.browser.seats import PHONE, Office
from tests.web.browser.test_keyboard import Keys
from tests.web.browser.test_paper_and_thumbs import SMALL
from tests.web.offices import DIALOGUE, DOOR
from tests.web.troubles import give_all_kinds_of_trouble

STAFF: Final = f"/events/{DIALOGUE}/staff"


@pytest.fixture
def asked(office: Office) -> Office:
    """An office with the dialogue and the twelve, who are asked."""
    office.rig.take_in()
    office.rig.take_staff_in()
    return office


def held(office: Office) -> dict[str, str]:
    """Who holds what."""
    return dict(staffing.situation(office.rig.office, DIALOGUE).held)


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_somebody_answers_takes_a_post_and_gives_it_back_by_telephone(asked: Office, script: bool) -> None:
    phone = asked.seat(size=PHONE, script=script)
    page = phone.open(asked.rig.personal("brandt"))
    door = page.get_by_role("group", name="8:15 a.m. to 8:40 a.m. Door, 23rd Street Entrance")
    door.get_by_label("If needed").check()
    door.locator("summary").click()
    door.get_by_label("Note on").fill("a train at 11")
    phone.press("Save the answers")
    expect(page.get_by_role("status")).to_have_text("Your answers are kept. You can change them at any time.")
    expect(door.get_by_label("If needed")).to_be_checked()
    phone.press("Sign up for Door, 23rd Street Entrance, 8:15 a.m. to 8:40 a.m.")
    assert held(asked) == {DOOR: "brandt"}
    mine = page.get_by_role("article", name="Door, 23rd Street Entrance")
    expect(mine.get_by_text("You will be there")).to_be_visible()
    mine.locator("summary", has_text="I cannot").click()
    mine.get_by_label("Why").last.fill("ill")
    phone.press("Give it back", mine)
    expect(page.get_by_text("You hold no post of this event yet.")).to_be_visible()
    assert held(asked) == {}


def test_somebody_answers_by_keyboard_alone(asked: Office) -> None:
    staffing.assign(asked.rig.office, DIALOGUE, Move(DOOR, None, "brandt"), "ada", asked.rig.moment)
    seat = asked.seat()
    seat.open(asked.rig.personal("brandt"))
    keys = Keys(seat)
    keys.to("I will be there")
    keys.press("Enter")
    assert staffing.situation(asked.rig.office, DIALOGUE).state(DOOR) == "accepted"
    keys.to("Can", "INPUT")
    seat.page.keyboard.press("ArrowRight")
    keys.to("Save the answers")
    keys.press("Enter")
    (said,) = staffing.situation(asked.rig.office, DIALOGUE).said
    assert (said.person, said.answer) == ("brandt", "if needed")
    assert keys.faults == []


def test_the_coordinator_staffs_a_day_by_keyboard_alone(asked: Office) -> None:
    seat = asked.seat(Role.PRESS_OFFICER)
    seat.open(STAFF)
    keys = Keys(seat)
    keys.to("Propose a roster")
    keys.press("Enter")
    expect(seat.page.get_by_role("button", name="Apply it")).to_be_visible()
    keys.to("Apply it")
    keys.press("Enter")
    assert len(held(asked)) == 15
    keys.to("Undo the roster")
    keys.press("Enter")
    assert held(asked) == {}
    keys.to("Hanne Brandt")
    keys.press("Enter")
    assert held(asked) == {DOOR: "brandt"}
    assert keys.faults == []


def test_a_search_goes_on_without_scripts_until_it_is_proven(asked: Office) -> None:
    seat = asked.seat(Role.PRESS_OFFICER, script=False)
    seat.open(STAFF)
    seat.press("Propose a roster")
    expect(seat.page.get_by_text("No roster is better: this is proven.")).to_be_visible()
    seat.press("Apply it")
    expect(seat.page.get_by_role("heading", name="All 15 posts are held")).to_be_visible()


def test_a_thumb_hits_whatever_can_be_pressed_about_staff(asked: Office) -> None:
    give_all_kinds_of_trouble(asked.rig)
    phone, desk = asked.seat(size=PHONE), asked.seat(Role.ADMINISTRATOR, size=PHONE)
    found = []
    for seat, path in (
        (phone, asked.rig.personal("romero")),
        (phone, asked.rig.personal("brandt")),
        (desk, STAFF),
        (desk, f"{STAFF}/posts/{DOOR}"),
        (desk, f"{STAFF}/proposal/{asked.rig.proposed()}"),
        (desk, "/staff/people"),
    ):
        page = seat.open(path)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        found += [f"{path}: {small}" for small in page.evaluate(SMALL)]
    assert found == []


def test_a_day_of_many_posts_and_many_people_still_fits_its_page(asked: Office) -> None:
    people = "\n".join(
        f"  - {{id: hand-{number}, name: Hand with a rather long name {number}, functions: [door, escort]}}"
        for number in range(40)
    )
    text = staffing.list_as_text(asked.rig.office)[1]
    staffing.take_staff_in(asked.rig.office, 1, f"{text}{people}\n", "ada", asked.rig.moment)
    seat = asked.seat(Role.ADMINISTRATOR)
    seat.open(STAFF)
    assert faults(seat, "fifty-two people") == []
