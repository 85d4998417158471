"""Facts: what the network's links rest on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Why a link holds: somebody said so, it cannot be otherwise, or the house assumes it."""

    STATED = "stated"
    LOGIC = "logic"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Fact:
    """One reason, in words.

    A stated fact has its ``path`` in the file; ``rule`` is the rule it belongs to, if any. ``hangs_on_a_session`` is
    said of times that are set for a session's sake: access times, streams, deadlines. ``of`` tells apart the laws that
    read alike and hold between other moments.
    """

    basis: Basis
    says: str
    path: str = ""
    rule: str = ""
    parameter: str = ""
    hangs_on_a_session: bool = False
    of: str = ""

    @property
    def trust(self) -> int:
        """Which of the facts of a contradiction is set aside to go on: the least trusted, never a law."""
        stated = 2 if self.hangs_on_a_session else 3
        return {Basis.LOGIC: 4, Basis.STATED: stated, Basis.ASSUMED: 1}[self.basis]


def stated(says: str, path: str, rule: str = "", *, hangs_on_a_session: bool = False) -> Fact:
    """A fact of the file at ``path``."""
    return Fact(Basis.STATED, says, path, rule, hangs_on_a_session=hangs_on_a_session)


def logic(says: str, rule: str = "", of: str = "") -> Fact:
    """A law that no plan can break."""
    return Fact(Basis.LOGIC, says, rule=rule, of=of)
