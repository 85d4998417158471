"""Odd input: whatever is sent, people get a sentence and the right status, and never a fault of ours.

Both stores are asked, since what one of them takes the other refuses.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from logistics.operations.accounts.passwords import HASHER
from logistics.operations.drafts import draft, tree_of
from tests.operations.accounts.house import Watched
from tests.web.offices import DIALOGUE, Browser, Rig, furnished
from tests.web.pages import URLENCODED, Pairs, post
from tests.web.routes import House, Route, lived_in

IN_A_PATH: Final = [
    "%00",
    "a%00b",
    "0",
    "-1",
    str(2**31),
    str(2**63 - 1),
    str(2**70),
    "9" * 5000,
    "%D9%A3",  # a figure, but not one of ours
    "%FF%FE",  # not UTF-8
    "%ED%A0%80",  # half of a character
    "%E2%80%AE",  # turns the reading order
    "%0D%0Ax",
    "..%2f..%2fetc%2fpasswd",
    "%22%3E%3Cscript%3E",
    "__class__",
    "x" * 5000,
]
STRANGE: Final = [
    "\0",
    "a\x07b",
    "\ud800",
    "\u202eab",
    "\u2028",
    "\ufeff",
    "ä" * 10_000,
    "9999-12-31",
    "9" * 5000,
    "٣",
]
REFUSALS: Final = {400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429}


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HASHER, "argon2", Watched())


@pytest.fixture
def house(rig: Rig) -> House:
    return lived_in(rig)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An office on SQLite, for what no store has a part in."""
    rig = furnished(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'office.db'}")
    yield lived_in(rig)
    rig.office.database.dispose()


@pytest.fixture
def plain(office: House) -> House:
    """That office, with somebody who has just come in."""
    office.come_in()
    return office


def _faulty(answer: TestResponse) -> str:
    """What is wrong with an answer to odd input; empty where nothing is."""
    text = (
        answer.get_data().decode("utf-8", errors="strict")
        if (answer.mimetype or "").startswith("text/")
        else ""
    )
    answer.close()
    if answer.status_code >= 400 and answer.status_code not in REFUSALS:
        return answer.status
    if "Traceback" in text or "object at 0x" in text:
        return "shows what is inside"
    if answer.status_code in REFUSALS and answer.mimetype == "text/html" and not _tells(text):
        return f"{answer.status} without a sentence"
    return ""


def _tells(page: str) -> bool:
    return any(
        sign in page
        for sign in ('<p class="lead">', 'class="error-summary"', 'class="problem"', '"finding error"')
    )


def _asked(client: Browser, route: Route, pairs: Pairs) -> TestResponse:
    return client.get(route.path) if route.method in ("GET", "HEAD") else post(client, route.path, pairs)


def _writing(house: House) -> list[Route]:
    """The routes that take forms, except those that end the visit of whoever asks."""
    passed = ("door.sign_out", "making.samples")
    return [
        route
        for route in house.routes("POST")
        if route.endpoint not in passed and not route.endpoint.startswith("api.")
    ]


# ---- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method, odd_ones", [("GET", IN_A_PATH), ("POST", IN_A_PATH[:8])], ids=["GET", "POST"]
)
def test_no_address_is_too_odd(house: House, method: str, odd_ones: list[str]) -> None:
    token, wrong = house.token, []
    for rule in house.rules(method):
        for name in sorted(rule.arguments):
            for odd in odd_ones:
                route = Route(rule.endpoint, method, house.path(rule, **{name: odd}), frozenset())
                answer = _asked(house.browser, route, [("csrf_token", token), ("base", "1"), ("do", "save")])
                if said := _faulty(answer):
                    wrong.append((rule.endpoint, name, odd[:20], said))
    assert wrong == []


ODD_ADDRESSES: Final = [
    "/%",
    "/%zz",
    "//",
    "/events//edit/",
    "/\u202e",
    "/events/%2e%2e/users",
    "/.git/config",
    "/events?q=%00&show=%ff",
    "/house/journal?before=%D9%A3",
    f"/house/journal?before={'9' * 30}",
    f"/events/{DIALOGUE}/advisory?audience=%00",
    f"/events/{DIALOGUE}/advisory?audience=close-hold",
]


def test_what_stands_in_no_route_is_not_found_or_passed_over(plain: House) -> None:
    clients = (plain.browser, plain.rig.anybody())
    told = {path: [_faulty(client.get(path)) for client in clients] for path in ODD_ADDRESSES}
    assert {path for path, said in told.items() if any(said)} == set()


# ---- bodies ----------------------------------------------------------------------------------------------------------

