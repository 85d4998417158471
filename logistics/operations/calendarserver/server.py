"""Speaking with a calendar server (RFC 4791): what stands in a calendar, and putting and removing one entry.

The library finds out how to sign in and sends what we give it. It reads calendars in ways of its own, so entries go
past that part of it, byte for byte.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urljoin

from caldav.davclient import DAVClient
from caldav.lib import error as caldav_errors

from logistics.errors import LogisticsError
from logistics.operations.calendarserver.addresses import NAMED, Address

if TYPE_CHECKING:
    from requests import Response  # the library's own door to the network

_PATIENCE: Final = 30
_DAV, _CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_ALL_ENTRIES: Final = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>'
    "</C:calendar-query>"
)
_WHAT_IS_IT: Final = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<D:propfind xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<D:prop><D:resourcetype/><C:calendar-home-set/></D:prop></D:propfind>"
)
NOT_DAV: Final = (
    "is not the address of a calendar (CalDAV). It is for Nextcloud https://HOST/remote.php/dav/, "
    "for Radicale https://HOST/USER/, for SOGo https://HOST/SOGo/dav/USER/."
)
_OUT_OF_ROOM, _BUSY = 507, (429, 502, 503, 504)

caldav_errors.log.setLevel("CRITICAL")
# The library tells its developers of oddities, with what a server sent. A person gets a sentence, nobody a password.


class ServerTrouble(LogisticsError):
    """A server with which nothing more can be done for now; the text says why and what would mend it."""


class NotTaken(LogisticsError):
    """One entry that the server does not take; the text says what it answers."""


class ChangedMeanwhile(LogisticsError):
    """Somebody else was quicker: the entry is not what it was when it was read (RFC 9110 §13.1)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as a server keeps it: its address, its entity tag, its bytes."""

    url: str
    etag: str
    data: bytes


@dataclass(frozen=True, slots=True)
class What:
    """What is behind an address: a calendar, or maybe an account with its home of calendars."""

    is_calendar: bool
    home: str


class Server:
    """A calendar server as one person sees it. To be closed."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.client = DAVClient(
            address.url,
            username=address.user or None,
            password=address.password or None,
            timeout=_PATIENCE,
        )
        if not address.is_here:  # wherever the server sends us: never without TLS
            self.client.session.adapters.pop("http://")
        self.client.session.hooks["response"].append(self._heard)
        self._last: Response | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def _heard(self, response: Response, **_: object) -> None:
        """Note an answer: the library’s own errors do not say which status it had. And have it read without a word:
        the library logs the whole of what is no XML, unless it is called plain text."""
        self._last = response
        response.headers["Content-Type"] = "text/plain"

    def what(self) -> What:
        """What is behind the address. Raises ServerTrouble."""
        tree = self._multistatus("PROPFIND", self.address.url, _WHAT_IS_IT, "0")
        home = tree.findtext(f".//{_CALDAV}calendar-home-set/{_DAV}href") or ""
        is_calendar = tree.find(f".//{_DAV}resourcetype/{_CALDAV}calendar") is not None
        return What(is_calendar, urljoin(self.address.url, home) if home else "")

    def entries(self, calendar: str) -> tuple[Kept, ...]:
        """All entries of a calendar that show their bytes, by address. Raises ServerTrouble."""
        tree = self._multistatus("REPORT", calendar, _ALL_ENTRIES, "1")
        if any(" 507" in (one.text or "") for one in tree.iter(f"{_DAV}status")):  # RFC 4791 §7.8
            raise ServerTrouble(f"{self.address.host} shows only a part of this calendar. Use a smaller one.")
        return tuple(sorted(_kept(tree, calendar), key=lambda one: one.url))

    def _multistatus(self, method: str, url: str, body: str, depth: str) -> Any:
        status, tree = self._ask(method, url, body, {"Depth": depth, "Content-Type": "application/xml"})
        self._stop_at(status, "read")
        if status == 404:
            raise ServerTrouble(f"There is no calendar at {url}. Look at its address again.")
        if status != 207 or tree is None or next(tree.iter(f"{_DAV}multistatus"), None) is None:
            raise ServerTrouble(f"{url} {NOT_DAV}")
        return tree

    def put(self, url: str, data: bytes, etag: str = "") -> None:
        """Put an entry in the place of the one with this tag; without a tag, where nothing is.

        Raises ChangedMeanwhile, NotTaken, ServerTrouble.
        """
        only = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        self._write("PUT", url, data.decode(), {"Content-Type": "text/calendar; charset=utf-8", **only})

    def delete(self, url: str, etag: str) -> None:
        """Remove the entry with this tag. Raises ChangedMeanwhile, NotTaken, ServerTrouble."""
        self._write("DELETE", url, "", {"If-Match": etag})

    def _write(self, method: str, url: str, body: str, headers: dict[str, str]) -> None:
        status, _ = self._ask(method, url, body, headers)
        moved = self._last is not None and bool(self._last.history)
        if self._last is not None and b"no-uid-conflict" in self._last.content:  # RFC 4791 §5.3.2.1
            raise NotTaken("another entry with the same identity (UID) is there already")
        self._stop_at(status, "write")
        if status == 412 or (method == "DELETE" and status in (404, 410)):
            raise ChangedMeanwhile("Somebody changed it meanwhile.")
        if moved or status not in (200, 201, 204):
            what = "sends on to another address" if moved else f"answers {status}"
            raise NotTaken(f"the server {what} to it")

    def _stop_at(self, status: int, to_do: str) -> None:
        """Raise ServerTrouble at an answer that would be the same for every other entry."""
        host = self.address.host
        if status == 401:
            mend = "Look at name and password" if self.address.user else f"Say name and password in {NAMED}"
            raise ServerTrouble(f"{host} does not let us in. {mend}.")
        if status == 403:
            raise ServerTrouble(f"{host} does not let us {to_do} this calendar. Ask whoever it belongs to.")
        if status == _OUT_OF_ROOM:
            raise ServerTrouble(f"{host} has no room left for this account. Make room, then run it again.")
        if status in _BUSY:
            raise ServerTrouble(f"{host} is busy or down ({status}). Run it again later.")
        if status >= 500:
            raise ServerTrouble(f"{host} has a fault of its own ({status}). Tell whoever keeps it.")

    def _ask(self, method: str, url: str, body: str, headers: dict[str, str]) -> tuple[int, Any]:
        with self.answering("read", f"{url} {NOT_DAV}"):
            try:
                answer = self.client.request(url, method, body, headers)
            except caldav_errors.AuthorizationError:
                if self._last is None or self._last.status_code not in (401, 403):
                    raise
                return self._last.status_code, None
            return answer.status, answer.tree
        raise AssertionError("what is asked is answered or raises")

    @contextmanager
    def answering(self, to_do: str, otherwise: str) -> Iterator[None]:
        """Whatever goes wrong with the library inside, as ServerTrouble: nobody answers, somebody says no to what there
        is ``to_do``, or ``otherwise``."""
        try:
            yield
        except OSError as fault:  # all that requests raises
            raise ServerTrouble(_unreachable(self.address.host, fault)) from fault
        except Exception as fault:  # what the library does not expect, it meets with errors of every kind
            if self._last is not None:
                self._stop_at(self._last.status_code, to_do)
            raise ServerTrouble(otherwise) from fault


