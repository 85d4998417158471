"""What is hidden from somebody is nowhere in what they may open, and moves nothing there, whatever it says.

The event of ``canaries.py`` has a sign in every text; the sample events tell whether a change can be noticed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pikepdf
import pytest
from werkzeug.test import Client, TestResponse

from logistics import eventfile
from logistics.disclosure import AUDIENCES, Audience
from logistics.errors import LogisticsError
from logistics.model import Event, Level
from logistics.operations.accounts import Role
from logistics.operations.drafts import checked_text, create, draft, tree_of
from logistics.operations.feeding import give_address
from logistics.store import events as kept
from tests.hiding import CANARY, hidden_changes
from tests.web.canaries import EVENT_ID, Aviary, aviary, hidden_texts
from tests.web.offices import FILES, Rig, furnished
from tests.web.pages import form_of, post
from web.fastfeeds import FastFeeds

_STAMP: Final = re.compile(rb'(?<=name="csrf_token" value=")[^"]*')
"""The token of a form holds the second in which its page was made."""
FORMS: Final = ("", ".ics", ".pdf", ".json", ".jsonld", "/calendar")
OPEN: Final = (
    "/",
    "/login",
    "/help",
    "/healthz",
    f"/public/{EVENT_ID}x",
    f"/feeds/{'x' * 43}.ics",
    "/nothing/here",
)


@pytest.fixture
def store_url(sqlite_url: str) -> str:
    """What is disclosed is settled before any store."""
    return sqlite_url


@pytest.fixture(scope="module")
def signs() -> Aviary:
    return aviary()


@dataclass
class Published:
    """An office with one event that is published, and the addresses of its feeds by audience."""

    rig: Rig
    event_id: str
    feeds: dict[str, str]

    def put_out(self, text: str) -> None:
        """Publish another text of the event, of the same edition."""
        with self.rig.office.database.writing() as connection:
            head = kept.head(connection, self.event_id)
            assert head is not None
            at = self.rig.moment
            made = kept.append(connection, self.event_id, head.number, text, at=at, by="somebody", summary="")
            kept.publish(connection, self.event_id, made.number, at=at, by="somebody", reasons={})


def _published(rig: Rig, text: str) -> Published:
    made = create(rig.office, text, "somebody", rig.moment).event.id
    feeds = {
        audience.name: f"/feeds/{give_address(rig.office, made, audience.name, 'x', 'somebody', rig.moment).token}.ics"
        for audience in AUDIENCES
    }
    found = Published(rig, made, feeds)
    found.put_out(text)
    return found


@pytest.fixture(scope="module")
def out(signs: Aviary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The event of signs, published."""
    rig = furnished(f"sqlite:///{tmp_path_factory.mktemp('out') / 'office.db'}")
    yield _published(rig, signs.text)
    rig.office.database.dispose()


def _told(answer: TestResponse) -> bytes:
    """Status, headers and body of an answer; only when it was given is everybody's to know."""
    answer.headers.pop("Date", None)
    told = f"{answer.status}\n{answer.headers}".encode() + answer.get_data()
    answer.close()
    return told


def _all_of(answer: TestResponse) -> bytes:
    """Everything that an answer tells, and what a PDF holds folded up."""
    told = _told(answer)
    if answer.mimetype == "application/pdf" and answer.get_data():
        with pikepdf.open(io.BytesIO(answer.get_data())) as pdf:
            told += b"".join(bytes(str(one.objgen) + repr(one), "utf-8") for one in pdf.objects)
            told += b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
    return told


def _leaked(signs: Sequence[str], told: bytes) -> list[str]:
    return [sign for sign in signs if sign.encode() in told]


def _level(audience: Audience) -> Level:
    return audience.level


# ---- the signs themselves --------------------------------------------------------------------------------------------


def test_every_text_of_the_model_that_is_hidden_from_somebody_has_a_sign(signs: Aviary) -> None:
    assert set(hidden_texts()) - signs.keys == set()
    assert {level: len(signs.above(level)) > 50 for level in Level if level < Level.CLOSE_HOLD} == {
        Level.PUBLIC: True,
        Level.PRESS: True,
        Level.STAFF: True,
    }


def test_the_signs_are_found_where_they_may_stand(out: Published, signs: Aviary) -> None:
    """Otherwise it would prove nothing that they are not found elsewhere."""
    client = out.rig.anybody()
    shown = {level: [sign for sign, at in signs.signs.items() if at is level] for level in Level}
    assert len(_leaked(shown[Level.PUBLIC], _all_of(client.get(f"/public/{EVENT_ID}.json")))) > 20
    assert len(_leaked(shown[Level.PRESS], _all_of(client.get(out.feeds["press"])))) > 5
    officer = out.rig.browser(Role.PRESS_OFFICER)
    sheet = _all_of(officer.get(f"/events/{EVENT_ID}/file.yaml"))
    assert len(_leaked(shown[Level.STAFF] + shown[Level.CLOSE_HOLD], sheet)) > 100
    pages = b"".join(_all_of(answer) for _, answer in _pages(out, Role.STAFF))
    assert len(_leaked(shown[Level.STAFF], pages)) > 5


