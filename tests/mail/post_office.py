"""A real mail server on loopback that keeps what it is given, and says what a test wants it to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from logistics.mail import Server
from tests.databases import free_port


@dataclass
class PostOffice:
    """What was handed in, and what to answer to whom: ``says`` is by address, for good or until it is taken out."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd looks for
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take an address, or say what a test wants."""
        if said := self.says.get(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        """Keep a mail."""
        self.taken.extend((address, bytes(envelope.content)) for address in envelope.rcpt_tos)
        return "250 taken"

    @property
    def server(self) -> Server:
        """Where it is."""
        return Server.at(f"smtp://127.0.0.1:{self.port}")

    def mails(self, address: str) -> list[EmailMessage]:
        """What one address was sent, read by the standard library."""
        return [message_from_bytes(data, policy=default) for to, data in self.taken if to == address]


def opened() -> tuple[PostOffice, Controller]:
    """A post office at work, with what stops it."""
    port = free_port()
    office = PostOffice(port=port)
    controller = Controller(office, hostname="127.0.0.1", port=port, server_hostname="post.example")
    controller.start()
    return office, controller
