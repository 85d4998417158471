"""A calendar says when its owner is busy, whatever program wrote it; nobody is taken as free in silence."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.calendars import busy
from logistics.calendars.busy import PartlyUnreadable, UnreadableCalendar, busy_times
from logistics.errors import NoSuchZone
from logistics.moments import HOUR, wall

ZONE = "America/New_York"


def at(text: str) -> int:
    """An instant, as “2026-11-23 09:00” in UTC."""
    return int(dt.datetime.fromisoformat(f"{text}+00:00").timestamp())


FIRST, LAST = at("2026-11-22 00:00"), at("2026-11-30 00:00")

GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:somebody@example.org
X-WR-TIMEZONE:America/New_York
BEGIN:VTIMEZONE
TZID:America/New_York
X-LIC-LOCATION:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
DTSTART:19701101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20250106T093000
DTEND;TZID=America/New_York:20250106T100000
RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE
EXDATE;TZID=America/New_York:20261124T093000
DTSTAMP:20261120T120000Z
UID:abc123@google.com
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Stand-up\\, with a folded title that is quite long and goes on and on
  over the line
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20261125T150000
DTEND;TZID=America/New_York:20261125T153000
DTSTAMP:20261120T120000Z
UID:abc123@google.com
RECURRENCE-ID;TZID=America/New_York:20261125T093000
SEQUENCE:2
STATUS:CONFIRMED
SUMMARY:Stand-up in the afternoon
TRANSP:OPAQUE
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:This is an event reminder
TRIGGER:-P0DT0H10M0S
DURATION:PT5H
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261126
DTEND;VALUE=DATE:20261127
DTSTAMP:20261120T120000Z
UID:holiday@google.com
STATUS:CONFIRMED
SUMMARY:Thanksgiving (shown as free)
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART:20261127T140000Z
DTEND:20261127T150000Z
DTSTAMP:20261120T120000Z
UID:gone@google.com
STATUS:CANCELLED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""

OUTLOOK = """\
BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
X-WR-CALNAME:Calendar
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
RRULE:FREQ=WEEKLY;UNTIL=20261126T150000Z;INTERVAL=1;BYDAY=TH;WKST=SU
UID:040000008200E00074C5B7101A82E008
SUMMARY:Busy
DTSTART;TZID=Eastern Standard Time:20261105T100000
DTEND;TZID=Eastern Standard Time:20261105T110000
CLASS:PUBLIC
TRANSP:OPAQUE
STATUS:CONFIRMED
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E009
SUMMARY:Tentative
DTSTART;TZID=Customized Time Zone:20261123T100000
DTEND;TZID=Customized Time Zone:20261123T110000
TRANSP:OPAQUE
STATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E010
SUMMARY:Away
DTSTART;VALUE=DATE:20261127
DTEND;VALUE=DATE:20261129
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:OOF
END:VEVENT
END:VCALENDAR
"""

APPLE = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 14.5//EN
VERSION:2.0
X-APPLE-CALENDAR-COLOR:#1BADF8
BEGIN:VEVENT
CREATED:20261101T101010Z
UID:6F2C0F6E-0000-4E9B-8B1E-000000000001
DTSTART:20261123T120000
DURATION:PT1H30M
SUMMARY:Lunch, wherever one is
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
UID:6F2C0F6E-0000-4E9B-8B1E-000000000002
DTSTART;TZID=Europe/London:20261101T170000
DTEND;TZID=Europe/London:20261101T173000
RRULE:FREQ=MONTHLY;BYDAY=-1FR
RDATE;TZID=Europe/London:20261124T170000
SUMMARY:Month's end
END:VEVENT
BEGIN:VEVENT
UID:6F2C0F6E-0000-4E9B-8B1E-000000000003
DTSTART:20261125T090000Z
SUMMARY:A mark, without an end
END:VEVENT
BEGIN:VTODO
UID:6F2C0F6E-0000-4E9B-8B1E-000000000004
DTSTART:20261125T100000Z
DUE:20261125T200000Z
SUMMARY:To be done
END:VTODO
END:VCALENDAR
"""

