"""A proposed roster in words: what would change and why it is this person, what stays, and what stays open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from logistics.model.staff import Answer
from logistics.operations.rostering import OpenPost, open_posts
from logistics.operations.staffing.holding import Move
from logistics.operations.staffing.postlines import has_words
from logistics.operations.staffing.proposals import Proposal
from logistics.roster.reasons import ranked
from logistics.roster.standing import Standing

_WILLING: Final = {Answer.CAN: "Said that they can.", Answer.IF_NEEDED: "Said: if needed."}


@dataclass(frozen=True, slots=True)
class Changed:
    """One post that would change hands: from whom to whom (empty for nobody), and why."""

    move: Move
    title: str
    when: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All of it: what would change, how many posts stay as they are, and which stay open with their reasons."""

    changed: tuple[Changed, ...]
    kept: int
    open: tuple[OpenPost, ...]

    @property
    def filled(self) -> int:
        """How many open posts would be held."""
        return sum(not one.was and bool(one.now) for one in self.changed)


def difference(found: Proposal) -> Difference:
    """What a proposal would change."""
    changed = tuple(_changed(found))
    kept = len(found.staffed.held) - sum(bool(one.was) for one in changed)
    return Difference(changed, kept, open_posts(found.after))


def _changed(found: Proposal) -> Iterator[Changed]:
    standing = Standing(found.after.question, found.after.held)
    for move in found.moves:
        duty = found.staffed.by_post[move.post]
        could = [one.member.id for one in ranked(standing, duty.post) if one.can] if move.now else []
        names = found.staffed.names
        yield Changed(
            move,
            duty.title,
            found.staffed.when(duty),
            names.member(move.was) if move.was else "",
            names.member(move.now) if move.now else "",
            _why(found, move, could),
        )


def _why(found: Proposal, move: Move, could: list[str]) -> str:
    """``Said that they can. 1 other could. 4 posts, 2 hours 17 minutes in all.``"""
    if move.now is None:
        return "So that others can be held."
    others = sum(person != move.now for person in could)
    member = found.staffed.members.get(move.now)
    if member is None:
        return "Is not on the staff list any more."
    answer = member.answers.get(move.post)
    said = _WILLING.get(answer, "") if answer else ""
    could_too = f"{others} other{'' if others == 1 else 's'} could." if others else "Nobody else could."
    has = f"{has_words(found.after.of(move.now))} in all."
    return " ".join(part for part in (said, could_too, has) if part)


__all__ = ["Changed", "Difference", "difference"]
