"""A search for a roster: the best so far, what no roster can go below, and whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Final

from logistics.roster.greedy import place, unavoidable
from logistics.roster.ground import Board, Ground
from logistics.roster.problem import Problem, Roster
from logistics.roster.rules import cost


class Search:
    """The best roster so far, and the board that is worked on. It begins with the greedy one."""

    def __init__(self, problem: Problem, seconds: float, tell: Callable[[Roster], bool] | None) -> None:
        self._until: Final = monotonic() + seconds
        self._tell: Final = tell
        self._stopped = False
        self.problem: Final = problem
        self.ground: Final = Ground(problem)
        self.board: Final[Board] = place(self.ground)
        self._bound = unavoidable(self.ground)
        held = self.ground.named(self.board.held)
        self.best = self._roster(held, cost(problem, held), "greedy")

    @property
    def left(self) -> float:
        """How many seconds there are left."""
        return self._until - monotonic()

    def goes_on(self) -> bool:
        """Whether there is anything to gain and time left, and nobody stopped it; tells the best roster so far."""
        if self._tell is not None and not self._stopped:
            self._stopped = not self._tell(self.best)
        return not self._stopped and not self.best.optimal and self.left > 0

    def keep(self, method: str) -> None:
        """Keep what is on the board if that is better."""
        held = self.ground.named(self.board.held)
        total = cost(self.problem, held)
        if total < self.best.cost:
            self.best = self._roster(held, total, method)

    def bounded(self, bound: int) -> None:
        """Take in that no roster costs less than this."""
        self._bound = max(self._bound, bound)
        self.best = self._roster(self.best.held, self.best.cost, self.best.method)

    def _roster(self, held: Mapping[str, str], total: int, method: str) -> Roster:
        bound = min(self._bound, total)
        return Roster(held, total, bound, bound == total, method)


__all__ = ["Search"]
