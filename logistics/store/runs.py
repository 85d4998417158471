"""Looking for a roster: how far it is, kept where every process of the office can see and stop it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, RowMapping, select

from logistics.store import tables
from logistics.store.rows import add, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class Run:
    """One search and the best roster it has so far. ``held`` is the person of each post, by ids, ``began`` of each when
    it was begun.

    ``seen_at`` is when the process that looks was last heard of; ``done`` says that it is over, ``stop`` that somebody
    wants it to be.
    """

    id: str
    event_id: str
    at: Instant
    by: str
    seen_at: Instant
    held: Mapping[str, str]
    cost: int
    bound: int
    optimal: bool
    done: bool = False
    stop: bool = False
    began: Mapping[str, str] = field(default_factory=dict)


_RUN: Final = tuple(tables.roster_runs.c[name] for name in Run.__dataclass_fields__)


def begin_run(c: Connection, made: Run) -> None:
    """Add a search. Raises Unstorable."""
    texts = {"held": json.dumps(dict(made.held)), "began": json.dumps(dict(made.began))}
    add(c, tables.roster_runs, **{**asdict(made), **texts})


def run_of(c: Connection, run_id: str) -> Run | None:
    """A search by its id; None where there is no such."""
    row = c.execute(select(*_RUN).where(tables.roster_runs.c.id == run_id)).mappings().first()
    return None if row is None else _run(row)


def running(c: Connection, event_id: str, since: Instant) -> Run | None:
    """The last search for an event that is not over and was heard of since; None where there is none."""
    table = tables.roster_runs.c
    query = select(*_RUN).where(
        table.event_id == event_id, table.done.is_(False), table.stop.is_(False), table.seen_at >= since
    )
    row = c.execute(query.order_by(table.at.desc()).limit(1)).mappings().first()
    return None if row is None else _run(row)


def _run(row: RowMapping) -> Run:
    return Run(**{**row, "held": json.loads(row["held"]), "began": json.loads(row["began"])})


def bring_further(c: Connection, run: Run) -> bool:
    """Keep how far a search is, and say whether it is to go on."""
    table = tables.roster_runs
    values = {name: getattr(run, name) for name in ("seen_at", "cost", "bound", "optimal", "done")}
    change(c, table, table.c.id == run.id, held=json.dumps(dict(run.held)), **values)
    return not c.scalar(select(table.c.stop).where(table.c.id == run.id))


def ask_to_stop(c: Connection, run_id: str) -> None:
    """Have a search end with what it has."""
    change(c, tables.roster_runs, tables.roster_runs.c.id == run_id, stop=True)
