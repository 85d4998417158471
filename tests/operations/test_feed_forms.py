"""One feed in each of its forms: the same entries, for the same eyes."""

from __future__ import annotations

import json

import pytest

from logistics.calendars import PLAIN, NoSuchFeed
from logistics.eventfile import read
from logistics.operations.publishing import FORMATS, audience_named, feed, feed_as, linked_data
from logistics.plan import Plan, build
from tests.calendars.reading import INVENTED, SEED, entries

PRESS, VIDEO = audience_named("press"), audience_named("press", "video")


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    """Two events."""
    return [build(read(path).event) for path in (SEED, INVENTED)]


def test_each_form_tells_the_entries_of_the_feed(plans: list[Plan]) -> None:
    ics = feed(plans, VIDEO)
    uids = sorted(str(entry["UID"]) for entry in entries(ics))
    assert feed_as(plans, VIDEO, "ics") == ics
    jcal = json.loads(feed_as(plans, VIDEO, "jcal"))
    within = [component for component in jcal[2] if component[0] == "vevent"]
    assert sorted(one[3] for component in within for one in component[1] if one[0] == "uid") == uids
    told = feed_as(plans, VIDEO, "jsonld").decode()
    assert [uid for uid in uids if f'"identifier": "{uid}"' not in told] == []
    assert len(json.loads(told)["@graph"]) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_tells_a_crew_what_another_must_do(plans: list[Plan], form: str) -> None:
    words = "Final access: writers and still photographers"
    text = {
        audience: feed_as(plans[:1], audience, form).decode().replace("\r\n ", "")
        for audience in (PRESS, VIDEO)
    }
    assert words in text[PRESS]
    assert words not in text[VIDEO]


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_is_of_nothing_nor_of_one_event_twice(plans: list[Plan], form: str) -> None:
    for wrong in ([], [plans[0], plans[0]]):
        with pytest.raises(NoSuchFeed):
            feed_as(wrong, PRESS, form)


def test_a_form_that_there_is_not_is_made_of_nothing(plans: list[Plan]) -> None:
    with pytest.raises(KeyError):
        feed_as(plans, PRESS, "xml", options=PLAIN)


def test_the_data_of_a_page_names_the_page(plans: list[Plan]) -> None:
    made = json.loads(linked_data(plans[0], audience_named("public"), "https://press.example/public/x"))
    assert made["url"] == "https://press.example/public/x"
