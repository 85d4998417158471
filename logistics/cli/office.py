"""The commands about an office: its pages, its store, its first administrator and its mail."""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

import click

from logistics.cli.using import stop
from logistics.moments import HOUR

port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port of the pages; 0 takes a free one.",
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@port_option
@click.option(
    "--workers", type=click.IntRange(1, 32), default=1, show_default=True, help="How many processes answer."
)
@click.option(
    "--threads",
    type=click.IntRange(1, 30),  # as many as the store gives connections to
    default=16,
    show_default=True,
    help="How many requests each of them answers at a time.",
)
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the office's pages, feeds and API from this machine until Ctrl-C."""
    from web import serving  # noqa: PLC0415 - flask and gunicorn are needed here alone

    serving.serve(host, port, workers, threads, partial(click.echo, err=True))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write all that the office has to a new file, while it works on."""
    from logistics.operations import backups, instance  # noqa: PLC0415 - a check needs no store

    backups.back_up(instance.instance(), file)
    click.echo(f"{file} holds everything as it was a moment ago.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace the events that the office has now.")
def restore(file: Path, replace: bool) -> None:
    """Put a backup in the place of all that the office has. Stop the office before."""
    from logistics.operations import backups, instance  # noqa: PLC0415 - a check needs no store

    backups.put_back(instance.instance(), file, int(time.time()), replace=replace)
    click.echo(f"The office is as {file} holds it. Start it again: logistics serve")


@click.command("admin-link")
@click.argument("name", required=False)
@click.option("--lost-second-factor", is_flag=True, help="Take the second factor away too: a lost telephone.")
@port_option
def admin_link(name: str | None, lost_second_factor: bool, port: int) -> None:
    """Print a one-time link: for the first administrator, or for the one of that name who is locked out."""
    from logistics.operations import admitting, instance  # noqa: PLC0415 - a check needs no store

    named, now = instance.instance(), int(time.time())
    office = named.open()
    if name is not None:
        path = admitting.reset_path(office, name, now, lost_second_factor=lost_second_factor)
        lasts = "three days"
    elif first := admitting.first_path(office, now):
        path, lasts = first, "15 minutes"
    else:
        known = ", ".join(admitting.administrators(office))
        stop(f"There are accounts already. Say who is locked out: logistics admin-link NAME ({known})")
    click.echo(f"For the office in {named.folder}. It serves once, within {lasts}:", err=True)
    click.echo(named.address(path, port))


@click.command()
@click.option("--preview", is_flag=True, help="Show what would be written and sent, and do nothing.")
def mail(preview: bool) -> None:
    """Write the letters that are due to the staff, and send what waits. Run it every minute, as by cron."""
    from logistics.operations import instance, mailing  # noqa: PLC0415 - a check needs no store

    named, now = instance.instance(), int(time.time())
    office = named.open()
    sender = mailing.sender_of(office)
    if preview:
        for one in mailing.due(office, sender, now):
            if one.letter is not None:
                click.echo(f"{one.letter.address}: {one.letter.subject}")
        return
    done = mailing.send(office, named.mail_server(), sender, now, clock=lambda: int(time.time()))
    click.echo(f"{done.written} written, {done.sent} sent, {done.put_off} put off, {done.given_up} given up.")
    sys.exit(1 if done.given_up else 0)


@click.command()
@click.option("--maildir", type=click.Path(path_type=Path), help="The mailbox of the office, as a Maildir.")
@click.option(
    "--imap",
    metavar="URL",
    help="The same on a mail server: imaps://name:password@mail.example/INBOX. Others on this machine can read what "
    "stands here; what stands in LOGISTICS_IMAP they cannot.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=14,
    show_default=True,
    help="How far back a mailbox on a mail server is read.",
)
def replies(maildir: Path | None, imap: str | None, days: int) -> None:
    """Take in what people answered by mail, and say of each mail what became of it.

    Nothing in the mailbox is changed, and reading the same mails again changes nothing more.
    """
    from logistics.mail import received  # noqa: PLC0415 - as below
    from logistics.operations import instance, mailing  # noqa: PLC0415 - a check needs no store

    if maildir is not None and imap is not None:
        stop("Name one mailbox: --maildir or --imap.")
    named, now = instance.instance(), int(time.time())
    since = now - days * 24 * HOUR
    mails = received(maildir) if maildir is not None else named.mailbox(imap or "").received(since)
    for one in mailing.take_replies(named.open(), mails, now):
        click.echo(f"{one.sender or 'nobody'}: {one.subject}: {one.text}")


COMMANDS = (serve, backup, restore, admin_link, mail, replies)
