"""The command that takes somebody else's calendar in."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from logistics.cli.answers import ERRORS, UNUSABLE, counted
from logistics.cli.using import stop
from logistics.errors import LogisticsError, UnusableInput

if TYPE_CHECKING:
    from logistics.operations.importing import Imported

_MOST_TOLD = 100


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the event to this file instead of the screen; with --into it may be the same file.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Bring this event file up to date by the entries’ UIDs, instead of making a new event.",
)
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="Take only the entries on this day over, as 2026-06-03."
)
@click.option("--id", "event_id", help="The short name of the new event.")
def import_calendar(
    file: Path, output: Path | None, into: Path | None, day: dt.datetime | None, event_id: str | None
) -> NoReturn:
    """Make the draft of an event from somebody else's calendar (.ics), and say what was left out or bent.

    Exits with 1 where something was.
    """
    if into and event_id:
        stop("An event that is there keeps its short name. Leave out --id, or leave out --into.")
    if output and (output.is_dir() or not output.name):
        stop(f"“{output}” is a folder. Name a file to write into.")
    if output and output.exists() and not (into and into.exists() and output.samefile(into)):
        stop(f"{output} is there already. Name a new file; or the event to bring up to date, with --into.")
    try:
        made = _made(file, into, day.date() if day else None, event_id)
    except UnusableInput as unusable:
        for problem in unusable.problems:
            place = ":".join(str(part) for part in (unusable.source, problem.line) if part)
            click.echo(f"{place}: {problem.message}" if place else problem.message, err=True)
        sys.exit(UNUSABLE)
    except LogisticsError as error:
        stop(str(error))
    _deliver(made, output)
    _tell(made, into)
    sys.exit(ERRORS if made.told else 0)


def _made(file: Path, into: Path | None, day: dt.date | None, event_id: str | None) -> Imported:
    from logistics.operations import importing  # noqa: PLC0415 - icalendar takes longer to import than a check

    data = importing.opened(file)
    if into:
        return importing.update(importing.event_file(into), data, day=day)
    return importing.draft_of(data, file.name, int(time.time()), day=day, event_id=event_id)


def _deliver(made: Imported, output: Path | None) -> None:
    if output is None:
        click.echo(made.text, nl=False)
        return
    from logistics.operations.files import write_whole  # noqa: PLC0415 - only writing needs it

    write_whole(output, made.text.encode())


def _tell(made: Imported, into: Path | None) -> None:
    for change in made.changes:
        before, after = change.before or "not stated", change.after or "not stated"
        click.echo(f"{change.label}: {before} -> {after}", err=True)
    if into and not made.changes:
        click.echo(f"{into} says all of it already.", err=True)
    _list("Left out, or not taken as it was written:", made.told)
    _list("Still to be written, as the calendar does not say it:", made.asks)


def _list(heading: str, sentences: Iterable[str]) -> None:
    all_of_them = list(sentences)
    if not all_of_them:
        return
    click.echo(heading, err=True)
    for sentence in all_of_them[:_MOST_TOLD]:
        click.echo(f"  {sentence}", err=True)
    if len(all_of_them) > _MOST_TOLD:
        click.echo(f"  And {counted(len(all_of_them) - _MOST_TOLD, 'sentence')} more of the kind.", err=True)
