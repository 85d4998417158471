"""The roster as files: the call sheet, a card and a calendar for each person, and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from logistics import calendars
from logistics.documents import callsheet, pdf
from logistics.errors import LogisticsError
from logistics.model.clocks import instant_of_revision
from logistics.model.staff import Colleague
from logistics.moments import Instant
from logistics.operations.files import write_whole
from logistics.operations.publishing import Kit, Made
from logistics.operations.rostering import Rostered, open_posts, printed
from logistics.roster.staffed import Staffed

_SPREADSHEET: Final = "utf-8-sig"  # by its mark Excel knows UTF-8, and shows Lucía as Lucía


AsOf = Instant | None
"""When a roster of an office stood so; None for one of files, which is dated as the event's revision."""


def _issued(staffed: Staffed, as_of: AsOf) -> Instant:
    event = staffed.event
    return instant_of_revision(event.revision, event.zone) if as_of is None else as_of


def _sheet(staffed: Staffed, as_of: AsOf) -> bytes:
    sheet = callsheet.view(staffed, open_posts(staffed), as_of)
    return pdf.call_sheet(sheet, _issued(staffed, as_of))


def _page(staffed: Staffed, as_of: AsOf) -> bytes:
    return callsheet.page(callsheet.view(staffed, open_posts(staffed), as_of)).encode()


def _cards(staffed: Staffed, as_of: AsOf) -> bytes:
    return pdf.post_cards(callsheet.cards(staffed, as_of), _issued(staffed, as_of))


def _by_post(staffed: Staffed, _: AsOf) -> bytes:
    return callsheet.by_post(staffed).encode(_SPREADSHEET)


def _by_person(staffed: Staffed, _: AsOf) -> bytes:
    return callsheet.by_person(staffed).encode(_SPREADSHEET)


PAPERS: Final[tuple[tuple[Made, Callable[[Staffed, AsOf], bytes]], ...]] = (
    (Made("call-sheet.pdf", "Call sheet for print (PDF)", "staff"), _sheet),
    (Made("call-sheet.html", "Call sheet as a web page", "staff"), _page),
    (Made("post-cards.pdf", "A card for everybody with a post, four on a page (PDF)", "staff"), _cards),
    (Made("roster-by-post.csv", "The roster by post, for a spreadsheet", "staff"), _by_post),
    (Made("roster-by-person.csv", "The roster by person, for a spreadsheet", "staff"), _by_person),
)
"""The papers of a staffed event, each made with when it stood so."""


def make_roster_kit(done: Rostered, folder: Path) -> Kit:
    """Write the roster in every form into ``folder``; all of it is for staff, a person's calendar for that person.

    Papers are dated as the event's revision. What a format cannot hold is left out and told. Raises OSError.
    """
    made, refused = [], []
    for item, make in _files(done):
        try:
            data = make()
        except LogisticsError as error:
            refused.append((item.name, str(error)))
        else:
            write_whole(folder / item.name, data)
            made.append(item)
    return Kit(tuple(made), tuple(refused))


def _files(done: Rostered) -> Iterator[tuple[Made, Callable[[], bytes]]]:
    for item, make in PAPERS:
        yield item, partial(make, done.staffed, None)
    yield Made("roster.txt", "The roster as plain text", "staff"), lambda: printed(done, "text").encode()
    yield (
        Made("roster.json", "The roster, for other programs", "staff"),
        lambda: printed(done, "json").encode(),
    )
    for person in done.staffed.staff.people:
        item = Made(f"posts/{person.id}.ics", f"The posts of {person.name}, for their calendar", "staff")
        yield item, partial(_own_posts, done.staffed, person)


def _own_posts(staffed: Staffed, person: Colleague) -> bytes:
    """A roster of files keeps no history: nothing is known of when a post was given to whom."""
    return calendars.own_posts(person, calendars.own_entries(person, [staffed], {}))
