"""The sheets of the editor: what stands on none of them stays as it is, and what is typed is what is stated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from logistics import eventfile
from logistics.operations.accounts import Role
from logistics.operations.drafts import Draft, create, draft, tree_of
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, FILES, Browser, Rig, furnished
from tests.web.pages import Form, Pairs, form_of, post
from web.forms.reading import Clocks, read, without_marks
from web.forms.rows import rows
from web.forms.sheets import ONE_SESSION, SHEETS, Sheet

EVENTS: Final = tuple(sorted(FILES))
SESSIONS: Final = f"/events/{DIALOGUE}/edit/sessions"


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What is read of a form has no store in it."""
    return sqlite_url


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """An office with every sample event, for what changes none of them."""
    rig = furnished(f"sqlite:///{tmp_path_factory.mktemp('shelf') / 'office.db'}")
    for path in FILES.values():
        rig.take_in(path)
    yield rig
    rig.office.database.dispose()


@pytest.fixture(scope="module")
def officer(shelf: Rig) -> Browser:
    return shelf.browser(Role.PRESS_OFFICER)


@pytest.fixture
def writer(rig: Rig) -> Browser:
    """A press officer of an office with the dialogue, which may be changed."""
    rig.take_in()
    return rig.browser(Role.PRESS_OFFICER)


def _sheet(client: Browser, path: str) -> Form:
    answer = client.get(path)
    assert answer.status_code == 200
    return form_of(answer.text, "base")


def _sheets(item: Draft) -> Iterator[tuple[str, Sheet]]:
    """Every page of the editor of an event, with its sheet."""
    for part, sheet in SHEETS.items():
        yield f"/events/{item.event.id}/edit/{part}", sheet
    for session in item.event.sessions:
        yield f"/events/{item.event.id}/edit/sessions/{session.id}", ONE_SESSION


def _some(sheets: Iterable[tuple[str, Sheet]]) -> list[tuple[str, Sheet]]:
    """All sheets of the whole event, and the first sessions and the last: the summit day has many that are alike."""
    found = list(sheets)
    return [*found[:14], *found[14:][-1:]]


def _event(rig: Rig, name: str) -> Draft:
    event_id = eventfile.read(FILES[name]).event.id
    return draft(rig.office, event_id)


def _said(answer: TestResponse) -> str:
    return " ".join(re.findall(r'role="status"><p>(.*?)</p>', unescape(answer.text)))


# ---- what is not touched ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVENTS)
def test_a_sheet_that_is_sent_as_it_stands_changes_nothing(shelf: Rig, officer: Browser, name: str) -> None:
    """Also when it was checked before: the page that comes back has every field again as it was."""
    item, wrong = _event(shelf, name), []
    for path, _ in _some(_sheets(item)):
        first = _sheet(officer, path)
        again = form_of(post(officer, path, first.filled("check")).text, "base")
        answer = post(officer, path, again.filled("save"))
        now = draft(shelf.office, item.event.id)
        if (
            _without_token(again) != _without_token(first)
            or answer.status_code != 302
            or now.number != item.number
        ):
            wrong.append((path, answer.status_code, now.kept.summary))
            item = now
    assert wrong == []
    assert "Nothing was changed" in _said(officer.get(path))


def _without_token(form: Form) -> Pairs:
    return [pair for pair in form.pairs if pair[0] != "csrf_token"]


# ---- one field -------------------------------------------------------------------------------------------------------


