"""Issuing: what the public and the press may read of an event is what was published, never the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from logistics.disclosure import PUBLIC, Programme, disclose
from logistics.errors import MomentError
from logistics.eventfile import write
from logistics.model import Day, Event, When
from logistics.model.clocks import instant_of_revision
from logistics.moments import MINUTE, Instant, wall
from logistics.operations.drafts import Draft, NoSuchEvent, checked_text, draft
from logistics.operations.office import Office, Refused, one_line
from logistics.plan.words import clock_words, date_words
from logistics.rules.base import Finding, Severity
from logistics.store import events as kept
from logistics.store.errors import ChangedMeanwhile
from logistics.store.events import Published
from logistics.store.journal import note


@dataclass(frozen=True, slots=True)
class Issue:
    """What was published of an event, and the state that was."""

    published: Published
    draft: Draft


@dataclass(frozen=True, slots=True)
class Open:
    """A finding that stands when an event is to be published. ``key`` names it in a form."""

    key: str
    finding: Finding
    last_reason: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between a draft and its publication: errors stop it, warnings need a reason, notes are told."""

    stops: tuple[Open, ...]
    needs_reason: tuple[Open, ...]
    notes: tuple[Open, ...]
    number: int
    """The number that the edition will carry."""
    date: str
    time: str
    """When it is issued, if nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Decision:
    """That revision ``base`` goes out: with a reason for each open warning by its key, and the day and the time (may
    be empty) that the papers carry, as people typed them."""

    base: int
    reasons: Mapping[str, str]
    date: str
    time: str = ""


class NotReady(Refused):
    """A publication that was refused. ``missing`` holds the keys of the findings that still want a reason."""

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        self.missing = missing
        super().__init__(message)


class ChangedSince(Refused):
    """A publication of a draft that is no longer the last: whoever asked has not seen what would go out."""

    def __init__(self) -> None:
        super().__init__("The event was changed since you looked at it. Look at it again, then publish.")


def issue(office: Office, event_id: str) -> Issue | None:
    """What is published of an event now; None where nothing is."""
    with office.database.reading() as connection:
        published = kept.published(connection, event_id)
    if published is None or published.revision is None:
        return None
    return Issue(published, draft(office, event_id, published.revision))


def issues(office: Office) -> tuple[Issue, ...]:
    """What is published of every event now, the earliest event first."""
    with office.database.reading() as connection:
        found = kept.all_published(connection)
    standing = (
        Issue(item, draft(office, item.event_id, item.revision))
        for item in found
        if item.revision is not None
    )
    return tuple(sorted(standing, key=lambda item: (item.draft.event.date.date, item.draft.event.id)))


def announced(office: Office) -> tuple[Programme, ...]:
    """What everybody may know of every event that is published, the earliest first."""
    return tuple(
        _announced(item.draft.kept.text, item.draft.event.id, office.profile.name) for item in issues(office)
    )


@lru_cache(maxsize=512)
def _announced(text: str, event_id: str, profile: str) -> Programme:
    return disclose(checked_text(text, event_id, profile).plan, PUBLIC)


def publications(office: Office, event_id: str) -> tuple[Published, ...]:
    """Every publication of an event, the newest first; one without a revision took the event back."""
    with office.database.reading() as connection:
        return kept.publications(connection, event_id)


def readiness(office: Office, item: Draft, now: Instant) -> Readiness:
    """What stands between a draft and its publication."""
    past = publications(office, item.event.id)
    reasons = _last_reasons(past)
    found = [
        Open(_key(finding), finding, reasons.get(_key(finding), ""))
        for finding in item.checked.report.findings
    ]
    date, time = _issued(item.event, bool(past), now)
    of = {severity: tuple(one for one in found if one.finding.severity is severity) for severity in Severity}
    return Readiness(
        stops=of[Severity.ERROR],
        needs_reason=of[Severity.WARNING],
        notes=of[Severity.NOTE],
        number=_next_number(office, item.event, past),
        date=date,
        time=time,
    )


def publish(office: Office, event_id: str, decision: Decision, by: str, now: Instant) -> Issue:
    """Publish an event, as one revision states it, to everybody who may see it.

    Raises NotReady where an error stands or a reason lacks, ChangedSince where the draft has changed since, Refused
    where the day cannot be read.
    """
    base, reasons = decision.base, decision.reasons
    past = publications(office, event_id)
    item = draft(office, event_id)
    if item.number != base:
        raise ChangedSince
    if past and past[0].revision == item.number:
        raise Refused("What stands here is out already, and nothing was published anew.")
    ready = readiness(office, item, now)
    if ready.stops:
        raise NotReady(
            "Errors stand against it. Mend them, or accept each with its reason among the waivers."
        )
    missing = tuple(one.key for one in ready.needs_reason if not reasons.get(one.key, "").strip())
    if missing:
        raise NotReady("Say for each warning why it may go out as it is.", missing)
    stamped = _stamped(item.event, ready.number, decision)
    given = {one.key: _reason(reasons[one.key], one.key) for one in ready.needs_reason}
    try:
        with office.database.writing() as connection:
            revision = item.number
            if stamped != item.event:
                summary = f"issued as number {ready.number}"
                revision = kept.append(
                    connection, event_id, base, write(stamped), at=now, by=by, summary=summary
                ).number
            elif (head := kept.head(connection, event_id)) is None or head.number != base:
                raise ChangedSince
            published = kept.publish(connection, event_id, revision, at=now, by=by, reasons=given)
            if published.number != (past[0].number + 1 if past else 1):
                raise ChangedSince
            detail = {"publication": published.number, "revision": revision, "reasons": given}
            note(connection, at=now, by=by, did="published", event_id=event_id, detail=detail)
    except ChangedMeanwhile as error:
        raise ChangedSince from error
    return Issue(published, draft(office, event_id, revision))


def take_back(office: Office, event_id: str, reason: str, by: str, now: Instant) -> None:
    """Take an event back from the public: its page and its feeds answer that there is nothing. Raises Refused."""
    said = one_line(reason, "reason")
    if not said:
        raise Refused("Say why it is taken back; the reason stays in the office.", "reason")
    with office.database.writing() as connection:
        last = kept.published(connection, event_id)
        if last is None or last.revision is None:
            raise Refused("It is not published, so there is nothing to take back.")
        kept.publish(connection, event_id, None, at=now, by=by, reasons={"taken back": said})
        note(
            connection,
            at=now,
            by=by,
            did="took back",
            event_id=event_id,
            detail={"reason": said},
        )


def _reason(said: str, key: str) -> str:
    try:
        return one_line(said)
    except Refused as error:
        raise NotReady(str(error), (key,)) from error


def _key(finding: Finding) -> str:
    """What tells a finding from others for as long as it says the same."""
    return f"{finding.rule} {finding.message}"


def _last_reasons(past: tuple[Published, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for item in reversed(past):
        given.update({key: str(reason) for key, reason in item.reasons.items()})
    return given


def _next_number(office: Office, event: Event, past: tuple[Published, ...]) -> int:
    """The file's own number for the first publication; then each time one more than was ever published."""
    numbers = [
        draft(office, event.id, item.revision).event.revision.number
        for item in past
        if item.revision is not None
    ]
    return max(numbers) + 1 if numbers else event.revision.number


def _issued(event: Event, is_update: bool, now: Instant) -> tuple[str, str]:
    """The day and time that the papers carry: what the file states for its first edition, else now."""
    if not is_update:
        return event.revision.date.text, event.revision.time.text if event.revision.time else ""
    minute = now - now % MINUTE
    local = wall(minute, event.zone)
    return date_words(local.date()), f"{local:%H:%M}" if local.hour == 0 else clock_words(minute, event.zone)


def _stamped(event: Event, number: int, decision: Decision) -> Event:
    date, time = decision.date.strip(), decision.time.strip()
    try:
        day = Day.read(date)
        when = When.read(time) if time else None
        update: dict[str, object] = {"number": number, "date": day}
        stamp = event.revision.model_copy(
            update={**update, "time": when} if when or event.revision.time else update
        )
        instant_of_revision(stamp, event.zone)
    except MomentError as error:
        raise Refused(str(error), "issued") from error
    return event.model_copy(update={"revision": stamp})


__all__ = [
    "ChangedSince",
    "Decision",
    "Issue",
    "NoSuchEvent",
    "NotReady",
    "Open",
    "Published",
    "Readiness",
    "issue",
    "issues",
    "publications",
    "publish",
    "readiness",
    "take_back",
]
