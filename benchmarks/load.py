"""Asking one address over and over: by wrk where it is installed, else by threads of our own, which are slower."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import threading
import time
from contextlib import closing, suppress
from typing import NamedTuple
from urllib.parse import urlsplit

CONNECTIONS = 16
_COUNTED = re.compile(r"(\d+) requests in ([\d.]+)(m?s)")
_TROUBLE = re.compile(r"Non-2xx or 3xx responses: (\d+)|timeout (\d+)")


class Load(NamedTuple):
    """How many requests were answered in how many seconds, and how many were not answered as they should."""

    answered: int
    seconds: float
    failed: int


def program() -> str:
    """What asks, as people know it."""
    if shutil.which("wrk"):
        return f"wrk, {CONNECTIONS} connections"
    return f"a small generator of Python’s standard library, {CONNECTIONS} connections: it is the bottleneck itself"


def ask(url: str, seconds: int, etag: str = "") -> Load:
    """Ask for some seconds, each connection as fast as it is answered; with an entity tag where one is given."""
    return _by_wrk(url, seconds, etag) if shutil.which("wrk") else _by_threads(url, seconds, etag)


def _by_wrk(url: str, seconds: int, etag: str) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s"]
    if etag:
        command += ["-H", f"If-None-Match: {etag}"]
    told = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    counted = _COUNTED.search(told)
    if counted is None:
        raise SystemExit(f"wrk says nothing usable:\n{told}")
    spent = float(counted[2]) / (1000 if counted[3] == "ms" else 1)
    failed = sum(int(number) for found in _TROUBLE.findall(told) for number in found if number)
    return Load(int(counted[1]), spent, failed)


def _by_threads(url: str, seconds: int, etag: str) -> Load:
    counts, begin = [0] * CONNECTIONS, time.monotonic()
    until, headers = begin + seconds, {"If-None-Match": etag} if etag else {}

    def go_on(number: int) -> None:
        parts = urlsplit(url)
        while time.monotonic() < until:
            made = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
            # A server may end a connection after an answer: then the next one begins.
            with closing(made) as connection, suppress(http.client.HTTPException, ConnectionError):
                while time.monotonic() < until:
                    connection.request("GET", parts.path, headers=headers)
                    response = connection.getresponse()
                    response.read()
                    counts[number] += response.status < 400

    threads = [threading.Thread(target=go_on, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(sum(counts), time.monotonic() - begin, 0)
