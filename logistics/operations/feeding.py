"""Feed addresses: unguessable, one for each use, and dead as soon as somebody says so.

A calendar program can send nothing but the address, so the address is the key (RFC 5545 knows no other way). Only
its SHA-256 is kept: whoever reads the store cannot read a feed by it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from logistics import calendars
from logistics.calendars import LONGEST_ALARM, PLAIN, Options
from logistics.disclosure import AUDIENCES, Audience, Programme, disclose
from logistics.documents import kit
from logistics.model import Event
from logistics.moments import HOUR, MINUTE, Instant, wall
from logistics.operations.drafts import Draft, checked_text, draft
from logistics.operations.issuing import Issue
from logistics.operations.office import House, Office, Refused, StoreBusy, StoreFull, one_line
from logistics.operations.telling import Clock, days_words
from logistics.plan.words import date_words
from logistics.store import events as kept_events
from logistics.store import feeds as kept
from logistics.store.feeds import Feed, Shown
from logistics.store.guarding import Connection
from logistics.store.journal import note

READ_AGAIN: Final = 15 * MINUTE
_DAY: Final = 24 * HOUR
_LONGEST_LABEL: Final = 100
_GONE: Final = "There is no such address any more. Load the page anew."


class NoSuchFeed(Refused):
    """An address that was never given out, was revoked, or has nothing behind it yet: all answered alike."""


@dataclass(frozen=True, slots=True)
class Given:
    """A feed address just made. ``token`` is told this once and kept nowhere."""

    feed: Feed
    token: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bytes of a feed with their entity tag (RFC 9110 §8.8.3), which only changes when they do."""

    data: bytes
    etag: str
    name: str


def audience_called(name: str) -> Audience:
    """The audience of a name, such as ``press-video``. Raises Refused."""
    found = next((audience for audience in AUDIENCES if audience.name == name), None)
    if found is None:
        raise Refused(f"There is no audience “{name[:40]}”. Choose one of the list.", "audience")
    return found


def audiences() -> tuple[tuple[str, str], ...]:
    """Every audience that can have a feed: its name and what its feed is, in words."""
    return tuple((audience.name, kit.feed_words(audience)) for audience in AUDIENCES)


def addresses(office: Office, event_id: str) -> tuple[Feed, ...]:
    """All addresses ever given out for an event, the newest first."""
    with office.database.reading() as connection:
        return kept.feeds_of(connection, event_id)


def give_address(office: Office, event_id: str, audience: str, label: str, by: str, now: Instant) -> Given:
    """Make a new address of one event's feed for one audience. Raises Refused, NoSuchEvent."""
    wanted, said = audience_called(audience), one_line(label, "label", _LONGEST_LABEL)
    if not said:
        raise Refused("Say whom the address is for, such as the name of the outlet.", "label")
    draft(office, event_id)
    with office.database.writing() as connection:
        return _given(connection, event_id, wanted.name, said, by, now)


def rotate(office: Office, event_id: str, feed_id: str, by: str, now: Instant) -> Given:
    """A new address in place of one, which is dead from now on. Raises Refused."""
    old = _standing(office, event_id, feed_id)
    with office.database.writing() as connection:
        _revoke(connection, old, by, now)
        return _given(connection, event_id, old.audience, old.label, by, now)


def revoke(office: Office, event_id: str, feed_id: str, by: str, now: Instant) -> None:
    """Kill an address: from now on it is answered as if it had never been. Raises Refused."""
    old = _standing(office, event_id, feed_id)
    with office.database.writing() as connection:
        _revoke(connection, old, by, now)


