"""The press advisory: each format of the first event warm, with new values each time, and a PDF from a cold start.

Typst keeps what it laid out, so the same page twice would measure that store: every round has another revision.
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.measuring import print_table
from logistics.disclosure import PRESS, disclose
from logistics.documents import advisory, markdown, page, pdf, text
from logistics.documents.advisory import Advisory
from logistics.eventfile import read
from logistics.model import Event
from logistics.plan import build

T = TypeVar("T")
FIRST = Path("events/2017/2017-12-14-us-mexico-strategic-dialogue.yaml")
WARM_ROUNDS, COLD_ROUNDS = 60, 5
GOALS = {"PDF": "<= 20", "PDF, cold process": "<= 200 (engine alone)"}
_COLD = f"""
from pathlib import Path
from logistics.disclosure import PRESS, disclose
from logistics.documents import advisory, pdf
from logistics.eventfile import read
from logistics.plan import build
pdf.advisory(advisory.view(disclose(build(read(Path({str(FIRST)!r})).event), PRESS)))
"""


class Spent(NamedTuple):
    """Milliseconds of several rounds: of the clock (the least and the middle one), and of this process's CPU."""

    least: float
    median: float
    cpu: float


def main() -> None:
    """Print the table."""
    rows = [
        (
            name,
            f"{spent.least:.1f}",
            f"{spent.median:.1f}",
            "" if math.isnan(spent.cpu) else f"{spent.cpu:.1f}",
            GOALS.get(name, ""),
        )
        for name, spent in table()
    ]
    print_table(
        "Press advisory of December 14, 2017: milliseconds, new values each round",
        ("", "least", "median", "CPU, median", "goal (median)"),
        rows,
    )


def table() -> Iterator[tuple[str, Spent]]:
    """Each part and each format with what it took."""
    event = read(FIRST).event
    views = [_view(event, number) for number in range(1, WARM_ROUNDS + 1)]
    pdf.advisory(views[0])  # reads the fonts and the template
    yield "from event to view", _spent(lambda number: _view(event, number), range(1, WARM_ROUNDS + 1))
    formats: dict[str, Callable[[Advisory], object]] = {
        "PDF": pdf.advisory,
        "HTML": page.advisory,
        "plain text": text.advisory,
        "Markdown": markdown.advisory,
    }
    for name, made in formats.items():
        yield name, _spent(made, views[1:])
    others = [_view(event, number) for number in range(1001, 1001 + WARM_ROUNDS)]
    yield "all four formats", _spent(lambda view: [made(view) for made in formats.values()], others)
    yield (
        "PDF, cold process",
        _spent(_cold, range(COLD_ROUNDS))._replace(cpu=math.nan),
    )  # another process's CPU


def _view(event: Event, number: int) -> Advisory:
    revision = event.revision.model_copy(update={"number": number})
    changed = event.model_copy(update={"revision": revision, "title": f"{event.title} ({number})"})
    return advisory.view(disclose(build(changed), PRESS))


def _cold(_round: int) -> None:
    subprocess.run([sys.executable, "-c", _COLD], check=True)


def _spent(task: Callable[[T], object], values: Iterable[T]) -> Spent:
    clock, cpu = [], []
    for value in values:
        began, spent = time.perf_counter(), time.process_time()
        task(value)
        clock.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    return Spent(min(clock), statistics.median(clock), statistics.median(cpu))
