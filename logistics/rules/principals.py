"""PRN: principals, their names and where they are."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from logistics.model import Event, Level, Person
from logistics.plan import Fact, Plan
from logistics.plan.names import the_first
from logistics.plan.words import listed, sentence
from logistics.rules.base import Finding, Severity, Unchecked, going_ahead, not_checked, rule, said_at
from logistics.rules.clashes import MEND, Clash
from logistics.rules.overlaps import Order, Stay, missing_times, stays, sure_overlaps, unsure
from logistics.rules.texts import folded, free_texts


@rule("PRN001", "A principal in two places at one time", Severity.ERROR)
def in_two_places(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: Somebody is named for two sessions that are on at one time.

    Why: One of the two will begin late or without the person whom the press came for. A spray at the top of a
    meeting, and whatever the file says is before or after it, is no clash.

    Bad: The minister in a bilateral meeting from 2:00 to 3:00 p.m. and at a stakeout at 2:30 p.m.

    Good: The stakeout at 3:10 p.m.

    Source: Logic.
    """
    order, names = Order(plan), plan.names
    clashes: dict[tuple[Stay, tuple[Stay, ...]], list[str]] = defaultdict(list)
    unclear: set[Stay] = set()
    speaking = _sessions_of_each(plan)
    for who, group in speaking.items():
        for stay, others in sure_overlaps(group, order):
            clashes[stay, others].append(who)
        unclear |= unsure(group, order)
    for (stay, others), people in clashes.items():
        yield _in_two_places(people, plan, names, (stay, *others))
    nobody = ["who takes part in the sessions"] if not speaking and len(names) > 1 else []
    yield from not_checked("PRN001", the_first([*missing_times(unclear, names), *nobody]))


def _sessions_of_each(plan: Plan) -> dict[str, list[Stay]]:
    """By each speaker's name the sessions that name them, each session once."""
    called: dict[str, str] = {}
    speaking: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays(plan):
        for words in stay.session.speakers:
            if words not in called:
                person = plan.event.person_named(words)
                called[words] = person.name if person else words
            if stay not in speaking[called[words]][-1:]:
                speaking[called[words]].append(stay)
    return speaking


def _in_two_places(
    people: list[str], plan: Plan, names: Mapping[str, str], group: tuple[Stay, ...]
) -> Finding:
    clash = Clash(plan, names, group)
    says = f"{listed(people)} would be at {listed(clash.sessions)}"
    message = f"{sentence(says)} {clash.length} {MEND}"
    said = [f"the speakers of {names[stay.session.id]} include {listed(people)}" for stay in group]
    return Finding("PRN001", Severity.ERROR, message, clash.facts("speakers", said))


@rule("PRN003", "A speaker who is nobody of the event", Severity.ERROR)
def nobody_of_the_event(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: A session names somebody who is in none of the delegations.

    Why: Such a name is often left over from the template of an earlier meeting, and papers then announce somebody who
    left office long ago.

    Bad: A spray with Defense Minister Onodera at a meeting that announces Defense Minister Iwaya.

    Good: The same name at the session as in the delegation.

    Source: Notice of the U.S.-Japan meeting of April 19, 2019 (A).
    """
    event = plan.event
    places: dict[str, list[str]] = defaultdict(list)
    for number, session in enumerate(event.sessions):
        for which, words in enumerate(session.speakers):
            places[words].append(f"sessions[{number}].speakers[{which}]")
    if places and not event.people:
        yield from not_checked("PRN003", ("the people of the delegations",))
        return
    for words, paths in places.items():
        if event.person_named(words) is None:
            message = f"{_not_known(event, words)} {_offer(event, words)}"
            facts = tuple(said_at(f"“{words}” speaks", path) for path in paths)
            yield Finding("PRN003", Severity.ERROR, message, facts)


def _not_known(event: Event, words: str) -> str:
    if any(person.family.casefold() == words.casefold() for person in event.people):
        return f"“{words}” is the family name of several people of this event."
    return f"“{words}” is to speak, but is in no delegation of this event."


def people_meant(event: Event, words: str) -> list[Person]:
    """Who may be meant by a name that is nobody's: whose name it is with other accents, in part, or but for a slip."""
    wanted = folded(words)
    same = [person for person in event.people if wanted in (folded(person.name), folded(person.family))]
    within = [person for person in event.people if f" {wanted}".endswith(f" {folded(person.family)}")]
    by_name = {folded(name): person for person in event.people for name in (person.name, person.family)}
    near = [by_name[name] for name in difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.8)]
    return next((people for people in (same, within, near) if people), [])


