"""Where an office is kept and under which address it is known: what the environment says.

====================================  =====================================================================
``LOGISTICS_INSTANCE``                the folder of the office's files; ``instance`` where nothing is said
``LOGISTICS_DATABASE_URL``            its store; a file in that folder where nothing is said
``LOGISTICS_PUBLIC_URL``              the address that people use; this machine alone where nothing is said
``LOGISTICS_BEHIND_PROXY``            ``1`` where a proxy stands in front, whose word on the caller is taken
``LOGISTICS_INSIDE_CALENDARS``        ``1`` where calendars of the staff may lie in the office's own network
``LOGISTICS_SMTP``                    the mail server: ``submission://name:password@mail.example``
``LOGISTICS_IMAP``                    the office's mailbox there: ``imaps://name:password@mail.example/INBOX``
====================================  =====================================================================
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from logistics.errors import LogisticsError
from logistics.mail import Mailbox, Server, UnusableServer
from logistics.operations.office import Office, StoreUnusable, open_office, store_address

PORT: Final = 8000
_YES_OR_NO: Final = {"": False, "0": False, "1": True}


class UnusableSetting(LogisticsError):
    """A variable of the environment that says nothing usable; the text names it and says what would."""


@dataclass(frozen=True, slots=True)
class Instance:
    """An office as the environment names it. ``public_url`` is empty where only this machine is served."""

    folder: Path
    store: str
    public_url: str = ""
    behind_proxy: bool = False
    inside_calendars: bool = False
    smtp: str = ""
    imap: str = ""

    def open(self) -> Office:
        """Open the office, and make its folder and its store where they are not there yet. Raises StoreUnusable."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnusable(
                f"The folder {self.folder} cannot be made: {error.strerror}. "
                "Name another one in LOGISTICS_INSTANCE."
            ) from error
        return open_office(self.store)

    def mail_server(self) -> Server:
        """The server that takes the office's mail. Raises UnusableSetting."""
        try:
            return Server.at(self.smtp)
        except UnusableServer as error:
            raise UnusableSetting(f"LOGISTICS_SMTP names no mail server. {error}") from error

    def mailbox(self, said: str = "") -> Mailbox:
        """The mailbox where answers come in: as ``said``, else as the environment says. Raises UnusableSetting."""
        if not said and not self.imap:
            raise UnusableSetting("No mailbox is named. Use --maildir or --imap, or set LOGISTICS_IMAP.")
        try:
            return Mailbox.at(said or self.imap)
        except UnusableServer as error:
            where = "--imap" if said else "LOGISTICS_IMAP"
            raise UnusableSetting(f"{where} names no mailbox. {error}") from None

    def address(self, path: str, port: int = PORT) -> str:
        """The address of a page as people open it; on this machine where no other address is known."""
        return f"{self.public_url or f'http://127.0.0.1:{port}'}{path}"


def instance(environment: Mapping[str, str] = os.environ) -> Instance:
    """The office that the environment names. Raises UnusableSetting."""
    folder = Path(environment.get("LOGISTICS_INSTANCE") or "instance").resolve()
    return Instance(
        folder,
        environment.get("LOGISTICS_DATABASE_URL") or store_address(folder),
        _public_url(environment.get("LOGISTICS_PUBLIC_URL", "")),
        _is_yes("LOGISTICS_BEHIND_PROXY", environment),
        _is_yes("LOGISTICS_INSIDE_CALENDARS", environment),
        environment.get("LOGISTICS_SMTP", ""),
        environment.get("LOGISTICS_IMAP", ""),
    )


def _public_url(said: str) -> str:
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise UnusableSetting(
            "LOGISTICS_PUBLIC_URL is not the address of a site. "
            "Write it as https://press.example.org, with nothing after the name."
        )
    return said.rstrip("/")


def _is_yes(name: str, environment: Mapping[str, str]) -> bool:
    said = environment.get(name, "")
    if said not in _YES_OR_NO:
        raise UnusableSetting(f"{name} is “{said}”. Write 1 for yes; leave it out for no.")
    return _YES_OR_NO[said]
