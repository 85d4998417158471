"""CPU time, and tables of it. Machines are shared and noisy: compare only figures of one run."""

import gc
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def best_of(rounds: int, tasks: Mapping[Name, Callable[[], object]]) -> dict[Name, float]:
    """The least CPU seconds of each task, in rounds that run every task once, without garbage collection."""
    best: dict[Name, float] = {}
    gc.disable()
    try:
        for _ in range(rounds):
            for name, task in tasks.items():
                gc.collect()
                begin = time.process_time()
                result = task()
                spent = time.process_time() - begin
                del result
                best[name] = min(spent, best.get(name, spent))
    finally:
        gc.enable()
    return best


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    print(f"\n{title}")
    for row in (head, ["-" * width for width in widths], *rows):
        first, *others = row
        cells = [
            first.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)),
        ]
        print("  " + "  ".join(cells).rstrip())
    print(flush=True)
