"""The door as people meet it: what a wrong password costs, what a cookie opens and how long, and which links serve."""

from __future__ import annotations

import re

import pyotp
import pytest
from werkzeug.test import TestResponse

from logistics.moments import HOUR
from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.accounts.passwords import HASHER
from tests.operations.accounts.house import PASSWORD, Watched
from tests.web.offices import Browser, Rig
from tests.web.pages import form_of, post

HERE, THERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What the store has to do with doors is tested in tests/operations/accounts, on both."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HASHER, "argon2", Watched())


@pytest.fixture
def door(rig: Rig) -> Rig:
    """An office with an administrator ada and a viewer vic, who have their passwords."""
    _first(rig)
    _come(rig, "vic", Role.VIEWER)
    return rig


def _first(rig: Rig) -> str:
    link = accounts.first_link(rig.office.database, rig.moment)
    assert link is not None
    accounts.accept_first(rig.office.database, link, "ada", "Ada Invented", PASSWORD, rig.moment)
    return link


def _come(rig: Rig, name: str, role: Role) -> None:
    link = accounts.invite(rig.office.database, "ada", name, f"{name.title()} Invented", role, rig.moment)
    accounts.accept_invite(rig.office.database, link, PASSWORD, rig.moment)


def _try(client: Browser, name: str, password: str, address: str = HERE, **headers: str) -> TestResponse:
    form = form_of(client.get("/login").text, "password")
    return client.post(
        "/login",
        data=dict(form.typed({"name": name, "password": password})),
        headers={"Sec-Fetch-Site": "same-origin", **headers},
        environ_base={"REMOTE_ADDR": address},
    )


def _in(rig: Rig, name: str = "vic") -> Browser:
    client = rig.anybody()
    assert _try(client, name, PASSWORD).status_code == 302
    return client


def _is_in(client: Browser) -> bool:
    return client.get("/account").status_code == 200


# ---- wrong passwords -------------------------------------------------------------------------------------------------


def test_after_five_wrong_passwords_not_even_the_right_one_is_looked_at_for_a_while(door: Rig) -> None:
    client = door.anybody()
    assert [_try(client, "vic", "wrong").status_code for _ in range(5)] == [401] * 5
    refused = _try(client, "vic", PASSWORD)
    assert refused.status_code == 429
    assert "Wait 10 seconds" in refused.text
    door.moment += 10
    assert _try(client, "vic", PASSWORD).status_code == 302


def test_each_further_failure_makes_the_wait_longer(door: Rig) -> None:
    client = door.anybody()
    for _ in range(5):
        _try(client, "vic", "wrong")
    waits = []
    for _ in range(5):
        said = re.search(r"Wait (\d+) (second|minute)s", _try(client, "vic", "wrong").text)
        assert said is not None
        waits.append(int(said[1]) * (60 if said[2] == "minute" else 1))
        door.moment += waits[-1]
        assert _try(client, "vic", "wrong").status_code == 401
    assert waits == [10, 20, 40, 80, 180]  # the last is 160 seconds, told as minutes


def test_whoever_tries_many_names_from_one_place_waits_and_nobody_else_does(door: Rig) -> None:
    client = door.anybody()
    for number in range(5):
        assert _try(client, f"name{number}", "wrong").status_code == 401
    assert _try(client, "vic", PASSWORD).status_code == 429
    assert _try(client, "vic", PASSWORD, THERE).status_code == 302


