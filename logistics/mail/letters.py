"""A letter as a mail (RFC 5322) with its invitation (RFC 6047), in the shape that Outlook and Gmail both understand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from html import escape
from typing import Final

from logistics.model.base import without_unusable
from logistics.moments import Instant


class _Folding(EmailPolicy):
    """Subjects are folded at blanks that stay, and those that are not ASCII are encoded words as a whole (RFC 2047 §2).

    Defect: Python may fold a subject right after its name, or in the middle of blanks; its reader finds one too many.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as it goes over the wire."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        letters = "us-ascii" if value.isascii() else "utf-8"
        said = Header(value, letters, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {said}{self.linesep}".encode("ascii")


_POLICY: Final = _Folding(linesep="\r\n", max_line_length=78, cte_type="7bit")  # 7bit: every server takes it


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person. ``sender`` and ``to`` are names with bare addresses; ``lines`` are its paragraphs.

    ``calendar`` is the invitation and ``method`` its method, REQUEST or CANCEL. ``key`` tells this letter from all
    others for ever: the same letter is the same mail, byte for byte.
    """

    key: str
    sender: tuple[str, str]
    to: tuple[str, str]
    subject: str
    lines: tuple[str, ...]
    at: Instant
    calendar: bytes
    method: str


def mail_of(letter: Letter) -> bytes:
    """The mail as it goes over the wire: mixed(alternative(plain, html, calendar), invite.ics).

    Lines end as RFC 5322 §2.1 wants, inside the calendar part too.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(letter.sender)
    mail["To"] = _address(letter.to)
    mail["Subject"] = _one_line(letter.subject)
    mail["Date"] = format_datetime(dt.datetime.fromtimestamp(letter.at, dt.UTC))
    mail["Message-ID"] = f"<{letter.key}@{letter.sender[1].rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    mail.set_content(without_unusable("\n\n".join(letter.lines)) + "\n")
    mail.make_alternative(boundary=f"alternative-{letter.key}")
    mail.add_alternative(_html(letter), subtype="html")
    _add_calendar(mail, letter)
    mail.make_mixed(boundary=f"mixed-{letter.key}")
    mail.add_attachment(letter.calendar, "application", "ics", filename="invite.ics")
    return bytes(mail)


def _add_calendar(mail: EmailMessage, letter: Letter) -> None:
    part = EmailMessage(policy=_POLICY)
    part.set_content(letter.calendar, "text", "calendar", cte="base64")
    part.replace_header("Content-Type", f"text/calendar; charset=UTF-8; method={letter.method}")
    del part["MIME-Version"]
    mail.attach(part)


def _html(letter: Letter) -> str:
    texts = (escape(without_unusable(line)).replace("\n", "<br>") for line in letter.lines)
    paragraphs = "\n".join(f"<p>{text}</p>" for text in texts)
    title = escape(_one_line(letter.subject))
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{paragraphs}\n</body></html>\n'


def _address(party: tuple[str, str]) -> Address:
    name, address = party
    return Address(display_name=_one_line(name), addr_spec=address)


def _one_line(text: str) -> str:
    """A text as a header may hold it: no line break can make another header of it."""
    return " ".join(without_unusable(text).split())
