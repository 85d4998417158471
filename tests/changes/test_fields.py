"""What differs between two states of an event, as an officer is told of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from logistics.changes import Change, as_stated, differences, differences_of_trees, stated
from logistics.changes.entries import TOLD_BY
from logistics.eventfile import read
from logistics.model import AccessTime, Event, Noun
from logistics.model.keys import keys_of
from tests.eventfile.generate import EVENTS, ROOT, VALID

Tree = dict[str, Any]
DECEMBER_14 = read(ROOT / "events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml").event


def changed(edit: Callable[[Tree], object], event: Event = DECEMBER_14) -> Event:
    """The event after somebody's edit of what it states."""
    tree = deepcopy(stated(event))
    edit(tree)
    return Event.model_validate(tree)


def session(tree: Tree, session_id: str) -> Tree:
    return next(entry for entry in tree["sessions"] if entry["id"] == session_id)


def final_access(tree: Tree) -> Tree:
    return next(entry for entry in session(tree, "availability")["access"] if entry["step"] == "final access")


def told(edit: Callable[[Tree], object], event: Event = DECEMBER_14) -> list[tuple[str, str, str, str]]:
    """Each difference as (label, before, after, kind)."""
    found = differences(event, changed(edit, event))
    return [(one.label, one.before, one.after, one.kind.value) for one in found]


@pytest.mark.parametrize("path", [*EVENTS, *VALID], ids=lambda path: path.stem)
def test_an_event_does_not_differ_from_what_it_states(path: Any) -> None:
    event = read(path).event
    assert differences(event, Event.model_validate(stated(event))) == ()
    assert as_stated(stated(event)) == stated(event)


def test_a_moved_final_access_is_named_by_its_session_and_its_press() -> None:
    (one,) = differences(DECEMBER_14, changed(lambda tree: final_access(tree).update(at="10:25 a.m.")))
    assert one.path == "sessions[availability].access[final-access.stills+writers].at"
    assert one.label == "Joint press availability: final access for writers and still photographers, time"
    assert (one.before, one.after, one.kind) == ("10:20 a.m.", "10:25 a.m.", Change.CHANGED)


def test_another_way_to_say_a_time_is_one_difference() -> None:
    def edit(tree: Tree) -> None:
        entry = final_access(tree)
        del entry["at"]
        entry |= {"from": "10:10 a.m.", "by": "10:20 a.m."}

    name = "Joint press availability: final access for writers and still photographers, time"
    assert told(edit) == [(name, "10:20 a.m.", "from 10:10 a.m., by 10:20 a.m.", "changed")]


def test_other_press_for_the_same_step_is_a_change_and_not_another_access_time() -> None:
    assert told(lambda tree: final_access(tree).update(press=["writers", "stills", "radio"])) == [
        (
            "Joint press availability: final access for writers and still photographers, press",
            "writers and still photographers",
            "writers, still photographers, and radio",
            "changed",
        )
    ]


def test_of_two_access_times_that_changed_each_is_known_by_what_it_still_says() -> None:
    def writers_and_stills_apart(tree: Tree) -> None:
        entry = final_access(tree)
        session(tree, "availability")["access"] += [{**entry, "press": ["writers"], "place": "lobby"}]
        entry["press"] = ["stills"]

    def with_radio(tree: Tree) -> None:
        _, stills, writers = session(tree, "availability")["access"]
        stills["press"], writers["press"] = ["stills", "radio"], ["writers", "radio"]
        session(tree, "availability")["access"].reverse()

    found = told(with_radio, changed(writers_and_stills_apart))
    assert [(label, after) for label, _, after, kind in found if kind != "moved"] == [
        ("Joint press availability: final access for writers, press", "writers and radio"),
        (
            "Joint press availability: final access for still photographers, press",
            "still photographers and radio",
        ),
    ]


@pytest.mark.parametrize(
    "edit, label, before, after",
    [
        (lambda tree: tree.update(title="Talks"), "Title", DECEMBER_14.title, "Talks"),
        (lambda tree: tree.update(last_date="2017-12-15"), "Last date", "", "2017-12-15"),
        (lambda tree: tree["revision"].update(number=2), "Revision: number", "1", "2"),
        (lambda tree: session(tree, "dialogue").pop("start"), "Dialogue: start", "9:00 a.m.", ""),
        (
            lambda tree: tree["venues"][0]["rooms"][1].update(capacity=80),
            "U.S. Department of State: Dean Acheson Auditorium, capacity",
            "",
            "80",
        ),
        (
            lambda tree: tree["delegations"][1]["members"][1].update(title="Minister"),
            "Mexico: Miguel Osorio, title",
            "Secretary of Government",
            "Minister",
        ),
        (
            lambda tree: session(tree, "availability")["livestreams"][0].update(captions=True),
            "Joint press availability: livestream on state.gov, captions",
            "",
            "yes",
        ),
        (
            lambda tree: session(tree, "availability")["access"][0].update(audience="staff"),
            "Joint press availability: pre-set for video cameras, who may read it",
            "",
            "staff",
        ),
    ],
)  # fmt: skip
def test_a_place_is_called_what_the_office_calls_it(
    edit: Callable[[Tree], object], label: str, before: str, after: str
) -> None:
    assert [(one, old, new) for one, old, new, _ in told(edit)] == [(label, before, after)]