def _kept(tree: Any, calendar: str) -> Iterator[Kept]:
    for answer in tree.iter(f"{_DAV}response"):
        href = answer.findtext(f"{_DAV}href")
        etag = answer.findtext(f".//{_DAV}getetag")
        data = answer.findtext(f".//{_CALDAV}calendar-data")
        if href and etag and data:
            yield Kept(urljoin(calendar, href.strip()), etag.strip(), data.encode())


def _unreachable(host: str, fault: OSError) -> str:
    """Why nobody answered, from the first cause that we know a word for."""
    causes = list(_causes(fault))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            why = getattr(cause, "verify_message", "") or cause.reason or "it speaks another language"
            return f"{host} cannot be spoken with safely (TLS): {why}. Ask whoever keeps it."
        if isinstance(cause, socket.gaierror):
            return f"No server is called {host}. Look at the address again."
        if isinstance(cause, TimeoutError):
            return f"{host} did not answer within {_PATIENCE} seconds. Run it again later."
        if isinstance(cause, ConnectionRefusedError):
            return f"Nobody answers at {host}: the server is down, or the address is wrong."
    if any(isinstance(cause, ValueError) for cause in causes):  # no door to http:// is open
        return f"{host} sends on to an address without TLS, where everybody could read along. Tell whoever keeps it."
    return f"{host} broke off in the middle. Run it again later."


def _causes(fault: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = fault
    while one is not None:
        yield one
        one = one.__cause__ or one.__context__
