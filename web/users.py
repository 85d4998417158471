"""Who works here: accounts, roles and one-time links."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from logistics.errors import UnusableInput
from logistics.operations import accounts
from logistics.operations.accounts import Role
from logistics.operations.office import Refused
from web.here import link_to, me, now, office

pages = Blueprint("users", __name__)


@pages.get("/users")
def listed() -> str:
    """Everybody with an account."""
    return _page()


@pages.post("/users")
def invite() -> tuple[str, int]:
    """Make an account, and show the link that sets its password, this once."""
    said = {key: request.form.get(key, "") for key in ("name", "full_name", "role")}
    try:
        token = accounts.invite(
            office().database, me().name, said["name"], said["full_name"], _role(said["role"]), now()
        )
    except UnusableInput as unusable:
        return _page(said, {problem.path: problem.message for problem in unusable.problems}), 422
    return _page(link=_address(token), whom=said["full_name"]), 201


@pages.post("/users/<name>")
def change(name: str) -> Response | tuple[str, int]:
    """Change a role, close or open an account, or give a link for a new password, as the button says."""
    action, database = request.form.get("do", ""), office().database
    try:
        if action == "role":
            accounts.change_role(database, me().name, name, _role(request.form.get("role", "")), now())
        elif action == "close":
            accounts.disable(database, me().name, name, now())
        elif action == "open":
            accounts.enable(database, me().name, name, now())
        elif action == "forget":
            accounts.forget_second_factor(database, me().name, name, now())
        elif action == "link":
            return _page(link=_address(accounts.reset(database, me().name, name, now())), whom=name), 201
        else:
            raise Refused("Choose what to change.")
    except Refused as error:
        return _page(problems={"": str(error)}), 422
    flash(f"Done for {name}.")
    return redirect(url_for("users.listed"))


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise Refused("Choose one of the roles.", "role") from error


def _address(token: str) -> str:
    return link_to("door.invited", token=token)


def _page(
    said: dict[str, str] | None = None, problems: dict[str, str] | None = None, link: str = "", whom: str = ""
) -> str:
    return render_template(
        "users/list.html",
        people=accounts.people(office().database),
        roles=[role.value for role in Role],
        said=said or {},
        problems=problems or {},
        link=link,
        whom=whom,
    )
