"""Mails that came in, from the folder of a mailbox (Maildir), with the calendars in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from logistics.errors import LogisticsError
from logistics.moments import Instant

LARGEST: Final = 2_000_000
"""Bytes. An answer has some thousand, with what its program adds; what is larger is told and not read."""
_LONGEST: Final = 320
TOO_LARGE: Final = f"It is larger than {LARGEST // 1_000_000} MB, and was not read."


class NoMailbox(LogisticsError):
    """A mailbox that cannot be read; the text says why and what would mend it."""


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that came in: who says to have sent it, what it is about, when it came, and its bytes.

    ``problem`` is why it was not read whole; ``data`` then holds what was.
    """

    key: str
    sender: str
    subject: str
    at: Instant
    data: bytes
    problem: str = ""


def received(folder: Path) -> Iterator[Received]:
    """The mails of a Maildir, in the order of their names. Nothing in it is changed. Raises NoMailbox."""
    if not all((folder / part).is_dir() for part in ("cur", "new")):
        raise NoMailbox(f"{folder} is no Maildir: it has no folders “cur” and “new”.")
    # “new” first: what another program moves to “cur” meanwhile is then seen twice, and not missed.
    found = {
        path.name.partition(":")[0]: path for part in ("new", "cur") for path in (folder / part).iterdir()
    }
    for key, path in sorted(found.items()):
        with suppress(FileNotFoundError), path.open("rb") as file:  # moved or taken out meanwhile
            data, at = file.read(LARGEST + 1), int(path.stat().st_mtime)
            yield read(key, data[:LARGEST], at, TOO_LARGE if len(data) > LARGEST else "")


def read(key: str, data: bytes, at: Instant, problem: str = "") -> Received:
    """A mail of its bytes, or of no more than its header."""
    mail = _parsed(data)
    return Received(
        key, parseaddr(_header(mail, "From"))[1].lower(), _header(mail, "Subject"), at, data, problem
    )


def plain(text: str) -> str:
    """What somebody else wrote in one line that any terminal and page can show."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def calendar_parts(data: bytes) -> tuple[bytes, ...]:
    """The calendars in a mail, each once: a program may send the same as a part and as a file."""
    found = (
        part.get_payload(decode=True)
        for part in _parsed(data).walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    )
    return tuple(dict.fromkeys(one for one in found if isinstance(one, bytes)))


def _parsed(data: bytes) -> EmailMessage:
    """The parts of a mail. Its headers are read by ``_header`` alone: reading them may fail in many ways."""
    return message_from_bytes(data, policy=default)


def _header(mail: EmailMessage, name: str) -> str:
    """A header in one line that any terminal and page can show; empty where it cannot be read."""
    try:
        said = str(mail[name] or "")
    except Exception:  # what the standard library raises for a broken header is not a known list
        return ""
    return plain(said)[:_LONGEST]
