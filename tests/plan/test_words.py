"""The words that are the same for calendars and documents."""

import datetime as dt

import pytest

from logistics.model import Status
from logistics.moments import instant
from logistics.plan.words import date_words, language_words, status_words, zone_words


@pytest.mark.parametrize(
    "zone, words",
    [
        ("America/New_York", "Eastern Standard Time (EST)"),
        ("America/Chicago", "Central Standard Time (CST)"),
        ("Asia/Shanghai", "China Standard Time (CST)"),
        ("Asia/Kolkata", "India Standard Time (IST)"),
        ("Asia/Jerusalem", "Israel Standard Time (IST)"),
        ("America/Havana", "local time in Havana (CST)"),
        ("America/Sao_Paulo", "local time in Sao Paulo (UTC-2)"),
    ],
)
def test_a_zone_is_named_as_its_people_name_it(zone: str, words: str) -> None:
    assert zone_words(instant(dt.date(2017, 12, 14), dt.time(9), zone), zone) == words


def test_days_languages_and_statuses_have_names() -> None:
    assert date_words(dt.date(2017, 12, 14)) == "Thursday, December 14, 2017"
    assert (language_words("es"), language_words("pt-BR"), language_words("yue")) == (
        "Spanish",
        "Portuguese",
        "yue",
    )
    assert [status_words(status) for status in Status] == ["", "To be confirmed", "Postponed", "Cancelled"]
