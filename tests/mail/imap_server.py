"""A real IMAP server on loopback (pymap), in a process of its own."""

from __future__ import annotations

import imaplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from logistics.mail import Mailbox
from tests.databases import free_port
from tests.listening import listening

NAME, PASSWORD = "press@office.example", 'pä ss"w\\ord/1'
_START = (
    "import sys; from pymap.main import main; sys.exit(main())"  # as its own command does, wherever that lies
)


@dataclass(frozen=True)
class MailServer:
    """Where it is."""

    port: int

    def url(self, folder: str = "INBOX", password: str = PASSWORD) -> str:
        """The address of a folder on it."""
        who = f"{quote(NAME, safe='')}:{quote(password, safe='')}"
        return f"imap://{who}@127.0.0.1:{self.port}/{quote(folder, safe='')}"

    def mailbox(self, folder: str = "INBOX") -> Mailbox:
        """A folder on it, as the office reads it."""
        return Mailbox.at(self.url(folder))

    @contextmanager
    def signed_in(self) -> Iterator[imaplib.IMAP4]:
        """A connection of somebody who may do everything there."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=10) as server:
            server.authenticate("PLAIN", lambda _: f"\0{NAME}\0{PASSWORD}".encode())
            yield server

    def fill(self, folder: str, mails: list[tuple[bytes, int]]) -> None:
        """Put mails into a folder that is made, each with when it came. ``folder`` is as it is sent."""
        with self.signed_in() as server:
            server.create(folder)
            for data, at in mails:
                when = imaplib.Time2Internaldate(at)
                assert server.append(folder, "", when, data)[0] == "OK"


@contextmanager
def started(*options: str) -> Iterator[MailServer]:
    """The server at work."""
    port = free_port()
    command = [
        sys.executable,
        "-c",
        _START,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-service",
        "admin",
    ]
    account = ["dict", "--demo-user", NAME, "--demo-password", PASSWORD]
    with TemporaryDirectory() as folder:
        whole = [*command, *(options or ("--no-tls",)), *account]
        with listening(whole, Path(folder), port):
            yield MailServer(port)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that signs itself, and its key."""
    made, key = folder / "cert.pem", folder / "key.pem"
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=loopback "
        "-addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key
