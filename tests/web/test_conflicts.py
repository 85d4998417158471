"""Several people at one event: what does not touch is joined, what does is asked, and nothing saved is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from html import unescape
from threading import Barrier
from typing import Any, Final

import pytest
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from logistics.eventfile import write
from logistics.operations import accounts, drafts
from logistics.operations.accounts import Role
from logistics.operations.accounts.passwords import HASHER
from logistics.operations.drafts import Overtaken, draft, history, revise, tree_of
from logistics.operations.feeding import addresses, give_address
from logistics.operations.issuing import publications
from logistics.store.events import append
from tests.operations.accounts.house import Watched, on_both
from tests.web.offices import DIALOGUE, Browser, Rig
from tests.web.pages import Form, Pairs, form_of, post

BASICS: Final = f"/events/{DIALOGUE}/edit/basics"
SESSIONS: Final = f"/events/{DIALOGUE}/edit/sessions"
HISTORY: Final = f"/events/{DIALOGUE}/history"
PEOPLE: Final = 50


@pytest.fixture
def store_url(request: pytest.FixtureRequest) -> str:
    """A store on SQLite; with the mark ``on_both`` on each kind in turn."""
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))


@pytest.fixture
def ada(rig: Rig) -> Browser:
    """A press officer of an office with the dialogue."""
    rig.take_in()
    return rig.browser(Role.PRESS_OFFICER, "ada")


@pytest.fixture
def ben(rig: Rig, ada: Browser) -> Browser:
    """Another one."""
    del ada
    return rig.browser(Role.PRESS_OFFICER, "ben")


def _open(client: Browser, path: str = BASICS) -> Form:
    return form_of(client.get(path).text, "base")


def _save(client: Browser, form: Form, path: str = BASICS, **typed: str) -> TestResponse:
    return post(client, path, form.filled("save", **typed))


def _stated(rig: Rig) -> dict[str, Any]:
    return dict(tree_of(draft(rig.office, DIALOGUE)))


def _said(client: Browser, answer: TestResponse) -> str:
    page = client.get(answer.headers["Location"]).text
    return unescape(" ".join(re.findall(r'role="status"><p>(.*?)</p>', page)))


def _conflict(answer: TestResponse) -> Form:
    assert answer.status_code == 409
    return form_of(answer.text, "head", "tree")


def _settle(client: Browser, form: Form, choice: str) -> TestResponse:
    chosen = {name: choice for name in form.names if name.startswith("choice ")}
    return post(client, form.action, form.typed(chosen))


# ---- two people ------------------------------------------------------------------------------------------------------


def test_two_changes_that_do_not_touch_are_both_kept(rig: Rig, ada: Browser, ben: Browser) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="Her headline")
    answer = _save(ben, his, lead="His lead.")
    assert answer.status_code == 302
    assert "ada saved meanwhile. Both changes are kept" in _said(ben, answer)
    stated = _stated(rig)
    assert (stated["title"], stated["lead"]) == ("Her headline", "His lead.")
    assert [one.by for one in history(rig.office, DIALOGUE)] == ["ben", "ada", "somebody"]


def test_changes_on_two_sheets_are_both_kept(rig: Rig, ada: Browser, ben: Browser) -> None:
    hers, his = _open(ada), _open(ben, SESSIONS)
    typed = his.typed({"sessions[1].title": "His title"}, "save")
    _save(ada, hers, title="Her headline")
    assert post(ben, SESSIONS, typed).status_code == 302
    stated = _stated(rig)
    assert (stated["title"], stated["sessions"][1]["title"]) == ("Her headline", "His title")


def test_what_was_chosen_and_does_not_fit_any_more_comes_back_whole(ada: Browser, ben: Browser) -> None:
    """Ada settles a conflict; meanwhile the session that she names is taken out."""
    hers, his = _open(ada, SESSIONS), _open(ben, SESSIONS)
    post(ben, SESSIONS, his.typed({"sessions[1].title": "His title"}, "save"))
    asked = _conflict(post(ada, SESSIONS, hers.typed({"sessions[1].title": "Her title"}, "save")))
    tree = json.loads(asked.value("tree"))
    tree["sessions"][1]["after"] = "nosuch"
    answer = post(
        ada, asked.action, asked.typed({"tree": json.dumps(tree), "choice sessions[dialogue].title": "yours"})
    )
    assert answer.status_code == 422
    assert "“nosuch”" in unescape(answer.text)
    assert "nosuch" in form_of(answer.text, "tree").value("tree")


def test_two_new_people_of_one_family_name_are_two_people(rig: Rig, ada: Browser, ben: Browser) -> None:
    people = f"/events/{DIALOGUE}/edit/people"

    def add(client: Browser, form: Form, **typed: str) -> TestResponse:
        number = sum(name.endswith(".family") and ".members[" in name for name in form.names if "[1]" in name)
        row = f"delegations[1].members[{number}]"
        pairs = [*form.filled("save"), *((f"{row}.{key}", value) for key, value in typed.items())]
        return post(client, people, [*pairs, (f"@{row}", "")])

    hers, his = _open(ada, people), _open(ben, people)
    assert add(ada, hers, given="Ana", family="Smith").status_code == 302
    answer = add(ben, his, family="Smith", title="Ambassador to Mexico")
    assert answer.status_code == 302
    added = [one for one in _stated(rig)["delegations"][1]["members"] if one["family"] == "Smith"]
    assert {(one.get("given"), one.get("title")) for one in added} == {
        ("Ana", None),
        (None, "Ambassador to Mexico"),
    }


def test_what_both_changed_is_asked_with_both_and_with_what_was_before(ada: Browser, ben: Browser) -> None:
    hers, his = _open(ada), _open(ben)
    before = hers.value("title")
    _save(ada, hers, title="Her <b>headline</b>", name="Her name")
    answer = _save(ben, his, title="His headline", lead="His lead.")
    form = _conflict(answer)
    text = unescape(answer.text)
    assert f"Before: {before}" in text
    assert "Her &lt;b&gt;headline&lt;/b&gt;" in answer.text
    assert "His headline" in text
    assert "ada saved this event" in text
    assert [name for name in form.names if name.startswith("choice ")] == ["choice title"]
    kept = json.loads(form.value("tree"))
    assert (kept["title"], kept["lead"]) == ("His headline", "His lead.")


@pytest.mark.parametrize("choice, title", [("yours", "His headline"), ("theirs", "Her headline")])
def test_whichever_is_chosen_everything_else_of_both_is_kept(
    rig: Rig, ada: Browser, ben: Browser, choice: str, title: str
) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="Her headline", name="Her name")
    form = _conflict(_save(ben, his, title="His headline", lead="His lead."))
    answer = _settle(ben, form, choice)
    assert answer.status_code == 302
    stated = _stated(rig)
    assert (stated["title"], stated["name"], stated["lead"]) == (title, "Her name", "His lead.")
    assert history(rig.office, DIALOGUE)[0].number == 3


def test_until_it_is_settled_the_event_stays_as_it_is(rig: Rig, ada: Browser, ben: Browser) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="Her headline")
    _conflict(_save(ben, his, title="His headline"))
    assert _stated(rig)["title"] == "Her headline"
    assert len(history(rig.office, DIALOGUE)) == 2


@pytest.mark.parametrize("choice", [None, "", "both", "\0"])
def test_where_nothing_was_chosen_it_is_asked_again(ada: Browser, ben: Browser, choice: str | None) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="Her headline")
    form = _conflict(_save(ben, his, title="His headline", lead="His lead."))
    pairs = [(name, value) for name, value in form.pairs if not name.startswith("choice ")]
    answer = post(ben, form.action, pairs if choice is None else [*pairs, ("choice title", choice)])
    assert json.loads(_conflict(answer).value("tree"))["lead"] == "His lead."


def test_after_a_third_save_it_is_asked_again_with_what_was_chosen(
    rig: Rig, ada: Browser, ben: Browser
) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="Her headline")
    form = _conflict(_save(ben, his, title="His headline", lead="His lead."))
    cleo = rig.browser(Role.PRESS_OFFICER, "cleo")
    _save(cleo, _open(cleo), title="Third headline", name="Third name")
    again = _conflict(_settle(ben, form, "theirs"))
    assert again.value("choice title") == "theirs"
    assert again.value("head") == "3"
    assert _settle(ben, again, "yours").status_code == 302
    stated = _stated(rig)
    assert (stated["title"], stated["name"], stated["lead"]) == ("His headline", "Third name", "His lead.")


@pytest.mark.usefixtures("ada")
@on_both
def test_a_save_between_the_choice_and_the_writing_of_it_is_not_undone(rig: Rig) -> None:
    """What the page found out in between is old by then: the operation is asked with it."""
    before = _stated(rig)
    revise(rig.office, DIALOGUE, 1, {**before, "title": "Her headline"}, "ada", rig.moment)
    with pytest.raises(Overtaken) as told:
        revise(rig.office, DIALOGUE, 1, {**before, "title": "His headline"}, "ben", rig.moment)
    revise(rig.office, DIALOGUE, 2, {**_stated(rig), "lead": "Third lead."}, "cleo", rig.moment)
    drafts.reconcile(rig.office, DIALOGUE, told.value, {"title": "yours"}, "ben", rig.moment)
    stated = _stated(rig)
    assert (stated["title"], stated["lead"]) == ("His headline", "Third lead.")
    revise(rig.office, DIALOGUE, 4, {**stated, "title": "Fourth headline"}, "cleo", rig.moment)
    with pytest.raises(Overtaken) as again:
        drafts.reconcile(rig.office, DIALOGUE, told.value, {"title": "yours"}, "ben", rig.moment)
    assert [conflict.path for conflict in again.value.conflicts] == ["title"]


def test_a_session_that_one_takes_out_and_the_other_changes_is_asked(
    rig: Rig, ada: Browser, ben: Browser
) -> None:
    hers, his = _open(ada, SESSIONS), _open(ben, SESSIONS)
    gone = form_of(post(ada, SESSIONS, hers.filled("remove sessions[2]")).text, "base")
    answer = post(ada, SESSIONS, gone.filled("save"))
    assert answer.status_code == 302
    answer = post(ben, SESSIONS, his.typed({"sessions[2].title": "Changed"}, "save"))
    form = _conflict(answer)
    assert _settle(ben, form, "yours").status_code == 302
    assert [one.get("title") for one in _stated(rig)["sessions"]][2] == "Changed"


def test_what_cannot_be_used_is_told_before_what_was_overtaken(ada: Browser, ben: Browser) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="Her headline")
    answer = _save(ben, his, title="His headline", zone="Nowhere/Land")
    assert answer.status_code == 422
    assert 'href="#f-zone"' in answer.text
    assert form_of(answer.text, "base").value("title") == "His headline"


def test_two_who_type_the_same_agree(rig: Rig, ada: Browser, ben: Browser) -> None:
    hers, his = _open(ada), _open(ben)
    _save(ada, hers, title="One headline")
    answer = _save(ben, his, title="One headline")
    assert "Nothing was changed" in _said(ben, answer)
    assert len(history(rig.office, DIALOGUE)) == 2


# ---- taking back -----------------------------------------------------------------------------------------------------


def test_a_change_is_taken_back_and_what_came_after_it_stays(rig: Rig, ada: Browser) -> None:
    title = _stated(rig)["title"]
    _save(ada, _open(ada), title="Another headline")
    _save(ada, _open(ada), lead="Another lead.")
    assert ada.send(f"{HISTORY}/2/undo").status_code == 302
    stated = _stated(rig)
    assert (stated["title"], stated["lead"]) == (title, "Another lead.")
    assert history(rig.office, DIALOGUE)[0].summary == "took back revision 2: Title"
    assert len(history(rig.office, DIALOGUE)) == 4


def test_taking_back_is_taken_back_in_the_same_way(rig: Rig, ada: Browser) -> None:
    _save(ada, _open(ada), title="Another headline")
    ada.send(f"{HISTORY}/2/undo")
    ada.send(f"{HISTORY}/3/undo")
    assert _stated(rig)["title"] == "Another headline"


def test_a_change_that_was_changed_again_since_is_not_taken_back(rig: Rig, ada: Browser) -> None:
    _save(ada, _open(ada), title="Second headline")
    _save(ada, _open(ada), title="Third headline")
    answer = ada.send(f"{HISTORY}/2/undo")
    assert answer.status_code == 409
    assert "was changed again since" in answer.text
    assert _stated(rig)["title"] == "Third headline"
    assert len(history(rig.office, DIALOGUE)) == 3


def test_an_earlier_state_is_brought_back_whole(rig: Rig, ada: Browser) -> None:
    before = _stated(rig)
    _save(ada, _open(ada), title="Second headline", lead="Second lead.")
    _save(ada, _open(ada), name="Third name")
    assert ada.send(f"{HISTORY}/1/restore", {"base": "3"}).status_code == 302
    assert _stated(rig) == before
    assert len(history(rig.office, DIALOGUE)) == 4


def test_an_earlier_state_is_not_brought_back_over_what_somebody_saved_meanwhile(
    rig: Rig, ada: Browser, ben: Browser
) -> None:
    _save(ada, _open(ada), title="Second headline")
    _save(ben, _open(ben), title="Third headline")
    answer = ada.send(f"{HISTORY}/1/restore", {"base": "2"})
    assert answer.status_code == 409
    assert "ben saved this event meanwhile" in answer.text
    assert _stated(rig)["title"] == "Third headline"


@pytest.mark.parametrize("path", ["1/undo", "99/undo", "0/undo", "99/restore", "0/restore"])
def test_what_is_not_in_the_history_is_not_taken_back(rig: Rig, ada: Browser, path: str) -> None:
    assert ada.send(f"{HISTORY}/{path}", {"base": "1"}).status_code in (404, 422)
    assert len(history(rig.office, DIALOGUE)) == 1


# ---- fifty people ----------------------------------------------------------------------------------------------------


@dataclass
class Crowd:
    """People with a visit of their own each, who press their buttons at the same moment."""

    clients: list[Browser]
    token: str

    @classmethod
    def of(cls, rig: Rig, count: int, role: Role = Role.PRESS_OFFICER) -> Crowd:
        """So many people of a role. The token of a form goes with its cookie, which they share."""
        clients = [rig.browser(role, f"officer-{number}") for number in range(count)]
        token = form_of(clients[0].get("/account").text, "old").value("csrf_token")
        cookie = clients[0].get_cookie("session")
        assert cookie is not None
        for client in clients:
            client.set_cookie("session", cookie.value)
        return cls(clients, token)

    def send(self, path: str, pairs: Callable[[int], Pairs]) -> list[TestResponse]:
        """What each is answered who sends a form of their own."""
        ready = Barrier(len(self.clients))

        def press(number: int) -> TestResponse:
            ready.wait()
            sent = [pair for pair in pairs(number) if pair[0] != "csrf_token"]
            return post(self.clients[number], path, [("csrf_token", self.token), *sent])

        with ThreadPoolExecutor(len(self.clients)) as pool:
            return list(pool.map(press, range(len(self.clients))))


def _statuses(answers: list[TestResponse]) -> dict[int, int]:
    """How often each status was answered."""
    return dict(Counter(answer.status_code for answer in answers))


@on_both
def test_fifty_who_change_different_things_are_all_kept(rig: Rig, ada: Browser) -> None:
    path = f"/events/{DIALOGUE}/edit/office"
    form = form_of(post(ada, path, _open(ada, path).filled("add planning")).text, "base")
    field = next(name for name in form.texts if re.fullmatch(r"planning\[\d+\]\.text", name))
    answers = Crowd.of(rig, PEOPLE).send(path, lambda number: form.typed({field: f"Note {number}"}, "save"))
    assert _statuses(answers) == {302: PEOPLE}
    notes = [note["text"] for note in _stated(rig)["planning"]]
    assert sorted(notes) == sorted(f"Note {number}" for number in range(PEOPLE))
    past = history(rig.office, DIALOGUE)
    assert sorted(one.by for one in past[:-1]) == sorted(f"officer-{number}" for number in range(PEOPLE))
    assert [one.number for one in past] == list(range(PEOPLE + 1, 0, -1))


@on_both
def test_of_fifty_who_change_the_same_one_is_saved_and_the_others_are_asked(rig: Rig, ada: Browser) -> None:
    form = _open(ada)
    answers = Crowd.of(rig, PEOPLE).send(
        BASICS, lambda number: form.typed({"title": f"Title {number}"}, "save")
    )
    assert _statuses(answers) == {302: 1, 409: PEOPLE - 1}
    for number, answer in enumerate(answers):
        if answer.status_code == 409:
            assert json.loads(_conflict(answer).value("tree"))["title"] == f"Title {number}"
        else:
            assert _stated(rig)["title"] == f"Title {number}"
    assert len(history(rig.office, DIALOGUE)) == 2


@pytest.mark.usefixtures("ada")
@on_both
def test_of_many_who_publish_at_once_one_does(rig: Rig) -> None:
    crowd = Crowd.of(rig, 12, Role.APPROVER)
    form = form_of(crowd.clients[0].get(f"/events/{DIALOGUE}/advisory").text, "date")
    reasons = {name: "accepted in a test" for name in form.names if name.startswith("reason ")}
    answers = crowd.send(f"/events/{DIALOGUE}/publish", lambda _: form.typed(reasons))
    assert _statuses(answers) == {302: 1, 422: 11}
    assert [one.number for one in publications(rig.office, DIALOGUE)] == [1]


@pytest.mark.usefixtures("ada")
def test_publish_pressed_twice_publishes_once_and_says_nothing_of_a_second_time(rig: Rig) -> None:
    eve = rig.browser(Role.APPROVER, "eve")
    form = form_of(eve.get(f"/events/{DIALOGUE}/advisory").text, "date")
    pairs = form.typed({name: "said in a test" for name in form.names if name.startswith("reason ")})
    assert [post(eve, f"/events/{DIALOGUE}/publish", pairs).status_code for _ in range(2)] == [302, 302]
    assert [one.number for one in publications(rig.office, DIALOGUE)] == [1]
    rig.moment += 120
    assert post(eve, f"/events/{DIALOGUE}/publish", pairs).status_code == 422


ANSWERS: Final = {"title": "One headline", "date": "December 14, 2017", "issuer": "An invented office"}


@on_both
def test_many_who_make_an_event_of_the_same_headline_make_one_each(rig: Rig) -> None:
    crowd = Crowd.of(rig, 8)
    form = form_of(crowd.clients[0].get("/events/new").text, "title")
    answers = crowd.send("/events/new", lambda _: form.typed(ANSWERS))
    assert _statuses(answers) == {302: 8}
    assert len({answer.headers["Location"] for answer in answers}) == len(drafts.drafts(rig.office)) == 8


@on_both
def test_a_button_that_is_pressed_many_times_makes_one_event(rig: Rig) -> None:
    crowd = Crowd.of(rig, 8)
    crowd.clients = [crowd.clients[0]] + [rig.anybody() for _ in range(7)]
    for client in crowd.clients[1:]:  # the same person, in the same visit
        for name in ("visit", "session"):
            cookie = crowd.clients[0].get_cookie(name)
            assert cookie is not None
            client.set_cookie(name, cookie.value)
    form = form_of(crowd.clients[0].get("/events/new").text, "title")
    answers = crowd.send("/events/new", lambda _: form.typed(ANSWERS))
    assert {answer.headers["Location"] for answer in answers} == {answers[0].headers["Location"]}
    assert len(drafts.drafts(rig.office)) == 1
    other = post(crowd.clients[0], "/events/new", form.typed({**ANSWERS, "title": "Another headline"}))
    assert other.status_code == 302
    assert len(drafts.drafts(rig.office)) == 2


@pytest.mark.usefixtures("ada")
@on_both
def test_of_many_who_exchange_an_address_at_once_one_does(rig: Rig) -> None:
    old = give_address(rig.office, DIALOGUE, "press", "An outlet", "somebody", rig.moment).feed.id
    answers = Crowd.of(rig, 12).send(f"/events/{DIALOGUE}/feeds/{old}/new", lambda _: [])
    assert _statuses(answers) == {201: 1, 422: 11}
    assert [one.revoked_at is None for one in addresses(rig.office, DIALOGUE)].count(True) == 1


@pytest.mark.usefixtures("ada")
@on_both
def test_of_many_who_use_one_link_at_once_one_does(rig: Rig) -> None:
    link = accounts.invite(rig.office.database, "ada", "eve", "Eve Invented", Role.VIEWER, rig.moment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HASHER, "argon2", Watched())
        passwords = [f"tulip anchor seventy moss {number}" for number in range(8)]
        answers = Crowd.of(rig, 8).send(f"/invited/{link}", lambda number: [("password", passwords[number])])
    assert _statuses(answers) == {302: 1, 410: 7}


@on_both
def test_what_another_process_saves_while_one_is_about_to_write_is_joined(rig: Rig, ada: Browser) -> None:
    """Between reading and writing: the store alone sees both then."""
    form, database = _open(ada), rig.office.database
    theirs = write(draft(rig.office, DIALOGUE).event.model_copy(update={"lead": "Their lead."}))
    writing, others = database.writing, [theirs]

    def after_another() -> AbstractContextManager[Connection]:
        if others:
            with writing() as connection:
                append(connection, DIALOGUE, 1, others.pop(), at=rig.moment, by="cleo", summary="in between")
        return writing()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "writing", after_another)
        answer = _save(ada, form, title="Her headline")
    assert answer.status_code == 302
    assert "cleo saved meanwhile" in _said(ada, answer)
    stated = _stated(rig)
    assert (stated["title"], stated["lead"]) == ("Her headline", "Their lead.")