FREE_BUSY = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VFREEBUSY
DTSTART:20261122T000000Z
DTEND:20261130T000000Z
FREEBUSY:20261123T140000Z/20261123T150000Z,20261123T150000Z/PT30M
FREEBUSY;FBTYPE=FREE:20261124T140000Z/PT1H
FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261125T140000Z/PT1H
END:VFREEBUSY
END:VCALENDAR
"""


def said(times: tuple[tuple[int, int], ...]) -> list[str]:
    """Busy times as New York reads them."""
    return [f"{wall(begins, ZONE):%a %d %H:%M} to {wall(ends, ZONE):%a %d %H:%M}" for begins, ends in times]


def read(text: str) -> list[str]:
    """What a calendar says of the week of November 22, 2026."""
    return said(busy_times(text.replace("\n", "\r\n").encode(), FIRST, LAST, ZONE))


def calendar(*lines: str) -> str:
    """A calendar of one entry, or of several with a line “--” between them."""
    entries = "\n".join(lines).split("\n--\n")
    return "\n".join(
        ["BEGIN:VCALENDAR", *(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT" for entry in entries), "END:VCALENDAR", ""]
    )


def partly(text: str) -> tuple[list[str], int]:
    """The times of a calendar that is not understood whole, and how many entries are not."""
    with pytest.raises(PartlyUnreadable, match="not understood and may take time as well") as caught:
        read(text)
    return said(caught.value.times), caught.value.unread


# ---- what programs write ------------------------------------------------------------------------------------------


def test_google_a_moved_a_left_out_a_free_and_a_cancelled_one() -> None:
    assert read(GOOGLE) == ["Mon 23 09:30 to Mon 23 10:00", "Wed 25 15:00 to Wed 25 15:30"]


def test_outlook_zones_of_windows_and_of_its_own_whole_days_and_tentative_ones() -> None:
    assert read(OUTLOOK) == [
        "Mon 23 04:00 to Mon 23 05:00",
        "Thu 26 10:00 to Thu 26 11:00",
        "Fri 27 00:00 to Sun 29 00:00",
    ]


def test_apple_floating_times_lengths_added_dates_and_nothing_for_marks_and_tasks() -> None:
    assert read(APPLE) == [
        "Mon 23 12:00 to Mon 23 13:30",
        "Tue 24 12:00 to Tue 24 12:30",
        "Fri 27 12:00 to Fri 27 12:30",
    ]


def test_free_and_busy_times_that_stand_as_such() -> None:
    assert read(FREE_BUSY) == ["Mon 23 09:00 to Mon 23 10:30", "Wed 25 09:00 to Wed 25 10:00"]


@pytest.mark.parametrize("text", [GOOGLE, OUTLOOK, APPLE, FREE_BUSY])
def test_however_its_lines_end(text: str) -> None:
    expected = read(text)
    for line_break in ("\n", "\r"):
        raw = b"\xef\xbb\xbf" + text.replace("\n", line_break).encode()
        assert said(busy_times(raw, FIRST, LAST, ZONE)) == expected


# ---- one rule at a time -------------------------------------------------------------------------------------------


def test_what_touches_or_overlaps_is_one_and_what_reaches_beyond_is_cut() -> None:
    lines = (
        "DTSTART:20261123T100000Z\nDTEND:20261123T110000Z",
        "DTSTART:20261123T110000Z\nDTEND:20261123T120000Z",
        "DTSTART:20261123T113000Z\nDTEND:20261123T114500Z",
        "DTSTART:20261101T000000Z\nDTEND:20261122T010000Z",
        "DTSTART:20261129T230000Z\nDTEND:20271122T010000Z",
        "DTSTART:20261201T230000Z\nDTEND:20271122T010000Z",
    )
    assert busy_times(calendar("\n--\n".join(lines)).encode(), FIRST, LAST, ZONE) == (
        (FIRST, at("2026-11-22 01:00")),
        (at("2026-11-23 10:00"), at("2026-11-23 12:00")),
        (at("2026-11-29 23:00"), LAST),
    )


def test_a_day_is_as_long_as_it_is_there() -> None:
    text = calendar("DTSTART;VALUE=DATE:20261101").encode()
    ((begins, ends),) = busy_times(text, FIRST - 960 * HOUR, LAST, ZONE)
    assert ends - begins == 25 * 3600  # the clocks go back
    ((begins, ends),) = busy_times(text, FIRST - 960 * HOUR, LAST, "Asia/Tokyo")
    assert begins == at("2026-10-31 15:00")


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261124",
        "DTSTART;VALUE=DATE:20261124\nDURATION:P1D",
        "DTSTART;VALUE=DATE:20201124\nRRULE:FREQ=YEARLY",
    ],
)
def test_a_whole_day_however_it_is_said(lines: str) -> None:
    assert read(calendar(lines)) == ["Tue 24 00:00 to Wed 25 00:00"]


@pytest.mark.parametrize(
    "until", ["20261124", "20261124T093000", "20261124T143000Z", "20261124T235959", "20261125T000000Z"]
)
def test_the_last_day_of_a_series_counts_however_its_end_is_said(until: str) -> None:
    lines = f"DTSTART;TZID={ZONE}:20261116T093000\nDURATION:PT30M\nRRULE:FREQ=DAILY;UNTIL={until}"
    assert read(calendar(lines))[-1] == "Tue 24 09:30 to Tue 24 10:00"
    assert read(calendar(lines.replace("DAILY", "WEEKLY;BYDAY=WE"))) == []


def test_the_last_of_a_series_of_days_counts() -> None:
    for until in ("20261124", "20261124T050000Z", "20261125T045959Z", "20261124T000000"):
        assert read(calendar(f"DTSTART;VALUE=DATE:20261120\nRRULE:FREQ=DAILY;UNTIL={until}")) == [
            "Sat 21 19:00 to Wed 25 00:00"
        ]


def test_a_series_keeps_its_clock_when_the_clocks_change() -> None:
    lines = f"DTSTART;TZID={ZONE}:20260706T093000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY"
    assert read(calendar(lines)) == ["Mon 23 09:30 to Mon 23 10:00"]


def test_an_occurrence_that_is_cancelled_or_made_free_is_free() -> None:
    series = f"UID:1\nDTSTART;TZID={ZONE}:20261123T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3"
    moved = f"UID:1\nRECURRENCE-ID:20261124T140000Z\nDTSTART;TZID={ZONE}:20261124T090000\nDURATION:PT1H"
    expected = ["Mon 23 09:00 to Mon 23 10:00", "Wed 25 09:00 to Wed 25 10:00"]
    assert read(calendar(series, "--", f"{moved}\nSTATUS:CANCELLED")) == expected
    assert read(calendar(series, "--", f"{moved}\nTRANSP:TRANSPARENT")) == expected


def test_a_free_series_may_have_one_busy_day() -> None:
    series = "UID:1\nDTSTART:20261123T140000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nTRANSP:TRANSPARENT"
    moved = "UID:1\nRECURRENCE-ID:20261124T140000Z\nDTSTART:20261124T150000Z\nDURATION:PT1H"
    assert read(calendar(series, "--", moved)) == ["Tue 24 10:00 to Tue 24 11:00"]


def test_how_long_an_alarm_waits_is_not_how_long_its_entry_lasts() -> None:
    alarm = "BEGIN:VALARM\nTRIGGER:-PT5M\nDURATION:PT15M\nREPEAT:3\nEND:VALARM"
    assert read(calendar(f"DTSTART:20261124T140000Z\n{alarm}\nDURATION:PT1H")) == [
        "Tue 24 09:00 to Tue 24 10:00"
    ]


def test_entries_that_share_an_identity_by_mistake_all_count() -> None:
    lines = [f"UID:same\nDTSTART:202611{day}T140000Z\nDURATION:PT1H" for day in (23, 24, 25)]
    assert len(read(calendar("\n--\n".join(lines)))) == 3
    assert len(read(calendar("\n--\n".join([*lines[1:], f"{lines[0]}\nSTATUS:CANCELLED"])))) == 2


def test_changed_occurrences_without_their_series_count() -> None:
    lines = "UID:1\nRECURRENCE-ID:20261124T140000Z\nDTSTART:20261124T150000Z\nDURATION:PT1H"
    assert read(calendar(lines)) == ["Tue 24 10:00 to Tue 24 11:00"]


def test_a_zone_is_a_calendars_own_and_says_nothing_of_another_calendar() -> None:
    entry = "\nBEGIN:VEVENT\nDTSTART;TZID=Mine:20261124T150000\nDURATION:PT1H\nEND:VEVENT"
    zone = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:{0}\nTZOFFSETTO:{0}"
    text = f"BEGIN:VCALENDAR\n{zone}\nEND:STANDARD\nEND:VTIMEZONE{entry}\nEND:VCALENDAR"
    assert read(text.format("+0000")) == ["Tue 24 10:00 to Tue 24 11:00"]
    assert read(text.format("+0300")) == ["Tue 24 07:00 to Tue 24 08:00"]
    assert partly(f"BEGIN:VCALENDAR{entry}\nEND:VCALENDAR") == ([], 1)


@pytest.mark.parametrize(
    "name",
    [
        "America/Denver",
        "/freeassociation.sourceforge.net/America/Denver",
        "Mountain Standard Time",
        '"America/Denver"',
    ],
)
def test_a_zone_is_known_by_the_names_that_programs_give_it(name: str) -> None:
    lines = f"DTSTART;TZID={name}:20261124T080000\nDURATION:PT1H"
    assert read(calendar(lines)) == ["Tue 24 10:00 to Tue 24 11:00"]


# ---- what cannot be understood ------------------------------------------------------------------------------------

GOOD = "DTSTART:20261124T140000Z\nDURATION:PT1H"


@pytest.mark.parametrize(
    "broken",
    [
        "SUMMARY:No beginning",
        "DTSTART:tomorrow",
        "DTSTART:20261324T140000Z\nDURATION:PT1H",
        "DTSTART:20261123T140000Z\nDTEND:20261123T130000Z",
        "DTSTART:20261123T140000Z\nDTSTART:20261124T140000Z",
        "DTSTART;TZID=Nowhere/At all:20261123T140000\nDURATION:PT1H",
        "DTSTART:20261123T140000Z\nDURATION:an hour",
        "DTSTART:20261123T140000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES",
        "DTSTART:20261123T140000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3;UNTIL=20261125T000000Z",
        "DTSTART:20261123T140000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20261123T140000Z\nDURATION:PT1H\nRDATE:whenever",
        "DTSTART:20261123T140000Z\nDURATION:PT1H\nBEGIN:VEVENT\nDTSTART:20261201T140000Z",
    ],
)
def test_one_broken_entry_does_not_lose_the_others_and_is_counted(broken: str) -> None:
    for lines in ((broken, "--", GOOD), (GOOD, "--", broken)):
        assert partly(calendar(*lines)) == (["Tue 24 09:00 to Tue 24 10:00"], 1)


def test_a_broken_entry_that_takes_no_time_matters_to_nobody() -> None:
    for free in ("TRANSP:TRANSPARENT", "STATUS:CANCELLED"):
        assert len(read(calendar(f"DTSTART:tomorrow\n{free}", "--", GOOD))) == 1


def test_what_is_otherwise_about_a_series_that_is_not_understood_still_counts() -> None:
    series = "UID:1\nDTSTART:20261101T140000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY"
    moved = "UID:1\nRECURRENCE-ID:20261124T140000Z\nDTSTART:20261124T150000Z\nDURATION:PT1H"
    assert partly(calendar(series, "--", moved)) == (["Tue 24 10:00 to Tue 24 11:00"], 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261124T140000Z\r\nDTEND:2026",
    ],
)
def test_what_is_no_calendar_or_is_cut_off_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(
        UnreadableCalendar, match=r"^This (is no calendar|calendar stops before its end): .*\.$"
    ):
        busy_times(data, FIRST, LAST, ZONE)


def test_a_zone_that_does_not_exist_is_the_callers_mistake() -> None:
    with pytest.raises(NoSuchZone):
        busy_times(calendar(GOOD).encode(), FIRST, LAST, "America/Nowhere")


# ---- how much work it can be --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1,2;BYSECOND=0,1,2",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=WEEKLY;INTERVAL=2;BYMONTH=3",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=28",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=YEARLY;BYEASTER=0",
    ],
)
def test_a_rule_that_would_never_end_is_not_followed_and_counted(rule: str) -> None:
    """Each is endless work for the library, or nearly: that this test ends at all is what it says."""
    lines = f"DTSTART:20201109T140000Z\nDURATION:PT1H\nRRULE:{rule}"
    assert partly(calendar(lines, "--", GOOD)) == (["Tue 24 09:00 to Tue 24 10:00"], 1)


@pytest.mark.parametrize(
    "rule, count",
    [
        ("FREQ=DAILY;INTERVAL=3", 3),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", 5),
        ("FREQ=WEEKLY;WKST=SU;BYDAY=MO,SA", 2),
        ("FREQ=MONTHLY;BYMONTHDAY=31,29,23", 2),
        ("FREQ=MONTHLY;BYDAY=4MO", 1),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 0),
        ("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=22,23,24,25,26,27,28", 1),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 1),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", 1),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 0),
    ],
)
def test_the_rules_that_programs_write_are_followed(rule: str, count: int) -> None:
    lines = f"DTSTART:20201109T140000Z\nDURATION:PT1H\nRRULE:{rule}"
    assert len(read(calendar(lines))) == count


def test_ten_thousand_years_are_one_time() -> None:
    assert read(calendar("DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:99991231")) == [
        "Sat 21 19:00 to Sun 29 19:00"
    ]
    assert partly(calendar("DTSTART:00010101T000000Z\nDURATION:P522000W")) == ([], 1)


def test_more_than_a_calendar_can_need_is_not_read() -> None:
    too_long = calendar(GOOD).encode() + b"\r\n" * busy.MOST_BYTES
    with pytest.raises(UnreadableCalendar, match="longer than 2,000,000 bytes"):
        busy_times(too_long, FIRST, LAST, ZONE)
    with pytest.raises(UnreadableCalendar, match="more than 5,000 entries"):
        read(calendar("\n--\n".join([GOOD] * (busy.MOST_ENTRIES + 1))))


def test_old_entries_are_no_reason_not_to_read_a_calendar() -> None:
    old = "DTSTART:20161124T140000Z\nDTEND:20161124T150000Z"
    assert len(read(calendar("\n--\n".join([*[old] * (busy.MOST_ENTRIES + 1), GOOD])))) == 1


def test_all_repetitions_together_cost_only_so_much_and_the_rest_is_counted() -> None:
    daily = "DTSTART:20001124T140000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"
    times, unread = partly(calendar("\n--\n".join([daily] * 100)))
    assert len(times) == 8
    assert 0 < 100 - unread < busy.MOST_WORK // 9_000  # a step for each day of 26 years


def test_a_list_of_dates_without_end_is_not_followed() -> None:
    listed = ",".join(["20261124T140000Z"] * 50_000)
    assert partly(calendar(f"{GOOD}\nRDATE:{listed}")) == ([], 1)


def test_a_zone_that_would_never_end_is_none() -> None:
    zone = OUTLOOK.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "FREQ=SECONDLY")
    assert partly(zone) == (["Thu 26 10:00 to Thu 26 11:00", "Fri 27 00:00 to Sun 29 00:00"], 1)


# ---- whatever it is -----------------------------------------------------------------------------------------------

_LINES = st.sampled_from(
    [
        *(line for text in (GOOGLE, OUTLOOK, APPLE, FREE_BUSY) for line in text.splitlines()),
        "BEGIN:VEVENT",
        "END:VEVENT",
        "DTSTART:99991231T235959Z",
        "DTSTART:00010101T000000",
        "DTEND;VALUE=DATE:99991231",
        "DURATION:-P1D",
        "DURATION:P99999999W",
        "DTSTART;TZID=:20261123T100000",
        "RDATE;VALUE=PERIOD:20261123T100000Z/PT1H,20261124T100000Z/20261124T090000Z",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T143000Z",
        "RRULE:FREQ=DAILY;COUNT=0",
        "RRULE:FREQ=DAILY;UNTIL=P1D",
        "RRULE:FREQ=MONTHLY;BYDAY=-5MO;INTERVAL=99999999999999999999",
        "EXDATE:",
    ]
)


def _checked(data: bytes) -> None:
    try:
        times, unread = busy_times(data, FIRST, LAST, ZONE), None
    except PartlyUnreadable as problem:
        times, unread = problem.times, problem.unread
    except UnreadableCalendar:
        return
    assert unread != 0
    assert all(FIRST <= begins < ends <= LAST for begins, ends in times)
    assert all(before[1] < after[0] for before, after in pairwise(times))


@given(st.binary(max_size=300))
def test_any_bytes_are_busy_times_or_no_calendar(data: bytes) -> None:
    _checked(data)
    _checked(b"BEGIN:VCALENDAR\r\n" + data + b"\r\nEND:VCALENDAR")
    _checked(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:" + data + b"\r\nEND:VEVENT\r\nEND:VCALENDAR")


@given(st.lists(_LINES, max_size=40))
def test_any_lines_of_calendars_are_busy_times_or_no_calendar(lines: list[str]) -> None:
    _checked("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode())


_SPANS = st.lists(st.tuples(st.integers(-50, 250), st.integers(1, 40)), max_size=12)


@given(_SPANS)
def test_an_hour_is_busy_just_if_an_entry_takes_it(entries: list[tuple[int, int]]) -> None:
    def stamp(hour: int) -> str:
        return f"{dt.datetime.fromtimestamp(FIRST + hour * 3600, dt.UTC):%Y%m%dT%H%M%SZ}"

    lines = [f"DTSTART:{stamp(first)}\nDTEND:{stamp(first + length)}" for first, length in entries]
    text = calendar("\n--\n".join([f"{GOOD}\nTRANSP:TRANSPARENT", *lines]))
    times = busy_times(text.encode(), FIRST, LAST, ZONE)
    for hour in range((LAST - FIRST) // 3600):
        moment = FIRST + hour * 3600
        taken = any(first <= hour < first + length for first, length in entries)
        assert any(begins <= moment < ends for begins, ends in times) == taken
