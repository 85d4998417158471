"""Fetching a calendar from an address that somebody gave, without becoming their way into the office's own network.

The name is looked up once, every address that it has must be one of the public internet, and the connection goes to
one of these very addresses; so a name that means another machine a moment later gains nothing. A redirect is
treated as a new address. What goes wrong is told by the host alone: the rest of an address is often its key.
"""

from __future__ import annotations

import io
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any, Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from logistics.errors import LogisticsError

MOST_BYTES: Final = 2_000_000
SECONDS: Final = 10.0
REDIRECTS: Final = 3
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_NOT_QUOTED: Final = "%/:=&?~+!$,;'@()*"
_HEADERS: Final = {
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",  # what is packed may be a thousand times as long unpacked
    "User-Agent": "press-logistics",
}
_HOST: Final = re.compile("[0-9A-Za-z_.:-]{1,253}")
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class CannotFetch(LogisticsError):
    """A calendar that could not be fetched; the text names its host, and nothing else of its address."""


def fetch(address: str, *, may_be_inside: bool = False) -> bytes:
    """What lies at an https (or webcal) address: at most 2 MB, in at most 10 seconds, over at most 3 redirects.

    ``may_be_inside`` lets addresses be in the office's own network, and plain http on this machine. Raises CannotFetch.
    """
    until = time.monotonic() + SECONDS
    place = first = _place(address, "")
    for _ in range(REDIRECTS + 1):
        found = _asked(place, until, may_be_inside)
        if isinstance(found, bytes):
            return found
        place = _place(found, place.whole)
    raise CannotFetch(f"{first.host} sends on to other addresses more than {REDIRECTS} times.")


@dataclass(frozen=True, slots=True)
class _Place:
    """An address taken apart; ``whole`` and ``path`` must never be shown."""

    whole: str
    secure: bool
    host: str
    port: int
    path: str


def _place(address: str, base: str) -> _Place:
    """The place of an address that is whole, or follows from ``base``. Raises CannotFetch."""
    try:
        said = urljoin(base, address.strip())
        parts = urlsplit(said)
        host = parts.hostname.encode("idna").decode("ascii") if parts.hostname else ""
        port = parts.port
        if host and not _HOST.fullmatch(host):
            raise ValueError(host)
    except ValueError:  # UnicodeError is one; it is not chained, since its words may hold the address
        raise CannotFetch(
            "The address of this calendar is not one. Copy it again from where it is kept."
        ) from None
    secure = parts.scheme in ("https", "webcal")
    if not host or not (secure or parts.scheme == "http"):
        raise CannotFetch("The address of this calendar does not begin with https:// and the name of a site.")
    if parts.username is not None or parts.password is not None:
        raise CannotFetch(
            f"The address at {host} has a name or a password in it. Use the secret address instead."
        )
    scheme = "https" if secure else "http"
    whole = f"{scheme}:{said.partition(':')[2]}"
    return _Place(whole, secure, host, port or (443 if secure else 80), _path(parts))


def _path(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote((parts.path or "/") + query, safe=_NOT_QUOTED)


def _asked(place: _Place, until: float, may_be_inside: bool) -> bytes | str:
    """The calendar, or the address to which the host sends on. Raises CannotFetch."""
    try:
        return _asked_at(place, _addresses(place, until), until, may_be_inside)
    except (OSError, HTTPException, ValueError) as error:
        raise CannotFetch(f"{place.host} could not be asked: {_why(error)}.") from None  # likewise


def _asked_at(
    place: _Place, addresses: tuple[Address, ...], until: float, may_be_inside: bool
) -> bytes | str:
    """The same, at these addresses alone. Raises CannotFetch, OSError, HTTPException, ValueError."""
    if not may_be_inside and not all(_is_outside(each) for each in addresses):
        raise CannotFetch(f"{place.host} is not on the public internet, so it is not asked.")
    if not place.secure and not (may_be_inside and all(each.is_loopback for each in addresses)):
        raise CannotFetch(
            f"The address at {place.host} begins with http://. Write https://, if the site has that."
        )
    with _connected(place, addresses, until) as wire:
        connection = HTTPConnection(place.host, place.port)
        connection.default_port = 443 if place.secure else 80  # which Host leaves out
        connection.sock = _Timed(wire, until)
        connection.request("GET", place.path, headers=_HEADERS)
        return _answer(place, connection.getresponse())


def _answer(place: _Place, answer: HTTPResponse) -> bytes | str:
    if answer.status in _REDIRECTS and answer.headers["Location"]:
        return str(answer.headers["Location"])
    if answer.status != 200:
        raise CannotFetch(f"{place.host} answers with the status {answer.status} instead of a calendar.")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise CannotFetch(f"{place.host} sends the calendar packed, which was not asked for.")
    found = answer.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise CannotFetch(f"What {place.host} sends is longer than {MOST_BYTES:,} bytes.")
    if answer.length:
        raise CannotFetch(f"{place.host} broke off before the end of the calendar.")
    return found


def _addresses(place: _Place, until: float) -> tuple[Address, ...]:
    """All addresses of the host, looked up once. Raises OSError."""
    try:
        return (ipaddress.ip_address(place.host),)
    except ValueError:  # a name
        pass
    found: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found.put(socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error)

    # a look-up has no limit of time of its own
    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = found.get(timeout=_left(until))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return tuple(ipaddress.ip_address(entry[4][0]) for entry in answer)


def _is_outside(address: Address) -> bool:
    """Whether an address, and one that it holds inside, is of the public internet."""
    held: list[Address | None] = [address]
    if isinstance(address, ipaddress.IPv6Address):
        if not (address in _GLOBAL_UNICAST or address.ipv4_mapped or address in _NAT64):
            return False  # of old and reserved kinds some lead inside, whatever Python says of them
        held += [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            held.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(each.is_global and not each.is_multicast for each in held if each is not None)


def _connected(place: _Place, addresses: tuple[Address, ...], until: float) -> socket.socket:
    """A connection to the first of these addresses that takes one. Raises OSError."""
    problem: OSError = OSError("it has no address")
    for address in addresses:
        try:
            plain = socket.create_connection((str(address), place.port), timeout=_left(until))
        except OSError as error:
            problem = error
            continue
        if not place.secure:
            return plain
        try:
            plain.settimeout(_left(until))
            return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
        except BaseException:
            plain.close()
            raise
    raise problem


class _Timed(io.RawIOBase):
    """A connection that is at its end once its time is over, however slowly the other side sends."""

    def __init__(self, wire: socket.socket, until: float) -> None:
        self._wire = wire
        self._until = until

    def sendall(self, data: bytes) -> None:
        self._wire.settimeout(_left(self._until))
        self._wire.sendall(data)

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(self)

    def close(self) -> None:
        """Nothing: whoever opened the connection closes it, and an answer is read after its request is done."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._wire.settimeout(_left(self._until))
        return self._wire.recv_into(buffer)


def _left(until: float) -> float:
    """Seconds that are left. Raises TimeoutError where none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"it did not answer in {SECONDS:.0f} seconds"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak https"
    if isinstance(error, socket.gaierror):
        return "no such site is known"
    if isinstance(error, OSError):
        return (error.strerror or "the connection failed").lower()
    return "it does not answer as a site does"


__all__ = ["MOST_BYTES", "REDIRECTS", "CannotFetch", "fetch"]
