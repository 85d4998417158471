"""A calendar of many entries: written whole, and again after one in a hundred has changed, beside other libraries.

Each writer has a process of its own, so that memory is its own too.
"""

import contextlib
import datetime as dt
import gc
import json
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.measuring import print_table
from logistics.calendars.entries import Changed, Entry, Told, identity
from logistics.calendars.writing import component, written, zones_of

LOUD = "!" * 20
ENTRIES = 10_000
EVERY = 100
ZONE = "America/New_York"
BEGIN = 1_513_256_400
HEAD = ("writer", "whole, s", "1 % changed, s", "of icalendar whole", "memory added, MB", "bytes")


class Outcome(NamedTuple):
    """CPU seconds for the whole and for the whole after a change, megabytes above the base, and bytes written."""

    whole: float
    changed: float
    memory: float
    size: int


def entries(shift: int = 0) -> list[Entry]:
    """The entries; with a shift one in a hundred begins so many seconds later."""
    made = []
    for number in range(ENTRIES):
        moved = shift if number % EVERY == 0 else 0
        begins = BEGIN + number * 600 + moved
        words = (
            f"Pre-set for video cameras, number {number}: 23rd Street Entrance, U.S. Department of State.\n"
            "For: joint press availability, Dean Acheson Auditorium; 10:45 a.m. EST.\nCoverage: open press.\n"
            "Preceded by: dialogue; 9:00 a.m. EST.\n\nTimes are Eastern Standard Time (EST).\n"
            "Invented Ministry, Office of the Spokesperson, Washington, DC."
        )
        told = Told(
            identity("bench", str(number)),
            f"Pre-set: video cameras – Session {number}",
            "23rd Street Entrance, U.S. Department of State, Washington, DC",
            words,
            belongs_to=identity("bench", "session", str(number)),
        )
        since = Changed(int(moved > 0), BEGIN - 86_400 + moved)
        made.append(Entry(told, ZONE, begins, begins + 1_800, "CONFIRMED", True, since))
    return made


def main() -> None:
    """Print the table."""
    print(
        f"Feeds: {ENTRIES:,} entries of about 800 bytes. CPU seconds, best of two; memory is the most that the process "
        "had, less what it had with the entries ready."
    )
    writers = ["ours", "icalendar"]
    for name in ("ics", "vobject"):
        if find_spec(name):
            writers.append(name)
        else:
            print(f"{LOUD} MISSING: {name}; install requirements-bench.lock (make bench does) {LOUD}")
    found: dict[str, Outcome] = {}
    for name in writers:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            found[name] = process.submit(measured, name).result()
    if (library := _ical_js()) is not None:
        found["ical.js"] = _by_ical_js(library)
    else:
        print(f"{LOUD} MISSING: ical.js; set ICALJS to the folder of its package, and have node {LOUD}")
    whole = found["icalendar"].whole
    rows = [
        (
            name,
            f"{one.whole:.2f}",
            f"{one.changed:.3f}",
            f"1/{whole / one.changed:.0f}",
            f"{one.memory:.0f}",
            f"{one.size:,}",
        )
        for name, one in found.items()
    ]
    print_table("A feed written whole, and after a change", HEAD, rows)


def measured(name: str) -> Outcome:
    """One writer, in this process."""
    write = {"ours": _ours, "icalendar": _icalendar, "ics": _ics, "vobject": _vobject}[name]
    first, second, third = entries(), entries(60), entries(120)
    write(first[:10])
    gc.collect()
    base = _resident()
    whole, size = _timed(write, first)
    changed = min(_timed(write, each)[0] for each in (second, third))
    if name == "ours":
        assert write(third) == _icalendar(third), "ours is what icalendar writes whole, byte for byte"
    return Outcome(whole, changed, _memory[0] - base, size)


_memory = [0.0]


def _timed(write: Callable[[list[Entry]], bytes], found: list[Entry]) -> tuple[float, int]:
    gc.collect()
    begin = time.process_time()
    data = write(found)
    spent = time.process_time() - begin
    _memory[0] = max(_memory[0], _peak())
    return spent, len(data)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _ours(found: list[Entry]) -> bytes:
    return written(found, identity("bench"), "Invented", ZONE, confidential=False)


