"""Events that differ: any event as a tree, and what somebody may have made of it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from logistics.changes import as_stated
from logistics.model import Coverage, Kind, Step

Tree = dict[str, Any]

TIMES = st.sampled_from(["9:00 a.m.", "9:30 a.m.", "about 10:30 a.m.", "to be determined", "at one.end"])
WORDS = st.sampled_from(
    ["Norland", "Sudland", "Ports", "Berg", "“Hall”", "a ] b", "x#2", "état", "#", "two words"]
)
TEXTS = WORDS | st.sampled_from(
    ["The ministers will speak about ports and ships.", "The ministers will speak about ports and harbours."]
)
SLUGS = st.sampled_from(["one", "two", "three", "four"])


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Tree]:
    """A noun with any of these keys."""
    return st.fixed_dictionaries({}, optional=keys)


def with_id(
    must: dict[str, st.SearchStrategy[Any]], **may: st.SearchStrategy[Any]
) -> st.SearchStrategy[list[Tree]]:
    """A list of nouns, each with an id of its own."""
    noun = st.fixed_dictionaries({"id": SLUGS, **must}, optional=may)
    return st.lists(noun, max_size=3, unique_by=lambda entry: str(entry["id"]))


PEOPLE = with_id({"family": WORDS}, title=WORDS)
STEPS = st.sampled_from([Step.PICK_UP.value, Step.PRE_SET.value, Step.FINAL_ACCESS.value])
PRESS = st.sampled_from(["all", ["video"], ["writers", "stills"], ["stills", "writers"], ["radio"]])
ACCESS = st.lists(
    st.tuples(
        st.fixed_dictionaries({"step": STEPS, "press": PRESS}, optional={"place": WORDS}),
        st.sampled_from([("at",), ("by",), ("from", "by"), ("between",)]),
        st.lists(TIMES, min_size=2, max_size=2),
    ).map(lambda drawn: {**drawn[0], **dict(zip(drawn[1], drawn[2], strict=False))}),
    max_size=2,
    unique_by=lambda entry: (entry["step"], "".join(sorted(entry["press"]))),
)
STREAMS = st.lists(
    st.fixed_dictionaries({"address": WORDS}, optional={"at": TIMES, "captions": st.booleans()}), max_size=2
)
PARTS = with_id(
    {"title": WORDS, "coverage": st.sampled_from([Coverage.OPEN.value, Coverage.POOLED.value])}, start=TIMES
)
SESSIONS = with_id(
    {
        "kind": st.sampled_from(
            [Kind.DIALOGUE.value, Kind.CAMERA_SPRAY.value, Kind.PRESS_AVAILABILITY.value]
        ),
        "access": ACCESS,
    },
    title=TEXTS,
    start=TIMES,
    pool=st.fixed_dictionaries({"name": WORDS}, optional={"sharing": WORDS}),
    parts=PARTS,
    speakers=st.lists(WORDS, max_size=2),
    livestreams=STREAMS,
    questions=st.integers(0, 3),
)
DEADLINES = st.lists(st.fixed_dictionaries({"what": WORDS, "by": TIMES}, optional={"for": WORDS}), max_size=2)
TREES: st.SearchStrategy[Tree] = st.fixed_dictionaries(
    {
        "id": st.just("ports-dialogue"),
        "title": WORDS,
        "date": st.sampled_from(["2031-06-11", "June 12, 2031"]),
        "zone": st.just("America/New_York"),
        "issuer": st.fixed_dictionaries({"name": WORDS}, optional={"office": WORDS}),
        "revision": st.fixed_dictionaries({"number": st.integers(1, 3), "date": st.just("2031-06-01")}),
        "delegations": with_id(
            {"name": WORDS}, members=PEOPLE, languages=st.lists(st.sampled_from(["en", "es"]), max_size=2)
        ),
        "sessions": SESSIONS,
        "contacts": st.lists(st.fixed_dictionaries({"name": WORDS}, optional={"phone": WORDS}), max_size=2),
        "sources": st.lists(TEXTS, max_size=3),
    },
    optional={
        "series": st.fixed_dictionaries({"name": WORDS}, optional={"ordinal": st.integers(1, 3)}),
        "lead": TEXTS,
        "venues": with_id({"name": WORDS}, rooms=with_id({"name": WORDS}, capacity=st.integers(1, 3))),
        "registration": some(how=TEXTS, deadlines=DEADLINES),
        "planning": st.lists(st.fixed_dictionaries({"text": TEXTS}, optional={"about": SLUGS}), max_size=2),
    },
).map(lambda tree: _finished(tree))


@st.composite
def three(draw: st.DrawFn) -> tuple[Tree, Tree, Tree]:
    """A state of an event and what two people made of it."""
    before = draw(TREES)
    return before, draw(made_of(before)), draw(made_of(before))


@st.composite
def made_of(draw: st.DrawFn, before: Tree) -> Tree:
    """What somebody made of a tree: some places as another event has them, some lists in another order."""
    return _finished(_mixed(draw, before, draw(TREES)))


def _finished(tree: Tree) -> Tree:
    """As an event states it. The access times of two sessions have ids, one for each step; those of others none."""
    for session in tree["sessions"]:
        access = [{key: entry[key] for key in entry if key != "id"} for entry in session.get("access", ())]
        if session["id"] in ("one", "two"):
            by_step = {entry["step"]: entry for entry in access}
            access = [{**entry, "id": step.replace(" ", "-")} for step, entry in by_step.items()]
        if "access" in session:
            session["access"] = access
    return as_stated(tree)


def _mixed(draw: st.DrawFn, before: Tree, other: Tree) -> Tree:
    result: Tree = {}
    for key in {**before, **other}:
        how = draw(st.sampled_from(["keep", "mix", "mix", "take"]))
        if how == "mix" and isinstance(before.get(key), dict) and isinstance(other.get(key), dict):
            result[key] = _mixed(draw, before[key], other[key])
        elif how == "mix" and isinstance(before.get(key), list) and key != "press":
            result[key] = _list_mixed(draw, before[key], other.get(key, []))
        elif key in (taken := before if how != "take" else other):
            result[key] = deepcopy(taken[key])
    return result


def _list_mixed(draw: st.DrawFn, before: list[Any], other: list[Any]) -> list[Any]:
    result: list[Any] = []
    for number, entry in enumerate(before):
        how = draw(st.sampled_from(["keep", "keep", "mix", "drop"]))
        if how == "mix" and isinstance(entry, dict) and other:
            mixed = _mixed(draw, entry, other[number % len(other)])
            result.append({**mixed, "id": entry["id"]} if "id" in entry else mixed)
        elif how != "drop":
            result.append(deepcopy(entry))
    ids = [entry.get("id") for entry in result if isinstance(entry, dict)]
    for entry in draw(st.lists(st.sampled_from(other), max_size=2, unique_by=str)) if other else ():
        if not isinstance(entry, dict) or entry.get("id") is None or entry["id"] not in ids:
            result.insert(draw(st.integers(0, len(result))), deepcopy(entry))
    return draw(st.permutations(result)) if draw(st.booleans()) else result