# ---- without an account ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*OPEN, *(f"/public/{EVENT_ID}{form}" for form in FORMS)])
def test_nothing_that_is_open_to_all_tells_what_the_public_may_not_know(
    out: Published, signs: Aviary, path: str
) -> None:
    for method in ("GET", "HEAD"):
        answer = out.rig.anybody().open(path, method=method)
        assert _leaked(signs.above(Level.PUBLIC), _all_of(answer)) == []


@pytest.mark.parametrize("audience", AUDIENCES, ids=lambda audience: audience.name)
def test_a_feed_tells_nothing_above_its_audience(out: Published, signs: Aviary, audience: Audience) -> None:
    hidden = signs.above(_level(audience))
    for client in (out.rig.anybody(), Client(FastFeeds(out.rig.app))):
        for headers in ({}, {"If-None-Match": "*"}, {"If-None-Match": '"x"'}):
            assert _leaked(hidden, _all_of(client.get(out.feeds[audience.name], headers=headers))) == []


def test_no_page_behind_the_door_tells_a_stranger_anything(out: Published, signs: Aviary) -> None:
    for path, answer in _pages(out, None):
        assert _leaked(signs.above(Level.PUBLIC), _all_of(answer)) == [], path


def test_what_is_not_published_is_nowhere(rig: Rig, signs: Aviary) -> None:
    create(rig.office, signs.text, "somebody", rig.moment)
    for path in (*OPEN, *(f"/public/{EVENT_ID}{form}" for form in FORMS)):
        answer = rig.anybody().get(path)
        assert _leaked(list(signs.signs), _all_of(answer)) == []
        assert path in OPEN or answer.status_code == 404


def test_what_was_changed_since_is_not_out(rig: Rig, signs: Aviary) -> None:
    out = _published(rig, signs.text)
    officer = rig.browser(Role.PRESS_OFFICER)
    paths = ["/", *(f"/public/{EVENT_ID}{form}" for form in FORMS), *out.feeds.values()]
    before = {path: _all_of(rig.anybody().get(path)) for path in paths}
    sheet = f"/events/{EVENT_ID}/edit/basics"
    form = form_of(officer.get(sheet).text, "title")
    assert (
        post(
            officer, sheet, form.typed({"title": "Changed", "lead": "Changed", "date": "2031-06-12"})
        ).status_code
        == 302
    )
    assert tree_of(draft(rig.office, EVENT_ID))["title"] == "Changed"
    assert {path: _all_of(rig.anybody().get(path)) for path in paths} == before


# ---- with too small a role -------------------------------------------------------------------------------------------


def _pages(out: Published, role: Role | None) -> Iterator[tuple[str, TestResponse]]:
    """Everything that somebody of a role can ask for of the event, open to them or not."""
    client = out.rig.browser(role) if role else out.rig.anybody()
    values = {
        "event_id": EVENT_ID,
        "part": "office",
        "session_id": "x",
        "number": "1",
        "form": "html",
        "token": "x",
    }
    for rule in out.rig.app.url_map.iter_rules():
        if (
            "GET" in (rule.methods or ())
            and rule.endpoint != "static"
            and not rule.endpoint.startswith("api.")
        ):
            path = rule.rule.replace("<int:", "<")
            for audience in [one.name for one in AUDIENCES] if "<audience>" in path else ["press"]:
                made = path
                for name, value in {**values, "audience": audience}.items():
                    made = made.replace(f"<{name}>", value)
                yield made, client.get(made)
    for name in (one.name for one in AUDIENCES):
        yield name, client.get(f"/events/{EVENT_ID}/advisory?audience={name}")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_what_is_held_close_is_for_press_officers_and_those_above_them(
    out: Published, signs: Aviary, role: Role
) -> None:
    leaked = {
        path: found
        for path, answer in _pages(out, role)
        if (found := _leaked(signs.above(Level.STAFF), _all_of(answer)))
    }
    assert leaked == {}


