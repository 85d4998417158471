"""Mails that came in, from a folder on a mail server (IMAP4rev1, RFC 3501). Nothing there is changed or marked as read.

What came within some days is listed with its structure; a mail is read whole only where a calendar stands in it, or
where it tells of one that did not arrive.
"""

from __future__ import annotations

import datetime as dt
import imaplib
import re
import ssl
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import islice
from typing import Final
from urllib.parse import unquote, urlsplit

from logistics.mail.received import LARGEST, TOO_LARGE, NoMailbox, Received, plain, read
from logistics.mail.sending import UnusableServer
from logistics.moments import HOUR, Instant

_PATIENCE: Final = 30.0
_PORTS: Final = {"imap": 143, "imaps": 993}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AT_ONCE: Final = 200
_WHOLE_AT_ONCE: Final = 20
_LISTED: Final = "(UID RFC822.SIZE INTERNALDATE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])"
_WANTED: Final = re.compile(rb'"(?:calendar|ics|delivery-status)"', re.IGNORECASE)
_PROGRAM: Final = re.compile(r"\bb['\"]")
"""imaplib shows what it cannot understand as bytes of a program."""
_HOW: Final = (
    "Write it as imaps://name:password@mail.example/INBOX, and what is neither a letter nor a digit in the name, the "
    "password or the folder as in %40 for @."
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder on a mail server: ``imaps://name:password@host:993/Folder``, ``imap://name:password@host:143``.

    ``imaps`` speaks TLS from the first word on, ``imap`` as soon as the server offers it. Name, password and folder
    are percent-encoded (RFC 5092); where no folder is named, it is INBOX.
    """

    host: str
    port: int
    scheme: str
    name: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @classmethod
    def at(cls, url: str) -> Mailbox:
        """The mailbox of an address. Raises UnusableServer, whose text never holds the address: it has a password."""
        try:
            parts = urlsplit(url)
            port = parts.port
            name, password, folder = (
                unquote(said or "", errors="strict")
                for said in (parts.username, parts.password, parts.path.strip("/"))
            )
        except ValueError:  # also a UnicodeDecodeError, and a port that is none
            raise UnusableServer(f"This is not the address of a mailbox. {_HOW}") from None
        if parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment:
            raise UnusableServer(f"This is not the address of a mailbox. {_HOW}")
        if not name or not password:
            raise UnusableServer(f"The address of the mailbox lacks a name or a password. {_HOW}")
        if any(not letter.isprintable() for letter in name + password + folder):
            raise UnusableServer("The address of the mailbox holds a control character. Take it out.")
        return cls(
            parts.hostname, port or _PORTS[parts.scheme], parts.scheme, name, password, folder or "INBOX"
        )

    def received(self, since: Instant) -> Iterator[Received]:
        """The mails that came since a moment (and up to two days before it), in the order of the server.

        All others come with their sender and subject alone. Raises NoMailbox.
        """
        with self._opened() as server:
            # SINCE knows days of the server's own clock, and no hours (RFC 3501 §6.4.4).
            day = dt.datetime.fromtimestamp(since - 24 * HOUR, dt.UTC)
            said = f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}"
            found = self._done(server.uid("SEARCH", "SINCE", said))
            numbers = b" ".join(one for one in found if isinstance(one, bytes)).split()
            for some in _bunches(numbers, _AT_ONCE):
                yield from self._of(server, some)

    def _of(self, server: imaplib.IMAP4, numbers: tuple[bytes, ...]) -> Iterator[Received]:
        listed = list(self._fetched(server, numbers, _LISTED))
        wanted = [one.uid for one in listed if one.is_wanted and one.size <= LARGEST]
        whole: dict[bytes, bytes] = {}
        for some in _bunches(wanted, _WHOLE_AT_ONCE):
            whole.update((one.uid, one.data) for one in self._fetched(server, some, "(UID BODY.PEEK[])"))
        for one in listed:
            problem = "" if one.uid in whole or not one.is_wanted else _problem(one)
            yield read(one.uid.decode("ascii"), whole.get(one.uid, one.data), one.at, problem)

    def _fetched(self, server: imaplib.IMAP4, numbers: tuple[bytes, ...], what: str) -> Iterator[_Fetched]:
        for answer in _answers(self._done(server.uid("FETCH", b",".join(numbers).decode("ascii"), what))):
            if (found := _read(answer)) and found.uid in numbers:
                yield found

    def _done(self, said: tuple[str, list[bytes | tuple[bytes, bytes] | None]]) -> list[_Piece]:
        """What the server answered. Raises NoMailbox where it refused."""
        status, data = said
        pieces = [one for one in data if one is not None]
        if status != "OK":
            words = b" ".join(one for one in pieces if isinstance(one, bytes))
            raise NoMailbox(f"The mail server {self.host} does not give the mails out: {self._told(words)}")
        return pieces

    @contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        """A connection on which the folder can be read and nothing else. Raises NoMailbox."""
        server: imaplib.IMAP4 | None = None
        try:
            server = self._connected()
            self._secure(server)
            self._log_in(server)
            status, said = server.select(_quoted(_utf_7(self.folder)), readonly=True)
            if status != "OK":
                words = self._told(said[-1] or b"")
                raise NoMailbox(f"{self.host} does not open the folder “{self.folder}”: {words}")
            yield server
            with suppress(imaplib.IMAP4.error, OSError):  # all is read
                server.logout()
        except ssl.SSLError as error:
            raise NoMailbox(
                f"{self.host} cannot be spoken with safely: {self._told(error)} "
                "A certificate that this machine does not trust must be added to those that it does."
            ) from None
        except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
            raise NoMailbox(f"The mail server {self.host} cannot be read: {self._told(error)}") from None
        finally:
            if server is not None:
                with suppress(OSError):
                    server.shutdown()

    def _connected(self) -> imaplib.IMAP4:
        if self.scheme == "imaps":
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=context, timeout=_PATIENCE)
        return imaplib.IMAP4(self.host, self.port, timeout=_PATIENCE)

    def _secure(self, server: imaplib.IMAP4) -> None:
        """See that nobody on the way can read the password. Raises NoMailbox where they could."""
        if self.scheme == "imaps":
            return
        if "STARTTLS" in server.capabilities:
            server.starttls(ssl.create_default_context())
        elif not _is_here(self.host):
            raise NoMailbox(
                f"{self.host} offers no TLS on port {self.port}, and a password is not sent where others can read it. "
                "Name the mailbox as imaps://…"
            )

    def _log_in(self, server: imaplib.IMAP4) -> None:
        """Say who we are: with SASL where the server has it, which knows letters beyond ASCII (RFC 4616)."""
        try:
            if "AUTH=PLAIN" in server.capabilities:
                server.authenticate("PLAIN", lambda _: f"\0{self.name}\0{self.password}".encode())
            elif "LOGINDISABLED" in server.capabilities:
                raise NoMailbox(
                    f"{self.host} takes no name and password. Another way of signing in is not known here."
                )
            else:
                server.login(_quoted(self.name), self.password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise NoMailbox(
                f"{self.host} does not let “{self.name}” in: {self._told(error)} Look at the name and "
                "the password."
            ) from None

    def _told(self, said: bytes | Exception) -> str:
        """What a server or the network says, as a sentence, and without the password should it say that."""
        raw = said if isinstance(said, bytes) else said.args[0] if len(said.args) == 1 else _fault(said)
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
        sent = f"\0{self.name}\0{self.password}".encode()
        for secret in (self.password, b64encode(sent).decode("ascii")):
            text = text.replace(secret, "…")
        if _PROGRAM.search(text):
            return "it does not speak as a mail server does."
        return f"{plain(text)[:300].rstrip('.') or 'it does not say why'}."


_Piece = bytes | tuple[bytes, bytes]


def _fault(error: Exception) -> str:
    """What went wrong, without the number by which programs know it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What the server gave of one mail; ``data`` is what was asked of its text."""

    uid: bytes
    size: int
    at: Instant
    is_wanted: bool
    data: bytes


def _answers(pieces: Iterable[_Piece]) -> Iterator[tuple[bytes, tuple[bytes, ...]]]:
    """The answer about each mail: its line, and the literals that were in it. imaplib hands them out piece by piece."""
    line, literals = b"", ()  # type: tuple[bytes, tuple[bytes, ...]]
    for piece in pieces:
        if isinstance(piece, tuple):
            line, literals = line + piece[0] + b" ", (*literals, piece[1])
        else:
            yield line + piece, literals
            line, literals = b"", ()


def _read(answer: tuple[bytes, tuple[bytes, ...]]) -> _Fetched | None:
    """One mail; None where the server only tells that its flags changed."""
    line, literals = answer
    uid = re.search(rb"\bUID (\d+)", line)
    if uid is None or not literals:
        return None
    size, at = re.search(rb"\bRFC822\.SIZE (\d+)", line), imaplib.Internaldate2tuple(line)
    return _Fetched(
        uid[1],
        int(size[1]) if size else 0,
        int(time.mktime(at)) if at else 0,
        _WANTED.search(line) is not None,
        literals[-1],
    )


def _problem(one: _Fetched) -> str:
    """Why a mail that is wanted whole was not read."""
    return TOO_LARGE if one.size > LARGEST else "The mail server did not give it out whole."


def _bunches(each: Iterable[bytes], most: int) -> Iterator[tuple[bytes, ...]]:
    left = iter(each)
    while some := tuple(islice(left, most)):
        yield some


def _quoted(said: str) -> str:
    """A quoted string (RFC 3501 §4.3): imaplib writes names as they are."""
    return '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf_7(folder: str) -> str:
    """The name of a folder as it is sent (RFC 3501 §5.1.3), which is not the UTF-7 of any library."""

    def shifted(found: re.Match[str]) -> str:
        return (
            "&" + b64encode(found[0].encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",") + "-"
        )

    return re.sub(r"[^\x20-\x7e]+", shifted, folder.replace("&", "&-"))


def _is_here(host: str) -> bool:
    """Whether a host is this machine, so that nobody stands between."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


__all__ = ["Mailbox"]
