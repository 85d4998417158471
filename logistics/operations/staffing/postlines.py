"""A post beside its people: who holds it, who could, why each other person cannot, and what was decided of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from logistics.model.staff import Colleague
from logistics.moments import MINUTE, Instant
from logistics.operations.office import Office
from logistics.operations.staffing.own import place_words, told_id, windows
from logistics.operations.staffing.situations import ACCEPTED, DECLINED, Situation
from logistics.roster.asking import ALL
from logistics.roster.posts import Duty
from logistics.roster.reasons import Candidate, length, ranked, words
from logistics.roster.standing import Standing
from logistics.store import staff as kept
from logistics.store.staff import Assignment


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody beside a post: whether they could take it, why not, what they answered, and what they have that day."""

    id: str
    name: str
    functions: str
    can: bool
    reasons: tuple[str, ...]
    answer: str
    note: str
    has: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with who holds it; ``state`` is empty where nobody does. ``said`` is why a rule was set aside.

    ``moved`` says that the plan has moved on since its holder was told.
    """

    id: str
    title: str
    function: str
    when: str
    windows: tuple[str, ...]
    place: str
    why: str
    assumed: bool
    holder: str
    holder_name: str
    state: str
    moved: bool
    pinned: bool
    said: str

    @property
    def how_far(self) -> str:
        """How far its assignment is, in words."""
        accepted = "accepted" if self.state == ACCEPTED else "not accepted yet"
        told = f"{accepted}, moved since" if self.moved else accepted
        return f"{told}, pinned" if self.pinned else told


def who_could(here: Situation, post: str) -> tuple[Someone, ...]:
    """The whole staff beside a post, by how well they fit it; nobody is left out. Raises Refused."""
    found = ranked(Standing(here.question, here.held), here.duty(post).post)
    return tuple(someone(here, post, one) for one in willing_first(here, post, found))


_WILLING: Final = ("can", "", "if needed", "cannot")


def willing_first(here: Situation, post: str, found: Iterable[Candidate]) -> list[Candidate]:
    """The same, those who could and said so before those who could and said nothing, and these before “if needed”."""

    def place(one: Candidate) -> int:
        return (
            _WILLING.index(said_of(here.staffed.people[one.member.id], post)[0]) if one.can else len(_WILLING)
        )

    return sorted(found, key=place)


def post_line(here: Situation, duty: Duty) -> PostLine:
    """A post in words."""
    post, holder = duty.post.id, here.staffed.holder(duty)
    last = here.assigned.get(post) if holder else None
    return PostLine(
        post,
        duty.title,
        duty.post.function,
        here.staffed.when(duty),
        windows(duty),
        place_words(duty),
        duty.why,
        duty.assumed,
        holder.id if holder else "",
        holder.name if holder else "",
        here.state(post),
        here.moved(post) is not None,
        bool(last and last.pinned),
        last.reason if last else "",
    )


def someone(here: Situation, post: str, found: Candidate) -> Someone:
    person = here.staffed.people[found.member.id]
    answer, note = said_of(person, post)
    return Someone(
        person.id,
        person.name,
        ", ".join(function.value for function in person.functions),
        found.can,
        tuple(words(reason, here.staffed.names) for reason in found.reasons),
        answer,
        note,
        has_words(here.staffed.of(person.id)),
    )


def said_of(person: Colleague, post: str) -> tuple[str, str]:
    """What somebody answered about a post, or about all, with the note."""
    said = {one.post: (one.answer.value, one.note or "") for one in person.answers}
    return said.get(post, said.get(ALL, ("", "")))


def has_words(duties: Sequence[Duty]) -> str:
    """How much somebody has: ``2 posts, 1 hour 25 minutes``."""
    if not duties:
        return "no posts"
    many = f"{len(duties)} post{'' if len(duties) == 1 else 's'}"
    return f"{many}, {length(sum(duty.post.minutes for duty in duties) * MINUTE)}"


# ---- what was said by hand ------------------------------------------------------------------------------------------


def dropped(here: Situation) -> tuple[tuple[str, str], ...]:
    """The posts of the plan that somebody took out by hand: their ids, and what they are called."""
    out = (change.post for change in here.staffed.staff.changes if change.dropped)
    return tuple((post, told_id(post)) for post in out)


@dataclass(frozen=True, slots=True)
class SaidByHand:
    """What somebody said of a post by hand, as a form shows it; ``added`` says that the plan does not have it."""

    added: bool
    title: str
    time: str
    place: str
    skills: str
    languages: str
    clearances: str


def said_by_hand(here: Situation, post: str) -> SaidByHand | None:
    """What was said of a post by hand; None where it is as the plan has it."""
    staff = here.staffed.staff
    own = next((one for one in staff.posts if one.id == post), None)
    found = own or next((one for one in staff.changes if one.post == post), None)
    if found is None:
        return None
    lists = (", ".join(said or ()) for said in (found.skills, found.languages, found.clearances))
    time = found.time.text if found.time else ""
    return SaidByHand(own is not None, found.title or "", time, found.place or "", *lists)


# ---- what was decided before ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing that was decided of a post, in words."""

    text: str
    by: str
    at: Instant


def decided(office: Office, here: Situation, post: str) -> tuple[Decided, ...]:
    """What was decided of a post until now, the newest first."""
    with office.database.reading() as connection:
        found = kept.assigned_before(connection, here.draft.event.id)
    names = here.staffed.names
    return tuple(
        Decided(_decided(one, names.member(one.person or "")), names.member(one.by), one.at)
        for one in found
        if one.post == post
    )


def _decided(one: Assignment, who: str) -> str:
    if one.person is None:
        said = "given back" if one.state == DECLINED else "opened"
    else:
        said = f"accepted by {who}" if one.state == ACCEPTED else f"given to {who}"
    pinned = ", pinned" if one.pinned else ""
    return f"{said}{pinned}: {one.reason}" if one.reason else f"{said}{pinned}"


__all__ = [
    "Decided",
    "PostLine",
    "SaidByHand",
    "Someone",
    "decided",
    "dropped",
    "has_words",
    "post_line",
    "said_by_hand",
    "said_of",
    "someone",
    "who_could",
    "willing_first",
]
