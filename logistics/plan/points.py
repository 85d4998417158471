"""The names of the plan's moments.

A name depends only on the thing itself, never on its neighbours, so that hiding one thing renames no other.
"""

from __future__ import annotations

from logistics.model import AccessTime, Part, Release, Session

EVENT_START = "event.start"


def start(session: Session | str) -> str:
    """``dialogue.start``."""
    return f"{session if isinstance(session, str) else session.id}.start"


def end(session: Session | str) -> str:
    """``dialogue.end``."""
    return f"{session if isinstance(session, str) else session.id}.end"


def part_start(session: Session, part: Part) -> str:
    """``plenary.opening.start``."""
    return f"{session.id}.{part.id}.start"


def part_end(session: Session, part: Part) -> str:
    """``plenary.opening.end``."""
    return f"{session.id}.{part.id}.end"


def access(session: Session, entry: AccessTime) -> str:
    """``availability.final-access.writers+stills``: the moment, or the opening of a window."""
    return f"{session.id}.{entry.label}"


def access_close(session: Session, entry: AccessTime) -> str:
    """``availability.pre-set.video.by``: the end of an access window."""
    return f"{access(session, entry)}.by"


def has_window(entry: AccessTime) -> bool:
    """Whether an access time has two ends."""
    return entry.between is not None or (entry.from_ is not None and entry.by is not None)


def stream_start(session: Session, index: int) -> str:
    """``availability.stream-1.start``; streams count from 1 within their session."""
    return f"{session.id}.stream-{index + 1}.start"


def stream_end(session: Session, index: int) -> str:
    """``availability.stream-1.end``."""
    return f"{session.id}.stream-{index + 1}.end"


def release(item: Release) -> str:
    """``notice.release``."""
    return f"{item.id}.release"


def embargo(item: Release) -> str:
    """``fact-sheet.embargo``."""
    return f"{item.id}.embargo"


def deadline(index: int) -> str:
    """``registration-1.deadline``; deadlines count from 1."""
    return f"registration-{index + 1}.deadline"
