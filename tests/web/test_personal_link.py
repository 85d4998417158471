"""The personal link: somebody of the staff sees their own posts and answers, and learns nothing of anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from logistics.operations import staffing
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.staffing import Move
from tests.web.offices import DIALOGUE, DOOR, NOW, THERE, TWELVE, Browser, Rig, furnished
from web.loglines import shown

BACK = "escort.spray.back"


@pytest.fixture
def rig(sqlite_url: str) -> Iterator[Rig]:
    """An office with the dialogue and the twelve, who are asked."""
    made = furnished(sqlite_url)
    made.take_in()
    made.take_staff_in()
    yield made
    made.office.database.dispose()


def link(rig: Rig, person: str) -> str:
    """The address of somebody's page."""
    return f"/mine/{staffing.give_link(rig.office, person, 'ada', NOW)}"


def say(rig: Rig, page: str, do: str, post: str = "", **rest: str) -> tuple[int, str]:
    """Press a button of a personal page; the status of the answer, and the page that follows."""
    browser = rig.anybody()
    answer = browser.send(f"{page}/{DIALOGUE}", {"do": do, "post": post, **rest})
    if answer.status_code == 302:
        return 302, browser.get(answer.headers["Location"]).text
    return answer.status_code, answer.text


def assign(rig: Rig, post: str, person: str, was: str | None = None) -> None:
    """Somebody coordinates."""
    staffing.assign(rig.office, DIALOGUE, Move(post, was, person), "ada", NOW)


def test_a_link_opens_the_page_of_one_person_without_an_account(rig: Rig) -> None:
    answer = rig.anybody().get(link(rig, "brandt"))
    assert answer.status_code == 200
    assert "Hanne Brandt" in answer.text
    assert "Door, 23rd Street Entrance" in answer.text
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "no-store")


@pytest.mark.parametrize("rest", ["", "/posts.ics", f"/{DIALOGUE}/card.pdf"])
def test_links_that_open_nothing_are_all_alike(rig: Rig, rest: str) -> None:
    revoked, older = link(rig, "vance"), link(rig, "brandt")
    staffing.revoke_link(rig.office, "vance", "ada", NOW)
    link(rig, "brandt")
    answers = [rig.anybody().get(f"{page}{rest}") for page in (revoked, older, f"/mine/{'x' * 43}")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}) == 1


def test_nobody_sees_an_event_before_its_staff_are_asked_or_after(rig: Rig) -> None:
    page = link(rig, "brandt")
    assign(rig, DOOR, "brandt")
    staffing.stop_asking(rig.office, DIALOGUE, "ada", NOW)
    text = rig.anybody().get(page).text
    assert "Strategic Dialogue" not in text
    assert "Nobody asks anything of you" in text
    status, text = say(rig, page, "accept", DOOR)
    assert (status, "not asked about this event" in text) == (302, True)
    assert staffing.situation(rig.office, DIALOGUE).state(DOOR) == "assigned"


