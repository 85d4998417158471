"""Addresses as people write them, to links that are safe to follow."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from logistics.documents.advisory.blocks import Run

_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?", re.IGNORECASE | re.ASCII
)
_URL_SIGNS: Final = "/:?#[]@!$&()*+,;=%~-._"


def linked(written: str) -> Run:
    """The address as written, leading to a web page or a mailbox; without a link where it is neither.

    Only http, https and mailto are ever linked: what another scheme does is the reader's risk.
    """
    return Run(written, address_of(written))


def address_of(written: str) -> str:
    """``https://state.gov`` for ``state.gov``; empty for what cannot be linked."""
    if _MAIL.fullmatch(written):
        return f"mailto:{written}"
    whole = written if re.match(r"https?://", written, re.IGNORECASE) else f"https://{written}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if any(sign.isspace() for sign in written) or not _HOST.fullmatch(parts.netloc):
        return ""
    return quote(whole, safe=_URL_SIGNS)
