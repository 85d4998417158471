"""What is the same for all events of the office, and the journal of what was done."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.operations.office import House, Refused, furnish, journal_entries, profiles, tidy
from web.here import me, now, office

pages = Blueprint("house", __name__)

_ON_A_PAGE: Final = 100


@pages.get("/house")
def settings() -> str:
    """The settings as they stand."""
    return render_template(
        "house/settings.html", said=office().house(), profiles=profiles(), problem="", place=""
    )


@pages.post("/house")
def save() -> Response | tuple[str, int]:
    """Change the settings."""
    said = tidy(House(**{item.name: request.form.get(item.name, "") for item in fields(House)}))
    try:
        furnish(office(), said, me().name, now())
    except Refused as error:
        page = render_template(
            "house/settings.html", said=said, profiles=profiles(), problem=str(error), place=error.place
        )
        return page, 422
    flash("The settings are saved. They fill in new events; events that are there stay as they are.")
    return redirect(url_for("house.settings"))


@pages.get("/house/journal")
def journal() -> str:
    """What was done, by whom and when, the newest first."""
    before = request.args.get("before", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    found = journal_entries(office(), _ON_A_PAGE + 1, start)
    return render_template(
        "house/journal.html",
        entries=found[:_ON_A_PAGE],
        are_more=len(found) > _ON_A_PAGE,
        zone=office().house().zone,
    )
