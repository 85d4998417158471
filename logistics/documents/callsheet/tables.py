"""The roster as tables for a spreadsheet, by post and by person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from logistics.model.staff import Colleague
from logistics.moments import wall
from logistics.roster.posts import Duty
from logistics.roster.staffed import Staffed

_POST: Final = ("Day", "Reports", "Until", "Post", "Begins at", "Ends at")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def by_post(staffed: Staffed) -> str:
    """Every post in the order of the day, with who holds it or ``open``."""
    head = (*_POST, "Who", "Telephone", "Radio", "Id")
    rows = ((*_post(staffed, duty), *_who(staffed.holder(duty)), duty.post.id) for duty in staffed.duties)
    return _table(head, rows)


def by_person(staffed: Staffed) -> str:
    """Everybody with their posts in order; who has none is ``free``."""
    head = ("Who", "Telephone", "Radio", *_POST, "Id")
    rows = (
        row
        for person in staffed.staff.people
        for row in [(*_who(person), *_post(staffed, duty), duty.post.id) for duty in staffed.of(person.id)]
        or [(*_who(person), "", "", "", "free", "", "", "")]
    )
    return _table(head, rows)


def _post(staffed: Staffed, duty: Duty) -> tuple[str, ...]:
    day = wall(duty.post.begins, duty.zone).date().isoformat()
    times = (staffed.clock(duty.post.begins), staffed.clock(duty.post.ends))
    return (day, *times, duty.title, duty.place, duty.place_after)


def _who(holder: Colleague | None) -> tuple[str, str, str]:
    return (holder.name, holder.phone or "", holder.radio or "") if holder else ("open", "", "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of which no cell is taken for a formula (OWASP, CSV injection)."""
    told = io.StringIO()
    table = csv.writer(told, lineterminator="\r\n")
    table.writerow(head)
    table.writerows([_safe(cell) for cell in row] for row in rows)
    return told.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
