"""The outbox: the letters that are due, that wait, that left, and that somebody must look at."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.operations import mailing
from logistics.operations.office import Refused
from web.here import me, now, office

pages = Blueprint("letters", __name__)
_ON_A_PAGE: Final = 200
FEW: Final = 50
"""So many letters that are due are shown; all of them leave."""


@pages.get("/letters")
def listed() -> str:
    """All of them, what wants somebody first."""
    return _page()


@pages.post("/letters/<letter_id>")
def settle(letter_id: str) -> Response | tuple[str, int]:
    """Send a letter again, or say that it arrived."""
    do = mailing.arrived if request.form.get("do") == "arrived" else mailing.send_again
    try:
        do(office(), letter_id, me().name, now())
    except Refused as error:
        return _page(str(error)), 422
    flash("Noted: it arrived." if do is mailing.arrived else "It will be sent again.")
    return redirect(url_for("letters.listed"))


def _page(problem: str = "") -> str:
    written = mailing.all_letters(office())
    coming, wanting = mailing.coming(office(), now())
    return render_template(
        "letters/list.html",
        coming=coming,
        wanting=wanting,
        trouble=[one for one in written if mailing.wants_somebody(one, now())],
        others=[one for one in written if not mailing.wants_somebody(one, now()) and one.state != "dropped"][
            :_ON_A_PAGE
        ],
        quiet=mailing.QUIET // 60,
        few=FEW,
        problem=problem,
    )
