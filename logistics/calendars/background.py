"""What stands behind a session: who meets, the series, what the press must bring, whom to ask, who says so."""

from __future__ import annotations

from collections.abc import Iterator

from logistics.calendars.pages import Page, time_words
from logistics.disclosure import NOT_STATED, Known
from logistics.model import Deadline, Event, Person
from logistics.plan import points
from logistics.plan.names import names_of, relative_words
from logistics.plan.words import date_words, listed, sentence, zone_words

Lines = Iterator[str]


def delegations(event: Event) -> Lines:
    """Who meets, side by side, in order of precedence."""
    for delegation in event.delegations:
        people = "; ".join(person_words(person) for person in delegation.members)
        yield sentence(f"{delegation.name}: {people}" if people else delegation.name)
        if delegation.also_participating:
            others = "; ".join(person_words(person) for person in delegation.also_participating)
            yield sentence(f"{delegation.name}, also participating: {others}")


def person_words(person: Person) -> str:
    """``Secretary of State Rex Tillerson``."""
    return f"{person.title} {person.name}" if person.title else person.name


def series_lines(event: Event) -> Lines:
    """Which meeting of which series, and what the earlier ones led to."""
    series = event.series
    if series is None:
        return
    details = [
        *([f"number {series.ordinal}"] if series.ordinal else []),
        *([f"the one before was on {date_words(series.previous.date)}"] if series.previous else []),
    ]
    in_brackets = f" ({'; '.join(details)})" if details else ""
    yield sentence(f"series: {series.name}{in_brackets}")
    if series.background:
        yield series.background


def accounts(event: Event) -> Lines:
    """Which accounts to follow, by platform."""
    for platform in dict.fromkeys(account.platform for account in event.accounts):
        handles = [
            f"{account.handle}{f' ({account.note})' if account.note else ''}"
            for account in event.accounts
            if account.platform == platform
        ]
        yield sentence(f"follow on {platform}: {listed(handles)}")


def door(page: Page) -> Lines:
    """What press must show at the door, and whom anybody may ask."""
    event = page.event
    if event.credentials:
        yield f"Credentials: {event.credentials}"
    for contact in event.contacts:
        yield f"Contact: {', '.join(filter(None, (contact.name, contact.role, contact.phone, contact.email)))}"


def registration(page: Page) -> Lines:
    """How and until when press register, and how they may use what is said."""
    event = page.event
    if event.registration:
        how = " ".join(filter(None, (event.registration.how, event.registration.address)))
        if how:
            yield f"Registration: {how}"
        for number, deadline in enumerate(event.registration.deadlines):
            whom = f" ({deadline.for_})" if deadline.for_ else ""
            yield sentence(f"{deadline.what}{whom}: {_deadline_words(page, number, deadline)}")
    if event.ground_rules:
        yield f"Ground rules: {event.ground_rules}"


def _deadline_words(page: Page, number: int, deadline: Deadline) -> str:
    moment = page.moment(points.deadline(number))
    if deadline.by == NOT_STATED:
        return "time not stated"
    if moment is not None and moment.known is Known.TO_BE_DETERMINED:
        return time_words(page, moment)
    if told := time_words(page, moment):
        return f"by {told}"
    return relative_words(deadline.by, names_of(page.event))


def documents(page: Page) -> Lines:
    """What has been issued about the event and still stands, or is under embargo; nothing that is only to come."""
    replaced = {item.supersedes for item in page.event.releases}
    for item in page.event.releases:
        day = item.published.day if item.published else item.date.date if item.date else None
        if item.id in replaced or (day is None and item.embargo is None):
            continue
        title = f"“{item.title}”" if item.title != page.event.title else ""
        parts = [
            item.kind.value,
            title,
            item.office or item.issuer or "",
            date_words(day) if day else "",
        ]
        embargo = time_words(page, page.moment(points.embargo(item))) or "a time that is not stated"
        limit = f"under embargo until {embargo}" if item.embargo else ""
        yield sentence(f"document: {', '.join(filter(None, (*parts, limit)))}")


def footing(page: Page) -> Lines:
    """Whose time it is, and who says all this."""
    event = page.event
    yield ""
    yield sentence(f"times are {zone_words(page.at, page.zone)}")
    yield sentence(", ".join(filter(None, (event.issuer.name, event.issuer.office, event.issuer.place))))
