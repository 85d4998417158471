"""Times, days, lengths and stamps as people write them: what each text means, and what is refused."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logistics.errors import MomentError
from logistics.model import Day, Shape, Span, Stamp, When
from logistics.model.times import AsWritten

HALF_PAST_EIGHT = dt.time(8, 30)


@pytest.mark.parametrize(
    "text",
    [
        "8:30",
        "08:30",
        "8.30",
        "8:30 a.m.",
        "8.30 a.m.",
        "8:30 AM",
        "8:30am",
        "8:30 a. m.",
        "at 8:30 a.m.",
        " 8:30\u00a0a.m. ",
    ],
)
def test_half_past_eight_in_its_spellings(text: str) -> None:
    when = When.read(text)
    assert (when.shape, when.clock.time, when.clock.day) == (Shape.EXACT, HALF_PAST_EIGHT, None)


@pytest.mark.parametrize(
    "text, time",
    [
        ("0:00", dt.time(0)),
        ("12:00", dt.time(12)),
        ("12:00 p.m.", dt.time(12)),
        ("12:30 a.m.", dt.time(0, 30)),
        ("noon", dt.time(12)),
        ("12:00 noon", dt.time(12)),
        ("9 a.m.", dt.time(9)),
        ("11:59 PM", dt.time(23, 59)),
        ("13:30", dt.time(13, 30)),
        ("9:00:30", dt.time(9, 0, 30)),
    ],
)
def test_hours_of_both_clocks(text: str, time: dt.time) -> None:
    assert When.read(text).clock.time == time


@pytest.mark.parametrize(
    "text, letters",
    [
        ("10:45 a.m. EST", "EST"),
        ("10:45 a.m. (EST)", "EST"),
        ("10:45 ET", "ET"),
        ("10:45 UTC", "UTC"),
        ("10:45", None),
    ],
)
def test_zone_letters(text: str, letters: str | None) -> None:
    assert When.read(text).clock.letters == letters


@pytest.mark.parametrize(
    "text",
    [
        "December 12, 2017, 5:00 p.m.",
        "December 12, 2017 at 5:00 p.m.",
        "Tuesday, December 12, 2017, 5:00 p.m.",
        "Tue, Dec. 12, 2017, 17:00",
        "12 December 2017, 17:00",
        "2017-12-12 17:00",
        "2017-12-12T17:00",
        "5:00 p.m. December 12, 2017",
        "5:00 p.m. on Tuesday, December 12, 2017",
    ],
)
def test_a_time_with_its_day(text: str) -> None:
    clock = When.read(text).clock
    assert (clock.day, clock.time) == (dt.date(2017, 12, 12), dt.time(17))
    assert clock.weekday in (None, "Tuesday")


@pytest.mark.parametrize(
    "text", ["about 10:30 a.m.", "approximately 10:30", "approx. 10:30", "ca. 10:30", "~10:30"]
)
def test_about(text: str) -> None:
    when = When.read(text)
    assert (when.shape, when.clock.time) == (Shape.ABOUT, dt.time(10, 30))


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("10:00 to 10:20 a.m.", dt.time(10), dt.time(10, 20)),
        ("10:00–10:20 a.m.", dt.time(10), dt.time(10, 20)),
        ("10:00 a.m.-10:20 a.m.", dt.time(10), dt.time(10, 20)),
        ("between 10:00 and 10:20", dt.time(10), dt.time(10, 20)),
        ("from 9 to 10 p.m.", dt.time(21), dt.time(22)),
        ("11:30 to 12:30 p.m.", dt.time(11, 30), dt.time(12, 30)),
        ("9:00 a.m. to noon", dt.time(9), dt.time(12)),
        ("noon to 1:00 p.m.", dt.time(12), dt.time(13)),
        ("10:00 p.m. to 11:00", dt.time(22), dt.time(23)),
    ],
)
def test_windows(text: str, first: dt.time, last: dt.time) -> None:
    when = When.read(text)
    assert when.shape is Shape.WINDOW
    assert [clock.time for clock in when.clocks] == [first, last]


def test_the_ends_of_a_window_share_day_and_letters() -> None:
    first, last = When.read("December 12, 2017, 5:00 to 6:00 p.m. EST").clocks
    assert first.day == last.day == dt.date(2017, 12, 12)
    assert first.letters == last.letters == "EST"


def test_a_window_over_midnight_names_both_days() -> None:
    first, last = When.read("December 12, 2017, 11:00 p.m. to December 13, 2017, 1:00 a.m.").clocks
    assert (first.day, last.day) == (dt.date(2017, 12, 12), dt.date(2017, 12, 13))


@pytest.mark.parametrize(
    "text, seconds, anchor",
    [
        ("30 minutes before start", -1800, "start"),
        ("30 min before the start", -1800, "start"),
        ("1 hour and 30 minutes after dialogue.end", 5400, "dialogue.end"),
        ("2 days before dialogue", -172_800, "dialogue.start"),
        ("at availability.end", 0, "availability.end"),
        ("at the end", 0, "end"),
    ],
)
def test_times_relative_to_a_moment(text: str, seconds: int, anchor: str) -> None:
    when = When.read(text)
    assert (when.shape, when.offset_seconds, when.anchor) == (Shape.RELATIVE, seconds, anchor)


@pytest.mark.parametrize("text", ["9:00 a.m. CST / 10:00 a.m. EST", "9:00 a.m. CST (10:00 a.m. EST)"])
def test_two_readings_of_one_moment(text: str) -> None:
    when = When.read(text)
    assert [(clock.time.hour, clock.letters) for clock in when.clocks] == [(9, "CST"), (10, "EST")]


@pytest.mark.parametrize("text", ["to be determined", "To be confirmed.", "TBD", "tbc", "t.b.a."])
def test_not_decided(text: str) -> None:
    assert When.read(text).shape is Shape.TO_BE_DETERMINED


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "empty"),
        ("9", "9 a.m. or p.m."),
        ("midnight", "the start or the end of a day"),
        ("13:30 p.m.", "mixes the 12-hour and the 24-hour clock"),
        ("24:00", "the day that begins then"),
        ("25:00", "no time of a clock"),
        ("8:60", "no time of a clock"),
        ("10:45-05:00", "carries an offset"),
        ("10:45Z", "carries an offset"),
        ("2017-02-30 9:00", "no day of the calendar"),
        ("9999-12-14 9:00", "outside 1900 to 2199"),
        ("December 14, 2017", "a day without a time"),
        ("July 15, 6:15 p.m.", "names a day without its year. Add it, as in July 15, 2031, 6:15 p.m."),
        ("15 July, 18:15", "without its year"),
        ("15th July at 18:15", "without its year"),
        ("6:15 p.m. on Tue, July 15", "without its year"),
        ("about July 15, 6:15 p.m.", "without its year"),
        ("July 15, 6:15 to 6:30 p.m.", "without its year"),
        ("July 15", "without its year"),
        ("July 15 2031 sharp", "is not a time"),
        ("6:15 pm tomorrow", "with a day of its own, as July 15, 2031, 6:15 p.m."),
        ("10:20 to 10:00 a.m.", "ends before it begins"),
        ("11 p.m. to 1 a.m.", "write the day at both ends"),
        ("15 to 20 minutes before start", "gives a range"),
        ("/", "is not a time"),
        ("9:00 /", "is not a time"),
        ("after the dialogue", "is not a time"),
        ("9:00 a.m. sharp", "“9:00 a.m. sharp” is not a time"),
        ("about 30 minutes before start", "“about 30 minutes before start” is not a time"),
        ("9:\u200b00", "cannot be seen"),
        ("9:00\x07 a.m.", "cannot be seen"),
        ("\uff19:00", "is not a time"),
        ("9 \u017fec before start", "is not a"),  # a long s, which matches s where case is ignored
        ("x" * 201, "longer than 200 characters"),
    ],
)
def test_refused_times(text: str, words: str) -> None:
    with pytest.raises(MomentError) as caught:
        When.read(text)
    assert words in str(caught.value)


def test_a_refusal_quotes_no_more_than_sixty_characters() -> None:
    with pytest.raises(MomentError) as caught:
        When.read("x" * 200)
    assert "x" * 59 + "…" in str(caught.value)
    assert "x" * 60 not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "2017-12-14",
        "December 14, 2017",
        "Thursday, December 14, 2017",
        "Thu., Dec. 14, 2017",
        "14 December 2017",
        "DECEMBER 14, 2017",
    ],
)
def test_days(text: str) -> None:
    day = Day.read(text)
    assert day.date == dt.date(2017, 12, 14)
    assert day.weekday in (None, "Thursday")


def test_every_month_by_its_name_and_its_short_name() -> None:
    for number in range(1, 13):
        day = dt.date(2018, number, 7)
        assert Day.read(f"{day:%B} 7, 2018").date == Day.read(f"{day:%b}. 7, 2018").date == day


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "is not a day"),
        ("12/14/2017", "Write it as 2017-12-14"),
        ("December 14", "is a day without its year. Add it, as in July 15, 2031."),
        ("the fourteenth", "is not a day"),
        ("February 29, 2017", "no day of the calendar"),
        ("2017-12-14 9:00", "says more than a day"),
        ("\u017fep 5, 2017", "is not a day"),
        ("9999-01-01", "outside 1900 to 2199"),
    ],
)
def test_refused_days(text: str, words: str) -> None:
    with pytest.raises(MomentError) as caught:
        Day.read(text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text, least, most",
    [
        ("45 minutes", 45, 45),
        ("30 to 45 minutes", 30, 45),
        ("30–45 min", 30, 45),
        ("1 h 30 min", 90, 90),
        ("1 hour and 30 minutes", 90, 90),
        ("1.5 h", 90, 90),
        ("5 min to 1 hour", 5, 60),
        ("1 h 20 min to 1 h 40 min", 80, 100),
        ("2 days", 2880, 2880),
    ],
)
def test_lengths(text: str, least: int, most: int) -> None:
    span = Span.read(text)
    assert (span.least, span.most) == (least * 60, most * 60)


@pytest.mark.parametrize(
    "text, words",
    [
        ("45", "is not a length"),
        ("an hour", "is not a length"),
        ("45 to 30 minutes", "ends before it begins"),
        ("40 days", "longer than a month"),
        ("9" * 190 + " h", "longer than a month"),
    ],
)
def test_refused_lengths(text: str, words: str) -> None:
    with pytest.raises(MomentError) as caught:
        Span.read(text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text, offset",
    [
        ("2017-12-13 16:05", None),
        ("2017-12-13T16:05Z", 0),
        ("2017-12-13 16:05-05:00", -300),
        ("2017-12-13 16:05 +0530", 330),
    ],
)
def test_stamps(text: str, offset: int | None) -> None:
    stamp = Stamp.read(text)
    assert (stamp.day, stamp.time, stamp.offset_minutes) == (dt.date(2017, 12, 13), dt.time(16, 5), offset)


@pytest.mark.parametrize(
    "text", ["2017-12-13", "2017-12-13 16:05 EST", "2017-12-13 25:05", "2017-12-13 16:05+19:00"]
)
def test_refused_stamps(text: str) -> None:
    with pytest.raises(MomentError):
        Stamp.read(text)


_PIECES = (
    "a.m. p.m. am noon midnight to and before after start end dialogue . : - – / ( ) at about between EST UTC Z , 9 "
    "9:00 10:20 30 minutes min hour h 45 TBD Thursday December Dec. 14 2017 2017-12-14 \u017fep \u0130 \u00b2 +05:00"
)
_WORDS = st.sampled_from(_PIECES.split())
_TEXTS = (
    st.text(max_size=30)
    | st.lists(_WORDS, max_size=8).map(" ".join)
    | st.lists(_WORDS, max_size=6).map("".join)
)


@pytest.mark.parametrize("kind", [When, Day, Span, Stamp])
@given(text=_TEXTS)
@example(text="\ud800")
def test_any_text_is_read_or_refused_in_a_sentence(kind: type[AsWritten], text: str) -> None:
    try:
        value = kind.read(text)
    except MomentError as error:
        message = str(error)
        assert message[-1] in ".?"
        assert not message.startswith("Value error")
    else:
        assert kind.read(value.text) == value


@given(time=st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_every_minute_of_the_day_is_read_in_all_spellings(time: dt.time) -> None:
    hour, half = time.hour % 12 or 12, "p.m." if time.hour >= 12 else "a.m."
    spellings = (
        f"{time.hour}:{time:%M}",
        f"{time:%H:%M}",
        f"{time:%H.%M}",
        f"{hour}:{time:%M} {half}",
        f"{hour}.{time:%M} {half}",
        f"{hour}:{time:%M} {half.replace('.', '').upper()}",
        f"{hour}:{time:%M}{half.replace('.', '')}",
    )
    assert {When.read(text).clock.time for text in spellings} == {time}
