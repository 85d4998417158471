"""What people read when something cannot be done: a plain page with a way on, and a number where the fault is ours."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from logistics.errors import LogisticsError
from logistics.operations.drafts import NoSuchEvent
from logistics.operations.office import Refused, StoreBusy, StoreFull, StoreUnusable
from logistics.operations.staffing import NoSuchPost, NoSuchProposal
from web.problems import problem, usual_problem

TITLES: Final = {
    400: "This request cannot be used",
    401: "Sign in first",
    403: "This is not open to you",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "Somebody else changed this meanwhile",
    410: "This link has been used",
    413: "This is too large",
    415: "This is of the wrong kind",
    422: "This cannot be used as it is",
    429: "Too many tries",
    500: "Something went wrong here",
    503: "Busy just now",
    507: "Nothing was saved: the disk is full",
}

_WITH_SECRETS: Final = ("account", "door")

_STORE_TROUBLE: Final[Mapping[type[Exception], tuple[int, str]]] = {
    StoreFull: (507, "Nothing was saved: the disk is full. What is there can be read."),
    StoreBusy: (
        503,
        "The office is busy with other work. Wait a moment, look whether it was saved, and try again.",
    ),
    StoreUnusable: (503, "What the office keeps cannot be reached just now."),
}


def answer(app: Flask) -> None:
    """Answer every error in the way of whoever asked: a page, or a problem document below /api."""
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(HTTPException, _refused)
    for missing in (NoSuchEvent, NoSuchPost, NoSuchProposal):
        app.register_error_handler(missing, lambda error: failed(404, str(error)))
    app.register_error_handler(Refused, lambda error: failed(422, str(error)))
    for kind in _STORE_TROUBLE:
        app.register_error_handler(kind, _our_store)
    app.register_error_handler(LogisticsError, lambda error: failed(422, str(error)))
    app.register_error_handler(OverflowError, lambda _: failed(404, "There is nothing under this number."))
    app.register_error_handler(Exception, _our_fault)


def failed(status: int, message: str, *, again: bool = False) -> Response:
    """An error as the one who asked can read it; with the form that met it, where it may be taken if sent again."""
    if request.path.startswith("/api/"):
        return problem(status, message)
    said = {"title": TITLES.get(status, "This did not work"), "message": message, "status": status}
    try:
        page = render_template("failing/failed.html", **said, kept=kept_form() if again else ())
    except Exception:  # what went wrong may hinder the frame too: then the message goes without it
        page = current_app.jinja_env.get_template("failing/bare.html").render(said)
    return make_response(page, status)


def _old_form(_: CSRFError) -> Response:
    """The form is taken once its sender has seen this page and pressed its button, which nobody can do for them."""
    if not request.form and request.content_length:
        return failed(
            400, "Something of what was sent was lost on its way, and nothing was done. Send it again."
        )
    said = "This form is too old, or was opened before you signed in. Nothing was done."
    return failed(400, f"{said} To begin again, load the page anew.", again=True)


def kept_form() -> tuple[tuple[str, str], ...]:
    """The fields of the form that was sent, to be sent once more: what somebody typed must not be lost with a visit.

    Nothing of forms with files, which no page can fill in, and of those with passwords, which no page may show.
    """
    if request.method != "POST" or request.files or request.blueprint in _WITH_SECRETS:
        return ()
    return tuple((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")


def _refused(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    own = type(error).description
    message = error.description if error.description and error.description != own else _usual(status)
    made = failed(status, message, again=status == HTTPStatus.UNAUTHORIZED)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            made.headers[name] = value
    return made


def _usual(status: int) -> str:
    if request.path.startswith("/api/"):
        return usual_problem(status)
    return {
        404: "The address may be mistyped, or what was here is no longer given out.",
        405: "Go back and use the buttons of the page.",
        413: "At most two million characters fit. Send less.",
        400: "Something in it cannot be read. Go back and try again.",
        500: "It was noted.",
    }.get(status, "Go back and try again.")


def _our_store(error: Exception) -> Response:
    """What the error says of files and hosts is for whoever runs the office, and stands in the log."""
    status, said = _STORE_TROUBLE[type(error)]
    return failed(
        status, f"{said} If it lasts, tell whoever runs this office the number {_noted(error)}.", again=True
    )


def _noted(error: Exception) -> str:
    """A number under which an error is found in the log."""
    number = secrets.token_hex(4)
    current_app.logger.log(
        logging.ERROR, "fault %s at %s %s", number, request.method, request.endpoint, exc_info=error
    )
    return number


def _our_fault(error: Exception) -> Response:
    tell = f"Tell whoever runs this office the number {_noted(error)}."
    look = "" if request.method in ("GET", "HEAD") else " Look whether it was saved before you send it again."
    return failed(InternalServerError.code, f"It is our fault, not yours.{look} {tell}", again=True)
