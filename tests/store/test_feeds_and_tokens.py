"""Addresses of feeds and tokens of the API, on each database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from logistics.store import Database, feeds, tokens
from logistics.store.accounts import add_user
from logistics.store.events import add_event, append, publish
from logistics.store.feeds import Feed, Shown, Standing
from logistics.store.settings import set_setting
from logistics.store.tokens import Token
from tests.store.furnishing import DEE, EVENT, NOON

FEED = Feed("a" * 64, "feed-1", EVENT, "press", "Wire desk", NOON, "dee")
LATER = Feed("b" * 64, "feed-2", EVENT, "staff", "Advance", NOON + 5, "dee")
TOKEN = Token("c" * 64, "token-1", "Screens", "dee", "read", NOON, NOON + 86_400)


@pytest.fixture(autouse=True)
def _made(database: Database) -> None:
    with database.writing() as c:
        add_user(c, DEE)
        add_event(c, EVENT, "v1", at=NOON, by="dee", summary="")
        feeds.add_feed(c, FEED)
        feeds.add_feed(c, LATER)
        tokens.add_token(c, TOKEN)


def test_a_feed_is_found_by_its_id_and_not_by_its_secret(database: Database) -> None:
    with database.reading() as c:
        assert feeds.feed_by_id(c, "feed-1") == FEED
        assert feeds.feed_by_id(c, FEED.token_hash) is None
        assert feeds.feeds_of(c, EVENT) == (LATER, FEED)
        assert feeds.feeds_of(c, "visit") == ()


def test_a_feed_is_revoked_once_and_stays_to_be_seen(database: Database) -> None:
    with database.writing() as c:
        assert feeds.revoke_feed(c, "feed-1", NOON + 9)
        assert not feeds.revoke_feed(c, "feed-1", NOON + 99)
        assert not feeds.revoke_feed(c, "feed-7", NOON + 9)
        assert feeds.feed_by_id(c, "feed-1") == replace(FEED, revoked_at=NOON + 9)
        assert feeds.feed_by_id(c, "feed-2") == LATER


def shown(database: Database, feed: Feed) -> Standing:
    with database.asking() as c:
        found = feeds.standing(c, feed.token_hash)
    assert found is not None
    return found


def test_a_secret_shows_what_was_published_last_of_its_own_event(database: Database) -> None:
    assert shown(database, FEED) == Standing(None, None, Shown(EVENT, "press", None, None, None, None))
    with database.writing() as c:
        add_event(c, "visit", "v1", at=NOON, by="dee", summary="")
        publish(c, "visit", 1, at=NOON + 1, by="dee", reasons={})
        append(c, EVENT, 1, "v2", at=NOON, by="dee", summary="")
        publish(c, EVENT, 1, at=NOON + 2, by="dee", reasons={})
        publish(c, EVENT, 2, at=NOON + 3, by="dee", reasons={})
        set_setting(c, "profile", "presidential")
        set_setting(c, "zone", "UTC")
    public = Shown(EVENT, "press", 2, 2, NOON + 3, "presidential")
    assert shown(database, FEED) == Standing(None, None, public)
    assert shown(database, LATER).shown == replace(public, audience="staff")
    with database.writing() as c:
        publish(c, EVENT, None, at=NOON + 4, by="dee", reasons={})
        feeds.mark_read(c, FEED.token_hash, NOON + 5)
        feeds.revoke_feed(c, "feed-1", NOON + 6)
    taken_back = replace(public, publication=3, revision=None, published_at=NOON + 4)
    assert shown(database, FEED) == Standing(NOON + 6, NOON + 5, taken_back)
    assert shown(database, LATER) == Standing(None, None, replace(taken_back, audience="staff"))


def test_a_secret_that_was_never_given_out_shows_nothing(database: Database) -> None:
    with database.asking() as c:
        assert feeds.standing(c, "e" * 64) is None
        assert feeds.standing(c, "feed-1") is None


def test_it_is_known_when_a_calendar_last_asked(database: Database) -> None:
    with database.writing() as c:
        feeds.mark_read(c, FEED.token_hash, NOON + 60)
        assert feeds.feeds_of(c, EVENT) == (LATER, replace(FEED, read_at=NOON + 60))


def test_two_feeds_never_share_an_id(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as c:
        feeds.add_feed(c, replace(FEED, token_hash="f" * 64))


def test_a_token_is_found_by_its_secret_and_by_its_id(database: Database) -> None:
    with database.reading() as c:
        assert tokens.token_by_hash(c, TOKEN.token_hash) == TOKEN
        assert tokens.token_by_id(c, "token-1") == TOKEN
        assert tokens.token_by_hash(c, "d" * 64) is None
        assert tokens.tokens_of(c, "dee") == (TOKEN,)
        assert tokens.tokens_of(c, "eli") == ()


def test_a_token_is_used_and_revoked_once(database: Database) -> None:
    with database.writing() as c:
        tokens.mark_used(c, TOKEN.token_hash, NOON + 60)
        assert tokens.revoke_token(c, "token-1", NOON + 90)
        assert not tokens.revoke_token(c, "token-1", NOON + 99)
        assert tokens.tokens_of(c, "dee") == (replace(TOKEN, used_at=NOON + 60, revoked_at=NOON + 90),)
