"""What one person sees of the staffing by their personal link: their own posts and questions, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from logistics.moments import Instant, wall
from logistics.operations.office import Office
from logistics.operations.staffing.holding import as_seen
from logistics.operations.staffing.situations import OFFERED, TAKEN, Situation, asked_about
from logistics.operations.telling import ZoneNote, is_past, zone_note
from logistics.plan.words import capital, clock_words, date_words
from logistics.roster.asking import ALL
from logistics.roster.posts import Duty
from logistics.roster.reasons import OF_THE_PERSON, Kind, Reason, to_you


@dataclass(frozen=True, slots=True)
class OwnPost:
    """One post as somebody sees it who holds it or could be asked for it.

    ``mine`` says that they hold it, ``accepted`` that they said so, ``was`` what they were told of it before the plan
    moved. ``answer`` and ``note`` are what they said, ``beside`` what they hold before and after. ``against`` is what
    else keeps them from it now, ``can_sign_up`` that it is open and nothing does. ``offer`` is how far its offer is:
    mine, taken by somebody, open to me, or asked for by me; ``in_return`` is the one post of theirs in its way.
    ``seen`` is its time and place, as a form sends back what its reader saw.
    """

    id: str
    title: str
    when: str
    place: str
    why: str
    day: str
    assumed: bool
    windows: tuple[str, ...]
    mine: bool
    accepted: bool
    was: str
    answer: str
    note: str
    beside: tuple[str, ...]
    against: tuple[str, ...]
    can_sign_up: bool
    offer: str
    in_return: str
    seen: str


@dataclass(frozen=True, slots=True)
class OwnEvent:
    """An event with what it asks of one person. ``until`` is the day by which they are to answer,
    and ``lost`` are posts that they held and that are not needed now.
    """

    id: str
    name: str
    invented: str
    clock: ZoneNote
    called_off: str
    until: str
    posts: tuple[OwnPost, ...]
    lost: tuple[str, ...]

    @property
    def mine(self) -> tuple[OwnPost, ...]:
        """The posts that they hold."""
        return tuple(post for post in self.posts if post.mine)

    @property
    def free(self) -> tuple[OwnPost, ...]:
        """The open posts that they could take now."""
        return tuple(post for post in self.posts if post.can_sign_up)

    @property
    def offered(self) -> tuple[OwnPost, ...]:
        """The posts that colleagues offer and that they could take."""
        return tuple(post for post in self.posts if post.offer == "open to me")

    @property
    def asked_for(self) -> tuple[OwnPost, ...]:
        """The offered posts that they would take, as long as the coordinator has not settled it."""
        return tuple(post for post in self.posts if post.offer == "asked for")

    @property
    def days(self) -> tuple[str, ...]:
        """The days of its posts, in order."""
        return tuple(dict.fromkeys(post.day for post in self.posts))

    @property
    def unanswered(self) -> int:
        """How many posts they have said nothing about."""
        return sum(not post.answer for post in self.posts)


def own_events(office: Office, person: str, now: Instant) -> tuple[OwnEvent, ...]:
    """The events ahead with what they ask of somebody, the earliest first; those that ask nothing are left out."""
    ahead = (here for here in asked_about(office) if not is_past(here.draft.event, now))
    found = (_own(here, person) for here in ahead if person in here.staffed.members)
    return tuple(event for event in found if event.posts or event.lost)


def own_event(office: Office, event_id: str, person: str, now: Instant) -> OwnEvent | None:
    """One of them; None where it asks nothing of them."""
    return next((event for event in own_events(office, person, now) if event.id == event_id), None)


def _own(here: Situation, person: str) -> OwnEvent:
    event = here.draft.event
    return OwnEvent(
        event.id,
        event.name or event.title,
        event.invented or "",
        zone_note(event),
        event.status.value if event.status.is_off else "",
        here.until_words,
        tuple(_posts(here, person)),
        tuple(_lost(here, person)),
    )


def _lost(here: Situation, person: str) -> Iterator[str]:
    for one in here.left_over:
        if one.person == person:
            when = here.told_words(one)
            yield f"{capital(told_id(one.post))}, {when}" if when else capital(told_id(one.post))


def _said(here: Situation, person: str) -> dict[str, tuple[str, str]]:
    """What somebody answered, by post, with their note."""
    return {one.post: (one.answer.value, one.note or "") for one in here.staffed.people[person].answers}


def _posts(here: Situation, person: str) -> Iterator[OwnPost]:
    said = _said(here, person)
    for duty in here.staffed.duties:
        against = here.against(duty.post.id, person)
        mine = here.held.get(duty.post.id) == person
        if mine or not any(reason.kind in OF_THE_PERSON for reason in against):
            yield _post(here, duty, person, against, said)


def _post(
    here: Situation,
    duty: Duty,
    person: str,
    against: tuple[Reason, ...],
    said: dict[str, tuple[str, str]],
) -> OwnPost:
    staffed, post = here.staffed, duty.post.id
    mine, (answer, note) = here.held.get(post) == person, said.get(post, said.get(ALL, ("", "")))
    moved = here.moved(post) if mine else None
    told = {post, *(reason.other for reason in against)}
    beside = [one for one in staffed.of(person) if one.post.day == duty.post.day and one.post.id != post]
    before = [one for one in beside if one.post.begins <= duty.post.begins][-1:]
    after = [one for one in beside if one.post.begins > duty.post.begins][:1]
    others = (one for one in (*before, *after) if one.post.id not in told)
    return OwnPost(
        post,
        duty.title,
        staffed.hours(duty),
        place_words(duty),
        duty.why,
        date_words(wall(duty.post.begins, duty.zone).date()),
        duty.assumed,
        windows(duty),
        mine,
        mine and here.state(post) == "accepted",
        here.told_words(moved, duty.zone) if moved else "",
        answer,
        note,
        tuple(f"{other.title}, {staffed.hours(other)}" for other in others),
        tuple(_keeps(here, reason) for reason in against if reason.kind is not Kind.SAID),
        post not in here.held and not against,
        _offer(here, post, person, against),
        _in_return(here, person, against),
        as_seen(duty),
    )


def _keeps(here: Situation, reason: Reason) -> str:
    """A reason said to the person; of what keeps them elsewhere no more than that: it may be an event in the making."""
    return "You are not free then." if reason.kind is Kind.BUSY else to_you(reason, here.staffed.names)


def told_id(post: str) -> str:
    """A post that the plan does not have any more, by all that is left of it: ``moderator, availability``."""
    return post.replace(".", ", ").replace("-", " ")


def place_words(duty: Duty) -> str:
    """Where a post is: where it begins, and where it ends if that is elsewhere."""
    if not duty.place_after or duty.place_after == duty.place:
        return duty.place
    return f"{duty.place} to {duty.place_after}" if duty.place else f"to {duty.place_after}"


def windows(duty: Duty) -> tuple[str, ...]:
    """Where the plan knows the begin or the end of a post as a window, its earliest and latest."""
    ends = () if duty.assumed else (("ends", duty.end),)
    return tuple(
        f"{what} between {clock_words(first, duty.zone)} and {clock_words(last, duty.zone)}"
        for what, (first, last) in (("begins", duty.begin), *ends)
        if first != last
    )


def _in_return(here: Situation, person: str, against: tuple[Reason, ...]) -> str:
    """The one post of theirs that alone keeps somebody from another: they could take that for this."""
    others = {reason.other for reason in against}
    (only,) = others if len(others) == 1 else ("",)
    return only if here.held.get(only) == person else ""


def _offer(here: Situation, post: str, person: str, against: tuple[Reason, ...]) -> str:
    found = here.offer(post)
    if found is None:
        return ""
    if found.person == person:
        return "taken" if found.state == TAKEN else "mine"
    if found.state == OFFERED and (not against or _in_return(here, person, against)):
        return "open to me"
    return "asked for" if found.taker == person else ""


__all__ = ["OwnEvent", "OwnPost", "own_event", "own_events", "place_words", "told_id", "windows"]
