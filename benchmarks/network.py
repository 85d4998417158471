"""logistics.network beside other people's solvers, from the same list of links to the same windows.

The measured week is invented (week.py). Before anything is timed, every peer's windows are compared with ours.
"""

import operator
import random
from collections.abc import Callable, Iterator, Sequence
from ctypes import CDLL
from functools import partial
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

from benchmarks import peer_c
from benchmarks.measuring import best_of, print_table
from benchmarks.week import Week, week
from logistics.network import ORIGIN, Link, Window, contradicts, solve

SESSIONS = 1000
QUICK_ROUNDS, SLOW_ROUNDS = 8, 2
LOUD = "!" * 20
WINDOWS, REASONS, VERDICT = (
    "windows and contradictions",
    "windows, and the reasons of every end",
    "consistent or not",
)


WITH_POINTS = "networkx (points, no links)"


class Aim(NamedTuple):
    """How our time stands to a peer's of the same kind of answer: at least so many times faster, or slower at most."""

    kind: str
    peer: str
    times: int
    faster: bool = True

    def told(self, ours: float, theirs: float) -> str:
        """The aim, what it came to, and whether that meets it; from the seconds of both."""
        ratio = theirs / ours if self.faster else ours / theirs
        met = ratio >= self.times if self.faster else ratio <= self.times
        limit = (
            f"at least {self.times} times faster than"
            if self.faster
            else f"at most {self.times} times the time of"
        )
        return f"{self.kind}, {limit} {self.peer}: {ratio:.1f}x, {'met' if met else 'MISSED'}"


AIMS = (
    Aim(WINDOWS, "networkx", 4),
    Aim(REASONS, WITH_POINTS, 4),
    Aim(VERDICT, "CP-SAT, one solve", 10),
    Aim(WINDOWS, "compiled C", 3, faster=False),
    Aim(REASONS, "compiled C", 3, faster=False),
)


class Task(NamedTuple):
    """One way to an answer. Times are compared with ours of the same kind of answer."""

    name: str
    kind: str
    run: Callable[[Sequence[Link]], object]
    slow: bool = False


def main() -> None:
    """Print all tables."""
    invented = week(SESSIONS)
    bounds = sum(bound is not None for link in invented.links for bound in link[2:4])
    print(
        f"Temporal network: an invented week of {SESSIONS} sessions, {len(invented.times)} points, "
        f"{len(invented.links)} links, {bounds} bounds. CPU milliseconds, best of several, garbage collection off."
    )
    with peer_c.compiled() as library:
        tasks = [
            Task("ours", WINDOWS, solve),
            Task("ours", REASONS, _with_reasons),
            Task("ours", VERDICT, contradicts),
            *_peers(library),
        ]
        _compare_answers(invented, tasks)
        _table("from links to answers", invented.links, tasks)
        shuffled = random.Random(5).sample(invented.links, len(invented.links))
        _table("the same links, shuffled", shuffled, [task for task in tasks if not task.slow])
    _contradictions(invented)
    _chains()


def _peers(library: CDLL | None) -> Iterator[Task]:
    if library is None:
        print(f"{LOUD} MISSING: no C compiler, so nothing is compared with a compiled loop {LOUD}")
    else:
        yield Task("compiled C", WINDOWS, partial(peer_c.windows, library))
        yield Task("compiled C", REASONS, partial(peer_c.reasons, library))
    if networkx := _peer("networkx"):
        yield Task("networkx", WINDOWS, networkx.windows)
        yield Task(WITH_POINTS, REASONS, networkx.windows_with_paths)
    if cp_sat := _peer("cp_sat"):
        yield Task("CP-SAT, two solves", WINDOWS, cp_sat.windows, slow=True)
        yield Task("CP-SAT, one solve", VERDICT, cp_sat.consistent, slow=True)


def _peer(name: str) -> ModuleType | None:
    try:
        return import_module(f"benchmarks.peer_{name}")
    except ImportError as error:
        print(f"{LOUD} MISSING: {error}; install requirements-bench.lock (make bench does) {LOUD}")
        return None


