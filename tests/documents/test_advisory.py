"""What the advisory tells: what was said, as it was said; and nothing that was not."""

from __future__ import annotations

from typing import Any

import pytest

from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience
from logistics.documents import advisory, text
from logistics.documents.advisory import Advisory, Cell, plain
from logistics.documents.wording import LANGUAGES, NoSuchLanguage, wording
from logistics.model import Category, Coverage, Level, ReleaseKind
from logistics.plan.words import coverage_words
from tests.documents.reading import strings
from tests.documents.samples import (
    EVENT_FILES,
    FIRST,
    event_of,
    first,
    programme_of,
    small,
    view_of,
    with_session,
)

_OPEN: dict[str, Any] = {"step": "final access", "press": "all", "at": "30 minutes before start"}
BRIEFING: dict[str, Any] = {"id": "briefing", "kind": "press briefing", "coverage": "open", "access": [_OPEN]}


def told(view: Advisory) -> str:
    """All words of a view, with plain spaces."""
    return "\n".join(strings(view)).replace("\u00a0", " ")


def fact(view: Advisory, label: str) -> str:
    lines = next((item.lines for item in view.facts if item.label == label), ())
    return "\n".join(plain(line) for line in lines).replace("\u00a0", " ")


def panel(view: Advisory, title: str) -> list[str]:
    found = next((item.paragraphs for item in (*view.sections, *view.panels) if item.title == title), ())
    return [plain(paragraph).replace("\u00a0", " ") for paragraph in found]


def access_time(**way: str) -> str:
    entry = {"step": "final access", "press": "writers", **way}
    view = view_of(with_session({**BRIEFING, "start": "10:00 a.m.", "access": [entry]}))
    assert view.access[0].table
    return view.access[0].table.rows[0][0].text.replace("\u00a0", " ")


# ---- the first event -----------------------------------------------------------------------------------------------


def test_december_14_is_told_as_its_notice_tells_it() -> None:
    view = first()
    assert (view.issuer, view.office, view.kind) == (
        "U.S. Department of State",
        "Office of the Spokesperson",
        "Notice to the Press",
    )
    assert fact(view, "When") == "Thursday, December 14, 2017, at 9:00 a.m. EST"
    assert fact(view, "Where") == "U.S. Department of State, Washington, DC"
    assert "at the first such event on May 18, 2017" in view.lead[-1]
    assert [(it.name, it.about, it.place, it.coverage) for it in view.access] == [
        ("Camera spray", ("before the dialogue",), "Benjamin Franklin Room", "Open press"),
        ("Joint press availability", ("after the dialogue",), "Dean Acheson Auditorium", "Open press"),
    ]
    rows = [
        [cell.text.replace("\u00a0", " ") for cell in row]
        for it in view.access
        if it.table
        for row in it.table.rows
    ]
    assert rows == [
        ["8:30 a.m.", "All press", "Pick-up", "23rd Street Entrance"],
        ["10:00 a.m.", "Video cameras", "Pre-set", "23rd Street Entrance"],
        ["10:20 a.m.", "Writers and still photographers", "Final access", "23rd Street Entrance"],
    ]


def test_those_also_participating_are_told_apart_from_the_principals() -> None:
    hosts = first().who[0]
    assert [person.name for person in hosts.members] == ["Rex Tillerson", "Kirstjen M. Nielsen"]
    assert hosts.also_label == "Also participating"
    assert [(person.name, person.role) for person in hosts.also] == [("Jeff Sessions", "Attorney General")]


def test_the_stream_and_the_accounts_have_their_panels_and_nothing_else_has() -> None:
    view = first()
    assert panel(view, "Livestream") == [
        "The joint press availability will be streamed live at 10:45 a.m. EST on state.gov."
    ]
    assert panel(view, "Accounts to follow") == [
        "Twitter: @StateDept and @StateDeptSpox",
        "Twitter, in Spanish: @USAenEspanol, the State Department’s official Spanish-language account",
    ]
    assert [item.title for item in view.panels] == ["Livestream", "Accounts to follow"]
    assert view.release == ""  # “For immediate release” is not in the notice


