"""Files that people send: one text each, of a size that the office takes."""

from __future__ import annotations

from typing import Final

from flask import abort
from werkzeug.datastructures import FileStorage

LARGEST: Final = 512_000


def sent_text(sent: FileStorage, what: str) -> str:
    """The text of a file that was sent; ``what`` is what it is to be, such as an event file. Answers 413 and 422."""
    data = sent.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        abort(413, f"{what} has at most {LARGEST:,} bytes, and this one is larger.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        abort(422, "The file is not UTF-8 text. Save it with the encoding UTF-8.")
