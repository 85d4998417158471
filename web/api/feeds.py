"""Feed addresses: given out, exchanged, revoked."""

from __future__ import annotations

from typing import Self

from flask import url_for
from pydantic import Field

from logistics.operations import feeding
from logistics.operations.accounts import Scope
from logistics.operations.drafts import draft
from logistics.operations.feeding import Feed, Given
from web.api import bodies
from web.api.contract import Answer, Call, Group, Terms
from web.api.shapes import At, Shape, at, at_or_none

group = Group(
    "Feed addresses",
    "Calendars by unguessable addresses, one for each use, dead as soon as somebody says so.",
)


class FeedTold(Shape):
    """A feed address, without the address: only whoever made it was told that."""

    id: str
    audience: str
    label: str
    made_at: At
    made_by: str
    revoked_at: At | None
    read_at: At | None = Field(description="When a calendar last asked for it.")

    @classmethod
    def of(cls, feed: Feed) -> Self:
        """What may be told of a feed."""
        return cls(
            id=feed.id,
            audience=feed.audience,
            label=feed.label,
            made_at=at(feed.made_at),
            made_by=feed.made_by,
            revoked_at=at_or_none(feed.revoked_at),
            read_at=at_or_none(feed.read_at),
        )


class Feeds(Shape):
    """All addresses ever given out for an event."""

    feeds: list[FeedTold] = Field(description="The newest first.")


class FeedGiven(Shape):
    """A feed address just made."""

    feed: FeedTold
    address: str | None = Field(
        description="The address. It is told this once and kept nowhere: null where the same request came before."
    )


@group.offers("GET", "/events/{event_id}/feeds", Terms(Scope.FEEDS, "feeds.listed"))
def list_feeds(call: Call, event_id: str) -> Answer[Feeds]:
    """List the feed addresses of an event, the newest first; revoked ones stay in the list."""
    return _feeds(call, event_id)


@group.offers(
    "POST",
    "/events/{event_id}/feeds",
    Terms(Scope.FEEDS, "feeds.give", status=201, example={"audience": "press", "label": "Example Wire"}),
)
def create_feed(call: Call, event_id: str, body: bodies.NewFeed) -> Answer[FeedGiven]:
    """Make a feed address for an audience.

    The answer tells the address once. If it was lost on its way, give it a new one (rotate).
    """
    given = feeding.give_address(call.office, event_id, body.audience, body.label, call.by, call.now)
    return _given(given)


@group.offers(
    "POST", "/events/{event_id}/feeds/{feed_id}/rotate", Terms(Scope.FEEDS, "feeds.rotate", status=201)
)
def rotate_feed(call: Call, event_id: str, feed_id: str) -> Answer[FeedGiven]:
    """Make a new address in place of one, which is dead from now on."""
    return _given(feeding.rotate(call.office, event_id, feed_id, call.by, call.now))


@group.offers("POST", "/events/{event_id}/feeds/{feed_id}/revoke", Terms(Scope.FEEDS, "feeds.revoke"))
def revoke_feed(call: Call, event_id: str, feed_id: str) -> Answer[Feeds]:
    """Kill an address: it is answered as if it had never been."""
    feeding.revoke(call.office, event_id, feed_id, call.by, call.now)
    return _feeds(call, event_id)


def _given(given: Given) -> Answer[FeedGiven]:
    told = FeedTold.of(given.feed)
    address = url_for("feeds.read", token=given.token, _external=True)
    return Answer(FeedGiven(feed=told, address=address), again=FeedGiven(feed=told, address=None))


def _feeds(call: Call, event_id: str) -> Answer[Feeds]:
    draft(call.office, event_id)
    found = feeding.addresses(call.office, event_id)
    return Answer(Feeds(feeds=[FeedTold.of(one) for one in found]))
