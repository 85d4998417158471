"""How the staffing of an event stands: who is asked for what, who holds it, and what wants the coordinator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from logistics.errors import MomentError
from logistics.model.staff import Answer, PostAnswer, StaffList
from logistics.moments import HOUR
from logistics.operations.drafts import Draft, draft, drafts
from logistics.operations.office import Office, Refused
from logistics.operations.rostering import for_staff
from logistics.operations.staffing.byhand import with_posts
from logistics.operations.staffing.lists import NOBODY, staff_list
from logistics.plan.words import date_words
from logistics.roster.asking import ALL, Asked, asked
from logistics.roster.posts import Duty
from logistics.roster.problem import Member, Problem, Span
from logistics.roster.reasons import Kind, Reason, why_not
from logistics.roster.staffed import Staffed
from logistics.store import staff as kept
from logistics.store.guarding import Connection
from logistics.store.staff import Answered, Asking, Assignment, ByHand, Swap

ASSIGNED, ACCEPTED, DECLINED = "assigned", "accepted", "declined"
OFFERED, TAKEN, WITHDRAWN, APPROVED, TURNED_DOWN = "offered", "taken", "withdrawn", "approved", "turned down"


class NoSuchPost(Refused):
    """A post that the event does not have, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such post any more: the plan may have moved. Load the page anew.", "post"
        )


@dataclass(frozen=True)
class Situation:
    """An event with its posts, the staff with their answers, who holds which post, and what was said of it.

    ``assigned`` is the last that was decided of each post, also where that was to open it; ``swaps`` how far the last
    offer of each post is, ``said`` what people answered in the office's pages, ``asking`` whether they are asked.
    ``by_hand`` are the ids of posts of which something was ever said by hand.
    """

    draft: Draft
    staffed: Staffed
    assigned: Mapping[str, Assignment]
    swaps: Mapping[str, Swap]
    said: tuple[Answered, ...]
    asking: Asking | None = None
    by_hand: frozenset[str] = frozenset()

    @property
    def question(self) -> Problem:
        """What a roster is asked: who holds a post now keeps it if they can, who is pinned whatever happens."""
        return self.staffed.question

    @property
    def held(self) -> Mapping[str, str]:
        """Who holds which post, by ids; of posts that the plan still has."""
        return self.staffed.held

    def duty(self, post: str) -> Duty:
        """The post of an id. Raises NoSuchPost."""
        found = self.staffed.by_post.get(post)
        if found is None:
            raise NoSuchPost
        return found

    def member(self, person: str) -> Member:
        """Somebody of the staff as the roster knows them. Raises Refused."""
        found = self.staffed.members.get(person)
        if found is None:
            raise Refused(NOBODY, "person")
        return found

    def against(self, post: str, person: str) -> tuple[Reason, ...]:
        """All that keeps somebody from a post, their other posts included. Raises Refused."""
        duty, member = self.duty(post), self.member(person)
        others = {other: who for other, who in self.held.items() if other != post}
        return why_not(self.question, others, member, duty.post)

    def stored(self, post: str, holder: str | None) -> str | None:
        """Who holds a post by the store, where ``holder`` holds it here: somebody may be off the list by now."""
        last = self.assigned.get(post)
        return last.person if holder is None and last is not None and post not in self.held else holder

    def state(self, post: str) -> str:
        """How far the assignment of a post is: assigned, accepted, or nothing where nobody holds it."""
        return self.assigned[post].state if post in self.held else ""

    def moved(self, post: str) -> Assignment | None:
        """What the holder of a post was told of it, where the plan has moved on since."""
        last = self.assigned.get(post)
        if post not in self.held or last is None or last.begins is None:
            return None
        return None if (last.begins, last.ends, last.place) == told_of(self.duty(post)) else last

    def offer(self, post: str) -> Swap | None:
        """The offer of a post that waits for somebody, as long as who offered it still holds it."""
        found = self.swaps.get(post)
        if found is None or found.state not in (OFFERED, TAKEN) or self.held.get(post) != found.person:
            return None
        return found

    @property
    def until_words(self) -> str:
        """The day by which the staff are to answer, in words; empty where none was said."""
        said = self.asking.until if self.asking else ""
        return date_words(dt.date.fromisoformat(said)) if said else ""

    def told_words(self, one: Assignment, zone: str = "") -> str:
        """What somebody was told of a post: ``8:15 a.m. to 8:40 a.m., North Gate``, by the event's clock or another."""
        if one.begins is None or one.ends is None:
            return ""
        hours = f"{self.staffed.clock(one.begins, zone)} to {self.staffed.clock(one.ends, zone)}"
        return f"{hours}, {one.place}" if one.place else hours

    @cached_property
    def left_over(self) -> tuple[Assignment, ...]:
        """What was assigned for posts that the plan does not have any more, as after a change."""
        gone = (one for one in self.assigned.values() if one.person and one.post not in self.staffed.by_post)
        return tuple(gone)

    @cached_property
    def answered(self) -> frozenset[str]:
        """Whoever has answered anything about this event, by id."""
        of_the_list = (
            person.id
            for person in self.staffed.staff.people
            if any(one.post in self.staffed.by_post for one in person.answers)
        )
        return frozenset((*of_the_list, *(one.person for one in self.said)))


