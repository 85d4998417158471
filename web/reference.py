"""The API, for people: a page made of the same description that programs read."""

from __future__ import annotations

from flask import Blueprint, render_template

pages = Blueprint("reference", __name__)


@pages.get("/reference")
def api() -> str:
    """Every operation with what it takes and gives."""
    return render_template("reference/api.html")
