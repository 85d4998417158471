"""logistics.network beside other people's solvers, from the same list of links to the same windows.

The measured week is invented (week.py). Before anything is timed, every peer's windows are compared with ours.
"""

import random
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise
from types import ModuleType

from benchmarks import peer_c
from benchmarks.measuring import best_of, print_table
from benchmarks.week import Week, week
from logistics.network import ORIGIN, Link, Window, solve

SESSIONS = 1000
LOUD = "!" * 20
Task = Callable[[Sequence[Link]], object]


def main() -> None:
    """Print all tables."""
    invented = week(SESSIONS)
    bounds = sum(bound is not None for link in invented.links for bound in link[2:4])
    print(
        f"Temporal network: an invented week of {SESSIONS} sessions, {len(invented.times)} points, "
        f"{len(invented.links)} links, {bounds} bounds. CPU milliseconds, best of several, garbage collection off."
    )
    with peer_c.compiled() as library:
        tasks: dict[str, tuple[Task, int]] = {
            "ours": (solve, 12),
            "ours, and all reasons": (_with_reasons, 6),
        }
        if library is None:
            print(f"{LOUD} MISSING: no C compiler, so nothing is compared with a compiled loop {LOUD}")
        else:
            tasks["compiled C"] = (partial(peer_c.windows, library), 12)
            tasks["compiled C, and all reasons"] = (partial(peer_c.reasons, library), 6)
        if networkx := _peer("networkx"):
            tasks["networkx"] = (networkx.windows, 4)
            tasks["networkx, and all paths"] = (networkx.windows_with_paths, 3)
        if cp_sat := _peer("cp_sat"):
            tasks["CP-SAT, consistency only"] = (cp_sat.consistent, 2)
            tasks["CP-SAT, windows"] = (cp_sat.windows, 2)
        _compare_answers(invented, tasks)
        _table("from links to windows", invented.links, tasks)
        shuffled = random.Random(5).sample(invented.links, len(invented.links))
        quick = {name: task for name, task in tasks.items() if not name.startswith("CP-SAT")}
        _table("the same links, shuffled", shuffled, quick)
    _contradictions(invented)
    _chains()


def _peer(name: str) -> ModuleType | None:
    try:
        return import_module(f"benchmarks.peer_{name}")
    except ImportError as error:
        print(f"{LOUD} MISSING: {error}; install requirements-bench.lock (make bench does) {LOUD}")
        return None


def _with_reasons(links: Sequence[Link]) -> object:
    solution = solve(links)
    return [(solution.why_earliest(point), solution.why_latest(point)) for point in solution.windows]


def _compare_answers(invented: Week, tasks: dict[str, tuple[Task, int]]) -> None:
    """Stop if a peer's windows are not ours. CP-SAT has a moment where we say that there is no bound."""
    ours = solve(invented.links).windows
    for name, (task, _) in tasks.items():
        theirs = task(invented.links)
        if isinstance(theirs, dict):
            wrong = [point for point in ours if not _agree(ours[point], theirs[point], name)]
            if wrong:
                raise SystemExit(f"{name} has other windows than ours for {len(wrong)} points: {wrong[:3]}")
        elif theirs is False:
            raise SystemExit(f"{name} says that the week contradicts itself")


def _agree(ours: Window, theirs: Window, name: str) -> bool:
    if name.startswith("CP-SAT"):
        return (
            all(one is None or one == other for one, other in zip(ours, theirs, strict=True)) or None in ours
        )
    return ours == theirs


def _table(title: str, links: Sequence[Link], tasks: dict[str, tuple[Task, int]]) -> None:
    best: dict[str, float] = {}
    for rounds in sorted({rounds for _, rounds in tasks.values()}):
        best |= best_of(
            rounds, {name: partial(task, links) for name, (task, own) in tasks.items() if own == rounds}
        )
    rows = []
    for name in tasks:
        same_kind = "ours, and all reasons" if name.endswith((" reasons", " paths")) else "ours"
        rows.append([name, f"{best[name] * 1000:.1f}", f"{best[name] / best[same_kind]:.2f}"])
    print_table(title, ["", "ms", "times ours"], rows)


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