@pytest.mark.parametrize(
    "key, entry, label, words",
    [
        (
            "sessions", {"id": "lunch", "kind": "working lunch", "start": "noon"},
            "Working lunch", "session “Working lunch” at noon",
        ),
        (
            "sessions", {"id": "photo", "kind": "family photo", "start": "at lunch.end"},
            "Family photo", "session “Family photo”, at lunch.end",
        ),
        ("accounts", {"handle": "@SRE_mx", "platform": "Twitter"}, "@SRE_mx", "account “@SRE_mx”"),
        ("contacts", {"name": "Press Office"}, "Press Office", "contact “Press Office”"),
        ("planning", {"text": "Two vans."}, "Planning note “Two vans.”", "planning note “Two vans.”"),
        ("waivers", {"rule": "ACC006", "reason": "Agreed."}, "Waiver of ACC006", "waiver of ACC006"),
        ("sources", "A call.", "Sources: “A call.”", "A call."),
    ],
)  # fmt: skip
def test_an_entry_that_comes_or_goes_is_told_once_and_in_short(
    key: str, entry: Any, label: str, words: str
) -> None:
    after = changed(lambda tree: tree.setdefault(key, []).append(entry))
    (came,), (went,) = differences(DECEMBER_14, after), differences(after, DECEMBER_14)
    assert (came.label, came.before, came.after, came.kind) == (label, "", words, Change.ADDED)
    assert (went.label, went.before, went.after, went.kind) == (label, words, "", Change.REMOVED)


def test_a_time_for_all_press_has_a_short_path() -> None:
    after = changed(lambda tree: session(tree, "spray")["access"][0].update(at="8:40 a.m."))
    assert [one.path for one in differences(DECEMBER_14, after)] == ["sessions[spray].access[pick-up.all].at"]


def test_an_added_pre_set_is_told_with_its_time() -> None:
    entry = {"step": "pre-set", "press": "radio", "between": "10:00 to 10:10 a.m."}
    assert told(lambda tree: session(tree, "availability")["access"].append(entry)) == [
        ("Joint press availability: pre-set for radio", "", "pre-set for radio, 10:00 to 10:10 a.m.", "added")
    ]


def test_a_session_with_another_id_is_another_session() -> None:
    found = differences(DECEMBER_14, changed(lambda tree: tree["sessions"][1].update(id="talks")))
    assert [(one.path, one.kind) for one in found] == [
        ("sessions[dialogue]", Change.REMOVED),
        ("sessions[talks]", Change.ADDED),
    ]


def test_who_changed_places_is_told_as_moved_and_nobody_else() -> None:
    def edit(tree: Tree) -> None:
        members = tree["delegations"][1]["members"]
        members.append(members.pop(0))

    assert told(edit) == [
        ("Mexico: Luis Videgaray", "first", "after Elias Beltran", "moved"),
    ]


def test_paths_do_not_change_with_the_order() -> None:
    def edit(tree: Tree) -> None:
        tree["sessions"].reverse()
        final_access(tree).update(at="10:25 a.m.")

    changes = [one for one in differences(DECEMBER_14, changed(edit)) if one.kind is Change.CHANGED]
    assert [one.path for one in changes] == ["sessions[availability].access[final-access.stills+writers].at"]


def test_sessions_called_alike_are_told_apart_by_their_ids() -> None:
    event = changed(lambda tree: tree["sessions"].append({"id": "second-spray", "kind": "camera spray"}))
    assert told(lambda tree: session(tree, "second-spray").update(start="11:00 a.m."), event) == [
        ("Camera spray (second-spray): start", "", "11:00 a.m.", "added")
    ]


def test_people_and_sessions_are_called_by_their_names_and_not_by_their_ids() -> None:
    def edit(tree: Tree) -> None:
        session(tree, "availability").update(speakers=["tillerson"])
        session(tree, "spray").update(before="availability")

    assert told(edit) == [
        ("Camera spray: before", "dialogue", "joint press availability", "changed"),
        ("Joint press availability: speakers, Rex Tillerson", "", "Rex Tillerson", "added"),
    ]


