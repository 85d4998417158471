"""A real calendar server (Radicale) on loopback, and a door before it that notes what is asked and may be shut."""

from __future__ import annotations

import base64
import http.client
import re
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from caldav.collection import Calendar
from caldav.davclient import DAVClient
from caldav.elements.dav import GetEtag

from tests.databases import free_port
from tests.listening import listening

USER, PASSWORD = "press", "kept & quiet: 7/8"
QUOTED = "kept%20%26%20quiet%3A%207%2F8"
_STARTS_IN = 30
_CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""
_RIGHTS = """\
[only to be read]
user: .+
collection: press/read-only
permissions: rR
[the root]
user: .+
collection:
permissions: R
[own]
user: .+
collection: {user}(/.*)?
permissions: RrWw
"""


@dataclass
class CalendarServer:
    """Radicale, as somebody with a name and a password sees it."""

    port: int
    folder: Path

    @property
    def account(self) -> str:
        """The address of the account."""
        return f"http://127.0.0.1:{self.port}/{USER}/"

    def client(self) -> DAVClient:
        """A calendar program of somebody else in the same office."""
        return DAVClient(self.account, username=USER, password=PASSWORD)

    def new_calendar(self) -> str:
        """The address of a new calendar."""
        place = uuid.uuid4().hex
        with self.client() as client:
            assert client.mkcalendar(f"{self.account}{place}/").status == http.client.CREATED
        return f"{self.account}{place}/"


@dataclass
class Somebody:
    """A person with a calendar program, at work in one calendar; entries are told by UID."""

    server: CalendarServer
    calendar: str

    def entries(self) -> dict[str, Any]:
        """What stands there, as icalendar reads it; it types a value as one of thirty classes, hence ``Any``."""
        with self.server.client() as client:
            found = Calendar(client, url=self.calendar).events()
            return {str(one.icalendar_component["UID"]): one.icalendar_component for one in found}

    def tags(self) -> dict[str, str]:
        """The entity tag of each entry by the name under which it is kept: another one wherever somebody wrote."""
        with self.server.client() as client:
            found = Calendar(client, url=self.calendar).get_properties(
                [GetEtag()], 1, parse_response_xml=False
            )
            tags = found.expand_simple_props([GetEtag()])
            return {
                path.rsplit("/", 1)[1]: str(tag[GetEtag.tag]) for path, tag in tags.items() if path[-1] != "/"
            }

    def put(self, name: str, data: str) -> int:
        """Write an entry under a name; the status of the answer."""
        with self.server.client() as client:
            return client.put(f"{self.calendar}{name}", data, {"Content-Type": "text/calendar"}).status

    def raw(self, name: str) -> bytes:
        """An entry byte for byte, past every library."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=_STARTS_IN)) as asking:
            signed = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            asking.request(
                "GET", f"{urlsplit(self.calendar).path}{name}", headers={"Authorization": f"Basic {signed}"}
            )
            answer = asking.getresponse()
            data = answer.read()
        assert answer.status == http.client.OK, answer.status
        return data

    def edit(self, uid: str, pattern: str, new: str) -> None:
        """Write an entry anew, with other words in the place of the first that match."""
        with self.server.client() as client:
            entry = Calendar(client, url=self.calendar).event_by_uid(uid)
            before = str(entry.data)
            after = re.sub(pattern, new, before, count=1)
            assert after != before, before
            assert client.put(str(entry.url), after, {"Content-Type": "text/calendar"}).status in (201, 204)

    def delete(self, uid: str) -> None:
        """Take an entry out."""
        with self.server.client() as client:
            Calendar(client, url=self.calendar).event_by_uid(uid).delete()


@contextmanager
def radicale(folder: Path) -> Iterator[CalendarServer]:
    """Radicale with one account; it is ended with the block."""
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "rights").write_text(_RIGHTS)
    (folder / "config").write_text(_CONFIG.format(folder=folder, port=port))
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with listening(command, folder, port):
        yield CalendarServer(port, folder)


@dataclass
class Door:
    """What passed on the way to a server: ``asked`` notes it, and ``answers`` may hold, by method, what is answered in
    the server's place, one after the other; 0 lets one pass, -1 hangs up, words are what a multistatus holds."""

    port: int
    behind: int
    asked: list[str] = field(default_factory=list)
    answers: dict[str, list[int | str]] = field(default_factory=dict)

    def through(self, url: str) -> str:
        """An address of the server, by way of this door."""
        return url.replace(f":{self.behind}/", f":{self.port}/")

    @property
    def written(self) -> list[str]:
        """The methods that write, as they came."""
        return [method for method in self.asked if method not in ("PROPFIND", "REPORT", "OPTIONS", "GET")]


@contextmanager
def door_before(server: CalendarServer) -> Iterator[Door]:
    """A door before a server; shut with the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Doorkeeper) as keeper:
        keeper.daemon_threads = True
        keeper.door = Door(keeper.server_port, server.port)  # type: ignore[attr-defined]
        thread = threading.Thread(target=keeper.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield keeper.door  # type: ignore[attr-defined]
        finally:
            keeper.shutdown()
            thread.join()


class _Doorkeeper(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""

    def pass_on(self) -> None:
        door: Door = self.server.door  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "Authorization" not in self.headers:  # what is asked again with a name is one question
            answer: int | str = 0
        else:
            door.asked.append(self.command)
            waiting = door.answers.get(self.command, [])
            answer = waiting.pop(0) if waiting else 0
        if answer == 0:
            self.ask(door.behind, body)
        elif isinstance(answer, str):
            self.answer(
                207,
                {"Content-Type": "text/xml"},
                f'<multistatus xmlns="DAV:">{answer}</multistatus>'.encode(),
            )
        elif answer > 0:
            self.answer(answer, {"Content-Type": "text/html", "Location": self.path}, b"<p>No.")

    def answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def ask(self, port: int, body: bytes) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_STARTS_IN)) as behind:
            behind.request(self.command, self.path, body, dict(self.headers.items()))
            said = behind.getresponse()
            data = said.read()
        left_out = ("content-length", "transfer-encoding", "connection", "server", "date")
        self.answer(
            said.status,
            {name: value for name, value in said.getheaders() if name.lower() not in left_out},
            data,
        )


for _method in ("PROPFIND", "REPORT", "PUT", "DELETE", "GET", "MKCALENDAR", "PROPPATCH", "OPTIONS"):
    setattr(_Doorkeeper, f"do_{_method}", _Doorkeeper.pass_on)
