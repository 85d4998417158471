"""Handing a mail to a server (RFC 5321), and what it says."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from logistics.errors import LogisticsError

_PATIENCE: Final = 30.0
_PORTS: Final = {"smtp": 25, "smtps": 465, "submission": 587}


class UnusableServer(LogisticsError):
    """The address of a mail server that says nothing usable."""


class NotTaken(LogisticsError):
    """A mail that the server will never take, with what it said."""


class Later(LogisticsError):
    """A mail that was not taken this time, with what the server said; it may be taken later."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server: ``smtp://host:25``, ``smtps://name:password@host:465``, ``submission://name:password@host``.

    ``smtps`` speaks TLS from the first word on, ``submission`` asks for it (RFC 8314); ``smtp`` where it is offered.
    """

    host: str
    port: int
    scheme: str
    name: str = ""
    password: str = ""

    @classmethod
    def at(cls, url: str) -> Server:
        """The server of an address. Raises UnusableServer."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/"):
            raise UnusableServer(
                "This is not the address of a mail server. Write it as smtp://host:25, or with a name and a "
                "password as submission://name:password@host."
            )
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or _PORTS[parts.scheme], parts.scheme, name, password)

    def send(self, sender: str, to: str, mail: bytes) -> None:
        """Hand a mail over. Raises NotTaken where the server refuses it for good, Later where it does for now."""
        try:
            with self._connected(sender.rpartition("@")[2]) as server:
                server.sendmail(sender, [to], mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _refusal(code, said) from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except OSError as error:
            raise Later(
                f"The mail server {self.host} cannot be reached on port {self.port}: {_fault(error)}."
            ) from error

    @contextmanager
    def _connected(self, domain: str) -> Iterator[smtplib.SMTP]:
        """A connection on which mail can be handed over; ``domain`` is what we are called by (RFC 5321 §4.1.1.1)."""
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=domain, timeout=_PATIENCE, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, local_hostname=domain, timeout=_PATIENCE)
        with server:
            server.ehlo()
            if self.scheme == "submission" or (self.scheme == "smtp" and server.has_extn("starttls")):
                server.starttls(context=context)
                server.ehlo()
            if self.name:
                server.login(self.name, self.password)
            yield server


def _fault(error: OSError) -> str:
    """What went wrong, without the numbers by which programs know it; every error of smtplib is an OSError."""
    return error.strerror or str(error).rstrip(".") or "it broke off"


def _refusal(code: int, said: bytes | str) -> LogisticsError:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    text = f"The mail server said {code}: {' '.join(words.split())[:300]}"
    return NotTaken(text) if 500 <= code < 600 else Later(text)
