"""The call sheet as a page. Nothing here formats a time or chooses a word."""

from __future__ import annotations

from logistics.documents.callsheet.view import CallSheet
from logistics.documents.rendering import html


def page(view: CallSheet) -> str:
    """The call sheet as one self-contained HTML page."""
    return html("callsheet.html", sheet=view, words=view.words)
