"""From an empty office to a published event and its update: the notice of December 13, 2017, typed by hand."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import pyotp
from icalendar import Calendar
from playwright.sync_api import expect

from logistics.eventfile import parse
from logistics.model import Event
from logistics.operations.accounts import first_link
from logistics.operations.drafts import drafts
from tests.web.browser.facts import facts
from tests.web.browser.seats import Office, Seat
from tests.web.offices import DIALOGUE_FILE

THE_DAY_BEFORE: Final = 1_513_197_000  # Wednesday, December 13, 2017, 3:30 p.m. in Washington
THE_MORNING: Final = 1_513_249_200  # Thursday, December 14, 2017, 6:00 a.m. in Washington
PASSWORD: Final = "lamp river copper seventeen"
HEADLINE: Final = (
    "Secretary Tillerson Hosts the Second U.S.-Mexico Strategic Dialogue on Disrupting Transnational Criminal "
    "Organizations"
)
LEAD: Final = (
    "Secretary of State Rex Tillerson and Secretary of Homeland Security Kirstjen M. Nielsen will convene the second "
    "high-level dialogue with their Mexican counterparts, to continue the discussion of strategies against "
    "transnational criminal organizations (TCOs). The dialogue is meant to advance strategic approaches that disrupt "
    "the multi-billion-dollar business model of those who profit from illicit drug trafficking and threaten security."
)
BACKGROUND: Final = (
    "It follows commitments that Secretary Tillerson and former Secretary of Homeland Security John Kelly made at the "
    "first such event on May 18, 2017."
)
ENTRANCE: Final = "23rd Street Entrance"


def test_a_notice_is_typed_in_published_changed_and_taken_back(office: Office) -> None:
    office.rig.moment = THE_DAY_BEFORE
    ada = office.seat()
    secret = _become_the_first_administrator(office, ada)
    event_id = _make_the_event(ada)
    _say_what_it_is_about(ada, event_id)
    _name_the_people(ada, event_id)
    _name_the_rooms(ada, event_id)
    _set_the_sessions(ada, event_id)
    _set_the_access_times(ada, event_id)
    _let_a_slip_be_mended(ada, event_id)
    _tell_of_the_livestream(ada, event_id)
    _list_accounts_sources_and_the_notice(ada, event_id)
    _publish(ada, event_id, 1)
    assert facts(_event(office)) == facts(_sample())

    journalist = office.seat()
    assert _reads_publicly(journalist, event_id) == ["9:00 a.m.", "10:45 a.m."]
    feed = _give_an_address(ada, event_id)
    before = _entry(journalist, feed, "Final access")
    assert before.when == "10:20"

    office.rig.moment = THE_MORNING
    _come_in_again(office, ada, secret)
    _bring_final_access_forward(ada, event_id)
    assert _entry(journalist, feed, "Final access") == before, "a draft left the office"
    _publish(ada, event_id, 2)
    after = _entry(journalist, feed, "Final access")
    assert after.when == "10:15"
    assert (after.uid, after.sequence > before.sequence) == (before.uid, True)
    journalist.page.reload()
    expect(journalist.page.locator("main")).to_contain_text("Rev. 2")

    _take_the_change_back(ada, event_id)
    final, sample = facts(_event(office)), facts(_sample())
    assert {**final, "revision": None} == {**sample, "revision": None}


def _become_the_first_administrator(office: Office, ada: Seat) -> str:
    link = first_link(office.rig.office.database, office.rig.moment)
    ada.open(f"/first/{link}")
    ada.fill({"Your name": "Ada Invented", "Account name": "ada", "Password": PASSWORD})
    ada.press("Make the account")
    ada.open("/events/new")
    ada.fill({"Account name": "ada", "Password": PASSWORD})
    ada.press("Sign in")
    expect(ada.page.get_by_role("heading", name="Set up the second factor")).to_be_visible()
    ada.press("Show the QR code")
    secret = ada.page.locator(".address").inner_text()
    ada.fill({"Code": pyotp.TOTP(secret).at(office.rig.moment)})
    ada.press("Set it up")
    expect(ada.page.get_by_role("heading", name="New event")).to_be_visible()  # what was wanted at first
    return secret


def _come_in_again(office: Office, ada: Seat, secret: str) -> None:
    """After the night the visit is over: the password, and a new code."""
    ada.open("/events")
    ada.fill({"Account name": "ada", "Password": PASSWORD})
    ada.press("Sign in")
    ada.fill({"Code": pyotp.TOTP(secret).at(office.rig.moment)})
    ada.press("Go on")


def _make_the_event(ada: Seat) -> str:
    ada.follow("New event")
    ada.page.get_by_role("radio", name=re.compile("^Dialogue with spray")).check()
    ada.fill(
        {
            "Headline": HEADLINE,
            "Day": "12/14/2017",
            "When the main part starts": "0900",
            "Time zone": "America/New_York",
            "Building": "U.S. Department of State",
            "City": "Washington, DC",
            "Entrance": ENTRANCE,
            "Who sends": "U.S. Department of State",
            "Host": "United States",
            "Guest": "Mexico",
        }
    )
    ada.press("Make the event")
    ada.photograph("journey-sessions")
    return ada.path.split("/")[2]


def _edit(ada: Seat, event_id: str, part: str) -> None:
    ada.open(f"/events/{event_id}/edit/{part}")


def _save(ada: Seat) -> None:
    ada.press("Save")
    expect(ada.page.get_by_role("status").filter(has_text="Saved as revision")).to_be_visible()


def _say_what_it_is_about(ada: Seat, event_id: str) -> None:
    _edit(ada, event_id, "basics")
    ada.fill({"Name": "Second U.S.-Mexico Strategic Dialogue", "What it is about": LEAD})
    ada.fill({"Office": "Office of the Spokesperson", "Place": "Washington, DC"}, ada.row("Issuer"))
    ada.fill({"Language": "en"}, ada.unfold())
    series = {
        "Name": "U.S.-Mexico Strategic Dialogue on Disrupting Transnational Criminal Organizations",
        "Ordinal": "2",
        "Previous": "May 18, 2017",
        "Background": BACKGROUND,
    }
    ada.fill(series, ada.row("Series"))
    _save(ada)


def _name_the_people(ada: Seat, event_id: str) -> None:
    people = (
        ("United States", "principal", "Rex", "Tillerson", "Secretary of State"),
        ("United States", "principal", "Kirstjen M.", "Nielsen", "Secretary of Homeland Security"),
        ("United States", "participant", "Jeff", "Sessions", "Attorney General"),
        ("Mexico", "principal", "Luis", "Videgaray", "Foreign Secretary"),
        ("Mexico", "principal", "Miguel", "Osorio", "Secretary of Government"),
        ("Mexico", "principal", "", "Elias Beltran", "Acting Attorney General"),
    )
    _edit(ada, event_id, "people")
    for side, kind, given, family, title in people:
        answers = {"Given names": given, "Family name": family, "Title": title}
        ada.add(f"Add a {kind}", f"New {kind}", answers, ada.row(side))
    _save(ada)


def _name_the_rooms(ada: Seat, event_id: str) -> None:
    _edit(ada, event_id, "places")
    room = ada.add("Add a room", "New room", {"Name": "Benjamin Franklin Room"})
    ada.fill({"Aliases": "Ben Franklin Room"}, ada.unfold(room))
    ada.add("Add a room", "New room", {"Name": "Dean Acheson Auditorium"})
    _save(ada)


def _set_the_sessions(ada: Seat, event_id: str) -> None:
    """The pattern has said where the spray and the availability stand, and that the dialogue is closed: not so here."""
    _edit(ada, event_id, "sessions")
    for title, room in (
        ("Camera spray", "Benjamin Franklin Room"),
        ("Joint press availability", "Dean Acheson Auditorium"),
    ):
        row = ada.row(title)
        ada.fill({"Room": room}, row)
        ada.fill({"Venue": "not said"}, ada.unfold(row))
    ada.fill({"Coverage": "not said"}, ada.row("Dialogue"))
    _save(ada)
    ada.follow("Dialogue (dialogue)")
    ada.fill({"Who may read it": "not said"}, ada.unfold(ada.page.locator("fieldset.row-sessions")))
    _save(ada)


def _set_the_access_times(ada: Seat, event_id: str) -> None:
    _edit(ada, event_id, "access")
    times = (
        ("Camera spray", "pick-up", "830a", ("video", "stills", "writers", "radio", "pool")),
        ("Joint press availability", "pre-set", "10a", ("video",)),
        ("Joint press availability", "final access", "1020a", ("stills", "writers")),
    )
    panel = ada.page.locator("#checks-body")
    for session, step, time, press in times:
        row = ada.add("Add an access time", "New access time", {"Step": step}, ada.row(session))
        ada.box("Time", row).press_sequentially("8" if time == "830a" else time)
        for one in press:
            row.get_by_label(one, exact=True).check()
        if time == "830a":
            expect(panel).to_contain_text("Add a or p: is it 8:00a or 8:00p?")
            ada.box("Time", row).fill("")
            ada.box("Time", row).press_sequentially("8:30a")
            expect(panel).not_to_contain_text("Add a or p")
        expect(row.locator("output").first).to_contain_text("EST")
        ada.fill({"Entrance": ENTRANCE}, row)
    expect(panel).to_contain_text("ACC004")
    _save(ada)


def _let_a_slip_be_mended(ada: Seat, event_id: str) -> None:
    """Half past nine, after the dialogue has begun: the panel says so and names what would mend it."""
    _edit(ada, event_id, "access")
    ada.box("Time", ada.row("Pick-up")).fill("930a")
    ada.press("Move pick-up", ada.page.locator("#checks-body"))
    expect(ada.page.get_by_role("status").first).to_contain_text("Saved as revision")
    expect(ada.page.locator("#checks-body .finding.error")).to_have_count(0)
    assert ada.box("Time", ada.row("Pick-up")).input_value() != "9:30 a.m."
    ada.box("Time", ada.row("Pick-up")).fill("8:30a")
    _save(ada)


def _tell_of_the_livestream(ada: Seat, event_id: str) -> None:
    _edit(ada, event_id, "sessions")
    ada.follow("Joint press availability (availability)")
    ada.add("Add a livestream", "New livestream", {"Time": "1045a EST", "Address": "state.gov"})
    _save(ada)


def _list_accounts_sources_and_the_notice(ada: Seat, event_id: str) -> None:
    spanish = {"Language": "es", "Remark": "the State Department’s official Spanish-language account"}
    _edit(ada, event_id, "press")
    for handle, more in (("@StateDept", {}), ("@StateDeptSpox", {}), ("@USAenEspanol", spanish)):
        ada.add("Add an account", "New account", {"Handle": handle, "Platform": "Twitter", **more})
    _save(ada)
    _edit(ada, event_id, "office")
    ada.fill(
        {
            "Sources": "Notice to the Press, Office of the Spokesperson, U.S. Department of State, December 13, 2017"
        }
    )
    _save(ada)
    _edit(ada, event_id, "releases")
    notice = ada.add(
        "Add a release", "New release", {"Kind": "notice", "Title": HEADLINE, "Day": "December 13, 2017"}
    )
    head = {
        "Heading": "Notice to the Press Office of the Spokesperson",
        "Office": "Office of the Spokesperson",
    }
    ada.fill(head, ada.unfold(notice))
    _save(ada)


def _publish(ada: Seat, event_id: str, number: int) -> None:
    ada.open(f"/events/{event_id}/advisory")
    for box in ada.page.get_by_label("It may go out, because").all():
        box.fill("The notice says no more than this.")
    if number > 1:
        expect(ada.page.locator("aside")).to_contain_text("10:15 a.m.")
    else:
        ada.fill({"At": ""})
    ada.press(f"Publish no. {number}")
    expect(ada.page.get_by_role("status").first).to_contain_text(f"Published as no. {number}.")
    ada.photograph(f"journey-published-{number}")


def _reads_publicly(journalist: Seat, event_id: str) -> list[str]:
    """The times that everybody finds on the public page, in the calendar, on paper and in the data."""
    page = journalist.open(f"/public/{event_id}")
    assert "8:30" not in page.locator("main").inner_text(), "access times are for the press"
    links = {
        form: page.locator(f"a[href$='.{form}']").first.get_attribute("href")
        for form in ("ics", "pdf", "json")
    }
    answers = {form: page.request.get(f"{journalist.watch.origin}{path}") for form, path in links.items()}
    assert answers["pdf"].body().startswith(b"%PDF-")
    assert answers["json"].json()
    calendar = Calendar.from_ical(answers["ics"].body())
    starts = sorted(entry.decoded("DTSTART") for entry in calendar.walk("VEVENT"))
    told = [f"{start:%I:%M}".lstrip("0") + " a.m." for start in starts]
    for time in told:
        expect(page.locator("main")).to_contain_text(time)
    journalist.photograph("journey-public")
    return told


def _give_an_address(ada: Seat, event_id: str) -> str:
    ada.open(f"/events/{event_id}/feeds")
    ada.fill({"What it holds": "Calendar feed for all press", "Whom it is for": "Daily Example"})
    with ada.expecting(201):
        ada.press("Make the address")
    return ada.page.locator(".address").inner_text()


class _Entry(NamedTuple):
    uid: str
    sequence: int
    when: str


def _entry(journalist: Seat, feed: str, title: str) -> _Entry:
    """An entry of a feed by the beginning of its title."""
    calendar = Calendar.from_ical(journalist.page.request.get(feed).body())
    found = next(entry for entry in calendar.walk("VEVENT") if str(entry["SUMMARY"]).startswith(title))
    return _Entry(str(found["UID"]), int(str(found.decoded("SEQUENCE"))), f"{found.decoded('DTSTART'):%H:%M}")


def _bring_final_access_forward(ada: Seat, event_id: str) -> None:
    _edit(ada, event_id, "access")
    row = ada.row("Final access")
    assert ada.box("Time", row).input_value() == "10:20 a.m."
    ada.box("Time", row).fill("1015a")
    expect(row.locator("output").first).to_contain_text("10:15 a.m. EST")
    _save(ada)


def _take_the_change_back(ada: Seat, event_id: str) -> None:
    ada.open(f"/events/{event_id}/history")
    change = ada.page.locator("li.card").filter(has_text="published as no. 2").locator("+ li.card")
    ada.press("Take this change back", change)
    expect(ada.page.get_by_role("status").first).to_contain_text("What was taken back stays in the history.")


def _event(office: Office) -> Event:
    (only,) = drafts(office.rig.office)
    return parse(only.kept.text.encode(), "the event's file").event


def _sample() -> Event:
    return parse(DIALOGUE_FILE.read_bytes(), DIALOGUE_FILE.name).event
