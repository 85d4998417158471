"""Whose turn it is to decide who holds what: one after the other, in all processes of the office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from logistics.operations.drafts import TURN
from logistics.operations.office import Office
from logistics.store.guarding import Connection
from logistics.store.staff import take_turn


@contextmanager
def turn(office: Office) -> Iterator[Connection]:
    """A transaction in which nobody else decides anything: what is read within it holds until it ends.

    Without it somebody could be given two posts at once, each fit by itself. The lock of this process comes first, so
    that those who wait hold no connection that whoever has the turn needs for reading.
    """
    with TURN, office.database.writing() as connection:
        take_turn(connection)
        yield connection


__all__ = ["turn"]
