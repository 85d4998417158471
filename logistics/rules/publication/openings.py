"""The opening of a release: its tense and its “today” against the day it goes out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from logistics.model import Event, Release, Session
from logistics.moments import Instant
from logistics.plan import Plan, points
from logistics.plan.names import the_first
from logistics.plan.words import date_words, sentence
from logistics.rules.base import Finding, Severity, Unchecked, not_checked, rule, said_at
from logistics.rules.overlaps import stays
from logistics.rules.publication.papers import dated, day_of_release, release_words
from logistics.rules.texts import UNREAD, in_english, sentences

Findings = Iterator[Finding | Unchecked]
Window = tuple[Instant, Instant]


def _openings(plan: Plan, code: str, unread: list[Unchecked]) -> Iterator[tuple[str, Release, str]]:
    """Each opening that can be read, as (place of the release, release, opening); the others go to ``unread``."""
    for number, item in enumerate(plan.event.releases):
        if item.opening and in_english(item.language or plan.event.language):
            yield f"releases[{number}]", item, item.opening
        elif item.opening and not unread:
            unread.append(Unchecked(code, UNREAD))


_HAPPENED = re.compile(
    r"(?<!\bbe )(?<!\bbeing )(?<!\bis )(?<!\bare )"
    r"\b(met|(?:co-?)?hosted|convened|held|discussed|signed|concluded|welcomed|gathered|joined|participated|took part"
    r"|attended|(?:co-?)?chaired|reviewed|reaffirmed|spoke|delivered|exchanged)\b(?! by\b)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|plans? to|(?:is|are|scheduled|expected) to|intends? to)\b", re.IGNORECASE
)
_LONG_AGO = re.compile(
    r"\b(?:ago|last (?:week|month|year|spring|summer|fall|autumn|winter))\b", re.IGNORECASE
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATE = re.compile(
    rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b|\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b", re.IGNORECASE
)


@rule("PUB006", "Past tense before the end", Severity.ERROR)
def past_tense(plan: Plan) -> Findings:
    """What: A release tells of the event in the past tense, and goes out before the event is over.

    Why: If the day goes another way, the office has announced what never happened.

    Bad: A fact sheet at 8:00 a.m. that begins “Today the two delegations met”, for a dialogue at 9:00 a.m.

    Good: The same fact sheet in the evening, or “Today the two delegations will meet”.

    Source: The White House’s fact sheet of October 13, 2022 came out hours after the last joint session (A).
    """
    unread: list[Unchecked] = []
    missing = []
    for path, item, opening in _openings(plan, "PUB006", unread):
        verb = _tells_as_past(opening, plan.event)
        if verb is None:
            continue
        out, ends = _goes_out(plan, item), _ends(plan, item)
        if out is None:
            missing.append(f"when {release_words(item)} goes out")
        elif ends is None:
            missing.append(f"when the sessions end that {release_words(item)} is about")
        elif out[1] < ends[0]:
            message = (
                f"{sentence(f'{release_words(item)} says “{verb}”, but goes out before the event is over')} "
                "Send it later, or write what is going to happen."
            )
            facts = (said_at(f"the opening says “{verb}”", f"{path}.opening"), dated(item, path))
            yield Finding("PUB006", Severity.ERROR, message, facts)
        elif out[0] < ends[1]:
            missing.append(f"the hour at which {release_words(item)} goes out, or at which its sessions end")
    yield from not_checked("PUB006", the_first(missing))
    yield from unread


def _tells_as_past(opening: str, event: Event) -> str | None:
    """The verb of the first sentence that tells of this event as past, if one does."""
    first = sentences(opening)[0]
    verb = _HAPPENED.search(first)
    of_another_day = any(day not in _days_of(event) for day in _dates_in(first))
    if verb is None or _AHEAD.search(first) or _LONG_AGO.search(first) or of_another_day:
        return None
    return verb[1]


def _dates_in(text: str) -> list[tuple[int, int]]:
    """The dates of a text as (month, day)."""
    return [
        (_MONTHS.index((found[1] or found[4]).casefold()) + 1, int(found[2] or found[3]))
        for found in _DATE.finditer(text)
    ]


def _days_of(event: Event) -> frozenset[tuple[int, int]]:
    """The event's days as (month, day)."""
    first, last = event.date.date, (event.last_date or event.date).date
    days = (first + dt.timedelta(days=number) for number in range(min((last - first).days, 366) + 1))
    return frozenset((day.month, day.day) for day in days)


