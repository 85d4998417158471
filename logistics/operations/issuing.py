"""Issuing: what the public and the press may read of an event is what was published, never the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from logistics.disclosure import PUBLIC, Programme, disclose
from logistics.errors import MomentError, UnusableInput
from logistics.eventfile import write
from logistics.model import Day, Event, Shape, When
from logistics.model.clocks import instant_of_revision
from logistics.moments import MINUTE, Instant, wall
from logistics.operations.checking import Checked
from logistics.operations.drafts import Draft, NoSuchEvent, checked_text, draft
from logistics.operations.office import Office, Refused, one_line
from logistics.operations.telling import today_at
from logistics.operations.timeentry import read_day, read_time
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
    going_out: Checked
    """The event as it would go out, with its number, its day and its time."""


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
    """What is published of every event now, the earliest event first; without what cannot be read any more."""
    with office.database.reading() as connection:
        found = kept.all_published(connection)
    standing = [one for item in found if (one := _read(office, item)) is not None]
    return tuple(sorted(standing, key=lambda item: (item.draft.event.date.date, item.draft.event.id)))


def _read(office: Office, item: Published) -> Issue | None:
    if item.revision is None:
        return None
    try:
        return Issue(item, draft(office, item.event_id, item.revision))
    except UnusableInput:  # one event must not take all others with it
        return None


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


def readiness(office: Office, item: Draft, now: Instant, dated: tuple[str, str] | None = None) -> Readiness:
    """What stands between a draft and its publication, as it would go out: with its number, its day and its time.

    ``dated`` is the day and the time as somebody typed them; else what is offered. Raises Refused where they cannot
    be read.
    """
    past = publications(office, item.event.id)
    number = _next_number(office, item.event, past)
    date, time = _issued(item.event, bool(past), now)
    going_out = _going_out(item, _stamped(item.event, number, dated or (date, time), now))
    reasons = _last_reasons(past)
    found = [
        Open(_key(finding), finding, reasons.get(_key(finding), "")) for finding in going_out.report.findings
    ]
    of = {severity: tuple(one for one in found if one.finding.severity is severity) for severity in Severity}
    return Readiness(
        stops=of[Severity.ERROR],
        needs_reason=of[Severity.WARNING],
        notes=of[Severity.NOTE],
        number=number,
        date=date,
        time=time,
        going_out=going_out,
    )


def publish(office: Office, event_id: str, decision: Decision, by: str, now: Instant) -> Issue:
    """Publish an event, as one revision states it, to everybody who may see it.

    What is judged is what goes out, with the day and the time that were typed. Raises NotReady where an error stands
    or a reason lacks, ChangedSince where the draft has changed since, Refused where the day cannot be read.
    """
    base, reasons = decision.base, decision.reasons
    past = publications(office, event_id)
    item = draft(office, event_id)
    if item.number != base:
        raise ChangedSince
    if past and past[0].revision == item.number:
        raise Refused("What stands here is out already, and nothing was published anew.")
    ready = readiness(office, item, now, (decision.date, decision.time))
    if ready.stops:
        said = " ".join(one.finding.message for one in ready.stops[:3])
        ask = "Mend them, or accept each with its reason among the waivers."
        raise NotReady(f"Errors stand against it. {ask} {said}")
    missing = tuple(one.key for one in ready.needs_reason if not reasons.get(one.key, "").strip())
    if missing:
        raise NotReady("Say for each warning why it may go out as it is.", missing)
    stamped = ready.going_out
    given = {one.key: _reason(reasons[one.key], one.key) for one in ready.needs_reason}
    try:
        with office.database.writing() as connection:
            revision = item.number
            if stamped.plan.event != item.event:
                summary, text = f"published as no. {ready.number}", stamped.file.text
                revision = kept.append(
                    connection, event_id, base, text, at=now, by=by, summary=summary
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


def _going_out(item: Draft, stamped: Event) -> Checked:
    """The event as it would go out, planned and checked. Raises Refused where its stamp cannot be used."""
    if stamped == item.event:
        return item.checked
    try:
        return checked_text(write(stamped), stamped.id, item.checked.plan.profile.name)
    except UnusableInput as unusable:
        raise Refused(unusable.problems[0].message, "issued") from unusable


def to_be_issued(office: Office, item: Draft, now: Instant) -> Draft:
    """A draft as it would go out now: with the number, the day and the time that its papers would carry.

    What is out already stays as it is, and so does a draft whose stamp would be refused.
    """
    past = publications(office, item.event.id)
    if past and past[0].revision == item.number:
        return item
    try:
        return replace(item, checked=readiness(office, item, now).going_out)
    except Refused:
        return item


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


def _stamped(event: Event, number: int, dated: tuple[str, str], now: Instant) -> Event:
    """The event with its number, and with the day and the time that its papers carry. Raises Refused."""
    date, time = (text.strip() for text in dated)
    stated = event.revision
    try:
        day = (
            stated.date
            if date == stated.date.text
            else Day.read(read_day(date, today_at(event.zone, now)).text)
        )
        when = stated.time if stated.time and time == stated.time.text else _one_time(time, day, event.zone)
        stamp = stated.model_copy(update={"number": number, "date": day, "time": when})
        instant_of_revision(stamp, event.zone)
    except MomentError as error:
        raise Refused(str(error), "issued") from error
    return event.model_copy(update={"revision": stamp})


def _one_time(text: str, day: Day, zone: str) -> When | None:
    """The time of a day that somebody typed; None for nothing. Raises MomentError for all but one time of that day."""
    if not text:
        return None
    when = When.read(read_time(text, day.date, zone).text)
    if when.shape is not Shape.EXACT or len(when.clocks) != 1 or when.clocks[0].day is not None:
        raise MomentError(f"“{text}” is not one time of that day. Write it as 9:04 a.m., or leave it empty.")
    return when


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
    "to_be_issued",
]