def test_the_calendar_holds_the_posts_of_one_person_and_begins_with_the_first_event(rig: Rig) -> None:
    page = link(rig, "brandt")
    assign(rig, DOOR, "brandt")
    assign(rig, "moderator.availability", "okafor")
    answer = rig.anybody().get(f"{page}/posts.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Door\\, 23rd Street Entrance" in answer.text
    assert rig.anybody().get(f"{page}/{DIALOGUE}/card.pdf").data.startswith(b"%PDF")
    assert rig.anybody().get(f"{link(rig, 'vance')}/{DIALOGUE}/card.pdf").status_code == 404
    staffing.stop_asking(rig.office, DIALOGUE, "ada", NOW)
    assert rig.anybody().get(f"{link(rig, 'brandt')}/posts.ics").status_code == 404


def test_answers_are_kept_by_post_and_for_all(rig: Rig) -> None:
    page = link(rig, "brandt")
    say(rig, page, "answers", **{f"answer {DOOR}": "if needed", f"note {DOOR}": "a train"})
    here = staffing.situation(rig.office, DIALOGUE)
    assert [(one.person, one.post, one.answer, one.note) for one in here.said] == [
        ("brandt", DOOR, "if needed", "a train")
    ]
    _, text = say(rig, page, "all cannot on Thursday, December 14, 2017")
    assert "You have answered for every post." in text
    assert {one.answer for one in staffing.situation(rig.office, DIALOGUE).said} == {"cannot"}
    assert "a train" not in text, "a note stays with the answer that it was on"
    say(rig, page, "answers", **{f"answer {DOOR}": ""})
    said = {one.post: one.answer for one in staffing.situation(rig.office, DIALOGUE).said}
    assert DOOR not in said


def test_an_answer_that_is_none_is_refused_and_the_rest_that_was_typed_stays(rig: Rig) -> None:
    status, text = say(
        rig, link(rig, "brandt"), "answers", **{f"answer {DOOR}": "no", f"note {DOOR}": "late"}
    )
    assert status == 422
    assert "Answer can, if needed or cannot." in text
    assert 'value="late"' in text


def test_who_is_given_a_post_accepts_it_or_gives_it_back_with_a_reason(rig: Rig) -> None:
    page = link(rig, "brandt")
    assign(rig, DOOR, "brandt")
    assert "I will be there" in rig.anybody().get(page).text
    _, text = say(rig, page, "accept", DOOR)
    assert "You will be there" in text
    status, text = say(rig, page, "decline", DOOR)
    assert (status, "Say why" in text) == (422, True)
    _, text = say(rig, page, "decline", DOOR, reason="ill")
    assert "You hold no post" in text
    assert DOOR not in staffing.situation(rig.office, DIALOGUE).held


def test_an_open_post_that_fits_can_be_taken_and_one_that_does_not_says_why(rig: Rig) -> None:
    page = link(rig, "abara")
    say(rig, page, "sign up", DOOR)
    assert staffing.situation(rig.office, DIALOGUE).held[DOOR] == "abara"
    status, text = say(rig, page, "sign up", THERE)
    assert status == 422
    assert "You cannot take it: has another post then." in text
    assert "You have another post: Door, 23rd Street Entrance" in text


def test_of_fifty_who_sign_up_at_once_one_gets_the_post_and_the_others_are_told(rig: Rig) -> None:
    people = "\n".join(
        f"  - {{id: door-{number}, name: Hand {number}, functions: [door]}}" for number in range(50)
    )
    staffing.take_staff_in(rig.office, 1, f"{TWELVE}{people}\n", "ada", NOW)
    pages = [link(rig, f"door-{number}") for number in range(50)]
    browsers = [rig.anybody() for _ in pages]
    for browser, page in zip(browsers, pages, strict=True):
        browser.get(page)
    together = Barrier(50)

    def sign_up(browser: Browser, page: str) -> tuple[int, str]:
        together.wait()
        answer = browser.send(f"{page}/{DIALOGUE}", {"do": "sign up", "post": DOOR})
        return answer.status_code, answer.text

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(sign_up, browsers, pages))
    assert sorted(status for status, _ in answers) == [302] + [422] * 49
    told = [text for status, text in answers if status == 422]
    assert all(re.search("Somebody else (was faster|has taken this post)", text) for text in told)


def test_a_swap_waits_for_the_coordinator(rig: Rig) -> None:
    romero, whitfield = link(rig, "romero"), link(rig, "whitfield")
    assign(rig, BACK, "romero")
    _, text = say(rig, romero, "offer", BACK, reason="a dentist")
    assert "It stays yours" in text
    text = rig.anybody().get(whitfield).text
    assert "Offered by colleagues" in text
    assert "dentist" not in text
    assert "Romero" not in text
    say(rig, whitfield, "take", BACK)
    assert staffing.situation(rig.office, DIALOGUE).held[BACK] == "romero"
    staffing.settle(rig.office, DIALOGUE, BACK, approve=True, by="ada", now=NOW)
    assert staffing.situation(rig.office, DIALOGUE).held[BACK] == "whitfield"
    assert "You hold no post" in rig.anybody().get(romero).text


