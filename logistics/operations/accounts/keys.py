"""Keys: random texts that open something for whoever shows them. Only their SHA-256 is kept.

A key has 256 random bits, so that a plain hash is enough: nothing can be guessed from it.
"""

from __future__ import annotations

import hashlib
import secrets


def new_key() -> str:
    """A key that nobody had before, fit for an address."""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of a key, or of any text that is only ever compared; takes whatever a browser sends."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
