"""Golden files: outputs that a person has read and found right. ``UPDATE=1`` writes them anew, to be read again."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def assert_as_read(name: str, made: bytes) -> None:
    """That an output is still the golden file of its name, to the byte."""
    path = GOLDEN / name
    if os.environ.get("UPDATE"):
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode(), (
        f"{name} is another; look at it, and UPDATE=1 if it is right"
    )
