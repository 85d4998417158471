"""Making an event: from a pattern, from an event file, or the samples to look at."""

from __future__ import annotations

from dataclasses import fields, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.errors import UnusableInput
from logistics.operations import staffing
from logistics.operations.accounts.keys import digest, new_key
from logistics.operations.drafts import create
from logistics.operations.office import Office, Refused
from logistics.operations.patterns import PATTERNS, Answers, blank, text_of
from logistics.operations.repeating import Asked, Given, once
from logistics.operations.telling import today_at
from web.here import me, now, office
from web.uploads import sent_text

pages = Blueprint("making", __name__)

SAMPLES = Path(__file__).resolve().parent.parent / "events"


@pages.get("/events/new")
def new() -> str:
    """The few questions before an event is there."""
    return _page(blank(office().house()), {})


@pages.post("/events/new")
def make() -> Response | tuple[str, int]:
    """Make an event of the answers."""
    house = office().house()
    said: dict[str, Any] = {item.name: request.form.get(item.name, "") for item in fields(Answers)}
    answers = Answers(**{**said, "invented": "invented" in request.form})
    if not answers.zone.strip():
        answers = replace(answers, zone=house.zone)
    today = today_at(_known_zone(answers.zone, house.zone), now())

    def act(within: Office) -> Given:
        made = create(within, text_of(within, answers, today), me().name, now())
        return Given(HTTPStatus.FOUND, made.event.id.encode())

    try:
        made = once(office(), _asked(answers), act, now())
    except UnusableInput as unusable:
        problems: dict[str, str] = {}
        for problem in unusable.problems:
            problems.setdefault(problem.path, problem.message)
        return _page(answers, problems), 422
    flash("The event is made. Nobody outside the office can see it.")
    return redirect(url_for("editor.sheet", event_id=made.body.decode(), part="sessions"))


@pages.post("/events/take-in")
def take_in() -> Response | tuple[str, int]:
    """Take an event file in as it is."""
    sent = request.files.get("file")
    text = sent_text(sent, "An event file") if sent else ""
    if not text:
        abort(422, "Choose an event file first; it ends in .yaml.")
    try:
        made = create(office(), text, me().name, now())
    except UnusableInput as unusable:
        return render_template("making/unusable.html", problems=unusable.problems), 422
    flash("The event file was taken in as it is.")
    return redirect(url_for("events.event", event_id=made.event.id))


@pages.post("/events/samples")
def samples() -> Response:
    """Take in the sample events, those that are not there yet, and invented people where there is no staff list."""
    made, folder = 0, Path(current_app.config.get("SAMPLES", SAMPLES))
    for path in sorted(folder.rglob("*.yaml")):
        try:
            create(office(), path.read_text(encoding="utf-8"), me().name, now())
            made += 1
        except Refused:
            continue
    people = folder / "invented" / "staff-of-twelve.yml"
    if people.exists() and not staffing.has_staff(office()):
        staffing.take_staff_in(office(), 0, people.read_text(encoding="utf-8"), me().name, now())
        flash("The staff list has twelve invented people now.")
    flash(f"{made} sample event{'' if made == 1 else 's'} added.")
    return redirect(url_for("events.listed"))


def _page(answers: Answers, problems: dict[str, str]) -> str:
    return render_template(
        "making/new.html", answers=answers, problems=problems, patterns=PATTERNS, key=new_key()
    )


def _asked(answers: Answers) -> Asked:
    """The same answers sent twice from one page are one request, whoever pressed the button twice."""
    said = digest(repr(answers))
    return Asked(f"{request.form.get('key', '')[:64] or new_key()} {said}", me().name, said)


def _known_zone(name: str, otherwise: str) -> str:
    """A zone to tell today by; a wrong one is told with the other problems."""
    try:
        today_at(name, now())
    except ValueError:
        return otherwise
    return name
