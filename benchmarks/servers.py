"""Servers of one calendar, side by side on this machine: ours, nginx with the same bytes as a file, and Radicale.

Each runs as in earnest, with its log of requests, and is ended with the block that started it.
"""

from __future__ import annotations

import getpass
import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.listening import listening

OURS, NGINX, RADICALE = "logistics serve", "nginx", "Radicale"
_STARTS_IN = 30
_HERTZ = os.sysconf("SC_CLK_TCK")

_NGINX = """\
worker_processes auto; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; {user}
events {{ worker_connections 256; }}
http {{
  access_log {folder}/requests.log; sendfile on; tcp_nopush on; types {{ text/calendar ics; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""
_RADICALE = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/collections
[logging]
level = info
"""
_RIGHTS = "[all]\nuser: .*\ncollection: .*\npermissions: RrWw\n"


@dataclass(frozen=True)
class Server:
    """A server that answers on this machine: under which path the calendar is, and the process that it began with."""

    name: str
    port: int
    path: str
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The address of the calendar."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def cpu(self) -> float:
        """The CPU seconds that all its processes have taken so far (proc(5): utime and stime)."""
        return sum(_ticks(pid) for pid in _family(self.process.pid)) / _HERTZ

    def get(self, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """One answer: status, headers, body."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=_STARTS_IN)) as connection:
            connection.request("GET", self.path, headers=headers or {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


@contextmanager
def ours(folder: Path, path: str, workers: int) -> Iterator[Server]:
    """``logistics serve`` over the office in a folder."""
    port = _free_port()
    command = [str(Path(sys.executable).parent / "logistics"), "serve", "--port", str(port)]
    named = {"LOGISTICS_INSTANCE": str(folder)}
    with listening([*command, "--workers", str(workers)], folder, port, named) as process:
        yield Server(f"{OURS}, {workers} worker{'' if workers == 1 else 's'}", port, path, process)


@contextmanager
def nginx(folder: Path, calendar: bytes) -> Iterator[Server | None]:
    """nginx with a calendar as a file; None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield None
        return
    port = _free_port()
    (folder / "files").mkdir()
    (folder / "files" / "feed.ics").write_bytes(calendar)
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=port, user=user))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log")]
    with listening(command, folder, port) as process:
        yield Server(NGINX, port, "/feed.ics", process)


@contextmanager
def radicale(folder: Path, calendar: bytes) -> Iterator[Server | None]:
    """Radicale with a calendar put into it; None where it is not installed."""
    if find_spec("radicale") is None:
        yield None
        return
    port, path = _free_port(), "/bench/feed/"
    (folder / "rights").write_text(_RIGHTS)
    (folder / "config").write_text(_RADICALE.format(folder=folder, port=port))
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with listening(command, folder, port) as process:
        for method, where, body in (("MKCOL", "/bench/", b""), ("PUT", path, calendar)):
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_STARTS_IN)) as connection:
                connection.request(method, where, body=body, headers={"Content-Type": "text/calendar"})
                status = connection.getresponse().status
            if status != http.client.CREATED:
                raise SystemExit(f"Radicale does not take the calendar: it answers {status} to {method}")
        yield Server(RADICALE, port, path, process)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])
