"""Mails that came in, from the folder of a mailbox (Maildir), with the calendars in them."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from email.utils import parseaddr
from pathlib import Path

from logistics.errors import LogisticsError


class NoMailbox(LogisticsError):
    """A folder that is no mailbox."""


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that came in: who says to have sent it, what it is about, and its bytes."""

    key: str
    sender: str
    subject: str
    data: bytes


def received(folder: Path) -> Iterator[Received]:
    """The mails of a Maildir, in the order of their names. Nothing in it is changed. Raises NoMailbox."""
    if not all((folder / part).is_dir() for part in ("cur", "new")):
        raise NoMailbox(f"{folder} is no Maildir: it has no folders “cur” and “new”.")
    box = mailbox.Maildir(folder, create=False)
    for key in sorted(box.keys()):
        data = box.get_bytes(key)
        mail = message_from_bytes(data, policy=default)
        yield Received(key, parseaddr(str(mail["From"] or ""))[1].lower(), str(mail["Subject"] or ""), data)


def calendar_parts(data: bytes) -> tuple[bytes, ...]:
    """The calendars in a mail, each once: a program may send the same as a part and as a file."""
    mail = message_from_bytes(data, policy=default)
    found = (
        part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    )
    return tuple(dict.fromkeys(one for one in found if isinstance(one, bytes)))
