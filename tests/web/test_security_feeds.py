"""Feed addresses as keys: shown once, kept as a digest, each for one event and one audience, dead at once when revoked.

What is answered at an address, and that every dead one is answered alike, is in ``test_fastfeeds.py``.
"""

from __future__ import annotations

import re

import pytest

from logistics.operations.accounts import Role
from logistics.operations.feeding import hashed
from logistics.operations.issuing import take_back
from tests.web.offices import DIALOGUE, Browser, Rig
from tests.web.pages import form_of, post

PAGE = f"/events/{DIALOGUE}/feeds"


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """How each store keeps addresses is tested in tests/store."""
    return sqlite_url


@pytest.fixture
def officer(rig: Rig) -> Browser:
    """A press officer; the dialogue is published."""
    rig.take_in()
    rig.publish()
    return rig.browser(Role.PRESS_OFFICER)


def _address(page: str) -> str:
    """The path of the address that a page shows."""
    found = re.search(r'<span class="address">http://localhost(/feeds/[\w-]+\.ics)</span>', page)
    assert found is not None
    return found[1]


def _given(officer: Browser, audience: str = "press-video", label: str = "A wire") -> str:
    form = form_of(officer.get(PAGE).text, "label", "audience")
    answer = post(officer, PAGE, form.typed({"label": label, "audience": audience}))
    assert answer.status_code == 201
    return _address(answer.text)


def test_an_address_is_shown_once_and_only_its_digest_is_kept(rig: Rig, officer: Browser) -> None:
    address = _given(officer)
    token = address.removeprefix("/feeds/").removesuffix(".ics")
    assert len(token) >= 43
    with rig.office.database.reading() as connection:
        kept = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("feeds", "journal")]
    assert token not in str(kept)
    assert hashed(token) in str(kept)
    pages = (PAGE, "/", "/events", f"/events/{DIALOGUE}", f"/events/{DIALOGUE}/history")
    assert [page for page in pages if token in officer.get(page).text] == []
    assert token not in rig.browser(Role.ADMINISTRATOR).get("/house/journal").text


def test_an_address_reads_for_one_audience_whoever_asks_with_it(rig: Rig, officer: Browser) -> None:
    address = _given(officer, "public")
    for client in (rig.anybody(), officer):
        for extra in ("", "?audience=staff", "?audience=press&event=x"):
            assert (
                client.get(f"{address}{extra}").get_data()
                == rig.anybody().get(f"/public/{DIALOGUE}.ics").get_data()
            )


def test_a_new_address_kills_the_one_before_and_a_revoked_one_is_dead_at_once(
    rig: Rig, officer: Browser
) -> None:
    first = _given(officer)
    forms = re.findall(rf'action="({PAGE}/[0-9a-f]+/(?:new|revoke))"', officer.get(PAGE).text)
    new, revoke = sorted(forms)
    second = _address(officer.send(new).text)
    client = rig.anybody()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert officer.send(revoke).status_code == 422  # that address is gone already
    assert officer.send(new).status_code == 422
    (revoke,) = re.findall(rf'action="({PAGE}/[0-9a-f]+/revoke)"', officer.get(PAGE).text)
    assert officer.send(revoke).status_code == 302
    assert client.get(second).get_data() == client.get(first).get_data()


def test_an_address_of_an_event_that_was_taken_back_is_as_if_it_had_never_been(
    rig: Rig, officer: Browser
) -> None:
    address, client = _given(officer), rig.anybody()
    assert client.get(address).status_code == 200
    take_back(rig.office, DIALOGUE, "for a test", "somebody", rig.moment)
    gone, never = client.get(address), client.get(f"/feeds/{'x' * 43}.ics")
    assert (gone.status_code, gone.get_data()) == (never.status_code, never.get_data())
    assert dict(gone.headers) == dict(never.headers)


@pytest.mark.parametrize("label", ["", "   ", "x" * 101, "a\0b"])
def test_an_address_needs_to_say_whom_it_is_for(officer: Browser, label: str) -> None:
    answer = post(officer, PAGE, form_of(officer.get(PAGE).text, "label").typed({"label": label}))
    assert answer.status_code == 422
    assert "never shown again" not in answer.text


def test_one_events_page_changes_no_address_of_another(rig: Rig, officer: Browser) -> None:
    first = _given(officer)
    (revoke,) = re.findall(rf'action="({PAGE}/[0-9a-f]+/revoke)"', officer.get(PAGE).text)
    assert officer.send(revoke.replace(DIALOGUE, "another-event")).status_code in (404, 422)
    assert rig.anybody().get(first).status_code == 200
