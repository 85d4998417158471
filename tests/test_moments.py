"""Wall time and instants: gaps, hours that come twice, letters, and zones that changed their rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logistics import moments
from logistics.errors import MomentError, NoSuchHour, NoSuchZone, TwiceTheHour
from logistics.model import When
from logistics.model.clocks import instant_of
from logistics.moments import (
    HOUR,
    MINUTE,
    instant,
    iso,
    letters,
    offset_minutes,
    start_of,
    wall,
    zone,
)

NEW_YORK, MEXICO = "America/New_York", "America/Mexico_City"
DIALOGUE = dt.date(2017, 12, 14)
FALL_BACK, SPRING_FORWARD = dt.date(2017, 11, 5), dt.date(2017, 3, 12)


def test_the_stream_of_december_14_in_new_york() -> None:
    moment = instant(DIALOGUE, dt.time(10, 45), NEW_YORK)
    assert moment == 1_513_266_300  # 15:45 UTC
    assert iso(moment, NEW_YORK) == "2017-12-14T10:45:00-05:00"
    assert letters(moment, NEW_YORK) == "EST"
    assert offset_minutes(moment, NEW_YORK) == -300


@pytest.mark.parametrize(
    "day, short, offset",
    [
        (dt.date(2021, 7, 1), "CDT", -300),
        (dt.date(2021, 12, 1), "CST", -360),
        (dt.date(2023, 7, 1), "CST", -360),  # Mexico gave summer time up in October 2022
    ],
)
def test_mexico_city_gave_up_summer_time(day: dt.date, short: str, offset: int) -> None:
    moment = instant(day, dt.time(12), MEXICO)
    assert (letters(moment, MEXICO), offset_minutes(moment, MEXICO)) == (short, offset)


def test_letters_in_use_in_a_year() -> None:
    assert moments.letters_in_use(DIALOGUE, NEW_YORK) == {"EST", "EDT"}
    assert moments.letters_in_use(dt.date(2023, 1, 1), MEXICO) == {"CST"}


@pytest.mark.parametrize(
    "name, said", [("Asia/Kolkata", "IST"), ("America/Sao_Paulo", "UTC-2"), ("Asia/Kathmandu", "UTC+5:45")]
)
def test_a_zone_without_letters_is_said_by_its_offset(name: str, said: str) -> None:
    assert letters(instant(DIALOGUE, dt.time(12), name), name) == said


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(NoSuchHour, match=r"02:30 does not exist on 2017-03-12 in America/New_York"):
        instant(SPRING_FORWARD, dt.time(2, 30), NEW_YORK)
    assert (
        instant(SPRING_FORWARD, dt.time(3, 0), NEW_YORK)
        == instant(SPRING_FORWARD, dt.time(1, 59), NEW_YORK) + MINUTE
    )


def test_an_hour_that_comes_twice_is_refused_until_it_is_said_which() -> None:
    with pytest.raises(TwiceTheHour, match=r"EDT or EST"):
        instant(FALL_BACK, dt.time(1, 30), NEW_YORK)
    first = instant(FALL_BACK, dt.time(1, 30), NEW_YORK, second_time=False)
    second = instant(FALL_BACK, dt.time(1, 30), NEW_YORK, second_time=True)
    assert second - first == HOUR
    assert (letters(first, NEW_YORK), letters(second, NEW_YORK)) == ("EDT", "EST")


def test_an_hour_that_comes_once_ignores_which_is_meant() -> None:
    noons = {instant(FALL_BACK, dt.time(12), NEW_YORK, second_time=second) for second in (None, False, True)}
    assert len(noons) == 1


@pytest.mark.parametrize("year", [1899, 2200, 9999])
def test_a_year_far_away_is_refused(year: int) -> None:
    with pytest.raises(MomentError, match="outside 1900 to 2199"):
        instant(dt.date(year, 1, 1), dt.time(9), NEW_YORK)


@pytest.mark.parametrize(
    "name, offer",
    [
        ("America/NewYork", "America/New_York"),
        ("New York", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("Mars/Phobos", "Write it as"),
        ("EST5", "EST5EDT"),
        ("", "Write it as"),
        ("../../etc/passwd", "Write it as"),
        ("America", "is not a time zone"),
        ("America/New_York\x00", "America/New_York"),
    ],
)
def test_an_unknown_zone_is_refused_with_a_near_one(name: str, offer: str) -> None:
    with pytest.raises(NoSuchZone) as caught:
        zone(name)
    assert offer in str(caught.value)


@given(name=st.text(max_size=40))
def test_any_text_is_a_zone_or_refused(name: str) -> None:
    try:
        message = "" if zone(name).name == name else "another zone"
    except NoSuchZone as error:
        message = str(error)
    assert message == "" or "is not a time zone of the IANA list" in message


def test_a_day_starts_at_midnight_or_where_midnight_is_skipped_at_its_first_instant() -> None:
    assert iso(start_of(DIALOGUE, NEW_YORK), NEW_YORK) == "2017-12-14T00:00:00-05:00"
    # Sao Paulo's clocks went from 23:59:59 to 01:00 in the night to October 15, 2017.
    assert (
        iso(start_of(dt.date(2017, 10, 15), "America/Sao_Paulo"), "America/Sao_Paulo")
        == "2017-10-15T01:00:00-02:00"
    )


@pytest.mark.parametrize("day, hours", [(DIALOGUE, 24), (SPRING_FORWARD, 23), (FALL_BACK, 25)])
def test_a_day_ends_where_the_next_begins(day: dt.date, hours: int) -> None:
    assert moments.end_of(day, NEW_YORK) - start_of(day, NEW_YORK) == hours * HOUR


@given(
    day=st.dates(dt.date(1971, 1, 1), dt.date(2100, 12, 31)),
    time=st.times().map(lambda time: time.replace(microsecond=0)),
    name=st.sampled_from([NEW_YORK, MEXICO, "Europe/Dublin", "Australia/Lord_Howe", "Asia/Tokyo", "UTC"]),
)
def test_a_wall_time_that_is_one_instant_reads_the_same_back(day: dt.date, time: dt.time, name: str) -> None:
    try:
        moment = instant(day, time, name)
    except (NoSuchHour, TwiceTheHour):
        return
    back = wall(moment, name)
    assert (back.date(), back.time()) == (day, time)


@pytest.mark.parametrize(
    "zone_name, day, time, both",
    [
        ("America/Santiago", dt.date(2027, 4, 3), dt.time(23, 30), ("UTC-3", "UTC-4")),
        ("Australia/Lord_Howe", dt.date(2027, 4, 4), dt.time(1, 45), ("UTC+11", "UTC+10:30")),
    ],
)
def test_where_a_zone_has_no_letters_an_hour_that_comes_twice_is_told_by_its_distance_from_utc(
    zone_name: str, day: dt.date, time: dt.time, both: tuple[str, str]
) -> None:
    with pytest.raises(TwiceTheHour) as asked:
        moments.instant(day, time, zone_name)
    assert " or ".join(both) in str(asked.value)
    first, second = (When.read(f"{time:%H:%M} {said}").clocks[0] for said in both)
    assert instant_of(first, day, zone_name) < instant_of(second, day, zone_name)