def told_of(duty: Duty) -> tuple[int, int, str]:
    """What somebody is told of a post: from when, until when, and where."""
    ends = () if duty.place_after in ("", duty.place) else (duty.place_after,)
    return duty.post.begins, duty.post.ends, " to ".join((duty.place, *ends))


def situation(office: Office, event_id: str) -> Situation:
    """How the staffing of an event stands. Raises NoSuchEvent, NoStaffYet, UnusableInput, MomentError."""
    item, (_, staff) = draft(office, event_id), staff_list(office)
    near = _near(office, item)
    with office.database.reading() as connection:
        alone = _alone(connection, item, staff)
        busy: dict[str, list[Span]] = {
            one.person: [(begins, ends) for begins, ends in one.busy] for one in kept.readings(connection)
        }
        for other in near:
            for person, span in _held_there(_alone(connection, other, staff).staffed):
                busy.setdefault(person, []).append(span)
    return replace(alone, staffed=_with_busy(alone.staffed, busy))


def asked_about(office: Office) -> tuple[Situation, ...]:
    """The events that the staff may see by their personal links, the earliest first.

    One at which the staff list has a time that no clock shows is left out; its own page says so.
    """
    items = drafts(office)
    with office.database.reading() as connection:
        asked_of = [kept.asking(connection, item.event.id) for item in items]
    found = []
    for item, asking in zip(items, asked_of, strict=True):
        if asking is not None and asking.open:
            with suppress(MomentError):
                found.append(situation(office, item.event.id))
    return tuple(found)


def _alone(connection: Connection, item: Draft, staff: StaffList) -> Situation:
    """The same without what people have to do elsewhere."""
    event_id = item.event.id
    said, by_hand = kept.answers(connection, event_id), kept.by_hand(connection, event_id)
    assigned = {one.post: one for one in kept.last_assigned(connection, event_id)}
    swaps = {one.post: one for one in kept.swaps(connection, event_id)}
    answered = with_posts(_with_answers(staff, said), _texts(by_hand))
    plan = for_staff(item.checked.plan)
    question = asked(plan, answered)
    posts = {duty.post.id for duty in question.duties}
    known = {person.id for person in staff.people}
    held = {one.post: one.person for one in assigned.values() if one.post in posts and one.person in known}
    pinned = {post: who for post, who in held.items() if assigned[post].pinned}
    problem = replace(question.problem, held=held, pinned={**question.problem.pinned, **pinned})
    staffed = Staffed(plan, answered, Asked(question.duties, problem), held)
    ever = kept.ever_by_hand(connection, event_id)
    return Situation(item, staffed, assigned, swaps, said, kept.asking(connection, event_id), ever)


def _texts(by_hand: tuple[ByHand, ...]) -> Iterator[str]:
    yield from (one.text for one in by_hand if one.text is not None)


def _with_answers(staff: StaffList, said: tuple[Answered, ...]) -> StaffList:
    """The staff with what they answered since, which counts before what the list says."""
    people = []
    for person in staff.people:
        own = {one.post: one for one in person.answers}
        for one in said:
            if one.person == person.id and one.answer:
                own[one.post] = PostAnswer(post=one.post, answer=Answer(one.answer), note=one.note or None)
        people.append(person.model_copy(update={"answers": tuple(own.values())}))
    return staff.model_copy(update={"people": tuple(people)})


