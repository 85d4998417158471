"""A calendar feed of one or several events for one audience: the same input, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

from logistics.calendars.entries import entries, identity
from logistics.calendars.writing import NoSuchFeed, check_events, written
from logistics.disclosure import Programme
from logistics.model import Level
from logistics.plan.words import listed, press_words


def write(programmes: Sequence[Programme], name: str | None = None) -> bytes:
    """The feed of these programmes, all for one audience; ``name`` is what a reader's list of calendars shows.

    Raises NoSuchFeed.
    """
    _check(programmes)
    ordered = sorted(programmes, key=lambda programme: programme.event.id)
    audience = ordered[0].audience
    return written(
        [entry for programme in ordered for entry in entries(programme)],
        identity(*(programme.event.id for programme in ordered), audience.name),
        name or _name_for(ordered),
        confidential=audience.level >= Level.STAFF,
    )


def _check(programmes: Sequence[Programme]) -> None:
    audiences = {programme.audience for programme in programmes}
    if len(audiences) > 1:
        names = listed(sorted(audience.name for audience in audiences))
        raise NoSuchFeed(f"One calendar is for one audience, and these are {names}. Make one calendar each.")
    check_events([programme.event.id for programme in programmes])


def _name_for(programmes: Sequence[Programme]) -> str:
    audience = programmes[0].audience
    whom = press_words((audience.category,)) if audience.category else audience.level.name.lower()
    events = [programme.event for programme in programmes]
    if len(events) == 1:
        return f"{events[0].name or events[0].title} – {whom}"
    issuers = sorted({event.issuer.name for event in events})
    return f"{issuers[0] if len(issuers) == 1 else 'Press events'} – {whom}"


__all__ = ["NoSuchFeed", "write"]
