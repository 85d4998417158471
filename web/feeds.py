"""Feed addresses: given out, exchanged, revoked; and the calendars behind them."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from logistics.operations import feeding, subscribing
from logistics.operations.drafts import draft
from logistics.operations.feeding import Given, NoSuchFeed, addresses, audiences, options_asked, samples
from logistics.operations.office import Refused
from web import fastfeeds, subscription
from web.codes import qr
from web.frames import frame
from web.here import link_to, me, now, office

pages = Blueprint("feeds", __name__)

FEW = 3
"""How many entries of each calendar the page shows; the others stand on the page of the advisory."""


@pages.get("/feeds/<token>.ics")
def read(token: str) -> Response:
    """The calendar behind an address; the same 404 for every address that opens nothing."""
    if_none_match = request.headers.get("If-None-Match", "")
    query = request.query_string.decode("latin-1")
    told = fastfeeds.answer(office(), token, query, if_none_match, now(), is_secure=request.is_secure)
    return Response(told.body, told.status, told.headers)


@pages.get("/feeds/<token>")
def subscribe(token: str) -> Response:
    """The page on which whoever has an address adds its calendar to theirs; else the 404 of the calendar itself."""
    try:
        found = subscribing.behind(office(), token, now())
    except NoSuchFeed:
        told = fastfeeds.nothing(is_secure=request.is_secure)
        return Response(told.body, told.status, told.headers)
    calendar, here = link_to("feeds.read", token=token), link_to("feeds.subscribe", token=token)
    answer = Response(
        subscription.page(found, calendar, here, options_asked(request.args)),
        headers=dict(fastfeeds.FOR_KEYS),
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@pages.get("/events/<event_id>/feeds")
def listed(event_id: str) -> str:
    """The addresses of an event's calendars."""
    return _page(event_id)


@pages.post("/events/<event_id>/feeds")
def give(event_id: str) -> tuple[str, int]:
    """Make an address and show it, this once."""
    audience, label = request.form.get("audience", ""), request.form.get("label", "")
    try:
        given = feeding.give_address(office(), event_id, audience, label, me().name, now())
    except Refused as error:
        return _page(event_id, problem=error), 422
    return _page(event_id, given), 201


@pages.post("/events/<event_id>/feeds/<feed_id>/new")
def rotate(event_id: str, feed_id: str) -> tuple[str, int]:
    """A new address in place of one."""
    return _page(event_id, feeding.rotate(office(), event_id, feed_id, me().name, now())), 201


@pages.post("/events/<event_id>/feeds/<feed_id>/revoke")
def revoke(event_id: str, feed_id: str) -> Answer:
    """Kill an address."""
    feeding.revoke(office(), event_id, feed_id, me().name, now())
    flash("The address opens nothing any more. Whoever reads by it will see nothing new.")
    return redirect(url_for("feeds.listed", event_id=event_id))


def _page(event_id: str, given: Given | None = None, problem: Refused | None = None) -> str:
    item = draft(office(), event_id)
    words = dict(audiences())
    to_subscribe = link_to("feeds.subscribe", token=given.token) if given else ""
    return render_template(
        "feeds/list.html",
        **frame(item, "Feeds"),
        feeds=[one for one in addresses(office(), event_id) if one.revoked_at is None],
        audiences=audiences(),
        words=words,
        samples={name: samples(item, name) for name in words},
        few=FEW,
        given=given,
        address=link_to("feeds.read", token=given.token) if given else "",
        to_subscribe=to_subscribe,
        picture=qr(to_subscribe) if given else "",
        problem=problem,
        said={} if given else request.form,
    )
