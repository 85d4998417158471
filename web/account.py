"""One's own account: the password, where one is signed in, and tokens for programs."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.errors import UnusableInput
from logistics.operations import accounts
from logistics.operations.accounts import Role, Scope, TooMany, WrongPassword
from web.door import retry_after
from web.here import cookie_name, me, now, office

pages = Blueprint("account", __name__)


@pages.get("/account")
def mine() -> str:
    """Password, visits and tokens."""
    return _page({})


@pages.post("/account/password")
def password() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Change the password; all other visits end."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    try:
        accounts.change_password(office().database, request.cookies.get(cookie_name(), ""), old, new, now())
    except WrongPassword as error:
        return _page({"old": str(error)}), 422
    except TooMany as error:
        return _page({"old": str(error)}), 429, retry_after(error)
    except UnusableInput as unusable:
        return _page({"new": " ".join(problem.message for problem in unusable.problems)}), 422
    flash("The password is changed. Everywhere else you are signed out.")
    return redirect(url_for("account.mine"))


@pages.post("/account/new-telephone")
def new_telephone() -> Response:
    """Forget one's own second factor, for a new telephone. All visits end; the next sign-in asks for a new one."""
    accounts.forget_second_factor(office().database, me().name, me().name, now())
    return redirect(url_for("account.mine"))


@pages.post("/account/visits/<visit_id>/end")
def end_visit(visit_id: str) -> Response:
    """End one of one's own visits."""
    accounts.end_visit(office().database, me().name, me().name, visit_id, now())
    flash("That visit is over.")
    return redirect(url_for("account.mine"))


@pages.post("/account/visits/end-others")
def end_others() -> Response:
    """End all visits but this one."""
    accounts.end_other_visits(office().database, request.cookies.get(cookie_name(), ""), now())
    flash("Everywhere else you are signed out.")
    return redirect(url_for("account.mine"))


@pages.post("/account/tokens")
def make_token() -> tuple[str, int]:
    """Make a token for a program and show it, this once."""
    days = request.form.get("days", "")
    try:
        token = accounts.make_token(
            office().database,
            me().name,
            request.form.get("label", ""),
            request.form.getlist("scope"),
            int(days) if days.isdecimal() and len(days) < 6 else 0,
            now(),
        )
    except UnusableInput as unusable:
        return _page({problem.path: problem.message for problem in unusable.problems}), 422
    return _page({}, token), 201


@pages.post("/account/tokens/<token_id>/revoke")
def revoke_token(token_id: str) -> Response:
    """Kill a token."""
    accounts.revoke_token(office().database, me().name, me().name, token_id, now())
    flash("The token opens nothing any more.")
    return redirect(url_for("account.mine"))


def _page(problems: dict[str, str], token: str = "") -> str:
    return render_template(
        "account/mine.html",
        problems=problems,
        token_made=token,
        visits=accounts.visits(office().database, me().name, now()),
        tokens=[one for one in accounts.api_tokens(office().database, me().name) if one.revoked_at is None],
        scopes=[scope.value for scope in Scope if me().role.includes(scope.least_role)],
        has_tokens=me().role.includes(Role.PRESS_OFFICER),
        zone=office().house().zone,
    )
