"""What each reader's own calendar told of its entries when it was last looked at: as hashes, never the words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from logistics.store import tables
from logistics.store.rows import add_if_new, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """What a reader (a colleague, by id) was told of one entry: all of it, what matters of it, and when it changed."""

    reader: str
    uid: str
    content: str
    matter: str
    sequence: int
    at: Instant


_T: Final = tables.told_entries
_TOLD: Final = tuple(_T.c[field.name] for field in fields(ToldEntry))


def told(c: Connection, reader: str) -> tuple[ToldEntry, ...]:
    """All that a reader was ever told."""
    rows = c.execute(select(*_TOLD).where(_T.c.reader == reader).order_by(_T.c.uid))
    return tuple(ToldEntry(*row) for row in rows)


def keep_told(c: Connection, entry: ToldEntry) -> None:
    """Note what an entry tells now. What somebody noted meanwhile that is later stays. Raises Unstorable."""
    if not add_if_new(c, _T, **asdict(entry)):
        own = (_T.c.reader == entry.reader, _T.c.uid == entry.uid)
        later = _T.c.at < entry.at
        change(c, _T, *own, later, **{k: v for k, v in asdict(entry).items() if k not in ("reader", "uid")})
