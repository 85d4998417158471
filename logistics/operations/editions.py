"""What was published of an event, as people speak of it: by the number that the papers carried."""

from __future__ import annotations

from dataclasses import dataclass

from logistics.moments import Instant
from logistics.operations.drafts import draft
from logistics.operations.issuing import publications
from logistics.operations.office import Office


@dataclass(frozen=True, slots=True)
class Edition:
    """A publication, or that one was taken back, which has no ``revision``. ``number`` is what the papers carry;
    ``stands`` says that it is what is out now."""

    number: int
    revision: int | None
    by: str
    at: Instant
    stands: bool


def editions(office: Office, event_id: str) -> tuple[Edition, ...]:
    """Everything that was published of an event or taken back, the newest first. Raises NoSuchEvent."""
    past = publications(office, event_id)
    told: list[Edition] = []
    number = 0
    for item in reversed(past):
        if item.revision is not None:
            number = draft(office, event_id, item.revision).event.revision.number
        stands = item is past[0] and item.revision is not None
        told.append(Edition(number, item.revision, item.by, item.at, stands))
    return tuple(reversed(told))


def numbers_of_revisions(office: Office, event_id: str) -> dict[int, int]:
    """As which number each revision went out that did."""
    return {one.revision: one.number for one in editions(office, event_id) if one.revision is not None}