def test_nobody_becomes_another_caller_by_saying_so(door: Rig) -> None:
    client = door.anybody()
    said = (
        {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-Ip": f"203.0.113.{number}"} for number in range(6)
    )
    statuses = [
        _try(client, f"name{number}", "wrong", **headers).status_code for number, headers in enumerate(said)
    ]
    assert statuses == [401] * 5 + [429]


def test_a_name_that_exists_is_refused_like_one_that_does_not(door: Rig) -> None:
    accounts.invite(door.office.database, "ada", "new", "New Invented", Role.VIEWER, door.moment)
    _come(door, "closed", Role.VIEWER)
    accounts.disable(door.office.database, "ada", "closed", door.moment)
    told = set()
    for name in ("vic", "nobody-of-that-name", "new", "closed"):
        answer = _try(door.anybody(), name, "wrong password", f"192.0.2.{len(name)}")
        told.add((answer.status_code, re.sub(f'value="({name}|[^"]{{40,}})"', "", answer.text)))
    assert len(told) == 1


def test_a_wrong_password_is_never_shown_again_nor_kept(door: Rig) -> None:
    answer = _try(door.anybody(), "vic", "my dear old password")
    with door.office.database.reading() as connection:
        kept = str(
            [connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("failures", "journal")]
        )
    assert "my dear old" not in answer.text
    assert "my dear old" not in kept


def test_a_password_may_be_long_and_pasted(door: Rig) -> None:
    client = _in(door)
    long = "".join(f"{number} grey herons, " for number in range(60))[:1024]
    form = form_of(client.get("/account").text, "old", "new")
    assert post(client, "/account/password", form.typed({"old": PASSWORD, "new": long})).status_code == 302
    assert _try(door.anybody(), "vic", long).status_code == 302
    page = door.anybody().get("/login").text
    assert "onpaste" not in page
    assert re.search(r'name="password"[^>]*maxlength', page) is None


@pytest.mark.parametrize(
    "new, said",
    [("short", "needs 12"), ("x" * 1025, "longer than 1,024"), ("password1234", "easy to guess")],
)
def test_a_new_password_is_refused_with_its_reason_beside_the_field(door: Rig, new: str, said: str) -> None:
    client = _in(door)
    form = form_of(client.get("/account").text, "old", "new")
    answer = post(client, "/account/password", form.typed({"old": PASSWORD, "new": new}))
    assert answer.status_code == 422
    assert said in answer.text
    assert 'href="#f-new"' in answer.text
    assert _try(door.anybody(), "vic", PASSWORD).status_code == 302


# ---- visits ----------------------------------------------------------------------------------------------------------


def test_a_cookie_that_was_copied_opens_nothing_once_its_visit_has_ended(door: Rig) -> None:
    client = _in(door)
    cookie = client.get_cookie("visit")
    assert cookie is not None
    thief = door.anybody()
    thief.set_cookie("visit", cookie.value)
    assert _is_in(thief)
    answer = client.send("/logout")
    assert client.get_cookie("visit") is None
    assert answer.status_code == 302
    assert not _is_in(thief)
    assert thief.get("/events").headers["Location"].startswith("/login")


def test_signing_in_gives_a_new_key_whatever_the_browser_brought(door: Rig) -> None:
    client = door.anybody()
    client.set_cookie("visit", "a-key-that-somebody-else-chose")
    _try(client, "vic", PASSWORD)
    cookie = client.get_cookie("visit")
    assert cookie is not None
    assert cookie.value != "a-key-that-somebody-else-chose"
    assert not _is_in_with(door, "a-key-that-somebody-else-chose")


def _is_in_with(rig: Rig, key: str) -> bool:
    client = rig.anybody()
    client.set_cookie("visit", key)
    return _is_in(client)


def test_a_visit_ends_after_twelve_hours_without_a_sign_and_after_seven_days(door: Rig) -> None:
    client = _in(door)
    door.moment += 12 * HOUR - 1
    assert _is_in(client)
    door.moment += 12 * HOUR
    assert not _is_in(client)
    client = _in(door)
    stayed = []
    for _ in range(7 * 3):
        door.moment += 8 * HOUR
        stayed.append(_is_in(client))
    assert stayed == [True] * (7 * 3 - 1) + [False]


def test_one_can_leave_everywhere_else(door: Rig) -> None:
    here, there, third = _in(door), _in(door), _in(door)
    here.send("/account/visits/end-others")
    assert (_is_in(here), _is_in(there), _is_in(third)) == (True, False, False)


def test_a_new_password_ends_all_other_visits(door: Rig) -> None:
    here, there = _in(door), _in(door)
    form = form_of(here.get("/account").text, "old", "new")
    post(here, "/account/password", form.typed({"old": PASSWORD, "new": "nine grey herons, one kettle"}))
    assert (_is_in(here), _is_in(there)) == (True, False)


@pytest.mark.parametrize("do", ["close", "role", "forget"])
def test_what_an_administrator_changes_of_an_account_ends_its_visits(door: Rig, do: str) -> None:
    _come(door, "sue", Role.APPROVER)
    client = _in(door, "sue")
    _enrol(door, client)
    assert _is_in(client)
    answer = door.browser(Role.ADMINISTRATOR).send("/users/sue", {"do": do, "role": "viewer"})
    assert answer.status_code == 302
    assert not _is_in(client)
    assert not _is_in_with(door, _key(client))


def _key(client: Browser) -> str:
    cookie = client.get_cookie("visit")
    return cookie.value if cookie else ""


# ---- the second factor -----------------------------------------------------------------------------------------------


def _enrol(rig: Rig, client: Browser) -> pyotp.TOTP:
    page = client.send("/login/second-factor").text
    found = re.search(r'<span class="address">([A-Z2-7]+)</span>', page)
    assert found is not None
    totp = pyotp.TOTP(found[1])
    assert client.send("/login/second-factor", {"code": totp.at(rig.moment)}).status_code == 302
    return totp


def test_whoever_may_publish_sets_up_a_second_factor_before_anything_else(door: Rig) -> None:
    client = _in(door, "ada")
    assert client.get("/events").headers["Location"].startswith("/login/second-factor")
    assert client.send("/users", {"name": "eve"}).status_code == 401
    _enrol(door, client)
    assert client.get("/users").status_code == 200


def test_a_code_serves_once_and_wrong_codes_cost_time_whatever_the_password(door: Rig) -> None:
    totp = _enrol(door, _in(door, "ada"))
    door.moment += 60
    client = _in(door, "ada")
    right = totp.at(door.moment)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    assert client.send("/login/code", {"code": right}).status_code == 302
    again = _in(door, "ada")
    assert again.send("/login/code", {"code": right}).status_code == 422
    assert not _is_in(again)
    for _ in range(5):
        again.send("/login/code", {"code": wrong})
    fresh, later = _in(door, "ada"), totp.at(door.moment + 30)
    answer = fresh.send("/login/code", {"code": later})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15
    assert "Wait" in answer.text
    door.moment += 15
    assert fresh.send("/login/code", {"code": later}).status_code == 302


def test_staff_set_up_a_second_factor_by_choice_and_anew_for_a_new_telephone(door: Rig) -> None:
    client = door.browser(Role.STAFF, "sam")
    assert "Set one up" in client.get("/account").text
    _enrol(door, client)
    assert "I have a new telephone" in client.get("/account").text
    client.send("/account/new-telephone")
    assert client.get("/account").headers["Location"].startswith("/login")


def test_signing_in_anew_ends_the_visit_before(door: Rig) -> None:
    client = _in(door, "ada")
    old = client.get_cookie("visit")
    assert old is not None
    client.send("/login", {"name": "ada", "password": PASSWORD})
    stolen = door.anybody()
    stolen.set_cookie("visit", old.value)
    assert stolen.get("/events").headers["Location"].startswith("/login?")


def test_the_link_of_the_first_account_invites_nobody(rig: Rig) -> None:
    token = accounts.first_link(rig.office.database, rig.moment)
    assert rig.anybody().get(f"/invited/{token}").status_code == 404


def test_the_secret_is_shown_once_and_in_no_address(door: Rig) -> None:
    client = _in(door, "ada")
    totp = _enrol(door, client)
    for path in ("/account", "/users", "/house/journal", "/login/second-factor"):
        assert totp.secret not in client.get(path, follow_redirects=True).text


# ---- links that serve once -------------------------------------------------------------------------------------------


def _accept(client: Browser, path: str, **typed: str) -> TestResponse:
    return client.send(path, {"password": PASSWORD, **typed})


def test_there_is_no_account_until_the_first_link_made_one(rig: Rig) -> None:
    for name in ("admin", "administrator", "root", "ada"):
        for password in ("admin", "password", "", "changeme"):
            assert (
                _try(rig.anybody(), name, password, f"192.0.2.{len(name) + len(password)}").status_code == 401
            )
    assert accounts.people(rig.office.database) == ()


def test_the_first_link_serves_once(rig: Rig) -> None:
    link = accounts.first_link(rig.office.database, rig.moment)
    client = rig.anybody()
    assert client.get(f"/first/{link}").status_code == 200
    made = _accept(client, f"/first/{link}", name="ada", full_name="Ada Invented")
    assert made.headers["Location"] == "/login"
    for answer in (
        client.get(f"/first/{link}"),
        _accept(client, f"/first/{link}", name="eve", full_name="Eve"),
    ):
        assert answer.status_code == 410
        assert "used already" in answer.text
    assert [person.name for person in accounts.people(rig.office.database)] == ["ada"]
    assert [person.role for person in accounts.people(rig.office.database)] == [Role.ADMINISTRATOR]


def test_the_first_link_is_dead_after_fifteen_minutes_and_as_soon_as_somebody_is_there(rig: Rig) -> None:
    link, other = (accounts.first_link(rig.office.database, rig.moment) for _ in range(2))
    rig.moment += 15 * 60
    assert rig.anybody().get(f"/first/{link}").status_code == 410
    fresh = accounts.first_link(rig.office.database, rig.moment)
    _first(rig)
    for old in (link, other, fresh):
        assert rig.anybody().get(f"/first/{old}").status_code == 410
        assert _accept(rig.anybody(), f"/first/{old}", name="eve", full_name="Eve").status_code == 410


def test_the_first_link_serves_on_where_what_was_typed_cannot_be_used(rig: Rig) -> None:
    link, client = accounts.first_link(rig.office.database, rig.moment), rig.anybody()
    answer = client.send(f"/first/{link}", {"name": "A", "full_name": "Ada <Invented>", "password": "x"})
    assert answer.status_code == 422
    assert 'value="Ada &lt;Invented&gt;"' in answer.text
    assert {'href="#f-name"', 'href="#f-password"'} <= set(re.findall(r'href="#f-\w+"', answer.text))
    assert client.get(f"/first/{link}").status_code == 200


def test_an_invitation_serves_once_and_shows_its_link_once(door: Rig) -> None:
    officer = door.browser(Role.ADMINISTRATOR)
    page = officer.send("/users", {"name": "eve", "full_name": "Eve Invented", "role": "viewer"}).text
    found = re.search(r"/invited/[\w-]+", page)
    assert found is not None
    assert "/invited/" not in officer.get("/users").text
    client = door.anybody()
    assert _accept(client, found[0]).headers["Location"] == "/login"
    assert _accept(client, found[0], password="another four words entirely").status_code == 410
    assert client.get(found[0]).status_code == 410
    assert _try(client, "eve", PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "path", ["/first/x", "/invited/x", "/invited/", "/first/%00", f"/invited/{'x' * 5000}"]
)
def test_a_link_that_was_never_given_out_opens_nothing(door: Rig, path: str) -> None:
    assert door.anybody().get(path).status_code == 404
    assert _accept(door.anybody(), path).status_code == 404


def test_a_first_link_is_no_invitation_and_an_invitation_no_first_link(rig: Rig) -> None:
    first = accounts.first_link(rig.office.database, rig.moment)
    assert _accept(rig.anybody(), f"/invited/{first}").status_code in (404, 410)
    _first(rig)
    invitation = accounts.invite(rig.office.database, "ada", "eve", "Eve", Role.VIEWER, rig.moment)
    answer = _accept(rig.anybody(), f"/first/{invitation}", name="mallory", full_name="Mallory")
    assert answer.status_code in (404, 410)
    assert {person.name for person in accounts.people(rig.office.database)} == {"ada", "eve"}