def _with_reasons(links: Sequence[Link]) -> object:
    return solve(links).reasons().items()


def _compare_answers(invented: Week, tasks: Sequence[Task]) -> None:
    """Stop if a peer's answer is not ours. CP-SAT has a first or last moment where we say that there is no bound."""
    ours = solve(invented.links).windows
    for task in tasks:
        theirs = task.run(invented.links)
        if task.kind == VERDICT and theirs is not (task.name != "ours"):
            raise SystemExit(f"{task.name} says that the week contradicts itself")
        if isinstance(theirs, dict):
            same = _same_but_for_missing_bounds if task.name.startswith("CP-SAT") else operator.eq
            wrong = [point for point in ours if not same(ours[point], theirs[point])]
            if wrong:
                raise SystemExit(
                    f"{task.name} has other windows than ours for {len(wrong)} points: {wrong[:3]}"
                )


def _same_but_for_missing_bounds(ours: Window, theirs: Window) -> bool:
    return all(one is None or one == other for one, other in zip(ours, theirs, strict=True))


def _table(title: str, links: Sequence[Link], tasks: Sequence[Task]) -> None:
    best = best_of(QUICK_ROUNDS, {task: partial(task.run, links) for task in tasks if not task.slow})
    best |= best_of(SLOW_ROUNDS, {task: partial(task.run, links) for task in tasks if task.slow})
    rows = []
    for kind in (WINDOWS, REASONS, VERDICT):
        of_kind = [task for task in tasks if task.kind == kind]
        rows += [
            [f"{kind}: {task.name}", f"{best[task] * 1000:.1f}", f"{best[task] / best[of_kind[0]]:.2f}"]
            for task in of_kind
        ]
    print_table(title, ["", "ms", "times ours"], rows)
    spent = {(task.kind, task.name): seconds for task, seconds in best.items()}
    for aim in AIMS:
        if (aim.kind, aim.peer) in spent:
            print(f"  aim: {aim.told(spent[aim.kind, 'ours'], spent[aim.kind, aim.peer])}")


def _contradictions(invented: Week) -> None:
    rows = []
    for planted in (0, 1, 20, 100):
        wrong = invented.planted(planted)
        links = [*invented.links, *wrong]
        spent = best_of(3, {"": partial(solve, links)})[""]
        conflicts = solve(links).conflicts
        named = sum(any(link in conflict.links for conflict in conflicts) for link in wrong)
        blamed = {conflict.set_aside for conflict in conflicts}
        lengths = sorted(len(conflict.links) for conflict in conflicts)
        rows.append(
            [
                f"{planted} planted",
                f"{spent * 1000:.1f}",
                f"{named}/{planted}",
                str(len(conflicts)),
                f"{lengths[len(lengths) // 2]}, {lengths[-1]}" if lengths else "",
                str(len(blamed)),
                str(len(blamed.intersection(wrong))),
            ]
        )
    head = [
        "stated times that are hours off",
        "ms",
        "named",
        "conflicts",
        "links (median, most)",
        "set aside",
        "planted",
    ]
    print_table("contradictions, all of them explained", head, rows)


def _chains() -> None:
    """One chain of points that each follow the one before, in order and shuffled."""
    rows = []
    for length in (8000, 80000):
        points = [f"point {place}" for place in range(length)]
        for order in ("in order", "shuffled"):
            if order == "shuffled":
                random.Random(9).shuffle(points)
            links = [Link(a, b, 60, 600, "follows") for a, b in pairwise(points)]
            links.append(Link(ORIGIN, points[0], 0, 0, "stated"))
            if order == "shuffled":
                random.Random(10).shuffle(links)
            spent = best_of(3, {"": partial(solve, links)})[""]
            looks = solve(links)._network.relaxed / (2 * (length - 1))
            rows.append([f"{length} points, {order}", f"{spent * 1000:.1f}", f"{looks:.1f}"])
    print_table("one long chain", ["", "ms", "looks at every bound"], rows)
