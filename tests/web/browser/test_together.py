"""Two people at one event, and people whose browser runs no script: nothing that was typed is lost."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import expect

from logistics.model import Event
from logistics.operations.accounts import Role
from logistics.operations.drafts import draft, drafts
from logistics.operations.issuing import issue
from tests.web.browser.seats import Office, Seat
from tests.web.offices import DIALOGUE

SESSIONS: Final = f"/events/{DIALOGUE}/edit/sessions"


def _two(office: Office, *, script: bool = True) -> tuple[Seat, Seat]:
    """Two press officers before the same revision."""
    office.rig.take_in()
    both = (
        office.seat(Role.PRESS_OFFICER, "ada", script=script),
        office.seat(Role.PRESS_OFFICER, "bob", script=script),
    )
    for somebody in both:
        somebody.open(SESSIONS)
    return both


def _start(event: Event, session_id: str) -> str:
    session = next(one for one in event.sessions if one.id == session_id)
    return session.start.text if session.start else ""


def test_changes_to_different_things_are_both_kept(office: Office) -> None:
    ada, bob = _two(office)
    ada.fill({"Start": "9:05a"}, ada.row("Dialogue"))
    bob.fill({"Start": "10:50a"}, bob.row("Joint press availability"))
    ada.press("Save")
    bob.press("Save")
    expect(bob.page.get_by_text("ada saved meanwhile.")).to_be_visible()
    event = draft(office.rig.office, DIALOGUE).event
    assert (_start(event, "dialogue"), _start(event, "availability")) == ("9:05 a.m.", "10:50 a.m.")


@pytest.mark.parametrize("choice, script", [("Yours", True), ("Theirs", False)], ids=["script", "no script"])
def test_where_both_changed_the_same_one_chooses_and_keeps_the_rest(
    office: Office, choice: str, script: bool
) -> None:
    ada, bob = _two(office, script=script)
    ada.fill({"Start": "9:05a"}, ada.row("Dialogue"))
    bob.fill({"Start": "9:10a"}, bob.row("Dialogue"))
    bob.fill({"Start": "10:50a", "Title": "Statements"}, bob.row("Joint press availability"))
    ada.press("Save")
    with bob.expecting(409):
        bob.press("Save")
    expect(bob.page.get_by_text("Nothing of yours is lost.")).to_be_visible()
    expect(bob.page.locator("fieldset")).to_have_count(1)
    for words in ("Before: 9:00 a.m.", "Yours: 9:10 a.m.", "Theirs (ada): 9:05 a.m."):
        expect(bob.page.locator("fieldset")).to_contain_text(words)
    bob.photograph("conflict")
    bob.box(choice).check()
    bob.press("Save both changes")
    event = draft(office.rig.office, DIALOGUE).event
    assert _start(event, "dialogue") == {"Yours": "9:10 a.m.", "Theirs": "9:05 a.m."}[choice]
    assert _start(event, "availability") == "10:50 a.m."
    assert [one.title for one in event.sessions if one.title] == ["Statements"]


def test_without_script_an_event_is_made_checked_mended_and_published(office: Office) -> None:
    seat = office.seat(Role.APPROVER, script=False)
    _make(seat)
    _add_an_access_time(seat)
    _let_it_be_checked_and_mended(seat)
    event_id = drafts(office.rig.office)[0].event.id
    seat.open(f"/events/{event_id}/advisory")
    with seat.expecting(422):
        seat.press("Publish no. 1")
    expect(seat.page.get_by_role("alert")).to_contain_text("Say for each warning why it may go out as it is.")
    for box in seat.page.get_by_label("It may go out, because").all():
        box.fill("It is an example.")
    seat.press("Publish no. 1")
    published = issue(office.rig.office, event_id)
    assert published is not None
    (session,) = published.draft.event.sessions
    assert [access.at.text for access in session.access if access.at] == ["8:30 a.m."]


def _make(seat: Seat) -> None:
    seat.open("/events/new")
    seat.page.get_by_role("radio", name="Press conference One").check()
    with seat.expecting(422):
        seat.press("Make the event")
    expect(seat.page.get_by_role("alert")).to_contain_text("These 3 need mending")
    expect(seat.page.get_by_role("alert")).to_be_focused()
    answers = {
        "Headline": "Ministers Meet the Press",
        "Day": "December 14, 2017",
        "When the main part starts": "0900",
        "Time zone": "America/New_York",
        "Building": "Example House",
        "Entrance": "North Door",
        "Who sends": "Ministry of Examples",
    }
    seat.fill(answers)
    seat.press("Make the event")


def _add_an_access_time(seat: Seat) -> None:
    seat.follow("Access times")
    row = seat.add("Add an access time", "New access time", {"Step": "pre-set", "Entrance": "North Door"})
    row.get_by_label("video").check()
    seat.fill({"Time": "9:30a"}, row)


def _let_it_be_checked_and_mended(seat: Seat) -> None:
    """A camera that may come half an hour after the start: the panel names the mend, and a button applies it."""
    seat.press("Check")
    panel = seat.page.locator("#checks")
    expect(panel.locator(".finding.error")).to_have_count(1)
    expect(seat.page.get_by_text("Not saved yet").first).to_be_visible()
    expect(seat.row("Pre-set").locator("output").first).to_contain_text("9:30 a.m. EST")
    seat.photograph("without script, checked")
    seat.press("Move pre-set for video cameras to 8:30 a.m.", panel)
    expect(seat.page.get_by_role("status").first).to_contain_text("Saved as revision 2")
    expect(panel.locator(".finding.error")).to_have_count(0)
