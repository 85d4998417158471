"""ACC020: times that nobody outside is told, as they hang on a session that is hidden from the readers."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.disclosure import PRESS, PUBLIC, Audience, Known, disclose
from logistics.model import Event
from logistics.plan import Plan
from logistics.rules.base import Finding, Severity
from tests.rules.building import access, event, findings, plan_of, session

Noun = dict[str, Any]


AFTER_TALKS = {"at": "at talks.end", "address": "norland.example"}


def talks(**changes: Any) -> Noun:
    """Closed talks at 8:00 a.m. for 45 minutes: for staff, as nothing says that they are announced."""
    stated: Noun = {"title": "Talks", "coverage": "closed", "start": "8:00 a.m.", "duration": "45 minutes"}
    return session("talks", **{**stated, **changes})


def availability(**changes: Any) -> Noun:
    return session(**{"start": None, "end": None, "access": None, **changes})


def found(*sessions: Noun) -> tuple[Finding, ...]:
    return findings(plan_of(event(*sessions)), "ACC020")


def paths(finding: Finding) -> list[str]:
    return [fact.path for fact in finding.facts]


def test_an_availability_after_hidden_talks_is_told_to_nobody() -> None:
    (one,) = found(talks(), availability(immediately_after="talks"))
    assert one.severity is Severity.WARNING
    assert one.message == (
        "The press and the public are told no time for the joint press availability: it hangs on “Talks”, which they "
        "may not know. State a start, or announce that session with audience: public."
    )
    assert paths(one) == ["sessions[1].immediately_after", "sessions[0].coverage"]


def test_so_is_a_time_that_is_counted_from_hidden_talks() -> None:
    (one,) = found(talks(), availability(start="5 minutes after talks.end"))
    assert paths(one) == ["sessions[1].start", "sessions[0].coverage"]


def test_so_is_an_access_time_and_it_is_for_the_press() -> None:
    late = access("final access", "30 minutes after talks.end", "writers")
    (one,) = found(talks(), session(access=[late]))
    assert one.message == (
        "The press are told no time for final access for writers at the joint press availability: it hangs on “Talks”, "
        "which they may not know. State a time of its own, or announce that session with audience: press."
    )
    assert paths(one) == ["sessions[1].access[0].at", "sessions[0].coverage"]


def test_an_access_time_before_an_untold_start_is_told_with_it() -> None:
    before = access("final access", "30 minutes before start", "writers")
    (one,) = found(talks(), availability(after="talks", access=[before]))
    assert "the joint press availability and final access for writers" in one.message
    assert "these hang on “Talks”" in one.message
    assert set(paths(one)) == {"sessions[1].after", "sessions[1].access[0].at", "sessions[0].coverage"}


def test_what_hangs_on_it_over_another_session_counts_too() -> None:
    plenary = session("plenary", coverage="open", start="at talks.end", duration="1 hour")
    both = found(talks(), plenary, availability(start="10 minutes after plenary.end"))
    assert [paths(one)[0] for one in both] == ["sessions[1].start", "sessions[2].start"]
    assert all(paths(one)[-1] == "sessions[0].coverage" for one in both)


def test_the_order_may_be_said_at_the_hidden_session() -> None:
    (one,) = found(talks(before="availability"), availability())
    assert paths(one) == ["sessions[0].before", "sessions[0].coverage"]


def test_a_livestream_counts_and_stands_for_a_start_that_is_not_stated() -> None:
    (one,) = found(talks(), availability(livestreams=[AFTER_TALKS]))
    assert "the joint press availability and the livestream of the joint press availability" in one.message
    told = {"at": "9:00 a.m.", "address": "norland.example"}
    assert found(talks(), availability(immediately_after="talks", livestreams=[told])) == ()


def test_a_session_for_the_press_is_told_to_the_press_and_not_to_the_public() -> None:
    (one,) = found(talks(audience="press"), availability(immediately_after="talks"))
    assert one.message.startswith("The public are told no time")
    assert paths(one)[-1] == "sessions[0].audience"


def test_a_stream_that_readers_may_not_know_gives_them_no_start() -> None:
    for_staff = {"at": "9:00 a.m.", "address": "norland.example", "audience": "staff"}
    (one,) = found(talks(), availability(immediately_after="talks", livestreams=[for_staff]))
    assert paths(one) == ["sessions[1].immediately_after", "sessions[0].coverage"]


@pytest.mark.parametrize(
    "sessions",
    [
        (talks(), availability(immediately_after="talks", start="9:00 a.m.")),
        (talks(), availability(immediately_after="talks", end="9:30 a.m.", duration="30 minutes")),
        (talks(audience="public"), availability(immediately_after="talks")),
        (talks(audience="public", start=None), availability(start="5 minutes after talks.end")),
        (talks(), availability(immediately_after="talks", audience="staff")),
        (talks(), availability(immediately_after="talks", status="cancelled")),
        (talks(), session(access=[access("clear", "at talks.end", audience="staff")])),
        (talks(), availability(start="to be determined", immediately_after="talks")),
        (talks(), session("plenary", coverage="open"), availability(immediately_after="talks", before="plenary")),
        (talks(), session(livestreams=[{**AFTER_TALKS, "audience": "staff"}])),
        (
            session("one", coverage="open", start="at two.start"),
            session("two", coverage="open", start="at one.start"),
        ),
        (session("rig", kind="set-up", before="availability"), availability()),
    ],
    ids=[
        "the start is stated", "it follows from the end", "the talks are announced", "announced without a time",
        "for staff", "cancelled", "an access time for staff", "undecided, as the file says",
        "placed by a session that all may know", "a stream for staff", "a circle without hidden sessions",
        "set-up before it",
    ],
)  # fmt: skip
def test_it_is_silent(sessions: tuple[Noun, ...]) -> None:
    assert found(*sessions) == ()


HANGING = [
    {"immediately_after": "talks"},
    {"start": "at talks.end"},
    {"start": "at talks.end", "duration": "20 minutes"},
]


@pytest.mark.parametrize("hangs", HANGING)
@pytest.mark.parametrize("audience", [PUBLIC, PRESS], ids=["public", "press"])
def test_it_says_what_the_papers_show(hangs: Noun, audience: Audience) -> None:
    """The rule reads the levels of the file; what readers are told is made elsewhere, and agrees with it."""
    hidden, announced = (plan_of(_day(hangs, shown)) for shown in (None, "public"))
    assert findings(hidden, "ACC020")
    assert not findings(announced, "ACC020")
    assert not _start_is_told(hidden, audience)


def _day(hangs: Noun, audience: str | None) -> Event:
    return event(talks(audience=audience), availability(**hangs))


def _start_is_told(plan: Plan, audience: Audience) -> bool:
    moment = disclose(plan, audience).moment("availability.start")
    return moment is not None and moment.known is not Known.TO_BE_DETERMINED
