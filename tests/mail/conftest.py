"""A mail server for the tests of letters, and an office with staff who have mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from logistics.operations import staffing
from tests.mail.post_office import PostOffice, opened
from tests.web.offices import DIALOGUE, NOW, TWELVE, Rig, furnished

HANNE, JOEL = "brandt@staff.example", "vance@staff.example"


@pytest.fixture(scope="module")
def counter() -> Iterator[PostOffice]:
    """One mail server for all tests of a file."""
    made, controller = opened()
    yield made
    controller.stop()


@pytest.fixture
def post(counter: PostOffice) -> PostOffice:
    """The same with nothing in it."""
    counter.taken.clear()
    counter.says.clear()
    return counter


@pytest.fixture
def rig(sqlite_url: str) -> Iterator[Rig]:
    """An office with the dialogue and the twelve, of whom two have mail addresses."""
    made = furnished(sqlite_url)
    made.take_in()
    text = TWELVE
    for number, address in (("0108", HANNE), ("0112", JOEL)):
        text = text.replace(f"+1 202 555 {number}", f"+1 202 555 {number}\n    email: {address}")
    staffing.take_staff_in(made.office, 0, text, "ada", NOW)
    staffing.ask_staff(made.office, DIALOGUE, "", "ada", NOW)
    yield made
    made.office.database.dispose()