def _icalendar(found: list[Entry]) -> bytes:
    """The same calendar with icalendar alone: every entry a component, and all of it serialised at once."""
    from icalendar import Calendar  # noqa: PLC0415 - each writer only in its own process

    zones = zones_of(found)
    calendar = Calendar.from_ical(written(found[:1], identity("bench"), "Invented", ZONE, confidential=False))
    calendar.subcomponents.clear()
    for zone in zones.values():
        calendar.add_component(zone)
    for entry in found:
        calendar.add_component(component(entry, in_zone=entry.zone in zones, confidential=False))
    return bytes(calendar.to_ical())


def _wall(moment: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(moment, ZoneInfo(ZONE))


def _ics(found: list[Entry]) -> bytes:
    import ics  # noqa: PLC0415 - each writer only in its own process

    calendar = ics.Calendar()
    for entry in found:
        assert isinstance(entry.starts, int)
        assert isinstance(entry.ends, int)
        calendar.events.add(
            ics.Event(
                name=entry.told.summary,
                begin=_wall(entry.starts),
                end=_wall(entry.ends),
                uid=entry.told.uid,
                description=entry.told.description,
                location=entry.told.place,
                status=entry.status,
            )
        )
    return calendar.serialize().encode()


def _vobject(found: list[Entry]) -> bytes:
    import vobject  # noqa: PLC0415 - each writer only in its own process
    from dateutil.tz import gettz, tzutc  # noqa: PLC0415 - it knows the zones of this library alone

    zone = gettz(ZONE)
    calendar = vobject.iCalendar()
    for entry in found:
        assert isinstance(entry.starts, int)
        assert isinstance(entry.ends, int)
        made = calendar.add("vevent")
        for name, value in (
            ("uid", entry.told.uid),
            ("summary", entry.told.summary),
            ("location", entry.told.place),
            ("description", entry.told.description),
            ("dtstamp", dt.datetime.fromtimestamp(entry.changed.at, tzutc())),
            ("dtstart", dt.datetime.fromtimestamp(entry.starts, zone)),
            ("dtend", dt.datetime.fromtimestamp(entry.ends, zone)),
            ("status", entry.status),
            ("sequence", str(entry.changed.sequence)),
        ):
            made.add(name).value = value
    return bytes(calendar.serialize().encode())


ICAL_JS = """
import { readFileSync } from "fs";
const ICAL = (await import(process.argv[1])).default;
const entries = JSON.parse(readFileSync(0, "utf8"));
function write() {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//bench//EN");
  for (const entry of entries) {
    const event = new ICAL.Component("vevent");
    for (const name of ["uid", "summary", "location", "description", "status"])
      event.updatePropertyWithValue(name, entry[name]);
    for (const name of ["dtstamp", "dtstart", "dtend"])
      event.updatePropertyWithValue(name, ICAL.Time.fromJSDate(new Date(entry[name] * 1000), true));
    event.updatePropertyWithValue("sequence", entry.sequence);
    calendar.addSubcomponent(event);
  }
  return calendar.toString();
}
const base = process.memoryUsage().rss;
const found = [];
let text = "";
for (let round = 0; round < 2; round++) {
  const begin = process.cpuUsage();
  text = write();
  const spent = process.cpuUsage(begin);
  found.push((spent.user + spent.system) / 1e6);
}
const memory = (process.memoryUsage().rss - base) / 1e6;
console.log(JSON.stringify([Math.min(...found), memory, Buffer.byteLength(text)]));
"""


def _ical_js() -> str | None:
    """The module of ical.js, where node is here: of the folder that ``ICALJS`` names, else where CI installs it."""
    folder = os.environ.get("ICALJS", ".ci/ical/node/node_modules/ical.js")
    module = Path(folder, "dist", "ical.js").resolve()
    return str(module) if folder and shutil.which("node") and module.exists() else None


def _by_ical_js(module: str) -> Outcome:
    found: list[dict[str, Any]] = [
        {
            "uid": one.told.uid,
            "summary": one.told.summary,
            "location": one.told.place,
            "description": one.told.description,
            "status": one.status,
            "dtstamp": one.changed.at,
            "dtstart": one.starts,
            "dtend": one.ends,
            "sequence": one.changed.sequence,
        }
        for one in entries()
    ]
    command = ["node", "--input-type=module", "-e", ICAL_JS, module]
    done = subprocess.run(command, input=json.dumps(found), capture_output=True, text=True, check=True)
    seconds, memory, size = json.loads(done.stdout)
    return Outcome(seconds, seconds, memory, size)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
