"""Mails that came in, from the folder of a mailbox (Maildir), with the calendars in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import parseaddr
from itertools import islice
from pathlib import Path
from typing import Final

from logistics.errors import LogisticsError
from logistics.moments import Instant

LARGEST: Final = 2_000_000
"""Bytes. An answer has some thousand, with what its program adds; what is larger is told and not read."""
_LONGEST: Final = 320
_MOST_PARTS, _MOST_DASHES = 50, 1_000
"""Of a mail with more parts, or more lines that may divide them, none is looked at: that would take a minute."""
_MOST_CALENDARS: Final = 20
"""How many calendars of a mail are looked at: an answer has one, or the same one twice."""
NO_CALENDAR: Final = "It holds no calendar: somebody should read it."
_UNREADABLE: Final = "It cannot be taken apart as a mail: somebody should look at it."
_BECAME: Final = {
    "failed": "could not be delivered. Look at the address, and ask them in another way.",
    "delayed": "is not delivered yet; the mail server goes on trying.",
}
"""What becomes of a mail by what its report calls the action (RFC 3464 §2.3.3); of all others nobody need be told."""
TOO_LARGE: Final = f"It is larger than {LARGEST // 1_000_000} MB, and was not read."


class NoMailbox(LogisticsError):
    """A mailbox that cannot be read; the text says why and what would mend it."""


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that came in: who says to have sent it, what it is about, when it came, and its bytes.

    ``problem`` is why no answer can be in it; ``data`` may then be a part of it.
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
    """A mail of its bytes, or of no more than its header; ``problem`` is why it is not whole."""
    mail = BytesHeaderParser(policy=default).parsebytes(data)
    sender = parseaddr(_header(mail, "From"))[1].lower()
    return Received(key, sender, _header(mail, "Subject"), at, data, problem or _problem(data))


def plain(text: str) -> str:
    """What somebody else wrote in one line that any terminal and page can show."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def calendar_parts(data: bytes) -> tuple[bytes, ...]:
    """The first calendars in a mail, each once: a program may send the same as a part and as a file."""
    try:
        return _calendars(_parsed(data))
    except Exception:  # what the standard library raises for a broken header is not a known list
        return ()


def _problem(data: bytes) -> str:
    """Why no answer can be in a whole mail; empty where one may be."""
    try:
        mail = _parsed(data)
        return _undelivered(mail) or ("" if _calendars(mail) else NO_CALENDAR)
    except Exception:  # likewise
        return _UNREADABLE


def _parsed(data: bytes) -> EmailMessage:
    """The parts of a mail. Raises ValueError where they are too many, and whatever a broken header makes of it."""
    if data.lower().count(b"content-type:") > _MOST_PARTS or data.count(b"\n--") > _MOST_DASHES:
        raise ValueError("too many parts")
    return message_from_bytes(data, policy=default)


def _calendars(mail: EmailMessage) -> tuple[bytes, ...]:
    found = (
        part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_type() in ("text/calendar", "application/ics")
    )
    return tuple(dict.fromkeys(one for one in islice(found, _MOST_CALENDARS) if isinstance(one, bytes)))


def _undelivered(mail: EmailMessage) -> str:
    """What a mail server tells of a mail that it could not deliver (RFC 3464 §2.3); empty where it tells no such."""
    if mail.get_content_type() != "multipart/report":
        return ""
    said: dict[str, list[str]] = {}
    for part in mail.iter_parts():
        blocks = part.get_payload() if part.get_content_type() == "message/delivery-status" else ()
        for each in blocks:
            if isinstance(each, Message):
                said.setdefault(_header(each, "Action").lower(), []).append(_recipient(each))
    for action, became in _BECAME.items():
        if action in said:
            to = " and ".join(dict.fromkeys(one for one in said[action][:_MOST_CALENDARS] if one))
            return f"A mail to {to or 'somebody whom it does not name'} {became}"
    return ""


def _recipient(said: Message) -> str:
    """The address that was written to: ``Final-Recipient: rfc822; desk@wire.example`` (RFC 3464 §2.3.2)."""
    found = _header(said, "Original-Recipient") or _header(said, "Final-Recipient")
    return found.rpartition(";")[2].strip()


def _header(mail: Message, name: str) -> str:
    """A header in one line that any terminal and page can show; empty where it cannot be read."""
    try:
        said = str(mail[name] or "")
    except Exception:  # what the standard library raises for a broken header is not a known list
        return ""
    return plain(said)[:_LONGEST]
