"""Invented events larger than real ones: for the feed that is asked for, and for the sheet that is typed in."""

from __future__ import annotations

from pathlib import Path

from logistics.changes.stated import stated
from logistics.eventfile import judge, read, write

_SUMMIT = Path("events/invented/2031-06-11-two-city-summit-day.yaml")
_FIRST_DAY, _FIRST_HOUR, _A_DAY = 9, 9, 12

_HEAD = """\
id: invented-week
title: An Invented Week of Press Conferences
name: Invented Week
invented: An invented event, made to be large
date: Monday, June 9, 2031
last_date: Sunday, June 15, 2031
zone: America/Chicago
issuer: {name: Invented House, place: San Antonio}
revision: {number: 1, date: "June 8, 2031", time: 6:00 p.m. CDT}
venues:
  - id: house
    name: Invented House
    address: 100 Invented Plaza, San Antonio, Texas
    zone: America/Chicago
    entrances: [{id: east-gate, name: East Gate}]
    rooms: [{id: auditorium, name: Auditorium, floor: "1", capacity: 240, riser_places: 18}]
sessions:
"""
_SESSION = """\
  - id: conference-{number}
    kind: press conference
    title: Press conference {number} of the invented week
    start: June {day}, 2031 at {hour}:00 CDT
    end: June {day}, 2031 at {hour}:15 CDT
    room: auditorium
    coverage: open
    access:
      - {{step: pre-set, press: video, at: "June {day}, 2031 at {before}:20 CDT", entrance: east-gate}}
      - {{step: final access, press: stills, at: "June {day}, 2031 at {before}:40 CDT", entrance: east-gate}}
      - {{step: final access, press: writers, at: "June {day}, 2031 at {before}:42 CDT", entrance: east-gate}}
      - {{step: final access, press: radio, at: "June {day}, 2031 at {before}:44 CDT", entrance: east-gate}}
"""


def week_of_conferences(sessions: int) -> str:
    """An event file whose press feed has five entries a session, with no error in it."""
    found = []
    for number in range(sessions):
        day, hour = _FIRST_DAY + number // _A_DAY, _FIRST_HOUR + number % _A_DAY
        found.append(_SESSION.format(number=number + 1, day=day, hour=hour, before=hour - 1))
    return _HEAD + "".join(found)


def long_summit(sessions: int) -> str:
    """The invented summit, which uses every part of the format, its sessions over again until there are so many."""
    tree = stated(read(_SUMMIT).event)
    own = tree["sessions"]
    assert isinstance(own, list)
    tree["sessions"] = [
        {**one, "id": f"{one['id']}-{time}"} if time else one
        for time in range(-(-sessions // len(own)))
        for one in own
    ][:sessions]
    return write(judge(tree))  # type: ignore[arg-type] # judging tells whatever is no text