def _differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """The places at which two trees differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            yield from _differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, pair in enumerate(zip(before, after, strict=True)):
            yield from _differences(*pair, f"{path}[{number}]")
    elif before != after:
        yield path


def _other(form: Form, name: str, value: str) -> str:
    """Another answer to a question; some of them no event can have."""
    key = name.rpartition(".")[2]
    if name in form.choices:
        others = [one for one in form.choices[name] if one not in ("", value)]
        return others[0] if others else value
    if re.fullmatch(r"\d+", value) or key in (
        "capacity",
        "riser_places",
        "interpreters",
        "ordinal",
        "number",
        "floor",
    ):
        return str(int(value) + 1) if value.isdigit() else "7"
    if key in ("date", "last_date", "previous", "published"):
        return "2031-06-12"
    if key in ("duration", "takes"):
        return "33 minutes"
    if key in ("start", "end", "at", "by", "from", "until", "embargo", "when", "opens", "closes"):
        return "11:33 p.m."
    return f"{value} other" if value else "other"


@pytest.mark.parametrize(
    "name", ["2017-12-14-us-mexico-strategic-dialogue", "2031-06-11-two-city-summit-day"]
)
def test_typing_in_one_field_changes_what_it_states_and_nothing_else(
    shelf: Rig, officer: Browser, name: str
) -> None:
    item = _event(shelf, name)
    before, wrong, changed = tree_of(item), [], 0
    clocks = Clocks(item.event.date.date, item.event.zone, item.event.date.date)
    for path, sheet in _some(_sheets(item)):
        form = _sheet(officer, path)
        for field, other in _other_answers(form):
            typed = read(sheet, rows(form.typed({field: other})), before, clocks).tree
            differing = set(_differences(before, without_marks(typed)))
            if not all(_lies_in(one, field) for one in differing):
                wrong.append((field, differing))
            changed += bool(differing)
    assert wrong == []
    assert changed > 100


def _other_answers(form: Form) -> Iterator[tuple[str, str]]:
    """Another answer for each question of a sheet; of many that are alike, for some."""
    counts = Counter(form.names)
    asked = [pair for pair in form.pairs if counts[pair[0]] == 1 and not pair[0].startswith("@")]
    asked = [pair for pair in asked if pair[0] not in ("csrf_token", "base", "session")]
    for field, value in asked if len(asked) < 120 else asked[:: len(asked) // 60]:
        other = _other(form, field, value)
        if other != value:
            yield field, other


def _lies_in(place: str, field: str) -> bool:
    """Whether a place is a field, an entry of it, or a whole that began or ended to be stated with it."""
    return place == field or place.startswith(f"{field}[") or field.startswith(f"{place}.")


@pytest.mark.parametrize(
    "field, typed, stated",
    [
        ("sessions[0].start", "9:05a", "9:05 a.m."),
        ("sessions[0].start", "0905", "9:05 a.m."),
        ("sessions[1].title", "  Ä dialogue\t", "Ä dialogue"),
        ("sessions[2].room", "franklin", "franklin"),
        ("sessions[0].duration", "5", "5 minutes"),
        ("sessions[0].coverage", "", None),
    ],
)
def test_what_is_typed_is_what_is_stated(
    rig: Rig, writer: Browser, field: str, typed: str, stated: str | None
) -> None:
    before = tree_of(draft(rig.office, DIALOGUE))
    answer = post(writer, SESSIONS, _sheet(writer, SESSIONS).typed({field: typed}, "save"))
    assert answer.status_code == 302
    after = tree_of(draft(rig.office, DIALOGUE))
    assert set(_differences(before, after)) == {field}
    (number, key) = re.fullmatch(r"sessions\[(\d)\]\.(\w+)", field).groups()  # type: ignore[union-attr] # as above
    assert after["sessions"][int(number)].get(key) == stated  # type: ignore[index] # a list of sessions


# ---- rows ------------------------------------------------------------------------------------------------------------


def _marks(form: Form) -> list[str]:
    """Which row of the event each row of the page is; a new one is none."""
    return [value for name, value in form.pairs if re.fullmatch(r"@sessions\[\d+\]", name)]


moves = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "up", "down", "copy"]), st.integers(0, 6)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=12)
@given(moves)
@example([("add", 0), ("up", 3)])
@example([("copy", 0), ("down", 1), ("remove", 0)])
def test_rows_are_added_taken_out_moved_and_copied_as_the_buttons_say(
    shelf: Rig, officer: Browser, actions: list[tuple[str, int]]
) -> None:
    form = _sheet(officer, SESSIONS)
    expected = _marks(form)
    for verb, number in actions:
        button = "add sessions" if verb == "add" else f"{verb} sessions[{number}]"
        answer = post(officer, SESSIONS, form.filled(button))
        assert answer.status_code in (200, 422)
        form = form_of(answer.text, "base")
        _move(expected, verb, number)
        expected = [
            *(one for one in expected if one != "blank"),
            *(one for one in expected if one == "blank"),
        ]
        assert _marks(form) == ["" if one in ("blank", "copied") else one for one in expected]
    assert draft(shelf.office, DIALOGUE).number == 1


def _move(entries: list[str], verb: str, number: int) -> None:
    """What the buttons say, for a list of rows; one that names none does nothing."""
    if verb == "add":
        entries.append("blank")
    elif number < len(entries) and verb == "remove":
        del entries[number]
    elif number < len(entries) and verb == "copy":
        entries.insert(number + 1, "blank" if entries[number] == "blank" else "copied")
    elif number < len(entries):
        other = number + (1 if verb == "down" else -1)
        if 0 <= other < len(entries):
            entries[number], entries[other] = entries[other], entries[number]


def _press(client: Browser, path: str, form: Form, button: str, **typed: str) -> Form:
    return form_of(post(client, path, form.filled(button, **typed)).text, "base")


def test_a_row_in_which_nothing_was_written_is_left_out(writer: Browser) -> None:
    form = _press(writer, SESSIONS, _sheet(writer, SESSIONS), "add sessions")
    form = _press(writer, SESSIONS, form, "add sessions")
    assert len(_marks(form)) == 5
    answer = post(writer, SESSIONS, form.filled("save"))
    assert "Nothing was changed" in _said(writer.get(answer.headers["Location"]))


def test_a_row_that_is_moved_keeps_what_is_not_on_the_page(rig: Rig, writer: Browser) -> None:
    before = tree_of(draft(rig.office, DIALOGUE))["sessions"]
    assert isinstance(before, list)
    assert "access" in before[0]
    form = _press(writer, SESSIONS, _sheet(writer, SESSIONS), "down sessions[0]")
    post(writer, SESSIONS, form.filled("save"))
    assert tree_of(draft(rig.office, DIALOGUE))["sessions"] == [before[1], before[0], before[2]]


def test_a_row_that_is_taken_out_takes_nothing_of_the_others_along(rig: Rig, writer: Browser) -> None:
    path = f"/events/{DIALOGUE}/edit/people"
    before = tree_of(draft(rig.office, DIALOGUE))["delegations"]
    assert isinstance(before, list)
    form = _press(writer, path, _sheet(writer, path), "remove delegations[0].members[0]")
    answer = post(writer, path, form.filled("save"))
    assert answer.status_code == 302, _problems(answer)
    after = tree_of(draft(rig.office, DIALOGUE))["delegations"]
    assert after == [{**before[0], "members": before[0]["members"][1:]}, *before[1:]]


def test_a_copy_has_what_is_on_the_page_and_a_short_name_of_its_own(rig: Rig, writer: Browser) -> None:
    form = _press(writer, SESSIONS, _sheet(writer, SESSIONS), "copy sessions[1]")
    answer = post(writer, SESSIONS, form.filled("save"))
    assert answer.status_code == 302, _problems(answer)
    sessions = tree_of(draft(rig.office, DIALOGUE))["sessions"]
    assert isinstance(sessions, list)
    assert [one["kind"] for one in sessions[1:3]] == [sessions[1]["kind"]] * 2
    assert len({one["id"] for one in sessions}) == 4
    assert re.fullmatch(r"[a-z0-9-]+", sessions[2]["id"])


@pytest.mark.parametrize("button", ["copy venues[0]", "copy delegations[0]"])
def test_what_lies_in_a_copy_gets_short_names_of_its_own_too(rig: Rig, writer: Browser, button: str) -> None:
    path = f"/events/{DIALOGUE}/edit/{'places' if 'venues' in button else 'people'}"
    form = _press(writer, path, _sheet(writer, path), button)
    typed = "venues[1].name" if "venues" in button else "delegations[1].name"
    answer = post(writer, path, form.typed({typed: "Another"}, "save"))
    assert answer.status_code == 302, _problems(answer)
    assert [one["id"] for one in _ids(tree_of(draft(rig.office, DIALOGUE)))] != []


def _ids(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        if "id" in tree:
            yield tree
        for value in tree.values():
            yield from _ids(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _ids(item)


def test_new_rows_get_short_names_that_nothing_has_yet(rig: Rig, writer: Browser) -> None:
    path = f"/events/{DIALOGUE}/edit/places"
    form = _sheet(writer, path)
    for _ in range(3):
        form = _press(writer, path, form, "add venues[0].rooms")
    count = len([name for name in form.names if re.fullmatch(r"@venues\[0\]\.rooms\[\d+\]", name)])
    typed = {f"venues[0].rooms[{count - number}].name": "Ödland  Room!" for number in (1, 2, 3)}
    answer = post(writer, path, form.typed(typed, "save"))
    assert answer.status_code == 302, _problems(answer)
    venues = tree_of(draft(rig.office, DIALOGUE))["venues"]
    assert isinstance(venues, list)
    assert [room["id"] for room in venues[0]["rooms"][-3:]] == [
        "odland-room",
        "odland-room-2",
        "odland-room-3",
    ]


def test_a_page_of_one_session_changes_no_other(rig: Rig, writer: Browser) -> None:
    path = f"{SESSIONS}/dialogue"
    before = tree_of(draft(rig.office, DIALOGUE))
    form = _sheet(writer, path)
    title = next(name for name in form.names if name.endswith("].title") and name.startswith("sessions["))
    answer = post(writer, path, form.typed({title: "Another title"}, "save"))
    assert answer.headers["Location"] == path
    assert set(_differences(before, tree_of(draft(rig.office, DIALOGUE)))) == {title}


# ---- problems --------------------------------------------------------------------------------------------------------


def _problems(answer: TestResponse) -> list[str]:
    return re.findall(r'<a href="#([\w-]+)">', answer.text)


@pytest.mark.parametrize("part", sorted(SHEETS))
def test_a_text_that_cannot_be_used_comes_back_at_its_own_field_as_it_was_typed(
    shelf: Rig, officer: Browser, part: str
) -> None:
    path, wrong = f"/events/{DIALOGUE}/edit/{part}", []
    form = _sheet(officer, path)
    texts = [name for name in form.texts if name not in form.choices][:90]
    typed = {name: f"a\x07b & <i>{number}</i>" for number, name in enumerate(texts)}
    answer = post(officer, path, form.typed(typed, "save"))
    assert answer.status_code == 422
    again = form_of(answer.text, "base")
    for name in texts:
        place = f"f-{name.replace('.', '-').replace('[', '-').replace(']', '')}"
        kept = again.value(name) == typed[name].replace("\x07", "\x07")
        if not kept or place not in _problems(answer) or f'id="{place}-problem"' not in answer.text:
            wrong.append(name)
    assert wrong == []
    assert texts
    assert draft(shelf.office, DIALOGUE).number == 1


def test_everything_else_that_was_typed_is_kept_beside_a_problem(officer: Browser) -> None:
    form = _sheet(officer, SESSIONS)
    typed = {"sessions[0].title": "New & <b>title</b>", "sessions[1].start": "quarter past nothing"}
    answer = post(officer, SESSIONS, form.typed(typed, "save"))
    assert answer.status_code == 422
    assert _problems(answer)[0] == "f-sessions-1-start"
    again = form_of(answer.text, "base")
    assert {name: again.value(name) for name in typed} == typed
    expected = [(name, typed.get(name, value)) for name, value in form.pairs if name != "csrf_token"]
    assert _without_token(again) == expected


# ---- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize(
    "change", ["as it is", "with the line ends of Windows", "with a mark at its beginning"]
)
def test_a_file_that_is_taken_in_is_given_out_as_it_was_written(rig: Rig, name: str, change: str) -> None:
    client, text = rig.browser(Role.PRESS_OFFICER), FILES[name].read_text(encoding="utf-8")
    if change == "with the line ends of Windows":
        text = text.replace("\n", "\r\n")
    data = text.encode("utf-8-sig" if change == "with a mark at its beginning" else "utf-8")
    answer = client.send("/events/take-in", {"file": (BytesIO(data), "event.yaml")})
    assert answer.status_code == 302
    given = client.get(f"{answer.headers['Location']}/file.yaml")
    assert given.get_data() == text.encode()
    assert "#" in text, "the comments of a file are what would be lost"


def test_no_event_takes_the_place_of_a_page(rig: Rig) -> None:
    client, text = rig.browser(Role.PRESS_OFFICER), FILES[EVENTS[0]].read_text(encoding="utf-8")
    data = re.sub(r"(?m)^id: .*$", "id: new", text).encode()
    assert client.send("/events/take-in", {"file": (BytesIO(data), "event.yaml")}).status_code == 422


def test_an_event_without_any_session_can_be_saved(shelf: Rig, officer: Browser) -> None:
    head = (
        DIALOGUE_FILE.read_text(encoding="utf-8").partition("sessions:\n")[0].replace(DIALOGUE, "no-sessions")
    )
    create(shelf.office, f"{head}sessions: []\n", "ada", shelf.moment)
    path = "/events/no-sessions/edit/basics"
    form = form_of(officer.get(path).text, "title")
    assert post(officer, path, form.typed({"title": "Another headline"}, "save")).status_code == 302
    assert draft(shelf.office, "no-sessions").event.title == "Another headline"
