"""How much is taken: what is as large as it may be is taken, what is larger is refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from logistics.operations.accounts import Role
from logistics.operations.drafts import history
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, Browser, Rig, furnished
from tests.web.pages import Pairs, encoded, form_of, post
from web.app import LARGEST
from web.forms.rows import MOST_ENTRIES, MOST_FIELDS
from web.uploads import LARGEST as LARGEST_FILE

SHEET = f"/events/{DIALOGUE}/edit/sessions"


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """An office with the dialogue on SQLite; what each store can hold is tested in tests/store."""
    made = furnished(f"sqlite:///{tmp_path_factory.mktemp('limits') / 'office.db'}")
    made.take_in()
    yield made
    made.office.database.dispose()


@pytest.fixture(scope="module")
def admin(rig: Rig) -> Browser:
    return rig.browser(Role.ADMINISTRATOR)


def _token(client: Browser) -> str:
    return form_of(client.get("/house").text, "zone").value("csrf_token")


@pytest.mark.parametrize("more, status", [(0, 422), (1, 413)])
def test_a_request_has_at_most_two_million_bytes(admin: Browser, more: int, status: int) -> None:
    pairs = [("csrf_token", _token(admin)), ("zone", "Nowhere"), ("padding", "")]
    pairs[-1] = ("padding", "x" * (LARGEST - len(encoded(pairs)) + more))
    assert len(encoded(pairs)) == LARGEST + more
    answer = post(admin, "/house", pairs)
    assert answer.status_code == status
    assert status == 422 or "two million characters" in answer.text


def test_a_request_that_hides_its_length_is_not_read_without_end(admin: Browser) -> None:
    pieces = BytesIO(b"name=" + b"x" * 5_000_000)
    answer = admin.post(
        "/house",
        input_stream=pieces,
        content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "same-origin", "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert answer.status_code in (400, 413)
    assert 0 < pieces.tell() <= LARGEST + 1


@pytest.mark.parametrize("count, status", [(MOST_FIELDS, 302), (MOST_FIELDS + 1, 413)])
def test_a_form_has_at_most_so_many_fields(admin: Browser, count: int, status: int) -> None:
    pairs = form_of(admin.get(SHEET).text, "base").filled()
    pairs += [("nothing", "x")] * (count - len(pairs))
    answer = post(admin, SHEET, pairs)
    assert answer.status_code == status
    assert status == 302 or "more than 8,000 fields" in answer.text


@pytest.mark.parametrize(
    "name, status",
    [
        (f"sessions[{MOST_ENTRIES - 1}].title", 200),
        (f"sessions[{MOST_ENTRIES}].title", 413),
        ("sessions[99999].title", 413),
        ("sessions[0].access[500].step", 413),
        ("sessions[100000].title", 200),  # more figures than any number of a row: no name of a form
        ("sessions[-1].title", 200),
        (".".join(["issuer"] * 3000), 200),
    ],
)
def test_a_list_has_at_most_so_many_rows(admin: Browser, name: str, status: int) -> None:
    pairs = [*form_of(admin.get(SHEET).text, "base").filled("check"), (name, "")]
    answer = post(admin, SHEET, pairs)
    assert answer.status_code == status
    assert status == 200 or "rows" in answer.text


def test_rows_of_many_lists_are_counted_together(admin: Browser) -> None:
    """Each with one row posted, the last that there may be: they would take up memory for all before it."""
    names = (f"sessions[{number}].access[{MOST_ENTRIES - 1}].step" for number in range(MOST_ENTRIES))
    pairs: Pairs = [
        ("csrf_token", _token(admin)),
        ("base", "1"),
        ("do", "check"),
        *((name, "") for name in names),
    ]
    assert post(admin, SHEET, pairs).status_code == 413


@pytest.mark.parametrize("more, status", [(0, 302), (1, 413)])
def test_an_event_file_has_at_most_half_a_million_bytes(admin: Browser, more: int, status: int) -> None:
    data = DIALOGUE_FILE.read_bytes().replace(DIALOGUE.encode(), b"another-dialogue")
    data += b"\n#" + b"x" * (LARGEST_FILE - len(data) - 2 + more)
    assert len(data) == LARGEST_FILE + more
    answer = _sent(admin, data)
    assert answer.status_code == status
    assert status == 302 or "512,000 bytes" in answer.text


@pytest.mark.parametrize("count, status", [(500, 302), (501, 422)])
def test_an_event_has_at_most_five_hundred_sessions(admin: Browser, count: int, status: int) -> None:
    begun = DIALOGUE_FILE.read_bytes().replace(DIALOGUE.encode(), b"many-dialogues")
    begun, _, _ = begun.partition(b"sessions:\n")
    answer = _sent(
        admin,
        begun + b"sessions:\n" + b"".join(b"  - {id: s-%d, kind: dialogue}\n" % one for one in range(count)),
    )
    assert answer.status_code == status
    assert status == 302 or "has 501 entries, and at most 500 fit" in answer.text


def _sent(client: Browser, data: bytes) -> TestResponse:
    disposition = b'Content-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    token = disposition % (b"csrf_token", b"", _token(client).encode())
    file = disposition % (b"file", b'; filename="event.yaml"', data)
    return client.post(
        "/events/take-in",
        data=b"--edge\r\n%s--edge\r\n%s--edge--\r\n" % (token, file),
        content_type="multipart/form-data; boundary=edge",
        headers={"Sec-Fetch-Site": "same-origin"},
    )


@pytest.mark.parametrize("length, status", [(300, 302), (301, 422), (10_000, 422)])
def test_a_headline_has_at_most_three_hundred_characters(admin: Browser, length: int, status: int) -> None:
    path = f"/events/{DIALOGUE}/edit/basics"
    typed = "ä" * length
    answer = post(admin, path, form_of(admin.get(path).text, "title").typed({"title": typed}))
    assert answer.status_code == status
    if status == 422:
        assert f'value="{typed}"' in answer.text
        assert 'href="#f-title"' in answer.text


@pytest.mark.parametrize("field", ["name", "office", "place", "venue", "entrance"])
def test_what_the_house_always_says_fits_where_it_will_stand(rig: Rig, admin: Browser, field: str) -> None:
    form, before = form_of(admin.get("/house").text, "zone"), rig.office.house()
    for typed in ("x" * 301, "a\0b", "a\x07b", "a\u202eb"):
        answer = post(admin, "/house", form.typed({field: typed}))
        assert answer.status_code == 422
        assert f'href="#f-{field}"' in answer.text
        assert f'id="f-{field}-problem"' in answer.text
    assert rig.office.house() == before
    assert post(admin, "/house", form.typed({field: "x" * 300})).status_code == 302
    assert getattr(rig.office.house(), field) == "x" * 300


@pytest.mark.parametrize(
    "label, status", [("x" * 100, 201), ("x" * 101, 422), ("a\u202eb", 422), (" a \n b ", 201)]
)
def test_whom_a_feed_is_for_is_told_in_a_hundred_characters(admin: Browser, label: str, status: int) -> None:
    path = f"/events/{DIALOGUE}/feeds"
    answer = post(admin, path, form_of(admin.get(path).text, "label").typed({"label": label}))
    assert answer.status_code == status
    assert status == 201 or 'href="#f-label"' in answer.text


@pytest.mark.parametrize("reason, status", [("x" * 300, 302), ("x" * 301, 422), ("a\0b", 422), (" ", 422)])
def test_a_reason_is_a_line_of_three_hundred_characters(admin: Browser, reason: str, status: int) -> None:
    path = f"/events/{DIALOGUE}/advisory"
    form = form_of(admin.get(path).text, "date")
    reasons = [name for name in form.names if name.startswith("reason ")]
    assert reasons
    answer = post(admin, f"/events/{DIALOGUE}/publish", form.typed(dict.fromkeys(reasons, reason)))
    assert answer.status_code == status
    if status == 302:
        back = f"/events/{DIALOGUE}/take-back"
        assert post(admin, back, [("csrf_token", _token(admin)), ("reason", f"{reason}y")]).status_code == 422
        assert post(admin, back, [("csrf_token", _token(admin)), ("reason", reason)]).status_code == 302


@pytest.mark.parametrize(
    "days, status", [("1", 201), ("366", 201), ("0", 422), ("367", 422), ("٩", 201), ("1e2", 422)]
)
def test_a_token_lasts_a_year_at_most(admin: Browser, days: str, status: int) -> None:
    pairs = [("csrf_token", _token(admin)), ("label", "A program"), ("scope", "events:read"), ("days", days)]
    assert post(admin, "/account/tokens", pairs).status_code == status


def test_a_history_is_only_added_to(rig: Rig, admin: Browser) -> None:
    """That the store itself refuses anything else is tested in tests/store/test_events.py."""
    path, begun = f"/events/{DIALOGUE}/edit/basics", len(history(rig.office, DIALOGUE))
    for number in range(3):
        post(admin, path, form_of(admin.get(path).text, "title").typed({"title": f"Headline {number}"}))
    admin.send(f"/events/{DIALOGUE}/history/{begun + 2}/undo")
    admin.send(f"/events/{DIALOGUE}/history/1/restore", {"base": str(begun + 3)})
    told = re.findall(r"<h3>Revision (\d+)", admin.get(f"/events/{DIALOGUE}/history").text)
    assert told == [str(number) for number in range(len(told), 0, -1)]
    assert len(told) == begun + 4
    for number in range(3):
        assert f"Headline {number}" in admin.get(f"/events/{DIALOGUE}/history/{begun + 1 + number}").text
