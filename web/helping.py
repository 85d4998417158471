"""How to write times, what the words mean, and which keys there are."""

from __future__ import annotations

from flask import Blueprint, render_template

from logistics.operations.checking import CATALOGUE

pages = Blueprint("helping", __name__)


@pages.get("/help")
def help_page() -> str:
    """One page of help, in the same place on every page."""
    return render_template("helping/help.html", rules=CATALOGUE.values())
