"""Which letters are due: to the staff about their posts, and to the press whom the office has invited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from logistics.calendars import Party
from logistics.mail.wording import STAFF, Off
from logistics.model import Status
from logistics.moments import Instant
from logistics.operations.drafts import drafts
from logistics.operations.mailing.comparing import Desk, Due, Wanted
from logistics.operations.mailing.guests import due_to_guests, is_guest
from logistics.operations.mailing.posts import wanted_of_post
from logistics.operations.office import Office
from logistics.operations.staffing import Situation, situation
from logistics.operations.staffing.lists import has_staff
from logistics.operations.telling import is_past
from logistics.store import letters as kept
from logistics.store.letters import KeptLetter


def due(office: Office, sender: Party, now: Instant, event_id: str = "") -> tuple[Due, ...]:
    """The letters that are due, of one event or of all, whether their quiet time is over or not.

    Raises UnusableInput.
    """
    found: list[Due] = []
    with_staff = has_staff(office)
    for item in drafts(office):
        if event_id not in ("", item.event.id):
            continue
        with office.database.reading() as connection:
            written = kept.letters(connection, item.event.id)
        if with_staff and not is_past(item.event, now):
            mine = [letter for letter in written if not is_guest(letter.person)]
            found.extend(_due_to_staff(situation(office, item.event.id), sender, now, mine))
        guests = [letter for letter in written if is_guest(letter.person)]
        found.extend(due_to_guests(office, item, sender, now, guests))
    return tuple(found)


def _due_to_staff(here: Situation, sender: Party, now: Instant, written: list[KeptLetter]) -> Iterator[Due]:
    event = here.draft.event
    why = partial(_why_off, here)
    names = {one.id: one.name for one in here.staffed.people.values()}
    desk = Desk(sender, event.id, STAFF, now, event.invented or "", why, names)
    return desk.due(_wanted(here, now), written)


_WITH_THE_EVENT: Final = {Status.CANCELLED: Off.CANCELLED, Status.POSTPONED: Off.POSTPONED}


def _why_off(here: Situation, letter: KeptLetter) -> tuple[Off, Instant]:
    """What stops the event stops its posts; else the post is given to somebody else, or there is none."""
    why = _WITH_THE_EVENT.get(here.draft.event.status, Off.NOT_NEEDED)
    return why, _changed_at(here, letter.post)


def _wanted(here: Situation, now: Instant) -> Iterator[Wanted]:
    """The posts that people hold, of events that they are asked about and that are not over."""
    event = here.draft.event
    if here.asking is None or not here.asking.open:
        return
    for duty in here.staffed.duties:
        person, post = here.staffed.holder(duty), duty.post
        if person is None or not person.email or post.ends <= now:
            continue
        to, since = Party(person.name, person.email), _changed_at(here, post.id)
        accepted = here.state(post.id) == "accepted" and here.moved(post.id) is None
        yield replace(wanted_of_post(event, duty, person.id, to, since), accepted=accepted)


def _changed_at(here: Situation, post: str) -> Instant:
    """When something about a post changed last."""
    decided, asking = here.assigned.get(post), here.asking
    return max(here.draft.kept.at, decided.at if decided else 0, asking.at if asking else 0)


__all__ = ["Due", "due"]
