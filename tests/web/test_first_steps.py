"""The first steps of somebody new: the account, the second factor, the first event, and finding it again."""

from __future__ import annotations

import re

import pyotp
import pytest

from logistics.operations import accounts
from logistics.operations.accounts import Role
from tests.web.offices import DIALOGUE, FILES, Browser, Rig
from tests.web.pages import form_of, post
from tests.web.test_preview import words

PASSWORD = "velvet turbine oyster ledger"
ANSWERS = {"pattern": "dialogue", "title": "Ports Dialogue", "issuer": "Foreign Ministry of Norland"}


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What the pages say of it is the same on every store."""
    return sqlite_url


def text(browser: Browser, path: str) -> str:
    return browser.get(path, follow_redirects=True).get_data(as_text=True)


def first_account(rig: Rig) -> Browser:
    """A browser that has just made the first account."""
    browser, link = rig.anybody(), accounts.first_link(rig.office.database, rig.moment)
    said = {"name": "ada", "full_name": "Ada Invented", "password": PASSWORD}
    assert browser.send(f"/first/{link}", said).status_code == 302
    return browser


def test_whoever_has_made_the_first_account_is_told_to_sign_in_with_it(rig: Rig) -> None:
    browser = first_account(rig)
    page = text(browser, "/login")
    assert "Your account is made. Sign in with it." in page
    assert form_of(page, "password").value("name") == "ada"
    assert form_of(text(rig.anybody(), "/login"), "password").value("name") == "", "it is told to nobody else"


def test_an_invitation_makes_an_account_and_a_later_link_sets_a_password(rig: Rig) -> None:
    database = rig.office.database
    for link, told in (
        (
            accounts.invite(database, "ada", "ben", "Ben Invented", Role.STAFF, rig.moment),
            "Your account is made.",
        ),
        (None, "Your password is set."),
    ):
        browser = rig.anybody()
        token = link or accounts.reset(database, "ada", "ben", rig.moment)
        assert browser.send(f"/invited/{token}", {"password": PASSWORD}).status_code == 302
        page = text(browser, "/login")
        assert f"{told} Sign in with it." in page
        assert form_of(page, "password").value("name") == "ben"


def test_the_first_sign_in_leads_straight_to_the_second_factor(rig: Rig) -> None:
    browser = first_account(rig)
    answer = browser.send("/login", {"name": "ada", "password": PASSWORD})
    assert answer.location == "/login/second-factor"
    told = words(text(browser, answer.location))
    assert "an authenticator app, such as the one of your telephone’s maker" in told
    assert "Show the QR code" in told
    assert "logistics admin-link --lost-second-factor" in told


def test_a_code_is_asked_for_at_once_and_what_was_wanted_comes_after_it(rig: Rig) -> None:
    database = rig.office.database
    first_account(rig)
    begun = accounts.sign_in(database, "ada", PASSWORD, "", "", rig.moment)
    code = accounts.start_second_factor(database, begun.token, rig.moment)
    accounts.confirm_second_factor(database, begun.token, totp(code.secret, rig.moment), rig.moment)
    browser = rig.anybody()
    answer = browser.send("/login", {"name": "ada", "password": PASSWORD, "next": "/house"})
    assert answer.location == "/login/code?next=/house"
    rig.moment += 60
    answer = browser.send(answer.location, {"code": totp(code.secret, rig.moment)})
    assert answer.location == "/house"


def totp(secret: str, moment: int) -> str:
    """The code that an app shows."""
    return pyotp.TOTP(secret).at(moment)


def test_an_event_without_a_day_is_asked_for_the_day(rig: Rig) -> None:
    officer = rig.browser(Role.PRESS_OFFICER)
    page = officer.send("/events/new", ANSWERS).get_data(as_text=True)
    assert "Write the day, such as December 14, 2017." in page
    assert "is not a day" not in page


def test_what_a_new_event_needs_is_marked(rig: Rig) -> None:
    page = text(rig.browser(Role.PRESS_OFFICER), "/events/new")
    needed = re.findall(r'<label for="f-(\w+)">[^<]* <span class="required">\(needed\)', page)
    assert needed == ["title", "date", "issuer"]


def test_places_are_called_as_they_are_written(rig: Rig) -> None:
    rig.take_in()
    page = text(rig.browser(Role.PRESS_OFFICER), f"/events/{DIALOGUE}/edit/places")
    assert "<legend>23rd Street Entrance</legend>" in page


def test_what_is_ahead_is_listed_first_and_then_the_latest_of_what_is_past(rig: Rig) -> None:
    for path in FILES.values():
        rig.take_in(path)
    listed = words(text(rig.browser(Role.VIEWER), "/events"))
    days = re.findall(r"(?:\w+day), \w+ \d+, \d{4}", listed)
    assert days == [
        "Thursday, December 14, 2017",
        "Friday, April 19, 2019",
        "Thursday, October 13, 2022",
        "Wednesday, June 11, 2031",
        "Thursday, June 12, 2031",
        "Thursday, May 18, 2017",
    ]
    headings = [listed.index(word) for word in ("State Ahead", "in 3 days", "Past Thursday, May 18")]
    assert headings == sorted(headings)
    assert re.findall(r"(?:in )?[\d,]+ days(?: ago)?", listed) == ["in 3 days"], "who would count further?"


def test_an_address_to_hand_out_is_shown_once_above_an_empty_form(rig: Rig) -> None:
    rig.take_in()
    officer = rig.browser(Role.PRESS_OFFICER)
    said = {"audience": "press-video", "label": "An invented outlet"}
    page = officer.send(f"/events/{DIALOGUE}/feeds", said).get_data(as_text=True)
    form = form_of(page, "audience", "label")
    assert (form.value("label"), form.value("audience")) == ("", "press")
    assert "The address for An invented outlet." in page


def test_programs_are_told_of_in_the_help_for_those_who_may_let_them_in(rig: Rig) -> None:
    assert 'href="/reference"' in text(rig.browser(Role.PRESS_OFFICER), "/help")
    assert 'href="/reference"' not in text(rig.browser(Role.VIEWER), "/help")
    assert 'href="/reference"' not in text(rig.anybody(), "/help")


def test_what_cannot_be_saved_is_told_by_the_words_of_the_page(rig: Rig) -> None:
    rig.take_in()
    officer = rig.browser(Role.PRESS_OFFICER)
    path = f"/events/{DIALOGUE}/edit/sessions"
    form = form_of(text(officer, path), "base")
    page = post(officer, path, form.typed({"sessions[0].kind": ""}, "save")).get_data(as_text=True)
    assert "“Kind” is missing here." in page
    assert "‘" not in page


def test_above_the_boxes_of_the_people_stands_nothing_about_ids(rig: Rig) -> None:
    rig.take_in()
    page = text(rig.browser(Role.PRESS_OFFICER), f"/events/{DIALOGUE}/edit/sessions/availability")
    (boxes,) = re.findall(r'<legend id="f-sessions-2-speakers".*?</fieldset>', page, re.DOTALL)
    assert "Rex Tillerson" in boxes
    assert 'class="hint"' not in boxes


def test_a_change_of_speakers_is_told_by_their_names(rig: Rig) -> None:
    rig.take_in()
    officer = rig.browser(Role.PRESS_OFFICER)
    path = f"/events/{DIALOGUE}/edit/sessions/availability"
    pairs = form_of(text(officer, path), "base").typed({}, "save")
    page = post(officer, path, [*pairs, ("sessions[2].speakers", "tillerson")])
    told = officer.get(page.location).get_data(as_text=True)
    assert "Joint press availability: speakers, Rex Tillerson" in told
    history = f"/events/{DIALOGUE}/history"
    assert "speakers, Rex Tillerson" in text(officer, history)
    officer.send(f"{history}/2/undo")
    assert "took back revision 2: Joint press availability: speakers, Rex Tillerson" in text(officer, history)
