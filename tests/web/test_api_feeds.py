"""Feed addresses and observed times by the API."""

from __future__ import annotations

import pytest

from tests.web.offices import Rig
from tests.web.programs import AT, Program, program, told, with_the_example

FEED = {"audience": "press", "label": "Example Wire"}
NONE = "0123456789abcdef"


@pytest.fixture
def caller(rig: Rig) -> Program:
    """A program that may do everything, in an office with one event that is public."""
    with_the_example(rig)
    made = program(rig)
    told(made.post(f"{AT}/publications", {}, If_Match='"1"'), 201)
    return made


def _reads(caller: Program, address: str) -> int:
    return caller.rig.anybody().get(address).status_code


def test_a_feed_address_is_given_out_and_opens_the_calendar(caller: Program) -> None:
    given = told(caller.post(f"{AT}/feeds", FEED), 201)
    answer = caller.rig.anybody().get(given["address"])
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (listed,) = told(caller.get(f"{AT}/feeds"))["feeds"]
    assert (listed["label"], listed["made_by"], listed["revoked_at"]) == ("Example Wire", "approver", None)
    assert listed["read_at"] == "2017-12-11T13:46:40Z"


def test_the_list_tells_no_address(caller: Program) -> None:
    secret = told(caller.post(f"{AT}/feeds", FEED), 201)["address"].rpartition("/")[2]
    assert secret.removesuffix(".ics") not in caller.get(f"{AT}/feeds").get_data(as_text=True)


def test_a_new_address_takes_the_place_of_the_old_one(caller: Program) -> None:
    old = told(caller.post(f"{AT}/feeds", FEED), 201)
    new = told(caller.post(f"{AT}/feeds/{old['feed']['id']}/rotate"), 201)
    assert (_reads(caller, old["address"]), _reads(caller, new["address"])) == (404, 200)
    told(caller.post(f"{AT}/feeds/{old['feed']['id']}/rotate"), 404)


def test_a_revoked_address_opens_nothing(caller: Program) -> None:
    given = told(caller.post(f"{AT}/feeds", FEED), 201)
    revoked = told(caller.post(f"{AT}/feeds/{given['feed']['id']}/revoke"))["feeds"]
    assert [one["revoked_at"] for one in revoked] == ["2017-12-11T13:46:40Z"]
    assert _reads(caller, given["address"]) == 404


def test_a_feed_that_is_not_there_is_told(caller: Program) -> None:
    for name in (NONE, "0" * 15, "x" * 16, "..", NONE.upper()):
        told(caller.post(f"{AT}/feeds/{name}/revoke"), 404)


def test_a_feed_says_whom_it_is_for(caller: Program) -> None:
    for wrong in ("", " x", "\x00", "a\nb", "x" * 101, "\u202eevil", 5, None):
        told(caller.post(f"{AT}/feeds", {**FEED, "label": wrong}), 422)
    told(caller.post(f"{AT}/feeds", {**FEED, "audience": "everybody"}), 422)
    assert told(caller.get(f"{AT}/feeds")) == {"feeds": []}


def test_a_time_that_was_seen_is_kept_beside_the_plan(caller: Program) -> None:
    noted = told(caller.post(f"{AT}/observations", {"point": "spray.start", "time": "9:04a"}), 201)
    (seen,) = noted["observed"]
    assert (seen["planned"], seen["happened"], seen["noted_by"]) == (
        "9:00 a.m.",
        "2031-05-14T13:04:00Z",
        "approver",
    )
    told(caller.post(f"{AT}/observations", {"point": "spray.start", "time": None}), 201)
    listed = told(caller.get(f"{AT}/observations"))
    assert listed["observed"] == []
    assert "spray.start" in [one["point"] for one in listed["moments"]]


def test_a_time_that_cannot_be_read_is_not_noted(caller: Program) -> None:
    for point, time in (
        ("spray.start", "soon"),
        ("spray.start", "6:15"),
        ("none.start", "9:04a"),
        ("x\x00", "9a"),
    ):
        told(caller.post(f"{AT}/observations", {"point": point, "time": time}), 422)
    told(caller.post(f"{AT}/observations", {"point": "spray.start"}), 422)
    assert told(caller.get(f"{AT}/observations"))["observed"] == []