def test_only_the_time_of_the_stream_is_told_and_not_a_start_that_follows_from_it() -> None:
    assert told(first()).count("10:45") == 1


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, STAFF], ids=lambda audience: audience.name)
def test_no_audience_reads_an_inferred_time(audience: Any) -> None:
    view = advisory.view(programme_of(event_of(FIRST), audience))
    assert "before the dialogue" in told(view).casefold()
    assert "8:5" not in told(view)


def test_the_public_reads_of_every_session_and_of_no_access_time() -> None:
    view = view_of(event_of(FIRST), PUBLIC)
    assert (view.access, view.access_title) == ((), "")
    assert fact(view, "What").endswith("camera spray; joint press availability")
    (day,) = view.programme
    assert [[cell.text.replace("\u00a0", " ") for cell in row] for row in day.table.rows] == [
        ["Before the dialogue", "Camera spray", "Benjamin Franklin Room", "Open press"],
        ["9:00 a.m.", "Dialogue", "", ""],
        ["After the dialogue", "Joint press availability", "Dean Acheson Auditorium", "Open press"],
    ]


def test_a_session_whose_access_times_are_for_others_stands_in_the_programme_alone() -> None:
    writers = {**BRIEFING, "access": [{**_OPEN, "press": "writers"}], "speakers": ["Anybody"]}
    everybody = {**BRIEFING, "id": "later", "title": "Later"}
    event = with_session(writers, everybody)
    assert [it.name for it in view_of(event).access] == ["Press briefing", "Later"]
    video = view_of(event, Audience(Level.PRESS, Category.VIDEO))
    assert [it.name for it in video.access] == ["Later"]
    assert "Press briefing" in [row[1].text for row in video.programme[0].table.rows]
    assert "Taking part: Anybody" in told(video), "what is said of it is said there"


# ---- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way, words",
    [
        ({"at": "9:40 a.m."}, "9:40 a.m."),
        ({"at": "about 9:40 a.m."}, "About 9:40 a.m."),
        ({"by": "9:40 a.m."}, "No later than 9:40 a.m."),
        ({"from": "9:40 a.m."}, "From 9:40 a.m."),
        ({"from": "9:30 a.m.", "by": "9:40 a.m."}, "9:30 to 9:40 a.m."),
        ({"between": "11:45 a.m. to 12:15 p.m."}, "11:45 a.m. to 12:15 p.m."),
        ({"at": "noon"}, "Noon"),
        ({"at": "to be determined"}, "To be determined"),
        ({"by": "to be determined"}, "To be determined"),
        ({"at": "30 minutes before start"}, "9:30 a.m."),
        ({"at": "30 minutes before spray.end"}, "30 minutes before the end of the camera spray"),
        ({"at": "at spray.end"}, "At the end of the camera spray"),
        ({"by": "at spray.end"}, "No later than the end of the camera spray"),
        ({"at": "March 4, 2031 5:00 p.m."}, "March 4, 5:00 p.m."),
    ],
)
def test_each_way_to_say_when(way: dict[str, str], words: str) -> None:
    if "spray" in next(iter(way.values())):
        entry = {"step": "call", "press": "all", **way}
        spray = {"id": "spray", "kind": "camera spray", "before": "talks", "access": [_OPEN]}
        view = view_of(with_session(spray, {**BRIEFING, "after": "talks", "access": [entry]}))
        table = view.access[-1].table
        assert table
        assert table.rows[0][0].text.replace("\u00a0", " ") == words
    else:
        assert access_time(**way) == words


def test_what_hangs_on_a_hidden_session_is_not_stated_and_nobody_says_to_be_determined() -> None:
    closed = {"id": "inner", "kind": "meeting", "start": "8:00 a.m.", "coverage": "closed"}
    item = {
        "id": "item",
        "kind": "press availability",
        "start": "at inner.end",
        "coverage": "open",
        "access": [{"step": "final access", "press": "all", "by": "30 minutes before inner.end"}],
    }
    view = view_of(
        with_session(
            closed,
            item,
            registration={"deadlines": [{"what": "RSVP", "by": "1 hour before inner.start"}]},
            releases=[
                {"id": "n", "kind": "notice", "title": "N", "date": "2031-03-04", "embargo": "at inner.end"}
            ],
        )
    )
    assert "determined" not in told(view).casefold()
    table = view.access[0].table
    assert table is not None
    assert [row[0].text for row in table.rows] == ["Time not stated"]
    assert panel(view, "Registration") == ["RSVP: time not stated"]
    assert view.release == "Embargoed until a time that is not stated"