MULTIPART: Final = "multipart/form-data; boundary=edge"
BODIES: Final = {
    "nothing": (b"", URLENCODED),
    "no kind": (b"title=x", ""),
    "not UTF-8": (b"title=%ff%fe&name=\xff\xfe", URLENCODED),
    "half of a character": (b"title=%ed%a0%80", URLENCODED),
    "broken escapes": (b"title=%&%zz=%u0041&&&==&=x", URLENCODED),
    "a charset of its own": (b"title=x", f"{URLENCODED}; charset=utf-7"),
    "JSON": (b'{"title": "x"}', "application/json"),
    "JSON said to be a form": (b'{"title": "x"}', URLENCODED),
    "XML": (b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>', "text/xml"),
    "parts said to be fields": (
        b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--edge--',
        URLENCODED,
    ),
    "fields said to be parts": (b"title=x&name=y", MULTIPART),
    "parts without an end": (b'--edge\r\nContent-Disposition: form-data; name="title"\r\n\r\nx', MULTIPART),
    "parts without an edge": (b"--edge\r\n\r\nx\r\n--edge--", "multipart/form-data"),
    "a part without a name": (
        b"--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--\r\n",
        MULTIPART,
    ),
    "a file in place of a text": (
        b'--edge\r\nContent-Disposition: form-data; name="title"; filename="\x00../x"\r\n\r\n\xff\r\n--edge--\r\n',
        MULTIPART,
    ),
    "very many parts": (
        b'--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n' * 1500 + b"--edge--\r\n",
        MULTIPART,
    ),
    "zeroes": (bytes(1000), URLENCODED),
}


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_no_body_is_too_odd(plain: House, body: str) -> None:
    data, kind = BODIES[body]
    token, wrong = plain.token, []
    for route in _writing(plain):
        # The token comes by the way that programs of a page use, so that the body is looked at.
        headers = {"Sec-Fetch-Site": "same-origin", "X-CSRFToken": token}
        answer = plain.browser.post(route.path, data=data, content_type=kind or None, headers=headers)
        if said := _faulty(answer):
            wrong.append((route.endpoint, said))
    assert wrong == []


# ---- forms -----------------------------------------------------------------------------------------------------------

# What a field of a page is called, and what is called like one.
NAMES: Final = [
    "sessions[0].kind",
    "sessions[1].start",
    "sessions[0].access[0].at",
    "sessions[0].access[0].press",
    "sessions[0].livestreams[0].at",
    "venues[0].rooms[0].capacity",
    "venues[0].routes[0].takes",
    "delegations[0].members[0].family",
    "registration.deadlines[0].by",
    "releases[0].states[0].when",
    "releases[0].embargo",
    "issuer.name",
    "series.ordinal",
    "planning[0].audience",
    "waivers[0].rule",
    "title",
    "date",
    "last_date",
    "zone",
    "status",
    "id",
    "@sessions[0]",
    "@sessions[0].access[0]",
    "name",
    "password",
    "old",
    "new",
    "code",
    "label",
    "days",
    "scope",
    "role",
    "full_name",
    "audience",
    "reason",
    "point",
    "time",
    "pattern",
    "start",
    "base",
    "head",
    "session",
    "next",
    "profile",
    "choice title",
    "reason ACC001 x",
    "tree",
]
ODD_NAMES: Final = [
    "",
    "@",
    "sessions",
    "sessions[0]",
    "sessions[499].kind",
    "sessions[99999].kind",
    "sessions[-1].kind",
    "sessions[0].kind.x",
    "sessions[0].kind[0].x",
    "sessions.kind",
    "sessions[0][0]",
    "title.x",
    "title[0].x",
    "@title",
    "@title[0]",
    "issuer",
    "issuer[0].name",
    "revision.number",
    "__class__",
    "sessions.__class__.__init__",
    "sessions[0].__dict__[0].x",
    ".".join(["a"] * 3000),
    "sessions[499]." * 300 + "kind",
    "x" * 5000,
    "\0",
    "\ud800",
]
VALUES: Final = [
    "",
    "1",
    "0",
    "-1",
    "2",
    "spray",
    "dialogue",
    "public",
    "close hold",
    "all",
    "video",
    "8:30 a.m.",
    "25:00",
    "30 minutes before spray.start",
    "at x.start",
    "to be determined",
    "99999999 minutes",
    "December 14, 2017",
    "December 31, 9999",
    "0001-01-01",
    "America/New_York",
    "../../etc/passwd",
    "Europe",
    "{{7*7}}",
    "<script>",
    "' OR 1=1--",
    "%s%n{0}",
    "1e999",
    "NaN",
    "\r\nSet-Cookie: a=b",
    *STRANGE,
]
VERBS: Final = [
    "save",
    "check",
    "add",
    "remove",
    "up",
    "down",
    "copy",
    "mend",
    "role",
    "close",
    "open",
    "link",
    "garbage",
    "",
]

fields = st.tuples(
    st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES + ODD_NAMES), st.text(max_size=20)),
    st.one_of(st.sampled_from(VALUES), st.text(max_size=40)),
)
actions = st.builds(
    lambda verb, name, value: ("do", f"{verb} {name}{value}".strip()),
    st.sampled_from(VERBS),
    st.sampled_from([*NAMES[:15], *ODD_NAMES[:20], ""]),
    st.sampled_from(["", "=x", "=8:30 a.m.", "[0]", "[77]", "[500]"]),
)
whole_forms = st.builds(
    lambda base, pairs, action: [("base", base), ("head", "2"), *pairs, action],
    st.sampled_from(["1", "2", "x", "9" * 5000, ""]) | st.just("1"),
    st.lists(fields, max_size=12),
    actions,
)


