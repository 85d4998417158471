"""The windows of a network by a compiled loop (spfa.c): how fast it could be."""

import ctypes
import shutil
import subprocess
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from pathlib import Path

from logistics.network import ORIGIN, Link, Point, Window

CACHE = Path(__file__).resolve().parent.parent / ".cache"
NONE = -(2**63)
FAR = (2**63 - 1) // 4


@contextmanager
def compiled() -> Iterator[ctypes.CDLL | None]:
    """spfa.c as a library; None without a C compiler. It is compiled inside the checkout and removed again."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        yield None
        return
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        library = Path(folder) / "spfa.so"
        source = Path(__file__).with_name("spfa.c")
        subprocess.run([compiler, "-O3", "-shared", "-fPIC", "-o", library, source], check=True)
        loaded = ctypes.CDLL(str(library))
        loaded.solve.restype = ctypes.c_int64
        yield loaded


def windows(library: ctypes.CDLL, links: Sequence[Link]) -> dict[Point, Window]:
    """Shortest paths in C with the links that set them, from arrays made of the links and back to windows."""
    names, latest, _, earliest, _ = _arrays(library, links)
    return _windows(names, earliest, latest)


def reasons(library: ctypes.CDLL, links: Sequence[Link]) -> list[tuple[Link, ...]]:
    """The same, and for both ends of every window its chain of links, followed in Python."""
    names, latest, why_latest, earliest, why_earliest = _arrays(library, links)
    _windows(names, earliest, latest)
    chains = []
    for why in (why_earliest.tolist(), why_latest.tolist()):
        for point in names:
            here = point
            chained: list[Link] = []
            while here != ORIGIN and (k := why[names[here]]) >= 0:
                chained.append(links[k])
                here = links[k].before if links[k].after == here else links[k].after
            chains.append(tuple(reversed(chained)))
    return chains


def _arrays(
    library: ctypes.CDLL, links: Sequence[Link]
) -> "tuple[dict[Point, int], array[int], array[int], array[int], array[int]]":
    befores, afters = list(map(itemgetter(0), links)), list(map(itemgetter(1), links))
    names = {name: number for number, name in enumerate(dict.fromkeys(chain((ORIGIN,), befores, afters)))}
    columns = (
        array("q", map(names.__getitem__, befores)),
        array("q", map(names.__getitem__, afters)),
        array("q", [NONE if bound is None else bound for bound in map(itemgetter(2), links)]),
        array("q", [NONE if bound is None else bound for bound in map(itemgetter(3), links)]),
    )
    answers = [array("q", bytes(8 * len(names))) for _ in range(4)]
    pointers = [ctypes.c_void_p(column.buffer_info()[0]) for column in (*columns, *answers)]
    missed = library.solve(ctypes.c_int64(len(names)), ctypes.c_int64(len(links)), *pointers)
    if missed:
        raise RuntimeError(f"the compiled peer finds contradictions ({missed})")
    return names, answers[0], answers[1], answers[2], answers[3]


def _windows(names: dict[Point, int], earliest: "array[int]", latest: "array[int]") -> dict[Point, Window]:
    lows = [None if label == FAR else -label for label in earliest]
    highs = [None if label == FAR else label for label in latest]
    windows = dict(zip(names, map(Window, lows, highs), strict=True))
    del windows[ORIGIN]
    return windows
