"""The web page of a document: one file with its styles inside, or with a link to them.

A site whose content security policy forbids styles inside a page serves ``stylesheet()`` and gives its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from logistics.documents.advisory import Advisory
from logistics.documents.rendering import html


@cache
def stylesheet() -> str:
    """The styles of the advisory's page, with the colours and type of the house."""
    folder = files("logistics.documents") / "templates"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in ("house.css", "advisory.css"))


def advisory(
    view: Advisory,
    stylesheet_address: str | None = None,
    links: Sequence[tuple[str, str]] = (),
    links_title: str = "",
    data: str = "",
) -> str:
    """The advisory as an HTML page; with ``stylesheet_address`` it links its styles instead of holding them.

    ``links`` are texts and addresses for the foot of the page, such as of the same event's calendar. ``data`` is
    JSON-LD about the event in which every sign of HTML is escaped already (``calendars.jsonld``).
    """
    return html(
        "advisory.html",
        view=view,
        stylesheet=stylesheet_address,
        styles=stylesheet(),
        links=links,
        links_title=links_title,
        data=data,
    )