def _near(office: Office, item: Draft) -> tuple[Draft, ...]:
    """The other events on the days of this one and beside them: nobody is at two of them at once."""
    first, last = _days(item)
    return tuple(
        other
        for other in drafts(office)
        if other.event.id != item.event.id and _days(other)[0] <= last + 1 and first - 1 <= _days(other)[1]
    )


def _days(item: Draft) -> tuple[int, int]:
    event = item.event
    return event.date.date.toordinal(), (event.last_date or event.date).date.toordinal()


def _held_there(staffed: Staffed) -> Iterator[tuple[str, Span]]:
    for post, person in staffed.held.items():
        found = staffed.by_post[post].post
        yield person, (found.begins, found.ends)


def _with_busy(staffed: Staffed, busy: Mapping[str, list[Span]]) -> Staffed:
    first = min((duty.post.begins for duty in staffed.duties), default=0) - 24 * HOUR
    last = max((duty.post.ends for duty in staffed.duties), default=0) + 24 * HOUR

    def with_own(member: Member) -> Member:
        own = tuple(span for span in busy.get(member.id, ()) if span[0] < last and first < span[1])
        return replace(member, busy=(*member.busy, *own)) if own else member

    problem = replace(staffed.question, members=tuple(with_own(one) for one in staffed.question.members))
    return replace(staffed, asked=Asked(staffed.duties, problem))


# ---- what wants the coordinator -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that the coordinator should look at; ``kind`` says what.

    ``post`` is its id and ``title`` what it is called (its id, where the plan does not have it any more), ``person``
    the name of whom it is about, ``reasons`` what stands against it now, ``was`` what was decided or told before.
    """

    kind: str
    post: str
    title: str
    person: str
    reasons: tuple[Reason, ...] = ()
    was: Assignment | None = None
    swap: Swap | None = None


def concerns(here: Situation) -> tuple[Concern, ...]:
    """What wants the coordinator, in the order of the day: what cannot stay so, moved, was given back or is offered."""
    return (*_left_over(here), *(one for duty in here.staffed.duties for one in _of_post(here, duty)))


def _left_over(here: Situation) -> Iterator[Concern]:
    for one in here.left_over:
        yield Concern("left over", one.post, one.post, here.staffed.names.member(one.person or ""), was=one)


def _of_post(here: Situation, duty: Duty) -> Iterator[Concern]:
    post, names = duty.post.id, here.staffed.names
    holder, last, swap = here.held.get(post), here.assigned.get(post), here.offer(post)
    if holder is None:
        if last is not None and last.person is not None:
            yield Concern("off the list", post, duty.title, last.person, was=last)
        if last is not None and last.state == DECLINED:
            yield Concern("given back", post, duty.title, names.member(last.by), was=last)
        return
    if reasons := _news(here, post, holder):
        yield Concern("against", post, duty.title, names.member(holder), reasons)
    if moved := here.moved(post):
        yield Concern("moved", post, duty.title, names.member(holder), was=moved)
    if swap is not None:
        yield Concern(swap.state, post, duty.title, names.member(holder), swap=swap)


def _news(here: Situation, post: str, holder: str) -> tuple[Reason, ...]:
    """What stands against the holder, without what somebody has set aside with a reason; a later “cannot” is news."""
    last = here.assigned[post]
    later = any(one.person == holder and one.post in (post, ALL) and one.at > last.at for one in here.said)
    return tuple(
        reason
        for reason in here.against(post, holder)
        if (later and reason.kind is Kind.SAID) or not (last.reason or _set_aside_there(here, reason, last))
    )


def _set_aside_there(here: Situation, reason: Reason, last: Assignment) -> bool:
    """Whether somebody gave the other post since, and said why the two go together all the same."""
    other = here.assigned.get(reason.other)
    return other is not None and bool(other.reason) and other.at >= last.at


__all__ = ["Concern", "NoSuchPost", "Situation", "asked_about", "concerns", "situation", "told_of"]
