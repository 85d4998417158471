"""From a programme to its advisory: the masthead, the facts, and who meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from logistics.disclosure import Programme
from logistics.documents.advisory.blocks import Advisory, Delegation, Fact, Person, Run, Strip
from logistics.documents.advisory.panels import embargo, panels, sections
from logistics.documents.advisory.press import (
    Source,
    is_opportunity,
    main_meeting,
    opportunities,
    paragraphs,
    relation,
    schedule,
)
from logistics.documents.sessions import in_order, names
from logistics.documents.times import Manner, Times
from logistics.documents.wording import NBSP, Wording, wording
from logistics.model import Delegation as Side
from logistics.model import Event, Release, ReleaseKind, Session, Shape, Status, Venue
from logistics.model import Person as Somebody
from logistics.model.clocks import instant_of_revision
from logistics.moments import letters
from logistics.plan import points
from logistics.plan.words import capital, clock_words

_FEW: Final = 3


def view(programme: Programme, language: str = "en") -> Advisory:
    """The advisory of a programme in a language. Raises NoSuchLanguage for one that we do not have."""
    words = wording(language)
    event = programme.event
    sessions = in_order(programme)
    called = names(sessions, words)
    source = Source(programme, sessions, words, called, Times(programme, words, called))
    notice = _notice(event)
    kind = "advisory" if notice and notice.kind is ReleaseKind.ADVISORY else "notice"
    date = words.date(event.revision.date.date)
    programme_of_the_day, access = schedule(source), opportunities(source)
    return Advisory(
        language=language,
        locale=words.locale.replace("_", "-"),
        text_language=event.language,
        issued=_issued(event),
        issuer=event.issuer.name,
        office=event.issuer.office or "",
        kind=words(f"kind.{kind}"),
        edition=words("edition", number=event.revision.number),
        place=event.issuer.place or "",
        date=_dateline(event, date),
        release=embargo(source, notice) if notice and notice.embargo else "",
        strips=tuple(_strips(words, event)),
        title=event.title,
        lead=tuple(_lead(words, event)),
        facts=tuple(_facts(source)),
        who_title=words("label.who") if event.delegations else "",
        who=tuple(_delegation(words, side) for side in event.delegations),
        zone_note=source.times.zone_note if programme_of_the_day or access else "",
        programme_title=words("section.programme") if programme_of_the_day else "",
        programme=programme_of_the_day,
        access_title=words("section.access") if access else "",
        access=access,
        sections=sections(source, notice),
        panels=panels(source),
        end=words("end"),
        footer=words("edition.dated", number=event.revision.number, date=date),
        more=words("more"),
        page=words.words["page"],
    )


def _notice(event: Event) -> Release | None:
    """The release that the advisory is: the last notice or advisory that no other replaces."""
    replaced = {item.supersedes for item in event.releases}
    kinds = (ReleaseKind.NOTICE, ReleaseKind.ADVISORY)
    found = [item for item in event.releases if item.kind in kinds and item.id not in replaced]
    return found[-1] if found else None


def _issued(event: Event) -> int:
    return instant_of_revision(event.revision, event.zone)


def _dateline(event: Event, date: str) -> str:
    time = event.revision.time
    if time is None or time.shape is not Shape.EXACT:
        return date
    issued = _issued(event)
    return f"{date}, {clock_words(issued, event.zone)} {letters(issued, event.zone)}".replace(" ", NBSP)


def _strips(words: Wording, event: Event) -> Iterator[Strip]:
    if event.status is not Status.PLANNED:
        yield Strip(words(f"strip.{event.status.value}"), words(f"strip.{event.status.value}.text"))
    if event.invented:
        yield Strip(words("strip.invented"), event.invented)
    if event.language.split("-")[0] != words.language:
        language = words.language_name(event.language)
        yield Strip(words("strip.language"), words("strip.language.text", language=language))


def _lead(words: Wording, event: Event) -> Iterator[str]:
    yield from paragraphs(event.lead or "")
    background = paragraphs((event.series and event.series.background) or "")
    series = _series(words, event, " ".join([event.title, event.name or "", event.lead or "", *background]))
    yield from background[:-1] if series else background
    if series:
        yield f"{series} {background[-1]}" if background else series


def _series(words: Wording, event: Event, told: str) -> str:
    """A sentence about the series, of what the other texts do not tell already."""
    series = event.series
    if series is None:
        return ""
    ordinal = words.ordinal(series.ordinal) if series.ordinal else ""
    previous = words.date(series.previous.date) if series.previous else ""
    plain = told.replace(NBSP, " ").casefold()
    if previous.replace(NBSP, " ").casefold() in plain:
        previous = ""
    if ordinal and f"{ordinal} {series.name}".casefold() in plain:
        ordinal = ""
    key = (
        "ordinal.previous"
        if ordinal and previous
        else "ordinal"
        if ordinal
        else "previous"
        if previous
        else "name"
    )
    if key == "name" and series.name.casefold() in plain:
        return ""
    return words(f"series.{key}", ordinal=ordinal, series=series.name, previous=previous)


def _facts(source: Source) -> Iterator[Fact]:
    words, event = source.words, source.programme.event
    yield Fact(words("label.what"), ((Run(_what(source)),),))
    yield Fact(words("label.when"), ((Run(_when(source)),),), strong=True, struck=event.status.is_off)
    where = tuple((Run(_address(venue)),) for venue in event.venues)
    if where:
        yield Fact(words("label.where"), where)


def _what(source: Source) -> str:
    """What happens for the press, behind the event's own name. Of many opportunities the name or the number."""
    event, words = source.programme.event, source.words
    covered = [session for session in source.sessions if is_opportunity(session)]
    if len(covered) > _FEW:
        return event.name or words("what.many", count=len(covered))
    few = "; ".join(_in_a_list(source, session) for session in covered)
    if few and (called := event.name or _main_called(source)):
        return words("what.named", name=called, opportunities=few)
    return event.name or capital(few) or event.title


