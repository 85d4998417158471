"""The history of an event by the API: every revision, and changes taken back."""

from __future__ import annotations

import pytest

from tests.web.offices import Rig
from tests.web.programs import AT, Program, example, program, told, with_the_example


@pytest.fixture
def changed(rig: Rig) -> Program:
    """The event of the examples in three revisions."""
    caller = program(with_the_example(rig))
    told(caller.put(AT, {"event": example(title="Second")}, base=1))
    told(caller.put(AT, {"event": example(title="Second", lead="Third")}, base=2))
    return caller


def test_the_history_has_the_newest_first(changed: Program) -> None:
    listed = told(changed.get(f"{AT}/revisions"))["revisions"]
    assert [(one["revision"], one["saved_by"]) for one in listed] == [
        (3, "approver"),
        (2, "approver"),
        (1, "somebody"),
    ]
    some = told(changed.get(f"{AT}/revisions?limit=1&before=3"))["revisions"]
    assert [one["revision"] for one in some] == [2]


def test_a_revision_says_what_it_changed(changed: Program) -> None:
    answer = changed.get(f"{AT}/revisions/2")
    assert [one["label"] for one in told(answer)["changes"]] == ["Title"]
    assert "lead" not in told(answer)["event"]
    assert answer.headers["ETag"] == '"2"'


def test_a_change_is_taken_back_and_what_came_after_is_kept(changed: Program) -> None:
    undone = told(changed.post(f"{AT}/revisions/2/undo"))
    assert (undone["revision"], undone["event"]["title"], undone["event"]["lead"]) == (
        4,
        "Example Dialogue",
        "Third",
    )


def test_a_change_that_was_changed_again_is_not_taken_back(changed: Program) -> None:
    told(changed.put(AT, {"event": example(title="Fourth", lead="Third")}, base=3))
    assert [one["path"] for one in told(changed.post(f"{AT}/revisions/2/undo"), 409)["conflicts"]] == [
        "title"
    ]


def test_the_first_revision_cannot_be_taken_back(changed: Program) -> None:
    assert "first revision" in told(changed.post(f"{AT}/revisions/1/undo"), 409)["detail"]


def test_an_earlier_state_is_brought_back(changed: Program) -> None:
    assert told(changed.post(f"{AT}/revisions/1/restore", If_Match='"2"'), 412)
    back = told(changed.post(f"{AT}/revisions/1/restore", If_Match='"3"'))
    assert (back["revision"], back["event"]) == (4, example())
