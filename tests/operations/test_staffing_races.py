"""Two processes of one office decide at once: nobody gets two posts at one time, whatever the database."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any, Final

import pytest

from logistics.operations import staffing
from logistics.operations.drafts import create
from logistics.operations.office import Office, Refused, open_office
from logistics.operations.staffing import Move
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, DOOR, NOW, THERE, TWELVE

WAYS: Final[dict[str, Callable[[Office, str], object]]] = {
    "assigned": lambda office, post: staffing.assign(office, DIALOGUE, Move(post, None, "abara"), "ada", NOW),
    "signing up": lambda office, post: staffing.sign_up(office, DIALOGUE, post, "abara", NOW),
}


def decide(url: str, post: str, way: str, together: Barrier, done: Queue[Any]) -> None:
    """What each of the two processes does, at the same moment."""
    office = open_office(url)
    staffing.situation(office, DIALOGUE)  # all is loaded
    together.wait(60)
    try:
        WAYS[way](office, post)
        done.put("done")
    except Refused:
        done.put("refused")
    office.database.dispose()


@pytest.fixture
def url(store_url: str) -> str:
    """A store with the dialogue and the twelve."""
    office = open_office(store_url)
    create(office, DIALOGUE_FILE.read_text(encoding="utf-8"), "ada", NOW)
    staffing.take_staff_in(office, 0, TWELVE, "ada", NOW)
    office.database.dispose()
    return store_url


@pytest.mark.parametrize("way", WAYS)
def test_of_two_posts_at_one_time_somebody_gets_one(url: str, way: str) -> None:
    spawned = multiprocessing.get_context("spawn")
    together, done = spawned.Barrier(2), spawned.Queue()
    both = [spawned.Process(target=decide, args=(url, post, way, together, done)) for post in (DOOR, THERE)]
    for process in both:
        process.start()
    answers = sorted(done.get(timeout=90) for _ in both)
    for process in both:
        process.join(30)
    assert answers == ["done", "refused"]
    office = open_office(url)
    assert list(staffing.situation(office, DIALOGUE).held.values()) == ["abara"]
    office.database.dispose()
