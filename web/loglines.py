"""What the server writes down: a line for each request, and errors as lines of JSON. No line opens anything.

The addresses of feeds and of one-time links are keys, and a query may hold anything: none of them is written.
"""

from __future__ import annotations

import json
import logging
import re
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from gunicorn.glogging import Logger

if TYPE_CHECKING:
    from datetime import timedelta

    from _typeshed.wsgi import WSGIEnvironment

HIDDEN: Final = "***"
# Whatever follows, however it is written: a mistyped address holds the key as well.
_KEYED: Final = re.compile(r"\b(feeds|first|invited|mine)/.+", re.IGNORECASE | re.DOTALL)
_KEYED_IN_TEXT: Final = re.compile(r"\b(feeds|first|invited|mine)/[^\s'\"<>]+", re.IGNORECASE)
_QUERY: Final = re.compile(r"(?<=[\w/])\?[^\s'\"<>]*=[^\s'\"<>]*")
_PASSWORD: Final = re.compile(r"(://[^\s:/@]*):[^\s/]+@")
# As long as our keys, with small and capital letters in it: neither a word, nor a digest, nor an event's id.
_KEY: Final = re.compile(r"(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{40,}", re.ASCII)
_PLAIN: Final = re.compile(r"[!-~]*")


def shown(path: str) -> str:
    """A path of WSGI as a log may show it: one word, without what follows the first part of a key's address."""
    hidden = _KEY.sub(HIDDEN, _KEYED.sub(rf"\1/{HIDDEN}", path))
    return (
        hidden
        if _PLAIN.fullmatch(hidden)
        else quote(hidden.encode("latin-1", "replace"), safe="/!$&'()*+,:;=@~")
    )


def without_secrets(text: str) -> str:
    """A text of an error without keys, queries and passwords."""
    for pattern, put in (
        (_KEYED_IN_TEXT, rf"\1/{HIDDEN}"),
        (_QUERY, f"?{HIDDEN}"),
        (_PASSWORD, rf"\1:{HIDDEN}@"),
        (_KEY, HIDDEN),
    ):
        text = pattern.sub(put, text)
    return text


class JsonLines(logging.Formatter):
    """A record as a line of JSON: when, how bad, what, and the trace where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, Any] = {
            "at": _utc(record.created),
            "level": record.levelname.lower(),
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            told["trace"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(told)  # in ASCII: some letters would end the line


def write_errors_as_json() -> None:
    """Have everything that anybody logs as a warning or worse written to standard error, a line each."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class Lines(Logger):  # type: ignore[misc] # a class without type information
    """The log of the server: ``when who method path status bytes milliseconds``, and errors as all others."""

    def setup(self, cfg: Any) -> None:
        """Take the place of the server's own formats."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())

    def access(self, resp: Any, _req: object, environ: WSGIEnvironment, request_time: timedelta) -> None:
        """Write the line of a request. The server's own way gathers all headers first, which takes longer."""
        who, method = environ.get("REMOTE_ADDR") or "-", environ["REQUEST_METHOD"]
        spent = request_time.seconds * 1000 + request_time.microseconds // 1000
        path, status = shown(environ["PATH_INFO"]), str(resp.status)[:3]
        self.access_log.info(f"{_utc(time.time())} {who} {method} {path} {status} {resp.sent} {spent}")


def _utc(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
