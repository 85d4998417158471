"""The coordinator's view: what is open and why, who could, who holds what, and everybody beside every post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from logistics.model.staff import Answer, Colleague, Function
from logistics.operations.rostering import OpenPost, open_posts
from logistics.operations.staffing.filling import as_shown, filling
from logistics.operations.staffing.holding import Move
from logistics.operations.staffing.own import told_id
from logistics.operations.staffing.postlines import (
    PostLine,
    Someone,
    has_words,
    post_line,
    said_of,
    someone,
    willing_first,
)
from logistics.operations.staffing.situations import (
    ACCEPTED,
    OFFERED,
    TAKEN,
    Concern,
    Situation,
    concerns,
)
from logistics.plan.words import sentence
from logistics.roster.posts import Duty
from logistics.roster.reasons import OF_THE_PERSON, Reason, obstacles, ranked, words
from logistics.roster.standing import Standing
from logistics.rules.base import Finding
from logistics.rules.catalogue import check_staffing

_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open post: why it is open, the few who could best take it, how many more there are, and what would fill it.

    ``moves`` are the few posts that would change hands so that it is held and no other is open, where there are such,
    and ``shown`` the same as a form sends it back.
    """

    post: PostLine
    why: str
    could: tuple[Someone, ...]
    more: int
    moves: tuple[str, ...]
    shown: str
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One person beside one post, as a sign and a word; ``kind`` is its look."""

    post: str
    kind: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class GridLine:
    """One person beside every post, with how much they have and whether they have answered."""

    person: Colleague
    has: str
    answered: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A concern in words: what it is, and what can be done by a button (``settle`` for an offer)."""

    kind: str
    post: str
    text: str
    in_the_plan: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All that the coordinator sees of an event. ``shown`` are those of its posts that are looked at."""

    here: Situation
    wanted: tuple[Wanted, ...]
    open: tuple[OpenLine, ...]
    posts: tuple[PostLine, ...]
    shown: tuple[PostLine, ...]
    grid: tuple[GridLine, ...]
    findings: tuple[Finding, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions of its posts, in the order of the house."""
        there = {post.function for post in self.posts}
        return tuple(function.value for function in Function if function.value in there)

    @property
    def silent(self) -> tuple[GridLine, ...]:
        """Whoever has not answered anything about this event."""
        return tuple(line for line in self.grid if not line.answered)

    @property
    def left(self) -> int:
        """How many of all posts are open."""
        return sum(not post.holder for post in self.posts)

    @property
    def not_accepted(self) -> int:
        """How many posts are held by somebody who has not said that they will be there."""
        return sum(bool(post.holder) and (post.state != ACCEPTED or post.moved) for post in self.posts)

    @property
    def held(self) -> tuple[PostLine, ...]:
        """The posts that somebody holds, of those that are looked at."""
        return tuple(post for post in self.shown if post.holder)


MOST_CELLS: Final = 6_000
"""With more people times posts than this, everybody beside every post is for one function at a time."""
_MOST_FILLED: Final = 12
"""For so many open posts the fewest changes that fill them are looked for at once; of others their pages tell."""


def board(here: Situation, only: str = "") -> Board:
    """All of it at once, or with the posts of one function; of all where there is no such."""
    standing, staffed = Standing(here.question, here.held), here.staffed
    lines = tuple(post_line(here, duty) for duty in staffed.duties)
    shown = tuple(line for line in lines if line.function == only) or lines
    looked_at = {line.id for line in shown}
    duties = [duty for duty in staffed.duties if duty.post.id in looked_at]
    told = open_posts(staffed, [duty for duty in duties if duty.post.id not in here.held])
    open_lines = tuple(
        _open(here, standing, one, filled=number < _MOST_FILLED) for number, one in enumerate(told)
    )
    wanted = tuple(_wanted(here, one) for one in concerns(here))
    people = staffed.staff.people
    fits = len(people) * len(duties) <= MOST_CELLS
    grid = tuple(_grid_line(here, standing, person, duties if fits else ()) for person in people)
    return Board(here, wanted, open_lines, lines, shown, grid, _findings(here))


_TOLD_ABOVE: Final = ("STF001", "STF002", "STF015")
"""Rules of which the page tells already: what stands against holders, and what is open."""


def _findings(here: Situation) -> tuple[Finding, ...]:
    found = check_staffing(here.staffed).findings
    return tuple(one for one in found if one.rule not in _TOLD_ABOVE)