def _faults(house: House, pairs: Pairs, endpoints: Collection[str]) -> list[tuple[str, str]]:
    """What is wrong with the answers of some routes to a form."""
    client = house.browser
    house.come_in()
    sent = [("csrf_token", house.token), *pairs]
    told = (
        (route, _faulty(post(client, route.path, sent)))
        for route in _writing(house)
        if route.endpoint in endpoints
    )
    return [(route.endpoint, said) for route, said in told if said]


# The routes that make most of what is sent.
EDITING: Final = {"editor.save", "editor.save_session", "editor.check", "timeline.observe"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(whole_forms)
@example([("base", "1"), ("title[0].x", "a"), ("title", "b"), ("title.x", "c"), ("do", "add title")])
@example([("base", "1"), ("sessions[2].title", "a"), ("do", "copy sessions[0]")])
@example([("base", "1"), ("sessions[0].kind[0].x", "a"), ("do", "save")])
@example([("base", "1"), ("do", "remove sessions[500]")])
def test_no_form_is_too_odd_for_the_editor(house: House, pairs: Pairs) -> None:
    assert _faults(house, pairs, EDITING) == []


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(whole_forms)
@example([("base", "9" * 5000), ("reason ACC001 x", "a"), ("date", "9999-12-31"), ("before", "9" * 5000)])
@example([(name, "9999-12-31") for name in NAMES])
@example([(name, "\0") for name in NAMES])
@example([(name, "ä" * 10_000) for name in NAMES])
def test_no_form_is_too_odd_for_any_page(house: House, pairs: Pairs) -> None:
    assert _faults(house, pairs, {route.endpoint for route in _writing(house)} - EDITING) == []


def test_no_order_of_odd_fields_is_too_odd_for_a_sheet(plain: House) -> None:
    """Each pair of odd names, since what one makes of a place another may not find there."""
    token, wrong = plain.token, []
    names = [name for name in ODD_NAMES if len(name) < 100]
    for first in names:
        pairs = [
            ("csrf_token", token),
            ("base", "1"),
            (first, "a"),
            *((name, "b") for name in names),
            (first, "c"),
        ]
        for action in ("check", f"add {first}", f"copy {first}", f"remove {first}"):
            path = f"/events/{DIALOGUE}/edit/sessions"
            if said := _faulty(post(plain.browser, path, [*pairs, ("do", action)])):
                wrong.append((first, action, said))
    assert wrong == []


# ---- what was kept of a conflict -------------------------------------------------------------------------------------

TREES: Final = [
    "",
    "{",
    "null",
    "[]",
    "1e999",
    "{}",
    '{"id": 1}',
    '{"id": "x", "sessions": 5}',
    '{"sessions": [null, 5, [[]], {"id": null}]}',
    '{"sessions": {"a": 1}}',
    '{"title": NaN, "zone": ["x"], "date": {"x": 1}}',
    '{"\\ud800": "\\ud800", "": "", "a.b[0]": 1}',
    '{"title": "\\u0000\\ud800"}',
    '{"title": ' + "9" * 5000 + "}",
    '{"a":' * 100_000,
    "[" * 100_000 + "]" * 100_000,
    *('{"sessions":' + "[" * depth + "]" * depth + "}" for depth in (10, 100, 400, 900)),
    *('{"a":' * depth + "1" + "}" * depth for depth in (10, 100, 400, 900)),
]


@pytest.mark.parametrize("number", range(len(TREES)))
def test_no_tree_is_too_odd_to_be_settled(plain: House, number: int) -> None:
    pairs = [("csrf_token", plain.token), ("base", "1"), ("head", "2"), ("tree", TREES[number])]
    answer = post(plain.browser, f"/events/{DIALOGUE}/settle", pairs)
    assert answer.status_code in (400, 422)
    assert _faulty(answer) == ""


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_value_is_too_odd_in_a_tree_to_be_settled(plain: House, data: st.DataObject) -> None:
    tree = json.loads(json.dumps(tree_of(draft(plain.rig.office, DIALOGUE, 1))))
    node = tree
    while isinstance(node, dict | list) and node:
        key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[key], dict | list) or data.draw(st.booleans()):
            node[key] = data.draw(
                st.recursive(
                    st.none()
                    | st.booleans()
                    | st.integers()
                    | st.floats()
                    | st.sampled_from(VALUES)
                    | st.text(),
                    lambda inner: (
                        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
                    ),
                    max_leaves=6,
                )
            )
            break
        node = node[key]
    pairs = [("csrf_token", plain.token), ("base", "1"), ("head", "2"), ("tree", json.dumps(tree))]
    assert _faulty(post(plain.browser, f"/events/{DIALOGUE}/settle", pairs)) == ""
