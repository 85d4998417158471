"""A program that listens on a port of this machine, for as long as a block lasts."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_STARTS_IN: Final = 30
_ENDS_IN: Final = 20


@contextmanager
def listening(
    command: Sequence[str], folder: Path, port: int, named: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """It is ended with the block, and killed where it does not end. ``named`` is said to it by its environment."""
    with (folder / "said.log").open("wb") as said:
        process = subprocess.Popen(
            command, env={**os.environ, **(named or {})}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    try:
        _wait_for(port, process, folder / "said.log")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_ENDS_IN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + _STARTS_IN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"A server did not begin:\n{said.read_text()[-2000:]}") from None
            time.sleep(0.05)
        else:
            return
