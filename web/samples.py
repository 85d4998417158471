"""The sample events: a page that lists them with their findings, and their downloads."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template

from logistics.errors import LogisticsError, Problem, UnusableInput
from logistics.operations import checking, publishing
from logistics.operations.checking import Checked

pages = Blueprint("samples", __name__, template_folder="templates")

# A document brings its own style, so it gets a policy of its own: no script, nothing from elsewhere.
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox allow-popups"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One event file on the page: what it holds, or why it cannot be read."""

    name: str
    result: Checked | None
    problems: tuple[Problem, ...] = ()


@pages.get("/")
def events() -> str:
    """All event files of the folder with their findings and downloads."""
    listed = [_listed(path) for path in _files()]
    return render_template("samples/events.html", listed=listed, downloads=publishing.names_of_files())


@pages.get("/events/<event_id>/<name>")
def download(event_id: str, name: str) -> Response:
    """One file of an event's kit, made now from the event file."""
    result = next((item.result for item in map(_listed, _files()) if _is(item, event_id)), None)
    if result is None or name not in {file.name for file in publishing.names_of_files()}:
        abort(404, "There is no such file. Go back to the list of events.")
    try:
        data = publishing.file_named(result, name)
    except LogisticsError as error:
        abort(422, str(error))
    response = Response(data, content_type=_content_type(name))
    response.headers["Content-Disposition"] = f'inline; filename="{result.file.event.id}-{name}"'
    response.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    return response


@pages.get("/house.css")
def house_style() -> Response:
    """The colours and type that pages and documents share."""
    return Response(publishing.house_style(), content_type="text/css; charset=utf-8")


def _files() -> list[Path]:
    return sorted(path for path in Path(current_app.config["EVENTS"]).rglob("*.yaml") if path.is_file())


def _listed(path: Path) -> Listed:
    stat = path.stat()
    return _listed_as_of(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _listed_as_of(path: Path, _changed: int, _size: int) -> Listed:
    """Checked once for each state of the file."""
    name = path.name.encode(errors="replace").decode()
    try:
        return Listed(name, checking.checked(path))
    except UnusableInput as unusable:
        return Listed(name, None, unusable.problems)


def _is(item: Listed, event_id: str) -> bool:
    return item.result is not None and item.result.file.event.id == event_id


def _content_type(name: str) -> str:
    known = {".ics": "text/calendar", ".md": "text/markdown", ".svg": "image/svg+xml"}
    guessed = known.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