def test_one_zone_is_named_once_and_two_stand_beside_every_time() -> None:
    one = view_of(small())
    assert one.zone_note == "All times Eastern Standard Time (EST)"
    venues = [
        {"id": "hall", "name": "River Hall"},
        {"id": "casa", "name": "Casa del Río", "zone": "America/Chicago"},
    ]
    away = {**BRIEFING, "venue": "casa", "start": "11:00 a.m."}
    two = view_of(with_session(away, venues=venues))
    assert "All times" not in two.zone_note
    assert two.access[0].about == ("11:00\u00a0a.m.\u00a0CST",)


def test_a_meeting_over_several_days_names_the_day() -> None:
    second = {**BRIEFING, "start": "March 6, 2031 10:00 a.m."}
    view = view_of(with_session(second, {**BRIEFING, "id": "later"}, last_date="2031-03-06"))
    assert fact(view, "When") == "Wednesday, March 5, 2031, to Thursday, March 6, 2031"
    assert "Thursday, March\u00a06" in view.access[1].about


# ---- what and when -------------------------------------------------------------------------------------------------

_SPRAY: dict[str, Any] = {**BRIEFING, "id": "spray", "kind": "camera spray", "before": "talks"}
_LUNCH: dict[str, Any] = {"id": "lunch", "kind": "working lunch", "start": "noon"}
_MANY: list[dict[str, Any]] = [
    {**BRIEFING, "id": f"b{hour}", "start": f"{hour}:00 p.m."} for hour in range(1, 5)
]


@pytest.mark.parametrize(
    "keys, sessions, what",
    [
        ({}, [_SPRAY], "Dialogue: camera spray before the dialogue"),
        ({"name": "River Talks"}, [_SPRAY], "River Talks: camera spray before the dialogue"),
        ({}, [_SPRAY, _LUNCH], "Camera spray"),
        ({}, _MANY, "4 opportunities for the press"),
        ({"name": "River Talks"}, _MANY, "River Talks"),
        ({"name": "River Talks"}, [], "River Talks"),
        ({}, [], "Talks on the River"),
    ],
    ids=["one", "named", "with a programme", "many", "many, named", "none, named", "none"],
)
def test_what_tells_what_happens_for_the_press(
    keys: dict[str, Any], sessions: list[dict[str, Any]], what: str
) -> None:
    assert fact(view_of(with_session(*sessions, **keys)), "What") == what


@pytest.mark.parametrize(
    "talks, others, when",
    [
        ({}, [_SPRAY], "Wednesday, March 5, 2031, at 9:00 a.m. EST"),
        ({"coverage": "open"}, [_SPRAY], "Wednesday, March 5, 2031, at 9:00 a.m. EST"),
        ({}, _MANY, "Wednesday, March 5, 2031, at 9:00 a.m. EST"),
        ({"start": "to be determined"}, [], "Wednesday, March 5, 2031, time to be determined"),
        ({"start": None}, [_SPRAY], "Wednesday, March 5, 2031"),
        ({}, [_LUNCH], "Wednesday, March 5, 2031"),
        ({"kind": "remarks"}, [_SPRAY], "Wednesday, March 5, 2031"),
    ],
    ids=["one", "one that is open", "beside many", "undetermined", "no start", "two meetings", "no meeting"],
)
def test_when_tells_the_time_of_the_one_meeting(
    talks: dict[str, Any], others: list[dict[str, Any]], when: str
) -> None:
    main = {"id": "talks", "kind": "dialogue", "start": "9:00 a.m.", **talks}
    assert fact(view_of(small(sessions=[main, *others])), "When") == when


