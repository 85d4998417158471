"""What somebody typed is not lost with their visit, an old token or a busy store: the form comes back whole."""

from __future__ import annotations

from typing import Final

import pytest
from werkzeug.test import TestResponse

from logistics.operations import drafts
from logistics.operations.accounts import Role
from logistics.operations.office import StoreBusy
from tests.web.offices import DIALOGUE, Browser, Rig
from tests.web.pages import Form, form_of, post

SHEET: Final = f"/events/{DIALOGUE}/edit/basics"
TITLE, LEAD = "title", "lead"
TYPED: Final = "A title <b>with</b> “marks”"
BEGUN: Final = "\nA lead that begins with an empty line\r\n& goes on"


@pytest.fixture
def officer(rig: Rig) -> Browser:
    """A press officer of an office with the dialogue."""
    rig.take_in()
    return rig.browser(Role.PRESS_OFFICER)


def _typed(officer: Browser) -> list[tuple[str, str]]:
    return form_of(officer.get(SHEET).text, TITLE, LEAD).typed({TITLE: TYPED, LEAD: BEGUN})


def _kept(answer: TestResponse) -> Form:
    assert "What you typed is kept in this page" in answer.text
    return form_of(answer.text, TITLE)


def _same(kept: Form, typed: list[tuple[str, str]]) -> bool:
    """Whether the page would send the same again, but for the token, and for ends of lines as browsers write them."""
    fields = (
        [(name, "\n".join(value.splitlines())) for name, value in pairs if name != "csrf_token"]
        for pairs in (kept.pairs, typed)
    )
    return next(fields) == next(fields)


def _signs_in_again(rig: Rig, officer: Browser) -> None:
    officer.set_cookie("visit", rig.visit(Role.PRESS_OFFICER))


def test_a_form_that_is_sent_after_the_visit_has_ended_comes_back_and_is_saved_after_the_next_sign_in(
    rig: Rig, officer: Browser
) -> None:
    typed = _typed(officer)
    rig.moment += 13 * 3600
    answer = post(officer, SHEET, typed)
    assert answer.status_code == 401
    assert _same(_kept(answer), typed)
    assert len(drafts.history(rig.office, DIALOGUE)) == 1
    _signs_in_again(rig, officer)
    assert post(officer, SHEET, _kept(answer).pairs).status_code == 302
    assert drafts.draft(rig.office, DIALOGUE).event.title == TYPED


def test_a_form_with_the_token_of_before_comes_back_and_is_only_taken_with_a_new_one(
    rig: Rig, officer: Browser
) -> None:
    typed = _typed(officer)
    officer.delete_cookie("session")
    answer = post(officer, SHEET, typed)
    assert answer.status_code == 400
    assert _same(_kept(answer), typed)
    assert post(officer, SHEET, typed).status_code == 400
    assert len(drafts.history(rig.office, DIALOGUE)) == 1
    assert post(officer, SHEET, _kept(post(officer, SHEET, typed)).pairs).status_code == 302
    assert drafts.draft(rig.office, DIALOGUE).event.title == TYPED


def test_while_the_store_is_busy_the_form_comes_back(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = _typed(officer)

    def busy(*_: object) -> None:
        raise StoreBusy("somebody else writes")

    monkeypatch.setattr("web.editor.revise", busy)
    answer = post(officer, SHEET, typed)
    assert answer.status_code == 503
    assert _same(_kept(answer), typed)


def test_where_only_the_second_factor_is_missing_the_form_comes_back(rig: Rig) -> None:
    rig.take_in()
    answer = rig.browser(Role.APPROVER, proven=False).send(SHEET, {TITLE: TYPED})
    assert answer.status_code == 401
    assert _kept(answer).value(TITLE) == TYPED


def test_no_page_shows_a_password_again(rig: Rig) -> None:
    client = rig.browser(Role.VIEWER)
    rig.moment += 13 * 3600
    answer = client.send("/account/password", {"old": "velvet turbine", "new": "oyster ledger"})
    assert answer.status_code == 401
    assert "velvet" not in answer.text
    assert "oyster" not in answer.text


def test_a_form_that_was_cut_off_on_its_way_is_not_called_too_old(rig: Rig, officer: Browser) -> None:
    body = b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nA headline that was cu'
    kind = {"Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=edge"}
    answer = officer.post("/events/new", data=body, headers=kind)
    assert answer.status_code == 400
    assert "lost on its way" in answer.text
    assert len(drafts.drafts(rig.office)) == 1
