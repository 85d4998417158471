"""PUB: releases and their wording."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.plan import Plan
from logistics.rules.base import Severity
from tests.rules.building import access, event, findings, plan_of, session, unchecked

# The small event is on Tuesday, March 6, 2018, in New York: its availability from 10:45 to 11:15 a.m.
EVENING = "2018-03-06 18:00:00-05:00"
MORNING = "2018-03-06 08:00:00-05:00"


def plan(*sessions: dict[str, Any], **changes: Any) -> Plan:
    return plan_of(event(*sessions, **changes))


def release(**changes: Any) -> dict[str, Any]:
    """A fact sheet; None takes a key away."""
    whole = {
        "id": "sheet",
        "kind": "fact sheet",
        "title": "Fact Sheet",
        "source": "norland.example",
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def sheet(
    opening: str | None = None, published: str | None = EVENING, *rows: dict[str, Any], **more: Any
) -> Plan:
    """The small event, or one with these sessions, and a fact sheet of that opening and time."""
    return plan(*rows, releases=[release(opening=opening, published=published, **more)])


def messages(of: Plan, code: str) -> list[str]:
    return [found.message for found in findings(of, code)]


# PUB006


def test_past_tense_before_the_end() -> None:
    (found,) = findings(sheet("Today the ministers met in Washington.", MORNING), "PUB006")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "The fact sheet “sheet” says “met”, but goes out before the event is over. "
        "Send it later, or write what is going to happen."
    )
    assert [fact.path for fact in found.facts] == ["releases[0].opening", "releases[0].published"]


@pytest.mark.parametrize(
    "opening",
    [
        "Today the ministers will meet, as agreed when they met in 2016.",
        "The dialogue is hosted by Minister Berg.",
        "The ministers meet on ports.",
        "On March 8, 2017, the ministers met for the second time.",
        "Last year the ministers met in Sudland.",
    ],
)
def test_what_tells_of_no_past_event_may_go_out_before(opening: str) -> None:
    before = sheet(opening, MORNING)
    assert not findings(before, "PUB006")
    assert not unchecked(before, "PUB006")


@pytest.mark.parametrize("day", [EVENING, "2018-03-06 23:00:00Z", "2018-03-07 00:10"])
def test_past_tense_after_the_end(day: str) -> None:
    after = sheet("The ministers met.", day)
    assert not findings(after, "PUB006")
    assert not unchecked(after, "PUB006")


def test_a_sheet_under_embargo_until_the_end_may_say_met() -> None:
    assert not findings(sheet("The ministers met.", MORNING, embargo="at availability.end"), "PUB006")
    assert findings(sheet("The ministers met.", MORNING, embargo="9:00 a.m."), "PUB006")


def test_only_the_sessions_that_a_release_is_about_must_be_over() -> None:
    rows = [session(), session("dinner", start="8:00 p.m.", end="10:00 p.m.")]
    assert findings(sheet("They met.", EVENING, *rows), "PUB006")
    assert not findings(sheet("They met.", EVENING, *rows, about=["availability"]), "PUB006")


def test_where_the_end_is_unsaid_the_last_start_counts() -> None:
    no_end = session(end=None)
    assert findings(sheet("They met.", MORNING, no_end), "PUB006")
    assert not findings(sheet("They met.", "2018-03-06 11:00", no_end), "PUB006")
    assert not unchecked(sheet("They met.", "2018-03-06 11:00", no_end), "PUB006")


@pytest.mark.parametrize(
    "of, missing",
    [
        (sheet("They met.", None), "not stated: when the fact sheet “sheet” goes out"),
        (
            sheet("They met.", EVENING, session(start=None, end=None)),
            "not stated: when the sessions end that the fact sheet “sheet” is about",
        ),
        (
            sheet("They met.", None, date="March 6, 2018"),
            "not stated: the hour at which the fact sheet “sheet” goes out, or at which its sessions end",
        ),
        (sheet("Se reunieron.", MORNING, language="es"), "only wording in English is read"),
    ],
)
def test_what_is_missing_to_judge_the_tense(of: Plan, missing: str) -> None:
    assert not findings(of, "PUB006")
    assert [one.why for one in unchecked(of, "PUB006")] == [missing]


# PUB007


def test_today_is_the_day_of_publication() -> None:
    (found,) = findings(sheet("Today the ministers met.", "2018-03-07 00:10:00-05:00"), "PUB007")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "The fact sheet “sheet” says “today”, which by its date is Wednesday, March 7, 2018. "
        "The event is on Tuesday, March 6, 2018. Write the date instead."
    )
    assert [fact.path for fact in found.facts] == ["releases[0].opening", "releases[0].published"]


@pytest.mark.parametrize(
    "opening, published",
    [
        ("Today they met.", EVENING),
        ("Today they met.", "2018-03-07 02:00:00Z"),
        ("Tomorrow they will meet.", "2018-03-05 16:00"),
        ("Yesterday they met.", "2018-03-07 00:10"),
        ("Minister Berg announced today that they will meet on March 6.", "2018-03-01 12:00"),
        ("Today’s world needs ports.", "2018-03-01 12:00"),
    ],
)
def test_day_words_that_fit(opening: str, published: str) -> None:
    assert not findings(sheet(opening, published), "PUB007")


@pytest.mark.parametrize(
    "opening, published",
    [
        ("Tomorrow they meet.", EVENING),
        ("Yesterday they met.", EVENING),
        ("They meet tonight.", "2018-03-05 16:00"),
    ],
)
def test_day_words_that_do_not_fit(opening: str, published: str) -> None:
    assert len(findings(sheet(opening, published), "PUB007")) == 1


def test_today_of_an_undated_release_cannot_be_checked() -> None:
    undated = sheet("Today they met.", None)
    assert [one.why for one in unchecked(undated, "PUB007")] == [
        "not stated: the day on which the fact sheet “sheet” is published"
    ]
    assert findings(sheet("Today they met.", None, date="March 5, 2018"), "PUB007")


# PUB010


def stating(when: str, point: str = "availability.start", **more: Any) -> dict[str, Any]:
    return release(states=[{"point": point, "when": when}], **more)


def test_a_release_states_the_time_of_the_plan() -> None:
    (found,) = findings(plan(session(start="10:45 a.m."), releases=[stating("10:30 a.m.")]), "PUB010")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "The fact sheet “sheet” says “10:30 a.m.” for the start of the joint press availability, but the plan says "
        "“10:45 a.m.”. Correct the one that is wrong, or issue the release anew."
    )
    assert [fact.path for fact in found.facts] == ["releases[0].states[0].when", "sessions[0].start"]


@pytest.mark.parametrize(
    "when",
    [
        "10:45 a.m.",
        "10:45",
        "10:45 a.m. ET",
        "9:45 a.m. CST / 10:45 a.m. EST",
        "about 10:40 a.m.",
        "10:30 to 11:00 a.m.",
        "30 minutes before end",
        "to be determined",
    ],
)
def test_times_that_agree_with_the_plan(when: str) -> None:
    assert not findings(plan(releases=[stating(when)]), "PUB010")


@pytest.mark.parametrize(
    "when", ["about 10:15 a.m.", "11:00 to 11:30 a.m.", "20 minutes before end", "2018-03-07 10:45"]
)
def test_times_that_do_not(when: str) -> None:
    assert len(findings(plan(releases=[stating(when)]), "PUB010")) == 1


def test_a_replaced_release_may_differ() -> None:
    old, new = stating("10:30 a.m.", status="superseded"), release(id="new")
    assert not findings(plan(releases=[old, new]), "PUB010")
    assert not findings(plan(releases=[stating("10:30 a.m."), {**new, "supersedes": "sheet"}]), "PUB010")


def test_a_time_that_the_rest_of_the_plan_excludes() -> None:
    early = plan(
        session("talks", start="9:00 a.m.", end="10:00 a.m."),
        session("signing", after="talks"),
        releases=[stating("9:30 a.m.", "signing.start")],
    )
    (message,) = messages(early, "PUB010")
    assert "but the other times of the plan leave no room for that" in message


def test_two_releases_against_each_other_where_the_plan_says_nothing() -> None:
    no_end = session(end=None)
    papers = [
        stating("11:15 a.m.", "availability.end"),
        stating("11:30 a.m.", "availability.end", id="other"),
    ]
    (message,) = messages(plan(no_end, releases=papers), "PUB010")
    assert message.startswith(
        "The fact sheet “other” says “11:30 a.m.” for the end of the joint press availability, but the fact sheet"
    )
    same = [stating("11:15 a.m.", "availability.end"), stating("11:15", "availability.end", id="other")]
    agreed = plan(no_end, releases=same)
    assert not findings(agreed, "PUB010")
    assert [one.why for one in unchecked(agreed, "PUB010")] == [
        "not known exactly: the end of the joint press availability in the plan"
    ]


def test_a_time_in_a_zone_of_its_own_is_not_compared() -> None:
    foreign = plan(releases=[stating("4:45 p.m. CET")])
    assert not findings(foreign, "PUB010")
    assert [one.why for one in unchecked(foreign, "PUB010")] == [
        "not known exactly: “4:45 p.m. CET” as the start of the joint press availability"
    ]


# PUB013


def test_zone_letters_on_some_times_only() -> None:
    (found,) = findings(
        plan(session(start="10:45 a.m. EST", access=[access("pick-up", "8:30 a.m.")])), "PUB013"
    )
    assert found.severity is Severity.WARNING
    assert found.message == (
        "Of 3 clock times, 1 has its zone (10:45 a.m. EST) and 2 have none (11:15 a.m., 8:30 a.m.). "
        "Write the zone with all of them, or with none."
    )
    assert [fact.path for fact in found.facts] == [
        "sessions[0].start", "sessions[0].end", "sessions[0].access[0].at",
    ]  # fmt: skip


def test_zone_letters_on_all_times_or_on_none() -> None:
    assert not findings(plan(session(start="10:45 a.m.")), "PUB013")
    entry = access("final access", "10:20 a.m. EST")
    all_with = session(start="10:45 a.m. EST", end="11:15 a.m. EST", access=[entry])
    assert not findings(plan(all_with), "PUB013")


def test_times_that_no_notice_prints_do_not_count() -> None:
    closed = session("talks", start="9:00 a.m.", coverage="closed")
    said = session(
        start="10:45 a.m. EST",
        end="30 minutes after start",
        access=[access("final access", "to be determined")],
    )
    cancelled = session("spray", start="8:00 a.m.", status="cancelled")
    assert not findings(plan(closed, said, cancelled), "PUB013")


# PUB014


def test_times_in_house_style() -> None:
    (found,) = findings(plan(lead="Doors at 9AM, talks at 9:30am, lunch at noon, end at 5 p.m."), "PUB014")
    assert found.severity is Severity.NOTE
    assert found.message == (
        "Not in house style: write 9:00 a.m. for “9AM”, 9:30 a.m. for “9:30am”, and 5:00 p.m. for “5 p.m.”."
    )
    assert found.facts[0].path == "lead"


@pytest.mark.parametrize(
    "text",
    [
        "Doors at 9:00 a.m., end at 12:00 p.m.",
        "It begins at 9:00\u00a0a.m.",
        "On October 13 PM Trudeau speaks.",
        "Article 5 amended; I am here; 10 amps.",
    ],
)
def test_texts_that_are_in_house_style(text: str) -> None:
    assert not findings(plan(lead=text), "PUB014")


def test_staff_may_type_times_as_they_like() -> None:
    assert not findings(plan(planning=[{"text": "Van at 9AM."}]), "PUB014")


# PUB016


def test_pre_set_is_for_cameras() -> None:
    rows = session(
        access=[access("pre-set", "8:15 a.m.", "video", "writers"), access("final access", "8:30 a.m.")]
    )
    (found,) = findings(plan(rows), "PUB016")
    assert found.severity is Severity.NOTE
    assert found.message == (
        "Pre-set for the joint press availability is asked of writers too. "
        "Pre-set is for cameras: give the others a final access."
    )
    assert found.facts[0].path == "sessions[0].access[0].step"
    assert findings(plan(session(access=[access("pre-set", "8:15 a.m.", "radio")])), "PUB016")


def test_a_call_goes_to_a_pool() -> None:
    call = [access("call", "8:15 a.m.", "video")]
    assert findings(plan(session(access=call)), "PUB016")
    assert not findings(plan(session(access=call, coverage="pooled")), "PUB016")
    assert not findings(plan(session(access=[access("call", "8:15 a.m.", "pool")])), "PUB016")


def test_terms_in_their_sense() -> None:
    rows = [
        access("pre-set", "10:00 a.m.", "video", "stills"),
        access("final access", "10:20 a.m.", "stills", "writers", "radio"),
        access("pick-up", "10:20 a.m."),
    ]
    assert not findings(plan(session(access=rows)), "PUB016")


# PUB017


@pytest.mark.parametrize(
    "changes, path",
    [
        ({"title": "Norland Hosts the Fourth Ports Dialogue"}, "title"),
        ({"name": "2nd Ports Dialogue"}, "name"),
        ({"lead": "The ministers open the fourth dialogue."}, "lead"),
        ({"lead": "The ministers open the first dialogue."}, "lead"),
        ({"lead": "The fourth dialogue builds on earlier ones."}, "lead"),
        (
            {
                "title": "Fourth Meeting of the Ports Dialogue",
                "series": {"name": "The Ports Dialogue", "ordinal": 3},
            },
            "title",
        ),
        ({"releases": [release(title="Fourth Meeting of the Ports Dialogue")]}, "releases[0].title"),
    ],
)
def test_an_ordinal_other_than_the_series(changes: dict[str, Any], path: str) -> None:
    (found,) = findings(plan(**changes), "PUB017")
    assert found.severity is Severity.WARNING
    assert [fact.path for fact in found.facts] == [path, "series.ordinal"]


def test_the_right_ordinal_with_another_name() -> None:
    (found,) = findings(plan(lead="The ministers open the third high-level dialogue."), "PUB017")
    assert found.severity is Severity.NOTE
    assert found.message == (
        "“third high-level dialogue” is not what the series is called: “Ports Dialogue”. Use one name for it."
    )


@pytest.mark.parametrize(
    "lead",
    [
        "The third Ports Dialogue.",
        "The 3rd dialogue.",
        "The third meeting of the Ports Dialogue.",
        "It follows the first dialogue of 2016.",
        "It is the second summit of the minister.",
        "The third dialogue builds on the second dialogue.",
        "Press enter at the 23rd Street Entrance before the dialogue.",
        "The first session is in the morning, the second, after lunch, is the dialogue itself.",
        "One third of the dialogue is about ports. The Second Secretary attends.",
    ],
)
def test_ordinals_that_agree_or_count_something_else(lead: str) -> None:
    counted = plan(lead=lead)
    assert not findings(counted, "PUB017")
    assert not unchecked(counted, "PUB017")


def test_an_ordinal_without_one_of_the_series_cannot_be_checked() -> None:
    uncounted = plan(series={"name": "Ports Dialogue"})
    assert not findings(uncounted, "PUB017")
    assert [one.why for one in unchecked(uncounted, "PUB017")] == [
        "not stated: which meeting of the series this is"
    ]
    assert not unchecked(plan(series=None), "PUB017")


# PUB018


def test_a_contact_for_the_press() -> None:
    assert messages(plan(contacts=None), "PUB018") == [
        "No contact for press questions is given. Add a name with a telephone number or a mail address."
    ]
    assert not findings(plan(), "PUB018")
    assert findings(plan(contacts=[{"name": "Press Office"}]), "PUB018")
    assert findings(plan(contacts=[{"name": "Duty", "phone": "555 0100", "audience": "staff"}]), "PUB018")


# PUB022


@pytest.mark.parametrize(
    "text, slip",
    [
        ("From 14 to72 hours.", "No space in “to72”"),
        ("Meet in the lobby.Final access is later.", "No space in “lobby.Final”"),
        ("Meet in the the lobby.", "The word “the” stands twice"),
        ("Meet  in the lobby.", "Two spaces in “Meet  in”"),
        ("In the lobby , then upstairs.", "A space before the stop in “lobby ,”"),
        ("Writers,radio and stills.", "No space in “Writers,radio”"),
        ("It takes 20minutes.", "No space in “20minutes”"),
    ],
)
def test_slips_in_typing(text: str, slip: str) -> None:
    (found,) = findings(plan(lead=text), "PUB022")
    assert found.severity is Severity.NOTE
    assert found.message == f"{slip}. Correct the text."


@pytest.mark.parametrize(
    "text",
    [
        "U.S.-Mexico talks at 9:00 a.m. Final access from the U.S.Department side.",
        "See www.YouTube.com/statedept, @StateDept and norland.example.",
        "He knew that that was so; Baden Baden; Boutros Boutros-Ghali; G20, F-16, COP21, 23rd, 1,000.",
        "First paragraph.\n\nSecond paragraph.\n  Indented.",
        "They spoke … and left. Ph.D. J.Smith.",
    ],
)
def test_texts_without_slips(text: str) -> None:
    assert not findings(plan(lead=text), "PUB022")


# PUB024


def test_complete_front_matter() -> None:
    assert not findings(sheet(date="March 6, 2018"), "PUB024")
    assert messages(sheet(date=None, source=None), "PUB024") == [
        "The fact sheet “sheet” lacks its date and source. Add what is missing."
    ]
    assert not findings(sheet(date="March 6, 2018", source=None, status="draft"), "PUB024")
    assert not findings(sheet(published=None, source=None), "PUB024")


def test_a_title_of_no_break_spaces_is_no_title() -> None:
    made = event(releases=[release(published=EVENING, date="March 6, 2018")])
    blank = made.releases[0].model_copy(update={"title": "\u00a0"})
    assert messages(plan_of(made.model_copy(update={"releases": (blank,)})), "PUB024") == [
        "The fact sheet “sheet” lacks its title. Add what is missing."
    ]


def test_the_date_is_the_local_day_of_publication() -> None:
    (found,) = findings(sheet(date="March 7, 2018"), "PUB024")
    assert found.severity is Severity.ERROR
    assert found.message == (
        "The fact sheet “sheet” is dated March 7, 2018, but was published on Tuesday, March 6, 2018. "
        "Correct the date or the time."
    )
    assert not findings(sheet(published="2018-03-07 01:00:00Z", date="March 6, 2018"), "PUB024")


# PUB027


@pytest.mark.parametrize(
    "heading, fires",
    [
        ("Notice to the Press Press Office", True),
        ("Press Office Notice", True),
        ("Notice to the Press", False),
        ("Press Office", False),
        ("Notice to the Press: Press Office", False),
        ("Press Office – Notice to the Press", False),
    ],
)
def test_heading_and_office_stand_apart(heading: str, fires: bool) -> None:
    paper = release(id="notice", kind="notice", heading=heading, office="Press Office")
    assert bool(findings(plan(releases=[paper]), "PUB027")) is fires


@pytest.mark.parametrize("code", ["PUB014", "PUB017", "PUB022"])
def test_only_english_is_read(code: str) -> None:
    in_french = plan(
        language="fr", lead="Le bateau part à 9AM; nous nous voyons; la quatrième Ports Dialogue."
    )
    assert [one.rule for one in unchecked(in_french, code)] == [code]
    assert not findings(in_french, code)