def calendar(office: Office, token: str, now: Instant, options: Options = PLAIN) -> Calendar:
    """What stands behind an address. Raises NoSuchFeed, the same for every address that opens nothing."""
    key = hashed(token)
    with office.database.asking() as connection:
        found = kept.standing(connection, key)
    if found is None or found.revoked_at is not None or found.shown.revision is None:
        raise NoSuchFeed("There is no calendar at this address.")
    if found.read_at is None or now - found.read_at >= READ_AGAIN:
        _note_reading(office, key, now)
    return _published(office, found.shown, now // _DAY, options)


def options_asked(query: Mapping[str, str]) -> Options:
    """What a reader asks for by the end of a feed's address: ``alarm=15`` (minutes), ``colours=1``, ``links=1``.

    What cannot be understood is not asked for: no calendar program shows its user an error.
    """
    said = query.get("alarm", "")
    minutes = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else None
    alarm = minutes if minutes is not None and minutes <= LONGEST_ALARM else None
    return Options(alarm, query.get("colours") == "1", query.get("links") == "1")


def _note_reading(office: Office, key: str, now: Instant) -> None:
    # Nobody goes without the calendar because the disk is full or the store is busy with something else.
    with suppress(StoreBusy, StoreFull), office.database.writing() as connection:
        kept.mark_read(connection, key, now)


def calendar_of(
    office: Office, standing: Issue, audience: str, now: Instant, options: Options = PLAIN
) -> Calendar:
    """The feed of what is published, for an audience."""
    return _published(office, _shown(standing, audience), now // _DAY, options)


def _shown(standing: Issue, audience: str) -> Shown:
    of, profile = standing.published, standing.draft.checked.plan.profile.name
    return Shown(of.event_id, audience, of.number, of.revision, of.at, profile)


@lru_cache(maxsize=512)
def _published(office: Office, shown: Shown, day: int, options: Options) -> Calendar:
    """The calendar of one publication for one audience: within a day it never changes, so it is made once in each
    process. ``day`` counts since 1970; by it what was called off long ago is told no more.
    """
    programme, told = _over_editions(office, shown, options.links)
    found = calendars.still_told(told, day * _DAY)
    data = calendars.write_entries([programme], found, options=options)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return Calendar(data, etag, f"{shown.event_id}-{shown.audience}.ics")


def told_entries(office: Office, standing: Issue, audience: str) -> tuple[calendars.Entry, ...]:
    """The entries of what is published for an audience, each as it has changed over the editions."""
    return _over_editions(office, _shown(standing, audience), links=False)[1]


@lru_cache(maxsize=256)
def _over_editions(
    office: Office, shown: Shown, links: bool
) -> tuple[Programme, tuple[calendars.Entry, ...]]:
    assert shown.publication is not None
    with office.database.reading() as connection:
        texts = kept_events.editions(connection, shown.event_id, shown.publication)
    profile = shown.profile or House().profile
    told = [_told(text, shown.event_id, profile, shown.audience, links) for text in texts]
    return told[-1].programme, calendars.over_editions(one.edition for one in told)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one edition tells one audience."""

    programme: Programme
    edition: calendars.Edition


@lru_cache(maxsize=512)
def _told(text: str, event_id: str, profile: str, audience: str, links: bool) -> _Told:
    programme = disclose(checked_text(text, event_id, profile).plan, audience_called(audience))
    return _Told(programme, calendars.told_by(programme, Options(links=links)))


@dataclass(frozen=True, slots=True)
class Sample:
    """An entry of a calendar in words. ``day`` is empty where the event has only one."""

    day: str
    when: str
    summary: str
    place: str


def samples(item: Draft, audience: str) -> tuple[Sample, ...]:
    """The entries of a feed of a draft as its reader would see them, the earliest first."""
    programme = disclose(item.checked.plan, audience_called(audience))
    return _samples(programme.event, calendars.entries(programme))


def samples_told(office: Office, standing: Issue, audience: str, now: Instant) -> tuple[Sample, ...]:
    """The entries of the feed of what is published, the earliest first."""
    programme, told = _over_editions(office, _shown(standing, audience), links=False)
    return _samples(programme.event, calendars.still_told(told, now // _DAY * _DAY))


def _samples(event: Event, found: Iterable[calendars.Entry]) -> tuple[Sample, ...]:
    clock = Clock.of(event)
    return tuple(_sample(event, entry, clock) for entry in found)


def _sample(event: Event, entry: calendars.Entry, clock: Clock) -> Sample:
    at = entry.starts
    if not isinstance(at, Instant):
        days = days_words(event) if event.last_date else ""
        return Sample(days, "all day", entry.told.summary, entry.told.place)
    on = wall(at, entry.zone).date()
    day = date_words(on) if event.last_date else ""
    clock = clock.under(on if day else None)
    return Sample(day, clock.at(at, entry.zone), entry.told.summary, entry.told.place)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest()


def _standing(office: Office, event_id: str, feed_id: str) -> Feed:
    with office.database.reading() as connection:
        found = kept.feed_by_id(connection, feed_id)
    if found is None or found.event_id != event_id or found.revoked_at is not None:
        raise NoSuchFeed(_GONE)
    return found


def _given(connection: Connection, event_id: str, audience: str, label: str, by: str, now: Instant) -> Given:
    token, feed_id = secrets.token_urlsafe(32), secrets.token_hex(8)
    made = Feed(hashed(token), feed_id, event_id, audience, label, now, by, revoked_at=None, read_at=None)
    kept.add_feed(connection, made)
    detail = {"address": feed_id, "audience": audience, "for": label}
    note(connection, at=now, by=by, did="made a feed address", event_id=event_id, detail=detail)
    return Given(made, token)


def _revoke(connection: Connection, old: Feed, by: str, now: Instant) -> None:
    if not kept.revoke_feed(connection, old.id, now):  # somebody else was quicker
        raise NoSuchFeed(_GONE)
    detail = {"address": old.id}
    note(connection, at=now, by=by, did="revoked a feed address", event_id=old.event_id, detail=detail)


__all__ = [
    "PLAIN",
    "Calendar",
    "Feed",
    "Given",
    "NoSuchFeed",
    "Options",
    "Sample",
    "addresses",
    "audience_called",
    "audiences",
    "calendar",
    "calendar_of",
    "give_address",
    "hashed",
    "options_asked",
    "revoke",
    "rotate",
    "samples",
    "samples_told",
    "told_entries",
]
