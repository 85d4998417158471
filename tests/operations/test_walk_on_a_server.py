"""The life of an event on an office's own calendar server, as somebody with a calendar program sees it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from logistics.disclosure import PRESS
from logistics.model import Event
from logistics.operations import calendarserver
from logistics.operations.calendarserver import Address, Asked
from logistics.plan import build
from tests.calendars.reading import sample
from tests.calendarservers import PASSWORD, USER, CalendarServer, Somebody, radicale
from tests.goldens import assert_as_read
from tests.walk import steps


@pytest.fixture
def server(tmp_path: Path) -> Iterator[CalendarServer]:
    """A calendar server at work."""
    with radicale(tmp_path) as running:
        yield running


def test_the_life_of_an_event_on_a_calendar_server(server: CalendarServer) -> None:
    calendar = server.new_calendar()
    asked, somebody = Asked(Address(calendar, USER, PASSWORD)), Somebody(server, calendar)
    lines, number = list[str](), 0
    tree = sample().model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    for step in steps():
        step.change(tree)
        if not step.public:
            continue
        number += 1
        tree["revision"] = {"number": number, "date": "December 13, 2017"}
        told = calendarserver.publish(build(Event.model_validate(tree)), PRESS, asked)
        assert told.undone == ()
        lines += [f"# {step.title}", "", *told.done, "", "## What a calendar program finds there", ""]
        lines += [*sorted(found(somebody)), ""]
        again = calendarserver.publish(build(Event.model_validate(tree)), PRESS, asked)
        assert [line.split(" ", 1)[1] for line in again.done] == ["entries unchanged"]
    away = Asked(asked.address, withdraw=True)
    lines += [
        "# It is withdrawn",
        "",
        *calendarserver.publish(build(Event.model_validate(tree)), PRESS, away).done,
    ]
    assert somebody.entries() == {}
    assert_as_read("the-life-of-an-event-on-a-server.txt", "\n".join(lines).encode())


def found(somebody: Somebody) -> Iterator[str]:
    """The entries, each in a line."""
    for one in somebody.entries().values():
        yield f"{one['DTSTART'].dt.isoformat()}  {one['STATUS']}  no. {one['SEQUENCE']}  {one['SUMMARY']}"
