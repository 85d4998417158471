"""What every database holds alike. SQLite takes much that PostgreSQL refuses; here both refuse it, and say so."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, Column, Integer, String, Table

from logistics.store.errors import Unstorable

if TYPE_CHECKING:
    from logistics.moments import Instant

# From 1900 to 2199, as `logistics.moments` has it.
FIRST: Final[Instant] = calendar.timegm((1900, 1, 1, 0, 0, 0))
LAST: Final[Instant] = calendar.timegm((2200, 1, 1, 0, 0, 0)) - 1
_LARGEST_COUNT: Final = 2**31 - 1
_LARGEST: Final = 2**63 - 1


def check_parameters(parameters: Mapping[str, object] | Iterable[object]) -> None:
    """Refuse what a statement cannot even ask for: NUL, half of a surrogate pair, a number past 64 bits.

    Raises Unstorable.
    """
    values = parameters.values() if isinstance(parameters, Mapping) else parameters
    for value in values:
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
            raise Unstorable("A number is too large to be kept.")


def _check_text(value: str) -> None:
    if "\0" in value:
        raise Unstorable("A text holds a NUL character. Delete it and type the text again.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Unstorable("A text holds half of a character. Delete it and type the text again.") from error


def check_values(table: Table, values: Mapping[str, object]) -> None:
    """Refuse what the columns of a table cannot hold. Raises Unstorable, naming the column."""
    for name, value in values.items():
        column = table.columns[name]
        if isinstance(value, str):
            _check_length(column, value)
        elif isinstance(value, int) and isinstance(column.type, BigInteger):
            _check_instant(column, value)
        elif isinstance(value, int) and isinstance(column.type, Integer) and abs(value) > _LARGEST_COUNT:
            raise Unstorable(f"‘{_named(column)}’ is too large a number: {value}.")


def _check_length(column: Column[object], value: str) -> None:
    longest = column.type.length if isinstance(column.type, String) else None
    if longest is not None and len(value) > longest:
        raise Unstorable(
            f"‘{_named(column)}’ has {len(value)} characters. It may have {longest}: shorten it."
        )


def _check_instant(column: Column[object], value: int) -> None:
    if not FIRST <= value <= LAST:
        raise Unstorable(f"‘{_named(column)}’ is a moment outside the years 1900 to 2199: {value}.")


def _named(column: Column[object]) -> str:
    return f"{column.table}.{column.name}"
