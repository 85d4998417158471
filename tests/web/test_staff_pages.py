"""The coordinator's pages: what is open, who could, rosters that are proposed, and the staff list."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from logistics.operations import staffing
from logistics.operations.accounts import Role
from logistics.operations.staffing import Move
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, DOOR, NOW, THERE, TWELVE, Browser, Rig, furnished

STAFF = f"/events/{DIALOGUE}/staff"


@pytest.fixture
def rig(sqlite_url: str) -> Iterator[Rig]:
    """An office with the dialogue and the twelve."""
    made = furnished(sqlite_url)
    made.take_in()
    made.take_staff_in()
    yield made
    made.office.database.dispose()


@pytest.fixture
def ada(rig: Rig) -> Browser:
    """A press officer who coordinates."""
    return rig.browser(Role.PRESS_OFFICER)


def held(rig: Rig) -> dict[str, str]:
    """Who holds what."""
    return dict(staffing.situation(rig.office, DIALOGUE).held)


def assign(rig: Rig, post: str, person: str | None, was: str | None = None) -> None:
    """Somebody coordinates."""
    staffing.assign(rig.office, DIALOGUE, Move(post, was, person), "ada", NOW)


def test_an_office_without_a_list_is_led_to_where_it_takes_one_in(sqlite_url: str) -> None:
    rig = furnished(sqlite_url)
    rig.take_in()
    ada = rig.browser(Role.PRESS_OFFICER)
    assert "There is no staff list yet" in ada.get(STAFF).text
    ada.send("/staff/people", {"base": "0", "text": TWELVE})
    assert "15 of 15 posts are open" in ada.get(STAFF).text
    rig.office.database.dispose()


def test_a_list_that_cannot_be_used_comes_back_with_every_problem_and_all_that_was_typed(
    rig: Rig, ada: Browser
) -> None:
    typed = TWELVE.replace("[AV]", "[juggler]").replace("id: vance", "id: silva")
    answer = ada.send("/staff/people", {"base": "1", "text": typed})
    assert answer.status_code == 422
    assert "juggler" in answer.text
    assert "given twice" in answer.text
    assert answer.text.count("Lucía Romero") >= 2, "the list as it was, and the text as it was typed"
    assert staffing.staff_list(rig.office)[0].number == 1


def test_a_list_is_taken_in_as_a_file(ada: Browser) -> None:
    more = f"{TWELVE}  - {{id: hand, name: Another Hand, functions: [door]}}\n"
    sent = {"base": "1", "text": "", "file": (io.BytesIO(more.encode()), "staff.yml")}
    assert ada.send("/staff/people", sent, content_type="multipart/form-data").status_code == 302
    assert "Another Hand" in ada.get("/staff/people").text


def test_a_link_is_shown_once_and_can_be_revoked(rig: Rig, ada: Browser) -> None:
    answer = ada.send("/staff/people/brandt/link")
    assert answer.status_code == 201
    page = answer.text.split("/mine/")[1].split("<")[0]
    assert page not in ada.get("/staff/people").text
    assert rig.anybody().get(f"/mine/{page}").status_code == 200
    ada.send("/staff/people/brandt/revoke")
    assert rig.anybody().get(f"/mine/{page}").status_code == 404


def test_open_posts_come_first_with_who_could_take_them(rig: Rig, ada: Browser) -> None:
    assign(rig, DOOR, "brandt")
    text = ada.get(STAFF).text
    assert "14 of 15 posts are open" in text
    assert text.index("Could take it:") < text.index('id="held"') < text.index('id="everybody"')
    assert "10 of 12 people have not answered. 1 post is not accepted yet." in text
    assert "Hanne Brandt" in text[text.index('id="held"') :]


def test_a_post_that_nobody_can_take_says_why_by_counts_and_what_would_fill_it(
    rig: Rig, ada: Browser
) -> None:
    staffing.answer(rig.office, DIALOGUE, "ortega", {"press-lead.2017-12-14": ("cannot", "")}, NOW)
    text = ada.get(STAFF).text
    assert "Nobody can take it." in text
    assert "12 people &gt; 1 serves as press lead &gt; 0 did not say no" in text
    assert "Ask Marisol Ortega again, who said that they cannot." in text


def test_the_page_of_a_post_leaves_nobody_out(rig: Rig, ada: Browser) -> None:
    text = ada.get(f"{STAFF}/posts/{DOOR}").text
    for person in staffing.situation(rig.office, DIALOGUE).staffed.staff.people:
        assert f"<h4>{person.name}</h4>" in text
    assert text.index("<h4>Hanne Brandt</h4>") < text.index("<h4>Ivo Castellan</h4>")
    assert "Serves in other functions, not as door." in text


def test_a_post_is_given_opened_and_pinned_with_its_history(rig: Rig, ada: Browser) -> None:
    post = f"{STAFF}/posts/{DOOR}"
    ada.send(post, {"person": "brandt"})
    ada.send(post, {"was": "brandt", "person": "brandt", "pinned": "yes"})
    text = ada.get(post).text
    assert "Hanne Brandt</strong>, not accepted yet, pinned" in text
    assert "given to Hanne Brandt, pinned" in text
    ada.send(post, {"was": "brandt", "person": ""})
    assert held(rig) == {}


def test_a_rule_is_set_aside_only_with_a_reason_which_stays(ada: Browser) -> None:
    post = f"{STAFF}/posts/{DOOR}"
    answer = ada.send(post, {"person": "castellan"})
    assert answer.status_code == 422
    assert "Rules stand against it." in answer.text
    ada.send(post, {"person": "castellan", "reason": "He knows the guards."})
    assert "A rule was set aside: He knows the guards." in ada.get(post).text
    assert "Look at these" not in ada.get(STAFF).text, "it was looked at already"


def test_what_somebody_else_decided_meanwhile_stays(rig: Rig, ada: Browser) -> None:
    assign(rig, DOOR, "vance")
    answer = ada.send(f"{STAFF}/posts/{DOOR}", {"was": "", "person": "brandt"})
    assert answer.status_code == 422
    assert "Somebody else has taken this post meanwhile" in answer.text
    assert held(rig) == {DOOR: "vance"}


def test_a_late_no_alerts_the_coordinator_here_and_on_the_first_page(rig: Rig, ada: Browser) -> None:
    assign(rig, DOOR, "brandt")
    staffing.accept(rig.office, DIALOGUE, DOOR, "brandt", NOW)
    assert "Look at these" not in ada.get(STAFF).text
    staffing.answer(rig.office, DIALOGUE, "brandt", {DOOR: ("cannot", "ill")}, NOW + 60)
    text = ada.get(STAFF).text
    assert (
        "Hanne Brandt holds Door, 23rd Street Entrance, 8:15 a.m. to 8:40 a.m. Said that they cannot." in text
    )
    assert "1 thing for the coordinator to look at" in ada.get("/").text


def test_what_was_given_back_says_why(rig: Rig, ada: Browser) -> None:
    assign(rig, DOOR, "brandt")
    staffing.decline(rig.office, DIALOGUE, DOOR, "brandt", "a train", NOW)
    assert (
        "Hanne Brandt gave back Door, 23rd Street Entrance, 8:15 a.m. to 8:40 a.m.: a train."
        in ada.get(STAFF).text
    )


def test_a_swap_is_approved_or_turned_down_by_a_button(rig: Rig, ada: Browser) -> None:
    assign(rig, THERE, "romero")
    staffing.offer(rig.office, DIALOGUE, THERE, "romero", "", NOW)
    staffing.take(rig.office, DIALOGUE, THERE, "whitfield", "", NOW)
    assert "Dana Whitfield would take it." in ada.get(STAFF).text
    ada.send(f"{STAFF}/posts/{THERE}/swap", {"do": "approve"})
    assert held(rig) == {THERE: "whitfield"}
    assert ada.send(f"{STAFF}/posts/{THERE}/swap", {"do": "approve"}).status_code == 422


def test_a_roster_is_proposed_as_a_difference_applied_and_undone(rig: Rig, ada: Browser) -> None:
    assign(rig, DOOR, "vance")
    search = rig.proposed()
    page = f"{STAFF}/proposal/{search}"
    text = ada.get(page).text
    assert "A roster that would change 14 posts" in text
    assert "No roster is better: this is proven." in text
    assert "14 open posts would be held, 1 stays as it is, 0 would be open." in text
    assert held(rig) == {DOOR: "vance"}
    ada.send(page)
    assert len(held(rig)) == 15
    text = ada.get(STAFF).text
    assert "All 15 posts are held" in text
    batch = text.split("/staff/undo/")[1].split('"')[0]
    ada.send(f"{STAFF}/undo/{batch}")
    assert held(rig) == {DOOR: "vance"}
    assert "Undo the roster" not in ada.get(STAFF).text


def test_a_roster_with_a_change_since_is_not_undone_in_part(rig: Rig, ada: Browser) -> None:
    ada.send(f"{STAFF}/proposal/{rig.proposed()}")
    batch = ada.get(STAFF).text.split("/staff/undo/")[1].split('"')[0]
    before = held(rig)
    staffing.accept(rig.office, DIALOGUE, DOOR, before[DOOR], NOW)
    answer = ada.send(f"{STAFF}/undo/{batch}")
    assert (answer.status_code, "changed since" in answer.text) == (422, True)
    assert held(rig) == before


def test_a_proposal_that_does_not_fit_any_more_is_not_applied(rig: Rig, ada: Browser) -> None:
    page = f"{STAFF}/proposal/{rig.proposed()}"
    staffing.answer(rig.office, DIALOGUE, "ortega", {"press-lead.2017-12-14": ("cannot", "")}, NOW)
    answer = ada.send(page)
    assert (answer.status_code, "does not fit any more" in answer.text) == (422, True)
    assert held(rig) == {}


def test_a_search_begins_by_a_button_and_can_be_stopped(ada: Browser) -> None:
    answer = ada.send(f"{STAFF}/proposal", {"seconds": "20"})
    page = answer.headers["Location"]
    assert ada.get(page).status_code == 200
    assert ada.send(f"{page}/stop").status_code == 302
    assert ada.get(f"{STAFF}/proposal/nosuch").status_code == 404


def test_a_post_is_added_by_hand_changed_and_taken_out(ada: Browser) -> None:
    answer = ada.send(f"{STAFF}/posts", {"function": "runner", "title": "Driver of the van", "time": "soon"})
    assert answer.status_code == 422
    assert 'value="Driver of the van"' in answer.text
    ada.send(f"{STAFF}/posts", {"function": "runner", "title": "Driver of the van", "time": "9 to 10 a.m."})
    assert "Driver of the van" in ada.get(STAFF).text
    own = f"{STAFF}/posts/driver-of-the-van"
    assert "9:00 a.m. to 10:00 a.m." in ada.get(own).text
    ada.send(f"{own}/by-hand", {"do": "as planned"})
    assert ada.get(own).status_code == 404
    assert "changed by hand" not in ada.get(f"{STAFF}/posts/{DOOR}").text
    ada.send(f"{STAFF}/posts/{DOOR}/by-hand", {"time": "8:00 to 8:40 a.m."})
    text = ada.get(f"{STAFF}/posts/{DOOR}").text
    assert "8:00 a.m. to 8:40 a.m." in text
    assert "changed by hand" in text
    ada.send(f"{STAFF}/posts/{DOOR}/by-hand", {"do": "drop"})
    assert ada.get(f"{STAFF}/posts/{DOOR}").status_code == 404
    assert "Bring it back" in ada.get(STAFF).text
    ada.send(f"{STAFF}/posts/{DOOR}/by-hand", {"do": "as planned"})
    assert "8:15 a.m. to 8:40 a.m." in ada.get(f"{STAFF}/posts/{DOOR}").text


@pytest.mark.parametrize(
    "sheet, kind",
    [
        ("call-sheet.pdf", "application/pdf"),
        ("call-sheet.html", "text/html; charset=utf-8"),
        ("post-cards.pdf", "application/pdf"),
        ("roster-by-post.csv", "text/csv; charset=utf-8"),
        ("roster-by-person.csv", "text/csv; charset=utf-8"),
    ],
)
def test_the_papers_are_for_the_staff_of_the_office_alone(rig: Rig, sheet: str, kind: str) -> None:
    assign(rig, DOOR, "brandt")
    path = f"{STAFF}/paper/{sheet}"
    answer = rig.browser(Role.STAFF).get(path)
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert rig.browser(Role.VIEWER).get(path).status_code == 403
    assert rig.anybody().get(path).status_code == 302


def test_when_the_staff_are_to_answer_is_said_as_a_day(ada: Browser) -> None:
    answer = ada.send(f"{STAFF}/asking", {"until": "someday"})
    assert (answer.status_code, 'value="someday"' in answer.text) == (422, True)
    ada.send(f"{STAFF}/asking", {"until": "Wednesday"})
    assert "to answer by Wednesday, December 13, 2017" in ada.get(STAFF).text
    ada.send(f"{STAFF}/asking", {"do": "stop"})
    assert "The staff are not asked yet" in ada.get(STAFF).text


def test_nobody_is_at_two_events_at_once(rig: Rig, ada: Browser) -> None:
    other = {f"id: {DIALOGUE}": "id: another-event"}
    rig.take_in(DIALOGUE_FILE, **other)
    assign(rig, DOOR, "brandt")
    text = ada.get(f"/events/another-event/staff/posts/{DOOR}").text
    at = text.index("<h4>Hanne Brandt</h4>")
    assert "Busy elsewhere from 8:15 a.m. to 8:40 a.m." in text[at : at + 600]


def test_a_drop_out_that_nobody_can_replace_directly_is_filled_by_the_fewest_changes(
    rig: Rig, ada: Browser
) -> None:
    """Whoever could take the door is on the escort then, and somebody else can walk the press instead."""
    for person in ("brandt", "vance", "lindqvist"):
        staffing.answer(rig.office, DIALOGUE, person, {DOOR: ("cannot", "")}, NOW)
    assign(rig, THERE, "abara")
    text = ada.get(STAFF).text
    assert "Nobody can take it as things stand." in text
    assert "Chidi Abara takes Door, 23rd Street Entrance, 8:15 a.m. to 8:40 a.m." in text
    assert ada.send(f"{STAFF}/posts/{DOOR}/fill", {"shown": "something else"}).status_code == 422
    shown = text.split('name="shown" value="')[1].split('"')[0]
    ada.send(f"{STAFF}/posts/{DOOR}/fill", {"shown": shown})
    now_held = held(rig)
    assert now_held[DOOR] == "abara"
    assert set(now_held) == {DOOR, THERE}
    assert "Undo the roster" in ada.get(STAFF).text
    assert ada.send(f"{STAFF}/posts/{DOOR}/fill").status_code == 422


def test_the_rules_of_staff_stand_on_the_page_besides_what_it_tells_already(rig: Rig, ada: Browser) -> None:
    text = TWELVE.replace("    phone: +1 202 555 0108\n    radio: channel 2\n", "")
    staffing.take_staff_in(rig.office, 1, text, "ada", NOW)
    assert "STF011" not in ada.get(STAFF).text
    assign(rig, DOOR, "brandt")
    page = ada.get(STAFF).text
    assert "STF011" in page
    assert "STF002" not in page


def test_a_post_tells_the_earliest_and_the_latest_of_a_window(ada: Browser) -> None:
    text = ada.get(f"{STAFF}/posts/escort.spray.back").text
    assert "begins between 8:43 a.m. and 9:00 a.m." in text


def test_a_person_is_added_changed_and_taken_off_by_a_form(rig: Rig, ada: Browser) -> None:
    said = {"base": "1", "name": "Another Hand", "functions": ["door", "runner"], "free": "7 to 11 a.m."}
    assert ada.send("/staff/new", said).status_code == 302
    added = staffing.staff_list(rig.office)[1].people[-1]
    assert (added.id, [one.value for one in added.functions]) == ("another-hand", ["door", "runner"])
    page = ada.get("/staff/people/another-hand")
    assert page.status_code == 200
    ada.send(
        "/staff/people/another-hand", {**said, "base": "2", "name": "Another Name", "radio": "channel 9"}
    )
    changed = staffing.staff_list(rig.office)[1].people[-1]
    assert (changed.id, changed.name, changed.radio) == ("another-hand", "Another Name", "channel 9")
    token = staffing.give_link(rig.office, "another-hand", "ada", NOW)
    ada.send("/staff/people/another-hand", {"base": "3", "do": "remove"})
    assert len(staffing.staff_list(rig.office)[1].people) == 12
    assert rig.anybody().get(f"/mine/{token}").status_code == 404
    assert ada.get("/staff/people/another-hand").status_code == 404


def test_what_a_form_does_not_show_of_a_person_stays(rig: Rig, ada: Browser) -> None:
    before = next(one for one in staffing.staff_list(rig.office)[1].people if one.id == "abara")
    said = {
        "base": "1",
        "name": before.name,
        "functions": ["escort", "door"],
        "languages": "en",
        "phone": "+1",
    }
    ada.send("/staff/people/abara", said)
    after = next(one for one in staffing.staff_list(rig.office)[1].people if one.id == "abara")
    assert (after.answers, after.phone) == (before.answers, "+1")


def test_a_person_that_cannot_be_comes_back_with_every_problem_and_all_that_was_typed(ada: Browser) -> None:
    said = {"base": "1", "name": "", "free": "soon", "rest": "long", "most_hours": "99"}
    answer = ada.send("/staff/new", said)
    assert answer.status_code == 422
    for typed in ("soon", "long", "99"):
        assert typed in answer.text
    for field in ("name", "functions", "free", "rest", "most_hours"):
        assert f'href="#f-{field}"' in answer.text
    assert "Short name" not in answer.text, "nobody was asked for it"
    answer = ada.send("/staff/new", {**said, "free": "9:00 a.m."})
    assert "no span" in answer.text


def test_two_who_change_two_people_at_once_lose_nothing_and_two_who_change_one_are_told(
    rig: Rig, ada: Browser
) -> None:
    one = {"base": "1", "name": "Hanne Brandt", "functions": ["door"], "phone": "+1"}
    other = {"base": "1", "name": "Joel Vance", "functions": ["door"], "phone": "+2"}
    assert ada.send("/staff/people/brandt", one).status_code == 302
    assert ada.send("/staff/people/vance", other).status_code == 302
    people = {person.id: person for person in staffing.staff_list(rig.office)[1].people}
    assert (people["brandt"].phone, people["vance"].phone) == ("+1", "+2")
    answer = ada.send("/staff/people/brandt", {**one, "phone": "+3"})
    assert answer.status_code == 422
    assert "Somebody else changed this person meanwhile" in answer.text
    assert 'value="+3"' in answer.text
    assert 'name="base" value="3"' in answer.text, "who saves again has seen it"


def test_nothing_breaks_where_whoever_holds_a_post_is_taken_off_the_list(rig: Rig, ada: Browser) -> None:
    assign(rig, DOOR, "brandt")
    assert "is open" in ada.send("/staff/people/brandt", {"do": "remove"}, follow_redirects=True).text
    for page in ("/", "/staff", STAFF, f"{STAFF}/posts/{DOOR}", "/letters"):
        assert ada.get(page).status_code == 200, page
    assert "Brandt held Door, 23rd Street Entrance" in ada.get(STAFF).text


def test_addresses_that_are_none_are_told(ada: Browser) -> None:
    said = {
        "base": "1",
        "name": "Zoe",
        "functions": ["door"],
        "email": "zoe at office",
        "calendar": "notaurl",
    }
    answer = ada.send("/staff/new", said)
    assert "no mail address" in answer.text
    assert "no address of a calendar" in answer.text


def test_a_long_day_can_be_looked_at_function_by_function(rig: Rig, ada: Browser) -> None:
    assert "Posts by function" not in ada.get(STAFF).text, "fifteen posts need none"
    for number in range(8):
        said = {"function": "runner", "title": f"Driver {number}", "time": "9 to 10 a.m."}
        ada.send(f"{STAFF}/posts", said)
    assert "Posts by function" in ada.get(STAFF).text
    text = ada.get(f"{STAFF}?only=runner").text
    assert "Driver 7" in text
    assert "<h4>" in text
    assert "Moderator, joint press availability" not in text
    assert "23 of 23 posts are open" in text
    assert staffing.situation(rig.office, DIALOGUE).held == {}