def _open(here: Situation, standing: Standing, one: OpenPost, *, filled: bool) -> OpenLine:
    post = one.duty.post
    could = [found for found in willing_first(here, post.id, ranked(standing, post)) if found.can]
    few = tuple(someone(here, post.id, found) for found in could[:_FEW])
    moves = filling(here, post.id) if filled and not could else ()
    told = tuple(_moved(here, move) for move in moves)
    return OpenLine(
        post_line(here, one.duty),
        one.why,
        few,
        len(could) - len(few),
        told,
        as_shown(moves),
        () if could else one.remedies,
    )


def _moved(here: Situation, move: Move) -> str:
    """``Chidi Abara takes Door, 23rd Street Entrance, 8:15 a.m. to 8:40 a.m., from Hanne Brandt.``"""
    names, duty = here.staffed.names, here.duty(move.post)
    before = f", from {names.member(move.was)}" if move.was else ""
    return sentence(f"{names.member(move.now or '')} takes {duty.title}, {here.staffed.when(duty)}{before}")


# ---- the grid -------------------------------------------------------------------------------------------------------

_CELLS: Final = {
    Answer.CAN.value: ("can", "✓", "can"),
    Answer.IF_NEEDED.value: ("if-needed", "~", "if needed"),
    Answer.CANNOT.value: ("cannot", "✕", "cannot"),
    "": ("silent", "?", "no answer"),
}


def _grid_line(here: Situation, standing: Standing, person: Colleague, duties: Iterable[Duty]) -> GridLine:
    cells = tuple(_cell(here, standing, person, duty) for duty in duties)
    return GridLine(person, has_words(here.staffed.of(person.id)), person.id in here.answered, cells)


def _cell(here: Situation, standing: Standing, person: Colleague, duty: Duty) -> Cell:
    post = duty.post.id
    if here.held.get(post) == person.id:
        return Cell(post, "holds", "●", "accepted" if here.state(post) == "accepted" else "holds it")
    reasons = obstacles(standing, here.staffed.members[person.id], duty.post)
    if any(reason.kind in OF_THE_PERSON for reason in reasons):
        return Cell(post, "other", "–", "other function")
    answer, _ = said_of(person, post)
    if reasons and answer != Answer.CANNOT.value:
        return Cell(post, "busy", "✕", _shortly(reasons))
    kind, sign, word = _CELLS[answer]
    return Cell(post, kind, sign, word)


def _shortly(reasons: Iterable[Reason]) -> str:
    """The first reason in a few words; the page of the post has all of them."""
    return {
        "WALK": "too far",
        "HOURS": "hours full",
        "OTHER_POST": "other post",
        "REST": "needs rest",
        "BUSY": "busy",
        "SAID": "cannot",
        "AWAY": "away",
    }[next(iter(reasons)).kind.name]


# ---- concerns in words ----------------------------------------------------------------------------------------------


def _wanted(here: Situation, one: Concern) -> Wanted:
    known = one.post in here.staffed.by_post
    when = f", {here.staffed.when(here.duty(one.post))}" if known else ""
    text = " ".join(sentence(said) for said in _sentences(here, one, f"{one.title}{when}"))
    return Wanted(one.kind, one.post, text, known)


def _sentences(here: Situation, one: Concern, post: str) -> Iterator[str]:
    names = here.staffed.names
    if one.kind == "left over":
        yield f"{one.person} held {told_id(one.post)}, which is not needed any more"
        yield "Tell them"
    elif one.kind == "off the list":
        yield f"{one.person} held {post}, and is not on the staff list any more"
        yield "It is open"
    elif one.kind == "given back":
        said = f": {one.was.reason}" if one.was and one.was.reason else ""
        yield f"{one.person} gave back {post}{said}"
    elif one.kind == "against":
        yield f"{one.person} holds {post}"
        yield from (words(reason, names) for reason in one.reasons)
    elif one.kind == "moved" and one.was:
        told = here.told_words(one.was, here.duty(one.post).zone)
        yield f"{one.person} holds {post}, and was told {told}"
    elif one.kind == OFFERED and one.swap:
        why = f": {one.swap.reason}" if one.swap.reason else ""
        yield f"{one.person} offers {post}{why}"
        yield "Nobody has taken it yet"
    elif one.kind == TAKEN and one.swap:
        back = f" and give {names.post(one.swap.in_return)} for it" if one.swap.in_return else ""
        why = f": {one.swap.reason}" if one.swap.reason else ""
        yield f"{one.person} offers {post}{why}"
        yield f"{names.member(one.swap.taker or '')} would take it{back}"


__all__ = ["Board", "Cell", "GridLine", "OpenLine", "Wanted", "board"]
