"""The command that brings an event into an office's own calendar server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from logistics.cli.answers import ERRORS, counted
from logistics.cli.using import category_option, usable
from logistics.operations import checking
from logistics.operations.checking import Severity


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--caldav",
    default="",
    metavar="URL",
    help="A calendar, or with --calendar an account. Left out, LOGISTICS_CALDAV of the environment says it: "
    "https://name:password@cloud.example/…; name and password are safer there than on a command line.",
)
@click.option(
    "--calendar", default="", metavar="NAME", help="The account's calendar of that name; made if missing."
)
@click.option(
    "--audience", type=click.Choice(["public", "press", "staff"]), required=True, help="Who will read it."
)
@category_option
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--withdraw", is_flag=True, help="Remove all of this event for this audience.")
def publish(  # noqa: PLR0913, PLR0917 - the options of a command are its arguments
    file: Path, caldav: str, calendar: str, audience: str, category: str | None, dry_run: bool, withdraw: bool
) -> NoReturn:
    """Bring an event into a calendar server (CalDAV): make, change and remove its entries, and leave all others alone.

    A second run changes nothing. Exits with 1 where something is left to do.
    """
    from logistics.operations import calendarserver, publishing  # noqa: PLC0415 - icalendar and caldav are heavy

    readers = publishing.audience_named(audience, category)
    address = calendarserver.address(caldav)
    result = usable(checking.checked, file, "state")
    if not withdraw and (errors := result.count(Severity.ERROR)):
        click.echo(
            f"Nothing was published: {counted(errors, 'error')} in {file}. "
            f"Look at {'it' if errors == 1 else 'them'} with logistics check.",
            err=True,
        )
        sys.exit(ERRORS)
    asked = calendarserver.Asked(address, calendar, dry_run, withdraw)
    told = calendarserver.publish(result.plan, readers, asked)
    for line in told.done:
        click.echo(line)
    for line in told.undone:
        click.echo(line, err=True)
    sys.exit(ERRORS if told.undone else 0)
