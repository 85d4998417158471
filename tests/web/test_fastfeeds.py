"""Feeds through the shortcut and through the application: byte for byte the same, whoever asks and whatever stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from logistics.operations.accounts import Role
from logistics.operations.feeding import READ_AGAIN, addresses, give_address, revoke
from logistics.operations.issuing import take_back
from tests.web.editions import new_edition
from tests.web.offices import DIALOGUE, Rig
from web.fastfeeds import FastFeeds

Ask = Callable[..., "Told"]


@dataclass(frozen=True)
class Told:
    """All of an answer."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header; None where it was not sent."""
        return dict(self.headers).get(name)


def asked(
    app: object, path: str, method: str = "GET", base: str = "http://localhost", **headers: str
) -> Told:
    """What a WSGI application answers."""
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    environ = EnvironBuilder(path, base, method=method, headers=named).get_environ()
    body, status, got = run_wsgi_app(app, environ, buffered=True)  # type: ignore[arg-type] # any WSGI application
    return Told(status, list(got.items()), b"".join(body))


def nobody(_environ: object, _start: object) -> Iterable[bytes]:
    """An application that is never asked."""
    raise AssertionError("the shortcut passed this on")


def shortcut(app: Flask) -> FastFeeds:
    """The shortcut alone, with nothing behind it."""
    alone = Flask("nothing behind it")
    alone.config = app.config
    alone.wsgi_app = nobody  # type: ignore[assignment, method-assign] # as Flask's own manual puts things there
    return FastFeeds(alone)


@pytest.fixture
def both(rig: Rig) -> Ask:
    """Ask both ways, find them the same, and give the answer."""
    fast = shortcut(rig.app)

    def ask(path: str, method: str = "GET", base: str = "http://localhost", **headers: str) -> Told:
        slow = asked(rig.app, path, method, base, **headers)
        assert asked(fast, path, method, base, **headers) == slow
        return slow

    return ask


def feed(rig: Rig, audience: str = "press", label: str = "a wire") -> str:
    """The path of a new address of the dialogue's feed."""
    given = give_address(rig.office, DIALOGUE, audience, label, "somebody", rig.moment)
    return f"/feeds/{given.token}.ics"


@pytest.fixture
def path(rig: Rig) -> str:
    """The path of a feed of a published event."""
    rig.take_in()
    rig.publish()
    return feed(rig)


def test_a_calendar_is_given_whole(both: Ask, path: str) -> None:
    told = both(path)
    assert told.status == "200 OK"
    assert told.body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert told.header("Content-Length") == str(len(told.body))
    assert told.header("Content-Type") == "text/calendar; charset=utf-8"
    assert told.header("Content-Disposition") == f'inline; filename="{DIALOGUE}-press.ics"'


def test_the_address_leaks_into_no_referrer_and_no_shared_cache(both: Ask, path: str) -> None:
    for told in (both(path), both("/feeds/unknown.ics")):
        assert told.header("Referrer-Policy") == "no-referrer"
        assert told.header("Cache-Control") == "private, no-cache"
        assert "default-src 'none'" in (told.header("Content-Security-Policy") or "")
        assert told.header("Set-Cookie") is None


def test_head_tells_the_same_without_the_calendar(both: Ask, path: str) -> None:
    told, whole = both(path, "HEAD"), both(path)
    assert told.body == b""
    assert (told.status, told.headers) == (whole.status, whole.headers)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "{}, *", "*"])
def test_whoever_has_the_calendar_is_told_so(both: Ask, path: str, form: str) -> None:
    etag = both(path).header("ETag") or ""
    for method in ("GET", "HEAD"):
        told = both(path, method, If_None_Match=form.format(etag))
        assert (told.status, told.body) == ("304 NOT MODIFIED", b"")
        assert told.header("ETag") == etag
        assert told.header("Cache-Control") == "private, no-cache"


def test_whoever_has_an_older_calendar_gets_the_new_one(rig: Rig, both: Ask, path: str) -> None:
    etag = both(path).header("ETag") or ""
    new_edition(rig)
    told = both(path, If_None_Match=etag)
    assert told.status == "200 OK"
    assert told.header("ETag") != etag


def test_over_https_browsers_are_told_to_stay_there(both: Ask, path: str) -> None:
    assert both(path).header("Strict-Transport-Security") is None
    assert both(path, base="https://localhost").header("Strict-Transport-Security")


