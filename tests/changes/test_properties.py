"""Whatever two people make of an event: nothing is lost, and what both changed is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logistics.changes import (
    Change,
    Conflict,
    Stated,
    as_stated,
    differences_of_trees,
    merge_trees,
    settle,
    stated,
)
from logistics.model import Event, Session
from tests.changes.generate import TIMES, TREES, Tree, made_of, three

THREE = three()
TWO = TREES.flatmap(lambda before: st.tuples(st.just(before), made_of(before)))
# Three events are a lot to draw; half the usual number of them keeps this to seconds.
FEW = settings(max_examples=30)
TIMES_OF_ACCESS = ("at", "by", "from", "between")


def places(tree: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a tree by a path of ids, told here anew. What lies in lists without ids is passed over."""
    if isinstance(tree, dict):
        if "step" in tree:
            yield f"{path}.at", str([(way, tree[way]) for way in TIMES_OF_ACCESS if way in tree])
        for key, value in tree.items():
            if "step" not in tree or key not in TIMES_OF_ACCESS:
                yield from places(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list) and all(isinstance(entry, dict) for entry in tree):
        for entry in tree:
            if "id" in entry:
                yield from places(entry, f"{path}[{entry['id']}]")
    elif not isinstance(tree, list) or path.endswith(".press"):
        yield path, tree


