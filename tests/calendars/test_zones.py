"""The VTIMEZONE of every zone, read as the standard says, gives the hours of the zone database."""

import datetime as dt
import random
import re
import zoneinfo
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # has no types
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from logistics import calendars, moments
from logistics.calendars.zones import vtimezone
from logistics.disclosure import PUBLIC
from logistics.errors import MomentError
from logistics.model import When
from tests.calendars.reading import entries, entry, event, feed, programme

ZONES = sorted(zoneinfo.available_timezones())
DAY = 86_400
YEAR = 366 * DAY


def _moment(year: int, month: int = 6, day: int = 15) -> int:
    return int(dt.datetime(year, month, day, 15, tzinfo=dt.UTC).timestamp())


def _written(zone: str, year: int) -> str:
    made = vtimezone(zone, [_moment(year)])
    return made.to_ical().decode().replace("\r\n", "\n") if made else ""


def _wrong_instants(zone: str, text: str, first: int, last: int, step: int) -> list[str]:
    """The instants of [first, last) at which a VTIMEZONE, read as RFC 5545 §3.6.5 says, differs from the database.

    Looked at: one every ``step`` seconds, and the second before and the second of every change.
    """
    changes: list[tuple[int, dt.timedelta, dt.timedelta]] = []
    for part in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\n(.*?)END:", text, re.DOTALL):
        said = dict(line.split(":", 1) for line in part.strip().split("\n"))
        onset = dt.datetime.strptime(said["DTSTART"] + "+0000", "%Y%m%dT%H%M%S%z")
        before, after = _offset(said["TZOFFSETFROM"]), _offset(said["TZOFFSETTO"])
        onsets = [onset]
        if "RRULE" in said:
            end = dt.datetime.fromtimestamp(last + YEAR, dt.UTC)
            onsets = rrulestr(said["RRULE"], dtstart=onset).between(onset, end, inc=True)
        changes += [(int((at - before).timestamp()), before, after) for at in onsets]
    changes.sort()
    near = [at + second for at, _, _ in changes for second in (-1, 0) if first <= at + second < last]
    wrong = []
    for moment in [*range(first, last, step), *near]:
        # Before the first onset the standard says nothing; readers take what that one changes from.
        offsets = [changes[0][1], *(after for at, _, after in changes if at <= moment)]
        if offsets[-1] != dt.datetime.fromtimestamp(moment, moments.zone(zone)).utcoffset():
            wrong.append(moments.iso(moment, zone))
    return wrong


def _offset(words: str) -> dt.timedelta:
    return (-1 if words[0] == "-" else 1) * dt.timedelta(hours=int(words[1:3]), minutes=int(words[3:5]))


def test_new_york_has_one_summer_and_one_winter_with_a_yearly_rule() -> None:
    assert _written("America/New_York", 2017).splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:DAYLIGHT",
        "DTSTART:20160313T020000",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "TZNAME:EDT",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20161106T020000",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "TZNAME:EST",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_mexico_city_had_a_summer_time_of_its_own_and_has_none_today() -> None:
    then, now = _written("America/Mexico_City", 2017), _written("America/Mexico_City", 2026)
    assert "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4" in then
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in then
    assert "DAYLIGHT" not in now
    assert "RRULE" not in now


def test_dublin_has_its_summer_as_daylight_though_irish_law_calls_the_winter_the_exception() -> None:
    text = _written("Europe/Dublin", 2026)
    assert text.index("BEGIN:DAYLIGHT") < text.index("TZNAME:IST") < text.index("BEGIN:STANDARD")


@pytest.mark.parametrize(
    "zone, year",
    [
        ("Africa/Casablanca", 2026),
        ("America/Mexico_City", 2022),
        ("America/Caracas", 2016),
        ("Pacific/Apia", 2011),
    ],
)
def test_what_no_yearly_rule_can_say_goes_out_in_utc(zone: str, year: int) -> None:
    assert vtimezone(zone, [_moment(year)]) is None
    of = event(zone=zone, date=f"{year}-06-15", revision={"number": 1, "date": f"{year}-06-01"})
    raw = feed(of, PUBLIC)
    assert b"VTIMEZONE" not in raw
    assert b"TZID" not in raw
    start = entries(raw)[0].start
    assert start.astimezone(ZoneInfo(zone)).isoformat()[:16] == f"{year}-06-15T09:00"


