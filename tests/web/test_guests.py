"""The guests of an event, in the office's pages."""

from __future__ import annotations

import re
from dataclasses import replace

from logistics.operations import mailing
from logistics.operations.accounts import Role
from logistics.operations.office import furnish
from tests.web.offices import DIALOGUE, Browser, Rig
from tests.web.troubles import invite_all_kinds_of_guests

PAGE = f"/events/{DIALOGUE}/guests"
WIRE = {"name": "Example Wire", "address": "desk@wire.example", "audience": "press-video"}


def officer(rig: Rig, mail: str = "press@office.example") -> Browser:
    rig.take_in()
    furnish(rig.office, replace(rig.office.house(), mail=mail), "ada", rig.moment)
    return rig.browser(Role.PRESS_OFFICER)


def test_a_guest_is_invited_and_what_they_will_read_stands_there_before_it_leaves(rig: Rig) -> None:
    browser = officer(rig)
    rig.publish()
    assert browser.send(PAGE, WIRE).status_code == 302
    page = browser.get(PAGE).get_data(as_text=True)
    assert "Example Wire is invited. The letters leave once nothing has changed for 5 minutes." in page
    assert "The press: video cameras" in page
    assert "Be there at 23rd Street Entrance" in page
    assert "Final access" not in page.split("<h3>Due</h3>")[1].split("<form")[0]


def test_answers_stand_beside_what_they_are_about(rig: Rig) -> None:
    browser = officer(rig)
    rig.publish()
    invite_all_kinds_of_guests(rig)
    page = browser.get(PAGE).get_data(as_text=True)
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Pick-up: all press – Camera spray declined “Two crews elsewhere”" in said


def test_what_cannot_be_a_guest_keeps_what_was_typed(rig: Rig) -> None:
    browser = officer(rig)
    answer = browser.send(PAGE, {**WIRE, "address": "Wire <desk@wire.example>"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "This is no mail address." in page
    assert 'value="Example Wire"' in page
    assert "Wire &lt;desk@wire.example&gt;" in page


def test_an_invitation_is_withdrawn_once(rig: Rig) -> None:
    browser = officer(rig)
    browser.send(PAGE, WIRE)
    (guest,) = mailing.invited(rig.office, DIALOGUE)
    away = f"{PAGE}/{guest.guest.id}/withdraw"
    assert browser.send(away).status_code == 302
    assert "Nobody is invited yet." in browser.get(PAGE).get_data(as_text=True)
    assert browser.send(away).status_code == 422


def test_without_an_address_of_the_office_the_page_says_that_no_letter_leaves(rig: Rig) -> None:
    browser = officer(rig, mail="")
    assert "The office has no mail address yet." in browser.get(PAGE).get_data(as_text=True)


def test_nobody_below_an_officer_sees_who_is_invited(rig: Rig) -> None:
    officer(rig)
    assert rig.browser(Role.STAFF).get(PAGE).status_code == 403


def test_today_says_who_will_not_come(rig: Rig) -> None:
    browser = officer(rig)
    rig.publish()
    assert "declined" not in browser.get("/").get_data(as_text=True)
    invite_all_kinds_of_guests(rig)
    assert "1 guest declined or wants another time." in browser.get("/").get_data(as_text=True)