def _main_called(source: Source) -> str:
    """What the meeting is called whose time stands under When, so that nobody takes it for that of the press."""
    main = main_meeting(source)
    return source.names.heading(main) if main and not is_opportunity(main) else ""


def _in_a_list(source: Source, session: Session) -> str:
    """``camera spray before the dialogue``; where a programme follows, that tells what is before what."""
    heading = source.names.heading(session)
    called = heading if session.title else heading[:1].lower() + heading[1:]
    related = "" if schedule(source) else relation(source, session)
    return f"{called} {related}" if related else called


def _when(source: Source) -> str:
    """The day or days; with the time where there is one main meeting whose start is said."""
    words, event, times = source.words, source.programme.event, source.times
    first = words.date(event.date.date, "long")
    if event.last_date:
        return words("when.days", first=first, last=words.date(event.last_date.date, "long"))
    main = main_meeting(source)
    if main is None:
        return first
    told = times.told(points.start(main), main.start, event.date.date, zoned=True)
    if not told or told.manner is Manner.RELATIVE:
        return first
    key = {Manner.EXACT: "at", Manner.ABOUT: "at", Manner.WINDOW: "from", Manner.UNDETERMINED: "plain"}[
        told.manner
    ]
    time = words("time.unset", time=told.text) if told.manner is Manner.UNDETERMINED else told.text
    return words(f"when.{key}", date=first, time=time)


def _address(venue: Venue) -> str:
    """Name, street and city; a city that the address names already is not said twice."""
    city = (
        venue.city if venue.city and venue.city.casefold() not in (venue.address or "").casefold() else None
    )
    return ", ".join(filter(None, (venue.name, venue.address, city)))


def _delegation(words: Wording, side: Side) -> Delegation:
    also = tuple(_person(person) for person in side.also_participating)
    label = words("label.also") if also else ""
    return Delegation(side.name, tuple(_person(person) for person in side.members), label, also)


def _person(person: Somebody) -> Person:
    return Person(person.name, person.title or "")
