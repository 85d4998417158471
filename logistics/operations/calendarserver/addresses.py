"""The address of a calendar server, with who asks: from the command line, and from the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from logistics.errors import LogisticsError

NAMED: Final = "LOGISTICS_CALDAV"
_PORTS: Final = {"https": 443, "http": 80}


class UnusableAddress(LogisticsError):
    """An address behind which no calendar server can be; the text never holds its password."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a calendar is, or an account that has some, and who asks. ``url`` holds no password."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The name of the server, as people are told it."""
        return urlsplit(self.url).netloc

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine, so that nobody can listen."""
        return _is_here(urlsplit(self.url).hostname or "")


def address(said: str = "", environment: Mapping[str, str] = os.environ) -> Address:
    """The address that was given, else that of LOGISTICS_CALDAV.

    An address without a name takes name and password from LOGISTICS_CALDAV if that is of the same server: what
    stands on a command line can be read by everybody on the machine. Raises UnusableAddress.
    """
    named = environment.get(NAMED, "")
    if not said and not named:
        raise UnusableAddress(
            f"Say which calendar: --caldav https://cloud.example/… or, with name and password, {NAMED}."
        )
    kept = _address(named, NAMED) if named else None
    if not said:
        return kept or _address(named, NAMED)
    given = _address(said, "--caldav")
    if not given.user and kept is not None and _server(kept) == _server(given):
        return Address(given.url, kept.user, kept.password)
    return given


def _address(said: str, where: str) -> Address:
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UnusableAddress(
            f"{where} is not the address of a calendar server. Write it as https://cloud.example/remote.php/dav/…"
        )
    if parts.scheme == "http" and not _is_here(parts.hostname):
        raise UnusableAddress(
            f"{where} begins with http://, so everybody on the way could read the calendar and the password. "
            "Write https://."
        )
    url = _without_user(parts, port)
    return Address(url, unquote(parts.username or ""), unquote(parts.password or ""))


def _without_user(parts: SplitResult, port: int | None) -> str:
    """A calendar's address ends with a slash; what a “copy link” button hangs on it (``?export``) is left out."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    netloc = host if port is None else f"{host}:{port}"
    return parts._replace(netloc=netloc, path=f"{parts.path.rstrip('/')}/", query="", fragment="").geturl()


def _server(of: Address) -> tuple[str, str | None, int]:
    parts = urlsplit(of.url)
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = ["NAMED", "Address", "UnusableAddress", "address"]
