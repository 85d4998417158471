"""The office served as it is in earnest: ``logistics serve`` as a process of its own, on this machine."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.databases import free_port

STARTS_IN = ENDS_IN = 60


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server that runs, with the files that it writes: a line for each request, and whatever else it says."""

    process: subprocess.Popen[bytes]
    port: int
    lines: Path
    errors: Path

    @property
    def said(self) -> str:
        """What it has told whoever started it."""
        return self.errors.read_text()

    def get(self, path: str, **headers: str) -> Answer:
        """What it answers to a request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=STARTS_IN)
        try:
            connection.request(
                "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def stop(self) -> int:
        """End it as systemd does; its exit code."""
        self.process.terminate()
        return self.process.wait(ENDS_IN)


def command(*arguments: str) -> list[str]:
    """``logistics`` with its arguments, from the same Python as the tests."""
    return [sys.executable, "-m", "logistics", *arguments]


def environment(**named: str) -> dict[str, str]:
    """The environment of the tests with nothing of an office in it but what is named here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOGISTICS_")}
    return {**kept, **named}


@contextmanager
def running(folder: Path, *arguments: str, **named: str) -> Iterator[Server]:
    """A server of the office in a folder that answers, on a port of its own; ended with the block."""
    lines, errors, port = folder / "lines", folder / "errors", free_port()
    surroundings = environment(LOGISTICS_INSTANCE=str(folder / "instance"), **named)
    with lines.open("w") as out, errors.open("w") as err:
        process = subprocess.Popen(
            command("serve", "--port", str(port), *arguments),
            cwd=ROOT,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
    server = Server(process, port, lines, errors)
    try:
        _wait_for(server)
        yield server
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(ENDS_IN)


def _wait_for(server: Server) -> None:
    until = time.monotonic() + STARTS_IN
    while True:
        try:
            server.get("/healthz")
        except ConnectionRefusedError:
            assert server.process.poll() is None, server.said
            assert time.monotonic() < until, "the server did not begin"
            time.sleep(0.05)
        else:
            return