def test_one_zone_in_years_of_different_law_goes_out_in_utc() -> None:
    years = [
        programme(event(id=f"of-{year}", zone="America/Mexico_City", date=f"{year}-06-15"), PUBLIC)
        for year in (2017, 2026)
    ]
    raw = calendars.write(years)
    assert [item["DTSTART"].to_ical() for item in entries(raw)] == [b"20170615T140000Z", b"20260615T150000Z"]


def test_the_second_of_an_hour_that_comes_twice_goes_out_in_utc() -> None:
    twice = [
        {"id": "first", "kind": "remarks", "title": "First", "start": "1:30 a.m. EDT"},
        {"id": "second", "kind": "remarks", "title": "Second", "start": "1:30 a.m. EST"},
    ]
    raw = feed(event(*twice, date="2026-11-01"), PUBLIC)
    assert entry(raw, "First")["DTSTART"].to_ical() == b"20261101T013000"
    assert entry(raw, "Second")["DTSTART"].to_ical() == b"20261101T063000Z"


def test_every_zone_reads_back_right_around_a_date_drawn_for_it() -> None:
    """All zones, a date each between 2007 and 2035, from a year before it to a year after."""
    draw = random.Random(20171214)
    wrong = {}
    for zone in ZONES:
        moment = _moment(draw.randint(2007, 2035), draw.randint(1, 12), draw.randint(1, 28))
        made = vtimezone(zone, [moment])
        if made:
            text = made.to_ical().decode().replace("\r\n", "\n")
            wrong[zone] = _wrong_instants(zone, text, moment - YEAR + DAY, moment + YEAR - DAY, 7 * DAY)
    assert len(wrong) > 500  # most zones have a rule: otherwise this test has looked at nothing
    assert {zone: hours for zone, hours in wrong.items() if hours} == {}


@given(
    st.sampled_from(ZONES),
    st.dates(dt.date(2007, 1, 1), dt.date(2035, 12, 31)),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
)
def test_a_feed_of_any_zone_and_day_reads_back_to_the_same_instant(
    zone: str, day: dt.date, time: dt.time
) -> None:
    try:
        truth = moments.instant(day, time, zone)
    except MomentError:
        return  # an hour that does not exist or comes twice is refused before it gets here
    of = event(zone=zone, date=day.isoformat(), revision={"number": 1, "date": "2007-01-01"})
    start = of.sessions[0].model_copy(update={"start": When.read(f"{time:%H:%M}")})
    raw = feed(of.model_copy(update={"sessions": (start,)}), PUBLIC)
    item = entries(raw)[0]
    assert int(item.start.timestamp()) == truth
    made = Calendar.from_ical(raw).walk("VTIMEZONE")
    if made:
        text = made[0].to_ical().decode().replace("\r\n", "\n")
        assert _wrong_instants(zone, text, truth, truth + 1, 1) == []


def test_the_reading_that_these_tests_trust_finds_an_hour_that_is_wrong() -> None:
    right = _written("Europe/Berlin", 2026)
    first, last = _moment(2026) - YEAR // 2, _moment(2026) + YEAR // 2
    assert _wrong_instants("Europe/Berlin", right, first, last, DAY) == []
    for wrong in (
        right.replace("DTSTART:20250330T020000", "DTSTART:20250330T030000"),  # as icalendar writes it
        right.replace("BYDAY=-1SU;BYMONTH=10", "BYDAY=3SU;BYMONTH=10"),
        right.replace("TZOFFSETTO:+0200", "TZOFFSETTO:+0300"),
    ):
        assert wrong != right
        assert _wrong_instants("Europe/Berlin", wrong, first, last, DAY)
