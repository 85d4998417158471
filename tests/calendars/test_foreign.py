"""Somebody else's calendar is read as it was meant, and told is what was dropped or bent: never a traceback."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics.calendars.foreign import Foreign, ForeignCalendar, UnreadableCalendar, read
from logistics.calendars.timesonly import taken_apart, unfolded
from logistics.model.base import first_unusable
from logistics.moments import wall
from tests.calendars.test_busy import APPLE, FREE_BUSY, GOOGLE, OUTLOOK

NEW_YORK = "America/New_York"


def calendar(*entries: str, head: str = "", tail: str = "END:VCALENDAR\n") -> bytes:
    """A calendar of entries, each the lines between BEGIN and END."""
    written = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    return f"BEGIN:VCALENDAR\n{head}{written}{tail}".encode()


def talk(*lines: str, start: str = "DTSTART:20260603T130000Z") -> str:
    return "\n".join(("UID:talk", "SUMMARY:Talk", start, *lines))


def only(data: bytes) -> Foreign:
    (entry,) = read(data).entries
    return entry


def clock(at: int | dt.date | None, zone: str = NEW_YORK) -> str:
    """A time as the clocks of New York show it; a day as it is."""
    return f"{wall(at, zone):%Y-%m-%d %H:%M}" if isinstance(at, int) else str(at)


def times(entry: Foreign) -> tuple[str, str]:
    return clock(entry.starts), clock(entry.ends)


def told(found: ForeignCalendar) -> str:
    return "\n".join(found.told)


# ---- what an entry says -------------------------------------------------------------------------------------------


def test_an_entry_comes_over_with_all_that_it_says_and_nothing_is_told() -> None:
    found = read(
        calendar(
            "UID:a1\nSEQUENCE:3\nSTATUS:TENTATIVE\nSUMMARY;LANGUAGE=en:Opening\\, in the hall\nLOCATION:Great Hall\\n"
            "2nd floor\nDESCRIPTION:First line\\nand a \n second\nURL:https://talks.example/a\n"
            "DTSTART;TZID=America/New_York:20260603T090000\nDTEND;TZID=America/New_York:20260603T101500",
            head="NAME:Ministerial\nX-WR-CALNAME:ignored\nX-WR-TIMEZONE:Europe/Berlin\n",
        )
    )
    assert (found.name, found.zone, found.ours, found.told) == ("Ministerial", "Europe/Berlin", False, ())
    (entry,) = found.entries
    assert times(entry) == ("2026-06-03 09:00", "2026-06-03 10:15")
    assert entry == Foreign(
        uid="a1",
        summary="Opening, in the hall",
        place="Great Hall, 2nd floor",
        description="First line\nand a second",
        starts=entry.starts,
        ends=entry.ends,
        zone=NEW_YORK,
        status="TENTATIVE",
        url="https://talks.example/a",
        sequence=3,
        related=False,
    )


@pytest.mark.parametrize(
    "lines, expected",
    [
        ("DTEND:20260603T140000Z", "2026-06-03 10:00"),
        ("DURATION:PT1H30M", "2026-06-03 10:30"),
        ("DURATION:P1DT1H", "2026-06-04 10:00"),
        ("", "None"),
        ("DTEND:20260603T130000Z", "None"),
    ],
)
def test_an_end_is_told_by_its_time_or_by_a_length_or_not_at_all(lines: str, expected: str) -> None:
    found = read(calendar(talk(lines)))
    assert clock(found.entries[0].ends) == expected
    assert found.told == ()


def test_whole_days_stay_days() -> None:
    assert times(only(calendar(talk("DTEND;VALUE=DATE:20260605", start="DTSTART;VALUE=DATE:20260603")))) == (
        "2026-06-03",
        "2026-06-05",
    )
    assert times(only(calendar(talk(start="DTSTART;VALUE=DATE:20260603")))) == ("2026-06-03", "None")


def test_outlooks_whole_days_are_whole_days_though_it_writes_midnights() -> None:
    midnights = "DTEND:20260604T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:"
    of_a_day = calendar(talk(f"{midnights}TRUE", start="DTSTART:20260603T000000"))
    assert times(only(of_a_day)) == ("2026-06-03", "2026-06-04")
    of_a_night = calendar(talk(f"{midnights}FALSE", start="DTSTART:20260603T000000"))
    assert isinstance(only(of_a_night).starts, int)


def test_a_length_of_days_goes_by_the_calendar_and_one_of_hours_by_the_clock() -> None:
    start = "DTSTART;TZID=America/New_York:20261031T120000"  # the clocks go back in the night
    assert clock(only(calendar(talk("DURATION:P1D", start=start))).ends) == "2026-11-01 12:00"
    assert clock(only(calendar(talk("DURATION:PT23H", start=start))).ends) == "2026-11-01 10:00"


# ---- zones --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "America/New_York",
        "Eastern Standard Time",
        '"Eastern Standard Time"',
        "/freeassociation.sourceforge.net/America/New_York",
    ],
)
def test_a_zone_is_known_by_its_name_also_as_windows_or_evolution_call_it(name: str) -> None:
    found = read(calendar(talk(start=f"DTSTART;TZID={name}:20260603T090000")))
    assert (clock(found.entries[0].starts), found.entries[0].zone) == ("2026-06-03 09:00", NEW_YORK)
    assert (found.zone, found.told) == (NEW_YORK, ())


def test_a_zone_of_the_calendars_own_counts_by_its_definition_and_has_no_name() -> None:
    found = read(OUTLOOK.encode())
    assert {entry.summary: times(entry) for entry in found.entries}["Tentative"] == (
        "2026-11-23 04:00",
        "2026-11-23 05:00",
    )
    assert {entry.summary: entry.zone for entry in found.entries} == {
        "Busy": NEW_YORK,
        "Tentative": "",
        "Away": "",
    }


def test_a_zone_that_nobody_knows_is_told_once_with_what_it_was_taken_as() -> None:
    unknown = "DTSTART;TZID=Mars/Olympus:20260603T090000", "DTEND;TZID=Mars/Olympus:20260603T100000"
    found = read(calendar(talk(unknown[1], start=unknown[0]), head="X-WR-TIMEZONE:America/New_York\n"))
    assert times(found.entries[0]) == ("2026-06-03 09:00", "2026-06-03 10:00")
    assert found.told == ("No zone is called “Mars/Olympus”: 2 times taken as America/New_York.",)


def test_a_zone_with_a_colon_and_without_quotation_marks_does_not_hide_the_time() -> None:
    start = "DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20260603T090000"
    found = read(calendar(talk(start=start), head="X-WR-TIMEZONE:America/New_York\n"))
    assert clock(found.entries[0].starts) == "2026-06-03 09:00"
    assert "No zone is called “(UTC-05:00) Eastern Time (US & Canada)”" in told(found)


@pytest.mark.parametrize(
    "head, others, expected",
    [
        ("X-WR-TIMEZONE:Eastern Standard Time\n", (), NEW_YORK),
        ("", (talk(start="DTSTART;TZID=America/New_York:20260603T200000").replace("talk", "b"),), NEW_YORK),
        ("X-WR-TIMEZONE:Nowhere\n", (), "Asia/Tokyo"),
        ("", (), "Asia/Tokyo"),
    ],
)
def test_a_time_without_a_zone_is_in_that_of_the_calendar_else_of_its_entries_else_of_the_event(
    head: str, others: tuple[str, ...], expected: str
) -> None:
    found = read(calendar(talk(start="DTSTART:20260603T090000"), *others, head=head), "Asia/Tokyo")
    assert clock(found.entries[0].starts, expected) == "2026-06-03 09:00"
    assert f"1 time without a zone: taken as {expected}." in found.told
    assert found.floating == 1


def test_a_calendar_full_of_zones_is_read_in_seconds_and_not_in_minutes() -> None:
    fill = "X-FILL:1\n" * 20_000
    zones = "".join(f"BEGIN:VTIMEZONE\n{fill}TZID:z{number}\nEND:VTIMEZONE\n" for number in range(5))
    begins = (talk(start=f"DTSTART;TZID=Q{number}:20260603T090000") for number in range(100))
    began = time.monotonic()
    read(calendar(*begins, head=zones))
    assert time.monotonic() - began < 15


def test_an_hour_that_the_clocks_skip_is_told_as_the_one_that_they_show() -> None:
    found = read(calendar(talk(start="DTSTART;TZID=America/New_York:20260308T023000")))
    assert clock(found.entries[0].starts) == "2026-03-08 03:30"
    assert found.told == ("“Talk”: the clocks skip its begin, 02:30, on 2026-03-08; it was taken as 03:30.",)


# ---- what others write wrong --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said, status, sentence",
    [
        ("STATUS:CONFIRMED", "CONFIRMED", ""),
        ("STATUS:cancelled", "CANCELLED", ""),
        ("STATUS:CANCELED", "CANCELLED", "“Talk”: CANCELED was read as CANCELLED."),
        (
            "STATUS:NEEDS-ACTION",
            "TENTATIVE",
            "“Talk”: “NEEDS-ACTION” is no status; it was taken as tentative.",
        ),
        ("CLASS:PUBLIC", "", ""),
    ],
)
def test_a_status_is_read_as_it_was_meant(said: str, status: str, sentence: str) -> None:
    found = read(calendar(talk(said)))
    assert (found.entries[0].status, told(found)) == (status, sentence)


def test_a_calendar_that_calls_off_calls_all_of_its_entries_off() -> None:
    assert only(calendar(talk("STATUS:CONFIRMED"), head="METHOD:CANCEL\n")).status == "CANCELLED"
    assert only(calendar(talk("STATUS:CONFIRMED"), head="METHOD:PUBLISH\n")).status == "CONFIRMED"


@pytest.mark.parametrize(
    "lines, sentence",
    [
        ("DTEND:20260603T120000Z", "“Talk”: it ends before it begins; its end was left out."),
        ("DTEND:2026-06-03", "“Talk”: its end, “2026-06-03”, cannot be read."),
        ("DURATION:an hour", "“Talk”: its length, “an hour”, cannot be read."),
        ("DURATION:-PT1H", "“Talk”: it ends before it begins; its end was left out."),
        (
            "DTEND;VALUE=DATE:20260604",
            "“Talk”: one of begin and end is a whole day and the other a time; its end was left out.",
        ),
    ],
)
def test_an_end_that_cannot_be_is_left_out_and_told(lines: str, sentence: str) -> None:
    found = read(calendar(talk(lines)))
    assert (found.entries[0].ends, told(found)) == (None, sentence)


@pytest.mark.parametrize(
    "start",
    ["DTSTART:June 3", "DTSTART:20260231T090000Z", "DTSTART:00010101T000000Z", "X-START:1", "DTSTART;x:1"],
)
def test_one_broken_entry_is_told_and_loses_no_other(start: str) -> None:
    found = read(calendar(talk(start=start), talk().replace("alk", "our")))
    assert [entry.summary for entry in found.entries] == ["Tour"]
    assert "“Talk” was left out: nothing that can be read says when it begins." in found.told


def test_a_line_that_cannot_be_read_loses_only_itself() -> None:
    found = read(calendar(talk("LOCATION;x y:Hall", "DESCRIPTION:Come")))
    assert (found.entries[0].place, found.entries[0].description) == ("", "Come")
    assert found.told == ("Entry 1: its LOCATION cannot be read and was left out.",)


def test_a_text_that_was_broken_without_folding_is_put_together_and_told() -> None:
    """A typical export by hand: the line break of the description stands in the file as it is."""
    raw = "DESCRIPTION:Call time 9:00 a.m.\nat the 23rd Street door: bring ID\n\nNote: no bags\nLOCATION:Great\nHall"
    found = read(calendar(talk(raw)))
    assert (
        found.entries[0].description
        == "Call time 9:00 a.m.\nat the 23rd Street door: bring ID\nNote: no bags"
    )
    assert found.entries[0].place == "Great, Hall"
    assert found.told == tuple(
        f"“{line}” stands on a line of its own; it was taken as part of the text before it."
        for line in ("at the 23rd Street door: bring ID", "Note: no bags", "Hall")
    )


def test_a_line_that_belongs_to_nothing_is_told_and_one_of_a_person_is_not_shown() -> None:
    found = read(
        calendar(talk("STATUS:CONFIRMED\nand so on", "ATTENDEE:mailto:\njo@corp.example", "x-mine:1"))
    )
    assert found.told == (
        "“and so on” is nothing that a calendar says, and was left out.",
        "A line that belongs to a person or a file was left out.",
        "Left out: 1 attendee.",
    )


def test_a_file_full_of_lines_that_belong_to_nothing_is_read_in_seconds() -> None:
    begun = time.monotonic()
    read(calendar(talk("DESCRIPTION:x" + "\na" * 200_000, "STATUS:CONFIRMED" + "\n\na" * 200_000)))
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_however_lines_end_and_whatever_mark_stands_first(line_break: str, mark: bytes) -> None:
    written = calendar(talk("DESCRIPTION:over the\n  line")).replace(b"\n", line_break.encode())
    entry = only(mark + written)
    assert (entry.description, times(entry)) == ("over the line", ("2026-06-03 09:00", "None"))


def test_letters_of_windows_are_read_as_such_and_told() -> None:
    found = read(calendar(talk("LOCATION:Palais de l’Élysée")).decode().encode("cp1252"))
    assert found.entries[0].place == "Palais de l’Élysée"
    assert "it was read as Western European (Windows-1252)" in told(found)
    assert only(calendar(talk("LOCATION:Élysée")).decode().encode("utf-16")).place == "Élysée"


def test_a_file_that_was_cut_off_keeps_its_whole_entries() -> None:
    found = read(calendar(talk(), tail="BEGIN:VEVENT\nUID:b\nSUMMARY:Lost\nDTSTART:20260603T1500"))
    assert [entry.summary for entry in found.entries] == ["Talk"]
    assert found.told == (
        "The file stops before the calendar’s end: what came after is lost. Export it once more.",
    )


def test_an_entry_without_its_end_mark_is_left_out_and_told() -> None:
    found = read(calendar(f"{talk()}\nBEGIN:VEVENT\n{talk().replace('alk', 'our')}"))
    assert [entry.summary for entry in found.entries] == ["Tour"]
    assert found.told == ("“Talk” was left out: it has no end mark, so that some of it may be missing.",)


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"<html></html>", b"\x89PNG\r\n\x00\xff", b"id: talks\n", b"\xff\xfe\x00"]
)
def test_what_is_no_calendar_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableCalendar, match="This is no calendar"):
        read(data)


def test_a_calendar_may_be_empty_and_one_that_is_too_large_is_refused() -> None:
    assert read(calendar()).entries == ()
    with pytest.raises(UnreadableCalendar, match="larger than 2,000,000 bytes"):
        read(calendar(talk("X-FILL:" + "x" * 2_000_000)))
    with pytest.raises(UnreadableCalendar, match="more than 5,000 entries"):
        read(calendar(*[talk()] * 5001))


def test_control_and_invisible_characters_are_taken_out_and_told() -> None:
    found = read(calendar(talk("LOCATION:Great\x07 Hall\u202e", "DESCRIPTION:fine, Zoë \U0001f600")))
    assert (found.entries[0].place, found.entries[0].description) == ("Great Hall", "fine, Zoë \U0001f600")
    assert found.told == ("Entry 1: invisible or control characters were taken out of its LOCATION.",)


def test_a_title_of_100_kb_comes_over_whole_for_its_reader_to_cut() -> None:
    assert len(only(calendar(f"UID:a\nDTSTART:20260603T130000Z\nSUMMARY:{'x' * 100_000}")).summary) == 100_000


# ---- what is left out ---------------------------------------------------------------------------------------------


def test_people_files_alarms_and_tasks_are_counted_and_their_texts_never_looked_at() -> None:
    found = read(
        calendar(
            talk(
                "ORGANIZER;CN=Jo Doe:mailto:jo@corp.example",
                "ATTENDEE:mailto:a@corp.example",
                "ATTENDEE;broken x:y",
                "ATTACH:https://corp.example/x",
                "BEGIN:VALARM\nTRIGGER:-PT5M\nDESCRIPTION:of the alarm\nSUMMARY:of the alarm\nEND:VALARM",
            ),
            tail="BEGIN:VTODO\nSUMMARY:Buy milk\nEND:VTODO\nEND:VCALENDAR\n",
        )
    )
    assert (found.entries[0].summary, found.entries[0].description) == ("Talk", "")
    assert found.told == ("Left out: 1 alarm, 1 task, 1 organizer, 2 attendees, 1 attached file.",)
    assert "corp.example" not in repr(found)
    assert read(FREE_BUSY.encode()).told == ("Left out: 1 list of free and busy times.",)


def test_of_what_repeats_the_first_time_is_taken_and_each_that_differs() -> None:
    found = read(GOOGLE.encode())
    assert [(entry.uid, clock(entry.starts)) for entry in found.entries] == [
        ("abc123@google.com", "2025-01-06 09:30"),
        ("abc123@google.com#20261125T093000", "2026-11-25 15:00"),
        ("holiday@google.com", "2026-11-26"),
        ("gone@google.com", "2026-11-27 09:00"),
    ]
    assert [sentence for sentence in found.told if "repeats; only its first time was taken" in sentence]
    assert any("“Month's end” repeats" in sentence for sentence in read(APPLE.encode()).told)


def test_a_first_time_that_was_moved_stands_for_its_series() -> None:
    series = talk("RRULE:FREQ=WEEKLY")
    moved = talk("RECURRENCE-ID:20260603T130000Z", start="DTSTART:20260603T150000Z")
    for order in ((series, moved), (moved, series)):
        (entry,) = read(calendar(*order)).entries
        assert (entry.uid, clock(entry.starts)) == ("talk", "2026-06-03 11:00")


def test_one_time_of_a_series_has_a_uid_that_can_be_kept() -> None:
    moved = talk("RECURRENCE-ID:2026\x1b0610T130000Z")
    assert [entry.uid for entry in read(calendar(moved)).entries] == ["talk#20260610T130000Z"]


def test_of_entries_with_one_uid_the_newest_is_taken() -> None:
    older, newer = talk("SEQUENCE:1"), talk("SEQUENCE:2", start="DTSTART:20260603T150000Z")
    for order in ((older, newer), (newer, older)):
        found = read(calendar(*order))
        assert [clock(entry.starts) for entry in found.entries] == ["2026-06-03 11:00"]
        assert found.told == ("“Talk” stands there more than once; the newest of them was taken.",)


def test_entries_without_a_uid_are_each_their_own() -> None:
    nameless = talk().replace("UID:talk\n", "")
    assert [entry.uid for entry in read(calendar(nameless, nameless)).entries] == ["", ""]


# ---- whatever stands there ----------------------------------------------------------------------------------------

_VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["20260603T090000Z", "20260603T090000", "20260603", "20261101T013000", "P1D", "PT0S", "-PT1H", "FREQ=DAILY",
         "CANCELED", "TRUE", "99999999T999999", "20260603T250000", "00000000", "20260603T090000/PT1H"]
    ),
)  # fmt: skip
_NAMES = st.sampled_from(
    ["UID", "SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "STATUS", "SEQUENCE", "RRULE",
     "RDATE", "RECURRENCE-ID", "URL", "ATTENDEE", "RELATED-TO", "X-MICROSOFT-CDO-ALLDAYEVENT", "X-WR-TIMEZONE",
     "X-WR-CALNAME", "BEGIN", "END", ""]
)  # fmt: skip
_PARAMS = st.sampled_from(
    ["", ";VALUE=DATE", ";TZID=America/New_York", ";TZID=Nowhere", ";TZID=", ';TZID="', ";TZID=Customized Time Zone",
     ";VALUE=DATE-TIME", ";;", ";X=1;X=2", ";TZID=/a/b/c", ";TZID=Eastern Standard Time"]
)  # fmt: skip
_LINES = st.builds("{}{}:{}".format, _NAMES, _PARAMS, _VALUES) | st.text(max_size=30)
_KINDS = st.sampled_from(["VTODO", "VALARM", "VTIMEZONE", "VCALENDAR", "X-OTHER"])
_STARTS = st.sampled_from(
    ["DTSTART:20260603T130000Z", "DTSTART:20260603T090000", "DTSTART;VALUE=DATE:20260603",
     "DTSTART;TZID=Nowhere:20260603T090000", "DTSTART;TZID=America/New_York:20260308T023000"]
)  # fmt: skip
_ENTRIES = st.builds(
    lambda start, lines, uid, whole: "\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", start, *lines, *(["END:VEVENT"] if whole else [])]
    ),
    _STARTS | _LINES,
    st.lists(_LINES.filter(lambda line: "BEGIN" not in line), max_size=8),
    st.sampled_from("abc"),
    st.sampled_from([True, True, True, False]),
)
_BLOCKS = _ENTRIES | st.builds(
    lambda kind, lines, whole: "\n".join([f"BEGIN:{kind}", *lines, *([f"END:{kind}"] if whole else [])]),
    _KINDS,
    st.lists(_LINES, max_size=8),
    st.booleans(),
)
BROKEN = st.builds(
    lambda blocks, cut: f"BEGIN:VCALENDAR\n{chr(10).join(blocks)}\nEND:VCALENDAR".encode(errors="replace")[
        :cut
    ],
    st.lists(_BLOCKS, min_size=1, max_size=5),
    st.none() | st.integers(min_value=20, max_value=3000),
)
"""Calendars of which some lines, some entries and sometimes the end are broken."""


def _check_is_usable(data: bytes) -> None:
    try:
        found = read(data)
    except UnreadableCalendar:
        return
    for sentence in found.told:
        assert sentence.endswith(".")
        assert first_unusable(sentence) is None
        assert "\n" not in sentence
    for entry in found.entries:
        assert all(first_unusable(text) is None for text in (entry.uid, entry.summary, entry.place))
        assert isinstance(entry.starts, int) == isinstance(entry.ends, int) or entry.ends is None


@given(BROKEN)
def test_no_broken_calendar_raises_anything_but_a_sentence(data: bytes) -> None:
    _check_is_usable(data)


@given(st.binary(max_size=200), st.integers(0, 3000), st.sampled_from([GOOGLE, OUTLOOK, APPLE]))
def test_bytes_of_any_kind_anywhere_in_a_real_calendar_raise_nothing_but_a_sentence(
    raw: bytes, at: int, real: str
) -> None:
    data = real.encode()
    _check_is_usable(data[:at] + raw + data[at:])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), max_size=4))
def test_entries_beside_a_broken_one_are_all_there(broken: list[str]) -> None:
    lines = "\n".join(line.replace("\n", " ").replace("\r", " ") for line in broken if line[0] not in " \t")
    others = [talk().replace("talk", f"t{number}") for number in range(3)]
    if any(part.kind != "VEVENT" for part in taken_apart(unfolded(calendar(lines).decode()))):
        return
    uids = {entry.uid for entry in read(calendar(others[0], f"X-A:b\n{lines}", *others[1:])).entries}
    assert {"t0", "t1", "t2"} <= uids
