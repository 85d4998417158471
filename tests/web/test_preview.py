"""The page of the advisory: what it shows is what would go out, and it says what is out already."""

from __future__ import annotations

import json
import re

from logistics.operations.accounts import Role
from logistics.operations.drafts import draft, revise, tree_of
from tests.web.editions import new_edition
from tests.web.offices import DIALOGUE, FILES, Browser, Rig
from tests.web.pages import form_of, post

ADVISORY = f"/events/{DIALOGUE}/advisory"
SUMMIT_FILE = FILES["2031-06-11-two-city-summit-day"]


def page(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def words(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def changed(rig: Rig, title: str) -> None:
    """Give the dialogue another title an hour later."""
    rig.moment += 3600
    item = draft(rig.office, DIALOGUE)
    revise(rig.office, DIALOGUE, item.number, {**tree_of(item), "title": title}, "somebody", rig.moment)


def test_the_preview_of_an_update_carries_the_stamp_that_it_would_go_out_with(rig: Rig) -> None:
    rig.take_in()
    rig.publish()
    changed(rig, "Dialogue with another title")
    officer = rig.browser(Role.APPROVER)
    paper = page(officer, f"{ADVISORY}/press.txt")
    assert "December 11, 2017, 9:46 a.m. EST" in paper.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rev. 2 · December 11, 2017" in paper
    rig.publish()
    assert page(officer, f"{ADVISORY}/press.txt") == paper


def test_what_changes_in_the_paper_is_told_with_the_new_stamp(rig: Rig) -> None:
    rig.take_in()
    rig.publish()
    changed(rig, "Dialogue with another title")
    told = words(page(rig.browser(Role.APPROVER), ADVISORY))
    assert "In the paper for press" in told
    assert "new: Rev. 2 · December 11, 2017" in told


def test_a_paper_in_which_only_the_stamp_is_new_reads_as_before(rig: Rig) -> None:
    rig.take_in()
    rig.publish()
    rig.moment += 3600
    item = draft(rig.office, DIALOGUE)
    noted = {**tree_of(item), "sources": ["A telephone call"]}
    revise(rig.office, DIALOGUE, item.number, noted, "somebody", rig.moment)
    told = words(page(rig.browser(Role.APPROVER), ADVISORY))
    assert "The paper for press reads as before, but for its number and date." in told


def test_what_is_published_has_one_number_on_every_page_and_saves_have_another(rig: Rig) -> None:
    rig.take_in()
    rig.publish()
    new_edition(rig)
    approver = rig.browser(Role.APPROVER)
    told = words(page(approver, ADVISORY))
    assert "published, no. 2" in told
    assert "no. 2 (revision 3), somebody, 9:46 a.m. EST, Monday, December 11, 2017 out now" in told
    assert "no. 1 (revision 1), somebody" in told
    assert "Take no. 2 back from the public" in told
    assert "Revision 3 published, no. 2" in words(page(approver, f"/events/{DIALOGUE}/history"))


def test_what_was_taken_back_is_told_by_its_number(rig: Rig) -> None:
    rig.take_in()
    rig.publish()
    approver = rig.browser(Role.APPROVER)
    assert approver.send(f"/events/{DIALOGUE}/take-back", {"reason": "Too early"}).status_code == 302
    told = words(page(approver, ADVISORY))
    assert "no. 1 taken back, approver" in told
    assert "out now" not in told
    assert "Take no. 1 back" not in told


def test_with_nothing_to_publish_the_page_is_headed_by_what_is_out(rig: Rig) -> None:
    rig.take_in()
    approver = rig.browser(Role.APPROVER)
    assert ">Publish</h2>" in page(approver, ADVISORY)
    rig.publish()
    out = page(approver, ADVISORY)
    assert ">What is out</h2>" in out
    assert "Publish the update" not in out
    assert "not out yet" not in page(approver, f"/events/{DIALOGUE}")
    changed(rig, "Dialogue with another title")
    assert ">Publish the update</h2>" in page(approver, ADVISORY)
    assert "What was changed since is not out yet." in page(approver, f"/events/{DIALOGUE}")


def test_a_refused_publication_that_is_loaded_again_is_the_page_of_the_advisory(rig: Rig) -> None:
    rig.take_in()
    approver = rig.browser(Role.APPROVER)
    for step in ("publish", "take-back"):
        answer = approver.get(f"/events/{DIALOGUE}/{step}")
        assert (answer.status_code, answer.location) == (302, ADVISORY)


def test_times_of_another_zone_and_another_day_are_told_on_every_page(rig: Rig) -> None:
    summit = rig.take_in(SUMMIT_FILE).event.id
    viewer = rig.browser(Role.VIEWER)
    for path in ("", "/coverage", "/advisory"):
        told = words(page(viewer, f"/events/{summit}{path}"))
        assert told.count("Times in Chicago (CDT) unless another zone is written") == 2, path  # head and foot
        assert "Thursday, June 12, 2031" in told.replace("to Thursday, June 12, 2031", "")
        assert "p.m. CST" in told


def test_a_feeds_first_entries_say_how_many_more_there_are_and_lead_to_them_all(rig: Rig) -> None:
    rig.take_in()
    officer = rig.browser(Role.PRESS_OFFICER)
    feeds = page(officer, f"/events/{DIALOGUE}/feeds")
    (more,) = re.findall(r'href="([^"]*audience=press#calendar)">and (\d+) more', feeds)
    whole = page(officer, more[0].partition("#")[0])
    rows = whole.partition('id="calendar"')[2].partition("</table>")[0].count("<tr><td")
    assert rows == int(more[1]) + 3


def test_a_time_typed_for_another_city_is_echoed_by_that_citys_clock(rig: Rig) -> None:
    item = rig.take_in(SUMMIT_FILE)
    number = [one.id for one in item.event.sessions].index("signing")
    sheet = f"/events/{item.event.id}/edit/sessions"
    officer = rig.browser(Role.PRESS_OFFICER)
    typed = form_of(page(officer, sheet), "base").typed({f"sessions[{number}].start": "725p"})
    told = json.loads(post(officer, sheet.replace("/edit/", "/check/"), typed).get_data(as_text=True))
    assert told["echoes"][f"sessions[{number}].start"] == "7:25 p.m. CST, Wednesday, June 11, 2031"
