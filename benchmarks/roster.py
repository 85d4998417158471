"""logistics.roster beside its own greedy and OR-Tools CP-SAT, on the same invented days (rosters.py).

Each solver has a process of its own: OR-Tools brings another HiGHS, and the two cannot be loaded into one.
"""

import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks.measuring import print_table
from benchmarks.rosters import SIZES, Size, invented
from logistics.roster.greedy import greedy
from logistics.roster.problem import Problem, Roster
from logistics.roster.solving import solve

LOUD = "!" * 20
HEAD = ("size, seed, by whom", "greedy's", "to fewest open", "in all", "open", "weight", "cost", "bound")


class Run(NamedTuple):
    """For how long each size is tried, and with which seeds."""

    size: Size
    seeds: range
    seconds: float


RUNS = tuple(map(Run, SIZES, (range(4), range(3), range(2)), (5.0, 10.0, 15.0)))


class Outcome(NamedTuple):
    """A roster, with the seconds until it had as few open posts (by weight) as in the end, and in all."""

    roster: Roster
    filled: float
    seconds: float


def main() -> None:
    """Print a table for each size."""
    print(
        "Rosters: invented days. Wall-clock seconds, until as few posts (by weight) were open as in the end, and in "
        "all; CP-SAT with one worker and linearization_level=2, and in all but the smallest without shares (easier)."
    )
    solvers = {"greedy": _by_greedy, "ours": _by_us, "CP-SAT": _by_cp_sat}
    if find_spec("ortools") is None:
        print(f"{LOUD} MISSING: ortools; install requirements-bench.lock (make bench does) {LOUD}")
        del solvers["CP-SAT"]
    processes = {name: ProcessPoolExecutor(1, get_context("spawn")) for name in solvers}
    warm = Size(5, 10, 1)
    for name, process in processes.items():
        process.submit(solvers[name], warm, 0, 1.0).result()
    for size, seeds, seconds in RUNS:
        rows: list[tuple[str, ...]] = []
        for seed in seeds:
            problem = invented(size, seed)
            outcomes = {
                name: process.submit(solvers[name], size, seed, seconds).result()
                for name, process in processes.items()
            }
            rows += [
                _row(f"seed {seed}, {name}", problem, outcome, outcomes["greedy"])
                for name, outcome in outcomes.items()
            ]
        print_table(f"{size}, {seconds:.0f} s at most", HEAD, rows)
    for process in processes.values():
        process.shutdown()


def _row(name: str, problem: Problem, outcome: Outcome, at_once: Outcome) -> tuple[str, ...]:
    roster, is_open = outcome.roster, outcome.roster.open(problem)
    return (
        name,
        f"{len(is_open) / max(1, len(at_once.roster.open(problem))):.2f}",
        f"{outcome.filled:.3f}",
        f"{outcome.seconds:.3f}",
        str(len(is_open)),
        str(sum(post.weight for post in is_open)),
        f"{roster.cost:,}",
        "optimal" if roster.optimal else f"{roster.bound:,}",
    )


def _by_greedy(size: Size, seed: int, _seconds: float) -> Outcome:
    problem = invented(size, seed)
    begin = time.perf_counter()
    roster = greedy(problem)
    spent = time.perf_counter() - begin
    return Outcome(roster, spent, spent)


def _by_us(size: Size, seed: int, seconds: float) -> Outcome:
    problem = invented(size, seed)
    least = _Least()

    def tell(roster: Roster) -> bool:
        least.heard(sum(post.weight for post in roster.open(problem)))
        return True

    roster = solve(problem, seconds=seconds, tell=tell)
    tell(roster)
    return Outcome(roster, least.at, least.since())


def _by_cp_sat(size: Size, seed: int, seconds: float) -> Outcome:
    problem = invented(size, seed)
    peer = import_module("benchmarks.peer_cp_sat_roster")
    least = _Least()
    # without shares where there is much to decide: with them it finds nothing in the time
    roster: Roster = peer.solve(problem, seconds, least.heard, fair=size.posts < 100)
    return Outcome(roster, least.at, least.since())


class _Least:
    """When the least figure so far was heard."""

    def __init__(self) -> None:
        self._begin = time.perf_counter()
        self._least: int | None = None
        self.at = 0.0

    def since(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self._begin

    def heard(self, figure: int) -> None:
        """Take in a figure."""
        if self._least is None or figure < self._least:
            self._least, self.at = figure, self.since()


if __name__ == "__main__":
    main()
