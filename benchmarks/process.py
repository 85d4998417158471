"""`logistics check` of one event as a whole process, beside a process that only imports its two main libraries."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.measuring import print_table

ROOT = Path(__file__).parent.parent
EVENT = ROOT / "events" / "2017" / "2017-12-14-us-mexico-strategic-dialogue.yaml"
ROUNDS = 15

BASE = "import pydantic, yaml"
COMMANDS: dict[str, list[str]] = {
    f'python -c "{BASE}"': [sys.executable, "-c", BASE],
    'python -c "import yaml; from pydantic import BaseModel"': [
        sys.executable, "-c", "import yaml; from pydantic import BaseModel",
    ],
    "logistics check (December 14, 2017)": [str(Path(sys.executable).parent / "logistics"), "check", str(EVENT)],
}  # fmt: skip


def main() -> None:
    """Run each command in turn, so that all see the same machine, and print the least and the middle figures."""
    with tempfile.TemporaryDirectory() as cache:
        seconds = _measured(cache)
    base_wall, base_cpu = (min(column) for column in zip(*seconds[next(iter(COMMANDS))], strict=True))
    rows = []
    for name, runs in seconds.items():
        walls, cpus = (sorted(column) for column in zip(*runs, strict=True))
        ratio = f"{walls[0] / base_wall:.1f}x / {cpus[0] / base_cpu:.1f}x"
        rows.append(
            (
                name,
                f"{walls[0] * 1000:.0f}",
                f"{walls[ROUNDS // 2] * 1000:.0f}",
                f"{cpus[0] * 1000:.0f}",
                ratio,
            )
        )
    head = ("process", "least wall ms", "middle wall ms", "least CPU ms", "least wall / CPU to the first")
    print_table("A check as a process (aim: at most 4 times the first)", head, rows)


def _measured(cache: str) -> dict[str, list[tuple[float, float]]]:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            before, begin = getrusage(RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            wall, after = time.perf_counter() - begin, getrusage(RUSAGE_CHILDREN)
            if number:  # the first round fills the bytecode cache
                cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                seconds[name].append((wall, cpu))
    return seconds
