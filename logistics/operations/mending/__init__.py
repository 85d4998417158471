"""Mends: the single edits that take a finding away, each tried before it is offered.

A time is moved as little as will do: it is clamped into the window that the rest of the plan leaves for it. No solver
is needed for that, since in a simple temporal network each time alone may be anywhere in its window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final

from logistics.operations.mending import clocks, papers, references, texts
from logistics.operations.mending.moves import MOVED_FOR, moves
from logistics.operations.mending.proof import Judged, Proof
from logistics.operations.mending.trees import Mend, apply
from logistics.rules.base import Finding

__all__ = ["Judged", "Mend", "apply", "mends"]

MOST: Final = 3
_Propose = Callable[[Judged, Finding], Iterator[Mend]]
_PROPOSALS: Final[Mapping[str, _Propose]] = {
    **clocks.PROPOSALS,
    **texts.PROPOSALS,
    **papers.PROPOSALS,
    **references.PROPOSALS,
}


def mends(result: Judged, finding: Finding) -> tuple[Mend, ...]:
    """At most three edits of the event, of which each alone takes a finding of the result away.

    Each was tried: with it the finding is gone, and no new error or warning comes. Of moved times the smallest move
    is first. () where no single edit is known.
    """
    proof = Proof(result, finding)
    if finding.rule in MOVED_FOR:
        return moves(proof)[:MOST]
    propose = _PROPOSALS.get(finding.rule)
    proposed = dict.fromkeys(propose(result, finding)) if propose else {}
    return tuple(islice((mend for mend in proposed if proof.of(mend)), MOST))