def test_an_offer_can_be_taken_back(rig: Rig) -> None:
    romero, whitfield = link(rig, "romero"), link(rig, "whitfield")
    assign(rig, BACK, "romero")
    say(rig, romero, "offer", BACK)
    say(rig, romero, "withdraw", BACK)
    status, text = say(rig, whitfield, "take", BACK)
    assert (status, "not offered any more" in text) == (422, True)


def test_whoever_holds_a_post_that_moved_is_told_what_they_were_told_before(rig: Rig) -> None:
    page = link(rig, "brandt")
    assign(rig, DOOR, "brandt")
    say(rig, page, "accept", DOOR)
    item = draft(rig.office, DIALOGUE)
    tree = tree_of(item)
    sessions = tree["sessions"]
    assert isinstance(sessions, list)
    (spray,) = (one for one in sessions if one["id"] == "spray")
    spray["access"] = [{**one, "at": "8:20 a.m."} for one in spray["access"]]
    revise(rig.office, DIALOGUE, item.number, tree, "ada", NOW)
    text = rig.anybody().get(page).text
    assert "It has moved." in text
    assert "You were told 8:15 a.m. to 8:40 a.m., 23rd Street Entrance." in text
    _, text = say(rig, page, "accept", DOOR)
    assert "It has moved." not in text


def test_a_page_and_its_papers_hold_nothing_of_any_colleague(rig: Rig) -> None:
    """Whatever is said of the others, and whatever they say, the bytes stay."""
    assign(rig, DOOR, "brandt")
    staffing.answer(rig.office, DIALOGUE, "vance", {DOOR: ("can", "CANARY note")}, NOW)
    page = link(rig, "brandt")

    def seen() -> list[bytes]:
        texts = [rig.anybody().get(page + rest).data for rest in ("", "/posts.ics", f"/{DIALOGUE}/card.pdf")]
        return [re.sub(rb'value="[^"]*"', b"", text) for text in texts]

    before = seen()
    others, end = TWELVE, "\n  - id: brandt"
    head, _, rest = others.partition(end)
    changed = re.sub(r"name: .*", "name: CANARY", head) + end + rest.replace("Joel Vance", "CANARY")
    changed = re.sub(r"\+1 202 555 01(0[1-79]|1.)", "CANARY", changed).replace("a doctor’s call", "CANARY")
    assert changed.count("CANARY") >= 20
    staffing.take_staff_in(rig.office, 1, changed, "ada", NOW)
    staffing.answer(rig.office, DIALOGUE, "vance", {DOOR: ("cannot", "another CANARY")}, NOW)
    assign(rig, THERE, "romero")
    assert seen() == before
    assert b"CANARY" not in b"".join(before)


def test_the_key_of_a_link_is_in_no_log() -> None:
    assert shown(f"/mine/{'x' * 43}/posts.ics") == "/mine/***"


def test_an_event_without_a_name_for_it_cannot_be_spoken_of(rig: Rig) -> None:
    page = link(rig, "brandt")
    browser = rig.anybody()
    assert browser.send(f"{page}/no-such-event", {"do": "accept", "post": DOOR}).status_code == 302
    assert browser.send(f"{page}/{DIALOGUE}", {"do": "dance"}).status_code == 422


def test_a_post_at_the_same_hour_is_offered_to_whoever_gives_theirs_for_it(rig: Rig) -> None:
    """The commonest swap: mine for yours."""
    romero, abara = link(rig, "romero"), link(rig, "abara")
    assign(rig, THERE, "romero")
    assign(rig, DOOR, "abara")
    say(rig, romero, "offer", THERE)
    text = rig.anybody().get(abara).text
    assert "Offered by colleagues" in text
    status, _ = say(rig, abara, "take", THERE, in_return=DOOR)
    assert status == 422, "Lucía Romero does not serve at doors"
    staffing.answer(rig.office, DIALOGUE, "abara", {THERE: ("can", "")}, NOW)
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, "abara", None), "ada", NOW)
    assign(rig, DOOR, "lindqvist")
    assign(rig, BACK, "abara")
    lindqvist = link(rig, "lindqvist")
    assert "Offered by colleagues" in rig.anybody().get(lindqvist).text