def test_a_time_that_when_does_not_tell_stands_in_the_programme() -> None:
    for event in (
        with_session(last_date="2031-03-06"),
        small(sessions=[{"id": "talks", "kind": "remarks", "start": "9:00 a.m."}]),
    ):
        assert "9:00 a.m." in told(view_of(event))


# ---- sessions ------------------------------------------------------------------------------------------------------


def test_sessions_stand_in_the_order_of_the_day_whatever_the_order_in_the_file() -> None:
    late = {**BRIEFING, "id": "late", "title": "Late", "start": "4:00 p.m."}
    after = {**BRIEFING, "id": "after", "title": "After", "after": "talks"}
    top = {**BRIEFING, "id": "top", "title": "Top", "at_top_of": "late"}
    unplaced = {**BRIEFING, "id": "unplaced", "title": "Sometime"}
    view = view_of(with_session(unplaced, top, late, after))
    assert [it.name for it in view.access] == ["After", "Late", "Top", "Sometime"]


SEVERAL: list[dict[str, Any]] = [
    {**BRIEFING, "id": "leaving", "title": "Leaving", "start": "March 6, 2031, 9:00 a.m."},
    {**BRIEFING, "id": "unplaced", "title": "Sometime"},
    {**BRIEFING, "id": "top", "title": "Top", "at_top_of": "talks"},
    {"id": "rest", "kind": "tour", "title": "Tour"},
]


def test_over_several_days_what_has_no_time_stands_beside_its_relation_else_after_the_first_day() -> None:
    view = view_of(with_session(*SEVERAL, last_date="2031-03-06"))
    assert [(it.name, it.about[0].replace("\u00a0", " ")) for it in view.access] == [
        ("Top", "Wednesday, March 5"),
        ("Sometime", "day and time not stated"),
        ("Leaving", "Thursday, March 6"),
    ]
    assert [(day.title.split(",")[0], [row[1].text for row in day.table.rows]) for day in view.programme] == [
        ("Wednesday", ["Dialogue", "Top"]),
        ("Day not stated", ["Sometime", "Tour"]),
        ("Thursday", ["Leaving"]),
    ]
    assert "determined" not in told(view)


def test_where_neither_a_time_nor_a_relation_says_when_it_is_that_is_said() -> None:
    view = view_of(with_session(*SEVERAL[1:]))
    assert [it.about for it in view.access] == [("at the start of the dialogue",), ("time not stated",)]
    assert [row[0].text for row in view.programme[0].table.rows][2:] == ["Time not stated"] * 2


def test_sessions_of_one_name_are_told_apart() -> None:
    event = event_of(next(path for path in EVENT_FILES if "2-plus-2" in path.stem))
    (day,) = view_of(event).programme
    named = [row[1].text for row in day.table.rows]
    assert [name for name in named if "spray" in name] == ["Open camera spray", "Pooled camera spray"]
    sprays = [{**_SPRAY, "id": f"s{n}", "before": None, "start": f"{n}:30 p.m."} for n in (2, 1)]
    assert [it.name for it in view_of(with_session(*sprays)).access] == [
        "First camera spray",
        "Second camera spray",
    ]


def test_a_closed_meeting_that_is_announced_is_in_the_programme_and_not_in_the_access() -> None:
    closed = {"id": "closed", "kind": "bilateral meeting", "start": "11:00 a.m.", "coverage": "closed"}
    announced = view_of(with_session({**closed, "audience": "public"}))
    (day,) = announced.programme
    assert [cell.text for cell in day.table.rows[1]] == [
        "11:00\u00a0a.m.",
        "Bilateral meeting",
        "Closed press",
    ]
    assert announced.access == ()
    assert "ilateral" not in told(view_of(with_session(closed)))


def test_there_is_no_programme_where_the_opportunities_tell_all() -> None:
    assert first().programme == ()
    assert first().programme_title == ""


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_will_not_take_place_is_struck_and_says_so(status: str) -> None:
    whole = view_of(small(status=status))
    assert whole.strips[0].word == status.capitalize()
    assert all(it.struck and it.mark == status.capitalize() for it in whole.access)
    assert next(item for item in whole.facts if item.label == "When").struck
    part = view_of(with_session({**BRIEFING, "status": status, "start": "10:00 a.m."}))
    assert [strip.word for strip in part.strips] == ["Invented"]
    assert (part.access[0].struck, part.access[0].mark) == (True, status.capitalize())