def test_staff_neither_see_nor_note_a_moment_that_is_held_close(out: Published, signs: Aviary) -> None:
    staff = out.rig.browser(Role.STAFF)
    path = f"/events/{EVENT_ID}/timeline"
    (private,) = (
        one.id for one in draft(out.rig.office, EVENT_ID).event.sessions if one.audience is Level.CLOSE_HOLD
    )
    form = form_of(staff.get(path).text, "point")
    assert form.choices["point"]
    told = {}
    for point in (f"{private}.start", "nothing.start"):
        answer = post(
            staff,
            path,
            [*((name, value) for name, value in form.pairs if name == "csrf_token"), ("point", point)],
        )
        assert answer.status_code == 422
        told[point] = _STAMP.sub(b"", answer.get_data())
    assert told[f"{private}.start"] == told["nothing.start"]
    with out.rig.office.database.writing() as connection:
        kept.observe(
            connection, EVENT_ID, f"{private}.start", out.rig.moment, at=out.rig.moment, by="somebody"
        )
    assert _leaked(signs.above(Level.STAFF), _all_of(staff.get(path))) == []


def test_what_changed_since_the_last_edition_is_told_as_far_as_one_may_know_it(
    rig: Rig, signs: Aviary
) -> None:
    out = _published(rig, signs.text)
    changed = aviary()
    text = changed.text
    for sign in changed.above(Level.PUBLIC):
        text = text.replace(sign, f"{sign}-new" if sign in signs.text else sign)
    with rig.office.database.writing() as connection:
        kept.append(connection, EVENT_ID, 2, text, at=rig.moment, by="somebody", summary="")
    assert draft(rig.office, EVENT_ID).number == 3
    for role in (Role.VIEWER, Role.STAFF):
        for path, answer in _pages(out, role):
            assert _leaked(signs.above(Level.STAFF), _all_of(answer)) == [], path
    assert b"-new" in _all_of(rig.browser(Role.VIEWER).get(f"/events/{EVENT_ID}/advisory"))


# ---- changes that nobody may notice ----------------------------------------------------------------------------------


def _usable(changes: Iterator[tuple[str, Event]]) -> Iterator[tuple[str, str]]:
    """The texts of events that are hidden changes of another.

    Some would be no event, such as one without a name; and a short name is changed in vain where others still use it.
    """
    for where, event in changes:
        if where.endswith(".id"):
            continue
        try:
            text = eventfile.write(event)
            checked_text(text, event.id, "state")
        except LogisticsError:
            continue
        yield where, text


def _moved(
    out: Published, paths: Sequence[str], changes: Iterator[tuple[str, str]], text: str
) -> tuple[list[str], int]:
    """Which hidden changes move an answer, and how many there were."""
    client = Client(FastFeeds(out.rig.app))

    def answers() -> list[bytes]:
        return [_told(client.get(path)) for path in paths]

    before, moved, count = answers(), [], 0
    for where, changed in changes:
        assert changed != text
        out.put_out(changed)
        count += 1
        if answers() != before:
            moved.append(where)
            out.put_out(text)
    return moved, count


SECURITY: Final = "2022-10-13-us-mexico-high-level-security-dialogue"
DIALOGUE_2017: Final = "2017-12-14-us-mexico-strategic-dialogue"


@pytest.mark.parametrize("name", [SECURITY, DIALOGUE_2017])
def test_nothing_that_the_public_may_not_know_moves_what_it_reads(rig: Rig, name: str) -> None:
    """Page, calendar, paper, facts, list and feed: bytes, headers and entity tags."""
    event = eventfile.read(FILES[name]).event
    text = eventfile.write(event)
    out = _published(rig, text)
    paths = ["/", *(f"/public/{event.id}{form}" for form in FORMS), out.feeds["public"]]
    moved, count = _moved(out, paths, _usable(hidden_changes(event, Level.PUBLIC)), text)
    assert moved == []
    assert count > 10


@pytest.mark.parametrize("audience", ["press", "press-video", "staff"])
def test_nothing_above_an_audience_moves_its_calendar(rig: Rig, signs: Aviary, audience: str) -> None:
    event = eventfile.parse(signs.text.encode(), "signs").event
    out = _published(rig, signs.text)
    level = Level[audience.partition("-")[0].upper()]
    some = _usable(islice(hidden_changes(event, level), 0, None, 19 if level < Level.STAFF else 5))
    moved, count = _moved(out, [out.feeds[audience]], some, signs.text)
    assert moved == []
    assert count > 5


def test_a_change_that_is_not_hidden_is_noticed(rig: Rig, signs: Aviary) -> None:
    """Otherwise it would prove nothing that hidden ones are not."""
    event = eventfile.parse(signs.text.encode(), "signs").event
    out = _published(rig, signs.text)
    changed = eventfile.write(event.model_copy(update={"title": CANARY, "name": CANARY}))
    paths = ["/", *(f"/public/{EVENT_ID}{form}" for form in FORMS), *out.feeds.values()]
    for path in paths[1:]:
        moved, _ = _moved(out, [path], iter([("title", changed)]), signs.text)
        assert moved == ["title"], path
