"""Other people's readers accept our feeds and get the same instants from them.

``ICAL_VALIDATOR`` names a script that runs the readers on one file; ``.ci/run`` installs them and sets it. Beside it
lie the readers' own folders.
"""

import datetime as dt
import json
import os
import random
import shutil
import subprocess
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest

from logistics import calendars, moments
from logistics.disclosure import AUDIENCES, PRESS, PUBLIC, STAFF, Audience
from logistics.errors import MomentError
from logistics.mail import calendar_parts
from logistics.model import Category, Event, Level, Status
from logistics.operations.mailing import inviting
from logistics.plan import build
from tests.calendars.reading import SAMPLES, event, feed, programme, sample
from tests.calendars.test_hostile_text import NASTY, everywhere

VALIDATOR = os.environ.get("ICAL_VALIDATOR", "")
pytestmark = pytest.mark.skipif(
    not VALIDATOR, reason="ICAL_VALIDATOR is not set: no other reader than icalendar has judged these feeds"
)
VIDEO = Audience(Level.PRESS, Category.VIDEO)
QUICK = "own-octets,libical,ruby,icalendar"
# With ICAL_EVERY=1 all readers judge every feed and every message of every sample: half an hour, before a release.
EVERY = os.environ.get("ICAL_EVERY", "") == "1"
OPTIONS = calendars.Options(alarm=20, colours=True, links=True)

ICAL_JS = """
import { readFileSync } from "fs";
const ICAL = (await import(process.argv[1])).default;
const found = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const start = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).startDate;
  found[name] = start.toUnixTime();
}
console.log(JSON.stringify(found));
"""

LIBICAL = """
import json, sys, gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
found = {}
for name, text in json.load(sys.stdin).items():
    calendar = ICalGLib.Component.new_from_string(text)
    entry = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    start = entry.get_dtstart()
    zone = start.get_timezone() or ICalGLib.Timezone.get_utc_timezone()
    found[name] = start.as_timet_with_zone(zone)
print(json.dumps(found))
"""


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, STAFF], ids=lambda audience: audience.name)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_strict_readers_accept_every_sample(path: Path, audience: Audience, tmp_path: Path) -> None:
    _accepted(feed(sample(path), audience), tmp_path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_strict_readers_accept_every_category_and_what_readers_may_ask_for(
    path: Path, tmp_path: Path
) -> None:
    of = sample(path)
    for audience in AUDIENCES if EVERY else (VIDEO,):
        told = programme(of, audience)
        _accepted(calendars.write([told], options=OPTIONS), tmp_path)
        _accepted(calendars.write([told]), tmp_path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_strict_readers_accept_invitations_updates_and_cancellations(path: Path, tmp_path: Path) -> None:
    messages = list(_messages(sample(path)))
    assert {method for method, _ in messages} >= {"REQUEST", "CANCEL"}
    chosen = messages if EVERY else [*messages[:2], *messages[-2:]]
    for _, raw in chosen:
        _accepted(raw, tmp_path)


def _messages(of: Event) -> Iterator[tuple[str, bytes]]:
    """Every message that a guest of all press would get: asked, told that it is elsewhere now, and called off."""
    to, sender = (
        calendars.Party("Example, “Wire”; Desk", "desk@wire.example"),
        calendars.Party("Press", "p@o.example"),
    )
    off = of.model_copy(update={"status": Status.CANCELLED})
    renamed = [venue.model_copy(update={"name": f"{venue.name}, annex"}) for venue in of.venues]
    moved = of.model_copy(update={"venues": tuple(renamed)})
    plans = [build(each) for each in (of, moved, off)]
    now = moments.instant(of.date.date, dt.time(1), of.zone) - 10 * 24 * 3600
    for count in (1, 2, 3):
        for letter in inviting.to_press(plans[:count], PRESS, to, sender, now):
            (raw,) = calendar_parts(letter.mail)
            yield letter.method, raw


def test_the_strict_readers_accept_what_is_rare(tmp_path: Path) -> None:
    """Cancelled, postponed, a whole day, a window, approximate, in UTC, with nothing to show, with any text."""
    access = {"press": "video", "entrance": "gate"}
    of = event(
        {"id": "off", "kind": "remarks", "start": "10:00 a.m.", "status": "cancelled", "access": [
            {"step": "pre-set", "by": "9:30 a.m.", **access},
            {"step": "final access", "between": "9:35 to 9:45 a.m.", **access},
        ]},
        {"id": "moved", "kind": "reception", "start": "to be determined", "status": "postponed"},
        {"id": "near", "kind": "remarks", "start": "about 10:30 a.m."},
        {"id": "wide", "kind": "remarks", "start": "7:00 to 7:30 p.m."},
        id="rare",
        zone="Africa/Casablanca",
    )  # fmt: skip
    hidden = event(id="hidden")
    secret = hidden.sessions[0].model_copy(update={"audience": Level.STAFF})
    nothing = hidden.model_copy(update={"sessions": (secret,)})
    _accepted(calendars.write([programme(of, PRESS), programme(nothing, PRESS)]), tmp_path)
    for text in NASTY[1:15:4]:
        _accepted(feed(everywhere(text), STAFF), tmp_path)


def _accepted(raw: bytes, folder: Path) -> None:
    written = folder / "feed.ics"
    written.write_bytes(raw)
    done = subprocess.run(
        [VALIDATOR, *([] if EVERY else ["--only", QUICK]), str(written)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _feed_of_each_zone() -> tuple[dict[str, str], dict[str, int]]:
    """A feed for every zone, each on a day drawn for it between 2007 and 2035, and the instant of its entry."""
    draw = random.Random(2035)
    texts, truths = {}, {}
    for zone in sorted(zoneinfo.available_timezones()):
        day = dt.date(draw.randint(2007, 2035), draw.randint(1, 12), draw.randint(1, 28))
        of = event(zone=zone, date=day.isoformat(), revision={"number": 1, "date": "2007-01-01"})
        try:
            truths[zone] = moments.instant(day, dt.time(9), zone)
        except MomentError:
            continue
        texts[zone] = feed(of, PUBLIC).decode()
    return texts, truths


def _read_by(command: list[str], texts: dict[str, str]) -> dict[str, int]:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed: this reader has not judged the zones")
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_ical_js_reads_the_same_instants_in_every_zone() -> None:
    """Thunderbird's parser, which knows no zone but those in the file."""
    module = Path(VALIDATOR).resolve().parent / "node" / "node_modules" / "ical.js" / "dist" / "ical.js"
    if not module.exists():
        pytest.skip("ical.js does not lie beside the validator: it has not judged the zones")
    texts, truths = _feed_of_each_zone()
    found = _read_by(["node", "--input-type=module", "-e", ICAL_JS, "--", str(module)], texts)
    assert found == truths


def test_libical_reads_the_same_instants_in_every_zone() -> None:
    """The parser of Evolution and GNOME Calendar."""
    texts, truths = _feed_of_each_zone()
    found = _read_by(["/usr/bin/python3", "-c", LIBICAL], texts)
    assert found == truths
