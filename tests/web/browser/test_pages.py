"""Every page, in every state that people meet it in, for eyes of every kind: WCAG 2.2 AA, light, dark and narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import expect

from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.drafts import revise, tree_of
from logistics.operations.feeding import give_address
from logistics.operations.observing import observe
from tests.web.browser.looks import faults
from tests.web.browser.seats import Office, Seat
from tests.web.offices import DIALOGUE, DOOR, Rig
from tests.web.troubles import (
    give_all_kinds_of_trouble,
    invite_all_kinds_of_guests,
    write_all_kinds_of_letters,
)

EVENT: Final = f"/events/{DIALOGUE}"
STAFF: Final = f"{EVENT}/staff"
State = tuple[str, Seat]
"""What a page in front of somebody is called in a failure, and who sits there."""


def _empty_office(office: Office) -> Iterator[State]:
    admin = office.seat(Role.ADMINISTRATOR)
    for path in ("/", "/events", "/staff", "/house", "/events/new"):
        admin.open(path)
        yield f"empty {path}", admin


def _the_door(office: Office) -> Iterator[State]:
    database, moment = office.rig.office.database, office.rig.moment
    anybody = office.seat()
    first = accounts.first_link(database, moment)
    for path in ("/", "/login", "/help", f"/first/{first}"):
        anybody.open(path)
        yield f"anybody {path}", anybody
    with anybody.expecting(422):
        anybody.press("Make the account")
    yield "the first account with problems", anybody
    invited = accounts.invite(database, "somebody", "bob", "Bob Invented", Role.STAFF, moment)
    anybody.open(f"/invited/{invited}")
    yield "a link for a password", anybody
    with anybody.expecting(401):
        anybody.open("/login")
        anybody.press("Sign in")
    yield "a wrong password", anybody
    with anybody.expecting(404):
        anybody.open("/nowhere")
    yield "404", anybody


def _the_second_factor(office: Office) -> Iterator[State]:
    fresh = office.seat(Role.APPROVER, "fresh", proven=False, enrolled=False)
    for path in ("/", "/login/second-factor"):
        fresh.open(path)
        yield f"without a second factor {path}", fresh
    fresh.press("Show the QR code")
    yield "the secret", fresh
    with fresh.expecting(422):
        fresh.press("Set it up")
    yield "a wrong first code", fresh
    known = office.seat(Role.APPROVER, proven=False)
    known.open("/login/code")
    yield "the code", known


def _a_filled_office(office: Office) -> Iterator[State]:
    _fill(office.rig)
    admin = office.seat(Role.ADMINISTRATOR)
    general = (
        "/",
        "/events",
        "/events?q=nothing",
        "/staff",
        "/users",
        "/house/journal",
        "/account",
        "/reference",
    )
    for path in general:
        admin.open(path)
        yield f"filled {path}", admin
    for part in ("", "/timeline", "/coverage", "/advisory", "/releases", "/feeds", "/history", "/history/2"):
        admin.open(EVENT + part)
        yield f"the event’s {part or 'overview'}", admin
    for path in (f"{EVENT}/advisory/press.html", f"/public/{DIALOGUE}"):
        admin.open(path)
        yield f"the advisory {path}", admin


def _the_sheets(office: Office) -> Iterator[State]:
    _fill(office.rig)
    admin = office.seat(Role.ADMINISTRATOR)
    for part in ("basics", "sessions", "access", "people", "places", "press", "office", "releases"):
        admin.open(f"{EVENT}/edit/{part}")
        yield f"the sheet {part}", admin
    admin.open(f"{EVENT}/edit/sessions/availability")
    admin.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    yield "one session with all that can be said of it", admin


def _everybody_else(office: Office) -> Iterator[State]:
    _fill(office.rig)
    viewer, anybody = office.seat(Role.VIEWER), office.seat()
    for part in ("", "/advisory"):
        viewer.open(EVENT + part)
        yield f"to a viewer the event’s {part or 'overview'}", viewer
    viewer.open("/")
    yield "to a viewer the first page", viewer
    with viewer.expecting(403):
        viewer.open(f"{EVENT}/edit/basics")
    yield "403", viewer
    anybody.open("/")
    yield "to anybody the first page", anybody


def _what_cannot_be_used(office: Office) -> Iterator[State]:
    office.rig.take_in()
    admin = office.seat(Role.ADMINISTRATOR)
    refused: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("/events/new", "Make the event", {"Day": "Febuary 30"}),
        (f"{EVENT}/edit/sessions", "Save", {"Start": "8", "End": "25:99"}),
        (f"{EVENT}/timeline", "Note it", {"When": "soon"}),
        (f"{EVENT}/advisory", "Publish no. 1", {}),
        (f"{EVENT}/feeds", "Make the address", {}),
        ("/users", "Make the account", {}),
        ("/house", "Save", {"Time zone": "Europe/Atlantis"}),
        ("/account", "Change it", {}),
        ("/account", "Make the token", {}),
    )
    for path, button, answers in refused:
        admin.open(path)
        admin.fill(answers)
        with admin.expecting(422):
            admin.press(button)
        yield f"refused {path} {button}", admin
        _lead_to_what_needs_mending(admin)
    admin.open("/events")
    admin.page.locator("summary").click()
    admin.page.get_by_label("Event file").set_input_files(
        {"name": "event.yaml", "mimeType": "text/yaml", "buffer": b"id: nothing\ntitle: 1\n"}
    )
    with admin.expecting(422):
        admin.press("Take it in")
    yield "a file that is no event", admin
    admin.open(f"{EVENT}/edit/basics")
    admin.sign_in("ended")
    with admin.expecting(401):
        admin.press("Save")
    yield "a form that was sent after the visit had ended", admin


def _lead_to_what_needs_mending(seat: Seat) -> None:
    """After a refusal the focus is on the list of problems, and each of its links puts it where one is mended."""
    expect(seat.page.locator("#problems")).to_be_focused()
    assert seat.page.title().startswith("Problem: ")
    for link in seat.page.locator("#problems a").all():
        link.press("Enter")
        expect(seat.page.locator(str(link.get_attribute("href")))).to_be_focused()


def _what_is_told_once_and_conflicts(office: Office) -> Iterator[State]:
    _fill(office.rig)
    ada, bob = office.seat(Role.ADMINISTRATOR, "ada"), office.seat(Role.PRESS_OFFICER, "bob")
    ada.open("/users")
    ada.fill({"Name": "Cy Invented", "Account name": "cy"})
    with ada.expecting(201):
        ada.press("Make the account")
    yield "an invitation", ada
    ada.open("/account")
    ada.fill({"What it is for": "A door display"})
    ada.page.get_by_role("checkbox").first.check()
    with ada.expecting(201):
        ada.press("Make the token")
    yield "a token", ada
    ada.open(f"{EVENT}/feeds")
    ada.fill({"Whom it is for": "Daily Example"})
    with ada.expecting(201):
        ada.press("Make the address")
    yield "a feed address", ada
    for somebody, time in ((ada, "9:05a"), (bob, "9:10a")):
        somebody.open(f"{EVENT}/edit/sessions")
        somebody.fill({"Start": time}, somebody.row("Dialogue"))
    ada.press("Save")
    yield "a sheet that was saved", ada
    with bob.expecting(409):
        bob.press("Save")
    yield "two changes", bob


def _staffing(office: Office) -> Iterator[State]:
    office.rig.take_in()
    admin = office.seat(Role.ADMINISTRATOR)
    for path in (STAFF, "/staff/people"):
        admin.open(path)
        yield f"without a list {path}", admin
    admin.fill({"Or edit it here": "people: [nobody]"})
    with admin.expecting(422):
        admin.press("Take it in")
    yield "a list that cannot be used", admin
    office.rig.take_staff_in()
    give_all_kinds_of_trouble(office.rig)
    for path in (STAFF, f"{STAFF}/posts/{DOOR}", f"{STAFF}/proposal/{office.rig.proposed()}", "/staff", "/"):
        admin.open(path)
        yield f"the staff {path}", admin
    admin.open(f"{STAFF}/posts/{DOOR}")
    admin.page.locator("summary", has_text="Assign anyway").first.click()
    with admin.expecting(422):
        admin.page.get_by_role("button", name="Give it to").and_(admin.page.locator(".danger")).first.click()
    yield "a rule stands against it", admin
    _lead_to_what_needs_mending(admin)
    admin.open("/letters")
    yield "letters of an office without an address", admin
    write_all_kinds_of_letters(office.rig)
    admin.open("/letters")
    yield "letters of every kind", admin
    guests = f"{EVENT}/guests"
    admin.open(guests)
    yield "nobody is invited", admin
    office.rig.publish()
    invite_all_kinds_of_guests(office.rig)
    admin.open(guests)
    admin.page.locator("summary").first.click()
    yield "guests of every kind", admin
    with admin.expecting(422):
        admin.press("Invite")
    yield "nobody to invite", admin
    _lead_to_what_needs_mending(admin)
    for path in ("/staff/people/abara", "/staff/new"):
        admin.open(path)
        yield f"a person {path}", admin
    with admin.expecting(422):
        admin.press("Save")
    yield "a person that cannot be", admin
    _lead_to_what_needs_mending(admin)
    admin.open("/staff/people")
    with admin.expecting(201):
        admin.press("Make a link")
    yield "a personal link", admin


def _by_a_personal_link(office: Office) -> Iterator[State]:
    office.rig.take_in()
    office.rig.take_staff_in()
    give_all_kinds_of_trouble(office.rig)
    for person in ("brandt", "romero", "abara", "castellan"):
        somebody = office.seat()
        somebody.open(office.rig.personal(person))
        somebody.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        yield f"the page of {person}", somebody
    somebody = office.seat()
    somebody.open(office.rig.personal("brandt"))
    somebody.page.locator("summary", has_text="I cannot").first.click()
    with somebody.expecting(422):
        somebody.press("Give it back")
    yield "given back without a reason", somebody
    _lead_to_what_needs_mending(somebody)
    with somebody.expecting(404):
        somebody.open(f"/mine/{'x' * 43}")
    yield "a link that opens nothing", somebody


def _subscribing(office: Office) -> Iterator[State]:
    _fill(office.rig)
    anybody = office.seat()
    given = give_address(office.rig.office, DIALOGUE, "press-video", "A wire", "somebody", office.rig.moment)
    for path in (f"/public/{DIALOGUE}/calendar", f"/feeds/{given.token}"):
        anybody.open(path)
        yield "a calendar to subscribe to" + (" by a key" if "feeds" in path else ""), anybody
    anybody.page.locator("summary").click()
    anybody.fill({"Alarm before": "30 minutes before"})
    anybody.press("Use these")
    yield "a calendar with an alarm", anybody


STATES: Final[tuple[Callable[[Office], Iterator[State]], ...]] = (
    _empty_office,
    _the_door,
    _the_second_factor,
    _a_filled_office,
    _the_sheets,
    _everybody_else,
    _what_cannot_be_used,
    _what_is_told_once_and_conflicts,
    _staffing,
    _by_a_personal_link,
    _subscribing,
)
_FILES: Final = ("api", "look", "static")
_SEEN: Final[set[str]] = set()
"""The endpoints whose pages were looked at so far."""


@pytest.mark.parametrize("states", STATES, ids=lambda one: one.__name__.strip("_"))
def test_pages_are_for_everybody(office: Office, states: Callable[[Office], Iterator[State]]) -> None:
    found = []
    for number, (name, seat) in enumerate(states(office)):
        _SEEN.add(_endpoint(office.rig, seat.path))
        found += faults(seat, f"{states.__name__.strip('_')}-{number:02} {name}".replace("/", "_"))
    assert found == []


def test_every_page_was_looked_at(rig: Rig) -> None:
    """It stands after the others, which note what they saw. What is a file answers a page only where there is none."""
    if len(_SEEN) < len(STATES):
        pytest.skip("Only a part of the tests of this file was asked for.")
    client = rig.browser(Role.ADMINISTRATOR)
    _fill(rig)
    opened = {
        "event_id": DIALOGUE,
        "part": "basics",
        "session_id": "spray",
        "number": 1,
        "audience": "press",
        "form": "html",
        "post_id": DOOR,
        "search": rig.proposed(),
        "sheet": "call-sheet.pdf",
        "person": "brandt",
        "token": rig.personal("brandt").removeprefix("/mine/"),
    }
    feed = give_address(rig.office, DIALOGUE, "press", "A wire", "somebody", rig.moment).token
    pages = set()
    for rule in rig.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint.partition(".")[0] not in _FILES:
            of_it = {**opened, "token": feed} if rule.endpoint.startswith("feeds.") else opened
            path = rig.app.url_map.bind("localhost").build(
                rule.endpoint, {key: of_it.get(key, "x") for key in rule.arguments}
            )
            if client.get(path).mimetype == "text/html":
                pages.add(rule.endpoint)
    assert pages - _SEEN == set()


def _endpoint(rig: Rig, path: str) -> str:
    try:
        endpoint, _ = rig.app.url_map.bind("localhost").match(path)
    except Exception:
        return ""
    return str(endpoint)


def _fill(rig: Rig) -> None:
    """An event that is published, changed since and observed, with a feed's address and a second account."""
    made = rig.take_in()
    rig.publish()
    revise(
        rig.office, DIALOGUE, made.number, {**tree_of(made), "name": "Another name"}, "somebody", rig.moment
    )
    observe(rig.office, DIALOGUE, "dialogue.start", "9:04a", "somebody", rig.moment)
    give_address(rig.office, DIALOGUE, "press-video", "Example Television", "somebody", rig.moment)
    accounts.invite(rig.office.database, "somebody", "dee", "Dee Invented", Role.STAFF, rig.moment)
    rig.take_staff_in()
    give_all_kinds_of_trouble(rig)
