"""The door: signing in, the second factor, one-time links, and out again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from logistics.errors import UnusableInput
from logistics.operations import accounts
from logistics.operations.accounts import LinkDead, SignInRefused, TooMany, Visitor, WrongCode
from web.codes import qr
from web.here import address, cookie_name, me, now, office, who

pages = Blueprint("door", __name__)

Page = tuple[str, int, dict[str, str]]

_A_WEEK = 7 * 24 * 3600
_WHOSE = "whose"
_MADE = "made"


@pages.route("/login", methods=["GET", "POST"])
def sign_in() -> Answer | str | Page:
    """A name and a password."""
    wanted = _own_path(request.values.get("next", ""))
    if request.method != "POST":
        if _is_in():
            return redirect(wanted)
        return render_template("door/sign_in.html", wanted=wanted, name=session.pop(_MADE, ""))
    name, password = request.form.get("name", ""), request.form.get("password", "")
    try:
        begun = accounts.sign_in(office().database, name, password, address(), _device(), now())
    except (SignInRefused, TooMany) as error:
        page = render_template("door/sign_in.html", wanted=wanted, problem=str(error), name=name)
        return page, (429 if isinstance(error, TooMany) else 401), retry_after(error)
    if old := _token():  # whoever signs in anew leaves no open visit behind
        accounts.sign_out(office().database, old, now())
    _forget_others(name)
    return _with_cookie(redirect(_after_the_password(begun.visit, wanted)), begun.token)


def _after_the_password(visitor: Visitor, wanted: str) -> str:
    """Where whoever gave their password goes: to the second factor first, if one is asked of them."""
    then = None if wanted == url_for("today.today") else wanted
    if visitor.must_enrol:
        return url_for("door.enrol", next=then)
    return url_for("door.code", next=then) if visitor.must_prove else wanted


@pages.post("/logout")
def sign_out() -> Answer:
    """End this visit; the cookie opens nothing any more, wherever it was copied to."""
    accounts.sign_out(office().database, request.cookies.get(cookie_name(), ""), now())
    session.clear()
    answer = redirect(url_for("door.sign_in"))
    answer.delete_cookie(cookie_name(), path="/", secure=_secure(), httponly=True, samesite="Lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@pages.route("/login/code", methods=["GET", "POST"])
def code() -> Answer | str | Page:
    """The code of the second factor."""
    if me().must_enrol:
        return redirect(url_for("door.enrol"))
    if not me().must_prove:
        return redirect(url_for("today.today"))
    if request.method != "POST":
        return render_template("door/code.html")
    try:
        accounts.prove(office().database, _token(), request.form.get("code", ""), now())
    except (WrongCode, TooMany) as error:
        page = render_template("door/code.html", problem=str(error))
        return page, (429 if isinstance(error, TooMany) else 422), retry_after(error)
    return redirect(_own_path(request.values.get("next", "")))


@pages.route("/login/second-factor", methods=["GET", "POST"])
def enrol() -> Answer | str | Page:
    """Set the second factor up, as the role asks or by choice: show its secret once, and see a code of it.

    The secret is made by the first POST, since a GET writes nothing.
    """
    if me().person.has_second_factor:
        return redirect(url_for("door.code") if me().must_prove else url_for("account.mine"))
    if request.method != "POST":
        return render_template("door/enrol.html", enrolment=None)
    typed = request.form.get("code")
    if typed is None:
        begun = accounts.start_second_factor(office().database, _token(), now())
        return render_template("door/enrol.html", enrolment=begun, picture=qr(begun.uri))
    try:
        accounts.confirm_second_factor(office().database, _token(), typed, now())
    except (WrongCode, TooMany) as error:
        page = render_template("door/enrol.html", enrolment=None, again=True, problem=str(error))
        return page, (429 if isinstance(error, TooMany) else 422), retry_after(error)
    return redirect(_own_path(request.values.get("next", "")))


@pages.route("/first/<token>", methods=["GET", "POST"])
def first(token: str) -> Answer | str | tuple[str, int]:
    """Make the first administrator, by the link that the first start printed."""
    if request.method != "POST":
        opened = _link(token)
        if isinstance(opened, tuple):
            return opened
        return render_template("door/first.html", said={}, problems={})
    said = {key: request.form.get(key, "") for key in ("name", "full_name")}
    try:
        made = accounts.accept_first(
            office().database, token, said["name"], said["full_name"], request.form.get("password", ""), now()
        )
    except UnusableInput as unusable:
        return render_template("door/first.html", said=said, problems=_by_place(unusable)), 422
    except LinkDead as error:
        return _dead(error)
    return _to_sign_in(made.name, is_new=True)


@pages.route("/invited/<token>", methods=["GET", "POST"])
def invited(token: str) -> Answer | str | tuple[str, int]:
    """Set a password by an invitation or by a link for a new one."""
    opened = _link(token)
    if isinstance(opened, tuple):
        return opened
    if opened.person is None:  # the link of the first account sets nobody's password
        return _dead(accounts.NoSuchLink())
    if request.method != "POST":
        return render_template("door/invited.html", link=opened, problems={})
    try:
        person = accounts.accept_invite(office().database, token, request.form.get("password", ""), now())
    except UnusableInput as unusable:
        return render_template("door/invited.html", link=opened, problems=_by_place(unusable)), 422
    except LinkDead as error:
        return _dead(error)
    return _to_sign_in(person.name, is_new=not opened.person.has_password)


def _to_sign_in(name: str, *, is_new: bool) -> Answer:
    """The page to sign in, with the name of the account that this browser has just set the password of."""
    flash("Your account is made. Sign in with it." if is_new else "Your password is set. Sign in with it.")
    session[_MADE] = name
    return redirect(url_for("door.sign_in"))


def retry_after(error: Exception) -> dict[str, str]:
    """How long to wait after too many failures, as a program reads it (RFC 9110 §10.2.3)."""
    return {"Retry-After": str(error.wait_seconds)} if isinstance(error, TooMany) else {}


def _forget_others(name: str) -> None:
    """Begin anew; but after a visit of the same person its open pages go on working: they may have typed there."""
    token_of_forms = session.get("csrf_token") if session.get(_WHOSE) == name else None
    session.clear()
    session[_WHOSE] = name
    if token_of_forms is not None:
        session["csrf_token"] = token_of_forms


def _link(token: str) -> accounts.OpenLink | tuple[str, int]:
    try:
        return accounts.look_at_link(office().database, token, now())
    except LinkDead as error:
        return _dead(error)


def _dead(error: LinkDead) -> tuple[str, int]:
    status = 404 if isinstance(error, accounts.NoSuchLink) else 410
    return render_template(
        "failing/failed.html", title="This link does not open anything", message=str(error), status=status
    ), status


def _by_place(unusable: UnusableInput) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in unusable.problems:
        found[problem.path] = (
            f"{found[problem.path]} {problem.message}" if problem.path in found else problem.message
        )
    return found


def _with_cookie(answer: Answer, token: str) -> Answer:
    answer.set_cookie(
        cookie_name(), token, max_age=_A_WEEK, path="/", secure=_secure(), httponly=True, samesite="Lax"
    )
    return answer


def _own_path(wanted: str) -> str:
    """A path of this site, or the first page: what comes with a link must not lead elsewhere."""
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_own and "\\" not in wanted else url_for("today.today")


def _is_in() -> bool:
    visitor = who()
    return visitor is not None and visitor.proven


def _token() -> str:
    return request.cookies.get(cookie_name(), "")


def _secure() -> bool:
    return cookie_name().startswith("__Host-")


def _device() -> str:
    return request.headers.get("User-Agent", "")[:300]
