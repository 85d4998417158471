"""Two officers who worked on one state of an event at the same time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from logistics.changes import Conflict, Merged, Undecided, differences, merge, merge_trees, settle, stated
from logistics.model import Event
from tests.changes.test_fields import DECEMBER_14, Tree, changed, final_access, session

Edit = Callable[[Tree], object]
FINAL_ACCESS = "Joint press availability: final access for writers and still photographers"


def joined(theirs: Edit, yours: Edit, before: Event = DECEMBER_14) -> Merged:
    return merge(before, changed(theirs, before), changed(yours, before))


def moves_final_access_to(time: str) -> Edit:
    return lambda tree: final_access(tree).update(at=time)


def adds_a_livestream(tree: Tree) -> None:
    session(tree, "availability")["livestreams"].append({"address": "youtube.com", "language": "es"})


def removes(session_id: str) -> Edit:
    def edit(tree: Tree) -> None:
        tree["sessions"] = [entry for entry in tree["sessions"] if entry["id"] != session_id]

    return edit


def moves_the_pick_up(tree: Tree) -> None:
    session(tree, "spray")["access"][0]["at"] = "8:40 a.m."


def orders_principals(*order: str) -> Edit:
    def edit(tree: Tree) -> None:
        tree["delegations"][1]["members"].sort(key=lambda person: order.index(person["id"]))

    return edit


def principals(tree: Tree) -> list[str]:
    return [person["id"] for person in tree["delegations"][1]["members"]]


def test_one_moves_final_access_and_the_other_adds_a_livestream() -> None:
    merged = joined(moves_final_access_to("10:25 a.m."), adds_a_livestream)
    assert merged.conflicts == ()
    event = Event.model_validate(merged.tree)
    assert [(one.label, one.after) for one in differences(DECEMBER_14, event)] == [
        (f"{FINAL_ACCESS}, time", "10:25 a.m."),
        (
            "Joint press availability: livestream on youtube.com in Spanish",
            "livestream on youtube.com in Spanish",
        ),
    ]


def test_both_change_the_same_time() -> None:
    merged = joined(moves_final_access_to("10:25 a.m."), moves_final_access_to("10:15 a.m."))
    path = "sessions[availability].access[final-access.stills+writers].at"
    assert merged.conflicts == (
        Conflict(path, f"{FINAL_ACCESS}, time", "10:20 a.m.", "10:25 a.m.", "10:15 a.m."),
    )
    assert final_access(merged.tree)["at"] == "10:25 a.m.", "until it is settled, what was saved first stands"
    assert final_access(settle(merged, {path: "yours"}))["at"] == "10:15 a.m."
    assert final_access(settle(merged, {path: "theirs"}))["at"] == "10:25 a.m."


def test_both_change_the_same_time_alike() -> None:
    merged = joined(moves_final_access_to("10:25 a.m."), moves_final_access_to("10:25 a.m."))
    assert merged.conflicts == ()
    assert final_access(merged.tree)["at"] == "10:25 a.m."


def test_one_takes_the_spray_out_while_the_other_moves_its_pick_up() -> None:
    merged = joined(removes("spray"), moves_the_pick_up)
    assert merged.conflicts == (
        Conflict(
            "sessions[spray]",
            "Camera spray",
            "session “Camera spray”",
            "",
            "session “Camera spray” (pick-up for all press, time: 8:40 a.m.)",
        ),
    )
    settled = settle(merged, {"sessions[spray]": "yours"})
    assert [entry["id"] for entry in settled["sessions"]] == ["spray", "dialogue", "availability"]
    assert session(settled, "spray")["access"][0]["at"] == "8:40 a.m."
    assert [entry["id"] for entry in settle(merged, {"sessions[spray]": "theirs"})["sessions"]] == [
        "dialogue", "availability",
    ]  # fmt: skip


def test_one_takes_the_spray_out_and_the_other_left_it_alone() -> None:
    merged = joined(moves_final_access_to("10:25 a.m."), removes("spray"))
    assert merged.conflicts == ()
    assert [entry["id"] for entry in merged.tree["sessions"]] == ["dialogue", "availability"]


def test_one_changes_the_order_of_principals_and_the_other_adds_one() -> None:
    def adds(tree: Tree) -> None:
        tree["delegations"][1]["members"].insert(2, {"id": "guajardo", "family": "Guajardo"})

    for merged in (
        joined(orders_principals("osorio", "videgaray", "beltran"), adds),
        joined(adds, orders_principals("osorio", "videgaray", "beltran")),
    ):
        assert merged.conflicts == ()
        assert [name for name in principals(merged.tree) if name != "guajardo"] == [
            "osorio", "videgaray", "beltran",
        ]  # fmt: skip
        place = principals(merged.tree).index("guajardo")
        assert principals(merged.tree)[place - 1] == "osorio", "beside the same neighbour"


def test_both_change_the_order_of_principals() -> None:
    merged = joined(
        orders_principals("osorio", "videgaray", "beltran"),
        orders_principals("beltran", "videgaray", "osorio"),
    )
    assert merged.conflicts == (
        Conflict(
            "delegations[mexico].members",
            "Mexico: principals, order",
            "Luis Videgaray, Miguel Osorio, Elias Beltran",
            "Miguel Osorio, Luis Videgaray, Elias Beltran",
            "Elias Beltran, Luis Videgaray, Miguel Osorio",
        ),
    )
    settled = settle(merged, {"delegations[mexico].members": "yours"})
    assert principals(settled) == ["beltran", "videgaray", "osorio"]


def test_both_add_the_same_principals_in_another_order() -> None:
    def adds(*names: str) -> Edit:
        return lambda tree: tree["delegations"][1]["members"].extend(
            {"id": name, "family": name.capitalize()} for name in names
        )

    merged = joined(adds("guajardo", "meade"), adds("meade", "guajardo"))
    (conflict,) = merged.conflicts
    assert (conflict.path, conflict.yours) == (
        "delegations[mexico].members",
        "Luis Videgaray, Miguel Osorio, Elias Beltran, Meade, Guajardo",
    )
    assert principals(settle(merged, {conflict.path: "yours"}))[3:] == ["meade", "guajardo"]
    assert principals(settle(merged, {conflict.path: "theirs"}))[3:] == ["guajardo", "meade"]


def test_one_empties_a_list_and_the_other_takes_it_out_with_its_key() -> None:
    def edit(tree: Tree) -> None:
        tree["accounts"] = []

    merged = joined(edit, lambda tree: tree.pop("accounts"))
    assert merged.conflicts == ()
    assert "accounts" not in merged.tree
    merged = joined(lambda tree: tree.update(sessions=[]), removes("spray"))
    assert merged.tree["sessions"] == [], "an event must state its sessions, also where it has none"


def test_one_changes_the_press_and_the_other_the_time_of_an_access_time() -> None:
    merged = joined(
        moves_final_access_to("10:25 a.m."),
        lambda tree: final_access(tree).update(press=["writers", "stills", "radio"]),
    )
    assert merged.conflicts == ()
    assert final_access(merged.tree)["press"] == ["writers", "stills", "radio"]
    assert final_access(merged.tree)["at"] == "10:25 a.m."
    assert len(session(merged.tree, "availability")["access"]) == 2


def test_a_time_is_one_persons_or_the_others_however_it_is_said() -> None:
    """Key by key, ``by`` of one and ``between`` of the other would both be kept, which no access time can say."""

    def says(**time: str) -> Edit:
        def edit(tree: Tree) -> None:
            del final_access(tree)["at"]
            final_access(tree).update(time)

        return edit

    merged = joined(says(by="10:20 a.m."), says(between="10:10 to 10:20 a.m."))
    (conflict,) = merged.conflicts
    assert (conflict.label, conflict.before) == (f"{FINAL_ACCESS}, time", "10:20 a.m.")
    assert (conflict.theirs, conflict.yours) == ("by 10:20 a.m.", "10:10 to 10:20 a.m.")
    for choice in ("theirs", "yours"):
        Event.model_validate(settle(merged, {conflict.path: choice}))


def test_each_may_move_one_end_of_the_same_window() -> None:
    def window(tree: Tree) -> None:
        del final_access(tree)["at"]
        final_access(tree).update({"from": "10:00 a.m.", "by": "10:20 a.m."})

    merged = joined(
        lambda tree: final_access(tree).update({"from": "9:50 a.m."}),
        lambda tree: final_access(tree).update({"by": "10:25 a.m."}),
        changed(window),
    )
    assert merged.conflicts == ()
    assert (final_access(merged.tree)["from"], final_access(merged.tree)["by"]) == ("9:50 a.m.", "10:25 a.m.")


def test_both_add_the_same_livestream_at_other_times() -> None:
    def adds(time: str) -> Edit:
        stream = {"at": time, "address": "youtube.com"}
        return lambda tree: session(tree, "availability")["livestreams"].append(stream)

    merged = joined(adds("10:40 a.m."), adds("10:45 a.m."))
    (conflict,) = merged.conflicts
    assert conflict.label == "Joint press availability: livestream on youtube.com, time"
    assert (conflict.before, conflict.theirs, conflict.yours) == ("", "10:40 a.m.", "10:45 a.m.")
    assert len(session(merged.tree, "availability")["livestreams"]) == 2


def test_texts_that_begin_alike_are_two() -> None:
    def adds(source: str) -> Edit:
        return lambda tree: tree["sources"].append(source)

    told = "The Office of the Spokesperson, told by telephone on December"
    merged = joined(adds(f"{told} 12"), adds(f"{told} 13"))
    assert merged.conflicts == ()
    assert merged.tree["sources"][1:] == [f"{told} 12", f"{told} 13"]


def test_what_both_add_in_one_place_stands_there_theirs_first() -> None:
    def adds(session_id: str) -> Edit:
        return lambda tree: tree["sessions"].insert(2, {"id": session_id, "kind": "hold"})

    merged = joined(adds("their-hold"), adds("your-hold"))
    assert merged.conflicts == ()
    assert [entry["id"] for entry in merged.tree["sessions"]] == [
        "spray", "dialogue", "their-hold", "your-hold", "availability",
    ]  # fmt: skip


def test_a_session_that_one_gave_another_id_is_asked_about_where_the_other_changed_it() -> None:
    merged = joined(
        lambda tree: session(tree, "dialogue").update(id="talks"),
        lambda tree: session(tree, "dialogue").update(start="9:15 a.m."),
    )
    assert [(one.path, one.theirs) for one in merged.conflicts] == [("sessions[dialogue]", "")]
    assert "talks" in [entry["id"] for entry in merged.tree["sessions"]]


def test_an_event_need_not_come_of_what_two_people_did() -> None:
    """One takes the dialogue out, the other adds what precedes it: the caller judges the tree as any other."""
    after = {"id": "photo", "kind": "family photo", "before": "dialogue"}
    merged = joined(removes("dialogue"), lambda tree: tree["sessions"].append(after))
    assert merged.conflicts == ()
    assert after in merged.tree["sessions"]


def test_a_form_that_is_not_right_yet_is_joined_too() -> None:
    theirs = stated(changed(moves_final_access_to("10:25 a.m.")))
    yours: dict[str, Any] = {
        **stated(DECEMBER_14),
        "date": "soon",
        "revision": {"number": "1", "date": "soon"},
    }
    yours["sessions"] = [*yours["sessions"], {"kind": "working lunch"}, "a text"]
    merged = merge_trees(stated(DECEMBER_14), theirs, yours)
    assert merged.conflicts == ()
    assert merged.tree["date"] == "soon"
    assert merged.tree["revision"] == {"number": 1, "date": "soon"}
    assert merged.tree["sessions"][3:] == [{"kind": "working lunch"}, "a text"]
    assert final_access(merged.tree)["at"] == "10:25 a.m."


@pytest.mark.parametrize("choices", [{}, {"sessions[spray]": "mine"}, {"sessions": "yours"}])
def test_nothing_is_settled_while_a_choice_is_missing(choices: dict[str, str]) -> None:
    merged = joined(removes("spray"), moves_the_pick_up)
    with pytest.raises(Undecided, match=r"yours or theirs: Camera spray\.") as caught:
        settle(merged, choices)
    assert caught.value.conflicts == merged.conflicts


def test_what_is_joined_leaves_the_three_states_as_they_were() -> None:
    before, theirs = stated(DECEMBER_14), stated(changed(removes("spray")))
    merged = merge_trees(before, theirs, before)
    session(merged.tree, "availability")["room"] = "franklin"
    assert session(before, "availability")["room"] == session(theirs, "availability")["room"] == "acheson"
