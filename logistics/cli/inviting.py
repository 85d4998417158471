"""The command that invites by mail, from event files alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from logistics.cli.answers import ERRORS, counted
from logistics.cli.using import category_option, stop, usable
from logistics.errors import LogisticsError
from logistics.operations import checking
from logistics.operations.checking import Checked, Severity

if TYPE_CHECKING:
    from logistics.calendars import Party
    from logistics.operations.mailing.inviting import Ready

_SMTP = "LOGISTICS_SMTP"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", help="Whom to write to, such as desk@wire.example or “Example Wire <desk@wire.example>”."
)
@click.option("--staff", help="The colleague to write to, by their id in the staff file.")
@click.option("--roster", type=click.Path(path_type=Path), help="The staff file, with --staff.")
@click.option(
    "--audience",
    type=click.Choice(["public", "press"]),
    default="press",
    show_default=True,
    help="As whom they are invited.",
)
@category_option
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    multiple=True,
    help="An older revision that they were invited by: only what has changed since is written.",
)
@click.option(
    "--from", "sender", help="Who writes; without it the event’s first contact with a mail address."
)
@click.option("--smtp", metavar="URL", help="Send by this mail server, as submission://name:password@host.")
@click.option("--server", envvar=_SMTP, hidden=True)
@click.option("--send", is_flag=True, help=f"Send by the mail server that {_SMTP} names.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write each mail into this folder instead."
)
def invite(file: Path, earlier: Sequence[Path], output: Path | None, **said: Any) -> NoReturn:
    """Invite somebody by mail to what they must be there for. Without --smtp, --send or -o, show the letters only."""
    _agree(said, output)
    wanted = usable(checking.checked, file, "state")
    results = [*_in_order(earlier, wanted, said["staff"]), wanted]
    letters = _letters(results, said)
    server = said["smtp"] or (said["send"] and said["server"]) or ""
    if said["send"] and not server:
        stop(f"{_SMTP} names no mail server. Set it, or say --smtp URL.")
    if errors := results[-1].count(Severity.ERROR):
        told = f"{counted(errors, 'error')} in {results[-1].file.source}"
        click.echo(f"{told}: look at them with logistics check before this goes out.", err=True)
        if server:
            click.echo("No letter was sent.", err=True)
            sys.exit(ERRORS)
    if output is not None:
        _write(letters, output)
    elif server:
        _send(letters, server)
    else:
        _show(letters)
    click.echo(f"{counted(len(letters), 'letter')}.", err=True)
    sys.exit(0)


def _in_order(earlier: Sequence[Path], wanted: Checked, staff: str | None) -> list[Checked]:
    """The older revisions of a file, the oldest first; where one is of another event, that is said and all ends."""
    if earlier and staff:
        stop(
            "A roster that is worked out anew from files may give posts to others. "
            "Leave --earlier out, or give changes out by the office’s pages."
        )
    found, event_id = [usable(checking.checked, path, "state") for path in earlier], wanted.plan.event.id
    for path, one in zip(earlier, found, strict=True):
        if one.plan.event.id != event_id:
            stop(f"{path} is of another event, {one.plan.event.id}. An older revision has the id {event_id}.")
    return sorted(found, key=lambda one: one.plan.event.revision.number)


def _agree(said: dict[str, Any], output: Path | None) -> None:
    if bool(said["staff"]) != bool(said["roster"]):
        stop("A colleague is found in a staff file: say both --staff ID and --roster FILE.")
    if not said["to"] and not said["staff"]:
        stop("Say whom to write to: --to ADDRESS, or --staff ID with --roster FILE.")
    if sum((bool(said["smtp"]), said["send"], output is not None)) > 1:
        stop("Say one of --smtp, --send and -o.")
    if output and output.exists() and not output.is_dir():
        stop(f"{output} is a file. Name a folder for the mails.")


def _letters(results: Sequence[Checked], said: dict[str, Any]) -> tuple[Ready, ...]:
    from logistics.operations import publishing, rostering  # noqa: PLC0415 - heavy: a check needs none of it
    from logistics.operations.mailing import inviting  # noqa: PLC0415 - likewise

    now, sender = int(time.time()), _party(said["sender"], "--from") if said["sender"] else None
    to = _party(said["to"], "--to") if said["to"] else None
    if said["staff"]:
        staffed = usable(rostering.rostered, results[-1], said["roster"], 10.0).staffed
        return inviting.to_colleague(staffed, said["staff"], to.address if to else "", sender, now)
    assert to is not None, "_agree saw to it"
    audience = publishing.audience_named(said["audience"], said["category"])
    return inviting.to_press([one.plan for one in results], audience, to, sender, now)


def _party(said: str, option: str) -> Party:
    from logistics.calendars import Party  # noqa: PLC0415 - heavy: a check needs none of it
    from logistics.operations.office import Refused, mail_address, one_line  # noqa: PLC0415 - likewise

    try:
        ((name, address),) = getaddresses([said])
        return Party(one_line(name), mail_address(address))
    except (Refused, ValueError):
        stop(
            f"{option}: “{said}” holds no mail address, or several. "
            "Write desk@wire.example, or “Example Wire <desk@wire.example>”."
        )


def _show(letters: Sequence[Ready]) -> None:
    for one in letters:
        click.echo(f"To: {one.to}\nSubject: {one.subject}\n\n" + "\n\n".join(one.lines) + "\n")


def _write(letters: Sequence[Ready], folder: Path) -> None:
    from logistics.operations.files import write_whole  # noqa: PLC0415 - only writing needs it

    for number, one in enumerate(letters, start=1):
        name = f"{number:02}-{one.method.lower()}.eml"
        write_whole(folder / name, one.mail)
        click.echo(f"{name}: {one.subject}")


def _send(letters: Sequence[Ready], url: str) -> None:
    from logistics.mail import Server  # noqa: PLC0415 - only sending needs it

    server = Server.at(url)
    for number, one in enumerate(letters):
        try:
            server.send(one.sender, one.to, one.mail)
        except LogisticsError as error:
            left = counted(len(letters) - number, "letter")
            click.echo(f"{error} {left} did not leave, from this one on: {one.subject}", err=True)
            sys.exit(ERRORS)
        click.echo(f"sent: {one.subject}")
