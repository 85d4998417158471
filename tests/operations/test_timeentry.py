"""What people type into the boxes for a time, a length and a day: taken, echoed, or asked back."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from logistics.errors import MomentError
from logistics.model import Day, Shape, Span, When
from logistics.operations.timeentry import Entered, read_day, read_length, read_time

DIALOGUE = dt.date(2017, 12, 14)
CLOCKS_GO_BACK = dt.date(2018, 11, 4)
CLOCKS_GO_FORWARD = dt.date(2018, 3, 11)
WASHINGTON = "America/New_York"
FULL_WIDTH = "\uff11\uff12\uff1a\uff13\uff10"  # 12:30, as a keyboard for Japanese gives it


def time(text: str, day: dt.date = DIALOGUE, before: str = "") -> Entered:
    return read_time(text, day, WASHINGTON, before=before)


def refusal(read: Callable[[], Entered]) -> str:
    with pytest.raises(MomentError) as refused:
        read()
    return str(refused.value)


# Times that are taken


@pytest.mark.parametrize(
    "text, filed",
    [
        ("8:30a", "8:30 a.m."),
        ("830p", "8:30 p.m."),
        ("0830", "8:30 a.m."),
        ("8.30pm", "8:30 p.m."),
        ("2 p.m.", "2:00 p.m."),
        ("noon", "noon"),
        ("midnight", "0:00"),
        ("13:00", "1:00 p.m."),
        ("9h30", "9:30 a.m."),
        (FULL_WIDTH, "12:30 p.m."),
        ("8:30 a.m.", "8:30 a.m."),
        ("8:30 A. M.", "8:30 a.m."),
        ("  8 : 30   P ", "8:30 p.m."),
        ("8:30:15a", "8:30:15 a.m."),
        ("8a", "8:00 a.m."),
        ("2 P", "2:00 p.m."),
        ("12a", "0:00"),
        ("12p", "noon"),
        ("12 midnight", "0:00"),
        ("06:15", "6:15 a.m."),
        ("0615", "6:15 a.m."),
        ("1200", "noon"),
        ("14h", "2:00 p.m."),
        ("9 h 30", "9:30 a.m."),
        ("0:30", "12:30 a.m."),
        ("8:30a est", "8:30 a.m. EST"),
        ("830p (ET)", "8:30 p.m. ET"),
        ("9a CST / 10a EST", "9:00 a.m. CST / 10:00 a.m. EST"),
        ("tbd", "to be determined"),
        ("about 1030a", "about 10:30 a.m."),
        ("~ 8p", "about 8:00 p.m."),
        ("10a to 1020a", "10:00 to 10:20 a.m."),
        ("10-1020a", "10:00 to 10:20 a.m."),
        ("8–9p", "8:00 to 9:00 p.m."),
        ("1130a-1230p", "11:30 a.m. to 12:30 p.m."),
        ("noon-1p", "noon to 1:00 p.m."),
        ("1030 to 1300", "10:30 a.m. to 1:00 p.m."),
        ("12a-1a", "0:00 to 01:00"),
        ("30m before start", "30 minutes before start"),
        ("30 before start", "30 minutes before start"),
        ("1h30 after dialogue", "1 h 30 min after dialogue.start"),
        ("at availability.end", "at availability.end"),
        ("0 minutes after availability.end", "0 minutes after availability.end"),
        ("2017-12-15 0830", "December 15, 2017, 8:30 a.m."),
        ("Fri, Dec. 15, 2017, 830p", "Friday, December 15, 2017, 8:30 p.m."),
        ("830p on 15 December 2017", "December 15, 2017, 8:30 p.m."),
        (
            "December 14, 2017 11p to December 15, 2017 1a",
            "December 14, 2017, 11:00 p.m. to December 15, 2017, 1:00 a.m.",
        ),
    ],
)
def test_a_time_is_written_as_an_event_file_has_it(text: str, filed: str) -> None:
    assert time(text).text == filed


@pytest.mark.parametrize(
    "text, echo",
    [
        ("830a", "8:30 a.m. EST, Thursday, December 14"),
        ("noon", "noon EST, Thursday, December 14"),
        ("midnight", "0:00 (midnight, as Thursday, December 14, begins)"),
        ("12:00 a.m.", "0:00 (midnight, as Thursday, December 14, begins)"),
        ("about 1030a", "about 10:30 a.m. EST, Thursday, December 14"),
        ("10a to 1020a", "10:00 a.m. to 10:20 a.m. EST, Thursday, December 14"),
        ("9:00 a.m. CST / 10:00 a.m. EST", "10:00 a.m. EST, Thursday, December 14"),
        ("December 15, 2017, 5p", "5:00 p.m. EST, Friday, December 15, 2017"),
        ("1h30 after dialogue", "1 hour 30 minutes after the start of dialogue"),
        ("30 before start", "30 minutes before the start"),
        ("at availability.end", "at the end of availability"),
        ("tbd", "to be determined"),
    ],
)
def test_a_time_is_told_back_with_its_zone_and_weekday(text: str, echo: str) -> None:
    assert time(text).echo == echo


def test_a_window_over_midnight_is_told_back_with_both_days() -> None:
    assert time("December 14, 2017 11p to December 15, 2017 1a").echo == (
        "11:00 p.m. EST, Thursday, December 14, 2017, to 1:00 a.m. EST, Friday, December 15, 2017"
    )


def test_the_letters_told_back_are_those_of_the_day() -> None:
    assert time("830a", dt.date(2018, 7, 2)).echo == "8:30 a.m. EDT, Monday, July 2"


def test_letters_that_are_not_in_use_that_day_stay_and_are_told() -> None:
    entered = time("830a edt")
    assert (entered.text, entered.echo) == ("8:30 a.m. EDT", "8:30 a.m. EST (not EDT), Thursday, December 14")


# Times that are asked back


@pytest.mark.parametrize(
    "text, question",
    [
        ("8", "Add a or p: is it 8:00a or 8:00p?"),
        ("at 8", "Add a or p: is it 8:00a or 8:00p?"),
        ("6:15", "Add a or p: is it 6:15a or 6:15p?"),
        ("6.15", "Add a or p: is it 6:15a or 6:15p?"),
        ("615", "Add a or p: is it 6:15a or 6:15p?"),
        ("1130", "Add a or p: is it 11:30a or 11:30p?"),
        ("about 6:15", "Add a or p: is it 6:15a or 6:15p?"),
        ("8-9", "Add a or p: is it 9:00a or 9:00p?"),
        ("10:00 to 10:20", "Add a or p: is it 10:20a or 10:20p?"),
        ("11:30 to 12:30", "Add a or p: is it 11:30a or 11:30p?"),
        ("9:00 a.m. CST / 10:00 EST", "Add a or p: is it 10:00a or 10:00p?"),
        ("6:15 EST", "Add a or p: is it 6:15a or 6:15p?"),
        ("12", "Write noon or midnight."),
        ("13", "Is it 13:00? Write it with its minutes."),
        ("09", "Is it 09:00? Write it with its minutes."),
        ("24:00", "The clock goes to 23:59. Write 0:00 with the day that begins then."),
        ("2400", "The clock goes to 23:59. Write 0:00 with the day that begins then."),
        ("24", "The clock goes to 23:59. Write 0:00 with the day that begins then."),
        ("25:00", "“25:00” is no time of a clock: hours go to 23, minutes to 59."),
        ("9:75a", "“9:75a” is no time of a clock: hours go to 23, minutes to 59."),
        ("45", "“45” is no time of a clock: hours go to 23. Write it as 8:30a or 13:00."),
        (
            "13p",
            "“13p” mixes the 12-hour and the 24-hour clock. Leave out the p, or use 1 to 12.",
        ),
        ("٨:٣٠", "“٨” is a digit that is not read here. Type it with the digits 0 to 9."),
        ("8½", "“½” is a digit that is not read here. Type it with the digits 0 to 9."),
        (
            "30 minuts before start",
            "“30 minuts” is not a length of time. Write it as 45 minutes, 30 to 45 minutes or 1 h 30 min.",
        ),
        ("", "The time is empty. Write it, or “to be determined”."),
        ("8" * 201, "This is longer than 200 characters. Put remarks into a note."),
    ],
)
def test_a_time_that_is_not_clear_is_asked_back(text: str, question: str) -> None:
    assert refusal(lambda: time(text)) == question


@pytest.mark.parametrize("text", ["Room 830p", "soon", "8:30 o’clock", "11p-1a", "Dec 15, 830p", "8:30aEST"])
def test_what_is_no_time_is_refused(text: str) -> None:
    refusal(lambda: time(text))


def test_one_time_of_the_24_hour_clock_tells_how_the_others_are_meant() -> None:
    assert time("9:30 to 13:00").text == "9:30 a.m. to 1:00 p.m."
    assert time("09:30 to 10:00").text == "9:30 to 10:00 a.m."
    assert "11:30" in refusal(lambda: time("11:30 to 12:30"))


def test_what_the_event_says_already_is_not_asked_again() -> None:
    assert time("9:00", before="9:00") == Entered("9:00", "9:00 a.m. EST, Thursday, December 14")
    assert time(" 9:00 ", before="9:00").text == "9:00"
    assert time("13:30", before="13:30").text == "13:30"
    assert "9:30a" in refusal(lambda: time("9:30", before="9:00"))
    assert "9:00a" in refusal(lambda: time("9:00", before=""))


def test_an_hour_that_comes_twice_is_asked_back_and_letters_pick_one() -> None:
    asked = refusal(lambda: time("130a", CLOCKS_GO_BACK))
    assert "comes twice" in asked
    assert "EDT or EST" in asked
    assert time("130a EDT", CLOCKS_GO_BACK) == Entered("1:30 a.m. EDT", "1:30 a.m. EDT, Sunday, November 4")
    assert time("130a est", CLOCKS_GO_BACK) == Entered("1:30 a.m. EST", "1:30 a.m. EST, Sunday, November 4")
    assert time("230a", CLOCKS_GO_BACK).text == "2:30 a.m."


def test_an_hour_that_clocks_skip_is_refused() -> None:
    assert "does not exist" in refusal(lambda: time("230a", CLOCKS_GO_FORWARD))
    assert "does not exist" in refusal(lambda: time("2a to 3a", CLOCKS_GO_FORWARD))
    assert time("130a", CLOCKS_GO_FORWARD).echo == "1:30 a.m. EST, Sunday, March 11"
    assert time("330a", CLOCKS_GO_FORWARD).echo == "3:30 a.m. EDT, Sunday, March 11"


def test_an_hour_of_the_event_that_clocks_skip_is_told_even_where_it_was_there_before() -> None:
    """The day of the event may have changed under it."""
    assert "does not exist" in refusal(lambda: time("2:30", CLOCKS_GO_FORWARD, before="2:30"))


# Lengths


@pytest.mark.parametrize(
    "text, filed, echo",
    [
        ("45", "45 minutes", "45 minutes"),
        ("1", "1 minute", "1 minute"),
        ("1h30", "1 h 30 min", "1 hour 30 minutes"),
        ("1:30", "1 h 30 min", "1 hour 30 minutes"),
        ("1H 5m", "1 h 5 min", "1 hour 5 minutes"),
        ("0:45", "45 minutes", "45 minutes"),
        ("30-45", "30 to 45 minutes", "30 to 45 minutes"),
        ("30 – 45 min", "30 to 45 minutes", "30 to 45 minutes"),
        ("45-1h30", "45 minutes to 1 h 30 min", "45 minutes to 1 hour 30 minutes"),
        ("1-2h", "1 to 2 hours", "1 to 2 hours"),
        ("2h30-3h30", "2 h 30 min to 3 h 30 min", "2 hours 30 minutes to 3 hours 30 minutes"),
        ("90m", "1 h 30 min", "1 hour 30 minutes"),
        ("2h", "2 hours", "2 hours"),
        ("\uff12h", "2 hours", "2 hours"),
        ("1.5 hours", "1 h 30 min", "1 hour 30 minutes"),
        ("90 s", "1 min 30 s", "1 minute 30 seconds"),
        ("30 seconds", "30 seconds", "30 seconds"),
        ("25h", "25 hours", "1 day 1 hour"),
        ("2 days", "2 days", "2 days"),
        ("45 minutes", "45 minutes", "45 minutes"),
    ],
)
def test_a_length_is_read_and_told_back(text: str, filed: str, echo: str) -> None:
    assert read_length(text) == Entered(filed, echo)


@pytest.mark.parametrize(
    "text, reason",
    [
        ("1.5", "Add a unit: is it 1.5 hours or 1.5 minutes?"),
        ("1:75", "“1:75” has more than 59 minutes after its hours. Write it as 1:30 or 90."),
        ("45-30", "“45 min to 30 min” ends before it begins. Put the shorter length first."),
        ("soon", "“soon” is not a length of time. Write it as 45 minutes, 30 to 45 minutes or 1 h 30 min."),
        ("٤٥", "“٤” is a digit that is not read here. Type it with the digits 0 to 9."),
    ],
)
def test_a_length_that_is_not_clear_is_asked_back(text: str, reason: str) -> None:
    assert refusal(lambda: read_length(text)) == reason


# Days

MONDAY = dt.date(2017, 12, 4)


@pytest.mark.parametrize(
    "text, filed, echo",
    [
        ("2017-12-14", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("December 14, 2017", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        (
            "thu, dec. 14, 2017",
            "Thursday, December 14, 2017",
            "Thursday, December 14, 2017, 10 days from now",
        ),
        ("12/14/2017", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("14/12/2017", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("14.12.2017", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("12/12/2017", "December 12, 2017", "Tuesday, December 12, 2017, 8 days from now"),
        ("12/14", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("Dec 14", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("14 Dec", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("14th of December", "December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("Sept. 1st", "September 1, 2018", "Saturday, September 1, 2018, 271 days from now"),
        ("Thursday, Dec 14", "Thursday, December 14, 2017", "Thursday, December 14, 2017, 10 days from now"),
        ("Dec 4", "December 4, 2017", "Monday, December 4, 2017, today"),
        ("Dec 3", "December 3, 2018", "Monday, December 3, 2018, 364 days from now"),
        ("Dec 3, 2017", "December 3, 2017", "Sunday, December 3, 2017, yesterday"),
        ("Feb 29", "February 29, 2020", "Saturday, February 29, 2020, 817 days from now"),
        ("Tue", "December 5, 2017", "Tuesday, December 5, 2017, tomorrow"),
        ("Tuesday", "December 5, 2017", "Tuesday, December 5, 2017, tomorrow"),
        ("thurs.", "December 7, 2017", "Thursday, December 7, 2017, 3 days from now"),
        ("monday", "December 11, 2017", "Monday, December 11, 2017, 7 days from now"),
        ("today", "December 4, 2017", "Monday, December 4, 2017, today"),
        ("Tomorrow", "December 5, 2017", "Tuesday, December 5, 2017, tomorrow"),
        ("November 1, 2017", "November 1, 2017", "Wednesday, November 1, 2017, 33 days ago"),
    ],
)
def test_a_day_is_read_and_told_back_with_its_distance(text: str, filed: str, echo: str) -> None:
    assert read_day(text, MONDAY) == Entered(filed, echo)


def test_a_weekday_that_does_not_agree_stays_for_the_check_to_find_and_is_told() -> None:
    entered = read_day("Friday, December 14, 2017", MONDAY)
    assert entered.text == "Friday, December 14, 2017"
    assert entered.echo == "Thursday, December 14, 2017 (not a Friday), 10 days from now"


@pytest.mark.parametrize(
    "text, question",
    [
        ("3/4/2018", "Is “3/4/2018” March 4 or April 3? Write the month as a word."),
        ("3/4", "Is “3/4” March 4 or April 3? Write the month as a word."),
        ("13/13/2018", "“13/13/2018” is no day of the calendar."),
        ("0/4/2018", "“0/4/2018” is no day of the calendar."),
        ("Feb 30", "“Feb 30” is no day of the calendar."),
        ("2/29/2018", "“2/29/2018” is no day of the calendar."),
        (
            "Wed, Dec 14",
            "The next such day is Thursday, December 14, 2017. Correct the weekday, or add the year.",
        ),
        ("1/1/2300", "The year 2300 is outside 1900 to 2199."),
        ("soon", "“soon” is not a day. Write it as 2017-12-14 or December 14, 2017."),
        ("١٤ Dec", "“\u0661” is a digit that is not read here. Type it with the digits 0 to 9."),
    ],
)
def test_a_day_that_is_not_clear_is_asked_back(text: str, question: str) -> None:
    assert refusal(lambda: read_day(text, MONDAY)) == question


def test_a_day_that_does_not_come_again_is_refused() -> None:
    assert "does not come again" in refusal(lambda: read_day("Dec 1", dt.date(2199, 12, 2)))


# Whatever is typed

PIECES = st.sampled_from(
    [*"0123456789", *":.-/ ,apmhT", "12", "30", "00", "2017", "a.m.", "p.m.", " to ", " and ", "noon", "midnight",
     "EST", "EDT", "about ", "at ", "from ", "between ", "start", "dialogue.end", " before ", " after ", "minutes",
     "hours", "h", "min", "Dec", "December ", "Tuesday, ", "Dec 14, 2017", "2017-12-14", "on ", "tbd", "today",
     "\uff11", "\uff1a", "٣", "½", "—", "\u00a0", "(", ")", "Z", "UTC", "th ", "+05:00", "\x00", "\ud800"]
)  # fmt: skip
JUNK = st.one_of(st.lists(PIECES, max_size=9).map("".join), st.text(max_size=20))


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


CLOCK_FORMS = (
    "{h}:{m:02}", "{h}:{m:02}{x}", "{h:02}:{m:02}", "{h}{m:02}{x}", "{h} {x}m", "{h}h{m:02}", "noon", "midnight",
    "{h}.{m:02} {x}. m.", "{h}:{m:02}:{m:02} {x}.m.", "12 midnight", "{h:02}{m:02}", "{h}", "{h}h",
)  # fmt: skip
BARE_CLOCKS = st.builds(
    lambda form, hour, minute, half: form.format(h=hour, m=minute, x=half),
    st.sampled_from(CLOCK_FORMS), st.integers(0, 25), st.integers(0, 61), st.sampled_from("apAP"),
)  # fmt: skip
DATES = st.one_of(
    st.sampled_from(["Dec 14, 2017, ", "Thursday, December 14, 2017, ", "2017-12-14 ", "15 Dec 2017 at "]),
    st.just(""),
)
LETTERS = st.sampled_from(["", "", " EST", " (edt)", " Z", " CT"])
CLOCKS = joined(st.sampled_from(["", "", "at "]), DATES, BARE_CLOCKS, LETTERS)
ONE_LENGTH = st.builds(
    lambda form, hours, minutes: form.format(h=hours, m=minutes),
    st.sampled_from(
        ["{m}", "{h}h{m:02}", "{h}:{m:02}", "{h}h", "{m} min", "{h} h {m} min", "{h}.5 hours", "{m} s", "{h} d"]
    ),
    st.integers(0, 40), st.integers(0, 99),
)  # fmt: skip
LENGTHS = st.one_of(ONE_LENGTH, joined(ONE_LENGTH, st.sampled_from(["-", " to ", " – "]), ONE_LENGTH), JUNK)
POINTS = st.sampled_from(["start", "the end", "dialogue", "dialogue.end", "2nd.start", "noon-talk.end"])
TIMES = st.one_of(
    CLOCKS,
    joined(st.sampled_from(["about ", "~"]), CLOCKS),
    joined(
        st.sampled_from(["", "from ", "between "]), CLOCKS, st.sampled_from([" to ", "-", " and "]), CLOCKS
    ),
    joined(CLOCKS, st.just(" / "), CLOCKS),
    joined(ONE_LENGTH, st.sampled_from([" before ", " after "]), POINTS),
    joined(st.sampled_from(["at ", "until "]), POINTS),
    JUNK,
)
TYPED_DAYS = st.one_of(
    st.builds(
        lambda form, one, other, year: form.format(a=one, b=other, y=year),
        st.sampled_from(
            ["{a}/{b}/{y}", "{a}.{b}.{y}", "{a}/{b}", "Dec {a}", "{a} feb", "{y}-{a}-{b}", "Sept. {a}, {y}",
             "Tue, Oct {a}", "Friday, {a} May {y}", "{a}th of June"]
        ),
        st.integers(0, 32), st.integers(0, 32), st.integers(1890, 2210),
    ),
    st.sampled_from(["today", "Tomorrow", "mon", "TUES", "wed.", "Thursday", "fri", "su"]),
    JUNK,
)  # fmt: skip
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
ZONES = st.sampled_from(
    [WASHINGTON, "America/Lima", "Asia/Kolkata", "Europe/Lisbon", "Australia/Lord_Howe", "UTC"]
)


def meaning(when: When) -> object:
    clocks = [(clock.day, clock.time, clock.letters) for clock in when.clocks]
    return when.shape, clocks, when.offset_seconds, when.anchor


def taken(read: Callable[[], Entered]) -> Entered | None:
    try:
        return read()
    except MomentError:
        return None


@given(TIMES, DAYS, ZONES)
@example("December 14, 2017, 0:00 to December 15, 2017, 1a EST", DIALOGUE, WASHINGTON)
@example("0 minutes before 2nd.start", DIALOGUE, WASHINGTON)
@example("12a to 1230a", DIALOGUE, WASHINGTON)
def test_a_taken_time_reads_as_itself_and_as_an_event_file_reads_it(
    text: str, day: dt.date, zone: str
) -> None:
    entered = taken(lambda: read_time(text, day, zone))
    if entered is None:
        return
    assert read_time(entered.text, day, zone) == entered
    When.read(entered.text)


@given(TIMES, DAYS, ZONES)
def test_what_an_event_file_takes_for_a_time_is_taken_with_its_meaning_or_asked_back(
    text: str, day: dt.date, zone: str
) -> None:
    try:
        filed = When.read(text)
    except MomentError:
        return
    entered = taken(lambda: read_time(text, day, zone))
    if entered is not None:
        assert meaning(When.read(entered.text)) == meaning(filed)
    kept = taken(lambda: read_time(text, day, zone, before=text))
    assert kept is None or kept.text == text


WITH_A_OR_P = st.sampled_from(["{h}:{m:02}{x}", "{h}{m:02}{x}", "{h}.{m:02} {x}m", "{h} : {m:02} {x}. M."])
OF_24_HOURS = st.sampled_from(["{h:02}:{m:02}", "{h:02}{m:02}", "{h}h{m:02}", "{h}:{m:02}"])


@given(st.integers(0, 23), st.integers(0, 59), WITH_A_OR_P)
def test_a_time_with_a_or_p_is_that_time(hour: int, minute: int, form: str) -> None:
    text = form.format(h=hour % 12 or 12, m=minute, x="a" if hour < 12 else "p")
    when = When.read(time(text).text)
    assert (when.shape, when.clock.time) == (Shape.EXACT, dt.time(hour, minute))


@given(st.integers(0, 23), st.integers(0, 59), OF_24_HOURS)
def test_a_time_of_the_24_hour_clock_is_that_time_unless_it_has_to_be_asked_for(
    hour: int, minute: int, form: str
) -> None:
    text = form.format(h=hour, m=minute)
    if "h" not in text and text[0] != "0" and 1 <= hour <= 11:
        assert refusal(lambda: time(text)).startswith("Add a or p")
    else:
        assert When.read(time(text).text).clock.time == dt.time(hour, minute)


@given(LENGTHS)
@example("2h30-3h30")
def test_a_taken_length_reads_as_itself_and_as_an_event_file_reads_it(text: str) -> None:
    entered = taken(lambda: read_length(text))
    if entered is None:
        return
    assert read_length(entered.text) == entered
    Span.read(entered.text)


@given(st.integers(0, 40 * 86400), st.integers(0, 40 * 86400))
def test_a_range_of_lengths_keeps_its_ends(least: int, most: int) -> None:
    entered = taken(lambda: read_length(f"{least} s to {most} s"))
    assert (entered is not None) == (least <= most <= 31 * 86400)
    if entered is not None:
        span = Span.read(entered.text)
        assert (span.least, span.most) == (least, most)


@given(TYPED_DAYS, DAYS)
def test_a_taken_day_reads_as_itself_and_as_an_event_file_reads_it(text: str, today: dt.date) -> None:
    entered = taken(lambda: read_day(text, today))
    if entered is None:
        return
    assert read_day(entered.text, today) == entered
    Day.read(entered.text)


@given(DAYS, DAYS)
def test_a_day_without_its_year_is_the_next_such_day(day: dt.date, today: dt.date) -> None:
    entered = taken(lambda: read_day(f"{day:%d %b}", today))
    assume(entered is not None)
    assert entered is not None
    found = Day.read(entered.text).date
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= today
    assert day < today or found <= day


@given(DAYS)
def test_a_weekday_is_within_the_week_after_today(today: dt.date) -> None:
    entered = taken(lambda: read_day("Fri", today))
    assume(entered is not None)
    assert entered is not None
    found = Day.read(entered.text).date
    assert found.weekday() == 4
    assert 1 <= (found - today).days <= 7