def _goes_out(plan: Plan, item: Release) -> Window | None:
    """From when to when a release may have gone out; an embargo holds it back."""
    moment, embargo = plan.moment(points.release(item)), plan.moment(points.embargo(item))
    if moment is None or moment.said is None or moment.said.first is None or moment.said.last is None:
        return None
    first, last = moment.said.first, moment.said.last
    last = last if first == last else last - 1  # a day does not include the midnight that ends it
    if embargo is not None:
        first = max(first, first if embargo.earliest is None else embargo.earliest)
        last = max(last, 2**62 if embargo.latest is None else embargo.latest)
    return first, last


def _ends(plan: Plan, item: Release) -> Window | None:
    """The last end of what a release is about: surely not before, and (by the last start, if unsaid) by when."""
    about = [stay for stay in stays(plan) if not item.about or stay.session.id in item.about]
    known = [by for stay in about if (by := _over_by(plan, stay.session)) is not None]
    if not known:
        return None
    surely = max(stay.surely[1] for stay in about)
    return surely, max(*known, surely)


def _over_by(plan: Plan, session: Session) -> Instant | None:
    for point in (points.end(session), points.start(session)):
        moment = plan.moment(point)
        if moment is not None and moment.exact is not None:
            return moment.exact
        if moment is not None and moment.said is not None and moment.said.last is not None:
            return moment.said.last
    return None


_DAY_WORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_DAY_WORD = re.compile(rf"\b({'|'.join(_DAY_WORDS)})\b(?!['’]s)", re.IGNORECASE)


@rule("PUB007", "“Today” that is another day", Severity.ERROR)
def wrong_day_word(plan: Plan) -> Findings:
    """What: A release says today, tomorrow or yesterday of the event, and counted from the day of its publication
    the event is on another day.

    Why: Readers count from the date over the text, and come on the wrong day or quote it wrongly.

    Bad: “Today they met”, published ten minutes after midnight.

    Good: “On October 13 they met”, or “Yesterday they met”.

    Source: The White House’s fact sheet of October 13, 2022 says “today” on the day itself (A).
    """
    unread: list[Unchecked] = []
    missing = []
    event = plan.event
    for path, item, opening in _openings(plan, "PUB007", unread):
        words = _day_words(opening, event)
        published = day_of_release(item, event)
        if words and published is None:
            missing.append(f"the day on which {release_words(item)} is published")
        for word in words if published else ():
            day = published + dt.timedelta(days=_DAY_WORDS[word]) if published else event.date.date
            if not event.date.date <= day <= (event.last_date or event.date).date:
                message = (
                    f"{sentence(f'{release_words(item)} says “{word}”, which by its date is {date_words(day)}')} "
                    f"The event is on {date_words(event.date.date)}. Write the date instead."
                )
                facts = (said_at(f"the opening says “{word}”", f"{path}.opening"), dated(item, path))
                yield Finding("PUB007", Severity.ERROR, message, facts)
    yield from not_checked("PUB007", the_first(missing))
    yield from unread


def _day_words(opening: str, event: Event) -> list[str]:
    """Today, tomorrow and yesterday, each once, where they can only mean the event.

    A sentence that also names the day itself (“announced today that on October 13 …”) speaks of two days.
    """
    undated = [text for text in sentences(opening) if not any(d in _days_of(event) for d in _dates_in(text))]
    return list(dict.fromkeys(found[1].lower() for text in undated for found in _DAY_WORD.finditer(text)))
