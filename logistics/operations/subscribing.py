"""Subscribing to a calendar: what its page tells of it, made of what is published and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from logistics.disclosure import Audience, disclose
from logistics.model import Event, Issuer, Level
from logistics.moments import Instant
from logistics.operations.feeding import NoSuchFeed, Sample, audience_called, hashed, samples_told
from logistics.operations.issuing import Issue, issue
from logistics.operations.office import Office
from logistics.operations.telling import ZoneNote, zone_note
from logistics.plan.words import capital, press_words
from logistics.store import feeds as kept

FEW: Final = 3
"""How many entries of a calendar its page shows."""


_ALL_DAY: Final = "all day"  # as ``samples`` says it


@dataclass(frozen=True, slots=True)
class Subscription:
    """What the page of one calendar tells. ``samples`` are the first of its entries that have a time, else the
    first; ``more`` counts the others.

    ``stopped`` says in a word that the event is postponed or cancelled; ``is_secret``, that the address is a key.
    """

    event_id: str
    title: str
    invented: str | None
    stopped: str
    issuer: Issuer
    clock: ZoneNote
    whom: str
    holds: str
    samples: tuple[Sample, ...]
    more: int
    is_secret: bool

    @property
    def name(self) -> str:
        """What a list of calendars calls it."""
        return f"{self.title} – {self.whom}"


def for_everybody(office: Office, standing: Issue, now: Instant) -> Subscription:
    """The public calendar of what is published."""
    return _of(office, standing, "public", now, is_secret=False)


def behind(office: Office, token: str, now: Instant) -> Subscription:
    """The calendar behind a secret address. Raises NoSuchFeed, alike for every address that opens nothing.

    Looking at its page is no reading of the calendar, so ``Last read`` does not move.
    """
    with office.database.asking() as connection:
        found = kept.standing(connection, hashed(token))
    stands = found is not None and found.revoked_at is None and found.shown.revision is not None
    standing = issue(office, found.shown.event_id) if found is not None and stands else None
    if found is None or standing is None:  # also where it is taken back between the two questions
        raise NoSuchFeed("There is no calendar at this address.")
    return _of(office, standing, found.shown.audience, now, is_secret=True)


def _of(office: Office, standing: Issue, called: str, now: Instant, *, is_secret: bool) -> Subscription:
    audience = audience_called(called)
    event = disclose(standing.draft.checked.plan, audience).event
    found = samples_told(office, standing, called, now)
    return Subscription(
        event_id=event.id,
        title=event.name or event.title,
        invented=event.invented,
        stopped=_stopped(event),
        issuer=event.issuer,
        clock=zone_note(event),
        whom=_whom(audience),
        holds=_holds(audience),
        samples=tuple(sorted(found, key=lambda one: one.when == _ALL_DAY)[:FEW]),
        more=len(found[FEW:]),
        is_secret=is_secret,
    )


def _stopped(event: Event) -> str:
    return capital(event.status.value) if event.status.is_off else ""


def _whom(audience: Audience) -> str:
    if audience.category:
        return press_words((audience.category,))
    return {Level.PUBLIC: "everybody", Level.PRESS: "all press"}.get(audience.level, "staff")


def _holds(audience: Audience) -> str:
    if audience.level is Level.PUBLIC:
        return "What is announced to everybody, with its time and its place."
    if audience.category:
        return (
            f"Every session that is told to the press, and when {press_words((audience.category,))} must be at "
            "which door. What other press must do is not in it."
        )
    if audience.level is Level.PRESS:
        return "Every session that is told to the press, and when which press must be at which door."
    return "Everything that staff may know, also times that nobody stated and the plan inferred."
