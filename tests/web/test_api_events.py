"""Events by the API: made, read, changed by several at once, checked, and taken back to what they were."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from logistics.operations.checking import check_as_json, plan_as_json
from logistics.operations.drafts import draft, drafts, history, tree_of
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, FILES, Rig
from tests.web.programs import AT, EVENTS, ID, Program, example, program, told, with_the_example

TEXT = DIALOGUE_FILE.read_text(encoding="utf-8")


@pytest.fixture
def caller(rig: Rig) -> Program:
    """A program that may do everything, in an office with one event."""
    with_the_example(rig)
    return program(rig)


def _paths(answer: Any) -> list[str]:
    return [one["path"] for one in answer["problems"]]


# ---- making ----------------------------------------------------------------------------------------------------------


def test_an_event_is_made_of_a_tree(rig: Rig) -> None:
    answer = program(rig).post(EVENTS, {"event": example()})
    made = told(answer, 201)
    assert (made["id"], made["revision"], made["published"]) == (ID, 1, None)
    assert made["findings"] == {"errors": 0, "warnings": 0, "notes": 0, "unchecked": 1}
    assert made["event"] == example() == tree_of(draft(rig.office, ID))
    assert (answer.headers["Location"], answer.headers["ETag"]) == (AT, '"1"')


def test_an_event_file_is_taken_in_as_it_is_with_its_remarks(rig: Rig) -> None:
    caller = program(rig)
    told(caller.post(EVENTS, {"file": f"# a remark\n{TEXT}"}), 201)
    answer = caller.get(f"{EVENTS}/{DIALOGUE}/file")
    assert answer.get_data(as_text=True) == f"# a remark\n{TEXT}"
    assert answer.headers["Content-Type"] == "application/yaml"


def test_a_short_name_is_given_once(caller: Program) -> None:
    assert "already" in told(caller.post(EVENTS, {"event": example(title="Another")}), 409)["detail"]
    assert told(caller.get(AT))["event"]["title"] == "Example Dialogue"


def test_all_that_is_wrong_with_an_event_is_told_at_once(rig: Rig) -> None:
    wrong = example(
        title=5, zone="Mars/Olympus", delegations=None, name=None, nonsense={"a": [1]}, sources=["x", True]
    )
    wrong["revision"] = {"number": True, "date": "2031-05-01"}
    wrong["sessions"] = [{"id": "a", "kind": "spray", "start": ["9:00"]}]
    answer = told(program(rig).post(EVENTS, {"event": wrong}), 422)
    assert set(_paths(answer)) == {
        "title",
        "zone",
        "delegations",
        "nonsense",
        "sources[1]",
        "revision.number",
        "sessions[0].kind",
        "sessions[0].start",
    }
    assert all(one["message"] for one in answer["problems"])
    assert drafts(rig.office) == ()


def test_what_is_no_whole_number_is_not_taken_for_one(rig: Rig) -> None:
    caller = program(rig)
    for value in (True, "1", 1.5, None, [1], {"a": 1}, 10**400, float("nan"), float("inf"), -(10**15)):
        wrong = example(revision={"number": value, "date": "2031-05-01"})
        assert _paths(told(caller.post(EVENTS, {"event": wrong}), 422)) == ["revision.number"], value


def test_a_whole_number_may_have_a_point(rig: Rig) -> None:
    made = told(
        program(rig).post(EVENTS, {"event": example(revision={"number": 2.0, "date": "2031-05-01"})}), 201
    )
    assert made["event"]["revision"]["number"] == 2


def test_what_is_null_is_left_out(rig: Rig) -> None:
    made = told(program(rig).post(EVENTS, {"event": example(lead=None, series=None)}), 201)
    assert "lead" not in made["event"]


def test_a_list_where_a_text_belongs_is_told(rig: Rig) -> None:
    """In JSON and in a file: the step of an access time is looked at to tell access times apart."""
    caller = program(rig)
    event = example()
    event["sessions"] = [
        {**event["sessions"][0], "access": [{"step": ["pre-set"], "press": "all", "at": "8:00 a.m."}]}
    ]
    path = "sessions[0].access[0].step"
    assert path in _paths(told(caller.post(EVENTS, {"event": event}), 422))
    assert path in _paths(
        told(caller.post(EVENTS, {"file": TEXT.replace("step: pick-up", "step: [pick-up]")}), 422)
    )


def test_a_problem_of_a_file_has_its_line(rig: Rig) -> None:
    (problem,) = told(program(rig).post(EVENTS, {"file": "id: a\n- b\n"}), 422)["problems"]
    assert problem["line"] == 2


def test_an_event_of_endless_values_is_refused(rig: Rig) -> None:
    endless = example(sources=["x"] * 50_001)
    assert "50,000" in told(program(rig).post(EVENTS, {"event": endless}), 422)["problems"][0]["message"]


# ---- changing --------------------------------------------------------------------------------------------------------


def test_an_event_is_replaced_where_it_stands_as_it_was_read(caller: Program) -> None:
    answer = caller.put(AT, {"event": example(title="Another")}, base=1)
    saved = told(answer)
    assert (saved["revision"], saved["event"]["title"], answer.headers["ETag"]) == (2, "Another", '"2"')
    assert [one["path"] for one in saved["changes"]] == ["title"]


def test_whoever_does_not_say_what_they_read_replaces_nothing(caller: Program) -> None:
    assert told(caller.send("PUT", AT, {"event": example(title="Another")}), 428)
    assert told(caller.get(AT))["revision"] == 1


def test_if_match_names_one_revision(caller: Program) -> None:
    for tag in ("1", "*", 'W/"1"', '"1", "2"', '"0"', '"01"', '"1e0"', '"1234567890"', '"\xb2"'):
        told(caller.send("PUT", AT, {"event": example(title="Another")}, If_Match=tag), 400)
    told(caller.send("PUT", AT, {"event": example(title="Another")}, If_Match=' "1" '), 200)


def test_nothing_is_replaced_that_somebody_else_changed(caller: Program) -> None:
    told(caller.put(AT, {"event": example(title="Theirs")}, base=1))
    refused = told(caller.put(AT, {"event": example(title="Yours")}, base=1), 412)
    assert (refused["revision"], refused["saved_by"]) == (2, "approver")
    assert refused["conflicts"] == [
        {
            "path": "title",
            "label": "Title",
            "before": "Example Dialogue",
            "theirs": "Theirs",
            "yours": "Yours",
        }
    ]
    assert told(caller.get(AT))["event"]["title"] == "Theirs"


def test_nothing_is_joined_by_a_replacement(caller: Program) -> None:
    told(caller.put(AT, {"event": example(title="Theirs")}, base=1))
    refused = told(caller.put(AT, {"event": example(lead="Yours")}, base=1), 412)
    assert refused["conflicts"] == []
    assert "lead" not in told(caller.get(AT))["event"]


def test_a_revision_that_will_be_is_none_to_replace(caller: Program) -> None:
    assert told(caller.put(AT, {"event": example(title="Another")}, base=2), 412)["revision"] == 1


def test_of_many_at_once_one_replaces(caller: Program) -> None:
    """Each changes something else, so that a save would join them all."""
    keys = ("title", "name", "invented", "lead", "ground_rules", "credentials")
    together = Barrier(len(keys))

    def put(key: str) -> int:
        together.wait()
        return caller.put(AT, {"event": example(**{key: "Changed"})}, base=1).status_code

    with ThreadPoolExecutor(len(keys)) as several:
        assert sorted(several.map(put, keys)) == [200, *[412] * (len(keys) - 1)]
    assert len(history(caller.rig.office, ID)) == 2


def test_the_short_name_stays(caller: Program) -> None:
    assert _paths(told(caller.put(AT, {"event": example(id="another")}, base=1), 422)) == ["id"]


def test_two_changes_that_do_not_touch_are_joined(caller: Program) -> None:
    told(caller.put(AT, {"event": example(title="Theirs")}, base=1))
    answer = caller.post(f"{AT}/revisions", {"base": 1, "event": example(lead="Yours")})
    saved = told(answer, 201)
    assert (saved["event"]["title"], saved["event"]["lead"]) == ("Theirs", "Yours")
    assert saved["joined_with"] == "approver"
    assert answer.headers["Location"] == f"{AT}/revisions/3"


def test_where_both_changed_the_same_the_office_is_asked(caller: Program) -> None:
    told(caller.put(AT, {"event": example(title="Theirs")}, base=1))
    change = {"base": 1, "event": example(title="Yours", lead="Yours")}
    asked = told(caller.post(f"{AT}/revisions", change), 409)
    assert [one["path"] for one in asked["conflicts"]] == ["title"]
    chosen = {**change, "choices": {"title": "yours"}, "head": asked["revision"]}
    assert told(caller.post(f"{AT}/revisions", chosen), 201)["event"]["title"] == "Yours"


def test_a_choice_counts_only_against_what_was_seen(caller: Program) -> None:
    told(caller.put(AT, {"event": example(title="Theirs")}, base=1))
    told(caller.put(AT, {"event": example(title="Theirs again")}, base=2))
    change = {"base": 1, "event": example(title="Yours"), "choices": {"title": "yours"}, "head": 2}
    assert told(caller.post(f"{AT}/revisions", change), 409)["revision"] == 3


def test_a_change_says_what_it_was_made_from(caller: Program) -> None:
    for base in (True, "1", 0, 1.5, None, 2, 10**12):
        answer = caller.post(f"{AT}/revisions", {"base": base, "event": example(title="Another")})
        assert _paths(told(answer, 422)) == ["base"], base


# ---- looking ---------------------------------------------------------------------------------------------------------


def test_the_list_has_the_earliest_event_first(caller: Program) -> None:
    caller.rig.take_in()
    listed = told(caller.get(EVENTS))["events"]
    assert [one["id"] for one in listed] == [DIALOGUE, ID]
    assert (listed[0]["date"], listed[0]["published"]) == ("2017-12-14", None)
    caller.rig.publish()
    assert told(caller.get(EVENTS))["events"][0]["published"]["edition"] == 1


def test_findings_and_plan_are_those_of_the_command_line(caller: Program) -> None:
    checked = caller.rig.take_in().checked
    assert told(caller.get(f"{EVENTS}/{DIALOGUE}/findings")) == check_as_json(checked)
    assert told(caller.get(f"{EVENTS}/{DIALOGUE}/plan")) == plan_as_json(checked)


def test_checking_saves_nothing(rig: Rig) -> None:
    caller = program(rig)
    of_the_tree = told(caller.post("/api/v1/check", {"event": example(credentials=None)}))
    assert [one["rule"] for one in of_the_tree["findings"]] == ["ACC006"]
    assert of_the_tree["plan"]["consistent"] is True
    of_the_file = told(caller.post("/api/v1/check", {"file": TEXT}))
    assert of_the_file["event"] == DIALOGUE
    assert {point["point"] for point in of_the_file["plan"]["points"]} >= {"spray.start"}
    assert drafts(rig.office) == ()


def test_every_sample_event_is_read_and_put_back_unchanged(rig: Rig) -> None:
    caller = program(rig)
    for path in FILES.values():
        made = told(caller.post(EVENTS, {"file": path.read_text(encoding="utf-8")}), 201)
        again = caller.put(f"{EVENTS}/{made['id']}", {"event": made["event"]}, base=1)
        assert (told(again)["revision"], again.json["changes"]) == (1, []), path  # type: ignore[index]
