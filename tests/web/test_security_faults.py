"""Faults of ours: whichever step of a page fails, people get a sentence, no inner parts, and nothing half done."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from logistics.operations.office import StoreBusy, StoreFull, StoreUnusable
from logistics.store import Database
from logistics.store.tables import metadata
from tests.web.offices import Rig
from tests.web.pages import Pairs, forms, post
from tests.web.routes import House, Route, lived_in

INNER: Final = "inner-part-7f3a"
FAULTS: Final = (RuntimeError, RecursionError, StoreBusy, StoreUnusable, StoreFull)
# What needs no store.
WITHOUT_A_STORE: Final = {"static", "look.house_style", "look.document_style", "look.font"}
# The steps of a page at which the store is used, first to last; the later ones of the longest pages are like these.
STEPS: Final = range(7)
# What is typed where a form stands empty.
TYPED: Final = {
    "label": "Another outlet",
    "name": "eve",
    "full_name": "Eve Invented",
    "time": "8:31a",
    "days": "9",
}


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """How the stores themselves fail is tested in tests/store, for both."""
    return sqlite_url


@pytest.fixture
def house(rig: Rig) -> House:
    made = lived_in(rig)
    rig.app.logger.disabled = True
    return made


@dataclass
class Failing:
    """A store that fails: at one use of it, or at every use from that one on."""

    error: type[Exception]
    step: int
    once: bool = True
    used: int = 0
    failed: bool = False

    def instead_of(self, method: Callable[[], Any]) -> Callable[[], Any]:
        """A method of the database that fails when its turn comes."""

        def use() -> Any:
            self.used += 1
            if self.used == self.step + 1 or (self.used > self.step and not self.once):
                self.failed = True
                raise self.error(INNER)
            return method()

        return use


@contextmanager
def _set(failing: Failing, database: Database) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("reading", "writing", "asking"):
            patch.setattr(database, name, failing.instead_of(getattr(database, name)))
        yield


def _sendable(house: House) -> list[tuple[Route, Pairs]]:
    """Each page, and each form of a page with something typed where nothing stands."""
    found: list[tuple[Route, Pairs]] = []
    for route in house.routes("GET"):
        answer = house.browser.get(route.path)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            found.append((route, []))
            for form in forms(answer.text):
                if form.method == "post" and form.action != "/logout":
                    typed = [(name, value or TYPED.get(name, "")) for name, value in form.pairs]
                    to = Route(route.endpoint, "POST", form.action or route.path, frozenset())
                    found.append((to, [*typed, *form.buttons[:1]]))
        answer.get_data()
        answer.close()
    return found


def _ask(house: House, route: Route, pairs: Pairs) -> TestResponse:
    return house.browser.get(route.path) if route.method == "GET" else post(house.browser, route.path, pairs)


def _is_fit(answer: TestResponse) -> bool:
    """Whether an answer tells of trouble in a sentence, with a number where it is ours, and of nothing inside."""
    number = "" if answer.status_code < 500 else r" the number [0-9a-f]{8}\."
    told = re.search(rf'<p class="lead">[A-Z][^<]{{20,}}{number}</p>', answer.text)
    inside = (INNER, "Traceback", "Error", "sqlalchemy", ".py")
    return bool(told) and not any(word in answer.text for word in inside)


@dataclass
class Copy:
    """The office as it stood, to be put back after each try."""

    house: House
    file: Path

    @classmethod
    def of(cls, house: House) -> Copy:
        """A copy of a store on SQLite."""
        copy = cls(house, Path(str(house.rig.office.database.place.file)).with_suffix(".copy"))
        house.rig.office.database.dispose()  # what was written last is in the file only then
        shutil.copy(house.rig.office.database.place.file or "", copy.file)
        return copy

    def put_back(self) -> None:
        """Let the store be as it was."""
        for thread in threading.enumerate():
            if thread.name.startswith("roster "):
                thread.join()  # a search that writes into the store while its file is exchanged would spoil it
        self.house.rig.office.database.dispose()
        shutil.copy(self.file, self.house.rig.office.database.place.file or "")


def _count(database: Database) -> Mapping[str, int]:
    with database.reading() as connection:
        return {name: len(connection.execute(select(table)).all()) for name, table in metadata.tables.items()}


def _tried(
    house: House, route: Route, pairs: Pairs, failing: Failing
) -> tuple[TestResponse, Mapping[str, int]]:
    """The answer while the store fails, and how many rows there are of each table afterwards."""
    with _set(failing, house.rig.office.database):
        answer = _ask(house, route, pairs)
    return answer, _count(house.rig.office.database)


def test_whichever_step_fails_people_get_a_sentence_and_nothing_is_half_done(house: House) -> None:
    copy, wrong = Copy.of(house), []
    as_it_was = _count(house.rig.office.database)
    for number, (route, pairs) in enumerate(_sendable(house)):
        _, done = _tried(house, route, pairs, Failing(RuntimeError, 1000))
        for step in STEPS:
            if route.method == "POST":
                copy.put_back()
            error = FAULTS[(number + step) % len(FAULTS)]
            failing = Failing(error, step)
            answer, after = _tried(house, route, pairs, failing)
            if not failing.failed:
                break
            # Where the answer is as ever, what failed may fail, such as noting that a feed was read.
            is_told = answer.status_code < 400 or _is_fit(answer)
            if not is_told or after not in (as_it_was, done):
                wrong.append((route.path, step, error.__name__, answer.status_code))
        copy.put_back()
    assert wrong == []


@pytest.mark.parametrize(
    "error, status", [(RuntimeError, 500), (StoreBusy, 503), (StoreUnusable, 503), (StoreFull, 507)]
)
def test_while_the_store_fails_every_page_says_so(house: House, error: type[Exception], status: int) -> None:
    """Then not even the frame around a page can be made."""
    wrong = []
    for route in house.routes("GET"):
        if route.endpoint in WITHOUT_A_STORE or route.endpoint.startswith("api."):
            continue
        answer, _ = _tried(house, route, [], Failing(error, 0, once=False))
        if answer.status_code != status or (answer.mimetype == "text/html" and not _is_fit(answer)):
            wrong.append((route.endpoint, answer.status_code))
    assert wrong == []


def test_a_fault_is_found_in_the_log_by_its_number(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.rig.app.logger.disabled = False
    route = next(route for route in house.routes("GET") if route.endpoint == "events.event")
    answer, _ = _tried(house, route, [], Failing(RuntimeError, 3))
    told = re.search(r"the number ([0-9a-f]{8})", answer.text)
    assert told is not None
    (record,) = caplog.records
    assert told[1] in record.getMessage()
    assert "events.event" in record.getMessage()
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == INNER


def test_the_name_of_the_stores_file_is_for_nobody_outside(house: House) -> None:
    file = house.rig.office.database.place.file
    assert file is not None
    house.rig.office.database.dispose()
    file.unlink()
    answer = house.rig.anybody().get("/")
    assert answer.status_code == 503
    assert _is_fit(answer)
    assert file.name not in answer.text
    assert str(file.parent) not in answer.text
