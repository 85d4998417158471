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
    """One reason, in words. A stated fact has its ``path`` in the file; ``rule`` is the rule it belongs to, if any."""

    basis: Basis
    says: str
    path: str = ""
    rule: str = ""
    parameter: str = ""

    @property
    def trust(self) -> int:
        """4 for what cannot be otherwise, 3 for what is said, 1 for what is assumed."""
        return {Basis.LOGIC: 4, Basis.STATED: 3, Basis.ASSUMED: 1}[self.basis]


def stated(says: str, path: str, rule: str = "") -> Fact:
    """A fact of the file at ``path``."""
    return Fact(Basis.STATED, says, path, rule)


def logic(says: str, rule: str = "") -> Fact:
    """A law that no plan can break."""
    return Fact(Basis.LOGIC, says, rule=rule)
