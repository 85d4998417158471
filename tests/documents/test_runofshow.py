"""The run of show: for staff alone, nothing invented, and the chart says no more than the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from logistics.disclosure import AUDIENCES, STAFF, NoSuchAudience
from logistics.documents import runofshow
from logistics.documents.runofshow import RunOfShow
from logistics.documents.wording import NoSuchLanguage
from logistics.model import Event, Level
from tests.documents.samples import EVENT_FILES, FIRST, event_of, programme_of, small, with_session
from tests.goldens import assert_as_read

CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})? [ap]\.m\.|\bnoon\b|\bmidnight\b")
SUMMIT = next(path for path in EVENT_FILES if "summit" in path.stem)
SVG = "{http://www.w3.org/2000/svg}"


def view_of(event: Event) -> RunOfShow:
    """The run of show of an event."""
    return runofshow.view(programme_of(event, STAFF))


def labels(view: RunOfShow, *roles: str) -> list[str]:
    """What stands in the charts, of some roles (or beginnings of roles)."""
    texts = [text for day in view.days for figure in day.figures for text in figure.chart.texts]
    return [text.words + text.after for text in texts if text.role.startswith(roles)]


def table(view: RunOfShow) -> str:
    """Everything that the tables say."""
    cues = [cue for day in view.days for cue in day.cues] + list(view.unstated)
    return "\n".join(
        f"{cue.time} {cue.elsewhere} {cue.name} {cue.detail} {cue.where} {cue.known}" for cue in cues
    )


def dump(view: RunOfShow) -> str:
    """The whole view as text that a person can read."""
    lines = [view.title, view.date, view.venue, view.revision, view.zone_note, view.summary]
    lines.append("legend: " + "; ".join(said for _, said in view.legend))
    for day in view.days:
        for figure in day.figures:
            lines += ["", f"== {figure.heading}", figure.description]
            lines += [f"  [{text.role}] {text.words}{text.after}" for text in figure.chart.texts]
            lines += [
                f"  bar {shape.style} {shape.tip}{' →' if shape.open_right else ''}"
                for shape in figure.chart.shapes
            ]
        lines += ["", f"== {day.heading}"]
        lines += [
            f"{cue.time} | {cue.mark} {cue.name} | {cue.detail} | {cue.where} | {cue.known}"
            for cue in day.cues
        ]
    lines += ["", "== not stated", *(f"{cue.name} | {cue.where} | {cue.known}" for cue in view.unstated)]
    for heading, reasons in (("follows", view.follows), ("reasons", view.reasons)):
        lines += ["", f"== {heading}"]
        for reason in reasons:
            lines.append(f"{reason.name}: {reason.time}")
            lines += [f"  {label}: {' '.join(facts)}" for label, facts in reason.why]
    return "\n".join(lines) + "\n"


def session(**keys: Any) -> dict[str, Any]:
    """A session of the small event."""
    return {"id": "briefing", "kind": "press briefing", "room": "blue", "coverage": "open", **keys}


def test_the_run_of_show_of_december_14() -> None:
    assert_as_read("2017-12-14-runofshow.txt", dump(view_of(event_of(FIRST))).encode())


@pytest.mark.parametrize(
    "audience", [who for who in AUDIENCES if who.level < Level.STAFF], ids=lambda who: who.name
)
def test_only_staff_get_a_run_of_show(audience: Any) -> None:
    with pytest.raises(NoSuchAudience, match="for staff"):
        runofshow.view(programme_of(event_of(FIRST), audience))


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(NoSuchLanguage):
        runofshow.view(programme_of(event_of(FIRST), STAFF), "tlh")


@pytest.mark.parametrize("path", EVENT_FILES, ids=lambda path: path.stem)
def test_what_the_chart_says_the_table_says(path: Path) -> None:
    view = view_of(event_of(path))
    said = table(view)
    for label in labels(view, "above", "in ", "access"):
        assert [time for time in CLOCK.findall(label) if time not in said] == []
    tips = [shape.tip for day in view.days for figure in day.figures for shape in figure.chart.shapes]
    for tip in tips:
        assert tip.rpartition(": ")[0].removesuffix(" (cancelled)") in said
    for place in labels(view, "place.1"):
        assert place.rstrip("…") in said


@pytest.mark.parametrize("path", EVENT_FILES, ids=lambda path: path.stem)
def test_no_time_that_is_only_inferred_stands_without_the_word(path: Path) -> None:
    view = view_of(event_of(path))
    rows = [(cue.time, cue.known, cue.inferred) for day in view.days for cue in day.cues]
    assert all(time.endswith("(inferred)") for time, _, inferred in rows if inferred)
    assert not any(
        "inferred" in time or known == "inferred" for time, known, inferred in rows if not inferred
    )
    sure = {time for text, _, inferred in rows if not inferred for time in CLOCK.findall(text)}
    for label in labels(view, "above", "in ", "access"):
        assert "(inferred)" in label or set(CLOCK.findall(label)) <= sure


@pytest.mark.parametrize("path", EVENT_FILES, ids=lambda path: path.stem)
def test_the_picture_is_well_formed_and_the_same_each_time(path: Path) -> None:
    event = event_of(path)
    picture = runofshow.svg(view_of(event))
    assert picture == runofshow.svg(view_of(event))
    assert runofshow.page(view_of(event)) == runofshow.page(view_of(event))
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert [root.find(f"{SVG}{name}") is not None for name in ("title", "desc")] == [True, True]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_ids_of_a_page_are_not_repeated() -> None:
    ids = re.findall(r' id="([^"]+)"', runofshow.page(view_of(event_of(SUMMIT))))
    assert len(ids) == len(set(ids))


def test_a_page_needs_nothing_from_elsewhere() -> None:
    page = runofshow.page(view_of(event_of(SUMMIT)))
    assert re.findall(r"<(?:script|link|img)|@import|src=|url\((?!#)", page) == []
    assert "Staff use only: not for release" in page
    assert "invented" in page


def test_an_end_that_nobody_stated_is_not_invented() -> None:
    view = view_of(event_of(FIRST))
    cues = [cue.name for day in view.days for cue in day.cues]
    assert "End: Joint press availability" not in cues
    assert [cue.known for cue in view.unstated if cue.name == "End: Joint press availability"] == [
        "not stated"
    ]
    (shape,) = [
        shape
        for shape in view.days[0].figures[0].chart.shapes
        if "open press" in shape.tip and "avail" in shape.tip
    ]
    assert shape.open_right


def test_close_hold_is_not_in_the_staffs_run_of_show() -> None:
    event = event_of(SUMMIT)
    held = [item for item in event.sessions if item.audience is Level.CLOSE_HOLD]
    view = view_of(event)
    everything = runofshow.page(view) + runofshow.svg(view)
    assert held
    assert [item.title for item in held if item.title and item.title in everything] == []


HOSTILE = "</text><script>alert(1)</script> & \"quoted\" 'too' {{ 7*7 }} ]]>"


def test_hostile_text_is_only_text() -> None:
    pick_up = {"step": "pick-up", "press": "all", "at": "8:00", "entrance": "gate", "place": HOSTILE}
    event = small(
        title=HOSTILE,
        sessions=[
            session(title=HOSTILE, start="9:00 a.m.", end="9:30 a.m.", room=None, venue="hall"),
            session(id="two", start="9:10 a.m.", access=[pick_up]),
        ],
    )
    page, root = runofshow.page(view_of(event)), ElementTree.fromstring(runofshow.svg(view_of(event)))
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert any(HOSTILE in (element.text or "") for element in root.iter(f"{SVG}title"))
    assert not list(root.iter(f"{SVG}script"))


def test_the_picture_says_what_is_invented_and_what_is_cancelled_and_which_times_are_stated() -> None:
    view = view_of(small(status="cancelled"))
    picture = runofshow.svg(view)
    assert "This event is cancelled." in picture
    assert "Made for a test." in picture
    assert "Every other time is inferred" in picture
    assert "This event is cancelled." in runofshow.page(view)


def test_a_cancelled_session_is_struck_and_says_so() -> None:
    view = view_of(with_session(session(start="11:00 a.m.", end="11:30 a.m.", status="cancelled")))
    assert any(label.endswith("(cancelled)") for label in labels(view, "above cancelled", "in cancelled"))
    assert "<s>Press briefing (cancelled)</s>" in runofshow.page(view)
    assert 'text-decoration="line-through"' in runofshow.svg(view)
    assert "line-through" not in runofshow.svg(
        view_of(with_session(session(start="11:00 a.m.", end="11:30 a.m.")))
    )


def test_an_approximate_time_is_about() -> None:
    view = view_of(with_session(session(start="about 11:00 a.m.")))
    assert ("about 11:00 a.m.", "stated as about") in [(cue.time, cue.known) for cue in view.days[0].cues]
    assert "Press briefing, about 11:00 a.m." in labels(view, "above")


def test_what_is_to_be_determined_is_not_drawn_and_stands_at_the_end() -> None:
    view = view_of(with_session(session(start="to be determined")))
    assert not any("briefing" in label for label in labels(view, "above", "in "))
    assert ("Press briefing", "to be determined") in [(cue.name, cue.known) for cue in view.unstated]


def test_an_event_without_any_time_has_no_timeline_and_says_so() -> None:
    view = view_of(small(sessions=[session(venue="hall")]))
    assert view.days == ()
    assert "there is no timeline" in runofshow.page(view)
    assert "there is no timeline" in runofshow.svg(view)
    assert [cue.name for cue in view.unstated] == ["Press briefing", "End: Press briefing"]


def test_a_session_across_midnight_is_drawn_on_both_days() -> None:
    event = small(
        last_date="2031-03-06",
        sessions=[session(start="2031-03-05 11:30 p.m.", end="2031-03-06 12:45 a.m.")],
    )
    view = view_of(event)
    assert [[cue.time for cue in day.cues] for day in view.days] == [["11:30 p.m."], ["12:45 a.m."]]
    assert labels(view, "above", "in ") == ["Press briefing", "Press briefing (continued)"]


def test_a_session_of_one_minute_can_be_seen() -> None:
    view = view_of(small(sessions=[session(start="9:00 a.m.", end="9:01 a.m.")]))
    (shape,) = view.days[0].figures[0].chart.shapes
    assert shape.wide >= 5


def test_of_two_zones_each_has_its_line_and_each_time_its_letters() -> None:
    view = view_of(event_of(SUMMIT))
    assert {"CDT", "CST"} <= set(labels(view, "axis"))
    for day in view.days:
        assert all(re.search(r"\bC[DS]T\b", cue.time) for cue in day.cues)
        assert all(re.search(r"\bC[DS]T\b", cue.elsewhere) for cue in day.cues)


def test_one_zone_is_said_once_and_not_at_each_time() -> None:
    view = view_of(event_of(FIRST))
    assert view.zone_note == "All times Eastern Standard Time (EST)"
    assert not any("EST" in cue.time for cue in view.days[0].cues)


def test_cues_stand_in_order_of_time_with_ends_before_beginnings() -> None:
    view = view_of(
        small(
            sessions=[
                session(id="second", start="9:30 a.m.", end="10:00 a.m.", title="Second"),
                session(id="first", start="9:00 a.m.", end="9:30 a.m.", title="First"),
            ]
        )
    )
    assert [cue.name for cue in view.days[0].cues] == ["First", "End: First", "Second", "End: Second"]


def test_a_long_day_is_drawn_in_stretches_that_together_hold_everything() -> None:
    talks = [
        session(id=f"talk-{hour}", title=f"Talk {hour}", start=f"{hour}:00", end=f"{hour}:20")
        for hour in range(6, 23)
    ]
    view = view_of(small(sessions=talks))
    assert [figure.heading for figure in view.days[0].figures] == [
        "Timeline, 6:00 a.m. to 10:20 a.m.",
        "Timeline, 11:00 a.m. to 3:20 p.m.",
        "Timeline, 4:00 p.m. to 10:20 p.m.",
    ]
    assert sorted(labels(view, "above", "in ")) == sorted(f"Talk {hour}" for hour in range(6, 23))


def test_days_that_a_session_only_goes_through_have_no_chart() -> None:
    event = small(last_date="2031-12-31", sessions=[session(start="9:00 a.m.", end="2031-12-31 9:00 a.m.")])
    assert [len(day.figures) for day in view_of(event).days] == [1, 1]


def test_what_follows_exactly_stands_apart_from_what_is_inferred() -> None:
    ends = {"start": "1:00 p.m.", "duration": "30 minutes"}
    view = view_of(small(sessions=[{"id": "talks", "kind": "dialogue", **ends}]))
    assert view.summary.endswith("No time is inferred.")
    assert view.reasons == ()
    assert [reason.name for reason in view.follows] == ["End: Dialogue"]
    assert "How the unsaid times were inferred" not in runofshow.page(view)
    assert "What follows exactly from what is stated" in runofshow.page(view)


def test_a_bound_that_is_inferred_of_an_untimed_end_is_counted_as_inferred() -> None:
    spray = {"id": "spray", "kind": "camera spray", "before": "talks"}
    view = view_of(small(sessions=[{"id": "talks", "kind": "dialogue", "start": "1:00 p.m."}, spray]))
    assert view.reasons
    assert view.summary.endswith("Every other time is inferred and says so.")


def test_the_summary_of_several_days_names_the_day_of_each_time() -> None:
    second = session(start="March 6, 2031, 1:00 p.m.")
    view = view_of(with_session(second, last_date="2031-03-06"))
    assert "Stated: March 5 at 9:00 a.m.; March 6 at 1:00 p.m." in view.summary.replace("\u00a0", " ")


@pytest.mark.parametrize("time, words", [("4:05 p.m.", "4:05 p.m. EST"), ("4:05 p.m. CST", "4:05 p.m. CST")])
def test_the_time_of_the_revision_has_its_zone(time: str, words: str) -> None:
    view = view_of(small(revision={"number": 2, "date": "2031-03-04", "time": time}))
    assert view.revision.replace("\u00a0", " ") == f"Revision 2, March 4, 2031, {words}"


def test_a_narrow_screen_says_that_the_chart_scrolls_sideways() -> None:
    made = runofshow.page(view_of(small()))
    assert made.count("Scroll the chart sideways") == 1
    assert ".sideways { display: none;" in made
    assert "(max-width: 61rem) { .runofshow .sideways { display: block; } }" in made
