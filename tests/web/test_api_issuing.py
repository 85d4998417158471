"""Publication by the API: what each audience may read, and never more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from logistics.model import Event, Level
from logistics.operations.accounts import Role, Scope
from logistics.operations.drafts import tree_of
from logistics.operations.feeding import audiences
from logistics.operations.publishing import audience_named, facts_as_json
from tests.hiding import CANARY, hidden_changes
from tests.web.offices import DIALOGUE, FILES, Rig, furnished
from tests.web.programs import AT, EVENTS, Program, example, program, told, with_the_example

SUMMIT = next(path for name, path in FILES.items() if "summit" in name)


@pytest.fixture
def caller(rig: Rig) -> Program:
    """A program that may publish, in an office with one event."""
    return program(with_the_example(rig))


def _publish(caller: Program, base: int = 1, at: str = AT, **body: object) -> Any:
    return caller.post(f"{at}/publications", body, If_Match=f'"{base}"')


def test_an_event_is_published_as_it_was_read(caller: Program) -> None:
    ready = told(caller.get(f"{AT}/readiness"))
    assert (ready["revision"], ready["stops"], ready["needs_reason"], ready["edition"]) == (1, [], [], 1)
    told(caller.get(f"{AT}/audiences/public"), 404)
    published = told(_publish(caller), 201)
    assert (published["number"], published["revision"], published["by"]) == (1, 1, "approver")
    assert told(caller.get(f"{AT}/audiences/public"))["event"]["title"] == "Example Dialogue"
    assert told(caller.get(AT))["published"]["revision"] == 1


def test_what_is_public_is_what_was_published_and_not_the_draft(caller: Program) -> None:
    told(_publish(caller), 201)
    told(caller.put(AT, {"event": example(title="Not yet public")}, base=1))
    assert told(caller.get(f"{AT}/audiences/public"))["event"]["title"] == "Example Dialogue"
    draft_of_it = told(caller.get(f"{AT}/audiences/public?state=draft"))
    assert (draft_of_it["event"]["title"], draft_of_it["revision"]) == ("Not yet public", 2)


def test_a_draft_that_was_changed_since_is_not_published(caller: Program) -> None:
    told(caller.put(AT, {"event": example(title="Changed")}, base=1))
    told(caller.post(f"{AT}/publications", {}), 428)
    told(_publish(caller, base=1), 412)
    assert told(caller.get(f"{AT}/publications")) == {"publications": []}


def test_a_warning_goes_out_only_with_a_reason(caller: Program) -> None:
    told(caller.put(AT, {"event": example(credentials=None)}, base=1))
    (open_one,) = told(caller.get(f"{AT}/readiness"))["needs_reason"]
    assert told(_publish(caller, base=2), 409)["missing"] == [open_one["key"]]
    published = told(_publish(caller, base=2, reasons={open_one["key"]: "No cards are needed."}), 201)
    assert published["reasons"] == {open_one["key"]: "No cards are needed."}


def test_an_error_is_never_published(caller: Program) -> None:
    venues = [{"id": "ministry", "name": "Example Ministry"}]
    event = example(venues=venues)
    event["sessions"] = [
        {**event["sessions"][0], "access": [{"step": "doors", "press": "all", "at": "8:30 a.m."}]}
    ]
    told(caller.put(AT, {"event": event}, base=1))
    assert [one["rule"] for one in told(caller.get(f"{AT}/readiness"))["stops"]] == ["ACC008"]
    told(_publish(caller, base=2), 409)


def test_the_papers_carry_the_day_that_was_said(caller: Program) -> None:
    told(_publish(caller, date="someday"), 422)
    published = told(_publish(caller, date="May 2, 2031", time="10:00 a.m."), 201)
    assert published["revision"] == 2
    stamp = told(caller.get(AT))["event"]["revision"]
    assert stamp == {"number": 1, "date": "May 2, 2031", "time": "10:00 a.m."}


def test_an_event_is_taken_back_with_its_reason(caller: Program) -> None:
    told(caller.post(f"{AT}/take-back", {"reason": "The visit is off."}), 409)
    told(_publish(caller), 201)
    for empty in ("", " ", "\u3000", "\x00"):
        told(caller.post(f"{AT}/take-back", {"reason": empty}), 422)
    taken = told(caller.post(f"{AT}/take-back", {"reason": "The visit is off."}))["publications"]
    assert [(one["number"], one["revision"]) for one in taken] == [(2, None), (1, 1)]
    told(caller.get(f"{AT}/audiences/public"), 404)


# ---- who may read what -----------------------------------------------------------------------------------------------


def test_a_press_officer_reads_all_that_staff_may(rig: Rig) -> None:
    item, reader = rig.take_in(SUMMIT), program(rig, Role.PRESS_OFFICER, Scope.READ)
    at = f"{EVENTS}/{item.event.id}"
    assert told(reader.get(at))["event"] == tree_of(item)
    assert reader.get(f"{at}/file").get_data(as_text=True) == item.kept.text
    told_to_staff = told(reader.get(f"{at}/audiences/staff?state=draft"))
    assert told_to_staff["moments"] == facts_as_json(item.checked.plan, audience_named("staff"))["moments"]


def test_each_audience_reads_what_its_feed_is_made_of(rig: Rig) -> None:
    item, reader = rig.take_in(SUMMIT), program(rig, Role.PRESS_OFFICER, Scope.READ)
    names = [name for name, _ in audiences()]
    read = [told(reader.get(f"{EVENTS}/{item.event.id}/audiences/{name}?state=draft")) for name in names]
    assert [one["audience"] for one in read] == names
    sizes = [len(json.dumps(one["event"])) for one in read]
    assert sizes[0] < sizes[1] < sizes[-1]


@pytest.mark.parametrize("level", [Level.PUBLIC, Level.PRESS], ids=lambda level: level.name.lower())
def test_nothing_hidden_changes_what_an_audience_reads(sqlite_url: str, level: Level) -> None:
    """Hidden things of the summit, changed one by one through the API; which store it is makes no difference."""
    rig = furnished(sqlite_url)
    item, caller = rig.take_in(SUMMIT), program(rig)
    at = f"{EVENTS}/{item.event.id}"

    def read() -> tuple[Any, ...]:
        answer = told(caller.get(f"{at}/audiences/{level.name.lower()}?state=draft"))
        return answer["event"], answer["moments"]

    hidden = [event for _, event in hidden_changes(item.event, level)]
    before, base, canaries = read(), 1, 0
    for event in hidden[:: len(hidden) // 16]:
        answer = caller.put(at, {"event": _stated(event)}, base)
        if answer.status_code == 422:  # changed alone, it contradicts the rest
            continue
        base = told(answer)["revision"]
        canaries += CANARY in answer.get_data(as_text=True)
        assert read() == before
    rig.office.database.dispose()
    assert base > 6
    assert canaries >= 2


def _stated(event: Event) -> dict[str, Any]:
    return event.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


def test_what_is_shown_does_change_what_an_audience_reads(rig: Rig) -> None:
    item, caller = rig.take_in(), program(rig)
    at = f"{EVENTS}/{DIALOGUE}"
    before = told(caller.get(f"{at}/audiences/public?state=draft"))["event"]
    told(caller.put(at, {"event": {**_stated(item.event), "title": CANARY}}, base=1))
    after = told(caller.get(f"{at}/audiences/public?state=draft"))["event"]
    assert (CANARY in json.dumps(before), CANARY in json.dumps(after)) == (False, True)
