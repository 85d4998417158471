"""The words of a notice: its zone, its terms for access, its contact and its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from logistics.model import Category, Level, ReleaseKind, Session, Step, When
from logistics.plan import Plan
from logistics.plan.names import the_first
from logistics.plan.words import press_words, step_words
from logistics.rules.base import Finding, Severity, Unchecked, going_ahead, rule, said_at
from logistics.rules.texts import folded

Findings = Iterator[Finding | Unchecked]


@rule("PUB013", "The zone with some times only", Severity.WARNING)
def zone_on_some_times(plan: Plan) -> Findings:
    """What: Some clock times of the file carry zone letters, and others do not.

    Why: A reader abroad wonders whether the bare ones are meant in the same zone.

    Bad: Pick-up at 8:30 a.m., pre-set at 10:00 a.m., and the stream at 10:45 a.m. EST.

    Good: EST with every time; or with none, as the event’s zone then stands for all.

    Source: Notice to the Press of December 13, 2017: one time of five has its zone (A).
    """
    times = [stated for path, session in going_ahead(plan) for stated in _times_in_print(path, session)]
    with_zone = [when.text for _, when in times if any(clock.letters for clock in when.clocks)]
    without = [when.text for _, when in times if not any(clock.letters for clock in when.clocks)]
    if with_zone and without:
        message = (
            f"Of {len(times)} clock times, {len(with_zone)} {'has its' if len(with_zone) == 1 else 'have their'} zone "
            f"({', '.join(the_first(with_zone))}) and {len(without)} {'has' if len(without) == 1 else 'have'} none "
            f"({', '.join(the_first(without))}). Write the zone with all of them, or with none."
        )
        facts = tuple(said_at(when.text, path) for path, when in times)
        yield Finding("PUB013", Severity.WARNING, message, facts)


def _times_in_print(path: str, session: Session) -> Iterator[tuple[str, When]]:
    """The clock times of a session that a notice prints, each with its place."""
    if session.shown_to > Level.PRESS:
        return
    stated: list[tuple[str, When | None]] = [(f"{path}.start", session.start), (f"{path}.end", session.end)]
    for number, part in enumerate(session.parts):
        if part.shown_to <= Level.PRESS:
            where = f"{path}.parts[{number}]"
            stated += [(f"{where}.start", part.start), (f"{where}.end", part.end)]
    for number, entry in enumerate(session.access):
        if entry.audience <= Level.PRESS:
            keys = (("at", entry.at), ("from", entry.from_), ("by", entry.by), ("between", entry.between))
            stated += [(f"{path}.access[{number}].{key}", when) for key, when in keys]
    for number, stream in enumerate(session.livestreams):
        if stream.audience <= Level.PRESS:
            where = f"{path}.livestreams[{number}]"
            stated += [(f"{where}.at", stream.at), (f"{where}.until", stream.until)]
    yield from ((place, when) for place, when in stated if when is not None and when.clocks)


_CAMERAS = (Category.VIDEO, Category.STILLS, Category.POOL)


@rule("PUB016", "A term of access in another sense", Severity.NOTE)
def terms_of_access(plan: Plan) -> Findings:
    """What: Pre-set is asked of press without cameras; or a call time is given where there is no pool.

    Why: Press act on the word before they read the line: pre-set is when cameras are placed, final access when the
    rest must be there, and a call goes to a pool.

    Bad: Pre-set at 8:15 a.m. for video, stills and writers.

    Good: Pre-set at 8:15 a.m. for video and stills, final access at 8:30 a.m. for writers.

    Source: Notices of May 18, 2017 and April 19, 2019 pre-set writers; that of December 14, 2017 keeps to the sense
    (A).
    """
    names = plan.names
    for path, session in going_ahead(plan):
        pooled = session.pool is not None or (session.coverage is not None and session.coverage.is_pooled)
        for number, entry in enumerate(session.access):
            others = [category for category in entry.press if category not in _CAMERAS]
            if entry.step is Step.PRE_SET and others:
                also = " too" if len(others) < len(entry.press) else ""
                says = f"Pre-set for {names[session.id]} is asked of {press_words(others)}{also}"
                mend = "Pre-set is for cameras: give the others a final access."
            elif (
                entry.step is Step.CALL
                and session.coverage
                and not pooled
                and Category.POOL not in entry.press
            ):
                says = f"A call time is given for {names[session.id]}, which has no pool"
                mend = "A call goes to a pool: give others a final access."
            else:
                continue
            where = f"{path}.access[{number}]"
            fact = said_at(f"{step_words(entry.step)} is for {press_words(entry.press)}", f"{where}.step")
            yield Finding("PUB016", Severity.NOTE, f"{says}. {mend}", (fact,))


@rule("PUB018", "No contact for the press", Severity.WARNING)
def no_contact(plan: Plan) -> Findings:
    """What: The file gives press no telephone number and no mail address to ask at.

    Why: Whoever stands at the wrong door ten minutes before the start needs somebody to call.

    Bad: A notice with times and entrances alone.

    Good: A notice with the press office’s number and mail address.

    Source: White House guidance and OSCE notices give a contact; the notice of December 13, 2017 does not (A).
    """
    if any(one.audience <= Level.PRESS and (one.phone or one.email) for one in plan.event.contacts):
        return
    if plan.event.contacts:
        says = "No contact that press may read has a telephone number or a mail address. Add one"
    else:
        says = "No contact for press questions is given. Add a name with a telephone number or a mail address"
    yield Finding(
        "PUB018", Severity.WARNING, f"{says}.", (said_at("contacts for the press: none", "contacts"),)
    )


_HEADED: dict[ReleaseKind, str] = {ReleaseKind.JOINT_STATEMENT: "statement"}
_BREAK = re.compile(r"[-–—:|/,;·•(]")


@rule("PUB027", "Heading and office in one line", Severity.NOTE)
def heading_and_office(plan: Plan) -> Findings:
    """What: The heading of a release runs what it is and who issues it together.

    Why: Read in one breath, the line names an office that does not exist.

    Bad: Notice to the Press Office of the Spokesperson.

    Good: Notice to the Press, and on the next line Office of the Spokesperson.

    Source: Notice to the Press of December 13, 2017 (A).
    """
    for number, item in enumerate(plan.event.releases):
        office = item.office or plan.event.issuer.office
        if not item.heading or not office:
            continue
        before, found, after = folded(item.heading).partition(folded(office))
        kind = _HEADED.get(item.kind, item.kind.value)
        apart = _BREAK.search(before[-2:]) or _BREAK.search(after[:2])
        if found and kind in f"{before} {after}" and not apart:
            message = (
                f"The heading “{item.heading}” runs the {kind} and the office together. "
                f"Put “{office}” on a line of its own."
            )
            fact = said_at(f"the heading is “{item.heading}”", f"releases[{number}].heading")
            yield Finding("PUB027", Severity.NOTE, message, (fact,))