def _offer(event: Event, words: str) -> str:
    wanted = folded(words)
    office = [person for person in event.people if person.title and folded(person.title) in wanted]
    if meant := people_meant(event, words):
        return f"Did you mean {listed([_with_id(person) for person in meant[:3]], 'or')}?"
    if office:
        return f"The {office[0].title} of this event is {office[0].name}."
    return "Write the name as the delegations have it, or add the person there."


def _with_id(person: Person) -> str:
    return f"{person.name} (“{person.id}”)"


@rule("PRN004", "Nobody is named as speaking to the press", Severity.WARNING)
def no_speakers(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: A press availability or press conference does not say who will speak.

    Why: Desks decide by the names whether to send a crew, and writers prepare their questions for them.

    Bad: A joint press availability after the dialogue, without names.

    Good: A joint press availability with both foreign ministers.

    Source: State Department notices of May 18, 2017 and October 13, 2022 list the speakers, that of December 14, 2017
    does not (A).
    """
    names = plan.names
    for path, session in going_ahead(plan):
        if session.kind.takes_questions and not session.speakers:
            message = f"It is not said who will speak at {names[session.id]}. List its speakers."
            fact = said_at(f"{names[session.id]} has no speakers", path)
            yield Finding("PRN004", Severity.WARNING, message, (fact,))


@rule("PRN006", "A name that is not given in full or in one way", Severity.WARNING)
def name_not_in_full(plan: Plan) -> Iterator[Finding | Unchecked]:
    """What: Somebody has no given name or no title in the file; or a text spells a family name with other accents or
    capitals than the delegation does.

    Why: At first mention a reader needs given name, family name and office to know who is meant, and an archive finds
    one spelling only.

    Bad: Acting Attorney General Elias Beltran.

    Good: Acting Attorney General Alberto Elías Beltrán.

    Source: Practice of the State Department's notices; the notice of December 13, 2017 lacks one given name (A).
    """
    for path, person in _people(plan.event):
        gaps = [what for what, said in (("given name", person.given), ("title", person.title)) if not said]
        if gaps:
            office = f" ({person.title})" if person.title else ""
            them = "it" if len(gaps) == 1 else "them"
            message = (
                f"No {listed(gaps, 'and no')} for {person.name}{office}. Ask the delegation and add {them}."
            )
            fact = said_at(f"{person.name} has no {listed(gaps, 'and no')}", path)
            yield Finding("PRN006", Severity.WARNING, message, (fact,))
    yield from _spelled_in_two_ways(plan)


def _people(event: Event) -> Iterator[tuple[str, Person]]:
    for number, delegation in enumerate(event.delegations):
        for key, people in (
            ("members", delegation.members),
            ("also_participating", delegation.also_participating),
        ):
            for which, person in enumerate(people):
                yield f"delegations[{number}].{key}[{which}]", person


_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def _spelled_in_two_ways(plan: Plan) -> Iterator[Finding]:
    families: dict[str, set[str]] = defaultdict(set)
    for person in plan.event.people:
        families[folded(person.family)].add(person.family)
    lengths = sorted({len(_WORD.findall(family)) for family in families if _WORD.search(family)})
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for path, text in free_texts(plan, Level.PRESS):
        as_a_whole = folded(text)
        for words in _runs_of_words(text, lengths) if any(name in as_a_whole for name in families) else ():
            known = sorted(families.get(folded(words), ()))
            if known and not words.isupper() and not any(_same_spelling(words, family) for family in known):
                found[known[0], words].append(said_at(f"“{words}” stands there", path))
    for (family, words), facts in found.items():
        message = f"{family} is also spelled “{words}”. Use one spelling everywhere: the one the person uses."
        yield Finding("PRN006", Severity.WARNING, message, tuple(facts))


def _same_spelling(words: str, family: str) -> bool:
    """Whether the two differ in nothing, or only in the capital that a sentence or a common noun gives or takes."""
    return (
        words[1:] == family[1:]
        and folded(words[0]) == folded(family[0])
        and words[0].casefold() == family[0].casefold()
    )


def _runs_of_words(text: str, lengths: list[int]) -> Iterator[str]:
    """Every run of so many words, on one line."""
    words = list(_WORD.finditer(text))
    for length in lengths:
        for first, last in zip(words, words[length - 1 :], strict=False):
            yield " ".join(text[first.start() : last.end()].split())
