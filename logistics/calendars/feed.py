"""A calendar feed of one or several events for one audience: the same input, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from logistics.calendars.entries import Edition, Entry, edition, identity
from logistics.calendars.history import over_editions
from logistics.calendars.leading import with_links
from logistics.calendars.writing import PLAIN, NoSuchFeed, Options, check_events, written
from logistics.disclosure import Programme
from logistics.model import Level
from logistics.plan.words import listed, press_words


def write(
    programmes: Sequence[Programme],
    name: str | None = None,
    *,
    earlier: Sequence[Programme] = (),
    options: Options = PLAIN,
) -> bytes:
    """The feed of these programmes, all for one audience; ``name`` is what a reader's list of calendars shows.

    ``earlier`` are older revisions of them for the same audience: what has not changed since keeps its SEQUENCE and
    its stamp. Raises NoSuchFeed.
    """
    _check(programmes)
    found: list[Entry] = []
    for programme in programmes:
        before = [one for one in earlier if one.event.id == programme.event.id]
        editions = (*sorted(before, key=lambda one: one.event.revision.number), programme)
        found.extend(over_editions(told_by(one, options) for one in editions))
    return write_entries(programmes, found, name, options)


def told_by(programme: Programme, options: Options = PLAIN) -> Edition:
    """What one edition of an event tells in a feed with these options."""
    told = edition(programme)
    return replace(told, entries=with_links(programme.event, told.entries)) if options.links else told


def write_entries(
    programmes: Sequence[Programme], found: Sequence[Entry], name: str | None = None, options: Options = PLAIN
) -> bytes:
    """The feed of these programmes, whose entries they are."""
    ordered = sorted(programmes, key=lambda programme: programme.event.id)
    audience = ordered[0].audience
    uid = identity(*(programme.event.id for programme in ordered), audience.name)
    shown = name or _name_for(ordered)
    zone = ordered[0].event.zone
    return written(found, uid, shown, zone, confidential=audience.level >= Level.STAFF, options=options)


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


__all__ = ["NoSuchFeed", "told_by", "write", "write_entries"]