def test_what_is_to_be_confirmed_says_so_and_is_not_struck() -> None:
    view = view_of(with_session({**BRIEFING, "status": "to be confirmed"}))
    assert (view.access[0].struck, view.access[0].mark) == (False, "To be confirmed")


def test_an_invented_event_says_so() -> None:
    assert [(strip.word, strip.text) for strip in view_of(small()).strips] == [
        ("Invented", "Made for a test.")
    ]
    assert first().strips == ()


def test_an_opportunity_tells_its_pool_parts_interpretation_questions_and_whom_it_does_not_admit() -> None:
    session = {
        **BRIEFING, "coverage": "pooled", "pool": {"name": "travel pool", "sharing": "All share at once."},
        "parts": [{"id": "o", "title": "Opening", "coverage": "open", "start": "10:00 a.m."}], "questions": 2,
        "interpretation": [{"languages": ["en", "es"], "mode": "simultaneous"}], "no_access_for": ["radio"],
        "duration": "30 to 45 minutes", "speakers": ["Anybody"], "note": "Bring a badge.",
    }  # fmt: skip
    view = view_of(with_session(session))
    assert [(item.label, plain(item.lines[0]).replace("\u00a0", " ")) for item in view.access[0].details] == [
        ("Taking part", "Anybody"),
        ("Opening", "Open press, 10:00 a.m."),
        ("Pool", "Travel pool"),
        ("Sharing", "All share at once."),
        ("Not admitted", "Radio"),
        ("Interpretation", "English and Spanish, simultaneous"),
        ("Questions", "2 from each side"),
        ("Length", "30 minutes to 45 minutes"),
        ("Note", "Bring a badge."),
    ]


def test_an_entrance_has_its_spot_and_a_step_its_reason() -> None:
    entry = {
        "step": "pre-set",
        "press": "video",
        "at": "8:00 a.m.",
        "entrance": "gate",
        "place": "lobby",
        "reason": "dogs",
    }
    view = view_of(with_session({**BRIEFING, "access": [entry]}))
    assert view.access[0].table
    assert view.access[0].table.rows[0][2:] == (Cell("Pre-set", ("Dogs",)), Cell("East Gate, lobby"))


def test_the_venue_stands_where_no_room_is_named_and_nothing_where_nothing_is_known() -> None:
    assert view_of(with_session(BRIEFING)).access[0].place == "River Hall"
    assert view_of(with_session({**BRIEFING, "room": "blue"})).access[0].place == "Blue Room"
    nowhere = small(venues=[], sessions=[BRIEFING])
    assert view_of(nowhere).access[0].place == ""
    assert fact(view_of(nowhere), "Where") == ""


# ---- panels and documents ------------------------------------------------------------------------------------------


def test_registration_credentials_and_contacts() -> None:
    view = view_of(
        small(
            credentials="A press card.",
            registration={
                "how": "Send name and outlet.",
                "address": "press@example.org",
                "deadlines": [{"what": "RSVP", "by": "March 4, 2031 5:00 p.m.", "for": "visitors"}],
            },
            contacts=[
                {"name": "Desk", "role": "questions", "phone": "+1 212 555 0100", "email": "desk@example.org"}
            ],
        )
    )
    assert panel(view, "Credentials and registration") == [
        "A press card.",
        "Send name and outlet.",
        "Register: press@example.org",
        "RSVP (visitors): no later than 5:00 p.m. EST, March 4, 2031",
    ]
    assert panel(view, "Press contact") == ["Desk, questions", "+1 212 555 0100", "desk@example.org"]


