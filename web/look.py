"""What all pages share: colours, letters, the frame around a page and the words for times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from flask import Blueprint, Flask, Response, abort, url_for

from logistics.operations import publishing
from logistics.operations.accounts import Role
from logistics.operations.telling import ago, instant_words
from web.access import TABLE
from web.here import now, office, who

pages = Blueprint("look", __name__)

FONTS: Final = (
    "SourceSansPro-Regular",
    "SourceSansPro-Semibold",
    "SourceSerifPro-Regular",
    "SourceSerifPro-Semibold",
)
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def furnish(app: Flask) -> None:
    """Give every template what the frame around its page needs."""
    app.context_processor(_frame)
    app.jinja_env.filters["moment"] = instant_words
    app.jinja_env.filters["groupby_in_order"] = _groups
    app.jinja_env.filters["ago"] = lambda moment: ago(moment, now())


def _frame() -> dict[str, Any]:
    visitor = who()
    return {
        "visitor": visitor,
        "may": lambda endpoint: visitor is not None and _may(visitor.role, endpoint),
        "house": office().house(),
    }


def _groups(items: Sequence[Any], name: str) -> list[tuple[object, list[Any]]]:
    """Neighbours that are alike in an attribute, in the order in which they stand."""
    return [(key, list(group)) for key, group in groupby(items, attrgetter(name))]


def _may(role: Role, endpoint: str) -> bool:
    need = TABLE.get(endpoint)
    return not isinstance(need, Role) or role.includes(need)


@pages.get("/look/house.css")
def house_style() -> Response:
    """The colours and type that pages and documents share, and where the letters are."""
    faces = "\n".join(_face(name) for name in FONTS)
    answer = Response(f"{faces}\n{publishing.house_style()}", content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@pages.get("/look/<name>.css")
def document_style(name: str) -> Response:
    """The styles of a document that stands within a page."""
    found = publishing.stylesheets().get(name)
    if found is None:
        abort(404)
    answer = Response(found, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@pages.get("/look/<name>.otf")
def font(name: str) -> Response:
    """One of the house's fonts."""
    if name not in FONTS:
        abort(404)
    answer = Response(publishing.font(name), content_type="font/otf")
    answer.headers["Cache-Control"] = _FOR_EVER
    return answer


def _face(name: str) -> str:
    family = "Source Serif Pro" if "Serif" in name else "Source Sans Pro"
    weight = 600 if name.endswith("Semibold") else 400
    source = url_for("look.font", name=name)
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; '
        f'src: url("{source}") format("opentype"); }}'
    )
