"""The lines of somebody else's calendar that are no property: what is left of a text that was broken without folding.

RFC 5545 §3.1 wants a blank before what goes on; some programs write a text with its line breaks as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from icalendar.prop import TypesFactory

from logistics.calendars.foreigntexts import short

_KNOWN: Final = frozenset((*TypesFactory.types_map, "BEGIN", "END", "NAME", "COLOR"))
_NAME: Final = re.compile("([A-Za-z0-9-]+)[:;]")
_TEXT: Final = re.compile("(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT|NAME|X-WR-CALNAME)[:;]", re.IGNORECASE)
_OF_PEOPLE: Final = re.compile("(?:ATTENDEE|ORGANIZER|CONTACT|ATTACH)[:;]", re.IGNORECASE)


def mended(lines: list[str], tell: Callable[[str], None]) -> list[str]:
    """The lines with what is no property behind the text that it belongs to; what was bent or dropped is told."""
    made: list[list[str]] = []
    last: list[str] = []
    for line in lines:
        if not line.strip() or _is_property(line) or not last:
            made.append([line])
            last = made[-1] if line.strip() else last
        elif _TEXT.match(last[0]):
            last.append(line)
            tell(f"“{short(line)}” stands on a line of its own; it was taken as part of the text before it.")
        elif _OF_PEOPLE.match(last[0]):
            tell("A line that belongs to a person or a file was left out.")
        else:
            tell(f"“{short(line)}” is nothing that a calendar says, and was left out.")
    return ["\\n".join(parts) for parts in made]


def _is_property(line: str) -> bool:
    """Whether a line begins as one does; names that are nowhere defined are written in capitals by every program."""
    found = _NAME.match(line)
    return found is not None and (
        found[1].isupper() or found[1].upper() in _KNOWN or found[1][:2].upper() == "X-"
    )


__all__ = ["mended"]