def test_an_embargo_of_the_notice_is_at_its_head_and_others_are_listed() -> None:
    notice = {"id": "notice", "kind": "notice", "title": "Notice", "embargo": "March 4, 2031 7:00 p.m."}
    sheet = {"id": "sheet", "kind": "fact sheet", "title": "Rivers", "embargo": "at talks.end"}
    view = view_of(small(releases=[notice, sheet]))
    assert view.release.replace("\u00a0", " ") == "Embargoed until 7:00 p.m. EST, March 4, 2031"
    assert panel(view, "Documents under embargo") == [
        "Fact sheet: Rivers. Embargoed until the end of the dialogue."
    ]


def test_streams_of_one_kind_share_a_sentence() -> None:
    stream = {
        "address": "river.example",
        "language": "es",
        "captions": True,
        "at": "10:00 a.m.",
        "until": "noon",
    }
    view = view_of(
        with_session({**BRIEFING, "livestreams": [stream, {**stream, "address": "www.river.example"}]})
    )
    assert panel(view, "Livestream") == [
        "The press briefing will be streamed live at 10:00 a.m. EST until noon EST on river.example and "
        "www.river.example, in Spanish, with live captions."
    ]


@pytest.mark.parametrize(
    "series, words",
    [
        ({"name": "River Talks", "ordinal": 21}, "This is the 21st River Talks."),
        (
            {"name": "River Talks", "ordinal": 3, "previous": "2030-01-02", "background": "They go on."},
            "This is the third River Talks; the one before was on January 2, 2030. They go on.",
        ),
        ({"name": "River Talks", "previous": "2030-01-02"},
         "The meeting before in the series River Talks was on January 2, 2030."),
        ({"name": "River Talks"}, "It belongs to the series River Talks."),
        ({"name": "Talks on the River"}, ""),
        ({"name": "A", "previous": "2030-01-02", "background": "It was on January 2, 2030, in a."},
         "It was on January 2, 2030, in a."),
    ],
)  # fmt: skip
def test_the_series_is_told_once(series: dict[str, Any], words: str) -> None:
    assert " ".join(view_of(small(series=series)).lead).replace("\u00a0", " ") == words


def test_a_file_in_another_language_is_not_passed_off_as_translated() -> None:
    view = view_of(small(language="es"))
    assert ("Not translated", "The text of this notice is in Spanish.") in [
        (s.word, s.text) for s in view.strips
    ]


# ---- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n\n"])
def test_a_line_break_parts_paragraphs(between: str) -> None:
    prose = f"One.{between}Two."
    closed = {"id": "inner", "kind": "meeting", "coverage": "closed", "audience": "public", "note": prose}
    event = with_session(
        closed, {**BRIEFING, "note": prose}, lead=prose, credentials=prose, ground_rules=prose
    )
    view = view_of(event)
    assert view.lead == ("One.", "Two.")
    assert panel(view, "Credentials") == panel(view, "Ground rules") == ["One.", "Two."]
    assert [plain(line) for line in view.access[0].details[-1].lines] == ["One.", "Two."]
    assert view.programme[0].table.rows[-2][1].lines == ("Note: One.", "Two.")
    assert "\nOne.\n\nTwo.\n" in text.advisory(view)


def test_a_language_that_we_do_not_have_is_named_with_those_we_have() -> None:
    with pytest.raises(NoSuchLanguage, match=r"“tlh”.*English \(en\)"):
        advisory.view(programme_of(small()), "tlh")


def test_every_language_has_the_same_words_with_the_same_facts() -> None:
    english = wording("en")
    for language in LANGUAGES.values():
        assert language.words.keys() == english.words.keys()
        assert language.dates.keys() == english.dates.keys()


def test_every_coverage_and_kind_of_release_has_words() -> None:
    assert all(coverage_words(coverage) for coverage in Coverage)
    for kind in ReleaseKind:
        release = {"id": "r", "kind": kind.value, "title": "Paper", "embargo": "March 5, 2031 7:00 p.m."}
        assert "7:00 p.m. EST" in told(view_of(small(releases=[release])))


@pytest.mark.parametrize(
    "number, words", [(1, "first"), (2, "second"), (20, "twentieth"), (21, "21st"), (112, "112th")]
)
def test_ordinals(number: int, words: str) -> None:
    assert wording("en").ordinal(number) == words
