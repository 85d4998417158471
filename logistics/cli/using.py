"""Using what somebody gave: either it serves, or all that is wrong with it is said and the command ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

import click

from logistics.cli.answers import UNUSABLE
from logistics.errors import UnusableInput

category_option = click.option(
    "--category",
    type=click.Choice(["video", "stills", "writers", "radio", "pool"]),
    help="Only what concerns this kind of press.",
)

R = TypeVar("R")
_Given = ParamSpec("_Given")


def usable(make: Callable[_Given, R], *given: _Given.args, **named: _Given.kwargs) -> R:
    """What ``make`` makes of it; where it cannot, the problems are printed and the command ends."""
    try:
        return make(*given, **named)
    except UnusableInput as unusable:
        print_problems(unusable)
        sys.exit(UNUSABLE)


def stop(message: str) -> NoReturn:
    """Say why it cannot be done, and end the command."""
    click.echo(message, err=True)
    sys.exit(UNUSABLE)


def print_problems(unusable: UnusableInput) -> None:
    """Every problem with its line."""
    for problem in unusable.problems:
        place = f"{unusable.source}:{problem.line}" if problem.line else unusable.source
        click.echo(f"{place}: {problem.message}", err=True)