def test_every_address_that_opens_nothing_is_answered_alike(rig: Rig, both: Ask) -> None:
    rig.take_in()
    unpublished = feed(rig)
    answers = [both(unpublished), both("/feeds/never-given-out.ics"), both(f"/feeds/{'A' * 43}.ics")]
    rig.publish()
    revoked = feed(rig, label="revoked")
    assert both(revoked).status == "200 OK"
    (named,) = (one.id for one in addresses(rig.office, DIALOGUE) if one.label == "revoked")
    revoke(rig.office, DIALOGUE, named, "somebody", rig.moment)
    answers.append(both(revoked))
    assert both(unpublished).status == "200 OK"
    take_back(rig.office, DIALOGUE, "a mistake", "somebody", rig.moment)
    answers.append(both(unpublished))
    assert {told.status for told in answers} == {"404 NOT FOUND"}
    assert len({(tuple(told.headers), told.body) for told in answers}) == 1


def test_each_audience_has_its_own_calendar(rig: Rig, both: Ask, path: str) -> None:
    assert both(path).body != both(feed(rig, "public")).body


def test_a_reading_is_noted_every_quarter_of_an_hour_at_most(rig: Rig, path: str) -> None:
    fast = shortcut(rig.app)

    def read_at() -> int | None:
        return addresses(rig.office, DIALOGUE)[0].read_at

    begun = rig.moment
    assert read_at() is None
    for rig.moment, noted in (
        (begun, begun),
        (begun + READ_AGAIN - 1, begun),
        (begun + READ_AGAIN, begun + READ_AGAIN),
    ):
        assert asked(fast, path).status == "200 OK"
        assert read_at() == noted


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_nobody_goes_without_a_calendar_because_the_disk_is_full(rig: Rig, path: str) -> None:
    with rig.office.database.writing() as connection:
        count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(
            "CREATE TRIGGER greedy AFTER UPDATE ON feeds "
            "BEGIN INSERT INTO settings VALUES ('x', zeroblob(1000000)); END"
        )
        connection.exec_driver_sql(f"PRAGMA max_page_count = {count + 5}")
    assert asked(shortcut(rig.app), path).status == "200 OK"
    assert addresses(rig.office, DIALOGUE)[0].read_at is None, "nothing could be noted"


@pytest.mark.parametrize(
    "method, path, base",
    [
        ("POST", "/feeds/some-token.ics", "http://localhost"),
        ("OPTIONS", "/feeds/some-token.ics", "http://localhost"),
        ("GET", "/feeds/some-token.ics", "http://another.example"),
        ("GET", "/feeds/some-token", "http://localhost"),
        ("GET", "/feeds/some/token.ics", "http://localhost"),
        ("GET", "/feeds/%C3%A9.ics", "http://localhost"),
        ("GET", "//feeds/some-token.ics", "http://localhost"),
        ("GET", "/Feeds/some-token.ics", "http://localhost"),
        ("GET", "/events", "http://localhost"),
        ("GET", "/", "http://localhost"),
    ],
)
def test_whatever_is_not_plainly_a_feed_is_for_the_application(
    rig: Rig, method: str, path: str, base: str
) -> None:
    with pytest.raises(AssertionError, match="passed this on"):
        asked(shortcut(rig.app), path, method, base)
    through, alone = asked(FastFeeds(rig.app), path, method, base), asked(rig.app, path, method, base)
    assert (through.status, through.body) == (alone.status, alone.body)


def test_a_store_that_cannot_be_used_is_told_by_the_application(rig: Rig, path: str) -> None:
    """Without its tables nothing can be read: the shortcut leaves it to those who have words for it."""
    with rig.office.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE feeds RENAME TO feeds_elsewhere")
    try:
        told = asked(FastFeeds(rig.app), path)
        assert told.status == asked(rig.app, path).status
        assert not told.status.startswith(("200", "404"))
    finally:
        with rig.office.database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE feeds_elsewhere RENAME TO feeds")


def test_a_signed_in_reader_gets_no_other_calendar(rig: Rig, path: str) -> None:
    client = rig.browser(Role.ADMINISTRATOR)
    assert client.get(path).data == asked(shortcut(rig.app), path).body


@given(said=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
@example(said='"')
@example(said='W/"')
@example(said='"a",,"b"')
@example(said=" * ")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_header_of_a_reader_confuses_either_way(both: Ask, path: str, said: str) -> None:
    assert both(path, If_None_Match=said).status in ("200 OK", "304 NOT MODIFIED")
