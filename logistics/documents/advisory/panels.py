"""The panels and sections of an advisory: livestreams, accounts, credentials, contacts, ground rules, embargoes."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from logistics.documents.advisory.blocks import Panel, Run, Text
from logistics.documents.advisory.links import address_of, linked
from logistics.documents.advisory.press import Source, paragraphs
from logistics.documents.wording import Wording
from logistics.model import Contact, Deadline, Livestream, Release, Session
from logistics.plan import points
from logistics.plan.words import capital, listed


def panels(source: Source) -> tuple[Panel, ...]:
    """Those for which there are facts, in order."""
    words, event = source.words, source.programme.event
    found = (
        Panel(words("panel.livestream"), tuple(_streams(source))),
        Panel(words("panel.accounts"), tuple(_accounts(source))),
        Panel(_entry_title(source), tuple(_entry(source))),
        Panel(
            words("panel.contact"), tuple(line for item in event.contacts for line in _contact(words, item))
        ),
    )
    return tuple(panel for panel in found if panel.paragraphs)


def sections(source: Source, notice: Release | None) -> tuple[Panel, ...]:
    """Ground rules, and the documents that are under an embargo beside this notice."""
    words, event = source.words, source.programme.event
    rules = paragraphs(event.ground_rules or "")
    embargoed = [item for item in event.releases if item.embargo and item is not notice]
    found = (
        Panel(words("section.ground rules"), tuple((Run(text),) for text in rules)),
        Panel(words("section.embargoed"), tuple(_embargoed(source, item) for item in embargoed)),
    )
    return tuple(panel for panel in found if panel.paragraphs)


def embargo(source: Source, item: Release) -> str:
    """``Embargoed until 7:00 p.m. EST, December 13, 2017``."""
    told = source.times.alone(points.embargo(item), item.embargo)
    return source.words("embargoed", when=told.after_a_word)


def _embargoed(source: Source, item: Release) -> Text:
    key = "release.by" if item.issuer else "release"
    title = source.words(key, kind=capital(item.kind.value), issuer=item.issuer, title=item.title)
    return (Run(f"{title}. {embargo(source, item)}."),)


def _streams(source: Source) -> Iterator[Text]:
    """One sentence for all that is streamed alike without a time of its own; one for each other stream."""
    alike: dict[tuple[object, ...], list[tuple[Session, int]]] = {}
    for session in source.sessions:
        by_terms: dict[tuple[object, ...], list[int]] = {}
        for number, stream in enumerate(session.livestreams):
            by_terms.setdefault(_terms(source, session, number, stream), []).append(number)
        for terms, numbers in by_terms.items():
            addresses = tuple(session.livestreams[number].address for number in numbers)
            timed = session.id if terms[0] or terms[1] else ""
            alike.setdefault((*terms, addresses, timed), []).extend((session, number) for number in numbers)
    for group in alike.values():
        yield _stream_sentence(source, group)


def _terms(source: Source, session: Session, number: int, stream: Livestream) -> tuple[object, ...]:
    day = source.times.day_of(session)
    return (
        source.times.told(points.stream_start(session, number), stream.at, day, zoned=True).text,
        source.times.told(points.stream_end(session, number), stream.until, day, zoned=True).text,
        stream.covers,
        stream.language,
        stream.captions,
        source.mark(session) if source.status(session).is_off else "",
    )


def _stream_sentence(source: Source, group: list[tuple[Session, int]]) -> Text:
    words, times = source.words, source.times
    session, number = group[0]
    stream, day = session.livestreams[number], times.day_of(session)
    start = times.told(points.stream_start(session, number), stream.at, day, zoned=True)
    until = times.told(points.stream_end(session, number), stream.until, day, zoned=True)
    at = words(f"at.{start.manner.value}", time=start.text) if start else ""
    if until:
        at += words("stream.until", time=until.after_a_word)
    rest = words("stream.language", language=words.language_name(stream.language)) if stream.language else ""
    if stream.captions:
        rest += words("stream.captions")
    named = dict.fromkeys(source.names.reference(one.id) for one, _ in group)
    what = capital(listed(list(named)))
    if stream.covers and stream.covers.casefold() not in what.casefold():
        what = words("covers", part=capital(stream.covers), session=listed(list(named)))
    addresses = dict.fromkeys(one.livestreams[index].address for one, index in group)
    where = _listed([linked(address) for address in addresses])
    sentence = composed(words.words["stream"], what=what, at=at, where=where, rest=rest)
    mark = source.mark(session) if source.status(session).is_off else ""
    return (*sentence, Run(f" {mark}.")) if mark else sentence


def composed(template: str, **parts: str | Text) -> Text:
    """A sentence of the catalogue whose parts may hold links."""
    runs: list[Run] = []
    for literal, name, _, _ in Formatter().parse(template):
        part = parts[name] if name else ""
        runs += [Run(literal), *((Run(part),) if isinstance(part, str) else part)]
    return _joined(runs)


def _joined(runs: list[Run]) -> Text:
    """The runs with neighbours that lead nowhere made one, and without empty ones."""
    result: list[Run] = []
    for run in runs:
        if result and not run.address and not result[-1].address:
            result[-1] = Run(result[-1].text + run.text)
        elif run.text:
            result.append(run)
    return tuple(run for run in result if run.text)


def _listed(items: list[Run]) -> Text:
    """``a``, ``a and b``, ``a, b, and c``, each with its link: ``listed`` puts the words between."""
    marks = [f"\x00{number}\x00" for number in range(len(items))]
    pieces = listed(marks).split("\x00")
    return tuple(
        items[int(piece)] if number % 2 else Run(piece) for number, piece in enumerate(pieces) if piece
    )


def _accounts(source: Source) -> Iterator[Text]:
    """One line for accounts of one platform of which the same is said."""
    words = source.words
    alike: dict[tuple[str, str | None, str | None], list[str]] = {}
    for account in source.programme.event.accounts:
        alike.setdefault((account.platform, account.language, account.note), []).append(account.handle)
    for (platform, tag, note), handles in alike.items():
        language = words.language_name(tag) if tag else ""
        key = "account.language" if language else "account"
        text = words(key, platform=platform, language=language, handles=listed(handles))
        yield (Run(words("account.note", account=text, note=note) if note else text),)


def _entry_title(source: Source) -> str:
    event = source.programme.event
    if event.credentials and event.registration:
        return source.words("panel.credentials and registration")
    return source.words("panel.credentials" if event.credentials else "panel.registration")


def _entry(source: Source) -> Iterator[Text]:
    event = source.programme.event
    yield from ((Run(text),) for text in paragraphs(event.credentials or ""))
    if not event.registration:
        return
    yield from ((Run(text),) for text in paragraphs(event.registration.how or ""))
    if event.registration.address:
        yield composed(source.words.words["register"], address=(linked(event.registration.address),))
    for number, deadline in enumerate(event.registration.deadlines):
        yield (Run(_deadline(source, number, deadline)),)


def _deadline(source: Source, number: int, deadline: Deadline) -> str:
    when = source.times.alone(points.deadline(number), deadline.by)
    by = source.words("time.by", time=when.after_a_word)
    text = when.text if when.manner.is_open else by
    key = "deadline.for" if deadline.for_ else "deadline"
    return source.words(key, what=deadline.what, whom=deadline.for_, when=text)


def _contact(words: Wording, contact: Contact) -> Iterator[Text]:
    named = words("contact.role", name=contact.name, role=contact.role) if contact.role else contact.name
    yield (Run(named),)
    if contact.phone:
        yield (Run(contact.phone),)
    if contact.email:
        address = address_of(contact.email)
        yield (Run(contact.email, address if address.startswith("mailto:") else ""),)
