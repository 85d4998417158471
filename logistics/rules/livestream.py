"""LIV: livestreams and their times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from logistics.model import Coverage, Level, Session, Shape, When
from logistics.plan import Known, Plan, points
from logistics.plan.names import the_first
from logistics.rules.base import (
    Finding,
    Severity,
    Unchecked,
    contradictions_of,
    going_ahead,
    not_checked,
    rule,
    said_at,
)
from logistics.rules.texts import CLOCK_TIME, UNREAD, free_texts, in_english, sentences, short

Findings = Iterator[Finding | Unchecked]


@rule("LIV001", "Stream later than the start", Severity.ERROR)
def stream_after_start(plan: Plan) -> Findings:
    """What: A livestream goes live after its session has begun.

    Why: Those who watch miss the opening statements, which are what is quoted most.

    Bad: A stream from 10:45 a.m. of an availability at 10:30 a.m.

    Good: A stream from 10:30 a.m., or a little earlier.

    Source: Logic.
    """
    yield from contradictions_of(plan, "LIV001")


@rule("LIV002", "Only the stream’s time is stated", Severity.NOTE)
def only_stream_time(plan: Plan) -> Findings:
    """What: Of an availability or press conference no start is stated, only when its stream goes live.

    Why: The stream’s time is then taken as the start. It may be meant so, or the stream may open some minutes early:
    the office should know that a reader has to guess.

    Bad: An availability after the dialogue, streamed at 10:45 a.m. EST.

    Good: An availability at 10:45 a.m. EST, streamed from then.

    Source: Notice to the Press of December 13, 2017 (A).
    """
    names = plan.names
    for path, session in going_ahead(plan):
        if not session.kind.takes_questions or _is_a_time(session.start):
            continue
        of_the_whole = ((n, s.at) for n, s in enumerate(session.livestreams) if s.covers is None)
        number, at = next(((n, at) for n, at in of_the_whole if _is_a_time(at)), (0, None))
        if at:
            message = (
                f"Only the livestream’s time ({at.text}) is stated for {names[session.id]}: it is taken as the start. "
                "State the start, if it is another."
            )
            fact = said_at(f"the livestream is at {at.text}", f"{path}.livestreams[{number}].at")
            yield Finding("LIV002", Severity.NOTE, message, (fact,))


def _is_a_time(when: When | None) -> bool:
    return when is not None and when.shape is not Shape.TO_BE_DETERMINED


_PARTLY_CLOSED = (
    Coverage.SPRAY_AT_TOP,
    Coverage.POOLED_SPRAY_AT_TOP,
    Coverage.OPENING_REMARKS,
    Coverage.POOLED_OPENING_REMARKS,
)


@rule("LIV005", "Stream runs into the closed part", Severity.ERROR)
def stream_of_closed_part(plan: Plan) -> Findings:
    """What: The livestream of a session that is open only in part ends after the closed part has begun.

    Why: What is said behind closed doors would be on the air.

    Bad: Opening remarks until 10:40 a.m., the rest closed, and a stream until 10:50 a.m.

    Good: A stream until 10:40 a.m., or one that covers the opening remarks alone.

    Source: Public schedule of the State Department of October 13, 2022, which streams opening remarks only (A).
    """
    yield from contradictions_of(plan, "LIV005")
    unclear = []
    names = plan.names
    for _, session in going_ahead(plan):
        for stream in session.livestreams:
            if stream.covers is None and _has_closed_part(session):
                if not _is_a_time(stream.until):
                    unclear.append(f"the end of the livestream of {names[session.id]}")
                elif not _closing_is_known(plan, session):
                    unclear.append(f"when the press part of {names[session.id]} ends")
    yield from not_checked("LIV005", the_first(list(dict.fromkeys(unclear))))


def _has_closed_part(session: Session) -> bool:
    return session.coverage in _PARTLY_CLOSED or any(
        part.coverage is Coverage.CLOSED for part in session.parts
    )


def _closing_is_known(plan: Plan, session: Session) -> bool:
    part = next((part for part in session.parts if part.coverage is Coverage.CLOSED), None)
    moment = plan.moment(points.part_start(session, part)) if part else None
    return moment is not None and moment.known not in (Known.INFERRED, Known.UNKNOWN, Known.TO_BE_DETERMINED)


def with_zone(text: str, letters: str) -> str:
    """The text with a zone's letters beside each time that LIV014 finds without."""
    for sentence in sentences(text):
        if time := _bare_time_of_stream(sentence):
            ends = "." if time.end() == len(sentence) and sentence.endswith(".") else ""
            named = f"{sentence[: time.end()]} {letters}{ends}{sentence[time.end() :]}"
            text = text.replace(sentence, named, 1)
    return text


def _bare_time_of_stream(sentence: str) -> re.Match[str] | None:
    """The time of a sentence on a stream that names no zone."""
    time = CLOCK_TIME.search(sentence)
    return time if time and _STREAM.search(sentence) and not _ZONE.search(sentence) else None


_STREAM = re.compile(
    r"\b(?:(?:live[- ]?)?stream(?:s|ed|ing)?|web ?cast(?:s|ing)?"
    r"|(?:go(?:es)?|carried|shown|broadcast|aired|watch(?:ed)?) live|live (?:on|at|from))\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:[A-Z]{1,4}T|UTC|GMT)\b|\b(?:local|Eastern|Central|Mountain|Pacific|\w+ (?:standard|daylight|summer)) time\b",
)


@rule("LIV014", "A stream’s time without its zone", Severity.ERROR)
def stream_without_zone(plan: Plan) -> Findings:
    """What: A text for readers says when something is streamed, and not in which time zone.

    Why: A stream is watched from everywhere. A note or an opening goes out as it is written; times in the fields of
    the file need no letters, as the papers add them.

    Bad: The availability will be streamed live at 10:45 a.m.

    Good: The availability will be streamed live at 10:45 a.m. EST.

    Source: Notice to the Press of December 13, 2017, which gives the zone with the stream’s time (A).
    """
    if not in_english(plan.event.language):
        yield Unchecked("LIV014", UNREAD)
        return
    for path, text in free_texts(plan, Level.PRESS):
        for sentence in sentences(text):
            if time := _bare_time_of_stream(sentence):
                message = (
                    f"The stream’s time “{time[0]}” stands without its zone. "
                    "Write it with the zone’s letters, such as EST."
                )
                fact = said_at(f"“{short(sentence)}”", path)
                yield Finding("LIV014", Severity.ERROR, message, (fact,))