def lists(tree: object, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """The ids of every list of entries that have one."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from lists(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list) and all(isinstance(entry, dict) and "id" in entry for entry in tree):
        yield path, [entry["id"] for entry in tree]
        for entry in tree:
            yield from lists(entry, f"{path}[{entry['id']}]")


def is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def asked(path: str, conflicts: tuple[Conflict, ...]) -> bool:
    """Whether a conflict is about this place or what it lies in."""
    about = (_as_at(conflict) for conflict in conflicts if not conflict.label.endswith("order"))
    return any(is_within(path, outer) for outer in about)


def _as_at(conflict: Conflict) -> str:
    outer, _, key = conflict.path.rpartition(".")
    return f"{outer}.at" if ".access[" in outer and key in TIMES_OF_ACCESS else conflict.path


@FEW
@given(three=THREE)
def test_what_one_person_did_alone_stands_as_it_is(three: tuple[Tree, Tree, Tree]) -> None:
    before, theirs, yours = three
    for merged, only in (
        (merge_trees(before, before, yours), yours),
        (merge_trees(before, theirs, before), theirs),
        (merge_trees(before, yours, yours), yours),
    ):
        assert merged.tree == only
        assert merged.conflicts == ()


@pytest.mark.parametrize(
    "key, added",
    [
        ("sessions", {"id": "new-one", "kind": "hold"}),
        ("contacts", {"name": "New contact"}),
        ("planning", {"text": "New note."}),
        ("sources", "New source."),
    ],
)
@FEW
@given(two=TWO)
def test_what_one_added_leaves_the_list_as_the_other_made_it(
    key: str, added: object, two: tuple[Tree, Tree]
) -> None:
    before, yours = two
    theirs = {**before, key: [*before.get(key, ()), added]}
    merged = merge_trees(before, theirs, yours)
    assert merged.conflicts == ()
    assert merged.tree[key].count(added) == 1
    assert [entry for entry in merged.tree[key] if entry != added] == yours.get(key, [])


@FEW
@given(three=THREE)
def test_it_is_the_same_question_whoever_saved_first(three: tuple[Tree, Tree, Tree]) -> None:
    before, theirs, yours = three
    one, other = merge_trees(before, theirs, yours), merge_trees(before, yours, theirs)
    asked_of_one = {(each.path, each.before, each.theirs, each.yours) for each in one.conflicts}
    assert asked_of_one == {(each.path, each.before, each.yours, each.theirs) for each in other.conflicts}
    assert len({each.path for each in one.conflicts}) == len(one.conflicts)


@FEW
@given(three=THREE)
def test_nothing_is_lost(three: tuple[Tree, Tree, Tree]) -> None:
    merged = merge_trees(*three)
    before, theirs, yours, joined = (dict(places(tree)) for tree in (*three, merged.tree))
    for path in {**before, **theirs, **yours}:
        old, their, your = (side.get(path) for side in (before, theirs, yours))
        if asked(path, merged.conflicts):
            continue
        assert old in (their, your) or their == your, "both changed it and were not asked"
        assert joined.get(path) == (your if their == old else their)


@FEW
@given(three=THREE)
def test_every_text_stands_in_the_result_or_is_asked_about(three: tuple[Tree, Tree, Tree]) -> None:
    before, theirs, yours = three
    for side, text in ((theirs, "only theirs"), (yours, "only yours")):
        side.setdefault("sources", []).append(text)
        side.setdefault("contacts", []).insert(0, {"name": text})
        for session in side["sessions"]:
            session["planning"] = text
    merged = merge_trees(before, theirs, yours)
    names = [entry["name"] for entry in merged.tree["contacts"]]
    for text in ("only theirs", "only yours"):
        assert merged.tree["sources"].count(text) == names.count(text) == 1
    both = {entry["id"] for entry in theirs["sessions"]} & {entry["id"] for entry in yours["sessions"]}
    about = {conflict.path: conflict for conflict in merged.conflicts}
    for session_id in both:
        conflict = about[f"sessions[{session_id}].planning"]
        assert (conflict.theirs, conflict.yours) == ("only theirs", "only yours")


@FEW
@given(three=THREE)
def test_what_was_chosen_changes_nothing_else(three: tuple[Tree, Tree, Tree]) -> None:
    merged = merge_trees(*three)
    sides = [
        dict(places(settle(merged, {conflict.path: side for conflict in merged.conflicts})))
        for side in ("theirs", "yours")
    ]
    for path in {**sides[0], **sides[1]}:
        if not asked(path, merged.conflicts):
            assert sides[0].get(path) == sides[1].get(path)


@FEW
@given(three=THREE)
def test_what_was_chosen_stands(three: tuple[Tree, Tree, Tree]) -> None:
    merged = merge_trees(*three)
    for side, tree in (("theirs", three[1]), ("yours", three[2])):
        settled = settle(merged, {conflict.path: side for conflict in merged.conflicts})
        chosen, wanted = dict(places(settled)), dict(places(tree))
        for path in {**chosen, **wanted}:
            if asked(path, merged.conflicts):
                assert chosen.get(path) == wanted.get(path)


@FEW
@given(three=THREE)
def test_an_order_that_one_alone_changed_counts_and_that_both_changed_is_asked(
    three: tuple[Tree, Tree, Tree],
) -> None:
    merged = merge_trees(*three)
    before, theirs, yours, joined = (dict(lists(tree)) for tree in (*three, merged.tree))
    for path in before.keys() & theirs.keys() & yours.keys() & joined.keys():
        common = set(before[path]) & set(theirs[path]) & set(yours[path])
        old, their, your, new = (
            [one for one in side[path] if one in common] for side in (before, theirs, yours, joined)
        )
        if old in (their, your) or their == your:
            assert new == (your if their == old else their)
        else:
            assert (path, True) in [(one.path, one.label.endswith("order")) for one in merged.conflicts]


def _people(ids: list[str]) -> Tree:
    return {"delegations": [{"id": "norland", "members": [{"id": one} for one in ids]}]}


IDS = st.tuples(st.permutations("abcde"), st.sampled_from(["", "", "a", "de"])).map(
    lambda drawn: [one for one in drawn[0] if one not in drawn[1]]
)


@given(before=IDS, theirs=IDS, yours=IDS)
def test_of_any_two_orders_one_counts_or_both_are_asked(
    before: list[str], theirs: list[str], yours: list[str]
) -> None:
    merged = merge_trees(_people(before), _people(theirs), _people(yours))
    new = [person["id"] for person in merged.tree["delegations"][0]["members"]]
    kept = {one for one in before if one in theirs and one in yours}
    added = {one for one in (*theirs, *yours) if one not in before}
    assert len(new) == len(set(new))
    assert set(new) == kept | added
    old, their, your, joined = ([one for one in side if one in kept] for side in (before, theirs, yours, new))
    if old not in (their, your) and their != your:
        assert [one.path for one in merged.conflicts] == ["delegations[norland].members"]
    else:
        assert joined == (your if their == old else their)


WAYS = st.one_of(
    st.fixed_dictionaries({"at": TIMES}), st.fixed_dictionaries({"by": TIMES}),
    st.fixed_dictionaries({"from": TIMES, "by": TIMES}), st.fixed_dictionaries({"between": TIMES}),
)  # fmt: skip


@given(before=WAYS | st.none(), theirs=WAYS, yours=WAYS, side=st.sampled_from(["theirs", "yours"]))
def test_whatever_is_chosen_an_access_time_says_its_time_in_one_way(
    before: Tree | None, theirs: Tree, yours: Tree, side: str
) -> None:
    def said(time: Tree | None) -> Tree:
        access = [] if time is None else [{"step": "pre-set", "press": ["video"], **time}]
        return {"sessions": [{"id": "one", "kind": "dialogue", "access": access}]}

    merged = merge_trees(said(before), said(theirs), said(yours))
    settled = settle(merged, {one.path: side for one in merged.conflicts})
    (access,) = Session.model_validate(settled["sessions"][0]).access
    assert {access.at, access.by, access.from_, access.between} != {None}
    if theirs == yours or before in (theirs, yours):
        assert merged.conflicts == ()


@FEW
@given(three=THREE)
def test_keys_stay_in_the_order_of_the_model(three: tuple[Tree, Tree, Tree]) -> None:
    tree = merge_trees(*three).tree
    try:
        event = Event.model_validate(tree)
    except ValueError:  # as when each added an access time for the same step and press
        return
    assert json.dumps(stated(event)) == json.dumps(tree)


def _without_empty_lists(tree: object) -> object:
    if isinstance(tree, dict):
        return {key: _without_empty_lists(value) for key, value in tree.items() if value != []}
    return [_without_empty_lists(entry) for entry in tree] if isinstance(tree, list) else tree


@FEW
@given(tree=TREES)
def test_an_event_does_not_differ_from_itself(tree: Stated) -> None:
    assert differences_of_trees(tree, as_stated(tree)) == ()


@FEW
@given(two=TWO)
def test_every_place_that_differs_is_told_once(two: tuple[Tree, Tree]) -> None:
    before, after = (dict(places(tree)) for tree in two)
    told = differences_of_trees(*two)
    paths = [(one.path, one.kind is Change.MOVED) for one in told]
    assert len(paths) == len(set(paths))
    assert bool(told) == (_without_empty_lists(two[0]) != _without_empty_lists(two[1]))
    about = tuple(
        Conflict(one.path, "", one.before, one.after, "") for one in told if one.kind is not Change.MOVED
    )
    for path in {**before, **after}:
        assert (before.get(path) != after.get(path)) <= asked(path, about)


@FEW
@given(two=TWO)
def test_what_was_added_one_way_is_removed_the_other_way(two: tuple[Tree, Tree]) -> None:
    there, back = differences_of_trees(*two), differences_of_trees(*reversed(two))
    assert sorted((one.before, one.after) for one in there if one.kind is Change.CHANGED) == sorted(
        (one.after, one.before) for one in back if one.kind is Change.CHANGED
    )
    added = [one.after for one in there if one.kind is Change.ADDED]
    assert sorted(added) == sorted(one.before for one in back if one.kind is Change.REMOVED)
