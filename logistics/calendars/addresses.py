"""From an address as people write it (``state.gov``) to a URI (RFC 3986), which URL and CONFERENCE must have."""

from __future__ import annotations

import re
from urllib.parse import quote

_SITE = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>(?:[\w-]+\.)+[^\W\d_]{2,})(?P<port>:\d{1,5})?(?P<rest>[/?#]\S*)?",
    re.IGNORECASE,
)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def uri(address: str) -> str:
    """The URI of an address; empty where the words are not one, so that they are told but not linked."""
    found = _SITE.fullmatch(address.strip())
    if not found:
        return ""
    try:
        host = found["host"].encode("idna").decode("ascii")
    except UnicodeError:  # an empty or too long label
        return ""
    rest = quote(_STRAY_PERCENT.sub("%25", found["rest"] or ""), safe="%/:=&?~+!$,;'@()*#")
    return f"{(found['scheme'] or 'https').lower()}://{host}{found['port'] or ''}{rest}"
