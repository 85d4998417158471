"""A roster within a given time: one at once, then better ones, and the best where it can be proven."""

from __future__ import annotations

from collections.abc import Callable

from logistics.roster.problem import Problem, Roster
from logistics.roster.search import Search


def solve(problem: Problem, *, seconds: float = 10.0, tell: Callable[[Roster], bool] | None = None) -> Roster:
    """The best roster that is found in so many seconds; every one on the way keeps all rules.

    ``tell`` is given the best roster so far, each time that it is better and now and then between, and answers whether
    to go on. The same problem gives the same roster, unless time runs out before there is nothing left to try.
    """
    search = Search(problem, seconds, tell)
    if search.goes_on():
        from logistics.roster.windows import improve  # noqa: PLC0415 - loads HiGHS, which the greedy answer need not

        improve(search)
    return search.best


__all__ = ["solve"]
