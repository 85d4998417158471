"""CAL: days, zones and clocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from logistics.errors import MomentError
from logistics.model import Clock, Day, Shape, Stamp, When
from logistics.model.clocks import instant_of, instant_of_stamp, letters_mean
from logistics.moments import Instant, letters, offset_minutes, wall
from logistics.plan import Plan
from logistics.plan.names import the_first
from logistics.plan.words import listed, time_words
from logistics.rules.base import (
    WALL_CLOCKS,
    Finding,
    Severity,
    Unchecked,
    contradictions_of,
    not_checked,
    rule,
    said_at,
)
from logistics.rules.texts import free_texts
from logistics.rules.zone_letters import zones_of_readings

Findings = Iterator[Finding | Unchecked]


@rule("CAL001", "Zone letters wrong for the day", Severity.ERROR)
def wrong_letters(plan: Plan) -> Findings:
    """What: The zone letters written with a time are not those that clocks there show on that day.

    Why: Of two journalists who read “1:00 p.m. EST” in May, one comes an hour late.

    Bad: 5:00 p.m. EST in Washington on March 14, 2016, the day after summer time began.

    Good: 5:00 p.m. EDT, or 5:00 p.m. ET, on that day.

    Source: IANA time zone database; two notices of 2016 and 2018 have this fault.
    """
    unknown = []
    for path, when, own in _times(plan):
        for clock, zone_name in zones_of_readings(when, plan.event, own):
            moment = _instant(clock, plan, zone_name) if clock.letters else None
            if clock.letters is None or zone_name is None or moment is None:
                continue
            shown = letters(moment, zone_name)
            if not shown.isalpha():
                unknown.append(f"{clock.letters} in “{when.text}”")
            elif not letters_mean(clock.letters, shown):
                message = (
                    f"“{when.text}” has {clock.letters}, but on that day clocks in {zone_name} show {shown}. "
                    f"Write {shown}, or check the time."
                )
                yield Finding("CAL001", Severity.ERROR, message, (said_at(when.text, path),))
    yield from not_checked("CAL001", unknown, "the zone’s clocks show no letters to compare with")


@rule("CAL002", "Weekday and date that do not agree", Severity.ERROR)
def wrong_weekday(plan: Plan) -> Findings:
    """What: A date is written with a weekday that it does not fall on.

    Why: People go by the weekday, and come a day early or late.

    Bad: Friday, December 14, 2017.

    Good: Thursday, December 14, 2017.

    Source: The calendar.
    """
    for path, _, value, _ in plan.times:
        if isinstance(value, Day):
            dates = [(value.date, value.weekday)]
        elif isinstance(value, When):
            dates = [(clock.day, clock.weekday) for clock in value.clocks if clock.day]
        else:
            continue
        for date, weekday in dates:
            right = f"{date:%A}"
            if weekday and weekday.casefold() != right.casefold():
                yield Finding(
                    "CAL002",
                    Severity.ERROR,
                    f"“{value.text}”: {date.isoformat()} is a {right}. Correct the weekday or the date.",
                    (said_at(value.text, path),),
                )


@rule("CAL003", "Two readings of one moment that differ", Severity.ERROR)
def readings_differ(plan: Plan) -> Findings:
    """What: One moment is given in two zones, and the two are not the same instant.

    Why: Viewers in one of the two zones miss it.

    Bad: 4:00 p.m. CT / 4:00 p.m. ET.

    Good: 4:00 p.m. CT / 5:00 p.m. ET.

    Source: IANA time zone database; White House guidance of 2015 gives both zones rightly.
    """
    unknown = []
    for path, when, zone_name in _times(plan):
        if when.shape is Shape.WINDOW or len(when.clocks) < 2:
            continue
        readings = zones_of_readings(when, plan.event, zone_name)
        moments = [_instant(clock, plan, where) for clock, where in readings]
        if None in moments:
            unknown.append(f"the zone of a reading in “{when.text}”")
        elif len(set(moments)) > 1:
            yield Finding(
                "CAL003",
                Severity.ERROR,
                f"The readings of “{when.text}” are not one moment: in {zone_name} they are "
                f"{' and '.join(_in_zone(moment, zone_name) for moment in moments if moment is not None)}; "
                "correct one of them.",
                (said_at(when.text, path),),
            )
    yield from not_checked("CAL003", unknown, "not known")


@rule("CAL004", "Order that only the wall clocks keep", Severity.ERROR)
def wall_clock_order(plan: Plan) -> Findings:
    """What: Two times in different zones look in their stated order, but the one with the earlier clock is the later.

    Why: A list sorted by what the clocks show puts them the wrong way round, and nobody sees the mistake.

    Bad: A call at 10:00 a.m. in Los Angeles before a meeting at 11:00 a.m. in New York: it is two hours after it.

    Good: A call at 7:00 a.m. in Los Angeles before a meeting at 11:00 a.m. in New York.

    Source: White House guidance of 2015 lists 12:25 p.m. EDT and then 2:20 p.m. PDT, 4 hours 55 minutes
    later.
    """
    yield from contradictions_of(plan, WALL_CLOCKS)


@rule("CAL007", "Hour that does not exist or comes twice", Severity.ERROR)
def no_such_hour(plan: Plan) -> Findings:
    """What: A clock time falls into the hour that is skipped or repeated when the clocks change.

    Why: Nobody can come at an hour that does not exist, and one that comes twice is two times. A time of the plan like
    that is refused when the file is read; this rule looks at the other times: of documents, of revisions.

    Bad: Published 2018-11-04 01:30 in New York, without an offset.

    Good: Published 2018-11-04 01:30-05:00.

    Source: IANA time zone database; RFC 5545 section 3.3.5 leaves both cases to convention.
    """
    for path, _, value, _ in plan.times:
        if isinstance(value, When | Stamp):
            for fault in dict.fromkeys(_faults(value, plan, plan.zone_at(path))):
                yield Finding("CAL007", Severity.ERROR, fault, (said_at(value.text, path),))


@rule("CAL008", "Offset wrong for the day", Severity.ERROR)
def wrong_offset(plan: Plan) -> Findings:
    """What: The offset of a time stamp is not that of the event’s zone on that day (nor that of UTC itself).

    Why: The document seems to have come out an hour earlier or later, for an embargo that is an hour too much.

    Bad: 2022-10-13 19:52:45-05:00 in Washington, which has -04:00 in October.

    Good: 2022-10-13 19:52:45-04:00.

    Source: IANA time zone database; the White House’s fact sheet of October 13, 2022 has it right.
    """
    for number, release in enumerate(plan.event.releases):
        stamp = release.published
        if stamp is None or not stamp.offset_minutes:
            continue
        right = offset_minutes(instant_of_stamp(stamp, plan.event.zone), plan.event.zone)
        if stamp.offset_minutes != right:
            message = (
                f"“{stamp.text}” has the offset {offset_words(stamp.offset_minutes)}, but {plan.event.zone} has "
                f"{offset_words(right)} then. Correct the offset, or the time with it."
            )
            yield Finding(
                "CAL008", Severity.ERROR, message, (said_at(stamp.text, f"releases[{number}].published"),)
            )


@rule("CAL009", "Deadline that cannot be kept", Severity.ERROR)
def deadlines(plan: Plan) -> Findings:
    """What: A deadline lies after the start of the event, or before its notice (before the first revision of the file,
    where it has no notice). Like every time of the file it is in the event’s zone, which the papers print with it.

    Why: A deadline before the notice shuts everybody out; one after the start is none.

    Bad: RSVP by March 6, 5:00 p.m., for an event on that morning.

    Good: RSVP by Monday, March 5, 2018, 5:00 p.m.

    Source: Logic.
    """
    yield from contradictions_of(plan, "CAL009")
    items = plan.event.registration.deadlines if plan.event.registration else ()
    undecided = (item.what for item in items if item.by.shape is Shape.TO_BE_DETERMINED)
    unknown = [f"the time of the deadline “{what}”" for what in undecided]
    start = plan.moment("event.start")
    if items and (start is None or start.exact is None):
        unknown.append("the start of the event")
    if items and not _day_of_first_word_is_known(plan):
        unknown.append("the day of the notice")
    yield from not_checked("CAL009", unknown)


@rule("CAL010", "Time that may be morning or evening", Severity.ERROR)
def half_of_the_day(plan: Plan) -> Findings:
    """What: A time in a text has neither a.m. nor p.m. and is not clearly of the 24-hour clock (error). Or some times
    of the sessions and deadlines have a.m. or p.m., and others, bare, are read as the morning’s (note).

    Why: Is “6:15” breakfast or dinner?

    Bad: “Final access is 10:20 from the 23rd Street Entrance.” A start at 9:00 a.m. and another at 6:15.

    Good: “Final access is 10:20 a.m.”; “final access is 10:20, the availability 13:30”, which is the 24-hour clock;
    a start at 9:00 a.m. and another at 6:15 p.m.

    Source: House practice.
    """
    for path, text in free_texts(plan):
        if unclear := [f"{found['hour']}:{found['minute']}" for found in _unclear_times(text)]:
            message = (
                f"{' and '.join(f'“{time}”' for time in unclear)}: morning or evening? Write a.m. or p.m., or the "
                "24-hour clock as 09:00 or 13:30."
            )
            yield Finding("CAL010", Severity.ERROR, message, (said_at(f"the text has {unclear[0]}", path),))
    yield from _bare_among_others(plan)


def _day_of_first_word_is_known(plan: Plan) -> bool:
    """Whether the file dates a notice, or the first revision of the event itself."""
    notices = (release for release in plan.event.releases if release.kind == "notice")
    dated = any(release.published or release.date for release in notices)
    return dated or plan.event.revision.number == 1


_ANY_CLOCK: Final = re.compile(
    r"(?<![\w:./,$€£-])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?![:\w])"
    r"(?! ?(?:-|–|to|until|and|or) ?\d{1,2}(?::\d{2})? ?[ap]\.? ?m\b)"
    r"(?P<said>(?:,? ?(?:[ap]\.? ?m\b|noon|midnight|h\b|hrs\b|hours\b|horas\b|heures\b|Uhr\b))|"
    r" (?:in the (?:morning|afternoon|evening)|at night|de la (?:mañana|tarde|noche)))?",
    re.IGNORECASE,
)


def _times(plan: Plan) -> Iterator[tuple[str, When, str]]:
    """All clock times of the file, with their places and zones."""
    for path, _, value, _ in plan.times:
        if isinstance(value, When) and value.clocks:
            yield path, value, plan.zone_at(path)


def _instant(clock: Clock, plan: Plan, zone_name: str | None) -> Instant | None:
    """The instant of a reading in a zone; None where the zone is unknown or the hour is no single one (CAL007)."""
    if zone_name is None:
        return None
    try:
        return instant_of(clock, plan.event.date.date, zone_name)
    except MomentError:
        return None


def _in_zone(moment: Instant, zone_name: str) -> str:
    return time_words(wall(moment, zone_name).time())


def _faults(value: When | Stamp, plan: Plan, zone_name: str) -> Iterator[str]:
    """Why the hours of a time cannot be: each is looked at in the zone of its letters."""
    day = plan.event.date.date
    if isinstance(value, Stamp) and value.offset_minutes is None:
        readings: list[tuple[Clock, str | None]] = [(Clock(value.time, value.day), zone_name)]
    elif isinstance(value, When) and value.clocks:
        readings = zones_of_readings(value, plan.event, zone_name)
    else:
        return
    for clock, zone_of_reading in readings:
        try:
            instant_of(clock, day, zone_of_reading or zone_name)
        except MomentError as error:
            yield str(error)


def offset_words(minutes: int) -> str:
    """An offset from UTC as a time stamp has it: ``-04:00``."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _bare_among_others(plan: Plan) -> Findings:
    """The plan's times that are read as the morning's, in a file that says a.m. or p.m. with others."""
    times = [
        (path, when, clock)
        for path, when, _ in _times(plan)
        if path.startswith(("sessions", "registration"))
        for clock in when.clocks
    ]
    bare = [(path, when, hour) for path, when, clock in times if (hour := _bare_hour(when, clock))]
    if bare and any(clock.twelve_hour for _, _, clock in times):
        hours = the_first(list(dict.fromkeys(hour for _, _, hour in bare)))
        message = (
            f"{listed(hours)} {'is' if len(hours) == 1 else 'are'} read as {listed(hours)} in the morning, as other "
            f"times of this file have a.m. or p.m. and {'this has' if len(hours) == 1 else 'these have'} none. "
            f"Write {hours[0]} p.m. if the afternoon or evening is meant, else {hours[0]} a.m."
        )
        facts = tuple(dict.fromkeys(said_at(when.text, path) for path, when, _ in bare))
        yield Finding("CAL010", Severity.NOTE, message, facts)


def _bare_hour(when: When, clock: Clock) -> str:
    """A reading as written, if it has an hour from 1 to 11 with no zero before it, and neither a.m. nor p.m."""
    if clock.twelve_hour or not 1 <= clock.time.hour <= 11:
        return ""
    found = re.search(rf"(?<!\d){clock.time.hour}[:.]{clock.time.minute:02}", when.text)
    return found[0] if found else ""


def with_half(text: str, half: str) -> str | None:
    """The text with ``a.m.`` or ``p.m.`` at its one time that CAL010 finds unclear; None where there are several."""
    unclear = _unclear_times(text)
    if len(unclear) != 1:
        return None
    before, after = text[: unclear[0].end()], text[unclear[0].end() :]
    return f"{before} {half}{after.removeprefix('.')}"


def _unclear_times(text: str) -> list[re.Match[str]]:
    """The times of a text that leave the half of the day open; none where another time shows the 24-hour clock."""
    times = list(_ANY_CLOCK.finditer(text))
    if any(found["hour"].startswith("0") or 13 <= int(found["hour"]) <= 23 for found in times):
        return []
    return [found for found in times if not found["said"] and 1 <= int(found["hour"]) <= 12]
