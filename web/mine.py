"""What one person of the staff sees and says by their personal link, without an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from logistics.model.staff import Colleague
from logistics.operations import staffing
from logistics.operations.feeding import options_asked
from logistics.operations.office import Refused
from logistics.operations.staffing import NoSuchStaffLink, NotFit, OwnEvent
from logistics.operations.staffing.papers import own_calendar, own_card
from web.here import link_to, now, office
from web.subscription import ways

pages = Blueprint("mine", __name__)
_ALL: Final = "all "


@pages.get("/mine/<token>")
def page(token: str) -> Response:
    """The posts of one person, and what they are asked."""
    return _page(token, _whose(token))


@pages.post("/mine/<token>/<event_id>")
def send(token: str, event_id: str) -> Answer:
    """Keep what somebody says about an event, as the button says it."""
    person = _whose(token)
    event = staffing.own_event(office(), event_id, person.id, now())
    if event is None:
        flash("You are not asked about this event any more, so nothing was changed.")
        return redirect(url_for("mine.page", token=token))
    try:
        flash(_done(event, person, request.form.get("do", ""), request.form.get("post", "")))
    except NotFit as error:
        return _page(token, person, event_id, _why(error))
    except Refused as error:
        return _page(token, person, event_id, str(error))
    return redirect(url_for("mine.page", token=token))


@pages.get("/mine/<token>/posts.ics")
def calendar(token: str) -> Response:
    """The posts of one person as a calendar; the same 404 for every address that opens nothing."""
    made = own_calendar(office(), _whose(token), options_asked(request.args))
    if made is None:
        abort(404, "You are not asked about any event yet. Your calendar begins with the first.")
    return _private(made, "text/calendar; charset=utf-8", "posts.ics")


@pages.get("/mine/<token>/<event_id>/card.pdf")
def card(token: str, event_id: str) -> Response:
    """The posts of one person at an event as a card to print."""
    made = own_card(office(), _whose(token), event_id, now())
    if made is None:
        abort(404, "You hold no post of this event, so there is no card for it.")
    return _private(made, "application/pdf", f"{event_id}-posts.pdf")


def _whose(token: str) -> Colleague:
    try:
        return staffing.open_link(office(), token, now())
    except NoSuchStaffLink as error:
        abort(404, str(error))


_SAID: Final = {
    "accept": "Noted: you will be there.",
    "decline": "Given back. Whoever coordinates the staff sees it at once.",
    "sign up": "The post is yours.",
    "offer": "Offered to your colleagues. It stays yours until somebody takes it and the coordinator agrees.",
    "withdraw": "The offer is taken back.",
    "take": "The coordinator is asked. The post is yours once they agree.",
    "untake": "Taken back. It is offered to your colleagues again.",
}


def _done(event: OwnEvent, person: Colleague, do: str, post: str) -> str:
    """Do what a button says, and say what was done. Raises Refused."""
    opened, me, at, form = office(), person.id, now(), request.form
    event_id, seen = event.id, form.get("seen", "")
    title = next((one.title for one in event.posts if one.id == post), "")
    if post and not title:
        raise Refused("There is no such post for you any more. Look at the list again.", "post")
    match do:
        case "accept":
            staffing.accept(opened, event_id, post, me, at, seen)
        case "decline":
            staffing.decline(opened, event_id, post, me, form.get("reason", ""), at)
        case "sign up":
            staffing.sign_up(opened, event_id, post, me, at, seen)
        case "offer":
            staffing.offer(opened, event_id, post, me, form.get("reason", ""), at)
        case "withdraw":
            staffing.withdraw(opened, event_id, post, me, at)
        case "take":
            staffing.take(opened, event_id, post, me, form.get("in_return", ""), at)
        case "untake":
            staffing.untake(opened, event_id, post, me, at)
        case _:
            return _answered(event, me, do)
    return f"{title}: {_SAID[do]}" if title else _SAID[do]


def _answered(event: OwnEvent, me: str, do: str) -> str:
    if do != "answers" and not do.startswith(_ALL):
        raise Refused("Choose what to do.")
    # also what was chosen for other days before a button for one was pressed
    said = _each(event, request.form)
    if do.startswith(_ALL):
        said |= _for_all(event, do.removeprefix(_ALL))
    staffing.answer(office(), event.id, me, said, now())
    return "Your answers are kept. You can change them at any time."


def _each(event: OwnEvent, form: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What was said of each post, where it is not what that page showed: an old page overwrites nothing."""
    found = {}
    for post in event.posts:
        before = (form.get(f"was {post.id}", post.answer), form.get(f"noted {post.id}", post.note))
        said = (form.get(f"answer {post.id}", before[0]), form.get(f"note {post.id}", before[1]))
        if said != before:
            found[post.id] = ("", "") if before[0] and not said[0] else said  # a note goes with its answer
    return found


def _for_all(event: OwnEvent, words: str) -> dict[str, tuple[str, str]]:
    """The same answer for every post of a day (``can on Thursday, …``); a note stays with the answer that it is on."""
    answer, _, day = words.partition(" on ")
    posts = event.posts
    return {
        post.id: (answer, post.note if post.answer in ("", answer) else "")
        for post in posts
        if post.day == day
    }


def _page(token: str, person: Colleague, event_id: str = "", problem: str = "") -> Response:
    told = render_template(
        "mine/page.html",
        person=person,
        events=staffing.own_events(office(), person.id, now()),
        link=token,
        calendar=link_to("mine.calendar", token=token),
        ways=[
            (said, ways(f"{link_to('mine.calendar', token=token)}{query}", "Posts"))
            for said, query in (("", ""), (" with an alarm 30 minutes before each post", "?alarm=30"))
        ],
        problem=problem,
        where=event_id,
        said=request.form,
    )
    return _hidden(make_response(told, 422 if problem else 200))


def _why(error: NotFit) -> str:
    """What stands against it; the page beside it names each thing at its post."""
    return f"You cannot take it: {', '.join(reason.kind.value for reason in error.reasons)}."


def _private(data: bytes, kind: str, name: str) -> Response:
    answer = Response(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return _hidden(answer)


def _hidden(answer: Response) -> Response:
    """The address is a key, so no search engine is to keep it."""
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