def test_a_long_title_is_no_name_for_a_session() -> None:
    title = "Remarks by the Secretary of State and the Foreign Secretary of Mexico"
    event = changed(lambda tree: session(tree, "availability").update(title=title))
    assert told(lambda tree: session(tree, "availability").update(room="franklin"), event) == [
        ("Joint press availability: room", "Dean Acheson Auditorium", "Benjamin Franklin Room", "changed")
    ]


def test_an_edited_note_is_the_same_note() -> None:
    event = changed(lambda tree: tree.update(planning=[{"text": "The van leaves the lobby at 8:15."}]))
    assert told(lambda tree: tree["planning"][0].update(text="The van leaves the lobby at 8:20."), event) == [
        (
            "Planning note “The van leaves the lobby at 8:15.”: text",
            "The van leaves the lobby at 8:15.",
            "The van leaves the lobby at 8:20.",
            "changed",
        )
    ]


def test_another_name_is_another_speaker_however_like_it_is() -> None:
    event = changed(
        lambda tree: session(tree, "availability").update(speakers=["Foreign Minister Anna Berg"])
    )
    names = ["Foreign Minister Anna Costa"]
    assert [
        kind for *_, kind in told(lambda tree: session(tree, "availability").update(speakers=names), event)
    ] == [
        "removed",
        "added",
    ]


def test_texts_that_stand_there_twice_are_two() -> None:
    event = changed(lambda tree: tree.update(sources=["A call.", "A call."]))
    assert [one.path for one in differences(event, changed(lambda tree: tree["sources"].pop(), event))] == [
        "sources[A call.#2]"
    ]


def test_of_very_many_new_entries_none_is_sought_among_the_old_ones() -> None:
    numbers = [f"Told by the office of the spokesperson, call number {number}." for number in range(60)]
    event = changed(lambda tree: tree.update(sources=numbers))
    kinds = [
        kind for *_, kind in told(lambda tree: tree.update(sources=[f"{one}!" for one in numbers]), event)
    ]
    assert (kinds.count("removed"), kinds.count("added")) == (60, 60)


def test_what_is_written_otherwise_and_means_the_same_does_not_differ() -> None:
    before = {
        "revision": {"number": 1},
        "sessions": [{"id": "one", "questions": 2, "access": [{"press": ["video"]}]}],
    }
    after = {
        "revision": {"number": "1"},
        "sessions": [{"id": "one", "questions": "2", "access": [{"press": "video"}]}],
    }
    assert differences_of_trees(before, after) == ()


def test_a_tree_that_was_typed_is_brought_into_the_form_of_an_events_own() -> None:
    typed: Tree = {
        "title": " Talks ",
        "unheard-of": "text",
        "lead": None,
        "id": "talks",
        "date": "soon",
        "sessions": [],
    }
    assert list(as_stated(typed).items()) == [
        ("id", "talks"), ("title", "Talks"), ("date", "soon"), ("sessions", []), ("unheard-of", "text"),
    ]  # fmt: skip


def test_what_is_not_right_yet_is_told_as_it_is() -> None:
    before = stated(DECEMBER_14)
    after = {**before, "date": "soon", "lead": ["two", "texts"], "delegations": "none", "unheard of": "text"}
    assert [(one.path, one.after) for one in differences_of_trees(before, after)] == [
        ("date", "soon"),
        ("lead", "two, texts"),
        ("delegations", "none"),
        ("“unheard of”", "text"),
    ]


def _nouns_in_lists(noun: type[Noun] = Event) -> set[type[Noun]]:
    inner = [key for key in keys_of(noun).values() if issubclass(key.kind, Noun)]
    return {key.kind for key in inner if key.many}.union(*(_nouns_in_lists(key.kind) for key in inner))


@pytest.mark.parametrize("noun", sorted(_nouns_in_lists(), key=str))
def test_every_noun_of_a_list_can_be_told_from_its_neighbours(noun: type[Noun]) -> None:
    keys = keys_of(noun)
    assert noun is AccessTime or "id" in keys or TOLD_BY[noun]
    assert set(TOLD_BY.get(noun, ())) <= keys.keys()


def test_a_place_is_told_by_the_name_that_it_had_before_and_has_after() -> None:
    def renamed_and_moved(tree: Tree) -> None:
        tree["venues"][0]["rooms"][0].update(name="Room 800")
        session(tree, "availability").update(room="franklin")

    assert ("Joint press availability: room", "Dean Acheson Auditorium", "Room 800", "changed") in told(
        renamed_and_moved
    )
