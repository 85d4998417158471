"""A feed over the editions of its event: what changed says so, and what did not change keeps every byte."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from logistics import calendars
from logistics.calendars import KEPT, Options, entries, over_editions, still_told, told_by
from logistics.disclosure import PRESS, PUBLIC, STAFF, Audience
from logistics.model import Category, Event, Level
from tests.calendars.reading import entries as read_back
from tests.calendars.reading import event, programme, sample

VIDEO = Audience(Level.PRESS, Category.VIDEO)
DAY = 24 * 3600
PRESET = {"id": "preset", "step": "pre-set", "press": "video", "at": "8:15 a.m.", "entrance": "gate"}
FINAL = {"id": "final", "step": "final access", "press": "video", "at": "8:40 a.m.", "entrance": "gate"}
SPRAY = {
    "id": "spray",
    "kind": "camera spray",
    "start": "8:50 a.m.",
    "room": "hall",
    "access": [PRESET, FINAL],
}
LATER = {"id": "later", "kind": "remarks", "coverage": "open", "start": "2:00 p.m.", "room": "hall"}


def edition(number: int, *sessions: dict[str, Any], **keys: Any) -> Event:
    """One edition of an invented event, each a day after the one before."""
    return event(*sessions, revision={"number": number, "date": f"2026-05-{number:02}"}, **keys)


def feed(*editions: Event, audience: Audience = VIDEO, options: Options = calendars.PLAIN) -> bytes:
    told = [programme(of, audience) for of in editions]
    return calendars.write(told[-1:], earlier=told[:-1], options=options)


def numbers(*editions: Event, audience: Audience = VIDEO) -> dict[str, int]:
    """The SEQUENCE of each entry by its summary."""
    return {
        str(item["SUMMARY"]): int(item["SEQUENCE"]) for item in read_back(feed(*editions, audience=audience))
    }


PICK = "Pre-set: video cameras – Camera spray"
LAST = "Final access: video cameras – Camera spray"
ROOM = "Camera spray – Invented Talks"
TALK = "Dialogue – Invented Talks"
END = "Remarks – Invented Talks"


def test_an_edition_that_changes_nothing_changes_no_byte() -> None:
    first, second = edition(1, SPRAY, LATER), edition(2, SPRAY, LATER)
    assert feed(first, second) == feed(first)
    assert feed(second) != feed(first), "by itself a revision does not know what it has changed"


def test_a_moved_time_raises_that_entrys_number_and_no_other() -> None:
    moved = {**SPRAY, "access": [{**PRESET, "at": "8:05 a.m."}, FINAL]}
    assert numbers(edition(1, SPRAY), edition(2, moved)) == {TALK: 0, ROOM: 0, PICK: 1, LAST: 0}


@pytest.mark.parametrize(
    "change, raised",
    [
        ({"room": None}, {ROOM}),
        ({"start": "8:55 a.m."}, {ROOM}),
        ({"title": "Handshake"}, {"Handshake", f"{PICK[:-12]}Handshake", f"{LAST[:-12]}Handshake"}),
        ({"note": "Bring a ladder."}, set()),
    ],
)  # fmt: skip
def test_time_place_status_and_title_count_and_nothing_else(change: dict[str, Any], raised: set[str]) -> None:
    found = numbers(edition(1, SPRAY), edition(2, {**SPRAY, **change}))
    assert {name for name, number in found.items() if number} == raised


def test_a_status_counts_for_the_session_and_its_access_times() -> None:
    found = numbers(edition(1, SPRAY, LATER), edition(2, {**SPRAY, "status": "cancelled"}, LATER))
    assert found == {
        TALK: 0,
        END: 0,
        f"Cancelled: {ROOM}": 1,
        f"Cancelled: {PICK}": 1,
        f"Cancelled: {LAST}": 1,
    }


def test_a_change_of_words_alone_moves_the_stamp_and_not_the_number() -> None:
    raw = feed(edition(1, SPRAY), edition(3, {**SPRAY, "note": "Bring a ladder."}))
    stamps = {str(item["SUMMARY"]): item["DTSTAMP"].dt.date() for item in read_back(raw)}
    assert stamps[TALK] == dt.date(2026, 5, 1)
    assert stamps[ROOM] == dt.date(2026, 5, 3)
    assert all(item["LAST-MODIFIED"].dt == item["DTSTAMP"].dt for item in read_back(raw))


def test_the_number_is_that_of_the_edition_so_a_reader_of_any_edition_sees_it_rise() -> None:
    moved = {**LATER, "start": "3:00 p.m."}
    assert numbers(edition(1, LATER), edition(2, LATER), edition(5, moved)) == {TALK: 0, END: 4}
    assert numbers(edition(5, moved)) == {TALK: 4, END: 4}


def test_numbers_rise_even_where_the_file_forgot_to() -> None:
    moved, back = {**LATER, "start": "3:00 p.m."}, LATER
    assert numbers(edition(1, LATER), edition(1, moved), edition(1, back))[END] == 2


def test_stamps_rise_even_where_two_editions_are_of_one_moment() -> None:
    """Of two entries with one number a program takes the later stamp (RFC 5546 §2.1.5)."""
    noted = {**LATER, "note": "Bring a ladder."}
    first, second = (event(one, revision={"number": 1, "date": "2026-05-01"}) for one in (LATER, noted))
    before, after = (
        {str(item["SUMMARY"]): item["DTSTAMP"].dt for item in read_back(raw)}
        for raw in (feed(first), feed(first, second))
    )
    assert after[END] > before[END]
    assert after[TALK] == before[TALK]


def test_what_comes_back_after_an_edition_without_it_is_never_older_than_before() -> None:
    again = numbers(
        edition(1, LATER), edition(2, {**LATER, "start": "3:00 p.m."}), edition(3), edition(4, LATER)
    )
    assert again[END] == 3


def test_what_an_audience_may_not_see_any_more_is_gone_without_a_trace() -> None:
    """An entry that should never have been public must not stay as a cancellation that tells of it."""
    closed = {**LATER, "audience": "staff", "title": "Secret remarks"}
    raw = feed(edition(1, LATER), edition(2, closed), audience=PUBLIC)
    assert raw == feed(edition(1), edition(2), audience=PUBLIC)


STREAMED = {
    "id": "show", "kind": "joint press availability", "coverage": "open", "room": "hall",
    "livestreams": [{"at": "4:00 p.m.", "address": "https://live.example"}],
}  # fmt: skip


@pytest.mark.parametrize("audience", [PUBLIC, VIDEO, STAFF], ids=lambda one: one.name)
@pytest.mark.parametrize("status, said", [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE")])
def test_what_is_off_stays_where_it_was_though_it_has_lost_its_time(
    audience: Audience, status: str, said: str
) -> None:
    """Its time followed from its stream, or from what came before; both are gone with it."""
    spray = {"id": "spray", "kind": "camera spray", "coverage": "open", "room": "hall", "before": "talk"}
    on = edition(1, STREAMED, spray)
    off = edition(2, {**STREAMED, "status": status}, {**spray, "status": status})
    before, after = (
        {str(item["UID"]): item for item in read_back(raw)}
        for raw in (feed(on, audience=audience), feed(on, off, audience=audience))
    )
    assert set(after) == set(before)
    for uid, item in after.items():
        if item["SUMMARY"] != TALK:
            assert (item["STATUS"], item["TRANSP"]) == (said, "TRANSPARENT")
            assert item.start == before[uid].start
            assert item["SUMMARY"].startswith(f"{status.capitalize()}: ")
    third = feed(
        on, off, edition(3, {**STREAMED, "status": status}, {**spray, "status": status}), audience=audience
    )
    assert third == feed(on, off, audience=audience)


def test_what_is_off_tells_no_more_than_its_audience_may_know_now() -> None:
    """Its time was taken out, and the session and the person that its words named are for staff alone now."""
    people = [
        {"id": "both", "name": "Both", "members": [{"id": "ana", "family": "Example", "title": "Minister"}]}
    ]
    hidden = [{**people[0], "members": [{**people[0]["members"][0], "audience": "staff"}]}]  # type: ignore[dict-item] # a tree of YAML
    show = {**STREAMED, "after": "later", "speakers": ["ana"], "note": "First note."}
    off = {**show, "status": "cancelled", "livestreams": [], "note": "Second note."}
    now = edition(2, off, {**LATER, "audience": "staff"}, delegations=hidden)
    told = {
        str(item["SUMMARY"]): item
        for item in read_back(feed(edition(1, show, LATER, delegations=people), now))
    }
    (gone,) = (item for name, item in told.items() if name.startswith("Cancelled"))
    words = gone.to_ical().decode().replace("\r\n ", "")
    assert gone.start.hour == 16
    assert "Second note." in words
    assert not any(said in words for said in ("Example", "remarks", "First note", "RELATED-TO"))


def test_off_and_on_again_piles_no_words_up() -> None:
    off = {**STREAMED, "livestreams": []}
    life = [
        STREAMED,
        *({**off, "status": status} for status in ("postponed", "cancelled", "postponed", "cancelled")),
    ]
    raw = feed(*(edition(number, one) for number, one in enumerate(life, start=1)))
    (name,) = (str(item["SUMMARY"]) for item in read_back(raw) if "Cancelled" in item["SUMMARY"])
    assert name == "Cancelled: Joint press availability – Invented Talks"


def test_what_is_called_off_stays_for_a_fortnight_after_its_day() -> None:
    off = {**LATER, "status": "cancelled"}
    found = over_editions(told_by(programme(of, PRESS)) for of in (edition(1, LATER), edition(2, off)))
    day = int(dt.datetime(2026, 6, 3, 18, tzinfo=dt.UTC).timestamp())
    assert KEPT == 14 * DAY

    def told(now: int) -> list[str]:
        return [entry.told.summary for entry in still_told(found, now)]

    assert told(day + KEPT - 1) == [TALK, f"Cancelled: {END}"]
    assert told(day + KEPT) == [TALK]


def test_what_is_called_off_late_stays_for_a_fortnight_after_that() -> None:
    off = event({**LATER, "status": "cancelled"}, revision={"number": 2, "date": "2026-06-20"})
    found = entries(programme(off, PRESS))
    late = int(dt.datetime(2026, 6, 20, 4, tzinfo=dt.UTC).timestamp())
    assert len(still_told(found, late + KEPT - 1)) == 2
    assert len(still_told(found, late + KEPT)) == 1


def test_a_calendar_of_nothing_but_what_is_off_keeps_it() -> None:
    found = entries(programme(edition(1, status="cancelled"), PRESS))
    assert still_told(found, 10**10) == found


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["8:00 a.m.", "8:05 a.m.", "8:10 a.m."]),
        st.sampled_from(["planned", "cancelled", "postponed", "to be confirmed"]),
        st.sampled_from(["hall", None]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(EDITS, st.sampled_from([PUBLIC, PRESS, VIDEO, STAFF]))
def test_over_any_editions_each_entry_rises_exactly_when_it_changed(
    edits: list[tuple[str, str, str | None, bool]], audience: Audience
) -> None:
    editions = [_edited(number, *edit) for number, edit in enumerate(edits, start=1)]
    before: dict[str, Any] = {}
    for count in range(1, len(editions) + 1):
        now = {str(item["UID"]): item for item in read_back(feed(*editions[:count], audience=audience))}
        for uid, item in now.items():
            if (was := before.get(uid)) is None:
                continue
            same = _matter(item) == _matter(was)
            assert (item["SEQUENCE"] > was["SEQUENCE"]) is not same
            assert (item["DTSTAMP"].dt > was["DTSTAMP"].dt) is (item.to_ical() != was.to_ical())
        before |= now


def _edited(number: int, at: str, status: str, room: str | None, later: bool) -> Event:
    spray = {**SPRAY, "room": room, "status": status, "access": [{**PRESET, "at": at}, FINAL]}
    return edition(number, spray, *([LATER] if later else []))


def _matter(item: Any) -> tuple[str, ...]:
    return tuple(
        item[name].to_ical().decode() if name in item else ""
        for name in ("DTSTART", "DTEND", "STATUS", "LOCATION", "SUMMARY")
    )


# ---- what a reader may ask for besides -------------------------------------------------------------------------------


def test_without_being_asked_nothing_rings_and_nothing_is_coloured() -> None:
    raw = feed(edition(1, SPRAY))
    assert not any(name in raw for name in (b"VALARM", b"COLOR", b"CATEGORIES", b"RELTYPE", b"GAP"))


def test_an_alarm_rings_before_a_crew_must_be_at_the_door_and_not_before_the_session() -> None:
    items = read_back(feed(edition(1, SPRAY, LATER), options=Options(alarm=20)))
    ringing = {str(item["SUMMARY"]): item.walk("VALARM") for item in items}
    assert {name for name, alarms in ringing.items() if alarms} == {PICK, LAST}, (
        "they come in by their access times"
    )
    (alarm,) = ringing[PICK]
    assert (alarm["ACTION"], alarm["TRIGGER"].dt, alarm["DESCRIPTION"]) == (
        "DISPLAY",
        dt.timedelta(minutes=-20),
        PICK,
    )
    assert alarm["UID"] != ringing[LAST][0]["UID"]


def test_the_public_and_staff_are_rung_for_sessions() -> None:
    for audience in (PUBLIC, STAFF):
        items = read_back(feed(edition(1, LATER), audience=audience, options=Options(alarm=20)))
        assert [len(item.walk("VALARM")) for item in items] == [1, 1]


@pytest.mark.parametrize(
    "quiet",
    [
        {"status": "cancelled"},
        {"status": "postponed"},
        {"start": "to be determined"},
    ],
)
def test_nothing_rings_for_what_is_off_or_has_no_firm_time(quiet: dict[str, str]) -> None:
    items = read_back(feed(edition(1, {**LATER, **quiet}), audience=STAFF, options=Options(alarm=20)))
    assert [len(item.walk("VALARM")) for item in items if "Dialogue" not in item["SUMMARY"]] == [0]


def test_what_is_only_inferred_rings_for_nobody() -> None:
    spray = {"id": "spray", "kind": "camera spray", "coverage": "open", "room": "hall", "before": "talk"}
    items = read_back(feed(edition(1, spray), audience=STAFF, options=Options(alarm=20)))
    ringing = {str(item["SUMMARY"]): len(item.walk("VALARM")) for item in items}
    assert ringing == {f"{ROOM} (inferred window)": 0, TALK: 1}


def test_links_say_what_leads_to_what_and_how_long_there_is_between() -> None:
    """RFC 9253 §4: the link stands in what comes first."""
    of = edition(
        1,
        {
            **SPRAY,
            "before": "talk",
            "access": [{**PRESET, "at": None, "between": "8:00 to 8:15 a.m."}, FINAL],
        },
    )
    items = {str(item["SUMMARY"]): item for item in read_back(feed(of, options=Options(links=True)))}
    room = items[ROOM]
    links = {name: _links(item) for name, item in items.items()}
    assert links == {
        PICK: [(str(room["UID"]), "FINISHTOSTART", "PT35M")],
        LAST: [(str(room["UID"]), "STARTTOSTART", "PT10M")],
        ROOM: [(str(items[TALK]["UID"]), "STARTTOSTART", "PT10M")],
        TALK: [],
    }


def _links(item: Any) -> list[tuple[str, str, str]]:
    related = item.get("RELATED-TO", [])
    found = related if isinstance(related, list) else [related]
    return [(str(one), one.params["RELTYPE"], one.params["GAP"]) for one in found if "GAP" in one.params]


def test_colours_go_by_what_an_entry_is() -> None:
    items = read_back(feed(edition(1, SPRAY), options=Options(colours=True)))
    assert {(item["CATEGORIES"].to_ical().decode(), str(item["COLOR"])) for item in items} == {
        ("Pre-set", "darkorange"),
        ("Final access", "firebrick"),
        ("Press", "seagreen"),
        ("Session", "steelblue"),
    }


# ---- the bytes that are kept -------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", [PUBLIC, PRESS, STAFF], ids=lambda audience: audience.name)
def test_a_feed_joined_from_kept_entries_is_what_icalendar_writes_whole(audience: Audience) -> None:
    raw = feed(sample(), audience=audience)
    assert feed(sample(), audience=audience) == raw
    assert Calendar.from_ical(raw).to_ical() == raw
